"""What anybody may read of the votes: of few, of the board and of one mind nothing."""

from collections.abc import Sequence

import pytest

from kimvoice.elections.publication import Told, told
from kimvoice.elections.states import State
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing

pytestmark = on_sqlite


def told_of(
    electing: Electing, votes: Sequence[int], *, figures_public: bool = False
) -> Told:
    held = electing.election(
        State.PUBLISHED,
        voters=12,
        candidates=3,
        votes=votes,
        figures_public=figures_public,
    )
    return told(held.election)


def test_how_many_voted_is_told(electing: Electing) -> None:
    assert told_of(electing, (4, 2, 1)) == Told(slips=8, marks=8, on_roll=12)


def test_of_fewer_than_six_only_that_they_were_few(electing: Electing) -> None:
    assert told_of(electing, (3, 1, 0)) == Told(on_roll=12, is_few=True)


def test_where_no_more_than_five_could_vote_not_even_that(electing: Electing) -> None:
    held = electing.election(State.PUBLISHED, voters=5, votes=(3, 1, 0))
    assert told(held.election) == Told(on_roll=5)


def test_figures_that_were_chosen_beforehand_are_told(electing: Electing) -> None:
    given = told_of(electing, (5, 4, 2), figures_public=True)
    assert given.votes is not None
    assert [votes for _, votes in given.votes] == [5, 4, 2]
    assert (given.blanks, given.rejected) == (1, 0)


def test_figures_that_nobody_chose_are_not(electing: Electing) -> None:
    assert told_of(electing, (5, 4, 2)).votes is None


@pytest.mark.parametrize("votes", [(5, 3, 1), (10, 1, 0), (11, 0, 0)])
def test_figures_of_few_or_of_one_mind_are_not(
    electing: Electing, votes: Sequence[int]
) -> None:
    given = told_of(electing, votes, figures_public=True)
    assert given == Told(slips=sum(votes) + 1, marks=sum(votes) + 1, on_roll=12)


NOT_YET = (State.CLOSED, State.COUNTED)


@pytest.mark.parametrize("state", NOT_YET)
def test_nothing_is_told_before_it_is_published(
    electing: Electing, state: State
) -> None:
    assert told(electing.election(state, voters=12).election) == Told()
