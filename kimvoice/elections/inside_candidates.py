"""Candidates: proposed, asked, standing, agreed; and who asks for a vote."""

from flask import Blueprint, Response, url_for

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.candidate_acts import BUTTONS, QUESTIONS
from kimvoice.elections.finding import found
from kimvoice.elections.models import Election
from kimvoice.elections.policy import may_see_roll
from kimvoice.elections.states import DONE, State
from kimvoice.web.acts import Desk, Question
from kimvoice.web.answers import on_with, page
from kimvoice.web.fields import InsideForm
from kimvoice.web.person import signed_in

bp = Blueprint("candidates", __name__, url_prefix="/min/valg")

PLACE = "/<int(max=999999):number>"
BEFORE_THE_COUNT = (State.NOMINATION, State.LISTED, State.OPEN, State.CLOSED)


@bp.get(f"{PLACE}/oppslag")
@signed_in
def notice(number: int) -> Response:
    election = found(number, may_see_roll)
    if election.standing not in BEFORE_THE_COUNT:
        raise RuleBroken(DONE)
    return page(
        "elections/notice.html",
        election=election,
        today=clock.today(),
    )


def _show(election: Election, form: InsideForm, status: int) -> Response:
    return page("elections/show.html", status=status, election=election, form=form)


def _ask(
    act: Question[Election], election: Election, form: InsideForm, status: int
) -> Response:
    return page(
        "elections/ask.html", status=status, act=act, election=election, form=form
    )


def _end(election: Election, said: str) -> Response:
    return on_with(url_for("elections.inside.show", number=election.id), said)


Desk(found, _show, _ask, _end).open_doors(bp, PLACE, BUTTONS, QUESTIONS)
