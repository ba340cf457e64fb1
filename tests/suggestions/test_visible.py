"""What exists for whom, asked of all rows at once, is what the policy says of each."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions import inbox, policy
from kimvoice.suggestions.models import Suggestion
from tests.conftest import TravelTo
from tests.factories import Make
from tests.suggestions.crowd import crowd, end_all, everybody, tell_everything


@pytest.fixture(autouse=True)
def _time_stands_still(travel_to: TravelTo) -> None:
    pass


@pytest.mark.parametrize("elected", [True, False])
@pytest.mark.parametrize("promised", [True, False])
def test_one_question_to_all_rows_finds_what_the_policy_allows_of_each(
    make: Make, elected: bool, promised: bool
) -> None:
    cast = crowd(make)
    told = tell_everything(make, cast)
    told[0].ask_for_help(make.representative(), cast["manager"])
    for _name, person in everybody(cast):
        person.confidentiality_promised_on = date(2025, 11, 17) if promised else None
    db.session.commit()
    if not elected:
        end_all(Person.holding(RoleKind.REPRESENTATIVE))
    for name, person in everybody(cast):
        for may, found in (
            (policy.may_follow, policy.visible_to(person)),
            (policy.may_read, select(Suggestion).where(policy.reads(person))),
            (policy.may_answer, select(Suggestion).where(policy.answers(person))),
        ):
            allowed = {each.number for each in told if may(person, each)}
            rows = {each.number for each in db.session.scalars(found).unique()}
            assert rows == allowed, f"{name}, {may.__name__}"
        asked = any(policy.must_promise(person, each) for each in told)
        assert inbox.must_promise(person) is asked, name


@pytest.mark.parametrize("first", [date(2025, 11, 24), date(2025, 12, 22)])
def test_rows_are_late_on_the_same_day_as_the_suggestion_says(
    make: Make, travel_to: TravelTo, first: date
) -> None:
    told = [make.suggestion(week=f"2025-W{week}") for week in (46, 47, 48, 51, 52)]
    told.append(make.suggestion(week="2026-W01"))
    late = select(Suggestion.number)
    for days in range(30):
        travel_to(f"{first + timedelta(days=days)} 12:00")
        found = set(db.session.scalars(late.where(Suggestion.was_read_late())))
        assert found == {each.number for each in told if each.is_read_late}
