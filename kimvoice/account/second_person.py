"""The yes or no of a second person, to what an administrator may not do alone."""

from collections.abc import Callable
from typing import Any, TypeAlias

from flask import Response, request, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, select

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.new_codes import NewCode
from kimvoice.people.role_requests import RoleRequest
from kimvoice.web.answers import done, one_or_404, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.person import me

Said: TypeAlias = Callable[[str, bool], str]
"""To the name of the person, and whether it was a yes."""


def yes_or_no(
    kind: type[NewCode] | type[RoleRequest], asked: int, template: str, said: Said
) -> Response:
    """Only the second person knows that it was asked for."""
    query: Select[Any] = select(kind).where(kind.id == asked)
    to_change = request.method == "POST"
    found = one_or_404(query, lambda it: it.second == me(), to_change=to_change)
    form, answer = ButtonForm(), request.form.get("answer")
    if form.validate_on_submit() and answer in ("yes", "no"):
        return _answer(found, said, agrees=answer == "yes")
    if found.agreed_on:
        raise RuleBroken(_("Dette er gjort, eller kan ikke gjøres nå."))
    status = 422 if form.is_submitted() else 200
    if status != 200 and not form.errors:
        form.form_errors.append(_("Velg ja eller nei."))
    return page(template, status=status, form=form, asked=found)


def _answer(asked: NewCode | RoleRequest, said: Said, *, agrees: bool) -> Response:
    name = asked.person.name
    if agrees:
        asked.agree(me())
    else:
        asked.refuse(me())
    db.session.commit()
    return done(url_for("home.inside.index"), said(name, agrees))
