"""The vote on paper: prints, slips given one name at a time, and the count of two."""

from typing import TypeVar

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections import figures, policy, slip_acts
from kimvoice.elections.finding import found
from kimvoice.elections.meeting_forms import CounterForm, CountForm, SlipForm
from kimvoice.elections.models import Election
from kimvoice.elections.names import telling_apart
from kimvoice.elections.slip_acts import GIVE, TAKE_BACK
from kimvoice.elections.states import DONE, Act, State
from kimvoice.people.models import Person
from kimvoice.web.answers import done, page
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.person import me, signed_in

Form = TypeVar("Form", bound=InsideForm)

bp = Blueprint("meeting", __name__, url_prefix="/min/valg")
for lent in (policy.counts_in, telling_apart):
    bp.add_app_template_global(lent)

NUMBER = "/<int(max=999999):number>"
SPARE = 2
"""Slips more than there are voters: somebody crosses the wrong name."""
GONE_THROUGH = (State.CLOSED, State.TIED, State.COUNTED, State.PUBLISHED)


# Who counts


@bp.route(f"{NUMBER}/tellere", methods=["GET", "POST"])
@signed_in
def counters(number: int) -> Response:
    election, form = found(number, policy.is_officer), CounterForm()
    if not form.is_submitted():
        return _counters_page(election, form, 200)
    if not form.validate():
        return _counters_page(election, form, 422)
    [person] = form.called
    try:
        election.appoint(person)
    except RuleBroken as refusal:
        return _counters_page(election, _refused(form, refusal), refusal.status)
    db.session.commit()
    here = url_for(".counters", number=number)
    return done(here, _appointed(election, person))


@bp.post(f"{NUMBER}/tellere/<int(max=999999):who>/fjern")
@signed_in
def dismiss(number: int, who: int) -> Response:
    election, form = found(number, policy.is_officer), ButtonForm()
    if not form.validate_on_submit():
        return _counters_page(election, form, 422)
    person = db.session.get(Person, who)
    if person is None or not policy.is_counter(person, election):
        raise RuleBroken(DONE)
    try:
        election.dismiss_counter(person)
    except RuleBroken as refusal:
        return _counters_page(election, _refused(form, refusal), refusal.status)
    db.session.commit()
    here = url_for(".counters", number=number)
    return done(here, _dismissed(election, person))


def _appointed(election: Election, person: Person) -> str:
    """On the net the urn counts; who helps gives slips of paper."""
    if election.is_to_be_on_net:
        return str(_("%(name)s skal dele ut sedler.", name=person.name))
    return str(_("%(name)s skal telle.", name=person.name))


def _dismissed(election: Election, person: Person) -> str:
    if election.is_to_be_on_net:
        return str(_("%(name)s skal ikke dele ut sedler.", name=person.name))
    return str(_("%(name)s skal ikke telle.", name=person.name))


def _counters_page(election: Election, form: InsideForm, status: int) -> Response:
    asked = form if isinstance(form, CounterForm) else CounterForm(formdata=None)
    if election.is_to_be_on_net:
        asked.name.label.text = _("Hvem skal dele ut sedler?")
    return page(
        "elections/counters.html",
        status=status,
        election=election,
        form=form,
        asked=asked,
    )


# Slips, one name at a time


@bp.route(f"{NUMBER}/seddel", methods=["GET", "POST"])
@signed_in
def slip(number: int) -> Response:
    """One name is checked, then given; nobody is shown the list before closing."""
    election = found(number, policy.may_mark)
    form = SlipForm(election)
    if not form.is_submitted():
        return _slip_page(election, form, 200)
    if not election.can(Act.GIVE_SLIP):
        return _slip_page(election, _refused(form, RuleBroken(DONE)), 409)
    if not form.validate():
        return _slip_page(election, form, 422)
    return (slip_acts.answer if election.is_on_net else _on_paper)(election, form)


def _on_paper(election: Election, form: SlipForm) -> Response:
    for act in (GIVE, TAKE_BACK):
        if act in request.form:
            return _mark(election, form, act)
    return _slip_page(election, form, 200)


