"""What nightly copies of the database, laid side by side, tell of the mailbox."""

from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import event, inspect

from kimvoice import Config
from kimvoice.core.db import db
from kimvoice.core.urn import SLIP, STEP, Urn
from kimvoice.suggestions import mailbox
from tests.conftest import TravelTo
from tests.suggestions.author import FRIDAY, Author, lying

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@dataclass
class Copy:
    """The row of the mailbox, as it lies in a copy of the database."""

    row: dict[str, object]
    boxes: set[bytes]


def copy() -> Copy:
    db.session.rollback()
    urn = db.session.get_one(Urn, mailbox.NAME)
    names = [column.key for column in inspect(Urn).column_attrs]
    return Copy({name: getattr(urn, name) for name in names}, set(urn.sealed))


def a_week_of_copies(travel_to: TravelTo) -> list[Copy]:
    """After each minute and each slip: none on Monday, one on Tuesday, two, one."""
    copies = []
    for day, sent in ((17, 0), (18, 1), (19, 2), (20, 1)):
        travel_to(f"2025-11-{day} 14:00")
        for _ in range(sent):
            Author().sends()
            copies.append(copy())
        mailbox.tick()
        copies.append(copy())
    return copies


def test_two_copies_of_one_week_share_no_box_and_are_of_one_length(
    travel_to: TravelTo,
) -> None:
    copies = a_week_of_copies(travel_to)
    assert len(lying()) == 4
    assert {len(each.boxes) for each in copies} == {STEP}
    every = set().union(*(each.boxes for each in copies))
    assert len(every) == STEP * len(copies)


def test_nothing_in_the_row_tells_a_day_with_slips_from_one_without(
    travel_to: TravelTo,
) -> None:
    """But its version and its boxes, which are drawn anew, the row is the same."""
    rows = [each.row for each in a_week_of_copies(travel_to)]
    versions = [row.pop("version") for row in rows]
    lengths = [len(row.pop("slips")) for row in rows]  # type: ignore[arg-type]
    assert all(row == rows[0] for row in rows)
    assert set(lengths) == {STEP * SLIP}
    # Two of eight alike: less than once in 70,000,000 runs.
    assert len(set(versions)) == len(versions)


@on_sqlite
def test_the_file_is_of_one_size_whether_or_not_somebody_wrote(
    config: Config, travel_to: TravelTo
) -> None:
    mailbox.tick()
    sizes = {config.sqlite_file.stat().st_size}
    for _ in range(4):
        Author().sends()
        sizes.add(config.sqlite_file.stat().st_size)
        mailbox.tick()
        sizes.add(config.sqlite_file.stat().st_size)
    assert len(sizes) == 1


@on_sqlite
@pytest.mark.parametrize("when", ["2025-11-20 10:00", FRIDAY])
def test_what_lies_beside_the_file_knows_no_box_of_it(
    config: Config, travel_to: TravelTo, when: str
) -> None:
    """Also when VACUUM has copied the whole file into its journal."""
    Author().sends()
    travel_to(when)
    Author().sends()
    mailbox.tick()
    boxes = copy().boxes
    db.session.remove()
    journal = config.sqlite_file.with_name("kimvoice.sqlite-journal").read_bytes()
    parts = [part for box in boxes for part in (box[:64], box[-64:])]
    assert not [part for part in parts if part in journal]


def test_a_minute_is_written_so_often_that_nobody_counts_slips_by_it(
    app: Flask, travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite's counter of changes and PostgreSQL's transactions count every write."""
    commits: list[object] = []
    event.listen(db.engine, "commit", commits.append)
    monkeypatch.setattr(Urn, "seal_anew", lambda *_: None)
    times = []
    for _ in range(60):
        commits.clear()
        mailbox.seal_anew()
        times.append(len(commits))
    # One of the three does not come in sixty minutes: once in 10,000,000,000 runs.
    assert set(times) == {1, 2, 3}


def test_each_time_of_a_minute_every_box_is_another(
    travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    Author().sends()
    monkeypatch.setattr(mailbox, "randbelow", lambda _: 2)
    seen = [copy().boxes]
    hold = Urn._hold

    def watched(urn: Urn, sealed: list[bytes]) -> None:
        hold(urn, sealed)
        seen.append(set(urn.sealed))

    monkeypatch.setattr(Urn, "_hold", watched)
    mailbox.seal_anew()
    assert len(seen) == 4
    assert len(set().union(*seen)) == 4 * STEP
    assert len(lying()) == 1


def test_all_is_sealed_anew_also_when_the_minute_s_work_fails(
    travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a full disk, or a copy that is being made, stops the sweeping."""

    def no_room(*_tables: str) -> None:
        raise OSError("No space left on device")

    monkeypatch.setattr(mailbox, "give_back_pages", no_room)
    Author().sends()
    before = copy()
    with pytest.raises(OSError, match="No space left"):
        mailbox.tick()
    assert not before.boxes & copy().boxes
