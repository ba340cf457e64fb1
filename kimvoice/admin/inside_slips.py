"""Slips to print. Their codes are in the answer to the form, and nowhere after."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.admin import printing
from kimvoice.admin.policy import may_administer
from kimvoice.admin.slip_form import SlipsForm
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.settings import INVITATION_DAYS
from kimvoice.web import qr
from kimvoice.web.answers import NOT_KEPT_FOR_BACK, on_to, page
from kimvoice.web.fields import NOTHING_WRITTEN, ButtonForm
from kimvoice.web.memory import memory
from kimvoice.web.networks import reaches_only_here
from kimvoice.web.person import me, require, signed_in
from kimvoice.web.tokens import Cleared, Page, Token

NOBODY = _l("Alle har logget inn. Ingen trenger lapp.")
HELD = _l(
    "Noen står ikke her nå. De står i manntallet for et valg på nett,"
    " og to valgansvarlige må si ja først."
)

bp = Blueprint("inside_slips", __name__, url_prefix="/min/admin")
bp.add_app_template_global(qr.svg, "qr_code")


@bp.get("/lapper")
@signed_in
def choose() -> Response:
    require(may_administer)
    return _form_page(SlipsForm())


@bp.post("/lapper")
@signed_in
def issue() -> Response:
    """The page itself is the answer: no redirect, and no address that shows codes."""
    require(may_administer)
    # Reading holds SQLite's writers back: end it before waiting for one's turn.
    db.session.rollback()
    with memory().printing:
        return _answer(Token.read(request.form.get("token", "")))


@bp.post("/lapper/ferdig")
@signed_in
def finish() -> Response:
    """From now on Back and Reload show no code, not even for a moment."""
    require(may_administer)
    token = Token.read(request.form.get("token", ""))
    if ButtonForm().validate_on_submit() and token is not None:
        token.clear()
    return on_to(url_for("admin.inside_people.index"))


def _answer(token: Token | None) -> Response:
    form = SlipsForm()
    if token is not None and token.state in (Page.SHOWN, Page.CLEARED):
        return _sheet(token)
    if not form.candidates:
        raise RuleBroken(HELD if printing.some_are_held_back() else NOBODY)
    if not form.validate():
        return _form_page(form, 422)
    if token is None or token.state is Page.EXPIRED:
        form.form_errors.append(str(NOTHING_WRITTEN))
        return _form_page(form, 422)
    _issue(form.chosen, token)
    return _sheet(token)


def _issue(chosen: list[int], token: Token) -> None:
    """Once for one page, also when two processes get it at the same time."""
    begin_writing()
    people = printing.locked(chosen)
    if not printing.on_sheet(token.page):
        printing.issue(people, token.page, me())
        db.session.commit()
    token.use()


def _sheet(token: Token) -> Response:
    """The second half of a double click gets the same; later there is nothing."""
    found = printing.on_sheet(token.page)
    is_over = token.is_cleared or not token.was_used_within(printing.DOUBLE_CLICK)
    if not found or is_over:
        raise Cleared(_("Kodene blir vist én gang. Er arkene borte? Lag nye lapper."))
    return page(
        "admin/sheet.html",
        status=NOT_KEPT_FOR_BACK,
        slips=found,
        address=_address(),
        page_token=token.seal(),
    )


def _address() -> str:
    return f"{request.host_url}min/start"


def _form_page(form: SlipsForm, status: int = 200) -> Response:
    form.token.data = Token.new().seal()
    return page(
        "admin/slips.html",
        status=status,
        form=form,
        days=INVITATION_DAYS.value(),
        only_here=reaches_only_here(),
        held=HELD if printing.some_are_held_back() else "",
        nobody=NOBODY,
        any_out=any(each.printed_until for each in form.candidates),
    )
