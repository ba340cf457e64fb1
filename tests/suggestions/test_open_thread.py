"""The author's page by code: what it shows, and the acts that go by the mailbox."""

from typing import Any

import pytest

from kimvoice.core.db import db
from kimvoice.suggestions import mailbox
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import Audience, Helped, State
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make, mailbox_holds
from tests.suggestions.journey import (
    HELPED,
    MESSAGE,
    OPENED,
    THREAD,
    WITHDRAW,
    come_back,
    follow,
    slips_waiting,
)
from tests.visitor import Visit, form_to, forms

pytestmark = on_sqlite

TEXT = "Samlingen kan være etter lunsj."
GONE = "Forslaget er trukket eller slettet. Det tar ikke imot mer."


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (State.RECEIVED, ["Kommet fram", "Forslaget blir lest innen", TEXT]),
        (State.READING, ["En tillitsvalgt leser", TEXT]),
        (State.PUBLISHED, ["Lagt ut", "Lederne svarer senest", TEXT]),
        (State.DECLINED, ["Ikke lagt ut", "Takk, men nei.", "Noe annet", TEXT]),
        (State.CLOSED, ["Ferdig", "Takk. Vi har lest det.", "Tråden slettes", TEXT]),
        (State.RAISED, ["Blitt en sak", "Veien til saken", TEXT]),
        (State.ANSWERED, ["Svar gitt", "Ja, vi gjør det", "Kari Testesen", TEXT]),
        (State.DONE, ["Gjort", "Tråden slettes", TEXT]),
        (State.NOT_DONE, ["Ble ikke gjort", "Rommet ble brukt til noe annet.", TEXT]),
        (State.WITHDRAWN, ["Trukket", "Ordene dine er tatt bort."]),
    ],
)
def test_the_author_follows_every_step(
    state: State, words: list[str], visit: Visit, make: Make
) -> None:
    make.representative()
    page = come_back(visit(), make.code(make.suggestion(state)))
    assert [each for each in words if each not in page.text] == []
    assert (TEXT in page.text) is (state is not State.WITHDRAWN)
    offered = {form.leads_to for form in forms(page)} & {MESSAGE, HELPED, WITHDRAW}
    assert offered == {
        State.WITHDRAWN: set(),
        State.ANSWERED: {MESSAGE, HELPED, WITHDRAW},
        State.DONE: {MESSAGE, HELPED, WITHDRAW},
        State.NOT_DONE: {MESSAGE, HELPED, WITHDRAW},
    }.get(state, {MESSAGE, WITHDRAW})


def test_a_late_reading_is_said_to_the_author(visit: Visit, make: Make) -> None:
    code = make.code(make.suggestion(week="2025-W40"))
    page = come_back(visit(), code)
    assert "Forslaget skulle vært lest" in page.text
    assert "varaene" not in page.text
    make.representative()
    make.deputy()
    assert "Nå har varaene fått det også." in come_back(visit(), code).text


