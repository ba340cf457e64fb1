"""The key folder: keys that last, and a round's key that dies."""

from pathlib import Path

import pytest
from nacl.public import PrivateKey

from kimvoice.core.keys import LASTING, SIZE, Keyring, KeysMissing, RoundKey


@pytest.fixture
def keys(tmp_path: Path) -> Keyring:
    return Keyring.create(tmp_path / "keys")


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
    (keys.folder / "site.key").unlink()
    again = Keyring.create(keys.folder)
    assert again.pepper == keys.pepper
    assert again.secret == keys.secret
    assert again.site != keys.site


def test_keys_are_long_different_and_for_the_keeper_alone(keys: Keyring) -> None:
    drawn = {keys.pepper, keys.site, keys.secret}
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
