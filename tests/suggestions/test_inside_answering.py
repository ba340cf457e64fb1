"""Leaders answer: yes with who and when, no or not now with a reason."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import State, Verdict
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, Visitor, form_to

pytestmark = on_sqlite

SHORT = {"asked_in_short": "Samling etter lunsj?", "answered_in_short": "Vi prøver."}
YES = SHORT | {"verdict": "yes", "doer": "Kari Testesen", "done_by": "4.12.2025"}
WHY = "Det er ikke penger til dette i år, dessverre."
NO = SHORT | {"verdict": "no", "reason": "money", "explanation": WHY}
NOT_NOW = NO | {"verdict": "not_now", "look_again": "2026-02-02"}


@pytest.fixture(autouse=True)
def on_a_monday(travel_to: TravelTo) -> None:
    """What is promised here lies ahead of 17 November 2025."""


def answer(
    visitor: Visitor, suggestion: Suggestion, written: dict[str, Any]
) -> TestResponse:
    given = visitor.post(f"/min/forslag/{suggestion.number}/svar", written)
    db.session.refresh(suggestion)
    return given


@pytest.mark.parametrize(
    ("written", "verdict", "shown"),
    [
        (YES, Verdict.YES, ["Ja, vi gjør det", "Kari Testesen", "4. desember"]),
        (NO, Verdict.NO, ["Nei", "Det er ikke penger", WHY]),
        (NOT_NOW, Verdict.NOT_NOW, ["Ikke nå.", WHY, "2. februar 2026"]),
    ],
)
def test_an_answer_is_read_by_everybody(
    written: dict[str, str],
    verdict: Verdict,
    shown: list[str],
    visit: Visit,
    make: Make,
    travel_to: TravelTo,
) -> None:
    manager, reader = make.general_manager(), make.representative()
    suggestion = make.suggestion(State.PUBLISHED, by=reader)
    given = answer(visit(as_=manager), suggestion, written)
    assert (given.status_code, suggestion.state) == (303, State.ANSWERED)
    assert suggestion.answer
    assert suggestion.answer.verdict is verdict
    street = visit()
    author = street.submit("/kode/sak", {"code": make.code(suggestion)}, page="/kode")
    for page in (
        street.get("/forslag"),
        street.get(f"/forslag/{suggestion.number}"),
        author,
    ):
        said = [*shown, f"{manager.name}, daglig leder, mandag 17. november"]
        assert [words for words in said if words not in page.text] == []
    assert SHORT["answered_in_short"] not in street.get("/du-sa-vi-gjorde").text
    visit(as_=reader).post(f"/min/forslag/{suggestion.number}/godkjenn")
    for url in ("/", "/du-sa-vi-gjorde"):
        assert SHORT["answered_in_short"] in street.get(url).text


SAYS = "Skriv hvem som gjør det."
WHEN = "Skriv når det skal være gjort."
REASON = "Velg hvorfor."
MORE = "Skriv litt mer. Minst 40 tegn."
AGAIN = "Skriv når dere ser på det igjen."
PAST = "Datoen har vært. Skriv en dato som kommer."
FAR = "Skriv en dag som kommer, høyst to år fram."
DATE = "Skriv datoen slik: 4.12.2026."


@pytest.mark.parametrize(
    ("written", "changes", "words"),
    [
        (YES, {"verdict": ""}, "Velg et svar."),
        (YES, {"verdict": "perhaps"}, "Velg et svar."),
        (YES, {"doer": " "}, SAYS),
        (YES, {"doer": "x" * 121}, "Du har skrevet 121."),
        (YES, {"done_by": ""}, WHEN),
        (YES, {"done_by": "fredag"}, DATE),
        (YES, {"done_by": "31.2.2026"}, DATE),
        (YES, {"done_by": "4.12.26000"}, DATE),
        (YES, {"done_by": "16.11.2025"}, PAST),
        (NOT_NOW, {"look_again": "16.11.2025"}, PAST),
        (YES, {"done_by": "31.12.9999"}, FAR),
        (NOT_NOW, {"look_again": "18.11.2027"}, FAR),
        (YES, {"asked_in_short": ""}, "Skriv kort hva det ble spurt om."),
        (YES, {"asked_in_short": "x" * 201}, "Du har skrevet 201."),
        (YES, {"answered_in_short": ""}, "Skriv kort hva dere svarer."),
        (YES, {"answered_in_short": "x" * 201}, "Du har skrevet 201."),
        (YES, {"explanation": "x" * 1501}, "Du har skrevet 1501."),
        (NO, {"reason": ""}, REASON),
        (NO, {"reason": "because"}, REASON),
        (NO, {"explanation": ""}, MORE),
        (NO, {"explanation": "x" * 39}, MORE),
        (NO, {"explanation": "x" * 20 + " " * 40}, MORE),
        (NOT_NOW, {"reason": ""}, REASON),
        (NOT_NOW, {"explanation": "Kort."}, MORE),
        (NOT_NOW, {"look_again": ""}, AGAIN),
        (NOT_NOW, {"look_again": "til våren"}, DATE),
    ],
    ids=str,
)
def test_what_an_answer_lacks_is_said_at_its_field(
    written: dict[str, str],
    changes: dict[str, str],
    words: str,
    visit: Visit,
    make: Make,
) -> None:
    suggestion = make.suggestion(State.PUBLISHED)
    given = answer(visit(as_=make.general_manager()), suggestion, written | changes)
    assert given.status_code == 422
    assert given.text.count(words) == 2
    assert suggestion.state is State.PUBLISHED
    kept = form_to(given.request.path, given).fields
    for name, value in (written | changes).items():
        if name not in ("verdict", "reason"):
            assert kept[name] == value.strip(), name


def test_an_answer_without_any_field_asks_for_what_it_needs(
    visit: Visit, make: Make
) -> None:
    suggestion = make.suggestion(State.PUBLISHED)
    manager = visit(as_=make.general_manager())
    for verdict in ("", *Verdict):
        given = answer(manager, suggestion, {"verdict": str(verdict)})
        assert given.status_code == 422


def test_only_the_department_s_own_work_leader_answers(
    visit: Visit, make: Make
) -> None:
    ours, theirs = make.department(active=10), make.department(active=10)
    own, other = make.work_leader(ours), make.work_leader(theirs)
    suggestion = make.suggestion(State.PUBLISHED, department=ours)
    nobodys = make.suggestion(State.PUBLISHED)
    assert answer(visit(as_=other), suggestion, YES).status_code == 404
    assert answer(visit(as_=own), nobodys, YES).status_code == 404
    assert answer(visit(as_=own), suggestion, YES).status_code == 303
    assert suggestion.answer
    assert suggestion.answer.by == own
    page = visit().get(f"/forslag/{suggestion.number}").text
    assert f"{own.name}, arbeidsleder" in page


def test_a_second_answer_is_refused_in_words(visit: Visit, make: Make) -> None:
    suggestion = make.suggestion(State.PUBLISHED)
    manager = visit(as_=make.general_manager())
    assert answer(manager, suggestion, YES).status_code == 303
    again = answer(manager, suggestion, NO)
    assert again.status_code == 409
    assert "Dette går ikke nå." in again.text
    assert suggestion.answer
    assert suggestion.answer.verdict is Verdict.YES


@pytest.mark.parametrize("headers", [{}, {"HX-Request": "true"}], ids=str)
@pytest.mark.parametrize(
    ("name", "data", "after", "label"),
    [
        ("gjort", {}, State.DONE, "Gjort"),
        ("ikke-gjort", {"why": "Rommet ble solgt."}, State.NOT_DONE, "Ble ikke gjort"),
    ],
)
def test_a_promise_is_reported_kept_or_not(
    headers: dict[str, str],
    name: str,
    data: dict[str, str],
    after: State,
    label: str,
    visit: Visit,
    make: Make,
) -> None:
    manager = make.general_manager()
    suggestion = make.suggestion(State.ANSWERED)
    visitor = visit(as_=manager)
    url = f"/min/forslag/{suggestion.number}/{name}"
    first = visitor.post(url, data, headers=headers)
    assert first.status_code == (200 if headers else 303)
    db.session.refresh(suggestion)
    assert suggestion.state is after
    page = visit().get(f"/forslag/{suggestion.number}")
    assert label in page.text
    assert data.get("why", "") in page.text
    assert visitor.post(url, data, headers=headers).status_code == 409


@pytest.mark.parametrize("name", ["gjort", "ikke-gjort"])
def test_only_a_yes_can_be_reported(name: str, visit: Visit, make: Make) -> None:
    suggestion = make.suggestion(State.PUBLISHED)
    suggestion.give(make.answer(Verdict.NO))
    db.session.commit()
    manager = visit(as_=make.general_manager())
    url = f"/min/forslag/{suggestion.number}/{name}"
    refused = manager.post(url, {"why": "Fordi."})
    assert refused.status_code == 409
    assert "Her er det ikke noe løfte som venter." in refused.text


def test_what_was_not_done_needs_a_why(visit: Visit, make: Make) -> None:
    suggestion = make.suggestion(State.ANSWERED)
    manager = visit(as_=make.general_manager())
    refused = manager.post(f"/min/forslag/{suggestion.number}/ikke-gjort", {"why": ""})
    assert refused.status_code == 422
    assert refused.text.count("Skriv hvorfor det ikke ble gjort.") == 2


def test_an_answer_is_not_for_readers_to_give(visit: Visit, make: Make) -> None:
    reader: Person = make.representative()
    suggestion = make.suggestion(State.PUBLISHED, by=reader)
    assert answer(visit(as_=reader), suggestion, YES).status_code == 403
    assert suggestion.answer is None
