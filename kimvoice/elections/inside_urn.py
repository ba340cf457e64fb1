"""After the vote: slips of paper laid in, urn marks hung up, and the urn opened."""

from typing import TypeVar

from flask import Blueprint, Response, request, url_for
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from nacl.public import PrivateKey

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections import envelopes, policy
from kimvoice.elections.balloting import NOT_EQUAL
from kimvoice.elections.envelopes import WRONG_WORDS
from kimvoice.elections.finding import found
from kimvoice.elections.keyholding import NO_WORDS, TYPED
from kimvoice.elections.models import Election
from kimvoice.elections.states import DONE, Act, State
from kimvoice.elections.urn_forms import (
    CloseUrnForm,
    PaperSlipForm,
    ReaderForm,
    WordsForm,
)
from kimvoice.web.answers import NOT_KEPT_FOR_BACK, done, page
from kimvoice.web.fields import InsideForm
from kimvoice.web.person import me, signed_in
from kimvoice.web.tokens import Page, Token

Form = TypeVar("Form", bound=InsideForm)

bp = Blueprint("urn", __name__, url_prefix="/min/valg")
bp.add_app_template_global(policy.may_see_urn_marks)

NUMBER = "/<int(max=999999):number>"
OF_SLIPS = "slips of the box"
BEFORE = (State.DRAFT, State.NOMINATION, State.LISTED, State.OPEN)
LAID_IN_MEANWHILE = _l(
    "Det er lagt i en seddel etter at du åpnet siden."
    " Se på tallet, og skriv bare inn en seddel som mangler."
)


# Slips of the box, one by one


@bp.route(f"{NUMBER}/papirsedler", methods=["GET", "POST"])
@signed_in
def paper(number: int) -> Response:
    """Which of them was laid in is shown on no page; what lies there stays there."""
    election = found(number, policy.may_lay_in)
    form = ReaderForm(election, me())
    if not form.is_submitted():
        return _paper_page(election, form, NOT_KEPT_FOR_BACK)
    token = Token.read(request.form.get("token", ""), OF_SLIPS)
    if not (token and token.state is Page.SHOWN) and not election.can(Act.LAY_IN):
        return _paper_page(election, _refused(form, str(DONE)), 409)
    if not form.validate():
        return _paper_page(election, form, 422)
    if "token" not in request.form:
        return _next_slip(election, form, 200)
    return _lay_in(election, form, token)


def _lay_in(election: Election, reading: ReaderForm, token: Token | None) -> Response:
    if token and token.state is Page.SHOWN:
        return _next_slip(election, reading, 200)
    if token is None or token.code != _lies_there(election):
        return _next_slip(election, reading, 409, str(LAID_IN_MEANWHILE))
    form = PaperSlipForm(election, me())
    if not form.validate():
        return _paper_page(election, form, 422, token)
    read_by, ballot = form.who_reads, form.ballot_read
    try:
        election.lay_in(ballot, typed_by=me(), read_by=read_by)
    except RuleBroken as refusal:
        db.session.rollback()
        return _next_slip(election, reading, refusal.status, str(refusal))
    db.session.commit()
    token.use()
    return _next_slip(election, reading, 200)


def _next_slip(
    election: Election, reading: ReaderForm, status: int, why: str = ""
) -> Response:
    """An empty one: what was typed for the last stands nowhere."""
    typed = {"reader": reading.reader.data}
    form = PaperSlipForm(election, me(), formdata=None, data=typed)
    if why:
        _refused(form, why)
    return _paper_page(election, form, status)


def _paper_page(
    election: Election, form: ReaderForm, status: int, token: Token | None = None
) -> Response:
    token = token or Token.new(_lies_there(election))
    return page(
        "elections/paper_slips.html",
        status=status,
        election=election,
        form=form,
        by=me(),
        token=token.seal(OF_SLIPS),
    )


def _lies_there(election: Election) -> str:
    """What a page was made for: a slip is laid in once for each number."""
    return f"{election.id} {me().id} {election.paper_in_urn}"