def _mark(election: Election, form: SlipForm, act: str) -> Response:
    person = form.chosen(request.form[act])
    if person is None:
        return _slip_page(election, form, 422)
    try:
        if act == GIVE:
            election.give_slip(person)
            said = _("%(name)s er merket. Gi én seddel.", name=form.called[person])
        else:
            election.take_back_slip(person)
            said = _("Merket ved %(name)s er borte.", name=form.called[person])
    except RuleBroken as refusal:
        return _slip_page(election, _refused(form, refusal), refusal.status)
    db.session.commit()
    return done(url_for(".slip", number=election.id), said)


def _slip_page(election: Election, form: SlipForm, status: int) -> Response:
    marked = [it.person for it in election.roll if it.got_slip]
    called = form.called if form.is_submitted() and form.name.data else {}
    return page(
        "elections/slip.html",
        status=status,
        election=election,
        form=form,
        called=called,
        marked=marked,
        asked=[],
        given=None,
    )


@bp.get(f"{NUMBER}/avkryssing")
@signed_in
def marks(number: int) -> Response:
    """After closing the committee goes through the marks, before it is counted."""
    election = found(number, policy.may_see_marks)
    if election.uncontested:
        raise RuleBroken(_("Det var ingen avstemning."))
    if election.standing not in GONE_THROUGH:
        raise RuleBroken(_("Dere går gjennom merkene når avstemningen er over."))
    marked = [it.person for it in election.roll if it.is_marked]
    return page("elections/marks.html", election=election, marked=marked)


# The count


@bp.route(f"{NUMBER}/opptelling", methods=["GET", "POST"])
@signed_in
def count(number: int) -> Response:
    election = found(number, policy.may_mark)
    form = CountForm.of(election, election.count_by(me()))
    if not form.is_submitted():
        return _count_page(election, form, 200)
    if not election.can(Act.COUNT):
        return _count_page(election, _refused(form, RuleBroken(DONE)), 409)
    if not form.validate():
        return _count_page(election, form, 422)
    try:
        election.count(me(), **form.figures)
    except RuleBroken as refusal:
        db.session.rollback()
        return _count_page(election, _refused(form, refusal), refusal.status)
    db.session.commit()
    return done(url_for(".count", number=number), _said(election))


def _said(election: Election) -> str:
    if election.counts:
        return str(_("Tallene dine er lagret."))
    if election.standing is State.CLOSED:
        return str(_("Dere fikk ikke det samme. Tell på nytt, begge to."))
    return str(_("Dere fikk det samme. Opptellingen er ferdig."))


def _count_page(election: Election, form: CountForm, status: int) -> Response:
    return page(
        "elections/count.html",
        status=status,
        election=election,
        form=form,
        mine=election.count_by(me()),
        differed=_differed(election),
    )


def _differed(election: Election) -> list[str]:
    """Where they must look once more, in words."""
    called = telling_apart([it.person for it in election.candidates])
    words = {
        figures.SLIPS: _("Sedler i kassa"),
        figures.BLANKS: _("Blanke sedler"),
        figures.REJECTED: _("Ugyldige sedler"),
    }
    words |= {str(it.place): called[it.person] for it in election.candidates}
    return [words[it] for it in election.differed_in if it in words]


# Paper


@bp.get(f"{NUMBER}/papir")
@signed_in
def paper(number: int) -> Response:
    """All that a department without any device needs to vote and to count."""
    election = found(number, policy.may_mark)
    if election.standing not in (State.LISTED, State.OPEN, State.CLOSED):
        raise RuleBroken(_("Arkene er klare når lista over kandidater er trukket."))
    if not election.candidates:
        raise RuleBroken(_("Ingen stiller til valg. Da er det ingenting å stemme på."))
    return page(
        "elections/paper.html",
        election=election,
        slips=len(election.voters) + SPARE,
        spare=SPARE,
    )


def _refused(form: Form, refusal: RuleBroken) -> Form:
    form.form_errors.append(str(refusal))
    return form
