"""Attacks on what goes over the wire: cookies, headers, addresses, tokens.

Address and time are the network's own knowledge, and whoever was in the room makes a
person of them (`Left.presence`): an admitted limit. Here it is what the house adds:
does a form carry its sender's name, can it be laid beside what comes out later?
"""

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from hashlib import blake2b
from http.cookies import SimpleCookie
from random import Random
from typing import Any

import pytest
from flask import Flask, Response, session
from flask.sessions import SecureCookieSessionInterface
from itsdangerous import BadData, URLSafeSerializer

from kimvoice.core.clock import real_now
from kimvoice.core.db import db
from kimvoice.suggestions import codes
from kimvoice.suggestions.threads import Thread
from kimvoice.web import sides
from kimvoice.web.tokens import Token
from tests.anonymity.attacks import Attack
from tests.anonymity.centre import Resident
from tests.anonymity.claims import Named, Seen
from tests.anonymity.defences import Defence
from tests.anonymity.story import Left, Watcher, day_of, week_of
from tests.anonymity.traces import Exchange
from tests.suggestions import journey

SENDING = (journey.FORM, journey.THREAD)
"""A proxy sees addresses, and no body: not which act it was."""
TELLS_NOTHING = ("Content-Length", "Date")
"""As marks of a person; sizes are weighed in by_weight.py."""

Headers = Sequence[tuple[str, str]]
Session = dict[str, Any]


def sent_to(left: Left, *urls: str) -> Iterator[tuple[int, Exchange]]:
    """Each form that was taken in there, with its place on the wire."""
    for at, exchange in enumerate(left.wire):
        taken_in = (exchange.method, exchange.status) == ("POST", 200)
        if taken_in and exchange.url in urls:
            yield at, exchange


def sitting(left: Left, exchange: Exchange) -> int | None:
    """Who sat down last at the PC that it came from."""
    last = _sat_down(left, exchange)
    return last[1].id if last else None


def written(left: Left) -> list[list[Exchange]]:
    """From the form, by each who sat down: the check page first, the receipt last."""
    found: dict[object, list[Exchange]] = defaultdict(list)
    for _at, exchange in sent_to(left, journey.FORM):
        last = _sat_down(left, exchange)
        found[exchange.address, last and last[0]].append(exchange)
    return list(found.values())


def _sat_down(left: Left, exchange: Exchange) -> tuple[datetime, Resident, str] | None:
    before = [it for it in left.presence if it[2] == exchange.address]
    at = bisect(before, exchange.at, key=lambda it: it[0])
    return before[at - 1] if at else None


# Who sent it, by what the form carries


def _by_what_is_carried(left: Left, _watchers: Sequence[Watcher]) -> Seen:
    """A mark that inside was seen with one person alone, and now on an open form."""
    owners, chance = _owners(left), Random(1)
    guess = {}
    for at, exchange in sent_to(left, *SENDING):
        marks = _marks([*exchange.asked.items(), *exchange.answered])
        named = {owners[mark] for mark in marks if mark in owners}
        there = left.there_on(day_of(exchange.at))
        if there:
            guess[at] = named.pop() if len(named) == 1 else chance.choice(there)
    return Seen(guess)


def _owners(left: Left) -> dict[str, int]:
    seen: dict[str, set[int]] = defaultdict(set)
    for exchange in left.wire:
        if not exchange.is_open:
            for headers in (list(exchange.asked.items()), exchange.answered):
                held = list(_sessions(headers))
                people = {int(it["person"]) for it in held if "person" in it}
                for mark in _marks(headers) if people else ():
                    seen[mark] |= people
    return {mark: people.pop() for mark, people in seen.items() if len(people) == 1}


def _marks(headers: Headers) -> Iterator[str]:
    """Whatever may tell one browser, or one person, from the others."""
    for name, value in headers:
        if name not in TELLS_NOTHING:
            yield f"{name}: {value}"
    for cookie in _cookies(headers):
        yield cookie
        yield from (f"{name} = {value}" for name, value in _read(cookie).items())


def _sessions(headers: Headers) -> Iterator[Session]:
    """What its cookies say: they are signed, not sealed."""
    return map(_read, _cookies(headers))


def _cookies(headers: Headers) -> Iterator[str]:
    for name, value in headers:
        if name in ("Cookie", "Set-Cookie"):
            yield from (cookie.value for cookie in SimpleCookie(value).values())


