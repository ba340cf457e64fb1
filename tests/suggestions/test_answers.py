"""Nobody is turned down with one word: the model says it, and so does the table."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.states import Reason
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import State, Verdict
from tests.conftest import TravelTo
from tests.factories import Make

YES, NO, NOT_NOW = Verdict

INCOMPLETE: list[tuple[Verdict, dict[str, Any]]] = [
    (YES, {"doer": None}),
    (YES, {"doer": ""}),
    (YES, {"done_by": None}),
    (NO, {"explanation": None}),
    (NO, {"explanation": ""}),
    (NO, {"explanation": "x" * 39}),
    (NO, {"reason": None}),
    (NOT_NOW, {"explanation": None}),
    (NOT_NOW, {"explanation": "x" * 39}),
    (NOT_NOW, {"reason": None}),
    (NOT_NOW, {"look_again": None}),
]
REFUSED_BY_THE_TABLE: list[tuple[Verdict, dict[str, Any]]] = [
    (YES, {"doer": None}),
    (YES, {"done_by": None}),
    (NO, {"explanation": None}),
    (NO, {"explanation": "x" * 39}),
    (NOT_NOW, {"explanation": None}),
    (NOT_NOW, {"explanation": "x" * 39}),
    (NOT_NOW, {"look_again": None}),
]


@pytest.mark.parametrize("verdict", Verdict)
def test_an_answer_with_what_its_verdict_needs_is_given(
    make: Make, verdict: Verdict
) -> None:
    suggestion = make.suggestion(State.PUBLISHED)
    suggestion.give(make.answer(verdict))
    db.session.commit()
    assert suggestion.state is State.ANSWERED
    assert suggestion.answer is not None
    assert suggestion.answer.verdict is verdict


@pytest.mark.parametrize(("verdict", "lacking"), INCOMPLETE)
def test_an_answer_without_it_is_refused_and_nothing_has_changed(
    make: Make, verdict: Verdict, lacking: dict[str, Any]
) -> None:
    suggestion = make.suggestion(State.PUBLISHED)
    with pytest.raises(RuleBroken):
        suggestion.give(make.answer(verdict, **lacking))
    assert suggestion.state is State.PUBLISHED
    assert suggestion.answer is None


def test_forty_characters_are_enough(make: Make) -> None:
    suggestion = make.suggestion(State.PUBLISHED)
    suggestion.give(make.answer(NO, explanation="å" * 40))
    db.session.commit()


def insert(
    make: Make, suggestion: Suggestion, verdict: Verdict, changes: dict[str, Any]
) -> None:
    """Past every rule of the program, straight into the table."""
    answer = make.answer(verdict, by=None)
    columns = [
        "verdict",
        "by_role",
        "given_on",
        "doer",
        "done_by",
        "reason",
        "explanation",
        "look_again",
        "asked_in_short",
        "answered_in_short",
    ]
    row = {name: getattr(answer, name) for name in columns} | changes
    row |= {"suggestion_number": suggestion.number, "by_id": make.person().id}
    for name in ("given_on", "done_by", "look_again"):
        row[name] = row[name] and row[name].isoformat()
    names, values = ", ".join(row), ", ".join(f":{name}" for name in row)
    db.session.execute(
        text(f"INSERT INTO suggestion_answers ({names}) VALUES ({values})"), row
    )


@pytest.mark.parametrize("verdict", Verdict)
def test_the_table_takes_a_complete_answer(make: Make, verdict: Verdict) -> None:
    insert(make, make.suggestion(State.PUBLISHED), verdict, {})
    assert db.session.query(Answer).count() == 1


@pytest.mark.parametrize(("verdict", "lacking"), REFUSED_BY_THE_TABLE)
def test_the_table_refuses_what_the_rules_forbid(
    make: Make, verdict: Verdict, lacking: dict[str, Any]
) -> None:
    suggestion = make.suggestion(State.PUBLISHED)
    with pytest.raises(IntegrityError):
        insert(make, suggestion, verdict, lacking)
    db.session.rollback()


def test_the_table_knows_no_other_verdicts_and_reasons(make: Make) -> None:
    for column in ("verdict", "reason", "by_role"):
        suggestion = make.suggestion(State.PUBLISHED)
        with pytest.raises(IntegrityError):
            insert(make, suggestion, YES, changes={column: "maybe"})
        db.session.rollback()


def test_the_board_shows_approved_answers_newest_first(
    make: Make, travel_to: TravelTo
) -> None:
    reader = make.representative()
    old, _, new = (make.suggestion(State.PUBLISHED) for _ in range(3))
    unapproved = make.suggestion(State.ANSWERED)
    for day, suggestion in (("18", old), ("19", new)):
        travel_to(f"2025-11-{day} 10:00")
        suggestion.give(make.answer(NO, reason=Reason.NAV_RULES))
        suggestion.approve_answer(reader)
    db.session.commit()
    shown = db.session.scalars(Answer.approved()).all()
    assert shown == [new.answer, old.answer]
    assert unapproved.answer not in shown
