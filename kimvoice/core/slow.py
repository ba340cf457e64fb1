"""What is slow on purpose: two at a time in a process, and the third waits its turn."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore

from flask import current_app
from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import Busy

AT_ONCE = 2
PATIENCE = 2.0
"""Seconds that the third may wait before it is told to try again."""

_places = BoundedSemaphore(AT_ONCE)


def derived(secret: bytes, *, salt: bytes, size: int) -> bytes:
    """scrypt (RFC 7914): never inside a transaction."""
    cost = 2 ** current_app.extensions["config"].code_cost
    return hashlib.scrypt(secret, salt=salt, n=cost, r=8, p=1, maxmem=2**26, dklen=size)


@contextmanager
def in_turn() -> Iterator[None]:
    """Raise Busy when both places stay taken."""
    if not _places.acquire(timeout=PATIENCE):
        raise Busy(_l("Mange bruker kode akkurat nå. Vent litt, og prøv igjen."))
    try:
        yield
    finally:
        _places.release()
