"""The protocol as a file, for whoever counts it anew (kimvoice/verify.py).

One row for what it is, and one for each line. Nothing is there that the chain does not
cover, in clear or as a commitment: so no sign of it can be changed unseen.
"""

import json
from collections.abc import Callable
from typing import Any, TypeAlias

from kimvoice.elections import chain
from kimvoice.elections.chain import Who
from kimvoice.elections.events import ElectionEvent
from kimvoice.elections.lines import read_by_all
from kimvoice.elections.models import Election
from kimvoice.elections.publication import told
from kimvoice.elections.states import Deed

FORMAT = "kimvoice election protocol 1"
NAMES = frozenset(
    {
        Deed.ANNOUNCED,
        Deed.LISTED,
        Deed.ORDER_AGREED,
        Deed.OFFICER_REPLACED,
        Deed.URN_SEALED,
        Deed.NAME_ASKED,
        Deed.PAPER_LAID_IN,
        Deed.PAPER_CHECKED,
        Deed.URN_CLOSED,
        Deed.UNLOCKED,
        Deed.SHREDDED,
        Deed.COUNTS_DIFFERED,
        Deed.COUNTED,
        Deed.DREW,
        Deed.PUBLISHED,
        Deed.OFFICE_ENDED,
        Deed.DEPUTY_MOVED_UP,
    }
)
"""Whose people the public protocol names: no others are named in the file for all."""
Row: TypeAlias = dict[str, Any]


def for_all(election: Election) -> bytes:
    """What the public protocol shows, and no more."""
    return _file(
        "public", election, read_by_all(election), lambda it: _row_for_all(election, it)
    )


def for_committee(election: Election) -> bytes:
    return _file("committee", election, election.events, _whole_row)


def _file(
    copy: str,
    election: Election,
    events: list[ElectionEvent],
    row_of: Callable[[ElectionEvent], Row],
) -> bytes:
    head = _head(election, events)
    first: Row = {
        "format": FORMAT,
        "copy": copy,
        "election": election.id,
        "lines": len(events),
        "head": head.hex() if head else None,
    }
    return b"".join(_written(it) for it in (first, *map(row_of, events)))


def _head(election: Election, events: list[ElectionEvent]) -> bytes | None:
    """As it is kept; of a protocol that is cut for the reader, its own."""
    if len(events) == len(election.events):
        return election.protocol_head
    return chain.head_of(events[-1].link, len(events)) if events else None


def _written(row: Row) -> bytes:
    """In one way alone."""
    said = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{said}\n".encode()


def _row_for_all(election: Election, event: ElectionEvent) -> Row:
    public = told(election)
    is_count = event.deed is Deed.COUNTED
    if is_count and public.slips is None and "slips" in event.facts:
        # How many voted is told of what is published: nobody may read this line.
        return _link(event)
    row = _open_row(event, named=names_are_shown(event))
    return row | (_kept(event) if is_count and public.votes is not None else {})


def names_are_shown(event: ElectionEvent) -> bool:
    """On the public protocol."""
    on_net = event.deed is Deed.COUNTED and bool(event.facts.get("on_net"))
    return event.deed in NAMES and not on_net


def _whole_row(event: ElectionEvent) -> Row:
    return _open_row(event, named=True) | _kept(event)


def _link(event: ElectionEvent) -> Row:
    return {"line": event.line, "link": event.link.hex()}


def _open_row(event: ElectionEvent, *, named: bool) -> Row:
    written = event.written
    return _link(event) | {
        "id": written.id,
        "deed": written.deed,
        "day": written.done_on,
        "said": written.said,
        "kept_committed": written.kept_committed.hex(),
        "people": [_person(it, named=named) for it in written.people],
    }


def _person(who: Who, *, named: bool) -> Row:
    row: Row = {"place": who.place, "committed": who.committed.hex()}
    if not named or who.is_forgotten:
        return row
    return row | {"number": who.person_id, "name": who.name, "salt": who.salt.hex()}


def _kept(event: ElectionEvent) -> Row:
    if event.kept_is_forgotten:
        return {}
    return {"kept": event.kept, "kept_salt": event.kept_salt.hex()}
