"""The protocol as a file, and the program that counts it anew."""

from pathlib import Path

from flask import Blueprint, Response

from kimvoice import verify
from kimvoice.elections import export
from kimvoice.elections.finding import found
from kimvoice.elections.policy import (
    may_count_anew,
    may_read_own_copy,
    may_read_protocol,
)
from kimvoice.web.person import require, signed_in

bp = Blueprint("files", __name__, url_prefix="/min/valg")


@bp.get("/<int(max=999999):number>/protokoll/fil")
@signed_in
def for_all(number: int) -> Response:
    return _laid_down(export.for_all(found(number, may_read_protocol)), "protokoll.txt")


@bp.get("/<int(max=999999):number>/protokoll/valgstyret/fil")
@signed_in
def for_committee(number: int) -> Response:
    content = export.for_committee(found(number, may_read_own_copy))
    return _laid_down(content, "protokoll-valgstyret.txt")


@bp.get("/kontrollprogram")
@signed_in
def program() -> Response:
    """The file itself: it runs without the house."""
    require(may_count_anew)
    return _laid_down(Path(verify.__file__).read_bytes(), "verify.py")


def _laid_down(content: bytes, name: str) -> Response:
    """``name``: tells whoever sees the disk nothing about the election."""
    answer = Response(content, mimetype="text/plain")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer
