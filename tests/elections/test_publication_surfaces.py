"""Two outcomes that may not be told apart look the same, to the last byte.

Of every electorate up to twelve (one alone holds no vote: test_without_a_vote), of a
department and of the board, every box that two can count is laid out, with one to four
who stand, blank and rejected slips, and slips that were taken away. They are grouped by
what may be told of them (Electorate.published), and each group is shown on all that
somebody on the roll can open: pages, print, poster, file, titles. Shown are

- of a group the boxes where each figure is least and where it is most: whatever says a
  figure, or whether it is more than something, differs between these. What says only
  whether a figure is odd, or how two belong together, could slip through;
- where the turnout is told (a group has one then, and slips that were taken away are
  told with it), each turnout where all have voted, and the least where most have not;
- where figures may be told, those boxes of which they are not: where they are, a group
  has one box.

What a line commits to without telling it counts as nothing (tests/core/test_ledger).
The long form (KIMVOICE_ATTACK=long) shows all of these; the short one a few electorates
on both sides of what the rule asks, and of these each group as the long form does, on
the pages that open to the reader in the first.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import TypeAlias

import pytest
from flask import Flask

from kimvoice.config import Config
from kimvoice.core import ledger
from kimvoice.elections import events
from kimvoice.elections.models import Election
from kimvoice.elections.publication import FEWEST_COUNTED, FEWEST_NAMED
from kimvoice.elections.states import State
from tests.anonymity.effort import long
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing, Held
from tests.elections.boxes import (
    Box,
    Electorate,
    Looks,
    alike,
    changing,
    extremes,
    figures,
)
from tests.elections.counted_anew import Drawn, House, got_slips_in_order
from tests.elections.test_publication_pages import board
from tests.factories import Make
from tests.visitor import Visit

FEWEST_WITH_A_VOTE, MOST, MOST_WHO_STAND = 2, 12, 4
TOO_FEW, ENOUGH = FEWEST_COUNTED - 1, FEWEST_COUNTED
SIZES = [
    (on_roll, stand)
    for on_roll in range(FEWEST_WITH_A_VOTE, MOST + 1)
    for stand in range(1, min(on_roll, MOST_WHO_STAND) + 1)
]
DEPARTMENTS = [Electorate(*size) for size in SIZES]
BOARDS = [Electorate(*size, board=True) for size in SIZES]
FIGURES = [Electorate(*it, chosen=True) for it in SIZES if it[0] >= FEWEST_NAMED - 1]
SOME_PUBLISHED = [
    Electorate(TOO_FEW, 3),
    Electorate(ENOUGH, 2),
    Electorate(FEWEST_NAMED, 2, chosen=True),
    Electorate(FEWEST_NAMED, 2, board=True),
]
SOME_COUNTED = [Electorate(ENOUGH, 3), Electorate(TOO_FEW, 2, board=True)]
PUBLISHED = [*DEPARTMENTS, *FIGURES, *BOARDS] if long() else SOME_PUBLISHED
COUNTED = [*DEPARTMENTS, *BOARDS] if long() else SOME_COUNTED
TURNOUT = {"marks", "slips"}
Group: TypeAlias = tuple[Looks, list[Box]]
Build: TypeAlias = Callable[[Electorate], House]


@pytest.fixture
def house_of(
    electing: Electing,
    make: Make,
    app: Flask,
    config: Config,
    visit: Visit,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
) -> Build:
    drawn = Drawn()
    monkeypatch.setattr(events, "secrets", drawn)
    monkeypatch.setattr(ledger, "committed", by_salt_alone)

    def listed(of: Electorate) -> Held:
        if of.board:
            return board(
                electing, make, State.LISTED, voters=of.on_roll, candidates=of.stand
            )
        return electing.election(
            State.LISTED,
            voters=of.on_roll,
            candidates=of.stand,
            figures_public=of.chosen,
        )

    def build(of: Electorate) -> House:
        held = listed(of)
        if held.election.could_do_without:
            held.election.ask_for_vote(held.voters[0])
        electing.open_it(held.election)
        electing.close_it(held.election)
        assert held.election.standing is State.CLOSED
        reader = visit(as_=got_slips_in_order(held.election)[0])
        return House.of(held.election, reader, app, config.sqlite_file, drawn)

    return build


def by_salt_alone(salt: bytes, *_content: object) -> bytes:
    return hashlib.blake2b(salt, digest_size=32).digest()


@on_sqlite
@pytest.mark.parametrize("of", PUBLISHED, ids=str)
def test_what_is_published_tells_no_more_than_it_may(
    house_of: Build, of: Electorate
) -> None:
    look_alike(house_of(of), published(of), House.published)


@on_sqlite
@pytest.mark.parametrize("of", COUNTED, ids=str)
def test_what_is_counted_tells_nothing_before_it_is_published(
    house_of: Build, of: Electorate
) -> None:
    look_alike(house_of(of), counted(of), House.counted)


@pytest.mark.parametrize("of", SOME_PUBLISHED, ids=str)
def test_of_what_is_published_the_short_form_changes_all_that_is_not_told(
    of: Electorate,
) -> None:
    changed: dict[bool, set[str]] = defaultdict(set)
    for _, group in published(of):
        changed[of.tells_turnout(group[0])] |= changing(group)
    every = set(figures(next(of.boxes())))
    for turnout_is_told, names in changed.items():
        assert names == every - (TURNOUT if turnout_is_told else set())


@pytest.mark.parametrize("of", SOME_COUNTED, ids=str)
def test_of_what_is_counted_the_short_form_changes_all(of: Electorate) -> None:
    changed = [changing(group) for _, group in counted(of)]
    assert set().union(*changed) == set(figures(next(of.boxes())))


def published(of: Electorate) -> Iterator[Group]:
    return alike((it for it in of.boxes() if is_shown(it, of)), of.published)


def counted(of: Electorate) -> Iterator[Group]:
    return alike(of.boxes(), of.counted)


def is_shown(box: Box, of: Electorate) -> bool:
    if of.board:
        return True
    if of.chosen:
        return box.is_whole and box.slips == of.on_roll
    least = FEWEST_COUNTED if of.on_roll == MOST else of.on_roll
    few = box.slips < FEWEST_COUNTED
    return few or (box.is_whole and box.slips in (least, of.on_roll))


def look_alike(
    house: House, groups: Iterable[Group], shown: Callable[[House, Box], Election]
) -> None:
    pages: Iterable[str] = ()
    for seen, group in groups:
        some = extremes(group)
        assert len(some) > 1
        first = house.surfaces(shown(house, some[0]), pages)
        pages = () if long() else first
        for box in some[1:]:
            other = house.surfaces(shown(house, box), pages)
            unlike = [it for it in first | other if first.get(it) != other.get(it)]
            assert not unlike, (seen, some[0], box, unlike)
