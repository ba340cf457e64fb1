"""Somebody who fetches pages all the time, and sees who sits down at the PCs.

A page that changes between two openings of the mailbox, when no reader or leader is at
work, can only have been changed by an author.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain
from random import Random

from kimvoice.core.clock import OSLO
from kimvoice.people.models import RoleKind
from tests.anonymity import effort
from tests.anonymity.attacks import Attack
from tests.anonymity.centre import PC, Centre
from tests.anonymity.claims import Caught, Named
from tests.anonymity.spans import ONE_WEEK
from tests.anonymity.story import Left, Watcher, week_of
from tests.anonymity.watched import DESKS, FORM, HOME, LIST, ROLES, STREET
from tests.visitor import without_tokens

PASSING = ("Date", "Set-Cookie")
FRIDAY, NOON = 4, 12
SHORT, LONG = 1, 40
"""Beside the pages that are fetched each time, so many more, in turn."""

Moment = tuple[datetime, datetime]


@dataclass
class Page:
    at: datetime
    whole: tuple[object, ...]
    by_number: Mapping[int, str]


@dataclass
class Eyes:
    """Fetches pages, and notes what has changed since the last time, and when."""

    always: Sequence[tuple[RoleKind | None, str]]
    others: Sequence[tuple[RoleKind | None, str]]
    numbers: dict[int, list[Moment]] = field(default_factory=dict)
    """In which time something about a suggestion changed."""
    moved: list[Moment] = field(default_factory=list)
    """In which time a page changed, whatever it was."""
    turn: int = 0
    times: int = 0

    def __post_init__(self) -> None:
        self._pages: dict[tuple[RoleKind | None, str], Page] = {}
        self._desks: dict[RoleKind | None, PC] = {}

    def watch(self, centre: Centre) -> None:
        self.times += 1
        if not effort.is_worth(self.times, centre):
            return
        for role, url in [*self.always, *self._in_turn()]:
            page = self._fetch(centre, role, url)
            before = self._pages.get((role, url))
            self._pages[role, url] = page
            if before is not None and in_one_round(before.at, page.at):
                self._compare(before, page)

    def _in_turn(self) -> list[tuple[RoleKind | None, str]]:
        known = [page.by_number for page in self._pages.values()]
        seen = list(dict.fromkeys(chain.from_iterable(known)))
        readers = (RoleKind.REPRESENTATIVE, RoleKind.GENERAL_MANAGER)
        threads = [(role, f"{LIST}/{at}") for at in seen for role in readers]
        every = [*self.others, *(threads if self._is_inside else [])]
        count = min(len(every), LONG if effort.long() else SHORT)
        self.turn += count
        return [every[(self.turn + each) % len(every)] for each in range(count)]

    @property
    def _is_inside(self) -> bool:
        return any(role for role, _url in self.always)

    def _fetch(self, centre: Centre, role: RoleKind | None, url: str) -> Page:
        desk = self._desks.setdefault(role, PC(centre.app, 80))
        page = desk.get(url)
        if role and page.status_code == 303 and "logg-inn" in page.location:
            desk.sign_in(centre.those(role)[-1], place="own")
            page = desk.get(url)
        headers = [each for each in page.headers if each[0] not in PASSING]
        text = without_tokens(page)
        whole = (page.status_code, sorted(headers), text)
        return Page(datetime.now(UTC), whole, _by_number(url, text))

    def _compare(self, before: Page, page: Page) -> None:
        """What is new tells the most; other changes may come of another day."""
        span = (before.at, page.at)
        is_same_day = before.at.date() == page.at.date()
        if is_same_day and before.whole != page.whole:
            self.moved.append(span)
        for number, text in page.by_number.items():
            is_new = number not in before.by_number
            if is_new or (is_same_day and before.by_number[number] != text):
                self.numbers.setdefault(number, []).append(span)


def _by_number(url: str, text: str) -> dict[int, str]:
    """What stands on the page about each suggestion."""
    own = re.fullmatch(r".*/(\d{6})", url)
    if own:
        return {int(own[1]): text}
    _head, *pieces = re.split(r'href="(?:/min)?/forslag/(\d{6})"', text)
    return dict(zip(map(int, pieces[::2]), pieces[1::2], strict=True))


def in_one_round(before: datetime, now: datetime) -> bool:
    """Not after it was opened on the Friday, when readers and leaders are at work."""
    friday = now.astimezone(OSLO)
    is_busy = friday.weekday() == FRIDAY and friday.hour >= NOON
    return week_of(before) == week_of(now) and not is_busy


class FromTheStreet(Eyes):
    def __init__(self) -> None:
        super().__init__([(None, FORM)], [(None, url) for url in STREET])


class FromInside(Eyes):
    def __init__(self) -> None:
        reader = RoleKind.REPRESENTATIVE
        pages = [(role, url) for role in ROLES for url in (HOME, LIST)]
        pages += [(RoleKind.ADMINISTRATOR, url) for url in DESKS]
        super().__init__([(reader, LIST), (reader, HOME)], pages)


# What they make of it


def _who_was_there(left: Left, watchers: Sequence[Watcher]) -> Named:
    """Each time that something was said in a thread, its author sat somewhere."""
    [eyes] = watchers
    assert isinstance(eyes, Eyes)
    return named_by(left, eyes.numbers)


def named_by(left: Left, seen: Mapping[int, Sequence[Moment]]) -> Named:
    """By the moments at which it was seen to change, or else by the weeks alone."""
    guess, among = {}, {}
    chance = Random(1)
    for number, weeks in weeks_of_threads(left).items():
        among[number] = in_all(_by_week(left), weeks)
        there = in_all({span: sat_down(left, span) for span in seen.get(number, [])})
        likely = [each for each in there or among[number] if each in among[number]]
        if likely:
            guess[number] = likely[-1] if there else chance.choice(likely)
    return Named(guess, among)


def sat_down(left: Left, span: Moment) -> list[int]:
    after, until = span
    return [who.id for at, who, _pc in left.presence if after < at <= until]


def in_all(
    there: Mapping[object, Sequence[int]], those: Collection[object] | None = None
) -> list[int]:
    """Who was there each time, the last to come at the end."""
    found = [there[each] for each in (there if those is None else those)]
    return (
        [who for who in found[0] if all(who in each for each in found)] if found else []
    )


def _by_week(left: Left) -> dict[object, list[int]]:
    """Everybody who sat at a PC in the week; sorted, since no order is known."""
    found: dict[object, set[int]] = {}
    for at, who, _pc in left.presence:
        found.setdefault(week_of(at), set()).add(who.id)
    return {week: sorted(those) for week, those in found.items()}


def weeks_of_threads(left: Left) -> dict[int, set[object]]:
    """The weeks in which the author wrote something: readers see them."""
    weeks: dict[int, set[object]] = {}
    for row in left.end.tables["suggestions"]:
        weeks[row["number"]] = {row["week"]}
    for row in left.end.tables["suggestion_entries"]:
        if row["kind"] in ("said", "message"):
            weeks[row["thread_number"]].add(row["week"])
    return weeks


def _somebody_wrote(left: Left, watchers: Sequence[Watcher]) -> Caught:
    spans = [
        span
        for eyes in watchers
        if isinstance(eyes, Eyes)
        for span in (*eyes.moved, *chain.from_iterable(eyes.numbers.values()))
    ]
    return caught_in(left, spans)


def caught_in(left: Left, spans: Sequence[Moment]) -> Caught:
    """When no page has moved: a coin for each."""
    moments = [at for at, _who, _pc in left.presence]
    if not spans:
        chance = Random(2)
        return Caught({at: chance.random() < 0.5 for at in moments})
    hits = Counter(max(_within(moments, span), default=None) for span in spans)
    return Caught({at: at in hits for at in moments})


def _within(moments: Sequence[datetime], span: Moment) -> list[datetime]:
    return [at for at in moments if span[0] < at <= span[1]]


ATTACKS = [
    Attack("inside pages that move", _who_was_there, (FromInside,), span=ONE_WEEK),
    Attack(
        "a page tells that somebody wrote",
        _somebody_wrote,
        (FromTheStreet, FromInside),
        span=ONE_WEEK,
    ),
]
