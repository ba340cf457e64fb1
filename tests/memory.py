"""Tests write where nothing waits for a disk, if the machine has such a place.

What is written there can be read, copied, locked and overwritten as elsewhere; only
fsync costs nothing. KIM voice itself never goes there.
"""

import os
import shutil
import sys
from pathlib import Path

PLACE = Path("/dev/shm")
ENOUGH = 4 * 1024**3
"""Two servers, two houses at a time, two virtual environments with a wheel in them."""


def in_memory() -> str | None:
    """The folder; None sends to the usual one: there is none, or it is too small.

    Containers often have a tiny one, from which nothing may be started.
    """
    if sys.platform != "linux" or not os.access(PLACE, os.W_OK):
        return None
    bars_programs = os.statvfs(PLACE).f_flag & os.ST_NOEXEC
    if bars_programs or shutil.disk_usage(PLACE).free < ENOUGH:
        return None
    return str(PLACE)


def write_there() -> None:
    """As pytest is told; whoever has told it something already is left in peace."""
    if place := in_memory():
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", place)
