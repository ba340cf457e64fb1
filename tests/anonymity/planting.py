"""Somebody who sends slips of his own, at times that he knows, between the others'."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from http import HTTPStatus
from itertools import combinations

from werkzeug.test import TestResponse

from kimvoice.people.models import RoleKind
from kimvoice.suggestions import codes
from tests.anonymity import effort
from tests.anonymity.attacks import Attack
from tests.anonymity.centre import PC, Centre
from tests.anonymity.claims import Dated, Named, Ordered
from tests.anonymity.spans import ONE_WEEK, Span
from tests.anonymity.story import Left, Watcher, day_of, week_of
from tests.anonymity.traces import Row
from tests.anonymity.watching import Moment, named_by
from tests.suggestions import journey

FULL_WEEK = Span(1, 40, (1.0,))
"""Only half of it is laid out."""
OWN = "Plantet nummer"
LIST = "/min/forslag"


def plant(pc: PC, text: str, **changes: str) -> TestResponse:
    """Through the form, as everybody; the receipt, or a page that says no."""
    checked = journey.check(pc, text=text, **changes)
    if checked.status_code != HTTPStatus.OK:
        return checked
    return journey.follow(pc, checked, journey.SEND)


class Sender:
    """The same words with the same code: in the mailbox many slips, afterwards one."""

    def __init__(self) -> None:
        self.said = {
            "text": "Fyll.",
            "audience": "go_no_further",
            "department": "",
            "paper_code": codes.mint(),
        }

    def send(self, centre: Centre) -> int:
        pc = PC(centre.app, 50)
        checked = pc.post(journey.CHECK, self.said)
        return journey.follow(pc, checked, journey.SEND).status_code

    def until_refused(self, centre: Centre) -> tuple[int, int]:
        """How many were taken in, and why the last was not."""
        count = 0
        while (answer := self.send(centre)) == HTTPStatus.OK:
            count += 1
        return count, answer


def reads(centre: Centre, desk: PC, url: str = LIST) -> str:
    """As a representative: one of the readers is the attacker."""
    page = desk.get(url)
    if page.status_code == 303:
        desk.sign_in(centre.those(RoleKind.REPRESENTATIVE)[-1], place="own")
        page = desk.get(url)
    return page.text


# A mark each day


@dataclass
class Marker:
    """A slip of his own after the first who came that day."""

    planted: dict[int, datetime] = field(default_factory=dict)
    """When each of them was sent."""
    day: str = ""

    def watch(self, centre: Centre) -> None:
        now = datetime.now(UTC)
        if day_of(now) != self.day:
            self.day = day_of(now)
            at = len(self.planted)
            plant(PC(centre.app, 70), f"{OWN} {at}.")
            self.planted[at] = now


def _neighbours(left: Left, watchers: Sequence[Watcher]) -> Dated:
    """Own slips tell which order follows the time; then the others lie in between."""
    [marker] = watchers
    assert isinstance(marker, Marker)
    marks = _numbers_of(left, marker)
    orders = [_in_order(left, how) for how in ORDERS]
    best = max(orders, key=lambda order: _in_time(order, marks))
    guess = {}
    for numbers in best:
        day = _first_day(numbers, marks)
        for number in numbers:
            day = day_of(marks[number]) if number in marks else day
            if day and number not in marks:
                guess[number] = day
    return Dated(guess)


def _numbers_of(left: Left, marker: Marker) -> dict[int, datetime]:
    """He reads the list of the readers, and knows his own words again."""
    found = {}
    for text in pieces(left.centre):
        parts = re.split(r'href="/min/forslag/(\d{6})"', text)[1:]
        for number, about in zip(parts[::2], parts[1::2], strict=True):
            own = re.search(rf"{OWN} (\d+)\.", about)
            if own:
                found[int(number)] = marker.planted[int(own[1])]
    return found


def pieces(centre: Centre) -> Iterator[str]:
    """The readers' list, piece by piece."""
    desk, url = PC(centre.app, 71), LIST
    while url:
        text = reads(centre, desk, url)
        yield text
        more = re.search(r'href="(/min/forslag\?[^"]*etter=[^"]+)"', text)
        url = more[1].replace("&amp;", "&") if more else ""


ORDERS: tuple[tuple[Callable[[Row], object], bool], ...] = (
    (lambda row: row["number"], False),
    (lambda row: row["number"], True),
    (lambda _row: "as they lie", False),
    (lambda row: row["key_for_readers"], False),
)


