"""Who may not read a complaint, and who answers it when they are gone (DESIGN 5)."""

from collections.abc import Iterator
from datetime import date

from kimvoice.complaints.exclusions import Exclusion, is_named
from kimvoice.complaints.states import DONE, Act, Ground, Skip
from kimvoice.complaints.steps import ComplaintStep
from kimvoice.complaints.whole import Whole
from kimvoice.core import clock
from kimvoice.core.db import remembered
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person


class Impartiality(Whole):
    def bars(self, person: Person) -> bool:
        """Whether it does not exist for this person as somebody who answers."""
        if person.id == self.complainant_id or self.excludes(person):
            return True
        # Asked of everybody who could answer: opened once in a transaction.
        words = remembered(("about", self.about), lambda: self.about_words)
        return is_named(person, words)

    def excludes(self, person: Person) -> bool:
        return any(each.covers(person) for each in self.exclusions)

    @property
    def height(self) -> int:
        """Of the highest whom it is about: nobody below answers (ladder.ABOVE)."""
        return max((each.height for each in self.exclusions), default=0)

    def has_decided(self, person: Person, *, but: ComplaintStep) -> bool:
        """Nobody answers the same complaint at two steps."""
        return any(
            step.answer and step.answer.by_id == person.id
            for step in self.steps
            if step is not but
        )

    @property
    def seats(self) -> list[ComplaintStep]:
        """The steps where somebody may answer today, from below."""
        return [step for step in self.steps if step.seated]

    @property
    def seat(self) -> ComplaintStep | None:
        """Where it lies today: when nobody is left at its step, at the next one.

        Nowhere when the complainant has said that it stays at this step.
        """
        if not self.awaits_answer or self.current.stays:
            return self.current if self.current.seated else None
        return next(self.seats_from(self.position), None)

    def seats_from(self, position: int) -> Iterator[ComplaintStep]:
        """From below, and no more of them are looked into than are asked for."""
        above = (step for step in self.steps if step.position >= position)
        return (step for step in above if step.seated)

    @property
    def handler(self) -> Person | None:
        """None when nobody in the house may read it: then there are those outside."""
        seat = self.seat
        return seat.seated if seat else None

    @property
    def reader(self) -> Person | None:
        """The handler; when nothing is owed, only who took it on here.

        Whoever gets the job later reads it when a promise is to be asked after.
        """
        handler = self.handler
        owed = self.awaits_answer or self.promise_is_unsaid
        took_on = handler and self.current.taken_on_by_id == handler.id
        return handler if owed or took_on else None

    @property
    def is_stranded(self) -> bool:
        """Unanswered, and nobody in the house may answer it where it lies."""
        return self.awaits_answer and self.seat is None

    def exclude(self, whom: list[Exclusion]) -> None:
        """By the complainant, at any time; it moves on when the handler is among them.

        Also when nobody is left: then there are those outside, and it is stranded.
        """
        old = self.exclusions
        new = [it for it in whom if not any(it.repeats(each) for each in old)]
        if not new:
            raise RuleBroken(DONE)
        had = self.handler
        self._take(Act.EXCLUDE, self.complainant)
        self.exclusions.extend(new)
        self.end_lost_support()
        if had and self.is_stranded:
            self.current.stays = False
        self.settle()

    @property
    def can_be_readmitted(self) -> list[Exclusion]:
        """Those whom the complainant has excluded; none once it is withdrawn."""
        if not self.can(Act.READMIT):
            return []
        return [
            each for each in self.exclusions if each.ground is not Ground.STEPPED_ASIDE
        ]

    def readmit(self, exclusion: Exclusion) -> None:
        """Let somebody read it again; not those who went aside by themselves."""
        if exclusion not in self.can_be_readmitted:
            raise RuleBroken(DONE)
        again = [it for it in self.can_be_readmitted if it.whom == exclusion.whom]
        self._take(Act.READMIT, self.complainant)
        for each in again:
            self.exclusions.remove(each)
        self.settle()

    def take_on(self, by: Person) -> None:
        """«Nei, jeg kan svare»: it is not about the handler, nor somebody near.

        From then on the handler reads it all, and the complainant sees who does.
        """
        self.settle()
        if self.current.taken_on_by_id == by.id:
            return
        self._take(Act.TAKE_ON, by)
        self.current.taken_on_by_id = by.id

    def step_aside(self, by: Person) -> None:
        """Without a reason; from then on it does not exist for this person."""
        self.settle()
        self._take(Act.STEP_ASIDE, by)
        self.exclusions.append(Exclusion.of(by, Ground.STEPPED_ASIDE))
        self.settle()

    def settle(self) -> None:
        """Lay it before whoever answers today, when somebody has left or gone aside."""
        seat = self.seat
        if seat is None:
            return
        if seat is not self.current:
            self._take(Act.CLIMB, None)
            self._begin_at(seat)
            self.enter_climb()
        seat.reseat()

    def _begin_at(
        self, seat: ComplaintStep, *, chosen: bool = False, on: date | None = None
    ) -> None:
        for step in self.steps[self.position : seat.position - 1]:
            step.skipped = self._why_skipped(step, chosen=chosen)
        self.position = seat.position
        seat.begin(on or clock.today())

    def _why_skipped(self, step: ComplaintStep, *, chosen: bool) -> Skip:
        if chosen and step.seated:
            return Skip.CHOSEN
        return Skip.ABOUT if step.is_below(self.height) else Skip.NOBODY
