"""Every date that somebody is promised, written by hand from a calendar on paper.

Easter Day is 5 April 2026, 28 March 2027 and 16 April 2028.
"""

from datetime import date

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import CLOSING_DAYS
from kimvoice.people.models import Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import board_meets_on

FILED = [
    # sent, in Oslo; confirm by, then it climbs; answer by, then it climbs
    ("2026-03-30 10:00", "2026-04-07", "2026-04-10", "2026-04-16", "2026-04-21"),
    ("2026-04-01 10:00", "2026-04-09", "2026-04-14", "2026-04-20", "2026-04-23"),
    ("2027-03-19 10:00", "2027-03-24", "2027-04-01", "2027-04-07", "2027-04-12"),
    # 1 May, Ascension Day and Whit Monday; 17 May on a Wednesday, and on Whit Monday
    ("2026-04-28 10:00", "2026-05-04", "2026-05-07", "2026-05-13", "2026-05-19"),
    ("2026-05-12 10:00", "2026-05-18", "2026-05-21", "2026-05-28", "2026-06-02"),
    ("2028-05-15 10:00", "2028-05-19", "2028-05-24", "2028-05-31", "2028-06-06"),
    ("2027-05-12 10:00", "2027-05-18", "2027-05-21", "2027-05-27", "2027-06-01"),
    # Christmas, and over the year's end
    ("2025-12-22 10:00", "2025-12-30", "2026-01-06", "2026-01-12", "2026-01-15"),
    ("2026-12-23 10:00", "2026-12-30", "2027-01-06", "2027-01-12", "2027-01-15"),
    ("2026-12-31 10:00", "2027-01-06", "2027-01-11", "2027-01-15", "2027-01-20"),
    # Friday, Saturday, Sunday: the same dates
    ("2026-09-04 23:59", "2026-09-09", "2026-09-14", "2026-09-18", "2026-09-23"),
    ("2026-09-05 10:00", "2026-09-09", "2026-09-14", "2026-09-18", "2026-09-23"),
    ("2026-09-06 23:59", "2026-09-09", "2026-09-14", "2026-09-18", "2026-09-23"),
    # The nights of 29 March and 25 October 2026, and the midnights after them
    ("2026-03-29 00:30", "2026-04-01", "2026-04-09", "2026-04-15", "2026-04-20"),
    ("2026-03-29 03:30", "2026-04-01", "2026-04-09", "2026-04-15", "2026-04-20"),
    ("2026-03-29 23:59", "2026-04-01", "2026-04-09", "2026-04-15", "2026-04-20"),
    ("2026-03-30 00:30", "2026-04-07", "2026-04-10", "2026-04-16", "2026-04-21"),
    ("2026-10-25 02:30", "2026-10-28", "2026-11-02", "2026-11-06", "2026-11-11"),
    ("2026-10-25 23:59", "2026-10-28", "2026-11-02", "2026-11-06", "2026-11-11"),
    ("2026-10-26 00:30", "2026-10-29", "2026-11-03", "2026-11-09", "2026-11-12"),
    # 29 February 2028, and a February without one
    ("2028-02-21 10:00", "2028-02-24", "2028-02-29", "2028-03-06", "2028-03-09"),
    ("2028-02-29 10:00", "2028-03-03", "2028-03-08", "2028-03-14", "2028-03-17"),
    ("2027-02-22 10:00", "2027-02-25", "2027-03-02", "2027-03-08", "2027-03-11"),
]

ANSWERED = [
    # answered on; asked on until, without saying why so late
    ("2026-03-10", "2026-03-31"),
    ("2026-03-12", "2026-04-07"),
    ("2026-03-13", "2026-04-07"),
    ("2026-03-16", "2026-04-07"),
    ("2026-04-10", "2026-05-04"),
    ("2026-04-23", "2026-05-15"),
    ("2026-05-04", "2026-05-26"),
    ("2026-09-06", "2026-09-28"),
    ("2026-10-05", "2026-10-26"),
    ("2026-12-03", "2026-12-28"),
    ("2026-12-04", "2026-12-28"),
    ("2026-12-10", "2027-01-04"),
    ("2026-12-11", "2027-01-04"),
    ("2028-02-08", "2028-02-29"),
]

