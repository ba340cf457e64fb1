"""«Lag sak av forslaget»: a representative writes it anew, for the forum."""

from flask import Blueprint, Response, url_for
from flask_babel import gettext as _

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.suggestions import policy, telltale
from kimvoice.suggestions.finding import found_suggestion
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.raising_form import RaiseForm
from kimvoice.web.answers import on_with, page
from kimvoice.web.person import signed_in

bp = Blueprint("raising", __name__, url_prefix="/min/forslag")
PLACE = "/<int(max=999999):number>/sak"


@bp.get(PLACE)
@signed_in
def write(number: int) -> Response:
    suggestion = found_suggestion(number, policy.may_act)
    suggestion.check_raising()
    return _form_page(suggestion, RaiseForm())


@bp.post(PLACE)
@signed_in
def make(number: int) -> Response:
    """Asked once more where the text may tell who wrote."""
    suggestion, form = found_suggestion(number, policy.may_act), RaiseForm()
    if not form.validate():
        return _form_page(suggestion, form, status=422)
    title, text = form.title.data or "", form.text.data or ""
    warnings = _warnings(suggestion, f"{title}\n{text}")
    try:
        suggestion.check_raising()
        if warnings and not form.anyway.data:
            return _form_page(suggestion, form, warnings)
        matter = suggestion.raise_matter(title, text)
    except RuleBroken as refusal:
        db.session.rollback()
        form.form_errors.append(str(refusal))
        return _form_page(suggestion, form, status=refusal.status)
    said = _(
        "Sak %(number)s er laget. Alle ser bare: fra et anonymt forslag.",
        number=matter.number,
    )
    db.session.commit()
    return on_with(url_for("suggestions.inside.show", number=number), said)


def _warnings(suggestion: Suggestion, text: str) -> list[str]:
    warnings = []
    if telltale.holds_name_or_number(text):
        warnings.append(_("Det ser ut som det står et navn eller et nummer i teksten."))
    if suggestion.is_repeated_in(text):
        warnings.append(
            _(
                "Flere ord på rad er de samme som den som skrev, har brukt."
                " Noen kan kjenne igjen måten å skrive på."
            )
        )
    return warnings


def _form_page(
    suggestion: Suggestion,
    form: RaiseForm,
    warnings: list[str] | None = None,
    status: int = 200,
) -> Response:
    return page(
        "suggestions/raise.html",
        status=status,
        suggestion=suggestion,
        form=form,
        warnings=warnings or [],
    )
