"""Who does what: roles that are given by hand, stand-ins, and where nobody is left."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Department, Person, Role, RoleKind

ELECTED = (RoleKind.REPRESENTATIVE, RoleKind.DEPUTY)
TAKING_PART = (RoleKind.PARTICIPANT, *ELECTED)
"""Whose names are theirs to show."""
GIVEN_BY_HAND = tuple(kind for kind in RoleKind if kind not in ELECTED)
EMPLOYED = (
    RoleKind.STAFF_MEMBER,
    RoleKind.WORK_LEADER,
    RoleKind.COORDINATOR,
    RoleKind.GENERAL_MANAGER,
)
"""Never beside an office that participants elect to: it is theirs alone."""
IN_A_DEPARTMENT = (RoleKind.PARTICIPANT, RoleKind.WORK_LEADER)
OWES_ANSWERS = (
    RoleKind.WORK_LEADER,
    RoleKind.COORDINATOR,
    RoleKind.GENERAL_MANAGER,
    RoleKind.BOARD_CHAIR,
)
CAN_OWE_ANSWERS = (*OWES_ANSWERS, RoleKind.BOARD_DEPUTY)
"""With the chair's deputy, who answers in the chair's place."""
NEVER_BESIDE = {
    RoleKind.ADMINISTRATOR: CAN_OWE_ANSWERS,
    **dict.fromkeys(CAN_OWE_ANSWERS, (RoleKind.ADMINISTRATOR,)),
}
"""Whoever gives the roles never holds one that opens complaints (DESIGN 5)."""
HAS_STAND_INS = (
    *OWES_ANSWERS,
    RoleKind.SAFETY_REPRESENTATIVE,
    RoleKind.ELECTION_OFFICER,
)


def is_elected(role: Role) -> bool:
    """By participants; another's seat in the board has no term that we know."""
    in_board = role.kind is RoleKind.BOARD_MEMBER and role.term_ends is not None
    return in_board or role.kind in ELECTED


def give(
    person: Person,
    kind: RoleKind,
    department: Department | None,
    since: date,
    until: date | None = None,
) -> Role:
    """Raise RuleBroken for what is not given by hand, or is held already."""
    check(person, kind, department, since, until)
    role = person.take_role(kind, department, since=since, until=until)
    role.given_on = clock.today()
    return role


def check(
    person: Person,
    kind: RoleKind,
    department: Department | None,
    since: date,
    until: date | None,
) -> None:
    if kind in ELECTED:
        raise RuleBroken(
            _l("Tillitsvalgt og vara blir valgt. Skriv inn valget i stedet.")
        )
    if kind in IN_A_DEPARTMENT and department is None:
        raise RuleBroken(_l("Velg en avdeling for denne rollen."))
    if until is not None and until < since:
        raise RuleBroken(_l("Siste dag kan ikke være før første dag."))
    then = [role for role in person.roles if _meets(role, since, until)]
    if any(role.kind is kind and _is_in(department, role) for role in then):
        raise RuleBroken(_l("Personen har denne rollen fra før."))
    if any(role.kind in NEVER_BESIDE.get(kind, ()) for role in then):
        raise RuleBroken(
            _l("En administrator kan ikke ha en rolle som åpner klager. Velg en annen.")
        )
    _check_beside_elected(kind, then)


def _check_beside_elected(kind: RoleKind, then: list[Role]) -> None:
    """Of participants, only who was elected sits in the board or speaks for others."""
    seats = [role for role in then if role.kind is RoleKind.BOARD_MEMBER]
    is_participant = any(role.kind is RoleKind.PARTICIPANT for role in then)
    if kind is RoleKind.BOARD_MEMBER and is_participant:
        raise RuleBroken(
            _l("Deltakerne velger hvem de har i styret. Skriv inn valget i stedet.")
        )
    if kind is RoleKind.PARTICIPANT and not all(map(is_elected, seats)):
        raise RuleBroken(
            _l("Personen er styremedlem uten å være valgt. Avslutt den rollen først.")
        )
    if kind in EMPLOYED and any(map(is_elected, then)):
        raise RuleBroken(
            _l("Personen er valgt av deltakerne, og må gå av først. Det gjør den selv.")
        )


