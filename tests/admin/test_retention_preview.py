"""What the coming Mondays delete: the calendar says it, and no row is asked."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from kimvoice.admin.retention import coming_deletions, of_complaints
from kimvoice.complaints.ladder import COMPLAINT_MONTHS, WITHDRAWN_MONTHS
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State as ComplaintState
from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.core.settings import BACKUP_DAYS, THREAD_WEEKS
from kimvoice.people.models import RoleKind
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import State
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, without_tokens

URL = "/min/admin/sletting"
LADDER = "/min/admin/frister"


def test_each_coming_monday_names_the_week_that_goes(travel_to: TravelTo) -> None:
    first, second, *_ = coming_deletions()
    assert (first.monday, first.first_week, first.last_week) == (
        date(2025, 11, 24),
        "2025-W21",
        "2025-W21",
    )
    assert first.gone_from_backups_on == date(2025, 12, 24)
    assert (second.monday, second.last_week) == (date(2025, 12, 1), "2025-W22")


@pytest.mark.parametrize("today", ["2025-11-17", "2025-12-31", "2026-12-28"])
def test_the_preview_says_what_the_daily_job_does(
    travel_to: TravelTo, make: Make, today: str
) -> None:
    """Also over the new year, and over a year with 53 weeks."""
    suggestion = make.suggestion(State.DECLINED)
    travel_to(f"{today} 10:00")
    for deletion in coming_deletions():
        suggestion.closed_week = deletion.last_week
        assert suggestion.thread_deleted_on == deletion.monday
        assert suggestion.gone_from_backups_on == deletion.gone_from_backups_on
        travel_to(f"{deletion.monday - timedelta(days=1)} 23:59")
        assert forgotten(suggestion) is False
        travel_to(f"{deletion.monday} 00:00")
        assert forgotten(suggestion) is True
        travel_to(f"{today} 10:00")


def forgotten(suggestion: Suggestion) -> bool:
    return suggestion.is_to_be_forgotten


def test_no_week_is_left_out_when_the_promise_gets_stricter(
    travel_to: TravelTo,
) -> None:
    THREAD_WEEKS.choose(20, "Prøve", date(2025, 12, 8))
    BACKUP_DAYS.choose(14, "Prøve", date(2025, 12, 8))
    shown = coming_deletions()
    stricter = shown[2]
    assert (stricter.first_week, stricter.last_week) == ("2025-W23", "2025-W29")
    assert stricter.gone_from_backups_on == date(2025, 12, 22)
    for before, after in zip(shown, shown[1:], strict=False):
        assert days.monday_after(before.last_week) == days.monday_of(after.first_week)


def test_the_page_is_the_same_whatever_was_sent(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    visitor = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    empty = without_tokens(visitor.get(URL))
    ladder_page = without_tokens(visitor.get(LADDER))
    suggestion = make.suggestion(State.DECLINED)
    suggestion.closed_week = coming_deletions()[0].last_week
    db.session.commit()
    by = make.participant(department=make.ladder().department)
    make.complaint(ComplaintState.WITHDRAWN, by=by)
    assert without_tokens(visitor.get(URL)) == empty
    assert without_tokens(visitor.get(LADDER)) == ladder_page
    assert str(suggestion.number) not in empty


@pytest.mark.parametrize("url", [URL, LADDER])
def test_no_suggestion_or_complaint_is_read_to_make_it(
    url: str, app: Flask, visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    visitor = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    asked: list[str] = []

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    visitor.get(url)
    event.remove(db.engine, "before_cursor_execute", note)
    # The one that is asked of every signed-in page: which rooms the menu offers.
    asked = [each for each in asked if "complainant_id = " not in each]
    for table in (Suggestion.__tablename__, Complaint.__tablename__):
        assert [each for each in asked if table in each] == []
    assert asked
    assert clock.today() == date(2025, 11, 17)


@pytest.mark.parametrize("url", [URL, LADDER])
def test_it_says_what_the_months_do_to_a_complaint_that_ends_today(
    url: str, visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    visitor = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    shown = " ".join(visitor.get(url).text.split())
    for words in (
        "En klage som blir ferdig i dag, slettes 18. november 2026."
        " Borte fra sikkerhetskopier 18. desember 2026.",
        "En klage som trekkes i dag, slettes 18. februar 2026."
        " Borte fra sikkerhetskopier 20. mars 2026.",
    ):
        assert words in shown
    COMPLAINT_MONTHS.choose(3, "Prøve", date(2025, 11, 18))
    BACKUP_DAYS.choose(7, "Prøve", date(2026, 1, 1))
    db.session.commit()
    shown = " ".join(visitor.get(url).text.split())
    assert (
        "En klage som blir ferdig 18. november 2025, slettes 19. februar 2026."
        " Borte fra sikkerhetskopier 26. februar 2026." in shown
    )


def test_the_day_that_is_told_is_the_day_of_the_complaint(
    make: Make, travel_to: TravelTo
) -> None:
    WITHDRAWN_MONTHS.choose(2, "Prøve", date(2025, 11, 20))
    by = make.participant(department=make.ladder().department)
    for day in ("2025-11-17", "2025-11-19", "2025-11-20", "2025-11-30"):
        travel_to(f"{day} 10:00")
        for state in (ComplaintState.CLOSED, ComplaintState.WITHDRAWN):
            it = make.complaint(state, by=by)
            [told] = [
                each
                for each in of_complaints()
                if each.is_today
                and each.is_withdrawn is (state is ComplaintState.WITHDRAWN)
            ]
            assert told.deleted_on == it.deleted_on
            assert told.gone_from_backups_on == it.gone_from_backups_on
