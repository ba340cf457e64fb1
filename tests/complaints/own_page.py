"""A complaint, and its page as the complainant reads it."""

from dataclasses import dataclass
from typing import Any, Self

import pytest

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State
from tests.factories import Ladder, Make
from tests.reading import read
from tests.visitor import Visit

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""What is only text on a page: the same rows give the same words."""


@dataclass(frozen=True)
class Case:
    ladder: Ladder
    complaint: Complaint
    visit: Visit

    @classmethod
    def filed(
        cls, make: Make, visit: Visit, state: State = State.SENT, **more: Any
    ) -> Self:
        ladder = make.ladder()
        by = make.participant(department=ladder.department)
        return cls(ladder, make.complaint(state, by=by, **more), visit)

    def reads(self, path: str = "") -> str:
        url = f"/min/klage/{self.complaint.number}{path}"
        answer = self.visit(as_=self.complaint.complainant).get(url)
        assert answer.status_code == 200
        shown = read(answer.text)
        assert shown.mistakes == []
        return shown.page.words

    @property
    def leader(self) -> str:
        return f"Arbeidslederen, {self.ladder.leader.name}, har klagen."
