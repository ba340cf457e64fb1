"""A role that opens complaints: two answer for it, and no administrator holds it."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.recorded import RecordedElection
from kimvoice.people import duties, who_reads
from kimvoice.people.duties import CAN_OWE_ANSWERS
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.people.new_codes import NewCode
from kimvoice.people.role_requests import BY_TWO, RoleRequest, forget_old, seconds_for
from kimvoice.people.seconds import SECONDS
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Make

MONDAY = date(2025, 11, 17)
YESTERDAY = date(2025, 11, 16)
SECOND_IS_NEEDED = "En annen må si ja."


@pytest.fixture
def administrator(make: Make, travel_to: TravelTo) -> Person:
    return make.person(RoleKind.ADMINISTRATOR)


@pytest.fixture
def newcomer(make: Make) -> Person:
    return make.person(RoleKind.STAFF_MEMBER)


def wish(
    person: Person, kind: RoleKind, by: Person, until: date | None = None
) -> RoleRequest:
    where = by_department() if kind is RoleKind.WORK_LEADER else None
    return RoleRequest.of(person, kind, where, MONDAY, until, by=by)


def by_department() -> Department | None:
    return db.session.scalars(select(Department)).first()


def test_who_may_say_yes_has_it_from_two_or_from_an_election() -> None:
    assert set(CAN_OWE_ANSWERS) <= set(BY_TWO)
    assert set(SECONDS) - set(BY_TWO) == {RoleKind.REPRESENTATIVE}


@pytest.mark.parametrize("kind", BY_TWO)
def test_one_alone_gives_no_role_that_opens_complaints(
    kind: RoleKind, make: Make, administrator: Person, newcomer: Person
) -> None:
    make.department()
    second = make.coordinator()
    for refused in (None, administrator, newcomer, make.person(RoleKind.STAFF_MEMBER)):
        with pytest.raises(RuleBroken, match=SECOND_IS_NEEDED):
            wish(newcomer, kind, administrator).give_or_ask(refused)
    asked = wish(newcomer, kind, administrator)
    assert asked.give_or_ask(second) is None
    db.session.commit()
    assert not newcomer.holds(kind)
    role = asked.agree(second)
    db.session.commit()
    assert newcomer.holds(kind)
    assert (role.given_on, role.given_by, role.agreed_by) == (
        MONDAY,
        administrator,
        second,
    )


def test_other_roles_are_given_by_one(
    make: Make, administrator: Person, newcomer: Person
) -> None:
    make.coordinator()
    role = wish(newcomer, RoleKind.BOARD_MEMBER, administrator).give_or_ask(None)
    assert role
    assert (role.given_by, role.agreed_by) == (administrator, None)


def test_only_while_nobody_could_say_yes_one_gives_it_and_that_is_written(
    make: Make, administrator: Person, newcomer: Person
) -> None:
    make.person(RoleKind.ADMINISTRATOR)
    never_here = make.coordinator()
    never_here.passphrase_hash = ""
    db.session.commit()
    role = wish(newcomer, RoleKind.GENERAL_MANAGER, administrator).give_or_ask(None)
    assert role
    assert (role.given_by, role.agreed_by) == (administrator, None)
    db.session.commit()
    with pytest.raises(RuleBroken, match=SECOND_IS_NEEDED):
        wish(make.person(), RoleKind.COORDINATOR, administrator).give_or_ask(None)


def test_who_clears_the_others_away_does_not_give_roles_alone(
    make: Make, administrator: Person, newcomer: Person, travel_to: TravelTo
) -> None:
    """Not by a last day long ago either: when it was written in is what counts."""
    second = make.coordinator()
    second.leave(LONG_AGO + timedelta(days=1))
    db.session.commit()
    assert not second.may_come_in
    with pytest.raises(RuleBroken, match="Vent i to uker"):
        wish(newcomer, RoleKind.COORDINATOR, administrator).give_or_ask(None)
    travel_to("2025-12-02 10:00")
    assert wish(newcomer, RoleKind.COORDINATOR, administrator).give_or_ask(None)


def test_two_administrators_can_not_help_each_other(
    make: Make, administrator: Person, newcomer: Person, travel_to: TravelTo
) -> None:
    """Nor by turns: who was one yesterday says no yes, whatever else they hold."""
    friend = make.person(RoleKind.ADMINISTRATOR, RoleKind.SAFETY_REPRESENTATIVE)
    make.coordinator()
    asked = wish(newcomer, RoleKind.COORDINATOR, administrator)
    with pytest.raises(RuleBroken, match=SECOND_IS_NEEDED):
        asked.give_or_ask(friend)
    role = next(it for it in friend.roles if it.kind is RoleKind.ADMINISTRATOR)
    duties.end(role, LONG_AGO + timedelta(days=1))
    db.session.commit()
    assert not friend.holds(RoleKind.ADMINISTRATOR)
    with pytest.raises(RuleBroken, match=SECOND_IS_NEEDED):
        wish(newcomer, RoleKind.COORDINATOR, administrator).give_or_ask(friend)
    travel_to("2025-12-20 10:00")
    assert friend in seconds_for(newcomer)


def test_who_was_elected_by_one_hand_says_yes_only_when_all_have_seen_it(
    make: Make, administrator: Person, newcomer: Person, travel_to: TravelTo
) -> None:
    department = make.department()
    puppet = make.participant(department=department)
    make.coordinator()
    RecordedElection(
        department=department,
        held_on=date(2025, 1, 7),
        representative=puppet,
        deputy=None,
        witness_1="En Vitnesen",
        witness_2="To Vitnesen",
        recorded_by=administrator,
        recorded_on=MONDAY,
    ).give_roles(names_shown=True)
    db.session.commit()
    assert puppet.holds(RoleKind.REPRESENTATIVE)
    assert puppet not in seconds_for(newcomer)
    with pytest.raises(RuleBroken, match=SECOND_IS_NEEDED):
        NewCode.ask(make.coordinator(), administrator, puppet)
    travel_to("2025-12-01 10:00")
    assert puppet in seconds_for(newcomer)


@pytest.mark.parametrize("kind", CAN_OWE_ANSWERS)
def test_an_administrator_holds_no_role_that_opens_complaints(
    kind: RoleKind, make: Make, administrator: Person
) -> None:
    make.department()
    second = make.coordinator()
    with pytest.raises(RuleBroken, match="En administrator kan ikke"):
        wish(administrator, kind, make.person(RoleKind.ADMINISTRATOR)).give_or_ask(
            second
        )
    holder = make.person()
    holder.take_role(kind, by_department(), since=MONDAY + timedelta(days=9))
    db.session.commit()
    with pytest.raises(RuleBroken, match="En administrator kan ikke"):
        wish(holder, RoleKind.ADMINISTRATOR, administrator).give_or_ask(None)
    before = MONDAY + timedelta(days=8)
    assert wish(holder, RoleKind.ADMINISTRATOR, administrator, before).give_or_ask(None)


def test_who_became_an_administrator_meanwhile_gets_no_yes(
    make: Make, administrator: Person, newcomer: Person
) -> None:
    second = make.coordinator()
    asked = make.wanted(newcomer, by=administrator, second=second)
    newcomer.take_role(RoleKind.ADMINISTRATOR, since=MONDAY)
    db.session.commit()
    with pytest.raises(RuleBroken, match="En administrator kan ikke"):
        asked.agree(second)


def test_an_administrator_can_not_stand_in_for_who_opens_complaints(
    make: Make, administrator: Person
) -> None:
    leader, second = make.work_leader(), make.coordinator()
    until = MONDAY + timedelta(days=7)
    asked = RoleRequest.in_place_of(
        leader.roles[0], administrator, MONDAY, until, by=administrator
    )
    with pytest.raises(RuleBroken, match="En administrator kan ikke"):
        asked.give_or_ask(second)


def test_a_stand_in_is_given_by_two_and_only_while_the_role_is_there(
    make: Make, administrator: Person, newcomer: Person
) -> None:
    leader, second = make.work_leader(), make.coordinator()
    until = MONDAY + timedelta(days=7)

    def asked() -> RoleRequest:
        return RoleRequest.in_place_of(
            leader.roles[0], newcomer, MONDAY, until, by=administrator
        )

    with pytest.raises(RuleBroken, match=SECOND_IS_NEEDED):
        asked().give_or_ask(None)
    waiting = asked()
    waiting.give_or_ask(second)
    db.session.commit()
    role = waiting.agree(second)
    assert (role.stands_in_for, role.ends) == (leader, until)
    db.session.rollback()
    duties.end(leader.roles[0], YESTERDAY)
    db.session.commit()
    with pytest.raises(RuleBroken, match="kan ikke ha vikar"):
        waiting.agree(second)


@pytest.mark.parametrize("kind", [*CAN_OWE_ANSWERS, RoleKind.ADMINISTRATOR])
def test_no_last_day_is_moved_later_by_one(
    kind: RoleKind, make: Make, administrator: Person, newcomer: Person
) -> None:
    friday = MONDAY + timedelta(days=4)
    role = newcomer.take_role(kind, by_department(), since=LONG_AGO, until=friday)
    db.session.commit()
    with pytest.raises(RuleBroken, match="Rollen slutter før den dagen"):
        duties.end(role, friday + timedelta(days=1))
    newcomer.leave(friday + timedelta(days=9))
    assert role.ends == friday
    duties.end(role, MONDAY)
    assert role.ends == MONDAY


def test_a_question_lapses_after_fourteen_days_and_is_forgotten(
    make: Make, administrator: Person, newcomer: Person, travel_to: TravelTo
) -> None:
    second = make.coordinator()
    asked = make.wanted(newcomer, by=administrator, second=second)
    travel_to("2025-12-01 10:00")
    assert RoleRequest.waiting_for(second) == [asked]
    forget_old()
    travel_to("2025-12-02 10:00")
    assert RoleRequest.waiting_for(second) == []
    with pytest.raises(RuleBroken, match="for gammelt"):
        asked.agree(second)
    forget_old()
    assert db.session.scalars(select(RoleRequest)).all() == []


def test_nobody_has_held_it_before_the_yes(
    make: Make, administrator: Person, newcomer: Person, travel_to: TravelTo
) -> None:
    second = make.coordinator()
    asked = make.wanted(newcomer, by=administrator, second=second)
    travel_to("2025-11-20 10:00")
    assert asked.agree(second).starts == date(2025, 11, 20)


def test_who_is_asked_again_is_asked_once(
    make: Make, administrator: Person, newcomer: Person
) -> None:
    first, other = make.coordinator(), make.general_manager()
    make.wanted(newcomer, by=administrator, second=first)
    make.wanted(newcomer, by=administrator, second=other)
    make.wanted(newcomer, RoleKind.BOARD_CHAIR, by=administrator, second=other)
    assert RoleRequest.waiting_for(first) == []
    assert len(RoleRequest.waiting_for(other)) == 2


def test_ended_roles_are_told_for_thirty_days_from_when_it_was_written(
    make: Make, administrator: Person, newcomer: Person, travel_to: TravelTo
) -> None:
    second = make.coordinator()
    role = make.wanted(newcomer, by=administrator, second=second).agree(second)
    db.session.commit()
    old = second.roles[0]
    assert who_reads.news() == [role]
    assert who_reads.today() == [role, old]
    duties.end(old, LONG_AGO + timedelta(days=1))
    db.session.commit()
    assert (who_reads.today(), who_reads.ended()) == ([role], [old])
    travel_to("2025-12-17 10:00")
    assert (who_reads.news(), who_reads.ended()) == ([role], [old])
    travel_to("2025-12-18 10:00")
    assert (who_reads.news(), who_reads.ended()) == ([], [])
