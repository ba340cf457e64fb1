"""«Klager i tall»: closed half-years, from five, the same for everybody, frozen."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import delete, select

from kimvoice.complaints import daily, half_years
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Outcome, State
from kimvoice.complaints.tombstones import ENOUGH, Figures, Tombstone
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from kimvoice.web.sides import WEIGHT
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit

FIGURES = "/klage/tall"
COLUMNS = Figures.__table__.columns.keys()
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


# Drawn up


def stone(half_year: str, outcome: Outcome = Outcome.UPHELD, late: int = 0) -> None:
    leader = RoleKind.WORK_LEADER
    Tombstone.lay(half_year, leader, outcome, in_time=not late)


def lay(half_year: str, many: int, *, late: int = 0) -> None:
    for each in range(many):
        stone(half_year, late=each < late)
    db.session.commit()


def begin(half_year: str) -> None:
    """The house was open then."""
    db.session.add(Figures(half_year=half_year))
    db.session.commit()


def sent_in(half_year: str) -> int | None:
    db.session.rollback()
    return db.session.get_one(Figures, half_year).sent


def days_of_job(travel_to: TravelTo, *days: str) -> None:
    for day in days:
        travel_to(f"{day} 00:05")
        daily.run_when_due()


def test_they_come_when_all_must_have_had_an_answer(travel_to: TravelTo) -> None:
    """Three months after the half-year, and from none before the house began."""
    days_of_job(travel_to, "2025-11-18")
    lay("2025-2", 5)
    lay("2025-1", 5)
    days_of_job(travel_to, "2026-01-01", "2026-03-31")
    assert (sent_in("2025-2"), half_years.frozen()) == (None, [])
    days_of_job(travel_to, "2026-04-01")
    assert [(it.half_year, it.sent) for it in half_years.frozen()] == [("2025-2", 5)]
    assert half_years.coming().half_year == "2026-1"
    assert half_years.coming().due_on == date(2026, 10, 1)


def test_those_that_are_here_count_with_what_stays_of_the_others(
    make: Make, by: Person, travel_to: TravelTo
) -> None:
    """Each once, also the one that is deleted by the same job."""
    days_of_job(travel_to, "2025-11-18")
    for state in (State.CLOSED, State.RECEIVED, State.SENT, State.ANSWERED):
        make.complaint(state, by=by)
    travel_to("2025-12-31 10:00")
    make.complaint(State.WITHDRAWN, by=by)
    days_of_job(travel_to, "2026-01-01")
    make.complaint(by=by)
    lay("2025-1", 3)
    days_of_job(travel_to, "2026-04-01")
    assert sent_in("2025-2") == 5
    assert db.session.get_one(Figures, "2025-2").all_in_time is False


def test_half_years_in_which_the_server_stood_still_are_there_too(
    travel_to: TravelTo,
) -> None:
    days_of_job(travel_to, "2025-11-18", "2027-05-03")
    frozen = [each.half_year for each in half_years.frozen()]
    assert frozen == ["2026-2", "2026-1", "2025-2"]


@pytest.mark.parametrize("many", range(ENOUGH))
def test_what_is_too_small_is_not_stored(many: int, travel_to: TravelTo) -> None:
    begin("2025-1")
    lay("2025-1", many)
    days_of_job(travel_to, "2025-11-18")
    frozen = db.session.get_one(Figures, "2025-1")
    kept = {it: getattr(frozen, it) for it in COLUMNS}
    assert {name for name, value in kept.items() if value is not None} == {
        "half_year",
        "frozen_on",
    }


def test_a_house_of_before_begins_with_its_oldest_complaint(
    make: Make, by: Person, travel_to: TravelTo
) -> None:
    for _ in range(5):
        make.complaint(by=by)
    days_of_job(travel_to, "2026-01-20")
    assert half_years.coming().half_year == "2025-2"
    days_of_job(travel_to, "2026-04-01")
    assert sent_in("2025-2") == 5


def test_a_clock_that_was_ahead_freezes_nothing_for_good(
    make: Make, by: Person, travel_to: TravelTo
) -> None:
    days_of_job(travel_to, "2025-11-18")
    lay("2025-2", 6)
    days_of_job(travel_to, "2027-01-02", "2025-11-19")
    assert half_years.frozen() == []
    assert half_years.coming().half_year == "2025-2"
    lay("2025-2", 1)
    days_of_job(travel_to, "2026-04-01")
    assert [(it.half_year, it.sent) for it in half_years.frozen()] == [("2025-2", 7)]


def deleted(make: Make, by: Person, travel_to: TravelTo) -> None:
    for number in db.session.scalars(select(Complaint.number)).all():
        db.session.delete(db.session.get_one(Complaint, number))
    db.session.execute(delete(Tombstone))


def another(make: Make, by: Person, travel_to: TravelTo) -> None:
    stone("2025-1", Outcome.NOT_UPHELD, late=1)


def clock_set_back(make: Make, by: Person, travel_to: TravelTo) -> None:
    db.session.commit()
    days_of_job(travel_to, "2024-03-01")


CHANGES = (deleted, another, clock_set_back)


@pytest.mark.parametrize("change", CHANGES)
def test_what_was_drawn_up_never_changes(
    change: Callable[[Make, Person, TravelTo], None],
    make: Make,
    by: Person,
    visit: Visit,
    travel_to: TravelTo,
) -> None:
    begin("2025-1")
    lay("2025-1", 6)
    days_of_job(travel_to, "2025-11-18")
    before = visit().get(FIGURES).data
    change(make, by, travel_to)
    db.session.commit()
    days_of_job(travel_to, "2025-11-19")
    assert sent_in("2025-1") == 6
    assert visit().get(FIGURES).data == before
    with pytest.raises(LookupError):
        db.session.get_one(Figures, "2025-1").freeze([])


def test_two_machines_draw_them_up_once(app: Flask, travel_to: TravelTo) -> None:
    begin("2025-1")
    lay("2025-1", 6)

    def freeze() -> None:
        with app.app_context():
            half_years.freeze_when_due()

    with ThreadPoolExecutor(max_workers=4) as machines:
        for one in [machines.submit(freeze) for _ in range(4)]:
            one.result()
    assert [(it.half_year, it.sent) for it in half_years.frozen()] == [("2025-1", 6)]


# The page


@on_sqlite
def test_everybody_sees_the_same(
    make: Make, by: Person, ladder: Ladder, visit: Visit, travel_to: TravelTo
) -> None:
    """Also who is shut out of every complaint there is."""
    begin("2025-1")
    lay("2025-1", 6, late=1)
    for _ in range(ENOUGH):
        stone("2025-1", Outcome.WITHDRAWN)
    db.session.commit()
    days_of_job(travel_to, "2025-11-18")
    street = visit().get(FIGURES)
    make.complaint(by=by, without=(ladder.leader,))
    assert (street.status_code, len(street.data)) == (200, WEIGHT)
    for person in (by, ladder.leader, ladder.manager, make.general_manager()):
        assert visit(as_=person).get(FIGURES).data == street.data
    for words in (
        "Første halvår 2025",
        "Klager som ble sendt",
        "Ikke alle fikk svar i tide",
        "Vi var enige: 6",
        "Ikke besvart: 0",
        "Andre halvår 2025 regner vi ut 1. april 2026.",
    ):
        assert words in street.text
    assert "<script" not in street.text
    assert "Set-Cookie" not in street.headers


@on_sqlite
def test_what_is_small_is_said_in_words(visit: Visit, travel_to: TravelTo) -> None:
    for half_year in ("2024-2", "2025-1"):
        begin(half_year)
    lay("2024-2", 4)
    lay("2025-1", 5)
    stone("2025-1", Outcome.WITHDRAWN)
    db.session.commit()
    days_of_job(travel_to, "2025-11-18")
    page = visit().get(FIGURES).text
    newest, oldest = page.split("Andre halvår 2024")
    assert "Under 5" in oldest
    assert "i tide" not in oldest
    assert "Alle fikk svar i tide" in newest
    assert "Da viser vi ingen av tallene." in newest
    assert "Trukket" not in newest


@on_sqlite
def test_without_figures_it_says_when_they_come(
    visit: Visit, travel_to: TravelTo
) -> None:
    page = visit().get(FIGURES).text
    assert "Det er ingen tall ennå." in page
    assert "Andre halvår 2025 regner vi ut 1. april 2026." in page


@on_sqlite
def test_many_half_years_weigh_as_every_open_page(
    visit: Visit, travel_to: TravelTo
) -> None:
    begin("2015-1")
    for half_year in ("2024-1", "2024-2", "2025-1"):
        lay(half_year, 6)
    days_of_job(travel_to, "2025-11-18")
    answer = visit().get(FIGURES)
    assert len(answer.data) == WEIGHT
    assert answer.text.count("halvår 20") == half_years.SHOWN + 1
    assert "2015" not in answer.text
    assert str(clock.today().year) in answer.text
