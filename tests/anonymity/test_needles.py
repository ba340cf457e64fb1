"""A needle in every header and field of the real house: afterwards it lies nowhere.

The house is started, served and ended as its keeper does it, once with SIGKILL. Read
are its folder, HOME, TMPDIR and what it said, and on PostgreSQL every row, and the
server's own folder with its write-ahead log and its log (where the server is ours).
"""

import gzip
import re
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine

from kimvoice import create_app
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.vault import Unopened, Vault, place_of
from kimvoice.people.models import Person
from kimvoice.suggestions import codes, mailbox
from kimvoice.suggestions.codes import CodeKeys
from kimvoice.suggestions.threads import Entry, Thread
from tests.anonymity.needled import KEPT, SAID, Needled, send_all
from tests.anonymity.needles import STEM
from tests.anonymity.real_house import RealHouse
from tests.anonymity.search import disguises, holding

# Two houses are begun and served twice, each by a process that starts anew.
pytestmark = pytest.mark.timeout(300)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def needled(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Needled]:
    with ExitStack() as stack:
        server, url = None, ""
        if request.param == "postgresql":
            server = request.getfixturevalue("postgresql")
            url = stack.enter_context(server.bare())
        folder = tmp_path_factory.mktemp("needles") / request.param
        needled = Needled(RealHouse(folder, url), server)
        send_all(needled)
        yield needled


def test_nothing_that_was_sent_lies_anywhere(needled: Needled) -> None:
    assert needled.found == [{}, {}]
    assert {200, 203, 303, 400, 403, 404, 405, 410, 413, 422, 431, 500, 501} <= set(
        needled.statuses
    )


def test_the_same_search_finds_what_is_kept(needled: Needled) -> None:
    found = needled.looks_for(KEPT)
    assert "people" in found
    files = [Path(each).name for each in found if "/" in each]
    if needled.server is None:
        assert files == ["kimvoice.sqlite"]
    elif needled.server.folder:
        assert len(files) > 1, "the table and the write-ahead log"


def test_nothing_is_written_outside_the_house_while_it_is_served(
    needled: Needled,
) -> None:
    assert needled.house.opened_elsewhere == set()


def test_the_house_says_a_class_and_a_route_and_nothing_else(needled: Needled) -> None:
    for path in (needled.house.folder / "said").glob("SIG*"):
        said = path.read_text().splitlines()
        what = r"KIM voice: http://127.0.0.1:\d+/" if path.suffix else r"\w+ in [\w.]+"
        assert [line for line in said if not re.fullmatch(what, line)] == []
        assert said or path.name == "SIGKILL"


# What was said, and is let out


def test_what_was_said_comes_out_by_its_code_and_lies_sealed_until_published(
    needled: Needled,
) -> None:
    app = create_app(needled.house.config)
    in_three_weeks = clock.real_now() + timedelta(weeks=3)
    with app.app_context(), time_machine.travel(in_three_weeks):
        mailbox.tick()
        keys = codes.derive(needled.code)
        thread = Thread.opened_by(keys)
        assert thread is not None
        [entry] = thread.entries
        assert entry.words == SAID
        assert opens_for(thread, entry, keys.wrapping)
        assert not opens_for(thread, entry, bytes(32))
        db.session.rollback()
        assert needled.looks_for(STEM) == {}
        thread.suggestion.take(db.session.query(Person).one())
        thread.suggestion.publish()
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    assert "suggestions" in needled.looks_for(STEM)


def opens_for(thread: Thread, entry: Entry, key: bytes) -> bool:
    keys = CodeKeys(thread.lookup, key)
    try:
        vault = Vault(keys.unwrap(thread.key_for_author, thread.place_for_author))
    except Unopened:
        return False
    return vault.open(entry.sealed, place_of(entry, "sealed")) == SAID


# The search itself


@pytest.mark.parametrize("way", sorted(disguises(STEM)), ids=repr)
def test_the_search_knows_every_disguise(way: bytes, tmp_path: Path) -> None:
    (tmp_path / "plain").write_bytes(b"before " + way + b" after")
    (tmp_path / "zipped").write_bytes(b"before" + gzip.compress(b"in it: " + way))
    (tmp_path / "empty").write_bytes(b"kvikk naal")
    found = holding(STEM, tmp_path)
    assert {Path(each).name for each in found} == {"plain", "zipped"}
