"""Where an election is due, those who can start one are told in time."""

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select

from kimvoice.admin import setup
from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.core.settings import TERM_MONTHS
from kimvoice.elections import offices, terms
from kimvoice.elections.models import Election
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import RoundKind, State
from kimvoice.people.models import Department, Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.elections.test_recorded import HELD, record
from tests.factories import Make
from tests.visitor import Visit

DAY = timedelta(days=1)
STARTED = "/min/valg/supplering"
VACANT = "Ingen er valgt i Sirkulus nå."


@pytest.fixture
def department(make: Make, travel_to: TravelTo) -> Department:
    return make.department("Sirkulus")


@pytest.fixture
def pair(make: Make, department: Department) -> tuple[Person, Person]:
    one, other = (make.participant(department=department) for _ in range(2))
    record(department, one, other)
    return one, other


def told() -> list[str]:
    db.session.commit()
    return [term.words for term in terms.due()]


@on_sqlite
def test_a_department_without_anybody_elected_is_told_of_when_somebody_can_vote(
    make: Make, department: Department
) -> None:
    assert told() == []
    make.participant(department=department)
    assert told() == [VACANT]


@on_sqlite
@pytest.mark.parametrize(
    ("today", "words"),
    [
        ("2026-09-18", []),
        ("2026-09-19", ["Nytt valg i Sirkulus skal holdes innen 14.11.2026."]),
        ("2026-11-14", ["Nytt valg i Sirkulus skal holdes innen 14.11.2026."]),
        ("2026-11-15", ["Nytt valg i Sirkulus skulle vært holdt 14.11.2026."]),
    ],
)
def test_the_end_of_a_term_is_told_eight_weeks_before_and_when_it_is_over(
    pair: tuple[Person, Person], travel_to: TravelTo, today: str, words: list[str]
) -> None:
    travel_to(f"{today} 09:00")
    assert told() == words
    assert pair[0].holds(RoleKind.REPRESENTATIVE)


@on_sqlite
def test_a_department_that_both_will_leave_is_told_of_before(
    pair: tuple[Person, Person],
) -> None:
    one, other = pair
    offices.step_down(offices.of(one)[0], clock.today() + 20 * DAY)
    assert told() == []
    offices.step_down(offices.of(other)[0], clock.today() + 10 * DAY)
    assert told() == ["Ingen er valgt i Sirkulus etter 7.12.2025."]


@on_sqlite
def test_a_seat_in_the_board_is_told_of_once_there_has_been_one(
    make: Make, pair: tuple[Person, Person], travel_to: TravelTo
) -> None:
    one, _other = pair
    assert told() == []
    record(None, one)
    assert told() == []
    travel_to("2026-10-01 09:00")
    assert "Nytt valg til styret skal holdes innen 14.11.2026." in told()
    [seat] = [it for it in offices.of(one) if it.kind is RoleKind.BOARD_MEMBER]
    offices.step_down(seat, date(2026, 10, 9))
    assert "Deltakerne har ingen valgt i styret etter 9.10.2026." in told()
    travel_to("2026-10-10 09:00")
    assert "Deltakerne har ingen valgt i styret nå." in told()


@on_sqlite
def test_the_house_chooses_how_long_a_term_is_from_the_next_election_on(
    pair: tuple[Person, Person], department: Department
) -> None:
    one, other = pair
    TERM_MONTHS.choose(24, "Prøve", clock.today())
    assert offices.of(one)[0].term_ends == date(2026, 11, 14)
    record(department, other, one, held_on=clock.today())
    assert offices.of(other)[0].term_ends == date(2027, 11, 17)


@on_sqlite
def test_an_election_on_its_way_is_not_asked_for_again(
    make: Make, department: Department
) -> None:
    make.participant(department=department)
    started = terms.start_by_election(department)
    db.session.commit()
    [term] = terms.due()
    assert term.planned == started
    started.round.announced_on, started.state = clock.today(), State.NOMINATION
    db.session.commit()
    assert terms.due() == []
    started.state = State.ANNULLED
    db.session.commit()
    [term] = terms.due()
    assert term.planned is None


