"""Every text of a complaint, whatever was written in it, opens to itself for ever."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from kimvoice import create_app
from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Reader, Verdict
from kimvoice.config import Config
from kimvoice.core import rotation
from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.anonymity.effort import long
from tests.factories import RECEIVED, Ladder, Make

ANY_SIGN = st.characters(exclude_categories=["Cs"])
ANYTHING = st.text(ANY_SIGN, min_size=1, max_size=200).filter(str.strip)
FIELDS = ("happened", "wish", "about", "phone", "witness")
PROMISED = ("measure", "doer", "reason")
WRITTEN = ("note", "internal", "write", "draft")
COUNT = len((*FIELDS, *PROMISED, *WRITTEN))


@pytest.fixture
def ladder(make: Make) -> Ladder:
    return make.ladder()


@contextmanager
def restarted(config: Config) -> Iterator[Flask]:
    app = create_app(config)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@settings(
    max_examples=40 if long() else 3,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(texts=st.lists(ANYTHING, min_size=COUNT, max_size=COUNT, unique_by=str.strip))
def test_it_opens_to_itself_after_a_new_key_and_a_restart(
    config: Config, make: Make, ladder: Ladder, texts: list[str]
) -> None:
    said = dict(zip((*FIELDS, *PROMISED, *WRITTEN), texts, strict=True))
    number = write(make, ladder, said)
    rotation.rotate()
    with restarted(config):
        assert read(number) == kept(said)


def write(make: Make, ladder: Ladder, said: dict[str, str]) -> int:
    by = make.participant(department=ladder.department)
    complaint = make.complaint(by=by, text=said["happened"], wish=said["wish"])
    for column in FIELDS[2:]:
        complaint.seal(complaint, column, said[column])
    for act in RECEIVED:
        act(complaint)
    complaint.note(ladder.leader, said["note"], Reader.COMPLAINANT)
    complaint.note(ladder.leader, said["internal"], Reader.HANDLERS)
    complaint.give(
        ladder.leader,
        **Make.upheld(
            verdict=Verdict.PARTLY_UPHELD, **{name: said[name] for name in PROMISED}
        ),
    )
    complaint.write(said["write"])
    Draft.save(by, {"happened": [said["draft"]]})
    db.session.commit()
    return complaint.number


def read(number: int) -> dict[str, Any]:
    complaint = db.session.get_one(Complaint, number)
    [answer] = complaint.answers
    draft = Draft.of(db.session.get_one(Person, complaint.complainant_id))
    assert draft is not None
    own = {name: complaint.opened(complaint, name) for name in FIELDS}
    given = {name: answer._words(name) for name in PROMISED}
    _, note, internal, write = (it.words for it in complaint.entries if it.sealed)
    written = (note, internal, write, draft.answers["happened"][0])
    return own | given | dict(zip(WRITTEN, written, strict=True))


def kept(said: dict[str, str]) -> dict[str, str]:
    """An answer is kept without the blanks around it."""
    return said | {name: said[name].strip() for name in PROMISED}
