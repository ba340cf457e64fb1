"""The matters of the demonstration house, and what is true of them on any day."""

from collections import Counter
from datetime import timedelta

from sqlalchemy import select

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.forum import agenda
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.meeting_states import HAPPENED, Decision, MeetingState
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.models import Matter
from kimvoice.forum.states import BodyKind, MeasureState


def matters() -> list[Matter]:
    return list(db.session.scalars(select(Matter).order_by(Matter.id)).unique())


def visits() -> list[Consideration]:
    return [visit for matter in matters() for visit in matter.considerations]


def answers() -> list[MatterAnswer]:
    return [it.own_answer for it in visits() if it.own_answer]


def kinds(matter: Matter) -> list[BodyKind]:
    return [it.body.kind for it in matter.considerations]


def every_way_is_there() -> None:
    """What depends on the day on which the house is furnished."""
    oldest = min(it.received_on for it in visits())
    assert days.months_after(clock.today(), -12) <= oldest
    assert oldest < days.months_after(clock.today(), -11)
    late = [it for it in visits() if it.is_late]
    assert [it.days_late for it in late] == [9]
    assert agenda.late() == late
    measures = [each for answer in answers() for each in answer.measures]
    assert {it.state for it in measures} == set(MeasureState) - {MeasureState.REPORTED}
    assert sum(it.is_late for it in measures) == 1
    forum = Body.of_kind(BodyKind.PARTICIPANT_FORUM)
    assert forum
    assert forum.next_meeting
    assert forum.next_meeting.day <= clock.today() + timedelta(weeks=2)
    assert len(agenda.waiting_for(forum)) == 1
    assert len(agenda.lying_at(forum)) == 3, "two of them today"
    every_meeting_has_been()
    kim_forum = Body.of_kind(BodyKind.KIM_FORUM)
    assert kim_forum
    assert len(agenda.lying_at(kim_forum)) == 1
    [look_again] = [it.look_again for it in answers() if it.look_again]
    assert look_again.month == 4
    assert look_again > clock.today()


def every_meeting_has_been() -> None:
    """Of those before today one was not held; today's forum is in the middle."""
    meetings = db.session.scalars(select(Meeting).order_by(Meeting.day)).all()
    past = Counter(it.state for it in meetings if it.day < clock.today())
    assert past[MeetingState.NOT_HELD] == 1
    assert past[MeetingState.HELD] == 1, "its minutes are not laid out"
    assert past[MeetingState.MINUTES_OUT] == len(Body.all()) - 1
    assert set(past) - set(HAPPENED) == {MeetingState.NOT_HELD}
    [today] = [it for it in meetings if it.state is MeetingState.UNDER_WAY]
    assert today.body.kind is BodyKind.PARTICIPANT_FORUM
    written, untouched = [it for it in today.points if it.is_matter]
    assert (written.lacks, written.decision) == ([], Decision.AGREE)
    assert untouched.decision is None
    [approving] = [it.day for it in today.minutes_to_approve]
    assert approving < today.day
