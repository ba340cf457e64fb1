"""Every refusal gets a page in plain words; htmx gets a notice beside the page."""

import logging
import sys
from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import HTTPException

from kimvoice.core.errors import HouseError, NotTheirs, TooLate
from kimvoice.web import person
from kimvoice.web.answers import notice, page, wants_fragment
from kimvoice.web.kept import Kept

log = logging.getLogger(__name__)

WORDS = {
    400: (
        _l("Vi forsto ikke det du sendte"),
        _l("Gå til forsiden, og prøv en gang til."),
    ),
    403: (
        _l("Du har ikke tilgang"),
        _l(
            "Du har ikke tilgang til denne siden. Logg inn, eller spør en tillitsvalgt."
        ),
    ),
    404: (
        _l("Vi finner ikke siden"),
        _l("Gå til forsiden, eller bruk menyen."),
    ),
    405: (
        _l("Siden kan ikke åpnes slik"),
        _l("Gå til forsiden, og begynn derfra."),
    ),
    409: (
        _l("Dette går ikke nå"),
        _l("En annen kan ha gjort noe mens du leste."),
    ),
    410: (
        _l("Denne siden er tømt"),
        _l("Bruk koden din for å se svaret."),
    ),
    413: (
        _l("Teksten er for lang"),
        _l("Vi kan ikke ta imot så mye på en gang. Gå tilbake, og gjør den kortere."),
    ),
    422: (
        _l("Noe mangler"),
        _l("Gå tilbake, og se over det du skrev."),
    ),
    429: (
        _l("Vent litt"),
        _l("Mange bruker siden akkurat nå. Vent litt, og prøv igjen."),
    ),
    500: (
        _l("Beklager, noe gikk galt hos oss"),
        _l("Det er ikke din feil. Prøv igjen om litt."),
    ),
}


def init_app(app: Flask) -> None:
    app.register_error_handler(HouseError, refused)
    app.register_error_handler(NotTheirs, no_longer)
    app.register_error_handler(TooLate, no_longer)
    app.register_error_handler(HTTPException, not_answered)
    app.register_error_handler(Exception, broken)
    for name in (app.name, "waitress"):
        logging.getLogger(name).addFilter(class_alone)


def class_alone(record: logging.LogRecord) -> bool:
    """Flask and waitress would write which page it was, and the visitor's address."""
    raised = (record.exc_info or sys.exc_info())[0]
    record.msg = "%s in %s"
    record.args = (raised.__name__ if raised else record.levelname, record.name)
    record.exc_info = record.exc_text = None
    return True


def refused(error: HouseError) -> Response:
    if error.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return broken(error)
    return _answer(error.status, str(error))


def no_longer(error: NotTheirs | TooLate) -> Response:
    """With what was typed while it still was."""
    kept = Kept.of_request()
    return _answer(error.status, str(error), kept.words if kept else ())


def not_answered(error: HTTPException) -> Response:
    status = error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return broken(error)
    return _answer(status if status in WORDS else HTTPStatus.BAD_REQUEST)


def broken(error: Exception) -> Response:
    # The route's name and the class alone: a message can carry what somebody wrote.
    log.error("%s in %s", type(error).__name__, request.endpoint)
    if isinstance(error, SQLAlchemyError):
        person.ask_nobody()
    return _answer(HTTPStatus.INTERNAL_SERVER_ERROR)


def is_answered() -> bool:
    """Whether the answer is a refusal, made here: nothing of a view is in it."""
    return "is_refused" in g


def _answer(status: int, words: str = "", typed: Sequence[str] = ()) -> Response:
    g.is_refused = True
    title, usual = WORDS[status]
    said: dict[str, Any] = {"title": title, "words": words or str(usual)}
    if wants_fragment():
        return notice("errors/_notice.html", status=status, **said)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR and request.endpoint in RESENDABLE:
        said["more"] = _("Send gjerne en gang til. Vi tar bare vare på én.")
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        # The database may be what is broken: the page asks it for no name.
        said["talk_with"] = lambda: None
    return page(
        "errors/show.html", status=status, **({"more": "", "typed": typed} | said)
    )


RESENDABLE = ("suggestions.open.go_on", "complaints.new.send")
"""Where sending once more is safe: what was received already is known again."""