@cache
def _read(cookie: str) -> Session:
    payload = cookie.rsplit(".", 2)[0].encode()
    try:
        held = URLSafeSerializer("any").load_payload(payload)
    except BadData:
        return {}
    return held if isinstance(held, dict) else {}


# Which suggestion came of it, by tokens: the stronger attacker, with the keys


def _by_tokens(left: Left, _watchers: Sequence[Watcher]) -> Named:
    """A code comes from its form's page, and that may have met a session."""
    guess = _by_their_order(left)
    rows = left.end.tables["suggestion_entries"]
    nonces = {row["nonce"]: row["thread_number"] for row in rows if row["nonce"]}
    with left.centre.app.app_context():
        for page, person in _pages_of_sessions(left).items():
            thread = Thread.opened_by(codes.derive(codes.mint_for(page)))
            number = thread.suggestion_number if thread else nonces.get(page.hex())
            if number is not None:
                guess[number] = person
        db.session.remove()
    return Named(guess)


def _by_their_order(left: Left) -> dict[int, int]:
    """Rows as they lie, laid beside who sent something that week, in order of time."""
    senders: dict[str, list[int]] = defaultdict(list)
    for *_checked, receipt in written(left):
        if person := sitting(left, receipt):
            senders[week_of(receipt.at)].append(person)
    guess: dict[int, int] = {}
    for row in left.end.tables["suggestions"]:
        if senders[row["week"]]:
            guess[row["number"]] = senders[row["week"]].pop(0)
    return guess


def _pages_of_sessions(left: Left) -> dict[bytes, int]:
    """All that a session knows, as a page might be called after it."""
    found: dict[bytes, int] = {}
    for exchange in left.wire:
        for held in _sessions([*exchange.asked.items(), *exchange.answered]):
            for word in _words(held):
                pages = _names_of_pages(word)
                found |= dict.fromkeys(pages, int(held.get("person", 0)))
    return {page: person for page, person in found.items() if person}


def _words(held: Session) -> Iterator[str]:
    for value in held.values():
        yield from map(str, value if isinstance(value, list) else [value])


@cache
def _names_of_pages(word: str) -> tuple[bytes, ...]:
    hashed = blake2b(word.encode(), digest_size=16).digest()
    try:
        return hashed, bytes.fromhex(word)
    except ValueError:
        return (hashed,)


ATTACKS = [
    Attack("what a form carries with it", _by_what_is_carried),
    Attack("tokens of pages, with the keys", _by_tokens),
]


# Without


def _cookie_for_all(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    patch.setattr(sides.InsideSessions, "get_cookie_path", lambda *_: "/")


def _language_in_a_cookie(patch: pytest.MonkeyPatch, app: Flask) -> None:
    """Each has a choice of their own: so the browser keeps it, for all pages."""
    begin = sides.InsideSessions.save_session

    def save(
        self: sides.InsideSessions, app: Flask, held: Any, response: Response
    ) -> None:
        begin(self, app, held, response)
        if "person" in held:
            whose = blake2b(str(held["person"]).encode(), digest_size=8).hexdigest()
            response.set_cookie("lang", f"nb.{whose}", path="/")

    patch.setattr(sides.InsideSessions, "save_session", save)


def _forms_bound_to_a_session(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    """As a token against forgery mostly is: named after the session, on all pages."""

    def new(code: str = "") -> Token:
        if not session.get("id"):
            return Token(real_now(), Random().randbytes(16), code)
        return Token(real_now(), _names_of_pages(session["id"])[0], code)

    opened = SecureCookieSessionInterface.open_session
    patch.setattr(sides, "OPEN_SIDE_NEVER_READS", ())
    patch.setattr(sides.InsideSessions, "get_cookie_path", lambda *_: "/")
    patch.setattr(sides.InsideSessions, "open_session", opened)
    patch.setattr(Token, "new", new)


DEFENCES = [
    Defence(
        "the sign-in's cookie goes to /min alone",
        _cookie_for_all,
        ("what a form carries with it",),
        together="the wire",
    ),
    Defence(
        "no cookie on the open side, not even of the language",
        _language_in_a_cookie,
        ("what a form carries with it",),
    ),
    Defence(
        "a token is of one page, and knows no session",
        _forms_bound_to_a_session,
        ("tokens of pages, with the keys",),
    ),
]
