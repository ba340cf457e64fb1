"""The program that counts anew needs nothing of the house, and counts as it does."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from kimvoice import verify
from kimvoice.cli import kimvoice
from kimvoice.elections import export
from kimvoice.elections.states import Deed
from kimvoice.elections.tally import tally
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing
from tests.elections.each_kind import marks, on_net

PROGRAM = Path(verify.__file__)


VOTES = st.lists(st.integers(0, 6), min_size=1, max_size=6)


@settings(max_examples=300)
@given(VOTES, st.integers(0, 8), st.sampled_from([1, 2]), st.data())
def test_the_program_counts_as_the_house_does(
    votes: list[int], blanks: int, seats: int, data: st.DataObject
) -> None:
    scores = dict(enumerate(votes, start=1))
    gone = data.draw(st.sets(st.sampled_from([*scores])))
    drawn = data.draw(st.lists(st.sampled_from([*scores]), max_size=2, unique=True))
    counted = tally(scores, blanks=blanks, seats=seats, drawn=drawn, gone=gone)
    elected, equal = verify.count(scores, blanks, seats, drawn, gone)
    assert (*elected,) == counted.elected
    assert {*equal} == {*counted.needs_lot}


# The file itself


@on_sqlite
def test_it_runs_alone_and_says_what_it_found(
    electing: Electing, tmp_path: Path
) -> None:
    """Without the house, and without anything that Python has been given since."""
    election = on_net(electing).election
    alone, file = tmp_path / "verify.py", tmp_path / "protokoll.txt"
    alone.write_bytes(PROGRAM.read_bytes())
    file.write_bytes(export.for_all(election))
    for wall, code in ((marks(election)["wall"], 0), ("AAAA-BBBB", 1)):
        ran = subprocess.run(
            [sys.executable, "-I", "-S", alone, file, "--wall", wall],
            capture_output=True,
            encoding="utf-8",
            env={"PYTHONIOENCODING": "utf-8", "PYTHONUTF8": "1"},
            timeout=60,
        )
        assert (ran.returncode, ran.stderr) == (code, "")
        assert "Dette kan programmet ikke vise" in ran.stdout
        assert ("FEIL:" in ran.stdout) == bool(code)


def test_nothing_but_python_is_imported() -> None:
    tree = ast.walk(ast.parse(PROGRAM.read_text(encoding="utf-8")))
    names = [it for node in tree for it in imported(node)]
    assert "hashlib" in names
    assert {it.split(".")[0] for it in names} <= sys.stdlib_module_names


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [it.name for it in node.names]
    return [f"{node.module}"] if isinstance(node, ast.ImportFrom) else []


def test_it_has_a_name_for_each_deed() -> None:
    assert set(verify.DEEDS) == {it.value for it in Deed}


@on_sqlite
def test_it_tells_the_keeper_too(
    electing: Electing, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`kimvoice verify` is the same program."""
    election = on_net(electing).election
    file = tmp_path / "protokoll.txt"
    file.write_bytes(export.for_committee(election))
    for more, code in (([], 0), (["--print", "AAAA-BBBB"], 1)):
        ran = CliRunner().invoke(kimvoice, ["verify", str(file), "--english", *more])
        assert ran.exit_code == code
        assert "What the program cannot show:" in ran.output
    assert verify.main([str(tmp_path / "none.txt")]) == 1
    assert capsys.readouterr().out == "Fila kan ikke åpnes.\n"


def test_where_nothing_holds_it_says_what_it_can_never_show() -> None:
    assert verify.verify(b"").cannot == [*verify.NEVER]
