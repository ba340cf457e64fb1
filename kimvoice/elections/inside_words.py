"""The officers' words, the urn that is sealed with them, and the envelopes' end."""

import secrets
from datetime import timedelta

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import HouseError, RuleBroken
from kimvoice.elections import policy
from kimvoice.elections.envelopes import ASKED, OfficerKey, draw
from kimvoice.elections.finding import found, found_round, locked_round, seen_round
from kimvoice.elections.models import Election
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.word_forms import CarryForm, TypeBackForm
from kimvoice.web import person as visitor
from kimvoice.web.answers import NOT_KEPT_FOR_BACK, done, on_to, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.kept import OfAnother, is_of_another
from kimvoice.web.person import me, signed_in
from kimvoice.web.tokens import Page, Token

bp = Blueprint("words", __name__, url_prefix="/min/valg")

ROUND = "/runde/<int(max=999999):number>"
NUMBER = "/<int(max=999999):number>"
TO_WRITE = timedelta(hours=1)
"""From the words on the screen until two of them are typed back."""
GONE = _l("Ordene er ikke på skjermen lenger. Her kan du få seks nye.")
NOT_YET = _l("Dere makulerer konvoluttene når alle urnene er åpnet.")
TOO_LATE = _l("Det gikk lang tid. Her kan du få seks nye ord.")
SHOWN, WRITTEN, TYPED = "shown", "written", "typed"
"""What a button of these pages does."""


# The six words


@bp.route(f"{ROUND}/ord", methods=["GET", "POST"])
@signed_in
def own(number: int) -> Response:
    """The answer to one POST shows them; from then on they are in the token alone,
    until the officer has typed two of them. Nothing is stored before that."""
    planned = seen_round(number, policy.is_officer)
    if planned.key_of(me()):
        return _had(planned, ButtonForm(formdata=None), 409 if request.form else 200)
    planned.check_words()
    if request.method == "GET":
        return _ready(planned)
    if is_of_another():
        raise OfAnother
    step = _typed if request.form.get("act") == TYPED else _by_button
    kind = _kind(planned, TYPED if step is _typed else SHOWN)
    token = Token.read(request.form.get("token", ""), kind)
    if token is None or clock.real_now() - token.issued > TO_WRITE:
        return _ready(planned, TOO_LATE, status=422)
    return step(planned, token)


def _by_button(planned: ElectionRound, token: Token) -> Response:
    if not CarryForm().validate():
        return _ready(planned, CarryForm.expired, status=422)
    is_written = request.form.get("act") == WRITTEN
    return _written(planned, token) if is_written else _show(planned, token)


def _show(planned: ElectionRound, token: Token) -> Response:
    """Once; a second click on the same button shows the same."""
    if token.state not in (Page.FRESH, Page.SHOWN):
        return _ready(planned, GONE, status=410)
    token.use()
    visitor.empty_at_the_end(token.page)
    form = CarryForm(formdata=None, token=token.renewed().seal(_kind(planned, SHOWN)))
    return page(
        "elections/words.html",
        status=NOT_KEPT_FOR_BACK,
        round=planned,
        form=form,
        words=token.code.split(),
        languages=False,
    )


def _written(planned: ElectionRound, token: Token) -> Response:
    """From now on Back and Reload show no word."""
    token.clear()
    again = Token(token.issued, secrets.token_bytes(16), token.code)
    form = TypeBackForm([], formdata=None, token=again.seal(_kind(planned, TYPED)))
    return _ask(planned, form, status=NOT_KEPT_FOR_BACK)


def _typed(planned: ElectionRound, token: Token) -> Response:
    form = TypeBackForm(token.code.split())
    if not form.validate():
        return _ask(planned, form, status=422)
    officer = me()
    db.session.rollback()
    try:
        key = OfficerKey.of(officer, token.code.split())
        planned = locked_round(planned.id, policy.is_officer)
        planned.keep_key(key)
    except HouseError as refusal:
        return _refuse(planned, form, refusal)
    db.session.commit()
    token.clear()
    return done(
        url_for("elections.rounds.show", number=planned.id),
        _("Ordene dine gjelder. Legg arket i konvolutten, og lim den igjen."),
    )


