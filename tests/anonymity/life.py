"""What sixty people do in the house for some weeks, through HTTP, in order of time."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from itertools import groupby
from pathlib import Path
from typing import Protocol

from kimvoice.core import days
from kimvoice.core.clock import OSLO
from kimvoice.core.db import db
from kimvoice.people.models import RoleKind
from kimvoice.suggestions import codes
from kimvoice.suggestions.threads import Thread
from tests.anonymity.centre import FIRST_DAY, PC, Centre, Resident
from tests.anonymity.traces import Copy, Exchange, copy_of
from tests.conftest import moment
from tests.factories import EXPLANATION
from tests.suggestions import journey
from tests.visitor import form_to, forms

SUGGESTION, MESSAGE = "suggestion", "message"
HELPED, WITHDRAWAL = "helped", "withdrawal"
LOOKED = "looked"
"""Came to send something, and could not."""
SEEN_FROM_STREET = ("/", "/forslag", "/du-sa-vi-gjorde", "/tavle", "/tillitsvalgte")
SEEN_INSIDE = ("/min/", "/min/innstillinger", "/min/velkommen")
NOT_TAKEN_IN = (HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS)
"""The mailbox is full, or many write just now: who reads that gives up."""
NIGHT = timedelta(hours=2)
NOON = timedelta(hours=12, minutes=1)


@dataclass
class Sent:
    """What only its author knows, and the test."""

    author: Resident
    at: datetime
    kind: str
    code: str
    text: str = ""
    department: int | None = None
    number: int | None = None
    """The suggestion that it became, or went to; None if it came to nothing."""
    entry: int | None = None
    """The row of its words, for as long as they stand."""
    exchange: int | None = None
    """Which one on the wire sent it."""

    @property
    def day(self) -> str:
        return day_of(self.at)


@dataclass(frozen=True)
class Span:
    weeks: int
    slips: int
    shares: tuple[float, ...]
    """Of the slips, in each week: one week is nearly silent."""
    new_weeks: int = 1
    """So many in which nobody comes back, and each slip is a suggestion."""
    kinds: tuple[int, ...] = (5, 3, 1, 1)
    """How often suggestions, messages, «hjalp svaret?» and withdrawals are sent."""
    looks: float = 0.4
    """The share of people who look at some pages on a day."""
    ticks: int = 10
    """Of a day's 1440 minutes, those in which the clock's work is really done."""
    first_day: str = FIRST_DAY


FOUR_WEEKS = Span(4, 200, (0.37, 0.35, 0.01, 0.27))
FOUR_CALM_WEEKS = replace(FOUR_WEEKS, slips=120, looks=0.12, ticks=4)
"""The short form of them."""
TWO_WEEKS = Span(2, 30, (0.6, 0.4))
ONE_WEEK = Span(1, 20, (1.0,))
WITHDRAWN = Span(2, 36, (0.6, 0.4), kinds=(4, 3, 1, 8))
QUIET = Span(
    12,
    12,
    (1 / 12,) * 12,
    kinds=(1, 0, 0, 0),
    looks=0.03,
    ticks=1,
    first_day="2025-08-04 08:00",
)
"""One slip a week, in weeks without holidays: then its day could be its author."""


class Watcher(Protocol):
    """An attacker who is there while it happens."""

    def watch(self, centre: Centre) -> None:
        """Called each minute in which something may have happened."""


@dataclass
class Left:
    """What is left behind, for an attacker to find."""

    centre: Centre
    nights: list[Copy] = field(default_factory=list)
    presence: list[tuple[datetime, Resident, str]] = field(default_factory=list)
    """Who sat down at which PC, and when: anybody in the room could see it."""

    @property
    def end(self) -> Copy:
        return self.nights[-1]

    @property
    def wire(self) -> list[Exchange]:
        return self.centre.wire.exchanges

    @property
    def log(self) -> list[tuple[datetime, str]]:
        return self.centre.log.lines

    def there_on(self, day: str) -> list[int]:
        """The people who sat at a PC on that day."""
        return sorted({who.id for at, who, _pc in self.presence if day_of(at) == day})

    @property
    def keys(self) -> Path:
        """The key folder as it is at the end: for the stronger attacker alone."""
        folder: Path = self.centre.app.extensions["config"].key_folder
        return folder


@dataclass
class Story:
    """The truth, and what is left behind: an attack is given the latter alone."""

    left: Left
    sent: list[Sent] = field(default_factory=list)


@dataclass(frozen=True)
class Act:
    at: datetime
    by: Resident
    what: str


def live(centre: Centre, span: Span, watchers: Sequence[Watcher] = ()) -> Story:
    """Play the weeks, with a copy of the database each night."""
    return Life(centre, span, watchers).lived()


class Life:
    def __init__(self, centre: Centre, span: Span, watchers: Sequence[Watcher]) -> None:
        self.centre, self.span, self.watchers = centre, span, watchers
        self.chance = centre.chance
        self.story = Story(Left(centre))
        self.staff = Staff(centre)
        self.first = centre_today(centre)

    def lived(self) -> Story:
        self.centre.tick()
        self._copy_at(self.first - timedelta(days=2) + NIGHT)
        acts = sorted(self._plan(), key=lambda act: act.at)
        for day, of_day in groupby(acts, key=lambda act: day_of(act.at)):
            for act in of_day:
                self._happen(act)
            self._night_after(day)
        self._look_up_numbers()
        return self.story

    # What will happen

    def _plan(self) -> Iterator[Act]:
        for week in range(self.span.weeks):
            slips = max(1, round(self.span.slips * self.span.shares[week]))
            monday = self.first + timedelta(weeks=week)
            yield from self._slips(monday, slips, is_new=week < self.span.new_weeks)
            for weekday in range(5):
                yield from self._everyday(monday + timedelta(days=weekday))
            friday = monday + timedelta(days=4)
            yield Act(friday + NOON, self.staff.reader, "open")
            yield Act(friday + timedelta(hours=13), self.staff.reader, "read")
            yield Act(friday + timedelta(hours=14), self.staff.manager, "answer")

    def _slips(self, monday: datetime, count: int, *, is_new: bool) -> Iterator[Act]:
        while count:
            burst = min(count, self.chance.choice((1, 1, 1, 4)))
            when = self._some_time(monday + timedelta(days=self.chance.randrange(5)))
            if when.weekday() == 4:
                # On a Friday before the mailbox is opened: that is its last day.
                when = when.replace(hour=self.chance.randrange(8, 12))
            for number in range(burst):
                kind = SUGGESTION if is_new else self._kind()
                by = self.chance.choice(self.centre.participants())
                yield Act(when + timedelta(minutes=number), by, kind)
            count -= burst

    def _kind(self) -> str:
        kinds = (SUGGESTION, MESSAGE, HELPED, WITHDRAWAL)
        return self.chance.choices(kinds, self.span.kinds)[0]

    def _everyday(self, day: datetime) -> Iterator[Act]:
        for person in self.centre.people:
            if self.chance.random() < self.span.looks:
                yield Act(self._some_time(day), person, "look")
        for _ in range(self.span.ticks):
            # Whatever was sent: else their number would tell of the slips.
            yield Act(self._some_time(day), self.staff.reader, "tick")

    def _some_time(self, day: datetime) -> datetime:
        return day + timedelta(hours=8, seconds=self.chance.randrange(7 * 3600))

    # It happens

    def _happen(self, act: Act) -> None:
        self.centre.at(act.at.astimezone(UTC))
        if act.what == "look":
            self._look(act)
        elif act.what == "open":
            self.centre.tick()
        elif act.what == "tick":
            self.centre.minute()
        elif act.what in ("read", "answer"):
            self.staff.work(act.what)
        else:
            self._send(act)
        for watcher in self.watchers:
            watcher.watch(self.centre)

    def _look(self, act: Act) -> None:
        pc = self._sit_down(act)
        for url in self.chance.sample(SEEN_FROM_STREET + SEEN_INSIDE, 3):
            pc.get(url)

    def _sit_down(self, act: Act) -> PC:
        """As people do: they sign in first, and stay so while they write."""
        pc = self.chance.choice(self.centre.pcs)
        pc.client.get("/min/forlat")
        pc.sign_in(act.by)
        self.story.left.presence.append((act.at.astimezone(UTC), act.by, pc.address))
        return pc

    def _send(self, act: Act) -> None:
        at = act.at.astimezone(UTC)
        opened = self._opened(at) if act.what != SUGGESTION else []
        if not opened:
            self._suggest(self._sit_down(act), act.by, at)
            return
        about = self.chance.choice(opened)
        pc = self._sit_down(replace(act, by=about.author))
        sent = Sent(about.author, at, act.what, about.code)
        if act.what == MESSAGE:
            sent.text = f"Enda en ting, nummer {len(self.story.sent)}."
        self._follow_up(pc, sent)
        self.story.sent.append(sent)

    def _suggest(self, pc: PC, by: Resident, at: datetime) -> None:
        number = len(self.story.sent)
        text = f"Forslag nummer {number}. " + "Mer tid. " * self.chance.randrange(60)
        department = self.chance.choice(("", str(by.department)))
        audience = self.chance.choice(("everybody", "everybody", "may_raise"))
        written = {"text": text.strip(), "audience": audience}
        offered = form_to(journey.CHECK, pc.get(journey.FORM)).fields
        if department and f'value="{department}"' in pc.get(journey.FORM).text:
            written["department"] = department
        checked = pc.post(journey.CHECK, offered | written)
        receipt = journey.follow(pc, checked, journey.SEND)
        if receipt.status_code in NOT_TAKEN_IN:
            return
        code = journey.code_on(receipt)
        kept = int(written["department"]) if "department" in written else None
        sent = Sent(by, at, SUGGESTION, code, text.strip(), kept)
        sent.exchange = len(self.story.left.wire) - 1
        self.story.sent.append(sent)
        if self.chance.random() < 0.7:
            journey.follow(pc, receipt, journey.FINISH)

    def _follow_up(self, pc: PC, sent: Sent) -> None:
        thread = journey.come_back(pc, sent.code)
        url, said = {
            MESSAGE: (journey.MESSAGE, {"text": sent.text}),
            HELPED: (journey.HELPED, {"helped": "partly"}),
            WITHDRAWAL: (journey.WITHDRAW, {}),
        }[sent.kind]
        if url not in {form.leads_to for form in forms(thread)}:
            sent.kind = LOOKED
            return
        answer = journey.follow(pc, thread, url, **said)
        if sent.kind == WITHDRAWAL:
            answer = journey.follow(pc, answer, url)
        if answer.status_code in NOT_TAKEN_IN:
            sent.kind = LOOKED
            return
        assert answer.status_code == 200, answer.text
        sent.exchange = len(self.story.left.wire) - 1

    def _opened(self, now: datetime) -> list[Sent]:
        last = now - timedelta(days=(now.weekday() - 4) % 7 or 7)
        friday = last.replace(hour=11, minute=0)
        gone = {each.code for each in self.story.sent if each.kind == WITHDRAWAL}
        return [
            each
            for each in self.story.sent
            if each.kind == SUGGESTION and each.at < friday and each.code not in gone
        ]

    def _night_after(self, day: str) -> None:
        self._copy_at(moment(f"{day} 00:00") + timedelta(days=1) + NIGHT)

    def _copy_at(self, when: datetime) -> None:
        self.centre.at(when.astimezone(UTC))
        self.centre.minute()
        nights = self.story.left.nights
        if nights:
            self.centre.idle(when - nights[-1].at)
        copy = copy_of(self.centre.app)
        nights.append(replace(copy, writes=copy.writes + self.centre.unplayed))

    def _look_up_numbers(self) -> None:
        with self.centre.app.app_context():
            for sent in self.story.sent:
                thread = Thread.opened_by(codes.derive(sent.code))
                if thread is not None:
                    sent.number = thread.suggestion_number
                    rows = {each.words: each.id for each in thread.entries}
                    sent.entry = rows.get(sent.text)
            db.session.remove()


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


def day_of(when: datetime) -> str:
    return when.astimezone(OSLO).date().isoformat()


def week_of(when: datetime) -> str:
    return days.week_of(when.astimezone(OSLO).date())


def centre_today(centre: Centre) -> datetime:
    now = datetime.now(UTC).astimezone(OSLO)
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
