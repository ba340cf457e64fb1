"""A slip comes out at the opening that its receipt names: not before, not later."""

from datetime import date

import pytest

from kimvoice.core.db import db
from kimvoice.core.settings import CLOSING_DAYS
from kimvoice.core.urn import BLANK, Urn
from kimvoice.suggestions import mailbox, slips
from kimvoice.suggestions.slips import SuggestionSlip
from kimvoice.suggestions.states import Audience
from tests.conftest import TravelTo
from tests.suggestions.author import (
    NEXT_FRIDAY,
    Author,
    all_suggestions,
    lying,
)
from tests.suggestions.journey import SEND, check, code_on, follow, sent
from tests.visitor import Visit

JUST_BEFORE, JUST_AFTER = "2025-11-21 11:59:59", "2025-11-21 12:00:30"


def in_mailbox(*contents: bytes) -> None:
    """As another program, or another clock, has laid them in."""
    Urn.locked(mailbox.NAME).put(contents)
    db.session.commit()


def a_slip(code: str, text: str = "Samlingen kan være etter lunsj.") -> SuggestionSlip:
    return SuggestionSlip(code, text, Audience.EVERYBODY)


def test_the_minute_between_noon_and_the_emptying_belongs_to_the_next_round(
    travel_to: TravelTo,
) -> None:
    travel_to(JUST_BEFORE)
    before = Author().sends()
    travel_to(JUST_AFTER)
    after = Author().sends()
    mailbox.tick()
    assert before.suggestion.week == "2025-W47"
    assert after.finds is None
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert after.suggestion.week == "2025-W48"


@pytest.mark.parametrize(
    ("when", "day", "opened"),
    [
        (JUST_BEFORE, "21. november", JUST_AFTER),
        (JUST_AFTER, "28. november", NEXT_FRIDAY),
    ],
)
def test_what_the_receipt_says_is_kept(
    visit: Visit, travel_to: TravelTo, when: str, day: str, opened: str
) -> None:
    travel_to(when)
    receipt = sent(visit())
    assert day in receipt.text
    author = Author(code_on(receipt))
    for moment in (JUST_AFTER, "2025-11-28 11:59", NEXT_FRIDAY):
        travel_to(moment)
        mailbox.tick()
        assert bool(author.finds) is (moment >= opened)


def test_the_same_form_sent_again_after_noon_shows_the_same_receipt(
    visit: Visit, travel_to: TravelTo
) -> None:
    travel_to("2025-11-21 11:58")
    author = visit()
    checked = check(author)
    assert "21. november" in follow(author, checked, SEND).text
    travel_to("2025-11-21 12:02")
    again = follow(author, checked, SEND).text
    assert "21. november" in again
    assert "28. november" not in again


def test_however_late_the_emptying_comes(travel_to: TravelTo) -> None:
    """The server stood still over the weekend; people wrote all the same."""
    before = Author().sends()
    travel_to("2025-11-22 09:00")
    saturday = Author().sends()
    travel_to("2025-11-25 09:00")
    tuesday = Author().sends()
    mailbox.tick()
    assert all_suggestions() == [before.suggestion]
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert saturday.suggestion.week == tuesday.suggestion.week == "2025-W48"


def test_the_same_slip_before_and_after_noon_is_one_suggestion(
    travel_to: TravelTo,
) -> None:
    travel_to(JUST_BEFORE)
    author = Author().sends()
    travel_to(JUST_AFTER)
    author.sends()
    assert len(set(lying())) == 2
    for friday in (JUST_AFTER, NEXT_FRIDAY):
        travel_to(friday)
        mailbox.tick()
        assert all_suggestions() == [author.suggestion]
        assert len(author.said) == 1


def test_also_when_both_come_out_in_one_round(travel_to: TravelTo) -> None:
    travel_to(JUST_BEFORE)
    author = Author().sends()
    travel_to(JUST_AFTER)
    author.sends()
    travel_to(NEXT_FRIDAY)
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]
    assert len(author.said) == 1


def test_promised_for_a_week_that_has_no_opening_any_more_it_comes_with_the_next(
    travel_to: TravelTo,
) -> None:
    travel_to(JUST_AFTER)
    author = Author().sends()
    mailbox.tick()
    closed = frozenset(date(2025, 11, day) for day in range(24, 29))
    CLOSING_DAYS.choose(closed, "Keeper", date(2025, 11, 17))
    db.session.commit()
    for moment, is_there in (("2025-11-30 10:00", False), ("2025-12-05 12:00", True)):
        travel_to(moment)
        mailbox.tick()
        assert bool(author.finds) is is_there
    assert author.suggestion.week == "2025-W49"


def test_slips_of_an_older_program_name_no_week_and_come_out_at_once(
    travel_to: TravelTo,
) -> None:
    """A house that is brought up to date in the middle of a round."""
    author = Author()
    urn = Urn.locked(mailbox.NAME)
    urn.version, urn.slips = 7, b""
    db.session.commit()
    in_mailbox(slips.write(a_slip(author.code)))
    new = Author().sends()
    assert slips.promised(slips.write(a_slip(author.code))) == ""
    travel_to(JUST_AFTER)
    mailbox.tick()
    assert {author.suggestion, new.suggestion} == set(all_suggestions())


@pytest.mark.parametrize("week", ["2031-W01", "zzz", "2025-W49", "2025-W01"])
def test_a_clock_that_was_wrong_holds_no_slip_back_for_years(
    travel_to: TravelTo, week: str
) -> None:
    author = Author()
    in_mailbox(slips.write(a_slip(author.code), week))
    travel_to(JUST_AFTER)
    mailbox.tick()
    assert author.finds


@pytest.mark.parametrize(
    "content", [b"{", b"[]", b"7", b'"x"', b'{"week": 7}', b'{"week": []}', b"\xff"]
)
def test_what_cannot_be_read_names_no_week_and_holds_nobody_up(
    travel_to: TravelTo, content: bytes
) -> None:
    author = Author().sends()
    in_mailbox(content, BLANK)
    travel_to(JUST_AFTER)
    mailbox.tick()
    assert all_suggestions() == [author.suggestion]
    assert lying() == []
