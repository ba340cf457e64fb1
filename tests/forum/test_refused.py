"""What a matter does not let happen, and the sentence that says why."""

from datetime import date, timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.bodies import Seat
from kimvoice.forum.models import Matter
from kimvoice.forum.states import (
    MeasureAct,
    Seating,
    State,
    Verdict,
)
from kimvoice.people import erasure
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import EXPLANATION, Make
from tests.travelling import Travelling, answer, given, in_a_month

pytestmark = on_sqlite


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


# Who


def test_who_stands_in_answers_until_the_last_day(
    house: Travelling, make: Make, travel_to: TravelTo
) -> None:
    visit = house.at(house.kim_forum).considerations[-1]
    deputy = make.person(RoleKind.STAFF_MEMBER)
    seat = Seat(seating=Seating.DEPUTY, person=deputy, ends=clock.today())
    visit.body.seats.append(seat)
    db.session.commit()
    assert deputy in visit.matter.deciders_at(visit.body)
    travel_to("2025-11-18 10:00")
    with pytest.raises(RuleBroken, match="svarer ikke for KIM-forum"):
        visit.answer(deputy, given(deputy))


def test_a_body_without_anybody_is_answered_for_by_somebody_above(
    house: Travelling,
) -> None:
    visit = house.at(house.kim_forum).considerations[-1]
    visit.body.seats.clear()
    db.session.commit()
    assert visit.body.members == []
    assert visit.responsible == house.manager
    house.manager.leave(clock.today() - timedelta(days=1))
    db.session.commit()
    assert visit.responsible == house.chair


NAMED = [
    ("Prøve Dal", "Prøve Dal er sint", True),
    ("Prøve Dal", "Vi er lei av prøve  dals pauser", True),
    ("Prøve Dal", "Prøve Dalen er fin", False),
    ("Prøve Dal", "Prøve\nDal", True),
    ("Bo", "Vi vil bo her", True),
    ("Bo", "Vi vil ha boller", False),
    ("Åse Ærlig", "ÅSE ÆRLIG skal slutte", True),
    ("Åse Ærlig", "A\u030ase Ærlig skal slutte", True),
    ("A+ (B", "A+ (B er med", True),
]


@pytest.mark.parametrize(("name", "text", "named"), NAMED)
def test_nobody_decides_what_names_them(
    house: Travelling, name: str, text: str, *, named: bool
) -> None:
    matter = house.published()
    house.representative.name, matter.text = name, text
    assert matter.is_about(house.representative) is named
    leads = matter.root.responsible == house.representative
    assert leads is not named


def test_whom_a_double_is_about_answers_neither_of_them(house: Travelling) -> None:
    """Also by way of a third: the answer is given to all of them."""
    first, second, third = (house.published() for _ in range(3))
    first.merge_into(second, house.representative)
    second.merge_into(third, house.representative)
    first.set_aside(house.deputy)
    first.text = f"{house.representative.name} skal slutte"
    for it in (first, second, third):
        assert it.is_about(house.representative)
        assert it.is_about(house.deputy)
    with pytest.raises(RuleBroken, match="En annen svarer"):
        third.root.answer(house.representative, given(house.representative))


def test_whom_the_question_names_does_not_answer_it(house: Travelling) -> None:
    matter = house.published()
    question = f"Kan {house.manager.name} slutte?"
    matter.root.forward(house.representative, [house.kim_forum], question)
    assert house.manager not in matter.deciders_at(house.kim_forum)


def test_who_is_named_is_passed_over_at_every_step_upwards(house: Travelling) -> None:
    visit = house.at(house.kim_forum).considerations[-1]
    visit.body.seats.clear()
    visit.matter.about += [house.manager, house.chair]
    db.session.commit()
    assert visit.responsible == house.board_deputy
    answer(visit)
    assert visit.state is State.ANSWERED


def test_a_matter_about_everybody_who_could_still_has_one_who_is_responsible(
    house: Travelling, make: Make
) -> None:
    """The rest of the board, others employed, and an administrator in the end."""
    member = make.person(RoleKind.BOARD_MEMBER)
    administrator = make.person(RoleKind.ADMINISTRATOR)
    visit = house.at(house.kim_forum).considerations[-1]
    visit.matter.about += [house.manager, house.chair, house.board_deputy]
    assert visit.responsible == member
    visit.matter.about += [member, house.work_leader, house.other_leader]
    assert visit.responsible == administrator
    visit.matter.about.append(administrator)
    assert visit.responsible == house.manager, "it is about nobody alone"
    visit.answer(house.manager, given(house.manager))


