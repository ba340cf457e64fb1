"""What is unsafe on the machine, and the command that says it."""

from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from kimvoice import Config, create_app, migrations
from kimvoice.checks import machine
from kimvoice.core import lasting, networks, settings
from kimvoice.core.clock import today
from kimvoice.core.db import db
from kimvoice.core.key_sheet import KeySheet
from kimvoice.core.keys import keyring
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.suggestions import mailbox
from tests.conftest import TravelTo
from tests.keeper import Keeper

Output = pytest.CaptureFixture[str]
MOUNTED = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:26 / /srv/data rw - btrfs /dev/sdb1 rw
31 22 0:27 / /srv/da\040ta rw - zfs pool rw
32 22 0:28 / /mnt/away rw - nfs4 server:/away rw
33 22 0:29 / /mnt/ssh rw - fuse.sshfs me@server: rw
34 30 0:30 / /srv/data/plain rw - xfs /dev/sdc1 rw
35 22 0:31 / /mnt/twice rw - ext4 /dev/sdd1 rw
36 35 0:32 / /mnt/twice rw - overlay overlay rw
"""


@pytest.fixture
def closed(config: Config) -> Config:
    """A house whose folder only its own user can open."""
    config.instance.chmod(0o700)
    return config


def test_a_copy_that_an_upgrade_left_is_said(config: Config) -> None:
    assert list(machine.copies(config)) == []
    copy = config.instance / "kimvoice.sqlite.before-20260101-120000"
    copy.touch()
    [found] = machine.findings_before(config)[-1:]
    assert str(copy) in str(found.what)


# Permissions


@pytest.mark.parametrize("mode", [0o750, 0o705, 0o777])
def test_a_folder_that_others_can_open_is_said(closed: Config, mode: int) -> None:
    assert list(machine.permissions(closed)) == []
    closed.instance.chmod(mode)
    first = next(machine.permissions(closed))
    assert str(closed.instance) in str(first.what)
    assert f"chmod 700 {closed.instance}" in str(first.to_do)


def test_in_an_open_folder_each_open_file_is_said(closed: Config) -> None:
    closed.instance.chmod(0o755)
    closed.key_folder.chmod(0o755)
    for file in closed.key_folder.iterdir():
        file.chmod(0o600)
    (closed.key_folder / "pepper.key").chmod(0o644)
    what = [str(found.to_do) for found in machine.permissions(closed)]
    assert f"Kjør: chmod 700 {closed.key_folder}" in what
    assert f"Kjør: chmod 600 {closed.key_folder / 'pepper.key'}" in what
    assert not [it for it in what if "site.key" in it]


# The disk


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/var/lib/kimvoice", "ext4"),
        ("/srv/data/house", "btrfs"),
        ("/srv/data", "btrfs"),
        ("/srv/database", "ext4"),
        ("/srv/da ta/house", "zfs"),
        ("/srv/data/plain/house", "xfs"),
        ("/mnt/twice/house", "overlay"),
    ],
)
def test_the_file_system_under_a_folder_is_found(
    tmp_path: Path, folder: str, kind: str
) -> None:
    mounts = tmp_path / "mountinfo"
    mounts.write_text(MOUNTED.lstrip())
    assert machine.kind_under(Path(folder), mounts) == kind


def test_where_the_system_cannot_say_nothing_is_said(tmp_path: Path) -> None:
    assert machine.kind_under(Path("/srv/data"), tmp_path / "nothing") == ""


@pytest.mark.parametrize(
    ("kind", "word"),
    [
        ("btrfs", "overskrevet"),
        ("zfs", "overskrevet"),
        ("overlay", "overskrevet"),
        ("nfs4", "annen maskin"),
        ("cifs", "annen maskin"),
        ("fuse.sshfs", "annen maskin"),
        ("ext4", ""),
        ("xfs", ""),
        ("", ""),
    ],
)
def test_a_disk_that_keeps_what_is_overwritten_is_said(
    closed: Config, monkeypatch: pytest.MonkeyPatch, kind: str, word: str
) -> None:
    monkeypatch.setattr(machine, "kind_under", lambda _folder: kind)
    found = [str(each.what) for each in machine.file_system(closed)]
    assert len(found) == bool(word)
    assert all(word in each for each in found)


# The database


@pytest.mark.parametrize(
    ("url", "env", "unsafe"),
    [
        ("", "", False),
        ("postgresql://kimvoice@localhost/kimvoice", "", False),
        ("postgresql://kimvoice@127.0.0.1/kimvoice", "", False),
        ("postgresql:///kimvoice", "", False),
        ("postgresql:///kimvoice?host=/run/postgresql", "", False),
        ("postgresql://kimvoice@db.example/kimvoice", "", True),
        ("postgresql:///kimvoice?host=db.example", "", True),
        ("postgresql://kimvoice@db.example/kimvoice?sslmode=prefer", "", True),
        ("postgresql://kimvoice@db.example/kimvoice?sslmode=require", "", False),
        ("postgresql://kimvoice@db.example/kimvoice", "verify-full", False),
        ("postgresql+psycopg://kimvoice@db.example/kimvoice", "disable", True),
    ],
)
def test_a_database_on_another_machine_is_spoken_to_in_secret(
    closed: Config, url: str, env: str, unsafe: bool
) -> None:
    config = replace(closed, database_url=url)
    found = list(machine.link_to_postgresql(config, {"PGSSLMODE": env}))
    assert bool(found) is unsafe


def test_a_database_of_an_older_program_is_said(closed: Config) -> None:
    assert list(machine.schema(closed)) == []
    bare = migrations.bare_app(closed)
    with bare.app_context():
        bare.extensions["alembic"].downgrade("0001")
        db.session.remove()
        db.engine.dispose()
    assert len(list(machine.schema(closed))) == 1


# Keys and the mailbox


def test_the_key_sheet_is_asked_for_until_two_words_were_typed(app: Flask) -> None:
    words = [str(found.to_do) for found in machine.key_sheet()]
    assert words == ["Kjør: kimvoice key-sheet"]
    sheet, drawn = KeySheet.draw(keyring().folder)
    [found] = machine.key_sheet()
    assert "key-sheet confirm" in str(found.to_do)
    assert sheet.proof is not None
    sheet.confirm(keyring().folder, [drawn[at - 1] for at in sheet.proof.asked])
    assert list(machine.key_sheet()) == []


def test_a_host_without_the_key_of_the_round_is_said(app: Flask) -> None:
    assert list(machine.mailbox_key()) == []
    (keyring().folder / "mailbox.key").unlink()
    assert len(list(machine.mailbox_key())) == 1


@pytest.mark.parametrize(
    ("when", "late"),
    [
        ("2025-11-21 12:30", False),
        ("2025-11-22 11:59", False),
        ("2025-11-22 12:01", True),
        ("2025-11-27 10:00", True),
    ],
)
def test_a_mailbox_that_nobody_opens_is_said_within_eight_days(
    app: Flask, travel_to: TravelTo, when: str, late: bool
) -> None:
    travel_to(when)
    assert bool(list(machine.mailbox_emptied())) is late
    mailbox.tick()
    assert list(machine.mailbox_emptied()) == []


def test_quiet_weeks_are_not_taken_for_a_standstill(
    app: Flask, travel_to: TravelTo
) -> None:
    travel_to("2025-12-23 12:30")
    mailbox.tick()
    travel_to("2026-01-02 11:00")
    assert list(machine.mailbox_emptied()) == []


# The command


def furnish(config: Config) -> None:
    """All that a house needs; the keeper's part is done beforehand."""
    with create_app(config).app_context():
        house = networks.read(["10.0.0.0/24"])
        settings.HOUSE_NETWORKS.choose(house, "Keeper", today())
        settings.CONTACT.choose("Kari", "Keeper", today())
        settings.CONTACT_PHONE.choose("00 00 00 00", "Keeper", today())
        settings.ENVELOPE_CARRIER.choose("Kari", "Keeper", today())
        department = Department(name="Sirkulus")
        for kind in (
            RoleKind.ADMINISTRATOR,
            RoleKind.GENERAL_MANAGER,
            RoleKind.COORDINATOR,
            RoleKind.BOARD_CHAIR,
            RoleKind.WORK_LEADER,
            RoleKind.REPRESENTATIVE,
            RoleKind.DEPUTY,
        ):
            for _ in range(2):
                person = Person.arriving("Prøve")
                person.take_role(kind, department, since=today())
                db.session.add(person)
                db.session.flush()
        db.session.commit()