CHAIR = [
    # sent; the board meets; confirm by; answer by
    ("2026-09-07", None, "2026-09-16", "2026-10-07"),
    ("2026-09-07", "2026-09-24", "2026-09-16", "2026-09-24"),
    ("2026-09-07", "2026-10-06", "2026-09-16", "2026-10-06"),
    ("2026-09-07", "2026-10-07", "2026-09-16", "2026-10-07"),
    ("2026-09-07", "2026-10-08", "2026-09-16", "2026-10-07"),
    ("2026-09-07", "2026-09-01", "2026-09-16", "2026-10-07"),
    ("2026-09-07", "2026-09-07", "2026-09-16", "2026-10-07"),
    ("2026-09-07", "2026-09-10", "2026-09-10", "2026-09-10"),
    # on a Saturday, on 17 May, and on the Saturday that is the thirtieth day
    ("2026-09-07", "2026-09-26", "2026-09-16", "2026-09-28"),
    ("2027-05-03", "2027-05-17", "2027-05-13", "2027-05-18"),
    ("2026-09-10", "2026-10-10", "2026-09-21", "2026-10-09"),
    ("2026-12-03", None, "2026-12-14", "2026-12-30"),
]

AT_MOST = [
    # sent; the latest day that more time can be given to
    ("2026-11-30", "2027-02-26"),
    ("2027-11-30", "2028-02-29"),
    ("2028-11-30", "2029-02-28"),
    ("2026-01-30", "2026-04-30"),
    ("2026-01-31", "2026-04-30"),
    ("2026-01-02", "2026-04-01"),
    ("2026-02-14", "2026-05-13"),
    ("2026-09-24", "2026-12-23"),
    ("2026-10-01", "2026-12-30"),
]


def iso(day: date | None) -> str:
    return day.isoformat() if day else "-"


def participant(make: Make) -> Person:
    return make.participant(department=make.ladder().department)


def received(make: Make, travel_to: TravelTo, when: str) -> Complaint:
    by = participant(make)
    travel_to(f"{when} 10:00")
    return make.complaint(State.RECEIVED, by=by)


def test_the_dates_of_a_step(make: Make, travel_to: TravelTo) -> None:
    by, found = participant(make), []
    for when, *_ in FILED:
        travel_to(when)
        sent, read = make.complaint(by=by), make.complaint(State.RECEIVED, by=by)
        dates = (sent.due, sent.climbs_on, read.due, read.climbs_on)
        found.append((when, *map(iso, dates)))
    assert found == FILED


def test_the_dates_are_the_same_from_whatever_day_they_are_read(
    make: Make, travel_to: TravelTo
) -> None:
    complaint = received(make, travel_to, "2026-12-23")
    for day in ("2026-12-24", "2026-12-31", "2027-01-01", "2027-01-12", "2027-01-14"):
        travel_to(f"{day} 23:59")
        assert iso(complaint.due) == "2027-01-12"
        assert iso(complaint.climbs_on) == "2027-01-15"
        assert complaint.is_late == (day == "2027-01-14")


def test_how_long_one_may_ask_on(make: Make, travel_to: TravelTo) -> None:
    by, found = participant(make), []
    for when, _ in ANSWERED:
        travel_to(f"{when} 10:00")
        found.append((when, iso(make.complaint(State.ANSWERED, by=by).appeal_by)))
    assert found == ANSWERED


def test_it_rests_from_the_day_after(make: Make, travel_to: TravelTo) -> None:
    by = participant(make)
    travel_to("2026-03-12 10:00")
    complaint = make.complaint(State.ANSWERED, by=by)
    travel_to("2026-04-07 23:59")
    assert facts(complaint) == (State.ANSWERED, False)
    travel_to("2026-04-08 00:00")
    assert facts(complaint) == (State.RESTING, True)
    assert iso(complaint.kept_until) == "2027-04-08"


def test_the_chair_answers_at_the_next_meeting_within_thirty_days(
    make: Make, travel_to: TravelTo
) -> None:
    by, found = participant(make), []
    for when, meeting, *_ in CHAIR:
        travel_to(f"{when} 10:00")
        board_meets_on(*([date.fromisoformat(meeting)] if meeting else []))
        complaint = make.complaint(by=by, about=RoleKind.GENERAL_MANAGER)
        step = complaint.current
        found.append((when, meeting, iso(step.confirm_by), iso(step.answer_by)))
    assert found == CHAIR


