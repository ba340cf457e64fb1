"""The agenda of a meeting as it stands before whoever draws it up."""

from dataclasses import dataclass
from typing import TypeAlias

from kimvoice.forum.agenda import Agenda
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.meeting_states import MATTER_MINUTES, ItemKind
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.policy import may_see
from kimvoice.forum.states import Presenter, Wish
from kimvoice.people.models import Person


@dataclass(frozen=True)
class Carried:
    """A point that comes along by itself: a row once somebody changes the agenda."""

    visit: Consideration
    kind: ItemKind = ItemKind.MATTER
    minutes: int = MATTER_MINUTES
    came_late: bool = False

    @property
    def wish(self) -> Wish:
        return self.visit.matter.wish

    @property
    def presenter(self) -> Presenter:
        return self.visit.matter.presenter

    @property
    def rank(self) -> tuple[int, int, int]:
        """Before all other matters."""
        return list(ItemKind).index(self.kind), -1, self.visit.id

    @property
    def is_matter(self) -> bool:
        return True


Point: TypeAlias = AgendaItem | Carried


@dataclass(frozen=True)
class Drawn:
    """Of what nobody else reads yet, all for who leads; for others what they answer."""

    agenda: Agenda
    person: Person

    @classmethod
    def by(cls, person: Person, meeting: Meeting) -> "Drawn":
        return cls(Agenda.of(meeting), person)

    @property
    def points(self) -> list[tuple[int, Point]]:
        """Each with its number, in the order in which they are read."""
        numbered = enumerate(self._all, 1)
        return [it for it in numbered if it[1].visit is None or self._sees(it[1].visit)]

    @property
    def first(self) -> int:
        """The number of the first matter."""
        return 1 + sum(it.kind in BEFORE_MATTERS for it in self._all)

    @property
    def last(self) -> int:
        """The number of the last matter."""
        return self.first - 1 + sum(it.is_matter for it in self._all)

    @property
    def to_add(self) -> list[Consideration]:
        return [it for it in self.agenda.to_add if self._sees(it)]

    @property
    def time_needed(self) -> int:
        return sum(it.minutes for it in self._all)

    @property
    def minutes_too_long(self) -> int:
        return max(0, self.time_needed - self.agenda.meeting.length)

    @property
    def mark(self) -> str:
        """What stands on it now; with the answers, where laying it out is enough."""
        answers = [] if self.agenda.meeting.body.reads_aloud else self.agenda.to_read
        visits = [*(it.visit for it in self._all if it.visit), *answers]
        return " ".join(str(it.id) for it in visits)

    @property
    def _all(self) -> list[Point]:
        carried = map(Carried, self.agenda.carried)
        return sorted([*self.agenda.meeting.points, *carried], key=_rank)

    def _sees(self, visit: Consideration) -> bool:
        return may_see(self.person, visit.matter)


BEFORE_MATTERS = (ItemKind.ANSWERS, ItemKind.MINUTES)


def _rank(point: Point) -> tuple[int, int, int]:
    return point.rank
