"""What somebody is in the house, between two dates."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import BindParameter, CheckConstraint, ColumnElement, ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model, closed_choice, db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.labels import Labelled

if TYPE_CHECKING:
    from kimvoice.people.models import Department, Person


class RoleKind(Labelled):
    PARTICIPANT = "participant", _l("deltaker")
    REPRESENTATIVE = "representative", _l("tillitsvalgt")
    DEPUTY = "deputy", _l("vara")
    STAFF_MEMBER = "staff_member", _l("ansatt")
    WORK_LEADER = "work_leader", _l("arbeidsleder")
    COORDINATOR = "coordinator", _l("koordinator")
    GENERAL_MANAGER = "general_manager", _l("daglig leder")
    BOARD_MEMBER = "board_member", _l("styremedlem")
    BOARD_DEPUTY = "board_deputy", _l("nestleder i styret")
    BOARD_CHAIR = "board_chair", _l("styreleder")
    ELECTION_OFFICER = "election_officer", _l("valgansvarlig")
    SAFETY_REPRESENTATIVE = "safety_representative", _l("verneombud")
    ADMINISTRATOR = "administrator", _l("administrator")


class Role(Model):
    __tablename__ = "roles"
    __table_args__ = (CheckConstraint("ends IS NULL OR starts <= ends", "dates"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    kind: Mapped[RoleKind] = mapped_column(closed_choice(RoleKind, "kind"))
    starts: Mapped[date]
    ends: Mapped[date | None]
    """The last day on which the role is held."""
    stands_in_for_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    name_shown: Mapped[bool] = mapped_column(default=False)
    """A participant has agreed that the name is shown in the house."""
    given_on: Mapped[date | None]
    """None for what was given before this was written down."""
    given_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    agreed_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    """The second, of a role that gives access to complaints."""
    term_ends: Mapped[date | None]
    """Of an elected one: when the next election is due. It is held until that one."""
    ended_on: Mapped[date | None]
    """When somebody wrote in the last day, which may be an earlier one."""

    person: Mapped["Person"] = relationship(
        back_populates="roles", foreign_keys=[person_id]
    )
    stands_in_for: Mapped["Person | None"] = relationship(
        foreign_keys=[stands_in_for_id]
    )
    department: Mapped["Department | None"] = relationship(lazy="joined")
    given_by: Mapped["Person | None"] = relationship(foreign_keys=[given_by_id])
    agreed_by: Mapped["Person | None"] = relationship(foreign_keys=[agreed_by_id])

    @classmethod
    def is_held_on(cls, day: date | BindParameter[date]) -> ColumnElement[bool]:
        return (cls.starts <= day) & (cls.ends.is_(None) | (cls.ends >= day))

    @classmethod
    def is_somebodys(cls) -> ColumnElement[bool]:
        """Of who is erased, some roles stay: that they do would tell of a complaint."""
        return cls.person.has(erased_on=None)

    def is_over(self, day: date) -> bool:
        return self.ends is not None and self.ends < day

    def was_over(self, day: date) -> bool:
        """Whether it was over before the day, and everybody could see that it was."""
        return self.is_over(day) and (self.ended_on is None or self.ended_on < day)

    def end(self, last_day: date) -> None:
        """A role that was held is never erased: who had it can be seen afterwards.

        Raise RuleBroken when nobody would be left to look after the house.
        """
        if self.kind is RoleKind.ADMINISTRATOR and not self._others_hold_it(last_day):
            raise RuleBroken(
                _l("Noen må være administrator. Gi rollen til en annen først.")
            )
        self.ended_on = clock.today()
        if last_day >= self.starts:
            self.ends = last_day
        elif self.starts > clock.today():
            self.person.roles.remove(self)
        elif self.starts == clock.today():
            self.starts = self.ends = clock.today() - timedelta(days=1)
        else:
            raise RuleBroken(_l("Siste dag kan ikke være før første dag."))

    def _others_hold_it(self, last_day: date) -> bool:
        """All of the kind are locked, in one order, so that two can't leave at once."""
        same = select(Role).where(Role.kind == self.kind).order_by(Role.id)
        locked = same.with_for_update(of=Role).execution_options(populate_existing=True)
        return any(
            role.person_id != self.person_id
            and role.starts <= last_day
            and role.ends is None
            for role in db.session.scalars(locked).unique()
        )
