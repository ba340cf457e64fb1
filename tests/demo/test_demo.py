"""The demonstration house: furnished once, kept, and never in another's place."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from kimvoice import Config
from kimvoice.core import clock, settings
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.jobs import only_one
from kimvoice.demo import demo, furnishing
from kimvoice.demo.marker import NotADemo
from kimvoice.demo.people import DATA, PARTICIPANTS, STAFF
from kimvoice.demo.waiting import UNOPENED
from kimvoice.house import open_house
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.suggestions import codes, mailbox, policy
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import Audience, State, Verdict
from kimvoice.suggestions.threads import EntryKind, Thread
from tests.anonymity.effort import long
from tests.demo.leaving import close
from tests.demo.lived_through import every_complaint_is_there
from tests.demo.travelled import every_way_is_there
from tests.suggestions.author import lying


def suggestions() -> list[Suggestion]:
    return list(db.session.scalars(select(Suggestion)).unique())


def lying_in_mailbox() -> int:
    return len(lying())


def content(folder: Path) -> dict[str, bytes]:
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file()
    }


# What stands in it


def test_every_state_audience_and_verdict_is_there(house: Flask) -> None:
    found = suggestions()
    assert len(found) >= 25
    assert {each.state for each in found} == set(State)
    assert {each.audience for each in found} == set(Audience)
    assert {each.answer.verdict for each in found if each.answer} == set(Verdict)


def test_something_is_late_and_something_waits_for_each_kind_of_person(
    house: Flask,
) -> None:
    found = suggestions()
    assert any(each.is_read_late for each in found)
    assert any(each.is_answered_late for each in found)
    assert any(each.reply_by for each in found)
    assert any(each.state is State.READING and each.has_new_message for each in found)
    assert any(each.can_report for each in found)
    assert any(each.can_approve_answer for each in found)
    assert len(db.session.scalars(Answer.approved()).all()) >= 4


def test_everything_was_done_by_somebody_who_may(house: Flask) -> None:
    for each in suggestions():
        assert each.taken_by is None or policy.may_act(each.taken_by, each)
        if each.answer:
            assert policy.may_answer(each.answer.by, each)
        for entry in each.entries:
            assert entry.by is None or entry.by == each.taken_by


def test_two_slips_lie_unopened_in_the_mailbox(house: Flask) -> None:
    assert lying_in_mailbox() == len(UNOPENED) == 2


def test_code_to_try_opens_the_longest_thread(house: Flask) -> None:
    code = demo.code_to_try()
    assert len(code) == codes.DIGITS
    assert codes.has_right_check_digit(code)
    thread = Thread.opened_by(codes.derive(code))
    assert thread is not None
    assert len(thread.entries) == max(len(each.entries) for each in suggestions())
    assert EntryKind.QUESTION in {entry.kind for entry in thread.entries}


def test_large_departments_can_be_named_and_small_ones_cannot(house: Flask) -> None:
    assert {department.name for department in Department.large_enough()} == {
        "Kontoret",
        "Sirkulus",
        "Kafe Nr 19",
    }
    assert any(each.department for each in suggestions())


def test_each_department_has_a_representative_and_a_work_leader(house: Flask) -> None:
    for department in db.session.scalars(select(Department)):
        for kind in (RoleKind.REPRESENTATIVE, RoleKind.WORK_LEADER):
            assert any(
                person.holds(kind, department=department)
                for person in Person.holding(kind)
            )


def test_one_department_alone_has_no_deputy_and_elects_anew(house: Flask) -> None:
    with_deputy = {
        role.department
        for person in Person.holding(RoleKind.DEPUTY)
        for role in person.current_roles
    }
    without = set(db.session.scalars(select(Department))) - with_deputy
    assert {each.name for each in without} == {DATA}


def test_contact_and_reading_coordinator_are_chosen(house: Flask) -> None:
    assert settings.CONTACT.value().endswith(", koordinator")
    assert settings.CONTACT_PHONE.value() == "00 00 00 00"
    reading = db.session.scalars(
        select(Person).where(Person.user_name == settings.READING_COORDINATOR.value())
    ).one()
    assert reading.holds(RoleKind.COORDINATOR)


# The table


def test_table_has_a_header_and_one_line_for_each_person(house: Flask) -> None:
    lines = [line.split("\t") for line in demo.table_of_people().splitlines()]
    assert lines[0] == ["role", "name", "user name", "passphrase", "department"]
    assert {len(line) for line in lines} == {5}
    everybody = len(STAFF) + sum(len(names) for names in PARTICIPANTS.values())
    assert len(lines) - 1 == everybody == len({line[2] for line in lines[1:]})
    assert lines[1][0] == "general_manager"
    assert lines[-1][0] == "participant"


def test_people_in_the_table_sign_in_with_what_it_says(house: Flask) -> None:
    lines = [line.split("\t") for line in demo.table_of_people().splitlines()]
    for _role, name, user_name, passphrase, _department in lines[1::9]:
        person = Person.signing_in(user_name, passphrase)
        assert person is not None
        assert person.name == name
        assert len(set(passphrase.split())) == 3


# Kept, and moved


def test_demo_is_kept_between_starts(folder: Path) -> None:
    app = demo.open_demo(folder, today=None, fresh=False)
    with app.app_context():
        code = demo.code_to_try()
        numbers = {each.number for each in suggestions()}
    close(app)
    app = demo.open_demo(folder, today=None, fresh=False)
    with app.app_context():
        assert demo.code_to_try() == code
        assert {each.number for each in suggestions()} == numbers
    close(app)


def test_clock_moved_forward_empties_the_mailbox_and_is_kept(folder: Path) -> None:
    app = demo.open_demo(folder, today=None, fresh=False)
    with app.app_context():
        before = len(suggestions())
        later = clock.today() + timedelta(days=8)
    close(app)
    app = demo.open_demo(folder, today=later, fresh=False)
    with app.app_context():
        mailbox.tick()
        assert lying_in_mailbox() == 0
        assert len(suggestions()) == before + 2
    close(app)
    app = demo.open_demo(folder, today=None, fresh=False)
    with app.app_context():
        assert clock.today() == later
        assert Department.large_enough()
    close(app)


def test_clock_does_not_move_backwards(folder: Path) -> None:
    today = datetime.now(clock.OSLO).date()
    close(demo.open_demo(folder, today=today + timedelta(days=3), fresh=False))
    before = content(folder)
    with pytest.raises(RuleBroken, match="only moves forward"):
        demo.open_demo(folder, today=today + timedelta(days=2), fresh=False)
    with pytest.raises(RuleBroken, match="only moves forward"):
        demo.open_demo(folder, today=today - timedelta(days=1), fresh=True)
    assert content(folder) == before


AFTER_CHRISTMAS = datetime(2027, 1, 4, 0, 5, tzinfo=clock.OSLO)
"""In a new half-year."""
OTHERS = (
    datetime(2026, 11, 27, 13, 30, tzinfo=clock.OSLO),  # just opened
    datetime(2027, 4, 5, 23, 55, tzinfo=clock.OSLO),  # Easter, summer time
)


@pytest.mark.parametrize("moment", [AFTER_CHRISTMAS, *(OTHERS if long() else ())])
def test_house_is_furnished_on_any_day_of_the_year(
    moment: datetime, tmp_path: Path
) -> None:
    with time_machine.travel(moment):
        app = demo.open_demo(tmp_path, today=None, fresh=False)
        with app.app_context():
            assert {each.state for each in suggestions()} == set(State)
            mailbox.tick()
            assert lying_in_mailbox() == 2
            every_way_is_there()
            every_complaint_is_there()
            assert all(
                answer.given_on.weekday() < 5
                for answer in db.session.scalars(select(Answer)).unique()
            )
        close(app)


# Begun anew


@pytest.mark.usefixtures("in_haste", "without_matters")
def test_fresh_begins_anew_and_leaves_what_is_not_the_demos(folder: Path) -> None:
    (folder / "notes.txt").write_text("mine")
    (folder / "keys" / "notes.txt").write_text("mine")
    before = content(folder)
    close(demo.open_demo(folder, today=None, fresh=True))
    after = content(folder)
    assert after["notes.txt"] == after["keys/notes.txt"] == b"mine"
    for name in ("keys/pepper.key", "keys/site.key", "demo.json"):
        assert after[name] != before[name]
    old, new = (json.loads(files["demo.json"]) for files in (before, after))
    assert old["id"] != new["id"]


@pytest.mark.usefixtures("in_haste", "without_matters")
def test_interrupted_furnishing_begins_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class PowerCut(Exception):
        pass

    def cut(*_: object) -> None:
        raise PowerCut

    with monkeypatch.context() as patch:
        patch.setattr(furnishing, "_fill_mailbox", cut)
        with pytest.raises(PowerCut):
            demo.open_demo(tmp_path, today=None, fresh=False)
    app = demo.open_demo(tmp_path, today=None, fresh=False)
    with app.app_context():
        assert len(suggestions()) == len(furnishing.STORIES)
        assert lying_in_mailbox() == 2
    close(app)


# Another's place


@pytest.mark.parametrize("fresh", [False, True])
def test_house_that_is_no_demo_is_refused_and_left_alone(
    fresh: bool, tmp_path: Path
) -> None:
    close(open_house(Config(instance=tmp_path, code_cost=4, passphrase_cost=1)))
    before = content(tmp_path)
    with pytest.raises(NotADemo, match="not a demo"):
        demo.open_demo(tmp_path, today=None, fresh=fresh)
    assert content(tmp_path) == before


@pytest.mark.parametrize("fresh", [False, True])
def test_real_database_beside_a_demos_marker_is_left_alone(
    fresh: bool, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "real"
    config = Config(instance=other, code_cost=4, passphrase_cost=1)
    close(open_house(config))
    monkeypatch.setenv("DATABASE_URL", config.database)
    before = content(folder) | content(other)
    with pytest.raises(NotADemo, match="not a demo"):
        demo.open_demo(folder, today=None, fresh=fresh)
    assert content(folder) | content(other) == before


def test_demo_whose_database_is_elsewhere_is_not_begun_anew_by_itself(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'empty.sqlite'}")
    before = content(folder)
    with pytest.raises(NotADemo, match="another database"):
        demo.open_demo(folder, today=None, fresh=False)
    assert content(folder) == before


def test_demo_in_use_is_not_begun_anew(folder: Path) -> None:
    with only_one(folder / "tick.lock"), pytest.raises(RuleBroken, match="in use"):
        demo.open_demo(folder, today=None, fresh=True)
    assert json.loads((folder / "demo.json").read_text())["furnished"]


def test_unreadable_marker_is_refused(folder: Path) -> None:
    (folder / "demo.json").write_text("[]")
    with pytest.raises(NotADemo):
        demo.open_demo(folder, today=None, fresh=True)


# The words


def test_leaders_and_readers_write_short_sentences() -> None:
    for story in furnishing.STORIES:
        for act in story.then:
            for words in vars(act).values():
                assert all(
                    len(sentence.split()) <= 18
                    for sentence in str(words).replace("?", ".").split(".")
                ), words
