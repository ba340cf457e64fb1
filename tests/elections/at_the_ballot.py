"""What a voter does at the ballot on the net, step by step."""

import re

from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.elections.models import Election
from kimvoice.people.models import Person
from tests.electing import Held
from tests.reading import read
from tests.visitor import Visitor, form_to

MARK = re.compile(r"Urnemerket ditt er ([0-9A-F]{5}-[0-9A-F]{5})\.")
VOTED = "Du har allerede stemt i dette valget."
AGAIN = "Det gikk lang tid. Ingenting er sendt. Velg en gang til."
NOT_ON_ROLL = "Du står ikke i manntallet for dette valget. Er det feil? Snakk med "
WHO_SEES = (
    "Vi noterer at du har stemt. Stemmen din lagres uten navn. Den som styrer serveren"
    " mens valget er åpent, eller når urna åpnes, kan se og endre stemmer. Du kan"
    " alltid stemme på papir."
)
SHOWN = 203
"""Asked for: no browser keeps it for Back (web/answers.py)."""


def at(election: Election) -> str:
    return f"/min/valg/{election.id}/stem"


def words(answer: TestResponse) -> str:
    shown = read(answer.text)
    assert shown.mistakes == []
    return shown.page.words


def named(held: Held, *people: Person) -> list[str]:
    chosen = [held.election.candidate(it) for it in people]
    return [str(it.place) for it in chosen if it]


def laid_in(held: Held) -> int:
    db.session.expire_all()
    urn = held.election.urn
    return len(urn.sealed) if urn else 0


def looks_over(visitor: Visitor, held: Held, *chosen: str) -> TestResponse:
    answer = ticks(visitor, held, *chosen)
    assert answer.status_code == SHOWN
    return answer


def ticks(visitor: Visitor, held: Held, *chosen: str, **more: str) -> TestResponse:
    """What the click leads to."""
    answer = visitor.post(at(held.election), {"ballot": list(chosen)} | more)
    assert answer.status_code == 303
    assert answer.location == at(held.election)
    return visitor.get(answer.location)


def sends(visitor: Visitor, held: Held, checked: TestResponse) -> TestResponse:
    url = at(held.election)
    return visitor.post(url, form_to(url, checked).fields)


def votes(visitor: Visitor, held: Held, *chosen: str) -> TestResponse:
    sent = sends(visitor, held, looks_over(visitor, held, *chosen))
    assert sent.status_code == SHOWN
    return sent
