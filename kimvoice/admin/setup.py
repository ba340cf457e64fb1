"""What a house needs before people may trust it, and what of it remains.

Nothing here tells of suggestions: neither whether there are any, nor how many.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import exists, select

from kimvoice.checks import Finding, house, machine
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import CLOSING_DAYS
from kimvoice.elections import terms
from kimvoice.elections.committee import OFFICERS
from kimvoice.forum.bodies import Body
from kimvoice.people.corrections import Correction
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Department, Person, Role, RoleKind


@dataclass(frozen=True)
class Task:
    label: LazyString
    endpoint: str
    missing: Callable[[], list[str]] = field(default=list)
    """Sentences; none when it is done."""
    done: LazyString | str = ""


def departments() -> list[str]:
    if db.session.scalar(select(exists(select(Department.id)))):
        return []
    return [_("Ingen avdeling er lagt inn.")]


def participants() -> list[str]:
    if Person.holding(RoleKind.PARTICIPANT):
        return []
    return [_("Ingen deltaker er lagt inn.")]


def offices() -> list[str]:
    found = [
        _("Ingen er %(role)s.", role=kind.label)
        for kind in (
            RoleKind.GENERAL_MANAGER,
            RoleKind.COORDINATOR,
            RoleKind.BOARD_CHAIR,
        )
        if not Person.holding(kind)
    ]
    for name in _without(RoleKind.WORK_LEADER):
        found.append(_("%(department)s mangler arbeidsleder.", department=name))
    return found


def settings() -> list[str]:
    return _said([*house.urgency(), *house.readers(), *house.networks()])


def closing_days() -> list[str]:
    if CLOSING_DAYS.history():
        return []
    return [_("Skriv når huset er stengt, eller at det ikke er stengt.")]


def bodies() -> list[str]:
    """Each has somebody who leads it, and a date ahead."""
    found = []
    for body in Body.all():
        if not body.is_led:
            found.append(_("%(body)s: ingen leder møtet.", body=body.name))
        if body.next_meeting is None:
            found.append(_("%(body)s: ingen møter er planlagt.", body=body.name))
    return found


def elections() -> list[str]:
    if departments():
        return [_("Legg inn avdelingene først.")]
    missing = [
        _("%(department)s har ingen tillitsvalgt.", department=name)
        for name in _without(RoleKind.REPRESENTATIVE)
    ]
    due = [
        term.words
        for term in terms.due()
        if not term.planned and not (term.department and term.is_vacant)
    ]
    return missing + due


def election_officers() -> list[str]:
    """Who hold an election together: without them the next one can't be planned."""
    count = len(Person.holding(RoleKind.ELECTION_OFFICER))
    if count >= OFFICERS:
        return []
    return [_("Tre må være valgansvarlige. Nå er det %(count)s.", count=count)]


def key_sheet() -> list[str]:
    return _said(machine.key_sheet())


def slips() -> list[str]:
    """Somebody who has neither signed in nor holds a slip that works."""
    if participants():
        return [_("Legg inn personene først.")]
    today = clock.today()
    has_slip = exists().where(
        Invitation.person_id == Person.id, Invitation.last_day >= today
    )
    left_out = (
        select(Person.id)
        .join(Role, Role.person_id == Person.id)
        .where(Role.is_held_on(today), Person.passphrase_hash == "", ~has_slip)
    )
    if not db.session.scalar(select(exists(left_out))):
        return []
    return [_("Noen har ikke logget inn, og har ingen lapp som virker.")]


def corrections() -> list[str]:
    if not Correction.waiting():
        return []
    return [_("Noen har bedt om å få noe rettet.")]


TASKS = (
    Task(_l("Avdelinger"), "admin.inside_lists.departments", departments),
    Task(_l("Personer"), "admin.inside_people.index", participants),
    Task(_l("Hvem gjør hva"), "admin.inside_people.roles", offices),
    Task(_l("Husets innstillinger"), "admin.inside_house.index", settings),
    Task(_l("Stengte dager"), "admin.inside_house.closing_days", closing_days),
    Task(
        _l("Steg og frister"),
        "admin.inside_ladder.show",
        done=_l("Klager kan sendes. Endre stegene når dere vil."),
    ),
    Task(_l("Møter og veien for saker"), "admin.bodies.index", bodies),
    Task(_l("Valg som alt er holdt"), "elections.recorded.index", elections),
    Task(
        _l("Valgansvarlige"),
        "admin.inside_people.roles",
        election_officers,
        done=_l("De kan lage neste valgrunde på siden «Valg»."),
    ),
    Task(_l("Legg nøkkelarket i safen"), "", key_sheet),
    Task(_l("Skriv ut lapper og plakater"), "admin.inside_slips.choose", slips),
    Task(_l("Rettelser"), "admin.inside_corrections.index", corrections),
    Task(
        _l("Sletting"),
        "admin.inside_house.retention",
        done=_l("Går av seg selv hver mandag."),
    ),
)


@dataclass(frozen=True)
class Looked:
    """A task as it stands today."""

    task: Task
    missing: list[str]

    @property
    def is_done(self) -> bool:
        return not self.missing


def looked_at() -> list[Looked]:
    return [Looked(task, task.missing()) for task in TASKS]


def to_arrange() -> list[str]:
    """What remains, and what the checks of the house find beside it."""
    remains = [words for each in looked_at() for words in each.missing]
    return list(dict.fromkeys([*remains, *_said(house.findings())]))


def _without(kind: RoleKind) -> list[str]:
    """The departments in which nobody holds the office today."""
    held = select(Role.department_id).where(
        Role.kind == kind,
        Role.department_id.is_not(None),
        Role.is_held_on(clock.today()),
    )
    query = select(Department.name).where(Department.id.not_in(held))
    return list(db.session.scalars(query.order_by(Department.name)))


def _said(findings: Iterable[Finding]) -> list[str]:
    return [str(found.what) for found in findings]
