"""The inside: readers read, ask and lay out; leaders answer."""

from flask import Blueprint, Response, flash, request, url_for
from flask_babel import lazy_gettext as _l

from kimvoice.core import pieces
from kimvoice.suggestions import about as about
from kimvoice.suggestions import inbox, openings, policy
from kimvoice.suggestions.acts import BUTTONS, QUESTIONS
from kimvoice.suggestions.finding import found_suggestion
from kimvoice.suggestions.models import Suggestion
from kimvoice.web import navigation
from kimvoice.web.acts import Desk, Question
from kimvoice.web.answers import done, in_place_of_all, on_to, page
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.person import is_here, me, require, signed_in

bp = Blueprint("inside", __name__, url_prefix="/min/forslag")
for question in (
    policy.is_reader,
    policy.may_read,
    policy.may_act,
    policy.may_give_back,
    policy.may_take_over,
    policy.may_answer,
    policy.may_approve,
    policy.may_follow,
    policy.may_help,
    policy.may_end_help,
):
    bp.add_app_template_global(question)
bp.add_app_template_global(inbox.to_read_by, "suggestions_to_read")
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
    require(is_here)
    if inbox.must_promise(me()):
        return on_to(url_for("suggestions.promise.show"))
    shelves = inbox.shelves_of(me())
    shelf = pieces.chosen(shelves, request.args.get("status", ""))
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
    return page(SHOW, suggestion=found_suggestion(number), form=ButtonForm())


def _faulty(suggestion: Suggestion, form: InsideForm, status: int) -> Response:
    whole = page(SHOW, status=status, suggestion=suggestion, form=form)
    return in_place_of_all(whole)


def _done(suggestion: Suggestion, said: str) -> Response:
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


def _asked(
    act: Question[Suggestion], suggestion: Suggestion, form: InsideForm, status: int
) -> Response:
    return page(ACT, status=status, act=act, suggestion=suggestion, form=form)


Desk(found_suggestion, _faulty, _asked, _done).open_doors(
    bp, "/<int(max=999999):number>", BUTTONS, QUESTIONS
)
