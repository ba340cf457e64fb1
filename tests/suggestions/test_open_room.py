"""When there is no room: the words stay on the page, and go in a little later."""

import pytest

from kimvoice.suggestions import intake, mailbox
from tests.conftest import TravelTo
from tests.factories import mailbox_holds
from tests.suggestions.journey import (
    OPENED,
    SEND,
    check,
    code_on,
    follow,
    sent,
    slips_waiting,
)
from tests.visitor import Visit

STILL_HERE = "Teksten din står her ennå."


def test_a_full_mailbox_keeps_the_text(visit: Visit, travel_to: TravelTo) -> None:
    mailbox_holds(1)
    sent(visit(), text="Den første.")
    author = visit()
    refused = follow(author, check(author), SEND)
    assert refused.status_code == 409
    assert "Postkassa er full nå." in refused.text
    assert "skriv på papir" in refused.text
    assert STILL_HERE in refused.text
    assert slips_waiting() == 1

    travel_to(OPENED)
    mailbox.tick()
    mailbox_holds(1)
    asked = follow(author, refused, SEND)
    assert "Det gikk lang tid." in asked.text
    assert code_on(follow(author, asked, SEND)), "the same words go in now"


def test_too_many_in_ten_minutes_wait(
    visit: Visit, travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake.Pace, "CHOICES", 1)
    author = visit()
    for number in range(20):
        sent(author, text=f"Forslag nummer {number}.")
    refused = follow(author, check(author), SEND)
    assert refused.status_code == 429
    assert "Det kom mange på kort tid." in refused.text
    assert STILL_HERE in refused.text
    assert slips_waiting() == 20
    travel_to("2025-11-17 10:11")
    assert code_on(follow(author, refused, SEND))
