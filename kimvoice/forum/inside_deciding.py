"""What a body does with a matter that lies before it, or has come back to it."""

from flask import Blueprint, Response, request

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.forum import policy, route
from kimvoice.forum.addresses import of_matter
from kimvoice.forum.answer_form import OTHER_PAGES, AnswerForm
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.deciding_acts import ANSWER, BUTTONS, QUESTIONS, has_it
from kimvoice.forum.deciding_forms import ForwardForm, PostponeForm
from kimvoice.forum.finding import found_visit
from kimvoice.forum.states import Act
from kimvoice.web.acts import Desk, Question
from kimvoice.web.answers import on_with, page
from kimvoice.web.fields import InsideForm
from kimvoice.web.person import me, signed_in

bp = Blueprint("deciding", __name__, url_prefix="/min/behandling")

bp.add_app_template_global(policy.is_passed_over)
bp.add_app_template_global(policy.acts_of, "visit_acts")

NUMBER = "/<int(max=999999):number>"


def _refused(visit: Consideration, form: InsideForm, status: int) -> Response:
    return page("forum/refused.html", status=status, visit=visit, form=form)


def _asked(
    act: Question[Consideration], visit: Consideration, form: InsideForm, status: int
) -> Response:
    template = "answer" if isinstance(form, AnswerForm) else "visit_act"
    return page(
        f"forum/{template}.html",
        status=status,
        act=act,
        visit=visit,
        body=_asker(visit) if act is QUESTIONS["ask_again"] else visit.body,
        form=form,
        url=f"{bp.url_prefix}/{visit.id}/{act.url}",
    )


def _asker(visit: Consideration) -> Body:
    return visit.asked_by.body if visit.asked_by else visit.body


def _done(visit: Consideration, said: str) -> Response:
    return on_with(of_matter(visit.matter), said)


DESK = Desk(found_visit, _refused, _asked, _done)
DESK.open_doors(bp, NUMBER, BUTTONS, QUESTIONS)


@bp.route(f"{NUMBER}/{ANSWER.url}", methods=["GET", "POST"])
@signed_in
def answer(number: int) -> Response:
    """A form, the page that everybody will read, and sent from there alone."""
    if request.method == "GET":
        return DESK.fill_in(number, ANSWER)
    visit = found_visit(number, has_it)
    form = AnswerForm(visit)
    if form.send.data and form.verdict:
        return DESK.fill_in(number, ANSWER)
    return _checked(visit, form)


def _checked(visit: Consideration, form: AnswerForm) -> Response:
    if form.change.data:
        return _asked(ANSWER, visit, form, 200)
    act = OTHER_PAGES.get(form.reply.data, Act.ANSWER)
    if act is Act.ANSWER and not form.validate():
        return _asked(ANSWER, visit, form, 422)
    try:
        visit.check_can(act, me())
    except RuleBroken as refusal:
        form.form_errors.append(str(refusal))
        return _asked(ANSWER, visit, form, refusal.status)
    if act is not Act.ANSWER:
        return _on_to(QUESTIONS[act.value], visit, form.explanation.data)
    return _looked_over(visit, form)


def _looked_over(visit: Consideration, form: AnswerForm) -> Response:
    """As everybody will read it; the name of a doer who takes part, I alone."""
    asker, doer = visit.goes_back_to, form.promised_by
    return page(
        "forum/answer_check.html",
        visit=visit,
        body=visit.body,
        form=form,
        asker=asker,
        read_by=asker.read_out_by(clock.today()) if asker else None,
        signature=route.signature(visit.body, me()),
        is_hidden=doer is not None and route.takes_part(doer),
    )


def _on_to(act: Question[Consideration], visit: Consideration, typed: str) -> Response:
    """To the page of another act, with the words that were typed."""
    form = act.form(visit, me())
    if isinstance(form, ForwardForm | PostponeForm):
        form.carry(typed)
    return _asked(act, visit, form, 200)
