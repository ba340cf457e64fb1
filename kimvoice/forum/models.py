"""A matter («sak 14/2026»): raised once, considered by one body after the other."""

from collections.abc import Iterable
from datetime import date
from typing import Self

from flask_babel import lazy_gettext as _l
from sqlalchemy import CheckConstraint, ForeignKey, UniqueConstraint, func, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from kimvoice.core import clock, days
from kimvoice.core.db import Model, add_alone, closed_choice, db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.history import MatterEvent
from kimvoice.forum.impartiality import Impartiality
from kimvoice.forum.parting import Parting
from kimvoice.forum.states import STOPPED, Deed, Elsewhere, Origin, Presenter, Wish
from kimvoice.people.models import Person


class MatterPerson(Model):
    """Somebody whom a matter is about: they decide nothing in it."""

    __tablename__ = "matter_people"

    matter_id: Mapped[int] = mapped_column(
        ForeignKey("matters.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(
        ForeignKey("people.id", ondelete="CASCADE"), primary_key=True
    )


class Matter(Parting, Impartiality, Model):
    __tablename__ = "matters"
    __table_args__ = (
        UniqueConstraint("year", "ordinal"),
        CheckConstraint("same_as_id != id", "another_matter"),
        CheckConstraint(
            "origin != 'anonymous_suggestion' OR raised_by_id IS NULL",
            "suggestion_has_no_person",
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    year: Mapped[int]
    ordinal: Mapped[int]
    """«14» of «14/2026»; no matter is ever deleted, and no number used again."""
    title: Mapped[str]
    text: Mapped[str]
    """Both empty once it was pointed elsewhere, or withdrawn."""
    origin: Mapped[Origin] = mapped_column(closed_choice(Origin, "origin"))
    wish: Mapped[Wish] = mapped_column(closed_choice(Wish, "wish"))
    presenter: Mapped[Presenter] = mapped_column(closed_choice(Presenter, "presenter"))
    raised_by_id: Mapped[int | None] = mapped_column(
        ForeignKey("people.id", ondelete="SET NULL")
    )
    """Of a suggestion nobody: what it came from, the suggestion's row alone knows."""
    name_shown: Mapped[bool] = mapped_column(default=False)
    published_on: Mapped[date | None]
    """When the first agenda with it was laid out."""
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("matters.id"))
    elsewhere: Mapped[Elsewhere | None] = mapped_column(
        closed_choice(Elsewhere, "elsewhere")
    )
    elsewhere_words: Mapped[str] = mapped_column(default="")

    raised_by: Mapped[Person | None] = relationship()
    same_as: Mapped["Matter | None"] = relationship(
        remote_side=[id], back_populates="doubles"
    )
    doubles: Mapped[list["Matter"]] = relationship(
        back_populates="same_as", order_by=id
    )
    considerations: Mapped[list[Consideration]] = relationship(
        back_populates="matter",
        order_by=Consideration.id,
        cascade="all, delete-orphan",
    )
    events: Mapped[list[MatterEvent]] = relationship(
        back_populates="matter",
        order_by=MatterEvent.line,
        cascade="all, delete-orphan",
    )
    about: Mapped[list[Person]] = relationship(secondary="matter_people")

    @classmethod
    def raised(
        cls,
        body: Body,
        title: str,
        text: str,
        origin: Origin,
        *,
        by: Person | None = None,
        name_shown: bool = False,
        wish: Wish = Wish.DO_NOT_KNOW,
        presenter: Presenter = Presenter.DO_NOT_KNOW,
    ) -> Self:
        """With the next number of the year: nobody else takes one meanwhile."""
        add_alone(cls)
        year = clock.today().year
        last = db.session.scalar(select(func.max(cls.ordinal)).where(cls.year == year))
        matter = cls(
            year=year,
            ordinal=(last or 0) + 1,
            title=title,
            text=text,
            origin=origin,
            wish=wish,
            presenter=presenter,
            raised_by=by,
            name_shown=name_shown,
            elsewhere_words="",
        )
        # Else its date would tell on which day a suggestion was taken up.
        hides_day = origin is Origin.ANONYMOUS_SUGGESTION
        monday = days.monday_after(days.this_week()) if hides_day else None
        matter.considerations.append(Consideration.begin(body, counted_from=monday))
        db.session.add(matter)
        matter.enter(Deed.RAISED, body)
        db.session.flush()
        return matter

    @classmethod
    def numbered(cls, year: int, ordinal: int) -> Self | None:
        return db.session.scalar(
            select(cls).where(cls.year == year, cls.ordinal == ordinal)
        )

    @classmethod
    def locked(cls, numbers: Iterable[int]) -> list[Self]:
        """By id, in one order: two that change the same matters wait for each other.

        Locked first and read then: on PostgreSQL what is joined to a row that one had
        to wait for is as old as the question.
        """
        rows = select(cls).where(cls.id.in_(set(numbers))).order_by(cls.id)
        db.session.execute(rows.with_only_columns(cls.id).with_for_update())
        db.session.expire_all()
        return list(db.session.scalars(rows).unique())

    # What it is

    @property
    def number(self) -> str:
        """«14/2026»."""
        return f"{self.ordinal}/{self.year}"

    @property
    def is_published(self) -> bool:
        return self.published_on is not None

    @property
    def root(self) -> Consideration:
        """The visit to the body that asked first."""
        return next(it for it in self.considerations if it.is_root)

    @property
    def main(self) -> "Matter":
        """The one that this is the same as, in the end."""
        return self.same_as.main if self.same_as is not None else self

    @property
    def way(self) -> "Matter":
        """Whose way its readers follow: of a double the main one's, once laid out."""
        return self.main if self.main.is_published else self

    @property
    def open_considerations(self) -> list[Consideration]:
        return [it for it in self.considerations if it.is_open]

    @property
    def has_answer(self) -> bool:
        """From any body that it has come to."""
        return bool(self.main.given_answers)

    @property
    def given_answers(self) -> list[MatterAnswer]:
        """Each once, by the body that gave it."""
        return [it.own_answer for it in self.considerations if it.own_answer]

    @property
    def is_finished(self) -> bool:
        """Answered where it was asked first, and all that was promised is settled:
        also by who answered on the way, or was asked again."""
        if self.same_as is not None:
            return self.same_as.is_finished
        settled = all(it.is_settled for it in self.given_answers)
        return not (self.root.is_open or self.is_put_off) and settled

    @property
    def is_put_off(self) -> bool:
        """Somebody said «not now», and is to look at it again."""
        return any(it.looks_again_on for it in self.considerations)

    @property
    def finished_on(self) -> date | None:
        """When the last was done in it; of a double, when it became one, if later."""
        if not self.is_finished:
            return None
        return max(self.events[-1].done_on, self.main.events[-1].done_on)

    @property
    def is_stopped(self) -> bool:
        return self.root.state in STOPPED

    def rename(self, title: str) -> None:
        """While it is read by those alone who prepare for it."""
        if self.is_published:
            raise RuleBroken(_l("Saken er lagt ut. Da kan overskriften ikke endres."))
        self.title = title

    def enter(
        self,
        deed: Deed,
        body: Body,
        *,
        other: Body | None = None,
        day: date | None = None,
        words: str = "",
    ) -> None:
        self.events.append(
            MatterEvent(
                line=len(self.events),
                deed=deed,
                done_on=clock.today(),
                body=body,
                other=other,
                day=day,
                words=words,
            )
        )
