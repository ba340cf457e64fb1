"""An answer finds its way back to whoever asked first (DESIGN 7)."""

import pytest

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.states import State, Verdict
from tests.factories import Make
from tests.travelling import Travelling, answer, lay_out


@pytest.fixture
def house(make: Make) -> Travelling:
    return Travelling.furnished(make)


def test_an_answer_of_the_board_is_read_out_at_each_hop(house: Travelling) -> None:
    matter = house.at(house.kim_forum, house.team, house.board)
    root, kim_forum, team, board = matter.considerations
    answer(board, Verdict.YES)
    assert [it.state for it in matter.considerations] == [
        State.FORWARDED,
        State.FORWARDED,
        State.FORWARDED,
        State.ANSWERED,
    ]
    lay_out(house.team)
    assert (team.state, board.state) == (State.ANSWERED, State.READ_OUT)
    lay_out(house.kim_forum)
    assert (kim_forum.state, team.state) == (State.ANSWERED, State.READ_OUT)
    assert root.is_open
    kim_forum.read_out(house.representative)
    assert (root.state, kim_forum.state) == (State.READ_OUT, State.READ_OUT)
    assert root.answers == [board.own_answer]
    assert not matter.is_finished, "what was promised is not done yet"


def test_nobody_reads_out_an_answer_that_is_not_there(house: Travelling) -> None:
    matter = house.at(house.kim_forum)
    with pytest.raises(RuleBroken):
        matter.considerations[-1].read_out(house.representative)


def test_it_is_asked_again_once_at_each_level(house: Travelling) -> None:
    matter = house.at(house.kim_forum)
    first = matter.considerations[-1]
    answer(first)
    first.ask_again(house.representative, "Hva med en kort pause?")
    again = matter.considerations[-1]
    assert (matter.root.state, first.state) == (State.FORWARDED, State.READ_OUT)
    answer(again)
    assert not again.can_ask_again
    with pytest.raises(RuleBroken, match="én gang"):
        again.ask_again(house.representative, "Og nå?")
    again.read_out(house.representative)
    assert matter.root.answers == [again.own_answer]
    assert matter.is_finished


def test_whoever_asked_first_sums_several_answers_up(house: Travelling) -> None:
    matter = house.published()
    house.sent_to_both(matter)
    root, first, _second = matter.considerations
    assert (root.state, root.is_to_sum_up) == (State.RECEIVED, True)
    assert root.responsible == house.representative
    assert root.due >= house.forum.answer_by(clock.today())
    own = answer(root)
    assert (root.answers, matter.is_finished) == ([own], True)
    with pytest.raises(RuleBroken, match="alt svart i saken"):
        first.ask_again(house.representative, "Er det sikkert?")


def test_whoever_asked_first_sends_on_after_several_answers(house: Travelling) -> None:
    matter = house.published()
    house.sent_to_both(matter)
    matter.root.forward(house.representative, [house.kim_forum], "Kan dere si ja?")
    visit = matter.considerations[-1]
    assert matter.root.waits_for == [visit]
    answer(visit)
    visit.read_out(house.representative)
    assert len(matter.root.answers) == 3
    assert matter.root.is_to_sum_up
