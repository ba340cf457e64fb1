"""Switches in the test: an urn as it was, and other ways of laying slips in."""

import logging
from collections.abc import Iterable

import pytest
from flask import Flask
from nacl.exceptions import CryptoError
from sqlalchemy import text

from kimvoice.core.db import db, is_sqlite
from kimvoice.core.keys import keyring
from kimvoice.core.urn import Urn, open_slip
from kimvoice.suggestions import effects, mailbox
from tests.anonymity.defences import SQLITE, Defence, whenever_it_comes

log = logging.getLogger(mailbox.__name__)
TOGETHER = "the urn"


def _keep_boxes(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    """A new box is laid beside the old ones, and there are no blank ones."""

    def hold(urn: Urn, contents: list[bytes], foreign: Iterable[bytes] = ()) -> None:
        lying = _lying_in(urn)
        fresh = [urn.seal(it) for it in contents if it not in lying]
        kept = [each for content, each in lying.items() if content in contents]
        urn._hold([*foreign, *kept, *fresh])

    patch.setattr(Urn, "seal_anew", hold)


def _lying_in(urn: Urn) -> dict[bytes, bytes]:
    """Nothing, when the round has just begun: no box is of the new key."""
    key = keyring().mailbox.private_for(urn.public_key)
    assert key is not None
    try:
        return {open_slip(box, key): box for box in urn.sealed}
    except CryptoError:
        return {}


def _count_versions(patch: pytest.MonkeyPatch, app: Flask) -> None:
    """One more at each change, and no change but a slip.

    That hides whether the urn was written each minute, and how often: no other switch
    may be tried together with this one that says the same.
    """

    def one_more(before: int | None) -> int:
        return (before or 0) + 1

    patch.setattr(Urn.__mapper__, "version_id_generator", one_more)
    _leave_it_each_minute(patch, app)


def _leave_it_each_minute(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    patch.setattr(mailbox, "seal_anew", lambda: None)


def _write_once_a_minute(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    patch.setattr(mailbox, "randbelow", lambda _below: 0)


def _say_it_in_the_log(patch: pytest.MonkeyPatch, _app: Flask) -> None:
    whenever_it_comes(patch, lambda _slip: log.info("mailbox: a slip was laid in"))


def _row_per_slip(patch: pytest.MonkeyPatch, app: Flask) -> None:
    """Deleted when the mailbox is emptied, as one would."""
    take = effects.take

    def take_and_delete(*given: object) -> None:
        take(*given)  # type: ignore[arg-type]
        db.session.execute(text("DELETE FROM slips_in"))

    with app.app_context():
        counted = (
            "INTEGER PRIMARY KEY AUTOINCREMENT" if is_sqlite() else "SERIAL PRIMARY KEY"
        )
        db.session.execute(text(f"CREATE TABLE slips_in (id {counted}, content TEXT)"))
        db.session.commit()
    whenever_it_comes(
        patch,
        lambda _slip: db.session.execute(
            text("INSERT INTO slips_in (content) VALUES ('sealed')")
        ),
    )
    patch.setattr(effects, "take", take_and_delete)


DEFENCES = [
    Defence(
        "all is sealed anew and filled up at each write",
        _keep_boxes,
        (
            "day: new boxes between two copies",
            "day: length of the urn",
            "day: size of the files",
        ),
        together=TOGETHER,
    ),
    Defence(
        "the version is drawn, and written each minute",
        _count_versions,
        ("day: version of the urn",),
        together=TOGETHER,
    ),
    Defence(
        "it is sealed anew each minute",
        _leave_it_each_minute,
        ("day: whether the urn was written",),
        together="the minute",
    ),
    Defence(
        "the journal is of the minute, not of a slip",
        _leave_it_each_minute,
        ("day: pages in the journal",),
        databases=(SQLITE,),
        together="the minute",
    ),
    Defence(
        "the time of a file is of the minute, not of a slip",
        _leave_it_each_minute,
        ("times of the files",),
        databases=(SQLITE,),
        together="the minute",
    ),
    Defence(
        "so many times a minute by lot",
        _write_once_a_minute,
        ("day: counter of writes",),
    ),
    Defence(
        "no line of the log tells of a slip",
        _say_it_in_the_log,
        ("day: lines of the log",),
        together=TOGETHER,
    ),
    Defence(
        "no row per slip",
        _row_per_slip,
        ("day: rows and counters of tables",),
        together=TOGETHER,
    ),
]
