"""An election in every state: last spring's, the one of these days, and the next."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta

from sqlalchemy import select

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.demo import people
from kimvoice.demo.telling import move_to, one_named
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
WORDS = {
    "Áile Kanelbakken": "Jeg vil ta opp pauser og vakter.",
    "Astrid Demodal": "Jeg er god til å lytte.",
    "Joakim Mønsterås": "",
    "Jonas Tastevik": "Jeg stiller igjen, hvis dere vil.",
    "Tomasz Skruestad": "Jeg vil at verktøyet skal virke, og at alle blir hørt.",
    "Kjersti Liksomsen": "Jeg kjenner både verkstedet og kontoret.",
    "Solveig Fantasivik": "Jeg tar med meg det dere sier, til forumet.",
    "Ida Prøvesen": "Jeg har vært med i styret et år og vil fortsette.",
}


@dataclass(frozen=True)
class Vote:
    """Who stands where, and how many marks each got."""

    department: str
    standing: Mapping[str, int]
    slips: int = 0
    blanks: int = 0


LAST = (
    Vote(
        people.OFFICE,
        {"Ida Prøvesen": 8, "Yusuf Testmoen": 5, "Dag Eventyrnes": 4},
        slips=11,
        blanks=1,
    ),
    Vote(people.REPAIRS, {"Tomasz Skruestad": 0, "Kjersti Liksomsen": 0}, slips=6),
    Vote(people.DATA, {"Jonas Tastevik": 0}),
)
THIS = (
    Vote(
        people.CAFE,
        {"Áile Kanelbakken": 5, "Astrid Demodal": 5, "Joakim Mønsterås": 3},
        slips=9,
        blanks=1,
    ),
    Vote(
        people.REPAIRS,
        {"Tomasz Skruestad": 4, "Kjersti Liksomsen": 3, "Stian Tenkebu": 2},
        slips=7,
    ),
    Vote(
        people.SHOP,
        {"Solveig Fantasivik": 8, "Daniel Øveseter": 6, "Elin Modellvik": 3},
        slips=12,
        blanks=2,
    ),
    Vote(people.WOODWORK, {"Aslaug Høvelvik": 0, "Kofi Spikerud": 0}),
)
LISTED = Vote(
    people.OFFICE, {"Cecilie Tenkebu": 0, "Frode Sagnmo": 0, "Linh Skisseli": 0}
)
BOARD = Vote("", {"Ida Prøvesen": 0, "Tomasz Skruestad": 0})


def hold_elections() -> None:
    """Commits."""
    for name in OFFICERS:
        one_named(name).take_role(
            RoleKind.ELECTION_OFFICER, since=_real_today() - IN_OFFICE
        )
    _last_round()
    _this_round()
    _listed("Valg på Kontoret", days.working_day_after(_real_today(), 7), LISTED)
    _by_election()
    _of_the_board()
    _next_year()
    clock.the_clock().move(timedelta())
    db.session.commit()


def _last_round() -> None:
    """Two months ago: one voted, one is to be held anew, and Jonas stood alone."""
    votes_on = days.working_day_until(_real_today() - timedelta(weeks=8))
    planned = _listed("Valgrunde i høst", votes_on, *LAST)
    final, anew, alone = planned.elections
    one, other, *_ = planned.officers
    _vote(final, LAST[0])
    _vote(anew, LAST[1])
    move_to(planned.result_on)
    _count(final, LAST[0])
    final.publish(one)
    alone.publish(one)
    reason = "Det lå sju sedler i kassa, og bare seks hadde fått seddel."
    anew.propose(ProposalKind.ANNUL, None, reason, one)
    db.session.flush()
    anew.agree_to(anew.open_proposals[0], other)


def _this_round() -> None:
    """The vote was the last working day: a tie, one to count, one to publish."""
    votes_on = days.working_day_until(_real_today() - DAY)
    planned = _listed(f"Valgrunde vinteren {votes_on.year}", votes_on, *THIS)
    tied, over, counted, agreed = planned.elections
    for election, vote in ((tied, THIS[0]), (over, THIS[1]), (counted, THIS[2])):
        _vote(election, vote)
    agreed.publish(planned.officers[0])
    clock.the_clock().move(timedelta())
    _count(tied, THIS[0])
    _count(counted, THIS[2])


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
    """Open today, also on a Sunday: who looks at the demo is to see one that is."""
    votes_on = days.working_day_from(_real_today())
    planned = _listed("Valg til styret", votes_on, BOARD, kind=RoundKind.BOARD)
    planned.votes_on = _real_today()
    [election] = planned.elections
    election.opens, election.closes = ALL_DAY


def _next_year() -> None:
    """A plan that nobody sees but those who plan it."""
    clock.the_clock().move(timedelta())
    votes_on = days.working_day_after(days.months_after(_real_today(), 10))
    everywhere = (Vote(name, {}) for name in people.PARTICIPANTS)
    _draft(f"Valgrunde høsten {votes_on.year}", votes_on, *everywhere)


# How it is done


def _draft(
    name: str, votes_on: date, *votes: Vote, kind: RoundKind = RoundKind.ORDINARY
) -> ElectionRound:
    result_on = days.working_day_after(votes_on)
    planned = ElectionRound(
        name=name,
        kind=kind,
        nominations_until=_working_days_before(votes_on, 7),
        votes_on=votes_on,
        result_on=result_on,
        term_starts=days.working_day_after(result_on),
        elections=[_election(vote) for vote in votes],
    )
    for each in OFFICERS:
        planned.seat(one_named(each))
    db.session.add(planned)
    db.session.flush()
    return planned


def _listed(
    name: str, votes_on: date, *votes: Vote, kind: RoundKind = RoundKind.ORDINARY
) -> ElectionRound:
    """Announced, stood for, and frozen, each on its day."""
    until = _working_days_before(votes_on, 7)
    move_to(_working_days_before(until, 5))
    planned = _draft(name, votes_on, *votes, kind=kind)
    planned.announce()
    move_to(until)
    for election, vote in zip(planned.elections, votes, strict=True):
        for each in vote.standing:
            election.stand(one_named(each), WORDS.get(each, ""))
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
