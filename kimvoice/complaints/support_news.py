"""What is new about support: for the complainant, and for the support person.

Nobody's visits are kept: what somebody has answered since is not new any more.
"""

from datetime import date, timedelta

from kimvoice.complaints.entries import ComplaintEntry
from kimvoice.complaints.log import Deed
from kimvoice.complaints.states import Act, State
from kimvoice.complaints.support import Support
from kimvoice.complaints.whole import Whole
from kimvoice.core import clock
from kimvoice.people.models import Person

NEWS = timedelta(days=7)
"""It is shown so long on the first page."""


class SupportNews(Whole):
    @property
    def last_support(self) -> Support | None:
        return self.supports[-1] if self.supports else None

    # For the complainant

    @property
    def has_support_news(self) -> bool:
        """Whether any of it belongs on the first page; never while it is withdrawn."""
        if self.state is State.WITHDRAWN:
            return False
        told = self.support_is_answered or self.support_has_left or self.support_wrote
        return told or self.support_is_wished_for

    @property
    def support_is_wished_for(self) -> bool:
        return self.wants_support and self.can_ask_for_support

    @property
    def support_is_answered(self) -> bool:
        """Whether the complainant shall see a yes or a no among the news."""
        last = self.last_support
        if last is None or last.ended_on:
            return False
        return _is_new(last.agreed_on or last.declined_on)

    @property
    def support_is_over(self) -> bool:
        """Lately, whoever has ended it: said on the complaint's page."""
        last = self.last_support
        if last is None or not last.agreed_on or self.supporter:
            return False
        return last.ended_on is None or _is_new(last.ended_on)

    @property
    def support_has_left(self) -> bool:
        """By the support person; what the complainant ends leaves no line."""
        turns = (Deed.AGREED_TO_SUPPORT, Deed.ENDED_SUPPORT)
        deeds = [it.deed for it in self.log if it.deed in turns]
        return self.support_is_over and deeds[-1:] == [Deed.ENDED_SUPPORT]

    @property
    def support_wrote(self) -> bool:
        """And the complainant has not done anything since."""
        if self.supporter is None:
            return False
        return self._has_written(self.supporter.person, to=self.complainant)

    # For the support person

    @property
    def wrote_to_support(self) -> bool:
        support = self.supporter
        if support is None or not support.reads_messages:
            return False
        return self._has_written(self.complainant, to=support.person)

    def _has_written(self, person: Person, *, to: Person) -> bool:
        both = [it for it in self.entries if it.by_id in (person.id, to.id)]
        theirs = both[-1] if both and both[-1].by_id == person.id else None
        return theirs is not None and _is_message(theirs) and _is_new(theirs.done_on)


def _is_message(entry: ComplaintEntry) -> bool:
    return entry.act is Act.WRITE


def _is_new(day: date | None) -> bool:
    return day is not None and clock.today() <= day + NEWS
