"""The bodies: which there are, what lies before each of them, and when it meets."""

from collections.abc import Iterable
from datetime import date

from flask import Blueprint, Response, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum import about as about
from kimvoice.forum import agenda, half_years
from kimvoice.forum.bodies import Body
from kimvoice.forum.body_forms import DatesForm
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.finding import found_body
from kimvoice.forum.policy import may_lead, may_see, may_set_dates
from kimvoice.people.directory import may_be_named
from kimvoice.web import language, navigation
from kimvoice.web.answers import done, page
from kimvoice.web.fields import ButtonForm, InsideForm
from kimvoice.web.networks import at_home
from kimvoice.web.person import is_here, me, require, signed_in

bp = Blueprint("inside", __name__, url_prefix="/min/moter")
navigation.offer(bp, _l("Møter"), "forum.inside.index", is_here)
for question in (may_lead, may_set_dates):
    bp.add_app_template_global(question)

SHORT = 5
"""Of what is finished, so many stand on the page of the body."""


@bp.app_template_global()
def who_leads(body: Body) -> str:
    """Who should answer for it now, as it may be told here."""
    person = next(iter(body.answering()), None)
    if person is None:
        return str(_("Ingen leder dette møtet nå, og ingen kan svare for det."))
    name = person.name if may_be_named(person, named=at_home()) else ""
    if body.is_led:
        said = _("%(name)s leder møtet nå.", name=name) if name else ""
        return str(said or _("En deltaker leder møtet nå."))
    held = next(role for role in body.above if person.holds(role))
    who = " ".join(filter(None, (str(held.label).capitalize(), name)))
    return str(
        _("Ingen leder dette møtet nå. %(who)s svarer til noen er valgt.", who=who)
    )


@bp.get("")
@signed_in
def index() -> Response:
    require(is_here)
    return page("forum/bodies.html", bodies=Body.all(), mine=Body.led_by(me()))


@bp.get("/<slug>")
@signed_in
def show(slug: str) -> Response:
    body = found_body(slug)
    return page(
        "forum/body.html",
        body=body,
        before=[it for it in reversed(body.meetings) if it.was_due][:SHORT],
        to_read=_seen(agenda.waiting_for(body)),
        lying=_seen(agenda.lying_at(body)),
        sent=_seen(agenda.sent_from(body)),
        late=_seen(agenda.late_for(body)),
        finished=_seen(agenda.finished_at(body, SHORT)),
    )


def _seen(visits: Iterable[Consideration]) -> list[Consideration]:
    """Before an agenda with it is laid out, a matter is there for a few alone."""
    return [it for it in visits if may_see(me(), it.matter)]


# When it meets


@bp.get("/<slug>/moter")
@signed_in
def meetings(slug: str) -> Response:
    body = found_body(slug)
    return page("forum/meetings.html", body=body, half_years=half_years.met_by(body))


@bp.get("/<slug>/datoer")
@signed_in
def dates(slug: str) -> Response:
    body = found_body(slug, may_set_dates)
    return _dates_page(body, DatesForm(body, formdata=None))


@bp.post("/<slug>/datoer")
@signed_in
def plan(slug: str) -> Response:
    body = found_body(slug, may_set_dates)
    form = DatesForm(body)
    if not form.validate_on_submit():
        return _dates_page(body, form, 422)
    try:
        skipped = body.plan(
            form.asked, form.starts.data, form.length.data, form.place.data
        )
    except RuleBroken as refusal:
        return _refused(body, form, refusal)
    db.session.commit()
    return done(url_for(".dates", slug=slug), _planned(skipped))


@bp.post("/<slug>/datoer/ta-bort")
@signed_in
def call_off(slug: str) -> Response:
    body = found_body(slug, may_set_dates)
    form = ButtonForm()
    if not form.validate_on_submit():
        return _dates_page(body, form, 422)
    try:
        body.call_off(_day(request.form.get("day", "")))
    except RuleBroken as refusal:
        return _refused(body, form, refusal)
    db.session.commit()
    return done(url_for(".dates", slug=slug), _("Datoen er tatt bort."))


def _day(typed: str) -> date:
    """One that no meeting has, for what is no date."""
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return date.min


def _planned(skipped: list[date]) -> str:
    if not skipped:
        return str(_("Lagret."))
    those = language.listing([language.day(it) for it in skipped])
    return str(_("Lagret. Disse dagene er ikke med: %(days)s.", days=those))


def _refused(body: Body, form: InsideForm, refusal: RuleBroken) -> Response:
    db.session.rollback()
    form.form_errors.append(str(refusal))
    return _dates_page(body, form, refusal.status)


def _dates_page(body: Body, form: InsideForm, status: int = 200) -> Response:
    """With what is typed about new dates, and why one could not be taken away."""
    asked = form if isinstance(form, DatesForm) else DatesForm(body, formdata=None)
    return page(
        "forum/dates.html", status=status, body=body, form=form, dates_form=asked
    )
