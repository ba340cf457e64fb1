"""Where the pages of the forum lie, for the rooms that lead there."""

from typing import TYPE_CHECKING

from flask import url_for

if TYPE_CHECKING:
    from kimvoice.forum.bodies import Body
    from kimvoice.forum.measures import Measure
    from kimvoice.forum.meetings import Meeting
    from kimvoice.forum.models import Matter


def of_matter(matter: "Matter") -> str:
    return url_for("forum.matters.show", year=matter.year, ordinal=matter.ordinal)


def of_body(body: "Body") -> str:
    return url_for("forum.inside.show", slug=body.slug)


def of_agenda(meeting: "Meeting") -> str:
    return url_for("forum.agenda.show", number=meeting.id)


def of_running(meeting: "Meeting") -> str:
    return url_for("forum.running.show", number=meeting.id)


def of_minutes(meeting: "Meeting") -> str:
    return url_for("forum.minutes.show", number=meeting.id)


def of_measure(measure: "Measure") -> str:
    return url_for("forum.measures.show", number=measure.id)
