"""The duty of confidentiality: promised once, before the first words are read."""

from flask import Blueprint, Response, flash, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import NotFound

from kimvoice.core.db import db
from kimvoice.suggestions import inbox, policy
from kimvoice.suggestions.readers_forms import PromiseForm
from kimvoice.web.answers import on_to, page
from kimvoice.web.person import me, signed_in

bp = Blueprint("promise", __name__, url_prefix="/min/forslag/taushetsplikt")


@bp.get("")
@signed_in
def show() -> Response:
    return _promise_page(PromiseForm())


@bp.post("")
@signed_in
def give() -> Response:
    """Promised twice is promised once: the first day stands."""
    form = PromiseForm()
    if not policy.has_promised(me()):
        if not inbox.must_promise(me()):
            raise NotFound
        if not form.validate_on_submit():
            return _promise_page(form, status=422)
        me().promise_confidentiality()
        db.session.commit()
        flash(_("Takk. Nå kan du lese."))
    return on_to(url_for("home.inside.index"))


def _promise_page(form: PromiseForm, status: int = 200) -> Response:
    """404 for whom it does not concern: nothing waits behind it."""
    if not policy.has_promised(me()) and not inbox.must_promise(me()):
        raise NotFound
    return page("suggestions/promise.html", status=status, form=form)
