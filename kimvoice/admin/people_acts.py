"""What is done with one person, or one role: a table of pages that ask first."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from kimvoice.admin.people_forms import (
    CoordinatorForm,
    DepartmentForm,
    EmailForm,
    LastDayForm,
    NameForm,
    chosen,
)
from kimvoice.admin.role_forms import RoleForm, SecondForm, StandInForm
from kimvoice.core.db import db
from kimvoice.people import duties, erasure, former_names, reach
from kimvoice.people.models import Department, Person, Role, RoleKind
from kimvoice.people.new_codes import NewCode
from kimvoice.people.role_requests import RoleRequest
from kimvoice.web.fields import ButtonForm, InsideForm


@dataclass(frozen=True)
class Act:
    url: str
    form: Callable[[Any], InsideForm]
    verb: Callable[[Any, Any, Person], LazyString | None]
    """Of the row, the form and the administrator; what it says instead of `said`."""
    title: LazyString
    button: LazyString
    said: LazyString
    lines: tuple[LazyString, ...] = ()
    is_the_end: bool = False
    """Afterwards there is no page of the row."""


ASKED = _l("Spørsmålet er sendt. Rollen er gitt når svaret er ja.")


def _give(person: Person, form: RoleForm, by: Person) -> LazyString | None:
    asked = RoleRequest.of(
        person,
        RoleKind(form.role.data),
        chosen(Department, form.department),
        form.since.data,
        form.until.data,
        by=by,
    )
    return None if asked.give_or_ask(form.chosen_second) else ASKED


def _stand_in(role: Role, form: StandInForm, by: Person) -> LazyString | None:
    who = chosen(Person, form.who)
    assert who is not None
    since, until = form.since.data, form.until.data
    asked = RoleRequest.in_place_of(role, who, since, until, by=by)
    return None if asked.give_or_ask(form.chosen_second) else ASKED


def _coordinate(person: Person, form: CoordinatorForm, _by: Person) -> None:
    person.coordinator = chosen(Person, form.coordinator)


def _ask(person: Person, form: SecondForm, by: Person) -> None:
    second = chosen(Person, form.second)
    assert second is not None
    db.session.add(NewCode.ask(person, by, second))


def _leave(person: Person, form: LastDayForm, _by: Person) -> None:
    person.leave(form.last_day.data)
    RoleRequest.drop_for_leaving(person)


def _end(role: Role, form: LastDayForm, _by: Person) -> None:
    person = role.person
    duties.end(role, form.last_day.data)
    RoleRequest.drop_for_leaving(person)


WITH_PERSON = {
    "rename": Act(
        "navn",
        NameForm,
        lambda person, form, _by: former_names.correct_name(person, form.name.data),
        title=_l("Rett navnet"),
        button=_l("Lagre"),
        said=_l("Navnet er rettet."),
        lines=(
            _l("Brukernavnet blir som før."),
            _l("Personen får se det gamle navnet i 30 dager."),
            _l("De som leser klager, ser det i 13 måneder."),
        ),
    ),
    "give_role": Act(
        "rolle",
        RoleForm,
        _give,
        title=_l("Gi en rolle"),
        button=_l("Gi rollen"),
        said=_l("Rollen er gitt."),
        lines=(
            _l("Tillitsvalgt og vara står ikke her. De blir valgt av deltakerne."),
            _l("En administrator kan gi og ta roller, og skrive ut lapper."),
            _l("Roller som åpner klager, må en annen si ja til."),
        ),
    ),
    "coordinate": Act(
        "koordinator",
        CoordinatorForm,
        _coordinate,
        title=_l("Velg koordinator"),
        button=_l("Lagre"),
        said=_l("Koordinatoren er lagret."),
    ),
    "write_email": Act(
        "e-post",
        EmailForm,
        lambda person, form, _by: reach.write_email(person, form.email.data),
        title=_l("Skriv inn e-post"),
        button=_l("Lagre"),
        said=_l("E-posten er lagret."),
        lines=(
            _l("Bare de som skal svare på noe, får e-post. Deltakere får ikke."),
            _l("E-posten er lik hver arbeidsdag, også når ingenting venter."),
            _l("Adressen blir slettet når personen ikke lenger skal svare."),
        ),
    ),
    "leave": Act(
        "avslutt",
        LastDayForm,
        _leave,
        title=_l("Avslutt tilgang"),
        button=_l("Avslutt tilgang"),
        said=_l("Tilgangen er avsluttet."),
        lines=(
            _l("Alle rollene til personen slutter denne dagen."),
            _l("Etter dagen kan personen ikke bruke KIM voice."),
            _l("Egne åpne klager kan leses til de er ferdige."),
        ),
    ),
    "erase": Act(
        "slett",
        lambda _person: ButtonForm(),
        lambda person, _form, _by: erasure.erase(person),
        title=_l("Slett personen"),
        button=_l("Slett personen"),
        said=_l("Personen er slettet."),
        lines=(
            _l("Navn, roller og passord blir slettet. Det kan ikke gjøres om."),
            _l("Det personen har gjort for andre, blir stående uten navn."),
            _l("Har personen egne klager, går de sin gang."),
            _l("Ingen ser her om det er noen."),
        ),
        is_the_end=True,
    ),
    "ask_for_code": Act(
        "ny-kode",
        SecondForm,
        _ask,
        title=_l("Be om ny kode"),
        button=_l("Spør om ja"),
        said=_l("Spørsmålet er sendt. Lappen kan skrives ut når svaret er ja."),
        lines=(
            _l("Personen har vært her før. En ny kode kan brukes av feil person."),
            _l("Personen får se hvem som skrev ut koden, i 30 dager."),
        ),
    ),
}

WITH_ROLE = {
    "end_role": Act(
        "avslutt",
        LastDayForm,
        _end,
        title=_l("Avslutt rollen"),
        button=_l("Avslutt rollen"),
        said=_l("Rollen er avsluttet."),
    ),
    "stand_in": Act(
        "vikar",
        StandInForm,
        _stand_in,
        title=_l("Skriv inn vikar"),
        button=_l("Lagre vikaren"),
        said=_l("Vikaren er lagret."),
        lines=(
            _l("Vikaren kan gjøre alt i rollen, fra første til siste dag."),
            _l("Åpner rollen klager, må en annen si ja."),
        ),
    ),
}

WITH_DEPARTMENT = {
    "rename_department": Act(
        "navn",
        lambda department: DepartmentForm(obj=department),
        lambda department, form, _by: department.rename(form.name.data),
        title=_l("Gi avdelingen nytt navn"),
        button=_l("Lagre"),
        said=_l("Navnet er lagret."),
    ),
}
