"""What everybody may read, a piece at a time."""

import re
from collections.abc import Callable

import pytest

from kimvoice.core.db import db
from kimvoice.core.pieces import LENGTH
from kimvoice.forum.states import Outcome, Reason
from kimvoice.suggestions import lists, said_and_done
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import PUBLIC, State, Verdict
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.questions import asked_of_the_database
from tests.suggestions.leafing import answer, pieces
from tests.visitor import Visit

pytestmark = on_sqlite

WRONG_KEYS = (
    "",
    "2025-W47",
    "2025-W47-12",
    "2025-W47-123456-1",
    "9999-W99-999999",
    "0000-W00-000000",
    "2025-02-31",
    "２０２５-W47-123456",
    "\0",
    "<script>",
    "😀" * 3000,
)


@pytest.fixture(autouse=True)
def _time_stands_still(travel_to: TravelTo) -> None:
    pass


def shown_on(page: str) -> list[int]:
    return [int(found) for found in re.findall(r'href="/forslag/(\d{6})"', page)]


def told(make: Make, count: int, state: State = State.PUBLISHED) -> list[Suggestion]:
    return [make.suggestion(state) for _ in range(count)]


# The published ones


def test_a_piece_has_twenty_and_the_link_leads_to_the_rest(
    visit: Visit, make: Make
) -> None:
    numbers = sorted(each.number for each in told(make, 2 * LENGTH + 1))
    found = [
        shown_on(page) for page in pieces(visit(), "/forslag", "Vis flere forslag")
    ]
    assert [len(page) for page in found] == [LENGTH, LENGTH, 1]
    assert sum(found, []) == numbers


def test_exactly_twenty_lead_nowhere(visit: Visit, make: Make) -> None:
    told(make, LENGTH)
    assert "Vis flere forslag" not in visit().get("/forslag").text


def test_the_key_names_the_week_and_the_number_of_the_last_one(
    visit: Visit, make: Make
) -> None:
    numbers = sorted(each.number for each in told(make, LENGTH + 1))
    shown = visit().get("/forslag").text
    assert f"/forslag?status=all&amp;etter=2025-W47-{numbers[LENGTH - 1]}" in shown


