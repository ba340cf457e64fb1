"""Who complained on paper goes on on paper: a reply, and sending it on."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, Ground, State
from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.complaints.handling import again
from tests.complaints.helped import ON_PASSPHRASE
from tests.complaints.own_page import on_sqlite
from tests.factories import Ladder, Make
from tests.visitor import Visitor

pytestmark = on_sqlite

ONWARD = "/min/hjelp-en-deltaker/videre"
REPLY = "Det var den første tirsdagen."
NOT_FOUND = "Vi finner ingen klage fra deltakeren med det nummeret."


@pytest.fixture
def asked(make: Make, ladder: Ladder, by: Person) -> Complaint:
    return make.complaint(State.WAITING, by=by)


def typed(helper: Visitor, it: Complaint, **said: Any) -> TestResponse:
    usual = {
        "helped": it.sent_by,
        "number": str(it.number),
        "what": "write",
        "said": REPLY,
        "confirmation": "signature",
    }
    return helper.submit(ONWARD, usual | said)


def test_a_reply_on_paper_answers_the_question_and_says_who_typed_it(
    sitting: Visitor, helper: Person, asked: Complaint
) -> None:
    assert typed(sitting, asked).status_code == 303
    last = again(asked).entries[-1]
    assert asked.standing is State.RECEIVED
    assert (last.act, last.by) == (Act.WRITE, asked.complainant)
    assert last.words.startswith(REPLY)
    assert f"Skrevet inn av {helper.name}." in last.words
    assert "Med underskrift på papir" in last.words
    assert asked.log[-1].by == helper


def test_an_answered_complaint_is_sent_on_with_the_own_passphrase(
    sitting: Visitor, make: Make, ladder: Ladder, by: Person
) -> None:
    it = make.complaint(State.ANSWERED, by=by)
    on = {"what": "escalate", "said": ""}
    wrong = typed(sitting, it, **on | ON_PASSPHRASE | {"passphrase": "feil ord her"})
    assert wrong.status_code == 422
    assert again(it).standing is State.ANSWERED
    assert typed(sitting, it, **on | ON_PASSPHRASE).status_code == 303
    assert again(it).standing is State.ESCALATED


def test_who_is_shut_out_is_told_no_more_than_by_a_wrong_number(
    sitting: Visitor, helper: Person, asked: Complaint
) -> None:
    asked.exclude([Exclusion.of(helper, Ground.NEAR)])
    db.session.commit()
    for said in ({}, {"number": "10000"}, {"helped": "Kari Testesen"}):
        page = typed(sitting, asked, **said)
        assert page.status_code == 422
        assert NOT_FOUND in page.text
    assert again(asked).standing is State.WAITING


def test_the_witness_is_none_of_those_who_may_get_it(
    sitting: Visitor, ladder: Ladder, asked: Complaint
) -> None:
    by = {"confirmation": "witness", "witness": ladder.manager.name}
    page = typed(sitting, asked, **by)
    assert page.status_code == 409
    assert REPLY in page.text
    assert again(asked).standing is State.WAITING
