"""What is asked when a round is planned."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from wtforms import BooleanField, Field, SelectField
from wtforms.fields.choices import SelectChoice

from kimvoice.core.db import db
from kimvoice.elections.committee import OFFICERS
from kimvoice.elections.models import Election
from kimvoice.elections.names import telling_apart
from kimvoice.elections.planning import proposed_dates
from kimvoice.elections.rounds import CLOSES, OPENS, ElectionRound, usual_way
from kimvoice.elections.states import RoundKind, State, Way
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.web.fields import Depends, InsideForm, day, hour, line, one_of

NOBODY = ""
WRITE_SO = _l("Skriv slik: 4.12.2026.")
LONGEST_NAME = LONGEST_PLACE = 80


def _member(number: int) -> SelectField:
    return SelectField(
        _l("Valgansvarlig %(number)s", number=number),
        [Depends()],
        invalid_choice_message=_l("Velg fra lista."),
    )


@dataclass(frozen=True)
class Part:
    """The fields of one department, or of the board."""

    department: Department | None
    fields: Sequence[Field]

    @property
    def is_chosen(self) -> bool:
        return bool(self.fields[0].data)


class RoundForm(InsideForm):
    name = line(
        _l("Hva heter valgrunden?"),
        _l("Skriv hva valgrunden heter."),
        most=LONGEST_NAME,
        hint=_l("For eksempel «Valgrunde høsten 2026»."),
        name=_l("Navnet"),
    )
    nominations_until = day(
        _l("Siste dag for å foreslå kandidater"),
        WRITE_SO,
        missing=_l("Skriv siste dag for å foreslå kandidater."),
    )
    votes_on = day(
        _l("Dagen dere stemmer"), WRITE_SO, missing=_l("Skriv dagen dere stemmer.")
    )
    result_on = day(
        _l("Dagen resultatet kommer"),
        WRITE_SO,
        missing=_l("Skriv dagen resultatet kommer."),
    )
    term_starts = day(
        _l("Første dag for de som blir valgt"),
        WRITE_SO,
        missing=_l("Skriv den første dagen for de som blir valgt."),
    )
    officer_1 = _member(1)
    officer_2 = _member(2)
    officer_3 = _member(3)
    figures_public = BooleanField(
        _l("Alle kan se hvor mange stemmer hver fikk"),
        description=_l(
            "Vi viser det bare når minst ti stemte, og ingen fikk alle"
            " eller nesten alle stemmene. La du ruta stå tom,"
            " er det bare valgstyret som ser tallene."
        ),
    )

    def fields_of(self, name: str) -> list[Field]:
        return [self[f"{part}_{name}"] for part in PARTS]

    @property
    def members(self) -> list[Field]:
        return [self[f"officer_{it}"] for it in range(1, OFFICERS + 1)]

    @property
    def officers(self) -> list[Person]:
        chosen = (self.people.get(it.data) for it in self.members)
        return [it for it in chosen if it]

    def offer(self, people: Sequence[Person]) -> None:
        self.people = {str(each.id): each for each in people}
        named = telling_apart(people)
        nobody = SelectChoice(NOBODY, _("Velg"))
        offered = [SelectChoice(str(it.id), words) for it, words in named.items()]
        for field in self.members:
            field.choices = [nobody, *offered]

    def validate(self, extra_validators: Any = None) -> bool:
        valid = super().validate(extra_validators)
        wrong = [*self._wrong_members(), *self._wrong_hours()]
        for field, words in wrong:
            field.errors = [*field.errors, words]
        return bool(valid) and not wrong

    def _wrong_members(self) -> Iterator[tuple[Field, str]]:
        before: list[str] = []
        for field in self.members:
            if field.data and field.data in before:
                yield field, _("Velg tre forskjellige personer.")
            before.append(field.data)

    def _wrong_hours(self) -> Iterator[tuple[Field, str]]:
        for part in self.parts:
            if not part.is_chosen:
                continue
            _at, opens, closes, _place, _way = part.fields
            if opens.data is None and not opens.errors:
                yield opens, _("Skriv når valget åpner.")
            if closes.data is None and not closes.errors:
                yield closes, _("Skriv når valget stenger.")
            elif opens.data and closes.data and opens.data >= closes.data:
                yield closes, _("Valget må stenge etter at det åpner.")

    @property
    def parts(self) -> list[Part]:
        return [Part(it, self.fields_of(key)) for key, it in self.places.items()]

    people: dict[str, Person]
    places: dict[str, Department | None]

    def write(self, planned: ElectionRound) -> None:
        """Into the draft: what stands in the form, and nothing else."""
        planned.name = self.name.data
        for name in proposed_dates():
            setattr(planned, name, self[name].data)
        planned.figures_public = self.figures_public.data
        planned.seat_only(self.officers)
        held = {it.department: it for it in planned.elections}
        for part in self.parts:
            election = held.get(part.department)
            if part.is_chosen:
                _write(planned, election, part)
            elif election is not None:
                planned.elections.remove(election)


PARTS = ("at", "opens", "closes", "place", "way")


def _write(planned: ElectionRound, election: Election | None, part: Part) -> None:
    if election is None:
        election = Election(department=part.department, state=State.DRAFT)
        planned.elections.append(election)
    _at, opens, closes, place, way = (it.data for it in part.fields)
    election.opens, election.closes, election.place = opens, closes, place
    election.way = way


def round_form(
    kind: RoundKind,
    planned: ElectionRound | None = None,
    chosen: Sequence[str] = (),
) -> RoundForm:
    """With fields for each department; for the board one set of them."""
    places = _places(kind)
    fields: dict[str, Any] = {}
    for key, department in places.items():
        fields |= _fields(key, department)
    form: RoundForm = type("RoundFormOfHouse", (RoundForm,), fields)(
        data=_standing(kind, planned, places, chosen)
    )
    form.places = places
    form.offer(Person.holding(RoleKind.ELECTION_OFFICER))
    return form


def _places(kind: RoundKind) -> dict[str, Department | None]:
    if kind is RoundKind.BOARD:
        return {BOARD: None}
    found = db.session.scalars(select(Department).order_by(Department.name))
    return {str(each.id): each for each in found}


BOARD = "0"


def _fields(key: str, department: Department | None) -> dict[str, Any]:
    name = department.name if department else _("Styret")
    return {
        f"at_{key}": BooleanField(_l("Valg her: %(place)s", place=name)),
        f"opens_{key}": hour(_l("Åpner kl.")),
        f"closes_{key}": hour(_l("Stenger kl.")),
        f"place_{key}": line(
            _l("Hvor stemmer dere?"), None, most=LONGEST_PLACE, name=_l("Stedet")
        ),
        f"way_{key}": one_of(
            _l("Hvordan stemmer dere?"), Way, None, hint=_why(department)
        ),
    }


def _why(department: Department | None) -> LazyString:
    """Whatever is proposed, the officers choose."""
    if department is None:
        return _l("Vi foreslår papir, for de tillitsvalgte møtes. Dere velger.")
    if usual_way(department) is Way.NET:
        return _l("Vi foreslår nett og papir, for minst ti kan stemme. Dere velger.")
    return _l("Vi foreslår papir, for færre enn ti kan stemme. Dere velger.")


def _standing(
    kind: RoundKind,
    planned: ElectionRound | None,
    places: dict[str, Department | None],
    chosen: Sequence[str],
) -> dict[str, Any]:
    """What the form shows before anything is typed."""
    found: dict[str, Any] = dict(proposed_dates())
    for key, department in places.items():
        everywhere = kind is RoundKind.BOARD or key in chosen
        found |= {
            f"at_{key}": everywhere,
            f"opens_{key}": OPENS,
            f"closes_{key}": CLOSES,
            f"way_{key}": usual_way(department),
        }
    if planned is None:
        return found
    found |= {name: getattr(planned, name) for name in (*proposed_dates(), "name")}
    found["figures_public"] = planned.figures_public
    for number, person in enumerate(planned.officers[:OFFICERS], 1):
        found[f"officer_{number}"] = str(person.id)
    of_keys = {department: key for key, department in places.items()}
    for election in planned.elections:
        key = of_keys[election.department]
        found |= {
            f"at_{key}": True,
            f"opens_{key}": election.opens,
            f"closes_{key}": election.closes,
            f"place_{key}": election.place,
            f"way_{key}": election.way,
        }
    return found
