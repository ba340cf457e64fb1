"""The key of a round is lost: the house names the days and goes on."""

from datetime import date

import pytest
from flask import Flask

from kimvoice.core.db import db
from kimvoice.core.keys import keyring
from kimvoice.core.urn import Urn
from kimvoice.suggestions import mailbox
from kimvoice.suggestions.mailbox import LostDays
from tests.conftest import TravelTo
from tests.suggestions.author import FRIDAY, NEXT_FRIDAY, Author, all_suggestions


@pytest.fixture
def lose_key(app: Flask) -> None:
    keyring().mailbox.file.unlink()


def start_over() -> LostDays:
    lost = mailbox.start_over()
    db.session.commit()
    return lost


def test_without_trouble_no_days_are_lost(travel_to: TravelTo) -> None:
    assert mailbox.lost_days() is None


def test_the_lost_days_are_those_since_the_mailbox_was_last_emptied(
    travel_to: TravelTo, lose_key: None
) -> None:
    travel_to("2025-11-19 10:00")
    expected = LostDays(date(2025, 11, 14), date(2025, 11, 19))
    assert start_over() == expected
    assert mailbox.lost_days() == expected


def test_also_when_an_opening_has_passed_that_nobody_could_do(
    travel_to: TravelTo, lose_key: None
) -> None:
    Author().sends()
    travel_to("2025-11-24 10:00")
    mailbox.tick()
    assert start_over().first == date(2025, 11, 14)


def test_the_new_round_is_emptied_on_its_own_day_and_not_before(
    travel_to: TravelTo, lose_key: None
) -> None:
    travel_to("2025-11-24 10:00")
    start_over()
    author = Author().sends()
    mailbox.tick()
    assert author.finds is None
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert author.suggestion.week == "2025-W48"


def test_what_was_in_it_is_gone_and_what_comes_is_opened(
    travel_to: TravelTo, lose_key: None
) -> None:
    Author().sends()
    travel_to("2025-11-19 10:00")
    start_over()
    author = Author().sends()
    travel_to(FRIDAY)
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]
    assert not db.session.get_one(Urn, mailbox.NAME).in_debt


def test_the_days_are_named_for_four_weeks(travel_to: TravelTo) -> None:
    lost = start_over()
    travel_to("2025-12-15 23:59")
    assert mailbox.lost_days() == lost
    travel_to("2025-12-16 00:00")
    assert mailbox.lost_days() is None


def test_starting_over_twice_on_a_day_is_once(travel_to: TravelTo) -> None:
    assert start_over() == start_over()
    author = Author().sends()
    travel_to(FRIDAY)
    mailbox.tick()
    assert author.finds
