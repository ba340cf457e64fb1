"""What was changed in the log of a complaint by others than the program is found."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from kimvoice.checks import machine
from kimvoice.complaints import chain
from kimvoice.complaints.log import Deed, LogLine
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, Reader, State
from kimvoice.complaints.unbroken import Break
from kimvoice.core import ledger
from kimvoice.core.db import db, is_sqlite
from tests.conftest import TravelTo
from tests.factories import LEADING_TO, Ladder, Make

LOG, HEADS = (db.metadata.tables[it] for it in ("complaint_log", "complaints"))
COLUMNS = [it.name for it in LOG.columns]
ITS_PLACE = ("line", "complaint_number")
"""Whoever changes these takes the line away from where it was."""


@pytest.fixture
def complaint(make: Make, ladder: Ladder) -> Complaint:
    """Four lines, with people and without; and another complaint beside it."""
    by = make.participant(department=ladder.department)
    make.complaint(State.RECEIVED, by=by)
    it = make.complaint(State.RECEIVED, by=by)
    it.enter(Deed.NEW_CODE, ladder.manager, second=ladder.chair)
    it.enter(Deed.OPENED, ladder.leader)
    db.session.commit()
    return it


def broken(it: Complaint) -> Break:
    db.session.flush()
    db.session.expire(it)
    found = it.log_break
    assert found is not None
    return found


@contextmanager
def tampering(it: Complaint) -> Iterator[list[Break]]:
    """What is found then; afterwards all is as before."""
    found: list[Break] = []
    with db.session.begin_nested() as changed:
        yield found
        found.append(broken(it))
        changed.rollback()
    db.session.expire_all()


# A byte


@pytest.fixture
def unguarded(complaint: Complaint) -> None:
    """As with a tool that heeds no rule of the tables."""
    if is_sqlite():
        for rule in ("ignore_check_constraints", "defer_foreign_keys"):
            db.session.execute(text(f"PRAGMA {rule} = ON"))
        return
    db.session.execute(text("SET LOCAL session_replication_role = replica"))
    for column in ("deed", "role"):
        rule = f"ck_complaint_log_{column}"
        db.session.execute(text(f"ALTER TABLE complaint_log DROP CONSTRAINT {rule}"))


def flips(it: Complaint, column: str) -> Iterator[tuple[dict[str, Any], Any]]:
    """Each line as it was, and what it says in the column with one byte flipped."""
    how: dict[type, Callable[[Any], list[Any]]] = {
        int: lambda its: [its ^ 64],
        bytes: lambda its: [bytes([its[0] ^ 1]) + its[1:], its[:-1]],
        str: lambda its: [
            its[:at] + chr(ord(its[at]) ^ 1) + its[at + 1 :]
            for at in range(0, len(its), 3)
        ],
        date: lambda its: [its + timedelta(days=1)],
        type(None): lambda _its: ["coordinator" if column == "role" else 1],
    }
    as_stored = text("SELECT * FROM complaint_log WHERE complaint_number = :it")
    found = db.session.execute(as_stored, {"it": it.number}).mappings()
    for row in [dict(row) for row in found]:
        its = row[column]
        for other in how[bytes if isinstance(its, memoryview) else type(its)](its):
            yield row, other


@pytest.mark.usefixtures("unguarded")
def test_a_byte_flipped_in_any_column_is_named(complaint: Complaint) -> None:
    tried = Counter[str]()
    for column in COLUMNS:
        for row, other in flips(complaint, column):
            with tampering(complaint) as found:
                said = text(
                    f"UPDATE complaint_log SET {column} = :other WHERE id = :id"
                )
                db.session.execute(said, {"other": other, "id": row["id"]})
            name = other if column == "id" else row["id"]
            named = found[0].row == f"complaint_log {name}"
            assert named or column in ITS_PLACE, (column, other)
            assert found[0].line == row["line"] + 1, (column, other)
            tried[column] += 1
    assert set(tried) == set(COLUMNS)
    assert min(tried.values()) >= 4
    assert complaint.log_break is None


def test_a_byte_flipped_in_the_head_is_named(complaint: Complaint) -> None:
    head = complaint.log_head
    assert head is not None
    for at in range(0, len(head), 8):
        with tampering(complaint) as found:
            set_head(complaint, head[:at] + bytes([head[at] ^ 1]) + head[at + 1 :])
        assert found[0].row.startswith("complaints.log_head ")


# A line


def rows(it: Complaint) -> list[dict[str, Any]]:
    found = select(LOG).where(LOG.c.complaint_number == it.number).order_by(LOG.c.line)
    return [dict(row) for row in db.session.execute(found).mappings()]


def put(it: Complaint, lines: list[dict[str, Any]]) -> None:
    """In place of what is there, numbered anew."""
    db.session.execute(delete(LOG).where(LOG.c.complaint_number == it.number))
    for at, line in enumerate(lines):
        db.session.execute(insert(LOG).values(line | {"line": at}))


def set_head(it: Complaint, head: bytes | None) -> None:
    of_one = HEADS.c.number == it.number
    db.session.execute(update(HEADS).where(of_one).values(log_head=head))


def test_a_line_that_was_taken_away_is_missed(complaint: Complaint) -> None:
    lines = rows(complaint)
    for gone, line in enumerate(lines):
        with tampering(complaint) as found:
            db.session.execute(delete(LOG).where(LOG.c.id == line["id"]))
        with tampering(complaint) as renumbered:
            put(complaint, lines[:gone] + lines[gone + 1 :])
        assert found[0].line == renumbered[0].line == gone + 1


@pytest.mark.parametrize("head", [ledger.START, None])
def test_a_log_that_was_emptied_is_missed(
    head: bytes | None, make: Make, ladder: Ladder
) -> None:
    it = make.complaint(by=make.participant(department=ladder.department))
    it.enter(Deed.OPENED, ladder.leader)
    db.session.commit()
    put(it, [])
    set_head(it, head)
    assert broken(it).row.startswith("complaints.log_head")


def test_two_lines_that_changed_places_are_named(complaint: Complaint) -> None:
    for one, other in combinations(range(4), 2):
        lines = rows(complaint)
        lines[one], lines[other] = lines[other], lines[one]
        with tampering(complaint) as found:
            put(complaint, lines)
        assert found == [Break(one + 1, f"complaint_log {lines[one]['id']}")]


def test_a_line_that_was_put_in_is_named(complaint: Complaint) -> None:
    lines = rows(complaint)
    forged = lines[0] | {"id": 1, "deed": Deed.OPENED}
    for at in range(5):
        with tampering(complaint) as found:
            put(complaint, [*lines[:at], forged, *lines[at:]])
        assert found[0].line == at + 1


def test_a_chain_made_anew_without_the_key_is_named(
    complaint: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """He has the program and the database, and hides who it was in one line."""
    before = rows(complaint)
    for at in range(4):
        with monkeypatch.context() as without:
            without.setattr(chain, "_key", lambda: b"")
            links, changed = chain_hiding(complaint, at)
        with tampering(complaint) as found:
            put(
                complaint,
                [row | changed[i] | {"link": links[i]} for i, row in enumerate(before)],
            )
            set_head(complaint, links[-1])
        assert found[0].line == 1


def chain_hiding(it: Complaint, at: int) -> tuple[list[bytes], list[dict[str, Any]]]:
    nobody: dict[str, Any] = {"by_id": None, "by_salt": bytes(16)}
    nobody["by_committed"] = ledger.committed(bytes(16), None)
    changed = [nobody if it.line == at else {} for it in it.log]
    links = [chain.start_of(it.number)]
    for line, change in zip(it.log, changed, strict=True):
        links.append(replace(line.written, **change).link_after(links[-1]))
    return links[1:], changed


def test_somebody_else_put_in_for_who_it_was_is_named(
    complaint: Complaint, ladder: Ladder
) -> None:
    """With a salt and a commitment of their own, for which no key is needed."""
    line = complaint.log[-1]
    line.by, line.by_id = ladder.coordinator, ladder.coordinator.id
    line.by_committed = ledger.committed(line.by_salt, line.by_id)
    assert line.written.by.holds
    assert broken(complaint) == Break(4, f"complaint_log {line.id}")


@pytest.mark.parametrize("salt", [bytes(16), bytes(32)])
def test_nobody_passes_for_erased_without_the_key(
    salt: bytes, complaint: Complaint
) -> None:
    line = complaint.log[-1]
    line.by, line.by_id, line.by_salt = None, None, salt
    assert broken(complaint) == Break(4, f"complaint_log {line.id}")


def test_an_act_without_its_line_is_named(complaint: Complaint, ladder: Ladder) -> None:
    complaint._enter(Act.NOTE, ladder.leader, "Ring henne.", Reader.HANDLERS)
    entry = complaint.entries[-1]
    assert broken(complaint) == Break(5, f"complaint_entries {entry.id}")


# What the house itself does


def test_what_people_do_leaves_a_log_that_holds(make: Make, ladder: Ladder) -> None:
    by = make.participant(department=ladder.department)
    for state in LEADING_TO:
        assert make.complaint(state, by=by).log_break is None


def test_what_climbs_leaves_a_log_that_holds(
    make: Make, ladder: Ladder, travel_to: TravelTo
) -> None:
    it = make.complaint(by=make.participant(department=ladder.department))
    travel_to("2025-11-25 10:00")
    assert it.climb()
    it.step_aside(ladder.coordinator)
    db.session.commit()
    assert it.log_break is None


def test_forgetting_people_breaks_nothing(complaint: Complaint) -> None:
    """One after the other, of a line with two as well."""
    for line in complaint.log:
        for person in filter(None, (line.by, line.second)):
            line.forget(person)
            db.session.commit()
            assert complaint.log_break is None
    assert all(it.by is it.second is None for it in complaint.log)
    complaint.log[0].by_salt = bytes(32)
    db.session.commit()
    assert broken(complaint) == Break(1, f"complaint_log {complaint.log[0].id}")


def test_a_clock_set_back_between_two_lines_breaks_nothing(
    complaint: Complaint, ladder: Ladder, travel_to: TravelTo
) -> None:
    travel_to("2024-02-29 10:00")
    complaint.enter(Deed.OPENED, ladder.leader)
    db.session.commit()
    assert complaint.log_break is None


# The keeper


def test_check_names_the_first_row_and_no_complaint(complaint: Complaint) -> None:
    assert list(machine.complaint_logs()) == []
    for it in db.session.scalars(select(Complaint)).unique():
        it.log[0].deed = Deed.SAW
    db.session.commit()
    [found] = machine.complaint_logs()
    numbers = list(db.session.scalars(select(Complaint.number)))
    rows = [f"complaint_log {it.id}" for it in db.session.scalars(select(LogLine))]
    said = f"{found.what} {found.to_do}"
    [named] = [row for row in rows if row in said]
    assert not [it for it in numbers if str(it) in said.replace(named, "")]
