"""What was typed for somebody who had never signed in waits for its number.

A first slip is printed by an administrator alone: the account is not yet anybody's.
"""

import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from kimvoice.complaints import policy
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Confirmation, Manner
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.account.leaving import leaves, new_slip, use, without_marks
from tests.complaints.helped import Helping, typed_in
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.street import filled, gets
from tests.visitor import PASSPHRASE, SIGN_IN, Visit, Visitor

LIST = "/min/klager"
NOT_YOURS = "Vi fant ingen ny klage til deg med det nummeret."
TEXT = "Jeg fikk ikke pause på tirsdag."
ON_RECEIPT = "skriver du nummeret der for å se klagen."


@pytest.fixture
def by(make: Make, ladder: Ladder) -> Person:
    """Has never signed in."""
    return make.newcomer(ladder.department)


@pytest.fixture
def typed(by: Person, ladder: Ladder) -> Complaint:
    return typed_in(by, ladder.coordinator)


def with_first_slip(visit: Visit, make: Make, person: Person) -> Visitor:
    """Whoever it is: nobody else is asked, and nobody is told."""
    visitor = visit()
    assert use(visitor, make.slip_for(person)).status_code in (200, 303)
    assert person.has_signed_in
    return visitor


def write(visitor: Visitor, number: Any) -> TestResponse:
    return visitor.submit(LIST, {"number": str(number)})


def tells_of(page: TestResponse, complaint: Complaint) -> bool:
    number = re.search(rf"(?<![\w.-]){complaint.number}(?!\w)", page.text)
    return TEXT in page.text or number is not None


@on_sqlite
def test_whoever_signs_in_first_finds_nothing(
    make: Make, visit: Visit, by: Person, typed: Complaint
) -> None:
    """An administrator with the slip; nor can they tell it from somebody without."""
    visitor = with_first_slip(visit, make, by)
    walked = gets(visitor.client.application, inside=True)
    for rule in [it for it in walked if it.endpoint != "home.inside.leave"]:
        page = visitor.get(filled(rule, typed.number))
        assert not tells_of(page, typed), rule.rule
        if rule.endpoint.startswith("complaints.") and rule.arguments == {"number"}:
            assert page.status_code == 404, rule.rule
    for rule in visitor.client.application.url_map.iter_rules():
        if rule.rule.startswith("/min/klage/<") and "POST" in (rule.methods or ()):
            assert visitor.post(filled(rule, typed.number)).status_code == 404
    db.session.refresh(typed)
    assert (typed.claimed, policy.own(by)) == (False, [])


