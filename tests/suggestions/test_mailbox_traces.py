"""What the database and the key folder still know when the mailbox was emptied."""

import os
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Date, DateTime, Time, event, inspect, text

from kimvoice import Config
from kimvoice.core.db import db
from kimvoice.core.keys import keyring
from kimvoice.core.urn import SLIP, STEP, Urn
from kimvoice.suggestions import codes, mailbox
from kimvoice.suggestions.delivery import lay_in
from kimvoice.suggestions.slips import MessageSlip
from kimvoice.suggestions.states import State
from kimvoice.web.tokens import Token
from tests.conftest import TravelTo
from tests.factories import Make
from tests.requirements import lacking
from tests.suggestions.author import FRIDAY, NEXT_FRIDAY, Author, all_suggestions, lying

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)

TABLES = ("suggestions", "suggestion_threads", "suggestion_entries")
COLUMNS = {
    "suggestions": {
        "number",
        "week",
        "state",
        "audience",
        "department_id",
        "taken_by_id",
        "published_words",
        "helper_id",
        "published_summary",
        "published_week",
        "closed_week",
        "decline_reason",
        "helped",
        "matter_id",
    },
    "suggestion_threads": {
        "suggestion_number",
        "lookup",
        "key_for_author",
        "key_for_readers",
    },
    "suggestion_entries": {
        "id",
        "thread_number",
        "position",
        "kind",
        "week",
        "by_id",
        "nonce",
        "sealed",
    },
}


def sealed() -> list[bytes]:
    db.session.rollback()
    return db.session.get_one(Urn, mailbox.NAME).sealed


@pytest.mark.parametrize("table", TABLES)
def test_no_column_holds_a_time_finer_than_the_week(app: Flask, table: str) -> None:
    columns = inspect(db.engine).get_columns(table)
    assert {column["name"] for column in columns} == COLUMNS[table]
    times = (Date, DateTime, Time)
    assert not [each for each in columns if isinstance(each["type"], times)]


def test_rows_lie_in_the_order_of_the_lot_not_of_sending(travel_to: TravelTo) -> None:
    authors = [Author().sends(f"Forslag {number}") for number in range(8)]
    travel_to(FRIDAY)
    mailbox.tick()
    row = "rowid" if db.engine.dialect.name == "sqlite" else "ctid"
    order = [
        list(db.session.scalars(text(f"SELECT {column} FROM {table} ORDER BY {row}")))
        for table, column in (
            ("suggestions", "number"),
            ("suggestion_threads", "suggestion_number"),
            ("suggestion_entries", "thread_number"),
        )
    ]
    assert order == [sorted(author.suggestion.number for author in authors)] * 3


def test_the_lot_is_drawn_anew_each_time(travel_to: TravelTo) -> None:
    drawn: list[int] = []
    for friday in (FRIDAY, NEXT_FRIDAY):
        authors = [Author().sends() for _ in range(8)]
        travel_to(friday)
        mailbox.tick()
        numbers = [author.suggestion.number for author in authors]
        assert all(100_000 <= number < 1_000_000 for number in numbers)
        by_lot = sorted(numbers)
        drawn.append(sum(abs(by_lot.index(n) - at) for at, n in enumerate(numbers)))
    # Both in the order of sending: once in 1,600,000,000 runs.
    assert any(drawn)


def test_messages_lie_in_no_order_of_sending_either(travel_to: TravelTo) -> None:
    authors = [Author().sends() for _ in range(6)]
    travel_to(FRIDAY)
    mailbox.tick()
    for author in authors:
        author.writes("Hei")
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    row = "rowid" if db.engine.dialect.name == "sqlite" else "ctid"
    lying = db.session.scalars(
        text(
            "SELECT thread_number FROM suggestion_entries"
            f" WHERE kind = 'message' ORDER BY {row}"
        )
    )
    by_code = sorted(authors, key=lambda author: author.code)
    assert list(lying) == [author.suggestion.number for author in by_code]


