"""What is asked about the steps of a complaint, and how long each may take."""

from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    IntegerField,
    TextAreaField,
)
from wtforms.validators import InputRequired, ValidationError
from wtforms.widgets import TextInput

from kimvoice.complaints import ladder, outside
from kimvoice.complaints.ladder import MAY_ANSWER, MOST_DAYS, Ladder, Rung
from kimvoice.complaints.outside import Bodies, Body
from kimvoice.core.choices import Choice, Setting
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import RoleKind
from kimvoice.web.fields import InsideForm, Written, tidy

SETTINGS: tuple[Setting[Any], ...] = (
    ladder.LADDER,
    ladder.APPEAL_WEEKS,
    ladder.COMPLAINT_MONTHS,
    ladder.WITHDRAWN_MONTHS,
    outside.BODIES,
)
NUMBER = _l("Skriv et tall.")


class Between:
    def __init__(self, low: int, high: int) -> None:
        self.low, self.high = low, high

    def __call__(self, _form: Form, field: Field) -> None:
        if field.data is not None and not self.low <= field.data <= self.high:
            raise ValidationError(
                _(
                    "Skriv et tall fra %(low)s til %(high)s.",
                    low=self.low,
                    high=self.high,
                )
            )


def number(label: Any, low: int, high: int) -> IntegerField:
    return IntegerField(
        label,
        [InputRequired(NUMBER), Between(low, high)],
        invalid_value_message=NUMBER,
        widget=TextInput(),
        render_kw={"inputmode": "numeric"},
    )


def number_of(setting: Setting[int]) -> IntegerField:
    return number(setting.meaning, *(setting.between or (1, 1000)))


def confirm_days() -> IntegerField:
    return number(_l("Arbeidsdager til beskjed om at klagen er mottatt"), 1, MOST_DAYS)


def answer_days() -> IntegerField:
    return number(_l("Arbeidsdager til svar"), 1, MOST_DAYS)


