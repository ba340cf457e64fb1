"""Filing a complaint: one question a page, and a draft only by its button."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.complaints import policy
from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.new_forms import ComplaintForm
from kimvoice.complaints.new_pages import LAST, TEMPLATES
from kimvoice.complaints.outside import BODIES
from kimvoice.complaints.support import Wanted
from kimvoice.complaints.titles import AT_THE_START, INSIDE
from kimvoice.core.db import begin_adding, begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person
from kimvoice.web.answers import on_to, on_with, one_or_404, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.language import day
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("new", __name__, url_prefix="/min/klage")

STEP = "/ny/<int(min=1, max=6):step>"


def draft_of(person: Person) -> Draft | None:
    """What is not sent yet, of somebody who may go on with it."""
    return Draft.of(person) if policy.may_complain(person) else None


bp.add_app_template_global(draft_of)


# Page by page


@bp.get(STEP)
@signed_in
def start(step: int) -> Response:
    require(policy.may_complain)
    if step > 1:
        return on_to(url_for(".start", step=1))
    draft = Draft.of(me())
    if draft:
        return page("complaints/new_or_draft.html", draft=draft, form=ButtonForm())
    return _page(ComplaintForm(me()), 1)


@bp.post(STEP)
@signed_in
def show(step: int) -> Response:
    """The page asked for, if all before it is right: else the first that is not."""
    require(policy.may_complain)
    form = ComplaintForm(me())
    fault = form.first_fault(before=step)
    if form.csrf_token.errors:
        return _page(form, form.came_from, 422)
    return _page(form, fault or step, 422 if fault else 200)


@bp.post("/ny/send")
@signed_in
def send() -> Response:
    """Sent twice, also at the same time, it is one complaint with one receipt."""
    require(policy.may_complain)
    begin_adding(Complaint)
    form = ComplaintForm(me())
    fault = form.first_fault(before=LAST)
    if form.csrf_token.errors:
        return _page(form, form.came_from, 422)
    earlier = form.sent_before()
    if earlier:
        return _received_before(earlier)
    return _page(form, fault, 422) if fault else _sent(form)


def _sent(form: ComplaintForm) -> Response:
    try:
        complaint = form.send()
    except RuleBroken as refusal:
        form.form_errors.append(str(refusal))
        return _page(form, LAST, refusal.status)
    db.session.add(complaint)
    Draft.forget_sent(me(), form.nonce.data)
    db.session.commit()
    receipt = url_for(".receipt", number=complaint.number)
    leads_on = WANTED.get(form.support.data)
    return on_with(receipt, str(leads_on)) if leads_on else on_to(receipt)


WANTED = {
    Wanted.INSIDE: _l("Velg nå hvem du vil ha med som støtteperson."),
    Wanted.OUTSIDE: _l("Ta med utskriften til den du vil ha med."),
}


def _received_before(complaint: Complaint) -> Response:
    return on_with(
        url_for(".receipt", number=complaint.number),
        _("Vi har allerede fått denne. Du trenger ikke å sende en gang til."),
    )


CHECK = "complaints/new_check.html"


def _page(form: ComplaintForm, step: int, status: int = 200) -> Response:
    form.at.data = str(step)
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
        languages=step == 1,
        room="complaints.new",
        helped=None,
    )


# Not sent yet


@bp.get("/ny/utkast")
@signed_in
def draft() -> Response:
    require(policy.may_complain)
    saved = Draft.of(me())
    if saved is None:
        return on_to(url_for(".start", step=1))
    form = ComplaintForm(me(), saved.answers)
    return _page(form, form.first_fault(before=form.came_from) or form.came_from)


@bp.post("/ny/utkast")
@signed_in
def save() -> Response:
    """As it is, right or wrong; unless it was sent, or another draft would be lost."""
    require(policy.may_complain)
    begin_adding(Draft)
    form = ComplaintForm(me())
    form.first_fault(before=1)
    if form.csrf_token.errors:
        return _page(form, form.came_from, 422)
    earlier = form.sent_before()
    if earlier:
        return _received_before(earlier)
    other = Draft.of(me())
    if other and other.nonce not in (form.nonce.data, request.form.get("instead_of")):
        form.at.data = str(form.came_from)
        return page("complaints/new_over_draft.html", form=form, draft=other, last=LAST)
    saved = Draft.save(me(), form.answers)
    last_day = day(saved.last_day)
    db.session.commit()
    return on_with(
        url_for("home.inside.index"),
        _("Utkastet er lagret. Utkastet slettes %(day)s.", day=last_day)
        + " "
        + _("Bare du ser det, når du er logget inn."),
    )


@bp.post("/ny/kast")
@signed_in
def throw_away() -> Response:
    require(policy.may_complain)
    form = ButtonForm()
    if not form.validate_on_submit():
        return page(
            "complaints/new_or_draft.html",
            status=422,
            draft=Draft.of(me()),
            form=form,
        )
    begin_writing()
    Draft.forget(me())
    db.session.commit()
    return on_with(url_for(".start", step=1), _("Utkastet er slettet."))


# Sent


@bp.get("/<int(max=99999):number>/kvittering")
@signed_in
def receipt(number: int) -> Response:
    """What was promised when it was sent, whatever has happened since."""
    query = policy.visible_to(me()).where(Complaint.number == number)
    complaint = one_or_404(query, lambda it: policy.is_own(me(), it))
    first = next(step for step in complaint.steps if step.started_on)
    reader = AT_THE_START[first.begun_as]
    return page(
        "complaints/receipt.html", complaint=complaint, first=first, reader=reader
    )