@on_postgresql
def test_all_rows_of_a_round_share_one_transaction(travel_to: TravelTo) -> None:
    for _ in range(3):
        Author().sends().writes("Hei")
    travel_to(FRIDAY)
    mailbox.tick()
    union = " UNION ALL ".join(f"SELECT xmin::text x FROM {table}" for table in TABLES)
    transactions = db.session.scalars(text(union)).all()
    assert len(transactions) == 3 + 3 + 6
    assert len(set(transactions)) == 1


def test_rows_new_key_and_the_claim_of_the_day_are_one_transaction(
    travel_to: TravelTo,
) -> None:
    """Else a slip that comes in between would be in neither round."""
    for _ in range(3):
        Author().sends().writes("Hei")
    travel_to(FRIDAY)
    commits: list[object] = []
    event.listen(db.engine, "commit", commits.append)
    mailbox.empty_when_due()
    assert len(commits) == 1
    assert len(all_suggestions()) == 3


@on_sqlite
def test_old_slips_are_nowhere_in_the_file_after_the_tick(
    app: Flask, travel_to: TravelTo
) -> None:
    for _ in range(5):
        Author().sends()
    old = sealed()
    file = app.extensions["config"].sqlite_file
    assert [each for each in old if each[:64] in file.read_bytes()]
    travel_to(FRIDAY)
    mailbox.tick()
    content = file.read_bytes()
    assert not [each for each in old if each[:64] in content or each[-64:] in content]
    assert db.session.scalar(text("PRAGMA freelist_count")) == 0


@on_postgresql
def test_old_slips_are_in_no_row_of_the_table_s_new_file(travel_to: TravelTo) -> None:
    where = text("SELECT pg_relation_filepath('urns')")
    before = db.session.scalar(where)
    Author().sends()
    travel_to(FRIDAY)
    mailbox.tick()
    assert db.session.scalar(where) != before
    assert lying() == []


def test_the_old_private_key_is_in_no_file_of_the_folder(travel_to: TravelTo) -> None:
    public = db.session.get_one(Urn, mailbox.NAME).public_key
    private = keyring().mailbox.private_for(public)
    assert private is not None
    travel_to(FRIDAY)
    mailbox.tick()
    files = [file.read_bytes() for file in keyring().folder.iterdir()]
    assert not [content for content in files if bytes(private) in content]
    assert keyring().mailbox.private_for(public) is None


def test_the_code_is_kept_nowhere(travel_to: TravelTo) -> None:
    author = Author().sends("Hei")
    travel_to(FRIDAY)
    mailbox.tick()
    [suggestion] = all_suggestions()
    assert author.suggestion == suggestion
    for table in TABLES:
        for row in db.session.execute(text(f"SELECT * FROM {table}")):
            assert author.code not in str(row)
            assert "Hei" not in str(row)


def test_a_debt_that_nobody_holds_up_is_paid_at_once(travel_to: TravelTo) -> None:
    travel_to(FRIDAY)
    mailbox.empty_when_due()
    assert db.session.get_one(Urn, mailbox.NAME).in_debt
    mailbox.sweep()
    assert not db.session.get_one(Urn, mailbox.NAME).in_debt


@on_sqlite
def test_nobody_can_tell_the_last_slip_from_the_others(
    app: Flask, config: Config
) -> None:
    """The journal holds the pages from before a change: none of the boxes of now."""
    token = Token.new(codes.mint())
    for number in range(6):
        lay_in(token, MessageSlip(token.code, f"Slip {number}", token.nonce))
    journal = config.sqlite_file.with_name("kimvoice.sqlite-journal").read_bytes()
    assert len(journal) > STEP * SLIP, "the boxes of before are in there"
    assert len(lying()) == 6
    parts = [part for each in sealed() for part in (each[:64], each[-64:])]
    assert not [part for part in parts if part in journal]


