"""What the complainant does: each act by its door, with the true reason when not."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, Ground, Kept, State
from kimvoice.core.db import db
from kimvoice.people.models import RoleKind
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Ladder, Make
from tests.reading import read
from tests.visitor import Visit, Visitor, form_to

HTMX = {"HX-Request": "true"}
NOT_NOW = "Dette går ikke nå. En annen kan ha gjort noe mens du leste."
DONE = "Dette er gjort, eller kan ikke gjøres nå."
HAS_MOVED = "Klagen har gått videre. Gå til klagen, og se hvem som har den nå."
TOO_LATE = "Fristen er ute. Skriv hvorfor du sender klagen nå."


class Own:
    """A complaint and the one who sent it, at a browser."""

    def __init__(
        self, ladder: Ladder, complaint: Complaint, visit: Visit, travel_to: TravelTo
    ) -> None:
        self.ladder, self.complaint = ladder, complaint
        self.visit, self.travel_to = visit, travel_to
        self.me = visit(as_=complaint.complainant)

    def url(self, act: str = "") -> str:
        return f"/min/klage/{self.complaint.number}" + (f"/{act}" if act else "")

    def does(self, act: str, by: Visitor | None = None, **said: Any) -> TestResponse:
        headers = said.pop("headers", {})
        answer = (by or self.me).post(self.url(act), said, headers=headers)
        db.session.refresh(self.complaint)
        return answer

    def at(self, moment: str) -> None:
        """At another day: a session does not last that long."""
        self.travel_to(moment)
        self.me = self.visit(as_=self.complaint.complainant)

    @property
    def acts(self) -> list[Act]:
        return [entry.act for entry in self.complaint.entries]


@pytest.fixture
def filed(make: Make, visit: Visit, travel_to: TravelTo) -> Any:
    """On Monday 17 November 2025."""

    def file(state: State = State.SENT, **more: Any) -> Own:
        ladder = make.ladder()
        by = make.participant(department=ladder.department)
        return Own(ladder, make.complaint(state, by=by, **more), visit, travel_to)

    return file


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


def test_sent_on_it_says_who_reads_it_next(filed: Any) -> None:
    it = filed(State.ANSWERED)
    page = read(it.me.get(it.url("videre")).text).page.words
    assert f"Koordinatoren, {it.ladder.coordinator.name}, får klagen." in page
    assert "Sender du i dag, får du svar senest mandag 1. desember." in page
    assert "Hvorfor er du ikke enig? Valgfritt" in page
    assert it.does("videre", reason="").status_code == 303
    assert it.complaint.handler == it.ladder.coordinator
    assert it.does("videre", reason="").status_code == 409
    assert it.complaint.position == 2


def test_in_two_tabs_it_is_sent_on_once_and_the_reason_is_kept(filed: Any) -> None:
    it = filed(State.ANSWERED)
    form = form_to(it.url("videre"), it.me.get(it.url("videre")))
    first = it.me.post(it.url("videre"), form.fields | {"reason": "Én."})
    second = it.me.post(it.url("videre"), form.fields | {"reason": "To."})
    assert (first.status_code, second.status_code) == (303, 409)
    assert HAS_MOVED in second.text
    assert "To.</textarea>" in second.text
    db.session.refresh(it.complaint)
    assert it.complaint.position == 2


def test_a_double_click_sends_it_on_one_step_and_ends_as_calmly_as_one(
    filed: Any,
) -> None:
    it = filed(State.ANSWERED)
    form = form_to(it.url("videre"), it.me.get(it.url("videre")))
    for _ in range(2):
        sent = it.me.post(it.url("videre"), form.fields | {"reason": "Nei."})
        assert (sent.status_code, sent.location) == (303, it.url())
        assert "Klagen er sendt videre." in it.me.get(it.url()).text
    db.session.refresh(it.complaint)
    assert it.complaint.position == 2
    assert it.acts.count(Act.ESCALATE) == 1
    it.at("2025-11-18 10:00")
    fields = form.fields | {"csrf_token": it.me.csrf_token, "reason": "Nei."}
    late = it.does("videre", **fields)
    assert (late.status_code, HAS_MOVED in late.text) == (409, True)


def test_after_the_time_for_it_a_reason_is_needed(filed: Any) -> None:
    it = filed(State.ANSWERED)
    it.at("2025-12-09 10:00")
    assert TOO_LATE in it.me.get(it.url("videre")).text
    answer = it.does("videre", reason=" ")
    assert answer.status_code == 422
    assert f'href="#reason">{TOO_LATE}' in answer.text
    assert it.does("videre", reason="Det ble ikke bedre.").status_code == 303
    assert it.complaint.handler == it.ladder.coordinator


def test_in_its_time_it_cannot_be_sent_on_and_late_it_can(filed: Any) -> None:
    it = filed(State.RECEIVED)
    assert it.me.get(it.url("videre")).status_code == 409
    refused = it.does("videre", reason="Jeg vil ikke vente.")
    assert refused.status_code == 409
    assert "Jeg vil ikke vente." in refused.text
    it.at("2025-12-02 10:00")
    page = it.me.get(it.url("videre")).text
    assert "Vil du si hvorfor du sender klagen videre?" in page
    assert it.does("videre").status_code == 303
    assert it.complaint.handler == it.ladder.coordinator


def test_nobody_disagrees_with_an_answer_that_they_have_not_read(filed: Any) -> None:
    """Late, and answered while the page «Send klagen videre» was open."""
    it = filed(State.RECEIVED)
    it.at("2025-12-02 10:00")
    form = form_to(it.url("videre"), it.me.get(it.url("videre")))
    it.complaint.give(it.ladder.leader, **Make.upheld(measure="Pause klokka 11."))
    db.session.commit()
    answer = it.does("videre", **form.fields | {"reason": "Det tar for lang tid."})
    assert answer.status_code == 409
    assert "Klagen har fått et svar. Les svaret først." in answer.text
    assert "Det tar for lang tid.</textarea>" in answer.text
    assert it.complaint.standing is State.ANSWERED
    assert "Pause klokka 11." in it.me.get(it.url("videre")).text
    assert it.me.submit(it.url("videre")).status_code == 303


def test_what_is_pressed_counts_at_the_step_that_was_shown(filed: Any) -> None:
    """It has climbed since; and at the next step it is late again."""
    it = filed(State.RECEIVED)
    it.at("2025-12-02 10:00")
    stay = form_to(it.url("bli-her"), it.me.get(it.url()))
    send = form_to(it.url("videre"), it.me.get(it.url("videre")))
    it.at("2026-01-05 10:00")
    assert it.complaint.climb()
    db.session.commit()
    assert it.complaint.position == 2
    it.at("2026-01-20 10:00")
    assert it.complaint.is_late
    for act, form in (("bli-her", stay), ("videre", send)):
        answer = it.does(act, **form.fields | {"csrf_token": it.me.csrf_token})
        assert answer.status_code == 409
        assert HAS_MOVED in answer.text
    assert it.complaint.position == 2
    assert not it.complaint.current.stays
    assert it.me.submit(it.url("bli-her"), page=it.url()).status_code == 303
    assert it.complaint.current.stays


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


def test_whom_i_exclude_cannot_read_it_and_it_goes_to_another(filed: Any) -> None:
    it = filed(State.RECEIVED)
    leader, manager = it.ladder.leader, it.ladder.manager
    chosen = [str(leader.id), str(it.ladder.coordinator.id)]
    assert it.does("hvem-skal-ikke-lese", people=chosen).status_code == 303
    assert it.complaint.handler == manager
    assert it.visit(as_=leader).get(it.url()).status_code == 404
    page = it.me.get(it.url("hvem-skal-ikke-lese"))
    boxes = form_to(it.url("hvem-skal-ikke-lese"), page)
    assert f'value="{leader.id}"' not in page.text
    assert f'value="{manager.id}"' in page.text
    assert boxes.kinds["people"] == "checkbox"
    again = it.does("hvem-skal-ikke-lese", people=chosen)
    assert again.status_code == 409
    assert "De du valgte, kan ikke lese klagen fra før." in again.text


def test_nobody_but_those_on_the_list_can_be_excluded(filed: Any) -> None:
    it = filed(State.RECEIVED)
    for people in ([], ["0"], ["x"], ["\x00"], ["9" * 40]):
        answer = it.does("hvem-skal-ikke-lese", people=people)
        assert answer.status_code == 422
        assert "Velg hvem som ikke skal lese klagen." in answer.text
    assert it.complaint.exclusions == []


def test_when_everybody_is_excluded_those_outside_are_named(filed: Any) -> None:
    it = filed(State.RECEIVED)
    ladder = it.ladder
    staff = [ladder.leader, ladder.coordinator, ladder.manager]
    board = [ladder.chair, ladder.deputy_chair]
    everybody = [str(each.id) for each in staff + board]
    it.does("hvem-skal-ikke-lese", people=everybody)
    page = it.me.get(it.url()).text
    assert "Ingen i huset kan svare på klagen nå." in page
    assert "Arbeidstilsynet" in page


def test_somebody_can_be_let_in_again_but_not_who_went_aside(filed: Any) -> None:
    it = filed()
    it.complaint.step_aside(it.ladder.leader)
    assert it.me.get(it.url("la-noen-lese-igjen")).status_code == 409
    it.does("hvem-skal-ikke-lese", people=[str(it.ladder.manager.id)])
    page = it.me.get(it.url("la-noen-lese-igjen")).text
    assert it.ladder.manager.name in page
    assert it.ladder.leader.name not in page
    mine, theirs = (
        next(each for each in it.complaint.exclusions if each.ground is ground)
        for ground in (Ground.NEAR, Ground.STEPPED_ASIDE)
    )
    number = str(mine.id)
    refused = it.does("la-noen-lese-igjen", exclusion=str(theirs.id))
    assert refused.status_code == 409
    assert it.does("la-noen-lese-igjen", exclusion=number).status_code == 303
    assert not it.complaint.excludes(it.ladder.manager)
    again = it.does("la-noen-lese-igjen", exclusion=number)
    assert again.status_code == 409
    assert DONE in again.text


def test_a_role_without_a_name_can_be_let_in_again(filed: Any) -> None:
    it = filed(about=RoleKind.COORDINATOR)
    page = it.me.get(it.url("la-noen-lese-igjen")).text
    assert "Alle som er koordinator, og vikarene" in page


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
