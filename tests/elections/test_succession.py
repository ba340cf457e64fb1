"""When an office ends, the deputy moves up, and a seat in the board falls vacant."""

from datetime import date, timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.settings import BOARD_SEAT_FOLLOWS_OFFICE
from kimvoice.elections import offices, succession
from kimvoice.elections.models import Election
from kimvoice.elections.states import Deed, RoundKind, State
from kimvoice.people import duties, erasure
from kimvoice.people.models import Department, Person, Role, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing
from tests.elections.test_recorded import record
from tests.factories import Make

DAY = timedelta(days=1)
REPRESENTATIVE, DEPUTY = RoleKind.REPRESENTATIVE, RoleKind.DEPUTY


def tomorrow(travel_to: TravelTo) -> None:
    """And what the clock makes due is done, twice."""
    travel_to(f"{clock.today() + DAY} 00:01")
    succession.run_when_due()
    succession.run_when_due()
    db.session.expire_all()


def office_of(person: Person) -> Role:
    [role] = offices.of(person)
    return role


def elected_here(electing: Electing) -> tuple[Election, Person, Person]:
    """Published, and both are in office."""
    election = electing.election(State.PUBLISHED).election
    assert election.elected
    assert election.deputy
    return election, election.elected, election.deputy


def lines(election: Election) -> list[tuple[Deed, list[str]]]:
    """Of the protocol, since the result."""
    return [
        (it.deed, [each.name for each in it.people])
        for it in election.events
        if it.deed in (Deed.OFFICE_ENDED, Deed.DEPUTY_MOVED_UP)
    ]


def test_the_deputy_moves_up_the_day_after_and_the_protocol_says_so_once(
    electing: Electing, travel_to: TravelTo
) -> None:
    election, before, deputy = elected_here(electing)
    term_ends = office_of(deputy).term_ends
    offices.step_down(office_of(before), clock.today())
    db.session.commit()
    succession.run_when_due()
    assert before.holds(REPRESENTATIVE)
    tomorrow(travel_to)
    assert offices.of(before) == []
    moved = office_of(deputy)
    assert (moved.kind, moved.starts) == (REPRESENTATIVE, clock.today())
    assert (moved.term_ends, moved.given_by) == (term_ends, None)
    assert offices.moved_up(moved)
    assert lines(election) == [
        (Deed.OFFICE_ENDED, [before.name]),
        (Deed.DEPUTY_MOVED_UP, [deputy.name]),
    ]
    assert list(election.protocol_breaks()) == []


@on_sqlite
def test_of_who_has_moved_up_the_representatives_office_ends(
    electing: Electing, travel_to: TravelTo
) -> None:
    election, before, deputy = elected_here(electing)
    leave(before)
    db.session.commit()
    tomorrow(travel_to)
    leave(deputy)
    db.session.commit()
    tomorrow(travel_to)
    ended = [it.facts for it in election.events if it.deed is Deed.OFFICE_ENDED]
    assert [it["seat"] for it in ended] == [REPRESENTATIVE, REPRESENTATIVE]
    assert offices.held_today(election.department) == []


def leave(person: Person) -> None:
    person.leave(clock.today())


def leave_the_department(person: Person) -> None:
    [role] = [it for it in person.roles if it.kind is RoleKind.PARTICIPANT]
    role.end(clock.today())


def be_employed(person: Person) -> None:
    person.take_role(RoleKind.STAFF_MEMBER, since=clock.today() + DAY)


@pytest.mark.parametrize("change", [leave, leave_the_department, be_employed])
def test_who_is_no_participant_of_the_department_holds_its_office_no_longer(
    change: object, electing: Electing, travel_to: TravelTo
) -> None:
    assert callable(change)
    election, before, deputy = elected_here(electing)
    change(before)
    db.session.commit()
    tomorrow(travel_to)
    assert offices.of(before) == []
    assert office_of(deputy).kind is REPRESENTATIVE
    assert [deed for deed, _names in lines(election)] == [
        Deed.OFFICE_ENDED,
        Deed.DEPUTY_MOVED_UP,
    ]


@on_sqlite
def test_a_deputy_who_leaves_too_moves_nowhere(
    electing: Electing, travel_to: TravelTo
) -> None:
    election, before, deputy = elected_here(electing)
    leave(before)
    leave(deputy)
    db.session.commit()
    tomorrow(travel_to)
    assert offices.held_today(election.department) == []
    assert [deed for deed, _names in lines(election)] == [Deed.OFFICE_ENDED] * 2


@on_sqlite
def test_who_has_written_a_last_day_as_deputy_keeps_it_as_representative(
    electing: Electing, travel_to: TravelTo
) -> None:
    _election, before, deputy = elected_here(electing)
    last_day = clock.today() + 9 * DAY
    offices.step_down(office_of(deputy), last_day)
    offices.step_down(office_of(before), clock.today())
    db.session.commit()
    tomorrow(travel_to)
    assert (office_of(deputy).kind, office_of(deputy).ends) == (
        REPRESENTATIVE,
        last_day,
    )


