"""The thread: the code opens it, and an author has no person."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from kimvoice.core.db import db
from kimvoice.core.vault import Unopened
from kimvoice.suggestions import codes
from kimvoice.suggestions.states import State
from kimvoice.suggestions.threads import EntryKind, Thread
from tests.factories import Make


def test_its_code_opens_it_and_no_other_code_does(make: Make) -> None:
    suggestion, another = make.suggestion(), make.suggestion()
    keys = codes.derive(make.code(suggestion))
    assert Thread.opened_by(keys) == suggestion.thread
    assert Thread.opened_by(codes.derive(make.code(another))) == another.thread
    assert Thread.opened_by(codes.derive(codes.mint())) is None


def test_half_a_code_s_keys_open_nothing(make: Make) -> None:
    keys = codes.derive(make.code(make.suggestion()))
    found_only = codes.CodeKeys(keys.lookup, bytes(32))
    with pytest.raises(Unopened):
        Thread.opened_by(found_only)
    unwrapping_only = codes.CodeKeys(bytes(32), keys.wrapping)
    assert Thread.opened_by(unwrapping_only) is None


def test_words_moved_from_one_entry_to_another_do_not_open(make: Make) -> None:
    suggestion = make.suggestion(text="Først")
    suggestion.hear_again(make.slip(suggestion, "Så dette"), suggestion.week)
    first, second = suggestion.entries
    first.sealed = second.sealed
    with pytest.raises(Unopened):
        _ = first.words


def test_words_moved_from_one_thread_to_another_do_not_open(make: Make) -> None:
    here, there = make.suggestion(text="her"), make.suggestion(text="der")
    here.entries[0].sealed = there.entries[0].sealed
    with pytest.raises(Unopened):
        _ = here.entries[0].words


def test_no_words_lie_readable_in_the_table(make: Make) -> None:
    suggestion = make.suggestion(text="hemmelig ord")
    assert b"hemmelig" not in suggestion.entries[0].sealed
    assert suggestion.entries[0].words == "hemmelig ord"


def insert(make: Make, kind: EntryKind, by: int | None) -> None:
    row: dict[str, Any] = {
        "thread": make.suggestion().number,
        "kind": kind.value,
        "by": by,
        "sealed": b"x",
    }
    db.session.execute(
        text(
            "INSERT INTO suggestion_entries"
            " (id, thread_number, position, kind, week, by_id, sealed)"
            " VALUES (1, :thread, 7, :kind, '2025-W47', :by, :sealed)"
        ),
        row,
    )


@pytest.mark.parametrize("kind", [EntryKind.SAID, EntryKind.MESSAGE])
def test_the_table_refuses_words_of_an_author_with_a_person(
    make: Make, kind: EntryKind
) -> None:
    assert kind.is_by_author
    insert(make, kind, None)
    db.session.rollback()
    with pytest.raises(IntegrityError):
        insert(make, kind, make.person().id)
    db.session.rollback()


@pytest.mark.parametrize(
    "kind", [EntryKind.QUESTION, EntryKind.DECLINED, EntryKind.CLOSED]
)
def test_the_table_refuses_words_of_the_house_without_one(
    make: Make, kind: EntryKind
) -> None:
    assert not kind.is_by_author
    with pytest.raises(IntegrityError):
        insert(make, kind, None)
    db.session.rollback()


def test_two_suggestions_cannot_have_the_same_code(make: Make) -> None:
    one, other = make.suggestion(), make.suggestion()
    assert one.thread is not None
    assert other.thread is not None
    other.thread.lookup = one.thread.lookup
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_entries_keep_their_order_and_know_nothing_of_the_day(make: Make) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader, text="Hei")
    for number in range(5):
        suggestion.ask(reader, f"Spørsmål {number}")
    db.session.commit()
    assert [entry.position for entry in suggestion.entries] == list(range(6))
    assert suggestion.entries[-1].words == "Spørsmål 4"