def test_a_by_election_is_a_draft_whose_days_are_in_order(
    department: Department,
) -> None:
    election = terms.start_by_election(department)
    db.session.commit()
    planned = election.round
    assert (planned.is_draft, planned.kind) == (True, RoundKind.BY_ELECTION)
    assert planned.name == "Suppleringsvalg i Sirkulus"
    asks_until = planned.asks_until
    assert clock.today() < planned.nominations_until < asks_until < planned.votes_on
    assert planned.votes_on < planned.result_on < planned.term_starts
    assert all(map(days.is_working_day, (planned.votes_on, planned.result_on)))
    assert terms.start_by_election(department) == election
    assert terms.start_by_election(None).round.kind is RoundKind.BOARD
    assert db.session.scalar(select(func.count(ElectionRound.id))) == 2


# On the pages


@on_sqlite
@pytest.mark.parametrize("kind", [RoleKind.ADMINISTRATOR, RoleKind.ELECTION_OFFICER])
def test_those_who_plan_rounds_start_a_by_election_with_one_button(
    visit: Visit, make: Make, department: Department, kind: RoleKind
) -> None:
    make.participant(department=department)
    visitor = visit(as_=make.person(kind))
    for url in ("/min/", "/min/valg"):
        shown = visitor.get(url).text
        assert VACANT in shown
        assert "Start suppleringsvalg i Sirkulus" in shown
    sent = {"department": str(department.id)}
    onward = visitor.post(STARTED, sent)
    assert onward.status_code == 303
    assert visitor.post(STARTED, sent).location == onward.location
    [election] = db.session.scalars(select(Election)).unique()
    assert onward.location.endswith(f"/min/valg/runde/{election.round.id}")
    shown = visitor.get("/min/valg").text
    assert "Start suppleringsvalg" not in shown
    assert "som er planlagt" in shown


@on_sqlite
def test_nobody_else_is_asked_to_start_an_election(
    visit: Visit, make: Make, department: Department
) -> None:
    visitor = visit(as_=make.participant(department=department))
    for url in ("/min/", "/min/valg"):
        assert VACANT not in visitor.get(url).text


@on_sqlite
@pytest.mark.parametrize("sent", ["999999", "-1", "1\0", "😀", "9" * 10_000, "²"])
def test_a_department_that_is_not_there_is_not_found(
    visit: Visit, make: Make, travel_to: TravelTo, sent: str
) -> None:
    visitor = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    assert visitor.post(STARTED, {"department": sent}).status_code == 404
    assert db.session.scalar(select(func.count(ElectionRound.id))) == 0


@on_sqlite
def test_what_is_due_stands_among_what_the_administrator_has_to_arrange(
    make: Make, pair: tuple[Person, Person], travel_to: TravelTo
) -> None:
    words = "Nytt valg i Sirkulus skal holdes innen 14.11.2026."
    assert words not in setup.to_arrange()
    travel_to("2026-11-01 09:00")
    assert words in setup.to_arrange()
    [department] = {it.department for it in offices.of(pair[0])}
    terms.start_by_election(department)
    db.session.commit()
    assert words not in setup.to_arrange()
    assert offices.of(pair[0])[0].starts == HELD


@on_sqlite
def test_where_a_term_ends_one_round_is_planned_for_all(
    visit: Visit, make: Make, pair: tuple[Person, Person], travel_to: TravelTo
) -> None:
    travel_to("2026-10-05 09:00")
    shown = visit(as_=make.person(RoleKind.ADMINISTRATOR)).get("/min/").text
    assert "Nytt valg i Sirkulus skal holdes innen 14.11.2026." in shown
    assert "Start suppleringsvalg" not in shown
    assert "Planlegg et valg" in shown
