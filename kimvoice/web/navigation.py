"""The menu of each side, and what every template may count on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import (
    Blueprint,
    Flask,
    current_app,
    get_flashed_messages,
    request,
    url_for,
)
from flask_babel import LazyString
from flask_babel import gettext as _

from kimvoice.people import second_factors
from kimvoice.people.directory import ToTalkWith, to_talk_with
from kimvoice.people.models import Person
from kimvoice.web import language, sides
from kimvoice.web import person as visitor
from kimvoice.web.networks import at_home


@dataclass(frozen=True)
class Link:
    label: LazyString | str
    url: str
    endpoint: str

    @property
    def current(self) -> bool:
        return request.endpoint == self.endpoint


@dataclass(frozen=True)
class Offer:
    """A line of the menu inside, for those who have something to do there."""

    label: LazyString
    endpoint: str
    shown_to: Callable[[Person], bool]


@dataclass(frozen=True)
class Stay:
    """What a page inside tells of how long it may lie still (static/session.js)."""

    out_at: datetime
    rest: int
    mark: str


def init_app(app: Flask) -> None:
    app.extensions["menu"] = []
    app.context_processor(frame)


def offer(
    room: Blueprint,
    label: LazyString,
    endpoint: str,
    shown_to: Callable[[Person], bool],
) -> None:
    """How a room puts itself on the menu, without the menu knowing the rooms."""
    line = Offer(label, endpoint, shown_to)
    room.record_once(lambda state: state.app.extensions["menu"].append(line))


def frame() -> dict[str, Any]:
    """Nothing here may ask who somebody is on the open side."""
    here = sides.side()
    inside = here["side"] == "inside"
    person = visitor.me_or_nobody() if inside else None
    return (
        here
        | language.context()
        | {
            "person": person,
            "menu": _inside_menu(person) if inside else _open_menu(),
            "messages": get_flashed_messages() if inside else [],
            "page_token": "",
            "failed": False,
            "one_title": "",
            "resend": None,
            "languages": True,
            "talk_with": lambda: _to_talk_with(person),
            "stay": _stay() if person else None,
        }
    )


def _stay() -> Stay:
    rest = int(visitor.place().rest.total_seconds())
    return Stay(visitor.out_at(), rest, visitor.session_mark())


def _open_menu() -> list[Link]:
    return [
        _link(_("Si fra uten navn"), "suggestions.open.write"),
        _link(_("Se svar med kode"), "suggestions.thread.enter"),
        _link(_("Klage"), "complaints.open.how"),
        _link(_("Forslag"), "suggestions.open.index"),
        _link(_("Du sa – vi gjorde"), "suggestions.open.said_and_done"),
        _link(_("Hvem er min tillitsvalgt?"), "elections.open.who_is_who"),
        _link(_("Logg inn"), "account.sign_in"),
    ]


def _inside_menu(person: Person | None) -> list[Link]:
    if person is None or second_factors.is_missing(person):
        return [_link(_("Forsiden"), "home.open.index")]
    offers: list[Offer] = current_app.extensions["menu"]
    shown = [
        _link(each.label, each.endpoint) for each in offers if each.shown_to(person)
    ]
    return [_link(_("Hjem"), "home.inside.index"), *shown]


def _to_talk_with(person: Person | None) -> ToTalkWith | None:
    return to_talk_with(person, named=at_home()) if person else None


def _link(label: LazyString | str, endpoint: str) -> Link:
    return Link(label, url_for(endpoint), endpoint)
