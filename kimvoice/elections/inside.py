"""Which elections there are, and how far each has come."""

from datetime import date

from flask import Blueprint, Response
from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections import about as about
from kimvoice.elections import held_back as held_back
from kimvoice.elections import policy, publication
from kimvoice.elections.finding import found
from kimvoice.elections.rounds import ElectionRound
from kimvoice.people.models import Role, RoleKind
from kimvoice.web import navigation
from kimvoice.web.answers import page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("inside", __name__, url_prefix="/min/valg")
for question in (
    policy.is_counter,
    policy.is_nominee,
    policy.is_officer,
    policy.may_mark,
    policy.may_read_own_copy,
    policy.may_read_protocol,
    policy.may_record,
    policy.may_see_marks,
    policy.may_see_roll,
    policy.may_start,
    policy.may_vote,
    publication.told,
):
    bp.add_app_template_global(question)
bp.add_app_template_global(policy.may_follow, "may_follow_elections")
navigation.offer(bp, _l("Valg"), "elections.inside.index", policy.may_follow)


@bp.get("")
@signed_in
def index() -> Response:
    require(policy.may_follow)
    newest_first = select(ElectionRound).order_by(ElectionRound.votes_on.desc())
    rounds = db.session.scalars(newest_first.order_by(ElectionRound.id.desc()))
    return page(
        "elections/index.html",
        rounds=[
            each
            for each in rounds.unique()
            if policy.may_plan(me(), each)
            or any(policy.may_see(me(), it) for it in each.elections)
        ],
        next_month=_next_month(),
    )


@bp.get("/<int(max=999999):number>")
@signed_in
def show(number: int) -> Response:
    return page("elections/show.html", election=found(number), form=ButtonForm())


def _next_month() -> date | None:
    """Of the next election: when the first term of office ends."""
    ends = select(func.min(Role.term_ends)).where(
        Role.kind == RoleKind.REPRESENTATIVE,
        Role.is_held_on(clock.today()),
        Role.term_ends >= clock.today(),
    )
    return db.session.scalar(ends)
