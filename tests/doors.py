"""The table of doors, and what one sends to them (tests/test_doors.py)."""

import re
from dataclasses import dataclass

from tests.cast import ROLES
from tests.factories import EXPLANATION
from tests.visitor import PASSPHRASE

EVERYBODY = """
GET  /                           200
GET  /i-dag                      200
GET  /hjelp                      200
GET  /hjelp/rettigheter          200
GET  /hjelp/ord                  200
GET  /hjelp/tillitsvalgt         200
GET  /hjelp/stemme               200
GET  /hjelp/saker                200
GET  /hjelp/trygg-bruk           200
GET  /hjelp/papir                200
GET  /hjelp/papir/forslag        203
POST /hjelp/papir/forslag        200
GET  /hjelp/papir/plakat         200
GET  /personvern                 200
GET  /tilgjengelighet            200
GET  /forslag                    200
GET  /forslag/<published>        200
GET  /forslag/<answered>         200
GET  /forslag/<done>             200
GET  /forslag/<not_done>         200
GET  /forslag/<received>         404
GET  /forslag/<reading>          404
GET  /forslag/<declined>         404
GET  /forslag/<closed>           404
GET  /forslag/<withdrawn>        404
GET  /forslag/nytt               203
POST /forslag/nytt#check         200
POST /forslag/nytt#change        200
POST /forslag/nytt#send          200
GET  /du-sa-vi-gjorde            200
GET  /tavle                      200
GET  /tavle/papir                200
GET  /kode                       203
GET  /kode/sak                   410
POST /kode/sak                   200
POST /kode/sak#message           200
POST /kode/sak#helped            200
POST /kode/sak#withdraw          200
POST /ferdig                     200
POST /forlat                     303
GET  /static/kimvoice.css        200
GET  /tillitsvalgte              200
POST /tillitsvalgte              200
GET  /tillitsvalgte/plakat       200
GET  /tillitsvalgte/tavle        200
GET  /klage                      200
GET  /klage/rutine               200
GET  /klage/skjema               200
GET  /klage/tall                 200
GET  /min/logg-inn               200
POST /min/logg-inn               303
GET  /min/logg-inn/tall          in
POST /min/logg-inn/tall          303
POST /min/logg-ut                303
POST /min/sprak                  303
GET  /min/forlat                 303
GET  /min/start                  200
POST /min/start                  303
GET  /min/start/<slip>           303
POST /min/start/deg              303
GET  /min/start/feil-lapp        200
GET  /min/start/passord          303
POST /min/start/passord          303
"""

