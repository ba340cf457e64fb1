"""What the coming Mondays delete: the calendar says it, and no row is asked."""

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import event

from kimvoice.admin.retention import coming_deletions
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
    suggestion = make.suggestion(State.DECLINED)
    suggestion.closed_week = coming_deletions()[0].last_week
    db.session.commit()
    assert without_tokens(visitor.get(URL)) == empty
    assert str(suggestion.number) not in empty


def test_no_suggestion_is_read_to_make_it(
    app: Flask, visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    visitor = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    asked: list[str] = []

    def note(*args: object) -> None:
        asked.append(str(args[2]))

    event.listen(db.engine, "before_cursor_execute", note)
    visitor.get(URL)
    event.remove(db.engine, "before_cursor_execute", note)
    assert [each for each in asked if Suggestion.__tablename__ in each] == []
    assert asked
    assert clock.today() == date(2025, 11, 17)
