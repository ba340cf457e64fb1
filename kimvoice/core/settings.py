"""Every setting ⚙: its name, default, meaning, and the floor of those that promise."""

from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l

from kimvoice.core import networks
from kimvoice.core.choices import Setting, Strict


def _dates(plain: list[str]) -> frozenset[date]:
    return frozenset(date.fromisoformat(day) for day in plain)


@dataclass(frozen=True)
class Contact:
    name: str
    phone: str


def contact() -> Contact:
    """Whom to talk with when it is urgent."""
    return Contact(CONTACT.value(), CONTACT_PHONE.value())


CONTACT = Setting(
    "contact", "", _l("Hvem man snakker med når det haster: navn og rolle")
)
CONTACT_PHONE = Setting(
    "contact_phone", "", _l("Telefonnummeret til den man snakker med når det haster")
)
READING_COORDINATOR = Setting(
    "reading_coordinator",
    "",
    _l("Koordinatoren som leser til noen er valgt"),
)
MORNING_HOUR = Setting(
    "morning_hour", 8, _l("Klokkeslettet e-posten om morgenen går"), between=(6, 12)
)
ENVELOPE_CARRIER = Setting(
    "envelope_carrier",
    "",
    _l("Hvem som gir konvolutten til dem som ikke får e-post: navn"),
)
CLOSING_DAYS = Setting[frozenset[date]](
    "closing_days",
    frozenset(),
    _l("Dager huset er stengt utenom helligdager"),
    at_next_round=True,
    read=_dates,
    write=lambda days: sorted(day.isoformat() for day in days),
)
MAILBOX_WEEKDAY = Setting(
    "mailbox_weekday",
    4,
    _l("Ukedagen postkassa åpnes"),
    at_next_round=True,
    between=(0, 4),
)
MAILBOX_HOUR = Setting(
    "mailbox_hour",
    12,
    _l("Klokkeslettet postkassa åpnes"),
    at_next_round=True,
    between=(0, 23),
)
MAILBOX_ROOM = Setting(
    "mailbox_room",
    200,
    _l("Hvor mye det er plass til i postkassa"),
    at_next_round=True,
    between=(200, 1000),
)
"""Never little: «Postkassa er full nå» would tell how many slips lie in it. Nor changed
meanwhile: a full mailbox with room for one more tells who writes."""
SMALLEST_DEPARTMENT = Setting(
    "smallest_department",
    10,
    _l("Hvor mange det må være i en avdeling som kan nevnes i et forslag"),
    strict=Strict.UP,
    between=(1, 1000),
)
READING_WEEKS = Setting(
    "reading_weeks", 1, _l("Hele uker til forslaget er lest"), strict=Strict.DOWN
)
REPLY_WEEKS = Setting(
    "reply_weeks",
    2,
    _l("Hele uker den som skrev, kan svare på et spørsmål"),
    between=(1, 26),
)
ANSWER_WEEKS = Setting(
    "answer_weeks", 3, _l("Hele uker til lederne har svart"), between=(1, 26)
)
THREAD_WEEKS = Setting(
    "thread_weeks",
    26,
    _l("Hele uker en ferdig tråd blir lagret"),
    strict=Strict.DOWN,
)
INVITATION_DAYS = Setting(
    "invitation_days",
    14,
    _l("Dager en lapp for å logge inn virker"),
    between=(1, 30),
)
BACKUP_DAYS = Setting(
    "backup_days", 30, _l("Dager en sikkerhetskopi blir lagret"), strict=Strict.DOWN
)
TERM_MONTHS = Setting(
    "term_months",
    12,
    _l("Måneder fra ett valg av tillitsvalgt til det neste"),
    between=(6, 48),
)
"""For those who are elected from then on: nobody's term is changed in office."""
BOARD_SEAT_FOLLOWS_OFFICE = Setting(
    "board_seat_follows_office",
    True,
    _l("Mister deltakernes styrerepresentant plassen når vervet i avdelingen slutter?"),
)
AGENDA_IS_ENOUGH = Setting(
    "agenda_is_enough",
    True,
    _l("Er det nok for KIM-forum, lederteamet og styret at svaret står på sakslista?"),
)
"""Else it must be read out there too before it goes on back (DESIGN 7)."""
HOUSE_NETWORKS = Setting[networks.Networks](
    "house_networks",
    frozenset(),
    _l("Husets egne nett"),
    read=networks.read,
    write=networks.write,
)
INSIDE_FROM_ELSEWHERE = Setting(
    "inside_from_elsewhere",
    False,
    _l("Kan de som har logget inn, bruke KIM voice utenfor husets egne nett?"),
)
SECOND_FACTOR_REQUIRED = Setting(
    "second_factor_required",
    True,
    _l("Må daglig leder og administratorer skrive tall fra en app når de logger inn?"),
)
