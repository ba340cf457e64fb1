"""What the complainant does with a complaint: a table of buttons and of questions."""

from flask_babel import lazy_gettext as _l

from kimvoice.complaints import policy
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.own_forms import (
    ExcludeForm,
    MessageForm,
    ReadmitForm,
    ReplyForm,
    ReportForm,
    SendLateForm,
    SendNowForm,
    SendOnForm,
    StayForm,
)
from kimvoice.complaints.states import Act, Ground, State
from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.web.acts import Button, Question
from kimvoice.web.fields import InsideForm

BUTTONS: dict[str, Button[Complaint]] = {
    "accept": Button(
        "fornoyd",
        policy.is_own,
        lambda it, _by: it.accept(),
        _l("Så bra. Klagen er ferdig."),
    ),
    "stay": Button(
        "bli-her",
        policy.is_own,
        lambda it, _by: it.stay(shown_at=StayForm(it).shown_at),
        _l("Klagen går ikke videre av seg selv."),
    ),
    "move_by_itself": Button(
        "la-den-ga",
        policy.is_own,
        lambda it, _by: it.move_by_itself(),
        _l("Klagen kan gå videre av seg selv igjen."),
    ),
    "reopen": Button(
        "apne", policy.is_own, lambda it, _by: it.reopen(), _l("Klagen er åpnet igjen.")
    ),
    "undo": Button(
        "angre",
        policy.is_own,
        lambda it, _by: it.undo(),
        _l("Klagen er ikke trukket lenger."),
    ),
    "want_no_support": Button(
        "ikke-stotte",
        policy.is_own,
        lambda it, _by: it.want_no_support(),
        _l("Det er greit. Du kan spørre senere."),
    ),
}

TO_HANDLERS = _l("Den som har klagen, kan lese det du skriver.")
TO_THE_NEXT = _l("De som får klagen senere, kan også lese det.")

QUESTIONS: dict[str, Question[Complaint]] = {
    "write": Question(
        "skriv",
        policy.is_own,
        lambda it: it.can(Act.WRITE),
        lambda it, _by: ReplyForm() if it.standing is State.WAITING else MessageForm(),
        lambda it, _by, form: it.write(form.words.data),
        title=_l("Skriv en melding"),
        button=_l("Send meldingen"),
        said=_l("Meldingen er sendt."),
        sees=TO_HANDLERS,
    ),
    "escalate": Question(
        "videre",
        policy.is_own,
        lambda it: it.can_escalate,
        lambda it, _by: _send_on(it),
        lambda it, _by, form: _escalate(it, form),
        title=_l("Send klagen videre"),
        button=_l("Send videre"),
        said=_l("Klagen er sendt videre."),
        sees=TO_THE_NEXT,
    ),
    "withdraw": Question(
        "trekk",
        policy.is_own,
        lambda it: it.can(Act.WITHDRAW),
        lambda *_: InsideForm(),
        lambda it, _by, _form: it.withdraw(),
        title=_l("Vil du trekke klagen?"),
        button=_l("Trekk klagen"),
        said=_l("Du har trukket klagen."),
        sees=_l("Bare du kan åpne klagen når den er trukket."),
    ),
    "exclude": Question(
        "hvem-skal-ikke-lese",
        policy.is_own,
        lambda it: it.can(Act.EXCLUDE),
        lambda it, _by: ExcludeForm(it),
        lambda it, _by, form: _exclude(it, form),
        title=_l("Hvem skal ikke lese?"),
        button=_l("Lagre"),
        said=_l("De du valgte, kan ikke lese klagen."),
        sees=_l("De du velger, ser ikke lenger at klagen finnes."),
    ),
    "readmit": Question(
        "la-noen-lese-igjen",
        policy.is_own,
        lambda it: bool(it.can_be_readmitted),
        lambda it, _by: ReadmitForm(it),
        lambda it, _by, form: _readmit(it, form),
        title=_l("La noen lese igjen"),
        button=_l("La dem lese igjen"),
        said=_l("Det er endret. De kan få klagen igjen."),
        sees=_l("De du velger, kan lese hele klagen hvis den kommer til dem."),
    ),
    "report": Question(
        "er-det-gjort",
        policy.is_own,
        lambda it: bool(it.to_report),
        lambda it, _by: ReportForm(it),
        lambda it, _by, form: _report(it, form),
        title=_l("Er det gjort?"),
        button=_l("Lagre"),
        said=_l("Takk. Svaret ditt er lagret."),
        sees=_l("Den som har klagen, kan se hva du svarte."),
    ),
}


def _send_on(it: Complaint) -> InsideForm:
    if it.is_appealed_late:
        return SendLateForm(it)
    return SendNowForm(it) if it.awaits_answer else SendOnForm(it)


def _escalate(it: Complaint, form: SendOnForm | SendLateForm) -> None:
    """Sent on twice from one page, it goes one step, and is told of as done."""
    last = it.entries[-1] if it.entries else None
    mine = Act.ESCALATE, it.complainant_id, clock.today(), form.shown_at
    repeats = last and mine == (last.act, last.by_id, last.done_on, last.position)
    if not (last and repeats and last.words == form.reason.data):
        it.escalate(form.reason.data, **form.as_shown)


def _exclude(it: Complaint, form: ExcludeForm) -> None:
    new = [each for each in form.chosen if not it.excludes(each)]
    if not new:
        raise RuleBroken(_l("De du valgte, kan ikke lese klagen fra før."))
    it.exclude([Exclusion.of(each, Ground.NEAR) for each in new])


def _readmit(it: Complaint, form: ReadmitForm) -> None:
    if form.chosen is None:
        raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
    it.readmit(form.chosen)


def _report(it: Complaint, form: ReportForm) -> None:
    if form.about is None:
        raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
    it.report(form.about, it.complainant, form.kept.data)
