"""What is not sent yet, what is sent twice, and what is sent too late."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from kimvoice.complaints import daily
from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.models import Complaint
from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.complaints.filing import (
    SAVE,
    SEND,
    START,
    TEXT,
    Filing,
    begin,
    form_on,
    page_address,
)
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import PASSPHRASE, Visit, form_to, forms

HAVE_IT = "Vi har allerede fått denne. Du trenger ikke å sende en gang til."
THROW = "/min/klage/ny/kast"
HOME = "/min/"
UNSENT = "Du har noe du ikke har sendt"


@pytest.fixture
def by(make: Make, travel_to: TravelTo) -> Person:
    ladder = make.ladder()
    return make.participant(department=ladder.department)


def sent() -> list[int]:
    return list(db.session.scalars(select(Complaint.number)))


# Drafts


def test_only_its_button_saves_a_draft_and_it_waits_with_all_that_was_answered(
    visit: Visit, by: Person
) -> None:
    filing = begin(visit, by, subject="board", person="1", manner="by_phone")
    filing.go_to(6)
    assert Draft.of(by) is None
    filing.go_to(5)
    saved = filing.press(SAVE, manner="by_phone", phone="tull\0\n<script>")
    assert (saved.status_code, saved.location) == (303, HOME)
    db.session.rollback()
    assert TEXT.encode() not in db.session.get_one(Draft, by.id).sealed
    home = filing.visitor.get(HOME)
    assert "Utkastet slettes mandag 1. desember." in home.text
    assert UNSENT in home.text
    start = filing.visitor.get(START)
    assert UNSENT in start.text
    assert "Utkastet slettes mandag 1. desember." in start.text
    page = filing.visitor.get(SAVE)
    assert "Steg 5 av 6" in page.text
    kept = form_on(page)
    assert kept["happened"] == TEXT
    assert (kept["subject"], kept["person"]) == ("board", "1")
    assert (kept["manner"], kept["phone"]) == ("by_phone", "tull <script>")
    assert "<script>" not in page.text.split("<main")[1].split("</main")[0]


def test_a_draft_is_sent_and_gone(visit: Visit, by: Person) -> None:
    filing = begin(visit, by)
    filing.go_to(6)
    filing.press(SAVE)
    filing.page = filing.visitor.get(SAVE)
    assert "Se over klagen" in filing.page.text
    assert filing.press(SEND).status_code == 303
    assert len(sent()) == 1
    assert db.session.get(Draft, by.id) is None
    assert filing.visitor.get(SAVE).location == START


def test_a_draft_goes_with_its_fourteen_days(
    visit: Visit, by: Person, travel_to: TravelTo
) -> None:
    filing = begin(visit, by)
    filing.go_to(2)
    filing.press(SAVE)
    travel_to("2025-12-01 10:00")
    visitor = visit(as_=by)
    assert UNSENT in visitor.get(HOME).text
    travel_to("2025-12-02 10:00")
    visitor = visit(as_=by)
    assert UNSENT not in visitor.get(HOME).text
    assert visitor.get(SAVE).location == START
    assert "Steg 1 av 6" in visitor.get(START).text
    daily.run_when_due()
    assert db.session.get(Draft, by.id) is None


def test_nobody_else_sees_a_draft(visit: Visit, make: Make, by: Person) -> None:
    filing = begin(visit, by)
    filing.go_to(2)
    filing.press(SAVE)
    other = visit(as_=make.participant())
    assert UNSENT not in other.get(HOME).text
    assert other.get(SAVE).location == START
    assert form_on(other.get(START))["happened"] == ""
    other.submit(START.replace("1", "2"), {"happened": "Mitt eget"}, page=START)
    assert other.post(THROW).status_code == 303
    db.session.rollback()
    assert Draft.of(by) is not None


def test_a_draft_can_be_thrown_away_and_another_one_begun(
    visit: Visit, by: Person
) -> None:
    filing = begin(visit, by)
    filing.go_to(2)
    filing.press(SAVE)
    thrown = filing.visitor.submit(THROW, page=START)
    assert (thrown.status_code, thrown.location) == (303, START)
    start = filing.visitor.get(START)
    assert "Utkastet er slettet." in start.text
    assert form_on(start)["happened"] == ""
    db.session.rollback()
    assert db.session.get(Draft, by.id) is None


def test_a_draft_that_names_somebody_who_has_left_asks_again(
    visit: Visit, make: Make, by: Person
) -> None:
    staff = make.coordinator()
    filing = begin(visit, by, subject="coordinator", person=str(staff.id))
    filing.go_to(6)
    filing.press(SAVE)
    for role in staff.roles:
        role.end(role.starts)
    db.session.commit()
    page = filing.visitor.get(SAVE)
    assert "Steg 3 av 6" in page.text
    assert "Lista er endret. Velg en gang til." in page.text
    assert form_on(page)["happened"] == TEXT


def test_a_draft_may_be_unfinished_and_wrong(visit: Visit, by: Person) -> None:
    visitor = visit(as_=by)
    wrong = {"happened": "æ" * 10_000, "subject": "x", "near": ["a", "b"], "at": "99"}
    assert visitor.post(SAVE, wrong).status_code == 303
    page = visitor.get(SAVE)
    assert "Steg 1 av 6" in page.text
    assert form_on(page)["happened"] == "æ" * 10_000


# Two at once: in another tab, or after Back


def two_of(visit: Visit, by: Person) -> tuple[Filing, dict[str, str]]:
    """Somebody with a draft, who writes another complaint in a second tab."""
    first = begin(visit, by)
    second = Filing(first.visitor, first.page)
    fields = form_on(second.go_to(6)) | {"happened": "Noe annet."}
    first.go_to(2)
    first.press(SAVE)
    return first, fields


def test_sending_one_complaint_keeps_the_draft_of_another(
    visit: Visit, by: Person
) -> None:
    first, second = two_of(visit, by)
    assert first.visitor.post(SEND, second).status_code == 303
    assert len(sent()) == 1
    assert form_on(first.visitor.get(SAVE))["happened"] == TEXT


def test_a_draft_of_another_complaint_is_lost_only_by_saying_so(
    visit: Visit, by: Person, travel_to: TravelTo
) -> None:
    first, second = two_of(visit, by)
    visitor = first.visitor
    asked = visitor.post(SAVE, second)
    assert asked.status_code == 200
    assert (
        "Du har et annet utkast fra mandag 17. november."
        " Vil du lagre dette i stedet?" in asked.text
    )
    assert form_on(visitor.get(SAVE))["happened"] == TEXT
    carried = form_to(SAVE, asked).fields
    assert carried["happened"] == "Noe annet."
    went_on = visitor.post(page_address(6), carried)
    assert "Se over klagen" in went_on.text
    assert form_on(went_on)["happened"] == "Noe annet."
    [instead] = re.findall(r'name="instead_of" value="(\w+)"', asked.text)
    assert visitor.post(SAVE, carried | {"instead_of": "x"}).status_code == 200
    saved = visitor.post(SAVE, carried | {"instead_of": instead})
    assert (saved.status_code, saved.location) == (303, HOME)
    assert form_on(visitor.get(SAVE))["happened"] == "Noe annet."


def test_the_same_complaint_is_saved_again_without_a_question(
    visit: Visit, by: Person
) -> None:
    filing = begin(visit, by)
    fields = form_on(filing.go_to(2))
    for words in ("Først.", "Så mer."):
        assert filing.visitor.post(SAVE, fields | {"happened": words}).location == HOME
        assert form_on(filing.visitor.get(SAVE))["happened"] == words


# Twice


def test_sent_twice_it_is_one_complaint_with_the_same_receipt(
    visit: Visit, by: Person
) -> None:
    filing = begin(visit, by)
    check = filing.go_to(6)
    first = filing.press(SEND)
    for url in (SEND, SAVE):
        again = filing.visitor.post(url, form_on(check))
        assert (again.status_code, again.location) == (303, first.location)
        assert HAVE_IT in filing.visitor.get(again.location).text
    assert HAVE_IT not in filing.visitor.get(first.location).text
    assert len(sent()) == 1
    assert db.session.get(Draft, by.id) is None


def test_other_words_after_back_are_another_complaint(visit: Visit, by: Person) -> None:
    filing = begin(visit, by)
    check = filing.go_to(6)
    other = form_on(check) | {"happened": "Noe annet, på onsdag."}
    first = filing.press(SEND).location
    assert filing.visitor.post(SAVE, other).location == HOME
    kept = filing.visitor.get(SAVE)
    assert form_on(kept)["happened"] == other["happened"]
    second = filing.visitor.post(SEND, form_on(kept)).location
    assert second not in (first, HOME)
    again = filing.visitor.post(SEND, other).location
    assert again == second
    assert len(sent()) == 2
    assert Draft.of(by) is None


def test_whatever_is_changed_after_back_is_not_taken_for_the_same(
    visit: Visit, by: Person
) -> None:
    filing = begin(visit, by)
    fields = form_on(filing.go_to(6))
    filing.press(SEND)
    changes: list[dict[str, str]] = [
        {"wish": "Ro."},
        {"subject": "participant", "about": "En annen"},
        {"near": "2"},
        {"first": "2"},
        {"manner": "by_phone", "phone": "000 00 000"},
        {"manner": "by_phone", "phone": "000 00 001"},
    ]
    for number, change in enumerate(changes, start=2):
        for _ in range(2):
            filing.visitor.post(SEND, fields | change)
            assert len(sent()) == number, change


def test_sent_twice_at_once_it_is_one_complaint(visit: Visit, by: Person) -> None:
    filing = begin(visit, by)
    fields = form_on(filing.go_to(6))
    rivals = [visit(as_=by) for _ in range(4)]
    tokens = [each.csrf_token for each in rivals]
    db.session.commit()

    def send(each: int) -> TestResponse:
        mine = fields | {"csrf_token": tokens[each]}
        return rivals[each].open("POST", SEND, data=mine, headers=ORIGIN)

    with ThreadPoolExecutor(len(rivals)) as pool:
        answers = list(pool.map(send, range(len(rivals))))
    assert {answer.status_code for answer in answers} == {303}
    assert len({answer.location for answer in answers}) == 1
    assert len(sent()) == 1


ORIGIN = {"Origin": "http://localhost"}


def test_saved_twice_at_once_it_is_one_draft(visit: Visit, by: Person) -> None:
    rivals = [visit(as_=by) for _ in range(4)]
    tokens = [each.csrf_token for each in rivals]
    db.session.commit()

    def save(each: int) -> int:
        mine = {"happened": TEXT, "nonce": "a" * 32, "csrf_token": tokens[each]}
        return rivals[each].open("POST", SAVE, data=mine, headers=ORIGIN).status_code

    with ThreadPoolExecutor(len(rivals)) as pool:
        assert set(pool.map(save, range(len(rivals)))) == {303}


def test_somebody_elses_nonce_leads_to_ones_own_complaint(
    visit: Visit, make: Make, by: Person
) -> None:
    filing = begin(visit, by)
    stolen = form_on(filing.go_to(6))["nonce"]
    first = filing.press(SEND)
    thief = begin(visit, make.participant(), nonce=stolen)
    thief.go_to(6)
    second = thief.press(SEND, nonce=stolen)
    assert second.status_code == 303
    assert second.location != first.location
    assert len(sent()) == 2


@pytest.mark.parametrize("nonce", ["", "\0", "x" * 5000, "A" * 32])
def test_a_nonce_that_is_not_ours_is_drawn_anew(
    visit: Visit, by: Person, nonce: str
) -> None:
    for _ in range(2):
        filing = begin(visit, by)
        filing.go_to(6)
        assert filing.press(SEND, nonce=nonce).status_code == 303
    assert len(sent()) == 2


# Too late


@pytest.mark.parametrize(
    ("url", "title"), [(page_address(6), "Steg 5 av 6"), (SEND, "Steg 6 av 6")]
)
def test_what_is_sent_after_the_session_ended_comes_back_whole(
    visit: Visit, by: Person, travel_to: TravelTo, url: str, title: str
) -> None:
    filing = begin(visit, by, wish="Ro.", near=["1", "2"])
    filing.go_to(5 if url != SEND else 6)
    travel_to("2025-11-17 18:00")
    late = filing.press(url, manner="here", near=["1", "2"])
    assert late.status_code == 422
    assert TEXT in late.text
    door = next(it for it in forms(late) if "password" in it.kinds.values())
    filled = {
        door.first("text"): by.user_name,
        door.first("password"): PASSPHRASE,
        door.first("radio"): "shared",
    }
    resumed = filing.visitor.post("/min/logg-inn", door.fields | filled)
    again = form_to(url, resumed).fields | {"near": ["1", "2"]}
    back = filing.visitor.post(url, again)
    assert (back.status_code, title in back.text) == (422, True)
    assert "Teksten din står her." in back.text
    assert sent() == []
    filing.page, filing.visitor.token = back, ""
    if url != SEND:
        filing.press(page_address(6))
    assert filing.press(SEND).status_code == 303
    db.session.rollback()
    [complaint] = db.session.scalars(select(Complaint)).unique()
    assert (complaint.happened_words, complaint.wish_words) == (TEXT, "Ro.")
    assert {it.person_id for it in complaint.exclusions} == {1, 2}


@pytest.mark.parametrize("url", [page_address(2), SEND, SAVE])
def test_a_form_without_its_token_does_nothing_and_keeps_the_words(
    visit: Visit, by: Person, url: str
) -> None:
    filing = begin(visit, by)
    filing.go_to(6 if url == SEND else 2)
    answer = filing.press(url, csrf_token="x")
    assert answer.status_code == 422
    assert form_on(answer)["happened"] == TEXT
    assert sent() == []
    db.session.rollback()
    assert Draft.of(by) is None


def test_a_draft_is_not_thrown_away_by_a_form_without_its_token(
    visit: Visit, by: Person
) -> None:
    filing = begin(visit, by)
    filing.go_to(2)
    filing.press(SAVE)
    kept = filing.visitor.post(THROW, {"csrf_token": "x"})
    assert kept.status_code == 422
    assert UNSENT in kept.text
    assert form_on(filing.visitor.get(SAVE))["happened"] == TEXT
