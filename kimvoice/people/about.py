"""What the tables of people, their roles and their ways in hold about somebody."""

import json
from collections.abc import Iterator
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute

from kimvoice.core.choices import REGISTER, Choice
from kimvoice.core.db import Model, db
from kimvoice.people import stored
from kimvoice.people.corrections import Correction
from kimvoice.people.duties import CAN_OWE_ANSWERS
from kimvoice.people.former_names import FormerName
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person, Role
from kimvoice.people.new_codes import NewCode
from kimvoice.people.role_requests import RoleRequest
from kimvoice.people.second_factors import (
    RecoveryCode,
    SecondFactor,
    SecondFactorReset,
)
from kimvoice.people.stored import Line


def _person(person: Person) -> Iterator[Line]:
    yield Line(_l("Navn"), person.name)
    if person.coordinator:
        yield Line(_l("Koordinator"), person.coordinator.name)
    if person.email:
        yield Line(_l("E-post"), person.email)
    if person.confidentiality_promised_on:
        day = person.confidentiality_promised_on
        yield Line(_l("Du lovet taushet"), on=day)
    if _coordinates(person):
        yield Line(_l("Koordinator for andre"), _l("Ja"))


def _former_names(person: Person) -> Iterator[Line]:
    for each in FormerName.of(person):
        yield Line(_l("Het før"), each.name, until=each.until)


def _roles(person: Person) -> Iterator[Line]:
    for role in sorted(person.roles, key=lambda it: (it.starts, it.id)):
        place = role.department.name if role.department else ""
        away = role.stands_in_for
        stands_in = _("vikar for %(name)s", name=away.name) if away else ""
        words = ", ".join(filter(None, (place, stands_in)))
        title = str(role.kind.label).capitalize()
        yield Line(title, words, since=role.starts, until=role.ends)
        if role.name_shown:
            yield Line(_l("Navnet ditt kan vises"), role.kind.label)
    for role in _given(Role.stands_in_for_id == person.id):
        who, since = role.person.name, role.starts
        yield Line(_l("Vikar for deg"), who, since=since, until=role.ends)
    if _given((Role.given_by_id == person.id) | (Role.agreed_by_id == person.id)):
        yield Line(_l("Du har gitt roller til andre"), _l("Ja"))


def _given(where: ColumnElement[bool]) -> list[Role]:
    query = select(Role).where(where, Role.is_somebodys()).order_by(Role.id)
    return list(db.session.scalars(query).unique())


def _asked_roles(person: Person) -> Iterator[Line]:
    query = select(RoleRequest).where(RoleRequest.person_id == person.id)
    for asked in db.session.scalars(query).unique():
        yield Line(_l("Spurt om rolle til deg"), asked.kind.label, on=asked.asked_on)
    if _names(
        person,
        RoleRequest.asked_by_id,
        RoleRequest.second_id,
        RoleRequest.stands_in_for_id,
    ):
        yield Line(_l("Spurt om rolle til andre"), _l("Du er med på det"))


def _way_in(person: Person) -> Iterator[Line]:
    yield Line(_l("Brukernavn"), person.user_name)
    if person.has_signed_in:
        yield Line(_l("Passord"), _l("Lagret slik at ingen kan lese det"))
    if person.active_half_year:
        year, half = person.active_half_year.split("-")
        said = _("halvår %(half)s i %(year)s", half=half, year=year)
        yield Line(_l("Sist logget inn"), said)
    if slip := db.session.get(Invitation, person.id):
        yield Line(_l("En lapp med kode"), until=slip.last_day)
    yield from _numbers(person)


def _numbers(person: Person) -> Iterator[Line]:
    factor = db.session.get(SecondFactor, person.id)
    if factor and factor.confirmed_on:
        yield Line(_l("Tall fra app"), on=factor.confirmed_on)
    if reset := db.session.get(SecondFactorReset, person.id):
        yield Line(_l("Tallet fra appen ble tatt bort"), on=reset.reset_on)
    if _names(person, RecoveryCode.person_id):
        yield Line(_l("Koder på papir"), _l("Lagret slik at ingen kan lese dem"))


def _new_codes(person: Person) -> Iterator[Line]:
    query = select(NewCode).where(NewCode.person_id == person.id)
    for asked in db.session.scalars(query.order_by(NewCode.id)).unique():
        who = _(
            "%(name)s og %(second)s", name=asked.asked_by.name, second=asked.second.name
        )
        yield Line(_l("Ny kode til deg"), who, on=asked.asked_on)
        if printer := asked.printed_by:
            yield Line(_l("Skrev ut koden"), printer.name, on=asked.printed_on)
    others = (NewCode.asked_by_id, NewCode.second_id, NewCode.printed_by_id)
    if _names(person, *others):
        yield Line(_l("Ny kode til andre"), _l("Du er med på det"))


