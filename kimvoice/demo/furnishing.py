"""The house is lived in for some weeks, from its first day until now."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import cycle

from flask import Flask
from sqlalchemy import select

from kimvoice import Config, create_app, migrations
from kimvoice.core import clock, days, jobs, settings
from kimvoice.core.db import db
from kimvoice.core.keys import Keyring
from kimvoice.demo import people
from kimvoice.demo.complaining import live_through
from kimvoice.demo.complaints import COMPLAINTS
from kimvoice.demo.elections import hold_elections
from kimvoice.demo.everyday import EVERYDAY
from kimvoice.demo.figures import lay_tombstones
from kimvoice.demo.marker import JOB, Marker
from kimvoice.demo.matters import ANSWERED, FROM_THE_BOARD
from kimvoice.demo.matters_kept import KEPT
from kimvoice.demo.matters_of_departments import AT_HOME
from kimvoice.demo.matters_refused import TURNED_DOWN
from kimvoice.demo.matters_under_way import NEW_FACES, UNDER_WAY
from kimvoice.demo.promises import PROMISED
from kimvoice.demo.refusals import REFUSED
from kimvoice.demo.roles import ask_for_stand_ins
from kimvoice.demo.telling import Story, Told, move_to, one_named
from kimvoice.demo.travelling import travel
from kimvoice.demo.waiting import UNOPENED, WAITING
from kimvoice.elections.recorded import RecordedElection
from kimvoice.forum.furnishing import furnish_departments
from kimvoice.people.corrections import Correction
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.suggestions import intake, mailbox

BECAME_MATTERS = (FROM_THE_BOARD, NEW_FACES)
STORIES = (*PROMISED, *EVERYDAY, *REFUSED, *WAITING, *BECAME_MATTERS)
JOURNEYS = (*KEPT, *ANSWERED, *AT_HOME, *TURNED_DOWN, *UNDER_WAY)
FIRST_WEEK = 12
"""Weeks ago: the mailbox was hung up, and the first slip came the week after."""
IN_OFFICE = timedelta(weeks=44)
"""So long before the first day everybody had the role that they have now."""
AWAY_SINCE = timedelta(weeks=20)
SINCE_ELECTION, SINCE_BOARD_ELECTION = timedelta(weeks=12), timedelta(weeks=10)


def furnish(config: Config, marker: Marker) -> tuple[Flask, Marker]:
    """The house; its marker has the codes that are told to visitors."""
    Keyring.create(config.key_folder)
    migrations.upgrade(config)
    app = create_app(config)
    with app.app_context():
        jobs.mark_done(JOB, marker.id)
        db.session.commit()
        move_to(_day_of_acts(FIRST_WEEK))
        mailbox.establish()
        _let_people_in(app)
        _choose_settings()
        db.session.commit()
        told = [Told(story) for story in STORIES]
        _live_on(app, told)
        hold_elections()
        travel(JOURNEYS, told)
        lay_tombstones()
        live_through(COMPLAINTS)
        ask_for_stand_ins()
        Correction.ask(one_named(people.WANTS_A_CORRECTION), people.WHAT_IS_WRONG)
        db.session.commit()
    return app, _with_codes(marker, told)


def _with_codes(marker: Marker, told: list[Told]) -> Marker:
    codes = [it.code for it in told if it.story in BECAME_MATTERS]
    return replace(marker, code_to_try=told[0].code, codes_of_matters=codes)


def everybody_signs_in() -> None:
    """As in a house in daily use: only then may large departments be named."""
    for person in db.session.scalars(select(Person)):
        person.mark_active()
    db.session.commit()


def _live_on(app: Flask, told: list[Told]) -> None:
    for ago in range(FIRST_WEEK, 0, -1):
        move_to(_day_of_acts(ago))
        # In real time these weeks pass within a moment.
        intake.init_app(app)
        everybody_signs_in()
        for each in told:
            each.go_on(ago)
        move_to(_monday(ago) + timedelta(days=5))
        mailbox.tick()
    clock.the_clock().move(timedelta())
    mailbox.tick()
    _fill_mailbox(UNOPENED)
    intake.init_app(app)


def _fill_mailbox(stories: tuple[Story, ...]) -> None:
    for story in stories:
        Told(story).send()
        db.session.commit()


def _day_of_acts(ago: int) -> date:
    """The first working day from Tuesday on; the mailbox opens later that week."""
    week = [_monday(ago) + timedelta(days=day) for day in (1, 2, 3, 4, 0)]
    return next((day for day in week if days.is_working_day(day)), week[0])


def _monday(ago: int) -> date:
    today = clock.real_now().astimezone(clock.OSLO).date()
    return days.monday_of(days.week_of(today)) - timedelta(weeks=ago)


def _choose_settings() -> None:
    coordinator = people.READING_COORDINATOR
    for setting, value in (
        (settings.CONTACT, f"{coordinator}, koordinator"),
        (settings.CONTACT_PHONE, "00 00 00 00"),
        (settings.READING_COORDINATOR, people.user_name(coordinator)),
        (settings.ENVELOPE_CARRIER, people.ENVELOPE_CARRIER),
    ):
        setting.choose(value, people.STAFF[0].name, clock.today())
    # Else nobody could be manager or administrator here without a telephone.
    settings.SECOND_FACTOR_REQUIRED.choose(False, people.STAFF[0].name, clock.today())


def _let_people_in(app: Flask) -> None:
    since = clock.today() - IN_OFFICE
    departments = {name: Department(name=name) for name in people.PARTICIPANTS}
    db.session.add_all(departments.values())
    db.session.flush()
    furnish_departments()
    arrived = [
        *(_employee(each, departments, since) for each in people.STAFF),
        *(
            _participant(name, departments[department], since)
            for department, names in people.PARTICIPANTS.items()
            for name in names
        ),
    ]

    def choose_passphrase(person: Person) -> None:
        with app.app_context():
            person.choose_passphrase(people.passphrase(person.user_name))

    with ThreadPoolExecutor() as at_once:
        list(at_once.map(choose_passphrase, arrived))
    db.session.add_all(arrived)
    _give_coordinators()
    _send_a_stand_in(clock.today() - AWAY_SINCE)
    for department, names in people.PARTICIPANTS.items():
        _record_election(departments[department], names[:2], SINCE_ELECTION)
    _record_election(None, (people.BOARD_MEMBER,), SINCE_BOARD_ELECTION)


def _give_coordinators() -> None:
    """By turn, so that everybody has somebody to go to."""
    turn = cycle(Person.holding(RoleKind.COORDINATOR))
    for person in Person.holding(RoleKind.PARTICIPANT):
        person.coordinator = next(turn)


def _send_a_stand_in(since: date) -> None:
    """For a work leader who is away, until some weeks after today."""
    [away] = [each for each in people.STAFF if each.name == people.AWAY]
    leader, stand_in = one_named(people.AWAY), one_named(people.STANDS_IN)
    stand_in.take_role(
        RoleKind.WORK_LEADER,
        next(role.department for role in leader.roles if role.kind is away.role),
        since=since,
        until=clock.real_now().date() + people.AWAY_FOR,
        stands_in_for=leader,
    )


def _record_election(
    department: Department | None, names: tuple[str, ...], ago: timedelta
) -> None:
    """On paper, before KIM voice came; they have promised confidentiality since."""
    representative, *deputies = (one_named(name) for name in names)
    election = RecordedElection(
        department=department,
        held_on=clock.today() - ago,
        representative=representative,
        deputy=deputies[0] if deputies else None,
        witness_1=people.WITNESSES[0],
        witness_2=people.WITNESSES[1],
        recorded_by=one_named(people.RECORDED_BY),
        recorded_on=clock.today(),
    )
    election.give_roles(names_shown=True)
    representative.promise_confidentiality()
    db.session.add(election)


NOT_BESIDE = (RoleKind.BOARD_CHAIR, RoleKind.BOARD_DEPUTY, RoleKind.STAFF_MEMBER)
"""Who sits in the board is no employee."""


def _employee(
    employee: people.Employee, departments: dict[str, Department], since: date
) -> Person:
    person = _person(employee.name)
    person.take_role(employee.role, departments.get(employee.department), since=since)
    if employee.role not in NOT_BESIDE:
        person.take_role(RoleKind.STAFF_MEMBER, since=since)
    return person


def _participant(name: str, department: Department, since: date) -> Person:
    person = _person(name)
    person.take_role(RoleKind.PARTICIPANT, department, since=since)
    return person


def _person(name: str) -> Person:
    return Person(name=name, user_name=people.user_name(name))
