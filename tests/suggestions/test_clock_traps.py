"""Where a calendar goes wrong: new year, summer time, holidays, a week without work."""

from datetime import date

import pytest

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.core.settings import (
    CLOSING_DAYS,
    CONTACT,
    MAILBOX_WEEKDAY,
    THREAD_WEEKS,
)
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions import mailbox, openings
from kimvoice.suggestions.states import State
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Make
from tests.suggestions.author import Author
from tests.visitor import Visit

NEW_YEAR = ("2026-12-30", "2027-01-08")
"""Friday 1 January and New Year's Eve are free, and week 53 is opened before them."""
EASTER = frozenset(date(2026, 3, 30 + n) for n in (0, 1)) | {date(2026, 4, 1)}
"""With them the week from Palm Sunday to Easter has no working day."""


def opened_at(day: str) -> str:
    return f"{day}T12:00"


def openings_seen_from(*moments: str, travel_to: TravelTo) -> list[str]:
    seen = []
    for moment in moments:
        travel_to(moment)
        seen.append(f"{openings.next_opening():%Y-%m-%dT%H:%M}")
    return seen


# New year


def test_week_53_is_opened_before_the_year_ends(travel_to: TravelTo) -> None:
    this, following = map(opened_at, NEW_YEAR)
    seen = openings_seen_from(
        "2026-12-28 08:00",
        "2026-12-30 11:59",
        "2026-12-30 12:00",
        "2027-01-01 00:00",
        "2027-01-03 23:59",
        "2027-01-04 00:00",
        travel_to=travel_to,
    )
    assert seen == [this, this] + [following] * 4
    assert openings.last_opening().date() == date(2026, 12, 30)


def test_a_slip_of_week_53_keeps_its_week_and_its_deadlines(
    travel_to: TravelTo,
) -> None:
    travel_to("2026-12-29 10:00")
    author = Author().sends()
    travel_to("2027-01-02 10:00")
    mailbox.tick()
    suggestion = author.suggestion
    assert suggestion.week == "2026-W53"
    assert suggestion.read_by == date(2027, 1, 11)
    for when, is_late in (("2027-01-11 23:59", False), ("2027-01-12 00:00", True)):
        travel_to(when)
        assert suggestion.is_read_late is is_late


def test_a_slip_after_the_last_opening_of_the_year_comes_in_the_new(
    travel_to: TravelTo,
) -> None:
    travel_to("2026-12-30 12:01")
    mailbox.tick()
    author = Author().sends()
    for when in ("2026-12-31 12:00", "2027-01-01 12:00", "2027-01-04 12:00"):
        travel_to(when)
        mailbox.tick()
        assert author.finds is None
    travel_to("2027-01-08 12:00")
    mailbox.tick()
    assert author.suggestion.week == "2027-W01"


def test_a_choice_at_new_year_counts_from_the_monday_after_the_next_opening(
    travel_to: TravelTo,
) -> None:
    for when, counts_from in (
        ("2026-12-30 11:59", date(2027, 1, 4)),
        ("2026-12-30 12:00", date(2027, 1, 11)),
        ("2027-01-03 23:59", date(2027, 1, 11)),
    ):
        travel_to(when)
        assert openings.counts_from(THREAD_WEEKS) == counts_from
    assert openings.counts_from(CONTACT) == date(2027, 1, 3)


def test_what_is_closed_in_week_53_goes_a_whole_number_of_weeks_later(
    make: Make, travel_to: TravelTo
) -> None:
    suggestion = make.suggestion(State.DECLINED)
    suggestion.closed_week = "2026-W53"
    assert suggestion.thread_deleted_on == date(2027, 7, 5)
    suggestion.closed_week = "2027-W01"
    assert suggestion.thread_deleted_on == date(2027, 7, 12)


def test_the_pages_name_the_year_where_it_is_another(
    visit: Visit, travel_to: TravelTo
) -> None:
    travel_to("2026-12-31 10:00")
    for page in ("/", "/kode"):
        words = "fredag 8. januar 2027 kl. 12"
        assert words in visit().get(page).text, page
    travel_to("2027-01-01 10:00")
    assert "fredag 8. januar kl. 12" in visit().get("/").text


# Summer time


@pytest.mark.parametrize(
    ("before", "after", "summer_ends"),
    [("2026-03-27", "2026-04-10", False), ("2026-10-23", "2026-10-30", True)],
)
def test_noon_stays_noon_when_the_clocks_are_changed(
    travel_to: TravelTo, before: str, after: str, summer_ends: bool
) -> None:
    CLOSING_DAYS.choose(EASTER, "Prøve", LONG_AGO)
    db.session.commit()
    travel_to(f"{before} 11:59")
    mailbox.tick()
    author = Author().sends()
    travel_to(f"{before} 12:00")
    mailbox.tick()
    assert author.finds
    late = Author().sends()
    opening = openings.next_opening()
    assert f"{opening:%Y-%m-%d %H:%M}" == f"{after} 12:00"
    for moment, is_there in ((f"{after} 11:59", False), (f"{after} 12:00", True)):
        travel_to(moment)
        mailbox.tick()
        assert (late.finds is not None) is is_there
    offset = opening.utcoffset()
    assert offset is not None
    assert offset.total_seconds() == (3600 if summer_ends else 7200)