@on_sqlite
def test_the_page_is_the_same_with_and_without_one(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    visitor = with_first_slip(visit, make, by)
    pages = ("/min/", LIST, "/min/lagret-om-meg", "/min/innstillinger")
    before = [without_marks(visitor.get(url).text) for url in pages]
    by.passphrase_hash, kept = "", by.passphrase_hash
    typed_in(by, ladder.coordinator)
    by.passphrase_hash = kept
    db.session.commit()
    assert [without_marks(visitor.get(url).text) for url in pages] == before


def test_whoever_has_the_receipt_gets_in_for_good(
    make: Make, visit: Visit, by: Person, typed: Complaint
) -> None:
    visitor = with_first_slip(visit, make, by)
    lines = len(typed.log)
    answer = write(visitor, f"{str(typed.number)[:2]} {str(typed.number)[2:]}")
    assert answer.headers["Location"].endswith(f"/min/klage/{typed.number}")
    assert TEXT in visitor.get(f"/min/klage/{typed.number}").text
    assert str(typed.number) in visitor.get(LIST).text
    assert "Er den ikke fra deg" in visitor.get("/min/").text
    db.session.refresh(typed)
    assert (typed.claimed, len(typed.log)) == (True, lines)


@on_sqlite
def test_all_other_numbers_are_refused_alike(
    make: Make, visit: Visit, ladder: Ladder, by: Person, typed: Complaint
) -> None:
    other = typed_in(make.newcomer(ladder.department), ladder.coordinator)
    signed_in = make.complaint(by=make.participant(department=ladder.department))
    visitor = with_first_slip(visit, make, by)
    free = next(it for it in range(10_000, 99_999) if not db.session.get(Complaint, it))
    refused = [write(visitor, it) for it in (other.number, signed_in.number, free)]
    assert write(visitor, typed.number).status_code == 303
    refused.append(write(visitor, typed.number))
    assert {it.status_code for it in refused} == {422}
    assert all(NOT_YOURS in it.text for it in refused)
    db.session.refresh(other)
    assert not other.claimed


@on_sqlite
def test_guessing_is_locked_longer_and_longer(
    make: Make, visit: Visit, by: Person, typed: Complaint, travel_to: TravelTo
) -> None:
    visitor = with_first_slip(visit, make, by)
    wrong = [it for it in range(10_000, 10_020) if it != typed.number]
    said = [write(visitor, it).status_code for it in wrong[:7]]
    assert said == [422] * 5 + [429] * 2
    right = write(visitor, typed.number)
    assert (right.status_code, "prøvd mange ganger" in right.text) == (429, True)
    db.session.refresh(typed)
    assert not typed.claimed


@on_sqlite
@pytest.mark.parametrize(
    "number",
    ["", " ", "x", "1", "123456", "0" * 5, "१२३४५", "\0", "<script>", "9" * 10**4],
)
def test_what_is_no_number_is_no_try(visit: Visit, by: Person, number: str) -> None:
    by.choose_passphrase(PASSPHRASE)
    db.session.commit()
    visitor = visit(as_=by)
    for _try in range(6):
        answer = write(visitor, number)
        assert (answer.status_code, NOT_YOURS in answer.text) == (422, False)


@on_sqlite
def test_who_has_signed_in_before_sees_it_at_once(
    make: Make, visit: Visit, ladder: Ladder
) -> None:
    known = make.participant(department=ladder.department)
    complaint = typed_in(known, ladder.coordinator, how=Confirmation.PASSPHRASE)
    assert complaint.claimed
    assert TEXT in visit(as_=known).get(f"/min/klage/{complaint.number}").text


@on_sqlite
def test_those_who_never_were_participants_have_nowhere_to_write_it(
    make: Make, visit: Visit, typed: Complaint
) -> None:
    visitor = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    assert "kvitteringen" not in visitor.get(LIST).text
    assert visitor.post(LIST, {"number": str(typed.number)}).status_code == 403


@on_sqlite
@pytest.mark.parametrize("manner", [Manner.HERE, Manner.ON_PAPER])
def test_the_receipt_says_what_the_number_is_for_when_it_is_needed(
    make: Make, visit: Visit, ladder: Ladder, by: Person, manner: Manner
) -> None:
    known = make.participant(department=ladder.department)
    for whom, told in ((by, True), (known, False)):
        helping = Helping.begin(visit(as_=ladder.coordinator), whom)
        helping.go_to(6, manner=manner.value)
        receipt = helping.send(confirmation="signature")
        assert "Klagen har nummer" in receipt.text
        assert (ON_RECEIPT in receipt.text) == told


# After leaving


def test_leaving_tells_nothing_to_who_used_the_first_slip(
    make: Make, visit: Visit, by: Person, typed: Complaint
) -> None:
    """Nor can they delete it: «Slett alt om meg» is for who is let in."""
    visitor = with_first_slip(visit, make, by)
    leaves(by)
    for answer in (
        visitor.get("/min/"),
        visitor.post("/min/lagret-om-meg/slett", {"passphrase": PASSPHRASE}),
        visit().submit(
            SIGN_IN,
            {"user_name": by.user_name, "passphrase": PASSPHRASE, "place": "own"},
        ),
    ):
        assert answer.status_code in (303, 403)
    assert not by.may_come_in
    assert db.session.get(Complaint, typed.number)


def test_who_has_left_gets_in_with_what_two_people_answer_for(
    make: Make,
    visit: Visit,
    ladder: Ladder,
    by: Person,
    typed: Complaint,
    travel_to: TravelTo,
) -> None:
    leaves(by)
    visitor = visit()
    use(visitor, new_slip(make, ladder, by))
    home = visitor.get("/min/")
    assert "Har noen skrevet en klage for deg?" in home.text
    assert not tells_of(home, typed)
    assert write(visitor, typed.number).status_code == 303
    assert TEXT in visitor.get(f"/min/klage/{typed.number}").text
    travel_to("2025-12-29 10:00")
    assert by.may_come_in
