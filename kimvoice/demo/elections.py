"""An election in every state: last spring's, the one of these days, and the next."""

from datetime import date, time, timedelta

from sqlalchemy import select

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.demo import on_net, people, votes
from kimvoice.demo.telling import move_to, one_named
from kimvoice.demo.votes import Vote
from kimvoice.elections import offices
from kimvoice.elections.models import Election
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import ProposalKind, RoundKind, State
from kimvoice.people.models import Department, RoleKind

OFFICERS = ("Nadia Notatlid", "Anne Påhittsen", "Hilde Sagnmo")
"""One from staff and two participants, who can't stand themselves."""
FIRST = "Aslaug Høvelvik"
"""Of two who are enough, by their own words, the one who is representative."""
COUNTERS = 2
OPENS, CLOSES = time(8, 0), time(15, 0)
ALL_DAY = time(0, 1), time(23, 59)
DAY = timedelta(days=1)
IN_OFFICE = timedelta(weeks=11)


def hold_elections() -> None:
    """Commits."""
    for name in OFFICERS:
        one_named(name).take_role(
            RoleKind.ELECTION_OFFICER, since=_real_today() - IN_OFFICE
        )
    _last_round()
    _this_round()
    _today()
    _by_election()
    _of_the_board()
    _next_year()
    clock.the_clock().move(timedelta())
    db.session.commit()


def _last_round() -> None:
    """Two months ago: one voted, one is to be held anew, and Jonas stood alone."""
    votes_on = days.working_day_until(_real_today() - timedelta(weeks=8))
    planned = _listed("Valgrunde i høst", votes_on, *votes.LAST)
    final, anew, alone = planned.elections
    one, other, *_ = planned.officers
    _vote(final, votes.LAST[0])
    _vote(anew, votes.LAST[1])
    move_to(planned.result_on)
    _count(final, votes.LAST[0])
    final.publish(one)
    alone.publish(one)
    reason = "Det lå sju sedler i kassa, og bare seks hadde fått seddel."
    anew.propose(ProposalKind.ANNUL, None, reason, one)
    db.session.flush()
    anew.agree_to(anew.open_proposals[0], other)


def _this_round() -> None:
    """The vote was the last working day: a tie, one to publish, an urn to open."""
    votes_on = days.working_day_until(_real_today() - DAY)
    planned = _listed(f"Valgrunde vinteren {votes_on.year}", votes_on, *votes.THIS)
    tied, counted, over, agreed = planned.elections
    on_net.seal(planned)
    _vote(tied, votes.THIS[0])
    _vote(counted, votes.THIS[1])
    on_paper = _vote_on_both(over, votes.THIS[2].dealt)
    agreed.publish(planned.officers[0])
    clock.the_clock().move(timedelta())
    _count(tied, votes.THIS[0])
    _count(counted, votes.THIS[1])
    on_net.lay_in(over, on_paper)


def _vote_on_both(
    election: Election, slips: list[tuple[str, ...]]
) -> list[tuple[str, ...]]:
    """The slips of paper, which are typed in afterwards."""
    beside = len(slips) - on_net.ON_PAPER
    on_net.vote(election, slips[:beside])
    for person in election.voters[beside : len(slips)]:
        election.give_slip(person)
    return slips[beside:]


def _today() -> None:
    """Open on the net, also on a Sunday: who looks at the demo is to see one."""
    votes_on = days.working_day_from(_real_today())
    planned = _listed("Valg på Kontoret", votes_on, votes.TODAY)
    planned.votes_on = _real_today()
    [election] = planned.elections
    election.opens, election.closes = ALL_DAY
    on_net.seal(planned)
    move_to(_real_today())
    on_net.vote(election, votes.TODAY.dealt)


def _by_election() -> None:
    """Jonas has got a job, and he was elected alone: nobody moves up."""
    clock.the_clock().move(timedelta())
    [office] = offices.of(one_named("Jonas Tastevik"))
    offices.step_down(office, clock.today() + timedelta(weeks=5))
    planned = _draft(
        "Suppleringsvalg i Datadrift",
        days.working_day_after(clock.today(), 14),
        Vote(people.DATA, {}),
        kind=RoundKind.BY_ELECTION,
    )
    planned.announce()
    [election] = planned.elections
    election.stand(one_named("Thea Eventyrnes"), "Jeg er ny, men jeg tør å spørre.")
    election.nominate(one_named("Simon Kladdeberg"))


def _of_the_board() -> None:
    votes_on = days.working_day_after(_real_today(), 7)
    _listed("Valg til styret", votes_on, votes.BOARD, kind=RoundKind.BOARD)


def _next_year() -> None:
    """A plan that nobody sees but those who plan it."""
    clock.the_clock().move(timedelta())
    votes_on = days.working_day_after(days.months_after(_real_today(), 10))
    everywhere = (Vote(name, {}) for name in people.PARTICIPANTS)
    _draft(f"Valgrunde høsten {votes_on.year}", votes_on, *everywhere)


# How it is done


def _draft(
    name: str, votes_on: date, *held: Vote, kind: RoundKind = RoundKind.ORDINARY
) -> ElectionRound:
    result_on = days.working_day_after(votes_on)
    planned = ElectionRound(
        name=name,
        kind=kind,
        nominations_until=_working_days_before(votes_on, 7),
        votes_on=votes_on,
        result_on=result_on,
        term_starts=days.working_day_after(result_on),
        elections=[_election(vote) for vote in held],
    )
    for each in OFFICERS:
        planned.seat(one_named(each))
    db.session.add(planned)
    db.session.flush()
    return planned


def _listed(
    name: str, votes_on: date, *held: Vote, kind: RoundKind = RoundKind.ORDINARY
) -> ElectionRound:
    """Announced, stood for, and frozen, each on its day."""
    until = _working_days_before(votes_on, 7)
    move_to(_working_days_before(until, 5))
    planned = _draft(name, votes_on, *held, kind=kind)
    planned.announce()
    move_to(until)
    for election, vote in zip(planned.elections, held, strict=True):
        for each in vote.standing:
            election.stand(one_named(each), votes.WORDS.get(each, ""))
    move_to(until + DAY)
    for election in planned.elections:
        election.settle()
        _agree(election)
    db.session.flush()
    return planned


def _agree(election: Election) -> None:
    """In the joiner's shop the two have talked about who is to be first."""
    first = one_named(FIRST)
    if election.is_candidate(first):
        for candidate in election.candidates:
            election.agree(candidate.person, first)


def _election(vote: Vote) -> Election:
    named = select(Department).where(Department.name == vote.department)
    return Election(
        department=db.session.scalar(named),
        state=State.DRAFT,
        way=vote.way,
        opens=OPENS,
        closes=CLOSES,
        place="Møterom 2",
    )


def _vote(election: Election, vote: Vote) -> None:
    move_to(election.round.votes_on)
    for person in election.voters[: vote.slips]:
        election.give_slip(person)


def _count(election: Election, vote: Vote) -> None:
    got = {it.id: vote.standing[it.person.name] for it in election.candidates}
    for person in election.officers[:COUNTERS]:
        election.count(
            person, slips=vote.slips, blanks=vote.blanks, rejected=0, votes=got
        )


def _working_days_before(day: date, count: int) -> date:
    for _ in range(count):
        day = days.working_day_until(day - DAY)
    return day


def _real_today() -> date:
    return clock.real_now().astimezone(clock.OSLO).date()
