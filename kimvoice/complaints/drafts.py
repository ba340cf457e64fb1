"""What a participant has not sent: saved by a button alone, for fourteen days."""

import json
from datetime import date, timedelta
from typing import Self

from sqlalchemy import ForeignKey, LargeBinary, Select, select
from sqlalchemy.orm import Mapped, mapped_column

from kimvoice.complaints import sweeping
from kimvoice.complaints.ladder import DRAFT_DAYS
from kimvoice.core import clock, site_key
from kimvoice.core.db import Model, db
from kimvoice.core.vault import place_of
from kimvoice.people.models import Person

Answers = dict[str, list[str]]
"""What stands in the fields of the form, by their names."""


class Draft(Model):
    """One for each person; only that person ever sees it."""

    __tablename__ = "complaint_drafts"

    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"),
        primary_key=True,
        autoincrement=False,
    )
    saved_on: Mapped[date]
    sealed: Mapped[bytes] = mapped_column(LargeBinary)

    @classmethod
    def of(cls, person: Person) -> Self | None:
        """None too when its days are over, whether or not it is deleted yet."""
        draft = db.session.get(cls, person.id)
        return draft if draft and clock.today() <= draft.last_day else None

    @classmethod
    def save(cls, person: Person, answers: Answers) -> Self:
        earlier = db.session.get(cls, person.id)
        if earlier:
            sweeping.owe()
        draft = earlier or cls(person_id=person.id)
        draft.saved_on = clock.today()
        draft.sealed = site_key.seal(json.dumps(answers), place_of(draft, "sealed"))
        db.session.add(draft)
        return draft

    @classmethod
    def forget(cls, person: Person) -> None:
        cls._forget(select(cls).where(cls.person_id == person.id))

    @classmethod
    def forget_sent(cls, person: Person, nonce: str) -> None:
        """Not what the person has saved of another complaint."""
        draft = cls.of(person)
        if draft and draft.nonce == nonce:
            cls.forget(person)

    @classmethod
    def forget_old(cls) -> None:
        """The caller commits."""
        last = clock.today() - timedelta(days=DRAFT_DAYS)
        cls._forget(select(cls).where(cls.saved_on < last))

    @classmethod
    def _forget(cls, which: Select[Self]) -> None:
        """What was written is to be gone from the files too."""
        drafts = list(db.session.scalars(which))
        for draft in drafts:
            db.session.delete(draft)
        if drafts:
            sweeping.owe()

    @property
    def last_day(self) -> date:
        return self.saved_on + timedelta(days=DRAFT_DAYS)

    @property
    def answers(self) -> Answers:
        words = site_key.opened(self.sealed, place_of(self, "sealed"))
        found: Answers = json.loads(words)
        return found

    @property
    def nonce(self) -> str:
        """Of the form it was saved from: the same form may save it again."""
        return self.answers["nonce"][0]


site_key.holds(Draft, "sealed")