@pytest.mark.parametrize("sunday", ["2026-03-29", "2026-10-25"])
def test_a_day_of_23_or_25_hours_is_one_day(
    make: Make, travel_to: TravelTo, sunday: str
) -> None:
    """For a stand-in's last day, and for the Monday on which a thread goes."""
    last = date.fromisoformat(sunday)
    stand_in = make.person()
    stand_in.take_role(
        RoleKind.WORK_LEADER, make.department(), since=LONG_AGO, until=last
    )
    suggestion = make.suggestion(State.DECLINED)
    weeks = THREAD_WEEKS.value()
    suggestion.closed_week = _week_before(last, weeks)
    db.session.commit()
    for when, over in (
        (f"{sunday} 00:00", False),
        (f"{sunday} 02:30", False),
        (f"{sunday} 23:59:59", False),
        (f"{days.monday_after(days.week_of(last))} 00:00", True),
    ):
        travel_to(when)
        assert (stand_in not in Person.holding(RoleKind.WORK_LEADER)) is over, when
        assert suggestion.is_to_be_forgotten is over, when


def _week_before(sunday: date, weeks: int) -> str:
    """Of which the thread goes on the day after the Sunday."""
    monday = days.monday_after(days.week_of(sunday))
    closed = monday.toordinal() - 7 * (1 + weeks)
    return days.week_of(date.fromordinal(closed))


# Holidays


@pytest.mark.parametrize(
    ("monday", "opening", "counts_from"),
    [
        ("2026-04-27", "2026-04-30", "2026-05-04"),
        ("2026-12-21", "2026-12-23", "2026-12-28"),
        ("2027-03-22", "2027-03-24", "2027-03-29"),
    ],
)
def test_a_friday_that_is_a_holiday_is_opened_before(
    travel_to: TravelTo, monday: str, opening: str, counts_from: str
) -> None:
    travel_to(f"{monday} 08:00")
    assert f"{openings.next_opening():%Y-%m-%d}" == opening
    assert openings.counts_from(MAILBOX_WEEKDAY).isoformat() == counts_from
    author = Author().sends()
    travel_to(f"{opening} 12:00")
    mailbox.tick()
    assert author.suggestion.week == days.week_of(date.fromisoformat(monday))


def test_when_all_of_easter_week_is_closed_it_is_passed_over(
    visit: Visit, travel_to: TravelTo
) -> None:
    CLOSING_DAYS.choose(EASTER, "Prøve", LONG_AGO)
    db.session.commit()
    travel_to("2026-03-27 12:00")
    mailbox.tick()
    author = Author().sends()
    assert "fredag 10. april kl. 12" in visit().get("/").text
    assert openings.counts_from(THREAD_WEEKS) == date(2026, 4, 13)
    for when in ("2026-04-01 12:00", "2026-04-03 12:00", "2026-04-09 23:59"):
        travel_to(when)
        mailbox.tick()
        assert author.finds is None, when
        assert openings.last_opening().date() == date(2026, 3, 27)
    travel_to("2026-04-10 12:00")
    mailbox.tick()
    assert author.suggestion.week == "2026-W15"
    assert author.suggestion.read_by == date(2026, 4, 20)


# Choices to come


def test_who_sends_after_an_opening_is_told_the_day_that_will_be(
    visit: Visit, travel_to: TravelTo
) -> None:
    """The Friday after is chosen to be closed before noon; it counts from Monday."""
    travel_to("2025-11-21 11:00")
    closed = frozenset({date(2025, 11, 28)})
    CLOSING_DAYS.choose(closed, "Prøve", openings.counts_from(CLOSING_DAYS))
    db.session.commit()
    assert "fredag 21. november kl. 12" in visit().get("/").text
    travel_to("2025-11-21 12:00")
    mailbox.tick()
    assert "torsdag 27. november kl. 12" in visit().get("/").text
    author = Author().sends()
    travel_to("2025-11-27 12:00")
    mailbox.tick()
    assert author.finds


def test_another_weekday_is_kept_out_of_weeks_that_have_been(
    travel_to: TravelTo,
) -> None:
    MAILBOX_WEEKDAY.choose(1, "Prøve", openings.counts_from(MAILBOX_WEEKDAY))
    db.session.commit()
    travel_to("2025-11-24 08:00")
    assert openings.last_opening().date() == date(2025, 11, 21)
    assert openings.next_opening().date() == date(2025, 12, 2)
    assert clock.today() == date(2025, 11, 24)
