"""Matters from a year to half a year ago, all of them done.

Nobody was representative then: the coordinators answered for the forum, and the short
words waited until somebody was elected who could say yes to them.
"""

from kimvoice.demo.deeds import (
    Answer,
    Promise,
    approve,
    confirm,
    later,
    read_out,
    report,
    send,
)
from kimvoice.demo.meetings import FORUM, KIM_FORUM, TEAM
from kimvoice.demo.people import CAFE, OFFICE, REPAIRS, SHOP
from kimvoice.demo.travelling import Journey
from kimvoice.forum.states import Origin, Reason, Verdict, Wish

ELECTED = 106
"""From then on."""

KEPT = (
    Journey(
        raised=242,
        title="En rolig start",
        text=(
            "De første ukene kan avgjøre om vi blir. Kan den som er ny, avtale selv"
            " hvor mange timer det skal være?"
        ),
        by="Jorunn Øvingsgård",
        wish=Wish.SEND_ON,
        then=(
            (236, send(FORUM, KIM_FORUM, question="Kan nye avtale timene selv?")),
            (
                232,
                Answer(
                    at=KIM_FORUM,
                    verdict=Verdict.YES,
                    words=(
                        "Den som begynner, avtaler timene med koordinatoren sin. Etter"
                        " fire uker ser dere på avtalen sammen."
                    ),
                    asked="Kan den som er ny, avtale timene selv?",
                    answered="Ja, og etter fire uker ser dere på det sammen.",
                    promise=Promise(
                        "Lager et ark som avtalen kan stå på.", "Marit Demodal", 221
                    ),
                ),
            ),
            (222, report(KIM_FORUM, "Arket ligger hos alle tre koordinatorene.")),
            (216, read_out(KIM_FORUM)),
            (216, confirm(KIM_FORUM)),
            (ELECTED, approve(KIM_FORUM, OFFICE)),
        ),
    ),
    Journey(  # Where it was raised they could answer it themselves.
        raised=220,
        title="Tid til å lære i butikken",
        text=(
            "Det handler mest om å selge. Vi som vil lære kassa, får aldri tid til det."
            " Kan det bli litt mer tid til opplæring?"
        ),
        by="Kristin Papirstad",
        name_shown=True,
        at=SHOP,
        wish=Wish.AGREE,
        then=(
            (
                216,
                Answer(
                    at=SHOP,
                    verdict=Verdict.YES,
                    words=(
                        "Butikken åpner en halv time senere på torsdager. Den tida"
                        " bruker vi til opplæring."
                    ),
                    asked="Kan vi få mer tid til opplæring på Sirkulus?",
                    answered="Ja, en halv time hver torsdag før butikken åpner.",
                    promise=Promise(
                        "Henger nye åpningstider på døra.", "Samira Prøvesen", 201
                    ),
                ),
            ),
            (203, report(SHOP, "De nye tidene henger på døra.")),
            (196, confirm(SHOP)),
            (ELECTED, approve(SHOP, SHOP)),
        ),
    ),
    Journey(  # To the leader team and back; one date was moved.
        raised=201,
        title="Med når KIM blir sertifisert",
        text=(
            "KIM skal vise NAV at arbeidet er godt nok. Vi som går her, vet mest om"
            " det. Kan noen av oss være med?"
        ),
        origin=Origin.DIALOGUE_CONFERENCE,
        by="Unni Liksomsen",
        wish=Wish.SEND_ON,
        then=(
            (196, send(FORUM, KIM_FORUM, question="Kan deltakere bli med i dette?")),
            (192, send(KIM_FORUM, TEAM, question="Hvor mange kan være med?")),
            (
                185,
                Answer(
                    at=TEAM,
                    verdict=Verdict.YES,
                    words=(
                        "To deltakere blir med i gruppa som skriver. De leser alt før"
                        " vi sender det."
                    ),
                    asked="Kan deltakere være med når KIM blir sertifisert?",
                    answered="Ja, to deltakere er med og leser alt.",
                    promise=Promise(
                        "Kaller inn gruppa, med to deltakere.", "Ingrid Mønsterås", 170
                    ),
                ),
            ),
            (176, read_out(KIM_FORUM)),
            (171, later(TEAM, 155, "Vi fikk skjemaet fra NAV for sent.")),
            (157, report(TEAM, "Gruppa har møttes, og to deltakere var med.")),
            (156, confirm(TEAM)),
            (ELECTED, approve(TEAM, REPAIRS)),
        ),
    ),
    Journey(  # Raised by staff, in their own forum.
        raised=161,
        title="Si igjen det som drukner i starten",
        text=(
            "Den som begynner, får vite så mye på en gang at det meste blir glemt. Når"
            " kan vi si det igjen?"
        ),
        origin=Origin.LEADER,
        by="Lucia Smakebit",
        name_shown=True,
        at=KIM_FORUM,
        wish=Wish.AGREE,
        then=(
            (
                157,
                Answer(
                    at=KIM_FORUM,
                    verdict=Verdict.YES,
                    words=(
                        "Vi går gjennom det viktigste en gang til, i den første"
                        " medarbeidersamtalen. En liste gjør at ingenting blir glemt."
                    ),
                    asked="Kan det viktigste bli sagt en gang til?",
                    answered="Ja, i den første medarbeidersamtalen.",
                    promise=Promise("Skriver lista.", "Hassan Øveseter", 140),
                ),
            ),
            (141, report(KIM_FORUM, "Lista er skrevet, og alle bruker den.")),
            (137, confirm(KIM_FORUM)),
            (ELECTED, approve(KIM_FORUM, CAFE)),
        ),
    ),
    Journey(
        raised=140,
        title="Hvem som er med i møtet om meg",
        text=(
            "I møter med NAV og behandler sitter det folk jeg ikke har bedt om. Kan vi"
            " bestemme selv hvem som er med?"
        ),
        by="Reidun Testmoen",
        wish=Wish.SEND_ON,
        then=(
            (136, send(FORUM, KIM_FORUM, question="Kan vi velge hvem som er med?")),
            (
                132,
                Answer(
                    at=KIM_FORUM,
                    verdict=Verdict.PARTLY,
                    reason=Reason.NAV_RULES,
                    words=(
                        "NAV må være med i møter om avtalen din. Alle andre bestemmer"
                        " du selv, og vi spør deg før hvert møte."
                    ),
                    asked="Kan vi bestemme selv hvem som er med i møter om oss?",
                    answered="Ja, alle unntatt NAV. Vi spør deg før hvert møte.",
                    promise=Promise(
                        "Retter innkallingen, så dette står der.", "Unni Liksomsen", 121
                    ),
                ),
            ),
            (123, report(KIM_FORUM, "Det står i alle innkallinger fra nå av.")),
            (116, read_out(KIM_FORUM)),
            (116, confirm(KIM_FORUM)),
            (ELECTED, approve(KIM_FORUM, REPAIRS)),
        ),
    ),
)
