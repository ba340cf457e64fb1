"""A complaint about the election: sent from the roll, answered by the committee."""

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.finding import found
from kimvoice.elections.models import Election
from kimvoice.elections.objections import ElectionComplaint
from kimvoice.elections.policy import is_officer, may_vote
from kimvoice.elections.result_forms import ComplaintForm, Decision, DecisionForm
from kimvoice.web.answers import on_with, page
from kimvoice.web.person import me, signed_in

bp = Blueprint("objections", __name__, url_prefix="/min/valg")

PLACE = "/<int(max=999999):number>"
ANSWERED = _l("Svaret er sendt.")
ASKED = _l("En annen valgansvarlig må si ja, før valget holdes på nytt.")


@bp.get(f"{PLACE}/klage")
@signed_in
def own(number: int) -> Response:
    return _own_page(found(number, may_vote), ComplaintForm(), 200)


@bp.post(f"{PLACE}/klage")
@signed_in
def send(number: int) -> Response:
    election, form = found(number, may_vote), ComplaintForm()
    if not form.validate_on_submit():
        return _own_page(election, form, 422)
    try:
        election.complain(me(), form.words.data)
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _own_page(election, form, refusal.status)
    db.session.commit()
    return on_with(url_for(".own", number=number), _("Klagen er sendt."))


def _own_page(election: Election, form: ComplaintForm, status: int) -> Response:
    return page(
        "elections/complain.html",
        status=status,
        election=election,
        form=form,
        own=election.complaints_of(me()),
    )


@bp.get(f"{PLACE}/klager")
@signed_in
def index(number: int) -> Response:
    election = found(number, is_officer)
    return page("elections/complaints.html", election=election)


@bp.get(f"{PLACE}/klager/<int:which>")
@signed_in
def show(number: int, which: int) -> Response:
    election = found(number, is_officer)
    return _page_of(election, _readable(election, which), DecisionForm(), 200)


@bp.post(f"{PLACE}/klager/<int:which>")
@signed_in
def decide(number: int, which: int) -> Response:
    election, form = found(number, is_officer), DecisionForm()
    complaint = _readable(election, which)
    if not form.validate_on_submit():
        return _page_of(election, complaint, form, 422)
    anew = form.decision.data is Decision.ANEW
    verb = election.uphold if anew else election.dismiss
    try:
        verb(complaint, me(), form.reason.data)
    except RuleBroken as refusal:
        form.form_errors.append(str(refusal))
        return _page_of(election, complaint, form, refusal.status)
    db.session.commit()
    said = ASKED if anew else ANSWERED
    return on_with(url_for(".index", number=number), str(said))


def _readable(election: Election, which: int) -> ElectionComplaint:
    """404 also for one's own: its sender follows it on another page."""
    complaint = election.complaint(which)
    if complaint is None or complaint.person == me():
        raise NotFound
    return complaint


def _page_of(
    election: Election,
    complaint: ElectionComplaint,
    form: DecisionForm,
    status: int,
) -> Response:
    return page(
        "elections/complaint.html",
        status=status,
        election=election,
        complaint=complaint,
        form=form,
    )
