"""The demo: kept between starts, with a clock that only moves forward."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

from flask import Flask, current_app
from sqlalchemy import func, select

from kimvoice.complaints import daily, standstill
from kimvoice.config import Config, default_instance
from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.jobs import Done
from kimvoice.demo import marker as markers
from kimvoice.demo import people
from kimvoice.demo.furnishing import everybody_signs_in, furnish
from kimvoice.demo.marker import Marker
from kimvoice.elections import daily as elections
from kimvoice.house import open_house
from kimvoice.people.models import Person, Role, RoleKind

HEADER = ("role", "name", "user name", "passphrase", "department")
MOST_TELLING = (
    RoleKind.GENERAL_MANAGER,
    RoleKind.WORK_LEADER,
    RoleKind.REPRESENTATIVE,
    RoleKind.DEPUTY,
    RoleKind.COORDINATOR,
    RoleKind.BOARD_CHAIR,
    RoleKind.BOARD_DEPUTY,
    RoleKind.ADMINISTRATOR,
    RoleKind.SAFETY_REPRESENTATIVE,
    RoleKind.STAFF_MEMBER,
    RoleKind.PARTICIPANT,
)


def demo_config(instance: Path | None) -> Config:
    """Receipt codes cost as in a real house; 70 passphrases at once do not."""
    return replace(
        Config.from_env(),
        instance=(instance or default_instance() / "demo").resolve(),
        demo=True,
        passphrase_cost=1,
    )


FARTHEST = timedelta(days=5 * 365)
"""No calendar of holidays reaches the end of time."""


def open_demo(instance: Path | None, *, today: date | None, fresh: bool) -> Flask:
    """The demo that stands in the folder, or a new one.

    Raises NotADemo, and has changed nothing, where another house stands; RuleBroken
    for a day before the demo's own today.
    """
    config = demo_config(instance)
    marker = markers.found(config)
    if marker and marker.furnished and not fresh:
        return _open_again(config, marker, today)
    ahead = _days_ahead(today, kept=0)
    with markers.alone(config):
        return _furnish_anew(config, marker or Marker(), ahead)


def table_of_people() -> str:
    """Everybody, the most interesting first, tab-separated below a header line."""
    lines = sorted(
        (_most_telling(person) for person in db.session.scalars(select(Person))),
        key=lambda role: (
            MOST_TELLING.index(role.kind),
            _department_of(role),
            role.person.name,
        ),
    )
    return "\n".join("\t".join(line) for line in [HEADER, *map(_line, lines)])


def code_to_try() -> str:
    """The digits that open a long thread, as its author can."""
    marker = Marker.read(current_app.extensions["config"].instance)
    return marker.code_to_try if marker else ""


def codes_of_matters() -> list[str]:
    """Of the suggestions that became matters, the oldest first."""
    marker = Marker.read(current_app.extensions["config"].instance)
    return marker.codes_of_matters if marker else []


def _open_again(config: Config, marker: Marker, today: date | None) -> Flask:
    markers.must_be_whole(config)
    ahead = _days_ahead(today, kept=marker.days_ahead)
    app = open_house(config)
    _move(app, ahead)
    replace(marker, days_ahead=ahead).write(config.instance)
    return app


def _furnish_anew(config: Config, marker: Marker, ahead: int) -> Flask:
    replace(marker, furnished=False).write(config.instance)
    markers.clear(config)
    # A new id: an old database elsewhere does not fit the new keys.
    marker = Marker()
    marker.write(config.instance)
    app, told = furnish(config, marker)
    _move(app, ahead)
    replace(told, furnished=True, days_ahead=ahead).write(config.instance)
    return app


def _days_ahead(today: date | None, *, kept: int) -> int:
    if today is None:
        return kept
    real = clock.real_now().astimezone(clock.OSLO).date()
    own = real + timedelta(days=kept)
    if today < own:
        raise RuleBroken(
            f"In this demo it is {own} already, and its clock only moves forward."
            + (" Begin anew with --fresh." if kept else "")
        )
    if today > own + FARTHEST:
        raise RuleBroken(f"The clock moves at most {FARTHEST.days} days at a time.")
    return (today - real).days


def _move(app: Flask, ahead: int) -> None:
    with app.app_context():
        clock.the_clock().move(timedelta(days=ahead))
        _live_until_today()
        everybody_signs_in()


def _live_until_today() -> None:
    """Day by day, whether the clock was moved or the demo lay still.

    As one long standstill nothing would climb afterwards (complaints/standstill.py).
    """
    the_clock, today = clock.the_clock(), clock.today()
    ahead = the_clock.ahead
    for day in _not_lived(today):
        the_clock.move(ahead - (today - day))
        daily.run_when_due()
        elections.run_when_due()
    the_clock.move(ahead)


UNTIL_ALL_HAS_CLIMBED = 120
"""Working days: then whatever nobody has answered is at the last step."""
LAST_DAYS = 5
"""Lived again one by one, so that what was left out before them holds back nothing."""


def _not_lived(today: date) -> list[date]:
    """From the last day that was lived: in a new demo, the real one.

    Of years that pass at once those are left out on which nothing can happen.
    """
    last = db.session.scalar(
        select(func.max(Done.slot)).where(Done.job == standstill.JOB)
    )
    real = clock.real_now().astimezone(clock.OSLO).date()
    since = date.fromisoformat(last) if last else min(real, today)
    between = (since + timedelta(days=each) for each in range((today - since).days))
    passed = [*filter(days.is_working_day, between)]
    if len(passed) > UNTIL_ALL_HAS_CLIMBED + LAST_DAYS:
        passed[UNTIL_ALL_HAS_CLIMBED:-LAST_DAYS] = []
    return [*passed, today]


def _most_telling(person: Person) -> Role:
    """Of who has left, what they were."""
    return min(
        (
            role
            for role in person.current_roles or person.roles
            if role.kind in MOST_TELLING
        ),
        key=lambda role: MOST_TELLING.index(role.kind),
    )


def _line(role: Role) -> tuple[str, ...]:
    user_name = role.person.user_name
    return (
        role.kind.value,
        role.person.name,
        user_name,
        people.passphrase(user_name),
        _department_of(role),
    )


def _department_of(role: Role) -> str:
    return role.department.name if role.department else ""
