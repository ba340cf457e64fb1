"""A new site key: all that lies sealed with it is sealed anew, the former forgotten.

Killed anywhere, everything still opens, and whoever begins again finishes: the file
holds both keys until the last row lies under the newest.
"""

from collections.abc import Iterator

from sqlalchemy import inspect, select
from sqlalchemy.orm import lazyload

from kimvoice.core import jobs, lasting, site_key
from kimvoice.core.db import Base, begin_writing, db
from kimvoice.core.errors import HouseError
from kimvoice.core.keys import keyring
from kimvoice.core.site_key import Within
from kimvoice.core.vault import Unopened, place_of

OWED = "site_key_owed"
"""Old pages hold what lay under the former key."""


class KeyOfAnotherHouse(HouseError):
    """Nothing here opens with the key in the folder."""


class TextsUnopened(HouseError):
    """Some do, and some don't."""


def must_fit() -> None:
    """Raise KeyOfAnotherHouse when there is something to open, and nothing opens."""
    is_empty = True
    for row, column in _sealed():
        if _opens(row, column):
            return
        is_empty = False
    if not is_empty:
        raise KeyOfAnotherHouse(
            f"Nøkkelen i {keyring().site.file} hører til et annet hus, eller til en"
            " annen tid: den åpner ingenting her. Ingenting er endret. Legg tilbake"
            " den rette. (The key does not open this house: put the right one back.)"
        )


def unopened() -> list[str]:
    """Tables with something that neither key opens."""
    closed = (row for row, column in _sealed() if not _opens(row, column))
    return sorted({row.__tablename__ for row in closed})


def closed() -> list[str]:
    """As `unopened`, with what is sealed by a key of its own."""
    within = {it.model.__tablename__ for it in site_key.WITHIN if _is_closed(it)}
    return sorted({*unopened(), *within})


def rotate(*, leave: bool = False) -> None:
    """Commits. Raise TextsUnopened, unless those are to be left as they are."""
    must_fit()
    broken = unopened()
    db.session.rollback()
    if broken and not leave:
        raise TextsUnopened(
            f"The key does not open everything in {', '.join(broken)}. Nothing was"
            " changed. Put back the right key, or a better copy of the database. Are"
            " they lost for good: kimvoice rotate-key --leave-unopened"
        )
    newest = keyring().site.draw()
    lasting.keep(keyring().folder)
    for model in _models():
        _renew(model)
    jobs.owe_pages(OWED)
    db.session.commit()
    lasting.keep(keyring().folder, former=False)
    keyring().site.forget_former(newest)


def sweep_when_owed() -> None:
    jobs.pay_pages(OWED, *(model.__tablename__ for model in _models()))


def _renew(model: type[Base]) -> None:
    """All its rows in one transaction, by their drawn numbers: none tells its age."""
    begin_writing()
    for row in _rows(model, locked=True):
        for column in site_key.columns(model):
            if getattr(row, column) is not None and _opens(row, column):
                sealed, place = getattr(row, column), place_of(row, column)
                setattr(row, column, site_key.renewed(sealed, place))
    db.session.commit()


def _is_closed(within: Within) -> bool:
    for row in _rows(within.model):
        sealed = getattr(row, within.column)
        try:
            if sealed is not None:
                within.vault(row).open(sealed, place_of(row, within.column))
        except Unopened:
            return True
    return False


def _opens(row: Base, column: str) -> bool:
    return site_key.opens(getattr(row, column), place_of(row, column))


def _sealed() -> Iterator[tuple[Base, str]]:
    for model in _models():
        for row in _rows(model):
            for column in site_key.columns(model):
                if getattr(row, column) is not None:
                    yield row, column


def _models() -> list[type[Base]]:
    return sorted({it.model for it in site_key.HELD}, key=lambda it: it.__tablename__)


def _rows(model: type[Base], *, locked: bool = False) -> list[Base]:
    every = select(model).order_by(*inspect(model).primary_key)
    every = every.options(lazyload("*")).execution_options(populate_existing=True)
    return list(db.session.scalars(every.with_for_update() if locked else every))
