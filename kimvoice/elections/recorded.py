"""An election that was held on paper elsewhere: who was elected, and who saw it."""

from datetime import date
from itertools import permutations

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, func, select
from sqlalchemy.orm import Mapped, joinedload, mapped_column, relationship

from kimvoice.core import clock
from kimvoice.core.db import Model, db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.settings import BOARD_SEAT_FOLLOWS_OFFICE
from kimvoice.elections import offices
from kimvoice.elections.models import Election
from kimvoice.elections.states import State
from kimvoice.people import names
from kimvoice.people.models import Department, Person, Role


class RecordedElection(Model):
    """Gives the roles: on the first day there are readers (DESIGN 6)."""

    __tablename__ = "recorded_elections"
    __table_args__ = (
        CheckConstraint("representative_id != deputy_id", "two_people"),
        CheckConstraint("witness_1 != witness_2", "two_witnesses"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    department_id: Mapped[int | None] = mapped_column(ForeignKey("departments.id"))
    """None for the participants' member of the board."""
    held_on: Mapped[date]
    representative_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    witness_1: Mapped[str]
    witness_2: Mapped[str]
    recorded_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    recorded_on: Mapped[date]

    department: Mapped[Department | None] = relationship(lazy="joined")
    representative: Mapped[Person] = relationship(foreign_keys=[representative_id])
    deputy: Mapped[Person | None] = relationship(foreign_keys=[deputy_id])
    recorded_by: Mapped[Person] = relationship(foreign_keys=[recorded_by_id])

    @classmethod
    def latest(cls, department: Department | None) -> "RecordedElection | None":
        return db.session.scalar(
            select(cls)
            .where(cls.department_id == (department.id if department else None))
            .order_by(cls.held_on.desc(), cls.id.desc())
            .limit(1)
        )

    @classmethod
    def days_of_the_latest(cls) -> dict[int | None, date]:
        """When each department, by its id, last elected; the board without one."""
        latest = select(cls.department_id, func.max(cls.held_on))
        found = db.session.execute(latest.group_by(cls.department_id))
        return {row[0]: row[1] for row in found}

    @classmethod
    def recorded(cls) -> list["RecordedElection"]:
        """All of them, the newest first."""
        newest_first = select(cls).order_by(cls.held_on.desc(), cls.id.desc())
        return list(
            db.session.scalars(
                newest_first.options(
                    joinedload(cls.representative),
                    joinedload(cls.deputy),
                    joinedload(cls.recorded_by),
                )
            )
        )

    @property
    def where(self) -> str:
        """«Kafe Nr 19», or the board."""
        return self.department.name if self.department else str(_("Styret"))

    @property
    def elected(self) -> list[Person]:
        return [person for person in (self.representative, self.deputy) if person]

    def leaving(self) -> list[Role]:
        """The offices that end by it, of those who are not elected again."""
        return [
            role
            for role in offices.held_from(self.department, self.held_on)
            if role.person not in self.elected
        ]

    def give_roles(self, *, names_shown: bool) -> None:
        """End the offices of those before, and give them to the elected.

        ``names_shown``: both have agreed that their names are shown in the house.
        Raise RuleBroken for an election that cannot have been.
        """
        self.check(names_shown=names_shown)
        offices.give(
            self.elected,
            self.department,
            since=self.held_on,
            names_shown=names_shown,
            given_by=self.recorded_by,
        )

    def check(self, *, names_shown: bool) -> None:
        """Raise RuleBroken for an election that cannot have been, or stands already."""
        if self.held_on > clock.today():
            raise RuleBroken(_l("Valget er ikke holdt ennå. Skriv dagen det var."))
        later = self.latest(self.department)
        if later is not None and later is not self and later.held_on > self.held_on:
            raise RuleBroken(_l("Det er skrevet inn et nyere valg her."))
        if self._one_here_is_newer():
            raise RuleBroken(_l("Det er holdt et nyere valg her."))
        if self._one_is_under_way():
            raise RuleBroken(
                _l("Det er valg her nå. Vent til det er endelig, eller gjelder ikke.")
            )
        self._check_elected()
        self._check_witnesses()
        if later not in (None, self) and self._repeats(later, names_shown):
            raise RuleBroken(
                _l("Vi har allerede fått denne. Du trenger ikke å sende en gang til.")
            )

    def _check_elected(self) -> None:
        for person in self.elected:
            if not offices.fits(person, self.department):
                raise RuleBroken(self._who_fits)
        if len(set(self.elected)) < len(self.elected):
            raise RuleBroken(_l("Tillitsvalgt og vara må være to personer."))
        if self.recorded_by in self.elected:
            raise RuleBroken(_l("Du kan ikke skrive inn et valg der du selv er valgt."))

    @property
    def _who_fits(self) -> LazyString:
        if self.department:
            return _l(
                "Den som er valgt, må være deltaker i avdelingen, og ikke ansatt."
            )
        if BOARD_SEAT_FOLLOWS_OFFICE.value():
            return _l("Den som er valgt til styret, må være tillitsvalgt eller vara.")
        return _l("Den som er valgt, må være deltaker, og ikke ansatt.")

    def _one_here_is_newer(self) -> bool:
        published = select(Election.id).where(
            Election.department_id == (self.department.id if self.department else None),
            Election.state == State.PUBLISHED,
            Election.published_on >= self.held_on,
        )
        return db.session.scalar(published.limit(1)) is not None

    def _one_is_under_way(self) -> bool:
        """Its voters and its protocol decide: nobody writes in another beside it."""
        place = self.department.id if self.department else None
        here = select(Election).where(
            Election.department_id == place,
            Election.state.not_in((State.DRAFT, State.ANNULLED)),
        )
        found = db.session.scalars(here).unique()
        return any(it.standing is not State.FINAL for it in found)

    def _check_witnesses(self) -> None:
        witnesses = (self.witness_1, self.witness_2)
        if any(names.could_be(*pair) for pair in permutations(witnesses)):
            raise RuleBroken(_l("To forskjellige personer må ha sett valget."))
        if any(it.could_be(name) for it in self.elected for name in witnesses):
            raise RuleBroken(_l("Den som er valgt, kan ikke være vitne."))
        if any(map(self.recorded_by.could_be, witnesses)):
            raise RuleBroken(_l("Den som skriver inn valget, kan ikke være vitne."))

    def _repeats(self, other: "RecordedElection", names_shown: bool) -> bool:
        """Whether it says what stands already, as a double click does."""
        facts = ("held_on", "representative", "deputy", "witness_1", "witness_2")
        return all(getattr(self, it) == getattr(other, it) for it in facts) and any(
            role.kind is offices.kinds_of(self.department)[0]
            and role.department == self.department
            and role.name_shown is names_shown
            for role in self.representative.current_roles
        )