def test_a_meeting_that_is_moved_later_moves_nothing_that_was_promised(
    make: Make, travel_to: TravelTo
) -> None:
    by = participant(make)
    travel_to("2026-09-07 10:00")
    board_meets_on(date(2026, 9, 24))
    complaint = make.complaint(by=by, about=RoleKind.GENERAL_MANAGER)
    board_meets_on(date(2026, 10, 5))
    assert iso(complaint.current.answer_by) == "2026-09-24"


def test_more_time_ends_after_three_months(make: Make, travel_to: TravelTo) -> None:
    by, found = participant(make), []
    for when, _ in AT_MOST:
        travel_to(f"{when} 10:00")
        complaint = make.complaint(State.RECEIVED, by=by)
        found.append((when, iso(complaint.current.latest_extension)))
    assert found == AT_MOST


def test_the_next_step_has_what_is_left_of_the_three_months(
    make: Make, travel_to: TravelTo
) -> None:
    complaint = received(make, travel_to, "2026-09-01")
    extend(complaint, date(2026, 11, 20))
    assert iso(complaint.climbs_on) == "2026-11-25"
    travel_to("2026-11-25 10:00")
    assert complaint.climb()
    assert iso(complaint.current.confirm_by) == "2026-11-30"
    assert iso(complaint.current.answer_by) == "2026-12-01"


def test_once_the_three_months_have_passed_the_usual_days_count_again(
    make: Make, travel_to: TravelTo
) -> None:
    complaint = received(make, travel_to, "2026-09-01")
    extend(complaint, date(2026, 12, 1))
    assert iso(complaint.climbs_on) == "2026-12-04"
    past = []
    for day in ("2026-12-01 23:59", "2026-12-02 00:00", "2026-12-04 10:00"):
        travel_to(day)
        past.append(complaint.is_past_cap)
    assert past == [False, True, True]
    assert complaint.climb()
    assert iso(complaint.current.confirm_by) == "2026-12-09"
    assert iso(complaint.current.answer_by) == "2026-12-18"


def test_a_day_the_house_closes_later_moves_the_date_and_the_promise_is_in_sight(
    make: Make, travel_to: TravelTo
) -> None:
    complaint = received(make, travel_to, "2026-09-07")
    assert iso(complaint.due) == "2026-09-21"
    assert complaint.moved_from is None
    travel_to("2026-09-09 10:00")
    close(date(2026, 9, 16), date(2026, 9, 17))
    assert iso(complaint.due) == "2026-09-23"
    assert iso(complaint.climbs_on) == "2026-09-28"
    assert iso(complaint.moved_from) == "2026-09-21"


def test_more_time_to_a_day_that_is_closed_later_lasts_to_the_next(
    make: Make, travel_to: TravelTo
) -> None:
    complaint = received(make, travel_to, "2026-09-07")
    extend(complaint, date(2026, 9, 25))
    assert complaint.moved_from is None
    close(date(2026, 9, 25))
    assert iso(complaint.due) == "2026-09-28"
    assert iso(complaint.moved_from) == "2026-09-25"


def test_the_days_of_waiting_are_given_back(make: Make, travel_to: TravelTo) -> None:
    """Asked on Monday 14 September: ten working days, until Monday 28."""
    complaint = received(make, travel_to, "2026-09-07")
    travel_to("2026-09-14 10:00")
    ask(complaint)
    assert iso(complaint.current.reply_by) == "2026-09-28"
    assert iso(complaint.climbs_on) == "2026-10-08"
    travel_to("2026-09-17 10:00")
    assert complaint.standing is State.WAITING
    assert iso(complaint.climbs_on) == "2026-10-08"
    complaint.write("Det var på tirsdag.")
    assert iso(complaint.due) == "2026-09-24"
    assert complaint.moved_from is None


