"""What came back from a walk through the house (tests/tour.py)."""

from dataclasses import dataclass
from functools import cached_property
from http import HTTPStatus

from werkzeug.test import TestResponse

from tests.reading import Reader, read


@dataclass(frozen=True)
class Shown:
    name: str
    lang: str
    answer: TestResponse

    def __str__(self) -> str:
        return f"{self.name} ({self.lang}, {self.answer.status_code})"

    @property
    def path(self) -> str:
        return self.answer.request.path

    @property
    def is_inside(self) -> bool:
        return self.path.startswith("/min")

    @property
    def is_page(self) -> bool:
        html = self.answer.mimetype == "text/html"
        return html and "Location" not in self.answer.headers

    @cached_property
    def reader(self) -> Reader:
        return read(self.answer.text)


@dataclass(frozen=True)
class Walked:
    shown: list[Shown]
    written: set[str]
    """Words that no catalogue translates: names, and what somebody has typed."""

    @property
    def closed(self) -> frozenset[str]:
        """What somebody who is signed in asked for and did not find."""
        return frozenset(
            it.name
            for it in self.shown
            if it.is_inside and it.answer.status_code == HTTPStatus.NOT_FOUND
        )

    @property
    def pages(self) -> list[Shown]:
        return [each for each in self.shown if each.is_page]
