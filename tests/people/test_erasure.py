"""Who is erased has no name anywhere; what others rely on stays, and chains hold."""

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import text

from kimvoice.complaints.log import Deed, LogLine
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Confirmation, State
from kimvoice.complaints.support import Contact, Part
from kimvoice.config import Config
from kimvoice.core import clock
from kimvoice.core.db import Model, db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.settings import CONTACT, THREAD_WEEKS
from kimvoice.elections.recorded import RecordedElection
from kimvoice.house import tick
from kimvoice.people import erasure
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.role_requests import RoleRequest
from kimvoice.people.second_factors import RecoveryCode, SecondFactor
from tests.account.leaving import leaves
from tests.conftest import TravelTo
from tests.database import Database
from tests.factories import Ladder, Make
from tests.suggestions.test_mailbox_traces import content_of_tables
from tests.visitor import PASSPHRASE, Visit

GONE = "En som er slettet"
NAME = "Ærlige Nålesen"
NEEDLE = "Qzxvbnsen"


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


def participant(make: Make, ladder: Ladder, name: str = NAME) -> Person:
    kind = RoleKind.PARTICIPANT
    person = make.person(kind, department=ladder.department, name=name)
    person.user_name = "ærlige"
    return person


def erased(person: Person, *, by_themselves: bool = False) -> None:
    leaves(person)
    erase = erasure.erase_own if by_themselves else erasure.erase
    erase(person)
    db.session.commit()


def everything() -> str:
    """Every value of every table."""
    return "\n".join(
        str(row)
        for table in Model.metadata.sorted_tables
        for row in db.session.execute(table.select())
    )


def chain_holds(complaint: Complaint) -> bool:
    db.session.expire_all()
    return complaint.log_break is None


# Whoever it was in the house


def touched_by(make: Make, ladder: Ladder, person: Person) -> None:
    """Whatever can carry a name, carries this one."""
    other, boss = make.participant(department=ladder.department), ladder.manager
    person.email = "nål@example.org"
    person.promise_confidentiality()
    other.coordinator = person
    make.correction(person)
    THREAD_WEEKS.choose(20, person.name, clock.today())
    CONTACT.choose(person.name, boss.name, clock.today())
    db.session.add_all(
        [
            SecondFactor(person=person, sealed=b"x", confirmed_on=clock.today()),
            RecoveryCode(person_id=person.id, code_hash=b"x"),
            RoleRequest(
                person=person,
                kind=RoleKind.COORDINATOR,
                starts=clock.today(),
                asked_by=other,
                second=boss,
                asked_on=clock.today(),
            ),
            RecordedElection(
                department=ladder.department,
                held_on=date(2025, 11, 3),
                representative=person,
                witness_1=person.name.upper(),
                witness_2="Sett Sannsen",
                recorded_by=boss,
                recorded_on=date(2025, 11, 4),
            ),
        ]
    )
    suggestion = make.suggestion(by=person)
    suggestion.take(person)
    suggestion.publish()
    suggestion.give(make.answer(by=boss))
    make.new_code(by=boss, second=ladder.coordinator, person=person)
    db.session.commit()


@pytest.mark.parametrize("by_themselves", [True, False])
def test_no_table_keeps_the_name(
    make: Make, ladder: Ladder, *, by_themselves: bool
) -> None:
    person = participant(make, ladder)
    touched_by(make, ladder, person)
    before = everything()
    assert NAME in before
    assert "'ærlige'" in before
    erased(person, by_themselves=by_themselves)
    left = everything().lower()
    for needle in (NAME.lower(), "nål@", "ærlige", "2025-2"):
        assert needle not in left
    assert person.name == GONE
    assert person.erased_on == clock.today()
    assert not person.may_come_in
    assert person.passphrase_hash == ""
    assert person.roles == []


