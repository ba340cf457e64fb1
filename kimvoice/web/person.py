"""Who has signed in. The open side never imports this."""

import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import wraps
from typing import Any, ParamSpec

from flask import Response, g, request, session, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import Forbidden

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import HouseError
from kimvoice.core.labels import Labelled
from kimvoice.people import second_factors
from kimvoice.people.models import Person
from kimvoice.web import language, memory
from kimvoice.web.answers import on_to
from kimvoice.web.kept import OfAnother, is_of_another, never_shown_again

P = ParamSpec("P")


class Place(Labelled):
    """Where somebody has signed in: decides how long the browser may lie still."""

    OWN = "own", _l("Min egen telefon eller PC")
    SHARED = "shared", _l("En felles PC")

    @property
    def rest(self) -> timedelta:
        return memory.OWN_REST if self is Place.OWN else memory.SHARED_REST


class SignedOut(HouseError):
    """A form was sent from inside after the session had ended."""

    status = 422


class SecondMissing(HouseError):
    """A form was sent by somebody who must set up the second factor first."""

    status = 422


def sign_in(person: Person, place: Place) -> None:
    lang, pages = language.chosen(), session.get("pages", [])
    _end_session()
    session.clear()
    g.pop("csrf_token", None)
    language.choose(lang)
    session.update(
        person=person.id,
        id=secrets.token_urlsafe(16),
        epoch=person.session_epoch,
        place=place.value,
        used=_now(),
        pages=pages,
        # Flask-WTF signs it into each form: so a form says whose it is (web/kept.py).
        csrf_token=f"{person.id}.{secrets.token_hex(20)}",
    )


def sign_out() -> None:
    """End this session: a copy of its cookie opens nothing more.

    What its sign-in was made from can't be sent again, by Back and Reload.
    """
    _end_session()
    for page in session.get("pages", []):
        memory.memory().cleared_pages.add(bytes.fromhex(page))
    session.clear()


def empty_at_the_end(page: bytes) -> None:
    """The page is emptied when this browser signs out or takes the exit."""
    session["pages"] = [*session.get("pages", []), page.hex()][-REMEMBERED:]


REMEMBERED = 8
"""Pages: a cookie is small, and nobody signs in so often without leaving."""


def ask_nobody() -> None:
    """Until this answer is given: the database is broken, and its page must not ask."""
    g.asks_nobody = True


def me_or_nobody() -> Person | None:
    if "asks_nobody" in g or not _is_live():
        return None
    person = db.session.get(Person, session["person"])
    if person is None or person.session_epoch != session["epoch"]:
        return None
    if not person.may_come_in:
        return None
    # Signed anew by each answer: what is not used for a while ends.
    session["used"] = _now()
    # The session forgets whom nobody holds, and would ask the database each time.
    g.person = person
    return person


def me() -> Person:
    person = me_or_nobody()
    if person is None:
        raise Forbidden
    return person


def place() -> Place:
    return Place(session["place"])


def move_to(place: Place) -> None:
    session["place"] = place.value


def out_at() -> datetime:
    """When the session ends if nothing more is done; the real time, in Oslo."""
    return (clock.real_now() + place().rest).astimezone(clock.OSLO)


def session_mark() -> str:
    """Lets the pages of one session know each other in the browser; opens nothing."""
    return memory.mark_of(session["id"])


def signed_in(view: Callable[P, Response]) -> Callable[P, Response]:
    """With all that the house asks of this person; else the set-up comes first."""

    @half_way_in
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
        if not second_factors.is_missing(me()):
            return view(*args, **kwargs)
        if request.method == "POST":
            raise SecondMissing
        return on_to(url_for("own.second.set_up"))

    return guarded


def half_way_in(view: Callable[P, Response]) -> Callable[P, Response]:
    """Also for who must set up the second factor, and has not yet.

    Raise SignedOut for a form: the account room gives it back with its words.
    """

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
        if me_or_nobody() is not None:
            never_shown_again()
            return view(*args, **kwargs)
        if request.method == "POST":
            raise SignedOut
        return on_to(url_for("account.sign_in"))

    return guarded


def is_here(person: Person) -> bool:
    """Whether the person may see what the house shows to everybody signed in."""
    return person.is_here


def require(may: Callable[..., bool], *what: Any) -> None:
    """Raise OfAnother where the page was made for somebody else, who has the words."""
    if not may(me(), *what):
        raise OfAnother if is_of_another() else Forbidden


def _is_live() -> bool:
    if "used" not in session or session["id"] in memory.ended_sessions():
        return False
    used = datetime.fromtimestamp(session["used"], UTC)
    return clock.real_now() - used <= place().rest


def _end_session() -> None:
    if "id" in session:
        memory.ended_sessions().add(session["id"])


def _now() -> int:
    return int(clock.real_now().timestamp())