class LadderForm(InsideForm):
    seen = HiddenField()
    """The newest choice when the page was made."""
    work_leader = BooleanField(_l("Arbeidslederen svarer på klager"))
    work_leader_confirm, work_leader_answer = confirm_days(), answer_days()
    coordinator = BooleanField(_l("En koordinator svarer på klager"))
    coordinator_confirm, coordinator_answer = confirm_days(), answer_days()
    general_manager = BooleanField(_l("Daglig leder svarer på klager"))
    general_manager_confirm, general_manager_answer = confirm_days(), answer_days()
    board_chair_confirm = confirm_days()
    board_chair_answer = number(
        _l("Dager til svar, hvis det ikke er styremøte før"), 1, MOST_DAYS
    )
    appeal_weeks = number_of(ladder.APPEAL_WEEKS)
    complaint_months = number_of(ladder.COMPLAINT_MONTHS)
    withdrawn_months = number_of(ladder.WITHDRAWN_MONTHS)
    outside_bodies = TextAreaField(
        outside.BODIES.meaning,
        [Written(_l("Lista må ha fra ett til åtte steder."))],
        filters=[tidy],
        render_kw={"rows": 10},
        description=_l(
            "Ett sted på hver linje."
            " Skriv slik: navn; hva de kan hjelpe med; telefon eller nettsted."
        ),
    )

    @classmethod
    def of_today(cls) -> "LadderForm":
        """As it stands, with what has been chosen and does not count yet."""
        plain: dict[str, Any] = {it.name: it.value_to_come() for it in SETTINGS}
        plain |= _by_role(plain.pop("ladder"))
        bodies: Bodies = plain["outside_bodies"]
        plain["outside_bodies"] = "\n".join("; ".join(it.parts) for it in bodies)
        form = cls(data=plain)
        form.seen.data = form.seen.data if form.is_submitted() else newest()
        return form

    def validate(self, extra_validators: Any = None) -> bool:
        """What is asked of a step that is left out is not looked at."""
        for kind in MAY_ANSWER:
            if not self.answers(kind):
                self._leave_out(kind)
        fine = super().validate(extra_validators)
        fine = self._leads_up() and fine
        return self._nobody_else_has_changed() and fine

    def answers(self, kind: RoleKind) -> bool:
        return kind is RoleKind.BOARD_CHAIR or bool(self[kind.value].data)

    def rungs(self) -> Iterator[tuple[RoleKind, Field | None, Field, Field]]:
        """For the page: who, whether, and the two numbers of days."""
        for kind in MAY_ANSWER:
            yield kind, self._fields.get(kind.value), *self._days(kind)

    @property
    def chosen(self) -> dict[Setting[Any], Any]:
        """What differs from what stands."""
        typed: dict[Setting[Any], Any] = {
            ladder.LADDER: self.ladder,
            ladder.APPEAL_WEEKS: self.appeal_weeks.data,
            ladder.COMPLAINT_MONTHS: self.complaint_months.data,
            ladder.WITHDRAWN_MONTHS: self.withdrawn_months.data,
            outside.BODIES: _bodies(self.outside_bodies.data),
        }
        return {it: to for it, to in typed.items() if to != it.value_to_come()}

    @property
    def ladder(self) -> Ladder:
        return tuple(
            Rung(kind, *(field.data for field in self._days(kind)))
            for kind in MAY_ANSWER
            if self.answers(kind)
        )

    def validate_outside_bodies(self, field: Field) -> None:
        if field.errors:
            return
        try:
            _bodies(field.data)
        except RuleBroken as refusal:
            raise ValidationError(str(refusal)) from refusal

    def _leads_up(self) -> bool:
        """An answer that is owed before the receipt would make the receipt late."""
        wrong = [
            answer
            for kind in MAY_ANSWER
            if self.answers(kind)
            for confirm, answer in [self._days(kind)]
            if not (confirm.errors or answer.errors) and confirm.data > answer.data
        ]
        for field in wrong:
            field.errors = [_("Svaret kan ikke komme før beskjeden.")]
        return not wrong

    def _days(self, kind: RoleKind) -> tuple[Field, Field]:
        return self[f"{kind.value}_confirm"], self[f"{kind.value}_answer"]

    def _leave_out(self, kind: RoleKind) -> None:
        for field in self._days(kind):
            field.process_errors, field.validators = [], []

    def _nobody_else_has_changed(self) -> bool:
        if self.seen.data == newest():
            return True
        self.seen.data = newest()
        self.form_errors.append(
            _("En annen har endret dette mens du skrev. Se over, og lagre på nytt.")
        )
        return False


def history() -> list[tuple[Setting[Any], Choice]]:
    """Who changed what, the newest first."""
    made = [(setting, choice) for setting in SETTINGS for choice in setting.history()]
    return sorted(made, key=lambda it: it[1].id, reverse=True)


def newest() -> str:
    return str(max((choice.id for _setting, choice in history()), default=0))


def _by_role(rungs: Ladder) -> dict[str, Any]:
    """A step that is left out shows the days it would have from the start."""
    plain: dict[str, Any] = {}
    for rung in (*ladder.USUAL, *rungs):
        plain[rung.role.value] = rung in rungs
        plain[f"{rung.role.value}_confirm"] = rung.confirm_days
        plain[f"{rung.role.value}_answer"] = rung.answer_days
    return plain


def _bodies(text: str | None) -> Bodies:
    lines = [line for line in (text or "").splitlines() if line.strip()]
    bodies = tuple(_body(line) for line in lines)
    outside.check(bodies)
    return bodies


def _body(line: str) -> Body:
    parts = [" ".join(part.split()) for part in line.split(";")]
    if len(parts) != 3:
        raise RuleBroken(
            _("Skriv tre deler på hver linje, med semikolon mellom delene.")
        )
    return Body(*parts)
