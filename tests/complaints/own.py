"""The complainant of a complaint, at a browser."""

from typing import Any, Self

from werkzeug.test import TestResponse

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, State
from kimvoice.core.db import db
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit, Visitor

DONE = "Dette er gjort, eller kan ikke gjøres nå."


class Own:
    """A complaint and the one who sent it, at a browser."""

    def __init__(
        self, ladder: Ladder, complaint: Complaint, visit: Visit, travel_to: TravelTo
    ) -> None:
        self.ladder, self.complaint = ladder, complaint
        self.visit, self.travel_to = visit, travel_to
        self.me = visit(as_=complaint.complainant)

    @classmethod
    def filed(
        cls,
        make: Make,
        visit: Visit,
        travel_to: TravelTo,
        state: State = State.SENT,
        **more: Any,
    ) -> Self:
        ladder = make.ladder()
        by = make.participant(department=ladder.department)
        return cls(ladder, make.complaint(state, by=by, **more), visit, travel_to)

    def url(self, act: str = "") -> str:
        return f"/min/klage/{self.complaint.number}" + (f"/{act}" if act else "")

    def does(self, act: str, by: Visitor | None = None, **said: Any) -> TestResponse:
        headers = said.pop("headers", {})
        answer = (by or self.me).post(self.url(act), said, headers=headers)
        db.session.refresh(self.complaint)
        return answer

    def at(self, moment: str) -> None:
        """At another day: a session does not last that long."""
        self.travel_to(moment)
        self.me = self.visit(as_=self.complaint.complainant)

    @property
    def acts(self) -> list[Act]:
        return [entry.act for entry in self.complaint.entries]
