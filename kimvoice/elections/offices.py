"""The offices that an election gives: the only way to them (DESIGN 6)."""

from collections.abc import Sequence
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.settings import BOARD_SEAT_FOLLOWS_OFFICE, TERM_MONTHS
from kimvoice.elections.states import DONE
from kimvoice.people.duties import ELECTED, EMPLOYED, is_elected
from kimvoice.people.models import Department, Person, Role, RoleKind

WARNED_BEFORE = timedelta(weeks=8)
"""The end of a term: a round takes four or five weeks, and needs to be planned."""
TOLD_AHEAD_MONTHS = 12
"""The farthest last day that somebody may choose: by then there is an election."""

WELCOMED_FOR = timedelta(days=30)


def give(
    elected: Sequence[Person],
    department: Department | None,
    *,
    since: date,
    names_shown: bool,
    given_by: Person,
    rest_of_term: bool = False,
) -> None:
    """To the representative and the deputy; without a department, the board's seat.

    The offices of those before end. ``names_shown``: the elected have agreed that
    their names are shown in the house. ``rest_of_term``: of those before, where enough
    of it is left to be worth an election.
    """
    lock(department)
    term_ends = _term_from(department, since, rest=rest_of_term)
    for role in held_from(department, since):
        if role.starts < since:
            role.end(since - timedelta(days=1))
        else:
            # Written in anew: the election from before stays in the list.
            role.person.roles.remove(role)
    for person, kind in zip(elected, kinds_of(department), strict=False):
        role = person.take_role(kind, department, since=since, name_shown=names_shown)
        role.given_on, role.given_by = clock.today(), given_by
        role.term_ends = term_ends


def kinds_of(department: Department | None) -> tuple[RoleKind, ...]:
    return ELECTED if department else (RoleKind.BOARD_MEMBER,)


def lock(department: Department | None) -> None:
    """Of two who give or move an office there, one waits for the other.

    The board's seat hangs on the offices of all departments.
    """
    rows = select(Department.id).order_by(Department.id)
    if department:
        rows = rows.where(Department.id == department.id)
    db.session.execute(rows.with_for_update())


def held_from(department: Department | None, since: date) -> list[Role]:
    """Elected offices there that last until the day, or longer.

    In the board those of participants alone: others sit there without our elections.
    """
    return [
        role
        for role in _ever(department)
        if not role.is_over(since)
        and (is_elected(role) or role.person.holds(RoleKind.PARTICIPANT))
    ]


def held_today(department: Department | None) -> list[Role]:
    today = clock.today()
    return [it for it in held_from(department, today) if it.starts <= today]


def of(person: Person) -> list[Role]:
    """Elected ones that the person holds, or is to hold; the first to begin first."""
    held = [it for it in person.roles if is_elected(it)]
    lasting = (it for it in held if not it.is_over(clock.today()))
    return sorted(lasting, key=lambda it: (it.starts, it.id))


def fits(person: Person, department: Department | None) -> bool:
    """Whether the person may hold the office: a participant there, not employed.

    In the board somebody whom a department has elected, unless the house has chosen
    that the seat does not follow that office.
    """
    if person.holds(*EMPLOYED):
        return False
    if department is None and BOARD_SEAT_FOLLOWS_OFFICE.value():
        return person.holds(*ELECTED)
    return person.holds(RoleKind.PARTICIPANT, department=department)


def eligible(department: Department | None) -> list[Person]:
    """By name."""
    if department:
        asked = department.participants()
    elif BOARD_SEAT_FOLLOWS_OFFICE.value():
        asked = [it for kind in ELECTED for it in Person.holding(kind)]
    else:
        asked = Person.holding(RoleKind.PARTICIPANT)
    able = {person for person in asked if fits(person, department)}
    return sorted(able, key=lambda each: (each.name, each.user_name))


def newly(person: Person) -> list[Role]:
    """Those one has begun in lately, or is to begin in: by the day that it was told."""
    since = clock.today() - WELCOMED_FOR
    return [it for it in of(person) if max(it.starts, it.given_on or it.starts) > since]


def step_down(role: Role, last_day: date) -> None:
    """By whoever holds it. Raise RuleBroken for what is over, or is no such day."""
    lock(role.department)
    if role not in _ever(role.department):
        raise RuleBroken(DONE)
    check_last_day(role, last_day)
    role.end(last_day)


def check_last_day(role: Role, last_day: date) -> None:
    today = clock.today()
    if not is_elected(role) or role.is_over(today) or role.ends == last_day:
        raise RuleBroken(DONE)
    if last_day < today:
        raise RuleBroken(_l("Siste dag kan ikke være før i dag."))
    if role.is_over(last_day):
        raise RuleBroken(_l("Du har alt skrevet en dag som kommer før."))
    if last_day > days.months_after(today, TOLD_AHEAD_MONTHS):
        raise RuleBroken(_l("Skriv en dag som er mindre enn et år fram i tid."))


def follows(role: Role, last_day: date) -> Role | None:
    """The deputy who moves up when the representative has had the last day."""
    if role.kind is not RoleKind.REPRESENTATIVE:
        return None
    after = held_from(role.department, last_day + timedelta(days=1))
    return next((it for it in after if it.kind is RoleKind.DEPUTY), None)


def seat_that_follows(role: Role) -> Role | None:
    """In the board, which is lost with the last office in a department."""
    others = [it for it in of(role.person) if it is not role]
    if any(it.kind in ELECTED for it in others):
        return None
    return next(iter(others), None) if BOARD_SEAT_FOLLOWS_OFFICE.value() else None


def move_up(deputy: Role) -> Role:
    """The deputy is representative from today, for what is left of the term."""
    today = clock.today()
    moved = deputy.person.take_role(
        RoleKind.REPRESENTATIVE,
        deputy.department,
        since=today,
        until=deputy.ends,
        name_shown=deputy.name_shown,
    )
    moved.given_on, moved.term_ends = today, deputy.term_ends
    moved.ended_on = deputy.ended_on
    deputy.end(today - timedelta(days=1))
    return moved


def moved_up(role: Role) -> bool:
    """Whether the representative was deputy there until the day before."""
    return role.kind is RoleKind.REPRESENTATIVE and any(
        it.kind is RoleKind.DEPUTY
        and it.ends is not None
        and it.ends + timedelta(days=1) == role.starts
        and it.department == role.department
        for it in role.person.roles
    )


def is_held_again(role: Role) -> bool:
    """Whether the person is elected anew to the office that ends."""
    return any(_is_same(it, role) and it.starts > role.starts for it in of(role.person))


def was_held_before(role: Role) -> bool:
    eve = role.starts - timedelta(days=1)
    return any(_is_same(it, role) and it.ends == eve for it in role.person.roles)


def _is_same(one: Role, other: Role) -> bool:
    return one.kind is other.kind and one.department == other.department


def _ever(department: Department | None) -> list[Role]:
    """Read anew: who had to wait for the lock sees what the other has done."""
    place = department.id if department else None
    found = select(Role).where(
        Role.department_id == place, Role.kind.in_(kinds_of(department))
    )
    fresh = found.order_by(Role.id).execution_options(populate_existing=True)
    return list(db.session.scalars(fresh).unique())


def _term_from(department: Department | None, since: date, *, rest: bool) -> date:
    before = (role.term_ends for role in _ever(department) if role.term_ends)
    left = max(before, default=since)
    if rest and left > since + WARNED_BEFORE:
        return left
    return days.months_after(since, TERM_MONTHS.value())
