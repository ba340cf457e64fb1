"""What is asked about a setting: each kind of value has a field of its own."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    Field,
    Form,
    HiddenField,
    IntegerField,
    RadioField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import TextInput

from kimvoice.admin.wording import weekday
from kimvoice.core.choices import Setting, Strict
from kimvoice.core.errors import RuleBroken
from kimvoice.core.settings import HOUSE_NETWORKS, INSIDE_FROM_ELSEWHERE
from kimvoice.people.models import Person, RoleKind
from kimvoice.web.fields import InsideForm, line, tidy
from kimvoice.web.networks import at_home, would_answer

LONGEST_LINE = 120


class SettingForm(InsideForm):
    confirmed = HiddenField()
    value: Field
    setting: Setting[Any]

    @property
    def chosen(self) -> Any:
        return KINDS[_kind(self.setting)].chosen(self.setting, self.value.data)

    @property
    def draft(self) -> str:
        """As the form sends it."""
        return str(self.value.raw_data[0] if self.value.raw_data else "")


def form_for(setting: Setting[Any], counts_from: date) -> SettingForm:
    kind = KINDS[_kind(setting)]
    asked = type("AskedForm", (SettingForm,), {"value": kind.field(setting)})
    form: SettingForm = asked(
        data={"value": kind.shown(setting, setting.value_to_come())}
    )
    form.setting = setting
    form.value.validators = [
        *form.value.validators,
        Possible(setting, counts_from),
        StaysIn(setting),
    ]
    return form


class Possible:
    """The rules of the register, in sentences for who fills in."""

    def __init__(self, setting: Setting[Any], counts_from: date) -> None:
        self.setting = setting
        self.counts_from = counts_from

    def __call__(self, _form: Form, field: Field) -> None:
        if field.errors or not isinstance(field.data, int):
            return
        setting, value = self.setting, field.data
        if setting.between and not setting.between[0] <= value <= setting.between[1]:
            low, high = setting.between
            raise ValidationError(
                _("Skriv et tall fra %(low)s til %(high)s.", low=low, high=high)
            )
        if setting.strict and not setting.keeps_the_promise(value, self.counts_from):
            raise ValidationError(self._too_loose())

    def _too_loose(self) -> str:
        number = self.setting.loosest(self.counts_from)
        if self.setting.strict is Strict.UP:
            return str(
                _("Tallet kan bare bli høyere. Skriv %(n)s eller mer.", n=number)
            )
        return str(
            _("Tallet kan bare bli lavere. Skriv et tall fra 1 til %(n)s.", n=number)
        )


class StaysIn:
    """Whoever chooses is not locked out by it."""

    def __init__(self, setting: Setting[Any]) -> None:
        self.setting = setting

    def __call__(self, form: Any, field: Field) -> None:
        if field.errors:
            return
        if self.setting is HOUSE_NETWORKS and not would_answer(form.chosen):
            raise ValidationError(
                _("Maskinen din er ikke i disse nettene. Da blir du stengt ute selv.")
            )
        if self.setting is INSIDE_FROM_ELSEWHERE and not (form.chosen or at_home()):
            raise ValidationError(
                _("Du er ikke i huset nå. Da blir du stengt ute selv.")
            )


# The kinds


@dataclass(frozen=True)
class Kind:
    field: Callable[[Setting[Any]], Any]
    """Unbound: the form makes it its own."""
    shown: Callable[[Setting[Any], Any], Any] = lambda _setting, value: value
    chosen: Callable[[Setting[Any], Any], Any] = lambda _setting, data: data


def _number(setting: Setting[Any]) -> Any:
    return IntegerField(
        setting.meaning,
        [InputRequired(_l("Skriv et tall."))],
        invalid_value_message=_l("Skriv et tall."),
        widget=TextInput(),
        render_kw={"inputmode": "numeric"},
    )


def _words(setting: Setting[Any]) -> Any:
    return _line(setting, _l("Dette står på åpne sider. Spør den det gjelder først."))


def _carrier(setting: Setting[Any]) -> Any:
    return _line(setting, _l("De som skal ha konvolutten, ser navnet."))


def _line(setting: Setting[Any], hint: LazyString) -> Any:
    return line(setting.meaning, None, most=LONGEST_LINE, hint=hint)


def _yes_or_no(setting: Setting[Any]) -> Any:
    return _one_of(setting, [("yes", _l("Ja")), ("no", _l("Nei"))])


def _weekday(setting: Setting[Any]) -> Any:
    low, high = setting.between or (0, 4)
    names = [(number, weekday(number)) for number in range(low, high + 1)]
    return _one_of(setting, names, coerce=int)


def _coordinator(setting: Setting[Any]) -> Any:
    named = [(it.user_name, it.name) for it in Person.holding(RoleKind.COORDINATOR)]
    return _one_of(setting, [*named, ("", _l("Ingen"))])


def _list(setting: Setting[Any]) -> Any:
    return TextAreaField(
        setting.meaning,
        [_Readable(setting)],
        filters=[tidy],
        description=_l(
            "Skriv ett nett på hver linje, for eksempel 10.0.0.0/24."
            " Er lista tom, kan alle nett åpne KIM voice."
        ),
    )


def _one_of(setting: Setting[Any], choices: list[Any], **more: Any) -> Any:
    missing = _l("Velg et av svarene.")
    return RadioField(
        setting.meaning,
        [InputRequired(missing)],
        choices=[SelectChoice(*each) for each in choices],
        invalid_value_message=missing,
        invalid_choice_message=missing,
        **more,
    )


class _Readable:
    def __init__(self, setting: Setting[Any]) -> None:
        self.setting = setting

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            self.setting.read(_lines(field.data))
        except RuleBroken as refusal:
            raise ValidationError(str(refusal)) from refusal


def _lines(text: str | None) -> list[str]:
    return [each.strip() for each in (text or "").splitlines() if each.strip()]


KINDS = {
    "number": Kind(_number),
    "words": Kind(_words),
    "carrier": Kind(_carrier),
    "weekday": Kind(_weekday),
    "coordinator": Kind(_coordinator),
    "yes_or_no": Kind(
        _yes_or_no,
        shown=lambda _setting, value: "yes" if value else "no",
        chosen=lambda _setting, data: data == "yes",
    ),
    "list": Kind(
        _list,
        shown=lambda setting, value: "\n".join(setting.write(value)),
        chosen=lambda setting, data: setting.read(_lines(data)),
    ),
}
NAMED = {
    "mailbox_weekday": "weekday",
    "reading_coordinator": "coordinator",
    "envelope_carrier": "carrier",
}
OF_TYPE = {bool: "yes_or_no", int: "number", str: "words", frozenset: "list"}


def _kind(setting: Setting[Any]) -> str:
    return NAMED.get(setting.name) or OF_TYPE[type(setting.default)]
