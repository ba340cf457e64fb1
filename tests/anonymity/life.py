"""What sixty people do in the house for some weeks, through HTTP, in order of time."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus
from itertools import groupby

from kimvoice.core.clock import OSLO
from kimvoice.core.db import db
from kimvoice.suggestions import codes
from kimvoice.suggestions.threads import Thread
from tests.anonymity.centre import PC, Centre, Resident
from tests.anonymity.spans import Span
from tests.anonymity.staff import Staff
from tests.anonymity.story import (
    HELPED,
    LOOKED,
    MESSAGE,
    SUGGESTION,
    WITHDRAWAL,
    Left,
    Sent,
    Story,
    Watcher,
    day_of,
)
from tests.anonymity.traces import copy_of
from tests.conftest import moment
from tests.suggestions import journey
from tests.visitor import form_to, forms

SEEN_FROM_STREET = ("/", "/forslag", "/du-sa-vi-gjorde", "/tavle", "/tillitsvalgte")
SEEN_INSIDE = ("/min/", "/min/innstillinger", "/min/velkommen")
NOT_TAKEN_IN = (HTTPStatus.CONFLICT, HTTPStatus.TOO_MANY_REQUESTS)
"""The mailbox is full, or many write just now: who reads that gives up."""
MORNING, EVENING = timedelta(minutes=1), timedelta(hours=23, minutes=50)
"""When the clock does what it does once a day; when somebody copies the database."""
NOON = timedelta(hours=12, minutes=1)


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
        self.first = midnight()

    def lived(self) -> Story:
        before = self.first - timedelta(days=3)
        self._begin_day(before)
        self._copy_at(before + EVENING)
        acts = sorted(self._plan(), key=lambda act: act.at)
        for day, of_day in groupby(acts, key=lambda act: day_of(act.at)):
            night = moment(f"{day} 00:00")
            self._begin_day(night)
            for act in of_day:
                self._happen(act)
            self._copy_at(night + EVENING)
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

    def _begin_day(self, night: datetime) -> None:
        self.centre.at((night + MORNING).astimezone(UTC))
        self.centre.tick()

    def _copy_at(self, when: datetime) -> None:
        self.centre.at(when.astimezone(UTC))
        self.centre.minute()
        nights = self.story.left.nights
        if nights:
            self.centre.idle(when - nights[-1].at)
        copy = copy_of(self.centre.app)
        self.centre.files.look()
        writes = copy.writes + self.centre.unplayed
        nights.append(replace(copy, writes=writes, times={**self.centre.files.changed}))

    def _look_up_numbers(self) -> None:
        with self.centre.app.app_context():
            for sent in self.story.sent:
                thread = Thread.opened_by(codes.derive(sent.code))
                if thread is not None:
                    sent.number = thread.suggestion_number
                    rows = {each.words: each.id for each in thread.entries}
                    sent.entry = rows.get(sent.text)
            db.session.remove()


def midnight() -> datetime:
    now = datetime.now(UTC).astimezone(OSLO)
    return now.replace(hour=0, minute=0, second=0, microsecond=0)
