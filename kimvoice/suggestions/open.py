"""The open side: nobody is asked who they are, and nothing could answer."""

import hashlib
from http import HTTPStatus

from flask import Blueprint, Response
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.core import days, settings
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.suggestions import codes, mailbox, policy, slips
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.forms import (
    CodeForm,
    HelpedForm,
    MessageForm,
    OpenForm,
    SuggestionForm,
    WithdrawForm,
)
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.slips import (
    HelpedSlip,
    MessageSlip,
    Slip,
    SuggestionSlip,
    WithdrawalSlip,
)
from kimvoice.suggestions.states import FLOW, Act
from kimvoice.suggestions.threads import Thread
from kimvoice.web.answers import one_or_404, page, shown
from kimvoice.web.memory import memory
from kimvoice.web.tokens import Cleared, Page, Token

bp = Blueprint("open", __name__)

WRITE = "suggestions/new.html"
CHECK = "suggestions/check.html"
THREAD = "suggestions/thread.html"
CODE = "suggestions/code.html"
HELPED = "suggestions/helped.html"
MESSAGE = "suggestions/message.html"

LATE = _l("Det gikk lang tid. Trykk på knappen en gang til.")


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
        return _check_page(form, Token.new(codes.mint()), refusal=LATE)
    if token.state is Page.EXPIRED:
        return _check_page(form, token.renewed(), refusal=LATE)
    token.refuse_if_over()
    try:
        lay_in(token, _suggestion_slip(form, token.code))
    except (mailbox.MailboxFull, mailbox.TooMany) as error:
        return _check_page(form, token, refusal=error, status=error.status)
    opening = mailbox.next_opening()
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
@bp.get("/kode/sak")
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


# Return with the code


@bp.get("/kode")
def code() -> Response:
    return _code_page(CodeForm(token=Token.new().seal()))


@bp.post("/kode/sak")
def thread() -> Response:
    form = CodeForm()
    token = Token.read(form.token.data or "")
    if token is not None and token.code:
        form.code.data = token.code
    elif not form.validate():
        return _code_page(form, status=422)
    if token is None or token.state is Page.EXPIRED:
        form = CodeForm(formdata=None, token=Token.new().seal())
        again = _("Det gikk lang tid. Skriv koden en gang til.")
        return _code_page(form, refusal=again, status=422)
    token.refuse_if_over()

    found = Thread.opened_by(codes.derive(form.code.data or ""))
    if found is None:
        return _code_page(CodeForm(formdata=None, token=token.seal()), unknown=True)
    token.use()
    return _thread_page(found, token.renewed(form.code.data or ""))


@bp.post("/kode/melding")
def message() -> Response:
    form = MessageForm()
    token = _thread_token(form)
    if not form.validate():
        return _message_page(form, token, status=422)
    if codes.is_inside(token.code, form.text.data):
        inside = _("Koden din står i teksten. Ta den bort, så ingen andre får den.")
        form.text.errors = [inside]
        return _message_page(form, token, status=422)
    _refuse_closed(token, Act.WRITE)
    try:
        lay_in(token, MessageSlip(token.code, form.text.data, token.nonce))
    except (mailbox.MailboxFull, mailbox.TooMany) as error:
        return _message_page(form, token, refusal=error, status=error.status)
    return _received_page(token, "message")


@bp.post("/kode/hjalp")
def helped() -> Response:
    form = HelpedForm()
    token = _thread_token(form)
    if not form.validate():
        return shown(HELPED, status=422, form=form, page_token=token.seal())
    lay_in(token, HelpedSlip(token.code, form.helped.data))
    return _received_page(token, "helped")


@bp.post("/kode/trekk")
def withdraw() -> Response:
    """Asked once more before anything is sent."""
    form = WithdrawForm()
    token = _thread_token(form)
    _refuse_closed(token, Act.WITHDRAW)
    if not form.confirmed.data:
        return shown(
            "suggestions/withdraw.html",
            opening=mailbox.next_opening(),
            page_token=token.seal(),
        )
    lay_in(token, WithdrawalSlip(token.code))
    return _received_page(token, "withdrawal")


def lay_in(token: Token, slip: Slip) -> None:
    """Receive a slip once, however often its form comes. Commits.

    Two equal slips are one when the mailbox is emptied; here a double click does
    not take up its room either.
    """
    said = hashlib.sha256(slips.write(slip)).digest()
    with memory().laying_in:
        if (token.page, said) not in memory().used_pages:
            mailbox.receive(slip)
            db.session.commit()
            memory().used_pages.add((token.page, said))
        token.use()


def _suggestion_slip(form: SuggestionForm, code: str) -> SuggestionSlip:
    return SuggestionSlip(
        code=code,
        text=form.text.data or "",
        audience=form.audience.data,
        department=form.department_id,
    )


def _thread_token(form: OpenForm) -> Token:
    """The token of a thread page. What it sends may come late, but not cleared."""
    token = Token.read(form.token.data or "")
    if token is None or not token.code or token.is_cleared:
        raise Cleared
    return token


def _refuse_closed(token: Token, act: Act) -> None:
    found = Thread.opened_by(codes.derive(token.code))
    if found is None or not FLOW.allows(found.suggestion.state, act):
        raise RuleBroken(
            _("Forslaget er trukket eller slettet. Det tar ikke imot mer.")
        )


def _form_page(form: SuggestionForm, status: int = 200) -> Response:
    return page(
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


def _code_page(
    form: CodeForm, *, status: int = 200, unknown: bool = False, refusal: str = ""
) -> Response:
    return page(
        CODE,
        status=status,
        form=form,
        unknown=unknown,
        refusal=refusal,
        last_opening=mailbox.last_opening(),
        opening=mailbox.next_opening(),
    )


def _thread_page(thread: Thread, token: Token) -> Response:
    return shown(
        THREAD,
        suggestion=thread.suggestion,
        token=token.seal(),
        message=MessageForm(formdata=None, token=token.seal()),
        helped=HelpedForm(formdata=None, token=token.seal()),
        opening=mailbox.next_opening(),
        page_token=token.seal(),
    )


def _message_page(
    form: MessageForm, token: Token, *, status: int, refusal: object = ""
) -> Response:
    return shown(
        MESSAGE,
        status=status,
        form=form,
        refusal=refusal,
        opening=mailbox.next_opening(),
        page_token=token.seal(),
        failed=True,
    )


def _received_page(token: Token, what: str) -> Response:
    return shown(
        "suggestions/received.html",
        what=what,
        token=token.seal(),
        opening=mailbox.next_opening(),
        page_token=token.seal(),
    )
