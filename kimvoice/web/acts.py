"""The doors of what can be done with a row: a table of buttons and of questions."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeAlias, TypeVar

from flask import Blueprint, Response
from flask_babel import LazyString
from flask_babel import gettext as _

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person
from kimvoice.web.answers import wants_fragment
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.person import me, signed_in

Row = TypeVar("Row")
May: TypeAlias = Callable[[Person, Row], bool]


@dataclass(frozen=True)
class Button(Generic[Row]):
    """An act that needs no words: who may, the verb, and what is said after."""

    url: str
    may: May[Row]
    verb: Callable[[Row, Person], None]
    said: LazyString


@dataclass(frozen=True)
class Question(Generic[Row]):
    """An act that asks for words first, on a page of its own."""

    url: str
    may: May[Row]
    can: Callable[[Row], bool]
    form: Callable[[Row, Person], InsideForm]
    verb: Callable[[Row, Person, Any], None]
    title: LazyString
    button: LazyString
    said: LazyString
    sees: LazyString


@dataclass(frozen=True)
class Desk(Generic[Row]):
    """Find, may I, read the form, one verb, commit, answer."""

    find: Callable[[int, May[Row]], Row]
    """Locked when it is to be changed; 404 for what does not exist for me."""
    show: Callable[[Row, InsideForm, int], Response]
    """The row's own page, with why a button did nothing."""
    ask: Callable[[Question[Row], Row, InsideForm, int], Response]
    end: Callable[[Row, str], Response]
    """Once it is done and committed."""

    def open_doors(
        self,
        bp: Blueprint,
        place: str,
        buttons: Mapping[str, Button[Row]],
        questions: Mapping[str, Question[Row]],
    ) -> None:
        """``place``: the rule of the row's own page."""
        for name, button in buttons.items():
            bp.add_url_rule(
                f"{place}/{button.url}",
                name,
                signed_in(self.press),
                methods=["POST"],
                defaults={"act": button},
            )
        for name, asked in questions.items():
            bp.add_url_rule(
                f"{place}/{asked.url}",
                name,
                signed_in(self.fill_in),
                methods=["GET", "POST"],
                defaults={"act": asked},
            )

    def press(self, number: int, act: Button[Row]) -> Response:
        """A refusal for htmx is a notice: it leaves the page as it is."""
        row, form = self.find(number, act.may), ButtonForm()
        if not form.validate_on_submit():
            return self.show(row, form, 422)
        try:
            act.verb(row, me())
        except RuleBroken as refusal:
            if wants_fragment():
                raise
            db.session.rollback()
            form.form_errors.append(str(refusal))
            return self.show(row, form, refusal.status)
        db.session.commit()
        return self.end(row, str(act.said))

    def fill_in(self, number: int, act: Question[Row]) -> Response:
        """A refusal keeps what was written, and says the true reason."""
        row = self.find(number, act.may)
        form = act.form(row, me())
        if not form.is_submitted():
            if not act.can(row):
                raise RuleBroken(_("Dette er gjort, eller kan ikke gjøres nå."))
            return self.ask(act, row, form, 200)
        if not form.validate():
            return self.ask(act, row, form, 422)
        try:
            act.verb(row, me(), form)
        except RuleBroken as refusal:
            db.session.rollback()
            form.form_errors.append(str(refusal))
            return self.ask(act, row, form, refusal.status)
        db.session.commit()
        return self.end(row, str(act.said))
