"""What a handler can do with a complaint: a table of buttons and of questions."""

from dataclasses import dataclass
from datetime import date
from typing import Self

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.complaints import policy
from kimvoice.complaints.answers import ComplaintAnswer
from kimvoice.complaints.handling_forms import (
    AnswerForm,
    AskForm,
    ConfirmForm,
    ExtendForm,
    NoteForm,
    PrintedForm,
    ReportForm,
    TalkForm,
)
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.readability import is_easy
from kimvoice.complaints.states import Act, Verdict
from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person
from kimvoice.web.acts import Button, Question
from kimvoice.web.fields import ButtonForm
from kimvoice.web.language import day

TO_COMPLAINANT = _l("Deltakeren kan lese det du skriver, og ser navnet ditt.")
BY_CHOICE = _l(
    "Du velger hvem som kan lese det."
    " Går klagen videre, kan den neste som svarer, også lese det."
)
ONLY_A_DATE = _l("Deltakeren ser datoen, og at du har skrevet den.")
NO_REASON = _l(
    "Deltakeren ser at du gikk til side for at en annen skal svare."
    " Du trenger ikke å si hvorfor."
)

BUTTONS: dict[str, Button[Complaint]] = {
    "take_on": Button(
        "jeg-kan-svare",
        policy.is_handler,
        lambda it, by: it.take_on(by),
        _l("Takk. Du har klagen nå."),
    ),
}

QUESTIONS: dict[str, Question[Complaint]] = {
    "step_aside": Question(
        "til-side",
        policy.is_handler,
        lambda _it: True,
        lambda *_: ButtonForm(),
        lambda it, by, _form: it.step_aside(by),
        title=_l("Kan du ikke behandle klagen?"),
        button=_l("Send den til en annen"),
        said=_l("Takk for at du sa fra. Du ser ikke klagen lenger."),
        sees=NO_REASON,
    ),
    "confirm": Question(
        "mottatt",
        policy.may_handle,
        lambda it: it.can(Act.CONFIRM),
        lambda it, by: ConfirmForm(words=_ready(it, by)),
        lambda it, by, form: _confirm(it, by, form.words.data),
        title=_l("Si at du har fått klagen"),
        button=_l("Send beskjeden"),
        said=_l("Bra! Deltakeren vet nå at du har fått klagen."),
        sees=TO_COMPLAINANT,
    ),
    "talk": Question(
        "samtale",
        policy.may_handle,
        lambda it: it.can(Act.TALK),
        lambda *_: TalkForm(),
        lambda it, by, form: it.talk(by, form.on.data),
        title=_l("Har dere snakket sammen?"),
        button=_l("Lagre datoen"),
        said=_l("Datoen er lagret."),
        sees=ONLY_A_DATE,
    ),
    "ask": Question(
        "spor",
        policy.may_handle,
        lambda it: it.can_ask,
        lambda *_: AskForm(),
        lambda it, by, form: it.ask(by, form.words.data),
        title=_l("Spør deltakeren"),
        button=_l("Send spørsmålet"),
        said=_l("Spørsmålet er sendt. Fristen din står stille imens."),
        sees=TO_COMPLAINANT,
    ),
    "extend": Question(
        "mer-tid",
        policy.may_handle,
        lambda it: it.can_extend,
        lambda it, _by: _more_time(it),
        lambda it, by, form: it.extend(by, form.until.data, form.reason.data),
        title=_l("Be om mer tid"),
        button=_l("Lagre den nye fristen"),
        said=_l("Deltakeren har fått vite den nye fristen."),
        sees=_l("Deltakeren kan lese dette. Deltakeren kan også sende klagen videre."),
    ),
    "note": Question(
        "notat",
        policy.may_handle,
        lambda it: it.can(Act.NOTE),
        lambda *_: NoteForm(),
        lambda it, by, form: it.note(by, form.words.data, form.reader.data),
        title=_l("Skriv en tekst"),
        button=_l("Lagre teksten"),
        said=_l("Teksten er lagret."),
        sees=BY_CHOICE,
    ),
    "report": Question(
        "lovet",
        policy.may_handle,
        lambda it: bool(it.open_promises),
        lambda it, by: _what_was_promised(_promise(it, by)),
        lambda it, by, form: it.report(_promise(it, by), by, form.kept.data),
        title=_l("Er det gjort?"),
        button=_l("Lagre"),
        said=_l("Takk. Svaret er lagret."),
        sees=_l("Deltakeren kan lese svaret ditt."),
    ),
    "envelope": Question(
        "konvolutt",
        policy.may_handle,
        lambda it: it.can_be_put_in_an_envelope,
        lambda *_: PrintedForm(),
        lambda it, by, form: it.put_in_envelope(by, form.count),
        title=_l("Skriv ut til konvolutten"),
        button=_l("Jeg har skrevet den ut"),
        said=_l("Bra! Legg arket i konvolutten, og gi den til deltakeren."),
        sees=_l("Deltakeren ser datoen, og at du har skrevet ut brevet."),
    ),
}
ANSWER: Question[Complaint] = Question(
    "svar",
    policy.may_handle,
    lambda it: it.can_answer,
    lambda *_: AnswerForm(),
    lambda it, by, form: _give(it, by, form),
    title=_l("Gi svar"),
    button=_l("Gå videre"),
    said=_l("Svaret er sendt."),
    sees=TO_COMPLAINANT,
)


