"""The part of the walk (tests/tour.py) that reads and mends minutes."""

from collections.abc import Iterator
from functools import cached_property

from werkzeug.routing import Rule

from kimvoice.core.db import db
from kimvoice.forum.meeting_states import MeetingState
from kimvoice.forum.meetings import Meeting
from tests.forum.meetings_at import meeting_in
from tests.voting_on_net import VotingOnNet

SEEN = {
    "forum.minutes.show": (
        *(MeetingState.PLANNED, MeetingState.UNDER_WAY, MeetingState.HELD),
        *(MeetingState.MINUTES_OUT, MeetingState.APPROVED, MeetingState.NOT_HELD),
    ),
    "forum.minutes.add": (MeetingState.APPROVED,),
    "forum.minutes.call_off": (MeetingState.PLANNED,),
    "forum.minutes.correct": (),
}
"""In which states the pages of minutes differ; a point is visited by hand."""
MY_TEXT, THEIR_TEXT = "Vi vil ha flere benker.", "Vi vil ha færre benker."


class Minuting(VotingOnNet):
    @cached_property
    def written(self) -> dict[MeetingState, Meeting]:
        leader, participant = self.cast["representative"], self.cast["participant"]
        states = dict.fromkeys(it for seen in SEEN.values() for it in seen)
        made = {it: meeting_in(it, leader, participant) for it in states}
        db.session.commit()
        return made

    def numbered(self, rule: Rule) -> Iterator[tuple[str, int]]:
        if rule.endpoint not in SEEN:
            yield from super().numbered(rule)
            return
        for state in SEEN[rule.endpoint]:
            yield f"{rule.rule} {state}", self.written[state].id

    def mending(self) -> None:
        """A point, a correction, and a meeting that is not held: each wrong as well."""
        leader = self.visitor(self.cast["representative"])
        meeting = self.written[MeetingState.MINUTES_OUT]
        [item] = meeting.matters
        url = f"/min/mote/{meeting.id}/referat/punkt/2"
        self.see("point of minutes", leader.get(url))
        self.see("point, too long", leader.post(url, {"said": "å" * 5001}))
        read = {"said": MY_TEXT, "version": str(item.version)}
        meeting.correct(item, THEIR_TEXT, self.cast["representative"], item.version)
        db.session.commit()
        self.see("point, two writers", leader.post(url, read))
        self.see("point, token lost", leader.post(url, read | {"csrf_token": "x"}))
        for state, door in (
            (MeetingState.APPROVED, "referat/rettelse"),
            (MeetingState.PLANNED, "ikke-holdt"),
        ):
            url = f"/min/mote/{self.written[state].id}/{door}"
            self.see(f"{door}, empty", leader.post(url))
            self.see(f"{door}, wrong", leader.post(url, {"new_day": "fredag"}))
