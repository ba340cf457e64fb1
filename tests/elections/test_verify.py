"""Whoever has the file of a protocol counts the election anew without the house."""

import os
import random
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from kimvoice import verify
from kimvoice.core.db import db
from kimvoice.elections import export
from kimvoice.elections.models import Election
from kimvoice.elections.states import Deed, State, Way
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing
from tests.elections.each_kind import (
    COPIES,
    KINDS,
    Kind,
    annul,
    annulled,
    by_lot,
    marks,
    on_net,
    on_paper,
    with_paper_beside,
)

pytestmark = on_sqlite


@pytest.mark.parametrize("kind", KINDS)
def test_an_election_that_nobody_touched_holds(electing: Electing, kind: Kind) -> None:
    election = kind(electing).election
    for copy in COPIES:
        report = verify.verify(copy(election), **marks(election))
        assert report.broken is None, report.broken
        assert report.protocol is not None
        assert len(report.protocol.lines) == len(election.events)


@pytest.mark.parametrize("state", [it for it in State if it is not State.ANNULLED])
@pytest.mark.parametrize("way", Way)
def test_it_holds_in_each_state(electing: Electing, state: State, way: Way) -> None:
    election = electing.election(state, way=way).election
    for copy in COPIES:
        assert verify.verify(copy(election)).broken is None


# One flipped byte

LONG = os.environ.get("KIMVOICE_ATTACK") == "long"
FILES = [(kind, copy) for kind in KINDS for copy in COPIES]
SHORT = [(with_paper_beside, export.for_committee), (annulled, export.for_all)]
"""All that a row can be: named, unnamed, with and without what is kept, closed."""


def flips(content: bytes, chance: random.Random) -> Iterator[tuple[int, bytes]]:
    """At each place one or all of its eight bits."""
    for at, byte in enumerate(content):
        for bit in range(8) if LONG else (chance.randrange(8),):
            yield at, content[:at] + bytes([byte ^ 1 << bit]) + content[at + 1 :]


def names_it(said: str, content: bytes, at: int) -> bool:
    """The line itself, or the one after that no longer follows from it; of the first
    row, which is in the chain at both ends, also the end."""
    row = content.count(b"\n", 0, at)
    many = content.count(b"\n") - 1
    named = {f"Row {row + 1} ", f"Line {row} ", f"Line {row + 1} "}
    if row in (0, many):
        named |= {"The end ", "The file "}
    return any(f"{said} ".startswith(it) for it in named) or said == "The file"


@pytest.mark.parametrize(("kind", "copy"), FILES if LONG else SHORT)
def test_one_flipped_bit_anywhere_is_found_and_named(
    electing: Electing, kind: Kind, copy: Callable[[Election], bytes]
) -> None:
    content = copy(kind(electing).election)
    assert verify.verify(content).broken is None
    tried = 0
    for at, changed in flips(content, random.Random(content)):
        broken = verify.verify(changed).broken
        assert broken is not None, (at, changed[at - 20 : at + 20])
        assert names_it(broken.where[1], content, at), (broken, at)
        tried += 1
    assert tried >= len(content) > 1000


def test_a_sign_too_many_or_too_few_is_found(electing: Electing) -> None:
    content = export.for_all(on_paper(electing).election)
    rows = content.splitlines(keepends=True)
    for changed in (
        content[:-1],
        content + b"\n",
        content.replace(b"\n", b"\r\n"),
        content.replace(b":", b": "),
        b"\xef\xbb\xbf" + content,
        b"".join(rows[:-1]),
        b"".join([*rows, rows[-1]]),
        b"".join([*rows[:2], *rows[3:]]),
        b"".join([rows[0], rows[2], rows[1], *rows[3:]]),
        b"",
        b"[" * 100_000 + b"\n",
        b"\x00\n",
        b"9" * 5000 + b"\n",
        b" " * 6_000_000 + b"\n",
    ):
        assert verify.verify(changed).broken is not None, changed[:80]


