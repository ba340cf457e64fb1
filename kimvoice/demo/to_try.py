"""Whom to sign in as to see matters on their way; who that is, the day decides."""

from collections.abc import Iterator

from kimvoice.demo.meetings import BOARD, FORUM, TEAM, Place, found
from kimvoice.demo.people import CAFE

LOOK_AT: tuple[tuple[Place, str], ...] = (
    (FORUM, "leads the forum, which is in the middle today"),
    (CAFE, "a matter is nine working days late"),
    (TEAM, "a matter was put off three times, and one needs to know more"),
    (BOARD, "a matter has been to the board and back"),
)


def matters_to_try() -> str:
    """A line for each who leads a meeting, tab-separated."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    for place, why in LOOK_AT:
        body = found(place)
        if leads := body.answering():
            yield f"{leads[0].user_name}\t{body.kind.value}\t{why}"
