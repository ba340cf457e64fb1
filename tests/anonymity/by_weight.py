"""Attacks on the size of answers: what came out is weighed, and laid beside the wire.

Who sat at the PC is known (see on_the_wire.py); the weight says what he or she wrote
or read there. What somebody *sends* has its own length, which is an admitted limit.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

import pytest
from flask import Flask

from kimvoice.core.db import db
from kimvoice.suggestions import codes, open_thread
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.threads import EntryKind, Thread
from kimvoice.web import sides
from kimvoice.web.tokens import Token
from tests.anonymity.attacks import Attack
from tests.anonymity.centre import PC, Centre
from tests.anonymity.claims import Named
from tests.anonymity.defences import Defence
from tests.anonymity.on_the_wire import sitting, written
from tests.anonymity.spans import ANSWERED
from tests.anonymity.story import Left, Watcher, week_of
from tests.anonymity.traces import Exchange
from tests.suggestions import journey
from tests.visitor import form_to

Votes = dict[int, Counter[int]]


def _by_weight_of_check_pages(left: Left, _watchers: Sequence[Watcher]) -> Named:
    """Whoever has read a suggestion can ask for its check page, and weigh that."""
    known = _weighed(left)
    votes: Votes = defaultdict(Counter)
    for week, numbers in known.items():
        sent = [it[0] for it in written(left) if week_of(it[0].at) == week]
        apart = _apart(sent, numbers)
        for exchange in sent:
            _vote(votes, numbers, _weight(exchange) - apart, sitting(left, exchange))
    return _elected(votes)


def _weighed(left: Left) -> dict[str, dict[int, int]]:
    """For each week, what the check page of each suggestion weighs."""
    scales = PC(left.centre.app, 80)
    weighed: dict[str, dict[int, int]] = defaultdict(dict)
    with left.centre.app.app_context():
        read = [_draft(each) for each in db.session.scalars(db.select(Suggestion))]
        db.session.remove()
    fields = form_to(journey.CHECK, scales.get(journey.FORM)).fields
    for number, week, draft in read:
        page = scales.post(journey.CHECK, fields | draft)
        weighed[week][number] = len(page.data)
    return weighed


def _draft(suggestion: Suggestion) -> tuple[int, str, dict[str, str]]:
    said = suggestion.thread.last_of(EntryKind.SAID) if suggestion.thread else None
    draft = {
        "text": said.words if said else "",
        "audience": str(suggestion.audience),
        "department": str(suggestion.department_id or ""),
    }
    return suggestion.number, suggestion.week, draft


def _apart(sent: Sequence[Exchange], numbers: Mapping[int, int]) -> int:
    """How much another date weighs: with it most of them fit something."""
    weights = set(numbers.values())

    def fitting(apart: int) -> int:
        return sum(_weight(exchange) - apart in weights for exchange in sent)

    return max(sorted(range(-60, 61), key=abs), key=fitting)


def _weight(exchange: Exchange) -> int:
    return int(dict(exchange.answered).get("Content-Length", 0))


def _vote(
    votes: Votes,
    numbers: Mapping[int, int],
    weight: int,
    person: int | None,
) -> None:
    fitting = [number for number, its in numbers.items() if its == weight]
    for number in fitting:
        if person is not None:
            votes[number][person] += 1_000_000 // len(fitting)


def _elected(votes: Votes) -> Named:
    return Named({number: its.most_common(1)[0][0] for number, its in votes.items()})


class Scales:
    """A reader with the same program, who weighs each thread as its author gets it."""

    def __init__(self) -> None:
        self.week = ""
        self.seen = 0
        self.weights: dict[int, int] = {}
        self.asked: list[tuple[Exchange, dict[int, int]]] = []

    def watch(self, centre: Centre) -> None:
        new, self.seen = centre.wire.exchanges[self.seen :], len(centre.wire.exchanges)
        for exchange in new:
            if (exchange.url, exchange.status) == (journey.THREAD, 200):
                self._weigh_all(centre, week_of(exchange.at))
                self.asked.append((exchange, self.weights))

    def _weigh_all(self, centre: Centre, week: str) -> None:
        if week != self.week:
            self.week = week
            with centre.app.test_request_context(journey.THREAD, method="POST"):
                threads = list(db.session.scalars(db.select(Thread)))
                self.weights = {it.suggestion_number: self._of(it) for it in threads}
                db.session.remove()

    def _of(self, thread: Thread) -> int:
        page = open_thread._thread_page(thread, Token.new("0" * codes.DIGITS))
        return len(sides.filled_up(page).get_data())


def _by_weight_of_threads(left: Left, watchers: Sequence[Watcher]) -> Named:
    [scales] = watchers
    assert isinstance(scales, Scales)
    votes: Votes = defaultdict(Counter)
    for exchange, weights in scales.asked:
        _vote(votes, weights, _weight(exchange), sitting(left, exchange))
    return _elected(votes)


ATTACKS = [
    Attack("weight of the check page", _by_weight_of_check_pages),
    Attack(
        "weight of the answer to a code",
        _by_weight_of_threads,
        (Scales,),
        span=ANSWERED,
    ),
]


def _no_white_space(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    patch.setattr(sides, "WEIGHT", 1)


DEFENCES = [
    Defence(
        "open pages weigh the same",
        _no_white_space,
        ("weight of the check page", "weight of the answer to a code"),
        together="the wire",
    ),
]
