"""A pasted list of people: plain text in, who is new and what is wrong out.

Nothing here knows the database, and nothing is stored by looking.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from kimvoice.admin.faults import Fault, Wrong, short
from kimvoice.admin.pasted import about_cell, cells_of
from kimvoice.admin.roster_words import COLUMNS, ELSEWHERE_GIVEN, HEADINGS, NAME, ROLES
from kimvoice.core.addresses import is_address
from kimvoice.people import names
from kimvoice.people.duties import IN_A_DEPARTMENT
from kimvoice.people.models import RoleKind
from kimvoice.people.reach import TOLD


@dataclass(frozen=True)
class Here:
    """Somebody who is in the house: what decides whether a line is news."""

    posts: frozenset[tuple[RoleKind, str]] = frozenset()
    """Roles that have not ended, each with its department as names are compared."""
    where: str = ""
    coordinator: str = ""
    email: str = ""


@dataclass(frozen=True)
class Known:
    """The house as it is, by names as they are compared (people/names.py)."""

    departments: frozenset[str] = frozenset()
    people: dict[str, list[Here]] = field(default_factory=dict)
    coordinators: dict[str, int] = field(default_factory=dict)
    """How many of that name."""


@dataclass(frozen=True)
class Row:
    line: int
    name: str = ""
    department: str = ""
    role: str = ""
    coordinator: str = ""
    email: str = ""

    @property
    def kind(self) -> RoleKind | None:
        return ROLES.get(names.same(self.role))


@dataclass
class Findings:
    new: list[Row] = field(default_factory=list)
    same: list[Row] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)

    @property
    def lines_to_mend(self) -> int:
        return len({each.line for each in self.wrong})


def look_through(text: str, known: Known) -> Findings:
    wrong: list[Wrong] = []
    found = Findings(wrong=wrong)
    rows = _sort_out(_read(text, wrong), wrong, known)
    coordinators = _coordinators(rows, known)
    for row in rows:
        faults = list(_about_coordinator(row, known, coordinators))
        wrong += faults
        if not faults:
            (found.same if _posted(row, known) else found.new).append(row)
    wrong.sort(key=lambda each: each.line)
    return found


def look_at_one(row: Row, known: Known) -> Findings:
    """The same questions to somebody who is written in a form."""
    wrong = [*_about_cells(row.line, _cells(row)), *_about_row(row, known)]
    if not wrong:
        wrong = list(_about_coordinator(row, known, known.coordinators))
    is_new = not wrong and not _posted(row, known)
    return Findings(
        new=[row] if is_new else [],
        same=[] if is_new or wrong else [row],
        wrong=wrong,
    )


# Lines into rows


def _read(text: str, wrong: list[Wrong]) -> Iterator[Row]:
    columns: tuple[str, ...] = COLUMNS
    for place, (number, cells, faults) in enumerate(cells_of(text)):
        if place == 0 and cells and names.same(cells[0]) in NAME:
            columns = tuple(HEADINGS.get(names.same(cell), "") for cell in cells)
            wrong += _strange_headings(number, cells)
            continue
        faults += _about_cells(number, cells, columns)
        wrong += faults
        if not faults and any(cells):
            yield _row(number, cells, columns)


def _strange_headings(number: int, cells: list[str]) -> list[Wrong]:
    return [
        Wrong(number, Fault.COLUMN, short(cell))
        for cell in cells
        if cell and names.same(cell) not in HEADINGS
    ]


def _row(number: int, cells: list[str], columns: tuple[str, ...]) -> Row:
    given = dict(zip(columns, cells, strict=False))
    return Row(number, **{name: given.get(name, "") for name in COLUMNS})


# What is asked of each


def _about_cells(
    number: int, cells: list[str], columns: tuple[str, ...] = COLUMNS
) -> Iterator[Wrong]:
    if any(cells[len(columns) :]):
        yield Wrong(number, Fault.TOO_MANY)
    for cell in cells:
        yield from about_cell(number, cell)


def _sort_out(rows: Iterator[Row], wrong: list[Wrong], known: Known) -> list[Row]:
    """Those that nothing is wrong with but, perhaps, the coordinator."""
    seen: dict[str, int] = {}
    good = []
    for row in rows:
        faults = list(_about_row(row, known))
        first = seen.setdefault(names.same(row.name), row.line)
        if row.name and first != row.line:
            faults = [Wrong(row.line, Fault.TWICE, str(first))]
        wrong += faults
        if not faults:
            good.append(row)
    return good


def _about_row(row: Row, known: Known) -> Iterator[Wrong]:
    if not names.is_seen(row.name):
        yield Wrong(row.line, Fault.NO_NAME)
    elif "," in row.name:
        yield Wrong(row.line, Fault.COMMA)
    faults = [*_about_role(row), *_about_department(row, known)]
    faults += [] if faults else _about_email(row, _posted(row, known))
    yield from faults
    if not faults:
        yield from _about_namesakes(row, known)


def _about_role(row: Row) -> Iterator[Wrong]:
    role = names.same(row.role)
    if not role:
        yield Wrong(row.line, Fault.NO_ROLE)
    elif role == "administrator":
        yield Wrong(row.line, Fault.ADMINISTRATOR)
    elif role in ELSEWHERE_GIVEN:
        yield Wrong(row.line, Fault.ELECTED)
    elif role not in ROLES:
        yield Wrong(row.line, Fault.ROLE, short(row.role))


def _about_department(row: Row, known: Known) -> Iterator[Wrong]:
    if not row.department:
        if row.kind in IN_A_DEPARTMENT:
            yield Wrong(row.line, Fault.NO_DEPARTMENT)
    elif names.same(row.department) not in known.departments:
        yield Wrong(row.line, Fault.DEPARTMENT, short(row.department))


def _about_email(row: Row, posted: Here | None) -> Iterator[Wrong]:
    if not row.email:
        return
    if row.kind not in TOLD:
        yield Wrong(row.line, Fault.NO_MAIL)
    elif not is_address(row.email):
        yield Wrong(row.line, Fault.EMAIL, short(row.email))
    elif posted and posted.email != row.email:
        yield Wrong(row.line, Fault.OTHER_EMAIL)


def _about_namesakes(row: Row, known: Known) -> Iterator[Wrong]:
    namesakes = known.people.get(names.same(row.name), [])
    if not namesakes or _posted(row, known):
        return
    elsewhere = [
        each.where
        for each in namesakes
        if row.department and names.same(each.where) != names.same(row.department)
    ]
    if elsewhere and elsewhere[0]:
        yield Wrong(row.line, Fault.ELSEWHERE, elsewhere[0])
    else:
        yield Wrong(row.line, Fault.OTHER_ROLE)


def _about_coordinator(
    row: Row, known: Known, coordinators: dict[str, int]
) -> Iterator[Wrong]:
    name = names.same(row.coordinator)
    if not name:
        return
    posted = _posted(row, known)
    if row.kind is not RoleKind.PARTICIPANT:
        yield Wrong(row.line, Fault.NOT_FOR_STAFF)
    elif name not in coordinators:
        yield Wrong(row.line, Fault.COORDINATOR, short(row.coordinator))
    elif coordinators[name] > 1:
        yield Wrong(row.line, Fault.TWO_COORDINATORS, short(row.coordinator))
    elif posted and posted.coordinator != name:
        yield Wrong(row.line, Fault.OTHER_COORDINATOR)


def _coordinators(rows: list[Row], known: Known) -> dict[str, int]:
    """Those of the house, and those who come by this very list."""
    coming = {
        names.same(row.name): 1
        for row in rows
        if row.kind is RoleKind.COORDINATOR and not row.coordinator
    }
    return coming | known.coordinators


def _posted(row: Row, known: Known) -> Here | None:
    """The one who has this name and this role already."""
    department = names.same(row.department)
    return next(
        (
            here
            for here in known.people.get(names.same(row.name), [])
            for kind, place in here.posts
            if kind is row.kind and department in ("", place)
        ),
        None,
    )


def _cells(row: Row) -> list[str]:
    return [row.name, row.department, row.role, row.coordinator, row.email]
