"""What a meeting writes at a point (SCREENS 7.3): whatever can be read is saved."""

from collections.abc import Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, HiddenField, SelectField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimvoice.core import clock
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.deciding_forms import LONGEST_WORDS, body_with_deadline
from kimvoice.forum.doers import doers_of
from kimvoice.forum.meeting_states import Decision, ItemKind
from kimvoice.forum.running_forms import NO_NUMBER, ApprovingForm, PointForm
from kimvoice.forum.states import Reason, Verdict
from kimvoice.web.fields import (
    Depends,
    day,
    line,
    need_coming,
    number,
    one_of,
    ticks,
    tidy,
    words,
)

OPENED: Mapping[Decision, tuple[str, ...]] = {
    Decision.AGREE: ("words", "doer", "until"),
    Decision.FORWARD: ("bodies", "words"),
    Decision.FIND_OUT: ("words", "who", "until"),
    Decision.POSTPONE: ("until", "words"),
    Decision.TURN_DOWN: ("verdict", "reason", "words", "until"),
}
"""The fields that each of the five buttons opens, in their order."""
ASKED: Mapping[Decision, LazyString] = {
    Decision.AGREE: _l("Hva er vi enige om?"),
    Decision.FORWARD: _l("Hva spør vi om?"),
    Decision.FIND_OUT: _l("Hva må vi vite?"),
    Decision.POSTPONE: _l("Hvorfor?"),
    Decision.TURN_DOWN: _l("Forklar med egne ord"),
}
UNTIL: Mapping[Decision, LazyString] = {
    Decision.POSTPONE: _l("Til hvilken dag?"),
    Decision.TURN_DOWN: _l("Når ser vi på det igjen?"),
}
READY: Mapping[Decision, tuple[LazyString, ...]] = {
    Decision.AGREE: (
        _l("Vi prøver det i en måned."),
        _l("Vi gjør det slik saken foreslår."),
        _l("Vi har snakket om det. Det er nok nå."),
    ),
    Decision.FORWARD: (
        _l("Kan dere si ja til dette?"),
        _l("Hva mener dere?"),
        _l("Hva koster det?"),
    ),
    Decision.FIND_OUT: (
        _l("Hva koster det?"),
        _l("Hvor mange gjelder det?"),
        _l("Har vi lov til det?"),
    ),
    Decision.POSTPONE: (
        _l("Vi rakk ikke saken."),
        _l("Vi venter på svar fra andre."),
        _l("Den som skulle legge fram saken, var ikke her."),
    ),
    Decision.TURN_DOWN: (
        _l("Vi er ikke enige, fordi"),
        _l("Vi kan ikke gjøre dette, fordi"),
        _l("Det er ikke penger nå, fordi"),
    ),
}
"""Sentences to begin with: a button adds one to the words."""
NEEDED: Mapping[Decision, LazyString] = {
    Decision.POSTPONE: _l("Valgfritt første gang."),
    Decision.TURN_DOWN: _l("Minst 40 tegn. Ingen navn på deltakere."),
}


NOBODY = "nobody"


