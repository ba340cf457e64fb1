"""The result gives the offices: late, to the next one, or back when it is annulled."""

from datetime import date, timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections import offices
from kimvoice.elections.models import Election
from kimvoice.elections.states import Deed, ProposalKind, State
from kimvoice.people.models import Department, Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import DAY, Electing, Held
from tests.factories import Make

REPRESENTATIVE, DEPUTY = RoleKind.REPRESENTATIVE, RoleKind.DEPUTY


def publish(held: Held) -> Election:
    held.election.publish(held.officers[0])
    db.session.commit()
    return held.election


def on_first_day(election: Election, travel_to: TravelTo) -> None:
    travel_to(f"{election.office_starts} 10:00")


def in_office(department: Department | None, kind: RoleKind) -> list[Person]:
    held = offices.held_from(department, clock.today())
    return [
        it.person for it in held if it.kind is kind and it in it.person.current_roles
    ]


# When


@on_sqlite
@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.NOMINATION, "Dette er gjort"),
        (State.LISTED, "Det skal stemmes først"),
        (State.OPEN, "Avstemningen er ikke over"),
        (State.CLOSED, "ikke talt opp"),
        (State.TIED, "Trekk lodd først"),
        (State.PUBLISHED, "allerede lagt ut"),
    ],
)
def test_a_result_waits_for_all_that_can_change_it(
    electing: Electing, state: State, why: str
) -> None:
    held = electing.election(state)
    with pytest.raises(RuleBroken, match=why):
        publish(held)


