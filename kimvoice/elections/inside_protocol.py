"""The protocol: what was done, line by line, and the committee's own copy."""

from flask import Blueprint, Response

from kimvoice.elections.finding import found
from kimvoice.elections.lines import lines_of
from kimvoice.elections.models import Election
from kimvoice.elections.policy import may_read_own_copy, may_read_protocol
from kimvoice.elections.publication import told
from kimvoice.web.answers import page
from kimvoice.web.person import signed_in

bp = Blueprint("protocol", __name__, url_prefix="/min/valg")


@bp.get("/<int(max=999999):number>/protokoll")
@signed_in
def show(number: int) -> Response:
    election = found(number, may_read_protocol)
    return _sheets("elections/protocol.html", election)


@bp.get("/<int(max=999999):number>/protokoll/valgstyret")
@signed_in
def own_copy(number: int) -> Response:
    """Who got a slip stands there once the vote is over, and not before."""
    election = found(number, may_read_own_copy)
    return _sheets("elections/protocol_own.html", election, own_copy=True)


def _sheets(template: str, election: Election, *, own_copy: bool = False) -> Response:
    return page(
        template,
        election=election,
        lines=lines_of(election, own_copy=own_copy),
        told=told(election),
        broken=election.protocol_break,
    )
