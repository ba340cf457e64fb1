"""What a person sees of the suggestions, and what of it waits for them."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Select, case, func, or_, select
from sqlalchemy.orm import joinedload

from kimvoice.core.db import db
from kimvoice.core.pieces import LENGTH, Piece, cut
from kimvoice.forum.states import Outcome
from kimvoice.people.models import Person
from kimvoice.suggestions import policy
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.helping import helping_role
from kimvoice.suggestions.lists import Place, Shelf
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import ON_THEIR_WAY, State
from kimvoice.suggestions.threads import Thread

SHELVES = (
    Shelf("all", _l("Alle"), tuple(State)),
    Shelf("new", _l("Ny"), (State.RECEIVED,)),
    Shelf("reading", _l("Blir lest"), (State.READING,)),
    Shelf("published", State.PUBLISHED.label, (State.PUBLISHED,)),
    Shelf("raised", State.RAISED.label, (State.RAISED,)),
    Shelf("answered", State.ANSWERED.label, (State.ANSWERED,)),
    Shelf(
        "finished",
        _l("Ferdig"),
        (State.DONE, State.NOT_DONE, State.DECLINED, State.CLOSED, State.WITHDRAWN),
    ),
)


@dataclass(frozen=True)
class Seen:
    """A suggestion as this person sees it.

    Only readers see its words before they are laid out, the week in which it came,
    and that the author has written more. A helper sees the words alone.
    """

    suggestion: Suggestion
    is_reading: bool
    is_helping: bool = False

    @property
    def number(self) -> int:
        return self.suggestion.number

    @property
    def words(self) -> str:
        entries = self.suggestion.entries
        if entries and (self.is_reading or self.is_helping):
            return entries[0].words
        published = self.suggestion.published_words, self.suggestion.published_summary
        return next(filter(None, published), "")

    @property
    def week(self) -> str:
        suggestion = self.suggestion
        return suggestion.week if self.is_reading else suggestion.published_week or ""

    @property
    def has_new_message(self) -> bool:
        return self.is_reading and self.suggestion.has_new_message

    @property
    def place(self) -> Place:
        return Place(self.week, self.number)


@dataclass(frozen=True)
class Waiting:
    to_help: list[Seen]
    to_read: list[Seen]
    to_take_over: list[Seen]
    mine: list[Seen]
    to_approve: list[Seen]
    to_answer: list[Seen]
    promised: list[Seen]

    @property
    def anything(self) -> bool:
        return any(vars(self).values())

    @property
    def anything_to_look_at(self) -> bool:
        given = self.to_help or self.to_read or self.to_take_over or self.mine
        return bool(given or self.to_approve)


def shelves_of(person: Person) -> Sequence[Shelf[State]]:
    """Who can only answer is not asked about what they would never find."""
    if policy.is_reader(person) or policy.is_deputy(person):
        return SHELVES
    return [each for each in SHELVES if set(each.kinds) & set(ON_THEIR_WAY)]


def seen_by(person: Person, shelf: Shelf[State], after: str) -> Piece[Seen]:
    """What exists for this person, by the week that this person may know."""
    week = _week_seen_by(person)
    query = _seen(person).where(Suggestion.state.in_(shelf.kinds))
    if place := Place.read(after):
        query = query.where(place.precedes(week))
    query = query.order_by(week.desc(), Suggestion.number).limit(LENGTH + 1)
    return cut(_those(query), lambda each: each.place)


def count_seen_by(person: Person, shelf: Shelf[State]) -> int:
    query = policy.visible_to(person).where(Suggestion.state.in_(shelf.kinds))
    numbers = query.with_only_columns(Suggestion.number).subquery()
    return db.session.scalar(select(func.count()).select_from(numbers)) or 0


def helped_by(person: Person) -> list[Seen]:
    """What somebody asked this person to help with; on no list but one's own home."""
    asked = select(Suggestion).where(Suggestion.helper_id == person.id)
    return [
        Seen(each, is_reading=False, is_helping=True)
        for each in db.session.scalars(asked.order_by(Suggestion.number)).unique()
        if policy.may_help(person, each)
    ]


def must_promise(person: Person) -> bool:
    """Whether there is something to read for who has not promised to tell nobody."""
    if policy.has_promised(person):
        return False
    given = select(Suggestion.number).where(policy.is_given(person)).limit(1)
    return (
        policy.is_reader(person)
        or is_called(person)
        or db.session.scalar(given) is not None
    )


def is_called(person: Person) -> bool:
    """Whether a reader has asked this person for help, read or not."""
    if not helping_role(person):
        return False
    asked = select(Suggestion.number).where(Suggestion.helper_id == person.id)
    return db.session.scalar(asked.limit(1)) is not None


def waiting_for(person: Person) -> Waiting:
    seen = sorted(
        _those(_seen(person).where(_can_wait())),
        key=lambda each: (each.week, each.number),
    )

    def those(can: Callable[[Suggestion], bool], may: policy.May) -> list[Seen]:
        return [
            each
            for each in seen
            if can(each.suggestion) and may(person, each.suggestion)
        ]

    return Waiting(
        to_help=helped_by(person),
        to_read=[it for it in seen if it.is_reading and it.suggestion.can_take],
        to_take_over=those(lambda it: it.can_be_read_on, policy.may_take_over),
        mine=those(lambda it: it.can_be_read_on, policy.may_act),
        to_approve=those(lambda it: it.can_approve_answer, policy.may_approve),
        to_answer=those(lambda it: it.can_answer, policy.may_answer),
        promised=those(lambda it: it.can_report, policy.may_answer),
    )


def to_read_by(person: Person) -> list[Seen]:
    """Nobody reads them yet: before a forum a matter can be made of each."""
    return waiting_for(person).to_read


def _can_wait() -> ColumnElement[bool]:
    """Not what is at its end: most of it is, after a year."""
    asked = Suggestion.state.in_((State.RECEIVED, State.READING, State.PUBLISHED))
    unapproved = Suggestion.answer.has(Answer.approved_by_id.is_(None))
    under_way = Suggestion.answer.has(Answer.came_to() == Outcome.UNDER_WAY.value)
    return or_(asked, unapproved, under_way)


def _seen(person: Person) -> Select[Suggestion, bool]:
    return (
        policy.visible_to(person)
        .add_columns(policy.reads(person).label("is_reading"))
        .options(
            joinedload(Suggestion.thread).selectinload(Thread.entries),
            joinedload(Suggestion.answer).joinedload(Answer.approved_by),
        )
    )


def _those(query: Select[Suggestion, bool]) -> list[Seen]:
    rows = db.session.execute(query).unique()
    return [Seen(suggestion, bool(reading)) for suggestion, reading in rows]


def _week_seen_by(person: Person) -> ColumnElement[str]:
    """`Seen.week`, asked of the rows: the week it came is for readers to know."""
    published = func.coalesce(Suggestion.published_week, "")
    return case((policy.reads(person), Suggestion.week), else_=published)
