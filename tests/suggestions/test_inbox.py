"""What a person sees inside: as the policy says, one row at a time or all at once."""

from collections.abc import Callable
from itertools import product

import pytest

from kimvoice.core.db import db
from kimvoice.core.pieces import LENGTH
from kimvoice.people.models import Department, Person
from kimvoice.suggestions import inbox, policy
from kimvoice.suggestions.states import PUBLIC, State
from tests.cast import LONG_AGO, Cast
from tests.conftest import TravelTo
from tests.factories import Make
from tests.questions import asked_of_the_database
from tests.suggestions.crowd import crowd, everybody, tell_everything
from tests.visitor import Visit

ALL = inbox.SHELVES[0]


@pytest.fixture(autouse=True)
def _time_stands_still(travel_to: TravelTo) -> None:
    pass


@pytest.fixture
def cast(make: Make) -> Cast:
    return crowd(make)


def seen(person: Person) -> list[inbox.Seen]:
    return list(inbox.seen_by(person, ALL, "").rows)


def everything_seen(person: Person) -> list[inbox.Seen]:
    """Piece after piece."""
    found: list[inbox.Seen] = []
    after = ""
    while True:
        piece = inbox.seen_by(person, ALL, after)
        found.extend(piece.rows)
        if not (after := piece.onward):
            return found


def numbers(seen: list[inbox.Seen]) -> set[int]:
    return {each.number for each in seen}


def test_each_sees_them_by_the_week_that_each_may_know(make: Make, cast: Cast) -> None:
    tell_everything(make, cast)
    for name, person in everybody(cast):
        found = everything_seen(person)
        order = sorted(found, key=lambda it: it.number)
        order.sort(key=lambda it: it.week, reverse=True)
        assert [it.number for it in found] == [it.number for it in order], name
        assert len(numbers(found)) == len(found), "none is shown twice"
        assert len(found) == inbox.count_seen_by(person, ALL)
        for it in found:
            assert it.is_reading is policy.may_read(person, it.suggestion)


def test_a_leader_sees_the_published_words_and_not_the_week_in_which_they_came(
    make: Make, cast: Cast
) -> None:
    make.suggestion(
        State.PUBLISHED, department=cast.department, text="Kaffe", week="2025-W40"
    ).receive("Bare til dere", "n", "2025-W47")
    db.session.commit()
    [read] = seen(cast["representative"])
    [led] = seen(cast["leader"])
    assert (read.week, read.has_new_message) == ("2025-W40", True)
    assert (led.words, led.week, led.has_new_message) == ("Kaffe", "2025-W47", False)


def test_neither_order_nor_key_tells_a_leader_in_which_week_one_came(
    make: Make, cast: Cast
) -> None:
    for week in range(LENGTH + 1):
        came = f"2025-W{20 + week}"
        make.suggestion(State.PUBLISHED, department=cast.department, week=came)
    piece = inbox.seen_by(cast["leader"], ALL, "")
    found = [it.number for it in piece.rows]
    assert found == sorted(found), "one week of publishing, in the order of the lot"
    assert piece.onward == f"2025-W47-{found[-1]}"
    read = inbox.seen_by(cast["representative"], ALL, "")
    assert read.onward.startswith("2025-W21-")


def test_who_can_only_answer_is_not_asked_about_what_is_being_read(cast: Cast) -> None:
    words = {
        name: [shelf.word for shelf in inbox.shelves_of(cast[name])]
        for name in ("representative", "deputy", "manager")
    }
    assert words["representative"] == words["deputy"]
    assert words["manager"] == ["all", "published", "raised", "answered", "finished"]


@pytest.mark.parametrize("word", [shelf.word for shelf in inbox.SHELVES])
def test_a_reader_chooses_by_status(
    visit: Visit, make: Make, cast: Cast, word: str
) -> None:
    told = [make.suggestion(state, by=cast["colleague"]) for state in State]
    [shelf] = [each for each in inbox.SHELVES if each.word == word]
    shown = visit(as_=cast["representative"]).get(f"/min/forslag?status={word}")
    there = {each for each in told if f"/min/forslag/{each.number}" in shown.text}
    assert there == {each for each in told if each.state in shelf.kinds}
    assert f"{len(there)} forslag" in shown.text


