"""What comes out when the mailbox is emptied."""

import pytest

from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions import mailbox
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import Audience, DeclineReason, Helped, State
from tests.conftest import FRIDAY_BEFORE, TravelTo
from tests.factories import Make
from tests.suggestions.author import (
    FRIDAY,
    NEXT_FRIDAY,
    WEEK,
    Author,
    all_suggestions,
)

EVERYBODY, MAY_RAISE, NO_FURTHER = Audience


@pytest.fixture(autouse=True)
def _time_stands_still(travel_to: TravelTo) -> None:
    pass


def test_a_suggestion_comes_out_as_it_was_written(travel_to: TravelTo) -> None:
    author = Author().sends("Kaffe\n\nog <b>kaker</b> ☕", MAY_RAISE)
    travel_to(FRIDAY)
    mailbox.tick()
    [found] = all_suggestions()
    assert found == author.suggestion
    assert author.said == ["Kaffe\n\nog <b>kaker</b> ☕"]
    assert (found.state, found.audience) == (State.RECEIVED, MAY_RAISE)
    assert (found.week, found.department) == (WEEK, None)


def test_a_slip_sent_twenty_times_is_one_suggestion(travel_to: TravelTo) -> None:
    author = Author()
    for _ in range(20):
        author.sends()
    travel_to(FRIDAY)
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]
    assert len(author.said) == 1


def test_the_same_code_with_changed_words_is_one_suggestion_with_both(
    travel_to: TravelTo,
) -> None:
    author = Author().sends("Først").sends("Så dette")
    travel_to(FRIDAY)
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]
    assert sorted(author.said) == ["Først", "Så dette"]


def test_also_across_two_rounds_and_the_same_words_once(travel_to: TravelTo) -> None:
    author = Author().sends("Først")
    travel_to(FRIDAY)
    mailbox.tick()
    author.sends("Først").sends("Så dette")
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]
    assert author.said == ["Først", "Så dette"]
    assert author.suggestion.week == WEEK


@pytest.mark.parametrize(
    ("first", "then", "kept"),
    [
        (EVERYBODY, NO_FURTHER, NO_FURTHER),
        (NO_FURTHER, EVERYBODY, NO_FURTHER),
        (EVERYBODY, MAY_RAISE, MAY_RAISE),
        (MAY_RAISE, NO_FURTHER, NO_FURTHER),
    ],
)
def test_of_two_choices_who_may_read_the_one_that_shows_less_counts(
    travel_to: TravelTo, first: Audience, then: Audience, kept: Audience
) -> None:
    author = Author().sends(audience=first).sends(audience=then)
    travel_to(FRIDAY)
    mailbox.tick()
    assert author.suggestion.audience is kept


def test_who_takes_the_department_back_is_heard_and_holds_nobody_up(
    make: Make, travel_to: TravelTo
) -> None:
    department = make.department(active=10)
    author = Author().sends(department=department.id).sends()
    another = Author().sends()
    travel_to(FRIDAY)
    mailbox.tick()
    assert another.finds
    assert author.suggestion.department is None


def test_a_department_large_enough_is_kept(make: Make, travel_to: TravelTo) -> None:
    department = make.department(active=10)
    author = Author().sends(department=department.id)
    travel_to(FRIDAY)
    mailbox.tick()
    assert author.suggestion.department == department


def test_a_department_that_became_too_small_is_not_stored(
    make: Make, travel_to: TravelTo
) -> None:
    department = make.department(active=10)
    author = Author().sends(department=department.id)
    Person.holding(RoleKind.PARTICIPANT)[0].roles[0].ends = FRIDAY_BEFORE
    db.session.commit()
    travel_to(FRIDAY)
    mailbox.tick()
    assert author.suggestion.department is None


@pytest.mark.parametrize("forged", [0, 4711, -1, 10**30])
def test_a_forged_department_is_not_stored(travel_to: TravelTo, forged: int) -> None:
    author = Author().sends(department=forged)
    travel_to(FRIDAY)
    mailbox.tick()
    assert author.suggestion.department is None


# What is sent with the code


