"""What a round must be before it is announced."""

from collections.abc import Callable
from datetime import UTC, date, timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.committee import is_staff
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import RoundKind, State
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import DAY, Electing
from tests.factories import LONG_AGO, Make

MONDAY = "2026-11-16 09:00"
OFFICER = RoleKind.ELECTION_OFFICER


@pytest.fixture
def planned(travel_to: TravelTo, make: Make, electing: Electing) -> ElectionRound:
    """Proposing ends today, Monday 16 November; the vote is in two weeks."""
    travel_to(MONDAY)
    return electing.round(make.department(active=2))


def says(planned: ElectionRound) -> str:
    with pytest.raises(RuleBroken) as refusal:
        planned.announce()
    assert planned.is_draft
    return str(refusal.value)


def test_what_lacks_nothing_is_announced(planned: ElectionRound) -> None:
    assert planned.obstacles == []
    planned.announce()
    assert planned.announced_on == clock.today()
    assert [it.state for it in planned.elections] == [State.NOMINATION]


Spoil = Callable[[ElectionRound], None]


def _set(**dates: date) -> Spoil:
    def spoil(planned: ElectionRound) -> None:
        for name, value in dates.items():
            setattr(planned, name, value)

    return spoil


WRONG_DATES: dict[str, tuple[Spoil, str]] = {
    "proposing is over": (_set(nominations_until=date(2026, 11, 15)), "er over"),
    "the vote before proposing ends": (
        _set(nominations_until=date(2026, 12, 1)),
        "etter siste dag",
    ),
    "the result before the vote": (_set(result_on=date(2026, 11, 27)), "før valget"),
    "in office before the result": (_set(term_starts=date(2026, 11, 30)), "begynne"),
    "no time to ask for a vote": (_set(votes_on=date(2026, 11, 19)), "fire arbeids"),
    "the vote on a Saturday": (
        _set(votes_on=date(2026, 11, 28)),
        "Valget må være på en arbeidsdag",
    ),
    "the result on a Sunday": (_set(result_on=date(2026, 12, 6)), "Resultatet må"),
    "the wrong year": (_set(term_starts=date(2062, 12, 2)), "Se over årstallet"),
}


@on_sqlite
def test_wrong_dates_are_not_announced(planned: ElectionRound) -> None:
    with db.session.no_autoflush:
        for wrong, (spoil, sentence) in WRONG_DATES.items():
            spoil(planned)
            assert sentence in " ".join(map(str, planned.obstacles)), wrong
            assert says(planned) in map(str, planned.obstacles)
            db.session.rollback()
    planned.announce()


@on_sqlite
def test_the_fourth_working_day_is_early_enough(planned: ElectionRound) -> None:
    assert planned.asks_until == date(2026, 11, 19)
    planned.votes_on = date(2026, 11, 20)
    assert planned.obstacles == []


@on_sqlite
def test_a_committee_is_three_people_with_the_role(
    planned: ElectionRound, make: Make
) -> None:
    third = planned.officers[2]
    planned.seat_only(planned.officers[:2])
    assert "Velg tre" in says(planned)
    planned.seat(planned.officers[0])
    assert "Velg tre" in says(planned)
    planned.seat(make.participant())
    assert "har ikke rollen valgansvarlig" in says(planned)
    planned.seat_only([*planned.officers[:2], third])
    planned.announce()


@on_sqlite
def test_at_most_one_of_the_committee_is_from_staff(
    planned: ElectionRound, make: Make
) -> None:
    planned.seat_only(
        [*planned.officers[:2], make.person(OFFICER, RoleKind.WORK_LEADER)]
    )
    assert "Bare én av de tre" in says(planned)


@on_sqlite
def test_a_participant_in_the_board_is_not_staff(make: Make) -> None:
    participant, board = RoleKind.PARTICIPANT, RoleKind.BOARD_MEMBER
    for kinds, staff in (
        ((participant,), False),
        ((participant, board), False),
        ((participant, RoleKind.COORDINATOR), True),
        ((board,), True),
        ((OFFICER,), False),
        ((OFFICER, RoleKind.STAFF_MEMBER), True),
    ):
        assert is_staff(make.person(*kinds)) is staff, kinds


def test_a_department_elects_in_one_round_at_a_time(
    planned: ElectionRound, electing: Electing
) -> None:
    [election] = planned.elections
    assert election.department
    again = electing.round(election.department, officers=planned.officers)
    planned.announce()
    db.session.commit()
    assert "Et annet valg er i gang" in says(again)
    election.state = State.PUBLISHED
    election.published_on = clock.today() - timedelta(days=30)
    db.session.commit()
    assert election.standing is State.FINAL
    again.announce()


