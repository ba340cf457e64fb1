"""The visitor's home and the pages that explain the house."""

from flask import Blueprint, Response, request

from kimvoice.complaints import ladder
from kimvoice.core import choices, clock, settings
from kimvoice.forum.agenda import meeting_today
from kimvoice.forum.overdue import Audience
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions import mailbox, openings, policy, said_and_done
from kimvoice.web import language
from kimvoice.web.answers import on_to, page
from kimvoice.web.tokens import Token

bp = Blueprint("open", __name__)

SHOWN_ON_HOME = 3


@bp.get("/")
def index() -> Response:
    return page(
        "home/visitor.html",
        answers=said_and_done.latest(SHOWN_ON_HOME),
        opening=openings.next_opening(),
        lost=mailbox.lost_days(),
    )


@bp.get("/i-dag")
def today() -> Response:
    """A dull page, where the exit lands: who meets today, and nothing else."""
    return page("home/today.html", today=clock.today(), bodies=meeting_today())


@bp.post("/forlat")
def leave() -> Response:
    """Empty the page first; the session ends where its cookie is seen (303)."""
    token = Token.read(request.form.get("token", ""))
    if token is not None:
        token.clear()
    return on_to(language.carried_to("home.inside.leave"))


@bp.get("/hjelp")
def help() -> Response:
    return page(
        "home/help.html",
        contact=settings.contact(),
        coordinators=Person.holding(RoleKind.COORDINATOR),
    )


@bp.get("/hjelp/rettigheter")
def rights() -> Response:
    return page("home/rights.html")


@bp.get("/hjelp/tillitsvalgt")
def representative() -> Response:
    return page("home/representative.html")


@bp.get("/hjelp/stemme")
def voting() -> Response:
    return page("home/voting.html")


@bp.get("/hjelp/saker")
def matters() -> Response:
    return page(
        "home/matters.html",
        audience=Audience,
        agenda_is_enough=settings.AGENDA_IS_ENOUGH.value(),
    )


@bp.get("/hjelp/ord")
def words() -> Response:
    return page("home/words.html")


@bp.get("/hjelp/trygg-bruk")
def safe_use() -> Response:
    return page(
        "home/safe_use.html",
        readers=policy.readers(),
        backup_days=settings.BACKUP_DAYS.value(),
    )


@bp.get("/personvern")
def privacy() -> Response:
    return page(
        "home/privacy.html",
        thread_weeks=settings.THREAD_WEEKS.value(),
        backup_days=settings.BACKUP_DAYS.value(),
        smallest_department=settings.SMALLEST_DEPARTMENT.value(),
        complaint_months=ladder.COMPLAINT_MONTHS.value(),
        withdrawn_months=ladder.WITHDRAWN_MONTHS.value(),
        draft_days=ladder.DRAFT_DAYS,
        changed=choices.changed(settings.THREAD_WEEKS, settings.BACKUP_DAYS),
    )


@bp.get("/tilgjengelighet")
def accessibility() -> Response:
    return page("home/accessibility.html", contact=settings.contact())
