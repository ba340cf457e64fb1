"""What the suggestions hold about who reads and answers them; of authors, nothing."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from kimvoice.core.db import db
from kimvoice.people import stored
from kimvoice.people.models import Person
from kimvoice.people.stored import Line
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.threads import Entry


def _suggestions(person: Person) -> Iterator[Line]:
    """Which ones only of answers, which carry a name for all who read them."""
    read = or_(Suggestion.taken_by_id == person.id, Suggestion.helper_id == person.id)
    if db.session.scalar(select(Suggestion.number).where(read).limit(1)):
        yield Line(_l("Forslag du har tatt"), _l("Ja"))
    if db.session.scalar(select(Entry.id).where(Entry.by_id == person.id).limit(1)):
        yield Line(_l("Meldinger du har skrevet"), _l("Ja"))
    answered = select(Answer).where(Answer.by_id == person.id)
    for answer in db.session.scalars(answered.order_by(Answer.given_on)):
        number = answer.suggestion_number
        yield Line(
            _l("Svar du har gitt"),
            _("Forslag %(number)s", number=number),
            on=answer.given_on,
        )
    approved = select(Answer).where(Answer.approved_by_id == person.id).limit(1)
    if db.session.scalar(approved):
        yield Line(_l("Tekster til tavla du har sagt ja til"), _l("Ja"))


stored.holds(
    _l("Forslag fra andre"),
    "suggestions.taken_by_id",
    "suggestions.helper_id",
    "suggestion_entries.by_id",
    "suggestion_answers.by_id",
    "suggestion_answers.approved_by_id",
    told=_suggestions,
)