def test_new_ones_say_so_and_taken_ones_who_has_them(
    visit: Visit, make: Make, cast: Cast
) -> None:
    make.suggestion()
    make.suggestion(State.READING, by=cast["colleague"])
    shown = visit(as_=cast["representative"]).get("/min/forslag")
    assert "<span>Ny</span>" in shown.text
    assert f"{cast['colleague'].name} har denne" in shown.text


def test_htmx_gets_the_list_alone_and_the_number_to_say(
    visit: Visit, make: Make, cast: Cast
) -> None:
    make.suggestion()
    reader = visit(as_=cast["representative"])
    swapped = reader.get("/min/forslag?status=new", headers={"HX-Request": "true"})
    assert swapped.text.lstrip().startswith('<section id="suggestions"')
    assert '<div id="status" hx-swap-oob="innerHTML">' in swapped.text
    assert "1 forslag" in swapped.text
    assert "<h1" not in swapped.text


def test_who_is_signed_out_meanwhile_is_sent_to_sign_in_not_given_it_as_a_list(
    visit: Visit,
) -> None:
    answer = visit().get("/min/forslag", headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (204, "")
    assert answer.headers["HX-Redirect"] == "/min/logg-inn"


@pytest.mark.parametrize("role", ["representative", "deputy", "manager"])
def test_a_longer_list_asks_no_more_of_the_database(
    make: Make, cast: Cast, role: str
) -> None:
    identity, department = cast[role].id, cast.department.id

    def asked() -> tuple[int, int]:
        return len(asked_for(identity, home)), len(asked_for(identity, seen))

    def more() -> None:
        about = db.session.get_one(Department, department)
        for state, week in product((State.RECEIVED, *PUBLIC), ("", LONG_AGO)):
            make.suggestion(state, week=week, department=about)

    more()
    few = asked()
    more()
    assert asked() == few


def home(person: Person) -> list[inbox.Seen]:
    return [it for those in vars(inbox.waiting_for(person)).values() for it in those]


def asked_for(identity: int, found: Callable[[Person], list[inbox.Seen]]) -> list[str]:
    """By somebody who comes to the house anew."""
    db.session.expunge_all()
    person = db.session.get_one(Person, identity)
    with asked_of_the_database() as asked:
        for it in found(person):
            assert it.words is not None
            assert it.suggestion.taken_by is None or it.suggestion.taken_by.name
    return asked


# What waits


def test_what_waits_for_a_reader_and_for_a_leader(make: Make, cast: Cast) -> None:
    taker, department = cast["representative"], cast.department
    new = make.suggestion()
    reading = make.suggestion(State.READING, by=taker)
    published = make.suggestion(State.PUBLISHED, department=department)
    answered = make.suggestion(State.ANSWERED, department=department)

    read = inbox.waiting_for(taker)
    assert numbers(read.to_read) == {new.number}
    assert numbers(read.mine) == {reading.number}
    assert numbers(read.to_approve) == {answered.number}
    assert not read.to_answer + read.promised
    led = inbox.waiting_for(cast["leader"])
    assert numbers(led.to_answer) == {published.number}
    assert numbers(led.promised) == {answered.number}
    assert not led.to_read + led.mine + led.to_approve
    assert not inbox.waiting_for(cast["participant"]).anything


def test_words_wait_for_a_yes_also_after_the_promise_was_kept(
    make: Make, cast: Cast
) -> None:
    done = make.suggestion(State.DONE)
    assert numbers(inbox.waiting_for(cast["colleague"]).to_approve) == {done.number}
    done.approve_answer(cast["colleague"])
    db.session.commit()
    assert not inbox.waiting_for(cast["colleague"]).anything
