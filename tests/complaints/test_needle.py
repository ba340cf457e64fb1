"""A needle in every text of a complaint: afterwards it lies nowhere that can be read.

Typed in the browser where there is a page, else written by the verbs. Looked through
are the instance folder with database, journal and keys, a copy of the database, the
log and what was said; on PostgreSQL every row, and the server's folder with its
write-ahead log (where the server is ours). With the keys it is all there.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from time import time
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, select, text

from kimvoice.complaints.models import Complaint
from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.anonymity.search import disguises, holding
from tests.complaints.filing import SAVE, SEND, begin
from tests.conftest import TravelTo
from tests.database import Database, PostgreSQL
from tests.factories import Ladder, Make
from tests.sealed import NEEDLE, every_text, live_in, said
from tests.visitor import Visit, Visitor, form_to

KEPT = "Stoppenaal"
"""A name, which is stored in plain words: the search must find it."""
IN_A_NUMBER = "73 00 00 00 kvikknaal"


def types_it_all(visit: Visit, by: Person, ladder: Ladder) -> None:
    filing = begin(
        visit,
        by,
        **{name: said(name) for name in ("happened", "wish", "about")},
        subject="participant",
        manner="by_phone",
        phone=IN_A_NUMBER,
    )
    filing.go_to(6)
    assert filing.press(SEND).status_code == 303
    [complaint] = db.session.scalars(select(Complaint)).unique()
    handles(visit(as_=ladder.leader), complaint)
    writes(filing.visitor, complaint)
    again = begin(visit, by, happened=said("draft"))
    again.go_to(2)
    assert again.press(SAVE).status_code == 303


def handles(handler: Visitor, complaint: Complaint) -> None:
    for act, typed in (
        ("jeg-kan-svare", {}),
        ("mottatt", {"words": said("confirm")}),
        ("notat", {"words": said("note"), "reader": "handlers"}),
        ("mer-tid", {"until": "9.12.2025", "reason": said("extend")}),
        ("spor", {"words": said("ask")}),
    ):
        answer = handler.post(url(complaint, act), typed)
        assert answer.status_code == 303, act
    given = {name: said(name) for name in ("measure", "doer", "reason")}
    given |= {"verdict": "partly_upheld", "done_by": "8.12.2025"}
    check = handler.submit(url(complaint, "svar"), given)
    sent = form_to(url(complaint, "svar"), check).fields | {"send": "yes"}
    assert handler.post(url(complaint, "svar"), sent).status_code == 303


def writes(complainant: Visitor, complaint: Complaint) -> None:
    for act, typed in (
        ("skriv", {"words": said("write")}),
        ("videre", {"reason": said("escalate")}),
    ):
        page = complainant.get(url(complaint, act))
        fields = form_to(url(complaint, act), page).fields
        answer = complainant.post(url(complaint, act), fields | typed)
        assert answer.status_code == 303, act


def url(complaint: Complaint, act: str) -> str:
    return f"/min/klage/{complaint.number}/{act}"


class Left:
    """What can be read without the keys."""

    def __init__(self, app: Flask, server: PostgreSQL | None, copy: Path) -> None:
        self.instance = app.extensions["config"].instance
        self.server, self.copy, self.began = server, copy, time() - 1

    def holds(self, words: str) -> list[str]:
        db.session.remove()
        folders = [self.instance, self.copied()]
        if self.server and self.server.folder:
            folders.append(self.server.folder)
        found = holding(words, *folders, since=self.began)
        return [*found, *(table for table, row in rows() if is_in(row, words))]

    def copied(self) -> Path:
        """As the keeper makes one."""
        self.copy.mkdir(exist_ok=True)
        if self.server is None:
            with (
                closing(sqlite3.connect(self.instance / "kimvoice.sqlite")) as house,
                closing(sqlite3.connect(self.copy / "copy.sqlite")) as copy,
            ):
                house.backup(copy)
        return self.copy


def rows() -> Iterator[tuple[str, bytes]]:
    cast = "::text" if db.engine.dialect.name == "postgresql" else ".*"
    for table in inspect(db.engine).get_table_names():
        for row in db.session.execute(text(f'SELECT t{cast} FROM "{table}" t')):
            yield table, str(row).encode()
    db.session.rollback()


def is_in(row: bytes, words: str) -> bool:
    return any(way in row for way in disguises(words))


@pytest.fixture
def left(
    app: Flask, database: Database, tmp_path: Path, request: pytest.FixtureRequest
) -> Left:
    is_ours = database.name == "postgresql"
    server = request.getfixturevalue("postgresql") if is_ours else None
    return Left(app, server, tmp_path / "copy")


def test_no_text_of_a_complaint_lies_anywhere_in_plain(
    left: Left,
    make: Make,
    visit: Visit,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    by.name = KEPT
    db.session.commit()
    types_it_all(visit, by, ladder)
    live_in(make)
    opened = every_text()
    assert len([it for it in opened.values() if NEEDLE in str(it)]) > 30
    goes_wrong(visit(as_=ladder.leader), make.complaint(by=by), monkeypatch)
    assert left.holds(NEEDLE) == []
    assert {table for table, row in rows() if is_in(row, KEPT)} == {"people"}
    out, err = capfd.readouterr()
    assert not any(is_in(it.encode(), NEEDLE) for it in (caplog.text, out, err))


def goes_wrong(
    leader: Visitor, complaint: Complaint, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words that are refused, and an error from the depth while they are taken in."""

    def breaks(*_args: Any) -> None:
        raise ValueError(said("exception"))

    confirm = url(complaint, "mottatt")
    assert leader.post(confirm, {"words": said("early")}).status_code == 403
    leader.post(url(complaint, "jeg-kan-svare"))
    assert leader.post(confirm, {"words": said("long") * 999}).status_code == 422
    with monkeypatch.context() as patch:
        patch.setattr(Complaint, "seal", breaks)
        assert leader.post(confirm, {"words": said("broken")}).status_code == 500
