"""Bokmål and English: by the address on the open side, by the session inside."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal

from babel.lists import format_list
from flask import Flask, has_request_context, request, session, url_for
from flask_babel import Babel, format_date, get_locale
from flask_babel import gettext as _

from kimvoice.core import clock, days
from kimvoice.web.sides import is_inside

SOURCE = "nb"
LANGUAGES = {"nb": "Norsk", "en": "English"}
HOME = "home.open.index"
_DAY = {"nb": "EEEE d. MMMM", "en": "EEEE d MMMM"}
_FULL = {"nb": "d. MMMM y", "en": "d MMMM y"}


@dataclass(frozen=True)
class Language:
    """``url`` is a link; ``again`` is where a page that answers a form is made anew."""

    code: str
    name: str
    url: str
    again: str


def init_app(app: Flask) -> None:
    Babel(app, default_locale=SOURCE, locale_selector=chosen, default_domain="messages")
    app.url_defaults(_keep_language)
    app.add_template_filter(day)
    app.add_template_filter(full_day)
    app.add_template_filter(month)
    app.add_template_filter(opening)
    app.add_template_filter(every_week)
    app.add_template_filter(week)
    app.add_template_filter(hour)


def chosen() -> str:
    if not has_request_context():
        return SOURCE
    said: Mapping[str, str] = session if is_inside(request.path) else {}
    code = request.args.get("lang") or said.get("lang", SOURCE)
    return code if code in LANGUAGES else SOURCE


def carried_to(endpoint: str) -> str:
    """An address that takes the language along where it would not by itself."""
    here = chosen()
    return url_for(endpoint) if here == SOURCE else url_for(endpoint, lang=here)


def choose(code: str) -> None:
    session["lang"] = code if code in LANGUAGES else SOURCE


def context() -> dict[str, Any]:
    here = chosen()
    other = next(code for code in LANGUAGES if code != here)
    again = _url(other)
    url = again if request.method == "GET" else _url(other, home=True)
    return {
        "lang": here,
        "other_language": Language(other, LANGUAGES[other], url, again),
    }


def day(value: date) -> str:
    """«torsdag 3. desember», with the year only when it is another than this."""
    pattern = _DAY[str(get_locale())]
    this_year = value.year == clock.today().year
    return str(format_date(value, pattern if this_year else f"{pattern} y"))


def listing(names: Sequence[str], *, either: bool = False) -> str:
    """«Kari, Ola og Siv»; ``either``: «Kari, Ola eller Siv»."""
    style: Literal["or", "standard"] = "or" if either else "standard"
    return format_list(names, style, locale=get_locale())


def full_day(value: date) -> str:
    """«3. desember 2026», for what is kept for years."""
    return str(format_date(value, _FULL[str(get_locale())]))


def month(value: date) -> str:
    """«november 2025»."""
    return str(format_date(value, "MMMM y"))


def opening(value: datetime) -> str:
    """«fredag 27. november kl. 12»."""
    return str(_("%(day)s kl. %(hour)s", day=day(value), hour=value.hour))


def every_week(value: datetime) -> str:
    """«hver fredag kl. 12», for what hangs on a wall longer than a week."""
    weekday = format_date(value, "EEEE")
    return str(_("hver %(weekday)s kl. %(hour)s", weekday=weekday, hour=value.hour))


def hour(value: datetime) -> str:
    """«10.30», of a time in Oslo."""
    return f"{value:%H.%M}"


def week(value: str) -> str:
    """«uke 48» of an ISO week, with the year only when it is another than this."""
    year, number = value.split("-W")
    if year == days.week_of(clock.today())[:4]:
        return str(_("uke %(number)s", number=int(number)))
    return str(_("uke %(number)s i %(year)s", number=int(number), year=year))


def _keep_language(endpoint: str, values: dict[str, Any]) -> None:
    """An open address carries the language on; from inside, nothing but it."""
    if not request or ".inside" in endpoint or endpoint == "static":
        return
    here = chosen()
    if here != SOURCE:
        values.setdefault("lang", here)


def _url(code: str, *, home: bool = False) -> str:
    """This page in the other language; the visitor's home where there is no page."""
    if is_inside(request.path):
        return url_for("home.inside.choose_language")
    if request.endpoint and not home:
        return url_for(request.endpoint, **(request.view_args or {}) | {"lang": code})
    return url_for(HOME, lang=code)
