"""What somebody was called before, beside the name of today."""

from flask_babel import gettext as _

from kimvoice.people.former_names import FormerName
from kimvoice.people.models import Person
from kimvoice.web.language import day


def formerly(person: Person) -> str:
    """« (het Kari Hansen til torsdag 3. desember)», or nothing."""
    former = FormerName.of(person)
    said = (
        _("het %(name)s til %(day)s", name=it.name, day=day(it.until)) for it in former
    )
    return f" ({', '.join(said)})" if former else ""
