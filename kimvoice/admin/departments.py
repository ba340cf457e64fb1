"""A pasted list of departments: those that are there stay as they are."""

from dataclasses import dataclass, field

from sqlalchemy import select

from kimvoice.admin.faults import Fault, Wrong
from kimvoice.admin.pasted import about_cell, about_line, lines_of
from kimvoice.core.db import db
from kimvoice.forum.furnishing import furnish_departments
from kimvoice.people import names
from kimvoice.people.models import Department


@dataclass
class Places:
    new: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    wrong: list[Wrong] = field(default_factory=list)


def look_through(text: str) -> Places:
    known = set(map(names.same, db.session.scalars(select(Department.name))))
    found = Places()
    for number, line in lines_of(text):
        name = names.plain(line)
        wrong = [*about_line(number, line), *about_cell(number, name)]
        if not wrong and not names.is_seen(name):
            wrong = [Wrong(number, Fault.NO_NAME)]
        found.wrong += wrong
        if not wrong:
            (found.same if names.same(name) in known else found.new).append(name)
            known.add(names.same(name))
    return found


def add_all(new: list[str]) -> None:
    """The caller commits."""
    db.session.add_all(Department(name=name) for name in new)
    db.session.flush()
    furnish_departments()