@on_sqlite
def test_somebody_must_be_there_to_vote(
    planned: ElectionRound, make: Make, electing: Electing
) -> None:
    empty = electing.round(make.department(), officers=planned.officers)
    assert "Ingen deltakere" in says(empty)
    board = electing.round(officers=planned.officers, kind=RoundKind.BOARD)
    assert "ingen tillitsvalgte" in says(board)
    make.representative()
    board.announce()


@on_sqlite
def test_it_says_where_they_meet(planned: ElectionRound) -> None:
    planned.elections[0].place = ""
    assert "Skriv hvor dere stemmer" in says(planned)
    planned.elections.clear()
    assert "minst én avdeling" in says(planned)


@on_sqlite
def test_what_is_announced_is_not_changed(planned: ElectionRound) -> None:
    planned.announce()
    with pytest.raises(RuleBroken):
        planned.change()
    with pytest.raises(RuleBroken):
        planned.announce()


# An officer who leaves


def test_an_officer_is_replaced_and_the_protocol_says_so(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.LISTED)
    planned, leaving = held.election.round, held.officers[1]
    coming = make.person(OFFICER)
    planned.replace(leaving, coming)
    assert leaving not in planned.officers
    assert coming in planned.officers
    last = held.election.events[-1]
    assert last.deed.value == "officer_replaced"
    assert [it.person_id for it in last.people] == [leaving.id, coming.id]
    planned.replace(coming, leaving)
    db.session.commit()
    assert leaving in planned.officers


@on_sqlite
def test_who_cannot_come_into_a_committee(electing: Electing, make: Make) -> None:
    held = electing.election(State.NOMINATION)
    planned, [staff, one, other] = held.election.round, held.officers
    candidate = held.candidates[0]
    candidate.take_role(OFFICER, since=LONG_AGO)
    refused: list[tuple[Person, Person, str]] = [
        (one, other, "fra før"),
        (one, make.participant(), "ikke rollen"),
        (one, candidate, "stiller til valg"),
        (one, make.person(OFFICER, RoleKind.COORDINATOR), "Bare én"),
        (make.person(OFFICER), make.person(OFFICER), "gjort"),
    ]
    for leaving, coming, sentence in refused:
        with pytest.raises(RuleBroken, match=sentence):
            planned.replace(leaving, coming)
    planned.replace(staff, make.person(OFFICER, RoleKind.COORDINATOR))
    assert len(planned.officers) == 3


@on_sqlite
def test_an_officer_stands_once_another_has_come(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.NOMINATION)
    department = held.election.department
    officer = held.officers[1]
    officer.take_role(RoleKind.PARTICIPANT, department, since=LONG_AGO)
    db.session.commit()
    with pytest.raises(RuleBroken, match="Gå ut av valgstyret"):
        held.election.stand(officer)
    held.election.round.replace(officer, make.person(OFFICER))
    held.election.stand(officer)
    assert held.election.is_candidate(officer)


@on_sqlite
def test_who_has_left_the_house_is_missed(electing: Electing) -> None:
    held = electing.election(State.LISTED)
    planned = held.election.round
    assert held.officers[1] in planned.officers_here
    held.officers[1].leave(clock.today() - DAY)
    assert planned.lacks_officers
    assert held.officers[1] not in planned.officers_here


@on_sqlite
def test_a_committee_whose_elections_are_over_stays(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.PUBLISHED)
    planned = held.election.round
    assert [planned.can_replace] == [True]
    electing.let_it_be(held.election)
    with pytest.raises(RuleBroken):
        planned.replace(held.officers[0], make.person(OFFICER))
    held.election.state = State.ANNULLED
    assert [planned.can_replace] == [False]


HOURS = {
    # in winter 08.00 is 07.00 UTC, in summer 06.00 UTC
    date(2027, 3, 24): ("07:00:00", "14:00:00"),
    date(2027, 3, 30): ("06:00:00", "13:00:00"),
    date(2027, 10, 29): ("06:00:00", "13:00:00"),
    date(2027, 11, 1): ("07:00:00", "14:00:00"),
}


@on_sqlite
def test_the_vote_opens_and_closes_at_the_second_of_the_house(
    travel_to: TravelTo, electing: Electing
) -> None:
    """Also on the days around 28 March and 31 October, when the clocks change."""
    travel_to("2027-03-01 09:00")
    election = electing.election(State.LISTED).election
    for on, (first, last) in HOURS.items():
        election.round.votes_on = election.round.result_on = on
        election.round.term_starts = on
        assert f"{election.opens_at.astimezone(UTC):%H:%M:%S}" == first
        assert f"{election.closes_at.astimezone(UTC):%H:%M:%S}" == last
        for moment, state in (
            ("07:59:59", State.LISTED),
            ("08:00:00", State.OPEN),
            ("14:59:59", State.OPEN),
            ("15:00:00", State.CLOSED),
        ):
            travel_to(f"{on} {moment}")
            assert election.standing == state
