"""Who was drawn leaves before the result, and others are equal: it is drawn again."""

from collections.abc import Sequence
from datetime import date

import pytest

from kimvoice import verify
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections import export, terms
from kimvoice.elections.next_step import Stage, calendar, next_step
from kimvoice.elections.states import State
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing, Held
from tests.elections.test_lot_pages import LOT, RECORD, at, drawn, words
from tests.elections.test_lots import NINE, draw, leave, named, tied
from tests.visitor import Visit, form_to

RESULT = "/resultat"


def left_after_the_lot(
    electing: Electing, votes: Sequence[int], drawn: Sequence[int], gone: Sequence[int]
) -> Held:
    held = tied(electing, votes)
    people = named(held)
    draw(held, *(people[it] for it in drawn))
    for each in gone:
        leave(people[each])
    return held


def four_of_whom_one_left(electing: Electing) -> Held:
    """All had two votes; the first two were drawn, and the second one left."""
    return left_after_the_lot(electing, (2, 2, 2, 2), [0, 1], [1])


@pytest.mark.parametrize(
    ("votes", "drawn", "gone", "equal", "elected"),
    [
        ((2, 1, 1, 1), [3], [3], [1, 2], [0, 2]),
        ((2, 1, 1, 1), [3], [0], [1, 2], [3, 2]),
        ((2, 2, 2, 2), [0, 1], [1], [2, 3], [0, 3]),
        ((2, 2, 2, 2), [0, 1], [0], [2, 3], [1, 3]),
        ((2, 2, 2, 2), [0, 1], [0, 1], [2, 3], [3, 2]),
        ((2, 2, 2, 2, 2), [4, 0], [0], [1, 2, 3], [4, 3]),
        ((3, 3, 1, 1), [0, 1], [0], [2, 3], [1, 3]),
    ],
)
def test_another_lot_fills_the_place_and_whoever_was_drawn_before_keeps_theirs(
    electing: Electing,
    votes: Sequence[int],
    drawn: Sequence[int],
    gone: Sequence[int],
    equal: Sequence[int],
    elected: Sequence[int],
) -> None:
    held = left_after_the_lot(electing, votes, drawn, gone)
    election, people = held.election, named(held)
    assert election.standing is State.TIED
    assert [it.person for it in election.equals] == [people[it] for it in equal]
    with pytest.raises(RuleBroken, match="Trekk lodd først"):
        election.publish(held.officers[2])
    places = election.outcome.places_by_lot
    draw(held, *reversed([people[it] for it in equal[-places:]]), by=held.officers[1])
    election.publish(held.officers[2])
    db.session.commit()
    db.session.expire_all()
    result = [it for it in (election.elected, election.deputy) if it]
    assert result == [people[it] for it in elected]
    assert [it.number for it in election.lots] == [1, 2]
    for copy in (export.for_all, export.for_committee):
        assert verify.verify(copy(election)).broken is None


@on_sqlite
def test_it_is_planned_anew_for_all_to_see(
    electing: Electing, travel_to: TravelTo
) -> None:
    """The first one's day is over: nobody waits for it, and nobody reads it."""
    held = tied(electing, (2, 2, 2, 2))
    election, people = held.election, named(held)
    election.plan_draw(date(2025, 11, 18), NINE, "Kantina")
    travel_to("2025-11-18 09:00")
    draw(held, *people[:2])
    assert (Stage.DRAW, date(2025, 11, 18)) in days_of(held)
    leave(people[1])
    assert election.draw_is_at is None
    step = next_step(election)
    assert step is not None
    assert step.what == "Bestem tid og sted for loddtrekningen"
    election.plan_draw(date(2025, 11, 19), NINE, "Biblioteket")
    with pytest.raises(RuleBroken, match="Vent til tiden"):
        draw(held, people[3])
    travel_to("2025-11-19 09:00")
    draw(held, people[3])
    assert (Stage.DRAW, date(2025, 11, 19)) in days_of(held)


