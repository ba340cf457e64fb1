"""Elections of each kind, for whoever counts them anew."""

from collections.abc import Callable
from datetime import timedelta

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections import export
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.models import Election
from kimvoice.elections.states import ProposalKind, RoundKind, State, Way
from tests.electing import DAY, Electing, Held

COPIES = (export.for_all, export.for_committee)


def on_net(electing: Electing) -> Held:
    return electing.election(State.PUBLISHED, way=Way.NET)


def on_paper(electing: Electing) -> Held:
    return electing.election(State.PUBLISHED)


def of_few(electing: Electing) -> Held:
    return electing.election(State.PUBLISHED, voters=4, votes=(2, 1, 0))


def with_figures(electing: Electing) -> Held:
    return electing.election(
        State.PUBLISHED, voters=14, votes=(6, 4, 2), figures_public=True, way=Way.NET
    )


def with_paper_beside(electing: Electing) -> Held:
    """With a lot, a slip that nobody could read, and one that did not come back."""
    held = electing.election(State.OPEN, way=Way.NET, voters=8)
    election, (one, two, _three) = held.election, held.officers
    for voter, place in zip(held.voters, (1, 1, 1, 2, 3), strict=False):
        slip = election.seal_ballot(Ballot(frozenset({place})))
        election.vote(voter, slip)
    for voter in held.voters[5:]:
        election.ask_about(voter, one)
        election.give_slip(voter)
    electing.close_it(election)
    election.lay_in(Ballot(frozenset({1})), typed_by=one, read_by=two)
    election.lay_in(None, typed_by=one, read_by=two)
    for officer in (two, one):
        election.close_urn(officer, searched=True)
    electing.unlock(held, one)
    electing.unlock(held, two)
    draw(held)
    election.publish(one)
    db.session.commit()
    return held


def draw(held: Held) -> None:
    held.election.draw(
        [it.person for it in held.election.equals[-1:]],
        drawer="Kari Testesen",
        witnesses=("Ola Prøve", "Siv Prøve"),
        by=held.officers[1],
    )


def by_lot(electing: Electing) -> Held:
    held = electing.election(State.TIED, votes=(3, 2, 2), blanks=0)
    draw(held)
    held.election.publish(held.officers[0])
    db.session.commit()
    return held


def for_the_board(electing: Electing) -> Held:
    voters = [electing.make.representative() for _ in range(8)]
    planned = electing.round(kind=RoundKind.BOARD, figures_public=True)
    [election] = planned.elections
    held = Held(election, planned.officers, voters, voters[:3])
    electing._lead(held, State.PUBLISHED, (4, 2, 1), 1)
    return held


def without_a_vote(electing: Electing, candidates: int = 1) -> Held:
    held = electing.election(State.LISTED, candidates=candidates)
    election = held.election
    election.round.votes_on = clock.today() + 14 * DAY
    if candidates == 2:
        for each in held.candidates:
            election.agree(each, held.candidates[1])
    election.list_changed_on = None
    election.round.nominations_until -= timedelta(days=14)
    election.publish(held.officers[0])
    db.session.commit()
    return held


def of_two_who_agree(electing: Electing) -> Held:
    return without_a_vote(electing, candidates=2)


def of_nobody(electing: Electing) -> Held:
    return without_a_vote(electing, candidates=0)


def annulled(electing: Electing) -> Held:
    held = on_net(electing)
    return annul(held)


def annul(held: Held) -> Held:
    one, two, _three = held.officers
    held.election.propose(ProposalKind.ANNUL, None, "Kassa sto åpen", one)
    held.election.agree_to(held.election.open_proposals[0], two)
    db.session.commit()
    return held


def annulled_early(electing: Electing) -> Held:
    return annul(electing.election(State.LISTED))


def with_corrections(electing: Electing) -> Held:
    """One has withdrawn, one is struck, one enrolled, and one left after the count."""
    held = electing.election(State.LISTED, candidates=4)
    election, (one, two, _three) = held.election, held.officers
    new = electing.make.participant(department=election.department)
    election.withdraw(held.candidates[0])
    for kind, who in (
        (ProposalKind.STRIKE, held.voters[-1]),
        (ProposalKind.ENROL, new),
    ):
        election.propose(kind, who, "Flyttet", one)
        election.agree_to(election.open_proposals[0], two)
    db.session.commit()
    electing._open(held)
    electing._vote(held, (3, 2, 1), 1)
    electing._count(held, (3, 2, 1), 1)
    best = election.candidates[0].person
    for role in best.roles:
        role.end(clock.today() - DAY)
    db.session.commit()
    election.publish(one)
    db.session.commit()
    return held


def forgotten(electing: Electing) -> Held:
    held = by_lot(electing)
    held.election.forget()
    db.session.commit()
    return held


KINDS = (
    on_net,
    on_paper,
    of_few,
    with_figures,
    with_paper_beside,
    by_lot,
    for_the_board,
    without_a_vote,
    of_two_who_agree,
    of_nobody,
    annulled,
    annulled_early,
    with_corrections,
    forgotten,
)
Kind = Callable[[Electing], Held]


def marks(election: Election) -> dict[str, str]:
    return {"wall": election.opening_mark or "", "printed": election.protocol_mark}
