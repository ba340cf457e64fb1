"""What people do with a matter of the demo; each is the verb that they use.

``ago`` is counted in working days before today; what comes is below zero.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias

from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.demo.holding import hear, write
from kimvoice.demo.meetings import Place, found
from kimvoice.demo.telling import day_of, one_named, one_who_is
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.measures import Measure
from kimvoice.forum.meeting_states import Decision, Hearing
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Elsewhere, Reason, Verdict
from kimvoice.people.models import Person, RoleKind

Done: TypeAlias = Callable[[Matter], None]

# What a body does


def send(at: Place, *to: Place, question: str) -> Done:
    def sent(matter: Matter) -> None:
        visit, bodies = last_at(matter, at), [found(each) for each in to]
        if not write(visit, Decision.FORWARD, words=question, bodies=tuple(bodies)):
            visit.forward(_turn(visit), bodies, question)

    return sent


def agree(at: Place, *, said: str, words: str, doer: str, until: int) -> Done:
    """Written in the meeting that considers it now."""

    def agreed(matter: Matter) -> None:
        agreement = {"said": said, "words": words}
        who_and_when = {"doer": one_named(doer), "until": day_of(until)}
        write(last_at(matter, at), Decision.AGREE, **agreement, **who_and_when)

    return agreed


@dataclass(frozen=True)
class Promise:
    what: str
    doer: str
    due: int


@dataclass(frozen=True, kw_only=True)
class Answer:
    at: Place
    verdict: Verdict
    words: str
    asked: str
    answered: str
    reason: Reason | None = None
    promise: Promise | None = None
    in_spring: bool = False
    """When it will be looked at again."""

    def __call__(self, matter: Matter) -> None:
        visit = last_at(matter, self.at)
        visit.answer(_turn(visit), self._given(_turn(visit)))

    def _given(self, by: Person) -> MatterAnswer:
        return MatterAnswer(
            verdict=self.verdict,
            words=self.words,
            reason=self.reason,
            look_again=next_spring() if self.in_spring else None,
            given_on=clock.today(),
            by=by,
            asked_in_short=self.asked,
            answered_in_short=self.answered,
            measures=[_promised(self.promise)] if self.promise else [],
        )


def _promised(it: Promise) -> Measure:
    return Measure.promised(it.what, one_named(it.doer), day_of(it.due))


def postpone(at: Place, until: int, why: str) -> Done:
    def postponed(matter: Matter) -> None:
        visit = last_at(matter, at)
        visit.postpone(_turn(visit), day_of(until), why)

    return postponed


def find_out(at: Place, needs: str, needs_from: str, until: int) -> Done:
    def asked(matter: Matter) -> None:
        visit, day = last_at(matter, at), day_of(until)
        asked_for = {"words": needs, "who": needs_from, "until": day}
        if not write(visit, Decision.FIND_OUT, **asked_for):
            visit.find_out(_turn(visit), needs, needs_from, day)

    return asked


def read_out(of: Place) -> Done:
    """Where it was asked, the answer of ``of``."""

    def heard(matter: Matter) -> None:
        hear(last_at(matter, of), Hearing.READ_OUT)

    return heard


def ask_again(of: Place, question: str) -> Done:
    def asked(matter: Matter) -> None:
        hear(last_at(matter, of), Hearing.ASK_AGAIN, question)

    return asked


def approve(at: Place, department: str) -> Done:
    """By the department's representative."""

    def approved(matter: Matter) -> None:
        by = one_who_is(RoleKind.REPRESENTATIVE, department)
        answer = answer_at(matter, at)
        answer.approve(by, answer.in_short)

    return approved


# What becomes of the matter itself


def same_as(title: str) -> Done:
    def merged(matter: Matter) -> None:
        other = db.session.scalars(select(Matter).where(Matter.title == title)).one()
        matter.merge_into(other, _turn(matter.root))

    return merged


def belongs(where: Elsewhere, words: str) -> Done:
    return lambda it: it.point_elsewhere(_turn(it.root), where, words)


withdraw = Matter.withdraw


# What becomes of a promise


def report(at: Place, words: str) -> Done:
    return lambda it: answer_at(it, at).measures[0].report_done(words)


def confirm(at: Place) -> Done:
    return lambda it: answer_at(it, at).measures[0].confirm()


def later(at: Place, until: int, why: str) -> Done:
    return lambda it: answer_at(it, at).measures[0].postpone(day_of(until), why)


def give_up(at: Place, why: str) -> Done:
    return lambda it: answer_at(it, at).measures[0].give_up(why)


# How it is found


def last_at(matter: Matter, place: Place) -> Consideration:
    body = found(place)
    return next(it for it in reversed(matter.considerations) if it.body is body)


def answer_at(matter: Matter, place: Place) -> MatterAnswer:
    answer = last_at(matter, place).own_answer
    if answer is None:
        raise LookupError(f"{place} has not answered «{matter.title}».")
    return answer


def _turn(visit: Consideration) -> Person:
    if visit.responsible is None:
        raise LookupError(f"Nobody leads {visit.lies_with.name}.")
    return visit.responsible


SPRING = (4, 15)
MIN_AHEAD = timedelta(days=30)


def next_spring() -> date:
    """Never so near that it has passed while somebody looks at the demo."""
    soonest = day_of(0) + MIN_AHEAD
    day = date(soonest.year, *SPRING)
    return day if day >= soonest else date(soonest.year + 1, *SPRING)
