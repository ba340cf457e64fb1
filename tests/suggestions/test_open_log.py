"""What is written while somebody speaks up: nothing of it, not even when it fails."""

import logging

import pytest

from kimvoice.suggestions import mailbox
from tests.conftest import TravelTo
from tests.suggestions.journey import (
    FINISH,
    MESSAGE,
    OPENED,
    SEND,
    THREAD,
    check,
    code_on,
    come_back,
    follow,
    sent,
)
from tests.visitor import Visit

TEXT = "Kari Testesen har rotet bort nøkkelen igjen."
ADDRESS = "10.20.30.40"
KNOWN = {"User-Agent": "Lynx/2.9", "X-Forwarded-For": ADDRESS}


@pytest.fixture
def everything(
    caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> "Everything":
    caplog.set_level(logging.DEBUG)
    return Everything(caplog, capfd)


class Everything:
    def __init__(
        self, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
    ) -> None:
        self.caplog = caplog
        self.capfd = capfd

    def holds(self, *secrets: str) -> list[str]:
        written = self.caplog.text + "".join(self.capfd.readouterr())
        return [each for each in secrets if each in written]


def test_a_journey_leaves_nothing_in_the_log(
    visit: Visit, travel_to: TravelTo, everything: Everything
) -> None:
    author = visit()
    code = code_on(sent(author, text=TEXT))
    travel_to(OPENED)
    mailbox.tick()
    thread = come_back(author, code)
    follow(author, thread, MESSAGE, text=TEXT)
    follow(author, thread, MESSAGE, text=code)
    assert everything.holds(TEXT, "Kari", code, code[:4], "127.0.0.1") == []


@pytest.mark.parametrize("at", ["mailbox.receive", "codes.in_groups"])
def test_a_crash_says_its_route_and_its_class_alone(
    at: str, visit: Visit, monkeypatch: pytest.MonkeyPatch, everything: Everything
) -> None:
    author = visit()
    checked = check(author, text=TEXT)

    def crash(*_: object) -> None:
        raise RuntimeError(TEXT)

    monkeypatch.setattr(f"kimvoice.suggestions.{at}", crash)
    address = {"REMOTE_ADDR": ADDRESS}
    fields = {"text": TEXT, "audience": "everybody", "token": token_on(checked.text)}
    broken = author.post(SEND, fields, headers=KNOWN, environ_base=address)
    assert broken.status_code == 500
    assert "Send gjerne en gang til. Vi tar bare vare på én." in broken.text
    assert TEXT not in broken.text
    assert everything.holds(TEXT, "Kari", ADDRESS, "Lynx", fields["token"]) == []
    [record] = [it for it in everything.caplog.records if it.levelno >= logging.ERROR]
    assert record.getMessage() == "RuntimeError in suggestions.open.go_on"
    monkeypatch.undo()
    assert code_on(follow(author, checked, SEND)), "the same form sends it now"


def test_a_crash_behind_a_code_does_not_tell_the_code(
    visit: Visit,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
    everything: Everything,
) -> None:
    author = visit()
    code = code_on(sent(author))
    asked = author.get("/kode")

    def crash(keys: object) -> None:
        raise RuntimeError(f"{keys} {code}")

    monkeypatch.setattr("kimvoice.suggestions.threads.Thread.opened_by", crash)
    assert follow(author, asked, THREAD, code=code).status_code == 500
    assert everything.holds(code, code[:8], "CodeKeys") == []


def test_the_code_travels_in_bodies_alone(visit: Visit, travel_to: TravelTo) -> None:
    author = visit()
    receipt = sent(author)
    code = code_on(receipt)
    travel_to(OPENED)
    mailbox.tick()
    thread = come_back(author, code)
    received = follow(author, thread, MESSAGE, text="Takk.")
    finished = follow(author, received, FINISH)
    for page in (receipt, thread, received, finished):
        outside = f"{page.request.url} {page.headers}"
        assert code not in outside.replace(" ", "").replace("-", "")
        assert "Location" not in page.headers
    for page in (thread, received, finished):
        assert code not in page.text.replace(" ", "")


def token_on(html: str) -> str:
    return html.split('name="token" value="')[1].split('"')[0]
