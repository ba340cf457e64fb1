"""What the complainant does: each act by its door, with the true reason when not."""

from functools import partial
from typing import Any

import pytest

from kimvoice.complaints.states import Act, Kept, State
from kimvoice.people.models import RoleKind
from tests.complaints.own import DONE, Own
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Make
from tests.reading import read
from tests.visitor import Visit

HTMX = {"HX-Request": "true"}
NOT_NOW = "Dette går ikke nå. En annen kan ha gjort noe mens du leste."


@pytest.fixture
def filed(make: Make, visit: Visit, travel_to: TravelTo) -> Any:
    """On Monday 17 November 2025."""
    return partial(Own.filed, make, visit, travel_to)


BUTTONS = [
    (State.ANSWERED, "fornoyd", State.CLOSED, "Så bra. Klagen er ferdig."),
    (State.RECEIVED, "bli-her", State.RECEIVED, "Klagen går ikke videre av seg selv."),
    (State.CLOSED, "apne", State.ANSWERED, "Klagen er åpnet igjen."),
    (State.WITHDRAWN, "angre", State.SENT, "Klagen er ikke trukket lenger."),
]


@pytest.mark.parametrize(("state", "name", "after", "said"), BUTTONS)
@pytest.mark.parametrize("headers", [{}, HTMX], ids=["plain", "htmx"])
def test_a_button_does_its_act_once(
    filed: Any,
    headers: dict[str, str],
    state: State,
    name: str,
    after: State,
    said: str,
) -> None:
    it = filed(state)
    answer = it.does(name, headers=headers)
    assert it.complaint.standing is after
    if headers:
        assert answer.status_code == 200
        assert answer.text.strip().startswith('<section id="course"')
    else:
        assert (answer.status_code, answer.location) == (303, it.url())
        answer = it.me.get(answer.location)
    assert said in answer.text
    acts = it.acts
    again = it.does(name, headers=headers)
    assert again.status_code == 409
    assert it.acts == acts
    if headers:
        assert again.headers["HX-Retarget"] == "#notices"
    said_again = read(again.text).page.words
    assert NOT_NOW in said_again or DONE in said_again or "angre er ute" in said_again


def test_what_was_stopped_can_climb_again(filed: Any) -> None:
    it = filed(State.RECEIVED)
    assert it.does("la-den-ga").status_code == 409
    it.does("bli-her")
    assert it.complaint.climbs_on is None
    assert it.does("la-den-ga").status_code == 303
    assert it.complaint.climbs_on is not None


def test_a_withdrawal_is_not_undone_after_its_time(filed: Any) -> None:
    it = filed(State.WITHDRAWN)
    it.at("2025-12-02 10:00")
    answer = it.does("angre")
    assert answer.status_code == 409
    assert "Tiden for å angre er ute." in answer.text
    page = it.me.get(it.url())
    assert "Tiden for å angre er ute." in page.text
    assert it.url("angre") not in page.text


def test_a_withdrawal_asks_first_and_shows_the_way_back(filed: Any) -> None:
    it = filed(State.RECEIVED)
    page = it.me.get(it.url("trekk"))
    assert "Du kan angre til mandag 1. desember." in page.text
    assert "Behold klagen" in page.text
    assert it.complaint.state is State.RECEIVED
    assert it.me.submit(it.url("trekk")).status_code == 303
    assert it.visit(as_=it.ladder.leader).get(it.url()).status_code == 404
    words = it.me.get(it.url()).text
    for act in ("skriv", "videre", "trekk", "hvem-skal-ikke-lese"):
        assert f'href="{it.url(act)}"' not in words
        assert it.me.get(it.url(act)).status_code == 409
    assert it.does("trekk").status_code == 409
    it.does("angre")
    assert it.visit(as_=it.ladder.leader).get(it.url()).status_code == 200


def test_what_i_write_is_the_answer_to_what_was_asked(filed: Any) -> None:
    it = filed(State.WAITING)
    page = it.me.get(it.url("skriv")).text
    assert "Hva vil du svare?" in page
    assert "Når var det?" in page
    assert it.ladder.leader.name in page
    assert it.does("skriv", words="Det var tirsdag.").status_code == 303
    assert it.complaint.state is State.RECEIVED
    assert "Det var tirsdag." in it.me.get(it.url()).text


def test_a_message_sent_twice_is_one(filed: Any) -> None:
    it = filed(State.RECEIVED)
    statuses = [it.does("skriv", words="Hei.").status_code for _ in range(2)]
    assert statuses == [303, 409]
    again = it.does("skriv", words="Hei.")
    assert "Vi har allerede fått denne." in again.text
    assert "Hei.</textarea>" in again.text
    assert it.acts.count(Act.WRITE) == 1


def test_to_write_opens_what_was_finished(filed: Any) -> None:
    it = filed(State.CLOSED)
    assert "Skriver du nå, åpner du klagen igjen." in it.me.get(it.url("skriv")).text
    it.does("skriv", words="Det skjedde igjen.")
    assert it.complaint.standing is State.ANSWERED


NASTY = ["\x00Hei\x00", "🙂" * 20, "<script>alert(1)</script>", "</textarea><b>"]


