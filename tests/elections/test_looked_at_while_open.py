"""Who looks at the urn in the moment of a vote learns nothing of it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Thread

from flask import Flask
from sqlalchemy import Engine, event

from kimvoice.checks import machine
from kimvoice.core.db import begin_writing, db, is_sqlite
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.models import Election
from kimvoice.elections.states import State, Way
from kimvoice.people.models import Person
from tests.electing import Electing
from tests.visitor import Visit


def test_a_vote_that_comes_between_urn_and_marks_alarms_nobody(
    electing: Electing, visit: Visit, app: Flask
) -> None:
    """On PostgreSQL each question sees what was written until then."""
    held = electing.election(State.OPEN, way=Way.NET)
    number, left = held.election.id, [it.id for it in held.others]
    slips = [held.election.seal_ballot(Ballot()) for _ in left]
    officer = visit(as_=held.officers[0])
    db.session.rollback()

    def vote() -> None:
        with app.app_context():
            begin_writing()
            election = Election.locked(number)
            assert election
            election.vote(db.session.get_one(Person, left.pop()), slips.pop())
            db.session.commit()

    def found() -> object:
        return list(machine.election_urns())

    def read() -> object:
        return re.findall("Stopp", officer.get(f"/min/valg/{number}/urnemerker").text)

    for look in (found, read):
        with between(db.engine, "FROM election_roll", vote):
            assert look() == []
        db.session.rollback()


@contextmanager
def between(engine: Engine, question: str, do: Callable[[], None]) -> Iterator[None]:
    """Before the first such question; SQLite shows one reader one moment alone."""
    waiting = [] if is_sqlite() else [do]

    def on_asking(_link: object, _cursor: object, asked: str, *_more: object) -> None:
        if question in asked and waiting:
            one = Thread(target=waiting.pop())
            one.start()
            one.join(10)

    event.listen(engine, "before_cursor_execute", on_asking)
    try:
        yield
    finally:
        event.remove(engine, "before_cursor_execute", on_asking)
