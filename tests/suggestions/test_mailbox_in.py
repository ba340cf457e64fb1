"""What the mailbox takes in, and what it refuses."""

from dataclasses import replace

import pytest
from flask import Flask
from nacl.utils import random

from kimvoice.core.db import db
from kimvoice.core.errors import HouseError
from kimvoice.core.keys import keyring
from kimvoice.core.settings import MAILBOX_ROOM
from kimvoice.core.urn import SLIP, STEP, Urn
from kimvoice.suggestions import intake, mailbox, openings
from kimvoice.suggestions.intake import MailboxFull, TooMany
from kimvoice.suggestions.slips import WithdrawalSlip
from kimvoice.suggestions.states import Helped
from tests.conftest import TravelTo
from tests.factories import mailbox_holds
from tests.suggestions.author import FRIDAY, NEXT_FRIDAY, Author, lying


def slips() -> int:
    return len(lying())


@pytest.fixture
def fewest(monkeypatch: pytest.MonkeyPatch) -> None:
    """As few in ten minutes as it can be (test_pace.py)."""
    monkeypatch.setattr(intake.Pace, "CHOICES", 1)


def test_every_kind_of_slip_looks_the_same(travel_to: TravelTo) -> None:
    author = Author()
    author.sends("x").writes("y" * 1500).says_it_helped(Helped.YES).withdraws()
    urn = db.session.get_one(Urn, mailbox.NAME)
    assert [len(sealed) for sealed in urn.sealed] == [SLIP] * STEP
    assert len(lying()) == 4
    assert urn.sealed == sorted(urn.sealed)
    assert author.code.encode() not in urn.slips


def test_nothing_is_taken_in_until_the_caller_commits(travel_to: TravelTo) -> None:
    mailbox.receive(WithdrawalSlip("1" * 16))
    db.session.rollback()
    assert slips() == 0


def test_a_full_mailbox_refuses_in_a_sentence_and_takes_nothing_in(
    app: Flask, travel_to: TravelTo
) -> None:
    mailbox_holds(2)
    Author().sends()
    Author().sends()
    with app.test_request_context("/"), pytest.raises(MailboxFull) as refusal:
        Author().sends()
    assert "Postkassa er full" in str(refusal.value)
    assert refusal.value.status == 409
    assert slips() == 2


def test_a_full_mailbox_has_room_again_when_it_was_emptied(
    travel_to: TravelTo,
) -> None:
    mailbox_holds(1)
    Author().sends()
    travel_to("2025-11-21 12:00")
    mailbox.tick()
    mailbox_holds(1)
    Author().sends()
    assert slips() == 1


def test_a_full_mailbox_gets_no_room_for_one_more_on_the_monday(
    travel_to: TravelTo,
) -> None:
    """Else who fills it over the weekend learns who sends on that Monday."""
    mailbox_holds(1)
    more = MAILBOX_ROOM.default + 1
    MAILBOX_ROOM.choose(more, "Keeper", openings.counts_from(MAILBOX_ROOM))
    db.session.commit()
    travel_to(FRIDAY)
    mailbox.tick()
    mailbox_holds(1)
    Author().sends()
    for moment in ("2025-11-21 15:00", "2025-11-24 00:01", "2025-11-28 11:59"):
        travel_to(moment)
        with pytest.raises(MailboxFull):
            Author().sends()
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    Author().sends().writes("Hei")
    assert slips() == 2


def test_of_many_in_ten_minutes_the_last_waits_and_nothing_is_taken_in(
    fewest: None, app: Flask, travel_to: TravelTo
) -> None:
    for _ in range(20):
        Author().sends()
    with app.test_request_context("/"), pytest.raises(TooMany) as refusal:
        Author().sends()
    assert "ti minutter" in str(refusal.value)
    assert refusal.value.status == 429
    assert slips() == 20


def test_a_full_mailbox_costs_nobody_a_place_in_the_ten_minutes(
    fewest: None, travel_to: TravelTo
) -> None:
    mailbox_holds(1)
    Author().sends()
    for _ in range(30):
        with pytest.raises(MailboxFull):
            Author().sends()
    mailbox_holds(40)
    for _ in range(19):
        Author().sends()
    assert slips() == 20


def test_what_does_not_fit_a_slip_takes_nothing_in(travel_to: TravelTo) -> None:
    with pytest.raises((ValueError, HouseError)):
        Author().sends("🌲" * 3000)
    assert slips() == 0


def test_setting_the_mailbox_up_again_changes_nothing(travel_to: TravelTo) -> None:
    Author().sends()
    before = db.session.get_one(Urn, mailbox.NAME).public_key
    mailbox.establish()
    db.session.commit()
    assert db.session.get_one(Urn, mailbox.NAME).public_key == before
    assert slips() == 1


def test_the_room_of_a_round_is_blurred_and_never_less_than_the_setting(
    app: Flask,
) -> None:
    """Whoever fills the mailbox learns only roughly how many others wrote."""
    rounds = [random(32) for _ in range(600)]
    blurs = [intake.blur(each) for each in rounds]
    assert set(blurs) <= set(range(STEP))
    # Four of fifty numbers that never come: less than once in 1,000,000,000 runs.
    assert len(set(blurs)) > STEP - 4
    assert [intake.blur(each) for each in rounds] == blurs


def test_without_the_house_s_secret_nobody_foresees_the_room(app: Flask) -> None:
    rounds = [random(32) for _ in range(20)]
    ours = [intake.blur(each) for each in rounds]
    app.extensions["keys"] = replace(keyring(), secret=random(32))
    # All twenty alike: once in 50 to the power of twenty.
    assert [intake.blur(each) for each in rounds] != ours
