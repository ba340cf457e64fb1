"""«Hvem gjør hva, innen når»: what an answer promised, and whether it was done."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days
from kimvoice.core.db import Model, closed_choice
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.states import MEASURE_FLOW, UNDONE, Deed, MeasureAct, MeasureState
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.forum.answers import MatterAnswer
    from kimvoice.forum.models import Matter

DISPUTED_FOR = timedelta(days=90)
"""In which the body that asked can still say that it was not done."""


class Measure(Model):
    __tablename__ = "measures"
    __table_args__ = (
        CheckConstraint("state != 'not_done' OR why != ''", "not_done_says_why"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(
        ForeignKey("matter_answers.consideration_id", ondelete="CASCADE")
    )
    what: Mapped[str]
    doer_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    due_originally: Mapped[date]
    due_on: Mapped[date | None]
    """A later one; the original stays in sight."""
    state: Mapped[MeasureState] = mapped_column(closed_choice(MeasureState, "state"))
    why: Mapped[str] = mapped_column(default="")
    """Of the last change: what was done, why later, why not."""
    done_on: Mapped[date | None]
    """When the doer said that it was done, or would not be."""

    answer: Mapped["MatterAnswer"] = relationship(back_populates="measures")
    doer: Mapped[Person] = relationship()

    @classmethod
    def promised(cls, what: str, doer: Person, due: date) -> "Measure":
        return cls(
            what=what, doer=doer, due_originally=due, state=MEASURE_FLOW.start, why=""
        )

    @property
    def matter(self) -> "Matter":
        return self.answer.consideration.matter

    @property
    def due(self) -> date:
        """A working day, also where the house has closed that day since."""
        return days.working_day_from(self.due_on or self.due_originally)

    @property
    def is_open(self) -> bool:
        return self.state in UNDONE

    @property
    def is_due(self) -> bool:
        """Its day has come, and the doer has not said whether it is done."""
        return self.state is MeasureState.PROMISED and clock.today() >= self.due

    @property
    def is_late(self) -> bool:
        return self.state is MeasureState.PROMISED and clock.today() > self.due

    @property
    def was_in_time(self) -> bool:
        """Against the first date, whatever was promised since."""
        done = self.state is MeasureState.DONE and self.done_on is not None
        first = days.working_day_from(self.due_originally)
        return done and (self.done_on or date.max) <= first

    def can(self, act: MeasureAct) -> bool:
        if self.state is MeasureState.DONE and act is MeasureAct.DISPUTE:
            return clock.today() <= self._confirmed_on + DISPUTED_FOR
        return MEASURE_FLOW.allows(self.state, act)

    def report_done(self, words: str) -> None:
        self._take(MeasureAct.REPORT_DONE, Deed.REPORTED_DONE, words)
        self.done_on = clock.today()

    def postpone(self, until: date, why: str) -> None:
        """The first date stays in sight; of a later one, why."""
        if until <= max(clock.today(), self.due):
            raise RuleBroken(_l("Skriv en dato som er senere enn fristen."))
        self._take(MeasureAct.POSTPONE, Deed.MEASURE_POSTPONED, why, until)
        self.due_on = until

    def give_up(self, why: str) -> None:
        self._take(MeasureAct.GIVE_UP, Deed.GIVEN_UP, why)
        self.done_on = clock.today()

    def confirm(self) -> None:
        """The body that asked says that it was done."""
        self._take(MeasureAct.CONFIRM, Deed.CONFIRMED, self.why)

    def dispute(self, why: str) -> None:
        """The body that asked says that it was not."""
        self._take(MeasureAct.DISPUTE, Deed.DISPUTED, why)
        self.done_on = None

    @property
    def _confirmed_on(self) -> date:
        """Of what is done: the history has the day."""
        body, said = self.answer.consideration.body, (Deed.CONFIRMED, self.why)
        return max(
            it.done_on
            for it in self.matter.events
            if (it.deed, it.words) == said and it.body == body
        )

    def _take(
        self, act: MeasureAct, deed: Deed, words: str, until: date | None = None
    ) -> None:
        if not self.can(act):
            raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
        self.state, self.why = MEASURE_FLOW.after(self.state, act), words
        body = self.answer.consideration.body
        self.matter.enter(deed, body, words=words, day=until)
