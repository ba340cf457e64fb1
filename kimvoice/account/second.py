"""The second factor: set up, a new telephone or sheet, and taken away.

Until the first right number nothing is stored: what app and house are to share lies
sealed in the token of the page that shows it.
"""

import secrets
from datetime import timedelta

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _

from kimvoice.account.door import own_words, show_first_number, show_number
from kimvoice.account.forms import ChangeForm, SetUpForm, Wish
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import HouseError, RuleBroken
from kimvoice.people import second_factors
from kimvoice.people.models import Person
from kimvoice.people.second_factors import RecoveryCode, SecondFactor
from kimvoice.web import person as visitor
from kimvoice.web.answers import (
    NOT_KEPT_FOR_BACK,
    done,
    in_place_of_all,
    on_to,
    page,
)
from kimvoice.web.fields import LOOK_FIRST, ButtonForm
from kimvoice.web.kept import Kept
from kimvoice.web.person import SecondMissing, half_way_in, me, signed_in
from kimvoice.web.tokens import Token

bp = Blueprint("second", __name__, url_prefix="/min")
bp.add_app_template_global(second_factors.given_up, "second_factor_given_up")
bp.add_app_template_global(second_factors.is_asked, "is_asked_for_numbers")

SHARED = "what app and house share"
SET_UP_WITHIN = timedelta(minutes=30)


class SetUpElsewhere(RuleBroken):
    """In another tab, since this page was shown."""


@bp.route("/innstillinger/app", methods=["GET", "POST"])
@half_way_in
def set_up() -> Response:
    form = SetUpForm()
    if not form.is_submitted():
        has_one = SecondFactor.of(me()) is not None
        return on_to(url_for(".change")) if has_one else _show(form, _new())
    token = Token.read(form.token.data or "", SHARED)
    if token is None or _is_over(token):
        return _begin_again(form)
    if not form.validate():
        return _show(form, token, status=422)
    token.use()
    try:
        codes = _confirm(form, token)
    except SetUpElsewhere as refusal:
        return _lead_on(form, refusal)
    except HouseError as refusal:
        return _refuse(form, token, refusal)
    return _sheet(codes, token, Kept.read(form.kept.data or ""))


@bp.route("/innstillinger/app/endre", methods=["GET", "POST"])
@signed_in
def change() -> Response:
    """Passphrase and number once more: the one at this PC may be somebody else."""
    if SecondFactor.of(me()) is None:
        return on_to(url_for("own.inside.settings"))
    form = ChangeForm(must_have=second_factors.must_have(me()))
    if not form.is_submitted():
        return _ask(form)
    token = Token.read(form.token.data or "")
    if not form.validate():
        return _ask(form, status=422)
    if token is None or not token.may_be_sent:
        form.form_errors.append(str(form.expired))
        return _ask(form, status=422)
    token.use()
    try:
        return _change(form, token)
    except HouseError as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _ask(form, status=refusal.status)


@bp.post("/innstillinger/app/ferdig")
@half_way_in
def finish() -> Response:
    """From now on Back and Reload show no code, not even for a moment."""
    token = Token.read(request.form.get("token", ""))
    if ButtonForm().validate_on_submit() and token is not None:
        token.clear()
    return on_to(url_for("home.inside.index"))


@bp.app_errorhandler(SecondMissing)
def set_up_first(_error: SecondMissing) -> Response:
    """What was written waits on the page until the second factor is there."""
    kept = Kept.of_request()
    if kept is None or not kept.is_for(me()):
        return on_to(url_for("own.second.set_up"))
    form = SetUpForm(formdata=None)
    form.kept.data = kept.seal()
    return in_place_of_all(_show(form, _new(), status=SecondMissing.status))


def _new(replacing: Person | None = None) -> Token:
    """Of somebody who has shown the old one, the token says so."""
    secret = second_factors.draw_secret()
    return Token.new(f"{secret} {replacing.id}" if replacing else secret)


