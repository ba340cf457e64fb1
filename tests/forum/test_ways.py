"""Where a matter may go, and how it ends: no answer and no promise is lost."""

from datetime import date, timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum import lists
from kimvoice.forum.states import (
    Act,
    Elsewhere,
    State,
    Verdict,
)
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, answer, in_a_month, lay_out

pytestmark = on_sqlite


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


# The way


def test_no_matter_goes_where_no_route_leads(house: Travelling) -> None:
    matter = house.published()
    with pytest.raises(RuleBroken, match="ikke sendes den veien"):
        matter.root.forward(house.representative, [house.board], "Kan dere?")
    house.forum.next_bodies.remove(house.kim_forum)
    with pytest.raises(RuleBroken, match="ikke sendes den veien"):
        matter.root.forward(house.representative, [house.kim_forum], "Kan dere?")


def test_an_answer_finds_its_way_back_where_the_route_is_gone(
    house: Travelling,
) -> None:
    visit = house.at(house.kim_forum).considerations[-1]
    house.forum.next_bodies.remove(house.kim_forum)
    db.session.commit()
    answer(visit)
    visit.read_out(house.representative)
    assert visit.matter.root.state is State.READ_OUT


def test_no_question_goes_in_a_circle(house: Travelling) -> None:
    meeting = house.meeting_of(house.kafe)
    visit = house.at(meeting).considerations[-1]
    with pytest.raises(RuleBroken, match="venter på svar"):
        visit.forward(house.work_leader, [house.forum], "Hva mener dere?")


def test_a_question_has_words_and_somebody_to_answer(house: Travelling) -> None:
    root = house.published().root
    with pytest.raises(RuleBroken, match="hva dere spør om"):
        root.forward(house.representative, [house.kim_forum], "")
    with pytest.raises(RuleBroken, match="hvem som skal svare"):
        root.forward(house.representative, [], "Kan dere?")
    both = [house.kim_forum, house.meeting_of(house.kafe)]
    with pytest.raises(RuleBroken, match="Bare avdelingsmøter"):
        root.forward(house.representative, both, "Kan dere?")


def test_whoever_has_answered_is_asked_again_and_not_anew(house: Travelling) -> None:
    """After a sum-up: KIM-forum asked both meetings, and has the word again."""
    kafe, lager = house.meeting_of(house.kafe), house.meeting_of(house.lager)
    house.kim_forum.next_bodies += [kafe, lager]
    visit = house.at(house.kim_forum).considerations[-1]
    visit.forward(house.manager, [kafe, lager], "Hva mener dere?")
    for asked in visit.asked:
        answer(asked)
    db.session.commit()
    lay_out(house.kim_forum)
    assert visit.is_undecided
    with pytest.raises(RuleBroken, match="på nytt"):
        visit.forward(house.manager, [kafe], "Og nå?")
    visit.asked[0].ask_again(house.manager, "Og nå?")
    assert visit.waits_for == [visit.asked[-1]]
    answer(visit.asked[-1])
    lay_out(house.kim_forum)
    assert visit.state is State.RECEIVED, "summed up once more"
    own = answer(visit)
    visit.read_out(house.representative)
    assert visit.matter.root.answers == [own]


def test_nobody_in_the_middle_asks_on_once_the_answer_has_gone_back(
    house: Travelling,
) -> None:
    matter = house.at(house.kim_forum, house.team)
    _root, kim_forum, team = matter.considerations
    answer(team)
    lay_out(house.kim_forum)
    with pytest.raises(RuleBroken, match="gått videre"):
        team.ask_again(house.manager, "Er det sikkert?")
    kim_forum.read_out(house.representative)
    with pytest.raises(RuleBroken, match="gått videre"):
        team.ask_again(house.manager, "Er det sikkert?")
    assert matter.finished_on
    kim_forum.ask_again(house.representative, "Er det sikkert?")
    assert not matter.is_finished


def test_one_body_answers_each_that_asked(house: Travelling) -> None:
    """Two department meetings ask KIM-forum about the same matter."""
    kafe, lager = house.meeting_of(house.kafe), house.meeting_of(house.lager)
    matter = house.published()
    matter.root.forward(house.representative, [kafe, lager], "Hva mener dere?")
    for visit, leader in zip(
        list(matter.root.asked), (house.work_leader, house.other_leader), strict=True
    ):
        visit.forward(leader, [house.kim_forum], "Kan dere si ja?")
    db.session.commit()
    lay_out(house.kim_forum)
    for visit in matter.considerations[-2:]:
        assert visit.state is State.ON_AGENDA
        answer(visit)
        visit.read_out(visit.asked_by.responsible)  # type: ignore[union-attr,arg-type]
    for visit in list(matter.root.asked):
        visit.read_out(house.representative)
    assert len(matter.root.answers) == 2