# Urn marks


@bp.route(f"{NUMBER}/urnemerker", methods=["GET", "POST"])
@signed_in
def urn_marks(number: int) -> Response:
    closes = request.method == "POST"
    may = policy.is_officer if closes else policy.may_see_urn_marks
    election = found(number, may)
    form = CloseUrnForm(election)
    if not closes:
        return _marks_page(election, form, 200)
    if not election.can(Act.CLOSE_URN):
        return _marks_page(election, _refused(form, str(DONE)), 409)
    if not form.validate():
        return _marks_page(election, form, 422)
    try:
        election.close_urn(me(), searched=form.searched.data)
    except RuleBroken as refusal:
        db.session.rollback()
        return _marks_page(election, _refused(form, str(refusal)), refusal.status)
    db.session.commit()
    closed = _("Urna er lukket. Skriv ut urnemerkene, og heng dem opp.")
    checked = _("Svaret ditt er lagret. Nå må en annen valgansvarlig si det samme.")
    here = url_for(".urn_marks", number=number)
    return done(here, closed if election.urn_is_closed else checked)


def _marks_page(election: Election, form: InsideForm, status: int) -> Response:
    return page(
        "elections/urn_marks.html",
        status=status,
        election=election,
        form=form,
        person=me(),
    )


# Six words, and six more


@bp.route(f"{NUMBER}/apne", methods=["GET", "POST"])
@signed_in
def open_urn(number: int) -> Response:
    """Each officer at an own turn: the first takes off a lock, the second opens."""
    form = WordsForm()
    key = _typed(number, form) if form.is_submitted() else None
    election = found(number, policy.is_officer)
    if not form.is_submitted():
        return _open_page(election, form, NOT_KEPT_FOR_BACK)
    if why := _why_not(election):
        return _open_page(election, _refused(form, why), 409)
    if key is None:
        return _open_page(election, form, 422)
    try:
        election.unlock(me(), key)
    except RuleBroken as refusal:
        db.session.rollback()
        return _open_page(election, _refused(form, str(refusal)), refusal.status)
    said = _("Urna er åpnet, og stemmene er talt.") if not election.urn else str(TYPED)
    db.session.commit()
    return done(url_for(".open_urn", number=number), said)


def _typed(number: int, form: WordsForm) -> PrivateKey | None:
    """What my words open. Slow on purpose, so nothing is read or locked meanwhile."""
    election = db.session.get(Election, number)
    if election is None or not policy.is_officer(me(), election):
        return None
    holder = None if _why_not(election) else election.key_of(me())
    if holder is None or not form.validate():
        return None
    salt = holder.salt
    db.session.rollback()
    key = envelopes.private_key(form.meant, salt)
    if not holder.fits(key):
        _refused(form, str(WRONG_WORDS))
        return None
    return key


def _why_not(election: Election) -> str:
    """Why I can't type my words now; empty when I can."""
    if not election.can(Act.UNLOCK):
        return str(_too_early_or_late(election))
    if election.key_of(me()) is None:
        return str(NO_WORDS)
    return str(TYPED) if election.unlocked_by == me() else ""


def _too_early_or_late(election: Election) -> LazyString:
    if election.standing in BEFORE:
        return _l("Avstemningen er ikke over ennå.")
    if election.standing is State.CLOSED and election.is_on_net:
        return _l("Heng opp urnemerkene først.")
    return _l("Urna er åpnet, og stemmene er talt.") if election.was_counted else DONE


def _open_page(election: Election, form: WordsForm, status: int) -> Response:
    form.forget()
    return page(
        "elections/open_urn.html",
        status=status,
        election=election,
        form=form,
        person=me(),
        why_not=_why_not(election),
        disputed=election.is_disputed or str(NOT_EQUAL) in form.form_errors,
    )


def _refused(form: Form, why: str) -> Form:
    form.form_errors.append(why)
    return form
