"""What somebody who raises a matter, or stops one, can fill in."""

from collections.abc import Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import DataRequired, InputRequired, ValidationError

from kimvoice.core.labels import Labelled
from kimvoice.forum.bodies import Body
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Elsewhere, Origin, Presenter, Wish
from kimvoice.people.directory import may_be_named
from kimvoice.people.duties import ELECTED
from kimvoice.people.models import Person, RoleKind
from kimvoice.web.fields import AtMost, InsideForm, line, one_of, tidy, words
from kimvoice.web.networks import at_home

SHORTEST_TITLE = 3
LONGEST_TITLE = 80
LONGEST_TEXT = 1500
NO_TITLE = _l("Skriv hva saken gjelder.")
NOT_CHOSEN = _l("Velg en sak fra lista.")
NOBODY_CHOSEN = _l("Velg hvem det er.")
FROM_ELSEWHERE = (Origin.DIALOGUE_CONFERENCE, Origin.MORNING_ASSEMBLY)
"""What whoever leads a meeting brings along from a gathering of the house."""


class YesNo(Labelled):
    YES = "yes", _l("Ja")
    NO = "no", _l("Nei")


class MatterForm(InsideForm):
    """Of somebody who leads nothing: ``bodies`` has the participants' forum alone."""

    title = line(
        _l("Hva gjelder saken?"),
        NO_TITLE,
        most=LONGEST_TITLE,
        hint=_l("Skriv kort. Høyst 80 tegn."),
        name=_l("Overskriften"),
    )
    text = TextAreaField(
        _l("Fortell litt mer"),
        [AtMost(LONGEST_TEXT, _l("Teksten"))],
        filters=[tidy],
        description=_l("Skriv med dine egne ord. Høyst 1500 tegn."),
    )
    wish = one_of(
        _l("Hva vil du at forumet skal gjøre?"),
        Wish,
        _l("Velg hva forumet skal gjøre."),
    )
    presenter = one_of(
        _l("Hvem legger fram saken?"), Presenter, _l("Velg hvem som legger fram saken.")
    )
    name_shown = one_of(
        _l("Skal navnet ditt vises?"),
        YesNo,
        _l("Velg om navnet ditt skal vises."),
        _l("Navnet vises bare på nettet til KIM-senteret, sammen med saken."),
    )
    about_nobody = BooleanField(
        _l("Saken handler ikke om én person"),
        [
            DataRequired(
                _l(
                    "Forumet tar ikke saker om én person."
                    " Du kan klage, eller snakke med koordinatoren."
                )
            )
        ],
    )

    def __init__(self, by: Person, bodies: Sequence[Body]) -> None:
        super().__init__()
        self.by, self.bodies = by, bodies

    def validate_title(self, field: SelectField) -> None:
        if not field.errors and len(field.data or "") < SHORTEST_TITLE:
            raise ValidationError(NO_TITLE)

    @property
    def chosen_body(self) -> Body:
        return self.bodies[0]

    @property
    def chosen_origin(self) -> Origin:
        return own_origin(self.by)


class LeadersForm(MatterForm):
    """``bodies``: the forum, and those that this person leads."""

    body = RadioField(
        _l("Hvilket møte skal ta saken?"), [InputRequired(_l("Velg et møte."))]
    )
    origin = RadioField(
        _l("Hvor kommer saken fra?"),
        [InputRequired(_l("Velg hvor saken kommer fra."))],
    )
    wish = one_of(
        _l("Hva vil du at møtet skal gjøre?"), Wish, _l("Velg hva møtet skal gjøre.")
    )

    def __init__(self, by: Person, bodies: Sequence[Body]) -> None:
        super().__init__(by, bodies)
        self.body.choices = [SelectChoice(it.slug, it.name) for it in bodies]
        from_me = SelectChoice(own_origin(by).value, _("Fra meg selv"))
        others = [SelectChoice(it.value, it.label) for it in FROM_ELSEWHERE]
        self.origin.choices = [from_me, *others]

    @property
    def chosen_body(self) -> Body:
        return next(it for it in self.bodies if it.slug == self.body.data)

    @property
    def chosen_origin(self) -> Origin:
        return Origin(self.origin.data)


def own_origin(person: Person) -> Origin:
    """By what the person is in the house; an elected one speaks for others."""
    if person.holds(RoleKind.REPRESENTATIVE, RoleKind.DEPUTY):
        return Origin.REPRESENTATIVE
    if person.holds(RoleKind.PARTICIPANT):
        return Origin.PARTICIPANT
    return Origin.LEADER


class SameForm(InsideForm):
    """``others``: what it can be the same as."""

    other = SelectField(
        _l("Hvilken sak er den samme?"),
        [InputRequired(NOT_CHOSEN)],
        choices=[],
        validate_choice=False,
    )

    def __init__(self, others: Sequence[Matter]) -> None:
        super().__init__()
        self.others = {it.number: it for it in others}
        listed = [
            SelectChoice(
                number, _("Sak %(number)s %(title)s", number=number, title=it.title)
            )
            for number, it in self.others.items()
        ]
        self.other.choices = [SelectChoice("", _("Velg en sak")), *listed]

    def validate_other(self, field: SelectField) -> None:
        if field.data not in self.others:
            raise ValidationError(NOT_CHOSEN)

    @property
    def chosen(self) -> Matter:
        return self.others[self.other.data]


class ElsewhereForm(InsideForm):
    where = one_of(
        _l("Hvor hører saken hjemme?"), Elsewhere, _l("Velg hvor saken hører hjemme.")
    )
    words = words(
        _l("Skriv til den som meldte inn saken"),
        _l("Skriv noe til den som meldte inn saken."),
        most=1000,
        hint=_l("Ingen andre kan lese det du skriver her."),
    )


class WhomForm(InsideForm):
    """``people``: who can be meant."""

    person = RadioField(
        _l("Hvem er det?"), [InputRequired(NOBODY_CHOSEN)], validate_choice=False
    )

    def __init__(self, people: Sequence[Person]) -> None:
        super().__init__()
        self.people = {str(it.id): it for it in people}
        self.person.choices = [
            SelectChoice(number, named_as(it)) for number, it in self.people.items()
        ]

    def validate_person(self, field: RadioField) -> None:
        if field.data not in self.people:
            raise ValidationError(NOBODY_CHOSEN)

    @property
    def chosen(self) -> Person:
        return self.people[self.person.data]


def named_as(person: Person) -> str:
    """A participant only with leave, and in the house; else the office alone."""
    if may_be_named(person, named=at_home()):
        return person.name
    held = next((it for it in person.current_roles if it.kind in ELECTED), None)
    if held is None or held.department is None:
        return str(_("En deltaker"))
    return f"{held.kind.label}, {held.department.name}"
