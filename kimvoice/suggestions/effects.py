"""What slips do when the mailbox is opened: rows, in the order of a lot."""

import logging

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.models import Matter
from kimvoice.people.models import Department
from kimvoice.suggestions import slips
from kimvoice.suggestions.codes import CodeKeys
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.slips import (
    HelpedSlip,
    MessageSlip,
    Slip,
    SuggestionSlip,
    WithdrawalSlip,
)
from kimvoice.suggestions.threads import Thread

log = logging.getLogger(__name__)


def take(written: set[Slip], derived: dict[str, CodeKeys], week: str) -> None:
    """Make rows of what was opened; ``derived`` holds the keys of each code."""
    said = [slip for slip in written if isinstance(slip, SuggestionSlip)]
    _lay_out_suggestions(said, derived, week)
    _lock_suggestions(derived)
    _lock_matters(
        {slip for slip in written if isinstance(slip, WithdrawalSlip)}, derived
    )
    for kind in (MessageSlip, HelpedSlip, WithdrawalSlip):
        those = [slip for slip in written if isinstance(slip, kind)]
        for slip in sorted(those, key=slips.order):
            thread = Thread.opened_by(derived[slip.code])
            if thread is not None:
                suggestion = Suggestion.locked(thread.suggestion_number)
                _take_effect(slip, suggestion, week)


def _lock_suggestions(derived: dict[str, CodeKeys]) -> None:
    """All of them before any matter, as who raises a matter from one does: else each
    could wait for the other."""
    opened = [Thread.opened_by(keys) for keys in derived.values()]
    for number in sorted(it.suggestion_number for it in opened if it is not None):
        Suggestion.locked(number)


def _lock_matters(withdrawn: set[WithdrawalSlip], derived: dict[str, CodeKeys]) -> None:
    """Of all that is withdrawn, in one order: who lays an agenda out locks them too."""
    opened = [Thread.opened_by(derived[slip.code]) for slip in withdrawn]
    became = {each.suggestion.matter_id for each in opened if each is not None}
    if became - {None}:
        Matter.locked(number for number in became if number is not None)


def _lay_out_suggestions(
    said: list[SuggestionSlip], derived: dict[str, CodeKeys], week: str
) -> None:
    """New rows in the order of their drawn numbers: no other order exists."""
    allowed = {department.id: department for department in Department.large_enough()}
    sent = {slip.code for slip in said}
    numbers = dict(zip(sent, Suggestion.draw_numbers(len(sent)), strict=True))
    for slip in sorted(said, key=lambda it: (numbers[it.code], slips.write(it))):
        thread = Thread.opened_by(derived[slip.code])
        if thread is not None:
            Suggestion.locked(thread.suggestion_number).hear_again(slip, week)
            continue
        department = allowed.get(slip.department) if slip.department else None
        db.session.add(
            Suggestion.from_slip(
                slip,
                derived[slip.code],
                number=numbers[slip.code],
                week=week,
                department=department,
            )
        )
        db.session.flush()


def _take_effect(slip: Slip, suggestion: Suggestion, week: str) -> None:
    try:
        match slip:
            case MessageSlip():
                suggestion.receive(slip.text, slip.nonce, week)
            case HelpedSlip():
                suggestion.hear_whether_it_helped(slip.helped)
            case WithdrawalSlip():
                suggestion.withdraw(week)
    except RuleBroken:
        # Withdrawn in the meantime: there is nothing left to write to.
        log.info("a slip came too late to take effect")
