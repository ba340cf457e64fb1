"""Two of the same name on one list are told apart."""

from collections import Counter
from collections.abc import Collection
from typing import TYPE_CHECKING

from kimvoice.people import names

if TYPE_CHECKING:
    from kimvoice.people.models import Person


def telling_apart(people: Collection["Person"]) -> dict["Person", str]:
    """The name of each; with the user name where two read the same."""
    alike = Counter(names.same(each.name) for each in people)
    return {
        each: f"{each.name} ({each.user_name})"
        if alike[names.same(each.name)] > 1
        else each.name
        for each in people
    }
