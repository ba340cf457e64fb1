"""A house with something in each column that is sealed, and all that can be opened."""

import secrets
from typing import Any

from sqlalchemy import select

from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Reader, State
from kimvoice.complaints.states import Verdict as ComplaintVerdict
from kimvoice.complaints.support import Contact, Support
from kimvoice.core import clock, site_key
from kimvoice.core.db import db
from kimvoice.core.vault import place_of
from kimvoice.elections.objections import ElectionComplaint
from kimvoice.people.corrections import Correction
from kimvoice.people.models import Person
from kimvoice.people.second_factors import SecondFactor
from kimvoice.suggestions.threads import EntryKind
from tests.electing import Electing
from tests.factories import Ladder, Make

NEEDLE = "kvikknaal"
"""In every text: searched for in what is left behind."""


def said(what: str) -> str:
    return f"{NEEDLE} {what} på loftet"


def live_in(make: Make) -> None:
    """Commits."""
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    suggestion = make.suggestion(text=said("forslag"))
    suggestion.open_thread.write(EntryKind.MESSAGE, said("melding"), "2025-W47")
    make.suggestion(text=said("et til"))
    for each in (answered(make, by, ladder), make.complaint(by=by, text=said("to"))):
        write_beside(each)
    keep_of(by, ladder.manager)
    object_to_an_election(make, by, ladder.manager)
    db.session.commit()


def answered(make: Make, by: Person, ladder: Ladder) -> Complaint:
    complaint = make.complaint(
        State.RECEIVED, by=by, text=said("happened"), wish=said("wish")
    )
    complaint.note(ladder.leader, said("note"), Reader.HANDLERS)
    complaint.give(
        ladder.leader,
        **Make.upheld(
            verdict=ComplaintVerdict.PARTLY_UPHELD,
            measure=said("measure"),
            doer=said("doer"),
            reason=said("reason"),
        ),
    )
    complaint.write(said("write"))
    return complaint


def write_beside(complaint: Complaint) -> None:
    """What is asked for beside the words of the complaint, or by others."""
    for column in ("about", "phone", "witness", "complainants_name"):
        complaint.seal(complaint, column, said(column))
    support = Support(
        id=secrets.randbits(62),
        complaint_number=complaint.number,
        line=0,
        person=complaint.current.handler,
        reads_complaint=True,
        reads_answers=True,
        reads_messages=True,
        contact=Contact.BY_PHONE,
        not_in_hearing=True,
        asked_on=clock.today(),
    )
    complaint.seal(support, "phone", said("support"))
    complaint.supports.append(support)


def keep_of(person: Person, manager: Person) -> None:
    Draft.save(person, {"nonce": ["1"], "happened": [said("draft")]})
    for row, column in (
        (Correction(person_id=person.id, asked_on=clock.today()), "sealed"),
        (SecondFactor(person_id=manager.id, confirmed_on=clock.today()), "sealed"),
    ):
        place = place_of(row, column)
        setattr(row, column, site_key.seal(said(place), place))
        if isinstance(row, Correction):
            place = place_of(row, "answer")
            row.answer = site_key.seal(said("answer"), place)
        db.session.add(row)


def object_to_an_election(make: Make, by: Person, answering: Person) -> None:
    [election] = Electing(make).round(make.department()).elections
    complaint = ElectionComplaint.of(by, said("objection"), clock.today())
    complaint.decide(answering, upheld=False, reason=said("decision"))
    election.complaints.append(complaint)


def every_text() -> dict[str, Any]:
    """By its place; a key that was wrapped as its bytes."""
    db.session.rollback()
    found: dict[str, Any] = {}
    for held in site_key.HELD:
        for _row, sealed, place in _rows(held.model, held.column):
            found[place] = site_key._content(sealed, place)
    for within in site_key.WITHIN:
        for row, sealed, place in _rows(within.model, within.column):
            found[place] = within.vault(row).open(sealed, place)
    db.session.rollback()
    return found


def columns_of(found: dict[str, Any]) -> set[tuple[str, str]]:
    places = (place.split(":") for place in found)
    return {(table, column) for table, *_, column in places}


def all_columns() -> set[tuple[str, str]]:
    held = [(it.model, it.column) for it in site_key.HELD]
    within = [(it.model, it.column) for it in site_key.WITHIN]
    return {(model.__tablename__, column) for model, column in held + within}


def _rows(model: Any, column: str) -> list[tuple[Any, bytes, str]]:
    rows = db.session.scalars(select(model)).unique()
    return [
        (row, sealed, place_of(row, column))
        for row in rows
        if (sealed := getattr(row, column)) is not None
    ]
