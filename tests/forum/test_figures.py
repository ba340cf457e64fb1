"""«Saker i tall»: against the date that was given first, and without a person."""

from datetime import date

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import CLOSING_DAYS
from kimvoice.forum.bodies import Body
from kimvoice.forum.half_years import Figures, figures_of
from kimvoice.forum.states import Elsewhere, Verdict
from kimvoice.people.models import Person
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.reading import read
from tests.travelling import Travelling, answer
from tests.visitor import Visit

pytestmark = on_sqlite
PAGE = "/min/sak/tall"


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def of(body: Body, half_year: str = "2025-2") -> Figures:
    return next(it for it in figures_of(half_year) if it.body == body)


def test_open_and_late_ones_stay_in_what_it_is_counted_against(
    house: Travelling, travel_to: TravelTo
) -> None:
    kafe = house.meeting_of(house.kafe)
    in_time, late, never = (house.at(kafe).considerations[-1] for _ in range(3))
    answer(in_time)
    travel_to("2025-12-02 10:00")
    answer(late)
    fresh = house.at(kafe).considerations[-1]
    found = of(kafe)
    assert found.received == [in_time, late, never, fresh]
    assert (found.in_time, found.late, found.open_and_late) == (1, 1, 1)
    assert found.counted == 3, "the fresh one has time left"


def test_a_new_date_changes_no_figure(house: Travelling, travel_to: TravelTo) -> None:
    kafe = house.meeting_of(house.kafe)
    asked = house.at(kafe).considerations[-1]
    for until in (date(2025, 12, 8), date(2025, 12, 15), date(2025, 12, 22)):
        assert of(kafe).often_postponed == []
        asked.postpone(house.work_leader, until, "Vi rakk det ikke.")
    assert of(kafe).often_postponed == [asked]
    travel_to("2025-12-02 10:00")
    assert not asked.is_late
    assert of(kafe).open_and_late == 1
    answer(asked)
    assert (of(kafe).in_time, of(kafe).late) == (0, 1)


def test_who_sent_a_matter_on_in_time_has_answered_in_time(house: Travelling) -> None:
    house.at(house.kim_forum, house.team)
    assert (of(house.kim_forum).in_time, of(house.team).counted) == (1, 0)


def test_who_sent_a_matter_on_in_time_and_sums_up_later_was_in_time(
    house: Travelling, make: Make, travel_to: TravelTo
) -> None:
    kafe, garden = house.meeting_of(house.kafe), make.department("Hagen")
    root = house.published(kafe).root
    root.forward(house.work_leader, [house.forum], "Hva mener dere?")
    forum = root.asked[0]
    several = [house.meeting_of(it) for it in (house.lager, garden)]
    forum.forward(house.representative, several, "Hva mener dere?")
    travel_to("2026-03-02 10:00")
    for asked in forum.asked:
        answer(asked)
        asked.read_out(house.representative)
    answer(forum)
    assert (of(house.forum).in_time, of(house.forum).late) == (1, 0)


def test_what_was_asked_again_is_counted(house: Travelling) -> None:
    matter = house.at(house.kim_forum)
    answer(matter.considerations[-1])
    matter.considerations[-1].ask_again(house.representative, "Og en kort pause?")
    db.session.flush()
    assert of(house.kim_forum).asked_again == 1


def test_a_measure_is_kept_when_whoever_asked_says_that_it_was_done_in_time(
    house: Travelling, travel_to: TravelTo
) -> None:
    kept, broken = (house.at(house.kim_forum).considerations[-1] for _ in range(2))
    [done] = answer(kept, Verdict.YES).measures
    answer(broken, Verdict.YES)
    assert of(house.kim_forum).due == [], "its day has not come"
    done.report_done("Planen henger oppe.")
    done.confirm()
    assert (of(house.kim_forum).kept_in_time, len(of(house.kim_forum).due)) == (1, 1)
    travel_to("2025-12-19 10:00")
    assert (of(house.kim_forum).kept_in_time, len(of(house.kim_forum).due)) == (1, 2)


def test_a_measure_whose_day_was_closed_is_kept_on_the_next_one(
    house: Travelling, travel_to: TravelTo
) -> None:
    visit = house.at(house.kim_forum).considerations[-1]
    [measure] = answer(visit, Verdict.YES).measures
    closed = frozenset({measure.due_originally})
    CLOSING_DAYS.choose(closed, "Prøve", counts_from=clock.today())
    travel_to("2025-12-18 10:00")
    assert of(house.kim_forum).due == []
    measure.report_done("Planen henger oppe.")
    measure.confirm()
    assert of(house.kim_forum).kept_in_time == 1


def test_what_stands_on_no_agenda_or_belongs_elsewhere_is_not_counted(
    house: Travelling,
) -> None:
    gone = house.published()
    unseen = house.raised().root
    gone.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "Du kan klage.")
    db.session.flush()
    house.published(house.kim_forum)
    shown = [it for each in figures_of("2025-2") for it in each.received]
    assert len(shown) == 1
    assert {unseen, gone.root}.isdisjoint(shown)


def test_the_page_is_for_everybody_here_and_names_nobody(
    house: Travelling, visit: Visit, travel_to: TravelTo
) -> None:
    asked = house.at(house.kim_forum).considerations[-1]
    answer(asked, Verdict.YES)
    db.session.commit()
    page = visit(as_=house.participant).get(PAGE).text
    assert "<h2>Andre halvår 2025</h2>" in page
    assert "Svar i tide 1 av 1" in read(page).page.words
    main = page.partition("<main")[2].partition("</main>")[0]
    people = [it for it in vars(house).values() if isinstance(it, Person)]
    assert [it.name for it in people if it.name in main] == []


def test_a_half_year_that_is_not_there_shows_the_present_one(
    house: Travelling, visit: Visit
) -> None:
    chair = visit(as_=house.chair)
    for asked in ("2019-2", "tull", "%00", "<script>", "9" * 5_000):
        page = chair.get(f"{PAGE}?halvar={asked}")
        assert page.status_code == 200
        assert "<h2>Andre halvår 2025</h2>" in page.text
    earlier = chair.get(f"{PAGE}?halvar=2025-1").text
    assert "<h2>Første halvår 2025</h2>" in earlier
