"""The key folder: keys that last, and a round's key that dies."""

import os
from pathlib import Path
from threading import Thread

import pytest
from nacl.public import PrivateKey
from nacl.utils import random

from kimvoice.core.keys import LASTING, SIZE, Keyring, KeysMissing, RoundKey


@pytest.fixture
def keys(tmp_path: Path) -> Keyring:
    return Keyring.create(tmp_path / "keys")


class PowerLoss(Exception):
    """Nothing catches this."""


def everything_in(folder: Path) -> bytes:
    return b"|".join(file.read_bytes() for file in folder.iterdir())


def the_private_half(key: RoundKey, public: bytes) -> bytes:
    private = key.private_for(public)
    assert private is not None
    return bytes(private)


def test_a_missing_folder_is_named_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(KeysMissing, match="keys mangler pepper, site, secret. Legg"):
        Keyring.load(tmp_path / "keys")


@pytest.mark.parametrize("name", LASTING)
def test_a_single_missing_key_is_named(keys: Keyring, name: str) -> None:
    (keys.folder / f"{name}.key").unlink()
    with pytest.raises(KeysMissing, match=f"mangler {name}."):
        Keyring.load(keys.folder)


@pytest.mark.parametrize("name", LASTING)
def test_a_key_cut_short_is_refused_as_if_it_were_missing(
    keys: Keyring, name: str
) -> None:
    (keys.folder / f"{name}.key").write_bytes(b"")
    with pytest.raises(KeysMissing):
        Keyring.load(keys.folder)


def test_creating_again_replaces_no_key(keys: Keyring) -> None:
    site = keys.site.held
    (keys.folder / "site.key").unlink()
    again = Keyring.create(keys.folder)
    assert again.pepper == keys.pepper
    assert again.secret == keys.secret
    assert again.site.held != site


def test_keys_are_long_different_and_for_the_keeper_alone(keys: Keyring) -> None:
    newest, former = keys.site.held
    assert newest == former
    drawn = {keys.pepper, newest, keys.secret}
    assert len(drawn) == len(LASTING)
    assert {len(key) for key in drawn} == {SIZE}
    assert keys.folder.stat().st_mode & 0o077 == 0
    keys.mailbox.renew(beside=b"")
    assert all(file.stat().st_mode & 0o077 == 0 for file in keys.folder.iterdir())


def test_each_purpose_has_a_key_of_its_own(keys: Keyring) -> None:
    assert keys.derive("session") != keys.derive("token")
    assert keys.derive("session") == Keyring.load(keys.folder).derive("session")
    assert keys.derive("session") != keys.secret


def test_the_old_key_stays_beside_the_new_one_until_it_is_forgotten(
    keys: Keyring,
) -> None:
    old = keys.mailbox.renew(beside=b"")
    new = keys.mailbox.renew(beside=bytes(old))
    the_private_half(keys.mailbox, bytes(old))
    the_private_half(keys.mailbox, bytes(new))


def test_a_forgotten_key_is_in_no_file_and_the_present_one_stays(
    keys: Keyring,
) -> None:
    public = bytes(keys.mailbox.renew(beside=b""))
    for _ in range(3):
        old = the_private_half(keys.mailbox, public)
        assert old in everything_in(keys.folder)
        public = bytes(keys.mailbox.renew(beside=public))
        keys.mailbox.forget_others(public)
        assert old not in everything_in(keys.folder)
        assert PrivateKey(the_private_half(keys.mailbox, public))


def test_forgetting_again_does_no_harm(keys: Keyring) -> None:
    public = bytes(keys.mailbox.renew(beside=b""))
    keys.mailbox.forget_others(public)
    keys.mailbox.forget_others(public)
    the_private_half(keys.mailbox, public)


def test_the_key_file_is_overwritten_where_it_lies(keys: Keyring) -> None:
    public = bytes(keys.mailbox.renew(beside=b""))
    before = keys.mailbox.file.stat()
    for _ in range(3):
        public = bytes(keys.mailbox.renew(beside=public))
        keys.mailbox.forget_others(public)
    after = keys.mailbox.file.stat()
    assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size)


def test_a_key_drawn_again_after_a_crash_leaves_the_present_one(keys: Keyring) -> None:
    public = bytes(keys.mailbox.renew(beside=b""))
    keys.mailbox.renew(beside=public)
    new = bytes(keys.mailbox.renew(beside=public))
    the_private_half(keys.mailbox, public)
    the_private_half(keys.mailbox, new)


def test_a_host_without_the_key_file_holds_no_key(keys: Keyring) -> None:
    public = bytes(keys.mailbox.renew(beside=b""))
    keys.mailbox.file.unlink()
    assert keys.mailbox.private_for(public) is None


# The site's key, and a new one


def test_a_new_key_lies_before_the_former_until_that_is_forgotten(
    keys: Keyring,
) -> None:
    old, _ = keys.site.held
    new = keys.site.draw()
    assert new != old
    assert keys.site.held == (new, old)
    assert keys.site.is_being_renewed
    keys.site.forget_former(new)
    assert keys.site.held == (new, new)
    assert old not in everything_in(keys.folder)


def test_no_third_key_is_drawn_while_two_are_held(keys: Keyring) -> None:
    keys.site.draw()
    held = keys.site.held
    assert keys.site.draw() == held[0]
    assert keys.site.held == held


def test_who_is_late_forgets_no_key_that_others_still_need(keys: Keyring) -> None:
    first = keys.site.draw()
    keys.site.forget_former(first)
    keys.site.draw()
    held = keys.site.held
    keys.site.forget_former(first)
    assert keys.site.held == held


def test_the_file_does_not_tell_when_something_sealed_was_read(keys: Keyring) -> None:
    os.utime(keys.site.file, (0, 0))
    assert keys.site.held
    keys.site.take().give_back()
    assert keys.site.file.stat().st_atime == 0


def test_a_key_from_before_new_keys_is_both(keys: Keyring) -> None:
    old = random(SIZE)
    (keys.folder / "site.key").write_bytes(old)
    keys = Keyring.load(keys.folder)
    assert keys.site.held == (old, old)
    keys.site.draw()
    assert keys.site.held[1] == old


def test_a_new_key_is_laid_where_the_old_one_lies(keys: Keyring) -> None:
    before = keys.site.file.stat()
    keys.site.forget_former(keys.site.draw())
    after = keys.site.file.stat()
    assert (after.st_ino, after.st_size) == (before.st_ino, before.st_size)


def test_the_power_that_goes_between_two_places_takes_no_key(
    keys: Keyring, monkeypatch: pytest.MonkeyPatch
) -> None:
    old, _ = keys.site.held

    def power_goes(_file: object) -> None:
        raise PowerLoss

    with monkeypatch.context() as patch:
        patch.setattr("os.fsync", power_goes)
        with pytest.raises(PowerLoss):
            keys.site.draw()
    assert old in keys.site.held


def test_a_new_key_waits_for_who_has_taken_the_one_before(keys: Keyring) -> None:
    taken = keys.site.take()
    drawing = Thread(target=keys.site.draw)
    drawing.start()
    assert keys.site.held == (taken.key, taken.key)
    taken.give_back()
    drawing.join()
    assert keys.site.held[1] == taken.key
