"""The house as its keeper starts it: a process of its own, in a folder of its own."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

from kimvoice import Config
from tests.visitor import FormReader

AROUND = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME")
KIMVOICE = (sys.executable, "-m", "kimvoice.cli")
PATIENCE = 60
URLENCODED = "application/x-www-form-urlencoded"
WATCHES = """
import os, sys
seen = os.open({seen!r}, os.O_CREAT | os.O_APPEND | os.O_WRONLY)
def look(event, about):
    if event == "open" and about[2] & (os.O_WRONLY | os.O_RDWR):
        os.write(seen, f"{{about[0]}}\\n".encode())
sys.addaudithook(look)
"""
"""Python reads it first (sitecustomize): notes each file that is opened for writing,
also one that has no name and is gone when it is closed."""


@dataclass
class RealHouse:
    folder: Path
    database_url: str
    port: int = 0

    def __post_init__(self) -> None:
        for name in (*AROUND, "python", "said"):
            (self.folder / name).mkdir(parents=True)
        watch = WATCHES.format(seen=str(self.folder / "opened"))
        (self.folder / "python" / "sitecustomize.py").write_text(watch)

    @property
    def environment(self) -> dict[str, str]:
        return {name: str(self.folder / name) for name in AROUND} | {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": str(self.folder / "python"),
            "PYTHONUNBUFFERED": "1",
            "PYTHONDONTWRITEBYTECODE": "1",
            "KIMVOICE_INSTANCE": str(self.folder / "instance"),
            "DATABASE_URL": self.database_url,
        }

    @property
    def config(self) -> Config:
        return Config.from_env(self.environment)

    @property
    def opened_elsewhere(self) -> set[str]:
        """Files that were opened for writing outside the instance folder."""
        opened = set((self.folder / "opened").read_text().splitlines())
        inside = str(self.folder / "instance")
        return {
            path
            for path in opened - {os.devnull}
            if not path.isdigit() and not path.startswith(inside)
        }

    def types(self, *line: str) -> str:
        done = subprocess.run(
            [*KIMVOICE, *line],
            env=self.environment,
            cwd=self.folder / "HOME",
            capture_output=True,
            text=True,
            timeout=PATIENCE,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    @contextmanager
    def open(self, end: signal.Signals) -> Iterator[None]:
        """Serve, until the signal ends it; what it says lies in files."""
        self.port = free_port()
        said = self.folder / "said" / end.name
        with said.open("wb") as err:
            server = subprocess.Popen(
                [*KIMVOICE, "serve", "--port", str(self.port)],
                env=self.environment,
                cwd=self.folder / "HOME",
                stdout=subprocess.PIPE,
                stderr=err,
            )
        assert server.stdout is not None
        with server.stdout as out:
            try:
                greeting = out.readline()
                assert greeting, said.read_text()
                yield
            finally:
                server.send_signal(end)
                server.wait(PATIENCE)
                said.with_suffix(".out").write_bytes(greeting + out.read())
        assert server.returncode == -end

    def send(self, raw: bytes, *, listen: int = 1_000_000) -> bytes:
        """What comes back until the house hangs up, or we have heard enough."""
        with socket.create_connection(("127.0.0.1", self.port), PATIENCE) as line:
            answer = b""
            with suppress(ConnectionError):
                line.sendall(raw)
                while len(answer) < listen and (piece := line.recv(65536)):
                    answer += piece
        return answer

    def ask(
        self,
        method: str,
        path: str,
        headers: dict[str, str] | None = None,
        body: bytes | dict[str, str] = b"",
    ) -> bytes:
        """A request as a browser makes it, with these headers beside the usual ones."""
        host = f"127.0.0.1:{self.port}"
        sent = {"Host": host, "Origin": f"http://{host}", "Connection": "close"}
        if isinstance(body, dict):
            body = urlencode(body).encode()
            sent["Content-Type"] = URLENCODED
        sent |= {"Content-Length": str(len(body))} | (headers or {})
        lines = [f"{method} {path} HTTP/1.1", *(f"{it}: {sent[it]}" for it in sent)]
        return self.send("\r\n".join([*lines, "", ""]).encode() + body)


class Window:
    """A browser window: it keeps the cookie of /min, and sends our forms back."""

    def __init__(self, house: RealHouse) -> None:
        self.house = house
        self.cookie = ""
        self.page = ""
        self.path = ""

    def opens(self, path: str) -> "Window":
        self._reads(path, self.house.ask("GET", path, self._headers(path)))
        return self

    def sends(self, action: str, **filled: str) -> "Window":
        """Fill in the form of this page that leads there, and send it."""
        sent = self.fields_to(action) | filled
        path = action.partition("#")[0]
        answer = self.house.ask("POST", path, self._headers(path), sent)
        self._reads(path, answer)
        return self

    def fields_to(self, action: str) -> dict[str, str]:
        reader = FormReader(self.path)
        reader.feed(self.page)
        forms = [form for form in reader.forms if form.method == "post"]
        return next(form.fields for form in forms if form.leads_to == action)

    def _headers(self, path: str) -> dict[str, str]:
        return {"Cookie": self.cookie} if path.startswith("/min") else {}

    def _reads(self, path: str, answer: bytes) -> None:
        head, _, body = answer.decode().partition("\r\n\r\n")
        if given := re.search(r"^Set-Cookie: (session=[^;]*)", head, re.MULTILINE):
            self.cookie = given[1]
        if led := re.search(r"^Location: (\S*)", head, re.MULTILINE):
            self.opens(led[1])
        else:
            self.path, self.page = path, body


def status_of(answer: bytes) -> int:
    """0 when the house hung up without a word."""
    found = re.match(rb"HTTP/1\.\d (\d+)", answer)
    return int(found[1]) if found else 0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
