"""The roll by name, and what one officer proposes and another agrees to."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.exceptions import NotFound

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections import policy
from kimvoice.elections.enrolling import Told
from kimvoice.elections.finding import found
from kimvoice.elections.models import Election
from kimvoice.elections.names import telling_apart
from kimvoice.elections.officer_forms import AllowCodeForm, AnnulForm, CorrectForm
from kimvoice.elections.proposals import Proposal
from kimvoice.elections.states import DONE, Act, ProposalKind
from kimvoice.people.models import Person
from kimvoice.web.answers import done, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("roll", __name__, url_prefix="/min/valg")
bp.add_app_template_global(policy.may_second)
bp.add_app_template_global(policy.may_do)


@bp.app_template_filter()
def told_apart(people: list[Person]) -> list[str]:
    return list(telling_apart(people).values())


PLACE = "/<int(max=999999):number>"


@bp.get(f"{PLACE}/manntall")
@signed_in
def show(number: int) -> Response:
    return page("elections/roll.html", election=found(number, policy.may_see_roll))


@bp.route(f"{PLACE}/manntall/rett", methods=["GET", "POST"])
@signed_in
def correct(number: int) -> Response:
    election = _open_for(number, Act.CORRECT)
    form = CorrectForm(election)
    if not form.validate_on_submit():
        return _ask(election, form, status=422 if form.errors else 200)
    return _propose(election, form, form.correction, form.person)


@bp.route(f"{PLACE}/ny-kode", methods=["GET", "POST"])
@signed_in
def allow_code(number: int) -> Response:
    election = _open_for(number, Act.ALLOW_CODE)
    form = AllowCodeForm(election)
    if not form.validate_on_submit():
        return _ask(election, form, status=422 if form.errors else 200)
    return _propose(election, form, ProposalKind.NEW_CODE, form.person)


@bp.route(f"{PLACE}/pa-nytt", methods=["GET", "POST"])
@signed_in
def annul(number: int) -> Response:
    election = _open_for(number, Act.ANNUL)
    form = AnnulForm()
    if not form.validate_on_submit():
        return _ask(election, form, status=422 if form.errors else 200)
    return _propose(election, form, ProposalKind.ANNUL, None)


@bp.get(f"{PLACE}/avgjor/<int(max=999999):which>")
@signed_in
def look(number: int, which: int) -> Response:
    election, proposal = _proposal(number, which)
    return _answer_page(election, proposal, ButtonForm(), status=200)


@bp.post(f"{PLACE}/avgjor/<int(max=999999):which>/<any(ja, nei):answer>")
@signed_in
def answer(number: int, which: int, answer: str) -> Response:
    election, proposal = _proposal(number, which)
    form = ButtonForm()
    if not form.validate_on_submit():
        return _answer_page(election, proposal, form, status=422)
    verb = election.agree_to if answer == "ja" else election.refuse
    try:
        verb(proposal, me())
    except RuleBroken as refusal:
        if isinstance(refusal, Told):
            db.session.commit()
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _answer_page(election, proposal, form, status=refusal.status)
    db.session.commit()
    return done(_page_of(election), _("Svaret ditt er lagret."))


def _proposal(number: int, which: int) -> tuple[Election, Proposal]:
    election = found(number, policy.is_officer)
    proposal = election.proposal(which)
    if proposal is None:
        raise NotFound
    if request.method == "POST":
        require(policy.may_second, proposal)
    return election, proposal


def _open_for(number: int, act: Act) -> Election:
    """Raise RuleBroken for a page whose time is not now."""
    election = found(number, policy.WHO[act])
    if request.method == "GET" and not election.can(act):
        raise RuleBroken(DONE)
    return election


def _propose(
    election: Election, form: FlaskForm, kind: ProposalKind, person: Person | None
) -> Response:
    try:
        election.propose(kind, person, form["reason"].data, me())
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _ask(election, form, status=refusal.status)
    db.session.commit()
    return done(
        _page_of(election), _("Nå må en annen valgansvarlig si ja, før det gjelder.")
    )


def _page_of(election: Election) -> str:
    return url_for("elections.inside.show", number=election.id)


def _ask(election: Election, form: FlaskForm, *, status: int) -> Response:
    return page("elections/propose.html", status=status, election=election, form=form)


def _answer_page(
    election: Election, proposal: Proposal, form: FlaskForm, *, status: int
) -> Response:
    return page(
        "elections/proposal.html",
        status=status,
        election=election,
        proposal=proposal,
        form=form,
    )
