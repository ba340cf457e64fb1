"""Whether the log of a complaint is as it was written, and from where it is not."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import String, select, type_coerce

from kimvoice.complaints.chain import Written, head_of, start_of
from kimvoice.complaints.log import LogLine
from kimvoice.complaints.whole import Whole
from kimvoice.core import ledger
from kimvoice.core.db import db

IN_WORDS = ("deed", "done_on", "role")


@dataclass(frozen=True)
class Break:
    line: int
    """The first that does not hold, counted from one."""
    row: str
    """Table and the row's own drawn id; never the number of a complaint."""


class Unbroken(Whole):
    @property
    def log_break(self) -> Break | None:
        """The first; None when each line holds, and none is missing."""
        return next(self._breaks(), None)

    def _breaks(self) -> Iterator[Break]:
        lines, link = _lines_of(self.number), start_of(self.number)
        for at, (line, kept) in enumerate(lines, start=1):
            link = line.link_after(link)
            if kept != link or not all(it.holds for it in line.people):
                yield Break(at, f"complaint_log {line.id}")
        if self.log_head != head_of(link, len(lines)):
            head = ledger.mark(self.log_head or b"")
            yield Break(len(lines) + 1, f"complaints.log_head {head}")
        yield from self._acts_without_line([line.deed for line, _kept in lines])

    def _acts_without_line(self, deeds: list[str]) -> Iterator[Break]:
        left = Counter(deeds)
        for entry in self.entries:
            if entry.by_id != self.complainant_id:
                left[entry.act.value] -= 1
                if left[entry.act.value] < 0:
                    yield Break(len(deeds) + 1, f"complaint_entries {entry.id}")


def _lines_of(number: int) -> list[tuple[Written, bytes]]:
    """As the table holds them: a row may say what no line of the program can say."""
    stored = [
        type_coerce(it, String).label(it.name) if it.name in IN_WORDS else it
        for it in LogLine.__table__.columns
    ]
    of_one = select(*stored).where(LogLine.complaint_number == number)
    rows = db.session.execute(of_one.order_by(LogLine.line)).mappings()
    return [_written(**row) for row in rows]


def _written(link: bytes, **row: Any) -> tuple[Written, bytes]:
    return Written(**row | {"done_on": str(row["done_on"])}), link
