"""What concerns the people of the house; the administrator's page shows it too."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from kimvoice.checks import Finding, Findings
from kimvoice.core import clock, settings
from kimvoice.core.db import db
from kimvoice.people import reach, second_factors
from kimvoice.people.duties import CAN_OWE_ANSWERS
from kimvoice.people.models import Department, Person, Role, RoleKind
from kimvoice.suggestions import openings, policy

SOON = timedelta(weeks=3)
GIVE_STAND_IN = _l("Gi rollen til en til, eller skriv inn en vikar med datoer.")


def networks() -> Findings:
    if not settings.HOUSE_NETWORKS.value():
        yield Finding(
            _l("Husets egne nett er ikke skrevet inn. Alle nett kan åpne KIM voice."),
            _l("Velg house_networks, eller la proxyen bare slippe inn huset."),
        )


def administrators() -> Findings:
    count = len(Person.holding(RoleKind.ADMINISTRATOR))
    if count == 0:
        yield Finding(
            _l("Ingen er administrator."), _l("Kjør kimvoice init i et tomt hus.")
        )
    elif count == 1:
        yield Finding(
            _l("Bare én er administrator."),
            _l("Gi rollen til en til, så huset tåler at en blir borte."),
        )


def second_factor() -> Findings:
    if choice := second_factors.given_up():
        yield Finding(
            _l(
                "Daglig leder og administratorer slipper å skrive tall fra en app."
                " Endret av %(name)s.",
                name=choice.chooser,
            ),
            _l("Velg second_factor_required, så ikke passordet alene åpner huset."),
        )


def readers() -> Findings:
    if not policy.readers().anybody:
        yield Finding(
            _l("Ingen leser forslag."),
            _l("Skriv inn et valg, eller velg reading_coordinator til det er holdt."),
        )


def urgency() -> Findings:
    contact = settings.contact()
    if not (contact.name and contact.phone):
        yield Finding(
            _l("Boksen «Haster det?» mangler navn eller telefonnummer."),
            _l("Velg contact og contact_phone."),
        )


def next_opening() -> Findings:
    if openings.next_opening().date() > clock.today() + SOON:
        yield Finding(
            _l("Postkassa åpnes ikke de neste tre ukene: ingen dag er arbeidsdag."),
            _l("Se over closing_days og mailbox_weekday."),
        )


def stand_ins() -> Findings:
    """Steps that owe answers; whether anything waits is nobody's business here."""
    for kind in (RoleKind.GENERAL_MANAGER, RoleKind.COORDINATOR):
        if not _is_covered(kind, None):
            yield Finding(
                _l("Vikar mangler: %(role)s.", role=kind.label), GIVE_STAND_IN
            )
    if not _has_somebody_beside_the_chair():
        yield Finding(
            _l("Vikar mangler: %(role)s.", role=RoleKind.BOARD_CHAIR.label),
            _l("Gi noen rollen nestleder i styret, eller skriv inn en vikar."),
        )
    for department in db.session.scalars(select(Department).order_by(Department.name)):
        yield from _stand_ins_in(department)


def _stand_ins_in(department: Department) -> Findings:
    if not _is_covered(RoleKind.WORK_LEADER, department):
        yield Finding(
            _l(
                "Vikar mangler: %(role)s i %(department)s.",
                role=RoleKind.WORK_LEADER.label,
                department=department.name,
            ),
            GIVE_STAND_IN,
        )
    elected = _holders(RoleKind.REPRESENTATIVE, department)
    if elected and not _holders(RoleKind.DEPUTY, department):
        yield Finding(
            _l("%(department)s har ikke vara.", department=department.name),
            _l("Skriv inn et valg som gir avdelingen en vara."),
        )


def _has_somebody_beside_the_chair() -> bool:
    chairs, deputies = (
        {role.person_id for role in _holders(kind, None)}
        for kind in (RoleKind.BOARD_CHAIR, RoleKind.BOARD_DEPUTY)
    )
    beside = bool(chairs) and len(chairs | deputies) > 1
    return beside or _is_covered(RoleKind.BOARD_CHAIR, None)


def _is_covered(kind: RoleKind, department: Department | None) -> bool:
    """Two hold it today, or somebody stands in now or later."""
    holders = _holders(kind, department)
    people = {role.person_id for role in holders}
    return len(people) > 1 or any(role.stands_in_for_id in people for role in holders)


def _holders(kind: RoleKind, department: Department | None) -> list[Role]:
    """Held today, or by a stand-in whose days are not over."""
    today = clock.today()
    wanted = select(Role).where(
        Role.kind == kind,
        Role.is_held_on(today)
        | (Role.stands_in_for_id.is_not(None) & (Role.ends >= today)),
    )
    if department is not None:
        wanted = wanted.where(Role.department_id == department.id)
    return list(db.session.scalars(wanted).unique())


def envelopes() -> Findings:
    if reach.by_envelope() and not settings.ENVELOPE_CARRIER.value():
        yield Finding(
            _l("Noen som skal svare, får ikke e-post. Ingen gir dem en konvolutt."),
            _l("Velg envelope_carrier, eller skriv inn e-posten på sidene deres."),
        )


def kept_apart() -> Findings:
    """Of a house from before: the bar holds (complaints/steps.py), and is said."""
    for person in Person.holding(RoleKind.ADMINISTRATOR):
        beside = [it.kind for it in person.current_roles if it.kind in CAN_OWE_ANSWERS]
        for kind in beside:
            yield Finding(
                _l(
                    "%(name)s er administrator og %(role)s, og åpner da ingen klager.",
                    name=person.name,
                    role=kind.label,
                ),
                _l("Avslutt den ene rollen."),
            )


CHECKS = (
    networks,
    administrators,
    kept_apart,
    second_factor,
    readers,
    urgency,
    next_opening,
    stand_ins,
    envelopes,
)


def findings() -> list[Finding]:
    return [found for check in CHECKS for found in check()]