def _corrections(person: Person) -> Iterator[Line]:
    if asked := db.session.get(Correction, person.id):
        yield Line(_l("Du ba om en rettelse"), on=asked.asked_on)
    if _names(person, Correction.answered_by_id):
        yield Line(_l("Du har svart andre om rettelser"), _l("Ja"))


def _choices(person: Person) -> Iterator[Line]:
    """They carry the name itself: who made a promise stricter stands with it."""
    mine = select(Choice).where(Choice.chosen_by == person.name)
    for choice in db.session.scalars(mine.order_by(Choice.id)):
        meaning = REGISTER[choice.name].meaning if choice.name in REGISTER else ""
        yield Line(_l("Du endret"), meaning, on=choice.chosen_on)


def _erase_coordinator(person: Person) -> None:
    for other in db.session.scalars(select(Person).where(Person.coordinator == person)):
        other.coordinator = None


def _erase_former_names(person: Person) -> None:
    _delete(FormerName, FormerName.person_id == person.id)


def _erase_roles(person: Person) -> None:
    """Who answered to whom is still asked of complaints: that room ends the others."""
    person.roles = [it for it in person.roles if it.kind in CAN_OWE_ANSWERS]


def _erase_asked_roles(person: Person) -> None:
    for column in ("person_id", "asked_by_id", "second_id", "stands_in_for_id"):
        _delete(RoleRequest, getattr(RoleRequest, column) == person.id)


def _erase_way_in(person: Person) -> None:
    for model in (Invitation, SecondFactor, SecondFactorReset, RecoveryCode):
        _delete(model, model.person_id == person.id)


def _erase_new_codes(person: Person) -> None:
    _delete(NewCode, NewCode.person_id == person.id)


def _erase_corrections(person: Person) -> None:
    _delete(Correction, Correction.person_id == person.id)


def _erase_choices(person: Person) -> None:
    """Also where the house has chosen this very person by name."""
    named = [json.dumps(it) for it in (person.name, person.user_name)]
    for choice in db.session.scalars(select(Choice)):
        if choice.chosen_by == person.name:
            choice.chosen_by = ""
        if choice.value in named:
            choice.value = json.dumps("")


def _delete(model: type[Model], where: ColumnElement[bool]) -> None:
    for row in db.session.scalars(select(model).where(where)).unique():
        db.session.delete(row)


def _coordinates(person: Person) -> bool:
    """Of who is erased it stays while a complaint does: that is nobody's to read."""
    theirs = select(Person.id).where(
        Person.coordinator == person, Person.erased_on.is_(None)
    )
    return db.session.scalar(theirs.limit(1)) is not None


def _names(person: Person, *columns: InstrumentedAttribute[Any]) -> bool:
    """Whether any row does; which, and how many, is not told."""
    found = (select(it).where(it == person.id).limit(1) for it in columns)
    return any(db.session.scalar(each) for each in found)


stored.holds(_l("Deg"), "people.coordinator_id", told=_person, erase=_erase_coordinator)
stored.holds(
    _l("Tidligere navn"),
    "former_names.person_id",
    told=_former_names,
    erase=_erase_former_names,
)
stored.holds(
    _l("Rollene dine"),
    "roles.person_id",
    "roles.stands_in_for_id",
    "roles.given_by_id",
    "roles.agreed_by_id",
    told=_roles,
    erase=_erase_roles,
)
stored.holds(
    _l("Roller det er spurt om"),
    "role_requests.person_id",
    "role_requests.asked_by_id",
    "role_requests.second_id",
    "role_requests.stands_in_for_id",
    told=_asked_roles,
    erase=_erase_asked_roles,
)
stored.holds(
    _l("Slik logger du inn"),
    "invitations.person_id",
    "second_factors.person_id",
    "second_factor_resets.person_id",
    "recovery_codes.person_id",
    told=_way_in,
    erase=_erase_way_in,
)
stored.holds(
    _l("Nye koder"),
    "new_codes.person_id",
    "new_codes.asked_by_id",
    "new_codes.second_id",
    "new_codes.printed_by_id",
    told=_new_codes,
    erase=_erase_new_codes,
)
stored.holds(
    _l("Rettelser"),
    "corrections.person_id",
    "corrections.answered_by_id",
    told=_corrections,
    erase=_erase_corrections,
)
stored.holds(_l("Husets innstillinger"), told=_choices, erase=_erase_choices)
