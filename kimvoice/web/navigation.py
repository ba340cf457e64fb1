"""The menu of each side, and what every template may count on."""

from dataclasses import dataclass
from typing import Any

from flask import Flask, get_flashed_messages, request, url_for
from flask_babel import gettext as _

from kimvoice.people.models import Person
from kimvoice.web import language, sides


@dataclass(frozen=True)
class Link:
    label: str
    url: str
    endpoint: str

    @property
    def current(self) -> bool:
        return request.endpoint == self.endpoint


def init_app(app: Flask) -> None:
    app.context_processor(frame)


def frame() -> dict[str, Any]:
    """Nothing here may ask who somebody is on the open side."""
    here = sides.side()
    inside = here["side"] == "inside"
    person = _person() if inside else None
    return (
        here
        | language.context()
        | {
            "person": person,
            "menu": _inside_menu(person) if inside else _open_menu(),
            "messages": get_flashed_messages() if inside else [],
            "page_token": "",
            "failed": False,
        }
    )


def _open_menu() -> list[Link]:
    return [
        _link(_("Si fra uten navn"), "suggestions.open.write"),
        _link(_("Se svar med kode"), "suggestions.open.code"),
        _link(_("Forslag"), "suggestions.open.index"),
        _link(_("Du sa – vi gjorde"), "suggestions.open.said_and_done"),
        _link(_("Logg inn"), "account.sign_in"),
    ]


def _inside_menu(person: Person | None) -> list[Link]:
    if person is None:
        return [_link(_("Forsiden"), "home.open.index")]
    return [
        _link(_("Hjem"), "home.inside.index"),
        _link(_("Forslag"), "suggestions.inside.index"),
    ]


def _link(label: str, endpoint: str) -> Link:
    return Link(label, url_for(endpoint), endpoint)


def _person() -> Person | None:
    # Imported here: the open side never reaches this line.
    from kimvoice.web.person import me_or_nobody

    return me_or_nobody()
