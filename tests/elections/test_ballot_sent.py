"""What is left of a vote that was sent, on both databases."""

from pathlib import Path

import pytest

from kimvoice.config import Config
from kimvoice.core.db import db
from kimvoice.elections.states import State, Way
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing, Held
from tests.visitor import Visit, Visitor, form_to


@pytest.fixture
def held(electing: Electing) -> Held:
    return electing.election(State.OPEN, way=Way.NET, voters=6)


def send(visitor: Visitor, held: Held, choice: str) -> None:
    """With two clicks."""
    url = f"/min/valg/{held.election.id}/stem"
    assert visitor.post(url, {"ballot": choice}).location == url
    token = form_to(url, visitor.get(url)).fields["token"]
    statuses = [visitor.post(url, {"token": token}).status_code for _click in range(2)]
    assert statuses == [203, 203]


def test_two_vote_and_it_is_two_marks_and_two_slips(held: Held, visit: Visit) -> None:
    first, second = held.others[:2]
    for person, choice in ((first, "1"), (second, "blank")):
        send(visit(as_=person), held, choice)
    db.session.expire_all()
    assert held.election.urn is not None
    assert len(held.election.urn.sealed) == 2
    marked = {it.person for it in held.election.roll if it.is_marked}
    assert marked == {first, second}
    assert held.election.paper_in_urn == 0


@on_sqlite
def test_no_file_shows_how_it_was_before_the_vote(
    held: Held, visit: Visit, config: Config
) -> None:
    """At once, not only at the next minute: the journal holds nothing but zeros."""
    send(visit(as_=held.others[0]), held, "1")
    journals = list(Path(config.instance).rglob("*-journal"))
    assert journals
    for journal in journals:
        assert not any(journal.read_bytes())
