"""The wheel alone serves the demo: templates, static, translations, migrations, words.

Built from the sources that git keeps, without network; the tools are those of the
test environment. Runs once, whatever databases there are.
"""

import importlib.util
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from typing import IO
from urllib.parse import urlencode
from urllib.request import HTTPCookieProcessor, OpenerDirector, Request, build_opener

import pytest

from tests.requirements import lacking
from tests.visitor import SIGN_IN, FormReader

CHECKOUT = Path(__file__).parent.parent
SOURCES = (".gitignore", "pyproject.toml", "hatch_build.py", "README.md", "LICENSE")
FOLDERS = ("kimvoice", "templates", "static")
GENERATED = ("*.mo", "*.br", "*.gz", "__pycache__")
PATIENCE = 60


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy, so that nothing generated in the checkout helps."""
    folder = tmp_path_factory.mktemp("sources")
    for name in SOURCES:
        shutil.copy(CHECKOUT / name, folder)
    for name in FOLDERS:
        ignored = shutil.ignore_patterns(*GENERATED)
        shutil.copytree(CHECKOUT / name, folder / name, ignore=ignored)
    run([sys.executable, "-m", "hatchling", "build", "-t", "wheel"], folder)
    [built] = (folder / "dist").glob("*.whl")
    return built


@dataclass(frozen=True)
class Environment:
    """A virtual environment with the wheel and what it depends on, and no more."""

    folder: Path

    @property
    def python(self) -> Path:
        return self.folder / "bin" / "python"

    @property
    def kimvoice(self) -> Path:
        return self.folder / "bin" / "kimvoice"

    def says(self, line: str) -> str:
        """What a line of Python prints there, in a folder that is not ours."""
        return run([str(self.python), "-c", line], self.folder)


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    made = Environment(tmp_path_factory.mktemp("environment") / "env")
    install(wheel, made)
    packages = Path(made.says("import sysconfig; print(sysconfig.get_path('purelib'))"))
    # A .pth inside a folder that a .pth names is not read: so not the checkout's.
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib"))
    return made


def install(wheel: Path, made: Environment) -> None:
    at = wheel.parent
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    if importlib.util.find_spec("ensurepip"):
        run([sys.executable, "-m", "venv", str(made.folder)], at)
        pip = [str(made.python), "-m", "pip", "install", "--quiet", "--no-index"]
        run([*pip, "--no-deps", str(wheel)], at)
    elif uv:
        run([uv, "venv", "--offline", "--python", sys.executable, str(made.folder)], at)
        pip = [uv, "pip", "install", "--offline", "--python", str(made.python)]
        run([*pip, "--no-deps", str(wheel)], at)
    else:
        lacking("wheel", "neither ensurepip nor uv is here to install it with")


def run(command: list[str], folder: Path) -> str:
    done = subprocess.run(
        command, cwd=folder, env=clean(), capture_output=True, text=True, timeout=110
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def clean() -> dict[str, str]:
    """Nothing that could lead back to the checkout, or out to the network."""
    return {
        "PATH": "/usr/bin:/bin",
        "PYTHONUTF8": "1",
        "http_proxy": "http://127.0.0.1:9",
    }


# What is installed


def test_the_program_comes_from_the_wheel_and_not_from_the_checkout(
    environment: Environment,
) -> None:
    found = environment.says("import kimvoice; print(kimvoice.__file__)")
    assert Path(found).is_relative_to(environment.folder)
    paths = environment.says("import sys; print(*sys.path, sep='\\n')").splitlines()
    assert str(CHECKOUT) not in paths


def test_the_wheel_carries_what_the_house_reads_when_it_runs(
    environment: Environment,
) -> None:
    drawn = environment.says("from kimvoice.core import words; print(*words.draw(3))")
    assert len(drawn.split()) == 3


# The demo


@dataclass
class Demo:
    url: str
    user_name: str
    passphrase: str
    browser: OpenerDirector

    def get(self, path: str) -> str:
        with self.browser.open(self.url + path, timeout=PATIENCE) as answer:
            assert answer.status == 200
            return str(answer.read().decode())

    def post(self, path: str, fields: dict[str, str]) -> str:
        """The page it leads to; a cookie and our Origin go along, as in a browser."""
        sent = Request(self.url + path, urlencode(fields).encode())
        sent.add_header("Origin", self.url)
        with self.browser.open(sent, timeout=PATIENCE) as answer:
            return str(answer.geturl()).removeprefix(self.url)


@pytest.fixture(scope="module")
def demo(
    environment: Environment, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Demo]:
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    port = free_port()
    server = subprocess.Popen(
        [str(environment.kimvoice), "demo", "--port", str(port)],
        cwd=elsewhere,
        env=clean() | {"PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert server.stdout is not None
        user_name, passphrase = somebody_in(server.stdout)
        browser = build_opener(HTTPCookieProcessor(CookieJar()))
        yield Demo(f"http://127.0.0.1:{port}", user_name, passphrase, browser)
    finally:
        # Not SIGINT: what is started in the background may have it ignored.
        server.terminate()
        rest, _ = server.communicate(timeout=PATIENCE)
    assert (server.returncode, "Traceback" in rest) == (-signal.SIGTERM, False)
    assert (elsewhere / "instance" / "demo" / "kimvoice.sqlite").is_file()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def somebody_in(greeting: IO[str]) -> tuple[str, str]:
    """The general manager's user name and passphrase; the table tells everybody's."""
    said = []
    for line in greeting:
        said.append(line)
        if line.startswith("general_manager\t"):
            _, _, user_name, passphrase, *_ = line.rstrip("\n").split("\t")
            return user_name, passphrase
    raise AssertionError("".join(said))


def test_the_demo_is_served_from_the_wheel(demo: Demo) -> None:
    assert "Si fra uten navn" in demo.get("/")
    assert "--paper" in demo.get("/static/kimvoice.css")
    assert "Speak up" in demo.get("/?lang=en")


def test_somebody_signs_in_to_the_demo_of_the_wheel(demo: Demo) -> None:
    reader = FormReader(SIGN_IN)
    reader.feed(demo.get(SIGN_IN))
    form = next(each for each in reader.forms if "password" in each.kinds.values())
    filled = {
        form.first("text"): demo.user_name,
        form.first("password"): demo.passphrase,
        form.first("radio"): "shared",
    }
    assert demo.post(SIGN_IN, form.fields | filled) == "/min/"
    assert "Hei" in demo.get("/min/")
