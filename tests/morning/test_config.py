"""What the environment says of mail: understood whole, or refused in a sentence."""

from pathlib import Path

import pytest

from kimvoice.config import Config, ConfigError, Mail
from kimvoice.demo.demo import demo_config
from tests.morning.post_office import HOUSE, SENDER

REST = {"KIMVOICE_MAIL_FROM": SENDER, "KIMVOICE_ADDRESS": f"{HOUSE}/"}


@pytest.mark.parametrize(
    ("url", "mail"),
    [
        (
            "smtp://mail.example",
            Mail(host="mail.example", port=25, sender=SENDER, house=HOUSE),
        ),
        (
            "smtps://huset:p%40ss%2Fword@mail.example",
            Mail(
                host="mail.example",
                port=465,
                sender=SENDER,
                house=HOUSE,
                user="huset",
                password="p@ss/word",
                sealed=True,
            ),
        ),
        (
            "smtp://[::1]:587",
            Mail(host="::1", port=587, sender=SENDER, house=HOUSE),
        ),
    ],
)
def test_the_server_is_one_address(url: str, mail: Mail) -> None:
    config = Config.from_env({"KIMVOICE_SMTP": url, **REST})
    assert config.mail == mail
    assert "p@ss" not in repr(config)


@pytest.mark.parametrize("env", [{}, {"KIMVOICE_SMTP": ""}, REST])
def test_without_a_server_there_is_no_mail(env: dict[str, str]) -> None:
    assert Config.from_env(env).mail is None


@pytest.mark.parametrize(
    "wrong",
    [
        {"KIMVOICE_SMTP": "mail.example"},
        {"KIMVOICE_SMTP": "http://secret@mail.example"},
        {"KIMVOICE_SMTP": "smtp://"},
        {"KIMVOICE_SMTP": "smtp://me:secret@mail.example:many"},
        {"KIMVOICE_SMTP": "smtp://me:secret@mail.example:99999"},
        {"KIMVOICE_SMTP": "smtp://me:secret@[::1"},
        {"KIMVOICE_SMTP": "smtp://me:secretæ@mail.example"},
        {"KIMVOICE_MAIL_FROM": ""},
        {"KIMVOICE_MAIL_FROM": "KIM voice"},
        {"KIMVOICE_ADDRESS": ""},
        {"KIMVOICE_ADDRESS": "voice.example.org"},
        {"KIMVOICE_ADDRESS": "https://voice.example.org\r\nBcc: a@b.example"},
    ],
)
def test_what_cannot_be_used_is_named_and_no_password_repeated(
    wrong: dict[str, str],
) -> None:
    env = {"KIMVOICE_SMTP": "smtp://me:secret@mail.example", **REST} | wrong
    with pytest.raises(ConfigError) as refused:
        Config.from_env(env)
    assert next(iter(wrong)) in str(refused.value)
    assert "secret" not in str(refused.value)


def test_a_demo_never_sends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KIMVOICE_SMTP", "smtp://mail.example")
    for name, value in REST.items():
        monkeypatch.setenv(name, value)
    assert Config.from_env().mail
    assert demo_config(tmp_path).mail is None
