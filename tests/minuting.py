"""The part of the walk (tests/tour.py) that draws agendas up, and mends minutes."""

from kimvoice.core.db import db
from kimvoice.forum.meeting_states import MeetingState
from tests.leading import Leading
from tests.travelling import raised

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

    def drawing_up(self) -> None:
        leading = self.visitor(self.cast["representative"])
        meeting = self.meetings[MeetingState.PLANNED]
        here, forum = f"/min/mote/{meeting.id}", meeting.body
        visits = [raised(forum, by=self.cast["participant"]).root for _ in range(2)]
        for visit in visits:
            meeting.add(visit)
        visits[0].put_off(self.cast["representative"], meeting.later[-1].day, "Syk.")
        db.session.commit()
        self.see("agenda, drawn up", leading.get(f"{here}/saksliste"))
        for door in ("endre", "utsett"):
            url = f"{here}/saksliste/{door}"
            for point in (visits[0].id, "open_floor"):
                name = f"point {point}, {door}"
                self.see(name, leading.get(f"{url}?point={point}"))
                self.see(f"{name}, empty", leading.post(url, {"point": point}))
        self.see("agenda, unseen", leading.post(f"{here}/saksliste/legg-ut"))
        moved = leading.post(f"{here}/saksliste/flytt", {"point": visits[0].id})
        self.see("agenda, not moved", moved)
        self.see("meeting, empty", leading.post(f"{here}/endre"))
