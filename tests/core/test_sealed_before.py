"""A house of before: what another cipher sealed is sealed anew, and nothing is lost."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from nacl.secret import Aead
from sqlalchemy import text

from kimvoice import create_app
from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Reader, State
from kimvoice.config import Config
from kimvoice.core.db import db
from kimvoice.core.errors import HouseError
from kimvoice.migrations import bare_app, upgrade
from kimvoice.people.models import Person
from kimvoice.suggestions import codes
from kimvoice.suggestions.threads import EntryKind, Thread
from tests.factories import Make

BEFORE = "0006"
SAID = "Samlingen kan være etter lunsj."


@contextmanager
def inside(config: Config) -> Iterator[Flask]:
    app = create_app(config)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def code(config: Config) -> Iterator[str]:
    """Of a suggestion, in a house that was lived in and is now one of before."""
    with inside(config):
        code = live_in()
    with of_before(config):
        pass
    yield code
    with bare_app(config).app_context():
        db.engine.dispose()


def live_in() -> str:
    make = Make()
    ladder = make.ladder()
    suggestion = make.suggestion(text=SAID)
    suggestion.open_thread.write(EntryKind.MESSAGE, "Vi også", "2025-W47")
    make.suggestion(text="Flere planter.")
    by = make.participant(department=ladder.department)
    complaint = make.complaint(State.ANSWERED, by=by, wish="Pause")
    complaint.seal(complaint, "about", "Per")
    complaint.seal(complaint, "phone", "73 00 00 00")
    complaint.note(ladder.leader, "Ring først", Reader.HANDLERS)
    make.complaint(by=by, text="En til")
    Draft.save(by, {"happened": ["Ikke sendt"]})
    db.session.commit()
    return make.code(suggestion)


@contextmanager
def of_before(config: Config) -> Iterator[Any]:
    app = bare_app(config)
    with app.app_context():
        app.extensions["alembic"].downgrade(BEFORE)
        yield db.session
        db.session.remove()
        db.engine.dispose()


def opened(sealed: bytes, key: bytes, place: str) -> str:
    return Aead(key).decrypt(sealed, place.encode()).decode()


def test_what_it_held_was_sealed_as_its_program_did(config: Config, code: str) -> None:
    site = (config.key_folder / "site.key").read_bytes()[:32]
    with of_before(config) as session:
        for thread in session.execute(text("SELECT * FROM suggestion_threads")):
            place = f"suggestion_threads:{thread.suggestion_number}:readers"
            key = Aead(site).decrypt(thread.key_for_readers, place.encode())
            for row in of(
                "suggestion_entries", "thread_number", thread.suggestion_number
            ):
                assert opened(row.sealed, key, f"suggestion_entries:{row.id}")
        for complaint in session.execute(text("SELECT * FROM complaints")):
            place = f"complaints:{complaint.number}"
            key = Aead(site).decrypt(complaint.key, place.encode())
            for sealed in texts_of(complaint):
                assert opened(sealed, key, place)
        [draft] = session.execute(text("SELECT * FROM complaint_drafts"))
        place = f"complaint_drafts:{draft.person_id}"
        assert "Ikke sendt" in opened(draft.sealed, site, place)


def texts_of(complaint: Any) -> list[bytes]:
    rows = [complaint, *of("complaint_entries", "complaint_number", complaint.number)]
    rows += of("complaint_answers", "complaint_number", complaint.number)
    columns = [
        "happened",
        "wish",
        "about",
        "phone",
        "sealed",
        "measure",
        "doer",
        "reason",
    ]
    found = [getattr(row, each, None) for row in rows for each in columns]
    return [each for each in found if each is not None]


def of(table: str, column: str, number: int) -> list[Any]:
    which = text(f"SELECT * FROM {table} WHERE {column} = {number}")
    return list(db.session.execute(which))


def test_every_text_opens_when_it_was_brought_up(config: Config, code: str) -> None:
    upgrade(config)
    with inside(config):
        every = db.session.query(Complaint).all()
        first, second = sorted(every, key=lambda it: it.wish is None)
        assert first.happened_words == "Jeg fikk ikke pause på tirsdag."
        assert (first.wish_words, first.about_words) == ("Pause", "Per")
        assert first.phone_words == "73 00 00 00"
        assert [it.words for it in first.entries if it.sealed] == [
            "Jeg har fått klagen din.",
            "Ring først",
        ]
        [answer] = first.answers
        assert answer.measure_words == "Vi lager en ny vaktliste."
        assert answer.doer_words == "Kari Testesen"
        assert second.happened_words == "En til"
        draft = Draft.of(db.session.get_one(Person, first.complainant_id))
        assert draft is not None
        assert draft.answers == {"happened": ["Ikke sendt"]}


def test_the_author_of_before_still_opens_the_thread(config: Config, code: str) -> None:
    upgrade(config)
    with inside(config):
        thread = Thread.opened_by(codes.derive(code))
        assert thread is not None
        assert [entry.words for entry in thread.entries] == [SAID, "Vi også"]


def test_a_key_of_another_house_changes_nothing_and_says_so(
    config: Config, code: str
) -> None:
    file = config.key_folder / "site.key"
    right = file.read_bytes()
    file.write_bytes(bytes(32))
    with pytest.raises(HouseError, match="annet hus.*put back"):
        upgrade(config)
    assert file.read_bytes() == bytes(32)
    file.write_bytes(right)
    upgrade(config)
    with inside(config):
        assert {it.happened_words for it in db.session.query(Complaint)} == {
            "Jeg fikk ikke pause på tirsdag.",
            "En til",
        }


@pytest.mark.parametrize("database", ["postgresql"], indirect=True)
def test_no_row_of_a_thread_is_younger_than_another_afterwards(
    config: Config, code: str
) -> None:
    upgrade(config)
    with inside(config):
        for table, order in (
            ("suggestion_threads", "suggestion_number"),
            ("suggestion_entries", "id"),
        ):
            rows = db.session.execute(
                text(f"SELECT xmin::text, {order} FROM {table} ORDER BY ctid")
            ).all()
            assert len({xmin for xmin, _ in rows}) == 1
            assert [it for _, it in rows] == sorted(it for _, it in rows)
