"""The ladder ⚙: which role answers at each step, and in how many days (DESIGN 5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, TypeAlias

from flask_babel import lazy_gettext as _l

from kimvoice.core import days
from kimvoice.core.choices import Setting
from kimvoice.core.errors import RuleBroken
from kimvoice.core.settings import BACKUP_DAYS
from kimvoice.people.duties import OWES_ANSWERS
from kimvoice.people.models import RoleKind

ABOVE = {
    RoleKind.WORK_LEADER: 1,
    RoleKind.COORDINATOR: 2,
    RoleKind.GENERAL_MANAGER: 3,
    RoleKind.BOARD_MEMBER: 3,
    RoleKind.BOARD_DEPUTY: 3,
    RoleKind.BOARD_CHAIR: 4,
}
"""Nobody answers a complaint about somebody who stands as high, or higher."""

MAY_ANSWER = OWES_ANSWERS
"""From below; the chair is always the last step, so that nobody is without one."""

GRACE = 3
"""Working days from a deadline that has passed until the complaint climbs."""
REPLY_DAYS = 10
"""Working days that the handler waits for the complainant, once at each step."""
UNDO_DAYS = 14
DRAFT_DAYS = 14
PAPER_DAYS = 180
"""From when a form was delivered until it must be typed in."""
PROMISE_DAYS = 30
"""That a complaint is kept after what it promised was to be done, at least."""
TOLD_DAYS = 30
"""That the complainant is told before a complaint is deleted."""
MONTHS = 3
"""To the first real answer, extensions included (Directive (EU) 2019/1937, art. 9)."""
MOST_DAYS = 30


@dataclass(frozen=True)
class Rung:
    """Days are working days, but the chair's to the answer: calendar days at most."""

    role: RoleKind
    confirm_days: int
    answer_days: int


Ladder: TypeAlias = tuple[Rung, ...]

USUAL: Ladder = (
    Rung(RoleKind.WORK_LEADER, 3, 10),
    Rung(RoleKind.COORDINATOR, 3, 10),
    Rung(RoleKind.GENERAL_MANAGER, 3, 10),
    Rung(RoleKind.BOARD_CHAIR, 7, MOST_DAYS),
)


def check(ladder: Iterable[Rung]) -> None:
    """Raise RuleBroken for a ladder that does not lead up, or takes too long."""
    roles = [rung.role for rung in ladder]
    if roles != [role for role in MAY_ANSWER if role in roles]:
        raise RuleBroken(_l("Stegene må gå oppover, og hver rolle kan stå én gang."))
    if RoleKind.BOARD_CHAIR not in roles:
        raise RuleBroken(_l("Styrelederen må være det siste steget."))
    for rung in ladder:
        if not 1 <= rung.confirm_days <= rung.answer_days <= MOST_DAYS:
            raise RuleBroken(
                _l("Dagene må være fra 1 til 30, og beskjeden må komme før svaret.")
            )


def _read(plain: list[list[Any]]) -> Ladder:
    ladder = tuple(Rung(RoleKind(role), *days) for role, *days in plain)
    check(ladder)
    return ladder


LADDER = Setting[Ladder](
    "ladder",
    USUAL,
    _l("Stegene for klager: hvem som svarer, og hvor mange dager de har"),
    from_tomorrow=True,
    read=_read,
    write=lambda ladder: [
        [it.role.value, it.confirm_days, it.answer_days] for it in ladder
    ],
)
APPEAL_WEEKS = Setting(
    "appeal_weeks",
    3,
    _l("Uker etter et svar til å sende klagen videre uten å si hvorfor"),
    from_tomorrow=True,
    between=(3, 26),
)
COMPLAINT_MONTHS = Setting(
    "complaint_months",
    12,
    _l("Måneder en ferdig klage blir lagret"),
    from_tomorrow=True,
    between=(3, 36),
)
WITHDRAWN_MONTHS = Setting(
    "withdrawn_months",
    3,
    _l("Måneder en trukket klage blir lagret"),
    from_tomorrow=True,
    between=(1, 12),
)


def kept_since(day: date, months: Setting[int]) -> date:
    """The last day, as it was told then, whatever the house has chosen since."""
    return days.months_after(day, months.value(on=day))


def gone_from_backups_on(deleted_on: date) -> date:
    return deleted_on + timedelta(days=BACKUP_DAYS.value(on=deleted_on))
