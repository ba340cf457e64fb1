"""What the check says about keys, and that it tells of no complaint."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from kimvoice.checks import keys
from kimvoice.complaints.models import Complaint
from kimvoice.core import lasting, rotation
from kimvoice.core.db import db
from kimvoice.core.key_sheet import KeySheet
from kimvoice.core.keys import keyring
from tests.factories import Make
from tests.sealed import live_in


@pytest.fixture
def lived_in(app: Flask, make: Make) -> None:
    live_in(make)


def said() -> list[str]:
    db.session.rollback()
    return [str(found.what) for found in keys.findings()]


def test_nothing_is_said_of_a_house_where_all_opens(lived_in: None) -> None:
    assert said() == []


def test_half_a_new_key_is_said_until_it_is_finished(lived_in: None) -> None:
    keyring().site.draw()
    [found] = said()
    assert "ikke ferdig" in found
    rotation.rotate()
    assert said() == []


def test_the_key_of_another_house_is_said(lived_in: None) -> None:
    keyring().site.file.write_bytes(bytes(64))
    [found] = said()
    assert "fra et annet hus" in found


@pytest.mark.parametrize(
    ("changes", "table"),
    [
        ({"phone": b"broken" * 9}, "complaints"),
        ({"key": b"broken" * 9}, "complaints"),
    ],
)
def test_a_text_that_does_not_open_is_said_by_its_table_alone(
    lived_in: None, changes: dict[str, Any], table: str
) -> None:
    for complaint in db.session.scalars(select(Complaint)).unique():
        for column, broken in changes.items():
            setattr(complaint, column, broken)
        number = complaint.number
    db.session.commit()
    found = said()
    assert any(table in each for each in found)
    assert not [each for each in found if str(number) in each]
    assert len(found) == len(set(found)), "one line for each table"


def test_sealed_keys_that_are_missing_or_old_are_asked_for(app: Flask) -> None:
    assert said() == []
    KeySheet.draw(keyring().folder)
    [missing] = said()
    assert "lasting.sealed" in missing
    lasting.keep(keyring().folder)
    assert said() == []
    KeySheet.draw(keyring().folder)
    assert len(said()) == 1
