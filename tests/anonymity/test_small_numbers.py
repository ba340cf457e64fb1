"""Nobody who should not know of a suggestion can see, or count, that it is there.

Every address of the house is opened, with every filter, by the visitor and by people
of every role; then one hidden thing changes, and they must see the very same.
"""

from random import Random

import pytest
from flask import Flask
from hypothesis import HealthCheck, Phase, given, note, settings
from hypothesis import strategies as st

from kimvoice.core.db import db
from kimvoice.suggestions.models import Suggestion
from tests.anonymity import crawl
from tests.anonymity.effort import long
from tests.anonymity.hidden import CHANGES, Change
from tests.anonymity.houses import House, Plan, plans
from tests.anonymity.neighbours import Looking
from tests.anonymity.small_pieces import cut_small
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit

AT_A_TIME = 3


@pytest.fixture(autouse=True)
def _small_pieces(
    app: Flask, travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_small(app, monkeypatch)


@pytest.mark.timeout(7200 if long() else 120)
@pytest.mark.parametrize(
    "database", ["sqlite", "postgresql"] if long() else ["sqlite"], indirect=True
)
def test_who_should_not_know_sees_the_same_whatever_is_hidden(
    app: Flask, make: Make, visit: Visit
) -> None:
    """In one house after the other a few hidden things change, one by one."""
    examples = 200 if long() else 1

    @settings(
        max_examples=examples,
        # Shrinking a house of pages takes an hour; the house is printed as it is.
        phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow],
    )
    @given(plans, st.integers(min_value=0))
    def is_the_same(plan: Plan, lot: int) -> None:
        house = House(app, make, plan)
        chosen = some_changes(house, Random(lot))
        looking = Looking(house, visit, list({it.number for _, it in chosen}))
        for change, suggestion in chosen:
            there = db.session.get(Suggestion, suggestion.number)
            if there is not None and change.can(there):
                note(f"{change}: {there.state} {there.audience} {there.week}")
                assert looking.told_apart_by(change, there) == []

    is_the_same()


def some_changes(house: House, random: Random) -> list[tuple[Change, Suggestion]]:
    """Different ones, each of a suggestion that allows it."""
    return [
        (change, random.choice(those))
        for change in random.sample(CHANGES, AT_A_TIME)
        if (those := [it for it in house.suggestions if change.can(it)])
    ]


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_address_is_walked_or_said_why_not(
    app: Flask, make: Make, visit: Visit
) -> None:
    """A new one is walked by itself; what it names or asks for must be known."""
    map_ = crawl.Map(app, [make.suggestion().number])
    walked = [*map_.rules(inside=True), *map_.rules(inside=False)]
    assert all(map_.addresses(rule) for rule in walked)
    there = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ())
    }
    assert there == {rule.endpoint for rule in walked} | crawl.NOT_WALKED.keys()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_every_list_is_asked_for_all_that_its_view_reads_from_the_address(
    app: Flask, make: Make, visit: Visit
) -> None:
    map_ = crawl.Map(app, [make.suggestion().number])
    opened: set[str] = set()
    for who in (None, make.representative()):
        door, inside = visit(as_=who), who is not None
        opened |= crawl.crawl(door, map_, inside=inside).keys()
    for word in crawl.words_of_shelves():
        assert any(f"status={word}" in url for url in opened), word
    assert crawl.asked_for["suggestions.open.board"] >= {"side"}
    assert crawl.asked_for["suggestions.inside.index"] >= {"status", "etter"}
