"""«Steg og frister»: who answers complaints, and how long each may take."""

from collections.abc import Iterable
from typing import Any

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from kimvoice.admin import ladder_form, retention
from kimvoice.admin.ladder_form import LadderForm
from kimvoice.admin.policy import may_administer
from kimvoice.complaints import ladder
from kimvoice.complaints.titles import AT_THE_START
from kimvoice.core import choices, clock
from kimvoice.core.choices import Setting
from kimvoice.core.db import db
from kimvoice.suggestions import openings
from kimvoice.web.answers import done, page
from kimvoice.web.language import day
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("inside_ladder", __name__, url_prefix="/min/admin")


@bp.get("/frister")
@signed_in
def show() -> Response:
    require(may_administer)
    return _ladder_page(LadderForm.of_today())


@bp.post("/frister")
@signed_in
def choose() -> Response:
    require(may_administer)
    choices.begin_choosing()
    form = LadderForm.of_today()
    if not form.validate_on_submit():
        return _ladder_page(form, status=422)
    chosen = form.chosen
    for setting, value in chosen.items():
        setting.choose(value, me().name, openings.counts_from(setting))
    db.session.commit()
    return done(url_for(".show"), _said(chosen))


def _said(chosen: Iterable[Setting[Any]]) -> str:
    days = [openings.counts_from(setting) for setting in chosen]
    if not days:
        return str(_("Det står slik fra før. Ingenting er endret."))
    if max(days) == clock.today():
        return str(_("Lagret."))
    return str(_("Lagret. Det gjelder fra %(day)s.", day=day(max(days))))


def _ladder_page(form: LadderForm, status: int = 200) -> Response:
    return page(
        "admin/ladder.html",
        status=status,
        form=form,
        titles=AT_THE_START,
        counts_from=openings.counts_from(ladder.LADDER),
        history=ladder_form.history(),
        complaints=retention.of_complaints(),
    )
