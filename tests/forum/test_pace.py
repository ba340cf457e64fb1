"""A house with many matters asks the database as often as one with few."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from kimvoice.core.db import db
from kimvoice.forum import agenda
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling


@on_sqlite
def test_many_late_matters_are_found_in_as_few_steps_as_two(
    make: Make, travel_to: TravelTo
) -> None:
    house = Travelling.furnished(make)
    few = asked_for(house, travel_to, 2)
    assert asked_for(house, travel_to, 6) == few


def asked_for(house: Travelling, travel_to: TravelTo, many: int) -> int:
    travel_to("2025-11-17 10:00")
    for _ in range(many):
        matter = house.at(house.kim_forum, house.team)
        house.published().merge_into(matter, house.forum.answering()[0])
    db.session.commit()
    travel_to("2026-06-01 10:00")
    db.session.expunge_all()
    with counted() as asked:
        assert all(it.responsible for it in agenda.late())
    return len(asked)


@contextmanager
def counted() -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        asked.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    yield asked
    event.remove(db.engine, "before_cursor_execute", note)