def days_of(held: Held) -> list[tuple[Stage, date]]:
    return [(it.stage, it.on) for it in calendar(held.election)]


@on_sqlite
def test_whoever_wrote_in_either_lot_lays_out_no_result(electing: Electing) -> None:
    held = four_of_whom_one_left(electing)
    one, other, third = held.officers
    draw(held, named(held)[2], by=other)
    for officer in (one, other):
        with pytest.raises(RuleBroken, match="En annen legger ut"):
            held.election.publish(officer)
    held.election.publish(third)


@on_sqlite
def test_a_lot_that_is_drawn_is_not_drawn_again_whoever_leaves_when_it_is_told(
    electing: Electing,
) -> None:
    held = four_of_whom_one_left(electing)
    first, _gone, third, fourth = named(held)
    draw(held, third, by=held.officers[1])
    with pytest.raises(RuleBroken, match="Loddet er trukket"):
        draw(held, fourth)
    held.election.publish(held.officers[2])
    leave(first)
    with pytest.raises(RuleBroken, match="Loddet er trukket"):
        draw(held, fourth)


@on_sqlite
def test_the_committee_is_led_to_it_and_the_others_learn_no_reason(
    electing: Electing, visit: Visit
) -> None:
    held = four_of_whom_one_left(electing)
    first, gone, third, fourth = named(held)
    officer = visit(as_=held.officers[1])
    assert "Trekk lodd først." in words(officer, at(held, RESULT))
    page = words(officer, at(held, LOT))
    assert "Noen som ble trukket, kan ikke velges lenger." in page
    assert "fikk like mange stemmer. Loddet avgjør hvem som blir vara." in page
    form = officer.get(at(held, RECORD)).text
    offered = [
        it for it in (first, gone, third, fourth) if f">{it.name}</option" in form
    ]
    assert offered == [third, fourth]
    voter = visit(as_=held.others[0])
    told = words(voter, at(held))
    assert "Vi trekker lodd på nytt. Tid og sted kommer her." in told
    draw(held, third, by=held.officers[1])
    db.session.commit()
    done = words(officer, at(held, LOT))
    for person in (first, gone, third):
        assert person.name in done
    held.election.publish(held.officers[2])
    db.session.commit()
    result = words(voter, at(held, RESULT))
    assert f"Valgt {first.name} Vara {third.name}" in result
    assert "Vi trakk lodd på nytt" in result
    assert gone.name not in result


@on_sqlite
def test_what_was_typed_of_the_first_lot_is_not_written_in_as_the_second(
    electing: Electing, visit: Visit
) -> None:
    """One officer was about to confirm it; another did, and then somebody left."""
    held = tied(electing, (2, 2, 2, 2))
    people, late = named(held), visit(as_=held.officers[2])
    url = at(held, RECORD)
    filled = {"first": str(people[3].id), "second": str(people[2].id)}
    check = late.submit(url, drawn(held, **filled))
    assert check.status_code == 200
    draw(held, *people[:2])
    leave(people[1])
    answer = late.post(url, form_to(url, check).fields)
    assert answer.status_code == 409
    assert "De som er like, er ikke de samme lenger." in answer.text
    db.session.expire_all()
    assert len(held.election.lots) == 1


@on_sqlite
def test_a_department_whose_elected_all_left_is_not_left_without_a_word(
    electing: Electing,
) -> None:
    """Once the last of those who had votes has left, a new election is due."""
    held = left_after_the_lot(electing, (2, 2, 2), [0, 1], [0, 1, 2])
    election = held.election
    election.publish(held.officers[1])
    electing.let_it_be(election)
    db.session.commit()
    assert election.elected is None
    step = next_step(election)
    assert step is not None
    assert step.what == "Planlegg et nytt valg"
    [due] = (it for it in terms.due() if it.department == election.department)
    assert due.is_vacant
