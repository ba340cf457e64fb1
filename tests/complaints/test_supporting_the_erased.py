"""A support person still knows whom the support is for."""

from datetime import timedelta

from kimvoice.complaints.states import State
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people import erasure
from kimvoice.people.models import Person
from tests.complaints.own_page import on_sqlite
from tests.complaints.supporting import ask, support
from tests.factories import Make
from tests.visitor import Visit


@on_sqlite
def test_whoever_supports_still_reads_the_name_of_who_is_erased(
    by: Person, make: Make, visit: Visit
) -> None:
    name, friend, other = by.name, make.participant(), make.participant()
    complaint = make.complaint(State.RECEIVED, by=by)
    support(complaint, friend)
    asked = ask(make.complaint(by=by), other)
    by.leave(clock.today() - timedelta(days=1))
    erasure.erase(by)
    db.session.commit()
    supported = visit(as_=friend).get(f"/min/klage/{complaint.number}").text
    assert f"Du er støtteperson for {name}." in supported
    assert "slettet" not in supported
    assert name in visit(as_=other).get(f"/min/stotte/{asked.id}").text
