"""«Er noe feil?»: what a person wants put right, and what was done (GDPR art. 16)."""

from datetime import date, timedelta
from typing import Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import ForeignKey, LargeBinary, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days, site_key
from kimvoice.core.db import Model, db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.vault import place_of
from kimvoice.people.models import Person

TOLD_FOR = timedelta(days=30)
KEPT_MONTHS = 6
"""After the answer."""


class Correction(Model):
    """At most one that waits for each person; the answer stays until the next."""

    __tablename__ = "corrections"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    asked_on: Mapped[date]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)
    answered_on: Mapped[date | None]
    answered_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    answer: Mapped[bytes | None] = mapped_column(LargeBinary)

    person: Mapped[Person] = relationship(foreign_keys=[person_id], lazy="joined")
    answered_by: Mapped[Person | None] = relationship(foreign_keys=[answered_by_id])

    @classmethod
    def ask(cls, person: Person, words: str) -> Self:
        """In place of what was asked and answered. Raise RuleBroken while one waits."""
        before = db.session.get(cls, person.id)
        if before and before.waits:
            raise RuleBroken(
                _l("Vi har fått det du skrev før, og har ikke svart ennå.")
            )
        asked = before or cls(person_id=person.id)
        asked.asked_on, asked.sealed = (
            clock.today(),
            site_key.seal(words, place_of(asked, "sealed")),
        )
        asked.answered_on = asked.answered_by = asked.answer = None
        db.session.add(asked)
        return asked

    @classmethod
    def of(cls, person: Person) -> Self | None:
        return db.session.get(cls, person.id)

    @classmethod
    def waiting(cls) -> list[Self]:
        """Those nobody has answered, the oldest first."""
        query = select(cls).where(cls.answered_on.is_(None))
        return list(db.session.scalars(query.order_by(cls.asked_on, cls.person_id)))

    @classmethod
    def forget_old(cls) -> bool:
        """Whether there were any; the caller commits."""
        last = days.months_after(clock.today(), -KEPT_MONTHS)
        old = list(db.session.scalars(select(cls).where(cls.answered_on < last)))
        for each in old:
            db.session.delete(each)
        return bool(old)

    def give(self, by: Person, words: str) -> None:
        """What was done, or why not. Raise RuleBroken when somebody has answered."""
        if not self.waits:
            raise RuleBroken(_l("En annen har svart på dette."))
        self.answered_on, self.answered_by = clock.today(), by
        self.answer = site_key.seal(words, place_of(self, "answer"))

    @property
    def waits(self) -> bool:
        return self.answered_on is None

    @property
    def is_news(self) -> bool:
        """Whether home tells that there is an answer."""
        on = self.answered_on
        return on is not None and clock.today() <= on + TOLD_FOR

    @property
    def words(self) -> str:
        return site_key.opened(self.sealed, place_of(self, "sealed"))

    @property
    def answer_words(self) -> str:
        return (
            site_key.opened(self.answer, place_of(self, "answer"))
            if self.answer
            else ""
        )


site_key.holds(Correction, "sealed")
site_key.holds(Correction, "answer")
