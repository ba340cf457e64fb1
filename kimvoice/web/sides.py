"""Two sides, one door (DESIGN 2).

The open side has no cookie, in or out; the inside has a session whose cookie the
browser sends to ``/min`` alone. Here the path of the cookie keeps the promise.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from flask import Flask, Request, Response, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import HouseError

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

INSIDE = "/min"
OPEN_SIDE_NEVER_READS = ("HTTP_COOKIE", "HTTP_AUTHORIZATION")
WEIGHT = 65_536
"""Bytes. The check page repeats 1,500 signs four times: 39,000 bytes at the most."""
PHRASE = "Answer"
"""Beside the status: «OK» and «Unprocessable Entity» weigh differently."""


class ForeignOrigin(HouseError):
    """A form that another page has sent, or a browser that does not say which."""

    status = 403


class CookieOnOpenSide(RuntimeError):
    """A mistake in the code: the open side was about to set a cookie."""


def init_app(app: Flask) -> None:
    app.session_interface = InsideSessions()
    app.wsgi_app = OpenSide(app.wsgi_app)  # type: ignore[method-assign]
    app.before_request(refuse_foreign_origin)
    app.after_request(weigh_alike)
    app.after_request(refuse_cookies)


def is_inside(path: str) -> bool:
    return path == INSIDE or path.startswith(f"{INSIDE}/")


class OpenSide:
    """Takes cookie and authorization away before anybody could read them."""

    def __init__(self, wsgi_app: "WSGIApplication") -> None:
        self.wsgi_app = wsgi_app

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if not is_inside(environ.get("PATH_INFO", "")):
            for name in OPEN_SIDE_NEVER_READS:
                environ.pop(name, None)
        return self.wsgi_app(environ, start_response)


class InsideSessions(SecureCookieSessionInterface):
    """No session outside ``/min``: a write there raises."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        return super().open_session(app, request) if is_inside(request.path) else None

    def get_cookie_path(self, app: Flask) -> str:
        return INSIDE

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure


def refuse_foreign_origin() -> None:
    """What changes something must come from a page of ours (OWASP, CSRF).

    An open form has no session that a token could be bound to; inside, Flask-WTF's
    token is asked for as well.
    """
    if request.routing_exception or request.method in ("GET", "HEAD", "OPTIONS"):
        return
    origin = request.headers.get("Origin")
    same = (
        origin == f"{request.scheme}://{request.host}"
        if origin
        else request.headers.get("Sec-Fetch-Site") == "same-origin"
    )
    if not same:
        raise ForeignOrigin(
            _l("Skjemaet kom fra en annen side. Gå til forsiden, og prøv derfra.")
        )


def refuse_cookies(response: Response) -> Response:
    if "Set-Cookie" in response.headers and not is_inside(request.path):
        raise CookieOnOpenSide(request.endpoint)
    return response


def weigh_alike(response: Response) -> Response:
    """Who counts bytes in the network learns of an open page only that it was sent."""
    return response if is_inside(request.path) else filled_up(response)


def filled_up(response: Response) -> Response:
    """White space after the end of a page, up to the next multiple of WEIGHT."""
    response.status = f"{response.status_code} {PHRASE}"
    if response.mimetype == "text/html" and "Location" not in response.headers:
        page = response.get_data()
        response.set_data(page + b" " * (-len(page) % WEIGHT))
    return response


def side() -> dict[str, Any]:
    return {"side": "inside" if is_inside(request.path) else "open"}