# Doubles


def test_what_others_have_answered_is_no_double(house: Travelling) -> None:
    """Their answers would be hidden behind another matter's."""
    matter, other = house.published(), house.published(title="Kaffe")
    house.sent_to_both(matter)
    with pytest.raises(RuleBroken, match="den andre veien"):
        matter.merge_into(other, house.representative)
    assert not matter.root.can(Act.MERGE)
    other.merge_into(matter, house.representative)
    assert other.has_answer


def test_doubles_never_go_in_a_circle(house: Travelling) -> None:
    one, two, three = (house.published(title=it) for it in ("Kaffe", "Te", "Saft"))
    by = house.representative
    one.merge_into(two, by)
    two.merge_into(three, by)
    for last in (one, two, three):
        with pytest.raises(RuleBroken, match="slått sammen fra før"):
            three.merge_into(last, by)
    answer(three.root)
    assert one.finished_on == clock.today()
    two.part(by)
    assert not one.is_finished
    assert one.main is two


def test_a_double_of_what_was_finished_is_finished_from_today(
    house: Travelling, travel_to: TravelTo
) -> None:
    old = house.published()
    answer(old.root)
    db.session.commit()
    travel_to("2026-03-02 10:00")
    new = house.published(title="Kaffe")
    new.merge_into(old, house.representative)
    assert (old.finished_on, new.finished_on) == (
        date(2025, 11, 17),
        date(2026, 3, 2),
    )


def test_a_double_stands_in_the_lists_where_its_matter_stands(
    house: Travelling,
) -> None:
    one, two, three = (house.published(title=it) for it in ("Kaffe", "Te", "Saft"))
    one.merge_into(two, house.representative)
    two.merge_into(three, house.representative)
    assert listed() == {"all": 3, "waiting": 3}
    answer(three.root, Verdict.YES)
    assert listed() == {"all": 3, "promised": 3}


def test_what_was_put_off_is_not_finished(house: Travelling) -> None:
    answer(house.published().root, Verdict.NOT_NOW)
    assert listed() == {"all": 1, "not_now": 1}


def listed() -> dict[str, int]:
    db.session.flush()
    for it in lists.SHELVES:
        assert len(lists.published(it, "").rows) == lists.count(it)
    found = {it.word: lists.count(it) for it in lists.SHELVES}
    return {word: count for word, count in found.items() if count}


def test_what_left_the_house_is_nobodys_double(house: Travelling) -> None:
    one, two, three = (house.published(title=it) for it in ("Kaffe", "Te", "Saft"))
    by = house.representative
    one.merge_into(two, by)
    two.point_elsewhere(by, Elsewhere.COMPLAINT, "")
    assert (one.root.state, one.same_as) == (State.ON_AGENDA, None)
    with pytest.raises(RuleBroken, match="ikke lenger her"):
        three.merge_into(two, by)


def test_all_that_was_the_same_goes_on_alone(house: Travelling) -> None:
    stops, *doubles = (house.published() for _ in range(4))
    for it in doubles:
        it.merge_into(stops, house.representative)
    stops.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "")
    assert {it.root.state for it in doubles} == {State.ON_AGENDA}


# Stopped


def test_what_is_pointed_elsewhere_keeps_no_word(house: Travelling) -> None:
    matter = house.at(house.kim_forum, house.team)
    answer(matter.considerations[-1], Verdict.YES)
    db.session.commit()
    matter.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "")
    db.session.commit()
    assert not matter.open_considerations
    assert not any(it.own_answer for it in matter.considerations)
    words = [it.words for it in matter.events] + [matter.title, matter.text]
    assert not any(words)
    assert {it.question for it in matter.considerations} == {"", "–"}


def test_nothing_is_withdrawn_once_others_could_read_it(house: Travelling) -> None:
    matter = house.published()
    matter.root.postpone(house.representative, in_three_months(), "")
    with pytest.raises(RuleBroken, match="lagt ut på en saksliste"):
        matter.withdraw()


def test_what_was_put_off_can_stand_on_the_same_agenda_again(
    house: Travelling,
) -> None:
    matter = house.published()
    matter.root.postpone(house.representative, in_three_months(), "")
    lay_out(house.forum)
    assert matter.root.state is State.ON_AGENDA


def in_three_months() -> date:
    return in_a_month() + timedelta(days=61)
