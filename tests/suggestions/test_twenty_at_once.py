"""Twenty people act on one suggestion in the same moment."""

import threading
from collections import Counter
from collections.abc import Callable
from functools import cache
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.suggestions import mailbox
from kimvoice.suggestions.codes import CodeKeys
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import FLOW, Act, State
from kimvoice.suggestions.threads import EntryKind, Thread
from tests.conftest import TravelTo
from tests.factories import Make
from tests.suggestions.author import FRIDAY, Author
from tests.visitor import Visit, Visitor

on_postgresql = pytest.mark.parametrize("database", ["postgresql"], indirect=True)

TWENTY = 20
NOT_NOW = "Dette går ikke nå. En annen kan ha gjort noe mens du leste."
REFUSED = {403, 404, 409}
Knock = Callable[[], TestResponse]


def at_once(*knocks: Knock) -> list[TestResponse]:
    """All of them, each in a thread of its own, in the order in which they stand."""
    answers: dict[int, TestResponse] = {}
    start = threading.Barrier(len(knocks))
    db.session.commit()

    def run(place: int) -> None:
        start.wait()
        answers[place] = knocks[place]()

    threads = [threading.Thread(target=run, args=(it,)) for it in range(len(knocks))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [answers[place] for place in range(len(knocks))]


def knock(visitor: Visitor, it: Suggestion, act: str, **data: Any) -> Knock:
    """Ready to press: the token of the form is fetched beforehand."""
    url, sent = f"/min/forslag/{it.number}/{act}", data
    assert visitor.csrf_token
    return lambda: visitor.post(url, sent)


def test_twenty_take_it_and_one_has_it(visit: Visit, make: Make) -> None:
    readers = [make.representative() for _ in range(TWENTY)]
    suggestion = make.suggestion()
    visitors = [visit(as_=reader) for reader in readers]
    knocks = [knock(visitor, suggestion, "ta") for visitor in visitors]
    answers = at_once(*knocks)
    statuses = Counter(answer.status_code for answer in answers)
    assert statuses == {303: 1, 409: TWENTY - 1}
    assert all(NOT_NOW in each.text for each in answers if each.status_code == 409)
    winner = [answer.status_code for answer in answers].index(303)
    assert suggestion.taken_by == readers[winner]


MIXED = [
    ("legg-ut", Act.PUBLISH, 3),
    ("ikke-legg-ut", Act.DECLINE, 3),
    ("spor", Act.ASK, 4),
    ("sammendrag", Act.SUMMARIZE, 3),
    ("hjelp", Act.ASK_FOR_HELP, 4),
    ("hjulpet", Act.END_HELP, 1),
    ("gi-tilbake", Act.GIVE_BACK, 2),
]
LEAVES = {
    Act.ASK: EntryKind.QUESTION,
    Act.DECLINE: EntryKind.DECLINED,
    Act.SUMMARIZE: EntryKind.SUMMARY,
    Act.ASK_FOR_HELP: EntryKind.HELP_ASKED,
}


@pytest.mark.parametrize("round_", range(3))
def test_of_twenty_mixed_acts_none_is_lost_and_none_doubled(
    round_: int, visit: Visit, make: Make
) -> None:
    reader = make.representative()
    helpers = [make.coordinator() for _ in range(3)]
    suggestion = make.suggestion(State.READING, by=reader)
    acts, knocks = mixed_acts(visit, suggestion, reader, helpers)
    assert len(knocks) == TWENTY
    answers = at_once(*knocks)
    assert {answer.status_code for answer in answers} <= {303, *REFUSED}
    did = Counter(
        act
        for act, answer in zip(acts, answers, strict=True)
        if answer.status_code == 303
    )
    assert did, "somebody was first"
    after = db.session.get_one(Suggestion, suggestion.number)
    assert (after.state, after.helper is not None) in ends(did)
    assert (after.taken_by is None) == bool(did[Act.GIVE_BACK])
    assert (after.published_words is not None) == bool(did[Act.PUBLISH])
    kinds = Counter(entry.kind for entry in after.entries)
    left = {kind: did[act] for act, kind in LEAVES.items() if did[act]}
    assert kinds == {EntryKind.SAID: 1} | left
    assert len({entry.words for entry in after.entries if said_by_one(entry.kind)}) == (
        kinds[EntryKind.QUESTION] + kinds[EntryKind.SUMMARY] + kinds[EntryKind.DECLINED]
    )
    assert [entry.position for entry in after.entries] == list(
        range(len(after.entries))
    )


def mixed_acts(
    visit: Visit, suggestion: Suggestion, reader: Person, helpers: list[Person]
) -> tuple[list[Act], list[Knock]]:
    """The reader's own are in twenty tabs, each with a sign-in of its own."""
    acts, knocks = [], []
    for name, act, times in MIXED:
        for time in range(times):
            sent = {
                "words": f"{name} {time}",
                "reason": "other",
                "helper": helpers[time % len(helpers)].id,
            }
            acts.append(act)
            knocks.append(knock(visit(as_=reader), suggestion, name, **sent))
    return acts, knocks


def said_by_one(kind: EntryKind) -> bool:
    return kind not in (EntryKind.SAID, EntryKind.HELP_ASKED)


def ends(did: Counter[Act]) -> set[tuple[State, bool]]:
    """Where these acts can lead from «reading», in whatever order the table allows."""

    @cache
    def lead(
        state: State, helped: bool, held: bool, left: frozenset[tuple[Act, int]]
    ) -> frozenset[tuple[State, bool]]:
        if not left:
            return frozenset({(state, helped)})
        found: frozenset[tuple[State, bool]] = frozenset()
        for act, times in left:
            needs_holder = act not in (Act.ASK_FOR_HELP, Act.END_HELP)
            if not FLOW.allows(state, act) or (needs_holder and not held):
                continue
            if helped == (act is Act.ASK_FOR_HELP) and not needs_holder:
                continue
            rest = Counter(dict(left))
            rest[act] = times - 1
            found |= lead(
                FLOW.after(state, act),
                helped if needs_holder else act is Act.ASK_FOR_HELP,
                held and act is not Act.GIVE_BACK,
                frozenset((+rest).items()),
            )
        return found

    return set(lead(State.READING, False, True, frozenset(did.items())))


def test_what_is_withdrawn_meanwhile_leaves_no_word_behind(
    app: Flask, visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    """The mailbox brings the author's withdrawal while nineteen act."""
    reader, helpers = make.representative(), [make.coordinator()] * 3
    suggestion = make.suggestion(State.READING, by=reader)
    Author(make.code(suggestion)).withdraws()
    travel_to(FRIDAY)
    knocks = mixed_acts(visit, suggestion, reader, helpers)[1][1:]
    number = suggestion.number
    db.session.commit()
    emptying = threading.Thread(target=in_context(app, mailbox.empty_when_due))
    emptying.start()
    answers = at_once(*knocks)
    emptying.join()
    assert {each.status_code for each in answers} <= {303, *REFUSED}
    assert_nothing_is_left(number)


@on_postgresql
def test_the_mailbox_sees_what_was_laid_out_since_it_began_to_read(
    app: Flask,
    visit: Visit,
    make: Make,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Else the words that were just published stay in the row."""
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    Author(make.code(suggestion)).withdraws()
    travel_to(FRIDAY)
    number, publish = suggestion.number, knock(visit(as_=reader), suggestion, "legg-ut")
    opened_by = Thread.opened_by
    answers: list[TestResponse] = []

    def slowly(keys: CodeKeys) -> Thread | None:
        found = opened_by(keys)
        assert found is not None
        if not answers:
            assert found.suggestion.published_words is None
            publishing = threading.Thread(target=lambda: answers.append(publish()))
            publishing.start()
            publishing.join()
        return found

    monkeypatch.setattr(Thread, "opened_by", slowly)
    mailbox.empty_when_due()
    assert [answer.status_code for answer in answers] == [303]
    assert_nothing_is_left(number)


@on_postgresql
def test_who_waited_for_the_row_sees_what_hangs_on_it(
    app: Flask, visit: Visit, make: Make
) -> None:
    """The thread is deleted while somebody waits to write into it."""
    reader = make.representative()
    suggestion = make.suggestion(State.PUBLISHED, by=reader)
    summarize = knock(visit(as_=reader), suggestion, "sammendrag", words="Kort sagt.")
    db.session.commit()
    Suggestion.locked(suggestion.number).forget()
    db.session.flush()
    answers: list[TestResponse] = []
    waiting = threading.Thread(target=lambda: answers.append(summarize()))
    waiting.start()
    wait_for_its_turn(waiting)
    db.session.commit()
    waiting.join()
    assert [answer.status_code for answer in answers] == [409]
    assert "Tråden er slettet." in answers[0].text


def wait_for_its_turn(thread: threading.Thread) -> None:
    """Until the database says that somebody waits."""
    waits = text("SELECT count(*) FROM pg_locks WHERE NOT granted")
    with db.engine.connect() as beside:
        while thread.is_alive() and not beside.scalar(waits):
            beside.rollback()


def in_context(app: Flask, act: Callable[[], object]) -> Callable[[], None]:
    def run() -> None:
        with app.app_context():
            act()

    return run


def assert_nothing_is_left(number: int) -> None:
    db.session.rollback()
    after = db.session.get_one(Suggestion, number)
    assert after.state is State.WITHDRAWN
    assert (after.published_words, after.published_summary) == (None, None)
    assert (after.entries, after.helper) == ([], None)
