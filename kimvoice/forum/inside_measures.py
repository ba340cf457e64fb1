"""«Er det gjort?»: what was promised, and whether it was done; words for the board."""

from collections.abc import Callable

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound

from kimvoice.forum import outcomes, policy
from kimvoice.forum.addresses import of_matter
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.board_words import ApproveForm, RewordForm
from kimvoice.forum.finding import found_measure, found_visit
from kimvoice.forum.measure_forms import (
    DisputeForm,
    DoneForm,
    LaterForm,
    NotDoneForm,
)
from kimvoice.forum.measures import Measure
from kimvoice.forum.states import MeasureAct
from kimvoice.people.directory import may_be_named
from kimvoice.people.models import Person
from kimvoice.web.acts import Button, Desk, Question
from kimvoice.web.answers import on_with, page
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.networks import at_home
from kimvoice.web.person import is_here, require, signed_in

bp = Blueprint("measures", __name__, url_prefix="/min")
bp.add_app_template_global(policy.may_approve, "may_approve_words")
bp.add_app_template_global(policy.has_representatives)
bp.add_app_template_global(policy.may_reword, "may_change_words")

PLACE = "/tiltak/<int(max=999999):number>"
SHOW = "forum/measure.html"
EVERYBODY = _l("Alle i huset kan lese det du skriver.")


@bp.get("/tiltak")
@signed_in
def index() -> Response:
    """«Lovet, men ikke gjort»: everybody in the house reads it."""
    require(is_here)
    return page("forum/measures.html", measures=outcomes.broken())


@bp.get(PLACE)
@signed_in
def show(number: int) -> Response:
    measure = found_measure(number, policy.may_read_measure)
    return page(SHOW, measure=measure, form=ButtonForm())


def _faulty(measure: Measure, form: InsideForm, status: int) -> Response:
    return page(SHOW, status=status, measure=measure, form=form)


def _asked(
    act: Question[Measure], measure: Measure, form: InsideForm, status: int
) -> Response:
    return page(
        "forum/measure_act.html", status=status, act=act, measure=measure, form=form
    )


def _done(measure: Measure, said: str) -> Response:
    return on_with(url_for(".show", number=measure.id), said)


BUTTONS: dict[str, Button[Measure]] = {
    "confirm": Button(
        "bekreft",
        policy.may_confirm,
        lambda it, _by: it.confirm(),
        _l("Bra! Nå står det «Gjort»."),
    ),
}
QUESTIONS: dict[str, Question[Measure]] = {
    "report_done": Question(
        "gjort",
        policy.may_report,
        lambda it: it.can(MeasureAct.REPORT_DONE),
        lambda *_: DoneForm(),
        lambda it, _by, form: it.report_done(form.words.data),
        title=_l("Det er gjort"),
        button=_l("Lagre"),
        said=_l("Lagret. Møtet som spurte, sier om det stemmer."),
        sees=EVERYBODY,
    ),
    "postpone": Question(
        "ny-dato",
        policy.may_report,
        lambda it: it.can(MeasureAct.POSTPONE),
        lambda it, _by: LaterForm(it),
        lambda it, _by, form: it.postpone(form.until.data, form.why.data),
        title=_l("Ny dato"),
        button=_l("Lagre ny dato"),
        said=_l("Lagret. Den første fristen står her ennå."),
        sees=EVERYBODY,
    ),
    "give_up": Question(
        "ikke-gjort",
        policy.may_report,
        lambda it: it.can(MeasureAct.GIVE_UP),
        lambda *_: NotDoneForm(),
        lambda it, _by, form: it.give_up(form.why.data),
        title=_l("Ble ikke gjort"),
        button=_l("Lagre"),
        said=_l("Lagret."),
        sees=EVERYBODY,
    ),
    "dispute": Question(
        "ikke-enig",
        policy.may_confirm,
        lambda it: it.can(MeasureAct.DISPUTE),
        lambda *_: DisputeForm(),
        lambda it, _by, form: it.dispute(form.why.data),
        title=_l("Det er ikke gjort"),
        button=_l("Lagre"),
        said=_l("Lagret. Nå står det ikke lenger at det er gjort."),
        sees=EVERYBODY,
    ),
}

Desk(found_measure, _faulty, _asked, _done).open_doors(bp, PLACE, BUTTONS, QUESTIONS)


# Words for the board

ANSWER = "/behandling/<int(max=999999):number>"
WORDS = "forum/approve.html"


def _found_answer(
    number: int, may: Callable[[Person, MatterAnswer], bool]
) -> MatterAnswer:
    visit = found_visit(number, lambda *_: True)
    if visit.own_answer is None:
        raise NotFound
    require(may, visit.own_answer)
    return visit.own_answer


def _no_button(*_: object) -> Response:
    raise NotFound


def _read(
    act: Question[MatterAnswer], answer: MatterAnswer, form: InsideForm, status: int
) -> Response:
    visit = answer.consideration
    return page(
        WORDS if isinstance(form, ApproveForm) else "forum/visit_act.html",
        status=status,
        act=act,
        answer=answer,
        visit=visit,
        body=visit.body,
        form=form,
        url=f"{bp.url_prefix}/behandling/{visit.id}/{act.url}",
    )


def _worded(answer: MatterAnswer, said: str) -> Response:
    return on_with(of_matter(answer.consideration.matter), said)


WORDING: dict[str, Question[MatterAnswer]] = {
    "approve": Question(
        "godkjenn",
        policy.may_approve,
        lambda _it: True,
        lambda *_: ApproveForm(),
        lambda it, by, form: it.approve(by, form.read),
        title=_l("Si ja til teksten til tavla"),
        button=_l("Vis på Du sa – vi gjorde"),
        said=_l("Teksten vises på Du sa – vi gjorde."),
        sees=_l("Alle på KIM-senterets nett kan lese teksten. Navnet ditt vises ikke."),
    ),
    "reword": Question(
        "endre-tekst",
        policy.may_reword,
        lambda it: not it.is_approved,
        lambda it, _by: RewordForm(it),
        lambda it, _by, form: it.reword(
            form.asked_in_short.data, form.answered_in_short.data
        ),
        title=_l("Endre teksten til tavla"),
        button=_l("Lagre teksten"),
        said=_l(
            "Lagret. Teksten vises når en tillitsvalgt eller koordinatoren har sagt ja."
        ),
        sees=_l("Alle på KIM-senterets nett, når noen har godkjent teksten."),
    ),
}
Desk(_found_answer, _no_button, _read, _worded).open_doors(bp, ANSWER, {}, WORDING)


@bp.app_template_global("words_to_approve")
def _words_to_approve(person: Person) -> list[MatterAnswer]:
    """For the home of who says yes to them."""
    waiting = outcomes.to_approve() if policy.approves(person) else []
    return [it for it in waiting if policy.may_approve(person, it)]


@bp.app_template_global("doer_of")
def _doer_of(measure: Measure, person: Person) -> str:
    """A participant is named only with leave; else the body that promised."""
    if measure.doer == person:
        return str(_("Du"))
    if may_be_named(measure.doer, named=at_home()):
        return measure.doer.name
    return measure.answer.consideration.body.name


@bp.app_template_global("measure_acts")
def _acts(person: Person, measure: Measure) -> list[MeasureAct]:
    return [it for it in MeasureAct if policy.may_do_measure(person, it, measure)]
