"""Somebody who files a complaint, page by page, as a browser does."""

from dataclasses import dataclass, field
from typing import Any

from werkzeug.test import TestResponse

from kimvoice.people.models import Person
from tests.visitor import Visit, Visitor, form_to

START = "/min/klage/ny/1"
SEND = "/min/klage/ny/send"
SAVE = "/min/klage/ny/utkast"
TEXT = "Jeg fikk ikke pause på tirsdag."
ANSWERS: tuple[dict[str, Any], ...] = (
    {"happened": TEXT},
    {"wish": ""},
    {"subject": "nobody"},
    {},
    {"support": "", "manner": "here", "phone": ""},
)
"""Of the first five pages; the last one asks nothing."""


def page_address(step: int) -> str:
    return f"/min/klage/ny/{step}"


def form_on(page: TestResponse) -> dict[str, Any]:
    """What the browser would send from this page, whatever button is pressed."""
    action = SEND if "Steg 6 av 6" in page.text else ""
    if not action:
        step = next(it for it in range(1, 6) if f"Steg {it} av 6" in page.text)
        action = page_address(step + 1)
    return form_to(action, page).fields


@dataclass
class Filing:
    visitor: Visitor
    page: TestResponse
    changes: dict[str, Any] = field(default_factory=dict)

    def press(self, url: str, **filled: Any) -> TestResponse:
        """Boxes that were ticked earlier travel in fields of one name."""
        ticked = {name: its for name, its in self.changes.items() if name == "near"}
        self.page = self.visitor.post(url, form_on(self.page) | ticked | filled)
        return self.page

    def go_to(self, step: int) -> TestResponse:
        """Answered so far; what has no answer of its own, as most would answer."""
        said: dict[str, Any] = {}
        for answers in ANSWERS[: step - 1]:
            said |= answers
        said |= self.changes
        self.page = self.visitor.get(START)
        if step > 4 and "first" not in said:
            # The page itself chooses who reads first.
            self.press(page_address(4), **said)
        return self.press(page_address(step), **said)

    def page_by_page(self) -> TestResponse:
        for step, answers in enumerate(ANSWERS, start=1):
            mine = {name: self.changes.get(name, its) for name, its in answers.items()}
            self.press(page_address(step + 1), **mine)
        return self.page


def begin(visit: Visit, by: Person, **changes: Any) -> Filing:
    visitor = visit(as_=by)
    return Filing(visitor, visitor.get(START), changes)