def test_who_does_not_reply_loses_nothing_and_the_handler_goes_on(
    make: Make, travel_to: TravelTo
) -> None:
    complaint = received(make, travel_to, "2026-09-07")
    travel_to("2026-09-14 10:00")
    ask(complaint)
    for day, state in (("28", State.WAITING), ("29", State.RECEIVED)):
        travel_to(f"2026-09-{day} 10:00")
        assert complaint.standing is state
        assert iso(complaint.due) == "2026-10-05"
    assert iso(complaint.climbs_on) == "2026-10-08"


def test_the_days_it_lay_withdrawn_are_counted_once(
    make: Make, travel_to: TravelTo
) -> None:
    """Asked on Monday 14, withdrawn on Wednesday 16, undone on Monday 21."""
    complaint = received(make, travel_to, "2026-09-07")
    for day, act in (("14", ask), ("16", withdraw), ("21", undo)):
        travel_to(f"2026-09-{day} 10:00")
        act(complaint)
    assert iso(complaint.current.reply_by) == "2026-10-01"
    assert iso(complaint.due) == "2026-09-28"
    assert iso(complaint.current.latest_extension) == "2026-12-11"


def test_a_withdrawal_can_be_undone_for_fourteen_days(
    make: Make, travel_to: TravelTo
) -> None:
    complaint = received(make, travel_to, "2026-12-21")
    complaint.withdraw()
    assert iso(complaint.undo_by) == "2027-01-04"
    can = []
    for day in ("2027-01-04 23:59", "2027-01-05 00:00"):
        travel_to(day)
        can.append(complaint.can_undo)
    assert can == [True, False]
    assert iso(complaint.kept_until) == "2027-03-21"


def test_what_is_sent_can_be_asked_for_its_dates_beforehand(
    make: Make, travel_to: TravelTo
) -> None:
    by = participant(make)
    travel_to("2026-03-30 10:00")
    sent = make.complaint(by=by)
    draft = Complaint.draft(
        by,
        sent.subject,
        sent.manner,
        department=sent.department,
        nonce=b"",
        exclusions=[],
    )
    assert draft.handler == sent.handler
    assert (iso(draft.due), iso(draft.climbs_on)) == ("2026-04-07", "2026-04-10")


def facts(complaint: Complaint) -> tuple[State, bool]:
    return complaint.standing, complaint.is_appealed_late


def close(*closed: date) -> None:
    CLOSING_DAYS.choose(frozenset(closed), "Prøve", clock.today())
    db.session.commit()


def extend(complaint: Complaint, until: date) -> None:
    assert complaint.handler is not None
    complaint.extend(complaint.handler, until, "Vi venter på et svar.")


def ask(complaint: Complaint) -> None:
    assert complaint.handler is not None
    complaint.ask(complaint.handler, "Når var det?")


def withdraw(complaint: Complaint) -> None:
    complaint.withdraw()


def undo(complaint: Complaint) -> None:
    complaint.undo()


def test_a_closing_day_that_is_taken_away_moves_no_promise_forward(
    make: Make, travel_to: TravelTo
) -> None:
    by = participant(make)
    travel_to("2026-09-07 10:00")
    close(date(2026, 9, 9), date(2026, 9, 18))
    complaint = make.complaint(by=by)
    promised = complaint.current.confirm_by, complaint.current.answer_by
    assert list(map(iso, promised)) == ["2026-09-11", "2026-09-23"]
    close()
    assert promised == (complaint.current.confirm_by, complaint.current.answer_by)
    assert complaint.moved_from is None
    assert iso(complaint.climbs_on) == "2026-09-16"


def test_the_days_it_lay_withdrawn_are_given_back_to_ask_on(
    make: Make, travel_to: TravelTo
) -> None:
    """Answered on 7 September 2026: until 28. Withdrawn from 25 to 30."""
    by = participant(make)
    travel_to("2026-09-07 10:00")
    complaint = make.complaint(State.ANSWERED, by=by)
    assert iso(complaint.appeal_by) == "2026-09-28"
    for day, act in (("25", complaint.withdraw), ("30", complaint.undo)):
        travel_to(f"2026-09-{day} 10:00")
        act()
    assert complaint.standing is State.ANSWERED
    assert iso(complaint.appeal_by) == "2026-10-05"
    travel_to("2026-10-05 10:00")
    assert not complaint.is_appealed_late
    complaint.reopened_on = date(2026, 10, 1)
    assert iso(complaint.appeal_by) == "2026-10-22"
