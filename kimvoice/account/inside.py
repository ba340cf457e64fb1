"""Sign in with user name and passphrase, sign out; what was sent too late.

Who has a second factor is asked for the number on a page of its own. The passphrase
is not carried there: the page's token says, sealed, whose it was and for how long.
"""

import secrets
from datetime import timedelta
from http import HTTPStatus

from flask import Blueprint, Response, url_for

from kimvoice.account.door import show_number
from kimvoice.account.forms import FORGOTTEN, NumberForm, SignInForm
from kimvoice.core import clock, settings
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import HouseError
from kimvoice.people.models import Person
from kimvoice.people.new_codes import NewCode
from kimvoice.people.second_factors import SecondFactor, SecondFactorReset
from kimvoice.web import person as visitor
from kimvoice.web.answers import in_place_of_all, on_to, page
from kimvoice.web.door import WrongWords, come_in
from kimvoice.web.fields import LOOK_FIRST, ButtonForm
from kimvoice.web.kept import Kept
from kimvoice.web.person import Place, SignedOut, half_way_in, me_or_nobody
from kimvoice.web.tokens import Page, Token

bp = Blueprint("account", __name__, url_prefix="/min")

SIGN_IN = "account/sign_in.html"
HALF_WAY = "the passphrase was right"
NUMBER_WITHIN = timedelta(minutes=10)
"""To find the telephone; then the passphrase is asked for anew."""


@bp.route("/logg-inn", methods=["GET", "POST"])
def sign_in() -> Response:
    """The token of the page is used up, so that Reload sends no passphrase again."""
    form = SignInForm()
    if not form.is_submitted():
        return _door(form)
    token, kept = Token.read(form.token.data or ""), Kept.read(form.kept.data or "")
    if token is None or _is_spent(token):
        return _sent_before(form, token, kept)
    visitor.empty_at_the_end(token.page)
    kept = _uncleared(kept)
    if not form.validate():
        return _door(form, kept, status=422)
    token.use()
    try:
        person = come_in(form.user_name.data, form.passphrase.data)
    except HouseError as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _door(form, kept, status=refusal.status)
    if SecondFactor.of(person):
        return _ask_number(NumberForm(formdata=None), _half_way(person, form), kept)
    return _let_in(person, form.place.data, kept)


@bp.route("/logg-inn/tall", methods=["GET", "POST"])
def number() -> Response:
    """The token is used up as that of the sign-in; the words wait all the while."""
    form = NumberForm()
    if not form.is_submitted():
        return on_to(url_for(".sign_in"))
    token = Token.read(form.token.data or "", HALF_WAY)
    kept = Kept.read(form.kept.data or "")
    if token is None or _is_too_late(token) or _is_spent(token):
        return _sent_before(SignInForm(formdata=None), token, kept)
    kept = _uncleared(kept)
    if not form.validate():
        return _ask_number(form, token, kept, status=422)
    token.use()
    try:
        person, place = _with_number(token, form.code.data)
    except HouseError as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        again = Token(token.issued, secrets.token_bytes(16), token.code)
        return _ask_number(form, again, kept, status=refusal.status)
    return _let_in(person, place, kept)


@bp.post("/logg-ut")
def sign_out() -> Response:
    if not ButtonForm().validate_on_submit():
        return on_to(url_for("home.inside.index"))
    onward = url_for("account.signed_out")
    visitor.sign_out()
    return on_to(onward)


@bp.get("/logg-ut")
def signed_out() -> Response:
    if me_or_nobody():
        return on_to(url_for("home.inside.index"))
    # A form there, also that of the language, would give out a new cookie at once.
    return page("account/signed_out.html", languages=False)


@bp.post("/fortsett")
@half_way_in
def stay() -> Response:
    """Any request makes the session last longer; this one does nothing else."""
    if not ButtonForm().validate_on_submit():
        return on_to(url_for("home.inside.index"))
    return Response(status=HTTPStatus.NO_CONTENT)


@bp.app_errorhandler(SignedOut)
def sent_too_late(_error: SignedOut) -> Response:
    """Nothing is stored: the words stand on the page, beside the way in."""
    kept = _uncleared(Kept.of_request())
    if kept is None:
        return on_to(url_for("account.sign_in"))
    visitor.empty_at_the_end(bytes.fromhex(kept.page))
    late = _door(SignInForm(formdata=None), kept, SignedOut.status, is_late=True)
    return in_place_of_all(late)


def _door(
    form: SignInForm,
    kept: Kept | None = None,
    status: int = 200,
    *,
    is_late: bool = False,
) -> Response:
    form.token.data = Token.new().seal()
    form.kept.data = kept.seal() if kept else ""
    return page(
        SIGN_IN,
        status=status,
        form=form,
        kept=kept,
        is_late=is_late,
        failed=is_late or bool(form.errors),
        # Another language is another page, and would lose what is carried here.
        languages=kept is None,
    )


def _half_way(person: Person, form: SignInForm) -> Token:
    place: Place = form.place.data
    return Token.new(f"{person.id} {person.session_epoch} {place.value}")


def _is_too_late(token: Token) -> bool:
    return clock.real_now() - token.issued > NUMBER_WITHIN


def _ask_number(
    form: NumberForm, token: Token, kept: Kept | None, status: int = 200
) -> Response:
    db.session.rollback()
    visitor.empty_at_the_end(token.page)
    form.token.data = token.seal(HALF_WAY)
    form.kept.data = kept.seal() if kept else ""
    return page("account/number.html", status=status, form=form, languages=kept is None)


def _with_number(token: Token, typed: str) -> tuple[Person, Place]:
    """Raise HouseError when the number is wrong, or the passphrase no longer counts."""
    known, epoch, place = token.code.split()
    begin_writing()
    person = db.session.get(Person, int(known), with_for_update={"of": Person})
    if person is None or person.session_epoch != int(epoch):
        raise WrongWords
    if SecondFactor.of(person):
        show_number(person, typed, token.page)
    return person, Place(place)


def _let_in(person: Person, place: Place, kept: Kept | None) -> Response:
    person.mark_active()
    db.session.commit()
    visitor.sign_in(person, place)
    return _go_on(person, kept)


def _is_spent(token: Token) -> bool:
    """Of two clicks the second is let in only where the first was not."""
    if token.state is Page.SHOWN and me_or_nobody() is not None:
        return True
    return not token.may_be_sent


def _sent_before(form: SignInForm, token: Token | None, kept: Kept | None) -> Response:
    """The passphrase is not looked at."""
    person = me_or_nobody()
    if person is not None and token is not None:
        return _go_on(person, kept)
    is_over = token is not None and token.state in (Page.SHOWN, Page.CLEARED)
    form.form_errors.append(str(FORGOTTEN))
    return _door(form, None if is_over else _uncleared(kept), status=422)


def _uncleared(kept: Kept | None) -> Kept | None:
    return None if kept and kept.is_cleared else kept


def _go_on(person: Person, kept: Kept | None) -> Response:
    """To the words that wait for this person, else home; nothing is done with them."""
    if kept is None:
        return on_to(url_for("home.inside.index"))
    kept.clear()
    if not kept.is_for(person):
        return on_to(url_for("home.inside.index"))
    return page(
        "account/resumed.html",
        kept=kept,
        look_first=LOOK_FIRST,
        languages=False,
        told=NewCode.told_to(person),
        reset=SecondFactorReset.told_to(person),
        contact=settings.contact(),
    )
