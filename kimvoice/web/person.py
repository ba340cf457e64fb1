"""Who has signed in. The open side never imports this."""

import secrets
from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec

from flask import Response, session, url_for
from werkzeug.exceptions import Forbidden

from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.web import language, memory
from kimvoice.web.answers import on_to

P = ParamSpec("P")


def sign_in(person: Person) -> None:
    lang = language.chosen()
    session.clear()
    language.choose(lang)
    session["person"] = person.id
    session["id"] = secrets.token_urlsafe(16)


def sign_out() -> None:
    """End this session: a copy of its cookie opens nothing more."""
    if "id" in session:
        memory.ended_sessions().add(session["id"])
    session.clear()


def me_or_nobody() -> Person | None:
    if "person" not in session or session["id"] in memory.ended_sessions():
        return None
    # Signed anew by each answer: half an hour of rest ends it (SESSION_REST).
    session.modified = True
    return db.session.get(Person, session["person"])


def me() -> Person:
    person = me_or_nobody()
    if person is None:
        raise Forbidden
    return person


def signed_in(view: Callable[P, Response]) -> Callable[P, Response]:
    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> Response:
        if me_or_nobody() is None:
            return on_to(url_for("account.sign_in"))
        return view(*args, **kwargs)

    return guarded


def require(may: Callable[..., bool], *what: Any) -> None:
    if not may(me(), *what):
        raise Forbidden
