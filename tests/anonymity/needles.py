"""A needle in everything that can be sent: each its own, all with one beginning."""

import base64
import json
from collections.abc import Iterator

from flask.sessions import SecureCookieSessionInterface
from itsdangerous import URLSafeTimedSerializer

from tests.anonymity.real_house import URLENCODED, RealHouse
from tests.doors import EVERYBODY
from tests.suggestions.journey import FORM, THREAD

STEM = "kvikknaal"
HEADERS = """
User-Agent Referer Accept Accept-Language Accept-Encoding From DNT Via Forwarded
X-Forwarded-For X-Forwarded-Host X-Forwarded-Proto X-Forwarded-Port X-Forwarded-Prefix
X-Forwarded-By X-Forwarded-Server X-Real-IP X-Client-IP X-Cluster-Client-IP
True-Client-IP CF-Connecting-IP X-Request-ID X-Correlation-ID traceparent tracestate
baggage If-None-Match If-Match If-Modified-Since Range Expect-CT HX-Request HX-Target
HX-Trigger HX-Trigger-Name HX-Current-URL HX-Prompt HX-Boosted X-Requested-With
X-CSRFToken X-HTTP-Method-Override Sec-Fetch-Site Sec-CH-UA Save-Data
Upgrade-Insecure-Requests Content-Language Content-Disposition Warning X-Anything
"""
FIELDS = """
text code paper_code audience department token helped confirmed how_many change anyway
user_name passphrase again place csrf_token kept next lang answer name look_first other
"""
DOORS = [tuple(line.split()[:2]) for line in EVERYBODY.split("\n") if line]
PLACES = [FORM, THREAD, "/min/logg-inn", "/min/start", "/nix"]


def needle(where: str) -> str:
    return STEM + "".join(sign for sign in where.lower() if sign.isalnum())


def headers() -> dict[str, str]:
    every = {name: needle(name) for name in HEADERS.split()}
    # As it would be written: an address, a browser, a page.
    every |= {
        "X-Forwarded-For": f"10.20.30.40, {needle('forwarded-for')}",
        "Forwarded": f"for={needle('forwarded')};host={needle('forwarded')}",
        "Referer": f"http://127.0.0.1/{needle('referer')}?q={needle('referer')}",
    }
    return every | {"Cookie": cookie(), "Authorization": basic()}


def cookie() -> str:
    """A session as ours, with a signature that is not."""
    serializer = URLSafeTimedSerializer(
        needle("secret"),
        salt=SecureCookieSessionInterface.salt,
        signer_kwargs={"key_derivation": "hmac"},
    )
    forged = serializer.dumps({"person": 1, "needle": needle("session")})
    return f"session={forged}; {needle('cookie')}={needle('cookie')}"


def basic() -> str:
    words = f"{needle('user')}:{needle('authorization')}"
    return f"Basic {base64.b64encode(words.encode()).decode()}"


def fields() -> dict[str, str]:
    return {name: f"{needle(name)} på loftet" for name in FIELDS.split()}


def send_everywhere(house: RealHouse) -> Iterator[bytes]:
    for method, door in DOORS:
        named = door.replace("<", needle("path")).replace(">", "")
        path, _, act = named.partition("#")
        asked = f"{path}?{needle('query')}={needle('query')}&lang={needle('lang')}"
        body = fields() | {"act": act} if method == "POST" else b""
        yield house.ask(method, asked, headers(), body)
    yield house.ask("POST", THREAD, {}, fields() | {"act": needle("act")})
    # Repeated by the page, where each sign takes eight: an answer of megabytes.
    much = f"text={needle('much')}{'<' * 380_000}".encode()
    yield house.ask("POST", FORM, {"Content-Type": URLENCODED}, much)
    bearer = {"Authorization": f"Bearer {needle('bearer')}"}
    for path in PLACES:
        yield house.ask("POST", path, bearer | multipart(), in_parts())
        json_body = json.dumps(fields()).encode()
        yield house.ask("POST", path, {"Content-Type": "application/json"}, json_body)
        yield house.ask(needle("method").upper(), path, headers())
        yield house.ask("PUT", f"{path}/{needle('path')}", headers(), fields())
        yield house.ask("POST", path, {"Origin": f"http://{needle('origin')}"})
        yield house.ask("GET", path, {"Host": needle("host")})
        yield house.ask("POST", path, {}, fields() | {"text": needle("long") * 50_000})


def multipart() -> dict[str, str]:
    return {"Content-Type": f"multipart/form-data; boundary={needle('boundary')}"}


def in_parts() -> bytes:
    between = f"--{needle('boundary')}"
    lines = [
        between,
        f'Content-Disposition: form-data; name="text"; filename="{needle("file")}.jpg"',
        "Content-Type: image/jpeg",
        "",
        needle("upload") * 30_000,
        between,
        'Content-Disposition: form-data; name="token"',
        "",
        needle("part"),
        f"{between}--",
        "",
    ]
    return "\r\n".join(lines).encode()


def send_broken(house: RealHouse) -> Iterator[bytes]:
    """Not HTTP, not UTF-8, too much, too little."""
    said = needle("broken").encode()
    post = b"POST /kode/sak HTTP/1.1\r\nHost: a\r\nContent-Length: 5000\r\n\r\ncode="
    for raw in (
        b"\x16\x03\x01" + said + b"\r\n\r\n",
        b"GET /" + said + b"\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET /%00" + said + b"%ff HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n",
        b"GET /static/%00" + said + b" HTTP/1.1\r\nConnection: close\r\n\r\n",
        b"GET http://" + said + b":99999999/ HTTP/1.1\r\nConnection: close\r\n\r\n",
        b"GET / HTTP/9." + said + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: \xff\xfe" + said + b"\r\nBad line " + said,
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + said * 40_000 + b"\r\n\r\n",
        b"POST /kode/sak HTTP/1.1\r\nContent-Length: " + said + b"\r\n\r\n",
        b"POST /kode/sak HTTP/1.1\r\nTransfer-Encoding: " + said + b"\r\n\r\n",
        chunked(said, b"zz" + said),
        chunked(said, b"0"),
        b"POST /kode/sak HTTP/1.1\r\nContent-Length: 9000000\r\n\r\n" + said * 9,
        post + said * 600,
    ):
        yield house.send(raw if b"\r\n\r\n" in raw else raw + b"\r\n\r\n", listen=1)
    for half in (b"GET /" + said, post + said, chunked(said, b"9")):
        yield house.send(half, listen=0)


def chunked(said: bytes, end: bytes) -> bytes:
    head = (
        b"POST /kode/sak HTTP/1.1\r\nHost: a\r\nConnection: close\r\n"
        b"Content-Type: application/x-www-form-urlencoded\r\n"
        b"Transfer-Encoding: chunked\r\n\r\n"
    )
    piece = b"code=" + said
    return head + b"%x\r\n%s\r\n" % (len(piece), piece) + end + b"\r\n\r\n"
