"""The warning on the way out: the author decides, and nothing is marked."""

import json

import pytest

from kimvoice.people.models import RoleKind
from kimvoice.suggestions import mailbox
from kimvoice.suggestions.slips import SuggestionSlip, write
from kimvoice.suggestions.states import Audience, State
from kimvoice.suggestions.threads import EntryKind
from tests.conftest import TravelTo
from tests.factories import Make, mailbox_holds
from tests.suggestions.author import all_suggestions, words
from tests.suggestions.journey import (
    CHANGE,
    CHECK,
    MESSAGE,
    OPENED,
    SEND,
    check,
    code_on,
    come_back,
    follow,
    sent,
    slips_waiting,
)
from tests.visitor import Visit, form_to, forms

WARNING = "Det ser ut som du har skrevet et navn eller et nummer. Vil du ta det bort?"
NAMED = "Kari sier at kaffen er kald."


def test_the_check_page_asks_and_sends_all_the_same(
    visit: Visit, travel_to: TravelTo
) -> None:
    author = visit()
    checked = check(author, text=NAMED)
    assert checked.status_code == 200
    assert WARNING in checked.text
    for button in ("Endre teksten", "Send likevel"):
        assert f">{button}</button>" in checked.text
    assert ">Send forslaget</button>" not in checked.text
    follow(author, checked, SEND, anyway="yes")
    assert slips_waiting() == 1
    travel_to(OPENED)
    mailbox.tick()
    [suggestion] = all_suggestions()
    assert words(suggestion, EntryKind.SAID) == [NAMED]


def test_without_a_name_nobody_is_asked(visit: Visit) -> None:
    checked = check(visit())
    assert WARNING not in checked.text
    assert ">Send forslaget</button>" in checked.text


def test_endre_teksten_leads_back_to_the_words(visit: Visit) -> None:
    author = visit()
    changed = follow(author, check(author, text=NAMED), CHANGE, change="text")
    assert form_to(CHECK, changed).fields["text"] == NAMED
    assert WARNING not in follow(author, changed, CHECK, text="Kaffen er kald.").text


def test_the_slip_is_the_same_whether_or_not_somebody_was_asked() -> None:
    plain = write(SuggestionSlip("1" * 16, NAMED, Audience.EVERYBODY))
    said = json.loads(plain)
    assert set(said) == {"kind", "code", "text", "audience", "department"}


def test_the_people_of_the_house_are_no_list(visit: Visit, make: Make) -> None:
    """Else anybody on the network could ask who is a participant."""
    person = make.person(RoleKind.PARTICIPANT, name="Quintilla Oppdiktet")
    assert WARNING not in check(visit(), text=f"{person.name} var her.").text


def test_a_message_asks_once_and_goes_into_the_mailbox(
    visit: Visit, make: Make
) -> None:
    author = visit()
    thread = come_back(author, make.code(make.suggestion()))
    asked = follow(author, thread, MESSAGE, text=NAMED)
    assert asked.status_code == 200
    assert WARNING in asked.text
    assert NAMED in asked.text
    assert slips_waiting() == 0
    received = follow(author, asked, MESSAGE, anyway="yes")
    assert "Meldingen ligger i postkassa" in received.text
    assert slips_waiting() == 1


def test_a_message_can_be_changed_before_it_is_sent(visit: Visit, make: Make) -> None:
    author = visit()
    thread = come_back(author, make.code(make.suggestion()))
    asked = follow(author, thread, MESSAGE, text=NAMED)
    changed = follow(author, asked, MESSAGE, change="text")
    assert changed.status_code == 200
    assert form_to(MESSAGE, changed).fields["text"] == NAMED
    assert slips_waiting() == 0
    follow(author, changed, MESSAGE, text="Kaffen er kald.")
    assert slips_waiting() == 1


def test_a_new_text_with_a_name_is_asked_about_again(visit: Visit, make: Make) -> None:
    author = visit()
    thread = come_back(author, make.code(make.suggestion(State.READING)))
    asked = follow(author, thread, MESSAGE, text=NAMED)
    changed = follow(author, asked, MESSAGE, change="text", anyway="")
    again = follow(author, changed, MESSAGE, text="Ring 22 33 44 55.")
    assert WARNING in again.text
    assert slips_waiting() == 0


def test_an_emptied_warning_stays_empty(visit: Visit, make: Make) -> None:
    author = visit()
    thread = come_back(author, make.code(make.suggestion()))
    asked = follow(author, thread, MESSAGE, text=NAMED)
    follow(author, asked, "/ferdig")
    assert follow(author, asked, MESSAGE, anyway="yes").status_code == 410
    assert slips_waiting() == 0


@pytest.mark.parametrize("step", ["warned", "changed", "refused", "checked"])
def test_another_language_sends_nothing(step: str, visit: Visit, make: Make) -> None:
    """The button for the language makes the page again; it is not «Send»."""
    author = visit()
    if step == "checked":
        page = follow(author, check(author, text=NAMED), SEND, token="forged")
    else:
        page = come_back(author, make.code(make.suggestion()))
        said = {"text": NAMED} | {"changed": {"change": "text"}}.get(step, {})
        page = follow(author, page, MESSAGE, **said | {"anyway": ""})
    if step == "refused":
        mailbox_holds(1)
        sent(visit())
        page = follow(author, page, MESSAGE, anyway="yes")
        assert page.status_code == 409
        mailbox_holds(200)
    waiting = slips_waiting()
    language = [it for it in forms(page) if it.fields.keys() >= {"text", "token"}][-1]
    english = author.post(f"{language.action}?lang=en", language.fields)
    assert '<html lang="en"' in english.text
    assert NAMED in english.text
    assert slips_waiting() == waiting


def test_the_receipt_says_nothing_of_it(visit: Visit) -> None:
    author = visit()
    receipt = follow(author, check(author, text=NAMED), SEND, anyway="yes")
    assert code_on(receipt)
    assert WARNING not in receipt.text
