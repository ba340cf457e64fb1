"""What a person sees of the suggestions, and what of it waits for them."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.suggestions import policy
from kimvoice.suggestions.models import Suggestion


@dataclass(frozen=True)
class Seen:
    """A suggestion as this person sees it.

    Only readers see its words before they are laid out, the week in which it came,
    and that the author has written more.
    """

    suggestion: Suggestion
    is_reading: bool

    @property
    def number(self) -> int:
        return self.suggestion.number

    @property
    def words(self) -> str:
        entries = self.suggestion.entries
        if self.is_reading and entries:
            return entries[0].words
        return self.suggestion.published_words or ""

    @property
    def week(self) -> str:
        published = self.suggestion.published_week or self.suggestion.week
        return self.suggestion.week if self.is_reading else published

    @property
    def has_new_message(self) -> bool:
        return self.is_reading and self.suggestion.has_new_message


@dataclass(frozen=True)
class Waiting:
    to_read: list[Seen]
    mine: list[Seen]
    to_approve: list[Seen]
    to_answer: list[Seen]
    promised: list[Seen]

    @property
    def anything(self) -> bool:
        return any(vars(self).values())


def seen_by(person: Person) -> list[Seen]:
    """Everything that exists for this person, by number."""
    everything = db.session.scalars(select(Suggestion).order_by(Suggestion.number))
    return [
        Seen(each, policy.may_read(person, each))
        for each in everything.unique()
        if policy.may_see(person, each)
    ]


def waiting_for(person: Person) -> Waiting:
    seen = sorted(seen_by(person), key=lambda each: each.week)

    def those(can: Callable[[Suggestion], bool], may: policy.May) -> list[Seen]:
        return [
            each
            for each in seen
            if can(each.suggestion) and may(person, each.suggestion)
        ]

    return Waiting(
        to_read=those(lambda it: it.can_take, policy.may_read),
        mine=those(lambda it: it.can_be_read_on, policy.may_act),
        to_approve=those(lambda it: it.can_approve_answer, policy.may_approve),
        to_answer=those(lambda it: it.can_answer, policy.may_answer),
        promised=those(lambda it: it.can_report, policy.may_answer),
    )
