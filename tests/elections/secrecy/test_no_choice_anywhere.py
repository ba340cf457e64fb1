"""A vote for candidates whose places are needles: the choice lies nowhere.

Looked through are the house's folder, PostgreSQL's with its log of writes, the folder
for temporary files, all that is said, and the cookie. That a crash leaves no core is
in tests/test_serving.py.
"""

import logging
import tempfile
from pathlib import Path

import pytest
from nacl.public import PrivateKey

from kimvoice import Config
from kimvoice.core import urn as urns
from kimvoice.core.db import db
from kimvoice.core.urn import BALLOT, BLANK, Urn
from kimvoice.elections import ballot_forms
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.states import State, Way
from tests.anonymity.search import disguises, files_below
from tests.conftest import TravelTo
from tests.database import Database
from tests.electing import Electing, Held
from tests.visitor import Visit, Visitor, forms

PLACES = (735091846, 846092735)
NAMES = ("Skomakersyl", "Parykknaal")
"""In no other test: a name is stored in plain words, and servers keep what is old."""


class Canary:
    """Votes for those two, and looks for it everywhere."""

    def __init__(self, held: Held, visitor: Visitor, folders: list[Path]) -> None:
        self.visitor, self.folders = visitor, folders
        self.url = f"/min/valg/{held.election.id}/stem"
        self.said: list[str] = []

    def votes(self) -> None:
        chosen = self.visitor.post(self.url, {"ballot": [str(it) for it in PLACES]})
        self.said += map(repr, chosen.headers)
        shown = self.visitor.get(self.url)
        assert all(it in shown.text for it in NAMES)
        [sending] = [it for it in forms(shown) if "token" in it.fields]
        self.sent = sending.fields
        self.said += map(repr, shown.headers)
        sent = self.visitor.post(self.url, self.sent)
        assert "Du har stemt" in sent.text
        assert not any(it in sent.text for it in NAMES)
        self.said += map(repr, sent.headers)
        with self.visitor.client.session_transaction("/min/") as session:
            self.said.append(repr(dict(session)))

    @property
    def files_with_the_choice(self) -> list[str]:
        needles = [way for it in PLACES for way in set(disguises(str(it)))]
        return self._holding([*needles, self.sent["token"].encode()])

    def _holding(self, needles: list[bytes]) -> list[str]:
        read = ((it, it.read_bytes()) for it in files_below(*self.folders))
        return [
            it.name for it, content in read if any(one in content for one in needles)
        ]


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr(tempfile, "tempdir", None)
    return folder


@pytest.fixture
def canary(
    electing: Electing,
    visit: Visit,
    config: Config,
    database: Database,
    temporary: Path,
    travel_to: TravelTo,
    monkeypatch: pytest.MonkeyPatch,
) -> Canary:
    # Places so long that no file has them otherwise are folded as shorter ones are.
    monkeypatch.setattr(ballot_forms, "BLANK", "no place " * 2)
    held = electing.election(State.OPEN, way=Way.NET)
    for candidate, place, name in zip(
        held.election.candidates, PLACES, NAMES, strict=False
    ):
        candidate.place, candidate.person.name = place, name
    db.session.commit()
    server = getattr(database, "folder", None)
    folders = [it for it in (config.instance, server, temporary) if it]
    return Canary(held, visit(as_=held.others[0]), folders)


def test_a_choice_lies_in_no_file_and_in_nothing_that_is_said(
    canary: Canary,
    temporary: Path,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    with caplog.at_level(logging.DEBUG):
        canary.votes()
    assert canary.files_with_the_choice == []
    assert list(temporary.iterdir()) == []
    said = [*canary.said, caplog.text, *capfd.readouterr()]
    words = [*map(str, PLACES), *NAMES, canary.sent["token"]]
    assert [it for it in words if any(it in each for each in said)] == []


def test_unsealed_it_would_be_found(
    canary: Canary, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    def seal(urn: Urn, content: bytes) -> bytes:
        return urns._pad(content, urn.slip)

    monkeypatch.setattr(Urn, "seal", seal)
    canary.votes()
    if getattr(database, "folder", None) or database.name == "sqlite":
        assert canary.files_with_the_choice


# What the length and the number of slips tell

BALLOTS = [Ballot(frozenset(it)) for it in ((), (1,), (12,), (1, 2), (11, 12))]


def lengths() -> set[int]:
    key = PrivateKey.generate().public_key
    urn = Urn.new("election 1", key, slip=BALLOT)
    return {len(urn.seal(it.write())) for it in BALLOTS}


def test_all_slips_have_one_length(monkeypatch: pytest.MonkeyPatch) -> None:
    assert lengths() == {BALLOT}
    monkeypatch.setattr(urns, "_pad", lambda content, _size: content)
    assert len(lengths()) > 1, "else nobody would see that they are filled up"


def marks_on_the_wall(electing: Electing, votes: int) -> int:
    held = electing.election(State.CLOSED, way=Way.NET, votes=(votes,), blanks=0)
    held.election.close_urn(held.officers[0])
    return len(held.election.urn_marks)


def test_the_wall_shows_as_many_marks_however_many_voted(
    electing: Electing, travel_to: TravelTo, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert {marks_on_the_wall(electing, it) for it in (1, 5)} == {8}
    put = Urn.put
    monkeypatch.setattr(
        Urn,
        "put",
        lambda urn, contents: put(urn, [it for it in contents if it != BLANK]),
    )
    assert {marks_on_the_wall(electing, it) for it in (1, 5)} == {1, 5}
