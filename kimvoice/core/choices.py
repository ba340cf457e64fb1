"""What a setting ⚙ is, and what the house has chosen instead of its default.

A setting that carries a promise can only be made stricter, counts from the next
round, and stands with name and date where the promise is read (DESIGN, first page).
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from flask_babel import LazyString
from flask_babel import gettext as _
from sqlalchemy import select, text
from sqlalchemy.orm import Mapped, mapped_column

from kimvoice.core import clock
from kimvoice.core.db import Model, begin_writing, db, is_sqlite, remembered
from kimvoice.core.errors import RuleBroken

Value = TypeVar("Value")


class Strict(StrEnum):
    """Which way a promise may move."""

    UP = "up"
    DOWN = "down"


class Choice(Model):
    """A value that the house has chosen instead of the default."""

    __tablename__ = "setting_choices"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    counts_from: Mapped[date]
    value: Mapped[str]
    chosen_by: Mapped[str]
    """A name; empty once the person is erased."""
    chosen_on: Mapped[date]

    @property
    def chooser(self) -> str:
        return self.chosen_by or str(_("En som er slettet"))


def begin_choosing() -> None:
    """End the reading so far: of two who choose at once, one sees the other's choice.

    There may be no row to lock yet; SQLite's write lock holds the whole table anyway.
    """
    begin_writing()
    if not is_sqlite():
        lock = f"LOCK TABLE {Choice.__tablename__} IN SHARE ROW EXCLUSIVE MODE"
        db.session.execute(text(lock))


def chosen(name: str) -> list[Choice]:
    """Of one setting. A page that counts working days asks some hundred times."""
    by_name = remembered(Choice, _by_name)
    return by_name.get(name, [])


def _by_name() -> dict[str, list[Choice]]:
    found: dict[str, list[Choice]] = {}
    for choice in db.session.scalars(select(Choice)):
        found.setdefault(choice.name, []).append(choice)
    return found


REGISTER: dict[str, "Setting[Any]"] = {}


@dataclass(frozen=True)
class Setting(Generic[Value]):
    name: str
    default: Value
    meaning: LazyString
    strict: Strict | None = None
    at_next_round: bool = False
    """The mailbox's promises stand until it has been opened once more."""
    from_tomorrow: bool = False
    """What was said to somebody today stands."""
    between: tuple[int, int] | None = None
    read: Callable[[Any], Value] = lambda plain: plain
    write: Callable[[Value], Any] = lambda value: value

    def __post_init__(self) -> None:
        REGISTER[self.name] = self

    def value(self, on: date | None = None) -> Value:
        choice = self.choice(on)
        return self.default if choice is None else self.parse(choice.value)

    def choice(self, on: date | None = None) -> Choice | None:
        """The choice in force today, or on another day, with who made it and when."""
        day = on or clock.today()
        begun = (each for each in chosen(self.name) if each.counts_from <= day)
        return max(begun, key=lambda it: (it.counts_from, it.id), default=None)

    def choose(self, value: Value, by: str, counts_from: date) -> None:
        """Raise RuleBroken for a value that makes no sense, or weakens a promise.

        ``counts_from``: for what counts from the next round, the day it begins.
        """
        self._check(value, counts_from)
        db.session.add(
            Choice(
                name=self.name,
                counts_from=counts_from,
                value=json.dumps(self.write(value)),
                chosen_by=by,
                chosen_on=clock.today(),
            )
        )
        db.session.flush()

    def history(self) -> list[Choice]:
        """Every choice of this setting, the newest first: who changed what, when."""
        return list(
            db.session.scalars(
                select(Choice)
                .where(Choice.name == self.name)
                .order_by(Choice.id.desc())
            )
        )

    def value_to_come(self) -> Value:
        """When everything that was chosen has begun to count."""
        return self.value(on=date.max)

    def loosest(self, counts_from: date) -> Value:
        """The least strict value that keeps what is promised when it begins to count.

        What was chosen for the same day, and has not counted yet, may be corrected.
        """
        held: list[Any] = [
            self.default,
            self.value(),
            self.value(on=counts_from - timedelta(days=1)),
        ]
        loosest: Value = max(held) if self.strict is Strict.UP else min(held)
        return loosest

    @property
    def is_strictest(self) -> bool:
        return self.strict is Strict.DOWN and self.value() == 1

    @property
    def counts_from_next_round(self) -> bool:
        return self.at_next_round or self.strict is not None

    def parse(self, text: str) -> Value:
        return self.read(json.loads(text))

    def keeps_the_promise(self, value: Any, counts_from: date) -> bool:
        loosest: Any = self.loosest(counts_from)
        if self.strict is Strict.UP:
            return bool(value >= loosest)
        return bool(0 < value <= loosest)

    def _check(self, value: Any, counts_from: date) -> None:
        if type(value) is not type(self.default):
            raise RuleBroken(f"{self.name} must be like {self.default!r}.")
        self._check_range(value)
        if self.strict and not self.keeps_the_promise(value, counts_from):
            raise RuleBroken(
                f"{self.name} carries a promise: it is"
                f" {self.loosest(counts_from)!r} and can only go {self.strict.value}."
            )

    def _check_range(self, value: Any) -> None:
        if self.between is None:
            return
        low, high = self.between
        if not low <= value <= high:
            raise RuleBroken(f"{self.name} must be from {low} to {high}.")


@dataclass(frozen=True)
class Changed:
    """A promise that the house has made stricter, said where the promise is read."""

    meaning: LazyString
    value: Any
    since: date
    by: str


def changed(*promises: Setting[Any]) -> list[Changed]:
    found = [(each, each.choice()) for each in promises]
    return [
        Changed(each.meaning, each.value(), choice.counts_from, choice.chooser)
        for each, choice in found
        if choice
    ]