def test_whoever_is_erased_is_in_no_matter(
    house: Travelling, make: Make, travel_to: TravelTo
) -> None:
    matter = house.published()
    matter.root.forward(house.representative, [house.kim_forum], "Kan dere?")
    answer(matter.considerations[-1])
    house.participant.leave(date(2025, 11, 17))
    db.session.commit()
    travel_to("2025-11-20 10:00")
    erasure.erase(house.participant)
    db.session.commit()
    assert not matter.is_about(house.participant)
    matter.considerations[-1].read_out(house.representative)
    assert matter.is_finished


def test_a_department_is_renamed_and_its_meeting_too(house: Travelling) -> None:
    matter = house.at(house.meeting_of(house.kafe))
    house.kafe.name = "Kafe Nr 20"
    db.session.commit()
    visit = matter.considerations[-1]
    assert visit.body.name == "Avdelingsmøtet i Kafe Nr 20"
    answer(visit)


# Words and dates


def test_a_later_date_is_later_and_the_second_one_says_why(house: Travelling) -> None:
    root, by = house.published().root, house.representative
    first = root.due_originally
    for day in (clock.today(), root.due, date(2025, 1, 1)):
        with pytest.raises(RuleBroken, match="senere enn fristen"):
            root.postpone(by, day, "Vi venter.")
    root.postpone(by, in_three_months(), "")
    with pytest.raises(RuleBroken, match="hvorfor"):
        root.postpone(by, in_three_months() + timedelta(days=9), "")
    assert (root.due_originally, root.postponed) == (first, 1)


REFUSED = [
    (Verdict.NO, {"words": "Nei."}),
    (Verdict.NO, {"words": "Det er " + " " * 33 + "nei."}),
    (Verdict.NO, {"words": EXPLANATION[:39]}),
    (Verdict.NO, {"reason": None}),
    (Verdict.PARTLY, {"reason": None}),
    (Verdict.NOT_NOW, {"look_again": None}),
    (Verdict.NOT_NOW, {"look_again": date(2025, 11, 16)}),
    (Verdict.YES, {"measures": []}),
]


@pytest.mark.parametrize(("verdict", "wrong"), REFUSED)
def test_an_answer_has_what_its_verdict_needs(
    house: Travelling, verdict: Verdict, wrong: dict[str, object]
) -> None:
    root = house.published().root
    faulty = given(house.representative, verdict)
    for name, value in wrong.items():
        setattr(faulty, name, value)
    with pytest.raises(RuleBroken):
        root.answer(house.representative, faulty)
    assert root.own_answer is None


def test_an_answer_is_read_out_once(house: Travelling) -> None:
    visit = house.at(house.kim_forum).considerations[-1]
    answer(visit)
    visit.read_out(house.representative)
    with pytest.raises(RuleBroken):
        visit.read_out(house.representative)


def test_of_two_promises_both_are_waited_for(house: Travelling) -> None:
    matter = house.published()
    promise = given(house.representative, Verdict.YES)
    promise.measures += given(house.representative, Verdict.YES).measures
    matter.root.answer(house.representative, promise)
    first, second = promise.measures
    first.give_up("Det ble for dyrt.")
    assert not matter.is_finished
    second.report_done("Gjort.")
    second.confirm()
    assert matter.is_finished


def test_what_was_done_can_be_disputed_for_ninety_days(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter = house.published()
    measure = answer(matter.root, Verdict.YES).measures[0]
    measure.report_done("Gjort.")
    measure.confirm()
    db.session.commit()
    travel_to("2026-02-15 10:00")
    assert measure.can(MeasureAct.DISPUTE)
    travel_to("2026-02-16 10:00")
    with pytest.raises(RuleBroken):
        measure.dispute("Den er borte.")
    assert matter.is_finished


def test_no_number_is_used_twice_and_each_year_begins_anew(
    house: Travelling, travel_to: TravelTo
) -> None:
    first = house.raised()
    first.withdraw()
    assert [first.number, house.raised().number] == ["1/2025", "2/2025"]
    travel_to("2026-01-02 10:00")
    assert house.raised().number == "1/2026"
    assert Matter.numbered(2025, 1) is first
    assert Matter.numbered(2026, 2) is None


def in_three_months() -> date:
    return in_a_month() + timedelta(days=61)
