"""Who wants it on paper gets all of it on paper, not the answer alone."""

from collections.abc import Callable

import pytest
from flask import Flask

from kimvoice.complaints import inbox
from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, Manner, Reader, State
from kimvoice.core import days
from kimvoice.core.db import db
from kimvoice.home.inbox import Inbox
from kimvoice.people.models import Person
from tests.complaints.handling import SECRET, again, here
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit

ASKED, LATER = "Hvilken tirsdag var det?", "Jeg venter på vaktlista."


@pytest.fixture
def complaint(make: Make, ladder: Ladder, by: Person) -> Complaint:
    it = make.complaint(by=by, manner=Manner.ON_PAPER)
    it.take_on(ladder.leader)
    db.session.commit()
    return it


def test_each_thing_that_is_said_waits_until_it_is_printed(
    complaint: Complaint, ladder: Ladder
) -> None:
    it, leader = complaint, ladder.leader
    assert not it.can_be_put_in_an_envelope
    until = days.working_day_after(it.current.answer_by, 5)
    says: tuple[Callable[[], None], ...] = (
        lambda: it.confirm(leader, "Jeg har den."),
        lambda: it.note(leader, "Kom innom.", Reader.COMPLAINANT),
        lambda: it.extend(leader, until, LATER),
        lambda: it.ask(leader, ASKED),
    )
    for say in says:
        say()
        assert inbox.next_of(it) == "skriv ut til konvolutten"
        it.enter(Deed.PRINTED, leader)
        assert inbox.next_of(it) == inbox.NEXT[it.standing]
    it.write("Det var den første.")
    assert not it.awaits_envelope


def test_what_is_internal_is_neither_printed_nor_asked_to_be(
    complaint: Complaint, ladder: Ladder
) -> None:
    complaint.note(ladder.leader, "Spør om lista.", Reader.HANDLERS)
    assert not complaint.can_be_put_in_an_envelope
    complaint.confirm(ladder.leader, "Jeg har den.")
    complaint.enter(Deed.PRINTED, ladder.leader)
    complaint.note(ladder.leader, "Spør igjen.", Reader.HANDLERS)
    assert not complaint.awaits_envelope
    assert [it.act for it in complaint.told] == [Act.CONFIRM]


def test_nobody_prints_for_who_reads_it_here(make: Make, by: Person) -> None:
    assert not make.complaint(State.RECEIVED, by=by).awaits_envelope


def test_the_next_who_has_it_prints_that_it_went_up(
    complaint: Complaint, travel_to: TravelTo
) -> None:
    travel_to(str(complaint.climbs_on))
    assert complaint.climb()
    assert complaint.awaits_envelope
    assert inbox.next_of(complaint) == "si at du har fått klagen"


def test_no_clock_stands_still_for_a_question_that_lies_unprinted(
    complaint: Complaint, ladder: Ladder, travel_to: TravelTo
) -> None:
    complaint.confirm(ladder.leader, "Jeg har den.")
    complaint.ask(ladder.leader, ASKED)
    step = complaint.current
    promised = step.answer_by
    travel_to("2025-11-19 10:00")
    assert (step.answer_by, step.reply_by) == (promised, None)
    complaint.enter(Deed.PRINTED, ladder.leader)
    assert step.reply_by == step.reply_by_if_put_today
    travel_to("2025-11-20 10:00")
    complaint.enter(Deed.PRINTED, ladder.leader)
    assert step.answer_by == days.working_day_after(promised, 1)


def test_who_asked_for_paper_can_ask_on_from_when_the_answer_was_printed(
    complaint: Complaint, ladder: Ladder, make: Make, travel_to: TravelTo
) -> None:
    complaint.give(ladder.leader, **make.upheld())
    travel_to("2026-03-02 10:00")
    assert complaint.standing is State.ANSWERED
    assert (complaint.is_appealed_late, complaint.kept_until) == (False, None)
    complaint.enter(Deed.PRINTED, ladder.leader)
    shown = complaint.appeal_by
    travel_to("2026-03-04 10:00")
    complaint.enter(Deed.PRINTED, ladder.leader)
    assert complaint.appeal_by == shown
    travel_to(str(complaint.rests_since))
    assert complaint.can(Act.REOPEN)


def test_an_answer_is_owed_until_it_is_printed(
    complaint: Complaint,
    ladder: Ladder,
    make: Make,
    travel_to: TravelTo,
    app: Flask,
) -> None:
    complaint.give(ladder.leader, **make.upheld())
    db.session.commit()
    travel_to("2025-11-20 10:00")
    with app.test_request_context():
        (line,) = Inbox.of(ladder.leader).late
        assert line.next == "skriv ut til konvolutten"
        complaint.enter(Deed.PRINTED, ladder.leader)
        assert Inbox.of(ladder.leader).owed == []


def test_a_sheet_printed_while_it_rests_says_how_to_send_it_on(
    complaint: Complaint,
    ladder: Ladder,
    make: Make,
    travel_to: TravelTo,
    visit: Visit,
) -> None:
    complaint.give(ladder.leader, **make.upheld())
    complaint.enter(Deed.PRINTED, ladder.leader)
    travel_to(str(complaint.rests_since))
    db.session.commit()
    sheet = visit(as_=ladder.leader).get(here(complaint, "konvolutt")).text
    assert "Du kan fortsatt sende den videre." in sheet
    assert "fram til" not in sheet


def test_a_question_is_in_the_envelope_with_its_dates(
    complaint: Complaint, ladder: Ladder, visit: Visit
) -> None:
    leader = visit(as_=ladder.leader)
    said = leader.submit(here(complaint, "mottatt"), {"words": "Jeg har den."})
    page = leader.get(said.location).text
    assert "Skriv ut til konvolutten, så deltakeren får vite det." in page
    complaint = again(complaint)
    complaint.ask(ladder.leader, ASKED)
    db.session.commit()
    sheet = leader.get(here(complaint, "konvolutt")).text
    for words in ("Jeg har den.", ASKED, "Svar innen", f"{ladder.leader.name}, har"):
        assert words in sheet, words
    assert SECRET not in sheet
    assert again(complaint).awaits_envelope


def test_who_has_printed_it_says_so_and_not_of_what_came_meanwhile(
    complaint: Complaint, ladder: Ladder, visit: Visit
) -> None:
    complaint.confirm(ladder.leader, "Jeg har den.")
    db.session.commit()
    leader, url = visit(as_=ladder.leader), here(complaint, "konvolutt")
    shown = {"shown": str(len(complaint.told))}
    complaint.note(ladder.leader, LATER, Reader.COMPLAINANT)
    db.session.commit()
    refused = leader.submit(url, shown)
    assert refused.status_code == 409
    for words in ("Det har kommet mer. Skriv ut på nytt.", LATER):
        assert words in refused.text
    assert again(complaint).awaits_envelope
    assert leader.submit(url, {}).status_code == 303
    assert not again(complaint).awaits_envelope
    assert complaint.log[-1].deed is Deed.PRINTED


def test_the_sheet_tells_the_next_handler_not_who_stepped_aside(
    complaint: Complaint, ladder: Ladder, visit: Visit
) -> None:
    complaint.step_aside(ladder.leader)
    assert complaint.handler is not None
    complaint.take_on(complaint.handler)
    db.session.commit()
    following = visit(as_=complaint.handler)
    sheet = following.get(here(complaint, "konvolutt")).text
    assert "En annen tok over" in sheet
    assert ladder.leader.name not in sheet
