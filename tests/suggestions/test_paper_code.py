"""A slip of paper, typed in through the open form: its code, and nothing marked."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask

from kimvoice.suggestions import codes, mailbox
from kimvoice.suggestions.threads import EntryKind, Thread
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.suggestions.author import all_suggestions, words
from tests.suggestions.journey import (
    CHANGE,
    CHECK,
    FINISH,
    OPENED,
    OPENED_AGAIN,
    SEND,
    TEXT,
    check,
    code_on,
    come_back,
    follow,
    slips_waiting,
)
from tests.visitor import Visit, Visitor, form_to, without_tokens

pytestmark = on_sqlite

SENT_WITH_ANOTHER = "Dette er alt sendt, med en annen kode."
OPEN_DETAILS = '<details class="ds-details from-paper" open>'


def test_the_code_of_the_slip_opens_what_was_typed_in(
    visit: Visit, travel_to: TravelTo
) -> None:
    printer, reader = visit(), visit()
    page = printer.submit("/hjelp/papir/forslag", {"how_many": "1"})
    paper = codes.digits_of(page.text.split('paper-code">')[1].split("</p>")[0])
    paper = "".join(sign for sign in paper if sign.isdigit())
    checked = check(reader)
    assert "Skriver du av en papirlapp?" in checked.text
    assert OPEN_DETAILS not in checked.text, "closed until somebody needs it"
    receipt = follow(reader, checked, SEND, paper_code=" ".join(codes.in_groups(paper)))
    assert code_on(receipt) == paper
    travel_to(OPENED)
    mailbox.tick()
    assert TEXT in come_back(visit(), paper).text
    [suggestion] = all_suggestions()
    assert words(suggestion, EntryKind.SAID) == [TEXT]


def test_nothing_tells_paper_from_the_net(visit: Visit, travel_to: TravelTo) -> None:
    author = visit()
    follow(author, check(author, text="Fra papir."), SEND, paper_code=codes.mint())
    author = visit()
    follow(author, check(author, text="Fra nettet."), SEND)
    travel_to(OPENED)
    mailbox.tick()
    on_paper, on_net = (
        {
            name: value
            for name, value in vars(it).items()
            if name not in ("_sa_instance_state", "id", "number", "thread", "entries")
        }
        for it in all_suggestions()
    )
    assert on_paper == on_net


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("1234", "Koden skal ha 16 tall. Du har skrevet 4."),
        ("1" * 17, "Koden skal ha 16 tall. Du har skrevet 17."),
        ("abcd efgh ijkl mnop", "Koden har bare tall. Se på lappen en gang til."),
        ("１２３４ ５６７８ １２３４ ５６７８", "Koden har bare tall."),
        ("1234 5678 1234 5678", "Et av tallene er feil. Se på lappen en gang til."),
        ("<script>alert(1)</script>", "Koden har bare tall."),
        ("🙂" * 10_000, "Koden har bare tall."),
        ("1" * 10_000, "Du har skrevet 10000."),
    ],
    ids=lambda it: ascii(it)[:20],
)
def test_a_wrong_code_is_said_at_its_field(
    typed: str, words: str, visit: Visit
) -> None:
    author = visit()
    refused = follow(author, check(author), SEND, paper_code=typed)
    assert refused.status_code == 422
    assert refused.text.count(words) == 2, "in the summary and at the field"
    assert OPEN_DETAILS in refused.text
    assert "<script>alert" not in refused.text
    kept = form_to(SEND, refused).fields
    assert kept["paper_code"] == codes.digits_of(typed)
    assert kept["text"] == TEXT
    assert slips_waiting() == 0
    right = codes.mint()
    assert code_on(follow(author, refused, SEND, paper_code=right)) == right
    assert slips_waiting() == 1


@pytest.mark.parametrize("nothing", ["", "   ", "\0", " - "])
def test_without_a_code_the_form_has_its_own(nothing: str, visit: Visit) -> None:
    author = visit()
    checked = check(author)
    own = code_on(follow(author, checked, SEND))
    assert code_on(follow(author, checked, SEND, paper_code=nothing)) == own
    assert slips_waiting() == 1


def test_what_was_typed_goes_along_when_the_words_are_changed(visit: Visit) -> None:
    author, paper = visit(), codes.mint()
    refused = follow(author, check(author), SEND, paper_code=paper[:-1])
    changed = follow(author, refused, CHANGE, change="text")
    again = follow(author, changed, CHECK, text="Etter.")
    assert again.status_code == 422, "said where it can be mended"
    assert OPEN_DETAILS in again.text
    assert form_to(SEND, again).fields["paper_code"] == paper[:-1]
    assert code_on(follow(author, again, SEND, paper_code=paper)) == paper


def test_a_mistake_in_the_words_comes_before_the_code(visit: Visit) -> None:
    author = visit()
    refused = follow(author, check(author), SEND, text="", paper_code="12")
    assert refused.status_code == 422
    assert "Skriv hva du vil si." in refused.text
    assert "Koden skal ha" not in refused.text
    assert form_to(CHECK, refused).fields["paper_code"] == "12"


def test_the_code_may_not_stand_in_the_words(visit: Visit) -> None:
    author, paper = visit(), codes.mint()
    text = f"Svar til {' '.join(codes.in_groups(paper))}"
    refused = follow(author, check(author, text=text), SEND, paper_code=paper)
    assert refused.status_code == 422
    assert "Koden står i teksten også." in refused.text
    assert slips_waiting() == 0


def test_double_click_and_reload_are_one_suggestion(
    app: Flask, visit: Visit, travel_to: TravelTo
) -> None:
    paper = codes.mint()
    fields = form_to(SEND, check(visit())).fields | {"paper_code": paper}

    def send(_: int) -> str:
        return code_on(Visitor(app).post(SEND, fields))

    with ThreadPoolExecutor(10) as clicks:
        assert set(clicks.map(send, range(10))) == {paper}
    assert slips_waiting() == 1
    travel_to(OPENED)
    mailbox.tick()
    assert len(all_suggestions()) == 1


def test_changed_words_stand_beside_under_the_code_of_the_slip(
    visit: Visit, travel_to: TravelTo
) -> None:
    author, paper = visit(), codes.mint()
    checked = check(author)
    for text in ("Før.", "Etter."):
        follow(author, checked, SEND, text=text, paper_code=paper)
    travel_to(OPENED)
    mailbox.tick()
    [suggestion] = all_suggestions()
    assert sorted(words(suggestion, EntryKind.SAID)) == ["Etter.", "Før."]


@pytest.mark.parametrize("first", ["paper", ""])
def test_one_form_never_becomes_two_suggestions(first: str, visit: Visit) -> None:
    """Back, and another code: told, not taken for a second author."""
    author = visit()
    checked = check(author)
    tried = [codes.mint() if first else "", "" if first else codes.mint()]
    follow(author, checked, SEND, paper_code=tried[0])
    refused = follow(author, checked, SEND, paper_code=tried[1])
    assert refused.status_code == 409
    assert SENT_WITH_ANOTHER in refused.text
    assert form_to(SEND, refused).fields["text"] == TEXT
    assert slips_waiting() == 1
    again = follow(author, refused, SEND, paper_code=tried[0])
    assert again.status_code == 200
    assert slips_waiting() == 1


def test_two_who_type_the_same_slip_make_one_suggestion(
    visit: Visit, travel_to: TravelTo
) -> None:
    paper = codes.mint()
    for when in (OPENED, OPENED_AGAIN):
        author = visit()
        follow(author, check(author, text=f"Før {when}."), SEND, paper_code=paper)
        travel_to(when)
        mailbox.tick()
    assert len(all_suggestions()) == 1


def test_a_code_that_opens_a_thread_is_answered_as_any_other(
    visit: Visit, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No oracle: nothing is looked up, and nothing slow is done, when it is sent."""
    known, unknown = make.code(make.suggestion()), codes.mint()

    def looked_up(*_: object) -> None:
        raise AssertionError("the code was looked up")

    monkeypatch.setattr(codes, "derive", looked_up)
    monkeypatch.setattr(Thread, "opened_by", looked_up)
    answers = []
    for paper in (known, unknown):
        author = visit()
        receipt = follow(author, check(author), SEND, paper_code=paper)
        shown = without_tokens(receipt)
        for group in codes.in_groups(paper):
            shown = shown.replace(f"<span>{group}</span>", "<span>0000</span>")
        answers.append((receipt.status_code, shown))
    assert answers[0] == answers[1]
    assert slips_waiting() == 2


def test_the_emptied_receipt_of_a_paper_slip_stays_emptied(visit: Visit) -> None:
    author, paper = visit(), codes.mint()
    checked = check(author)
    receipt = follow(author, checked, SEND, paper_code=paper)
    follow(author, receipt, FINISH)
    again = follow(author, checked, SEND, paper_code=paper)
    assert again.status_code == 410
    assert paper[:4] not in again.text
