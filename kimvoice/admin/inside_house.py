"""The house's own settings: what they are, who changed them, and what they delete."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.exceptions import NotFound

from kimvoice.admin import closing, ladder_form, setup, wording
from kimvoice.admin import retention as deletions
from kimvoice.admin.closing_form import ClosingForm
from kimvoice.admin.house_forms import SettingForm, form_for
from kimvoice.admin.policy import may_administer
from kimvoice.complaints.ladder import COMPLAINT_MONTHS, WITHDRAWN_MONTHS
from kimvoice.core import choices, clock, settings
from kimvoice.core.choices import REGISTER, Setting
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.settings import CLOSING_DAYS, ENVELOPE_CARRIER
from kimvoice.people import former_names, reach, seconds
from kimvoice.suggestions import openings
from kimvoice.web import navigation
from kimvoice.web.answers import done, on_to, page
from kimvoice.web.fields import ButtonForm
from kimvoice.web.language import day
from kimvoice.web.networks import reaches_only_here
from kimvoice.web.person import me, require, signed_in

bp = Blueprint("inside_house", __name__, url_prefix="/min/admin")
bp.add_app_template_global(may_administer)
bp.add_app_template_filter(wording.in_words)
navigation.offer(
    bp, _l("Administrasjon"), "admin.inside_house.get_ready", may_administer
)

SETTING = "admin/setting.html"
CLOSED = "admin/closing_days.html"
OWN_PAGE = {
    CLOSING_DAYS.name: "admin.inside_house.closing_days",
    **{it.name: "admin.inside_ladder.show" for it in ladder_form.SETTINGS},
}
"""Settings that are chosen elsewhere than one by one."""


@bp.get("/oppsett")
@signed_in
def get_ready() -> Response:
    require(may_administer)
    return page(
        "admin/setup.html",
        looked_at=setup.looked_at(),
        to_arrange=setup.to_arrange(),
    )


# Settings


@bp.get("/innstillinger")
@signed_in
def index() -> Response:
    require(may_administer)
    return page("admin/settings.html", groups=wording.groups())


@bp.get("/innstillinger/<name>")
@signed_in
def setting(name: str) -> Response:
    chosen = _found(name)
    if own := OWN_PAGE.get(chosen.name):
        return on_to(url_for(own))
    return _setting_page(chosen, form_for(chosen, openings.counts_from(chosen)))


@bp.post("/innstillinger/<name>")
@signed_in
def choose(name: str) -> Response:
    """A promise is confirmed first: once it counts, it is not taken back."""
    chosen = _found(name)
    if own := OWN_PAGE.get(chosen.name):
        return on_to(url_for(own))
    choices.begin_choosing()
    if chosen.is_strictest:
        raise RuleBroken(_("Dette er så strengt som det kan bli."))
    form = form_for(chosen, openings.counts_from(chosen))
    if not form.validate_on_submit() or "change" in request.form:
        return _setting_page(chosen, form, status=422 if form.errors else 200)
    if form.chosen == chosen.value_to_come():
        return done(url_for(".index"), _("Det står slik fra før. Ingenting er endret."))
    if chosen.strict and not form.confirmed.data:
        return page(
            "admin/stricter.html",
            setting=chosen,
            form=form,
            counts_from=openings.counts_from(chosen),
            opening=openings.next_opening(),
        )
    return _chosen(chosen, form)


def _found(name: str) -> Setting[Any]:
    require(may_administer)
    if name not in REGISTER:
        raise NotFound
    return REGISTER[name]


def _chosen(setting: Setting[Any], form: SettingForm) -> Response:
    counts_from = openings.counts_from(setting)
    try:
        setting.choose(form.chosen, me().name, counts_from)
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _setting_page(setting, form, status=refusal.status)
    db.session.commit()
    return done(url_for(".index"), _counts_from(counts_from))


def _setting_page(
    setting: Setting[Any], form: SettingForm, status: int = 200
) -> Response:
    return page(
        SETTING,
        status=status,
        setting=setting,
        form=form,
        counts_from=openings.counts_from(setting),
    )


def _counts_from(first: date) -> str:
    if first <= clock.today():
        return str(_("Lagret."))
    return str(_("Lagret. Det gjelder fra %(day)s.", day=day(first)))


# Closing days


@bp.get("/stengte-dager")
@signed_in
def closing_days() -> Response:
    require(may_administer)
    return _closing_page(ClosingForm(formdata=None))


@bp.post("/stengte-dager")
@signed_in
def close() -> Response:
    require(may_administer)
    choices.begin_choosing()
    form = ClosingForm()
    if not form.validate_on_submit():
        return _closing_page(form, status=422)
    return _choose_closing_days(CLOSING_DAYS.value_to_come() | form.closed)


@bp.post("/stengte-dager/ingen")
@signed_in
def nothing_to_close() -> Response:
    """Said once, so that «Kom i gang» need not ask again."""
    require(may_administer)
    choices.begin_choosing()
    if not ButtonForm().validate_on_submit():
        return on_to(url_for(".closing_days"))
    return _choose_closing_days(CLOSING_DAYS.value_to_come())


@bp.post("/stengte-dager/ta-bort")
@signed_in
def reopen() -> Response:
    require(may_administer)
    choices.begin_choosing()
    if not ButtonForm().validate_on_submit():
        return on_to(url_for(".closing_days"))
    closed = CLOSING_DAYS.value_to_come()
    chosen = {each for each in closed if each.isoformat() == request.form.get("day")}
    if not chosen or min(chosen) < openings.next_round():
        raise RuleBroken(_("Dagen er tatt bort før, eller kan ikke endres nå."))
    return _choose_closing_days(closed - chosen)


def _choose_closing_days(closed: frozenset[date]) -> Response:
    counts_from = openings.counts_from(CLOSING_DAYS)
    CLOSING_DAYS.choose(closed, me().name, counts_from)
    db.session.commit()
    return done(url_for(".closing_days"), _counts_from(counts_from))


def _closing_page(form: ClosingForm, status: int = 200) -> Response:
    return page(
        CLOSED,
        status=status,
        form=form,
        weeks=closing.coming_weeks(),
        changed_from=openings.next_round(),
        opening=openings.next_opening(),
        history=CLOSING_DAYS.history(),
        closing_days=CLOSING_DAYS,
    )


# Those who get no mail


@bp.get("/konvolutter")
@signed_in
def envelopes() -> Response:
    """The same each day, whatever waits: only people and settings are read."""
    require(may_administer)
    return page(
        "admin/envelopes.html",
        people=reach.by_envelope(),
        house_sends_mail=reach.house_sends_mail(),
        carrier=ENVELOPE_CARRIER.value(),
        address=f"{request.host_url}min/",
        only_here=reaches_only_here(),
    )


# What is deleted


@bp.get("/sletting")
@signed_in
def retention() -> Response:
    require(may_administer)
    return page(
        "admin/retention.html",
        deletions=deletions.coming_deletions(),
        complaints=deletions.of_complaints(),
        governing=(
            settings.THREAD_WEEKS,
            COMPLAINT_MONTHS,
            WITHDRAWN_MONTHS,
            settings.BACKUP_DAYS,
            settings.INVITATION_DAYS,
        ),
        slip_days=settings.INVITATION_DAYS,
        told_for=seconds.TOLD_FOR.days,
        answered_within=seconds.ANSWERED_WITHIN.days,
        former_names_months=former_names.KEPT_MONTHS,
    )
