"""Readers take, ask, lay out, decline and close; with htmx and without."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from kimvoice.core import settings
from kimvoice.core.clock import today
from kimvoice.core.db import db
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import Audience, State
from tests.complaints.own_page import on_sqlite
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit, Visitor, form_to

pytestmark = on_sqlite

HTMX = {"HX-Request": "true"}
NOT_NOW = "Dette går ikke nå. En annen kan ha gjort noe mens du leste."
LATE = "2025-W40"


def act(
    visitor: Visitor, suggestion: Suggestion, name: str, **options: Any
) -> TestResponse:
    headers = options.pop("headers", {})
    url = f"/min/forslag/{suggestion.number}/{name}"
    answer = visitor.post(url, options, headers=headers)
    db.session.refresh(suggestion)
    return answer


BUTTONS = [
    (State.RECEIVED, "ta", State.READING, "Du har denne."),
    (State.READING, "gi-tilbake", State.RECEIVED, "Du har gitt den tilbake."),
    (State.READING, "legg-ut", State.PUBLISHED, "Forslaget er lagt ut."),
    (
        State.ANSWERED,
        "godkjenn",
        State.ANSWERED,
        "Teksten vises på Du sa – vi gjorde.",
    ),
]


@pytest.mark.parametrize(("state", "name", "after", "said"), BUTTONS)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_button_does_its_act_and_says_so(
    headers: dict[str, str],
    state: State,
    name: str,
    after: State,
    said: str,
    visit: Visit,
    make: Make,
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(state, by=reader)
    visitor = visit(as_=reader)
    answer = act(visitor, suggestion, name, headers=headers)
    assert suggestion.state is after
    if headers:
        assert answer.status_code == 200
        assert answer.text.strip().startswith('<section id="course"')
        assert "<html" not in answer.text
        assert "autofocus" in answer.text
    else:
        assert answer.status_code == 303
        assert answer.location == f"/min/forslag/{suggestion.number}"
        answer = visitor.get(answer.location)
    assert said in answer.text


@pytest.mark.parametrize(("state", "name", "after", "said"), BUTTONS)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_double_click_is_refused_in_words(
    headers: dict[str, str],
    state: State,
    name: str,
    after: State,
    said: str,
    visit: Visit,
    make: Make,
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(state, by=reader)
    visitor = visit(as_=reader)
    act(visitor, suggestion, name, headers=headers)
    again = act(visitor, suggestion, name, headers=headers)
    assert again.status_code == (403 if name == "gi-tilbake" else 409)
    assert suggestion.state is after
    if again.status_code == 409:
        words = "Teksten er godkjent fra før." if name == "godkjenn" else NOT_NOW
        assert words in again.text
    if headers:
        assert again.headers["HX-Retarget"] == "#notices"
        assert "<html" not in again.text


def test_two_readers_cannot_both_take_it(visit: Visit, make: Make) -> None:
    first, second = make.representative(), make.representative()
    suggestion = make.suggestion()
    visitors = visit(as_=first), visit(as_=second)
    statuses = [act(each, suggestion, "ta").status_code for each in visitors]
    assert statuses == [303, 409]
    assert suggestion.taken_by == first
    assert f"{first.name} har denne" in visitors[1].get("/min/forslag").text


WRITTEN = [
    ("spor", {"words": "Hvor tenkte du?"}, State.READING),
    ("ikke-legg-ut", {"reason": "other", "words": "Vi tar det opp."}, State.DECLINED),
    ("avslutt", {"words": "Takk. Vi har lest det."}, State.CLOSED),
]


@pytest.mark.parametrize(("name", "written", "after"), WRITTEN)
def test_words_to_the_author_are_sent(
    name: str, written: dict[str, str], after: State, visit: Visit, make: Make
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    answer = act(visit(as_=reader), suggestion, name, **written)
    assert (answer.status_code, suggestion.state) == (303, after)
    assert suggestion.entries[-1].words == written["words"]


@pytest.mark.parametrize(("name", "written", "after"), WRITTEN)
@pytest.mark.parametrize("token", ["", "forged"])
def test_a_lost_token_keeps_the_words(
    token: str,
    name: str,
    written: dict[str, str],
    after: State,
    visit: Visit,
    make: Make,
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    visitor = visit(as_=reader)
    answer = act(visitor, suggestion, name, csrf_token=token, **written)
    assert (answer.status_code, suggestion.state) == (422, State.READING)
    form = form_to(answer.request.path, answer)
    assert form.fields["words"] == written["words"]
    again = visitor.post(form.action, form.fields)
    assert again.status_code == 303


@pytest.mark.parametrize(("name", "written", "after"), WRITTEN)
def test_the_open_page_of_another_sends_nothing(
    name: str, written: dict[str, str], after: State, visit: Visit, make: Make
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    token = visit(as_=make.representative()).csrf_token
    answer = act(visit(as_=reader), suggestion, name, csrf_token=token, **written)
    assert (answer.status_code, suggestion.state) == (409, State.READING)
    assert written["words"] not in answer.text


@pytest.mark.parametrize(
    ("name", "written", "words"),
    [
        ("spor", {"words": ""}, "Skriv hva du vil spørre om."),
        ("spor", {"words": "x" * 1501}, "Du har skrevet 1501."),
        ("ikke-legg-ut", {"words": "Nei."}, "Velg hvorfor."),
        ("ikke-legg-ut", {"words": "Nei.", "reason": "x"}, "Velg hvorfor."),
        ("ikke-legg-ut", {"reason": "other"}, "Skriv noe til den som sendte."),
        ("avslutt", {"words": " "}, "Skriv noe til den som sendte."),
    ],
)
def test_what_lacks_is_said_at_its_field(
    name: str, written: dict[str, str], words: str, visit: Visit, make: Make
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    answer = act(visit(as_=reader), suggestion, name, **written)
    assert answer.status_code == 422
    assert answer.text.count(words) == 2
    assert suggestion.state is State.READING
    if written.get("words", "").strip():
        assert written["words"] in answer.text


def test_a_question_asked_by_a_double_click_stands_once(
    visit: Visit, make: Make
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    visitor = visit(as_=reader)
    assert act(visitor, suggestion, "spor", words="Hvilke dager?").status_code == 303
    twice = act(visitor, suggestion, "spor", words="Hvilke dager?")
    assert twice.status_code == 409
    assert "Vi har allerede fått denne." in twice.text
    assert len(suggestion.entries) == 2


@pytest.mark.parametrize("name", ["spor", "ikke-legg-ut", "avslutt"])
def test_words_are_kept_when_somebody_was_quicker(
    name: str, visit: Visit, make: Make
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    visitor = visit(as_=reader)
    visitor.get(f"/min/forslag/{suggestion.number}/{name}")
    suggestion.withdraw("2025-W47")
    db.session.commit()
    words = "Det jeg brukte en halv time på å skrive."
    answer = act(visitor, suggestion, name, words=words, reason="other")
    assert answer.status_code == 409
    assert NOT_NOW in answer.text
    assert words in answer.text


@pytest.mark.parametrize("name", ["spor", "ikke-legg-ut", "avslutt"])
def test_a_form_that_can_no_longer_be_sent_is_not_shown(
    name: str, visit: Visit, make: Make
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.PUBLISHED, by=reader)
    page = visit(as_=reader).get(f"/min/forslag/{suggestion.number}/{name}")
    assert page.status_code == 409


@pytest.mark.parametrize("audience", [Audience.MAY_RAISE, Audience.GO_NO_FURTHER])
def test_what_is_for_the_readers_alone_is_not_laid_out(
    audience: Audience, visit: Visit, make: Make
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, audience=audience, by=reader)
    visitor = visit(as_=reader)
    page = visitor.get(f"/min/forslag/{suggestion.number}")
    assert "Legg ut" not in page.text
    answer = act(visitor, suggestion, "legg-ut")
    assert answer.status_code == 409
    assert "Den som skrev, vil ikke at ordene legges ut." in answer.text
    assert suggestion.state is State.READING
    assert visit().get(f"/forslag/{suggestion.number}").status_code == 404


def test_the_deputy_reads_only_what_is_late(visit: Visit, make: Make) -> None:
    make.representative()
    deputy = make.deputy()
    late, early = make.suggestion(week=LATE), make.suggestion()
    visitor = visit(as_=deputy)
    seen = visitor.get("/min/forslag").text
    assert (str(late.number) in seen, str(early.number) in seen) == (True, False)
    assert act(visitor, early, "ta").status_code == 404
    assert act(visitor, late, "ta").status_code == 303
    assert visitor.get(f"/min/forslag/{late.number}").status_code == 200
    assert act(visitor, late, "legg-ut").status_code == 303


def test_the_coordinator_reads_until_somebody_is_elected(
    visit: Visit, make: Make
) -> None:
    coordinator, suggestion = make.coordinator(), make.suggestion()
    url = f"/min/forslag/{suggestion.number}"
    assert visit(as_=coordinator).get(url).status_code == 404, "not named yet"
    settings.READING_COORDINATOR.choose(coordinator.user_name, "Prøve", today())
    db.session.commit()
    assert visit(as_=coordinator).get(url).status_code == 200
    make.representative()
    assert visit(as_=coordinator).get(url).status_code == 404


@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_button_of_a_page_left_too_long_shows_the_whole_page_again(
    headers: dict[str, str], visit: Visit, make: Make
) -> None:
    suggestion = make.suggestion()
    url = f"/min/forslag/{suggestion.number}/ta"
    reader = visit(as_=make.representative())
    answer = reader.post(url, {"csrf_token": "gammel"}, headers=headers)
    assert answer.status_code == 422
    assert "<h1" in answer.text
    assert answer.headers.get("HX-Retarget") == ("body" if headers else None)


def test_a_button_that_is_refused_says_why_on_the_page_of_the_suggestion(
    visit: Visit, make: Make
) -> None:
    suggestion = make.suggestion(State.READING, by=make.representative())
    answer = act(visit(as_=make.representative()), suggestion, "ta")
    assert answer.status_code == 409
    page = read(answer.text).page.words
    assert NOT_NOW in page
    assert f"Forslag {suggestion.number}" in page
    assert 'class="ds-error-summary"' in answer.text
