"""A complaint about the election: in time, sealed, answered by who did not send it."""

import pytest

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.objections import ElectionComplaint
from kimvoice.elections.proposals import Proposal
from kimvoice.elections.states import Deed, ProposalKind, State
from kimvoice.people.models import Person
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import DAY, Electing, Held
from tests.factories import Make

WORDS = "Urna sto åpen i pausen."


def published(electing: Electing) -> Held:
    return electing.election(State.PUBLISHED)


def stands(held: Held) -> State:
    return held.election.standing


def complained(held: Held, by: Person | None = None) -> ElectionComplaint:
    held.election.complain(by or held.others[0], WORDS)
    db.session.commit()
    return held.election.complaints[-1]


def upheld(held: Held, complaint: ElectionComplaint) -> Proposal:
    """As far as one officer can."""
    held.election.uphold(complaint, held.officers[0], "Vi så det selv.")
    db.session.commit()
    return held.election.proposals[-1]


def test_a_complaint_is_sealed_and_the_protocol_names_nobody(
    electing: Electing,
) -> None:
    held = published(electing)
    complaint = complained(held)
    db.session.expire_all()
    assert complaint.words == WORDS
    assert WORDS.encode() not in complaint.sealed
    held.election.dismiss(complaint, held.officers[0], "Ingen var i rommet.")
    db.session.commit()
    db.session.expire_all()
    assert (complaint.reply, complaint.upheld) == ("Ingen var i rommet.", False)
    told = held.election.events[-2:]
    assert [it.deed for it in told] == [Deed.COMPLAINED, Deed.COMPLAINT_DECIDED]
    assert [it.people for it in told] == [[], []]
    assert [it.facts for it in told] == [{}, {"upheld": False}]
    assert [it.figures for it in told] == [{}, {}]


def test_the_last_day_is_the_whole_day(electing: Electing, travel_to: TravelTo) -> None:
    held = published(electing)
    until = held.election.complaints_until
    assert until is not None
    assert f"{until}" == "2025-11-20"
    travel_to(f"{until} 23:59:59")
    complained(held)
    travel_to(f"{until + DAY} 00:00")
    assert stands(held) is State.PUBLISHED
    with pytest.raises(RuleBroken, match=r"Fristen for å klage gikk ut 20\.11\.2025"):
        complained(held, held.others[1])


@on_sqlite
def test_nothing_is_final_while_a_complaint_or_a_proposal_waits(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = published(electing)
    complaint = complained(held)
    travel_to("2025-12-15 10:00")
    assert stands(held) is State.PUBLISHED
    asked = upheld(held, complaint)
    held.election.refuse(asked, held.officers[1])
    assert stands(held) is State.PUBLISHED
    held.election.dismiss(complaint, held.officers[1], "Urna var låst.")
    assert stands(held) is State.FINAL


def test_a_second_officer_can_agree_after_the_date(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = published(electing)
    held.election.propose(ProposalKind.ANNUL, None, "Feil liste.", held.officers[0])
    db.session.commit()
    travel_to("2025-12-15 10:00")
    assert stands(held) is State.PUBLISHED
    held.election.agree_to(held.election.proposals[-1], held.officers[1])
    db.session.commit()
    assert stands(held) is State.ANNULLED


@on_sqlite
def test_one_at_a_time_and_only_from_the_roll(electing: Electing, make: Make) -> None:
    held = published(electing)
    complaint = complained(held)
    with pytest.raises(RuleBroken, match="Vi har allerede fått klagen din"):
        complained(held)
    with pytest.raises(RuleBroken, match="ikke i manntallet"):
        complained(held, make.participant())
    complained(held, held.candidates[0])
    held.election.dismiss(complaint, held.officers[0], "Urna var låst.")
    complained(held)
    assert len(held.election.open_complaints) == 2


@on_sqlite
@pytest.mark.parametrize("state", [State.LISTED, State.COUNTED, State.FINAL])
def test_before_and_after_its_days_nobody_complains(
    electing: Electing, state: State
) -> None:
    held = electing.election(state)
    assert not held.election.can_complain(held.others[0])
    with pytest.raises(RuleBroken):
        complained(held)


def test_its_sender_never_decides(electing: Electing) -> None:
    held = published(electing)
    complaint = complained(held)
    complaint.person = held.officers[0]
    db.session.commit()
    with pytest.raises(RuleBroken, match="En annen må svare"):
        held.election.dismiss(complaint, held.officers[0], "Nei.")
    with pytest.raises(RuleBroken, match="En annen må svare"):
        held.election.uphold(complaint, held.officers[0], "Ja.")
    held.election.uphold(complaint, held.officers[1], "Ja.")
    db.session.flush()
    with pytest.raises(RuleBroken):
        held.election.agree_to(held.election.proposals[-1], held.officers[0])
    assert stands(held) is State.PUBLISHED
    held.election.agree_to(held.election.proposals[-1], held.officers[2])
    db.session.commit()
    assert stands(held) is State.ANNULLED


def test_it_is_upheld_when_two_officers_agree_and_is_the_answer_to_all(
    electing: Electing,
) -> None:
    held = published(electing)
    first, second = complained(held), complained(held, held.others[1])
    asked = upheld(held, first)
    assert first.is_open
    with pytest.raises(RuleBroken, match="holde valget på nytt"):
        held.election.dismiss(second, held.officers[1], "Nei.")
    with pytest.raises(RuleBroken):
        held.election.uphold(second, held.officers[1], "Ja.")
    held.election.agree_to(asked, held.officers[1])
    db.session.commit()
    db.session.expire_all()
    assert stands(held) is State.ANNULLED
    for complaint in (first, second):
        assert (complaint.upheld, complaint.reply) == (True, "Vi så det selv.")
        assert complaint.decided_by == held.officers[1]
    deeds = [it.deed for it in held.election.events[-3:]]
    assert deeds == [Deed.ANNULLED, *[Deed.COMPLAINT_DECIDED] * 2]


@on_sqlite
def test_the_second_answer_is_told_that_there_is_one(electing: Electing) -> None:
    held = published(electing)
    complaint = complained(held)
    held.election.dismiss(complaint, held.officers[0], "Urna var låst.")
    by = held.officers[0].name
    with pytest.raises(RuleBroken, match=f"{by} har allerede svart på klagen"):
        held.election.dismiss(complaint, held.officers[1], "Jo.")
    with pytest.raises(RuleBroken):
        held.election.uphold(complaint, held.officers[1], "Jo.")
    assert complaint.reply == "Urna var låst."