def _secret(token: Token) -> str:
    return token.code.partition(" ")[0]


def _is_over(token: Token) -> bool:
    is_old = clock.real_now() - token.issued > SET_UP_WITHIN
    return is_old or not token.may_be_sent


def _begin_again(form: SetUpForm) -> Response:
    if SecondFactor.of(me()):
        return done(
            url_for(".change"),
            _("Kodene blir vist én gang. Er arket borte? Lag et nytt."),
        )
    form.form_errors.append(_("Det gikk lang tid. Pek på det nye bildet med appen."))
    return _show(form, _new(), status=422)


def _confirm(form: SetUpForm, token: Token) -> list[str]:
    """The codes of the sheet. Raise HouseError with a sentence if not."""
    person = own_words(me(), form.passphrase_now.data)
    factor, secret = SecondFactor.of(person), _secret(token)
    has_shown_it = token.code == f"{secret} {person.id}"
    if factor and not has_shown_it and not factor.shares(secret):
        raise SetUpElsewhere(_("Du bruker tall fra en app. Her kan du endre det."))
    show_first_number(person, secret, form.code.data, token.page)
    SecondFactor.set_up(person, secret)
    codes = RecoveryCode.draw(person, token.page)
    db.session.commit()
    return codes


def _refuse(form: SetUpForm, token: Token, refusal: HouseError) -> Response:
    """With the same picture: the app has it already."""
    db.session.rollback()
    form.form_errors.append(str(refusal))
    again = Token(token.issued, secrets.token_bytes(16), token.code)
    return _show(form, again, status=refusal.status)


def _lead_on(form: SetUpForm, refusal: SetUpElsewhere) -> Response:
    """With the words that waited for it, if there are any."""
    db.session.rollback()
    kept = Kept.read(form.kept.data or "")
    if kept is None or not kept.is_for(me()):
        return done(url_for(".change"), str(refusal))
    return page(
        "account/resumed.html",
        kept=kept,
        look_first=LOOK_FIRST,
        languages=False,
        told=[],
        reset=None,
        contact=None,
    )


def _change(form: ChangeForm, token: Token) -> Response:
    person = own_words(me(), form.passphrase_now.data)
    show_number(person, form.code.data, token.page)
    factor = SecondFactor.of(person)
    if form.wish.data is Wish.SHEET:
        codes = RecoveryCode.draw(person, token.page)
        db.session.commit()
        return _sheet(codes, token)
    if form.wish.data is Wish.TELEPHONE:
        db.session.commit()
        return _show(SetUpForm(formdata=None), _new(replacing=person))
    if factor:
        factor.take_away()
    db.session.commit()
    return done(url_for("own.inside.settings"), _("Nå er passordet nok."))


def _ask(form: ChangeForm, status: int = 200) -> Response:
    form.token.data = Token.new().seal()
    return page(
        "account/second.html",
        status=status,
        form=form,
        factor=SecondFactor.of(me()),
        left=RecoveryCode.left(me()),
    )


def _show(form: SetUpForm, token: Token, status: int = NOT_KEPT_FOR_BACK) -> Response:
    form.token.data = token.seal(SHARED)
    return page(
        "account/set_up.html",
        status=status,
        form=form,
        secret=_secret(token),
        address=second_factors.address(me(), _secret(token)),
        must_have=second_factors.must_have(me()),
        # Another language is another page, and would lose what is carried here.
        languages=not form.kept.data,
    )


def _sheet(codes: list[str], token: Token, kept: Kept | None = None) -> Response:
    """The page itself is the answer: no address shows the codes afterwards."""
    visitor.empty_at_the_end(token.page)
    return page(
        "account/recovery_sheet.html",
        status=NOT_KEPT_FOR_BACK,
        codes=codes,
        today=clock.today(),
        kept=kept if kept and kept.is_for(me()) else None,
        look_first=LOOK_FIRST,
        languages=False,
        page_token=Token(token.issued, token.page).seal(),
    )