@dataclass(frozen=True)
class Proposed:
    """An answer that is not given yet, with the face of one that is."""

    by: Person
    verdict: Verdict
    measure_words: str
    doer_words: str
    done_by: date | None
    reason_words: str
    given_on: date

    @classmethod
    def of(cls, form: AnswerForm, by: Person) -> Self:
        promised = form.promised
        return cls(
            by=by,
            verdict=form.verdict.data,
            measure_words=promised.get("measure", ""),
            doer_words=promised.get("doer", ""),
            done_by=promised.get("done_by"),
            reason_words=form.reason.data,
            given_on=clock.today(),
        )

    @property
    def promises(self) -> bool:
        return self.verdict is not Verdict.NOT_UPHELD

    @property
    def is_easy(self) -> bool:
        return is_easy(self.measure_words, self.reason_words)


def why_lost(complaint: Complaint, person: Person) -> LazyString:
    """Nothing of what became of it: it belongs to others now."""
    if policy.is_handler(person, complaint):
        return _l("Klagen har vært hos en annen. Åpne den, og si at du kan svare.")
    return _l("Du har ikke denne saken lenger.")


def _ready(it: Complaint, by: Person) -> str:
    ready: str = _(
        "Hei! Jeg har fått klagen din. Jeg svarer senest %(day)s."
        " Ta gjerne kontakt. Hilsen %(name)s",
        day=day(it.current.answer_by),
        name=by.name,
    )
    return ready


def _confirm(it: Complaint, by: Person, words: str) -> None:
    if it.current.confirmed_on:
        raise RuleBroken(_l("Deltakeren har allerede fått vite at klagen er mottatt."))
    it.confirm(by, words)


def _more_time(it: Complaint) -> ExtendForm:
    form, step = ExtendForm(), it.current
    form.until.description = _(
        "Fristen nå er %(day)s. Den nye kan være senest %(latest)s."
        " Skriv slik: 4.12.2026.",
        day=day(step.answer_by),
        latest=day(step.latest_extension),
    )
    return form


def _give(it: Complaint, by: Person, form: AnswerForm) -> None:
    refuse_what_is_answered(it, by)
    it.give(by, form.verdict.data, **form.promised, reason=form.reason.data)


def refuse_what_is_answered(it: Complaint, by: Person) -> None:
    """Raise RuleBroken with the true reason: a second click, or somebody was first."""
    given = it.current.answer
    if given and given.by_id == by.id:
        raise RuleBroken(_l("Svaret ditt er allerede sendt."))
    if given:
        raise RuleBroken(
            _l("%(name)s har allerede svart på klagen.", name=given.by.name)
        )


def _promise(it: Complaint, by: Person) -> ComplaintAnswer:
    """The one that this person is asked about: nobody decides at two steps."""
    asked = next((each for each in it.answers if each.can_report(by)), None)
    if asked is None:
        raise RuleBroken(_l("Du har svart på dette, eller kan ikke svare nå."))
    return asked


def _what_was_promised(answer: ComplaintAnswer) -> ReportForm:
    form = ReportForm()
    form.kept.description = _(
        "%(doer)s skulle gjøre dette innen %(day)s: %(measure)s",
        doer=answer.doer_words,
        day=day(answer.done_by) if answer.done_by else "",
        measure=answer.measure_words,
    )
    return form