# visitor, participant, representative, colleague, deputy, leader, other leader,
# coordinator, manager, chair, administrator
EACH = """
GET  /min/moter                         in 200 200 200 200 200 200 200 200 200 200
GET  /min/moter/deltakerforum/moter     in 200 200 200 200 200 200 200 200 200 200
GET  /min/moter/deltakerforum           in 200 200 200 200 200 200 200 200 200 200
GET  /min/moter/deltakerforum/datoer    in 403 200 200 200 403 403 403 403 403 200
POST /min/moter/deltakerforum/datoer    in 403 303 303 303 403 403 403 403 403 303
POST /min/moter/deltakerforum/datoer/ta-bort in 403 303 303 303 403 403 403 403 403 303
GET  /min/mote/<planned>/saksliste      in 200 200 200 200 200 200 200 200 200 200
GET  /min/mote/<under_way>/papir        in 403 200 200 200 403 403 403 403 403 403
POST /min/mote/<under_way>/papir        in 403 303 303 303 403 403 403 403 403 403
GET  /min/mote/<under_way>/gjennomfor   in 403 200 200 200 403 403 403 403 403 403
POST /min/mote/<under_way>/gjennomfor   in 403 303 303 303 403 403 403 403 403 403
POST /min/mote/<under_way>/gjennomfor/skriv in 403 303 303 303 403 403 403 403 403 403
GET  /min/mote/<under_way>/skjerm       in 403 200 200 200 403 403 403 403 403 403
GET  /min/mote/<under_way>/avslutt      in 403 200 200 200 403 403 403 403 403 403
POST /min/mote/<under_way>/avslutt      in 403 303 303 303 403 403 403 403 403 403
GET  /min/mote/<agenda_out>/innkalling  in 200 200 200 200 200 200 200 200 200 200
GET  /min/mote/<not_held>/kalender      in 200 200 200 200 200 200 200 200 200 200
GET  /min/moter/deltakerforum/plakat    in 200 200 200 200 200 200 200 200 200 200
POST /min/mote/<planned>/saksliste/legg-til in 403 303 303 303 403 403 403 403 403 403
POST /min/mote/<planned>/saksliste/flytt in 403 303 303 303 403 403 403 403 403 403
GET  /min/mote/<planned>/saksliste/endre in 403 404 404 404 403 403 403 403 403 403
POST /min/mote/<planned>/saksliste/endre in 403 303 303 303 403 403 403 403 403 403
GET  /min/mote/<planned>/saksliste/utsett in 403 404 404 404 403 403 403 403 403 403
POST /min/mote/<planned>/saksliste/utsett in 403 303 303 303 403 403 403 403 403 403
GET  /min/mote/<planned>/saksliste/legg-ut in 403 200 200 200 403 403 403 403 403 403
POST /min/mote/<planned>/saksliste/legg-ut in 403 303 303 303 403 403 403 403 403 403
GET  /min/mote/<planned>/referat        in 403 200 200 200 403 403 403 403 403 403
GET  /min/mote/<held>/referat           in 403 200 200 200 403 403 403 403 403 403
GET  /min/mote/<minutes_out>/referat    in 200 200 200 200 200 200 200 200 200 200
GET  /min/mote/<approved>/referat       in 200 200 200 200 200 200 200 200 200 200
POST /min/mote/<held>/referat/legg-ut   in 403 303 303 303 403 403 403 403 403 403
GET  /min/mote/<held>/referat/punkt/2   in 403 200 200 200 403 403 403 403 403 403
POST /min/mote/<minutes_out>/referat/punkt/2 in 403 303 303 303 403 403 403 403 403 403
POST /min/mote/<approved>/referat/punkt/2 in 403 409 409 409 403 403 403 403 403 403
GET  /min/mote/<approved>/referat/rettelse in 403 200 200 200 403 403 403 403 403 403
POST /min/mote/<approved>/referat/rettelse in 403 303 303 303 403 403 403 403 403 403
GET  /min/mote/<agenda_out>/ikke-holdt  in 403 200 200 200 403 403 403 403 403 403
POST /min/mote/<agenda_out>/ikke-holdt  in 403 303 303 303 403 403 403 403 403 403
POST /min/mote/<under_way>/ikke-holdt   in 403 409 409 409 403 403 403 403 403 403
GET  /min/mote/<agenda_out>/saksliste   in 200 200 200 200 200 200 200 200 200 200
GET  /min/mote/<held>/saksliste         in 200 200 200 200 200 200 200 200 200 200
GET  /min/mote/<planned>/endre          in 403 200 200 200 403 403 403 403 403 200
POST /min/mote/<planned>/endre          in 403 303 303 303 403 403 403 403 403 303
                                       vis par rep col dep lea oth coo man cha adm
GET  /min/                              in 200 200 200 200 200 200 200 200 200 200
GET  /min/logg-ut                      200 303 303 303 303 303 303 303 303 303 303
GET  /min/velkommen                     in 200 200 200 200 200 200 200 200 200 200
GET  /min/start/sted                    in 200 200 200 200 200 200 200 200 200 200
POST /min/start/sted                    in 303 303 303 303 303 303 303 303 303 303
POST /min/fortsett                      in 204 204 204 204 204 204 204 204 204 204
GET  /min/innstillinger                 in 200 200 200 200 200 200 200 200 200 200
GET  /min/innstillinger/app             in 203 203 203 203 203 203 203 203 203 203
GET  /min/innstillinger/app/endre       in 303 303 303 303 303 303 303 303 303 303
POST /min/innstillinger/app/ferdig      in 303 303 303 303 303 303 303 303 303 303
POST /min/innstillinger/app/endre       in 303 303 303 303 303 303 303 303 303 303
GET  /min/ny-kode/<asked>               in 404 404 404 404 404 404 200 404 404 404
POST /min/ny-kode/<asked>               in 404 404 404 404 404 404 303 404 404 404
GET  /min/ny-rolle/<wanted>             in 404 404 404 404 404 404 200 404 404 404
POST /min/ny-rolle/<wanted>             in 404 404 404 404 404 404 303 404 404 404
GET  /min/hvem-kan-lese-klager          in 403 403 403 403 200 200 200 200 200 403
GET  /min/sak/tall                      in 200 200 200 200 200 200 200 200 200 200
GET  /min/sak                           in 200 200 200 200 200 200 200 200 200 200
GET  /min/sak/<raised>                  in 200 200 200 200 404 404 404 404 404 404
GET  /min/sak/<laid>                    in 200 200 200 200 200 200 200 200 200 200
GET  /min/sak/ny                        in 200 200 200 200 200 200 403 200 200 403
POST /min/sak/ny                        in 303 303 303 303 303 303 403 303 303 403
GET  /min/behandling/<raised-root>/trekk  in 200 403 403 403 404 404 404 404 404 404
POST /min/behandling/<raised-root>/trekk  in 303 403 403 403 404 404 404 404 404 404
GET  /min/behandling/<laid-root>/samme-sak  in 403 200 200 200 403 403 403 403 403 403
POST /min/behandling/<laid-root>/samme-sak  in 403 303 303 303 403 403 403 403 403 403
POST /min/behandling/<double>/egen-sak      in 403 303 303 303 403 403 403 403 403 403
GET  /min/behandling/<laid-root>/annet-sted in 403 200 200 200 403 403 403 403 403 403
POST /min/behandling/<laid-root>/annet-sted in 403 303 303 303 403 403 403 403 403 403
GET  /min/behandling/<laid-root>/gjelder-meg  in 403 200 200 200 403 403 403 403 403 403
POST /min/behandling/<laid-root>/gjelder-meg  in 403 303 303 303 403 403 403 403 403 403
GET  /min/behandling/<laid-root>/gjelder    in 403 200 200 200 403 403 403 403 403 403
POST /min/behandling/<laid-root>/gjelder    in 403 303 303 303 403 403 403 403 403 403
GET  /min/behandling/<aside>/gjelder-ikke   in 403 200 200 200 403 403 403 403 403 403
POST /min/behandling/<aside>/gjelder-ikke   in 403 303 303 303 403 403 403 403 403 403
GET  /min/tiltak                        in 200 200 200 200 200 200 200 200 200 200
GET  /min/tiltak/<promised>             in 200 200 200 200 200 200 200 200 200 200
GET  /min/tiltak/<promised>/gjort       in 403 200 200 200 200 403 403 403 403 403
POST /min/tiltak/<promised>/gjort       in 403 303 303 303 303 403 403 403 403 403
GET  /min/tiltak/<promised>/ny-dato     in 403 200 200 200 200 403 403 403 403 403
POST /min/tiltak/<promised>/ny-dato     in 403 303 303 303 303 403 403 403 403 403
GET  /min/tiltak/<promised>/ikke-gjort  in 403 200 200 200 200 403 403 403 403 403
POST /min/tiltak/<promised>/ikke-gjort  in 403 303 303 303 303 403 403 403 403 403
POST /min/tiltak/<reported>/bekreft         in 403 303 303 303 403 403 403 403 403 403
GET  /min/tiltak/<reported>/ikke-enig       in 403 200 200 200 403 403 403 403 403 403
POST /min/tiltak/<reported>/ikke-enig       in 403 303 303 303 403 403 403 403 403 403
GET  /min/behandling/<laid-root>/svar       in 403 200 200 200 403 403 403 403 403 403
POST /min/behandling/<laid-root>/svar       in 403 303 303 303 403 403 403 403 403 403
GET  /min/behandling/<laid-root>/videre     in 403 200 200 200 403 403 403 403 403 403
POST /min/behandling/<laid-root>/videre     in 403 303 303 303 403 403 403 403 403 403
GET  /min/behandling/<laid-root>/mer        in 403 200 200 200 403 403 403 403 403 403
POST /min/behandling/<laid-root>/mer        in 403 303 303 303 403 403 403 403 403 403
GET  /min/behandling/<laid-root>/utsett     in 403 200 200 200 403 403 403 403 403 403
POST /min/behandling/<laid-root>/utsett     in 403 303 303 303 403 403 403 403 403 403
POST /min/behandling/<heard>/lest-opp       in 403 303 303 303 403 403 403 403 403 403
POST /min/behandling/<later>/se-igjen       in 403 303 303 303 403 403 403 403 403 403
GET  /min/behandling/<heard>/spor-igjen     in 403 200 200 200 403 403 403 403 403 403
POST /min/behandling/<heard>/spor-igjen     in 403 303 303 303 403 403 403 403 403 403
GET  /min/behandling/<worded>/godkjenn  in 403 200 200 403 403 403 403 403 403 403
POST /min/behandling/<worded>/godkjenn  in 403 303 303 403 403 403 403 403 403 403
GET  /min/behandling/<worded>/endre-tekst in 403 200 200 200 403 403 403 403 403 403
POST /min/behandling/<worded>/endre-tekst in 403 303 303 303 403 403 403 403 403 403
GET  /min/forslag                       in 200 200 200 200 200 200 200 200 200 200
GET  /min/forslag/papir                 in 403 200 200 403 403 403 403 403 403 403
GET  /min/forslag/taushetsplikt         in 404 200 200 200 404 404 200 404 404 404
POST /min/forslag/taushetsplikt         in 404 303 303 303 404 404 303 404 404 404
GET  /min/forslag/<received>            in 404 200 200 404 404 404 404 404 404 404
GET  /min/forslag/<late>                in 404 200 200 200 404 404 404 404 404 404
GET  /min/forslag/<reading>             in 404 200 200 404 404 404 404 404 404 404
GET  /min/forslag/<declined>            in 404 200 200 404 404 404 404 404 404 404
GET  /min/forslag/<closed>              in 404 200 200 404 404 404 404 404 404 404
GET  /min/forslag/<withdrawn>           in 404 200 200 404 404 404 404 404 404 404
GET  /min/forslag/<published>           in 404 200 200 404 200 404 404 200 404 404
GET  /min/forslag/<answered>            in 404 200 200 404 200 404 404 200 404 404
GET  /min/forslag/<done>                in 404 200 200 404 200 404 404 200 404 404
GET  /min/forslag/<helped>              in 404 200 200 404 404 404 200 404 404 404
GET  /min/forslag/<received>/hjelp      in 404 200 200 404 404 404 404 404 404 404
POST /min/forslag/<received>/hjelp      in 404 303 303 404 404 404 404 404 404 404
POST /min/forslag/<helped>/hjulpet      in 404 303 303 404 404 404 303 404 404 404
POST /min/forslag/<helped>/ta           in 404 303 303 404 404 404 403 404 404 404
GET  /min/forslag/<reading>/sammendrag  in 404 200 403 404 404 404 404 404 404 404
POST /min/forslag/<reading>/sammendrag  in 404 303 403 404 404 404 404 404 404 404
POST /min/forslag/<summed>/legg-ut-sammendrag in 404 303 403 404 404 404 404 404 404 404
GET  /min/forslag/<reading>/sak         in 404 200 403 404 404 404 404 404 404 404
POST /min/forslag/<reading>/sak         in 404 303 403 404 404 404 404 404 404 404
POST /min/forslag/<received>/ta         in 404 303 303 404 404 404 404 404 404 404
POST /min/forslag/<late>/ta             in 404 303 303 303 404 404 404 404 404 404
POST /min/forslag/<reading>/gi-tilbake  in 404 303 403 404 404 404 404 404 404 404
GET  /min/forslag/<reading>/spor        in 404 200 403 404 404 404 404 404 404 404
POST /min/forslag/<reading>/spor        in 404 303 403 404 404 404 404 404 404 404
POST /min/forslag/<reading>/legg-ut     in 404 303 403 404 404 404 404 404 404 404
GET  /min/forslag/<reading>/ikke-legg-ut  in 404 200 403 404 404 404 404 404 404 404
POST /min/forslag/<reading>/ikke-legg-ut  in 404 303 403 404 404 404 404 404 404 404
GET  /min/forslag/<reading>/avslutt     in 404 200 403 404 404 404 404 404 404 404
POST /min/forslag/<reading>/avslutt     in 404 303 403 404 404 404 404 404 404 404
GET  /min/forslag/<published>/svar      in 404 403 403 404 200 404 404 200 404 404
POST /min/forslag/<published>/svar      in 404 403 403 404 303 404 404 303 404 404
POST /min/forslag/<answered>/gjort      in 404 403 403 404 303 404 404 303 404 404
GET  /min/forslag/<answered>/ikke-gjort  in 404 403 403 404 200 404 404 200 404 404
POST /min/forslag/<answered>/ikke-gjort  in 404 403 403 404 303 404 404 303 404 404
POST /min/forslag/<answered>/godkjenn   in 404 303 303 404 403 404 404 403 404 404
GET  /min/klager                         in 200 200 200 200 200 200 200 200 200 200
POST /min/klager                         in 303 422 422 422 403 403 403 403 403 403
GET  /min/innboks                        in 403 200 200 200 200 200 200 200 200 403
GET  /min/klage/ny/1                     in 200 200 200 200 403 403 403 403 403 403
POST /min/klage/ny/2                     in 200 200 200 200 403 403 403 403 403 403
GET  /min/klage/ny/utkast                in 303 303 303 303 403 403 403 403 403 403
POST /min/klage/ny/utkast                in 303 303 303 303 403 403 403 403 403 403
POST /min/klage/ny/kast                  in 303 303 303 303 403 403 403 403 403 403
POST /min/klage/ny/send                  in 303 303 303 303 403 403 403 403 403 403
GET  /min/hjelp-en-deltaker              in 403 200 200 200 200 200 200 200 403 403
POST /min/hjelp-en-deltaker              in 403 200 200 200 200 200 200 200 403 403
POST /min/hjelp-en-deltaker/2            in 403 200 200 200 200 200 200 200 403 403
GET  /min/hjelp-en-deltaker/videre       in 403 200 200 200 200 200 200 200 403 403
POST /min/hjelp-en-deltaker/videre       in 403 422 422 422 422 422 422 422 403 403
POST /min/hjelp-en-deltaker/send         in 403 200 200 200 200 200 200 200 403 403
GET  /min/klage/<k-sent>                 in 200 404 404 404 200 404 404 404 404 404
GET  /min/klage/<k-escalated>            in 200 404 404 404 404 404 200 404 404 404
GET  /min/klage/<k-received>             in 200 404 404 404 200 404 404 404 404 404
GET  /min/klage/<k-waiting>              in 200 404 404 404 200 404 404 404 404 404
GET  /min/klage/<k-answered>             in 200 404 404 404 200 404 404 404 404 404
GET  /min/klage/<k-closed>               in 200 404 404 404 200 404 404 404 404 404
GET  /min/klage/<k-withdrawn>            in 200 404 404 404 404 404 404 404 404 404
GET  /min/klage/<k-late>                 in 200 404 404 404 200 404 404 404 404 404
GET  /min/klage/<k-received>/kvittering  in 200 404 404 404 404 404 404 404 404 404
GET  /min/klage/<k-received>/skriv-ut    in 200 404 404 404 403 404 404 404 404 404
GET  /min/klage/<k-received>/hvem        in 200 404 404 404 403 404 404 404 404 404
GET  /min/klage/<k-answered>/konvolutt   in 403 404 404 404 200 404 404 404 404 404
POST /min/klage/<k-answered>/konvolutt   in 403 404 404 404 303 404 404 404 404 404
POST /min/klage/<k-sent>/jeg-kan-svare   in 403 404 404 404 303 404 404 404 404 404
POST /min/klage/<k-answered>/fornoyd     in 303 404 404 404 403 404 404 404 404 404
POST /min/klage/<k-received>/bli-her     in 303 404 404 404 403 404 404 404 404 404
POST /min/klage/<k-stopped>/la-den-ga    in 303 404 404 404 403 404 404 404 404 404
POST /min/klage/<k-closed>/apne          in 303 404 404 404 403 404 404 404 404 404
POST /min/klage/<k-withdrawn>/angre      in 303 404 404 404 404 404 404 404 404 404
GET  /min/klage/<k-waiting>/skriv        in 200 404 404 404 403 404 404 404 404 404
POST /min/klage/<k-waiting>/skriv        in 303 404 404 404 403 404 404 404 404 404
GET  /min/klage/<k-answered>/videre      in 200 404 404 404 403 404 404 404 404 404
POST /min/klage/<k-answered>/videre      in 303 404 404 404 403 404 404 404 404 404
GET  /min/klage/<k-received>/trekk       in 200 404 404 404 403 404 404 404 404 404
POST /min/klage/<k-received>/trekk       in 303 404 404 404 403 404 404 404 404 404
GET  /min/klage/<k-sent>/hvem-skal-ikke-lese in 200 404 404 404 403 404 404 404 404 404
POST /min/klage/<k-sent>/hvem-skal-ikke-lese in 303 404 404 404 403 404 404 404 404 404
GET  /min/klage/<k-near>/la-noen-lese-igjen in 200 404 404 404 403 404 404 404 404 404
POST /min/klage/<k-near>/la-noen-lese-igjen in 303 404 404 404 403 404 404 404 404 404
GET  /min/klage/<k-kept>/er-det-gjort    in 200 404 404 404 403 404 404 404 404 404
POST /min/klage/<k-kept>/er-det-gjort    in 303 404 404 404 403 404 404 404 404 404
GET  /min/klage/<k-sent>/til-side        in 403 404 404 404 200 404 404 404 404 404
POST /min/klage/<k-sent>/til-side        in 403 404 404 404 303 404 404 404 404 404
GET  /min/klage/<k-taken>/mottatt        in 403 404 404 404 200 404 404 404 404 404
POST /min/klage/<k-taken>/mottatt        in 403 404 404 404 303 404 404 404 404 404
GET  /min/klage/<k-received>/samtale     in 403 404 404 404 200 404 404 404 404 404
POST /min/klage/<k-received>/samtale     in 403 404 404 404 303 404 404 404 404 404
GET  /min/klage/<k-received>/spor        in 403 404 404 404 200 404 404 404 404 404
POST /min/klage/<k-received>/spor        in 403 404 404 404 303 404 404 404 404 404
GET  /min/klage/<k-received>/mer-tid     in 403 404 404 404 200 404 404 404 404 404
POST /min/klage/<k-received>/mer-tid     in 403 404 404 404 303 404 404 404 404 404
GET  /min/klage/<k-received>/notat       in 403 404 404 404 200 404 404 404 404 404
POST /min/klage/<k-received>/notat       in 403 404 404 404 303 404 404 404 404 404
GET  /min/klage/<k-received>/svar        in 403 404 404 404 200 404 404 404 404 404
POST /min/klage/<k-received>/svar        in 403 404 404 404 303 404 404 404 404 404
GET  /min/klage/<k-kept>/lovet           in 403 404 404 404 200 404 404 404 404 404
POST /min/klage/<k-kept>/lovet           in 403 404 404 404 303 404 404 404 404 404
GET  /min/klage/<k-supported>            in 200 200 404 404 200 404 404 404 404 404
GET  /min/klage/<k-sent>/stotte          in 200 404 404 404 403 404 404 404 404 404
POST /min/klage/<k-sent>/stotte          in 303 404 404 404 403 404 404 404 404 404
POST /min/klage/<k-sent>/ikke-stotte     in 303 404 404 404 403 404 404 404 404 404
GET  /min/klage/<k-supported>/stotte     in 200 403 404 404 403 404 404 404 404 404
GET  /min/klage/<k-supported>/skriv-ut   in 200 403 404 404 403 404 404 404 404 404
GET  /min/klage/<k-supported>/svar       in 403 403 404 404 200 404 404 404 404 404
POST /min/klage/<k-supported>/avslutt-stotte in 303 303 404 404 403 404 404 404 404 404
GET  /min/klage/<k-supported>/skriv-stotte in 403 200 404 404 403 404 404 404 404 404
POST /min/klage/<k-supported>/skriv-stotte in 403 303 404 404 403 404 404 404 404 404
GET  /min/stotte/<k-called>              in 404 200 404 404 404 404 404 404 404 404
POST /min/stotte/<k-called>              in 404 303 404 404 404 404 404 404 404 404
GET  /min/klage/<k-called>               in 200 404 404 404 200 404 404 404 404 404
GET  /min/admin/frister                  in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/frister                  in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/personer/<person>/e-post  in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/personer/<person>/e-post  in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/konvolutter              in 403 403 403 403 403 403 403 403 403 200
GET  /min/admin/personer                in 403 403 403 403 403 403 403 403 403 200
GET  /min/admin/personer/ny             in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/personer/ny             in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/personer/<person>       in 403 403 403 403 403 403 403 403 403 200
GET  /min/admin/personer/<person>/navn  in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/personer/<person>/navn  in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/personer/<person>/rolle  in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/personer/<person>/rolle  in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/personer/<person>/koordinator in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/personer/<person>/koordinator in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/personer/<person>/avslutt  in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/personer/<person>/avslutt  in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/personer/<person>/ny-kode  in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/personer/<person>/ny-kode  in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/roller                  in 403 403 403 403 403 403 403 403 403 200
GET  /min/admin/roller/<role>/avslutt   in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/roller/<role>/avslutt   in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/roller/<role>/vikar     in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/roller/<role>/vikar     in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/avdelinger              in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/avdelinger              in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/avdelinger/<department>/navn  in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/avdelinger/<department>/navn  in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/import                  in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/import                  in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/lapper                  in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/lapper                  in 403 403 403 403 403 403 403 403 403 203
POST /min/admin/lapper/ferdig           in 403 403 403 403 403 403 403 403 403 303
GET  /min/valg/registrer                in 403 403 403 403 403 403 403 403 403 200
GET  /min/valg/registrer/1              in 403 403 403 403 403 403 403 403 403 200
POST /min/valg/registrer/1              in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/moter in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/moter in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/moter/kim-forum in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/moter/kim-forum/navn in 403 403 403 403 403 403 403 403 403 303
POST /min/admin/moter/kim-forum/svartid in 403 403 403 403 403 403 403 403 403 303
POST /min/admin/moter/kim-forum/frist in 403 403 403 403 403 403 403 403 403 303
POST /min/admin/moter/kim-forum/veier in 403 403 403 403 403 403 403 403 403 303
POST /min/admin/moter/kim-forum/plass in 403 403 403 403 403 403 403 403 403 303
POST /min/admin/moter/kim-forum/plass/ta-bort in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/oppsett                 in 403 403 403 403 403 403 403 403 403 200
GET  /min/admin/innstillinger           in 403 403 403 403 403 403 403 403 403 200
GET  /min/admin/innstillinger/contact   in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/innstillinger/contact   in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/stengte-dager           in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/stengte-dager           in 403 403 403 403 403 403 403 403 403 303
POST /min/admin/stengte-dager/ingen     in 403 403 403 403 403 403 403 403 403 303
POST /min/admin/stengte-dager/ta-bort   in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/sletting                in 403 403 403 403 403 403 403 403 403 200
GET  /min/lagret-om-meg                 in 200 200 200 200 200 200 200 200 200 200
GET  /min/lagret-om-meg/rett            in 200 200 200 200 200 200 200 200 200 200
POST /min/lagret-om-meg/rett            in 303 303 303 303 303 303 303 303 303 303
GET  /min/lagret-om-meg/slett           in 403 403 403 403 403 403 403 403 403 403
POST /min/lagret-om-meg/slett           in 403 403 403 403 403 403 403 403 403 403
GET  /min/admin/personer/<person>/slett  in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/personer/<gone>/slett   in 403 403 403 403 403 403 403 403 403 303
GET  /min/admin/rettelser               in 403 403 403 403 403 403 403 403 403 200
GET  /min/admin/rettelser/<corrected>   in 403 403 403 403 403 403 403 403 403 200
POST /min/admin/rettelser/<corrected>   in 403 403 403 403 403 403 403 403 403 303
POST /min/innstillinger/passord         in 303 303 303 303 303 303 303 303 303 303
POST /min/innstillinger/logg-ut-overalt  in 303 303 303 303 303 303 303 303 303 303
POST /min/innstillinger/app             in 203 203 203 203 203 203 203 203 203 203
"""
# Two sign the person out everywhere else; after the last the passphrase is not enough.

