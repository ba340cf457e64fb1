"""Who may write in an election that was held on paper."""

from kimvoice.people.models import Person, RoleKind


def may_record(person: Person) -> bool:
    return person.holds(RoleKind.ADMINISTRATOR, RoleKind.ELECTION_OFFICER)
