"""Two outcomes that may not be told apart look the same, to the last byte.

Of every electorate up to twelve (one alone holds no vote: test_without_a_vote), every
box that two can count is laid out, with one to three who stand, blank and rejected
slips, and slips that were taken away. They are grouped by what may be told of them
(boxes.looks_published), and each group is shown on all that somebody on the roll can
open: pages, print, poster, file, titles. Shown are

- of a group the boxes where each figure is least and where it is most: whatever says a
  figure, or whether it is more than something, differs between these. What says only
  whether a figure is odd, or how two belong together, could slip through;
- where the turnout is told (a group has one then, and slips that were taken away are
  told with it), each turnout where all have voted, and the least where most have not;
- before the result the electorates at which the rule changes: it tells nothing of any;
- where figures may be told, those boxes of which they are not: where they are, a group
  has one box.

What a line commits to without telling it counts as nothing (tests/core/test_ledger).
The long form (KIMVOICE_ATTACK=long) shows all of these, the short one a few.
"""

import hashlib
from collections.abc import Callable
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
from tests.electing import Electing
from tests.elections.boxes import (
    Box,
    Looks,
    alike,
    boxes,
    extremes,
    looks_counted,
    looks_published,
)
from tests.elections.counted_anew import Drawn, House, got_slips_in_order
from tests.visitor import Visit

pytestmark = on_sqlite
FEWEST_WITH_A_VOTE, MOST = 2, 12
BOUNDS = (FEWEST_WITH_A_VOTE, FEWEST_COUNTED - 1, FEWEST_COUNTED, MOST)
ALL = [
    (on_roll, stand)
    for on_roll in range(FEWEST_WITH_A_VOTE, MOST + 1)
    for stand in range(1, min(on_roll, 3) + 1)
]
NAMES = [(*each, False) for each in ALL]
FIGURES = [(*each, True) for each in ALL if each[0] >= FEWEST_NAMED]
Build: TypeAlias = Callable[..., House]


@pytest.fixture
def house_of(
    electing: Electing,
    app: Flask,
    config: Config,
    visit: Visit,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
) -> Build:
    drawn = Drawn()
    monkeypatch.setattr(events, "secrets", drawn)
    monkeypatch.setattr(ledger, "committed", by_salt_alone)

    def build(on_roll: int, stand: int, *, chosen: bool = False) -> House:
        held = electing.election(
            State.LISTED, voters=on_roll, candidates=stand, figures_public=chosen
        )
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


@pytest.mark.parametrize(
    ("on_roll", "stand", "chosen"),
    NAMES + FIGURES if long() else [(7, 3, False)],
)
def test_what_is_published_tells_no_more_than_it_may(
    house_of: Build, on_roll: int, stand: int, *, chosen: bool
) -> None:
    look_alike(
        house_of(on_roll, stand, chosen=chosen),
        [it for it in boxes(on_roll, stand) if is_shown(it, on_roll, chosen=chosen)],
        lambda it: looks_published(it, chosen=chosen),
        House.published,
    )


@pytest.mark.parametrize(
    ("on_roll", "stand"),
    [each for each in ALL if each[0] in BOUNDS] if long() else [(6, 2)],
)
def test_what_is_counted_tells_nothing_before_it_is_published(
    house_of: Build, on_roll: int, stand: int
) -> None:
    look_alike(
        house_of(on_roll, stand),
        list(boxes(on_roll, stand)),
        looks_counted,
        House.counted,
    )


def is_shown(box: Box, on_roll: int, *, chosen: bool) -> bool:
    whole = box.marks == box.slips
    if chosen:
        return whole and box.slips == on_roll
    few, fewest = box.slips < FEWEST_COUNTED, box.slips == FEWEST_COUNTED
    return few or (whole and (box.slips == on_roll or (fewest and on_roll == MOST)))


def look_alike(
    house: House,
    found: list[Box],
    looks: Callable[[Box], Looks],
    shown: Callable[[House, Box], Election],
) -> None:
    groups = list(alike(found, looks))
    pages = house.open_to_reader(shown(house, found[0]))
    for seen, group in groups if long() else [groups[1], groups[-2]]:
        some = extremes(group) if long() else [group[0], group[-1]]
        assert len(some) > 1
        first = house.surfaces(shown(house, some[0]), pages)
        for box in some[1:]:
            other = house.surfaces(shown(house, box), pages)
            unlike = [url for url in pages if first[url] != other[url]]
            assert not unlike, (seen, some[0], box)
