"""How much of the attack is played: a short form for each day, a long one on demand."""

import os

from tests.anonymity.centre import Centre

MANY, THIRD = 40, 3


def long() -> bool:
    return os.environ.get("KIMVOICE_ATTACK") == "long"


def is_worth(times: int, centre: Centre) -> bool:
    """In the short form, a page is fetched each third time in the whole house."""
    return long() or len(centre.people) < MANY or times % THIRD == 0
