"""What is deleted is gone from every file, drafts too."""

from collections.abc import Iterator

import pytest
from sqlalchemy import LargeBinary, inspect, select

from kimvoice import Config
from kimvoice.complaints import daily, sweeping
from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground
from kimvoice.complaints.support import Contact, Support
from kimvoice.core import clock, site_key
from kimvoice.core.db import begin_writing, db, is_sqlite
from kimvoice.core.jobs import Done
from kimvoice.people.models import Person
from tests.complaints.deleting import bury
from tests.conftest import TravelTo
from tests.database import Database
from tests.factories import Ladder, Make


def needles(it: Complaint) -> Iterator[bytes]:
    """Each text, key and link that the rows of a complaint hold, as it lies there."""
    db.session.flush()
    for row in (it, *it.entries, *it.answers, *it.log, *it.supports):
        for column in inspect(type(row)).columns:
            value = getattr(row, column.key)
            if isinstance(column.type, LargeBinary) and value:
                yield bytes(value)


def holding(found: list[bytes], config: Config, database: Database) -> set[str]:
    """The files in which one of them lies; the server's log of writes is another."""
    server = getattr(database, "folder", None)
    below = [it for each in (config.instance, server) if each for it in each.rglob("*")]
    read = (it for it in below if it.is_file() and "pg_wal" not in it.parts)
    return {it.name for it in read if any(one in it.read_bytes() for one in found)}


def a_full_one(make: Make, by: Person, ladder: Ladder) -> Complaint:
    person = make.participant()
    it = make.complaint(by=by, wish="Jeg vil ha pause.")
    it.phone = site_key.seal("00 00 00 00", "complaints")
    it.exclude([Exclusion.of(ladder.coordinator, Ground.NEAR)])
    it.take_on(ladder.leader)
    it.give(ladder.leader, **make.upheld())
    it.write("Takk for svaret.")
    it.supports.append(
        Support(
            line=0,
            person=person,
            reads_complaint=True,
            reads_answers=True,
            reads_messages=True,
            contact=Contact.BY_PHONE,
            phone=site_key.seal("11 11 11 11", "complaint_supports"),
            not_in_hearing=False,
            asked_on=clock.today(),
        )
    )
    db.session.commit()
    return it


def test_what_is_deleted_is_gone_from_every_file(
    make: Make,
    by: Person,
    ladder: Ladder,
    config: Config,
    database: Database,
    travel_to: TravelTo,
) -> None:
    it = a_full_one(make, by, ladder)
    found, number = [*needles(it)], it.number
    assert len(found) >= 14
    its_own = getattr(database, "folder", None) or is_sqlite()
    assert bool(holding(found, config, database)) == bool(its_own)
    bury(number)
    sweeping.pay()
    db.session.remove()
    assert holding(found, config, database) == set()


@pytest.mark.parametrize("how", ["thrown away", "written over", "sent", "old"])
def test_a_draft_that_is_over_is_gone_from_every_file(
    how: str,
    by: Person,
    config: Config,
    database: Database,
    travel_to: TravelTo,
) -> None:
    first = {"happened": ["Noe " * 50], "nonce": ["ab" * 16]}
    found = [Draft.save(by, first).sealed]
    db.session.commit()
    sweeping.pay()
    if how == "old":
        travel_to("2025-12-03 00:05")
        daily.run_when_due()
    else:
        begin_writing()
        if how == "thrown away":
            Draft.forget(by)
        elif how == "sent":
            Draft.forget_sent(by, "ab" * 16)
        else:
            Draft.save(by, first | {"happened": ["Noe annet."]})
        db.session.commit()
    sweeping.pay()
    db.session.remove()
    assert holding(found, config, database) == set()


def test_no_sweep_is_owed_when_nothing_was_deleted(
    by: Person, travel_to: TravelTo
) -> None:
    Draft.forget(by)
    Draft.forget_sent(by, "ab" * 16)
    daily.run_when_due()
    owed = select(Done).where(Done.job == sweeping.OWED)
    assert list(db.session.scalars(owed)) == []