TRACES = [
    "Ordene som ble trukket.",
    "Sammendraget som ble trukket.",
    "Sammendraget som aldri ble lagt ut.",
    "Et sammendrag som ble skrevet om.",
]


def live_and_be_forgotten(make: Make, travel_to: TravelTo) -> list[bytes]:
    """What must be nowhere after the sweep: sealed words, keys, and laid-out words."""
    reader, helper = make.representative(), make.coordinator()
    withdrawn = make.suggestion(State.READING, by=reader, text=TRACES[0])
    withdrawn.summarize(reader, TRACES[3])
    withdrawn.publish()
    withdrawn.summarize(reader, TRACES[1])
    closed = make.suggestion(State.READING, by=reader)
    closed.summarize(reader, TRACES[2])
    closed.ask_for_help(reader, helper)
    closed.close(reader, "Takk. Vi har lest det.")
    db.session.commit()
    held = [trace.encode() for trace in TRACES]
    held += [closed.open_thread.key_for_readers, closed.open_thread.key_for_author]
    held += [entry.sealed for it in (withdrawn, closed) for entry in it.entries]
    Author(make.code(withdrawn)).withdraws()
    travel_to(FRIDAY)
    mailbox.tick()
    travel_to("2026-11-20 13:00")
    mailbox.tick()
    left = db.session.scalars(text("SELECT number FROM suggestions")).all()
    assert left == []
    db.session.remove()
    return held


@on_sqlite
def test_what_was_withdrawn_or_deleted_is_in_neither_file_nor_journal(
    config: Config, make: Make, travel_to: TravelTo
) -> None:
    held = live_and_be_forgotten(make, travel_to)
    files = list(config.instance.glob("kimvoice.sqlite*"))
    assert len(files) == 2
    for file in files:
        assert found_in(file.read_bytes(), held) == []


@on_sqlite
def test_what_was_withdrawn_is_gone_as_soon_as_the_mailbox_was_opened(
    config: Config, make: Make, travel_to: TravelTo
) -> None:
    suggestion = make.suggestion(State.PUBLISHED, text=TRACES[0])
    held = [TRACES[0].encode(), *(entry.sealed for entry in suggestion.entries)]
    Author(make.code(suggestion)).withdraws()
    db.session.remove()
    assert found_in(config.sqlite_file.read_bytes(), held) == held
    travel_to(FRIDAY)
    mailbox.tick()
    db.session.remove()
    for file in config.instance.glob("kimvoice.sqlite*"):
        assert found_in(file.read_bytes(), held) == []


@on_postgresql
def test_what_was_withdrawn_or_deleted_is_in_no_file_of_a_table(
    make: Make, travel_to: TravelTo
) -> None:
    """Its write-ahead log is another matter: docs/anonymity.md says so."""
    control = make.suggestion(State.PUBLISHED, text="Ord som blir stående.")
    kept = [b"Ord som blir st", control.open_thread.lookup]
    assert sorted(found_in(content_of_tables(), kept)) == sorted(kept)
    db.session.delete(control)
    db.session.commit()
    held = live_and_be_forgotten(make, travel_to)
    assert found_in(content_of_tables(), held + kept) == []


def test_every_table_that_holds_words_is_swept(app: Flask) -> None:
    swept = {model.__tablename__ for model in mailbox.SWEPT}
    assert {*TABLES, "urns"} <= swept


def content_of_tables() -> bytes:
    """All that lies on the disk of this test's own database."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as link:
        link.execute(text("CHECKPOINT"))
        folder = link.scalar(text("SHOW data_directory"))
        number = link.scalar(
            text("SELECT oid FROM pg_database WHERE datname = current_database()")
        )
    place = Path(folder) / "base" / str(number)
    if not os.access(place, os.R_OK):
        lacking("postgresql", "its files lie on another machine")
    return b"".join(file.read_bytes() for file in place.iterdir())


def found_in(content: bytes, held: list[bytes]) -> list[bytes]:
    return [each for each in held if each in content]
