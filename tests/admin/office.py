"""The administrator's desk."""

from collections.abc import Callable
from contextlib import suppress
from threading import Barrier, BrokenBarrierError
from typing import ParamSpec, TypeVar

from kimvoice.core.db import db
from kimvoice.people.models import Department, Person, RoleKind
from tests.factories import Make

P = ParamSpec("P")
R = TypeVar("R")


def newcomer(
    make: Make, name: str = "", *, department: Department | None = None
) -> Person:
    """A participant who has never signed in."""
    person = make.person(
        RoleKind.PARTICIPANT, department=department or make.department(), name=name
    )
    person.passphrase_hash = ""
    db.session.commit()
    return person


def administrator(make: Make) -> Person:
    return make.person(RoleKind.ADMINISTRATOR)


class Meeting:
    """Both of two wait here for each other, unless one is kept from coming.

    What comes after is then done by both at once where nothing keeps them apart.
    """

    def __init__(self) -> None:
        self.barrier = Barrier(2)

    def after(self, act: Callable[P, R]) -> Callable[P, R]:
        def then_wait(*args: P.args, **kwargs: P.kwargs) -> R:
            done = act(*args, **kwargs)
            with suppress(BrokenBarrierError):
                self.barrier.wait(timeout=1)
            return done

        return then_wait
