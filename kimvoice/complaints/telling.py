"""What the house has said to the complainant, for whoever wants it on paper."""

from datetime import date
from itertools import takewhile

from flask_babel import lazy_gettext as _l

from kimvoice.complaints.entries import ComplaintEntry
from kimvoice.complaints.log import Deed
from kimvoice.complaints.states import Act, Manner
from kimvoice.complaints.whole import Whole
from kimvoice.core import days
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person

SAID = {
    Act.STEP_ASIDE,
    Act.CONFIRM,
    Act.NOTE,
    Act.ASK,
    Act.EXTEND,
    Act.ANSWER,
    Act.REPORT,
    Act.CLIMB,
}
"""What the complainant would read here; of a talk both know."""
DEEDS = {it.value for it in SAID}


class Telling(Whole):
    @property
    def told(self) -> list[ComplaintEntry]:
        """All that the house has said, and when it was sent on; never an own word."""
        shown = (it for it in self.entries if not it.is_internal)
        return [it for it in shown if it.act is Act.ESCALATE or self._is_said(it)]

    @property
    def can_be_put_in_an_envelope(self) -> bool:
        return any(self._is_said(it) for it in self.told)

    @property
    def awaits_envelope(self) -> bool:
        """Wanted on paper, and something was said since a sheet was last printed."""
        return bool(self._unprinted)

    @property
    def print_by(self) -> date | None:
        """The working day after what lies unprinted was said; None if nothing does."""
        said_on = [it.done_on for it in self._unprinted]
        return days.working_day_after(min(said_on), 1) if said_on else None

    def put_on(self, act: Act, said: date) -> date | None:
        """When the last question or answer, of that day, has left the house.

        None until it has; what was said before there was a log has left it.
        """
        in_log = any(it.deed.value == act.value for it in self.log)
        if self.manner is not Manner.ON_PAPER or not in_log:
            return said
        since = takewhile(lambda it: it.deed.value != act.value, reversed(self.log))
        printed = [it.done_on for it in since if it.deed is Deed.PRINTED]
        return max(said, min(printed)) if printed else None

    def put_in_envelope(self, by: Person, shown: int | None) -> None:
        """``shown``: how much the sheet told. To have looked at it is not enough."""
        if shown != len(self.told):
            raise RuleBroken(_l("Det har kommet mer. Skriv ut på nytt."))
        self.enter(Deed.PRINTED, by)

    @property
    def _unprinted(self) -> list[ComplaintEntry]:
        """Each act of the house has its line in the log, in the same order."""
        if self.manner is not Manner.ON_PAPER:
            return []
        since = takewhile(lambda it: it.deed is not Deed.PRINTED, reversed(self.log))
        new = sum(it.deed.value in DEEDS for it in since)
        said = [it for it in reversed(self.entries) if self._is_said(it)]
        return [it for it in said[:new] if not it.is_internal]

    def _is_said(self, entry: ComplaintEntry) -> bool:
        return entry.act in SAID and entry.by_id != self.complainant_id
