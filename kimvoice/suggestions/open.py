"""The open side: nobody is asked who they are, and nothing could answer."""

from http import HTTPStatus

from flask import Blueprint, Response

from kimvoice.core import days, settings
from kimvoice.core.db import db
from kimvoice.suggestions import codes, mailbox, openings, policy
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.delivery import lay_in
from kimvoice.suggestions.forms import OpenForm, SuggestionForm
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.slips import SuggestionSlip
from kimvoice.web.answers import one_or_404, page, shown
from kimvoice.web.fields import NOTHING_WRITTEN
from kimvoice.web.tokens import Cleared, Page, Token

bp = Blueprint("open", __name__)

WRITE = "suggestions/new.html"
CHECK = "suggestions/check.html"


# Read by everybody


@bp.get("/forslag")
def index() -> Response:
    suggestions = db.session.scalars(Suggestion.published()).unique().all()
    return page("suggestions/index.html", suggestions=suggestions)


@bp.get("/forslag/<int:number>")
def show(number: int) -> Response:
    query = Suggestion.published().where(Suggestion.number == number)
    return page("suggestions/show.html", suggestion=one_or_404(query))


@bp.get("/du-sa-vi-gjorde")
def said_and_done() -> Response:
    answers = db.session.scalars(Answer.approved()).all()
    return page("suggestions/said_and_done.html", answers=answers)


# Write, check, receipt


@bp.route("/forslag/nytt", methods=["GET", "POST"])
def write() -> Response:
    """The form; a POST brings back from the check page what was written."""
    return _form_page(SuggestionForm())


@bp.post("/forslag/nytt/se-over")
def check() -> Response:
    form = SuggestionForm()
    if not form.validate():
        return _form_page(form, status=422)
    token = Token.read(form.token.data or "")
    if token is None or token.state is Page.CLEARED:
        token = Token.new(codes.mint())
    return _check_page(form, token)


@bp.post("/forslag/nytt/kvittering")
def send() -> Response:
    """Lay the slip in and show its code: the page itself, no redirect, no cookie."""
    form = SuggestionForm()
    if not form.validate():
        return _form_page(form, status=422)
    token = Token.read(form.token.data or "")
    if token is None or not token.code:
        return _check_page(form, Token.new(codes.mint()), refusal=NOTHING_WRITTEN)
    if token.state is Page.EXPIRED:
        return _check_page(form, token.renewed(), refusal=NOTHING_WRITTEN)
    token.refuse_if_over()
    try:
        lay_in(token, _suggestion_slip(form, token.code))
    except (mailbox.MailboxFull, mailbox.TooMany) as error:
        return _check_page(form, token, refusal=error, status=error.status)
    opening = openings.next_opening()
    week = days.week_of(opening.date())
    return shown(
        "suggestions/receipt.html",
        code=codes.in_groups(token.code),
        opening=opening,
        read_by=days.monday_after(week, settings.READING_WEEKS.value()),
        contact=settings.contact(),
        page_token=token.seal(),
    )


@bp.get("/forslag/nytt/se-over")
@bp.get("/forslag/nytt/kvittering")
def cleared() -> Response:
    """These pages are answers to a form and have no address of their own."""
    raise Cleared


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


def _form_page(form: SuggestionForm, status: int = 200) -> Response:
    return shown(
        WRITE,
        status=status,
        form=form,
        readers=policy.readers(),
        contact=settings.contact(),
        changed=settings.changed(settings.SMALLEST_DEPARTMENT, settings.READING_WEEKS),
    )


def _check_page(
    form: SuggestionForm,
    token: Token,
    refusal: object = "",
    status: int = HTTPStatus.UNPROCESSABLE_ENTITY,
) -> Response:
    return shown(
        CHECK,
        status=status if refusal else HTTPStatus.OK,
        form=form,
        token=token.seal(),
        refusal=refusal,
        readers=policy.readers(),
        page_token=token.seal(),
        failed=bool(refusal),
    )
