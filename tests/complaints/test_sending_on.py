"""The complainant sends it on: once, from the step that was shown."""

from functools import partial
from typing import Any

import pytest

from kimvoice.complaints.states import Act, State
from kimvoice.core.db import db
from tests.complaints.own import Own
from tests.conftest import TravelTo
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit, form_to

HAS_MOVED = "Klagen har gått videre. Gå til klagen, og se hvem som har den nå."
TOO_LATE = "Fristen er ute. Skriv hvorfor du sender klagen nå."


@pytest.fixture
def filed(make: Make, visit: Visit, travel_to: TravelTo) -> Any:
    """On Monday 17 November 2025."""
    return partial(Own.filed, make, visit, travel_to)


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
