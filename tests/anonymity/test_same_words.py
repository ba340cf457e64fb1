"""Behind what is published anybody may stand: how it came in is nowhere to be read."""

from dataclasses import replace

import pytest
from flask import Flask
from hypothesis import Phase, given, settings

from kimvoice.people.models import Person
from kimvoice.suggestions.models import Suggestion
from tests.anonymity import crawl
from tests.anonymity.arrivals import Arrival, Centre, arrivals
from tests.anonymity.crawl import Answered, Map
from tests.anonymity.effort import long
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit

AS_WRITTEN = Arrival((0, 1, 2), (0, 0, 0), (False, False, False))


@pytest.mark.timeout(3600 if long() else 120)
def test_the_same_words_published_alike_look_alike_whoever_wrote_them_and_when(
    app: Flask, make: Make, visit: Visit, travel_to: TravelTo
) -> None:
    """Each text is published in a week of its own: the lot decides nothing here."""
    crawl.watch(app)
    centre = Centre(app, make, travel_to)
    first = everything_seen(centre, visit, AS_WRITTEN)

    # Shrinking what is played week by week would take longer than the test may.
    @settings(max_examples=50 if long() else 1, phases=[Phase.generate])
    @given(arrivals)
    def look_alike(arrival: Arrival) -> None:
        assert everything_seen(centre, visit, arrival) == first

    look_alike()


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_pages_that_showed_the_week_of_arrival_would_not_look_alike(
    app: Flask,
    make: Make,
    visit: Visit,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    lay_out = Suggestion._lay_out

    def by_arrival(self: Suggestion, words: str | None) -> None:
        lay_out(self, words)
        self.published_week = self.week

    monkeypatch.setattr(Suggestion, "_lay_out", by_arrival)
    centre, later = Centre(app, make, travel_to), replace(AS_WRITTEN, rounds=(0, 1, 0))
    first = everything_seen(centre, visit, AS_WRITTEN)
    assert everything_seen(centre, visit, later) != first


def everything_seen(
    centre: Centre, visit: Visit, arrival: Arrival
) -> dict[str, dict[str, Answered]]:
    """By the visitor and those who answer; numbers that were drawn left out."""
    drawn = centre.play(arrival)
    people: dict[str, Person | None] = {"visitor": None, "leader": centre.leader}
    found = {}
    for name, person in people.items():
        door = visit(as_=person)
        door.get("/min/logg-inn")
        map_ = Map(centre.app, numbers=list(map(int, drawn)))
        seen = crawl.crawl(door, map_, inside=person is not None)
        found[name] = {
            without(url, drawn): answer.changed(lambda it: without(it, drawn))
            for url, answer in seen.items()
        }
    return found


def without(text: str, drawn: dict[str, str]) -> str:
    for number, words in drawn.items():
        text = text.replace(number, f"<{words}>")
    return text
