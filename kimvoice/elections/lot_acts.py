"""What officers do about a lot, beside writing it in."""

from flask_babel import lazy_gettext as _l

from kimvoice.elections.models import Election
from kimvoice.elections.policy import is_officer
from kimvoice.elections.result_forms import PlanForm
from kimvoice.elections.states import Act
from kimvoice.web.acts import Button, Question


def _plan(election: Election) -> PlanForm:
    return PlanForm(
        on=election.draws_on, at=election.draws_at, where=election.draws_where
    )


BUTTONS: dict[str, Button[Election]] = {
    "without_lot": Button(
        "loddtrekning/uten",
        is_officer,
        lambda it, _by: it.go_on_without_lot(),
        _l("Dere kan legge ut resultatet."),
    ),
}

QUESTIONS: dict[str, Question[Election]] = {
    "plan_lot": Question(
        "loddtrekning/tid",
        is_officer,
        lambda it: it.can(Act.PLAN_DRAW) and bool(it.equals),
        lambda it, _by: _plan(it),
        lambda it, _by, form: it.plan_draw(form.on.data, form.at.data, form.where.data),
        title=_l("Når og hvor trekker dere?"),
        button=_l("Lagre tid og sted"),
        said=_l("Alle ser nå når og hvor dere trekker."),
        sees=_l("Alle deltakerne kan lese dette. Alle kan komme og se på."),
    ),
}
