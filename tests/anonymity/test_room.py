"""Somebody fills the mailbox of a quiet house, to learn whether anybody else wrote.

Asked at the door, since two hundred slips of his own in each round take hours to play.
"""

from random import Random

import pytest
from nacl.utils import random

from kimvoice.core import clock
from kimvoice.core.settings import MAILBOX_ROOM
from kimvoice.suggestions import intake
from kimvoice.suggestions.intake import MailboxFull
from tests.anonymity.scoring import Linking, labelled
from tests.conftest import TravelTo

ROUNDS = 60
on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)


@pytest.fixture
def filled(travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """He waits ten minutes as often as it takes."""
    monkeypatch.setattr(intake.Pace, "FEWEST", 100 * ROUNDS)
    return monkeypatch


def taken_in(others: int) -> int:
    """How many of his own, in a round of its own; so many as are promised go in."""
    round_of, room = random(32), MAILBOX_ROOM.value()
    own = room - others
    try:
        while True:
            intake.let_in(own + others, round_of, clock.today())
            own += 1
    except MailboxFull:
        return own


def whether_somebody_wrote() -> Linking:
    """Fewer went in than half-way between the fewest and the most."""
    chance = Random(9)
    wrote = {each: chance.random() < 0.5 for each in range(ROUNDS)}
    own = {each: taken_in(int(there)) for each, there in wrote.items()}
    middle = (min(own.values()) + max(own.values())) / 2
    guess = {each: count < middle for each, count in own.items()}
    return labelled(guess, wrote, dict.fromkeys(wrote, "house"))


@on_sqlite
@pytest.mark.usefixtures("filled")
def test_whoever_fills_the_mailbox_does_not_learn_whether_somebody_wrote() -> None:
    """By chance it fails less than once in 10,000: the bound is that of the table."""
    linking = whether_somebody_wrote()
    assert not linking.beats_chance, str(linking)


@on_sqlite
def test_where_the_room_is_not_blurred_he_does(filled: pytest.MonkeyPatch) -> None:
    filled.setattr(intake, "blur", lambda _round: 0)
    linking = whether_somebody_wrote()
    assert linking.is_clear, str(linking)
