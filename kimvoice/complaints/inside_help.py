"""«Hjelp en deltaker å si fra»: staff and representatives type for somebody."""

from http import HTTPStatus

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.complaints import policy
from kimvoice.complaints.help_forms import HelpedForm, HelpForm
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.new_pages import LAST, TEMPLATES
from kimvoice.complaints.onward_form import OnwardForm
from kimvoice.complaints.outside import BODIES
from kimvoice.complaints.states import Confirmation
from kimvoice.complaints.titles import AT_THE_START, INSIDE
from kimvoice.core import clock
from kimvoice.core.db import begin_adding, begin_writing, db
from kimvoice.core.errors import HouseError, RuleBroken
from kimvoice.people.locks import receipt_locks
from kimvoice.web import navigation
from kimvoice.web.answers import on_with, page
from kimvoice.web.door import Locked, WrongWords, come_in
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("help", __name__, url_prefix="/min")
bp.add_app_template_global(policy.helped_lately)
bp.add_app_template_global(policy.may_help, "may_help_to_complain")
navigation.offer(bp, _l("Hjelp en deltaker"), "complaints.help.start", policy.may_help)

START = "/hjelp-en-deltaker"


@bp.get(START)
@signed_in
def start() -> Response:
    require(policy.may_help)
    return _start_page(HelpForm(me()))


@bp.post(START)
@signed_in
def begin() -> Response:
    require(policy.may_help)
    begun = HelpForm(me())
    if not begun.validate():
        return _start_page(begun, 422)
    return _page(HelpedForm(begun), 1)


@bp.post(f"{START}/<int(min=1, max=6):step>")
@signed_in
def show(step: int) -> Response:
    """The page asked for, if all before it is right: else the first that is not."""
    require(policy.may_help)
    form = _filled_in(before=step)
    return form if isinstance(form, Response) else _page(form, step)


@bp.post(f"{START}/send")
@signed_in
def send() -> Response:
    """The receipt is the answer itself: afterwards the complaint is not there for me.

    The passphrase is looked at before anything is locked, and kept nowhere.
    """
    require(policy.may_help)
    form = _filled_in(before=LAST)
    if isinstance(form, Response):
        return form
    refusal = 422 if form.says_what_lacks() else _refused(form)
    if refusal:
        return _page(form, LAST, refusal)
    begin_adding(Complaint)
    form = _filled_in(before=LAST)
    return form if isinstance(form, Response) else _sent_once(form)


@bp.route(f"{START}/videre", methods=["GET", "POST"])
@signed_in
def onward() -> Response:
    """Later words of a complaint, by name and number: seldom enough to guess them."""
    require(policy.may_help)
    form = OnwardForm()
    if not form.is_submitted():
        return _onward_page(form)
    if not form.validate():
        return _onward_page(form, 422)
    try:
        _type_on(form)
    except HouseError as refusal:
        form.form_errors.append(str(refusal))
        return _onward_page(form, refusal.status)
    if form.errors:
        return _onward_page(form, 422)
    db.session.commit()
    return on_with(url_for("home.inside.index"), _("Det er sendt. Takk for hjelpen."))


def _type_on(form: OnwardForm) -> None:
    """Found anew once it is locked: the passphrase is looked at before."""
    until = receipt_locks().try_with(me().user_name)
    if until is not None:
        raise Locked(until)
    assert form.written is not None
    if not form.is_of(db.session.get(Complaint, form.written), me()) or _refused(form):
        return
    receipt_locks().open(me().user_name)
    begin_writing()
    if form.is_of(Complaint.locked(form.written), me()):
        form.say(me())


def _onward_page(form: OnwardForm, status: int = HTTPStatus.OK) -> Response:
    return page("complaints/help_onward.html", status=status, form=form)


def _filled_in(before: int) -> HelpedForm | Response:
    """As it was sent; or the first page with something wrong."""
    begun = HelpForm(me())
    if begun.is_faulty:
        return _start_page(begun, 422)
    form = HelpedForm(begun)
    fault = form.first_fault(before)
    if form.csrf_token.errors:
        return _page(form, form.came_from, 422)
    return _page(form, fault, 422) if fault else form


def _refused(form: HelpedForm | OnwardForm) -> int:
    """The status of a refusal, which the form says; 0 when the words are right.

    Nobody is signed in by them; wrong ones count as at the sign-in.
    """
    if form.how is not Confirmation.PASSPHRASE:
        return 0
    try:
        come_in(form.by.user_name, form.passphrase.data)
    except WrongWords as wrong:
        form.passphrase.errors = [_("Passordet stemmer ikke. Prøv igjen.")]
        return int(wrong.status)
    except HouseError as refusal:
        form.form_errors.append(str(refusal))
        return int(refusal.status)
    return 0


def _sent_once(form: HelpedForm) -> Response:
    earlier = form.sent_before()
    if earlier:
        return _received_before(earlier, form)
    try:
        complaint = form.send()
    except RuleBroken as refusal:
        form.form_errors.append(str(refusal))
        return _page(form, LAST, refusal.status)
    db.session.add(complaint)
    db.session.commit()
    return _receipt(complaint, form)


def _received_before(complaint: Complaint, form: HelpedForm) -> Response:
    """Clicked twice, the receipt comes twice; on another day it does not."""
    mine = complaint.helper_id == me().id and not complaint.bars(me())
    if mine and complaint.typed_on == clock.today():
        return _receipt(complaint, form)
    said = _("Vi har allerede fått denne. Du trenger ikke å sende en gang til.")
    return on_with(url_for("home.inside.index"), said)


def _receipt(complaint: Complaint, form: HelpedForm) -> Response:
    first = next(step for step in complaint.steps if step.started_on)
    reader = AT_THE_START[first.begun_as]
    return page(
        "complaints/helped_receipt.html",
        complaint=complaint,
        first=first,
        reader=reader,
        wished=form.support.data,
        languages=False,
    )


def _start_page(begun: HelpForm, status: int = HTTPStatus.OK) -> Response:
    return page("complaints/help.html", status=status, form=begun)


CHECK = "complaints/helped_check.html"


def _page(form: HelpedForm, step: int, status: int = HTTPStatus.OK) -> Response:
    form.at.data = str(step)
    form.only_page(step)
    if step == 4:
        form.offer_readers()
    return page(
        TEMPLATES.get(step, CHECK),
        status=status,
        form=form,
        step=step,
        last=LAST,
        bodies=BODIES.value(),
        at_the_start=AT_THE_START,
        in_a_sentence=INSIDE,
        languages=False,
        room="complaints.help",
        helped=form.by,
    )
