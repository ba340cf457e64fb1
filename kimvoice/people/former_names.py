"""What somebody was called before: a new name makes no record tell of another."""

from datetime import date

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, select
from sqlalchemy.orm import Mapped, mapped_column

from kimvoice.core import clock, days
from kimvoice.core.db import Model, db
from kimvoice.core.errors import RuleBroken
from kimvoice.people import names
from kimvoice.people.models import Person
from kimvoice.people.seconds import TOLD_FOR

KEPT_MONTHS = 13
"""Longer than any complaint, whose log names people as they are called now."""


class FormerName(Model):
    __tablename__ = "former_names"

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id", ondelete="CASCADE"))
    name: Mapped[str]
    until: Mapped[date]
    """The day on which another was written in."""

    @classmethod
    def of(cls, person: Person) -> list["FormerName"]:
        """Other names than the one of today, the latest first."""
        query = select(cls).where(cls.person_id == person.id, cls.name != person.name)
        return list(db.session.scalars(query.order_by(cls.id.desc())))

    @classmethod
    def told_to(cls, person: Person) -> list["FormerName"]:
        since = clock.today() - TOLD_FOR
        return [each for each in cls.of(person) if each.until >= since]

    @classmethod
    def forget_old(cls) -> bool:
        """Whether there were any; the caller commits."""
        last = days.months_after(clock.today(), -KEPT_MONTHS)
        old = list(db.session.scalars(select(cls).where(cls.until < last)))
        for each in old:
            db.session.delete(each)
        return bool(old)


def correct_name(person: Person, name: str) -> None:
    """Raise RuleBroken for a name that another one has, in any spelling."""
    others = select(Person.name).where(Person.id != person.id)
    if names.same(name) in map(names.same, db.session.scalars(others)):
        raise RuleBroken(_l("En annen heter det samme. Gjør navnene ulike."))
    before, person.name = person.name, names.plain(name)
    if person.name != before:
        db.session.add(
            FormerName(person_id=person.id, name=before, until=clock.today())
        )