def test_a_file_of_another_election_is_not_this_ones(electing: Electing) -> None:
    one, other = (
        export.for_all(electing.election(State.LISTED).election) for _ in "ab"
    )
    first, rest = one.split(b"\n", 1)[0], other.split(b"\n", 1)[1]
    broken = verify.verify(first + b"\n" + rest).broken
    assert broken is not None
    assert broken.where[1].startswith("Line 1 ")


# The marks on paper


def test_the_marks_of_wall_and_print_are_looked_for(electing: Electing) -> None:
    held = on_net(electing)
    election, on_print = held.election, held.election.protocol_mark
    annul(held)
    wall = election.opening_mark
    assert wall
    report = verify.verify(export.for_committee(election), wall=wall, printed=on_print)
    assert report.broken is None
    after = f"The mark from the print is that of line {len(election.events) - 1}."
    assert f"{after} Lines since: 1." in [it for _, it in report.found]
    for typed in (wall.lower(), wall.replace("-", ""), f" {wall.replace('-', ' ')}\n"):
        assert verify.verify(export.for_all(election), wall=typed).broken is None


@pytest.mark.parametrize("which", ["wall", "printed"])
def test_one_flipped_bit_in_a_mark_is_found(electing: Electing, which: str) -> None:
    election = on_net(electing).election
    content, mark = export.for_all(election), marks(election)[which].encode()
    for at, byte in enumerate(mark):
        for changed in (byte ^ 1 << bit for bit in range(8)):
            typed = (mark[:at] + bytes([changed]) + mark[at + 1 :]).decode("latin-1")
            given: dict[str, Any] = {which: typed}
            broken = verify.verify(content, **given).broken
            is_small_letter = typed.upper() == mark.decode()
            assert (broken is None) == is_small_letter, typed


def test_another_lines_mark_is_not_that_of_the_wall(electing: Electing) -> None:
    held = on_net(electing)
    content = export.for_all(held.election)
    for event in held.election.events:
        broken = verify.verify(content, wall=event.mark).broken
        assert (broken is None) == (event.deed is Deed.URN_SEALED)


def test_on_paper_there_is_no_mark_on_the_wall(electing: Electing) -> None:
    broken = verify.verify(
        export.for_all(on_paper(electing).election), wall="AAAA-BBBB"
    ).broken
    assert broken is not None
    assert "No urn was sealed" in broken.why[1]


def test_a_seal_that_was_replaced_hangs_on_no_wall(electing: Electing) -> None:
    held = electing.election(State.LISTED, way=Way.NET)
    electing.seal(held)
    first = held.election.opening_mark
    leaving, coming = held.officers[1], electing.committee()[1]
    held.election.round.replace(leaving, coming)
    db.session.flush()
    electing.give_words(held, coming)
    held.election.seal_urn(held.officers[0])
    db.session.commit()
    content, last = export.for_all(held.election), held.election.opening_mark
    broken = verify.verify(content, wall=first or "").broken
    assert broken is not None
    assert f"sealed anew after it. The right mark is {last}" in broken.why[1]
    assert verify.verify(content, wall=last or "").broken is None


# What it says it cannot show


def test_it_says_what_it_cannot_show(electing: Electing) -> None:
    held = on_net(electing)
    always = verify.NEVER
    for copy in COPIES:
        cannot = verify.verify(copy(held.election)).cannot
        assert cannot[: len(always)] == [*always]
        assert {verify.ONCE_OPENED, verify.NO_WALL, verify.NO_PRINT} <= set(cannot)
        public = copy is export.for_all
        assert (verify.NO_FIGURES in cannot) == public
        assert (verify.FOR_COMMITTEE in cannot) == public
    with_marks = verify.verify(copy(held.election), **marks(held.election)).cannot
    assert not {verify.NO_WALL, verify.NO_PRINT} & set(with_marks)


def test_it_says_what_is_deleted(electing: Electing) -> None:
    held = by_lot(electing)
    for gone in (False, True):
        for copy in COPIES:
            cannot = verify.verify(copy(held.election)).cannot
            assert (verify.FORGOTTEN in cannot) == gone
        held.election.forget()
        db.session.commit()
