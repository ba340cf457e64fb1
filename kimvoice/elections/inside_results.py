"""The lot and the result."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.finding import found
from kimvoice.elections.lot_acts import BUTTONS, QUESTIONS
from kimvoice.elections.models import Election
from kimvoice.elections.names import telling_apart
from kimvoice.elections.policy import is_officer, may_see
from kimvoice.elections.publication import FEWEST_COUNTED
from kimvoice.elections.result_forms import LotForm
from kimvoice.elections.states import Act
from kimvoice.web.acts import Desk, Question
from kimvoice.web.answers import on_with, page
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.person import me, signed_in
from kimvoice.web.seen import SeenButton

bp = Blueprint("results", __name__, url_prefix="/min/valg")

PLACE = "/<int(max=999999):number>"


# The lot


@bp.get(f"{PLACE}/loddtrekning")
@signed_in
def lot(number: int) -> Response:
    return _lot_page(found(number, is_officer), ButtonForm(), 200)


@bp.get(f"{PLACE}/loddtrekning/lapper")
@signed_in
def slips(number: int) -> Response:
    election = found(number, is_officer)
    election.must_need_a_lot()
    return page("elections/lot_slips.html", election=election, names=_names(election))


@bp.route(f"{PLACE}/loddtrekning/skriv-inn", methods=["GET", "POST"])
@signed_in
def draw(number: int) -> Response:
    """Write, check, confirm."""
    election = found(number, is_officer)
    election.must_need_a_lot()
    form = LotForm(election)
    if not form.validate_on_submit() or "change" in request.form:
        return _draw_page(election, form, form.status)
    try:
        election.check_draw(form.order, **form.hands, by=me())
        if not form.confirmed.data:
            return page("elections/lot_check.html", election=election, form=form)
        election.draw(form.order, **form.hands, by=me())
    except RuleBroken as refusal:
        form.form_errors.append(str(refusal))
        return _draw_page(election, form, refusal.status)
    db.session.commit()
    return on_with(url_for(".lot", number=number), _("Trekningen er lagret."))


def _draw_page(election: Election, form: LotForm, status: int) -> Response:
    return page("elections/lot_draw.html", status=status, election=election, form=form)


def _lot_page(election: Election, form: InsideForm, status: int) -> Response:
    if not election.lots and not election.can(Act.DRAW):
        election.must_need_a_lot()
    return page(
        "elections/lot.html",
        status=status,
        election=election,
        form=form,
        names=_names(election),
    )


def _names(election: Election) -> list[str]:
    """Of those who are equal, as anybody can tell them apart."""
    shown = telling_apart([it.person for it in election.candidates])
    return [shown[it.person] for it in election.equals]


def _ask(
    act: Question[Election], election: Election, form: InsideForm, status: int
) -> Response:
    return page(
        "elections/ask.html", status=status, act=act, election=election, form=form
    )


def _end(election: Election, said: str) -> Response:
    return on_with(url_for(".lot", number=election.id), said)


Desk(found, _lot_page, _ask, _end).open_doors(bp, PLACE, BUTTONS, QUESTIONS)


# The result


@bp.get(f"{PLACE}/resultat")
@signed_in
def result(number: int) -> Response:
    election = found(number, may_see)
    return _result_page(election, _published_as_seen(election), 200)


@bp.post(f"{PLACE}/resultat")
@signed_in
def publish(number: int) -> Response:
    election = found(number, is_officer)
    form = _published_as_seen(election)
    if not form.validate_on_submit():
        return _result_page(election, form, form.status)
    try:
        election.publish(me())
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _result_page(election, form, refusal.status)
    db.session.commit()
    return on_with(url_for(".result", number=number), _("Resultatet er lagt ut."))


def _published_as_seen(election: Election) -> SeenButton:
    changed = _("Resultatet er endret mens du leste. Se over på nytt.")
    return SeenButton(election.would_be_published, changed=changed)


def _result_page(election: Election, form: InsideForm, status: int) -> Response:
    return page(
        "elections/result.html",
        status=status,
        election=election,
        form=form,
        fewest=FEWEST_COUNTED,
    )
