"""Parts that the forms of every room are made of; each message is a whole sentence."""

import unicodedata
from enum import StrEnum
from typing import Any, TypeAlias, TypeVar

from flask import request
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.csrf import generate_csrf, validate_csrf
from werkzeug.datastructures import MultiDict
from wtforms import (
    DateField,
    Field,
    Form,
    IntegerField,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
    TimeField,
)
from wtforms.csrf.core import CSRF
from wtforms.fields.choices import enum_choices, enum_coerce
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import CheckboxInput, ListWidget, TextInput

from kimvoice.core import clock, days
from kimvoice.web.kept import OfAnother, is_of_another

Kind = TypeVar("Kind", bound=StrEnum)
Sentence: TypeAlias = LazyString | str


NOTHING_WRITTEN = _l("Det gikk lang tid. Trykk på knappen en gang til.")
FURTHEST = 24
"""Months that a date may lie ahead."""

LOOK_FIRST = "look_first"
"""A field: show the form with what it carries, and do nothing yet (web/kept.py)."""


class HouseForm(FlaskForm):
    """Reads what a form of ours sends: neither JSON nor files."""

    class Meta(FlaskForm.Meta):
        def wrap_formdata(self, form: Form, formdata: Any) -> Any:
            if formdata is None or isinstance(formdata, MultiDict):
                return formdata
            return request.form if request.method == "POST" else None


class SessionToken(CSRF):
    """Flask-WTF's token, with a sentence of ours when it does not fit."""

    def generate_csrf_token(self, _field: Field) -> str:
        return str(generate_csrf())

    def validate_csrf_token(self, form: "InsideForm", field: Field) -> None:
        try:
            validate_csrf(field.data)
        except ValidationError as error:
            if is_of_another():
                raise OfAnother from error
            raise ValidationError(form.expired) from error
        if LOOK_FIRST in request.form:
            raise ValidationError(
                _("Teksten din står her. Se over den, og trykk på knappen.")
            )


class InsideForm(HouseForm):
    """Every form inside carries the session's token."""

    expired = _l(
        "Det gikk lang tid. Teksten din står her ennå. Trykk på knappen en gang til."
    )

    class Meta(HouseForm.Meta):
        csrf_class = SessionToken


class ButtonForm(InsideForm):
    """A button alone."""

    expired = NOTHING_WRITTEN


def tidy(text: str | None) -> str:
    """One kind of line ending, no control characters (NUL among them), trimmed."""
    lines = (text or "").replace("\r\n", "\n").replace("\r", "\n")
    return "".join(sign for sign in lines if not _is_control(sign)).strip()


def words(
    label: Sentence,
    missing: Sentence | None,
    *,
    most: int,
    hint: Sentence = "",
    name: Sentence = "",
) -> TextAreaField:
    """A text area; without ``missing`` the form says when it is needed."""
    needed = Written(missing) if missing else Depends()
    return TextAreaField(
        label,
        [needed, AtMost(most, name or _l("Teksten"))],
        filters=[tidy],
        description=hint,
    )


def one_of(
    label: Sentence, kind: type[Kind], missing: Sentence | None, hint: Sentence = ""
) -> RadioField:
    """Radios, none chosen beforehand."""
    return RadioField(
        label,
        [InputRequired(missing)] if missing else [Depends()],
        choices=enum_choices(kind, label=lambda each: each.label),
        coerce=enum_coerce(kind),
        invalid_value_message=missing or _l("Velg et av svarene."),
        invalid_choice_message=missing or _l("Velg et av svarene."),
        description=hint,
    )


def ticks(
    label: Sentence, needed: Sentence | None = None, **more: Any
) -> SelectMultipleField:
    """Checkboxes; with ``needed`` one at least must be ticked."""
    must = {"validators": [InputRequired(needed)]} if needed else {}
    return SelectMultipleField(
        label,
        widget=ListWidget(),
        option_widget=CheckboxInput(),
        **must,
        **more,
    )


