"""The mail of the morning, when its server fails, is slow, or is not the one."""

import logging
from dataclasses import replace
from pathlib import Path
from ssl import PROTOCOL_TLS_SERVER, SSLContext

import pytest
import trustme
from flask import Flask
from sqlalchemy import text

from kimvoice import house, morning
from kimvoice.core.db import db, is_sqlite
from kimvoice.people.models import RoleKind
from tests.conftest import TravelTo
from tests.factories import Make
from tests.morning.post_office import HERE, PostOffice, open_office, silent_office
from tests.morning.told import TUESDAY, reached, sends_by, told


def test_what_was_not_taken_is_sent_again_the_next_minute_until_the_day_is_over(
    make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    reached(make, RoleKind.COORDINATOR, "k@example.org")
    office.answer = "451 4.3.0 Try again"
    for when in ("08:00", "08:01", "23:59"):
        travel_to(f"{TUESDAY} {when}")
        morning.send_when_due()
        assert (office.letters, told()) == ([], set())
    office.answer = "250 OK"
    travel_to("2025-11-19 07:30")
    morning.send_when_due()
    assert office.letters == []
    travel_to("2025-11-19 08:00")
    morning.send_when_due()
    assert len(office.letters) == 1


def test_one_address_that_is_refused_keeps_nobody_else_from_being_told(
    make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    for name in ("a", "b", "c"):
        reached(make, RoleKind.COORDINATOR, f"{name}@example.org")
    office.refused["b@example.org"] = "550 5.1.1 Nobody of that name"
    travel_to(f"{TUESDAY} 08:00")
    morning.send_when_due()
    assert office.reached == ["a@example.org", "c@example.org"]
    office.refused.clear()
    travel_to(f"{TUESDAY} 08:01")
    morning.send_when_due()
    assert office.reached == [f"{name}@example.org" for name in ("a", "b", "c")]


def test_a_server_that_says_nothing_is_given_up_and_the_rest_of_the_minute_done(
    app: Flask,
    make: Make,
    office: PostOffice,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert morning.PATIENCE <= 10
    monkeypatch.setattr(morning, "PATIENCE", 0.05)
    for name in ("a", "b", "c"):
        reached(make, RoleKind.COORDINATOR, f"{name}@example.org")
    travel_to(f"{TUESDAY} 08:00")
    with silent_office() as silent:
        sends_by(app, silent)
        house.tick()
    assert told() == set()
    sends_by(app, office.mail)
    morning.send_when_due()
    assert len(office.letters) == 3


def test_nothing_is_locked_while_the_server_takes_its_time(
    app: Flask, make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    reached(make, RoleKind.COORDINATOR, "k@example.org")
    written: list[str] = []

    def somebody_writes() -> None:
        with app.app_context(), db.engine.connect() as link:
            if is_sqlite():
                link = link.execution_options(sqlite_begin="EXCLUSIVE")
                link.execute(text("PRAGMA busy_timeout = 0"))
            else:
                tables = "people, roles, jobs_done, setting_choices"
                lock = f"LOCK TABLE {tables} IN ACCESS EXCLUSIVE MODE NOWAIT"
                link.execute(text(lock))
            written.append("written")

    office.meanwhile = somebody_writes
    travel_to(f"{TUESDAY} 08:00")
    morning.send_when_due()
    assert written == ["written"]
    assert len(office.letters) == 1


def test_the_log_tells_the_class_alone(
    app: Flask,
    make: Make,
    office: PostOffice,
    travel_to: TravelTo,
    caplog: pytest.LogCaptureFixture,
) -> None:
    reached(make, RoleKind.COORDINATOR, "hemmelig@example.org")
    office.refused["hemmelig@example.org"] = "550 hemmelig is not here"
    travel_to(f"{TUESDAY} 08:00")
    morning.send_when_due()
    sends_by(app, replace(office.mail, port=1))
    morning.send_when_due()
    ours = [it for it in caplog.records if it.levelno >= logging.ERROR]
    assert [it.getMessage() for it in ours] == [
        "morning: SMTPRecipientsRefused",
        "morning: ConnectionRefusedError",
    ]
    assert not any(it.exc_info for it in ours)


# Sealed


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def trusted(
    authority: trustme.CA,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> SSLContext:
    """What a server shows that this machine trusts."""
    known = tmp_path / "ca.pem"
    authority.cert_pem.write_to_path(str(known))
    monkeypatch.setenv("SSL_CERT_FILE", str(known))
    return shown_by(authority)


def shown_by(authority: trustme.CA) -> SSLContext:
    shown = SSLContext(PROTOCOL_TLS_SERVER)
    authority.issue_cert(HERE).configure_cert(shown)
    return shown


def test_the_way_is_sealed_from_the_first_byte_or_when_the_server_offers_it(
    app: Flask, make: Make, travel_to: TravelTo, trusted: SSLContext
) -> None:
    reached(make, RoleKind.COORDINATOR, "k@example.org")
    with open_office(sealed=trusted) as smtps:
        sends_by(app, replace(smtps.mail, sealed=True))
        morning.send_when_due()
        assert len(smtps.letters) == 1
    travel_to("2025-11-18 10:00")
    with open_office(offers=trusted, asks=True) as office:
        sends_by(app, replace(office.mail, user="huset", password="p@ss/word"))
        morning.send_when_due()
        assert len(office.letters) == 1
    assert office.known == [("login", b"huset", b"p@ss/word")]


def test_a_server_that_nobody_vouches_for_gets_nothing(
    app: Flask, make: Make, travel_to: TravelTo, authority: trustme.CA
) -> None:
    reached(make, RoleKind.COORDINATOR, "k@example.org")
    with open_office(offers=shown_by(authority), asks=True) as office:
        sends_by(app, replace(office.mail, user="huset", password="hemmelig"))
        morning.send_when_due()
    assert (office.letters, office.known, told()) == ([], [], set())


def test_a_password_goes_to_no_other_machine_in_the_open(
    app: Flask,
    make: Make,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    reached(make, RoleKind.COORDINATOR, "k@example.org")
    monkeypatch.setattr(morning, "THIS_MACHINE", ())
    with open_office(asks=True) as office:
        sends_by(app, replace(office.mail, user="huset", password="hemmelig"))
        morning.send_when_due()
    assert (office.letters, office.known, told()) == ([], [], set())
