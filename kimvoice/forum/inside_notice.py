"""A meeting told of: on the wall, on paper, and in a calendar."""

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from kimvoice.forum import calendar_file
from kimvoice.forum.bodies import Body
from kimvoice.forum.counting import departments_counted_in
from kimvoice.forum.finding import found_body, found_meeting
from kimvoice.forum.states import BodyKind
from kimvoice.web.answers import page
from kimvoice.web.networks import reaches_only_here
from kimvoice.web.person import signed_in

bp = Blueprint("notice", __name__, url_prefix="/min")

bp.add_app_template_global(departments_counted_in)

NUMBER = "/mote/<int(max=999999):number>"


@bp.app_template_global()
def who_comes_to(body: Body) -> str:
    if body.kind is BodyKind.PARTICIPANT_FORUM:
        return str(_("Alle deltakere kan komme."))
    if body.department is not None:
        place = body.department.name
        return str(_("Alle deltakere i %(place)s kan komme.", place=place))
    return str(_("De som sitter i møtet. Alle i huset kan lese sakslista."))


@bp.get(f"{NUMBER}/innkalling")
@signed_in
def show(number: int) -> Response:
    meeting = found_meeting(number)
    return page("forum/notice.html", meeting=meeting, body=meeting.body)


@bp.get(f"{NUMBER}/kalender")
@signed_in
def calendar(number: int) -> Response:
    meeting = found_meeting(number)
    address = url_for(".calendar", number=number, _external=True)
    answer = Response(calendar_file.of_meeting(meeting, address))
    answer.content_type = "text/calendar; charset=utf-8"
    answer.headers["Content-Disposition"] = 'attachment; filename="mote.ics"'
    return answer


@bp.get("/moter/<slug>/plakat")
@signed_in
def poster(slug: str) -> Response:
    body = found_body(slug)
    if not body.gathers_participants:
        raise NotFound
    only_here = reaches_only_here()
    return page("forum/forum_poster.html", body=body, only_here=only_here)