def _in_order(left: Left, how: tuple[Callable[[Row], object], bool]) -> list[list[int]]:
    key, backwards = how
    weeks = {row["number"]: row["week"] for row in left.end.tables["suggestions"]}
    rows = left.end.tables["suggestion_threads"]
    rows = [row | {"number": row["suggestion_number"]} for row in rows]
    rounds: dict[str, list[int]] = {}
    for row in sorted(rows, key=key, reverse=backwards):  # type: ignore[arg-type]
        rounds.setdefault(weeks[row["number"]], []).append(row["number"])
    return list(rounds.values())


def _in_time(order: Sequence[Sequence[int]], marks: Mapping[int, datetime]) -> int:
    known = [[marks[each] for each in numbers if each in marks] for numbers in order]
    pairs = [pair for each in known for pair in combinations(each, 2)]
    return sum(first < second for first, second in pairs)


def _first_day(numbers: Sequence[int], marks: Mapping[int, datetime]) -> str:
    """Of those before the first mark of their round."""
    days = [day_of(marks[each]) for each in numbers if each in marks]
    return min(days, default="")


# Until it opens


@dataclass
class Opener:
    """Keeps two slips of his own in the mailbox, in case it opens when three lie there.

    What comes out then is the slip of the one who sat there last.
    """

    came_out: dict[int, list[Moment]] = field(default_factory=dict)
    lying: int = 0
    times: int = 0
    sender: Sender = field(default_factory=Sender)

    def __post_init__(self) -> None:
        self._seen: set[int] = set()
        self._week = ""
        self._before = datetime.min.replace(tzinfo=UTC)

    def watch(self, centre: Centre) -> None:
        self.times += 1
        if not effort.is_worth(self.times, centre):
            return
        now = datetime.now(UTC)
        if self._week != week_of(now):
            self._week, self.lying = week_of(now), 0
        desk = PC(centre.app, 72)
        self._look(centre, desk, now)
        while self.lying < 2:
            self.sender.send(centre)
            self.lying += 1
            self._look(centre, desk, now)
        self._before = now

    def _look(self, centre: Centre, desk: PC, now: datetime) -> None:
        found = re.findall(r'href="/min/forslag/(\d{6})"', reads(centre, desk))
        new = {int(number) for number in found} - self._seen
        self._seen |= new
        if new:
            self.lying = 0
        if len(new) <= 3:
            for number in new:
                self.came_out[number] = [(self._before, now)]


def _opened_by_own_slips(left: Left, watchers: Sequence[Watcher]) -> Named:
    [opener] = watchers
    assert isinstance(opener, Opener)
    return named_by(left, opener.came_out)


# The order of what is read


def _order_of_list(left: Left, _watchers: Sequence[Watcher]) -> Ordered:
    """Of the readers' list; and of two messages in one thread in one week."""
    weeks = {row["number"]: row["week"] for row in left.end.tables["suggestions"]}
    rounds: dict[object, list[int]] = {}
    for text in pieces(left.centre):
        for number in re.findall(r'href="/min/forslag/(\d{6})"', text):
            rounds.setdefault(weeks[int(number)], []).append(int(number))
    rows = left.end.tables["suggestion_entries"]
    for row in sorted(rows, key=lambda row: row["position"]):
        if row["kind"] == "message":
            rounds.setdefault((row["thread_number"], row["week"]), []).append(row["id"])
    return Ordered([list(dict.fromkeys(each)) for each in rounds.values()])


def _order_of_open_list(left: Left, _watchers: Sequence[Watcher]) -> Ordered:
    """As a visitor sees it, by the week in which it was laid out."""
    weeks = {row["number"]: row["week"] for row in left.end.tables["suggestions"]}
    rounds: dict[str, list[int]] = {}
    visitor, url = PC(left.centre.app, 73), "/forslag"
    while url:
        text = visitor.get(url).text
        for number in re.findall(r'href="/forslag/(\d{6})"', text):
            rounds.setdefault(weeks[int(number)], []).append(int(number))
        more = re.search(r'href="(/forslag\?[^"]*etter=[^"]+)"', text)
        url = more[1].replace("&amp;", "&") if more else ""
    return Ordered([list(dict.fromkeys(each)) for each in rounds.values()])


ATTACKS = [
    Attack("own slips as neighbours", _neighbours, (Marker,), span=ONE_WEEK),
    Attack(
        "own slips make the mailbox open",
        _opened_by_own_slips,
        (Opener,),
        span=ONE_WEEK,
    ),
    Attack("order of the readers' list", _order_of_list, span=ONE_WEEK),
    Attack("order of the open list", _order_of_open_list, span=FULL_WEEK),
]
