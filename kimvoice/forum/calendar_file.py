"""One meeting as a file for anybody's calendar: when and where, and no matter."""

from datetime import UTC, datetime, time
from uuid import NAMESPACE_URL, uuid5

from icalendar import Calendar, Event

from kimvoice.core import clock
from kimvoice.forum.meeting_states import MeetingState
from kimvoice.forum.meetings import Meeting


def of_meeting(meeting: Meeting, address: str) -> bytes:
    """``address``: of the meeting, in this house alone. What is taken into a calendar
    twice is the same meeting, and its day tells when it was taken, not the second."""
    event = Event()
    event.add("uid", str(uuid5(NAMESPACE_URL, address)))
    event.add("dtstamp", datetime.combine(clock.today(), time(), tzinfo=UTC))
    event.add("dtstart", meeting.begins.astimezone(UTC))
    event.add("dtend", meeting.ends.astimezone(UTC))
    event.add("summary", meeting.body.name)
    if meeting.place:
        event.add("location", " ".join(meeting.place.split()))
    if meeting.state is MeetingState.NOT_HELD:
        event.add("status", "CANCELLED")
    calendar = Calendar()
    calendar.add("prodid", "-//KIM voice//KIM voice//NO")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())
