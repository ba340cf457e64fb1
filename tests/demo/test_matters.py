"""Matters in the demonstration house: each has gone a way of its own."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.demo import demo
from kimvoice.forum.bodies import Body
from kimvoice.forum.history import MatterEvent
from kimvoice.forum.models import Matter
from kimvoice.forum.states import (
    BodyKind,
    Deed,
    Origin,
    Outcome,
    Reason,
    State,
    Verdict,
)
from kimvoice.suggestions import codes, said_and_done
from kimvoice.suggestions import states as suggested
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.threads import Thread
from tests.demo.leaving import close
from tests.demo.travelled import answers, every_way_is_there, kinds, matters, visits

FORUM, KIM_FORUM = BodyKind.PARTICIPANT_FORUM, BodyKind.KIM_FORUM
TEAM, BOARD = BodyKind.LEADERSHIP_TEAM, BodyKind.BOARD


# What stands in it


def test_every_way_is_there(house: Flask) -> None:
    assert len(matters()) >= 12
    assert {it.state for it in visits()} == set(State)
    assert {it.origin for it in matters()} == set(Origin)
    assert {it.verdict for it in answers()} == set(Verdict)
    assert {it.outcome for it in answers()} == set(Outcome)
    every_way_is_there()


@pytest.mark.usefixtures("in_haste")
def test_they_have_come_as_far_on_a_leap_day(tmp_path: Path) -> None:
    """More days in tests/demo/test_demo.py."""
    with time_machine.travel(datetime(2028, 2, 29, 9, tzinfo=clock.OSLO)):
        app = demo.open_demo(tmp_path, today=None, fresh=False)
        with app.app_context():
            every_way_is_there()
        close(app)


def test_one_went_to_the_board_and_was_read_out_at_each_hop(house: Flask) -> None:
    [matter] = [it for it in matters() if BOARD in kinds(it)]
    assert kinds(matter) == [FORUM, KIM_FORUM, TEAM, BOARD]
    assert matter.is_finished
    came_back = [it for it in matter.events if it.deed is Deed.READ_OUT]
    assert [it.body.kind for it in came_back] == [TEAM, KIM_FORUM, FORUM]


def test_one_was_asked_again_and_one_was_asked_of_three_at_once(house: Flask) -> None:
    [again] = [it for it in visits() if it.again_of]
    assert again.again_of
    assert again.again_of.own_answer
    assert again.own_answer
    assert again.again_of.own_answer.verdict is Verdict.NO
    [three] = [it.root for it in matters() if len(it.root.asked) == 3]
    assert {it.body.kind for it in three.asked} == {BodyKind.DEPARTMENT_MEETING}
    assert len({it.own_answer.verdict for it in three.asked if it.own_answer}) == 3
    assert three.answers == [three.own_answer], "summed up where it began"


def test_one_was_put_off_three_times_and_each_time_they_said_why(house: Flask) -> None:
    [off] = [it for it in visits() if it.postponed]
    assert off.postponed == 3
    assert all(it.words for it in events(Deed.POSTPONED))


def test_three_no_have_different_reasons(house: Flask) -> None:
    reasons = {it.reason for it in answers() if it.verdict is Verdict.NO}
    assert reasons >= {Reason.MONEY, Reason.NAV_RULES, Reason.AFFECTS_OTHERS}


def test_one_is_the_same_as_another_and_two_have_left_no_word(house: Flask) -> None:
    assert len([it for it in matters() if it.same_as]) == 1
    stopped = [it for it in matters() if it.is_stopped]
    assert {it.root.state for it in stopped} == {State.ELSEWHERE, State.WITHDRAWN}
    assert not any(it.title or it.text for it in stopped)


def test_what_was_asked_a_year_to_half_a_year_ago_is_done_and_told_by_month(
    house: Flask,
) -> None:
    half_a_year_ago = days.months_after(clock.today(), -6)
    old = [it for it in matters() if it.root.received_on <= half_a_year_ago]
    assert len(old) >= 4
    assert all(it.is_finished for it in old)
    told = {
        f"{answer.given_on:%Y-%m}": answer for it in old for answer in it.root.answers
    }
    assert len(told) >= 4
    for month, answer in told.items():
        assert answer.outcome is Outcome.DONE
        assert answer in said_and_done.month(month).answers


def test_of_the_named_some_show_their_name(house: Flask) -> None:
    named = {it.name_shown for it in matters() if it.origin is Origin.PARTICIPANT}
    assert named == {True, False}


def test_words_are_approved_by_representatives_and_some_wait(house: Flask) -> None:
    assert {it.is_approved for it in answers()} == {True, False}
    assert len([it for it in answers() if it.is_approved]) >= 8


# Who did it


def test_everything_was_answered_by_somebody_who_may(house: Flask) -> None:
    """On their day: leaders have not changed since, and the forum goes by turn."""
    for answer in answers():
        visit = answer.consideration
        assert answer.by in visit.matter.deciders_at(visit.body)
        if answer.approved_by:
            assert answer.approved_by is not answer.by or visit.body.kind is FORUM


def test_each_body_has_who_leads_it_and_who_stands_in(house: Flask) -> None:
    for body in Body.all():
        assert body.chairs, body.name
        assert body.deputies, body.name


def test_each_body_has_met_and_will_meet_on_working_days(house: Flask) -> None:
    for body in Body.all():
        held = [it.day for it in body.meetings]
        assert held[0] < days.months_after(clock.today(), -10)
        assert clock.today() < held[-1]
        assert len(set(held)) == len(held)
        assert all(days.is_working_day(day) for day in held)


# The two that were suggestions


def test_the_codes_that_are_told_open_suggestions_that_became_matters(
    house: Flask,
) -> None:
    for code, matter in zip(demo.codes_of_matters(), from_suggestions(), strict=True):
        thread = Thread.opened_by(codes.derive(code))
        assert thread
        suggestion = db.session.get_one(Suggestion, thread.suggestion_number)
        assert suggestion.state is suggested.State.RAISED
        assert suggestion.matter is matter
    assert [it.is_finished for it in from_suggestions()] == [True, False]


def from_suggestions() -> list[Matter]:
    return [it for it in matters() if it.origin is Origin.ANONYMOUS_SUGGESTION]


# The words


def test_matters_are_written_in_short_sentences(house: Flask) -> None:
    for words in said():
        for sentence in words.replace("?", ".").split("."):
            assert len(sentence.split()) <= 18, sentence


def said() -> Iterator[str]:
    for matter in matters():
        yield from (matter.title, matter.text)
    for answer in answers():
        yield from (answer.words, answer.asked_in_short, answer.answered_in_short)
        yield from (it.what for it in answer.measures)
    yield from (it.words for deed in Deed for it in events(deed))


def events(deed: Deed) -> list[MatterEvent]:
    return [it for matter in matters() for it in matter.events if it.deed is deed]