def answered(make: Make, suggestion: Suggestion) -> None:
    reader = make.representative()
    suggestion.take(reader)
    suggestion.publish()
    suggestion.give(make.answer())
    db.session.commit()


@pytest.mark.parametrize("order", [1, -1])
def test_of_two_that_differ_on_whether_it_helped_the_more_critical_counts(
    make: Make, travel_to: TravelTo, order: int
) -> None:
    author = Author(make.code(make.suggestion(State.ANSWERED)))
    for said in (Helped.YES, Helped.NO)[::order]:
        author.says_it_helped(said)
    travel_to(FRIDAY)
    mailbox.tick()
    assert author.suggestion.helped is Helped.NO


def test_nothing_helped_before_there_was_an_answer(
    make: Make, travel_to: TravelTo
) -> None:
    author = Author(make.code(make.suggestion())).says_it_helped(Helped.YES)
    travel_to(FRIDAY)
    mailbox.tick()
    assert author.suggestion.helped is None


def test_messages_take_effect_when_the_mailbox_is_emptied(
    make: Make, travel_to: TravelTo
) -> None:
    author = Author().sends()
    travel_to(FRIDAY)
    mailbox.tick()
    answered(make, author.suggestion)
    author.writes("Takk!").says_it_helped(Helped.PARTLY)
    travel_to("2025-11-24 10:00")
    mailbox.tick()
    assert (author.written, author.suggestion.helped) == ([], None)
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert (author.written, author.suggestion.helped) == (["Takk!"], Helped.PARTLY)
    assert [entry.week for entry in author.suggestion.entries] == [WEEK, "2025-W48"]


def test_a_message_sent_twice_is_one_also_across_two_rounds(
    travel_to: TravelTo,
) -> None:
    author = Author().sends().writes("Takk!").writes("Takk!")
    travel_to(FRIDAY)
    mailbox.tick()
    author.writes("Takk!")
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert author.written == ["Takk!"]


def test_the_same_words_from_another_form_are_said_again(travel_to: TravelTo) -> None:
    author = Author().sends().writes("Takk!", "form 1").writes("Takk!", "form 2")
    travel_to(FRIDAY)
    mailbox.tick()
    assert author.written == ["Takk!", "Takk!"]


def test_a_message_heard_before_does_not_open_again_what_was_declined(
    make: Make, travel_to: TravelTo
) -> None:
    author = Author().sends().writes("Takk!")
    travel_to(FRIDAY)
    mailbox.tick()
    reader = make.representative()
    author.suggestion.take(reader)
    author.suggestion.decline(reader, DeclineReason.OTHER, "Takk, men nei.")
    db.session.commit()
    author.writes("Takk!")
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert author.suggestion.state is State.DECLINED


def test_a_new_message_opens_again_what_was_declined(
    make: Make, travel_to: TravelTo
) -> None:
    suggestion = make.suggestion(State.DECLINED)
    author = Author(make.code(suggestion)).writes("Men …")
    travel_to(FRIDAY)
    mailbox.tick()
    assert author.suggestion.state is State.READING
    assert author.suggestion.thread_deleted_on is None
    assert author.suggestion.decline_reason is None


def test_what_is_withdrawn_in_its_own_round_is_never_shown(
    travel_to: TravelTo,
) -> None:
    author = Author().withdraws().sends("Nei, glem det").writes("Unnskyld")
    travel_to(FRIDAY)
    mailbox.tick()
    assert author.suggestion.state is State.WITHDRAWN
    assert author.suggestion.entries == []


def test_what_comes_after_a_withdrawal_changes_nothing_and_holds_nobody_up(
    travel_to: TravelTo,
) -> None:
    author = Author().sends().withdraws()
    travel_to(FRIDAY)
    mailbox.tick()
    author.sends("Likevel").writes("Hei").withdraws()
    another = Author().sends()
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert author.suggestion.entries == []
    assert another.finds


def test_a_code_that_opens_nothing_holds_nobody_up(travel_to: TravelTo) -> None:
    Author().writes("Hei")
    Author().withdraws()
    author = Author().sends()
    travel_to(FRIDAY)
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]
