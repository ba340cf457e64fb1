"""Up the ladder: by itself when people let it lie, or because the complainant asks."""

from datetime import date

from flask_babel import lazy_gettext as _l

from kimvoice.complaints import standstill
from kimvoice.complaints.ladder import GRACE, MONTHS
from kimvoice.complaints.states import ANSWERED, DONE, Act, State
from kimvoice.complaints.steps import ComplaintStep
from kimvoice.complaints.whole import Whole
from kimvoice.core import clock, days
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person


class Climbing(Whole):
    # Dates

    @property
    def due(self) -> date | None:
        """What the handler owes next is owed by this date; None when nothing is."""
        if not self.awaits_answer:
            return None
        step = self.lies_at
        return step.confirm_by if self._is_unread else step.answer_by

    @property
    def moved_from(self) -> date | None:
        """What was promised instead of `due`, when a closing day since has moved it."""
        step = self.lies_at
        promised = step.promised_answer_by
        if self._is_unread:
            promised = step.promised_confirm_by
        waits = self.due is None or step.asked_on is not None
        return None if waits or promised == self.due else promised

    @property
    def is_late(self) -> bool:
        return self.due is not None and clock.today() > self.due

    @property
    def climbs_on(self) -> date | None:
        """When it goes up by itself if nobody does anything; known beforehand."""
        step = self.lies_at
        if not self.awaits_answer or step.stays or self.next_step is None:
            return None
        due = step.confirm_by if self._is_unread else step.answer_by_without_reply
        on = days.working_day_after(due, GRACE)
        still = standstill.today()
        rest = still.until if still else on
        return max(on, rest, standstill.next_run(), self.lies_until)

    @property
    def climbs_today(self) -> bool:
        """Also when the day came and the daily job has not run yet."""
        on = self.climbs_on
        return on is not None and clock.today() >= on

    @property
    def next_step(self) -> ComplaintStep | None:
        """The first above where somebody else may answer; None at the end."""
        above, handler = self.seats_from(self.lies_at.position + 1), self.handler
        return next((it for it in above if it.seated != handler), None)

    @property
    def is_vacant(self) -> bool:
        """Nobody may answer where it is to stay; above, somebody may."""
        return self.is_stranded and self.next_step is not None

    @property
    def lies_at(self) -> ComplaintStep:
        return self.seat or self.current

    @property
    def _is_unread(self) -> bool:
        """Nobody has said that it has come to the step where it lies today."""
        unread = self.standing in (State.SENT, State.ESCALATED)
        return unread or self.lies_at is not self.current

    @property
    def is_past_cap(self) -> bool:
        """Three months without any answer: then those outside are named too."""
        capped = days.months_after(self.awaited_since, MONTHS)
        return self.awaits_answer and clock.today() > capped

    @property
    def leads_outside(self) -> bool:
        """Whether the ladder has come to its end: then those outside are named."""
        if self.awaits_answer:
            at_the_end = self.is_late and self.next_step is None
            nobody = self.is_stranded and not self.is_vacant
            return nobody or self.is_past_cap or at_the_end
        return self.standing in ANSWERED and self.next_step is None

    # Acts

    @property
    def can_escalate(self) -> bool:
        """After an answer; before one when it is late, or when nobody has it."""
        if self.next_step is None or not self.can(Act.ESCALATE):
            return False
        delayed = self.is_late or self.lies_at.has_more_time
        return not self.awaits_answer or delayed or self.is_vacant

    @property
    def answer_by_if_sent_on(self) -> date | None:
        """When the next step would answer, were it sent on today."""
        if self.next_step is None or not self.can_escalate:
            return None
        since = self.awaited_since if self.awaits_answer else clock.today()
        return self.next_step.answer_by_for(since)

    def escalate(
        self, reason: str = "", *, unanswered: bool = False, shown_at: int | None = None
    ) -> None:
        """«Send videre». After the time for it a reason is needed.

        ``unanswered`` and ``shown_at``: so it stood on the page. Nobody disagrees with
        what is not read, nor sends it on from a step that they have not seen.
        """
        self.settle()
        self._refuse_if_moved(shown_at)
        if unanswered and self.standing in ANSWERED:
            raise RuleBroken(_l("Klagen har fått et svar. Les svaret først."))
        if not self.can_escalate:
            raise RuleBroken(_l("Klagen kan ikke sendes videre nå."))
        if self.is_appealed_late and not reason.strip():
            raise RuleBroken(_l("Fristen er ute. Skriv hvorfor du sender klagen nå."))
        if self.standing in ANSWERED:
            self.awaited_since = clock.today()
        self._go_up(Act.ESCALATE, self.complainant, reason)

    def climb(self) -> bool:
        """By the clock, when it is time; False when it is not, and then settled."""
        self.settle()
        if not self.climbs_today:
            return False
        self._go_up(Act.CLIMB, None)
        self.enter_climb()
        return True

    @property
    def can_stay(self) -> bool:
        return self.can(Act.STAY) and not self.current.stays

    @property
    def can_move_by_itself(self) -> bool:
        return self.can(Act.MOVE_BY_ITSELF) and self.current.stays

    def stay(self, *, shown_at: int | None = None) -> None:
        """«Ikke send videre av seg selv», at this step: the one that was shown."""
        self.settle()
        self._refuse_if_moved(shown_at)
        if not self.can_stay:
            raise RuleBroken(DONE)
        self._take(Act.STAY, self.complainant)
        self.current.stays = True

    def move_by_itself(self) -> None:
        if not self.can_move_by_itself:
            raise RuleBroken(DONE)
        self._take(Act.MOVE_BY_ITSELF, self.complainant)
        self.current.stays = False

    def _refuse_if_moved(self, shown_at: int | None) -> None:
        if shown_at not in (None, self.position):
            raise RuleBroken(
                _l("Klagen har gått videre. Gå til klagen, og se hvem som har den nå.")
            )

    def _go_up(self, act: Act, by: Person | None, words: str = "") -> None:
        """To whom the page has named: asked before it counts as unanswered again."""
        above = self.next_step
        if above is None:
            raise RuleBroken(_l("Klagen kan ikke sendes videre nå."))
        self._take(act, by, words)
        self._begin_at(above)
