"""Complaints in the demonstration house: of each kind, and never at a standstill."""

from datetime import timedelta
from pathlib import Path

import time_machine
from flask import Flask

from kimvoice.complaints import daily, standstill
from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Subject
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.demo import demo
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.new_codes import NewCode
from tests.demo.leaving import close
from tests.demo.lived_through import complaints, every_complaint_is_there
from tests.factories import Make


def test_people_live_through_the_days_that_the_clock_passes_over(
    folder: Path,
) -> None:
    """A complaint that nobody answers has climbed to the top; nothing stood still."""
    app = demo.open_demo(folder, today=None, fresh=False)
    with app.app_context():
        participant = Person.holding(RoleKind.PARTICIPANT)[0]
        number = Make().complaint(by=participant).number
        sent, later = clock.today(), clock.today() + timedelta(days=100)
    close(app)
    app = demo.open_demo(folder, today=later, fresh=False)
    with app.app_context():
        assert clock.today() == later
        assert standstill.today() is None
        complaint = db.session.get_one(Complaint, number)
        assert complaint.current.role is RoleKind.BOARD_CHAIR
        begun = [it.started_on for it in complaint.seats if it.started_on]
        assert sent == begun[0] < begun[1] < begun[2] < begun[3]
        assert begun[3] < later
    close(app)


def test_demo_that_lay_still_for_weeks_was_lived_in_all_the_same(
    folder: Path,
) -> None:
    app = demo.open_demo(folder, today=None, fresh=False)
    with app.app_context():
        daily.run_when_due()
        weeks_later = clock.real_now() + timedelta(weeks=6)
    close(app)
    with time_machine.travel(weeks_later):
        app = demo.open_demo(folder, today=None, fresh=False)
        with app.app_context():
            assert standstill.today() is None
        close(app)


def test_complaints_are_in_every_state_and_at_every_step(house: Flask) -> None:
    every_complaint_is_there()
    found = complaints()
    assert {it.position for it in found} == {1, 2, 3, 4}
    late = [it for it in found if it.is_late]
    assert [it.current.stays for it in late].count(True) == 1
    assert any(it.subject is Subject.GENERAL_MANAGER for it in found)


def test_who_got_a_new_code_is_told_at_home_as_in_the_log(house: Flask) -> None:
    given = [it for it in complaints() if any(e.deed is Deed.NEW_CODE for e in it.log)]
    assert given
    for complaint in given:
        [told] = NewCode.told_to(complaint.complainant)
        [line] = [it for it in complaint.log if it.deed is Deed.NEW_CODE]
        assert (told.printed_on, told.second) == (line.done_on, line.second)
