"""A month after an election is final only its protocol is left, without who lost."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from kimvoice import Config
from kimvoice.core import clock, days, jobs
from kimvoice.core.db import db, is_sqlite
from kimvoice.elections import daily, sweeping
from kimvoice.elections.candidates import Candidate
from kimvoice.elections.events import EventPerson
from kimvoice.elections.forgetting import KEPT_MONTHS
from kimvoice.elections.models import Election
from kimvoice.elections.objections import ElectionComplaint
from kimvoice.elections.publication import told
from kimvoice.elections.roll import RollEntry
from kimvoice.elections.states import CandidateState, Deed, ProposalKind, State, Way
from kimvoice.people import erasure, stored
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.complaints.test_gone_from_files import holding
from tests.conftest import TravelTo
from tests.database import Database
from tests.electing import Electing, Held
from tests.elections.doors import doors
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit

DAY = timedelta(days=1)


def drawn(electing: Electing) -> Held:
    held = electing.election(State.TIED, votes=(3, 2, 2), blanks=0)
    third = held.election.candidates[2]
    held.election.draw(
        [third.person],
        drawer="Kari Testesen",
        witnesses=("Ola Prøve", "Siv Prøve"),
        by=held.officers[1],
    )
    held.election.publish(held.officers[0])
    db.session.commit()
    return held


def go_on_until_forgotten(held: Held, travel_to: TravelTo) -> None:
    until = held.election.complaints_until
    assert until
    travel_to((days.months_after(until, 1) - DAY).isoformat())
    daily.run_when_due()
    assert db.session.scalars(select(RollEntry)).first()
    travel_to((days.months_after(until, 1)).isoformat())
    daily.run_when_due()


def named(election: Election) -> set[str]:
    return {who.name for event in election.events for who in event.people if who.name}


def test_roll_candidates_and_figures_are_deleted_a_month_after_it_is_final(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = drawn(electing)
    before, mark = told(held.election), held.election.protocol_mark
    lost = next(it for it in held.election.candidates if it.person not in winners(held))
    name, number = lost.person.name, held.election.id
    go_on_until_forgotten(held, travel_to)
    it = db.session.get_one(Election, number)
    for table in (RollEntry, Candidate):
        assert db.session.scalars(select(table)).all() == []
    assert (it.slips, it.blanks, it.rejected, it.lots) == (None, None, None, [])
    assert all(not event.figures for event in it.events)
    assert name not in named(it)
    assert {each.name for each in winners(held)} < named(it)
    assert {"Kari Testesen", "Ola Prøve", "Siv Prøve"} < named(it)
    assert it.protocol_break is None
    assert it.protocol_mark == mark
    assert told(it) == before


@on_sqlite
def test_how_many_slips_of_paper_lay_beside_the_net_is_forgotten(
    electing: Electing,
) -> None:
    """Of few it would say for ever that so many at least have voted."""
    held = electing.election(State.OPEN, way=Way.NET)
    election, (one, other, _third) = held.election, held.officers
    election.give_slip(held.others[0])
    electing.close_it(election)
    election.lay_in(None, typed_by=one, read_by=other)
    for officer in (other, one):
        election.close_urn(officer)
    for officer in (one, other):
        electing.unlock(held, officer)
    assert election.paper_in_urn == 1
    election.forget()
    assert election.paper_in_urn == 0


@on_sqlite
def test_nor_is_it_known_of_a_vote_that_is_annulled_before_it_is_counted(
    electing: Electing,
) -> None:
    held = electing.election(State.OPEN, way=Way.NET)
    election, (one, other, _third) = held.election, held.officers
    election.give_slip(held.others[0])
    electing.close_it(election)
    election.lay_in(None, typed_by=one, read_by=other)
    election.propose(ProposalKind.ANNUL, None, "Feil på lista.", one)
    db.session.flush()
    election.agree_to(election.proposals[-1], other)
    assert election.paper_in_urn == 0


def winners(held: Held) -> list[Person]:
    both = (held.election.elected, held.election.deputy)
    return [it for it in both if it]


def as_it_lies_there(number: int) -> tuple[bytes, bytes]:
    """A drawn number in a row of SQLite, and of PostgreSQL.

    One of 2^15 is so small that SQLite writes it shorter.
    """
    return number.to_bytes(8, "big"), number.to_bytes(8, "little")


def needles(held: Held) -> list[bytes]:
    """Of the roll, of who stood, of the figures and of each name that goes."""
    it, stay = held.election, {each.id for each in winners(held)}
    drawn_numbers = [row.id for row in it.roll] + [row.id for row in it.nominees]
    people = [who for event in it.events[1:2] for who in event.people]
    return [
        *(part for number in drawn_numbers for part in as_it_lies_there(number)),
        *(who.salt for who in people if who.person_id not in stay),
        *(event.kept_salt for event in it.events if event.figures),
    ]


def test_who_did_not_vote_is_gone_from_the_files_too(
    electing: Electing, travel_to: TravelTo, config: Config, database: Database
) -> None:
    held = drawn(electing)
    sweeping.pay()
    found = needles(held)
    assert len(found) >= 2 * (8 + 3) + 1 + 1
    assert holding(found, config, database) or not is_sqlite()
    go_on_until_forgotten(held, travel_to)
    sweeping.pay()
    db.session.remove()
    assert holding(found, config, database) == set()
    assert db.session.scalars(select(jobs.Done.slot).where(OWED)).all() == []


OWED = jobs.Done.job == sweeping.OWED


@on_sqlite
def test_nothing_is_deleted_while_a_complaint_waits(
    electing: Electing, travel_to: TravelTo
) -> None:
    held = drawn(electing)
    sent = ElectionComplaint.of(held.others[0], "Kassa sto åpen.", clock.today())
    held.election.complaints.append(sent)
    db.session.commit()
    travel_to((clock.today() + 90 * DAY).isoformat())
    daily.run_when_due()
    assert held.election.roll
    sent.upheld, sent.decided_on = False, clock.today()
    db.session.commit()
    travel_to((days.months_after(clock.today(), 1) - DAY).isoformat())
    daily.run_when_due()
    assert held.election.roll
    travel_to((clock.today() + DAY).isoformat())
    daily.run_when_due()
    assert db.session.scalars(select(ElectionComplaint)).all() == []
    assert db.session.scalars(select(RollEntry)).all() == []


@on_sqlite
@pytest.mark.parametrize("state", [State.LISTED, State.CLOSED, State.TIED])
def test_an_election_that_is_not_over_keeps_its_roll(
    electing: Electing, travel_to: TravelTo, state: State
) -> None:
    votes, blanks = ((3, 2, 2), 0) if state is State.TIED else ((), 1)
    electing.election(state, votes=votes, blanks=blanks)
    travel_to((clock.today() + 200 * DAY).isoformat())
    daily.run_when_due()
    assert db.session.scalars(select(RollEntry)).all()


@on_sqlite
def test_what_is_left_can_be_read_by_voters_and_committee(
    electing: Electing, travel_to: TravelTo, visit: Visit
) -> None:
    held = drawn(electing)
    url = f"/min/valg/{held.election.id}"
    voter, officer = held.others[0], held.officers[0]
    go_on_until_forgotten(held, travel_to)
    for person, page in ((voter, ""), (voter, "/protokoll"), (officer, "/protokoll")):
        answer = visit(as_=person).get(url + page)
        assert answer.status_code == 200
        assert read(answer.text).mistakes == []
    own = read(visit(as_=officer).get(f"{url}/protokoll/valgstyret").text).page.words
    assert "Manntallet er slettet her." in own
    assert "Resten er slettet her." in own
    assert "(navnet er slettet)" in own
    assert "Underskrift" not in own


@on_sqlite
@pytest.mark.parametrize("over", [State.FINAL, State.ANNULLED])
def test_no_page_breaks_on_what_was_deleted(
    electing: Electing, travel_to: TravelTo, visit: Visit, over: State
) -> None:
    held = drawn(electing)
    if over is State.ANNULLED:
        held.election.state = State.ANNULLED
        held.election.enter(Deed.ANNULLED, kept={"reason": "Kassa sto åpen."})
        db.session.commit()
    readers, at = (held.officers[0], held.others[0]), held.election.id
    travel_to((clock.today() + 60 * DAY).isoformat())
    daily.run_when_due()
    assert db.session.get_one(Election, at).is_forgotten
    paths = {door.address(held) for door in doors() if door.method == "GET"}
    for person in readers:
        visitor = visit(as_=person)
        answers = {path: visitor.get(path).status_code for path in paths}
        assert answers[f"/min/valg/{at}/protokoll"] == 200
        assert max(answers.values()) < 500, answers


def test_who_declined_is_gone_from_the_files_when_the_list_is_drawn(
    electing: Electing, config: Config, database: Database
) -> None:
    held = electing.election(State.NOMINATION)
    it, nominee = held.election, held.others[0]
    it.nominate(nominee)
    it.decline(nominee)
    db.session.commit()
    asked = it.candidate(nominee)
    assert asked
    found = [*as_it_lies_there(asked.id)]
    assert holding(found, config, database) or not is_sqlite()
    electing.list_it(it)
    db.session.commit()
    assert set(db.session.scalars(select(Candidate.state))) == {CandidateState.STANDS}
    sweeping.pay()
    db.session.remove()
    assert holding(found, config, database) == set()


@on_sqlite
def test_an_annulled_election_is_forgotten_a_month_after(
    electing: Electing, travel_to: TravelTo
) -> None:
    it = electing.election(State.PUBLISHED).election
    it.state = State.ANNULLED
    it.enter(Deed.ANNULLED)
    db.session.commit()
    travel_to((days.months_after(clock.today(), 1) - DAY).isoformat())
    daily.run_when_due()
    assert it.roll
    travel_to((clock.today() + DAY).isoformat())
    daily.run_when_due()
    assert db.session.scalars(select(RollEntry)).all() == []
    assert db.session.get_one(Election, it.id).protocol_break is None


@on_sqlite
def test_pages_say_what_is_deleted_and_when(make: Make, visit: Visit) -> None:
    assert KEPT_MONTHS == 1
    said = "En måned etter at et valg er endelig, sletter vi manntallet"
    administrator = make.person(RoleKind.ADMINISTRATOR)
    for visitor, path in (
        (visit(), "/personvern"),
        (visit(as_=administrator), "/min/admin/sletting"),
    ):
        assert said in read(visitor.get(path).text).page.words


# Somebody is erased


def erase(person: Person) -> None:
    for role in person.roles:
        role.ends = role.ended_on = clock.today() - 500 * DAY
        role.starts = min(role.starts, role.ends)
    db.session.commit()
    erasure.erase(person)
    db.session.commit()


def test_who_is_erased_goes_from_the_protocol_and_the_chain_holds(
    electing: Electing,
) -> None:
    held = drawn(electing)
    mark, it = held.election.protocol_mark, held.election
    for person in (held.candidates[0], held.officers[0]):
        name = person.name
        assert name in named(it)
        erase(person)
        db.session.expire_all()
        assert name not in named(it)
        assert it.protocol_break is None
        assert it.protocol_mark == mark
    left = select(Candidate.statement).where(
        Candidate.person_id == held.candidates[0].id
    )
    assert db.session.scalars(left).all() == [""]


def test_a_witness_who_is_erased_goes_from_lot_and_protocol(
    electing: Electing,
) -> None:
    held = drawn(electing)
    [lot] = held.election.lots
    watching = electing.make.participant()
    watching.name = "ola  prøve"
    erase(watching)
    db.session.expire_all()
    assert lot.witness_1 != "Ola Prøve"
    assert lot.witness_2 == "Siv Prøve"
    assert "Ola Prøve" not in named(held.election)
    assert "Siv Prøve" in named(held.election)
    assert held.election.protocol_break is None


@on_sqlite
def test_people_are_told_where_they_stand_in_an_election(electing: Electing) -> None:
    held = drawn(electing)

    def lines(person: Person) -> list[str]:
        rooms = {str(title): its for title, its in stored.about(person)}
        return [f"{it.label}: {it.words}" for it in rooms["Valgrunder"]]

    title, winner = held.election.title, held.election.elected
    assert winner
    assert f"I manntallet: {title}" in lines(held.others[0])
    assert f"Du har stemt, eller fått seddel: {title}" in lines(held.voters[0])
    assert f"Valgt: {title}" in lines(winner)
    assert f"I valgprotokollen: {title}" in lines(winner)
    assert f"Du skrev inn en loddtrekning: {title}" in lines(held.officers[1])
    watching = electing.make.participant()
    watching.name = "Siv Prøve"
    assert lines(watching) == [f"I valgprotokollen: {title}"]


@on_sqlite
def test_a_line_of_the_protocol_that_nobody_is_in_can_not_be_erased_from(
    electing: Electing,
) -> None:
    """Only names go: who is in no line changes none of them."""
    held = drawn(electing)
    before = db.session.scalars(select(EventPerson.name)).all()
    erase(electing.make.participant())
    assert db.session.scalars(select(EventPerson.name)).all() == before
    assert [it.deed for it in held.election.events][-1] is Deed.PUBLISHED
