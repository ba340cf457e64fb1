"""The ballot on the net: choose, look over, send; one address for all three.

One title too: neither the browser's history nor a log in front of the house tells how
far somebody came. The last page is the answer to the POST, and knows no choice.
"""

from typing import Any

from flask import Blueprint, Response, g, request, session, url_for
from flask_babel import lazy_gettext as _l

from kimvoice.core.db import db
from kimvoice.elections import ballots, policy, sweeping
from kimvoice.elections.ballot_forms import CHOOSE_AGAIN, BallotForm, SendForm
from kimvoice.elections.finding import found
from kimvoice.elections.models import Election
from kimvoice.elections.states import Act
from kimvoice.web import person as visitor
from kimvoice.web.answers import NOT_KEPT_FOR_BACK, on_to, page
from kimvoice.web.kept import OfAnother, is_of_another
from kimvoice.web.language import listing
from kimvoice.web.person import Place, me, signed_in

bp = Blueprint("vote", __name__, url_prefix="/min/valg")

ONE_TITLE = _l("Stem")
FOLDED = "folded_ballot"
"""In the session: from the click to the page that asks once more, and no longer."""
TOO_LATE = "too late"


@bp.route("/<int(max=999999):number>/stem", methods=["GET", "POST"])
@signed_in
def ballot(number: int) -> Response:
    election = found(number)
    if request.method == "POST" and is_of_another():
        raise OfAnother
    if not policy.may_vote(me(), election):
        return _page("no_vote", election, 403)
    if "token" in request.form:
        return _send(election)
    folded = session.pop(FOLDED, "")
    return _choose(election, folded) if _may_now(election) else _no_vote(election)


@bp.after_app_request
def forget_the_fold(answer: Response) -> Response:
    """Who goes elsewhere than to the page that asks once more carries no choice."""
    if "person" in g and "folds" not in g:
        session.pop(FOLDED, None)
    return answer


def _choose(election: Election, folded: str) -> Response:
    form = BallotForm(election)
    if form.is_submitted():
        session[FOLDED] = form.folded() if form.validate() else TOO_LATE
        g.folds = True
        return on_to(url_for(".ballot", number=election.id))
    if folded == TOO_LATE:
        return _choose_again(election)
    return _look_over(election, form) if form.unfold(folded) else _ballot_page(form)


def _may_now(election: Election) -> bool:
    entry = election.entry_of(me())
    return election.can(Act.VOTE) and entry is not None and not entry.is_marked


def _look_over(election: Election, form: BallotForm) -> Response:
    if not form.look():
        return _ballot_page(form, 422)
    sending = SendForm(formdata=None)
    sending.carry(election.seal_ballot(form.chosen), election, me())
    names = listing([election.called[it] for it in form.named])
    more = {"form": sending, "names": names}
    return _page("ballot_check", election, NOT_KEPT_FOR_BACK, **more)


def _send(election: Election) -> Response:
    """A second click gets what the first one got; whoever has voted is told so."""
    form = SendForm()
    slip = form.slip(election, me()) if form.validate() else None
    if slip is not None and election.holds_slip(slip):
        return _sent_page(election, slip)
    if not _may_now(election):
        return _no_vote(election)
    if slip is None:
        return _choose_again(election)
    election.vote(me(), slip)
    db.session.commit()
    sweeping.forget_last_vote()
    return _sent_page(election, slip)


def _choose_again(election: Election) -> Response:
    form = BallotForm(election, formdata=None)
    form.form_errors.append(str(CHOOSE_AGAIN))
    return _ballot_page(form, 422)


def _ballot_page(form: BallotForm, status: int = NOT_KEPT_FOR_BACK) -> Response:
    return _page("ballot", form.election, status, form=form)


def _sent_page(election: Election, slip: bytes) -> Response:
    return _page(
        "voted",
        election,
        NOT_KEPT_FOR_BACK,
        mark=ballots.urn_mark(slip),
        is_shared=visitor.place() is Place.SHARED,
    )


def _no_vote(election: Election) -> Response:
    """Why not now. Asked for, it looks from outside as the ballot does."""
    status = NOT_KEPT_FOR_BACK if request.method == "GET" else 409
    return _page("no_vote", election, status)


def _page(name: str, election: Election, status: int, **more: Any) -> Response:
    template = f"elections/{name}.html"
    title = {"one_title": ONE_TITLE, "election": election}
    return page(template, status=status, **title, **more)
