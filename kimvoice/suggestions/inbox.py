"""What waits for a person: one question that home asks this room."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.suggestions import policy
from kimvoice.suggestions.models import Suggestion


@dataclass(frozen=True)
class Waiting:
    to_read: list[Suggestion]
    mine: list[Suggestion]
    to_approve: list[Suggestion]
    to_answer: list[Suggestion]
    promised: list[Suggestion]

    @property
    def anything(self) -> bool:
        return any(vars(self).values())


def waiting_for(person: Person) -> Waiting:
    all_of_them = db.session.scalars(select(Suggestion).order_by(Suggestion.week))
    seen = [each for each in all_of_them.unique() if policy.may_see(person, each)]

    def those(can: Callable[[Suggestion], bool], may: policy.May) -> list[Suggestion]:
        return [each for each in seen if can(each) and may(person, each)]

    return Waiting(
        to_read=those(lambda it: it.can_take, policy.may_read),
        mine=those(lambda it: it.can_be_read_on, policy.may_act),
        to_approve=those(lambda it: it.can_approve_answer, policy.may_approve),
        to_answer=those(lambda it: it.can_answer, policy.may_answer),
        promised=those(lambda it: it.can_report, policy.may_answer),
    )