def _refuse(
    planned: ElectionRound, form: TypeBackForm, refusal: HouseError
) -> Response:
    """A second click has the key already; who leaves the committee gets none."""
    db.session.rollback()
    if planned.key_of(me()):
        return on_to(url_for(".own", number=planned.id))
    form.form_errors.append(str(refusal))
    return _ask(planned, form, status=refusal.status)


def _kind(planned: ElectionRound, step: str) -> str:
    """Of this officer in this round: for anybody else it is no token. One that waits
    for two words shows none."""
    return f"six words {step}, of {me().id} in round {planned.id}"


def _had(planned: ElectionRound, form: ButtonForm, status: int) -> Response:
    can_be_new = planned.can_give_up_words(me())
    return page(
        "elections/words_had.html",
        status=status,
        round=planned,
        form=form,
        can_be_new=can_be_new,
    )


def _ready(planned: ElectionRound, said: object = "", *, status: int = 200) -> Response:
    """With new ones in its token, which nobody has seen."""
    token = Token.new(" ".join(draw()))
    form = CarryForm(formdata=None, token=token.seal(_kind(planned, SHOWN)))
    if said:
        form.form_errors.append(str(said))
    return page("elections/words_ready.html", status=status, round=planned, form=form)


def _ask(planned: ElectionRound, form: TypeBackForm, *, status: int) -> Response:
    return page(
        "elections/words_typed.html",
        status=status,
        round=planned,
        form=form,
        asked=ASKED,
        languages=False,
    )


@bp.post(f"{ROUND}/ord/borte")
@signed_in
def lost(number: int) -> Response:
    planned, form = found_round(number, policy.is_officer), ButtonForm()
    if not form.validate_on_submit():
        return _had(planned, form, 422)
    try:
        planned.give_up_words(me())
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _had(planned, form, refusal.status)
    db.session.commit()
    said = _("De gamle ordene gjelder ikke lenger. Her kan du få seks nye.")
    return done(url_for(".own", number=number), said)


@bp.get(f"{ROUND}/ord/ark")
@signed_in
def sheet(number: int) -> Response:
    """Empty lines: no printer is to know the words."""
    planned = seen_round(number, policy.is_officer)
    if not planned.key_of(me()):
        planned.check_words()
    return page("elections/words_sheet.html", round=planned, lines=range(1, 7))


# The urn


@bp.route(f"{NUMBER}/urna", methods=["GET", "POST"])
@signed_in
def urn(number: int) -> Response:
    """No words are typed for it: the locks are closed with what all may know."""
    election, form = found(number, policy.is_officer), ButtonForm()
    if not form.is_submitted():
        return _urn_page(election, form)
    if not form.validate():
        return _urn_page(election, form, status=422)
    try:
        election.seal_urn(me())
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _urn_page(election, form, status=refusal.status)
    db.session.commit()
    said = _("Urna er klar. Skriv ut åpningsmerket, og heng det på veggen.")
    return done(url_for(".urn", number=number), said)


def _urn_page(election: Election, form: ButtonForm, *, status: int = 200) -> Response:
    """Raise RuleBroken where there is none, and none to come."""
    if not election.is_on_net and not election.may_get_urn:
        raise RuleBroken(_("Dette valget har ingen urne på nettet."))
    return page("elections/urn.html", status=status, election=election, form=form)


# When all is counted


@bp.route(f"{ROUND}/makulering", methods=["GET", "POST"])
@signed_in
def shred(number: int) -> Response:
    planned, form = found_round(number, policy.is_officer), ButtonForm()
    if not form.is_submitted():
        return _shred_page(planned, form)
    if not form.validate():
        return _shred_page(planned, form, status=422)
    try:
        planned.shred(me())
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _shred_page(planned, form, status=refusal.status)
    db.session.commit()
    return done(url_for(".shred", number=number), _("Svaret ditt er lagret."))


def _shred_page(
    planned: ElectionRound, form: ButtonForm, *, status: int = 200
) -> Response:
    if not planned.can_be_shredded and not planned.is_shredded:
        raise RuleBroken(NOT_YET)
    return page("elections/shred.html", status=status, round=planned, form=form)
