"""A lot: names on slips, drawn by somebody who is no candidate, and two who watched."""

from collections.abc import Sequence
from datetime import date, datetime, time
from itertools import permutations
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days
from kimvoice.core.db import Model
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.candidates import Candidate
from kimvoice.elections.states import Act, Deed
from kimvoice.elections.whole import Whole
from kimvoice.people import names
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.elections.models import Election

PLANNED_WITHIN = 5
"""Working days: nobody waits long, and a year that was typed wrong is seen."""


class ElectionLot(Model):
    """Once written in it stands. Another one follows only where somebody who was drawn
    can't be elected any more, and others are equal for that place."""

    __tablename__ = "election_lots"
    __table_args__ = (
        CheckConstraint("first_id != second_id", "two_slips"),
        CheckConstraint("witness_1 != witness_2", "two_witnesses"),
    )

    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE"), primary_key=True
    )
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    """From 1, as they were drawn."""
    drawn_on: Mapped[date]
    first_id: Mapped[int] = mapped_column(
        ForeignKey("election_candidates.id", ondelete="CASCADE")
    )
    second_id: Mapped[int | None] = mapped_column(
        ForeignKey("election_candidates.id", ondelete="CASCADE")
    )
    """Where the lot decided both places."""
    drawer: Mapped[str]
    witness_1: Mapped[str]
    witness_2: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))

    first: Mapped[Candidate] = relationship(foreign_keys=[first_id])
    second: Mapped[Candidate | None] = relationship(foreign_keys=[second_id])
    recorded_by: Mapped[Person] = relationship()
    election: Mapped["Election"] = relationship(back_populates="lots")

    @property
    def order(self) -> list[int]:
        """The candidates' ids."""
        return [it for it in (self.first_id, self.second_id) if it]


