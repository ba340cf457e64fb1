import pytest

from tests.electing import Electing
from tests.factories import Make


@pytest.fixture
def electing(make: Make) -> Electing:
    return Electing(make)
