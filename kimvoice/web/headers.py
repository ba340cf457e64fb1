"""Headers of every answer, errors and static files included."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, cast
from wsgiref.headers import Headers as WsgiHeaders

from flask import Flask, Response
from whitenoise import WhiteNoise

from kimvoice.config import beside_or_inside

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self';"
        " img-src 'self' data:; form-action 'self'; base-uri 'none';"
        " frame-ancestors 'none'"
    ),
    # With no-referrer browsers send "Origin: null" and every form is refused.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "X-Robots-Tag": "noindex, nofollow",
}


def init_app(app: Flask) -> None:
    app.after_request(set_headers)
    app.wsgi_app = StaticFiles(  # type: ignore[method-assign]
        app.wsgi_app,
        root=beside_or_inside("static"),
        prefix="static/",
        max_age=None,
        allow_all_origins=False,
        add_headers_function=_set_static_headers,
    )


class StaticFiles(WhiteNoise):  # type: ignore[misc]
    """Only reads: what else is asked for gets the house's own refusal."""

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return cast("Iterable[bytes]", self.application(environ, start_response))
        return cast("Iterable[bytes]", super().__call__(environ, start_response))


def set_headers(response: Response) -> Response:
    response.headers.update(HEADERS)
    response.vary.add("HX-Request")
    return response


def _set_static_headers(headers: WsgiHeaders, _path: str, _url: str) -> None:
    for name, value in HEADERS.items():
        headers[name] = value