class Drawing(Whole):
    @property
    def draw_is_at(self) -> datetime | None:
        if self.draws_on is None or self.draws_at is None:
            return None
        return datetime.combine(self.draws_on, self.draws_at, clock.OSLO)

    @property
    def plans_draw_until(self) -> date:
        return days.working_day_after(clock.today(), PLANNED_WITHIN)

    @property
    def is_equal_again(self) -> bool:
        """Somebody has left since the count, or since the lot: others are equal now."""
        return bool(self.outcome.needs_lot)

    @property
    def drawn(self) -> list[int]:
        """The candidates' ids, in the order in which their slips were drawn."""
        return [it for lot in self.lots for it in lot.order]

    @property
    def last_drawn_on(self) -> date | None:
        return self.lots[-1].drawn_on if self.lots else None

    @property
    def equals(self) -> list[Candidate]:
        """Those the lot is between, in the order of the list."""
        needing = self.outcome.needs_lot
        return [it for it in self.candidates if it.id in needing]

    def plan_draw(self, on: date, at: time, where: str) -> None:
        """Never earlier than it was announced: somebody may have planned to come."""
        self.must_need_a_lot()
        if (on, at, where) == (self.draws_on, self.draws_at, self.draws_where):
            raise RuleBroken(
                _l("Vi har allerede fått denne. Du trenger ikke å sende en gang til.")
            )
        asked = datetime.combine(on, at, clock.OSLO)
        self._check_plan(asked)
        self._take(Act.PLAN_DRAW)
        self.draws_on, self.draws_at, self.draws_where = on, at, where
        self.enter(
            Deed.DRAW_PLANNED,
            on=on.isoformat(),
            at=f"{at:%H:%M}",
            where=where,
        )

    def draw(
        self,
        order: Sequence[Person],
        *,
        drawer: str,
        witnesses: tuple[str, str],
        by: Person,
    ) -> None:
        """``order``: whose slips were drawn, as many as there are places left."""
        self.check_draw(order, drawer=drawer, witnesses=witnesses, by=by)
        self._take(Act.DRAW)
        drawn = self._drawn(order)
        self.lots.append(
            ElectionLot(
                number=len(self.lots) + 1,
                drawn_on=clock.today(),
                first=drawn[0],
                second=drawn[1] if len(drawn) > 1 else None,
                first_id=drawn[0].id,
                second_id=drawn[1].id if len(drawn) > 1 else None,
                drawer=drawer,
                witness_1=witnesses[0],
                witness_2=witnesses[1],
                recorded_by=by,
            )
        )
        self._forget_plan()
        self.enter(Deed.DREW, *(it.person for it in drawn), drawer, *witnesses)

    def check_draw(
        self,
        order: Sequence[Person],
        *,
        drawer: str,
        witnesses: tuple[str, str],
        by: Person,
    ) -> None:
        """Raise RuleBroken for a lot that is drawn, and for what can't have been."""
        self.must_need_a_lot()
        if self.draw_is_at and clock.now() < self.draw_is_at:
            raise RuleBroken(
                _l("Vent til tiden dere har satt. Andre kan ha tenkt å se på.")
            )
        self._check_hands((drawer, *witnesses), by)
        try:
            self.outcome.drawn([it.id for it in self._drawn(order)])
        except ValueError as error:
            raise RuleBroken(
                _l("Velg blant dem som er like, og hver bare én gang.")
            ) from error

    def go_on_without_lot(self) -> None:
        """So many of those who were equal have left that nothing is left to draw."""
        if self.outcome.needs_lot:
            raise RuleBroken(_l("Stemmene er like. Dere må trekke lodd."))
        self._take(Act.DRAW)
        self._forget_plan()

    def _forget_plan(self) -> None:
        """A later lot has its own; the protocol says when each was to be."""
        self.draws_on, self.draws_at, self.draws_where = None, None, ""

    def _check_plan(self, asked: datetime) -> None:
        last = self.plans_draw_until
        if asked.date() > last:
            day = days.in_figures(last)
            raise RuleBroken(
                _l("Dere kan ikke vente så lenge. Trekk senest %(day)s.", day=day)
            )
        if not days.is_working_day(asked.date()):
            raise RuleBroken(_l("Velg en arbeidsdag, så alle kan komme."))
        if asked < clock.now().replace(second=0, microsecond=0):
            raise RuleBroken(_l("Tiden er over. Velg en tid som kommer."))
        if self.draw_is_at and asked < self.draw_is_at:
            raise RuleBroken(
                _l("Noen kan ha tenkt å komme. Velg samme tid, eller en senere.")
            )

    def must_need_a_lot(self) -> None:
        """Raise RuleBroken; once it is drawn, that it is done and by whom."""
        if self.can(Act.DRAW) and self.outcome.needs_lot:
            return
        if self.lots:
            name = self.lots[-1].recorded_by.name
            raise RuleBroken(
                _l("Loddet er trukket. %(name)s skrev det inn.", name=name)
            )
        raise RuleBroken(_l("Det skal ikke trekkes lodd i dette valget nå."))

    def _check_hands(self, hands: tuple[str, str, str], by: Person) -> None:
        """Who drew and who watched: three, and none of them has a stake in it."""
        if any(names.could_be(*pair) for pair in permutations(hands, 2)):
            raise RuleBroken(
                _l(
                    "Den som trakk, og de to vitnene, må være tre forskjellige."
                    " Skriv hele navnet."
                )
            )
        standing = (it.person for it in self.candidates)
        if any(it.could_be(name) for it in standing for name in hands):
            raise RuleBroken(
                _l(
                    "Den som stiller til valg, kan ikke trekke eller være vitne."
                    " Er det en annen? Skriv hele navnet."
                )
            )
        if any(map(by.could_be, hands)):
            raise RuleBroken(
                _l(
                    "Du som skriver inn, kan ikke være den som trakk, eller vitne."
                    " Er det en annen? Skriv hele navnet."
                )
            )

    def _drawn(self, order: Sequence[Person]) -> list[Candidate]:
        return [it for each in order if (it := self.candidate(each))]

    @property
    def winners(self) -> list[Candidate]:
        """The representative, then the deputy; by votes, and by lot where equal."""
        by_id = {it.id: it for it in self.candidates}
        return [by_id[it] for it in self.outcome.elected]
