"""Somebody with a browser: reads the forms of a page and sends them back."""

import re
from collections.abc import Mapping
from contextvars import Context
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any, Protocol
from urllib.parse import urlsplit

from flask import Flask, has_app_context, session
from itsdangerous import URLSafeTimedSerializer
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.people.second_factors import SecondFactor
from kimvoice.web import person as inside
from kimvoice.web.person import Place

PASSPHRASE = "grønn fjell lampe"
SIGN_IN = "/min/logg-inn"
HOME = "/min/"


class Named(Protocol):
    @property
    def user_name(self) -> str: ...


class Visit(Protocol):
    def __call__(self, as_: Person | None = None) -> "Visitor": ...


@dataclass
class Form:
    action: str
    method: str
    fields: dict[str, Any] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)

    @property
    def leads_to(self) -> str:
        """The address, and behind `#` which of its acts."""
        act = self.fields.get("act")
        return f"{self.action}#{act}" if act else self.action

    def first(self, kind: str) -> str:
        """The name of the first field of this kind."""
        return next(name for name, its in self.kinds.items() if its == kind)


class Visitor:
    """A test client that behaves as a browser on our own pages does.

    A POST carries our Origin. Inside, it also carries the session's CSRF token
    when the data names none. Behind `#` stands which act of an address it is: that
    goes in the body.
    """

    def __init__(self, app: Flask, origin: str = "http://localhost") -> None:
        self.client = app.test_client()
        self.origin = origin
        self.token = ""

    def sign_in(self, person: Named, place: str = "shared") -> None:
        page = self.get(SIGN_IN)
        form = next(form for form in forms(page) if "password" in form.kinds.values())
        filled = {
            form.first("text"): person.user_name,
            form.first("password"): PASSPHRASE,
            form.first("radio"): place,
        }
        answer = self.post(SIGN_IN, form.fields | filled)
        assert answer.status_code == 303, f"{person.user_name} was not let in"
        self.token = self._token_of_session()

    def let_in(self, person: Person) -> None:
        """As who has signed in on a shared PC, without asking the house for a page."""
        assert person.passphrase_hash, f"{person.user_name} has no passphrase"
        assert person.may_come_in, f"{person.user_name} was not let in"
        assert not SecondFactor.of(person), f"{person.user_name} is asked for a number"
        person.mark_active()
        db.session.commit()
        Context().run(self._begin_session, person.id)
        db.session.rollback()

    def _begin_session(self, number: int) -> None:
        house = self.client.application
        with self.client.session_transaction(HOME, base_url=self.origin) as kept:
            with house.test_request_context(HOME, base_url=self.origin):
                inside.sign_in(db.session.get_one(Person, number), Place.SHARED)
                kept.update(session)
            self.token = str(signer(house).dumps(kept["csrf_token"]))

    def get(self, url: str, **options: Any) -> TestResponse:
        return self.open("GET", url, **options)

    def post(self, url: str, data: Any = None, **options: Any) -> TestResponse:
        """POST; a header given as None is left out (``headers={"Origin": None}``)."""
        headers = {"Origin": self.origin} | dict(options.pop("headers", {}))
        sent = {name: value for name, value in headers.items() if value is not None}
        if isinstance(data or {}, Mapping):
            data = self._unasked(url, data or {}) | dict(data or {})
        return self.open("POST", url, data=data, headers=sent, **options)

    def submit(
        self, url: str, data: Mapping[str, Any] | None = None, page: str = ""
    ) -> TestResponse:
        """Fill in the form that leads to `url`, as found on `page`, and send it."""
        shown = self.get(page or url)
        form = form_to(url, shown)
        return self.post(url, form.fields | dict(data or {}))

    def _unasked(self, url: str, data: Mapping[str, Any]) -> dict[str, str]:
        """What our forms carry, whatever is filled in."""
        if url.startswith(HOME):
            return {} if "csrf_token" in data else {"csrf_token": self.csrf_token}
        return {"act": act} if (act := urlsplit(url).fragment) else {}

    @property
    def csrf_token(self) -> str:
        if not self.token:
            page = self.get(HOME)
            if page.status_code != 200:
                page = self.get(SIGN_IN)
            self.token = next(
                str(form.fields["csrf_token"])
                for form in forms(page)
                if "csrf_token" in form.fields
            )
        return self.token

    def _token_of_session(self) -> str:
        """What each page inside would carry, without asking the house for a page."""

        def signed() -> str:
            with self.client.session_transaction(HOME, base_url=self.origin) as session:
                return str(signer(self.client.application).dumps(session["csrf_token"]))

        return Context().run(signed)

    def open(self, method: str, url: str, **options: Any) -> TestResponse:
        """One request, in a context of its own as in a real server.

        Inside the test's application context Flask would lend the request the
        test's `g` and database session. What the test has changed is committed
        first, and what it holds is read anew afterwards.
        """
        if has_app_context():
            db.session.commit()
        return Context().run(
            self.client.open,
            url,
            method=method,
            base_url=self.origin,
            buffered=True,
            **options,
        )


