"""The open side: nobody is asked who they are, and nothing could answer."""

from collections.abc import Callable
from http import HTTPStatus

from flask import Blueprint, Response, request
from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from kimvoice.core import choices, days, pieces, settings
from kimvoice.suggestions import codes, intake, lists, openings, policy, telltale
from kimvoice.suggestions import said_and_done as told
from kimvoice.suggestions.delivery import lay_in
from kimvoice.suggestions.forms import OpenForm, SuggestionForm
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.slips import SuggestionSlip
from kimvoice.web.answers import one_or_404, page, shown
from kimvoice.web.fields import NOTHING_WRITTEN
from kimvoice.web.tokens import Page, Token

bp = Blueprint("open", __name__)

WRITE = "suggestions/new.html"
CHECK = "suggestions/check.html"
WRITING = "/forslag/nytt"


# Read by everybody


@bp.get("/forslag")
def index() -> Response:
    shelf = pieces.chosen(lists.PUBLISHED, request.args.get("status", ""))
    after = request.args.get("etter", "")
    return page(
        "suggestions/index.html",
        shelves=lists.PUBLISHED,
        shelf=shelf,
        after=after,
        piece=lists.published(shelf, after),
    )


@bp.get("/forslag/<int(max=999999):number>")
def show(number: int) -> Response:
    query = Suggestion.published().where(Suggestion.number == number)
    return page("suggestions/show.html", suggestion=one_or_404(query))


@bp.get("/du-sa-vi-gjorde")
def said_and_done() -> Response:
    shelf = pieces.chosen(told.SHELVES, request.args.get("status", ""))
    after = request.args.get("etter", "")
    return page(
        "suggestions/said_and_done.html",
        shelves=told.SHELVES,
        shelf=shelf,
        after=after,
        piece=told.answered(shelf, after),
    )


@bp.get("/tavle")
def board() -> Response:
    """For the screen on the wall: nothing moves, and no script runs."""
    number = request.args.get("side", 1, type=int)
    return page("suggestions/board.html", cards=told.side(number))


@bp.get("/tavle/papir")
def wall_sheet() -> Response:
    return page(
        "suggestions/wall_sheet.html",
        month=told.month(request.args.get("maned", "")),
        opening=openings.next_opening(),
        readers=policy.readers(),
    )


# Write, check, receipt


@bp.context_processor
def title() -> dict[str, LazyString]:
    """One for all who write: a browser's history keeps it (decisions/0014)."""
    rule = request.url_rule
    writing = rule is not None and rule.rule == WRITING
    return {"one_title": _l("Si fra uten navn")} if writing else {}


@bp.get(WRITING)
def write() -> Response:
    form = SuggestionForm()
    return _form_page(form, _page_token(form))


@bp.post(WRITING)
def go_on() -> Response:
    """How far somebody came, no address tells (decisions/0014)."""
    form = SuggestionForm()
    token = _page_token(form)
    return STEPS.get(request.form.get("act", ""), _check)(form, token)


def _change(form: SuggestionForm, token: Token) -> Response:
    """What was written, brought back from the check page."""
    return _form_page(form, token)


def _check(form: SuggestionForm, token: Token) -> Response:
    if not form.validate():
        return _faulty_page(form, token)
    return _check_page(form, token)


def _send(form: SuggestionForm, token: Token) -> Response:
    """Lay the slip in and show its code: the page itself, no redirect, no cookie."""
    if not form.validate():
        return _faulty_page(form, token)
    if not token.code or token.state is Page.EXPIRED:
        return _check_page(form, Token.new(), refusal=NOTHING_WRITTEN)
    code = form.paper_code.data or token.code
    try:
        opening = lay_in(token, _suggestion_slip(form, code))
    except intake.NotTakenIn as error:
        return _check_page(form, token, refusal=error, status=error.status)
    week = days.week_of(opening.date())
    return shown(
        "suggestions/receipt.html",
        code=codes.in_groups(code),
        opening=opening,
        readers=policy.readers(),
        read_by=days.monday_after(week, settings.READING_WEEKS.value()),
        contact=settings.contact(),
        page_token=token.seal(),
        languages=False,
    )


STEPS: dict[str, Callable[[SuggestionForm, Token], Response]] = {
    "change": _change,
    "check": _check,
    "send": _send,
}


@bp.post("/ferdig")
def finish() -> Response:
    """«Ferdig – tøm skjermen»: from now on Back and Reload show nothing."""
    token = Token.read(OpenForm().token.data or "")
    if token is not None:
        token.clear()
    return shown("suggestions/finished.html")


def _suggestion_slip(form: SuggestionForm, code: str) -> SuggestionSlip:
    return SuggestionSlip(
        code=code,
        text=form.text.data or "",
        audience=form.audience.data,
        department=form.department_id,
    )


def _page_token(form: OpenForm) -> Token:
    """The token that goes with a draft from page to page; new for what is not ours.

    Raises Cleared when one of its pages was emptied: then none comes back.
    """
    token = Token.read(form.token.data or "") or Token.new()
    token.refuse_if_over()
    return token


def _faulty_page(form: SuggestionForm, token: Token) -> Response:
    """The code of a paper slip is mended where it was typed: on the check page."""
    if set(form.errors) == {form.paper_code.name}:
        return _check_page(form, token)
    form.paper_code.errors = []
    return _form_page(form, token, status=422)


def _form_page(form: SuggestionForm, token: Token, status: int = 200) -> Response:
    form.token.data = token.seal()
    return shown(
        WRITE,
        status=status,
        resend=form.draft | {"act": "check" if form.errors else "change"},
        form=form,
        page_token=token.seal(),
        readers=policy.readers(),
        contact=settings.contact(),
        changed=choices.changed(settings.SMALLEST_DEPARTMENT, settings.READING_WEEKS),
    )


def _check_page(
    form: SuggestionForm,
    token: Token,
    refusal: object = "",
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> Response:
    # After a restart the page may be somebody's receipt: its code is not made again.
    token = Token.new() if token.state is Page.EXPIRED else token
    token = token.renewed(codes.mint_for(token.page))
    failed = bool(refusal or form.errors)
    return shown(
        CHECK,
        status=status if failed else HTTPStatus.OK,
        resend=form.draft | {"act": "check"},
        form=form,
        token=token.seal(),
        refusal=refusal,
        telltale=telltale.holds_name_or_number(form.text.data or ""),
        readers=policy.readers(),
        page_token=token.seal(),
        failed=failed,
    )
