"""Whether the protocol of an election is as it was written, and where it is not."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, select, type_coerce

from kimvoice.core import ledger
from kimvoice.core.db import db
from kimvoice.elections.chain import Who, Written, head_of, start_of
from kimvoice.elections.events import ElectionEvent, EventPerson
from kimvoice.elections.states import Deed
from kimvoice.elections.whole import Whole

IN_WORDS = ("deed", "done_on")


@dataclass(frozen=True)
class Break:
    line: int
    """Counted from one."""
    row: str
    """Table and the row's own number."""


class Unbroken(Whole):
    @property
    def protocol_break(self) -> Break | None:
        """The first; None when each line holds, and none is missing."""
        return next(self.protocol_breaks(), None)

    def protocol_breaks(self) -> Iterator[Break]:
        lines, link = _lines_of(self.id), start_of(self.id)
        for at, (line, kept) in enumerate(lines, start=1):
            link = line.link_after(link)
            if kept != link or not line.holds:
                yield Break(at, f"election_events {line.id}")
        head = head_of(link, len(lines)) if lines else None
        if self.protocol_head != head:
            mark = ledger.mark(self.protocol_head or b"")
            yield Break(len(lines) + 1, f"elections.protocol_head {mark}")
        if not self._agrees:
            yield Break(len(lines) + 1, f"elections {self.id}")

    @property
    def _agrees(self) -> bool:
        """Figures and names beside the protocol, with those in it."""
        for event in self.events:
            if event.deed is Deed.COUNTED and not self._counted_as(event):
                return False
            if event.deed is Deed.PUBLISHED and not self._published_as(event):
                return False
        return self._roll_is_as_sealed and self._list_is_as_drawn

    @property
    def _list_is_as_drawn(self) -> bool:
        """A slip of the net says a place: with another there, it is another vote."""
        listed = next((it for it in self.events if it.deed is Deed.LISTED), None)
        if listed is None or not self.nominees:
            return True
        left = sum(it.deed is Deed.CANDIDATE_WITHDREW for it in self.events)
        drawn = {who.place + 1: who.person_id for who in listed.people}
        return len(self.candidates) == len(drawn) - left and all(
            drawn.get(it.place or 0, 0) in (it.person_id, None) for it in self.nominees
        )

    @property
    def _roll_is_as_sealed(self) -> bool:
        """But for what two officers have corrected since; of who is erased, no line
        says any more about whom it was."""
        sealed = [it for it in self.events if it.deed is Deed.URN_SEALED][-1:]
        if not sealed or not sealed[0].figures:
            return True
        was_there = str(sealed[0].figures["roll"]).split()
        on_roll: set[int | None] = {int(it) for it in was_there}
        unnamed = 0
        for event in self.events[sealed[0].line :]:
            if event.deed is Deed.ROLL_CORRECTED:
                about = {event.people[0].person_id}
                enrolled = event.facts["enrolled"]
                if about == {None}:
                    unnamed += 1
                    continue
                on_roll = on_roll | about if enrolled else on_roll - about
        unlike = on_roll ^ {it.person_id for it in self.roll if not it.is_struck}
        erased = {it.person_id for it in self.roll if it.person.erased_on}
        return len(unlike) <= unnamed and unlike <= erased

    def _counted_as(self, event: ElectionEvent) -> bool:
        if not event.figures:
            return True
        counted = {"slips": self.slips, "blanks": self.blanks}
        counted |= {"rejected": self.rejected}
        counted |= {str(it.place): it.votes for it in self.candidates}
        written = event.facts | event.figures
        roll = {"marks": self.marks, "on_roll": len(self.voters)}
        counted |= {name: its for name, its in roll.items() if name in written}
        return all(written.get(name) == its for name, its in counted.items())

    def _published_as(self, event: ElectionEvent) -> bool:
        told = [it.person_id for it in event.people if it.person_id is not None]
        return {self.elected_id, self.deputy_id} - {None} >= set(told)


def _lines_of(election: int) -> list[tuple[Written, bytes]]:
    """As the tables hold them: a row may say what no line of the program can say."""
    people = _people_of(election)
    stored = [
        type_coerce(it, String).label(it.name) if it.name in IN_WORDS else it
        for it in ElectionEvent.__table__.columns
    ]
    of_one = select(*stored).where(ElectionEvent.election_id == election)
    rows = db.session.execute(of_one.order_by(ElectionEvent.line)).mappings()
    return [(_written(row, people[row["id"]]), row["link"]) for row in rows]


def _people_of(election: int) -> Mapping[int, list[Who]]:
    rows = db.session.execute(
        select(EventPerson.__table__)
        .join(ElectionEvent, EventPerson.event_id == ElectionEvent.id)
        .where(ElectionEvent.election_id == election)
        .order_by(EventPerson.event_id, EventPerson.place)
    ).mappings()
    found: dict[int, list[Who]] = defaultdict(list)
    for row in rows:
        its = {name: value for name, value in row.items() if name != "event_id"}
        found[row["event_id"]].append(Who(**its))
    return found


def _written(row: Mapping[Any, Any], people: list[Who]) -> Written:
    return Written(
        id=row["id"],
        line=row["line"],
        deed=row["deed"],
        done_on=str(row["done_on"]),
        said=row["said"],
        kept=row["kept"],
        kept_salt=row["kept_salt"],
        kept_committed=row["kept_committed"],
        people=tuple(people),
    )
