"""«Ikke nå. Vi ser på det igjen»: on its day the matter comes back to whoever said so.

Whoever waited for the answer waits again: the new one goes the same way back.
"""

from datetime import date
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from kimvoice.core import clock, days
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.states import Act, Deed
from kimvoice.forum.whole import WholeVisit

if TYPE_CHECKING:
    from kimvoice.forum.bodies import Body
    from kimvoice.people.models import Person


class LookingAgain(WholeVisit):
    @property
    def is_second_look(self) -> bool:
        """The body has asked itself: no other question goes back to who asks it."""
        return self.asked_by is not None and self.asked_by.body == self.body

    @property
    def looks_again_on(self) -> date | None:
        """None once the matter has been at the body again, or another answered for it
        with what it was told."""
        answer, here = self.own_answer, self.matter.considerations
        if answer is None or answer.look_again is None:
            return None
        is_last = [it for it in here if it.body == self.body][-1] is self
        if not is_last or self._is_summed_up:
            return None
        return days.working_day_from(answer.look_again)

    @property
    def is_to_look_again(self) -> bool:
        """Its day has come, and nobody owes anything else in the matter."""
        day = self.looks_again_on
        if day is None or clock.today() < day:
            return False
        return not self.matter.open_considerations

    def look_again(self, by: "Person") -> None:
        """A new visit to the same body, with the same question."""
        self.matter.check_decider(by, self.body)
        if not self.can(Act.LOOK_AGAIN):
            raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
        self._take(Act.LOOK_AGAIN)
        first = self._first_look
        for waiting in (first, *first.askers):
            waiting._take(Act.WAIT_AGAIN)
            waiting.ended_on = None
        question = first.question or self.matter.text or self.matter.title
        visit = self.begin(self.body, question=question, asked_by=first)
        self.matter.considerations.append(visit)
        self.matter.enter(Deed.LOOKED_AGAIN, self.body)

    @property
    def _is_summed_up(self) -> bool:
        """Whoever asked has answered for itself, with what it was told."""
        asker = self.asked_by
        if asker is None:
            return False
        answered = asker.own_answer is not None and not self.is_second_look
        return answered or asker._is_summed_up

    @property
    def goes_back_to(self) -> "Body | None":
        """Where its answer is read out."""
        asker = self._first_look.asked_by
        return asker.body if asker else None

    @property
    def _first_look(self) -> "LookingAgain":
        if self.is_second_look and self.asked_by is not None:
            return self.asked_by
        return self

    @property
    def askers(self) -> list["LookingAgain"]:
        """Who asked for it, and who asked them."""
        found: list[LookingAgain] = []
        visit = self.asked_by
        while visit is not None:
            found.append(visit)
            visit = visit.asked_by
        return found
