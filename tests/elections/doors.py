"""The doors of the elections, and what each answers to whom (test_doors.py here).

`<listed>` is an election in that state, `[listed]` its round; `<listed:net>` one that
is held on the net. A voter is on the roll, a
candidate stands, an elsewhere is a participant of another department.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from kimvoice.core import clock, days
from kimvoice.elections.states import Way
from tests.electing import Held

WHO = (
    "visitor",
    "elsewhere",
    "voter",
    "candidate",
    "officer",
    "counter",
    "leader",
    "administrator",
)

EACH = """
                                        vis els vot can off cou lea adm
GET  /min/valg                           in 200 200 200 200 200 403 200
GET  /min/valg/verv                      in 403 403 403 403 403 403 403
GET  /min/valg/verv/slutt                in 403 403 403 403 403 403 403
POST /min/valg/verv/slutt                in 403 403 403 403 403 403 403
POST /min/valg/supplering                in 403 403 403 303 403 403 303
GET  /min/valg/registrer/styret          in 403 403 403 200 403 403 200
POST /min/valg/registrer/styret          in 403 403 403 422 403 403 422
GET  /min/valg/<draft>                   in 404 404 404 200 404 404 200
GET  /min/valg/<nomination>              in 200 200 200 200 200 404 200
GET  /min/valg/<listed>                  in 200 200 200 200 200 404 200
GET  /min/valg/<published>               in 200 200 200 200 200 404 200
GET  /min/valg/<nomination>/kandidat     in 403 200 200 403 403 404 403
POST /min/valg/<nomination>/kandidat     in 403 303 303 403 403 404 403
GET  /min/valg/<nomination>/stille       in 403 200 200 403 403 404 403
POST /min/valg/<nomination>/stille       in 403 303 303 403 403 404 403
POST /min/valg/<nomination>/nei          in 403 403 303 403 403 404 403
GET  /min/valg/<listed>/trekk            in 403 403 200 403 403 404 403
POST /min/valg/<listed>/trekk            in 403 403 303 403 403 404 403
POST /min/valg/<listed>/avstemning       in 403 409 409 403 403 404 403
GET  /min/valg/<listed>/enige            in 403 403 409 403 403 404 403
POST /min/valg/<listed>/enige            in 403 403 409 403 403 404 403
GET  /min/valg/<listed>/oppslag          in 403 200 200 200 403 404 403
GET  /min/valg/<nomination>/tellere      in 403 403 403 200 403 404 403
POST /min/valg/<listed>/tellere          in 403 403 403 303 403 404 403
POST /min/valg/<listed>/tellere/1/fjern  in 403 403 403 409 403 404 403
GET  /min/valg/<open>/seddel             in 403 403 403 200 200 404 403
POST /min/valg/<open>/seddel             in 403 403 403 303 303 404 403
GET  /min/valg/<open>/stem               in 403 203 203 403 403 404 403
POST /min/valg/<open>/stem               in 403 409 409 403 403 404 403
GET  /min/valg/<closed>/avkryssing       in 403 403 403 200 403 404 403
GET  /min/valg/<closed>/opptelling       in 403 403 403 200 200 404 403
POST /min/valg/<closed>/opptelling       in 403 403 403 303 303 404 403
GET  /min/valg/<listed>/papir            in 403 403 403 200 200 404 403
GET  /min/valg/<open:net>/seddel         in 403 403 403 200 200 404 403
POST /min/valg/<open:net>/seddel         in 403 403 403 422 422 404 403
GET  /min/valg/<closed:net>/papirsedler  in 403 403 403 203 403 404 403
POST /min/valg/<closed:net>/papirsedler  in 403 403 403 422 403 404 403
GET  /min/valg/<closed:net>/urnemerker   in 403 403 403 200 403 404 403
POST /min/valg/<closed:net>/urnemerker   in 403 403 403 303 403 404 403
GET  /min/valg/<counted:net>/urnemerker  in 403 200 200 200 403 404 403
GET  /min/valg/<closed:net>/apne         in 403 403 403 203 403 404 403
POST /min/valg/<closed:net>/apne         in 403 403 403 409 403 404 403
GET  /min/valg/runde/ny                  in 403 403 403 200 403 403 200
GET  /min/valg/runde/ny/ordinart          in 403 403 403 200 403 403 200
POST /min/valg/runde/ny/ordinart         in 403 403 403 422 403 403 422
GET  /min/valg/runde/[draft]             in 404 404 404 200 404 404 200
GET  /min/valg/runde/[draft]/endre       in 404 404 404 200 404 404 200
POST /min/valg/runde/[draft]/endre       in 404 404 404 422 404 404 422
GET  /min/valg/runde/[draft]/kunngjor    in 404 404 404 200 404 404 403
POST /min/valg/runde/[draft]/kunngjor    in 404 404 404 303 404 404 403
GET  /min/valg/runde/[draft]/slett       in 404 404 404 200 404 404 200
POST /min/valg/runde/[draft]/slett       in 404 404 404 303 404 404 303
GET  /min/valg/runde/[listed]/bytt       in 404 404 404 200 404 404 200
POST /min/valg/runde/[listed]/bytt       in 404 404 404 422 404 404 422
GET  /min/valg/<listed>/manntall         in 403 200 200 200 403 404 403
GET  /min/valg/<listed>/manntall/rett    in 403 403 403 200 403 404 403
POST /min/valg/<listed>/manntall/rett    in 403 403 403 422 403 404 403
GET  /min/valg/<open>/ny-kode            in 403 403 403 409 403 404 403
POST /min/valg/<open>/ny-kode            in 403 403 403 422 403 404 403
GET  /min/valg/runde/[listed:net]/ord    in 404 404 404 200 404 404 403
POST /min/valg/runde/[listed:net]/ord    in 404 404 404 422 404 404 403
POST /min/valg/runde/[listed:net]/ord/borte in 404 404 404 409 404 404 403
GET  /min/valg/runde/[listed:net]/ord/ark in 404 404 404 200 404 404 403
GET  /min/valg/<listed:net>/urna         in 403 403 403 200 403 404 403
POST /min/valg/<listed:net>/urna         in 403 403 403 409 403 404 403
GET  /min/valg/runde/[counted:net]/makulering  in 404 404 404 200 404 404 403
POST /min/valg/runde/[counted:net]/makulering  in 404 404 404 303 404 404 403
GET  /min/valg/<listed>/pa-nytt          in 403 403 403 200 403 404 403
POST /min/valg/<listed>/pa-nytt          in 403 403 403 303 403 404 403
GET  /min/valg/<listed>/avgjor/1         in 403 403 403 404 403 404 403
POST /min/valg/<listed>/avgjor/1/ja      in 403 403 403 404 403 404 403
POST /min/valg/<listed>/avgjor/1/nei     in 403 403 403 404 403 404 403
GET  /min/valg/<draft>/protokoll         in 404 404 404 200 404 404 403
GET  /min/valg/<listed>/protokoll        in 403 403 403 200 403 404 403
GET  /min/valg/<closed>/protokoll        in 403 403 403 200 403 404 403
GET  /min/valg/<published>/protokoll     in 403 200 200 200 403 404 403
GET  /min/valg/<final>/protokoll         in 403 200 200 200 403 404 403
GET  /min/valg/<open>/protokoll/valgstyret        in 403 403 403 200 403 404 403
GET  /min/valg/<published>/protokoll/valgstyret   in 403 403 403 200 403 404 403
GET  /min/valg/kontrollprogram           in 200 200 200 200 200 200 200
GET  /min/valg/<listed>/protokoll/fil    in 403 403 403 200 403 404 403
GET  /min/valg/<published>/protokoll/fil in 403 200 200 200 403 404 403
GET  /min/valg/<open>/protokoll/valgstyret/fil      in 403 403 403 200 403 404 403
GET  /min/valg/<published>/protokoll/valgstyret/fil in 403 403 403 200 403 404 403
GET  /min/valg/<tied>/loddtrekning       in 403 403 403 200 403 404 403
GET  /min/valg/<tied>/loddtrekning/tid   in 403 403 403 200 403 404 403
POST /min/valg/<tied>/loddtrekning/tid   in 403 403 403 303 403 404 403
POST /min/valg/<tied>/loddtrekning/uten  in 403 403 403 409 403 404 403
GET  /min/valg/<tied>/loddtrekning/lapper in 403 403 403 200 403 404 403
GET  /min/valg/<tied>/loddtrekning/skriv-inn in 403 403 403 200 403 404 403
POST /min/valg/<tied>/loddtrekning/skriv-inn in 403 403 403 303 403 404 403
GET  /min/valg/<counted>/resultat        in 200 200 200 200 200 404 200
POST /min/valg/<counted>/resultat        in 403 403 403 303 403 404 403
GET  /min/valg/<published>/resultat      in 200 200 200 200 200 404 200
GET  /min/valg/<published>/klage         in 403 200 200 403 403 404 403
POST /min/valg/<published>/klage         in 403 303 303 403 403 404 403
GET  /min/valg/<published>/klager        in 403 403 403 200 403 404 403
GET  /min/valg/<published>/klager/1      in 403 403 403 404 403 404 403
POST /min/valg/<published>/klager/1      in 403 403 403 404 403 404 403
"""

Sent = Callable[[Held], dict[str, Any]]
SENT: dict[str, Sent] = {
    "kandidat": lambda held: {"who": "annen", "person": str(held.voters[-1].id)},
    "enige": lambda held: {"first": str(held.candidates[0].id)},
    "tellere": lambda held: {"name": held.others[0].name},
    "seddel": lambda held: {
        "name": held.voters[0].name,
        "give": str(held.voters[0].id),
    },
    "opptelling": lambda held: {
        "slips": "8",
        "blanks": "1",
        "rejected": "0",
        "votes_1": "4",
        "votes_2": "2",
        "votes_3": "1",
    },
    "kunngjor": lambda held: {"plan": held.election.round.mark},
    "pa-nytt": lambda _held: {"reason": "Feil navn på seddelen."},
    "tid": lambda _held: {
        "on": days.working_day_after(clock.today()).isoformat(),
        "at": "9.30",
        "where": "Kantina",
    },
    "skriv-inn": lambda held: {
        "first": str(held.election.equals[0].person_id),
        "drawer": "Kari Trekkesen",
        "witness_1": "Ola Vitnesen",
        "witness_2": "Siv Vitnesen",
        "confirmed": "1",
    },
    "klage": lambda _held: {"words": "Urna sto åpen."},
}
"""By the last word of the address: what the form sends."""


@dataclass(frozen=True)
class ElectionDoor:
    method: str
    path: str
    answers: dict[str, str]

    def __str__(self) -> str:
        return f"{self.method} {self.path}"

    @property
    def state(self) -> str:
        """Of the election that it takes; empty where it takes none."""
        return self.taken.partition(":")[0]

    @property
    def way(self) -> Way:
        return Way(self.taken.partition(":")[2] or Way.PAPER)

    @property
    def taken(self) -> str:
        found = re.search(r"[<\[](.+?)[>\]]", self.path)
        return found[1] if found else ""

    def address(self, held: Held | None) -> str:
        if held is None:
            return self.path
        election = held.election
        path = re.sub("<.+?>", str(election.id), self.path)
        return re.sub(r"\[.+?\]", str(election.round.id), path)

    @property
    def anywhere(self) -> str:
        return re.sub(r"[<\[].+?[>\]]", "1", self.path)

    def sent(self, held: Held | None) -> dict[str, Any]:
        filled = SENT.get(self.path.rsplit("/", 1)[1])
        return filled(held) if filled and held else {}


def doors() -> list[ElectionDoor]:
    lines = (line.split() for line in EACH.splitlines())
    return [
        ElectionDoor(method, path, dict(zip(WHO, answers, strict=True)))
        for method, path, *answers in (it for it in lines if len(it) > len(WHO))
    ]
