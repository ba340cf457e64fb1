"""How a view answers: a page, the end of an act, or a page that is shown at once."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Response, flash, redirect, render_template
from flask import make_response as plain_response
from flask_wtf import FlaskForm
from htmx_flask import make_response, request
from sqlalchemy import Select, inspect
from werkzeug.exceptions import NotFound

from kimvoice.core.db import begin_writing, db

Row = TypeVar("Row")

NOT_KEPT_FOR_BACK = HTTPStatus.NON_AUTHORITATIVE_INFORMATION
"""Of an open form: Chromium keeps a page that was left, with what was typed, and Back
shows it to the next person. `no-store` does not hinder it; any status but 200 does.
"""


def page(
    template: str, *, fragment: str | None = None, status: int = 200, **context: Any
) -> Response:
    """The whole page; only its fragment when htmx asks for one."""
    wanted = fragment if fragment and wants_fragment() else template
    return _rendered(wanted, status, context)


def done(
    url: str, message: str, *, fragment: str | None = None, **context: Any
) -> Response:
    """After a change inside: the fragment for htmx, else on to the page (303)."""
    if fragment and wants_fragment():
        return _rendered(fragment, 200, context | {"said": message})
    return on_with(url, message)


def on_with(url: str, message: str) -> Response:
    """After a change on a page that no fragment can stand in for."""
    flash(message)
    return on_to(url)


def on_to(url: str) -> Response:
    """To another page; htmx would follow by itself and put that page into this one."""
    if wants_fragment():
        return plain_response("", 204, {"HX-Redirect": url})
    return plain_response(redirect(url, code=303))


def in_place_of_all(response: Response) -> Response:
    """A whole page that htmx must not lay into the place of a fragment."""
    if wants_fragment():
        response.headers["HX-Retarget"] = "body"
        response.headers["HX-Reswap"] = "outerHTML"
    return response


def shown(
    template: str,
    *,
    status: int = 200,
    resend: dict[str, str] | None = None,
    **context: Any,
) -> Response:
    """The answer to a POST on the open side is the page itself: no redirect.

    ``resend`` is what the page was made from, beside its token: in another language
    it is made again, and nothing that was written is lost.
    """
    posted = resend if request.method == "POST" else None
    if request.method == "GET" and status == HTTPStatus.OK:
        status = NOT_KEPT_FOR_BACK
    return _rendered(template, status, context | {"resend": posted})


def one_or_404(
    query: Select[Row],
    may_see: Callable[[Row], bool] = lambda _row: True,
    *,
    to_change: bool = False,
) -> Row:
    """The row, or 404 when there is none or the person may not see it.

    ``to_change`` takes the write lock first, so that two at once see each other.
    """
    if to_change:
        begin_writing()
        # Read anew once it is ours: on PostgreSQL what is joined to a row that one
        # had to wait for is as old as the question.
        key = inspect(query.column_descriptions[0]["entity"]).primary_key
        db.session.execute(query.with_only_columns(*key).with_for_update())
    found = db.session.scalars(query).unique().one_or_none()
    if found is None or not may_see(found):
        raise NotFound
    return found


def notice(template: str, *, status: int, **context: Any) -> Response:
    """A refusal for htmx: beside the page, never over what was clicked."""
    response = _rendered(template, status, context)
    response.headers["HX-Retarget"] = "#notices"
    response.headers["HX-Reswap"] = "innerHTML"
    return response


def wants_fragment() -> bool:
    """Boosted and history requests carry HX-Request too, and need the whole page."""
    htmx = request.htmx
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def _rendered(template: str, status: int, context: dict[str, Any]) -> Response:
    form = context.get("form")
    failed = bool(isinstance(form, FlaskForm) and form.errors)
    body = render_template(template, **({"failed": failed} | context))
    response: Response = make_response(body)
    response.status_code = status
    return response
