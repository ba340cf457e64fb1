"""A house of before: who was elected keeps the office, and the term has an end."""

from collections.abc import Iterator
from datetime import date

import pytest
from sqlalchemy import text

from kimvoice import create_app
from kimvoice.config import Config
from kimvoice.core.db import db
from kimvoice.elections.recorded import RecordedElection
from kimvoice.migrations import bare_app, upgrade
from kimvoice.people.models import Person, RoleKind
from tests.factories import Make

BEFORE = "0007"
LEAP_DAY = date(2024, 2, 29)


@pytest.fixture
def lived_in(config: Config) -> Iterator[Config]:
    """Somebody in each office, one who has left it, and elections written in."""
    app = create_app(config)
    with app.app_context():
        _live_in()
        db.session.remove()
        db.engine.dispose()
    bare = bare_app(config)
    with bare.app_context():
        bare.extensions["alembic"].downgrade(BEFORE)
        db.session.remove()
        db.engine.dispose()
    yield config
    with bare_app(config).app_context():
        db.engine.dispose()


def _live_in() -> None:
    make = Make()
    department = make.department("Sirkulus")
    one, other = (make.participant(department=department) for _ in range(2))
    gone = make.participant(department=department)
    one.take_role(RoleKind.REPRESENTATIVE, department, since=LEAP_DAY)
    other.take_role(RoleKind.DEPUTY, department, since=date(2025, 3, 31))
    since, until = date(2023, 3, 1), date(2024, 2, 28)
    gone.take_role(RoleKind.REPRESENTATIVE, department, since=since, until=until)
    one.take_role(RoleKind.BOARD_MEMBER, since=date(2025, 5, 1))
    keeper = make.person(RoleKind.ADMINISTRATOR)
    for place in (department, None):
        db.session.add(
            RecordedElection(
                department=place,
                held_on=LEAP_DAY,
                representative=one,
                witness_1="Vitne Vitnesen",
                witness_2="Sett Sannsen",
                recorded_by=keeper,
                recorded_on=LEAP_DAY,
            )
        )
    db.session.commit()


def test_those_elected_before_hold_their_office_until_a_term_later(
    lived_in: Config,
) -> None:
    upgrade(lived_in)
    app = create_app(lived_in)
    with app.app_context():
        ends = {
            (role.kind, role.starts): role.term_ends
            for person in db.session.query(Person)
            for role in person.roles
            if role.kind is not RoleKind.PARTICIPANT
        }
        recorded = RecordedElection.recorded()
        places = [it.department and it.department.name for it in recorded]
        db.session.remove()
        db.engine.dispose()
    assert ends == {
        (RoleKind.REPRESENTATIVE, LEAP_DAY): date(2025, 2, 28),
        (RoleKind.DEPUTY, date(2025, 3, 31)): date(2026, 3, 31),
        (RoleKind.REPRESENTATIVE, date(2023, 3, 1)): None,
        (RoleKind.BOARD_MEMBER, date(2025, 5, 1)): None,
        (RoleKind.ADMINISTRATOR, date(2020, 1, 1)): None,
    }
    assert places == ["Sirkulus"]


def test_the_house_of_before_knew_no_election_to_the_board(lived_in: Config) -> None:
    with bare_app(lived_in).app_context():
        columns = db.session.execute(text("SELECT * FROM roles")).keys()
        without = "SELECT count(*) FROM recorded_elections WHERE department_id IS NULL"
        assert "term_ends" not in columns
        assert db.session.scalar(text(without)) == 0
        db.session.remove()
        db.engine.dispose()
