"""What readers and leaders do with a suggestion, and what is refused."""

from collections.abc import Callable

import pytest

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.states import Outcome
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import PUBLIC, Audience, DeclineReason, State, Verdict
from kimvoice.suggestions.threads import EntryKind
from tests.conftest import TravelTo
from tests.factories import Make

Verb = Callable[[Suggestion, Make], None]


def _raise(suggestion: Suggestion) -> None:
    suggestion.raise_matter("Samling", "Når skal vi ha samling?")


VERBS: dict[str, tuple[Verb, set[State]]] = {
    "take": (lambda it, make: it.take(make.representative()), {State.RECEIVED}),
    "give back": (lambda it, make: it.give_back(), {State.READING}),
    "ask": (lambda it, make: it.ask(make.representative(), "?"), {State.READING}),
    "publish": (lambda it, make: it.publish(), {State.READING}),
    "decline": (
        lambda it, make: it.decline(make.representative(), DeclineReason.OTHER, "x"),
        {State.READING},
    ),
    "close": (lambda it, make: it.close(make.representative(), "x"), {State.READING}),
    "raise": (
        lambda it, _make: _raise(it),
        {State.READING, State.PUBLISHED},
    ),
    "answer": (lambda it, make: it.give(make.answer()), {State.PUBLISHED}),
    "confirm done": (lambda it, make: it.confirm_done(), {State.ANSWERED}),
    "confirm not done": (lambda it, make: it.confirm_not_done("x"), {State.ANSWERED}),
    "withdraw": (
        lambda it, make: it.withdraw("2025-W47"),
        set(State) - {State.WITHDRAWN},
    ),
    "write": (
        lambda it, make: it.receive("x", "n", "2025-W47"),
        set(State) - {State.WITHDRAWN},
    ),
}


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_goes_only_from_where_the_table_says(make: Make, verb: str) -> None:
    act, allowed = VERBS[verb]
    for state in State:
        suggestion = make.suggestion(state)
        assert suggestion.state is state
        if state in allowed:
            act(suggestion, make)
        else:
            entries = len(suggestion.entries)
            with pytest.raises(RuleBroken):
                act(suggestion, make)
            assert suggestion.state is state
            assert len(suggestion.entries) == entries
        db.session.rollback()


def test_who_takes_it_is_known_until_it_is_given_back(make: Make) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    holders = [suggestion.taken_by]
    suggestion.give_back()
    assert [*holders, suggestion.taken_by] == [reader, None]
    assert suggestion.can_take


@pytest.mark.parametrize("audience", [Audience.MAY_RAISE, Audience.GO_NO_FURTHER])
def test_only_what_everybody_may_read_can_be_published(
    make: Make, audience: Audience
) -> None:
    suggestion = make.suggestion(State.READING, audience=audience)
    assert not suggestion.can_publish
    with pytest.raises(RuleBroken):
        suggestion.publish()
    assert suggestion.state is State.READING
    assert suggestion.published_words is None


def test_the_author_s_words_are_published_unchanged(make: Make) -> None:
    words = "  Kaffe\n\n<b>og</b> kaker ☕ "
    assert make.suggestion(State.PUBLISHED, text=words).published_words == words


def test_what_was_sent_in_two_versions_is_published_in_both(make: Make) -> None:
    suggestion = make.suggestion(State.READING, text="Først")
    suggestion.hear_again(make.slip(suggestion, "Så dette"), suggestion.week)
    suggestion.hear_again(make.slip(suggestion, "Så dette"), suggestion.week)
    suggestion.receive("Bare til dere", "n", suggestion.week)
    suggestion.publish()
    assert suggestion.published_words == "Først\n\nSå dette"


@pytest.mark.parametrize("state", State)
def test_words_are_for_everybody_in_public_states_alone(
    make: Make, state: State
) -> None:
    suggestion = make.suggestion(state)
    assert bool(suggestion.published_words) == (state in PUBLIC)
    published = list(db.session.scalars(Suggestion.published()).unique())
    assert published == ([suggestion] if state in PUBLIC else [])


