"""«Ikke nå. Vi ser på det igjen»: on its day it waits for whoever said so."""

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.agenda import finished_at, late
from kimvoice.forum.inbox import waiting_for
from kimvoice.forum.models import Matter
from kimvoice.forum.outcomes import told
from kimvoice.forum.overdue import Audience
from kimvoice.forum.route import headline, stops, way_back
from kimvoice.forum.states import State, Verdict
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.forum import always
from tests.travelling import Travelling, answer
from tests.visitor import Visit

pytestmark = on_sqlite


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def not_now(matter: Matter) -> Matter:
    """By whoever has it before it, and read out all the way back."""
    visit = matter.considerations[-1]
    answer(visit, Verdict.NOT_NOW)
    read_out(matter)
    db.session.commit()
    return matter


def read_out(matter: Matter) -> None:
    while matter.open_considerations:
        visit = next(
            it for it in matter.open_considerations if it.state is State.ANSWERED
        )
        assert visit.responsible
        visit.read_out(visit.responsible)


def test_on_its_day_it_comes_back_to_who_said_so_and_to_nobody_else(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter = not_now(house.published())
    root, leader = matter.root, house.representative
    assert "Deltakerforum ser på saken igjen onsdag 17. desember." in headline(matter)
    travel_to("2025-12-16 10:00")
    assert waiting_for(leader).to_look_again == []
    with pytest.raises(RuleBroken):
        root.look_again(leader)
    travel_to("2025-12-17 10:00")
    assert waiting_for(leader).to_look_again == [root]
    assert not waiting_for(house.manager).anything
    assert "Nå skal Deltakerforum se på saken igjen." in headline(matter)
    root.look_again(leader)
    db.session.flush()
    again = matter.considerations[-1]
    assert waiting_for(leader).to_answer == [again]
    assert again.expected > clock.today()
    assert ([len(it) for it in stops(matter)], way_back(matter)) == ([1], "")
    always.look([matter], {})


def test_the_new_answer_stands_and_can_put_it_off_again(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter, leader = not_now(house.published()), house.representative
    travel_to("2025-12-17 10:00")
    matter.root.look_again(leader)
    later = answer(matter.considerations[-1], Verdict.NOT_NOW)
    assert (matter.root.answers, matter.is_finished) == ([later], False)
    always.look([matter], {})
    travel_to("2026-02-02 10:00")
    assert waiting_for(leader).to_look_again == [later.consideration]
    later.consideration.look_again(leader)
    last = answer(matter.considerations[-1])
    assert (matter.root.answers, matter.is_finished) == ([last], True)
    assert waiting_for(leader).to_look_again == []
    assert finished_at(matter.root.body, 9) == [last.consideration]
    always.look([matter], {})


def test_the_new_answer_goes_back_the_way_the_first_one_went(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter = not_now(house.at(house.kim_forum, house.team))
    asked = matter.considerations[-1]
    travel_to("2025-12-17 10:00")
    asked.look_again(house.manager)
    db.session.flush()
    assert way_back(matter) == "KIM-forum og Deltakerforum"
    always.look([matter], {})
    yes = answer(matter.considerations[-1], Verdict.YES)
    assert asked.state is State.ANSWERED
    assert waiting_for(house.manager).to_read_out == [asked]
    read_out(matter)
    assert (matter.root.state, matter.root.answers) == (State.READ_OUT, [yes])
    always.look([matter], {})


def test_who_asked_again_in_the_meantime_has_had_another_answer(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter = not_now(house.at(house.kim_forum))
    asked = matter.considerations[-1]
    asked.ask_again(house.representative, "Og en kort pause?")
    answer(matter.considerations[-1])
    read_out(matter)
    db.session.flush()
    travel_to("2026-02-02 10:00")
    assert waiting_for(house.manager).to_look_again == []
    assert not asked.is_to_look_again


def test_a_matter_of_a_title_alone_is_looked_at_again_too(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter = house.published()
    matter.text = ""
    not_now(matter)
    travel_to("2025-12-17 10:00")
    matter.root.look_again(house.representative)
    db.session.flush()
    assert matter.considerations[-1].question == matter.title


def test_one_that_nobody_looks_at_again_is_late_to_more_and_more(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter = not_now(house.published())
    assert "Ferdig." not in headline(matter)
    travel_to("2025-12-17 10:00")
    assert late() == []
    travel_to("2026-02-02 10:00")
    assert late() == [matter.root]
    assert matter.root.is_told_to(Audience.BOARD)
    assert waiting_for(house.deputy).to_look_again == [matter.root]


def test_of_not_now_the_board_tells_what_came_of_it_once_that_is_approved(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter, leader = not_now(house.published()), house.representative
    first = matter.root.own_answer
    assert first is not None
    first.approve(leader, first.in_short)
    travel_to("2025-12-17 10:00")
    matter.root.look_again(leader)
    last = answer(matter.considerations[-1], Verdict.YES)
    assert list(db.session.scalars(told())) == [first]
    last.approve(leader, last.in_short)
    assert list(db.session.scalars(told())) == [last]


def test_it_is_taken_up_again_from_the_page_of_the_matter(
    visit: Visit, house: Travelling, travel_to: TravelTo
) -> None:
    matter = not_now(house.published())
    travel_to("2025-12-17 10:00")
    shown = f"/min/sak/{matter.year}-{matter.ordinal}"
    url = f"/min/behandling/{matter.root.id}/se-igjen"
    leader = visit(as_=house.representative)
    assert "Saker å se på igjen" in leader.get("/min/").text
    assert "se på saken igjen" in leader.get("/min/innboks").text
    assert url not in visit(as_=house.manager).get(shown).text
    assert visit(as_=house.manager).post(url).status_code == 403
    assert leader.submit(url, page=shown).status_code == 303
    assert matter.root.state is State.FORWARDED
    assert "Deltakerforum ser på saken igjen." in leader.get(shown).text
    assert leader.post(url).status_code == 409
