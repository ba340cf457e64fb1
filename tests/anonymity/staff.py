"""Reader and general manager, who answer in the play what the others sent."""

import re
from dataclasses import dataclass

from kimvoice.people.models import RoleKind
from tests.anonymity.centre import PC, Centre
from tests.factories import EXPLANATION


@dataclass
class Staff:
    """Reader and general manager at their desks, on PCs of their own."""

    centre: Centre

    def __post_init__(self) -> None:
        self.reader = self.centre.those(RoleKind.REPRESENTATIVE)[0]
        self.manager = self.centre.those(RoleKind.GENERAL_MANAGER)[0]
        self.seen: dict[str, set[str]] = {"read": set(), "answer": set()}

    def work(self, what: str) -> None:
        by = self.reader if what == "read" else self.manager
        desk = PC(self.centre.app, 90)
        desk.sign_in(by)
        for number in self._waiting(desk):
            if number not in self.seen[what]:
                self.seen[what].add(number)
                (self._read if what == "read" else self._answer)(desk, number)

    def _waiting(self, desk: PC) -> list[str]:
        found, url = [], "/min/forslag"
        while url:
            page = desk.get(url).text
            found += re.findall(r'href="/min/forslag/(\d{6})"', page)
            more = re.search(r'href="(/min/forslag\?[^"]*etter=[^"]+)"', page)
            url = more[1].replace("&amp;", "&") if more else ""
        return list(dict.fromkeys(found))

    def _read(self, desk: PC, number: str) -> None:
        at = f"/min/forslag/{number}"
        if desk.post(f"{at}/ta").status_code != 303:
            return
        act = self.centre.chance.choice(("legg-ut", "legg-ut", "spor", "avslutt"))
        said = {"words": f"Takk. Vi har lest nummer {number}."}
        desk.post(f"{at}/{act}", said if act != "legg-ut" else {})

    def _answer(self, desk: PC, number: str) -> None:
        if self.centre.chance.random() < 0.5:
            desk.post(
                f"/min/forslag/{number}/svar",
                {
                    "asked_in_short": "Mer tid?",
                    "answered_in_short": "Ikke i år.",
                    "verdict": "no",
                    "reason": "money",
                    "explanation": EXPLANATION,
                },
            )
