"""«Hvem har åpnet klagen?»: the log, as the complainant reads it."""

from collections.abc import Iterable
from itertools import groupby

from flask import Blueprint, Response

from kimvoice.complaints import policy
from kimvoice.complaints.finding import found
from kimvoice.complaints.log import LogLine
from kimvoice.web.answers import page
from kimvoice.web.person import signed_in

bp = Blueprint("log", __name__, url_prefix="/min/klage")


@bp.get("/<int(max=99999):number>/hvem")
@signed_in
def who(number: int) -> Response:
    """As it stands; what does not hold in it is said on top."""
    complaint = found(number, policy.is_own)
    return page(
        "complaints/who.html",
        complaint=complaint,
        told=_told(complaint.log),
        marks=complaint.log_marks,
        broken=complaint.log_break,
    )


def _told(log: Iterable[LogLine]) -> list[tuple[LogLine, int]]:
    """What was done several times on one day is said once.

    In the order of the list, also when a clock that was set back shows in its days.
    """
    told: list[tuple[LogLine, int]] = []
    for _day, lines in groupby(log, lambda line: line.done_on):
        alike: dict[object, list[LogLine]] = {}
        for line in lines:
            alike.setdefault(_what(line), []).append(line)
        told += [(same[0], len(same)) for same in alike.values()]
    return told


def _what(line: LogLine) -> object:
    """Two who are forgotten are not taken for one."""
    who = line.id if line.is_forgotten else (line.by_id, line.second_id)
    return line.deed, line.role, who
