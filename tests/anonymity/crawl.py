"""Somebody who opens every address of the house and keeps what it answered.

The addresses are those of the house's own map, filled in with what there is; the
parameters are those that the views were seen to ask for; the rest are links that
the pages hold. Nothing here is a list of pages that could be forgotten.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape
from http import HTTPStatus
from itertools import product
from typing import Any
from urllib.parse import urlencode, urlsplit

from flask import Flask, request
from sqlalchemy import select
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from kimvoice.core import choices, clock, days
from kimvoice.core.db import db
from kimvoice.people.models import Department, Person, Role
from kimvoice.suggestions.lists import Shelf
from tests.anonymity.effort import long
from tests.visitor import Visitor

NOT_WALKED = {
    "static": "files of the package, the same in every house",
    "home.inside.leave": "the exit: it ends the session of the one who walks",
    "own.second.set_up": "what app and house are to share is drawn at each look",
    "start.open_slip": "its code would go into the session of the one who walks",
}
TOKEN = re.compile(r'(name="(?:csrf_)?token"[^>]* value="|data-mark=")([^"]*)')
HREF = re.compile(r'href="(/[^"#]*)')
CHOICE = re.compile(r'type="radio" name="status" id="[^"]*" value="([^"]*)"')


def first(column: Any) -> list[object]:
    return [db.session.scalar(select(column).order_by(column).limit(1)) or 1]


PLACES: dict[str, Callable[[], Sequence[object]]] = {
    "name": lambda: list(choices.REGISTER)[: None if long() else 1],
    "person_id": lambda: first(Person.id),
    "role_id": lambda: first(Role.id),
    "department_id": lambda: first(Department.id),
    "department": lambda: first(Department.id),
    "asked": lambda: [1],
    "step": lambda: [1, 2],
    "kind": lambda: ["ordinart"],
    "which": lambda: [1],
    "who": lambda: first(Person.id),
    "answer": lambda: ["ja"],
    "slug": lambda: ["deltakerforum"],
    "point": lambda: [1],
    "year": lambda: [clock.today().year],
    "ordinal": lambda: [1],
}
"""What addresses name beside suggestions. One example stands for all: a link to the
next person or setting is not followed."""

SPANS: dict[str, Callable[[], str]] = {
    "halvar": lambda: days.half_year_of(days.months_after(clock.today(), -6)),
    "maned": lambda: f"{days.months_after(clock.today(), -1):%Y-%m}",
}
"""Beside the one that is shown unasked."""

asked_for: dict[str, set[str]] = defaultdict(set)
"""The parameters that each view was seen to ask for, by its endpoint."""


class Parameters(ImmutableMultiDict[str, str]):
    """Of an address; remembers what was asked for, whether or not it is there."""

    def __getitem__(self, key: str) -> Any:
        asked_for[request.endpoint or ""].add(key)
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        asked_for[request.endpoint or ""].add(str(key))
        return super().__contains__(key)


def watch(app: Flask) -> None:
    """From now on the house is asked by requests that remember what was read."""

    class Watched(app.request_class):  # type: ignore[misc, name-defined]
        @cached_property
        def args(self) -> Parameters:
            return Parameters(super().args)

    app.request_class = Watched


@dataclass(frozen=True)
class Answered:
    """All that came back, but for what is new each time: that has its length."""

    status: int
    headers: tuple[tuple[str, str], ...]
    text: str

    @classmethod
    def read(cls, answer: TestResponse) -> "Answered":
        headers = [
            (name, re.sub("=[^;]*", "=", value, count=1))
            if name == "Set-Cookie"
            else (name, value)
            for name, value in answer.headers
        ]
        text = TOKEN.sub(lambda it: it[1] + "·" * len(it[2]), answer.text)
        return cls(answer.status_code, tuple(sorted(headers)), text)

    def changed(self, change: Callable[[str], str]) -> "Answered":
        headers = tuple((name, change(value)) for name, value in self.headers)
        return Answered(self.status, headers, change(self.text))


@dataclass
class Map:
    """Every address there is to open, and what can be asked for in it."""

    app: Flask
    numbers: list[int]
    """Of suggestions that somebody may try: what is hidden is tried as well."""
    language: str = "nb"
    keys: list[str] = field(default_factory=list)
    """Where somebody reads on in a list, beside the keys that its pages hold."""

    def rules(self, *, inside: bool) -> list[Rule]:
        return [
            rule
            for rule in self.app.url_map.iter_rules()
            if "GET" in (rule.methods or ())
            and rule.rule.startswith("/min") == inside
            and rule.endpoint not in NOT_WALKED
        ]

    def addresses(self, rule: Rule) -> list[str]:
        names = sorted(rule.arguments - set(rule.defaults or ()))
        places = [self.places(name) for name in names]
        found = []
        for values in product(*places):
            url = rule.rule
            for name, value in zip(names, values, strict=True):
                url = re.sub(rf"<(?:[^<>]*:)?{name}>", str(value), url)
            found.append(url)
        return found

    def places(self, name: str) -> Sequence[object]:
        if name == "number":
            return self.numbers
        assert name in PLACES, f"say in {__file__} what a <{name}> can be"
        return PLACES[name]()

    def queries(self, endpoint: str, page: str) -> Iterator[str]:
        """Every way to ask for what the view reads from its address."""
        names = sorted(asked_for[endpoint] - {"lang"})
        for values in product(*(self.values(name, page) for name in names)):
            yield urlencode(dict(zip(names, values, strict=True)))

    def values(self, name: str, page: str) -> Sequence[object]:
        match name:
            case "status":
                return [*(CHOICE.findall(page) or words_of_shelves()), "nothing"]
            case "etter":
                return ["", *self.keys]
            case "side":
                return [1, 2, 99]
            case "avdeling":
                return first(Department.id)
            case "punkt" | "point":
                return ["", 1]
        assert name in SPANS, f"say in {__file__} what ?{name}= can be"
        return ["", SPANS[name]()]

    def leads_on(self, url: str, *, inside: bool) -> bool:
        """Whether a link of a page leads to another one of this side and language."""
        path, query = urlsplit(url)[2:4]
        if path.startswith("/min") != inside or "lang=" in query:
            return False
        try:
            endpoint, named = self.app.url_map.bind("localhost").match(path)
        except (MethodNotAllowed, NotFound):
            return False
        return endpoint not in NOT_WALKED and not named.keys() & PLACES.keys()


def words_of_shelves() -> list[str]:
    """Of every row of shelves that any module of the house has."""
    found: dict[str, None] = {}
    for name, module in list(sys.modules.items()):
        if name.startswith("kimvoice."):
            for value in vars(module).values():
                if isinstance(value, tuple):
                    found |= {it.word: None for it in value if isinstance(it, Shelf)}
    return list(found)


@dataclass
class Walk:
    visitor: Visitor
    map: Map
    inside: bool
    seen: dict[str, Answered] = field(default_factory=dict)
    links: set[str] = field(default_factory=set)

    def look(self, url: str) -> str:
        """The page that is shown, if one is; its links wait."""
        joint = "&" if "?" in url else "?"
        answer = self.visitor.get(f"{url}{joint}lang={self.map.language}")
        self.seen[url] = Answered.read(answer)
        self.links.update(unescape(each) for each in HREF.findall(answer.text))
        return answer.text if answer.status_code == HTTPStatus.OK else ""

    def addresses(self) -> None:
        for rule in self.map.rules(inside=self.inside):
            for url in self.map.addresses(rule):
                if page := self.look(url):
                    for query in filter(None, self.map.queries(rule.endpoint, page)):
                        self.look(f"{url}?{query}")

    def onward(self) -> None:
        while self.links:
            url = self.links.pop()
            if url not in self.seen and self.map.leads_on(url, inside=self.inside):
                self.look(url)


def crawl(visitor: Visitor, map_: Map, *, inside: bool) -> dict[str, Answered]:
    """Each address as it stands, then with all that its view asked for, then links."""
    walk = Walk(visitor, map_, inside)
    walk.addresses()
    walk.onward()
    return walk.seen


def knock(visitor: Visitor, map_: Map, numbers: list[int]) -> dict[str, Answered]:
    """Press every button of what one may not see. Changes nothing, if it is kept."""
    closed = Map(map_.app, numbers)
    return {
        f"POST {url}": Answered.read(visitor.post(url))
        for rule in map_.app.url_map.iter_rules()
        if "POST" in (rule.methods or ()) and "number" in rule.arguments
        for url in closed.addresses(rule)
    }
