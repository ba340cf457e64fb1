"""Complaints of before get a log that holds, and that says from when it is kept."""

from collections.abc import Iterator
from datetime import date

import pytest
from flask import current_app
from sqlalchemy import text

from kimvoice.checks.machine import complaint_logs
from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, State
from kimvoice.config import Config
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.migrations import bare_app, upgrade
from tests.core.test_sealed_before import inside
from tests.factories import Make
from tests.visitor import Visitor

NO_LOGS = "0004"
DONE_ON = date(2025, 11, 14)


@pytest.fixture
def upgraded(config: Config) -> Iterator[dict[str, Complaint]]:
    """«answered», «climbed» and «sent», in a house that was brought up to date."""
    with inside(config):
        numbers = live_in()
    app = bare_app(config)
    with app.app_context():
        app.extensions["alembic"].downgrade(NO_LOGS)
        db.session.execute(text(f"UPDATE complaint_entries SET done_on = '{DONE_ON}'"))
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    upgrade(config)
    with inside(config):
        yield {it: db.session.get_one(Complaint, numbers[it]) for it in numbers}


def live_in() -> dict[str, int]:
    make = Make()
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    answered = make.complaint(State.ANSWERED, by=by)
    answered.write("Takk.")
    climbed = make.complaint(State.RECEIVED, by=by)
    climbed._go_up(Act.CLIMB, None)
    climbed.enter_climb()
    sent = make.complaint(by=by)
    db.session.commit()
    return {
        "answered": answered.number,
        "climbed": climbed.number,
        "sent": sent.number,
    }


def test_each_has_a_log_that_holds(upgraded: dict[str, Complaint]) -> None:
    deeds = {which: [it.deed for it in it.log] for which, it in upgraded.items()}
    received = [Deed.TAKE_ON, Deed.CONFIRM]
    assert deeds == {
        "answered": [*received, Deed.ANSWER, Deed.BEGUN],
        "climbed": [*received, Deed.CLIMB, Deed.BEGUN],
        "sent": [Deed.BEGUN],
    }
    assert [it.log_break for it in upgraded.values()] == [None] * 3
    assert list(complaint_logs()) == []
    for it in upgraded.values():
        *acts, begun = it.log
        acts_of = [each.by_id for each in it.entries if each.by != it.complainant]
        assert [each.by_id for each in acts] == acts_of
        assert {each.done_on for each in acts} <= {DONE_ON}
        assert begun.done_on == it.log_begun_on == clock.today()


def test_a_change_in_it_is_named(upgraded: dict[str, Complaint]) -> None:
    it = upgraded["climbed"]
    for number, line in enumerate(it.log, start=1):
        salt, line.by_salt = line.by_salt, bytes(16)
        db.session.flush()
        found = it.log_break
        assert found is not None
        assert found.line == number
        line.by_salt = salt
    db.session.flush()
    assert it.log_break is None
    it.log[-1].done_on = DONE_ON
    db.session.flush()
    [named] = complaint_logs()
    assert str(it.log[-1].id) in str(named.what)


def test_it_goes_on_from_there(upgraded: dict[str, Complaint]) -> None:
    it = upgraded["sent"]
    assert it.handler
    it.take_on(it.handler)
    assert [line.deed for line in it.log] == [Deed.BEGUN, Deed.TAKE_ON]
    assert it.log_break is None


def test_the_page_says_from_which_day_the_list_is_kept(
    upgraded: dict[str, Complaint],
) -> None:
    visitor = Visitor(current_app)
    visitor.sign_in(upgraded["sent"].complainant)
    for which, it in upgraded.items():
        url = f"/min/klage/{it.number}"
        page, log = visitor.get(url).text, visitor.get(f"{url}/hvem").text
        assert "Lista begynte" in page
        assert "Ingen ennå." not in page
        assert "begynte denne lista." in log
        assert "stemmer ikke" not in log
        assert "en som er slettet" not in log
        assert ("gikk klagen videre av seg selv." in log) == (which == "climbed")
