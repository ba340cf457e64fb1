"""The part of the walk (tests/tour.py) in which a meeting is led."""

from collections.abc import Iterator
from functools import cached_property

from werkzeug.routing import Rule

from kimvoice.core.db import db
from kimvoice.forum.meeting_states import Decision, ItemKind, MeetingState
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.states import BodyKind
from tests.forum.meetings_at import meeting_in
from tests.travelling import answer, lay_out, of_kind, raised
from tests.voting_on_net import VotingOnNet

SEEN = {
    "forum.agenda.show": (MeetingState.PLANNED, MeetingState.AGENDA_OUT),
    "forum.running.show": (MeetingState.AGENDA_OUT, MeetingState.UNDER_WAY),
    "forum.paper.type_in": (MeetingState.AGENDA_OUT, MeetingState.UNDER_WAY),
    "forum.ending.screen": (MeetingState.UNDER_WAY,),
    "forum.ending.show": (MeetingState.UNDER_WAY,),
    "forum.minutes.show": (
        *(MeetingState.PLANNED, MeetingState.UNDER_WAY, MeetingState.HELD),
        *(MeetingState.MINUTES_OUT, MeetingState.APPROVED, MeetingState.NOT_HELD),
    ),
    "forum.minutes.add": (MeetingState.APPROVED,),
    "forum.minutes.call_off": (MeetingState.PLANNED,),
    "forum.minutes.correct": (),
    "forum.points.change": (),
    "forum.points.put_off": (),
    "forum.points.lay_out": (MeetingState.PLANNED,),
    "forum.meeting.arrange": (MeetingState.PLANNED,),
    "forum.notice.show": (MeetingState.AGENDA_OUT, MeetingState.NOT_HELD),
    "forum.notice.calendar": (),
}
"""In which states the pages of a meeting differ; a point is visited by hand,
and a calendar is no page."""
MINE = "Vi vil ha flere pauser."
THEIRS = "Vi vil ha færre pauser."


class Leading(VotingOnNet):
    @cached_property
    def meetings(self) -> dict[MeetingState, Meeting]:
        leader, participant = self.cast["representative"], self.cast["participant"]
        states = dict.fromkeys(it for seen in SEEN.values() for it in seen)
        made = {it: meeting_in(it, leader, participant) for it in states}
        db.session.commit()
        return made

    def numbered(self, rule: Rule) -> Iterator[tuple[str, int]]:
        if not rule.rule.startswith("/min/mote/"):
            yield from super().numbered(rule)
            return
        for state in SEEN[rule.endpoint]:
            yield f"{rule.rule} {state}", self.meetings[state].id

    def leading(self) -> None:
        """From the first point to the end, with all that can go wrong."""
        leader = self.visitor(self.cast["representative"])
        meeting = self.meetings[MeetingState.UNDER_WAY]
        visit = self._come_back()
        url = f"/min/mote/{meeting.id}/gjennomfor"
        for number in range(4):
            self.see(f"point {number}", leader.get(f"{url}?punkt={number}"))
        self.see("counted, wrong", leader.post(url, {"from-others": "mange"}))
        points = {it.kind: it for it in meeting.points}
        point = points[ItemKind.MATTER]
        item = {"item": str(point.id), "said": MINE}
        write = f"{url}/skriv"
        for choice in Decision:
            typed = item | {"choose": choice, "version": str(point.version)}
            self.see(
                f"{choice}, lacking", leader.get(leader.post(write, typed).location)
            )
            wrong = item | {"decision": choice, "version": str(point.version)}
            wrong |= {"until": "fredag", "agreeing": "alle"}
            self.see(f"{choice}, wrong", leader.post(write, wrong))
        self.see("token lost", leader.post(write, item | {"csrf_token": "x"}))
        theirs = item | {"said": THEIRS, "version": "0"}
        self.see("two writers", leader.post(write, theirs))
        self.see("screen", leader.get(f"/min/mote/{meeting.id}/skjerm?punkt=2"))
        heard = {"item": str(points[ItemKind.ANSWERS].id), "version": "0"}
        heard |= {f"hearing-{visit}": "ask_again"}
        self.see("heard", leader.get(leader.post(write, heard).location))
        self.see("finish, lacking", leader.post(f"/min/mote/{meeting.id}/avslutt"))

    def _come_back(self) -> int:
        """An answer that waits to be read out."""
        matter = raised(by=self.cast["participant"])
        lay_out(matter.root.body)
        up = of_kind(BodyKind.KIM_FORUM)
        matter.root.forward(self.cast["representative"], [up], "Kan dere si ja?")
        db.session.flush()
        answer(matter.considerations[-1])
        db.session.commit()
        return matter.considerations[-1].id
