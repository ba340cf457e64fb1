"""The matters: all of them, one of them, a new one, and what stops one."""

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import begin_adding, db
from kimvoice.core.pieces import chosen
from kimvoice.forum import lists, parting_acts, policy, route, sentences
from kimvoice.forum.addresses import of_matter
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.finding import found_matter, found_root
from kimvoice.forum.matter_forms import LeadersForm, MatterForm, YesNo
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Act, BodyKind
from kimvoice.people.models import Person
from kimvoice.web import navigation
from kimvoice.web.acts import Desk, Question
from kimvoice.web.answers import in_place_of_all, on_with, page
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.language import day
from kimvoice.web.networks import at_home
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("matters", __name__, url_prefix="/min")
navigation.offer(bp, _l("Saker"), "forum.matters.index", policy.may_follow)
for it, name in (
    (route.headline, "matter_headline"),
    (route.stops, "matter_stops"),
    (route.way_back, "matter_way_back"),
    (route.answered, "matter_answered"),
    (route.said_by, "matter_said_by"),
    (route.done_by, "measure_done_by"),
    (sentences.history, "matter_history"),
    (policy.may_see, "may_see_matter"),
    (policy.may_raise, "may_raise_matter"),
):
    bp.add_app_template_global(it, name)

SHOW = "forum/show.html"
NEW = "forum/new.html"


# All of them, and one


@bp.get("/sak")
@signed_in
def index() -> Response:
    require(policy.may_follow)
    shelf = chosen(lists.SHELVES, request.args.get("status", ""))
    after = request.args.get("etter", "")
    return page(
        "forum/index.html",
        shelves=lists.SHELVES,
        shelf=shelf,
        after=after,
        piece=lists.published(shelf, after),
        count=lists.count(shelf),
        own=lists.own(me()),
    )


@bp.get("/sak/<int(max=9999):year>-<int(max=999999):ordinal>")
@signed_in
def show(year: int, ordinal: int) -> Response:
    return _shown(found_matter(year, ordinal), ButtonForm())


def _shown(matter: Matter, form: InsideForm, status: int = 200) -> Response:
    return page(
        SHOW,
        status=status,
        matter=matter,
        form=form,
        acts=parting_acts.questions_for(me(), matter.root),
        can_part=policy.may_do(me(), Act.UNDO, matter.root),
        prepares=policy.prepares(me(), matter),
        named=matter.name_shown and at_home(),
    )


# A new one


@bp.route("/sak/ny", methods=["GET", "POST"])
@signed_in
def new() -> Response:
    """Sent twice, also at the same time, it is one matter."""
    require(policy.may_raise)
    if request.method == "POST":
        begin_adding(Matter)
    bodies = _open_to(me())
    if not bodies:
        return page("forum/no_forum.html")
    kind = LeadersForm if policy.leads_anything(me()) else MatterForm
    form = kind(me(), bodies)
    if not form.validate_on_submit():
        return page(NEW, status=422 if form.is_submitted() else 200, form=form)
    if earlier := _sent_before(form):
        said = _("Vi har allerede fått denne. Du trenger ikke å sende en gang til.")
        return on_with(of_matter(earlier), said)
    matter = _raised(form)
    url, said = of_matter(matter), _received(matter)
    db.session.commit()
    return on_with(url, said)


def _open_to(person: Person) -> list[Body]:
    """The participants' forum for everybody; whoever leads a body, there too."""
    forum = Body.of_kind(BodyKind.PARTICIPANT_FORUM)
    led = [it for it in Body.led_by(person) if it is not forum]
    return [*([forum] if forum else []), *led]


def _raised(form: MatterForm) -> Matter:
    return Matter.raised(
        form.chosen_body,
        form.title.data,
        form.text.data,
        form.chosen_origin,
        by=me(),
        name_shown=form.name_shown.data is YesNo.YES,
        wish=form.wish.data,
        presenter=form.presenter.data,
    )


def _sent_before(form: MatterForm) -> Matter | None:
    """The same words by the same person, in the same meeting, on the same day."""
    same = select(Matter).where(
        Matter.raised_by_id == me().id,
        Matter.title == form.title.data,
        Matter.text == form.text.data,
        Matter.considerations.any(
            Consideration.asked_by_id.is_(None)
            & (Consideration.body_id == form.chosen_body.id)
            & (Consideration.received_on == clock.today())
        ),
    )
    return db.session.scalars(same.order_by(Matter.id)).unique().first()


def _received(matter: Matter) -> str:
    sent = _("Saken er sendt. Den heter nå sak %(number)s.", number=matter.number)
    meeting = matter.root.body.next_meeting
    if meeting is None:
        return str(sent)
    later = _("Kommer den ikke med %(day)s, ser du det her.", day=day(meeting.day))
    return f"{sent} {later}"


# What stops it


def _refused(visit: Consideration, form: InsideForm, status: int) -> Response:
    return in_place_of_all(_shown(visit.matter, form, status))


def _asked(
    act: Question[Consideration], visit: Consideration, form: InsideForm, status: int
) -> Response:
    return page(
        "forum/matter_act.html",
        status=status,
        act=act,
        visit=visit,
        matter=visit.matter,
        form=form,
    )


def _done(visit: Consideration, said: str) -> Response:
    if not policy.may_see(me(), visit.matter):
        return on_with(url_for(".index"), said)
    return on_with(of_matter(visit.matter), said)


Desk(found_root, _refused, _asked, _done).open_doors(
    bp,
    "/behandling/<int(max=999999):number>",
    parting_acts.BUTTONS,
    parting_acts.QUESTIONS,
)
