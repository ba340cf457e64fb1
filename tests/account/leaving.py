"""Somebody's time in the house is over."""

import re
from datetime import timedelta

from werkzeug.test import TestResponse

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.factories import Ladder, Make
from tests.visitor import PASSPHRASE, Visitor

MARKS = re.compile(r'value="[^"]*"|data-mark="[^"]*"|data-out-at="[^"]*"')


def leaves(person: Person) -> None:
    """As of today."""
    person.leave(clock.today() - timedelta(days=1))
    db.session.commit()


def left(person: Person) -> Person:
    leaves(person)
    return person


def back_for_a_moment(person: Person) -> Person:
    person.roles[0].ends = None
    db.session.commit()
    return person


def new_slip(make: Make, ladder: Ladder, person: Person) -> str:
    """Two people answer for it."""
    office = make.person(RoleKind.ADMINISTRATOR)
    make.new_code(by=office, second=ladder.manager, person=person).agree(ladder.manager)
    return make.slip_for(person)


def use(visitor: Visitor, code: str) -> TestResponse:
    visitor.post("/min/start", {"code": code})
    visitor.post("/min/start/deg", {"answer": "yes"})
    return visitor.submit("/min/start/passord", {"passphrase": PASSPHRASE})


def without_marks(page: str) -> str:
    return MARKS.sub("", page)
