"""Equal votes: a lot that anybody may watch, written in once by who has no stake."""

from collections.abc import Sequence
from datetime import date, time, timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.states import Deed, State
from kimvoice.people.models import Person
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing, Held

DRAWER, WITNESSES = "Kari Trekkesen", ("Ola Vitnesen", "Siv Vitnesen")
NINE = time(9, 0)


def tied(electing: Electing, votes: Sequence[int] = (3, 2, 2)) -> Held:
    return electing.election(
        State.TIED, voters=9, candidates=len(votes), votes=votes, blanks=0
    )


def draw(
    held: Held,
    *order: Person,
    drawer: str = DRAWER,
    witnesses: tuple[str, str] = WITNESSES,
    by: Person | None = None,
) -> None:
    held.election.draw(
        order, drawer=drawer, witnesses=witnesses, by=by or held.officers[0]
    )


def named(held: Held) -> list[Person]:
    """The candidates in drawn order: the first has most votes."""
    return [it.person for it in held.election.candidates]


# When and where


def test_the_lot_is_planned_for_all_to_see(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = tied(electing)
    held.election.plan_draw(date(2025, 11, 18), NINE, "Kantina")
    db.session.commit()
    line = held.election.events[-1]
    assert line.deed is Deed.DRAW_PLANNED
    assert line.facts == {"on": "2025-11-18", "at": "09:00", "where": "Kantina"}
    assert held.election.draw_is_at is not None
    with pytest.raises(RuleBroken, match="Vent til tiden"):
        draw(held, named(held)[1])
    travel_to("2025-11-18 08:59:59")
    with pytest.raises(RuleBroken, match="Vent til tiden"):
        draw(held, named(held)[1])
    travel_to("2025-11-18 09:00:00")
    draw(held, named(held)[1])
    assert held.election.state is State.COUNTED


@on_sqlite
@pytest.mark.parametrize(
    ("on", "at", "why"),
    [
        (date(2025, 11, 17), time(9, 59), "Tiden er over"),
        (date(2025, 11, 14), NINE, "Tiden er over"),
        (date(2025, 11, 22), NINE, "arbeidsdag"),
        (date(2025, 11, 25), NINE, "Dere kan ikke vente så lenge.*24.11.2025"),
        (date(2026, 11, 18), NINE, "Dere kan ikke vente så lenge"),
    ],
)
def test_a_time_when_nobody_can_come_is_refused(
    electing: Electing, travel_to: TravelTo, on: date, at: time, why: str
) -> None:
    held = tied(electing)
    with pytest.raises(RuleBroken, match=why):
        held.election.plan_draw(on, at, "Kantina")
    assert held.election.draw_is_at is None


@on_sqlite
def test_the_lot_is_never_moved_to_an_earlier_time(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = tied(electing)
    held.election.plan_draw(date(2025, 11, 19), NINE, "Kantina")
    with pytest.raises(RuleBroken, match="Noen kan ha tenkt å komme"):
        held.election.plan_draw(date(2025, 11, 18), NINE, "Kantina")
    held.election.plan_draw(date(2025, 11, 19), time(14, 30), "Møterommet")
    assert held.election.draws_where == "Møterommet"


@on_sqlite
def test_those_who_sit_together_draw_at_once(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = tied(electing)
    held.election.plan_draw(date(2025, 11, 17), time(10, 0), "Her")
    draw(held, named(held)[2])
    assert held.election.winners[1].person == named(held)[2]


# What is drawn


@pytest.mark.parametrize(
    ("votes", "drawn", "elected"),
    [
        ((3, 2, 2), [2], [0, 2]),
        ((3, 3), [1, 0], [1, 0]),
        ((2, 2, 2), [2, 0], [2, 0]),
        ((3, 3, 2), [1, 0], [1, 0]),
        ((2, 1, 1, 1), [3], [0, 3]),
    ],
)
def test_the_lot_fills_the_places_that_the_votes_leave_open(
    electing: Electing,
    votes: Sequence[int],
    drawn: Sequence[int],
    elected: Sequence[int],
) -> None:
    held = tied(electing, votes)
    draw(held, *(named(held)[it] for it in drawn))
    db.session.commit()
    db.session.expire_all()
    assert held.election.standing is State.COUNTED
    people = [it.person for it in held.election.winners]
    assert people == [named(held)[it] for it in elected]
    line = held.election.events[-1]
    assert line.deed is Deed.DREW
    said = [named(held)[it].name for it in drawn]
    assert [it.name for it in line.people] == [*said, DRAWER, *WITNESSES]


@on_sqlite
def test_what_can_not_have_been_drawn_is_refused(electing: Electing) -> None:
    held = tied(electing)
    first, second, third = named(held)
    for order in ([first], [second, third], [second, second], [], [held.others[0]]):
        with pytest.raises(RuleBroken, match="Velg blant dem"):
            draw(held, *order)
    both = tied(electing, (3, 3))
    with pytest.raises(RuleBroken, match="Velg blant dem"):
        draw(both, named(both)[0], named(both)[0])
    assert held.election.lots == both.election.lots == []


@on_sqlite
def test_who_draws_and_who_watches_are_three_without_a_stake(
    electing: Electing,
) -> None:
    held = tied(electing)
    most, second, third = (it.name for it in named(held))
    recorder = held.officers[0].name
    one, other = WITNESSES
    turned = ", ".join(reversed(second.split()))
    user_name = named(held)[2].user_name
    refused = {
        (DRAWER, (one, f" {one.upper()} ")): "tre forskjellige",
        (DRAWER, (one, f"{one}.")): "tre forskjellige",
        (DRAWER, (one, one.split()[0])): "tre forskjellige",
        (DRAWER, (turned, other)): "stiller til valg",
        (DRAWER, (most.split()[0], other)): "stiller til valg",
        (DRAWER, (one, user_name)): "stiller til valg",
        (f"{most} (fra kafeen)", (one, other)): "stiller til valg",
        (one, (one, other)): "tre forskjellige",
        (most, (one, other)): "stiller til valg",
        (DRAWER, (second.lower(), other)): "stiller til valg",
        (DRAWER, (one, f"{third} ")): "stiller til valg",
        (DRAWER, (recorder, other)): "Du som skriver inn",
        (recorder, (one, other)): "Du som skriver inn",
    }
    for (drawer, witnesses), why in refused.items():
        with pytest.raises(RuleBroken, match=why):
            draw(held, named(held)[1], drawer=drawer, witnesses=witnesses)
    assert held.election.state is State.TIED


def test_the_second_lot_is_told_that_it_is_done_and_by_whom(
    electing: Electing,
) -> None:
    held = tied(electing)
    draw(held, named(held)[1])
    db.session.commit()
    by = held.officers[0].name
    with pytest.raises(RuleBroken, match=f"Loddet er trukket. {by} skrev det inn."):
        draw(held, named(held)[2], by=held.officers[1])
    with pytest.raises(RuleBroken, match="Loddet er trukket"):
        held.election.plan_draw(clock.today(), NINE, "Her")
    assert held.election.winners[1].person == named(held)[1]


@on_sqlite
def test_nothing_is_drawn_where_the_votes_decide(electing: Electing) -> None:
    for state in (State.CLOSED, State.COUNTED, State.PUBLISHED):
        held = electing.election(state)
        with pytest.raises(RuleBroken, match="ikke trekkes lodd"):
            draw(held, named(held)[1])


# Somebody leaves before it is drawn, or after


def leave(person: Person) -> None:
    person.leave(clock.today() - timedelta(days=1))
    db.session.commit()


def test_where_one_of_two_who_are_equal_leaves_nothing_is_drawn(
    electing: Electing,
) -> None:
    held = tied(electing)
    with pytest.raises(RuleBroken, match="Dere må trekke lodd"):
        held.election.go_on_without_lot()
    most, second, third = named(held)
    leave(third)
    with pytest.raises(RuleBroken, match="ikke trekkes lodd"):
        draw(held, second)
    held.election.go_on_without_lot()
    assert held.election.standing is State.COUNTED
    held.election.publish(held.officers[1])
    assert (held.election.elected, held.election.deputy) == (most, second)


@on_sqlite
def test_where_the_one_with_most_votes_leaves_the_lot_decides_both(
    electing: Electing,
) -> None:
    held = tied(electing)
    most, second, third = named(held)
    leave(most)
    assert [it.person for it in held.election.equals] == [second, third]
    with pytest.raises(RuleBroken, match="Velg blant dem"):
        draw(held, third)
    draw(held, third, second)
    held.election.publish(held.officers[1])
    assert (held.election.elected, held.election.deputy) == (third, second)


@on_sqlite
@pytest.mark.parametrize(
    ("votes", "drawn", "gone", "elected"),
    [
        # Of two who were equal one was drawn, and left: the other one.
        ((3, 2, 2), [1], [1], [0, 2]),
        # The representative left: the drawn deputy moves up, the equal one follows.
        ((3, 2, 2), [1], [0], [1, 2]),
        ((3, 3), [1, 0], [1], [0]),
        ((3, 3), [1, 0], [0, 1], []),
    ],
)
def test_after_the_lot_the_next_one_moves_up_where_there_is_one(
    electing: Electing,
    votes: Sequence[int],
    drawn: Sequence[int],
    gone: Sequence[int],
    elected: Sequence[int],
) -> None:
    held = tied(electing, votes)
    people = named(held)
    draw(held, *(people[it] for it in drawn))
    for each in gone:
        leave(people[each])
    held.election.publish(held.officers[1])
    result = [it for it in (held.election.elected, held.election.deputy) if it]
    assert result == [people[it] for it in elected]


@on_sqlite
@pytest.mark.parametrize("leaving", [1, 2])
def test_who_is_equal_once_others_have_left_is_drawn_as_well(
    leaving: int, electing: Electing, travel_to: TravelTo
) -> None:
    """Counted without a tie: then those in front leave, before the result is told."""
    held = electing.election(
        State.COUNTED, voters=12, candidates=4, votes=(4, 3, 2, 2), blanks=1
    )
    election, people = held.election, named(held)
    for person in people[:leaving]:
        person.leave(clock.today() - timedelta(days=1))
    db.session.commit()
    assert election.standing is State.TIED
    assert {it.person for it in election.equals} == set(people[2:])
    with pytest.raises(RuleBroken, match="Trekk lodd først"):
        election.publish(held.officers[1])
    drawn = people[2:] if leaving > 1 else people[2:3]
    draw(held, *drawn)
    election.publish(held.officers[1])
    db.session.commit()
    assert [election.elected, election.deputy] == [*people[leaving:2], *drawn]
    assert election.protocol_break is None


@on_sqlite
def test_who_clicks_twice_plans_the_lot_once(
    electing: Electing, travel_to: TravelTo
) -> None:
    election = tied(electing).election
    election.plan_draw(date(2025, 11, 18), NINE, "Kantina")
    with pytest.raises(RuleBroken, match="allerede fått denne"):
        election.plan_draw(date(2025, 11, 18), NINE, "Kantina")
    election.plan_draw(date(2025, 11, 18), NINE, "Biblioteket")
    planned = [it for it in election.events if it.deed is Deed.DRAW_PLANNED]
    assert len(planned) == 2
