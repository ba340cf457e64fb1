"""The open side, for the printer: the form in two halves, and the poster."""

from flask import Blueprint, Response, request

from kimvoice.core import settings
from kimvoice.people.models import Department
from kimvoice.suggestions import codes, openings
from kimvoice.suggestions.forms import PaperForm
from kimvoice.suggestions.states import Audience
from kimvoice.web import qr
from kimvoice.web.answers import page, shown
from kimvoice.web.networks import reaches_only_here
from kimvoice.web.tokens import Page, Token

bp = Blueprint("paper", __name__, url_prefix="/hjelp/papir")


@bp.get("")
def index() -> Response:
    return page("suggestions/paper.html", opening=openings.next_opening())


@bp.get("/forslag")
def ask() -> Response:
    return _start_page(PaperForm(token=Token.new().seal()))


@bp.post("/forslag")
def make() -> Response:
    """The forms themselves, each with a code of its own. Nothing is stored."""
    form = PaperForm()
    token = _page_token(form)
    if not form.validate():
        return _start_page(form, status=422)
    token.use()
    return shown(
        "suggestions/paper_forms.html",
        resend={"how_many": form.how_many.data},
        codes=[
            codes.mint_for(token.page + bytes([number]))
            for number in range(int(form.how_many.data))
        ],
        address=_address(),
        opening=openings.next_opening(),
        usual_opening=openings.usual_opening(),
        departments=Department.large_enough(),
        audiences=list(Audience),
        contact=settings.contact(),
        page_token=token.seal(),
    )


@bp.get("/plakat")
def poster() -> Response:
    return page(
        "suggestions/poster.html",
        address=_address(),
        picture=qr.svg(_address()),
        usual_opening=openings.usual_opening(),
        only_here=reaches_only_here(),
    )


def _page_token(form: PaperForm) -> Token:
    """Reload makes the same forms; those of before a restart are not made again."""
    token = Token.read(form.token.data or "") or Token.new()
    token.refuse_if_over()
    return Token.new() if token.state is Page.EXPIRED else token


def _start_page(form: PaperForm, status: int = 200) -> Response:
    return shown(
        "suggestions/paper_start.html",
        status=status,
        resend={},
        form=form,
        page_token=form.token.data,
        usual_opening=openings.usual_opening(),
    )


def _address() -> str:
    """The house's own address, as the visitor's browser has it.

    Behind a proxy it is the proxy's (KIMVOICE_PROXIES), never that of this process.
    """
    return request.host_url.rstrip("/")
