"""Who reads a page is asked of the database once, however often the page needs it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from kimvoice.core.db import db
from tests.complaints.own_page import on_sqlite
from tests.factories import Make
from tests.visitor import Visit


@contextmanager
def statements() -> Iterator[list[str]]:
    said: list[str] = []

    def hear(_link: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", hear)
    yield said
    event.remove(db.engine, "before_cursor_execute", hear)


@on_sqlite
def test_a_page_asks_once_who_reads_it(visit: Visit, make: Make) -> None:
    reader = visit(as_=make.participant())
    with statements() as said:
        assert reader.get("/min/").status_code == 200
    people = [it for it in said if "FROM people" in it and "people.id = ?" in it]
    assert len(people) == 1
