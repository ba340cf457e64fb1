"""The walk of test_small_numbers.py sees what it is there to see.

Each test takes one defence away, and somebody who should not know sees a difference.
"""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask, Response
from sqlalchemy import func, select

from kimvoice.admin import retention
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions import finding, inbox, policy
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import Audience, State
from kimvoice.suggestions.threads import Entry
from kimvoice.web import navigation
from tests.anonymity.hidden import CHANGES
from tests.anonymity.houses import House, Plan, Told, Watcher
from tests.anonymity.neighbours import STREET, Looking
from tests.anonymity.small_pieces import cut_small
from tests.conftest import TravelTo
from tests.factories import Make
from tests.suggestions.author import lying
from tests.visitor import Visit

Break = Callable[[Flask, pytest.MonkeyPatch], None]


@pytest.fixture(autouse=True)
def _small_pieces(
    app: Flask, travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut_small(app, monkeypatch)


def it_is(state: State, week: str = "2025-W46", *, approved: bool = False) -> Told:
    everybody = Audience.EVERYBODY
    return Told(state, everybody, week, True, 0, False, approved, withdrawn=False)


HOUSE = (
    it_is(State.PUBLISHED, "2025-W30"),
    it_is(State.PUBLISHED, "2025-W40"),
    it_is(State.ANSWERED, approved=True),
    it_is(State.READING),
    it_is(State.RECEIVED),
)


def count(query: object) -> int:
    return db.session.scalar(select(func.count()).select_from(query)) or 0  # type: ignore[arg-type]


def a_badge_in_the_menu(_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = navigation._open_menu

    def with_badge() -> list[navigation.Link]:
        return [*shown(), navigation.Link(f"({count(Suggestion)})", "/forslag", "")]

    monkeypatch.setattr(navigation, "_open_menu", with_badge)


def the_mailbox_in_a_header(app: Flask, _monkeypatch: pytest.MonkeyPatch) -> None:
    def told(response: Response) -> Response:
        response.headers["X-Slips"] = str(len(lying()))
        return response

    app.after_request_funcs.setdefault(None, []).append(told)


def leaders_see_the_order_of_arrival(
    _app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "_week_seen_by", lambda _person: Suggestion.week)


def leaders_see_how_many_are_about_their_department(
    _app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def counted(person: Person, _shelf: object) -> int:
        return count(select(Suggestion).where(policy.answers(person)).subquery())

    monkeypatch.setattr(inbox, "count_seen_by", counted)


def what_is_hidden_is_forbidden_instead_of_missing(
    _app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(policy, "may_see", lambda *_: True)


def the_promise_is_asked_only_before_what_is_there(
    _app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_there(query: object) -> bool:
        return db.session.scalars(query).unique().one_or_none() is not None  # type: ignore[call-overload]

    monkeypatch.setattr(finding, "_promise_comes_first", is_there)


def deletions_as_many_as_were_closed(
    _app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    coming = retention.coming_deletions

    def of_what_is_closed() -> list[retention.Deletion]:
        closed = select(Suggestion).where(Suggestion.closed_week.is_not(None))
        return coming()[: count(closed.subquery())]

    monkeypatch.setattr(retention, "coming_deletions", of_what_is_closed)


def the_liveliest_first(_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    entries = select(func.count(Entry.id)).where(
        Entry.thread_number == Suggestion.number
    )

    def published() -> object:
        lively = entries.scalar_subquery().desc()
        public = select(Suggestion).where(Suggestion.is_public())
        return public.order_by(lively, Suggestion.number)

    monkeypatch.setattr(Suggestion, "published", staticmethod(published))


@dataclass(frozen=True)
class Broken:
    how: Break
    changed: str
    state: State
    where: str
    watcher: RoleKind | None = None

    def __str__(self) -> str:
        return self.how.__name__


BROKEN = (
    Broken(a_badge_in_the_menu, "one suggestion less", State.RECEIVED, "/forslag"),
    Broken(
        the_mailbox_in_a_header, "a message in the mailbox", State.READING, "/hjelp"
    ),
    Broken(the_liveliest_first, "a message more", State.PUBLISHED, "/forslag"),
    Broken(
        leaders_see_the_order_of_arrival,
        "came in another week",
        State.PUBLISHED,
        "/min/forslag",
        RoleKind.WORK_LEADER,
    ),
    Broken(
        leaders_see_how_many_are_about_their_department,
        "about another department",
        State.RECEIVED,
        "/min/forslag",
        RoleKind.WORK_LEADER,
    ),
    Broken(
        what_is_hidden_is_forbidden_instead_of_missing,
        "one suggestion less",
        State.READING,
        "/min/forslag/{number}",
        RoleKind.BOARD_CHAIR,
    ),
    Broken(
        the_promise_is_asked_only_before_what_is_there,
        "one suggestion less",
        State.RECEIVED,
        "/min/forslag/{number}",
        RoleKind.REPRESENTATIVE,
    ),
    Broken(
        deletions_as_many_as_were_closed,
        "closed",
        State.READING,
        "/min/admin/sletting",
        RoleKind.ADMINISTRATOR,
    ),
)


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_the_walk_sees(
    broken: Broken,
    app: Flask,
    make: Make,
    visit: Visit,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    roles = frozenset({broken.watcher} if broken.watcher else {RoleKind.PARTICIPANT})
    watcher = Watcher(roles, promised=False, elsewhere=False)
    plan = Plan((0, 0), HOUSE, (watcher,), frozenset(), "nb")
    house = House(app, make, plan)
    # In the week of its publishing the last of the lot, so that it can move up.
    those = [it for it in house.suggestions if it.state is broken.state]
    last = max(those, key=lambda it: it.number)
    if broken.changed == "came in another week":
        last = house.suggestions[0]
    broken.how(app, monkeypatch)
    [change] = [each for each in CHANGES if each.name == broken.changed]
    number, sees = last.number, "prøve" if broken.watcher else STREET
    looking = Looking(house, visit, [number], only=sees)
    apart = looking.told_apart_by(change, last)
    where = broken.where.format(number=number)
    assert [it for it in apart if f": {where}" in it], apart
