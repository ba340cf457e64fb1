"""What can be done with a suggestion inside: a table of buttons and of questions."""

from flask_babel import lazy_gettext as _l

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions import policy
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.forms import AnswerForm, NotDoneForm
from kimvoice.suggestions.helping import helping_role
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.readers_forms import (
    CloseForm,
    DeclineForm,
    HelpForm,
    QuestionForm,
    SummaryForm,
)
from kimvoice.suggestions.states import Verdict
from kimvoice.web.acts import Button, Question

BUTTONS: dict[str, Button[Suggestion]] = {
    "take": Button(
        "ta", policy.may_read, lambda it, by: it.take(by), _l("Du har denne.")
    ),
    "give_back": Button(
        "gi-tilbake",
        policy.may_give_back,
        lambda it, _by: it.give_back(),
        _l("Du har gitt den tilbake."),
    ),
    "publish": Button(
        "legg-ut",
        policy.may_act,
        lambda it, _by: it.publish(),
        _l("Forslaget er lagt ut."),
    ),
    "publish_summary": Button(
        "legg-ut-sammendrag",
        policy.may_act,
        lambda it, _by: it.publish_summary(),
        _l("Sammendraget er lagt ut."),
    ),
    "end_help": Button(
        "hjulpet",
        policy.may_end_help,
        lambda it, _by: it.end_help(),
        _l("Hjelpen er avsluttet."),
    ),
    "approve": Button(
        "godkjenn",
        policy.may_approve,
        lambda it, by: it.approve_answer(by),
        _l("Teksten vises på Du sa – vi gjorde."),
    ),
    "confirm_done": Button(
        "gjort",
        policy.may_answer,
        lambda it, _by: it.confirm_done(),
        _l("Bra! Nå står det «Gjort»."),
    ),
}


TO_AUTHOR = _l("Den som skrev, og de tillitsvalgte kan lese det du skriver.")
TO_EVERYBODY = _l("Alle på KIM-senterets nett kan lese det du skriver, og navnet ditt.")

TO_HELPER = _l(
    "Den du velger, ser bare denne teksten, og navnet ditt."
    " Den som skrev, ser at du har spurt. Navnet ditt vises ikke der."
)
TO_EVERYBODY_LATER = _l(
    "Den som skrev, og de tillitsvalgte kan lese det nå."
    " Alle kan lese det når det er lagt ut. Navnet ditt vises ikke."
)

QUESTIONS: dict[str, Question[Suggestion]] = {
    "ask_for_help": Question(
        "hjelp",
        policy.may_read,
        lambda it: it.can_ask_for_help,
        lambda it, by: HelpForm(_who_can_be_asked(it, by)),
        lambda it, by, form: it.ask_for_help(by, form.chosen),
        title=_l("Jeg trenger hjelp med denne"),
        button=_l("Be om hjelp"),
        said=_l("Du har bedt om hjelp. Du er ikke alene om denne nå."),
        sees=TO_HELPER,
    ),
    "summarize": Question(
        "sammendrag",
        policy.may_act,
        lambda it: it.can_summarize,
        lambda it, _by: SummaryForm(words=it.summary),
        lambda it, by, form: it.summarize(by, form.words.data),
        title=_l("Skriv sammendrag"),
        button=_l("Lagre sammendraget"),
        said=_l("Sammendraget er lagret."),
        sees=TO_EVERYBODY_LATER,
    ),
    "ask": Question(
        "spor",
        policy.may_act,
        lambda it: it.can_be_read_on,
        lambda *_: QuestionForm(),
        lambda it, by, form: it.ask(by, form.words.data),
        title=_l("Spør om mer"),
        button=_l("Send spørsmålet"),
        said=_l("Spørsmålet er sendt."),
        sees=TO_AUTHOR,
    ),
    "decline": Question(
        "ikke-legg-ut",
        policy.may_act,
        lambda it: it.can_be_read_on,
        lambda *_: DeclineForm(),
        lambda it, by, form: it.decline(by, form.reason.data, form.words.data),
        title=_l("Ikke legg ut"),
        button=_l("Ikke legg ut"),
        said=_l("Den som skrev, får vite hvorfor."),
        sees=TO_AUTHOR,
    ),
    "close": Question(
        "avslutt",
        policy.may_act,
        lambda it: it.can_be_read_on,
        lambda *_: CloseForm(),
        lambda it, by, form: it.close(by, form.words.data),
        title=_l("Avslutt forslaget"),
        button=_l("Avslutt"),
        said=_l("Forslaget er avsluttet."),
        sees=TO_AUTHOR,
    ),
    "answer": Question(
        "svar",
        policy.may_answer,
        lambda it: it.can_answer,
        lambda *_: AnswerForm(),
        lambda it, by, form: it.give(_answer(by, form)),
        title=_l("Svar på forslaget"),
        button=_l("Send svaret"),
        said=_l("Svaret er sendt. Alle kan se det nå."),
        sees=TO_EVERYBODY,
    ),
    "confirm_not_done": Question(
        "ikke-gjort",
        policy.may_answer,
        lambda it: it.can_report,
        lambda *_: NotDoneForm(),
        lambda it, _by, form: it.confirm_not_done(form.why.data),
        title=_l("Ble ikke gjort"),
        button=_l("Lagre"),
        said=_l("Lagret."),
        sees=TO_EVERYBODY,
    ),
}


def _who_can_be_asked(it: Suggestion, by: Person) -> list[tuple[Person, RoleKind]]:
    people = policy.can_be_asked(it, by)
    if not people:
        raise RuleBroken(
            _l(
                "Det er ingen koordinator eller daglig leder å spørre her nå."
                " Ring 116 117. Er det fare for liv, ring 113."
            )
        )
    return [(each, role) for each in people if (role := helping_role(each))]


def _answer(by: Person, form: AnswerForm) -> Answer:
    """Of the fields only those that the verdict speaks of."""
    verdict = form.verdict.data
    yes, later = verdict is Verdict.YES, verdict is Verdict.NOT_NOW
    return Answer(
        verdict=verdict,
        by=by,
        by_role=policy.answering_role(by),
        given_on=clock.today(),
        doer=form.doer.data if yes else None,
        done_by=form.done_by.data if yes else None,
        reason=None if yes else form.reason.data,
        explanation=form.explanation.data or None,
        look_again=form.look_again.data if later else None,
        asked_in_short=form.asked_in_short.data,
        answered_in_short=form.answered_in_short.data,
    )