def line(
    label: Sentence,
    missing: Sentence | None,
    *,
    most: int,
    hint: Sentence = "",
    name: Sentence = "",
) -> StringField:
    """Some words on one line; without ``missing`` it may stand empty."""
    needed = [Written(missing)] if missing else []
    return StringField(
        label,
        [*needed, AtMost(most, name or _l("Teksten"))],
        filters=[lambda typed: " ".join(tidy(typed).split())],
        description=hint,
    )


def day(
    label: Sentence, hint: Sentence = "", missing: Sentence | None = None
) -> DateField:
    """As people write it; without ``missing`` the form says when it is needed."""
    return DateField(
        label,
        [InputRequired(missing)] if missing else [Depends()],
        format=["%d.%m.%Y", "%Y-%m-%d"],
        invalid_value_message=_l("Skriv datoen slik: 4.12.2026."),
        widget=TextInput(),
        description=hint,
    )


def need_coming(field: Field, missing: Sentence = "") -> None:
    """Of a day that the form asks for: today or later, and not too far ahead."""
    if field.errors:
        return
    if field.data is None:
        raise ValidationError(missing)
    if field.data < clock.today():
        raise ValidationError(_("Datoen har vært. Skriv en dato som kommer."))
    if field.data > days.months_after(clock.today(), FURTHEST):
        raise ValidationError(_("Skriv en dag som kommer, høyst to år fram."))


def hour(label: Sentence, missing: Sentence | None = None) -> TimeField:
    """On the clock of the house; without ``missing`` the form says when."""
    return TimeField(
        label,
        [InputRequired(missing)] if missing else [Depends()],
        format=["%H.%M", "%H:%M", "%H"],
        invalid_value_message=_l("Skriv klokka slik: 8.30."),
        widget=TextInput(),
    )


def number(
    label: Sentence, wrong: Sentence, *, most: int, hint: Sentence = ""
) -> IntegerField:
    """From none up; it may stand empty."""
    return IntegerField(
        label,
        [Depends(), UpTo(most, wrong)],
        invalid_value_message=wrong,
        widget=TextInput(),
        description=hint,
        render_kw={"inputmode": "numeric"},
    )


class Written:
    """Something other than white space."""

    field_flags = {"required": True}

    def __init__(self, sentence: Sentence) -> None:
        self.sentence = sentence

    def __call__(self, _form: Form, field: Field) -> None:
        if not any(_is_seen(sign) for sign in field.data or ""):
            raise ValidationError(self.sentence)


class AtMost:
    def __init__(self, most: int, name: Sentence) -> None:
        self.most = most
        self.name = name

    def __call__(self, _form: Form, field: Field) -> None:
        written = len(field.data or "")
        if written > self.most:
            raise ValidationError(
                _(
                    "%(name)s kan ha høyst %(most)s tegn. Du har skrevet %(written)s.",
                    name=self.name,
                    most=self.most,
                    written=written,
                )
            )


class UpTo:
    """A number from none to so many."""

    def __init__(self, most: int, sentence: Sentence) -> None:
        self.most = most
        self.sentence = sentence

    def __call__(self, _form: Form, field: Field) -> None:
        if field.data is not None and not 0 <= field.data <= self.most:
            raise ValidationError(self.sentence)


class Depends:
    """Needed with some answers and not with others; the form says which.

    Left open it is no error of its own; what was typed must still be understood.
    """

    field_flags = {"depends": True}

    def __call__(self, _form: Form, field: Field) -> None:
        raw: list[Any] = field.raw_data or []
        if not any(str(each).strip() for each in raw):
            field.errors = []


def _is_seen(sign: str) -> bool:
    return not sign.isspace() and unicodedata.category(sign) != "Cf"


def _is_control(sign: str) -> bool:
    return unicodedata.category(sign) in ("Cc", "Cs") and sign not in "\n\t"
