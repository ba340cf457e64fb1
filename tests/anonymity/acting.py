"""Attacks by somebody who acts while it happens; and what stands in his way."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, Response, request
from sqlalchemy import select

from kimvoice.core import clock, days
from kimvoice.core.choices import Setting
from kimvoice.core.db import db
from kimvoice.people.models import Department, Person
from kimvoice.suggestions import codes, effects, mailbox, openings, telltale
from kimvoice.suggestions.slips import Slip
from tests.anonymity import asking, choosing, filling, planting, watching, without_lot
from tests.anonymity.defences import Defence, whenever_it_comes
from tests.anonymity.story import week_of
from tests.anonymity.watched import FORM, HOME, LIST

ATTACKS = [
    *watching.ATTACKS,
    *planting.ATTACKS,
    *choosing.ATTACKS,
    *filling.ATTACKS,
    *asking.ATTACKS,
]

Patch = pytest.MonkeyPatch


# When the mailbox opens


def _take_effect(*slips: Slip) -> None:
    derived = {slip.code: codes.derive(slip.code) for slip in slips}
    effects.take(set(slips), derived, days.this_week())


def _take_effect_at_once(patch: Patch, _app: Flask) -> None:
    patch.setattr(mailbox, "receive", _take_effect)


def _open_when_three_lie_there(patch: Patch, _app: Flask) -> None:
    lying: list[Slip] = []

    def receive(slip: Slip) -> None:
        lying.append(slip)
        if len(lying) == 3:
            _take_effect(*lying)
            lying.clear()

    patch.setattr(mailbox, "receive", receive)


def _open_as_soon_as_chosen(patch: Patch, _app: Flask) -> None:
    patch.setattr(openings, "_comes_too_soon", lambda *_given: False)


def _count_at_once(patch: Patch, _app: Flask) -> None:
    """Also in a round that has begun."""
    patch.setattr(Setting, "counts_from_next_round", False)
    patch.setattr(mailbox, "_last_emptied", clock.today)


# What pages tell


@dataclass
class Lying:
    """How many slips came this week."""

    count: int = 0
    week: str = ""

    def add(self) -> None:
        self.count, self.week = self.now + 1, week_of(datetime.now(UTC))

    @property
    def now(self) -> int:
        return self.count if self.week == week_of(datetime.now(UTC)) else 0


def _counted(patch: Patch) -> Lying:
    lying = Lying()
    whenever_it_comes(patch, lambda _slip: lying.add())
    return lying


def _say_how_many(*pages: str) -> Callable[[Patch, Flask], None]:
    def remove(patch: Patch, app: Flask) -> None:
        lying = _counted(patch)

        @app.after_request
        def _tell(answer: Response) -> Response:
            if request.path in pages and answer.mimetype == "text/html":
                told = f"<p>{lying.now} har skrevet denne uka.</p>"
                answer.set_data(answer.get_data() + told.encode())
            return answer

    return remove


def _put_it_off_for_each_slip(patch: Patch, _app: Flask) -> None:
    lying, next_opening = _counted(patch), openings.next_opening

    def later(after: datetime | None = None) -> datetime:
        return next_opening(after) + timedelta(hours=lying.now)

    patch.setattr(openings, "next_opening", later)


def _warn_of_participants(patch: Patch, _app: Flask) -> None:
    def holds_name(text: str) -> bool:
        return any(name in text for name in db.session.scalars(select(Person.name)))

    patch.setattr(telltale, "holds_name_or_number", holds_name)


# What may be chosen, and guessed


def _let_everything_be_chosen(patch: Patch, _app: Flask) -> None:
    patch.setattr(Setting, "_check", lambda *_given: None)


def _name_every_department(patch: Patch, _app: Flask) -> None:
    def every() -> list[Department]:
        return list(db.session.scalars(select(Department).order_by(Department.name)))

    patch.setattr(Department, "large_enough", every)


def _keep_one_pace(patch: Patch, app: Flask) -> None:
    patch.setattr(type(app.extensions["pace"]), "CHOICES", 1, raising=False)


def _draw_few_codes(patch: Patch, _app: Flask) -> None:
    whole = codes._with_check_digit

    def few(drawn: int) -> str:
        return whole(drawn % asking.GUESSES)

    patch.setattr(codes, "_with_check_digit", few)


DEFENCES = [
    Defence(
        "nothing takes effect before the mailbox is opened",
        _take_effect_at_once,
        ("inside pages that move",),
    ),
    Defence(
        "the mailbox opens by the calendar",
        _open_when_three_lie_there,
        ("own slips make the mailbox open",),
    ),
    Defence(
        "no choice makes a round short",
        _open_as_soon_as_chosen,
        ("another day for the mailbox",),
    ),
    Defence(
        "settings count from the next round",
        _count_at_once,
        ("a full mailbox with room for one more",),
        only_long=True,
    ),
    Defence(
        "no page inside counts what lies in the mailbox",
        _say_how_many(HOME, LIST),
        ("a page tells that somebody wrote",),
    ),
    Defence(
        "no open page counts it",
        _say_how_many(FORM),
        ("a page tells that somebody wrote",),
        together="asked",
    ),
    Defence(
        "no date depends on it",
        _put_it_off_for_each_slip,
        ("a page tells that somebody wrote",),
    ),
    Defence(
        "the warning knows nobody of the house",
        _warn_of_participants,
        ("names in the warning",),
        together="drawn",
    ),
    Defence(
        "settings have a floor",
        _let_everything_be_chosen,
        ("which small department",),
    ),
    Defence(
        "small departments are not stored",
        _name_every_department,
        ("which small department",),
    ),
    Defence(
        "the pace is drawn",
        _keep_one_pace,
        ("how many go in within ten minutes",),
        only_long=True,
    ),
    Defence(
        "numbers are drawn",
        without_lot.count_instead_of_drawing,
        (
            "order of the open list",
            "order of the readers' list",
            "own slips as neighbours",
        ),
        together="drawn",
    ),
    Defence(
        "codes are long",
        _draw_few_codes,
        ("guessed codes",),
        together="asked",
    ),
]
