"""The open side, with the code: see what happened, write more, withdraw."""

from collections.abc import Callable
from datetime import datetime

from flask import Blueprint, Response, request
from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import RuleBroken
from kimvoice.suggestions import codes, intake, openings, policy, telltale
from kimvoice.suggestions.delivery import lay_in
from kimvoice.suggestions.forms import (
    CodeForm,
    HelpedForm,
    MessageForm,
    OpenForm,
    WithdrawForm,
)
from kimvoice.suggestions.slips import HelpedSlip, MessageSlip, WithdrawalSlip
from kimvoice.suggestions.states import FLOW, Act
from kimvoice.suggestions.threads import Thread
from kimvoice.web.answers import shown
from kimvoice.web.tokens import Cleared, Page, Token

bp = Blueprint("thread", __name__)

THREAD = "suggestions/thread.html"
CODE = "suggestions/code.html"
HELPED = "suggestions/helped.html"
MESSAGE = "suggestions/message.html"
CHECK = "suggestions/message_check.html"


@bp.context_processor
def title() -> dict[str, LazyString]:
    """One for all: a browser's history keeps it (decisions/0014)."""
    return {"one_title": _l("Se svar med kode")}


@bp.get("/kode")
def enter() -> Response:
    return _code_page(CodeForm(token=Token.new().seal()))


@bp.get("/kode/sak")
def cleared() -> Response:
    """The page is the answer to a form and has no address of its own."""
    raise Cleared


@bp.post("/kode/sak")
def act() -> Response:
    """Which act it is, no address tells (decisions/0014)."""
    asked_for = ACTS.get(request.form.get("act", ""))
    if asked_for is None:
        raise Cleared
    return asked_for()


def _show() -> Response:
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

    found = Thread.opened_by(codes.derive_in_turn(form.code.data or ""))
    if found is None:
        return _code_page(CodeForm(formdata=None, token=token.seal()), unknown=True)
    token.use()
    return _thread_page(found, token.renewed(form.code.data or ""))


def _message() -> Response:
    form = MessageForm()
    token = _thread_token(form)
    if form.change.data:
        return _message_page(form, token)
    if not form.validate():
        return _message_page(form, token, status=422)
    if codes.is_inside(token.code, form.text.data):
        inside = _("Koden din står i teksten. Ta den bort, så ingen andre får den.")
        form.text.errors = [inside]
        return _message_page(form, token, status=422)
    if telltale.holds_name_or_number(form.text.data) and not form.anyway.data:
        return _message_page(form, token, CHECK)
    return _lay_in_message(form, token)


def _helped() -> Response:
    form = HelpedForm()
    token = _thread_token(form)
    if not form.validate():
        return _helped_page(form, token, status=422)
    _refuse_closed(token, Act.WRITE)
    try:
        opening = lay_in(token, HelpedSlip(token.code, form.helped.data))
    except intake.NotTakenIn as error:
        return _helped_page(form, token, refusal=error, status=error.status)
    return _received_page(token, "helped", opening)


def _withdraw() -> Response:
    """Asked once more before anything is sent."""
    form = WithdrawForm()
    token = _thread_token(form)
    _refuse_closed(token, Act.WITHDRAW)
    if not form.confirmed.data:
        return _withdraw_page(token)
    try:
        opening = lay_in(token, WithdrawalSlip(token.code))
    except intake.NotTakenIn as error:
        return _withdraw_page(token, refusal=error, status=error.status)
    return _received_page(token, "withdrawal", opening)


ACTS: dict[str, Callable[[], Response]] = {
    "": _show,
    "message": _message,
    "helped": _helped,
    "withdraw": _withdraw,
}


def _thread_token(form: OpenForm) -> Token:
    """The token of a thread page. What it sends may come late, but not cleared."""
    token = Token.read(form.token.data or "")
    if token is None or not token.code or token.is_cleared:
        raise Cleared
    return token


def _lay_in_message(form: MessageForm, token: Token) -> Response:
    _refuse_closed(token, Act.WRITE)
    try:
        opening = lay_in(token, MessageSlip(token.code, form.text.data, token.nonce))
    except intake.NotTakenIn as error:
        return _message_page(form, token, refusal=error, status=error.status)
    return _received_page(token, "message", opening)


def _refuse_closed(token: Token, act: Act) -> None:
    found = Thread.opened_by(codes.derive_in_turn(token.code))
    if found is None or not FLOW.allows(found.suggestion.state, act):
        raise RuleBroken(
            _("Forslaget er trukket eller slettet. Det tar ikke imot mer.")
        )


def _code_page(
    form: CodeForm, *, status: int = 200, unknown: bool = False, refusal: str = ""
) -> Response:
    return shown(
        CODE,
        status=status,
        resend={},
        form=form,
        unknown=unknown,
        refusal=refusal,
        last_opening=openings.last_opening(),
        opening=openings.next_opening(),
        failed=bool(refusal or form.errors),
    )


def _thread_page(thread: Thread, token: Token) -> Response:
    return shown(
        THREAD,
        resend={},
        suggestion=thread.suggestion,
        readers=policy.readers(),
        token=token.seal(),
        message=MessageForm(formdata=None, token=token.seal()),
        helped=HelpedForm(formdata=None, token=token.seal()),
        opening=openings.next_opening(),
        page_token=token.seal(),
    )


def _message_page(
    form: MessageForm,
    token: Token,
    template: str = MESSAGE,
    *,
    status: int = 200,
    refusal: object = "",
) -> Response:
    # In another language the page is made again; the message is not sent by it.
    again = {"change": "text"} if template == MESSAGE and not form.errors else {}
    return shown(
        template,
        status=status,
        resend={"act": "message", "text": form.text.data or ""} | again,
        form=form,
        refusal=refusal,
        opening=openings.next_opening(),
        page_token=token.seal(),
        failed=bool(refusal or form.errors),
    )


def _helped_page(
    form: HelpedForm, token: Token, *, status: int, refusal: object = ""
) -> Response:
    return shown(
        HELPED,
        status=status,
        resend={"act": "helped"},
        form=form,
        refusal=refusal,
        page_token=token.seal(),
        failed=True,
    )


def _withdraw_page(
    token: Token, *, status: int = 200, refusal: object = ""
) -> Response:
    return shown(
        "suggestions/withdraw.html",
        status=status,
        resend={"act": "withdraw"},
        refusal=refusal,
        opening=openings.next_opening(),
        page_token=token.seal(),
        failed=bool(refusal),
    )


def _received_page(token: Token, what: str, opening: datetime) -> Response:
    return shown(
        "suggestions/received.html",
        languages=False,
        what=what,
        token=token.seal(),
        opening=opening,
        page_token=token.seal(),
    )