def test_a_question_shows_when_the_readers_go_on_without_a_reply(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    suggestion.ask(reader, "Hvor tenkte du?")
    db.session.commit()
    page = come_back(visit(), make.code(suggestion))
    assert "Hvor tenkte du?" in page.text
    assert "Svarer du ikke innen mandag 8. desember, går vi videre uten." in page.text
    assert reader.name not in page.text


@pytest.mark.parametrize("audience", Audience)
def test_the_author_reads_the_own_words_whoever_else_may(
    audience: Audience, visit: Visit, make: Make
) -> None:
    suggestion = make.suggestion(State.READING, audience=audience)
    assert TEXT in come_back(visit(), make.code(suggestion)).text


def act(visit: Visit, make: Make, suggestion: Suggestion, url: str, **data: Any) -> Any:
    author = visit()
    return follow(author, come_back(author, make.code(suggestion)), url, **data)


@pytest.mark.parametrize(
    ("url", "data", "words"),
    [
        (MESSAGE, {"text": "Takk. Og mer."}, "Meldingen ligger i postkassa"),
        (HELPED, {"helped": "partly"}, "Takk for svaret"),
        (WITHDRAW, {"confirmed": "1"}, "Forslaget blir trukket"),
    ],
)
def test_what_the_author_does_waits_for_the_mailbox(
    url: str,
    data: dict[str, str],
    words: str,
    visit: Visit,
    make: Make,
    travel_to: TravelTo,
) -> None:
    suggestion = make.suggestion(State.ANSWERED)
    author = visit()
    thread = come_back(author, make.code(suggestion))
    answers = [follow(author, thread, url, **data) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert words in answers[0].text
    assert "fredag 21. november kl. 12" in answers[0].text
    assert slips_waiting() == 1
    db.session.refresh(suggestion)
    assert (suggestion.state, suggestion.helped) == (State.ANSWERED, None)

    travel_to(OPENED)
    mailbox.tick()
    db.session.refresh(suggestion)
    done = {
        MESSAGE: suggestion.has_new_message,
        HELPED: suggestion.helped is Helped.PARTLY,
        WITHDRAW: suggestion.state is State.WITHDRAWN,
    }
    assert [name for name, is_done in done.items() if is_done] == [url]
    assert TEXT not in str(suggestion.published_words) or url != WITHDRAW


def test_withdrawing_is_asked_once_more(visit: Visit, make: Make) -> None:
    asked = act(visit, make, make.suggestion(), WITHDRAW)
    assert "Vil du trekke forslaget?" in asked.text
    assert slips_waiting() == 0
    author = visit()
    assert "Forslaget ditt" in follow(author, asked, THREAD).text
    sure = follow(author, asked, WITHDRAW)
    assert "Forslaget blir trukket" in sure.text
    assert slips_waiting() == 1


@pytest.mark.parametrize("between", ["", " ", "-", "\n", " og så "])
def test_a_message_with_the_own_code_is_refused(
    between: str, visit: Visit, make: Make
) -> None:
    suggestion = make.suggestion()
    code = make.code(suggestion)
    text = f"Koden er {between.join([code[:4], code[4:8], code[8:12], code[12:]])}!"
    refused = act(visit, make, suggestion, MESSAGE, text=text)
    assert refused.status_code == 422
    assert refused.text.count("Koden din står i teksten.") == 2
    assert form_to(MESSAGE, refused).fields["text"] == text
    assert slips_waiting() == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "Skriv hva du vil si."),
        (" \n ", "Skriv hva du vil si."),
        ("x" * 10_000, "Du har skrevet 10000."),
    ],
    ids=["empty", "blank", "long"],
)
def test_a_message_that_cannot_be_sent_keeps_its_words(
    text: str, words: str, visit: Visit, make: Make
) -> None:
    refused = act(visit, make, make.suggestion(), MESSAGE, text=text)
    assert refused.status_code == 422
    assert refused.text.count(words) == 2
    assert form_to(MESSAGE, refused).fields["text"] == text.strip()
    again = follow(visit(), refused, MESSAGE, text="Kort.")
    assert "Meldingen ligger i postkassa" in again.text


def test_no_choice_is_asked_for_again(visit: Visit, make: Make) -> None:
    refused = act(visit, make, make.suggestion(State.ANSWERED), HELPED)
    assert refused.status_code == 422
    assert "Velg et svar." in refused.text


def test_a_full_mailbox_keeps_the_message(visit: Visit, make: Make) -> None:
    suggestion = make.suggestion()
    act(visit, make, suggestion, MESSAGE, text="Den første.")
    mailbox_holds(1)
    refused = act(visit, make, suggestion, MESSAGE, text="Den andre.")
    assert refused.status_code == 409
    assert "Postkassa er full nå." in refused.text
    assert form_to(MESSAGE, refused).fields["text"] == "Den andre."


@pytest.mark.parametrize(
    ("url", "data"),
    [
        (MESSAGE, {"text": "Hei"}),
        (WITHDRAW, {}),
        (WITHDRAW, {"confirmed": "1"}),
        (HELPED, {"helped": "yes"}),
    ],
)
def test_after_withdrawing_an_open_page_is_told_why(
    url: str, data: dict[str, str], visit: Visit, make: Make
) -> None:
    suggestion = make.suggestion(State.ANSWERED)
    author = visit()
    thread = come_back(author, make.code(suggestion))
    suggestion.withdraw("2025-W47")
    db.session.commit()
    late = follow(author, thread, url, **data)
    assert late.status_code == 409
    assert GONE in late.text
    assert slips_waiting() == 0


@pytest.mark.parametrize("url", [MESSAGE, HELPED, WITHDRAW])
@pytest.mark.parametrize("token", ["", "forged"])
def test_no_act_goes_without_the_token_of_a_thread(
    token: str, url: str, visit: Visit, make: Make
) -> None:
    author = visit()
    code_page = form_to(THREAD, author.get("/kode")).fields["token"]
    data = {"text": "Hei", "helped": "yes", "confirmed": "1"}
    for each in (token, code_page):
        assert author.post(url, data | {"token": each}).status_code == 410
    assert slips_waiting() == 0