@pytest.fixture
def safe(keeper: Keeper, monkeypatch: pytest.MonkeyPatch) -> Config:
    """A house with nothing to say about it."""
    monkeypatch.setattr(machine, "kind_under", lambda _folder: "ext4")
    monkeypatch.setenv("KIMVOICE_SMTP", "smtp://mail.example")
    monkeypatch.setenv("KIMVOICE_MAIL_FROM", "kimvoice@example.org")
    monkeypatch.setenv("KIMVOICE_ADDRESS", "https://voice.example.org")
    keeper.types("db upgrade")
    config = keeper.house()
    config.instance.chmod(0o700)
    sheet, drawn = _drawn(config)
    assert sheet.proof is not None
    sheet.confirm(config.key_folder, [drawn[at - 1] for at in sheet.proof.asked])
    furnish(config)
    return config


def _drawn(config: Config) -> tuple[KeySheet, list[str]]:
    with create_app(config).app_context():
        drawn = KeySheet.draw(config.key_folder)
        lasting.keep(config.key_folder)
        return drawn


def test_check_is_content_with_a_house_where_all_is_well(
    keeper: Keeper, safe: Config, capsys: Output
) -> None:
    assert keeper.types("check") == 0
    assert capsys.readouterr().out == "Nothing unsafe was found.\n"


def test_each_finding_is_one_line_with_what_to_do(
    keeper: Keeper, safe: Config, capsys: Output
) -> None:
    safe.instance.chmod(0o755)
    (safe.key_folder / "sheet.json").unlink()
    assert keeper.types("check") == 1
    lines = capsys.readouterr().out.splitlines()
    assert any("kimvoice key-sheet" in line for line in lines)
    assert any("chmod 700" in line for line in lines)
    assert all(" → " in line for line in lines)


def test_a_house_that_sends_no_mail_is_said(
    keeper: Keeper, safe: Config, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("KIMVOICE_SMTP")
    assert keeper.types("check") == 1
    [line] = capsys.readouterr().out.splitlines()
    assert "KIMVOICE_SMTP" in line


def test_debug_is_said(
    keeper: Keeper, safe: Config, capsys: Output, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FLASK_DEBUG", "1")
    assert keeper.types("check") == 1
    assert "FLASK_DEBUG" in capsys.readouterr().out


def test_check_looks_only_at_the_machine_of_a_house_not_yet_upgraded(
    keeper: Keeper, safe: Config, capsys: Output
) -> None:
    bare = migrations.bare_app(safe)
    with bare.app_context():
        bare.extensions["alembic"].downgrade("0001")
        db.engine.dispose()
    assert keeper.types("check") == 1
    assert "kimvoice db upgrade" in capsys.readouterr().out


def test_where_there_is_no_house_check_says_how_to_make_one(
    keeper: Keeper, capsys: Output
) -> None:
    assert keeper.types("check") == 1
    assert "kimvoice init" in capsys.readouterr().err