class ItemForm(PointForm):
    """A matter. ``chosen``: the large button that was pressed; ``ready``: the sentence
    that was. What was typed for another choice stays, and says nothing meanwhile."""

    agreeing = number(
        _l("Hvor mange er enige?"),
        NO_NUMBER,
        most=999,
        hint=_l("Tell hender. Valgfritt."),
    )
    decision = HiddenField()
    words = words("", None, most=LONGEST_WORDS)
    doer = SelectField(
        _l("Hvem gjør det?"),
        [Depends()],
        description=_l("Den du velger, blir spurt på datoen om det er gjort."),
        validate_choice=False,
    )
    who = line(
        _l("Hvem finner det ut?"), None, most=120, hint=_l("Ingen navn på deltakere.")
    )
    until = day(_l("Innen"), _l("Skriv slik: 4.12.2026."))
    verdict = one_of(_l("Hva svarer vi?"), Verdict, None)
    reason = one_of(_l("Hvorfor?"), Reason, None)
    bodies = ticks(_l("Hvem skal svare?"), validate_choice=False)

    def __init__(
        self, point: AgendaItem, chosen: str = "", ready: str = "", prefix: str = ""
    ) -> None:
        visit, written = point.visit, vars(point.written)
        assert visit is not None
        doer, bodies = written["doer"], written["bodies"]
        typed = {
            "doer": NOBODY if written["nobody"] else str(doer.id) if doer else "",
            "bodies": [b.slug for b in bodies],
        }
        super().__init__(point, prefix, **(written | typed))
        self._doers = {str(it.id): it for it in doers_of(visit.body)}
        self._bodies = {it.slug: it for it in dict.fromkeys((*visit.ways, *bodies))}
        self._shown = _decision(self.decision.data)
        self.choice = self._shown if chosen == "" else _decision(chosen)
        self.decision.data = self.choice or ""
        self._fill_in(ready)
        self._offer()

    @property
    def decisions(self) -> list[Decision]:
        return list(Decision)

    @property
    def opened(self) -> tuple[str, ...]:
        return OPENED[self.choice] if self.choice else ()

    @property
    def ready(self) -> tuple[LazyString, ...]:
        return READY[self.choice] if self.choice else ()

    def _fill_in(self, ready: str) -> None:
        sentences = {str(at): it for at, it in enumerate(self.ready)}
        if ready in sentences:
            self.words.data = tidy(f"{self.words.data}\n{sentences[ready]}")
        next_one = self.point.meeting.one_after
        was_pressed = self.choice is Decision.POSTPONE is not self._shown
        if was_pressed and not self.until.data and next_one:
            self.until.data = next_one.day

    def _offer(self) -> None:
        named = [SelectChoice(key, it.name) for key, it in self._doers.items()]
        nobody = SelectChoice(NOBODY, _("Ingen skal gjøre noe. Vi er bare enige."))
        self.doer.choices = [SelectChoice("", _("Velg")), nobody, *named]
        self.bodies.choices = [
            SelectChoice(slug, body_with_deadline(it))
            for slug, it in self._bodies.items()
        ]
        turned_down = (Verdict.NO, Verdict.NOT_NOW)
        self.verdict.choices = [SelectChoice(it.value, it.label) for it in turned_down]
        if self.choice:
            self.words.label.text = ASKED[self.choice]
            self.words.description = NEEDED.get(self.choice, "")
            self.until.label.text = UNTIL.get(self.choice, self.until.label.text)

    def _values(self) -> dict[str, Any]:
        read = {
            "doer": self._doers.get(self.doer.data),
            "bodies": tuple(
                it for slug, it in self._bodies.items() if slug in self.bodies.data
            ),
        }
        sent = {*_opened(self._shown), "words", "until"}
        own = {name: read.get(name, self[name].data) for name in sent}
        if "doer" in sent:
            own["nobody"] = self.doer.data == NOBODY
        return super()._values() | {"agreeing": self.agreeing.data} | own

    def _decided(self) -> dict[str, Any]:
        return {"decision": self.choice}

    def validate(self, extra_validators: Any = None) -> bool:
        """What was typed for a choice that is left says nothing, and nothing wrong."""
        super().validate(extra_validators)
        for name in {it for fields in OPENED.values() for it in fields}:
            if name not in self.opened:
                self[name].errors = []
        return not self.errors

    def validate_doer(self, field: SelectField) -> None:
        if field.data and field.data not in (NOBODY, *self._doers):
            raise ValidationError(_("Velg hvem som gjør det."))

    def validate_until(self, field: DateField) -> None:
        if field.data is None or field.data == self.point.until:
            return
        need_coming(field)
        if self.choice is Decision.POSTPONE and field.data == clock.today():
            raise ValidationError(_("Skriv en dag etter i dag."))


def _decision(value: str) -> Decision | None:
    return Decision(value) if value in list(Decision) else None


def _opened(decision: Decision | None) -> tuple[str, ...]:
    return OPENED[decision] if decision else ()


def form_of(
    point: AgendaItem, chosen: str = "", ready: str = "", prefix: str = ""
) -> PointForm:
    """Of any point but the answers that are read out."""
    if point.is_matter:
        return ItemForm(point, chosen, ready, prefix)
    made = ApprovingForm if point.kind is ItemKind.MINUTES else PointForm
    return made(point, prefix)
