"""Settings as people say them: in groups, with values in words."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any

from flask_babel import LazyString, format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from kimvoice.complaints.ladder import Ladder, Rung
from kimvoice.complaints.outside import Bodies
from kimvoice.complaints.titles import AT_THE_START
from kimvoice.core.choices import REGISTER, Setting
from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.web import language

A_MONDAY = date(2024, 1, 1)
GROUPS: dict[LazyString, tuple[str, ...]] = {
    _l("Hvem man snakker med"): ("contact", "contact_phone", "reading_coordinator"),
    _l("Postkassa"): (
        "mailbox_weekday",
        "mailbox_hour",
        "closing_days",
        "mailbox_room",
    ),
    _l("Frister for forslag"): ("reading_weeks", "reply_weeks", "answer_weeks"),
    _l("Beskjed om morgenen"): ("morning_hour", "envelope_carrier"),
    _l("Vern og sletting"): ("smallest_department", "thread_weeks", "backup_days"),
    _l("Klager"): (
        "ladder",
        "appeal_weeks",
        "complaint_months",
        "withdrawn_months",
        "outside_bodies",
    ),
    _l("Valg"): ("term_months", "board_seat_follows_office"),
    _l("Møter og saker"): ("agenda_is_enough",),
    _l("Innlogging og nett"): (
        "invitation_days",
        "second_factor_required",
        "house_networks",
        "inside_from_elsewhere",
    ),
}
OTHERS = _l("Annet")


def groups() -> list[tuple[LazyString, list[Setting[Any]]]]:
    """Every setting stands in one group; what has none yet stands last."""
    placed = {name for names in GROUPS.values() for name in names}
    found = [(label, _named(names)) for label, names in GROUPS.items()]
    return [*found, (OTHERS, _named(name for name in REGISTER if name not in placed))]


def in_words(setting: Setting[Any], value: Any) -> str:
    return IN_WORDS.get(setting.name, _plainly)(value)


def weekday(number: int) -> str:
    return str(format_date(A_MONDAY + timedelta(days=number), "EEEE"))


def _plainly(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("Ja") if value else _("Nei"))
    if isinstance(value, frozenset):
        return "\n".join(map(_each, sorted(value, key=str))) or str(_("Ingen"))
    return str(value) or str(_("Ikke valgt"))


def _each(value: Any) -> str:
    return language.day(value) if isinstance(value, date) else str(value)


def _rung(rung: Rung) -> str:
    return str(
        _(
            "%(title)s: beskjed %(confirm)s, svar %(answer)s",
            title=AT_THE_START[rung.role],
            confirm=rung.confirm_days,
            answer=rung.answer_days,
        )
    )


def _person(user_name: str) -> str:
    if not user_name:
        return str(_("Ikke valgt"))
    named = select(Person.name).where(Person.user_name == user_name)
    return db.session.scalar(named) or user_name


def _hour(value: int) -> str:
    return str(_("kl. %(hour)s", hour=value))


def _rungs(value: Ladder) -> str:
    return "\n".join(map(_rung, value))


def _bodies(value: Bodies) -> str:
    said = (it.in_words() for it in value)
    return "\n".join(f"{it.name} ({it.reach}): {it.purpose}" for it in said)


def _named(names: Iterable[str]) -> list[Setting[Any]]:
    return [REGISTER[name] for name in names if name in REGISTER]


IN_WORDS: dict[str, Callable[[Any], str]] = {
    "mailbox_weekday": weekday,
    "mailbox_hour": _hour,
    "morning_hour": _hour,
    "reading_coordinator": _person,
    "ladder": _rungs,
    "outside_bodies": _bodies,
}