@on_sqlite
def test_an_erased_person_is_written_into_the_protocol_once(
    electing: Electing, travel_to: TravelTo
) -> None:
    election, before, _deputy = elected_here(electing)
    leave(before)
    db.session.commit()
    tomorrow(travel_to)
    said = lines(election)
    for event in election.events:
        for each in event.people:
            if each.person_id == before.id:
                each.forget()
    travel_to(f"{clock.today() + 500 * DAY} 09:00")
    erasure.erase(before)
    db.session.commit()
    tomorrow(travel_to)
    assert len(lines(election)) == len(said)


@on_sqlite
def test_the_deputy_of_an_election_written_in_moves_up_too(
    make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    one, other = (make.participant(department=department) for _ in range(2))
    record(department, one, other)
    leave(one)
    db.session.commit()
    tomorrow(travel_to)
    assert office_of(other).kind is REPRESENTATIVE


@on_sqlite
def test_a_newer_election_is_no_end_to_be_written_into_the_older_protocol(
    electing: Electing, make: Make, travel_to: TravelTo
) -> None:
    election, _before, _deputy = elected_here(electing)
    assert election.department
    travel_to(f"{clock.today() + 30 * DAY} 09:00")
    new = make.participant(department=election.department)
    record(election.department, new, held_on=clock.today())
    tomorrow(travel_to)
    assert lines(election) == []
    assert office_of(new).kind is REPRESENTATIVE


def test_a_deputy_does_not_move_up_while_a_representative_is_there(
    electing: Electing, travel_to: TravelTo
) -> None:
    election, before, deputy = elected_here(electing)
    tomorrow(travel_to)
    assert office_of(before).kind is REPRESENTATIVE
    assert office_of(deputy).kind is DEPUTY
    assert lines(election) == []


# The board


def seated(make: Make, department: Department | None = None) -> Person:
    """A representative, elected into the board on paper."""
    member = make.representative(department or make.department())
    record(None, member, held_on=clock.today())
    return member


@pytest.mark.parametrize("follows", [True, False])
def test_the_seat_follows_the_office_unless_the_house_has_chosen_otherwise(
    make: Make, travel_to: TravelTo, *, follows: bool
) -> None:
    member = seated(make)
    BOARD_SEAT_FOLLOWS_OFFICE.choose(follows, "Prøve", clock.today())
    [office] = [it for it in offices.of(member) if it.kind is REPRESENTATIVE]
    offices.step_down(office, clock.today())
    db.session.commit()
    tomorrow(travel_to)
    assert member.holds(RoleKind.BOARD_MEMBER) is not follows


@on_sqlite
def test_the_seat_of_who_is_deputy_instead_stays(
    make: Make, travel_to: TravelTo
) -> None:
    member = seated(make, department := make.department())
    other = make.participant(department=department)
    record(department, other, member, held_on=clock.today())
    tomorrow(travel_to)
    assert member.holds(DEPUTY)
    assert member.holds(RoleKind.BOARD_MEMBER)


@on_sqlite
def test_others_in_the_board_are_left_alone(make: Make, travel_to: TravelTo) -> None:
    other = make.person(RoleKind.BOARD_MEMBER)
    seated(make)
    tomorrow(travel_to)
    assert other.holds(RoleKind.BOARD_MEMBER)


@on_sqlite
def test_the_seat_that_falls_vacant_stands_in_the_protocol_of_its_election(
    electing: Electing, make: Make, travel_to: TravelTo
) -> None:
    member = make.representative()
    [election] = electing.round(kind=RoundKind.BOARD).elections
    election.state, election.elected = State.PUBLISHED, member
    election.published_on = election.round.term_starts = clock.today()
    offices.give([member], None, since=clock.today(), names_shown=True, given_by=member)
    leave(member)
    db.session.commit()
    tomorrow(travel_to)
    assert lines(election) == [(Deed.OFFICE_ENDED, [member.name])]


# Terms


@on_sqlite
def test_a_by_election_is_for_the_rest_of_the_term(
    make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    one, other = (make.participant(department=department) for _ in range(2))
    record(department, one)
    since = clock.today() + DAY
    offices.give(
        [other],
        department,
        since=since,
        names_shown=True,
        given_by=one,
        rest_of_term=True,
    )
    assert office_of(other).term_ends == date(2026, 11, 14)
    late = date(2026, 11, 1)
    offices.give(
        [one],
        department,
        since=late,
        names_shown=True,
        given_by=one,
        rest_of_term=True,
    )
    assert max(it.term_ends for it in offices.of(one) if it.term_ends) == date(
        2027, 11, 1
    )


@on_sqlite
@pytest.mark.parametrize(
    ("last_day", "why"),
    [
        (-1, "ikke være før i dag"),
        (6, "en dag som kommer før"),
        (5, "Dette er gjort"),
        (400, "en dag som kommer før"),
    ],
)
def test_a_last_day_that_cannot_be_is_refused(
    make: Make, travel_to: TravelTo, last_day: int, why: str
) -> None:
    person = make.representative()
    [office] = offices.of(person)
    offices.step_down(office, clock.today() + 5 * DAY)
    with pytest.raises(RuleBroken, match=why):
        offices.step_down(office, clock.today() + last_day * DAY)


@on_sqlite
def test_nobody_steps_down_in_years_or_from_what_no_election_gave(
    make: Make, travel_to: TravelTo
) -> None:
    person = make.representative()
    with pytest.raises(RuleBroken, match="mindre enn et år"):
        offices.step_down(office_of(person), date(9999, 12, 31))
    leader = make.work_leader()
    with pytest.raises(RuleBroken, match="Dette er gjort"):
        offices.step_down(leader.roles[0], clock.today())


# By hand

BY_HAND = (REPRESENTATIVE, DEPUTY)


@on_sqlite
@pytest.mark.parametrize("kind", BY_HAND)
def test_an_elected_office_is_neither_given_nor_ended_nor_stood_in_for_by_hand(
    make: Make, travel_to: TravelTo, kind: RoleKind
) -> None:
    department = make.department()
    person = make.person(RoleKind.PARTICIPANT, kind, department=department)
    other = make.participant(department=department)
    with pytest.raises(RuleBroken, match="Skriv inn valget"):
        duties.give(other, kind, department, clock.today())
    with pytest.raises(RuleBroken, match="Denne rollen er valgt"):
        duties.end(office_of(person), clock.today())
    with pytest.raises(RuleBroken, match="kan ikke ha vikar"):
        duties.stand_in(
            office_of(person), make.coordinator(), clock.today(), clock.today()
        )
    assert not duties.can_end(office_of(person))


@on_sqlite
def test_the_participants_seat_in_the_board_is_not_given_or_ended_by_hand(
    make: Make, travel_to: TravelTo
) -> None:
    member, today = seated(make), clock.today()
    [seat] = [it for it in member.roles if it.kind is RoleKind.BOARD_MEMBER]
    with pytest.raises(RuleBroken, match="Denne rollen er valgt"):
        duties.end(seat, today)
    with pytest.raises(RuleBroken, match="Deltakerne velger hvem"):
        duties.give(make.participant(), RoleKind.BOARD_MEMBER, None, today)
    other = make.person(RoleKind.BOARD_MEMBER)
    with pytest.raises(RuleBroken, match="styremedlem uten å være valgt"):
        duties.give(other, RoleKind.PARTICIPANT, make.department(), today)
    assert duties.can_end(other.roles[0])


@on_sqlite
@pytest.mark.parametrize("kind", duties.EMPLOYED)
def test_nobody_is_employed_while_in_an_elected_office(
    make: Make, travel_to: TravelTo, kind: RoleKind
) -> None:
    person = make.representative()
    with pytest.raises(RuleBroken, match="må gå av først"):
        duties.give(person, kind, make.department(), clock.today())
    offices.step_down(office_of(person), clock.today())
    duties.give(person, kind, make.department(), clock.today() + DAY)


@on_sqlite
def test_what_was_held_here_is_not_undone_by_an_older_one_written_in(
    electing: Electing, make: Make, travel_to: TravelTo
) -> None:
    election, representative, _deputy = elected_here(electing)
    other = make.participant(department=election.department)
    with pytest.raises(RuleBroken, match="holdt et nyere valg her"):
        record(election.department, other, held_on=clock.today())
    db.session.rollback()
    assert office_of(representative).kind is REPRESENTATIVE


@on_sqlite
def test_until_the_new_ones_begin_the_protocol_of_those_before_goes_on(
    electing: Electing, make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    before = electing.election(State.PUBLISHED, department=department).election
    travel_to(f"{clock.today() + 30 * DAY} 10:00")
    counted = electing.election(State.COUNTED, department=department)
    coming = counted.election
    coming.round.term_starts = clock.today() + 21 * DAY
    coming.publish(counted.officers[0])
    assert before.elected
    assert before.deputy
    leave(before.elected)
    db.session.commit()
    tomorrow(travel_to)
    assert lines(coming) == []
    assert lines(before) == [
        (Deed.OFFICE_ENDED, [before.elected.name]),
        (Deed.DEPUTY_MOVED_UP, [before.deputy.name]),
    ]
    assert coming.deputy
    leave(coming.deputy)
    db.session.commit()
    travel_to(f"{coming.round.term_starts} 00:01")
    tomorrow(travel_to)
    assert lines(coming) == [(Deed.OFFICE_ENDED, [coming.deputy.name])]
    [ended] = [it for it in coming.events if it.deed is Deed.OFFICE_ENDED]
    assert ended.facts["seat"] == DEPUTY
    assert list(coming.protocol_breaks()) == list(before.protocol_breaks()) == []


@on_sqlite
def test_an_office_from_the_first_day_of_all_can_be_read(
    make: Make, travel_to: TravelTo
) -> None:
    """A year that was typed wrong, in what was written in from paper."""
    department = make.department()
    person = make.participant(department=department)
    record(department, person, held_on=date.min)
    assert not offices.moved_up(office_of(person))
