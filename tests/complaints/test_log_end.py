"""A log's end can't be cut off with the database alone."""

import pytest
from sqlalchemy import select

from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State
from kimvoice.core.db import db
from tests.complaints.test_log_breaks import (
    HEADS,
    LOG,
    broken,
    put,
    rows,
    set_head,
    tampering,
)
from tests.factories import Ladder, Make


@pytest.fixture
def complaint(make: Make, ladder: Ladder) -> Complaint:
    """With views at its end, which nothing but the log remembers; and another."""
    by = make.participant(department=ladder.department)
    make.complaint(State.RECEIVED, by=by)
    it = make.complaint(State.RECEIVED, by=by)
    for _ in range(2):
        it.enter(Deed.OPENED, ladder.leader)
    db.session.commit()
    return it


def test_an_end_that_was_cut_off_is_missed_whatever_the_head_says(
    complaint: Complaint,
) -> None:
    """He has the database, and tries each value that stands in it as the head."""
    lines, bytes_there = rows(complaint), every_byte_string()
    assert {complaint.log_head, *(it["link"] for it in lines)} <= bytes_there
    for kept in (0, len(lines) - 1):
        for head in bytes_there:
            with tampering(complaint) as found:
                put(complaint, lines[:kept])
                set_head(complaint, head)
            assert found[0].line == kept + 1
            assert found[0].row.startswith("complaints.log_head ")


def every_byte_string() -> set[bytes]:
    return {
        value
        for table in (LOG, HEADS)
        for row in db.session.execute(select(table))
        for value in row
        if isinstance(value, bytes)
    }


def test_what_is_written_after_a_cut_does_not_mend_it(
    complaint: Complaint, ladder: Ladder
) -> None:
    put(complaint, rows(complaint)[:3])
    db.session.expire_all()
    for _ in range(3):
        complaint.enter(Deed.OPENED, ladder.coordinator)
        assert broken(complaint).row.startswith("complaints.log_head ")
