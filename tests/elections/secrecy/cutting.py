"""The power goes after any statement: the last one is not yet kept then."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from sqlalchemy import event

from kimvoice.core.db import db
from tests.suggestions.test_mailbox_crash import PowerLoss


@contextmanager
def power_for(statements: int) -> Iterator[None]:
    """And then none."""
    left = iter(range(statements))

    def one_less(_link: object, _cursor: object, said: str, *_about: Any) -> None:
        if not said.startswith("BEGIN") and next(left, None) is None:
            raise PowerLoss

    event.listen(db.engine, "after_cursor_execute", one_less)
    try:
        yield
    finally:
        event.remove(db.engine, "after_cursor_execute", one_less)


def cut_everywhere(act: Callable[[], object]) -> Iterator[bool]:
    """Whether it came to its end: after each statement that it is cut off at."""
    done, statements = False, 0
    while not done:
        try:
            with power_for(statements):
                act()
        except PowerLoss:
            statements += 1
        else:
            done = True
        db.session.remove()
        yield done
