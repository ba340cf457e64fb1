"""The part of the walk (tests/tour.py) that reads and mends minutes."""

from kimvoice.core.db import db
from kimvoice.forum.meeting_states import MeetingState
from tests.leading import Leading

MY_TEXT, THEIR_TEXT = "Vi vil ha flere benker.", "Vi vil ha færre benker."


class Minuting(Leading):
    def mending(self) -> None:
        """A point, a correction, and a meeting that is not held: each wrong as well."""
        leader = self.visitor(self.cast["representative"])
        meeting = self.meetings[MeetingState.MINUTES_OUT]
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
            url = f"/min/mote/{self.meetings[state].id}/{door}"
            self.see(f"{door}, empty", leader.post(url))
            self.see(f"{door}, wrong", leader.post(url, {"new_day": "fredag"}))
