"""The open side: how a complaint works, and the routine for the binder."""

from flask import Blueprint, Response

from kimvoice.complaints import half_years, ladder, routine
from kimvoice.complaints.outside import BODIES
from kimvoice.complaints.states import Manner, Subject
from kimvoice.complaints.support import Wanted
from kimvoice.complaints.titles import AT_THE_START
from kimvoice.core import settings
from kimvoice.web.answers import page

bp = Blueprint("open", __name__)


@bp.get("/klage")
def how() -> Response:
    """Knows nobody, and never tells whether there are complaints."""
    return page(
        "complaints/how.html",
        sent_today=routine.SentToday.foreseen(),
        ladder=ladder.LADDER.value(),
        titles=AT_THE_START,
        weeks=ladder.APPEAL_WEEKS.value(),
    )


@bp.get("/klage/skjema")
def paper() -> Response:
    """The same questions as inside, for who would rather write by hand."""
    return page(
        "complaints/paper.html",
        subjects=list(Subject),
        supports=list(Wanted),
        manners=[it for it in Manner if it is not Manner.HERE],
        readers=[AT_THE_START[rung.role] for rung in ladder.LADDER.value()],
    )


@bp.get("/klage/rutine")
def rules() -> Response:
    """One dated page for the binder and for auditors."""
    return page(
        "complaints/routine.html",
        ladder=ladder.LADDER.value(),
        titles=AT_THE_START,
        weeks=ladder.APPEAL_WEEKS.value(),
        grace=ladder.GRACE,
        months=ladder.COMPLAINT_MONTHS.value(),
        withdrawn_months=ladder.WITHDRAWN_MONTHS.value(),
        undo_days=ladder.UNDO_DAYS,
        backup_days=settings.BACKUP_DAYS.value(),
        bodies=BODIES.value(),
        in_force_since=routine.in_force_since(),
    )


@bp.get("/klage/tall")
def figures() -> Response:
    """As they were frozen: nothing here is asked of a complaint."""
    return page(
        "complaints/figures.html",
        frozen=half_years.frozen(),
        coming=half_years.coming(),
    )