@on_sqlite
def test_without_a_vote_it_waits_until_nobody_can_ask_for_one(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = electing.election(State.LISTED, candidates=1)
    with pytest.raises(RuleBroken, match="fortsatt be om avstemning"):
        publish(held)
    travel_to(f"{held.election.asks_until} 23:59:59")
    with pytest.raises(RuleBroken, match="fortsatt be om avstemning"):
        publish(held)
    travel_to(f"{held.election.asks_until + DAY} 00:00")
    election = publish(held)
    assert (election.elected, election.deputy) == (held.candidates[0], None)
    assert election.uncontested


def test_the_offices_change_on_their_day_or_at_once_when_it_is_late(
    electing: Electing, make: Make, travel_to: TravelTo
) -> None:
    for late in (False, True):
        department = make.department()
        before = make.representative(department)
        held = electing.election(State.COUNTED, department=department)
        if late:
            held.election.round.term_starts = clock.today() - 7 * DAY
        else:
            held.election.round.term_starts = clock.today() + DAY
        election = publish(held)
        assert election.office_starts == clock.today() + (0 if late else 1) * DAY
        assert in_office(department, REPRESENTATIVE) == (
            [election.elected] if late else [before]
        )
    travel_to("2025-11-18 00:00")
    assert in_office(department, REPRESENTATIVE) == [election.elected]
    assert in_office(department, DEPUTY) == [election.deputy]


# Who


@on_sqlite
@pytest.mark.parametrize("how", ["leaves", "moves", "is employed", "leaves before"])
def test_who_cannot_hold_it_is_passed_over_and_the_next_one_moves_up(
    electing: Electing, make: Make, how: str
) -> None:
    held = electing.election(State.COUNTED)
    first, second, third = (it.person for it in held.election.candidates)
    yesterday = clock.today() - DAY
    if how == "leaves":
        first.leave(yesterday)
    elif how == "moves":
        first.leave(yesterday)
        first.take_role(RoleKind.PARTICIPANT, make.department(), since=clock.today())
    elif how == "is employed":
        first.take_role(RoleKind.STAFF_MEMBER, since=clock.today())
    else:
        held.election.round.term_starts = clock.today() + 14 * DAY
        first.leave(clock.today() + 7 * DAY)
    db.session.commit()
    election = publish(held)
    assert (election.elected, election.deputy) == (second, third)
    line = election.events[-1]
    assert line.deed is Deed.PUBLISHED
    assert [it.name for it in line.people] == [second.name, third.name]
    assert line.figures == {"passed_over": 1}
    assert line.facts == {"uncontested": False}


@on_sqlite
def test_where_nobody_is_left_those_in_office_go_on(
    electing: Electing, make: Make
) -> None:
    department = make.department()
    before = make.representative(department)
    held = electing.election(State.COUNTED, department=department)
    for person in held.candidates:
        person.leave(clock.today() - DAY)
    db.session.commit()
    election = publish(held)
    assert election.elected is None
    assert in_office(department, REPRESENTATIVE) == [before]


@on_sqlite
def test_of_two_who_agreed_the_other_is_elected_when_one_leaves(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = electing.election(State.LISTED, candidates=2)
    one, other = held.candidates
    for person in (one, other):
        held.election.agree(person, one)
    one.leave(clock.today())
    travel_to(f"{held.election.asks_until + DAY} 10:00")
    election = publish(held)
    assert (election.elected, election.deputy) == (other, None)


def board(electing: Electing, make: Make) -> Held:
    """Three representatives, of whom two stand; counted."""
    people = [make.representative() for _ in range(3)]
    [election] = electing.round().elections
    held = Held(election, election.officers, people, people[:2])
    electing._lead(held, State.COUNTED, (2, 1), 0)
    db.session.commit()
    return held


def test_the_board_member_is_one_and_must_be_a_representative(
    electing: Electing, make: Make, travel_to: TravelTo
) -> None:
    held = board(electing, make)
    first, second = (it.person for it in held.election.candidates)
    [role] = [it for it in first.roles if it.kind is REPRESENTATIVE]
    role.end(clock.today() - DAY)
    election = publish(held)
    assert (election.elected, election.deputy) == (second, None)
    on_first_day(election, travel_to)
    assert in_office(None, RoleKind.BOARD_MEMBER) == [second]


# Held anew


def annul(held: Held) -> None:
    held.election.propose(ProposalKind.ANNUL, None, "Urna sto åpen.", held.officers[0])
    db.session.flush()
    held.election.agree_to(held.election.proposals[-1], held.officers[1])
    db.session.commit()


def lasting(person: Person, kind: RoleKind) -> bool:
    return any(it.kind is kind and it.ends is None for it in person.roles)


def test_annulled_before_the_first_day_all_is_as_it_was(
    electing: Electing, make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    before, deputy = make.representative(department), make.deputy(department)
    held = electing.election(State.COUNTED, department=department)
    held.election.round.term_starts = clock.today() + 7 * DAY
    election = publish(held)
    assert election.elected is not None
    assert not lasting(before, REPRESENTATIVE)
    annul(held)
    assert election.standing is State.ANNULLED
    assert lasting(before, REPRESENTATIVE)
    assert lasting(deputy, DEPUTY)
    assert not election.elected.holds(REPRESENTATIVE)
    on_first_day(election, travel_to)
    assert in_office(department, REPRESENTATIVE) == [before]
    assert in_office(department, DEPUTY) == [deputy]


@pytest.mark.parametrize("days", [0, 2])
def test_annulled_later_those_before_hold_it_from_that_day(
    electing: Electing, make: Make, travel_to: TravelTo, days: int
) -> None:
    department = make.department()
    before = make.representative(department)
    [role] = [it for it in before.roles if it.kind is REPRESENTATIVE]
    role.term_ends, role.name_shown = date(2026, 1, 1), True
    held = electing.election(State.COUNTED, department=department)
    election = publish(held)
    assert election.elected is not None
    assert election.deputy is not None
    travel_to(f"{election.office_starts + days * DAY} 10:00")
    assert in_office(department, REPRESENTATIVE) == [election.elected]
    annul(held)
    assert in_office(department, REPRESENTATIVE) == [before]
    assert in_office(department, DEPUTY) == []
    [resumed] = [it for it in before.current_roles if it.kind is REPRESENTATIVE]
    assert (resumed.term_ends, resumed.name_shown) == (date(2026, 1, 1), True)
    assert not lasting(election.elected, REPRESENTATIVE)
    assert not lasting(election.deputy, DEPUTY)


@on_sqlite
def test_who_was_elected_again_holds_the_office_from_before(
    electing: Electing, make: Make, travel_to: TravelTo
) -> None:
    held = electing.election(State.COUNTED)
    first = held.election.candidates[0].person
    first.take_role(REPRESENTATIVE, held.election.department, since=date(2024, 1, 1))
    db.session.commit()
    election = publish(held)
    assert election.elected == first
    on_first_day(election, travel_to)
    annul(held)
    assert in_office(election.department, REPRESENTATIVE) == [first]


@on_sqlite
def test_who_has_left_meanwhile_gets_nothing_back(
    electing: Electing, make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    before = make.representative(department)
    held = electing.election(State.COUNTED, department=department)
    election = publish(held)
    before.leave(clock.today() - timedelta(days=1))
    on_first_day(election, travel_to)
    annul(held)
    assert in_office(department, REPRESENTATIVE) == []


@on_sqlite
def test_what_a_later_election_gave_stays(
    electing: Electing, make: Make, travel_to: TravelTo
) -> None:
    held = electing.election(State.COUNTED)
    election = publish(held)
    on_first_day(election, travel_to)
    other = held.others[0]
    offices.give(
        [other],
        election.department,
        since=clock.today(),
        names_shown=True,
        given_by=held.officers[0],
    )
    db.session.commit()
    annul(held)
    assert in_office(election.department, REPRESENTATIVE) == [other]


@on_sqlite
def test_annulled_before_the_result_changes_no_office(
    electing: Electing, make: Make
) -> None:
    department = make.department()
    before = make.representative(department)
    held = electing.election(State.COUNTED, department=department)
    annul(held)
    assert in_office(department, REPRESENTATIVE) == [before]
    assert lasting(before, REPRESENTATIVE)


def test_a_board_seat_goes_back_as_well(
    electing: Electing, make: Make, travel_to: TravelTo
) -> None:
    before = make.representative()
    seat = before.take_role(RoleKind.BOARD_MEMBER, since=date(2024, 1, 1))
    seat.term_ends = date(2026, 1, 1)
    employee = make.person(RoleKind.BOARD_MEMBER)
    held = board(electing, make)
    election = publish(held)
    on_first_day(election, travel_to)
    assert in_office(None, RoleKind.BOARD_MEMBER) == [election.elected]
    annul(held)
    assert in_office(None, RoleKind.BOARD_MEMBER) == [before]
    assert employee.holds(RoleKind.BOARD_MEMBER)
