"""How an agenda is drawn up, until it is laid out: then it only grows (DESIGN 7)."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.meeting_states import ItemKind, MeetingAct, MeetingState
from kimvoice.forum.states import Origin
from kimvoice.forum.whole import WholeMeeting
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from kimvoice.forum.considerations import Consideration

LOCKED = _l("Sakslista er lagt ut. Nå kan du bare legge til saker.")


class DrawingUp(WholeMeeting):
    @property
    def matters(self) -> list[AgendaItem]:
        """In their order."""
        return sorted((it for it in self.items if it.is_matter), key=_rank)

    @property
    def points(self) -> list[AgendaItem]:
        """All of it, in the order in which it is read; the minutes of the last meeting
        when they wait to be approved here, or were."""
        return sorted((it for it in self.items if self._is_up(it)), key=_rank)

    def _is_up(self, item: AgendaItem) -> bool:
        if item.kind is not ItemKind.MINUTES:
            off = item.is_stopped or item.is_put_off or item.is_not_public
            return not (off or self._went(item))
        return bool(self.minutes_to_approve)

    def _went(self, item: AgendaItem) -> bool:
        """Decided elsewhere, before its agenda was laid out."""
        planned = self.state is MeetingState.PLANNED
        return planned and item.is_matter and not item.is_open

    def item_of(self, visit: "Consideration") -> AgendaItem | None:
        return next((it for it in self.items if it.visit is visit), None)

    def point_of(self, visit: "Consideration") -> AgendaItem:
        """Where it stands; raise RuleBroken where it no longer does."""
        item = self.item_of(visit)
        if item is None or not self._is_up(item):
            raise RuleBroken(_l("Saken står ikke på sakslista nå. Se over på nytt."))
        return item

    # Before it is laid out

    def gather(self, carried: Collection["Consideration"]) -> None:
        """What nobody decided last time comes along by itself, and comes first."""
        if not self.can(MeetingAct.LAY_OUT_AGENDA):
            return
        before = self.matters
        coming = [it for it in carried if self.item_of(it) is None]
        new = [AgendaItem.of(it) for it in coming]
        self.items.extend(new)
        self._order([*new, *before])

    def add(self, visit: "Consideration") -> AgendaItem:
        """Last of the matters; marked, when it came too late. Onto an agenda that is
        laid out: then everybody can read of it at once."""
        self._check_open_for_more()
        there = self.item_of(visit)
        if there is not None and self._is_up(there):
            raise RuleBroken(_l("Saken står på sakslista fra før."))
        if not visit.is_undecided or visit.body is not self.body:
            raise RuleBroken(_l("Saken er trukket eller avgjort. Se over på nytt."))
        if visit.stands_on not in (None, self):
            raise RuleBroken(_l("Saken står på sakslista til et annet møte."))
        came_late = self.has_agenda or self._came_late(visit)
        before = [it for it in self.matters if it is not there]
        item = there or AgendaItem.of(visit)
        if there is None:
            self.items.append(item)
        item.came_late = came_late
        self._order([*before, item])
        if self.has_agenda:
            visit.schedule(item.meeting)
        return item

    def _came_late(self, visit: "Consideration") -> bool:
        """After the last day to raise it. Of a suggestion no day is told."""
        told = visit.matter.origin is not Origin.ANONYMOUS_SUGGESTION
        return told and visit.received_on > self.submit_by.date()

    def move(self, visit: "Consideration", *, up: bool) -> int:
        """Return its new number among the points of the agenda."""
        self._check_not_laid_out()
        item = self.point_of(visit)
        matters = [it for it in self.matters if self._is_up(it)]
        at = matters.index(item)
        to = at - 1 if up else at + 1
        if not 0 <= to < len(matters):
            raise RuleBroken(
                _l("Saken står øverst fra før.") if up else _l("Saken står nederst.")
            )
        matters[at], matters[to] = matters[to], matters[at]
        self._order(matters)
        return self.points.index(item) + 1

    def put_off(
        self, visit: "Consideration", by: Person, to: date | None, why: str
    ) -> None:
        """It waits for a meeting that comes later; None: nobody knows which."""
        self._check_not_laid_out()
        item = self.point_of(visit)
        if to is not None and to <= self.day:
            raise RuleBroken(_l("Velg et møte som kommer etter dette."))
        visit.put_off(by, to or self.day + timedelta(days=1), why, is_set=bool(to))
        self.items.remove(item)

    @property
    def time_needed(self) -> int:
        return sum(it.minutes for it in self.points)

    @property
    def minutes_too_long(self) -> int:
        return max(0, self.time_needed - self.length)

    # Laid out

    def lay_out(self) -> None:
        """Everybody can read it from now on; what stands on it, nobody takes off."""
        self.check_not_over()
        self._take(MeetingAct.LAY_OUT_AGENDA)
        self.agenda_on = self.agenda_on or clock.today()
        for item in self.matters:
            if item.visit is not None and item.visit.is_to_be_scheduled(item.meeting):
                item.visit.schedule(item.meeting)

    def check_drawn_up(self) -> None:
        """Raise RuleBroken, unless something can be changed by who draws it up."""
        self._check_not_laid_out()

    def _check_not_laid_out(self) -> None:
        self._check_open_for_more()
        if self.has_agenda:
            raise RuleBroken(LOCKED)

    def _check_open_for_more(self) -> None:
        self.check_not_over()
        if not self.can(MeetingAct.LAY_OUT_AGENDA):
            raise RuleBroken(_l("Møtet er i gang, eller har vært."))

    @staticmethod
    def _order(matters: list[AgendaItem]) -> None:
        for position, item in enumerate(matters):
            item.position = position


def _rank(item: AgendaItem) -> tuple[int, int, int]:
    return item.rank