OTHERS = ("slip", "asked")
"""What an address names that is no suggestion."""

HELPING = {"helped": "<participant>", "way": "together"}
WRITTEN: dict[str, dict[str, str]] = {
    "/min/klage/ny/2": {"happened": "Jeg fikk ikke pause."},
    "/min/klage/ny/send": {
        "happened": "Jeg fikk ikke pause.",
        "subject": "nobody",
        "first": "1",
        "manner": "here",
    },
    "/min/hjelp-en-deltaker": HELPING,
    "/min/hjelp-en-deltaker/2": HELPING | {"happened": "Jeg fikk ikke pause."},
    "/min/hjelp-en-deltaker/send": HELPING
    | {
        "happened": "Jeg fikk ikke pause.",
        "subject": "nobody",
        "first": "4",
        "manner": "here",
        "confirmation": "signature",
    },
    "contact": {"value": "Kari Testesen, koordinator"},
    "nytt#check": {"text": "Mer kaffe.", "audience": "everybody"},
    "nytt#change": {"text": "Mer kaffe.", "audience": "everybody"},
    "nytt#send": {"text": "Mer kaffe.", "audience": "everybody"},
    "/hjelp/papir/forslag": {"how_many": "1"},
    "sak#message": {"text": "Takk."},
    "sak#helped": {"helped": "yes"},
    "/min/sprak": {"lang": "en"},
    "/min/logg-inn": {"passphrase": PASSPHRASE, "place": "shared"},
    "/min/start/sted": {"place": "own"},
    "/min/lagret-om-meg/rett": {"words": "Navnet mitt skrives med K."},
    "/min/innstillinger/passord": {
        "passphrase_now": PASSPHRASE,
        "passphrase_new": PASSPHRASE,
    },
    "spor": {"words": "Hvor tenkte du?"},
    "ikke-legg-ut": {"reason": "other", "words": "Vi tar det på huset."},
    "sammendrag": {"words": "Noen vil flytte samlingen."},
    "sak": {
        "title": "Samlingen",
        "text": "Når skal vi ha samling?",
        "no_name": "y",
        "no_illness": "y",
        "nobody_known": "y",
    },
    "avslutt": {"words": "Takk. Vi har lest det.", "last_day": "16.11.2025"},
    "svar": {
        "verdict": "no",
        "reason": "money",
        "explanation": EXPLANATION,
        "asked_in_short": "Mer kaffe?",
        "answered_in_short": "Ikke i år.",
    },
    "/min/admin/personer/ny": {
        "name": "Ny Prøvesen",
        "role": "participant",
        "department": "<department>",
    },
    "/min/admin/moter": {"name": "Allmøtet"},
    "svartid": {"seen": "2 10", "meetings": "1", "working_days": "10"},
    "frist": {"before": "5"},
    "veier": {"seen": "lederteam", "to": "lederteam"},
    "plass": {"seating": "member", "role": "safety_representative"},
    "/min/admin/avdelinger": {"pasted": "Ny avdeling", "do": "save"},
    "/min/admin/import": {"pasted": "Una Ny; Sirkulus; deltaker", "do": "save"},
    "/min/admin/lapper": {"whom": "everybody"},
    "navn": {"name": "Rettet Prøvesen"},
    "rolle": {"role": "election_officer", "since": "17.11.2025"},
    "koordinator": {"coordinator": ""},
    "e-post": {"email": ""},
    "ny-kode": {"second": "<second>"},
    "vikar": {
        "who": "<second>",
        "since": "17.11.2025",
        "until": "1.1.2100",
        "second": "<another>",
    },
    "ikke-gjort": {"why": "Rommet ble brukt til noe annet."},
    "gjort": {"words": "Planen henger på veggen."},
    "ikke-enig": {"why": "Den er borte igjen."},
}

