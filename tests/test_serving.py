"""What the running server leaves behind: no file, no line, no core."""

import logging
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode

import pytest
from flask import Flask

from kimvoice import cli
from kimvoice.cli import SERVER
from tests.browser.serving import served
from tests.database import SQLite
from tests.keeper import Keeper
from tests.suggestions.journey import FORM
from tests.test_wheel import free_port

LIMITS = Path("/proc/self/limits")
SECRET = "/min/start/ABCD-what-nobody-may-read"
GUIDE = Path(__file__).parents[1] / "docs/keeper.md"


@pytest.fixture
def database(sqlite: SQLite) -> SQLite:
    """The server before the program sees no difference between the databases."""
    return sqlite


# Files


@pytest.fixture
def files(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Who asked for a place for a temporary file, and got none."""
    asked: list[str] = []

    def no_place() -> str:
        asked.append("here")
        raise OSError("no place for temporary files")

    monkeypatch.setattr(tempfile, "gettempdir", no_place)
    return asked


def sends(app: Flask, text: str, *, in_pieces: bool = False) -> tuple[int, str]:
    """A form to an open page, through a real server; 0 when it hangs up."""
    body = urlencode({"text": text, "audience": "everybody"}).encode()
    with served(app) as port:
        house = HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            house.request(
                "POST",
                FORM,
                iter([body]) if in_pieces else body,
                {
                    "Origin": f"http://127.0.0.1:{port}",
                    "Content-Type": "application/x-www-form-urlencoded",
                },
                encode_chunked=in_pieces,
            )
            answer = house.getresponse()
            return answer.status, answer.read().decode()
        except (HTTPException, OSError):
            return 0, ""
        finally:
            house.close()


@pytest.mark.parametrize("in_pieces", [False, True], ids=["whole", "in pieces"])
@pytest.mark.parametrize(
    ("size", "status", "words"),
    [
        (100_000, 422, "Du har skrevet 100000."),
        (390_000, 422, "Du har skrevet 390000."),
        (1_900_000, 413, "Teksten er for lang"),
    ],
)
def test_what_is_sent_lies_in_memory_alone(
    size: int,
    status: int,
    words: str,
    in_pieces: bool,
    app: Flask,
    files: list[str],
) -> None:
    answer, page = sends(app, "x" * size, in_pieces=in_pieces)
    assert answer == status
    assert words in page
    assert files == []


def test_so_does_the_longest_page_that_repeats_it(app: Flask, files: list[str]) -> None:
    answer, page = sends(app, '"' * 130_000)
    assert answer == 422
    assert len(page) > 1_000_000
    assert files == []


@pytest.mark.parametrize("setting", ["inbuf_overflow", "outbuf_overflow"])
def test_a_server_that_wrote_files_would_be_seen(
    setting: str, app: Flask, files: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(SERVER, setting, 50_000)
    sends(app, "x" * 100_000)
    assert files


# Lines


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> Iterator[pytest.LogCaptureFixture]:
    yield caplog
    logging.getLogger("waitress").setLevel(logging.NOTSET)


class Busy:
    """A server that says what waitress says in a burst, and when a page breaks."""

    def __init__(self, *_: object, **__: object) -> None:
        pass

    def run(self) -> None:
        logging.getLogger("waitress.queue").warning("Task queue depth is %d", 9)
        logging.getLogger("waitress").warning("total open connections reached")
        try:
            raise ValueError(SECRET)
        except ValueError:
            logging.getLogger("waitress").exception("Exception while serving " + SECRET)
        raise KeyboardInterrupt

    def close(self) -> None:
        pass


def test_the_log_tells_no_burst_and_of_a_fault_its_class_alone(
    keeper: Keeper,
    log: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(cli, "create_server", Busy)
    assert keeper.types("serve") == 0
    said = [it for it in log.records if it.name.startswith("waitress")]
    assert [it.getMessage() for it in said] == ["ValueError in waitress"]
    assert "depth" not in log.text
    assert SECRET not in log.text
    assert "Traceback" not in log.text


# Cores


@pytest.mark.skipif(not LIMITS.exists(), reason="no /proc here")
def test_a_crash_leaves_no_core(tmp_path: Path) -> None:
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", "kimvoice.cli", "serve", "--port", str(port)],
        env={"KIMVOICE_INSTANCE": str(tmp_path / "house"), "PYTHONUTF8": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert server.stdout is not None
        # It has begun to serve.
        assert str(port) in server.stdout.readline()
        limits = Path(f"/proc/{server.pid}/limits").read_text()
    finally:
        server.terminate()
        with suppress(subprocess.TimeoutExpired):
            server.communicate(timeout=30)
    [line] = re.findall(r"^Max core file size +(\S+) +(\S+)", limits, re.MULTILINE)
    assert line == ("0", "0")


def test_the_guide_says_what_the_program_cannot_do_itself() -> None:
    guide = GUIDE.read_text("utf-8")
    for line in ("LimitCORE=0", "PrivateTmp=yes", "MemorySwapMax=0"):
        assert re.search(rf"^{line}$", guide, re.MULTILINE), line
