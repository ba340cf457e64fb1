"""A house where one vote is counted again and again, each time as if for the first."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Self

from flask import Flask

from kimvoice.core.db import db
from kimvoice.elections.models import Election
from kimvoice.people.models import Person
from tests.elections.boxes import Box
from tests.elections.test_lots import DRAWER, WITNESSES
from tests.elections.test_publication_pages import addresses
from tests.visitor import Visitor, without_tokens

Surfaces = dict[str, tuple[object, ...]]
OPENED = range(200, 300)
AFTER_ALL_THAT_IS_THERE = 1000


class Drawn:
    """In place of chance: what is drawn tells nothing, and is the same each time."""

    numbers = count(1)

    def randbits(self, _bits: int) -> int:
        return next(self.numbers)

    def token_bytes(self, many: int) -> bytes:
        return bytes(many)


@dataclass
class House:
    """One election whose vote is over: what is counted in it is put back each time."""

    number: int
    reader: Visitor
    app: Flask
    file: Path
    before: sqlite3.Connection
    drawn: Drawn

    @classmethod
    def of(
        cls, election: Election, reader: Visitor, app: Flask, file: Path, drawn: Drawn
    ) -> Self:
        """As it is now. The reader got the first slip, if anybody did."""
        db.session.commit()
        before = sqlite3.connect(":memory:")
        with closing(sqlite3.connect(file)) as live:
            live.backup(before)
        return cls(election.id, reader, app, file, before, drawn)

    def put_back(self) -> Election:
        db.session.remove()
        db.engine.dispose()
        with closing(sqlite3.connect(self.file)) as live:
            self.before.backup(live)
        self.drawn.numbers = count(AFTER_ALL_THAT_IS_THERE)
        return db.session.get_one(Election, self.number)

    def counted(self, box: Box) -> Election:
        """By the verbs of the house, as are the lot and the result below."""
        election = self.put_back()
        roll = {it.person: it for it in election.roll}
        for person in got_slips_in_order(election)[: box.marks]:
            roll[person].got_slip = True
        votes = dict(zip(election.candidates, box.votes, strict=True))
        for officer in election.officers[:2]:
            election.count(
                officer,
                slips=box.slips,
                blanks=box.blanks,
                rejected=box.rejected,
                votes={it.id: many for it, many in votes.items()},
            )
        return election

    def published(self, box: Box) -> Election:
        election = self.counted(box)
        if places := election.outcome.places_by_lot:
            equal = election.outcome.needs_lot
            order = [it.person for it in election.candidates if it.id in equal]
            by = election.officers[0]
            election.draw(order[:places], drawer=DRAWER, witnesses=WITNESSES, by=by)
        election.publish(election.officers[1])
        return election

    def surfaces(self, election: Election, pages: Iterable[str] = ()) -> Surfaces:
        """What opens to the reader: of these, or of all there are."""
        db.session.commit()
        urls = pages or addresses(self.app, election)
        seen = {url: self.look(url) for url in urls}
        return {url: look for url, look in seen.items() if look[0] in OPENED}

    def look(self, url: str) -> tuple[object, ...]:
        answer = self.reader.get(url)
        headers = sorted(it for it in answer.headers if it[0] != "Set-Cookie")
        return answer.status_code, headers, without_tokens(answer)


def got_slips_in_order(election: Election) -> list[Person]:
    """Who does not stand first, as far as there are any."""
    return sorted(election.voters, key=lambda it: -it.id)
