"""The house's own networks (DESIGN 2): the address is compared once, and forgotten.

``Forgetful`` takes the address out of the request before any other code runs. What
stays is a question, «do you lie in one of these?», for the life of the request: no
log line, row or traceback can hold what it compares with.
"""

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, IPv6Address, ip_address
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, g, request, url_for
from werkzeug.middleware.proxy_fix import ProxyFix

from kimvoice.core.db import db
from kimvoice.core.networks import Networks
from kimvoice.core.settings import HOUSE_NETWORKS, INSIDE_FROM_ELSEWHERE
from kimvoice.web.language import HOME, LANGUAGES, chosen
from kimvoice.web.sides import filled_up, is_inside

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

LiesIn = Callable[[Networks], bool]
LIES_IN = "kimvoice.lies_in"
THIS_MACHINE_ALONE = ("localhost", "127.0.0.1", "[::1]")
NEVER_READ = (
    "REMOTE_ADDR",
    "REMOTE_HOST",
    "REMOTE_PORT",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_FORWARDED",
    "HTTP_X_REAL_IP",
    # What some proxies add on their own account.
    "HTTP_X_CLIENT_IP",
    "HTTP_X_CLUSTER_CLIENT_IP",
    "HTTP_TRUE_CLIENT_IP",
    "HTTP_CF_CONNECTING_IP",
    # Holds the address from before ProxyFix; leads to the connection; is the socket.
    "werkzeug.proxy_fix.orig",
    "waitress.client_disconnected",
    "werkzeug.socket",
)
WAYS_OUT = ("home.open.leave", "home.inside.leave", "home.open.today")
"""The exit works from everywhere, and lands on a page with nothing of the house."""


def init_app(app: Flask) -> None:
    """Call before anything else that looks at a request."""
    app.before_request(answer_only_where_we_may)
    app.add_template_global(open_in_house_only)


def put_behind(app: Flask, proxies: int) -> None:
    """Call last: nothing may stand between this and the door."""
    app.wsgi_app = Forgetful(app.wsgi_app, proxies)  # type: ignore[method-assign]
    if proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=0, x_proto=proxies, x_host=proxies
        )


# Questions


def at_home() -> bool:
    """Whether this request comes from the house; always, where it has no networks.

    Names of participants are shown only here, and only with their consent.
    """
    return bool(g.get("at_home", False))


def open_in_house_only() -> bool:
    """Whether a receipt code works only on the networks of the house."""
    return bool(HOUSE_NETWORKS.value())


def reaches_only_here() -> bool:
    """Whether the address in this browser, printed, would lead nobody else here."""
    return request.host.rsplit(":", 1)[0] in THIS_MACHINE_ALONE


def would_answer(networks: Networks) -> bool:
    """Whether this very request would be at home, were these the networks."""
    lies_in: LiesIn = request.environ.get(LIES_IN, lambda _networks: False)
    return not networks or lies_in(networks)


# The door


class Forgetful:
    """Takes every address away before anybody could read it."""

    def __init__(self, wsgi_app: "WSGIApplication", proxies: int) -> None:
        self.wsgi_app = wsgi_app
        self.proxies = proxies

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        environ[LIES_IN] = _question(environ, self.proxies)
        for name in NEVER_READ:
            environ.pop(name, None)
        return self.wsgi_app(environ, start_response)


def answer_only_where_we_may() -> Response | None:
    """Known and unknown addresses get the same refusal, whoever has signed in."""
    if request.endpoint in WAYS_OUT:
        g.at_home = False
        return None
    g.at_home = would_answer(HOUSE_NETWORKS.value())
    allowed = g.at_home or (is_inside(request.path) and INSIDE_FROM_ELSEWHERE.value())
    # The reading is over: slow hashing must not wait with a transaction open.
    db.session.rollback()
    return None if allowed else _from_elsewhere()


def _from_elsewhere() -> Response:
    """Without the frame of the other pages: that asks who has signed in."""
    here = chosen()
    other = next(code for code in LANGUAGES if code != here)
    page = current_app.jinja_env.get_template("errors/elsewhere.html").render(
        lang=here,
        other=other,
        other_name=LANGUAGES[other],
        other_url=url_for(HOME, lang=other),
    )
    return filled_up(Response(page, status=403))


def _question(environ: "WSGIEnvironment", proxies: int) -> LiesIn:
    address = _address(environ, proxies)

    def lies_in(networks: Networks) -> bool:
        return address is not None and any(address in each for each in networks)

    return lies_in


def _address(
    environ: "WSGIEnvironment", proxies: int
) -> IPv4Address | IPv6Address | None:
    """None when it cannot be known: then it lies in no network."""
    try:
        address = ip_address(_said(environ, proxies))
    except ValueError:
        return None
    mapped = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    return mapped or address


def _said(environ: "WSGIEnvironment", proxies: int) -> str:
    """The connection's own address, or what the outermost of our proxies wrote.

    Split at every comma. ProxyFix honours quotation marks: with one of them a visitor
    could swallow what the proxies add, and have its own word read instead.
    """
    if not proxies:
        return str(environ.get("REMOTE_ADDR", ""))
    forwarded = str(environ.get("HTTP_X_FORWARDED_FOR", "")).split(",")
    # Too few: some proxy did not say who asked, and it is not itself the visitor.
    return forwarded[-proxies].strip() if len(forwarded) >= proxies else ""
