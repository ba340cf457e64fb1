"""The inside: readers read, ask and lay out; leaders answer."""

from flask import Blueprint, Response, abort, flash, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from sqlalchemy import Select, select

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.suggestions import inbox, lists, openings, policy
from kimvoice.suggestions.acts import BUTTONS, QUESTIONS, Button, Question
from kimvoice.suggestions.models import Suggestion
from kimvoice.web import navigation
from kimvoice.web.answers import done, on_to, one_or_404, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("inside", __name__, url_prefix="/min/forslag")
for question in (
    policy.is_reader,
    policy.may_read,
    policy.may_act,
    policy.may_give_back,
    policy.may_answer,
    policy.may_approve,
    policy.may_follow,
    policy.may_help,
    policy.may_end_help,
):
    bp.add_app_template_global(question)
navigation.offer(
    bp, _l("Forslag"), "suggestions.inside.index", policy.works_with_suggestions
)

SHOW = "suggestions/inside_show.html"
COURSE = "suggestions/_course.html"
ACT = "suggestions/act.html"


@bp.get("")
@signed_in
def index() -> Response:
    """Counts only what this person may see, and nothing before the mailbox opens."""
    if inbox.must_promise(me()):
        return on_to(url_for("suggestions.promise.show"))
    shelves = inbox.shelves_of(me())
    shelf = lists.chosen(shelves, request.args.get("status", ""))
    after = request.args.get("etter", "")
    return page(
        "suggestions/inside_index.html",
        fragment="suggestions/_found.html",
        shelves=shelves,
        shelf=shelf,
        after=after,
        piece=inbox.seen_by(me(), shelf, after),
        count=inbox.count_seen_by(me(), shelf),
    )


@bp.get("/papir")
@signed_in
def typing_in() -> Response:
    """How a slip of paper gets into the mailbox: by the open form, as everybody's."""
    require(policy.is_reader)
    return page(
        "suggestions/typing_in.html",
        opening=openings.next_opening(),
        usual_opening=openings.usual_opening(),
    )


@bp.get("/<int(max=999999):number>")
@signed_in
def show(number: int) -> Response:
    return page(SHOW, suggestion=_found(number), form=ButtonForm())


@signed_in
def press(number: int, act: Button) -> Response:
    suggestion, form = _found(number, act.may), ButtonForm()
    if not form.validate_on_submit():
        return page(SHOW, status=422, suggestion=suggestion, form=form)
    act.verb(suggestion, me())
    return _done(suggestion, str(act.said))


@signed_in
def fill_in(number: int, act: Question) -> Response:
    """A refusal keeps what was written, and says the true reason."""
    suggestion = _found(number, act.may)
    form = act.form(suggestion, me())
    if not form.is_submitted():
        if not act.can(suggestion):
            raise RuleBroken(_("Dette er gjort, eller kan ikke gjøres nå."))
        return _act_page(act, suggestion, form)
    if not form.validate():
        return _act_page(act, suggestion, form, status=422)
    try:
        act.verb(suggestion, me(), form)
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _act_page(act, suggestion, form, status=refusal.status)
    return _done(suggestion, str(act.said))


for name, button in BUTTONS.items():
    bp.add_url_rule(
        f"/<int(max=999999):number>/{button.url}",
        name,
        press,
        methods=["POST"],
        defaults={"act": button},
    )
for name, asked in QUESTIONS.items():
    bp.add_url_rule(
        f"/<int(max=999999):number>/{asked.url}",
        name,
        fill_in,
        methods=["GET", "POST"],
        defaults={"act": asked},
    )


def _found(number: int, may: policy.May = policy.may_see) -> Suggestion:
    """404 for what does not exist for me, 403 for an act that is not mine."""
    query = select(Suggestion).where(Suggestion.number == number)
    if _promise_comes_first(query):
        abort(on_to(url_for("suggestions.promise.show")))
    suggestion = one_or_404(
        query,
        lambda found: policy.may_see(me(), found),
        to_change=request.method == "POST",
    )
    require(may, suggestion)
    return suggestion


def _promise_comes_first(query: Select[Suggestion]) -> bool:
    """Also where there is no suggestion: else one could count those that there are."""
    if not inbox.must_promise(me()):
        return False
    found = db.session.scalars(query).unique().one_or_none()
    if found is None or policy.must_promise(me(), found):
        return True
    return not policy.may_see(me(), found)


def _done(suggestion: Suggestion, said: str) -> Response:
    db.session.commit()
    if not policy.may_see(me(), suggestion):
        flash(said)
        return on_to(url_for("home.inside.index"))
    return done(
        url_for(".show", number=suggestion.number),
        said,
        fragment=COURSE,
        suggestion=suggestion,
        form=ButtonForm(),
    )


def _act_page(
    act: Question, suggestion: Suggestion, form: FlaskForm, status: int = 200
) -> Response:
    return page(ACT, status=status, act=act, suggestion=suggestion, form=form)
