"""Minutes («referat»): draft, laid out, approved in the next meeting, then locked."""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.heard_answers import MinutesAddendum
from kimvoice.forum.meeting_states import HAPPENED, WRITTEN, MeetingAct, MeetingState
from kimvoice.forum.whole import WholeMeeting

if TYPE_CHECKING:
    from kimvoice.forum.agenda_items import AgendaItem
    from kimvoice.forum.meetings import Meeting

REMINDED_AFTER, OTHERS_AFTER = 3, 7
"""Days after the meeting: whoever led it is reminded; then all who lead the body."""


class Minutes(WholeMeeting):
    @property
    def was_held(self) -> bool:
        return self.state in HAPPENED

    @property
    def has_minutes(self) -> bool:
        """That everybody can read."""
        return self.state in WRITTEN

    def lay_out_minutes(self) -> None:
        self._take(MeetingAct.LAY_OUT_MINUTES)
        self.minutes_on = clock.today()

    def correct(self, item: "AgendaItem", said: str) -> None:
        """What was talked about, until it is approved; what was decided, has gone."""
        if self.state not in (MeetingState.HELD, MeetingState.MINUTES_OUT):
            raise RuleBroken(_l("Referatet er godkjent. Legg til en rettelse."))
        if item.is_stopped:
            raise RuleBroken(_l("Saken er tatt bort. Her skal det ikke stå noe."))
        item.said = said
        item.version += 1

    def approve_minutes(self, meeting: "Meeting") -> None:
        """In a later meeting of the same body."""
        self._take(MeetingAct.APPROVE_MINUTES)
        self.approved_in = meeting

    def add_addendum(self, words: str) -> None:
        """They are locked: what was wrong stands, and what is right beside it."""
        if self.state is not MeetingState.APPROVED:
            raise RuleBroken(_l("Referatet er ikke godkjent ennå. Rett det i stedet."))
        if not words:
            raise RuleBroken(_l("Skriv hva som skal rettes."))
        self.addenda.append(MinutesAddendum(added_on=clock.today(), words=words))

    @property
    def minutes_to_approve(self) -> "list[Meeting]":
        """Of earlier meetings: here they are approved, or were."""
        return [
            it
            for it in self.body.meetings
            if it.approved_in is self
            or (it.state is MeetingState.MINUTES_OUT and it.day < self.day)
        ]

    @property
    def days_without_minutes(self) -> int:
        """None were laid out since it was held, for so many days."""
        held = self.state is MeetingState.HELD
        return (clock.today() - self.day).days if held else 0
