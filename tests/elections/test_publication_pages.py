"""No page, title or print says of the votes what may not be told.

All that a participant can open is read twice; in between, what nobody may know is
changed in the database. Whatever page knew of it would read otherwise.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.routing import Rule

from kimvoice.core.db import db
from kimvoice.elections.events import ElectionEvent
from kimvoice.elections.models import Election
from kimvoice.elections.states import RoundKind, State
from tests.complaints.own_page import on_sqlite
from tests.electing import DAY, Electing, Held
from tests.elections.test_lots import draw, named, tied
from tests.factories import Make
from tests.visitor import Visit, without_tokens

pytestmark = on_sqlite

EVERYWHERE = (
    "/",
    "/min/",
    "/min/valg",
    "/min/lagret-om-meg",
    "/tillitsvalgte",
    "/tillitsvalgte/plakat",
    "/tillitsvalgte/tavle",
)


@dataclass(frozen=True)
class Kept:
    """A state, with what is secret in it."""

    state: State
    votes: Sequence[int]
    voters: int = 12
    figures_public: bool = False
    turnout: bool = True
    """Whether that is secret too."""


SECRETS = {
    "nobody counts the marks while it is open": Kept(State.OPEN, ()),
    "of what is counted nothing before it is published": Kept(State.COUNTED, (4, 2, 1)),
    "of a tie not how many": Kept(State.TIED, (3, 2, 2)),
    "names and turnout": Kept(State.PUBLISHED, (4, 2, 1), turnout=False),
    "of few names alone": Kept(State.PUBLISHED, (2, 1, 0)),
    "as little when it is final": Kept(State.FINAL, (2, 1, 0)),
    "nothing of one mind": Kept(
        State.PUBLISHED, (10, 1, 0), figures_public=True, turnout=False
    ),
}


@pytest.mark.parametrize("kept", SECRETS.values(), ids=list(SECRETS))
def test_no_page_knows_what_is_not_told(
    electing: Electing,
    app: Flask,
    visit: Visit,
    monkeypatch: pytest.MonkeyPatch,
    kept: Kept,
) -> None:
    held = electing.election(
        kept.state,
        voters=kept.voters,
        votes=kept.votes,
        figures_public=kept.figures_public,
    )
    look_twice(held, kept, app, visit, monkeypatch)


def test_after_a_lot_who_were_equal_and_not_how_many(
    electing: Electing, app: Flask, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = tied(electing, (2, 1, 1))
    draw(held, named(held)[2])
    held.election.publish(held.officers[1])
    db.session.commit()
    look_twice(held, Kept(State.PUBLISHED, ()), app, visit, monkeypatch)


def test_without_a_vote_nobody_counts_who_had_come_before_it_was_called_off(
    electing: Electing, app: Flask, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    held = electing.election(State.LISTED, candidates=1)
    held.election.round.nominations_until -= 10 * DAY
    held.election.publish(held.officers[0])
    db.session.commit()
    look_twice(held, Kept(State.PUBLISHED, ()), app, visit, monkeypatch)


def test_of_the_board_names_alone(
    electing: Electing,
    app: Flask,
    make: Make,
    visit: Visit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    held = board(electing, make, State.PUBLISHED, votes=(4, 2, 1))
    look_twice(held, Kept(State.PUBLISHED, (4, 2, 1)), app, visit, monkeypatch)


def board(
    electing: Electing,
    make: Make,
    state: State,
    *,
    voters: int = 8,
    candidates: int = 3,
    votes: Sequence[int] = (),
) -> Held:
    """Led to the state; it was chosen that figures be told, and still none is."""
    people = [make.representative() for _ in range(voters)]
    planned = electing.round(kind=RoundKind.BOARD, figures_public=True)
    [election] = planned.elections
    held = Held(election, planned.officers, people, people[:candidates])
    electing._lead(held, state, votes, 1)
    db.session.commit()
    return held


def look_twice(
    held: Held, kept: Kept, app: Flask, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = visit(as_=held.voters[-1])
    pages = list(addresses(app, held.election))
    before = {url: without_tokens(reader.get(url)) for url in pages}
    change(held, kept)
    monkeypatch.setattr(ElectionEvent, "figures", property(twice))
    # That somebody has changed the figures is said, and is not what is asked here.
    monkeypatch.setattr(Election, "protocol_break", None)
    after = {url: without_tokens(reader.get(url)) for url in pages}
    assert before == after
    assert {reader.get(url).status_code for url in EVERYWHERE} <= {200, 203}


def addresses(app: Flask, election: Election) -> Iterator[str]:
    yield from EVERYWHERE
    for rule in app.url_map.iter_rules():
        if _is_of_an_election(rule):
            yield rule.rule.replace("<int(max=999999):number>", str(election.id))


def _is_of_an_election(rule: Rule) -> bool:
    ours = rule.endpoint.startswith("elections.") and "GET" in (rule.methods or ())
    return ours and rule.arguments == {"number"}


def change(held: Held, kept: Kept) -> None:
    """Twice as many of all, so that order, ties and who has none stay as they are."""
    election = held.election
    for candidate in election.candidates:
        candidate.votes = 2 * (candidate.votes or 0)
    election.blanks, election.rejected = 2 * (election.blanks or 0), 3
    if kept.turnout:
        election.slips = 2 * (election.slips or 0)
    for entry in election.roll:
        if entry.person != held.voters[-1]:
            entry.got_slip = not entry.got_slip
    db.session.commit()


def twice(event: ElectionEvent) -> dict[str, Any]:
    return {"slips": 98, "marks": 98, "blanks": 98, "differed": "1", "1": 98, "2": 97}
