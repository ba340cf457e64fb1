"""The files of a protocol: who gets them, and that they tell what the pages tell."""

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from kimvoice import verify
from kimvoice.core.db import db
from kimvoice.elections import export
from kimvoice.elections.events import ElectionEvent
from kimvoice.elections.publication import tells_turnout, tells_votes
from kimvoice.elections.sentences import SAID
from kimvoice.elections.states import Deed, State, Way
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing
from tests.elections.each_kind import (
    KINDS,
    Kind,
    annulled,
    for_the_board,
    forgotten,
    on_net,
    with_corrections,
)
from tests.elections.test_protocol import with_every_deed
from tests.visitor import Visit

pytestmark = on_sqlite
Row = dict[str, Any]


def rows(content: bytes) -> list[Row]:
    return [json.loads(it) for it in content.splitlines()[1:]]


def counted(content: bytes) -> Row:
    """What is told in clear of the count; nothing where its link stands alone."""
    told: Row = {}
    for row in rows(content):
        if row.get("deed") == "counted":
            told |= json.loads(row["said"]) | json.loads(row.get("kept", "{}"))
    return told


@pytest.mark.parametrize("copy", ["", "/valgstyret"])
def test_the_page_leads_to_its_file_and_to_the_program(
    electing: Electing, visit: Visit, copy: str
) -> None:
    held = on_net(electing)
    url = f"/min/valg/{held.election.id}/protokoll{copy}"
    officer = visit(as_=held.officers[0])
    shown = officer.get(url).text
    for address in (f"{url}/fil", "/min/valg/kontrollprogram"):
        assert f'href="{address}" download' in shown
        answer = officer.get(address)
        assert answer.status_code == 200
        assert answer.mimetype == "text/plain"
        assert answer.headers["Cache-Control"] == "no-store"
        name = re.fullmatch(
            r'attachment; filename="([a-z.-]+)"', answer.headers["Content-Disposition"]
        )
        assert name
        assert name[1] in shown
    assert verify.verify(officer.get(f"{url}/fil").data).broken is None


def test_the_program_is_the_one_that_the_house_tests(
    electing: Electing, visit: Visit
) -> None:
    answer = visit(as_=on_net(electing).voters[0]).get("/min/valg/kontrollprogram")
    assert answer.data == Path(verify.__file__).read_bytes()


def test_before_anything_is_written_there_is_nothing_to_count(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.DRAFT)
    for copy in ("", "/valgstyret"):
        url = f"/min/valg/{held.election.id}/protokoll{copy}"
        assert "telle etter" not in visit(as_=held.officers[0]).get(url).text


# What stands in the one for all


def is_named(event: ElectionEvent) -> list[bool]:
    shown = " ".join(str(it) for it in SAID[event.deed](event))
    return [bool(it.name) and it.name in shown for it in event.people]


def test_whom_the_public_page_does_not_name_the_file_does_not_name(
    electing: Electing,
) -> None:
    for held in (with_every_deed(electing), on_net(electing), forgotten(electing)):
        written = rows(export.for_all(held.election))
        for event, row in zip(held.election.events, written, strict=True):
            assert ["name" in it for it in row["people"]] == is_named(event), event.deed
            assert all(("salt" in it) == ("name" in it) for it in row["people"])


@pytest.mark.parametrize("kind", KINDS)
def test_what_the_committee_keeps_is_in_no_file_for_all(
    electing: Electing, kind: Kind
) -> None:
    """But the figures, where all may read them. Nor the salt, that opens it."""
    held = kind(electing)
    content = export.for_all(held.election)
    for event, row in zip(held.election.events, rows(content), strict=True):
        if event.deed is not Deed.COUNTED:
            assert "kept" not in row
            salt = event.kept_salt.hex().encode()
            assert event.kept_is_forgotten or salt not in content
    for word in (b"Flyttet", b"passed_over", b'{\\"laid_in', b'{\\"roll'):
        assert word not in content


def test_the_committees_has_all_of_it(electing: Electing) -> None:
    held = with_corrections(electing)
    written = rows(export.for_committee(held.election))
    assert all("kept" in it for it in written)
    assert all("name" in who for it in written for who in it["people"])
    assert b"Flyttet" in export.for_committee(held.election)


DEALS = (
    (12, (4, 2, 1), 1),
    (12, (10, 1, 0), 1),
    (12, (5, 4, 2), 0),
    (14, (6, 4, 2), 1),
    (14, (12, 0, 0), 0),
    (5, (2, 1, 0), 1),
    (6, (3, 2, 0), 1),
)


@pytest.mark.parametrize("chosen", [False, True], ids=["names", "figures"])
@pytest.mark.parametrize(("voters", "votes", "blanks"), DEALS)
def test_of_the_votes_it_tells_what_the_guard_allows(
    electing: Electing, voters: int, votes: Sequence[int], blanks: int, *, chosen: bool
) -> None:
    """tests/elections/test_publication_guard.py has walked through every box."""
    held = electing.election(
        State.PUBLISHED,
        voters=voters,
        votes=votes,
        blanks=blanks,
        figures_public=chosen,
    )
    slips = held.election.slips or 0
    told = counted(export.for_all(held.election))
    of_all = tells_turnout(slips, for_board=False)
    each = of_all and chosen and tells_votes(votes, slips=slips, not_named=blanks)
    figures = {"1", "2", "3", "blanks", "rejected"}
    assert {"slips", "marks"} & set(told) == ({"slips", "marks"} if of_all else set())
    assert figures & set(told) == (figures if each else set())


@pytest.mark.parametrize("kind", [annulled, for_the_board])
def test_of_what_was_never_told_it_has_no_number(
    electing: Electing, kind: Kind
) -> None:
    assert counted(export.for_all(kind(electing).election)) in ({}, {"on_net": True})


@pytest.mark.parametrize("way", Way)
@pytest.mark.parametrize("state", [State.OPEN, State.CLOSED, State.COUNTED, State.TIED])
def test_before_it_is_published_nobody_reads_how_many_voted(
    electing: Electing, state: State, way: Way
) -> None:
    content = export.for_all(electing.election(state, way=way).election)
    assert not {"slips", "marks"} & set(counted(content))


def test_while_somebody_may_complain_nobody_reads_that_somebody_has(
    electing: Electing,
) -> None:
    held = on_net(electing)
    before = export.for_all(held.election)
    held.election.complain(held.others[0], "Urna sto åpen")
    db.session.commit()
    assert export.for_all(held.election) == before
    assert len(rows(export.for_committee(held.election))) == len(rows(before)) + 1


def test_a_vote_changes_neither_file(electing: Electing) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    files = (export.for_all, export.for_committee)
    before = [it(held.election) for it in files]
    electing.vote(held, held.voters[0], held.candidates[0])
    db.session.commit()
    assert [it(held.election) for it in files] == before


def test_a_protocol_that_lost_its_end_is_laid_out_as_it_is(electing: Electing) -> None:
    """The file hides nothing that the house has lost: whoever counts it is told."""
    held = on_net(electing)
    db.session.delete(held.election.events[-1])
    db.session.commit()
    db.session.expire_all()
    for copy in (export.for_all, export.for_committee):
        broken = verify.verify(copy(held.election)).broken
        assert broken is not None
        assert broken.where[1] == "The end of the protocol"
