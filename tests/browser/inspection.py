"""What no page may do to those who cannot see or use it as we do."""

from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

LAWS = [
    *("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"),
    "best-practice",
]
NARROW = 320
DARK = {"runOnly": ["color-contrast", "link-in-text-block"]}
LIGHT = {"runOnly": {"type": "tag", "values": LAWS}}


@dataclass
class Inspection:
    """Looks at a page in light and dark, and at its width."""

    page: Page
    axe: Axe = field(default_factory=Axe)
    found: dict[str, str] = field(default_factory=dict)
    looked: int = 0

    def look(self, name: str) -> None:
        self.looked += 1
        # A page at the address of the one before may lack its stylesheet as yet.
        self.page.wait_for_load_state("load")
        width = self.page.evaluate("document.documentElement.scrollWidth")
        if width > NARROW:
            self.found.setdefault(f"{width} px wide", name)
        for scheme, options in (("light", LIGHT), ("dark", DARK)):
            self.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            self._ask(f"{name}, {scheme}", options)

    def _ask(self, name: str, options: dict[str, Any]) -> None:
        answer = self.axe.run(
            self.page, options={"resultTypes": ["violations"], **options}
        )
        for violation in answer.response["violations"]:
            for node in violation["nodes"]:
                self.found.setdefault(f"{violation['id']}: {node['html'][:120]}", name)

    def __enter__(self) -> "Inspection":
        return self

    def __exit__(self, kind: object, *_: object) -> None:
        if kind is None:
            assert self.found == {}
            assert self.looked