def test_published_ones_come_newest_week_first_then_in_the_order_of_the_lot(
    make: Make, travel_to: TravelTo
) -> None:
    early = [make.suggestion(State.PUBLISHED) for _ in range(3)]
    travel_to("2025-11-24 10:00")
    late = [make.suggestion(State.PUBLISHED) for _ in range(3)]
    shown = [each.number for each in db.session.scalars(Suggestion.published())]
    by_lot = [sorted(each.number for each in week) for week in (late, early)]
    assert shown == by_lot[0] + by_lot[1]


def test_withdrawing_takes_every_word_away_and_leaves_the_answer(make: Make) -> None:
    suggestion = make.suggestion(State.ANSWERED)
    suggestion.receive("Takk!", "n", suggestion.week)
    suggestion.withdraw("2025-W48")
    db.session.commit()
    assert suggestion.entries == []
    assert suggestion.published_words is None
    assert suggestion.answer is not None
    assert suggestion.closed_week == "2025-W48"
    assert db.session.query(type(suggestion.open_thread)).count() == 1


def test_a_question_a_refusal_and_a_last_word_are_signed_the_author_s_are_not(
    make: Make,
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    suggestion.ask(reader, "Hvor?")
    suggestion.receive("På kjøkkenet", "n", suggestion.week)
    suggestion.close(reader, "Takk")
    signed = [(entry.kind, entry.words, entry.by) for entry in suggestion.entries]
    assert signed[1:] == [
        (EntryKind.QUESTION, "Hvor?", reader),
        (EntryKind.MESSAGE, "På kjøkkenet", None),
        (EntryKind.CLOSED, "Takk", reader),
    ]


def test_a_deleted_thread_says_so(make: Make) -> None:
    suggestion = make.suggestion(State.PUBLISHED)
    suggestion.forget()
    with pytest.raises(RuleBroken):
        suggestion.receive("Hei", "n", "2025-W47")
    assert suggestion.entries == []


# A promise


def test_only_a_yes_can_be_reported_on(make: Make) -> None:
    suggestion = make.suggestion(State.PUBLISHED)
    suggestion.give(make.answer(Verdict.NO))
    assert not suggestion.can_report
    for report in (suggestion.confirm_done, lambda: suggestion.confirm_not_done("x")):
        with pytest.raises(RuleBroken):
            report()
    assert suggestion.state is State.ANSWERED


def test_a_promise_kept_and_one_not_kept(make: Make) -> None:
    kept, broken = (make.suggestion(State.ANSWERED) for _ in range(2))
    assert kept.can_report
    kept.confirm_done()
    broken.confirm_not_done("Taket lekket.")
    assert (kept.state, broken.state) == (State.DONE, State.NOT_DONE)
    assert broken.answer is not None
    assert broken.answer.why_not_done == "Taket lekket."
    assert not kept.can_report


def test_a_promise_outlives_the_words_that_it_answered(make: Make) -> None:
    kept, due = make.suggestion(State.DONE), make.suggestion(State.ANSWERED)
    for suggestion in (kept, due):
        suggestion.withdraw("2025-W47")
    assert kept.answer is not None
    assert due.answer is not None
    before = [kept.answer.outcome, due.answer.outcome]
    due.confirm_not_done("Taket lekket.")
    assert [*before, due.answer.outcome] == [
        Outcome.DONE,
        Outcome.UNDER_WAY,
        Outcome.NOT_DONE,
    ]
    assert (due.state, due.closed_week) == (State.WITHDRAWN, "2025-W47")
    assert not due.can_report


def test_a_reader_approves_the_short_words_once(make: Make) -> None:
    suggestion = make.suggestion(State.ANSWERED)
    can = [suggestion.can_approve_answer]
    reader = make.representative()
    suggestion.approve_answer(reader)
    assert [*can, suggestion.can_approve_answer] == [True, False]
    with pytest.raises(RuleBroken):
        suggestion.approve_answer(reader)
    with pytest.raises(RuleBroken):
        make.suggestion(State.PUBLISHED).approve_answer(reader)
