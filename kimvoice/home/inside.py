"""One's own home, by role; the language; the way out."""

from flask import Blueprint, Response, request, url_for
from flask_babel import lazy_gettext as _l

from kimvoice.admin import setup
from kimvoice.admin.policy import may_administer
from kimvoice.complaints import policy as complaints
from kimvoice.core import settings
from kimvoice.elections import lists
from kimvoice.forum import agenda
from kimvoice.forum import inbox as matters
from kimvoice.forum.addresses import (
    of_agenda,
    of_body,
    of_matter,
    of_measure,
    of_minutes,
    of_running,
)
from kimvoice.forum.sittings import sittings_of
from kimvoice.forum.unsettled import under_way_for
from kimvoice.home.inbox import Inbox, Support, can_owe_answers, may_open
from kimvoice.home.preparing import before_meetings
from kimvoice.people import who_reads
from kimvoice.people.corrections import Correction
from kimvoice.people.directory import Directory
from kimvoice.people.models import RoleKind
from kimvoice.people.new_codes import NewCode
from kimvoice.people.role_requests import RoleRequest
from kimvoice.people.second_factors import SecondFactorReset
from kimvoice.suggestions import inbox, openings
from kimvoice.web import language, navigation
from kimvoice.web.answers import on_to, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.networks import at_home
from kimvoice.web.person import me, require, sign_out, signed_in

bp = Blueprint("inside", __name__, url_prefix="/min")
for asked in (
    can_owe_answers,
    of_matter,
    of_body,
    of_agenda,
    of_running,
    of_minutes,
    of_measure,
):
    bp.add_app_template_global(asked)
navigation.offer(bp, _l("Venter på meg"), "home.inside.waiting", can_owe_answers)


@bp.get("/")
@signed_in
def index() -> Response:
    if not me().is_here:
        return _after_leaving()
    waiting, lying = inbox.waiting_for(me()), matters.waiting_for(me())
    return page(
        "home/inside.html",
        own_complaints=complaints.own_to_look_at(me()),
        support=Support.of(me()),
        must_promise=inbox.must_promise(me()),
        is_called=inbox.is_called(me()),
        waiting=waiting,
        matters=lying,
        under_way=under_way_for(me()),
        preparing=before_meetings(me(), waiting, lying),
        late=agenda.late(),
        meetings=sittings_of(me()),
        elections=lists.under_way(me()),
        opening=openings.next_opening(),
        to_arrange=setup.to_arrange() if may_administer(me()) else [],
        told=NewCode.told_to(me()),
        reset=SecondFactorReset.told_to(me()),
        asked=NewCode.waiting_for(me()),
        asked_roles=RoleRequest.waiting_for(me()),
        corrected=Correction.of(me()),
        contact=settings.contact(),
        directory=_who_is_who(),
    )


def _who_is_who() -> Directory | None:
    """For participants: who is elected where they are."""
    if not me().holds(RoleKind.PARTICIPANT):
        return None
    return Directory.of_today(named=at_home())


def _after_leaving() -> Response:
    """Of the house nothing but one's own complaints is left."""
    return page(
        "home/left.html",
        complaints=complaints.own(me()),
        corrected=Correction.of(me()),
        told=NewCode.told_to(me()),
        reset=SecondFactorReset.told_to(me()),
        contact=settings.contact(),
    )


@bp.get("/innboks")
@signed_in
def waiting() -> Response:
    """Numbers and dates: neither whose it is, nor where, nor what it says."""
    require(may_open)
    new_readers = who_reads.news() if complaints.answers_complaints(me()) else []
    return page("home/inbox.html", inbox=Inbox.of(me()), new_readers=new_readers)


@bp.post("/sprak")
def choose_language() -> Response:
    if ButtonForm().validate_on_submit():
        language.choose(request.form.get("lang", ""))
    return on_to(url_for("home.inside.index"))


@bp.get("/forlat")
def leave() -> Response:
    """The exit: end the session, clear what the browser lets us clear, and go on."""
    onward = url_for("home.open.today")
    sign_out()
    response = on_to(onward)
    if request.is_secure:
        # Over plain http Chromium ignores it, and keeps the deleted cookie as well.
        response.headers["Clear-Site-Data"] = '"cache", "cookies", "storage"'
    return response