def test_whatever_is_written_is_shown_as_words(filed: Any) -> None:
    it = filed(State.RECEIVED)
    for text in NASTY:
        assert it.does("skriv", words=text).status_code == 303
    for path in ("", "skriv-ut"):
        page = it.me.get(it.url(path)).text
        for text in NASTY:
            assert text.replace("\x00", "") in read(page).page.words
        assert "<script>alert" not in page
        assert "\x00" not in page


FORMS = [
    (State.RECEIVED, "skriv", "words"),
    (State.ANSWERED, "videre", "reason"),
]


@pytest.mark.parametrize(("state", "name", "field"), FORMS)
def test_too_long_a_text_is_told_and_kept(
    filed: Any, state: State, name: str, field: str
) -> None:
    it = filed(state)
    acts = it.acts
    answer = it.does(name, **{field: "å" * 10_000})
    assert answer.status_code == 422
    assert "Du har skrevet 10000." in answer.text
    assert "å" * 10_000 in answer.text
    assert it.acts == acts


def test_an_empty_message_is_not_sent(filed: Any) -> None:
    it = filed(State.RECEIVED)
    for text in ("", "  \n ", "\x00", "\u200b"):
        answer = it.does("skriv", words=text)
        assert answer.status_code == 422
        assert "Skriv en melding." in answer.text


def test_a_button_that_is_refused_says_why_on_the_page_of_the_complaint(
    filed: Any,
) -> None:
    it = filed(State.RECEIVED)
    it.does("bli-her")
    answer = it.does("bli-her")
    assert answer.status_code == 409
    page = read(answer.text).page.words
    assert DONE in page
    assert f"Klage {it.complaint.number}" in page
    assert "La den gå videre av seg selv" in page
    assert 'class="ds-error-summary"' in answer.text


def test_what_was_promised_is_answered_until_it_is_done(filed: Any) -> None:
    it = filed(State.ANSWERED)
    assert it.me.get(it.url("er-det-gjort")).status_code == 409
    it.at("2025-12-10 10:00")
    said = {"position": "1", "kept": "partly"}
    assert it.does("er-det-gjort", **said).status_code == 303
    assert it.complaint.answers[0].complainant_says is Kept.PARTLY
    assert not it.complaint.waits_for_complainant
    again = it.does("er-det-gjort", **said)
    assert again.status_code == 409
    assert "Du har svart på dette, eller kan ikke svare nå." in again.text
    page = it.me.get(it.url()).text
    assert "Du svarte på om det er gjort" in page
    assert "Sist svarte du «Delvis». Si fra når det er gjort." in page
    assert it.does("er-det-gjort", **said | {"kept": "yes"}).status_code == 303
    assert [each.complainant_says for each in it.complaint.answers] == [Kept.YES]
    assert it.does("er-det-gjort", **said).status_code == 409
    assert "Si fra når det er gjort" not in it.me.get(it.url()).text


TAMPERED = [
    ({"kept": "yes", "position": "4"}, 409),
    ({"kept": "yes", "position": "\x00"}, 409),
    ({"kept": "yes"}, 409),
    ({"kept": "maybe", "position": "1"}, 422),
    ({"position": "1"}, 422),
]


def test_a_tampered_report_is_refused(filed: Any) -> None:
    it = filed(State.ANSWERED)
    it.at("2025-12-08 10:00")
    for said, status in TAMPERED:
        assert it.does("er-det-gjort", **said).status_code == status
    assert it.complaint.answers[0].complainant_says is None


ACTS = (
    *("fornoyd", "bli-her", "la-den-ga", "apne", "angre", "skriv", "videre", "trekk"),
    *("hvem-skal-ikke-lese", "la-noen-lese-igjen", "er-det-gjort"),
)


def test_every_act_is_the_complainants_alone(filed: Any, make: Make) -> None:
    it = filed(State.RECEIVED)
    handler, other = it.visit(as_=it.ladder.leader), it.visit(as_=make.participant())
    said = {"words": "Hei.", "reason": "Hei.", "kept": "yes"}
    for act in ACTS:
        assert it.does(act, handler, **said).status_code == 403, act
        assert it.does(act, other, **said).status_code == 404, act
    assert it.complaint.state is State.RECEIVED
    assert Act.WRITE not in it.acts


def test_of_ones_own_complaint_one_is_never_the_handler(
    make: Make, visit: Visit, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    by.take_role(RoleKind.COORDINATOR, since=LONG_AGO)
    it = Own(ladder, make.complaint(State.ANSWERED, by=by, first=1), visit, travel_to)
    it.does("videre")
    assert it.complaint.handler == ladder.coordinator


def test_a_page_left_too_long_keeps_what_was_written(filed: Any) -> None:
    it = filed(State.RECEIVED)
    answer = it.does("skriv", words="Lang tekst.", csrf_token="gammel")
    assert answer.status_code == 422
    assert "Lang tekst.</textarea>" in answer.text
    pressed = it.does("bli-her", csrf_token="gammel")
    assert pressed.status_code == 422
    assert "Trykk på knappen en gang til." in pressed.text
    assert not it.complaint.current.stays
