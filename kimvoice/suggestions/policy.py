"""Who may do what with a suggestion. When it can be done, the model says."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, false, or_, select, true

from kimvoice.core.db import db
from kimvoice.core.settings import READING_COORDINATOR
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions.helping import HELPING_ROLES, helping_role
from kimvoice.suggestions.models import Suggestion

May = Callable[[Person, Suggestion], bool]


@dataclass(frozen=True)
class Readers:
    """Who can read what an author sends today; the who-sees box says it in words."""

    representatives: list[Person]
    deputies: list[Person]
    """They get what is not read by its week's date."""
    coordinator: Person | None
    """Reads until somebody is elected."""
    helpers: list[Person]
    """Whom a reader can ask for help; then that one reads it too."""

    @property
    def anybody(self) -> bool:
        return bool(self.representatives or self.coordinator)

    @property
    def helping_roles(self) -> set[RoleKind | None]:
        return {helping_role(person) for person in self.helpers}


def readers() -> Readers:
    elected = Person.holding(RoleKind.REPRESENTATIVE)
    coordinator = None if elected else _named_coordinator()
    return Readers(
        representatives=elected,
        deputies=Person.holding(RoleKind.DEPUTY) if elected else [],
        coordinator=coordinator,
        helpers=_helpers_beside(coordinator) if elected or coordinator else [],
    )


def is_reader(person: Person) -> bool:
    if person.holds(RoleKind.REPRESENTATIVE):
        return True
    return person.holds(RoleKind.COORDINATOR) and person == readers().coordinator


def is_deputy(person: Person) -> bool:
    """Whether what is not read in time comes to this person too."""
    return person.holds(RoleKind.DEPUTY) and person in readers().deputies


def works_with_suggestions(person: Person) -> bool:
    """Whether suggestions can ever wait for this person."""
    return is_reader(person) or person.holds(
        RoleKind.DEPUTY, RoleKind.GENERAL_MANAGER, RoleKind.WORK_LEADER
    )


# The duty of confidentiality


def has_promised(person: Person) -> bool:
    return person.confidentiality_promised_on is not None


def must_promise(person: Person, suggestion: Suggestion) -> bool:
    """Whether only the promise stands between this person and the author's words."""
    asked = _reads(person, suggestion) or _helps(person, suggestion)
    return asked and not has_promised(person)


# Readers


def may_read(person: Person, suggestion: Suggestion) -> bool:
    return has_promised(person) and _reads(person, suggestion)


def may_act(person: Person, suggestion: Suggestion) -> bool:
    """Ask, publish, summarize, decline or close: the reader who took it."""
    return suggestion.taken_by == person and may_read(person, suggestion)


def may_give_back(person: Person, suggestion: Suggestion) -> bool:
    """The one who took it; anybody who reads when that one reads no more."""
    return may_act(person, suggestion) or may_take_over(person, suggestion)


def may_take_over(person: Person, suggestion: Suggestion) -> bool:
    """It lies with somebody who reads no more, as after an election."""
    holder = suggestion.taken_by
    left = holder is not None and not _reads(holder, suggestion)
    return left and may_read(person, suggestion)


def may_approve(person: Person, suggestion: Suggestion) -> bool:
    """The short words on the board are the readers' to say yes to."""
    return has_promised(person) and is_reader(person)


# Helpers


def may_help(person: Person, suggestion: Suggestion) -> bool:
    """Reads what the author wrote here, and nothing else."""
    return has_promised(person) and _helps(person, suggestion)


def may_end_help(person: Person, suggestion: Suggestion) -> bool:
    return may_help(person, suggestion) or may_read(person, suggestion)


def can_be_asked(suggestion: Suggestion, by: Person) -> list[Person]:
    """Coordinators and the general manager of today who do not read it already."""
    return [it for it in _helpers_beside(by) if not _reads(it, suggestion)]


# Leaders


def may_answer(person: Person, suggestion: Suggestion) -> bool:
    """The general manager, or the work leader of the department it is about."""
    if person.holds(RoleKind.GENERAL_MANAGER):
        return True
    department = suggestion.department
    return department is not None and person.holds(
        RoleKind.WORK_LEADER, department=department
    )


def answering_role(person: Person) -> RoleKind:
    """In which role somebody who may answer does it."""
    manages = person.holds(RoleKind.GENERAL_MANAGER)
    return RoleKind.GENERAL_MANAGER if manages else RoleKind.WORK_LEADER


def may_follow(person: Person, suggestion: Suggestion) -> bool:
    """See its course: readers always, leaders when it is laid out or was answered."""
    if may_read(person, suggestion):
        return True
    return suggestion.concerns_leaders and may_answer(person, suggestion)


def may_see(person: Person, suggestion: Suggestion) -> bool:
    """Whether the page inside exists for this person."""
    return may_follow(person, suggestion) or may_help(person, suggestion)


def _reads(person: Person, suggestion: Suggestion) -> bool:
    """By role; only with the promise does it become may_read."""
    if is_reader(person):
        return True
    given = suggestion.is_read_late or suggestion.taken_by == person
    return given and is_deputy(person)


def _helps(person: Person, suggestion: Suggestion) -> bool:
    return suggestion.helper == person and suggestion.is_helped


def _helpers_beside(somebody: Person | None) -> list[Person]:
    held = [person for role in HELPING_ROLES for person in Person.holding(role)]
    return [person for person in dict.fromkeys(held) if person != somebody]


# The same, asked of all rows at once (a test compares)


def visible_to(person: Person) -> Select[Suggestion]:
    """Those that `may_follow` lets one see; what one helps with is on no list."""
    led = Suggestion.concerned_leaders() & answers(person)
    return select(Suggestion).where(or_(reads(person), led))


def reads(person: Person) -> ColumnElement[bool]:
    """Those that `may_read` lets this person read."""
    return is_given(person) if has_promised(person) else false()


def is_given(person: Person) -> ColumnElement[bool]:
    """Those that are this person's to read, once the promise is given."""
    if is_reader(person):
        return true()
    if is_deputy(person):
        return or_(Suggestion.was_read_late(), Suggestion.taken_by_id == person.id)
    return false()


def answers(person: Person) -> ColumnElement[bool]:
    """Those that `may_answer` lets this person answer."""
    if person.holds(RoleKind.GENERAL_MANAGER):
        return true()
    led = [
        role.department_id
        for role in person.current_roles
        if role.kind is RoleKind.WORK_LEADER
    ]
    return Suggestion.department_id.in_(led)


def _named_coordinator() -> Person | None:
    named = READING_COORDINATOR.value()
    person = db.session.scalar(select(Person).where(Person.user_name == named))
    return person if person and person.holds(RoleKind.COORDINATOR) else None
