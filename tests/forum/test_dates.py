"""When a body meets: one date, or a series, and never on a closed day."""

from datetime import date

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.settings import CLOSING_DAYS
from kimvoice.forum.rhythms import Rhythm, series
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, lay_out, meet
from tests.visitor import Visit, form_to

URL = "/min/moter/kim-forum/datoer"


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def planned(house: Travelling) -> list[str]:
    db.session.expire_all()
    return [it.day.isoformat() for it in house.kim_forum.meetings]


@on_sqlite
def test_who_leads_it_and_an_administrator_set_its_dates(
    visit: Visit, house: Travelling, make: Make
) -> None:
    keeper = make.person(RoleKind.ADMINISTRATOR)
    for somebody, day in ((house.manager, "4.12.2025"), (keeper, "11.12.2025")):
        answer = visit(as_=somebody).submit(URL, {"first": day})
        assert answer.status_code == 303
    assert planned(house) == ["2025-12-04", "2025-12-11"]
    for other in (house.participant, house.representative, house.chair):
        assert visit(as_=other).get(URL).status_code == 403
        assert visit(as_=other).post(URL, {"first": "5.12.2025"}).status_code == 403


@on_sqlite
def test_a_series_leaves_out_closed_days_and_says_which(
    visit: Visit, house: Travelling
) -> None:
    CLOSING_DAYS.choose(frozenset({date(2025, 12, 18)}), "Prøve", clock.today())
    meet(house.kim_forum, date(2025, 12, 11))
    db.session.commit()
    visitor = visit(as_=house.manager)
    typed = {"first": "4.12.2025", "rhythm": "weekly", "until": "2.1.2026"}
    assert visitor.submit(URL, typed).status_code == 303
    assert planned(house) == ["2025-12-04", "2025-12-11"]
    said = (
        "Disse dagene er ikke med: torsdag 11. desember, torsdag 18. desember,"
        " torsdag 25. desember og torsdag 1. januar 2026."
    )
    assert said in visitor.get(URL).text


def test_a_series_by_the_month_keeps_the_weekday() -> None:
    second_thursday = series(date(2025, 12, 11), Rhythm.MONTHLY, date(2026, 3, 31))
    assert [it.isoformat() for it in second_thursday] == [
        "2025-12-11",
        "2026-01-08",
        "2026-02-12",
        "2026-03-12",
    ]
    fifth_monday = series(date(2025, 12, 29), Rhythm.MONTHLY, date(2026, 3, 31))
    assert [it.isoformat() for it in fifth_monday] == [
        "2025-12-29",
        "2026-01-26",
        "2026-02-23",
        "2026-03-30",
    ]
    fortnight = series(date(2025, 12, 4), Rhythm.FORTNIGHTLY, date(2026, 1, 1))
    assert [it.day for it in fortnight] == [4, 18, 1]


CANNOT_BE = [
    ({"first": ""}, "Skriv når møtet er."),
    ({"first": "snart\0<script>🙂"}, "Skriv datoen slik: 4.12.2026."),
    ({"first": "14.11.2025"}, "Skriv en dag som kommer, høyst et år fram."),
    ({"first": "18.11.2026"}, "Skriv en dag som kommer, høyst et år fram."),
    ({"first": "4.12.2025", "rhythm": "x" * 10_000}, "Velg et av svarene."),
    ({"first": "4.12.2025", "rhythm": "weekly"}, "Skriv den siste dagen"),
    (
        {"first": "4.12.2025", "rhythm": "weekly", "until": "31.12.9999"},
        "Skriv en dag som kommer, høyst et år fram.",
    ),
    (
        {"first": "4.12.2025", "rhythm": "monthly", "until": "3.12.2025"},
        "Siste dag må komme etter den første.",
    ),
]


@on_sqlite
def test_what_cannot_be_is_said_and_nothing_is_planned(
    visit: Visit, house: Travelling
) -> None:
    visitor = visit(as_=house.manager)
    unasked = form_to(URL, visitor.get(URL)).fields
    for typed, words in CANNOT_BE:
        answer = visitor.post(URL, unasked | typed)
        assert answer.status_code == 422, typed
        assert words in answer.text, typed
    assert "<script>🙂" not in answer.text
    assert planned(house) == []


def test_a_day_that_is_taken_or_closed_is_refused(
    visit: Visit, house: Travelling
) -> None:
    visitor = visit(as_=house.manager)
    assert visitor.submit(URL, {"first": "4.12.2025"}).status_code == 303
    again = visitor.submit(URL, {"first": "4.12.2025"})
    assert again.status_code == 409
    assert "Denne datoen er lagt inn fra før." in again.text
    assert form_to(URL, again).fields["first"] == "4.12.2025"
    christmas = visitor.submit(URL, {"first": "25.12.2025"})
    assert "Huset er stengt den dagen. Velg en annen dag." in christmas.text
    assert planned(house) == ["2025-12-04"]


def test_a_date_is_taken_away_once_and_never_with_its_agenda(
    visit: Visit, house: Travelling
) -> None:
    visitor, away = visit(as_=house.manager), f"{URL}/ta-bort"
    meet(house.kim_forum, date(2025, 12, 4))
    db.session.commit()
    for day, status in (("2025-12-04", 303), ("2025-12-04", 409), ("\0x", 409)):
        assert visitor.post(away, {"day": day}).status_code == status
    assert planned(house) == []
    house.raised(house.kim_forum)
    meeting = lay_out(house.kim_forum)
    db.session.commit()
    answer = visitor.post(away, {"day": meeting.day.isoformat()})
    assert "Sakslista er lagt ut. Da kan datoen ikke tas bort." in answer.text
    assert planned(house) == [meeting.day.isoformat()]


@on_sqlite
def test_one_that_has_been_stays(house: Travelling, travel_to: TravelTo) -> None:
    meet(house.kim_forum, date(2025, 12, 4))
    travel_to("2025-12-05 10:00")
    with pytest.raises(RuleBroken, match="Møtet har vært"):
        house.kim_forum.call_off(date(2025, 12, 4))


@on_sqlite
def test_a_date_that_comes_later_moves_no_deadline(house: Travelling) -> None:
    visit = house.at(house.kim_forum).considerations[-1]
    before = visit.expected
    house.kim_forum.plan([date(2025, 11, 20), date(2025, 11, 21)])
    db.session.commit()
    assert visit.expected == before
    assert house.kim_forum.answer_by(clock.today()) == date(2025, 11, 21)


@on_sqlite
def test_a_date_takes_hour_length_and_place_and_the_next_is_offered_the_same(
    visit: Visit, house: Travelling, make: Make
) -> None:
    visitor = visit(as_=house.manager)
    where = {"starts": "13.30", "length": "45", "place": "Kantina"}
    assert visitor.submit(URL, {"first": "4.12.2025"} | where).status_code == 303
    fields = form_to(URL, visitor.get(URL)).fields
    assert {name: fields[name] for name in where} == where
    assert "torsdag 4. desember kl. 13.30, Kantina" in visitor.get(URL).text
    keeper = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    page, door = "/min/admin/moter/kim-forum", "/min/admin/moter/kim-forum/frist"
    assert keeper.submit(door, {"before": "31"}, page=page).status_code == 422
    assert keeper.submit(door, {"before": "7"}, page=page).status_code == 303
    told = visitor.get("/min/moter/kim-forum").text
    assert "Frist for å melde sak: torsdag 27. november kl. 12.00." in told
