"""The centre: its people, its shared PCs, and its clock, which the play moves."""

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from kimvoice import house
from kimvoice.core import jobs
from kimvoice.core.db import db
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.suggestions import mailbox, openings
from kimvoice.web import memory
from tests.anonymity.traces import FileTimes, Log, Wire, writes_of
from tests.conftest import moment
from tests.factories import Make
from tests.visitor import Visitor

FIRST_DAY = "2025-11-03 08:00"
"""A Monday; no public holiday in the eight weeks that follow but Christmas."""

PCS = 6
LARGE_ENOUGH = 10


@dataclass(frozen=True)
class Resident:
    id: int
    user_name: str
    name: str
    department: int | None
    kind: RoleKind


@dataclass(frozen=True)
class Size:
    departments: tuple[tuple[str, int], ...]
    """Name and number of participants; the first is representative, the last deputy."""


WHOLE = Size(
    (("Kontoret", 12), ("RVT", 12), ("Sirkulus", 11), ("Datadrift", 8), ("Kafe", 7))
)
SMALL = Size((("Kontoret", 10), ("Datadrift", 4)))


class PC(Visitor):
    """A shared PC: one browser, whoever sits at it."""

    def __init__(self, app: Flask, number: int) -> None:
        super().__init__(app)
        self.address = f"10.0.0.{10 + number}"

    def open(self, method: str, url: str, **options: Any) -> TestResponse:
        options.setdefault("environ_base", {"REMOTE_ADDR": self.address})
        return super().open(method, url, **options)


@dataclass
class Centre:
    app: Flask
    chance: Random
    people: list[Resident]
    clock: time_machine.Traveller
    wire: Wire
    log: Log
    files: FileTimes
    pcs: list[PC] = field(default_factory=list)
    written: list[int] = field(default_factory=list)
    """By how much each minute that was played moved the database's counter."""
    unplayed: int = 0
    """By how much the minutes that were not played would have moved it."""

    def participants(self) -> list[Resident]:
        those = (RoleKind.PARTICIPANT, RoleKind.REPRESENTATIVE, RoleKind.DEPUTY)
        return [each for each in self.people if each.kind in those]

    def those(self, kind: RoleKind) -> list[Resident]:
        return [each for each in self.people if each.kind is kind]

    def small_departments(self) -> list[int]:
        """Those whose people could be told by it: nobody may name them."""
        sizes = Counter(it.department for it in self.participants() if it.department)
        return sorted(it for it, size in sizes.items() if size < LARGE_ENOUGH)

    def at(self, when: datetime) -> None:
        self.files.look()
        self.clock.move_to(when)

    def tick(self) -> None:
        with self.app.app_context():
            house.tick()

    def minute(self) -> None:
        before = writes_of(self.app)
        self.tick()
        self.written.append(writes_of(self.app) - before)

    def idle(self, span: timedelta) -> None:
        """Minutes that are not played: each counts as one that was, drawn by lot."""
        count = int(span / minutes(1))
        self.unplayed += sum(self.chance.choices(self.written, k=count))


@contextmanager
def opened(
    app: Flask, seed: int, size: Size = WHOLE, first_day: str = FIRST_DAY
) -> Iterator[Centre]:
    """A house full of people on its first Monday; the mailbox was emptied on Friday."""
    start = moment(first_day)
    with time_machine.travel(start, tick=False) as clock, Log() as log:
        with app.app_context():
            people = _move_in(size)
            db.session.execute(db.delete(jobs.Done))
            jobs.mark_done(mailbox.NAME, mailbox._slot(openings.last_opening()))
            db.session.commit()
        memory.init_app(app)
        files = FileTimes(app.extensions["config"].instance)
        centre = Centre(app, Random(seed), people, clock, Wire(app), log, files)
        centre.pcs = [PC(app, number) for number in range(PCS)]
        yield centre


def _move_in(size: Size) -> list[Resident]:
    make, residents = Make(), []
    for name, count in size.departments:
        department = Department(name=name)
        db.session.add(department)
        db.session.flush()
        people = [make.representative(department)]
        people += [make.participant(department=department) for _ in range(count - 2)]
        people.append(make.deputy(department))
        for person in people:
            person.mark_active()
        residents += [_resident(person, department) for person in people]
        residents.append(_resident(make.work_leader(department), department))
    residents += [
        _resident(person)
        for person in (
            make.coordinator(),
            make.general_manager(),
            make.person(RoleKind.ADMINISTRATOR),
            make.person(RoleKind.BOARD_CHAIR),
        )
    ]
    db.session.commit()
    return residents


def _resident(person: Person, department: Department | None = None) -> Resident:
    kind = person.roles[-1].kind
    return Resident(
        person.id,
        person.user_name,
        person.name,
        department.id if department else None,
        kind,
    )


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)
