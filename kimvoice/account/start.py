"""The first sign-in, with a slip of paper.

The QR code holds the slip's code in its address: without scripts the house could not
see it otherwise. The first answer takes it out of the address, into the session's
cookie, sealed. So it stands neither on the screen nor in the list of pages one has
seen (a browser may still keep where it was led from, on its disk), and no page has it
in its Referer. Looking uses nothing up, however often: links are opened by programs.

The passphrase goes to the house once, and is carried from no page to the next. So the
slip is used up and the person signed in, as on a shared PC, before the question where.
Who has a second factor shows it beside the new passphrase: no slip takes its place.
"""

from datetime import timedelta

from flask import Blueprint, Response, request, session, url_for
from flask_babel import gettext as _

from kimvoice.account.door import show_number
from kimvoice.account.forms import CodeForm, FirstPassphraseForm, PlaceForm
from kimvoice.core import clock, settings, words
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import HouseError
from kimvoice.people import passphrases
from kimvoice.people.invitations import LENGTH, Invitation, plain
from kimvoice.people.locks import locks
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.second_factors import SecondFactor
from kimvoice.web import person as visitor
from kimvoice.web.answers import on_to, page
from kimvoice.web.door import NothingHere, come_in
from kimvoice.web.fields import ButtonForm
from kimvoice.web.memory import SHARED_REST
from kimvoice.web.person import Place, half_way_in, me
from kimvoice.web.tokens import Token

bp = Blueprint("start", __name__, url_prefix="/min")

OF_SLIPS = "slips held in a session"
"""Not of the pages' kind: what somebody puts into the address is no receipt code."""
HELD_FOR: timedelta = SHARED_REST
"""A slip that was opened and left lying on a shared PC opens nothing after this."""


@bp.get("/start/<code>")
def open_slip(code: str) -> Response:
    _hold(code)
    return on_to(url_for(".begin"))


@bp.route("/start", methods=["GET", "POST"])
def begin() -> Response:
    form = CodeForm()
    if not form.is_submitted():
        return _ask_for_code(form) if _held() is None else _is_it_you(form)
    if not form.validate():
        return _ask_for_code(form, status=422)
    if Invitation.found(form.code.data) is None:
        return _refuse_code(form, status=422)
    _hold(form.code.data)
    return on_to(url_for(".begin"))


@bp.post("/start/deg")
def confirm() -> Response:
    invitation = _invitation()
    if not ButtonForm().validate_on_submit() or invitation is None:
        return on_to(url_for(".begin"))
    if request.form.get("answer") == "yes":
        session["slip_of"] = invitation.person_id
        return on_to(url_for(".choose_passphrase"))
    _let_go()
    return on_to(url_for(".wrong_slip"))


@bp.get("/start/feil-lapp")
def wrong_slip() -> Response:
    coordinators = Person.holding(RoleKind.COORDINATOR)
    named = settings.contact().name or next((it.name for it in coordinators), "")
    return page("account/wrong_slip.html", named=named)


@bp.route("/start/passord", methods=["GET", "POST"])
def choose_passphrase() -> Response:
    owner = db.session.get(Person, session.get("slip_of", 0))
    if owner is None:
        return on_to(url_for(".begin"))
    form = FirstPassphraseForm(words.draw(3), asks_number=bool(SecondFactor.of(owner)))
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return page("account/passphrase.html", status=status, form=form)
    try:
        person = _use_slip(form) or _pressed_twice(form)
        if person is not None and not person.may_come_in:
            raise NothingHere
    except HouseError as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return page("account/passphrase.html", status=refusal.status, form=form)
    if person is None:
        return on_to(url_for(".begin"))
    _let_go()
    visitor.sign_in(person, Place.SHARED)
    return on_to(url_for(".say_where"))


@bp.route("/start/sted", methods=["GET", "POST"])
@half_way_in
def say_where() -> Response:
    form = PlaceForm()
    if not form.validate_on_submit():
        status = 422 if form.errors else 200
        return page("account/place.html", status=status, form=form)
    visitor.move_to(form.place.data)
    return on_to(url_for(".welcome"))


@bp.get("/velkommen")
@half_way_in
def welcome() -> Response:
    return page("account/welcome.html", user_name=me().user_name)


def _is_it_you(form: CodeForm) -> Response:
    invitation = _invitation()
    if invitation is None:
        _let_go()
        return _refuse_code(form, status=410)
    return page("account/is_it_you.html", newcomer=invitation.person)


def _ask_for_code(form: CodeForm, status: int = 200) -> Response:
    return page("account/code.html", status=status, form=form)


def _refuse_code(form: CodeForm, status: int) -> Response:
    """Used, old and guessed are told alike."""
    form.form_errors.append(_("Koden er brukt eller for gammel. Be om en ny lapp."))
    return _ask_for_code(form, status)


def _use_slip(form: FirstPassphraseForm) -> Person | None:
    """None when the slip no longer works. Hashing is slow: it comes before the lock.

    Raise HouseError when the number is wrong: then the slip is as it was.
    """
    if _invitation() is None:
        return None
    db.session.rollback()
    with passphrases.in_turn():
        sealed = passphrases.seal(form.passphrase.data)
    begin_writing()
    invitation = _invitation(to_use=True)
    if invitation is None:
        return None
    _show_number(invitation.person, form)
    person = invitation.use(sealed)
    person.mark_active()
    db.session.commit()
    locks().open(person.user_name)
    return person


def _pressed_twice(form: FirstPassphraseForm) -> Person | None:
    """Of two clicks the first used the slip up; the second has the right words."""
    person = db.session.get(Person, session["slip_of"])
    if person is None:
        return None
    try:
        person = come_in(person.user_name, form.passphrase.data)
        _show_number(person, form)
        return person
    except HouseError:
        return None
    finally:
        db.session.rollback()


def _show_number(person: Person, form: FirstPassphraseForm) -> None:
    """Raise HouseError when it is wrong. The slip's token is the page of two clicks."""
    if SecondFactor.of(person) is None:
        return
    token = Token.read(session.get("slip", ""), OF_SLIPS)
    typed = form.code.data if form.asks_number else ""
    show_number(person, typed, token.page if token else b"")


def _hold(code: str) -> None:
    _let_go()
    session["slip"] = Token.new(plain(code)[: LENGTH + 1]).seal(OF_SLIPS)


def _held() -> str | None:
    """The code of the slip that was opened a while ago in this browser."""
    token = Token.read(session.get("slip", ""), OF_SLIPS)
    if token is None or clock.real_now() - token.issued > HELD_FOR:
        return None
    return token.code


def _invitation(*, to_use: bool = False) -> Invitation | None:
    return Invitation.found(_held() or "", to_use=to_use)


def _let_go() -> None:
    session.pop("slip", None)
    session.pop("slip_of", None)
