"""Minutes («referat»): draft, laid out, approved in the next meeting, then locked."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.heard_answers import MinutesAddendum
from kimvoice.forum.meeting_states import (
    HAPPENED,
    WRITTEN,
    ItemKind,
    MeetingAct,
    MeetingState,
)
from kimvoice.forum.whole import WholeMeeting
from kimvoice.forum.writing import OverwrittenMeanwhile

if TYPE_CHECKING:
    from kimvoice.forum.agenda_items import AgendaItem
    from kimvoice.forum.meetings import Meeting
    from kimvoice.people.models import Person

WRITTEN_WITHIN = timedelta(days=3)
"""Of the meeting its minutes should be laid out."""


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

    @property
    def can_be_corrected(self) -> bool:
        return self.state in (MeetingState.HELD, MeetingState.MINUTES_OUT)

    def check_can_be_corrected(self) -> None:
        if self.state is MeetingState.APPROVED:
            raise RuleBroken(_l("Referatet er godkjent. Legg til en rettelse."))
        if not self.can_be_corrected:
            raise RuleBroken(_l("Møtet er ikke avsluttet. Da er det ikke noe referat."))

    def correct(
        self, item: "AgendaItem", said: str, by: "Person", version: int
    ) -> None:
        """What was talked about, until it is approved; what was decided, has gone.

        ``version``: as in `Writing.write`.
        """
        self.check_can_be_corrected()
        item.check_not_about(by)
        if said == item.said:
            return
        if version != item.version:
            raise OverwrittenMeanwhile
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
        today = clock.today()
        if (today, words) in [(it.added_on, it.words) for it in self.addenda]:
            raise RuleBroken(
                _l("Vi har allerede fått denne. Du trenger ikke å sende en gang til.")
            )
        self.addenda.append(MinutesAddendum(added_on=today, words=words))

    @property
    def minutes_to_approve(self) -> "list[Meeting]":
        """Of earlier meetings: here they are approved, or were."""
        waiting = [
            it
            for it in self.body.meetings
            if it.state is MeetingState.MINUTES_OUT and it.day < self.day
        ]
        return [*self.approved_here, *waiting]

    @property
    def approved_here(self) -> "list[Meeting]":
        return [it for it in self.body.meetings if it.approved_in is self]

    # Read

    @property
    def recorded(self) -> "list[AgendaItem]":
        """Its points as the minutes number them: what is stopped keeps its place."""
        found = (it for it in self.items if self._is_recorded(it))
        return sorted(found, key=lambda it: it.rank)

    def _is_recorded(self, item: "AgendaItem") -> bool:
        if item.kind is ItemKind.MINUTES:
            return bool(self.approved_here or item.said)
        return item.is_stopped or not item.is_put_off

    # Settled

    @property
    def is_settled(self) -> bool:
        """Its minutes are laid out, or somebody said that it was not held."""
        return self.has_minutes or self.state is MeetingState.NOT_HELD

    @property
    def settle_by(self) -> date:
        return self.day + (WRITTEN_WITHIN if self.was_held else timedelta(0))

    @property
    def is_late_to_settle(self) -> bool:
        return clock.today() > self.settle_by