def test_what_is_published_between_two_pages_neither_hides_nor_doubles_a_row(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    there = {each.number for each in told(make, 2 * LENGTH)}
    found: list[int] = []
    for when in ("2025-11-18 10:00", "2025-11-24 10:00", "2025-12-01 10:00"):
        travel_to(when)
        told(make, 7)
    there |= {it.number for it in db.session.scalars(Suggestion.published()).unique()}
    for turn, page in enumerate(pieces(visit(), "/forslag", "Vis flere forslag")):
        found.extend(shown_on(page))
        travel_to(f"2025-12-{2 + turn:02} 10:00")
        told(make, 3)
    assert len(found) == len(set(found)), "none is shown twice"
    assert there <= set(found), "none is lost"


def test_who_is_withdrawn_between_two_pages_takes_no_other_along(
    visit: Visit, make: Make
) -> None:
    ordered = sorted(told(make, LENGTH + 5), key=lambda it: it.number)
    leafing = pieces(visit(), "/forslag", "Vis flere forslag")
    next(leafing)
    for gone in (ordered[0], ordered[LENGTH - 1]):
        gone.withdraw("2025-W47")
    db.session.commit()
    assert shown_on(next(leafing)) == [it.number for it in ordered[LENGTH:]]


@pytest.mark.parametrize("state", PUBLIC)
def test_one_chooses_by_status_and_nothing_else(
    visit: Visit, make: Make, state: State
) -> None:
    suggestions = [make.suggestion(each) for each in State]
    shown = visit().get(f"/forslag?status={state}&department=1&avdeling=1")
    assert shown_on(shown.text) == [
        it.number for it in suggestions if it.state is state
    ]
    form = re.search(r'<form class="filter.+?</form>', shown.text, re.DOTALL)
    assert form
    assert set(re.findall('name="(.+?)"', form[0])) == {"status"}
    assert re.findall('value="(.+?)" checked', form[0]) == [state.value]


def test_the_choice_goes_along_to_the_next_piece(visit: Visit, make: Make) -> None:
    told(make, LENGTH + 1, State.ANSWERED)
    told(make, 3)
    start = "/forslag?status=answered"
    found = [shown_on(page) for page in pieces(visit(), start, "Vis flere forslag")]
    assert [len(page) for page in found] == [LENGTH, 1]


@pytest.mark.parametrize("path", ["/forslag", "/du-sa-vi-gjorde"])
def test_open_lists_show_no_counts(visit: Visit, make: Make, path: str) -> None:
    for days_ago in range(23):
        answer(make, "Kan vi få lys?", days_ago)
    words = re.sub("<[^>]+>", " ", visit().get(path).text)
    assert "Kan vi få lys?" in words or "Forslag" in words
    assert not re.search(r"\b(2[0123]|3|1)\b(?!\.)", words)


def test_each_emptiness_has_its_own_words(visit: Visit, make: Make) -> None:
    nothing = visit().get("/forslag").text
    assert "Ingen forslag ennå. Vil du komme med det første?" in nothing
    assert "<fieldset" not in nothing, "there is nothing to choose from"
    told(make, 1)
    none_done = visit().get("/forslag?status=done").text
    assert "Det er ingen her nå under «Gjort»." in none_done
    assert "Vis alle" in none_done
    beyond = visit().get("/forslag?etter=1999-W01-123456").text
    assert "Det er ikke flere her." in beyond


@pytest.mark.parametrize("key", WRONG_KEYS)
@pytest.mark.parametrize("path", ["/forslag", "/du-sa-vi-gjorde", "/min/forslag"])
def test_a_wrong_key_or_word_counts_as_not_said(
    visit: Visit, make: Make, path: str, key: str
) -> None:
    answer(make, "Kan vi få lys?")
    visitor = visit(as_=make.representative()) if "/min" in path else visit()
    for name in ("etter", "status"):
        shown = visitor.get(path, query_string={name: key})
        assert shown.status_code == 200
        there = "Kan vi få lys?" in shown.text or "Forslag 1" in shown.text
        assert (
            there
            or shown.text.count("/forslag/")
            or "Det er ikke flere" in (shown.text)
        )


# «Du sa – vi gjorde»

KEPT: dict[str, tuple[State, Verdict]] = {
    "På vei": (State.ANSWERED, Verdict.YES),
    "Gjort": (State.DONE, Verdict.YES),
    "Ble ikke gjort": (State.NOT_DONE, Verdict.YES),
    "Nei": (State.ANSWERED, Verdict.NO),
    "Ikke nå": (State.ANSWERED, Verdict.NOT_NOW),
}


def answer_each(make: Make) -> list[Answer]:
    """Every outcome, and every one of them withdrawn afterwards."""
    for withdrawn in (False, True):
        for text, (state, verdict) in KEPT.items():
            suggestion = make.suggestion(State.PUBLISHED)
            suggestion.give(make.answer(verdict, asked_in_short=f"{text}?"))
            suggestion.approve_answer(make.representative())
            if state is State.DONE:
                suggestion.confirm_done()
            elif state is State.NOT_DONE:
                suggestion.confirm_not_done("Rommet ble brukt til noe annet.")
            if withdrawn:
                suggestion.withdraw("2025-W47")
    db.session.commit()
    return list(db.session.scalars(Answer.approved()))


OF_SUGGESTIONS = sorted(set(Outcome) - {Outcome.NOTED})


@pytest.mark.parametrize("outcome", OF_SUGGESTIONS)
def test_rows_come_to_what_the_answer_says_it_came_to(
    make: Make, outcome: Outcome
) -> None:
    answers = answer_each(make)
    query = Answer.approved().where(Answer.came_to() == outcome.value)
    found = list(db.session.scalars(query))
    assert found == [it for it in answers if it.outcome is outcome]
    assert found


@pytest.mark.parametrize(
    ("word", "there"),
    [
        ("all", set(KEPT)),
        ("done", {"Gjort"}),
        ("under_way", {"På vei"}),
        ("no", {"Nei", "Ikke nå", "Ble ikke gjort"}),
    ],
)
def test_one_chooses_by_what_came_of_it(
    visit: Visit, make: Make, word: str, there: set[str]
) -> None:
    for it in answer_each(make):
        if it.suggestion.state is State.WITHDRAWN:
            db.session.delete(it)
    shown = visit().get(f"/du-sa-vi-gjorde?status={word}").text
    assert {text for text in KEPT if f">{text}?<" in shown} == there


def test_answers_are_leafed_through_in_whole_days(visit: Visit, make: Make) -> None:
    days = [0] * 3 + [1] * (LENGTH + 2) + [2] + [3] * LENGTH
    for number, days_ago in enumerate(days):
        answer(make, f"Spørsmål nummer {number:02}?", days_ago)
    found = [
        re.findall(r"Spørsmål nummer (\d\d)", page)
        for page in pieces(visit(), "/du-sa-vi-gjorde", "Vis flere svar")
    ]
    assert [len(page) for page in found] == [LENGTH + 5, LENGTH + 1]
    assert sorted(sum(found, [])) == [f"{number:02}" for number in range(len(days))]


def test_no_address_says_which_suggestion_was_answered(
    visit: Visit, make: Make
) -> None:
    answered = [answer(make, "Kan vi få lys?", days) for days in range(LENGTH + 2)]
    shown = visit().get("/du-sa-vi-gjorde").text
    assert "etter=2025-10-29" in shown
    assert not [it for it in answered if str(it.number) in shown]


def test_without_answers_the_page_says_so(visit: Visit, make: Make) -> None:
    assert "Ingen svar ennå." in visit().get("/du-sa-vi-gjorde").text
    answer(make, "Kan vi få lys?")
    shown = visit().get("/du-sa-vi-gjorde?status=done").text
    assert "Det er ingen her nå under «Gjort»." in shown


LISTED: dict[str, Callable[[], object]] = {
    "published": lambda: [
        (it.published_words, it.department, it.answer and it.answer.by.name)
        for it in lists.published(lists.PUBLISHED[0], "").rows
    ],
    "answered": lambda: [
        it.outcome for it in said_and_done.answered(said_and_done.SHELVES[0], "").rows
    ],
    "board": lambda: [it.outcome for it in said_and_done.side(1).answers],
    "sheet": lambda: [it.outcome for it in said_and_done.month("").answers],
}


@pytest.mark.parametrize("name", LISTED)
def test_a_longer_list_asks_no_more(make: Make, name: str) -> None:
    def asked() -> list[str]:
        db.session.expunge_all()
        with asked_of_the_database() as asked:
            assert LISTED[name]()
        return asked

    def more() -> None:
        for _ in range(2):
            suggestion = make.suggestion(State.PUBLISHED)
            suggestion.give(make.answer(Verdict.YES, reason=Reason.OTHER))
            suggestion.approve_answer(make.representative())
        db.session.commit()

    more()
    few = asked()
    more()
    assert len(asked()) == len(few)
    assert not any("key_for_readers" in each for each in few)