COMPLAINED: dict[str, dict[str, str]] = {
    "skriv": {"words": "Det var tirsdag."},
    "videre": {"reason": "Ingenting er endret."},
    "mottatt": {"words": "Hei! Jeg har fått klagen din."},
    "spor": {"words": "Når var det?"},
    "notat": {"reader": "handlers", "words": "Spør om vaktlista."},
    "lovet": {"kept": "yes"},
    "konvolutt": {"shown": "2"},
    "skriv-stotte": {"words": "Vi kommer begge."},
    "svar": {"verdict": "not_upheld", "reason": "Vi er ikke enige.", "send": "1"},
}


@dataclass(frozen=True)
class Door:
    method: str
    path: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def case(self) -> str:
        """What the address names, if it does: most often a suggestion in a state."""
        found = re.search("<(.+?)>", self.path)
        return found[1] if found and found[1] not in OTHERS else ""

    def address(self, number: str) -> str:
        """Without the act that stands behind `#`."""
        number = f"2026-{number}" if self.path.startswith("/min/sak/") else number
        return re.sub("<.+?>", number, self.path).partition("#")[0]

    @property
    def is_inside(self) -> bool:
        return self.path.startswith("/min/")


def doors() -> list[Door]:
    found = []
    for line in (EVERYBODY + EACH).splitlines():
        words = line.split()
        if words and words[0] in ("GET", "POST"):
            method, path, *answers = words
            told = answers if len(answers) > 1 else answers * len(ROLES)
            found.append(Door(method, path, dict(zip(ROLES, told, strict=True))))
    return found
