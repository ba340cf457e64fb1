"""Who keeps the house in order."""

from kimvoice.people.models import Person, RoleKind


def may_administer(person: Person) -> bool:
    return person.holds(RoleKind.ADMINISTRATOR)