def signer(app: Flask) -> URLSafeTimedSerializer:
    """As Flask-WTF signs what lies in the session."""
    return URLSafeTimedSerializer(app.secret_key or "", salt="wtf-csrf-token")


def form_to(url: str, page: TestResponse) -> Form:
    found = [form for form in forms(page) if form.method == "post"]
    for form in found:
        if form.leads_to == urlsplit(url)._replace(query="").geturl():
            return form
    raise AssertionError(
        f"no form leads to {url} ({page.status_code} {page.request.path});"
        f" there are {[form.leads_to for form in found]}"
    )


def without_tokens(page: TestResponse) -> str:
    """What is the same each time the page is shown."""
    text = re.sub(r'(name="(?:csrf_)?token"[^>]* value=")[^"]*', r"\1", page.text)
    return re.sub(r"logget ut kl\. \d\d\.\d\d", "", text)


def forms(page: TestResponse) -> list[Form]:
    reader = FormReader(page.request.path)
    reader.feed(page.get_data(as_text=True))
    return reader.forms


class FormReader(HTMLParser):
    """Every form of a page, with the values a browser would send unasked."""

    def __init__(self, path: str) -> None:
        super().__init__()
        self.path = path
        self.forms: list[Form] = []
        self.open_form: Form | None = None
        self.textarea = ""
        self.select = ""

    def handle_starttag(
        self, tag: str, attributes: list[tuple[str, str | None]]
    ) -> None:
        given = {name: value or "" for name, value in attributes}
        if tag == "form":
            action = urlsplit(given.get("action", "")).path or self.path
            self.open_form = Form(action, given.get("method", "get").lower())
            self.forms.append(self.open_form)
        elif self.open_form is not None and tag in ("input", "textarea", "select"):
            self._field(tag, given, self.open_form)
        elif self.open_form is not None and tag == "option":
            self._option(given, self.open_form)

    def handle_data(self, data: str) -> None:
        if self.textarea and self.open_form is not None:
            self.open_form.fields[self.textarea] += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.open_form = None
        elif tag == "textarea":
            # A browser drops the line break that follows <textarea>.
            if self.textarea and self.open_form is not None:
                text = self.open_form.fields[self.textarea].replace("\r\n", "\n")
                self.open_form.fields[self.textarea] = text.removeprefix("\n")
            self.textarea = ""
        elif tag == "select":
            self.select = ""

    def _field(self, tag: str, given: dict[str, str], form: Form) -> None:
        name = given.get("name", "")
        if not name:
            return
        kind = given.get("type", "text") if tag == "input" else tag
        form.kinds.setdefault(name, kind)
        if tag == "textarea":
            self.textarea = name
            form.fields[name] = ""
        elif tag == "select":
            self.select = name
        elif kind not in ("radio", "checkbox", "submit") or "checked" in given:
            form.fields[name] = given.get("value", "on" if "checked" in given else "")

    def _option(self, given: dict[str, str], form: Form) -> None:
        value = given.get("value", "")
        if self.select and ("selected" in given or self.select not in form.fields):
            form.fields[self.select] = value
