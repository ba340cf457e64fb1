"""Every view and act by others is in the log, and who has opened it can be read."""

from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State
from kimvoice.core.db import db
from tests.factories import Ladder, Make
from tests.visitor import Visit, Visitor, form_to


def deeds(complaint: Complaint) -> list[Deed]:
    return [it.deed for it in complaint.log]


def opens(visitor: Visitor, complaint: Complaint) -> int:
    return visitor.get(f"/min/klage/{complaint.number}").status_code


def test_the_first_page_and_the_whole_are_told_apart(
    make: Make, ladder: Ladder, visit: Visit
) -> None:
    complaint = make.complaint(by=make.participant(department=ladder.department))
    leader = visit(as_=ladder.leader)
    assert opens(leader, complaint) == 200
    leader.post(f"/min/klage/{complaint.number}/jeg-kan-svare")
    assert opens(leader, complaint) == 200
    assert deeds(complaint) == [Deed.SAW, Deed.TAKE_ON, Deed.OPENED]


def test_who_opens_it_is_named(make: Make, ladder: Ladder, visit: Visit) -> None:
    by = make.participant(department=ladder.department)
    complaint = make.complaint(State.RECEIVED, by=by)
    opens(visit(as_=ladder.leader), complaint)
    assert complaint.log[-1].by == ladder.leader


def test_what_is_refused_was_seen_all_the_same(
    make: Make, ladder: Ladder, visit: Visit
) -> None:
    by = make.participant(department=ladder.department)
    complaint = make.complaint(State.RECEIVED, by=by)
    before = len(complaint.log)
    answered = visit(as_=ladder.leader).post(f"/min/klage/{complaint.number}/spor")
    assert answered.status_code == 422
    assert deeds(complaint)[before:] == [Deed.OPENED]


def test_the_complainant_leaves_no_line(
    make: Make, ladder: Ladder, visit: Visit
) -> None:
    by = make.participant(department=ladder.department)
    complaint = make.complaint(by=by)
    opens(visit(as_=by), complaint)
    assert deeds(complaint) == []


def test_a_refusal_that_shows_nothing_of_it_leaves_no_line(
    make: Make, ladder: Ladder, visit: Visit
) -> None:
    by = make.participant(department=ladder.department)
    complaint = make.complaint(by=by)
    complaint.take_on(ladder.leader)
    db.session.commit()
    leader, before = visit(as_=ladder.leader), len(complaint.log)
    refused = leader.get(f"/min/klage/{complaint.number}/konvolutt")
    assert refused.status_code == 409
    assert complaint.happened_words not in refused.text
    assert deeds(complaint)[before:] == []
    assert leader.get(f"/min/klage/{complaint.number}/notat").status_code == 200
    assert deeds(complaint)[before:] == [Deed.OPENED]


def test_a_refusal_beside_the_case_leaves_its_line(
    make: Make, ladder: Ladder, visit: Visit
) -> None:
    by = make.participant(department=ladder.department)
    complaint = make.complaint(State.RECEIVED, by=by)
    here, before = f"/min/klage/{complaint.number}", len(complaint.log)
    leader = visit(as_=ladder.leader)
    form = form_to(f"{here}/spor", leader.get(f"{here}/spor")).fields
    refused = leader.post(f"{here}/mottatt", form | {"words": "Jeg har den."})
    assert refused.status_code == 409
    assert "har allerede fått vite" in refused.text
    assert deeds(complaint)[before:] == [Deed.OPENED, Deed.OPENED]
