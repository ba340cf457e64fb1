"""A mail server on a Tuesday, before the mail of the morning goes."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.conftest import TravelTo
from tests.morning.post_office import PostOffice, open_office
from tests.morning.told import TUESDAY, sends_by


@pytest.fixture
def office(app: Flask, travel_to: TravelTo) -> Iterator[PostOffice]:
    """On a Tuesday before the mail goes."""
    travel_to(f"{TUESDAY} 07:59")
    with open_office() as office:
        sends_by(app, office.mail)
        yield office
