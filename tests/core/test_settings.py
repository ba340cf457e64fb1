"""Settings: defaults, and promises that can only be made stricter."""

from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete

from kimvoice.complaints import ladder, outside
from kimvoice.core import clock, settings
from kimvoice.core.choices import REGISTER, Choice, Setting
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken

DEFAULTS: dict[str, Any] = {
    "contact": "",
    "contact_phone": "",
    "reading_coordinator": "",
    "closing_days": frozenset(),
    "mailbox_weekday": 4,
    "mailbox_hour": 12,
    "mailbox_room": 200,
    "smallest_department": 10,
    "reading_weeks": 1,
    "reply_weeks": 2,
    "answer_weeks": 3,
    "thread_weeks": 26,
    "backup_days": 30,
    "invitation_days": 14,
    "second_factor_required": True,
    "house_networks": frozenset(),
    "inside_from_elsewhere": False,
    "ladder": ladder.USUAL,
    "appeal_weeks": 3,
    "complaint_months": 12,
    "withdrawn_months": 3,
    "outside_bodies": outside.USUAL,
    "morning_hour": 8,
    "envelope_carrier": "",
    "term_months": 12,
    "board_seat_follows_office": True,
    "agenda_is_enough": True,
}
STRICTER = {
    "smallest_department": 12,
    "thread_weeks": 20,
    "backup_days": 14,
}
WEAKER = {
    "smallest_department": 9,
    "reading_weeks": 2,
    "thread_weeks": 27,
    "backup_days": 31,
}
NONSENSE = [
    ("smallest_department", 0),
    ("reading_weeks", 0),
    ("thread_weeks", -1),
    ("backup_days", 0),
    ("mailbox_weekday", -1),
    ("mailbox_weekday", 7),
    ("mailbox_hour", -1),
    ("mailbox_hour", 24),
    ("mailbox_room", 0),
    ("mailbox_room", 199),
    ("invitation_days", 31),
    ("reply_weeks", -1),
    ("answer_weeks", -1),
    ("appeal_weeks", 2),
    ("complaint_months", 37),
]


def choose(name: str, value: Any, counts_from: date | None = None) -> None:
    REGISTER[name].choose(value, "Keeper", counts_from or clock.today())


def test_every_setting_has_its_default_and_a_meaning(app: Flask) -> None:
    db.session.execute(delete(Choice))  # of the tests' house (tests/database.py)
    db.session.commit()
    assert {name: each.value() for name, each in REGISTER.items()} == DEFAULTS
    assert all(each.meaning for each in REGISTER.values())


def test_a_choice_counts_from_its_day_and_names_who_and_when(app: Flask) -> None:
    choose("mailbox_hour", 14)
    assert settings.MAILBOX_HOUR.value() == 14
    choice = settings.MAILBOX_HOUR.choice()
    assert choice is not None
    assert (choice.chosen_by, choice.chosen_on) == ("Keeper", clock.today())


def test_a_promise_chosen_for_the_next_round_does_not_count_before(app: Flask) -> None:
    choose("smallest_department", 12, clock.today() + timedelta(days=1))
    assert settings.SMALLEST_DEPARTMENT.value() == 10


def test_the_latest_choice_in_force_counts(app: Flask) -> None:
    choose("mailbox_hour", 14, clock.today() - timedelta(days=2))
    choose("mailbox_hour", 15, clock.today() - timedelta(days=1))
    choose("mailbox_hour", 16, clock.today() + timedelta(days=1))
    assert settings.MAILBOX_HOUR.value() == 15


def test_choosing_again_for_the_same_day_replaces(app: Flask) -> None:
    choose("contact", "Kari")
    choose("contact", "Ola")
    assert settings.CONTACT.value() == "Ola"


@pytest.mark.parametrize(("name", "value"), STRICTER.items())
def test_a_promise_can_be_made_stricter(app: Flask, name: str, value: int) -> None:
    choose(name, value)
    assert REGISTER[name].value() == value


@pytest.mark.parametrize(("name", "value"), WEAKER.items())
def test_a_promise_cannot_be_weakened(app: Flask, name: str, value: int) -> None:
    with pytest.raises(RuleBroken, match="carries a promise"):
        choose(name, value)
    assert REGISTER[name].value() == DEFAULTS[name]


@pytest.mark.parametrize(("name", "value"), STRICTER.items())
def test_a_stricter_promise_cannot_be_taken_back(
    app: Flask, name: str, value: int
) -> None:
    choose(name, value)
    with pytest.raises(RuleBroken, match="carries a promise"):
        choose(name, DEFAULTS[name])


@pytest.mark.parametrize(("name", "value"), NONSENSE)
def test_a_value_that_the_house_cannot_live_with_is_refused(
    app: Flask, name: str, value: int
) -> None:
    with pytest.raises(RuleBroken):
        choose(name, value)


@pytest.mark.parametrize("value", ["12", 12.0, True, None, [12]])
def test_a_value_of_another_kind_is_refused(app: Flask, value: object) -> None:
    with pytest.raises(RuleBroken, match="must be like 12"):
        choose("mailbox_hour", value)


def test_dates_are_kept_as_dates(app: Flask) -> None:
    days = frozenset({date(2025, 12, 22), date(2025, 12, 23)})
    choose("closing_days", days)
    assert settings.CLOSING_DAYS.value() == days
    assert settings.CLOSING_DAYS.parse('["2025-12-22"]') == {date(2025, 12, 22)}


def test_what_carries_a_promise_is_marked_so() -> None:
    promises = {name for name, each in REGISTER.items() if _promises(each)}
    assert promises == set(WEAKER)


def _promises(setting: Setting[Any]) -> bool:
    return setting.strict is not None


# All are read at once, and kept while a transaction lasts


def test_a_choice_counts_at_once_where_it_is_made(app: Flask) -> None:
    assert settings.CONTACT.value() == ""
    settings.CONTACT.choose("Prøve Prøvesen", "Prøve", clock.today())
    assert settings.CONTACT.value() == "Prøve Prøvesen"
    db.session.rollback()
    assert settings.CONTACT.value() == ""


def test_what_another_has_chosen_counts_when_the_reading_begins_anew(
    app: Flask,
) -> None:
    assert settings.CONTACT.value() == ""
    db.session.rollback()
    with app.app_context():
        settings.CONTACT.choose("Prøve Prøvesen", "Prøve", clock.today())
        db.session.commit()
    assert settings.CONTACT.value() == "Prøve Prøvesen"


def test_of_two_choices_for_one_day_the_last_counts(app: Flask) -> None:
    for name in ("Første", "Siste"):
        settings.CONTACT.choose(name, "Prøve", clock.today())
    settings.CONTACT.choose("Senere", "Prøve", clock.today() + timedelta(days=1))
    assert settings.CONTACT.value() == "Siste"