def stand_in(role: Role, person: Person, since: date, until: date) -> Role:
    """Do somebody else's work from day to day. Raise RuleBroken for what can't be."""
    check_stand_in(role, person, since, until)
    taken = give(person, role.kind, role.department, since, until)
    taken.stands_in_for = role.person
    return taken


def check_stand_in(role: Role, person: Person, since: date, until: date) -> None:
    if not can_have_stand_in(role):
        raise RuleBroken(_l("Denne rollen kan ikke ha vikar."))
    if person == role.person:
        raise RuleBroken(_l("Ingen kan være vikar for seg selv."))
    if not person.is_here or person.holds(RoleKind.PARTICIPANT):
        raise RuleBroken(
            _l("Vikaren må være ansatt, eller ha en annen oppgave i huset.")
        )
    if until < clock.today():
        raise RuleBroken(_l("Siste dag er over. Skriv en dag som kommer."))
    check(person, role.kind, role.department, since, until)


def end(role: Role, last_day: date) -> None:
    """End a role that was given by hand. Raise RuleBroken for an elected one."""
    if is_elected(role):
        raise RuleBroken(_l("Denne rollen er valgt. Skriv inn et nytt valg i stedet."))
    offices = [each for each in role.person.current_roles if each.kind in ELECTED]
    if role.kind is RoleKind.PARTICIPANT and any(
        _is_in(role.department, office) for office in offices
    ):
        raise RuleBroken(
            _l("Personen er valgt i avdelingen. Avslutt tilgangen i stedet.")
        )
    if role.is_over(clock.today()):
        raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
    if role.is_over(last_day):
        raise RuleBroken(
            _l("Rollen slutter før den dagen. Gi den på nytt hvis den skal vare.")
        )
    role.end(last_day)


def can_end(role: Role) -> bool:
    return not is_elected(role) and not role.is_over(clock.today())


def can_have_stand_in(role: Role) -> bool:
    return (
        role.kind in HAS_STAND_INS
        and role.stands_in_for is None
        and not role.is_over(clock.today())
    )


@dataclass
class Duty:
    """A role that owes answers, in a department or in the whole house."""

    kind: RoleKind
    department: Department | None = None
    holders: list[Role] = field(default_factory=list)
    stand_ins: list[Role] = field(default_factory=list)
    """Those of today, and those to come."""
    deputies: list[Role] = field(default_factory=list)
    """Of the chair alone: held beside it, without dates of an absence."""

    @property
    def gap(self) -> LazyString | None:
        """What is missing, in words."""
        if not self.holders:
            return _l("Ingen har denne oppgaven nå.")
        held = (*self.holders, *self.deputies)
        alone = len({role.person for role in held}) < 2
        return _l("Vikar mangler.") if alone and not self.stand_ins else None


def all_duties() -> list[Duty]:
    roles = _not_over()
    return [
        Duty(
            kind,
            department,
            holders=[
                role
                for role in roles
                if _does(role, kind, department) and role.stands_in_for is None
            ],
            stand_ins=[
                role
                for role in roles
                if _does(role, kind, department) and role.stands_in_for
            ],
            deputies=[
                role
                for role in roles
                if kind is RoleKind.BOARD_CHAIR and role.kind is RoleKind.BOARD_DEPUTY
            ],
        )
        for kind, department in _places()
    ]


def _places() -> Iterator[tuple[RoleKind, Department | None]]:
    departments = db.session.scalars(select(Department).order_by(Department.name)).all()
    for kind in OWES_ANSWERS:
        if kind is RoleKind.WORK_LEADER:
            yield from ((kind, each) for each in departments)
        else:
            yield kind, None


def _not_over() -> list[Role]:
    today = clock.today()
    return list(
        db.session.scalars(
            select(Role)
            .where(Role.kind.in_(CAN_OWE_ANSWERS))
            .where(Role.ends.is_(None) | (Role.ends >= today))
            .order_by(Role.starts, Role.id)
        ).unique()
    )


def _does(role: Role, kind: RoleKind, department: Department | None) -> bool:
    here = department is None or role.department == department
    return role.kind is kind and here


def _is_in(department: Department | None, role: Role) -> bool:
    return role.department == department


def _meets(role: Role, since: date, until: date | None) -> bool:
    """Whether the days of the role and these have a day in common."""
    before = until is not None and until < role.starts
    return not before and not role.is_over(since)
