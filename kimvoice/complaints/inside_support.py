"""A support person: asked, said yes or no, reading, and ended."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug.exceptions import Forbidden, NotFound

from kimvoice.complaints import policy
from kimvoice.complaints.finding import found, given_back
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import DONE
from kimvoice.complaints.support import Support
from kimvoice.complaints.support_forms import SupportForm, SupportMessageForm
from kimvoice.complaints.supporting import NOT_ASKED
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.web.acts import Button, Desk, Question
from kimvoice.web.answers import on_to, on_with, page
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.person import me, signed_in

bp = Blueprint("support", __name__, url_prefix="/min")
for question in (policy.is_supporter, policy.may_end_support):
    bp.add_app_template_global(question)

NUMBER = "/klage/<int(max=99999):number>"
ASKED = "/stotte/<int(max=4611686018427387903):asked>"
ENDED = _l("Støtten er avsluttet.")
NO_LONGER = _l("Du er ikke støtteperson i denne saken lenger.")
ALREADY_NO = _l("Du har allerede sagt nei.")
TAKEN_BACK = _l("Du har trukket spørsmålet.")


# The complainant asks


@bp.route(f"{NUMBER}/stotte", methods=["GET", "POST"])
@signed_in
def ask(number: int) -> Response:
    """Who it is; when it is nobody, whom to ask."""
    complaint = found(number, policy.is_own)
    if request.method == "GET" and complaint.support:
        return _shown(complaint, ButtonForm(), 200)
    if request.method == "GET" and not complaint.can_ask_for_support:
        raise RuleBroken(DONE)
    form = SupportForm(complaint)
    if not form.is_submitted():
        return _asking(complaint, form, 200)
    if not form.validate():
        return _asking(complaint, form, 422)
    return _ask(complaint, form)


def _ask(complaint: Complaint, form: SupportForm) -> Response:
    whom = form.chosen
    try:
        complaint.ask_for_support(
            whom,
            form.parts.data,
            form.contact.data,
            not_in_hearing=form.not_in_hearing.data,
            phone=form.phone_to_call,
        )
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _asking(complaint, form, refusal.status)
    db.session.commit()
    return on_with(
        url_for(".ask", number=complaint.number),
        _("%(name)s har fått spørsmålet.", name=whom.name),
    )


def _asking(complaint: Complaint, form: SupportForm, status: int) -> Response:
    template = "complaints/support_ask.html"
    return page(template, status=status, complaint=complaint, form=form)


# Whoever is asked says yes or no


@bp.route(ASKED, methods=["GET", "POST"])
@signed_in
def answer(asked: int) -> Response:
    """A name and how to get in touch; nothing of the complaint, nor its number.

    Who has said yes is led on to it, where it can be ended.
    """
    complaint = _complaint_of(asked)
    if complaint.supporter:
        onward = url_for("complaints.inside.show", number=complaint.number)
        return _late_yes(onward) if request.method == "POST" else on_to(onward)
    form, said = ButtonForm(), request.form.get("answer")
    if form.validate_on_submit() and said in ("yes", "no"):
        return _answer(complaint, agrees=said == "yes")
    status = 422 if form.is_submitted() else 200
    if status != 200 and not form.errors:
        form.form_errors.append(_("Velg ja eller nei."))
    template = "complaints/support_asked.html"
    return page(template, status=status, form=form, asked=complaint.support)


def _answer(complaint: Complaint, *, agrees: bool) -> Response:
    name = complaint.sent_by
    if agrees:
        complaint.agree_to_support(me())
        onward = url_for("complaints.inside.show", number=complaint.number)
        said = _("Takk. Du er støtteperson for %(name)s.", name=name)
    else:
        complaint.decline_support(me())
        onward = url_for("home.inside.index")
        said = _("Takk for svaret. %(name)s får vite at du ikke kan.", name=name)
    db.session.commit()
    return on_with(onward, said)


def _late_yes(onward: str) -> Response:
    """Also to a no of a page that was open: it is another button now."""
    agreed = _("Du har allerede sagt ja.")
    end = _("Vil du ikke mer, velger du «%(button)s» her.", button=_("Avslutt støtten"))
    return on_with(onward, f"{agreed} {end}")


def _complaint_of(asked: int) -> Complaint:
    """404 for what I am not asked; why, for what I was and have clicked too late."""
    mine = (Support.id == asked) & (Support.person_id == me().id)
    number = db.session.scalar(select(Support.complaint_number).where(mine))
    if number is None:
        raise NotFound
    if request.method == "POST":
        begin_writing()
        Complaint.locked(number)
    if any(it.id == asked for it in policy.asked_to_support(me())):
        return db.session.get_one(Complaint, number)
    support = db.session.get(Support, asked)
    if support and policy.is_supporter(me(), support.complaint):
        return support.complaint
    if request.method == "GET" or support is None or support.complaint.bars(me()):
        raise NotFound
    raise RuleBroken(ALREADY_NO if support.declined_on else NOT_ASKED)


# The support person writes, and either side ends it


class SupportDesk(Desk[Complaint]):
    """What somebody wrote is not lost when the support was ended meanwhile."""

    def fill_in(self, number: int, act: Question[Complaint]) -> Response:
        try:
            return super().fill_in(number, act)
        except (NotFound, Forbidden):
            if (lost := _lost(number, act)) is None:
                raise
            return lost

    def press(self, number: int, act: Button[Complaint]) -> Response:
        """Pressed again: it is done, and nothing of it is there to be shown."""
        try:
            return super().press(number, act)
        except NotFound:
            if not _has_ended(number):
                raise
            return on_with(url_for("home.inside.index"), str(act.said))


BUTTONS: dict[str, Button[Complaint]] = {
    "end": Button(
        "avslutt-stotte",
        policy.may_end_support,
        lambda it, by: it.end_support(by),
        ENDED,
    ),
}
QUESTIONS: dict[str, Question[Complaint]] = {
    "write": Question(
        "skriv-stotte",
        policy.is_supporter,
        lambda it: it.can_hear_support,
        lambda *_: SupportMessageForm(),
        lambda it, by, form: it.write_in_support(by, form.words.data),
        title=_l("Skriv en melding"),
        button=_l("Send meldingen"),
        said=_l("Meldingen er sendt."),
        sees=_l("Den du støtter, og den som har klagen, kan lese det du skriver."),
    ),
}


def _shown(complaint: Complaint, form: InsideForm, status: int) -> Response:
    """Why a button did nothing, on the page that it stands on."""
    own = policy.is_own(me(), complaint)
    template = "complaints/support_now.html" if own else "complaints/supported.html"
    return page(template, status=status, complaint=complaint, form=form)


def _asked(
    act: Question[Complaint], complaint: Complaint, form: InsideForm, status: int
) -> Response:
    template = "complaints/support_act.html"
    return page(template, status=status, act=act, complaint=complaint, form=form)


def _done(complaint: Complaint, said: str) -> Response:
    last = complaint.last_support
    if last and last.ended_on and not last.agreed_on:
        said = str(TAKEN_BACK)
    onward = url_for("home.inside.index")
    if policy.may_see(me(), complaint):
        onward = url_for("complaints.inside.show", number=complaint.number)
    return on_with(onward, said)


def _has_ended(number: int) -> bool:
    complaint = db.session.get(Complaint, number)
    return (
        complaint is not None
        and policy.had_support(me(), complaint)
        and ButtonForm().validate_on_submit()
    )


def _lost(number: int, act: Question[Complaint]) -> Response | None:
    return given_back(number, act, policy.had_support, lambda *_: NO_LONGER)


DESK = SupportDesk(found, _shown, _asked, _done)
DESK.open_doors(bp, NUMBER, BUTTONS, QUESTIONS)
