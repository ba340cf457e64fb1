"""Two houses that differ in one hidden thing, looked at from everywhere.

Databases that differ in one row and may not be told apart are the neighbours of
differential privacy (Dwork, «Differential Privacy», ICALP 2006). There the answers
are blurred; here they are the same, to the byte: then no pair of views, of
whatever page and filter, has a difference that tells of one suggestion.
"""

from dataclasses import dataclass, field

from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.suggestions import policy
from kimvoice.suggestions.models import Suggestion
from tests.anonymity.crawl import Answered, Map, crawl, knock
from tests.anonymity.effort import long
from tests.anonymity.hidden import Change, may_know
from tests.anonymity.houses import House
from tests.visitor import Visit, Visitor

STREET = "visitor"
Views = dict[str, Answered]


@dataclass
class Looking:
    """The visitor and the watchers of a house, before and after each change."""

    house: House
    visit: Visit
    numbers: list[int]
    """Of what changes: everybody tries them too."""
    only: str = ""
    """Begins the name of the one who looks, when the others need not."""
    doors: dict[str, Visitor] = field(default_factory=dict)
    people: dict[str, Person | None] = field(default_factory=dict)
    seen: dict[str, Views] = field(default_factory=dict)

    def __post_init__(self) -> None:
        plan = self.house.plan
        keys = [f"{plan.told[0].week}-{self.numbers[0]:06}"]
        self.map = Map(self.house.app, self.numbers, plan.language, keys)
        self.people[STREET] = None
        for person, it in zip(self.house.watchers, plan.watchers, strict=True):
            roles = ", ".join(sorted(it.roles))
            self.people[f"{person.user_name} ({roles}, {it.promised})"] = person
        for name, who in self.people.items():
            if name.startswith(self.only):
                self.doors[name] = self.visit(as_=who)
                self.doors[name].post("/min/sprak", {"lang": plan.language})

    def told_apart_by(self, change: Change, suggestion: Suggestion) -> list[str]:
        """Who should not know of it, neither before nor after, and saw it where."""
        number = suggestion.number
        before = self.unknowing(number)
        for name in before - self.seen.keys():
            self.seen[name] = self.views(name)
        change.do(self.house, suggestion)
        db.session.commit()
        unknowing = before & self.unknowing(number)
        earlier, self.seen = self.seen, {name: self.views(name) for name in unknowing}
        return [
            f"{name}: {url}"
            for name in sorted(unknowing)
            for url in sorted(earlier[name].keys() | self.seen[name].keys())
            if earlier[name].get(url) != self.seen[name].get(url)
        ]

    def unknowing(self, number: int) -> set[str]:
        there = db.session.get(Suggestion, number)
        return {
            name
            for name in self.doors
            if not (person := self.people[name])
            or there is None
            or not may_know(person, there)
        }

    def views(self, name: str) -> Views:
        """Pages of one's own side, and the buttons of what one may not see."""
        door, person = self.doors[name], self.people[name]
        seen = crawl(door, self.map, inside=person is not None)
        return seen | (knock(door, self.map, self.closed_to(person)) if person else {})

    def closed_to(self, person: Person) -> list[int]:
        tried = self.numbers if long() else self.numbers[:1]
        there = {number: db.session.get(Suggestion, number) for number in tried}
        return [
            number
            for number, suggestion in there.items()
            if suggestion is None or not policy.may_see(person, suggestion)
        ]
