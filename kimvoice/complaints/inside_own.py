"""What the complainant does with a complaint that was sent."""

from flask import Blueprint, Response, url_for

from kimvoice.complaints.finding import found
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.own_acts import BUTTONS, QUESTIONS
from kimvoice.web.acts import Desk, Question
from kimvoice.web.answers import done, in_place_of_all, page
from kimvoice.web.fields import ButtonForm, InsideForm

bp = Blueprint("own", __name__, url_prefix="/min/klage")

SHOW = "complaints/show.html"
COURSE = "complaints/_course.html"
ACT = "complaints/own_act.html"


def _faulty(complaint: Complaint, form: InsideForm, status: int) -> Response:
    whole = page(SHOW, status=status, complaint=complaint, form=form)
    return in_place_of_all(whole)


def _asked(
    act: Question[Complaint], complaint: Complaint, form: InsideForm, status: int
) -> Response:
    return page(ACT, status=status, act=act, complaint=complaint, form=form)


def _done(complaint: Complaint, said: str) -> Response:
    return done(
        url_for("complaints.inside.show", number=complaint.number),
        said,
        fragment=COURSE,
        complaint=complaint,
        form=ButtonForm(),
    )


Desk(found, _faulty, _asked, _done).open_doors(
    bp, "/<int(max=99999):number>", BUTTONS, QUESTIONS
)
