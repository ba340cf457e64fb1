"""Who counts on paper, and marks who gets a slip."""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core.db import Model
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.states import DONE, State
from kimvoice.elections.whole import Whole
from kimvoice.people.models import Person, RoleKind

if TYPE_CHECKING:
    from kimvoice.elections.models import Election

TAKES_COUNTERS = (State.NOMINATION, State.LISTED, State.OPEN, State.CLOSED)
STANDS = _l("Den som stiller til valg, kan ikke telle.")


class ElectionCounter(Model):
    """Appointed by an officer: counts, and marks who got a slip."""

    __tablename__ = "election_counters"

    election_id: Mapped[int] = mapped_column(
        ForeignKey("elections.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)

    person: Mapped[Person] = relationship()
    election: Mapped["Election"] = relationship(back_populates="counters")


class Appointing(Whole):
    @property
    def takes_counters(self) -> bool:
        return self.standing in TAKES_COUNTERS and not self.urn_is_closed

    def appoint(self, person: Person) -> None:
        """Raise RuleBroken for a candidate, and for whoever leads the department.

        Whoever marks the roll learns of each whether they came. Their leader, who
        decides on their days, is not to know; nor may anybody think so.
        """
        if not self.takes_counters:
            raise RuleBroken(DONE)
        if self.is_candidate(person):
            raise RuleBroken(STANDS)
        if self.is_led_by(person):
            raise RuleBroken(_l("Den som leder avdelingen, kan ikke telle."))
        if person not in [it.person for it in self.counters]:
            self.counters.append(ElectionCounter(person=person))

    def dismiss_counter(self, person: Person) -> None:
        """Raise RuleBroken for who has typed figures: nobody's count is put away."""
        if not self.takes_counters:
            raise RuleBroken(DONE)
        if self.count_by(person):
            raise RuleBroken(
                _l("%(name)s har skrevet inn det som ble talt.", name=person.name)
            )
        self.counters = [it for it in self.counters if it.person_id != person.id]

    def is_led_by(self, person: Person) -> bool:
        here = self.department
        leads = person.holds(RoleKind.WORK_LEADER, department=here) if here else False
        return leads or person.holds(RoleKind.GENERAL_MANAGER)

    @property
    def who_may_count(self) -> list[Person]:
        """Those who were asked to, and the officers; nobody with a stake in it."""
        able = {it for it in self.asked_to_count if it.is_here and self.may_mark(it)}
        return sorted(able, key=lambda each: (each.name, each.user_name))

    def may_mark(self, person: Person) -> bool:
        """Mark who gets a slip, and count: not who stands, or leads those who vote."""
        return not self.is_candidate(person) and not self.is_led_by(person)

    @property
    def asked_to_count(self) -> list[Person]:
        return [*self.officers, *(it.person for it in self.counters)]