def test_what_others_rely_on_stays_without_a_name(
    make: Make, ladder: Ladder, visit: Visit
) -> None:
    person = participant(make, ladder)
    touched_by(make, ladder, person)
    erased(person)
    office = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    page = office.get("/min/valg/registrer")
    assert page.status_code == 200
    assert GONE in page.text
    assert "slettet 1" in page.text
    assert GONE in office.get("/min/admin/innstillinger/thread_weeks").text
    assert CONTACT.value() == ""


# In the middle of a complaint


def in_their_name(make: Make, ladder: Ladder, state: State) -> Complaint:
    complaint = make.complaint(state, by=participant(make, ladder, "Kari Klagesen"))
    complaint.enter(Deed.OPENED, ladder.leader)
    complaint.enter(Deed.NEW_CODE, ladder.manager, second=ladder.leader)
    db.session.commit()
    return complaint


def leaves_long_ago(person: Person, travel_to: TravelTo) -> None:
    leaves(person)
    travel_to("2026-12-17 10:00")


def test_a_handler_is_forgotten_and_it_lies_with_the_next(
    make: Make, ladder: Ladder, visit: Visit, travel_to: TravelTo
) -> None:
    complaint = in_their_name(make, ladder, State.RECEIVED)
    name = ladder.leader.name
    leaves_long_ago(ladder.leader, travel_to)
    erasure.erase(ladder.leader)
    db.session.commit()
    assert chain_holds(complaint)
    assert complaint.handler == ladder.coordinator
    me = visit(as_=complaint.complainant)
    page = me.get(f"/min/klage/{complaint.number}").text
    assert name not in page
    assert f"{GONE} har fått klagen" in page
    last = complaint.log[-1]
    assert (last.by, last.second_id) == (ladder.manager, None)


def test_whom_a_complaint_is_about_stays_above_those_who_answered_to_them(
    make: Make, ladder: Ladder, travel_to: TravelTo
) -> None:
    about = ladder.coordinator
    complaint = make.complaint(by=make.participant(), about=about)
    before = complaint.height
    leaves_long_ago(about, travel_to)
    erasure.erase(about)
    db.session.commit()
    db.session.expire_all()
    assert complaint.height == before > 0


def test_own_complaints_go_at_ones_own_wish(
    make: Make, ladder: Ladder, visit: Visit
) -> None:
    complaint = make.complaint(State.RECEIVED, by=participant(make, ladder))
    number = complaint.number
    leader = visit(as_=ladder.leader)
    assert leader.get(f"/min/klage/{number}").status_code == 200
    erased(complaint.complainant, by_themselves=True)
    assert Complaint.locked(number) is None
    assert leader.get(f"/min/klage/{number}").status_code == 404


def test_the_office_takes_no_complaint_away(
    make: Make, ladder: Ladder, visit: Visit, travel_to: TravelTo
) -> None:
    """Who answers still knows who asks, and who asks can still come in."""
    person = participant(make, ladder)
    complaint = make.complaint(State.RECEIVED, by=person)
    erased(person)
    assert NAME not in everything()
    leader = visit(as_=ladder.leader).get(f"/min/klage/{complaint.number}").text
    assert NAME in leader
    assert GONE not in leader
    me = visit()
    typed = {"user_name": " ÆRLIGE", "passphrase": PASSPHRASE, "place": "own"}
    assert me.submit("/min/logg-inn", typed).status_code == 303
    assert f"Klage {complaint.number}" in me.get("/min/").text
    assert NAME in me.get(f"/min/klage/{complaint.number}/skriv-ut").text
    complaint.withdraw()
    db.session.commit()
    travel_to("2025-12-31 10:00")
    tick()
    db.session.refresh(person)
    assert person.passphrase_hash == ""
    travel_to("2026-03-01 10:00")
    tick()
    assert Complaint.locked(complaint.number) is None


def test_nobody_gets_the_user_name_of_who_is_erased(make: Make, ladder: Ladder) -> None:
    """Else the next of that first name would show whether the way in is still open."""
    for complains in (False, True):
        person = participant(make, ladder)
        if complains:
            make.complaint(by=person)
        db.session.execute(text("DELETE FROM people WHERE user_name LIKE '~%'"))
        erased(person)
        assert Person.arriving("Ærlige Ny").user_name == "ærlige2"
        db.session.rollback()
        db.session.execute(text("DELETE FROM complaints"))


