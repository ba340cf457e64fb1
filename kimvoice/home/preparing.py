"""What somebody prepares before a meeting that is near (SCREENS 3)."""

from dataclasses import dataclass

from kimvoice.forum import inbox as matters
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.states import BodyKind
from kimvoice.people.models import Person
from kimvoice.suggestions import inbox as suggestions
from kimvoice.suggestions.inbox import Seen


@dataclass(frozen=True)
class Preparing:
    meeting: Meeting
    to_read: list[Seen]
    """Suggestions, of which the forum can make matters."""
    must_lay_out: bool
    to_read_out: list[Consideration]
    leads: bool

    @property
    def is_forum(self) -> bool:
        return self.meeting.body.kind is BodyKind.PARTICIPANT_FORUM

    @property
    def anything(self) -> bool:
        asked = self.to_read or self.must_lay_out or self.to_read_out
        return bool(asked or self.leads or self.meeting.has_agenda)


def before_meetings(
    person: Person, waiting: suggestions.Waiting, lying: matters.Waiting
) -> list[Preparing]:
    """For whoever lays out its agenda, the first meeting first."""
    near = matters.near_meetings(person)
    found = [_before(person, meeting, waiting, lying) for meeting in near]
    return [it for it in found if it.anything]


def _before(
    person: Person,
    meeting: Meeting,
    waiting: suggestions.Waiting,
    lying: matters.Waiting,
) -> Preparing:
    body, leads = meeting.body, meeting.leader == person
    return Preparing(
        meeting,
        waiting.to_read if body.kind is BodyKind.PARTICIPANT_FORUM else [],
        meeting in lying.to_lay_out or (leads and not meeting.has_agenda),
        [it for it in lying.to_read_out if body.reads_aloud and it.lies_with == body],
        leads,
    )
