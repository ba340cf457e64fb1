"""Du sa – vi gjorde: what was answered to suggestions, and what meetings answered."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.pieces import LENGTH, Piece
from kimvoice.forum import outcomes
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.measures import Measure
from kimvoice.forum.states import Elsewhere, Outcome, Verdict
from kimvoice.suggestions import said_and_done
from kimvoice.suggestions.said_and_done import SHELVES, Told
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.questions import asked_of_the_database
from tests.suggestions.leafing import answer as answered
from tests.travelling import Travelling, answer, in_a_month, lay_out
from tests.visitor import Visit

ON_STREET = ("/", "/du-sa-vi-gjorde", "/tavle", "/tavle/papir")


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def _keep(it: Measure) -> None:
    it.report_done("Ja.")
    it.confirm()


WAYS: dict[str, Callable[[Measure], None]] = {
    "promised": lambda _it: None,
    "reported": lambda it: it.report_done("Ja."),
    "kept": _keep,
    "given up": lambda it: it.give_up("Det er ikke penger."),
}


def told(house: Travelling, text: str, verdict: Verdict = Verdict.NO) -> MatterAnswer:
    """The forum has answered by itself, and the words are approved."""
    given = answer(house.published(title=text).root, verdict)
    given.asked_in_short = text
    given.approve(house.representative, given.in_short)
    db.session.commit()
    return given


def asked_on(piece: Piece[Told]) -> list[str]:
    return [it.asked_in_short for it in piece.rows]


@on_sqlite
def test_what_meetings_answer_stands_beside_what_leaders_answer(
    visit: Visit, make: Make, house: Travelling
) -> None:
    answered(make, "Kan vi få lys?", 1)
    told(house, "Kan vi få en pause til?")
    answered(make, "Kan vi få lunsj?", 2)
    for path in ON_STREET:
        page = visit().get(path).text
        found = [page.find(each) for each in ("en pause til?", "få lys?", "få lunsj?")]
        assert -1 not in found, path
        assert found == sorted(found), "newest first"


@on_sqlite
def test_only_approved_words_of_what_stands_outside_are_read(
    visit: Visit, house: Travelling
) -> None:
    words = "Kan vi få en pause til?"
    given = told(house, words)
    assert words in visit().get("/tavle").text
    given.approved_by = None
    for path in ON_STREET:
        assert words not in visit().get(path).text, path
    given.approve(house.representative, given.in_short)
    matter = given.consideration.matter
    published, matter.published_on = matter.published_on, None
    for path in ON_STREET:
        assert words not in visit().get(path).text, path
    matter.published_on = published
    assert words in visit().get("/tavle").text


@on_sqlite
def test_of_a_matter_about_somebody_nothing_is_left_on_the_wall(
    visit: Visit, house: Travelling
) -> None:
    matter = house.at(house.kim_forum)
    given = answer(matter.considerations[-1])
    given.approve(house.representative, given.in_short)
    words = given.asked_in_short
    db.session.commit()
    assert words in visit().get("/tavle").text
    matter.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "–")
    for path in ON_STREET:
        assert words not in visit().get(path).text, path


@on_sqlite
def test_an_answer_that_was_passed_on_stands_once(house: Travelling) -> None:
    matter = house.at(house.kim_forum, house.team, house.board)
    given = answer(matter.considerations[-1])
    given.approve(house.representative, given.in_short)
    lay_out(house.team)
    lay_out(house.kim_forum)
    db.session.flush()
    assert said_and_done.answered(SHELVES[0], "").rows == [given]


@on_sqlite
def test_the_wall_names_nobody_and_no_matter(
    visit: Visit, house: Travelling, travel_to: TravelTo
) -> None:
    given = told(house, "Kan vi få en pause til?", Verdict.YES)
    measure = given.measures[0]
    measure.doer = house.participant
    measure.give_up("Olga Prøvesen ville ikke.")
    names = [it.name for it in (house.participant, house.representative, given.by)]
    matter = given.consideration.matter
    secret = [*names, "Olga", measure.what, given.words, matter.number, matter.text]
    for path in ON_STREET:
        page = visit().get(path).text
        assert "Kan vi få en pause til?" in page
        assert "Ble ikke gjort" in page
        assert not [it for it in secret if it in page], path


@on_sqlite
def test_the_wall_says_when_it_should_have_been_done_first(
    visit: Visit, house: Travelling, travel_to: TravelTo
) -> None:
    given = told(house, "Kan vi få en pause til?", Verdict.YES)
    travel_to("2026-01-12 10:00")
    assert "skulle vært gjort onsdag 17. desember 2025." in visit().get("/tavle").text
    given.measures[0].postpone(clock.today() + timedelta(days=3), "Den ene er syk.")
    assert "Forsinket." not in visit().get("/tavle").text
    travel_to("2026-01-19 10:00")
    assert "skulle vært gjort onsdag 17. desember 2025." in visit().get("/tavle").text


def test_rows_come_to_what_a_meetings_answer_says_it_came_to(house: Travelling) -> None:
    """On both databases: of what it promised, each may have gone its own way."""

    for verdict in Verdict:
        told(house, f"{verdict}?", verdict)
    for first in WAYS.values():
        for second in WAYS.values():
            given = told(house, "To ting?", Verdict.PARTLY)
            doer = house.manager
            given.measures.append(Measure.promised("Mer.", doer, in_a_month()))
            first(given.measures[0])
            second(given.measures[1])
    nothing = told(house, "Ingenting?", Verdict.YES)
    nothing.measures.clear()
    db.session.commit()
    every = set(db.session.scalars(outcomes.told()))
    assert len(every) == len(Verdict) + len(WAYS) ** 2 + 1
    for outcome in Outcome:
        rows = outcomes.told().where(MatterAnswer.came_to() == outcome.value)
        found = set(db.session.scalars(rows))
        assert found == {it for it in every if it.outcome is outcome}
        assert found


def test_the_list_is_leafed_through_in_whole_days(
    make: Make, house: Travelling
) -> None:
    """On both databases, as it is asked of both tables at once."""
    written = []
    for days_ago in range(LENGTH + 2):
        text = f"Spørsmål {days_ago}?"
        if days_ago % 4:
            told(house, text).given_on -= timedelta(days=days_ago // 2)
        else:
            answered(make, text, days_ago // 2)
        written.append(text)
    db.session.commit()
    first = said_and_done.answered(SHELVES[0], "")
    second = said_and_done.answered(SHELVES[0], first.onward)
    assert (len(first.rows), second.onward) == (LENGTH, "")
    assert set(asked_on(first) + asked_on(second)) == set(written)
    assert len(second.rows) == 2
    days = [it.given_on for it in [*first.rows, *second.rows]]
    assert days == sorted(days, reverse=True)
    sides = [said_and_done.side(number).answers for number in range(1, 9)]
    assert [it.asked_in_short for side in sides for it in side] == (
        asked_on(first) + asked_on(second)
    )


@on_sqlite
def test_one_chooses_among_what_meetings_answered(house: Travelling) -> None:
    for verdict in (Verdict.YES, Verdict.NO, Verdict.NOT_NOW, Verdict.NOTED):
        told(house, verdict.value, verdict)
    found = {it.word: set(asked_on(said_and_done.answered(it, ""))) for it in SHELVES}
    assert found == {
        "all": {"yes", "no", "not_now", "noted"},
        "done": set(),
        "under_way": {"yes"},
        "no": {"no", "not_now"},
    }


@on_sqlite
def test_more_answers_of_meetings_ask_no_more(house: Travelling) -> None:
    def asked() -> int:
        db.session.expire_all()
        with asked_of_the_database() as asked:
            for it in said_and_done.answered(SHELVES[0], "").rows:
                assert it.outcome
                assert not it.late_since
        return len(asked)

    told(house, "Kan vi få lys?", Verdict.YES)
    few = asked()
    for _ in range(3):
        told(house, "Kan vi få lys?", Verdict.YES)
    assert asked() == few