@pytest.mark.parametrize("agreed", [True, False])
def test_a_support_person_is_ended(make: Make, ladder: Ladder, *, agreed: bool) -> None:
    friend = participant(make, ladder)
    complaint = in_their_name_of(make, ladder)
    complaint.ask_for_support(friend, list(Part), Contact.HERE)
    if agreed:
        complaint.agree_to_support(friend)
    db.session.commit()
    erased(friend)
    [support] = complaint.supports
    assert support.ended_on == clock.today()
    assert support.person.name == GONE
    assert chain_holds(complaint)


def test_a_helper_has_no_name_any_more(make: Make, ladder: Ladder) -> None:
    helper = participant(make, ladder)
    complaint = in_their_name_of(make, ladder)
    complaint.helper, complaint.confirmation = helper, Confirmation.SIGNATURE
    complaint.enter(Deed.HELPED, helper)
    db.session.commit()
    erased(helper)
    assert complaint.helper
    assert complaint.helper.name == GONE
    assert chain_holds(complaint)
    assert not db.session.query(LogLine).filter_by(by_id=helper.id).count()


# When


def test_a_participant_can_be_erased_from_the_day_after(
    make: Make, ladder: Ladder
) -> None:
    person = participant(make, ladder)
    person.leave(clock.today())
    assert not erasure.can_be_erased(person)
    leaves(person)
    assert erasure.can_be_erased(person)


@pytest.mark.parametrize(("day", "can"), [("2026-12-16", False), ("2026-12-17", True)])
def test_who_had_a_task_stays_to_be_seen_for_thirteen_months(
    make: Make, ladder: Ladder, travel_to: TravelTo, day: str, *, can: bool
) -> None:
    leaves(ladder.leader)
    travel_to(f"{day} 10:00")
    assert erasure.can_be_erased(ladder.leader) is can
    if not can:
        with pytest.raises(RuleBroken, match="kan ikke slettes ennå"):
            erasure.erase(ladder.leader)


@pytest.mark.parametrize("erase", [erasure.erase, erasure.erase_own])
def test_nobody_who_is_here_is_erased(
    make: Make, ladder: Ladder, erase: Callable[[Person], None]
) -> None:
    with pytest.raises(RuleBroken):
        erase(participant(make, ladder))


def test_an_old_copy_of_the_database_brings_nobody_back(
    make: Make, ladder: Ladder
) -> None:
    person = participant(make, ladder)
    erased(person)
    person.name, person.user_name, person.erased_on = NAME, "ærlige", None
    db.session.commit()
    erasure.erase_again()
    assert person.name == GONE
    assert NAME not in everything()


@pytest.mark.parametrize("by_themselves", [True, False])
def test_what_is_erased_is_gone_from_the_files(
    make: Make,
    ladder: Ladder,
    config: Config,
    database: Database,
    *,
    by_themselves: bool,
) -> None:
    person = participant(make, ladder, f"Demo {NEEDLE}")
    touched_by(make, ladder, person)
    make.complaint(by=person)
    db.session.commit()
    assert NEEDLE.encode() in lying_in(config, database)
    erased(person, by_themselves=by_themselves)
    tick()
    db.session.remove()
    assert NEEDLE.encode() not in lying_in(config, database)


def lying_in(config: Config, database: Database) -> bytes:
    """Database and journal; on PostgreSQL the files of its tables."""
    if database.name == "postgresql":
        return content_of_tables()
    files = config.instance.glob("kimvoice.sqlite*")
    return b"".join(file.read_bytes() for file in files)


def in_their_name_of(make: Make, ladder: Ladder) -> Complaint:
    by = make.participant(department=ladder.department)
    return make.complaint(State.RECEIVED, by=by)
