"""Deadlines count from the Monday after, in whole weeks; and what time deletes."""

from datetime import date

import pytest

from kimvoice.core.db import db
from kimvoice.core.settings import THREAD_WEEKS
from kimvoice.suggestions import mailbox
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import State, Verdict
from kimvoice.suggestions.threads import Entry, Thread
from tests.complaints.own_page import on_sqlite
from tests.conftest import FRIDAY_BEFORE, TravelTo
from tests.factories import Make

pytestmark = on_sqlite

WEEK = "2025-W47"


@pytest.fixture(autouse=True)
def _time_stands_still(travel_to: TravelTo) -> None:
    """On Monday of week 47; the Monday after is 24 November."""


def test_it_is_to_be_read_a_week_from_the_monday_after(
    make: Make, travel_to: TravelTo
) -> None:
    suggestion = make.suggestion(week=WEEK)
    assert suggestion.read_by == date(2025, 12, 1)
    late: list[bool] = []
    for moment in ("2025-12-01 23:59", "2025-12-02 00:00"):
        travel_to(moment)
        late.append(suggestion.is_read_late)
    suggestion.take(make.representative())
    assert [*late, suggestion.is_read_late] == [False, True, False]


def test_the_author_has_two_weeks_to_reply_to_a_question(
    make: Make, travel_to: TravelTo
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    assert suggestion.reply_by is None
    travel_to("2025-11-30 23:59")
    suggestion.ask(reader, "Hvor?")
    assert suggestion.reply_by == date(2025, 12, 15)
    suggestion.receive("Her", "n", "2025-W49")
    assert suggestion.reply_by is None
    assert suggestion.has_new_message


def test_leaders_have_three_weeks_to_answer(make: Make, travel_to: TravelTo) -> None:
    suggestion = make.suggestion(State.PUBLISHED, week="2025-W40")
    assert suggestion.answer_by == date(2025, 12, 15)
    late: list[bool] = []
    for moment in ("2025-12-15 23:59", "2025-12-16 00:00"):
        travel_to(moment)
        late.append(suggestion.is_answered_late)
    suggestion.give(make.answer())
    assert [*late, suggestion.is_answered_late] == [False, True, False]


@pytest.mark.parametrize(
    ("week", "read_by"),
    [("2025-W52", date(2026, 1, 5)), ("2026-W53", date(2027, 1, 11))],
)
def test_weeks_are_counted_over_the_new_year(
    make: Make, week: str, read_by: date
) -> None:
    assert make.suggestion(week=week).read_by == read_by


ENDS = {State.DECLINED, State.CLOSED, State.DONE, State.NOT_DONE, State.WITHDRAWN}


@pytest.mark.parametrize("state", State)
def test_a_thread_is_deleted_26_weeks_after_the_end_and_not_before_there_is_one(
    make: Make, state: State
) -> None:
    suggestion = make.suggestion(state)
    if state in ENDS:
        assert suggestion.closed_week == WEEK
        assert suggestion.thread_deleted_on == date(2026, 5, 25)
        assert suggestion.gone_from_backups_on == date(2026, 6, 24)
    else:
        assert suggestion.thread_deleted_on is None
        assert suggestion.gone_from_backups_on is None


@pytest.mark.parametrize("verdict", [Verdict.NO, Verdict.NOT_NOW])
def test_a_no_is_the_end_a_yes_waits_until_it_is_done(
    make: Make, verdict: Verdict
) -> None:
    suggestion = make.suggestion(State.PUBLISHED)
    suggestion.give(make.answer(verdict))
    assert suggestion.thread_deleted_on == date(2026, 5, 25)


def test_who_writes_to_what_was_set_aside_keeps_the_thread(make: Make) -> None:
    suggestion = make.suggestion(State.DECLINED)
    suggestion.receive("Men …", "n", "2025-W48")
    assert suggestion.thread_deleted_on is None


def test_the_house_may_keep_threads_for_a_shorter_time(make: Make) -> None:
    suggestion = make.suggestion(State.CLOSED)
    THREAD_WEEKS.choose(4, "Keeper", FRIDAY_BEFORE)
    assert suggestion.thread_deleted_on == date(2025, 12, 22)


# Retention


@pytest.mark.parametrize("state", [State.DONE, State.NOT_DONE])
def test_the_thread_goes_the_published_words_and_the_answer_stay(
    make: Make, travel_to: TravelTo, state: State
) -> None:
    suggestion = make.suggestion(state, text="Samling etter lunsj")
    travel_to("2026-05-24 23:59")
    mailbox.forget_old_threads()
    assert suggestion.entries
    travel_to("2026-05-25 00:00")
    mailbox.forget_old_threads()
    assert db.session.query(Thread).count() == 0
    assert db.session.query(Entry).count() == 0
    left = kept(suggestion)
    assert left.published_words == "Samling etter lunsj"
    assert left.answer is not None


def kept(suggestion: Suggestion) -> Suggestion:
    """As it now lies in the table."""
    number = suggestion.number
    db.session.expunge_all()
    return db.session.get_one(Suggestion, number)


@pytest.mark.parametrize("state", [State.DECLINED, State.CLOSED, State.WITHDRAWN])
def test_what_nobody_else_could_read_is_deleted_whole(
    make: Make, travel_to: TravelTo, state: State
) -> None:
    make.suggestion(state)
    travel_to("2026-05-25 00:00")
    mailbox.tick()
    mailbox.tick()
    assert db.session.query(Suggestion).count() == 0
    assert db.session.query(Entry).count() == 0


@pytest.mark.parametrize("state", sorted(set(State) - ENDS))
def test_what_has_not_ended_is_kept(
    make: Make, travel_to: TravelTo, state: State
) -> None:
    suggestion = make.suggestion(state)
    travel_to("2030-01-01 12:00")
    mailbox.forget_old_threads()
    assert kept(suggestion).entries


def test_an_answer_outlives_the_withdrawal_and_the_thread(
    make: Make, travel_to: TravelTo
) -> None:
    suggestion = make.suggestion(State.ANSWERED)
    suggestion.withdraw(WEEK)
    db.session.commit()
    travel_to("2026-05-25 00:00")
    mailbox.forget_old_threads()
    assert kept(suggestion).answer is not None
    assert db.session.query(Thread).count() == 0
