"""What a machine may lack: the tests that need it are skipped, unless required.

KIMVOICE_REQUIRE=browser,postgresql makes the absence a failure.
"""

import os
from typing import NoReturn

import pytest

REQUIRED = {name.strip() for name in os.environ.get("KIMVOICE_REQUIRE", "").split(",")}


def lacking(name: str, reason: str) -> NoReturn:
    if name in REQUIRED:
        pytest.fail(f"{name} is required here: {reason}", pytrace=False)
    pytest.skip(f"without {name}: {reason}")
