"""A real server in a thread, and the proxy that speaks https before it."""

import ssl
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import trustme
from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from kimvoice.cli import SERVER

HOP_BY_HOP = {"connection", "keep-alive", "transfer-encoding"}


@contextmanager
def served(app: Flask, *, proxies: int = 0) -> Iterator[int]:
    """Serve the app as production does, on a free port; the port.

    Waitress throws away X-Forwarded-* of itself; with a proxy before it the app
    counts them (Config.proxies).
    """
    sockets: dict[int, wasyncore.dispatcher] = {}
    server = create_server(
        app,
        map=sockets,
        host="127.0.0.1",
        port=0,
        clear_untrusted_proxy_headers=not proxies,
        **SERVER,
    )
    thread = Thread(target=server.run, name="house", daemon=True)
    thread.start()
    try:
        yield int(server.effective_port)
    finally:
        # Closed in the server's own thread: its loop ends when no socket is left. It
        # may be awake already, and have closed them before it is woken.
        with suppress(OSError):
            server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets))
        thread.join(timeout=10)
        server.task_dispatcher.shutdown()


@contextmanager
def https_before(port: int) -> Iterator[int]:
    """A proxy with a certificate of its own, as the keeper's guide sets it up.

    It says what it is (X-Forwarded-*), and drops Cookie and Authorization outside
    /min (DESIGN 2).
    """

    class Forward(Proxy):
        behind = port

    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("localhost", "voice.test").configure_cert(context)
    proxy = PatientServer(("127.0.0.1", 0), Forward)
    proxy.socket = context.wrap_socket(
        # The handshake belongs in the connection's thread, not in accept().
        proxy.socket,
        server_side=True,
        do_handshake_on_connect=False,
    )
    thread = Thread(target=proxy.serve_forever, name="proxy", daemon=True)
    thread.start()
    try:
        yield proxy.server_port
    finally:
        proxy.shutdown()
        proxy.server_close()
        thread.join(timeout=10)


class PatientServer(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Chromium hangs up on a certificate it does not know, then calls again."""
        if not isinstance(sys.exception(), OSError):
            super().handle_error(request, client_address)


class Proxy(BaseHTTPRequestHandler):
    behind = 0

    def forward(self) -> None:
        length = int(self.headers.get("Content-Length") or 0)
        body = self.rfile.read(length)
        house = HTTPConnection("127.0.0.1", self.behind, timeout=30)
        house.request(self.command, self.path, body, self.forwarded_headers())
        answer = house.getresponse()
        content = answer.read()
        house.close()
        self.send_response_only(answer.status)
        for name, value in answer.getheaders():
            if name.lower() not in HOP_BY_HOP | {"content-length"}:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    do_GET = do_HEAD = do_POST = forward

    def forwarded_headers(self) -> dict[str, str]:
        dropped = set(HOP_BY_HOP)
        if not self.path.startswith("/min"):
            dropped |= {"cookie", "authorization"}
        kept = {
            name: value
            for name, value in self.headers.items()
            if name.lower() not in dropped
        }
        return kept | {
            "X-Forwarded-Proto": "https",
            "X-Forwarded-Host": self.headers["Host"],
            "X-Forwarded-For": self.client_address[0],
        }

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""
