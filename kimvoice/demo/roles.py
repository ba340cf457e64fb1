"""Roles by two: one that was given lately, and one that waits for a yes."""

from datetime import timedelta

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.demo import people
from kimvoice.demo.telling import one_named
from kimvoice.people.models import Role, RoleKind
from kimvoice.people.role_requests import RoleRequest

BEGINS = timedelta(weeks=6)
LASTS = timedelta(weeks=1)
GIVEN = ("Samira Prøvesen", "Arvid Papirstad", "Hassan Øveseter")
ASKED = ("Lucia Smakebit", "Nadia Notatlid", "Marit Demodal")
"""A work leader who goes away, who stands in, and who says yes to it."""


def ask_for_stand_ins() -> None:
    """Later than what anybody looks at on the first day. Commits."""
    for away, stand_in, second in (GIVEN, ASKED):
        since = clock.today() + BEGINS
        asked = RoleRequest.in_place_of(
            _leading(away),
            one_named(stand_in),
            since,
            since + LASTS,
            by=one_named(people.RECORDED_BY),
        )
        asked.give_or_ask(one_named(second))
        db.session.flush()
        if (away, stand_in, second) == GIVEN:
            asked.agree(one_named(second))
    db.session.commit()


def _leading(name: str) -> Role:
    held = one_named(name).current_roles
    return next(role for role in held if role.kind is RoleKind.WORK_LEADER)
