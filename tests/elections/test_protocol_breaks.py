"""What was changed in a protocol by others than the program is found, and named."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, text, update

from kimvoice.checks import machine
from kimvoice.core import clock, ledger
from kimvoice.core.db import db, is_sqlite
from kimvoice.elections.events import ElectionEvent, EventPerson
from kimvoice.elections.models import Election
from kimvoice.elections.states import Deed, ProposalKind, State, Way
from kimvoice.elections.unbroken import Break
from kimvoice.people import erasure
from tests.complaints.own_page import on_sqlite
from tests.electing import DAY, Electing, Held

EVENTS, PEOPLE, ELECTIONS = (
    db.metadata.tables[it]
    for it in ("election_events", "election_event_people", "elections")
)
ITS_PLACE = ("line", "election_id", "event_id")
"""Whoever changes these takes the row away from where it was."""


@pytest.fixture
def held(electing: Electing) -> Held:
    """Announced, listed, counted, drawn, published, and a line without people; and
    another election beside it."""
    electing.election(State.LISTED)
    it = electing.election(State.TIED, votes=(3, 2, 2), blanks=0)
    first, third = it.election.candidates[0], it.election.candidates[2]
    assert first.votes == 3
    it.election.draw(
        [third.person],
        drawer="Kari Testesen",
        witnesses=("Ola Prøve", "Siv Prøve"),
        by=it.officers[1],
    )
    it.election.publish(it.officers[0])
    it.election.enter(Deed.COMPLAINED)
    db.session.commit()
    return it


def broken(election: Election) -> Break:
    db.session.flush()
    db.session.expire(election)
    found = election.protocol_break
    assert found is not None
    return found


@contextmanager
def tampering(election: Election) -> Iterator[list[Break]]:
    """What is found then; afterwards all is as before."""
    found: list[Break] = []
    with db.session.begin_nested() as changed:
        yield found
        found.append(broken(election))
        changed.rollback()
    db.session.expire_all()


@pytest.fixture
def unguarded(held: Held) -> None:
    """As with a tool that heeds no rule of the tables."""
    if is_sqlite():
        for rule in ("ignore_check_constraints", "defer_foreign_keys"):
            db.session.execute(text(f"PRAGMA {rule} = ON"))
        return
    db.session.execute(text("SET LOCAL session_replication_role = replica"))
    rule = "ck_election_events_deed"
    db.session.execute(text(f"ALTER TABLE election_events DROP CONSTRAINT {rule}"))


def another(its: Any) -> list[Any]:
    how: dict[type, Callable[[Any], list[Any]]] = {
        int: lambda its: [its ^ 64],
        bytes: lambda its: [bytes([its[0] ^ 1]) + its[1:], its[:-1]],
        str: lambda its: [
            its[:at] + chr(ord(its[at]) ^ 1) + its[at + 1 :]
            for at in range(0, len(its), 5)
        ],
        date: lambda its: [its + timedelta(days=1)],
        type(None): lambda _its: [1],
    }
    return how[bytes if isinstance(its, memoryview) else type(its)](its)


def rows_of(election: Election, table: str) -> list[dict[str, Any]]:
    mine = "SELECT id FROM election_events WHERE election_id = :it"
    key = "id" if table == "election_events" else "event_id"
    found = text(f"SELECT * FROM {table} WHERE {key} IN ({mine})")
    return [
        dict(it) for it in db.session.execute(found, {"it": election.id}).mappings()
    ]


@pytest.mark.usefixtures("unguarded")
def test_a_byte_flipped_in_any_column_of_an_event_is_named(held: Held) -> None:
    tried = Counter[str]()
    for row in rows_of(held.election, "election_events"):
        for column, its in row.items():
            for other in another(its):
                with tampering(held.election) as found:
                    said = f"UPDATE election_events SET {column} = :its WHERE id = :id"
                    db.session.execute(text(said), {"its": other, "id": row["id"]})
                name = other if column == "id" else row["id"]
                named = found[0].row == f"election_events {name}"
                assert named or column in ITS_PLACE, (column, other)
                assert found[0].line == row["line"] + 1, (column, other)
                tried[column] += 1
    assert set(tried) == {it.name for it in EVENTS.columns}
    assert min(tried.values()) >= 6
    assert held.election.protocol_break is None


@pytest.mark.usefixtures("unguarded")
def test_a_byte_flipped_in_any_column_of_its_people_is_named(held: Held) -> None:
    tried = Counter[str]()
    lines = {it.id: it.line + 1 for it in held.election.events}
    for row in rows_of(held.election, "election_event_people"):
        key = {"event": row["event_id"], "place": row["place"]}
        for column, its in row.items():
            for other in another(its):
                with tampering(held.election) as found:
                    said = f"UPDATE election_event_people SET {column} = :its"
                    which = "WHERE event_id = :event AND place = :place"
                    db.session.execute(text(f"{said} {which}"), key | {"its": other})
                assert found[0].line == lines[row["event_id"]], (column, other)
                assert found[0].row == f"election_events {row['event_id']}"
                tried[column] += 1
    assert set(tried) == {it.name for it in PEOPLE.columns}
    assert min(tried.values()) >= 8


def test_a_line_that_was_taken_out_is_missed(held: Held) -> None:
    lines = [it.id for it in held.election.events]
    for at, gone in enumerate(lines):
        with tampering(held.election) as found:
            db.session.execute(delete(ElectionEvent).where(ElectionEvent.id == gone))
        assert found[0].line == at + 1
    with tampering(held.election) as found:
        mine = ElectionEvent.election_id == held.election.id
        db.session.execute(delete(ElectionEvent).where(mine))
    assert found[0].line == 1


def test_two_lines_that_changed_places_are_seen(held: Held) -> None:
    one, other = held.election.events[1].id, held.election.events[2].id
    with tampering(held.election) as found:
        for number, line in ((one, 99), (other, 1), (one, 2)):
            row = update(ElectionEvent).where(ElectionEvent.id == number)
            db.session.execute(row.values(line=line))
    assert found == [Break(2, f"election_events {other}")]


def test_somebody_who_was_put_in_or_taken_out_is_seen(held: Held) -> None:
    listed = held.election.events[1]
    with tampering(held.election) as found:
        last = EventPerson.place == len(listed.people) - 1
        of_it = delete(EventPerson).where(EventPerson.event_id == listed.id, last)
        db.session.execute(of_it)
    assert found == [Break(2, f"election_events {listed.id}")]
    with tampering(held.election) as found:
        added = EventPerson.named(len(listed.people), "Test Prøve", "Test Prøve")
        listed.people.append(added)
    assert found == [Break(2, f"election_events {listed.id}")]


def test_a_line_written_by_somebody_else_at_the_end_is_seen(held: Held) -> None:
    last = held.election.events[-1]
    with tampering(held.election) as found:
        mine = {"id": 7, "line": last.line + 1, "link": last.link}
        row = {it.name: getattr(last, it.name) for it in EVENTS.columns} | mine
        db.session.execute(EVENTS.insert().values(row))
    assert found == [Break(last.line + 2, "election_events 7")]


def test_the_protocol_of_another_election_is_not_this_ones(
    held: Held, electing: Electing
) -> None:
    twin = electing.election(State.LISTED).election
    with tampering(twin) as found:
        mine, its = ElectionEvent.election_id == twin.id, held.election.id
        db.session.execute(delete(ElectionEvent).where(mine))
        taken = update(ElectionEvent).where(ElectionEvent.election_id == its)
        db.session.execute(taken.values(election_id=twin.id))
    assert found[0].line == 1


@on_sqlite
@pytest.mark.parametrize("column", ["slips", "blanks", "rejected", "elected_id"])
def test_a_result_that_is_not_the_protocols_is_seen(held: Held, column: str) -> None:
    its = {column: 0 if column == "slips" else 3}
    if column == "elected_id":
        its = {column: held.others[0].id}
    with tampering(held.election) as found:
        of_it = update(ELECTIONS).where(ELECTIONS.c.id == held.election.id)
        db.session.execute(of_it.values(its))
    assert found == [Break(7, f"elections {held.election.id}")]


@on_sqlite
def test_votes_that_are_not_the_protocols_are_seen(held: Held) -> None:
    with tampering(held.election):
        held.election.candidates[1].votes = 4


@on_sqlite
def test_a_new_chain_is_another_mark_than_the_one_on_paper(held: Held) -> None:
    """Whoever can write in the database can do this: paper stands against it."""
    on_paper, events = held.election.protocol_mark, held.election.events
    events[0].said = events[0].said.replace("false", "true")
    link = ledger.linked(ledger.START, held.election.id)
    for event in events:
        event.link = link = event.written.link_after(link)
    held.election.protocol_head = ledger.linked(link, len(events), "head")
    db.session.flush()
    assert held.election.protocol_break is None
    assert held.election.protocol_mark != on_paper


@pytest.mark.parametrize("state", [it for it in State if it is not State.ANNULLED])
@on_sqlite
def test_a_protocol_that_nobody_touched_holds(electing: Electing, state: State) -> None:
    votes = (3, 2, 2) if state is State.TIED else ()
    blanks = 0 if state is State.TIED else 1
    it = electing.election(state, votes=votes, blanks=blanks).election
    db.session.expire_all()
    assert it.protocol_break is None


@on_sqlite
def test_the_keeper_is_told_of_the_first_line(held: Held) -> None:
    assert list(machine.election_protocols()) == []
    listed = held.election.events[1]
    listed.said = listed.said.replace("8", "9")
    db.session.commit()
    [said] = machine.election_protocols()
    assert f"election_events {listed.id}" in str(said.what)


def test_two_who_changed_places_on_the_list_are_named(electing: Electing) -> None:
    """Before the count too: a slip of the net says a place, and no name."""
    election = electing.election(State.OPEN, way=Way.NET).election
    line = Break(len(election.events) + 1, f"elections {election.id}")
    one, other, third = election.candidates
    with tampering(election) as found:
        one.place, other.place = other.place, one.place
    assert found == [line]
    with tampering(election) as found:
        db.session.delete(third)
    assert found == [line]
    assert election.protocol_break is None


def test_a_mark_that_is_taken_away_after_the_count_is_named(electing: Electing) -> None:
    for way in Way:
        election = electing.election(State.COUNTED, way=way).election
        with tampering(election) as found:
            next(it for it in election.roll if it.is_marked).got_slip = False
        assert found[0].row == f"elections {election.id}"
        assert election.protocol_break is None


def test_who_was_struck_or_enrolled_can_be_erased(electing: Electing) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    election, (one, two, _three) = held.election, held.officers
    struck, new = (
        held.others[-1],
        electing.make.participant(department=election.department),
    )
    for kind, who in ((ProposalKind.STRIKE, struck), (ProposalKind.ENROL, new)):
        election.propose(kind, who, "Flyttet", one)
        election.agree_to(election.open_proposals[0], two)
    for who in (struck, new):
        for role in who.roles:
            role.starts = clock.today() - 9 * DAY
            role.end(clock.today() - DAY)
        db.session.commit()
        erasure.erase(who)
        db.session.commit()
        db.session.expire_all()
        assert election.protocol_break is None
    with tampering(election) as found:
        next(it for it in election.roll if it.person == held.others[0]).is_struck = True
    assert found[0].row == f"elections {election.id}"
