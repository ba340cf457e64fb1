"""What the one who answers sees, and when the page is theirs no longer."""

from datetime import timedelta

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.states import Ground, Reader, State
from kimvoice.core import clock
from kimvoice.core.choices import Choice
from kimvoice.core.db import db
from kimvoice.core.settings import CONTACT
from kimvoice.people.models import Person, RoleKind
from tests.complaints.handling import ACTS, SECRET, here
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Ladder, Make
from tests.visitor import Visit


def test_a_closing_day_that_came_later_shows_what_it_changed(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    leader = visit(as_=ladder.leader)
    assert "Huset er stengt flere dager" not in leader.get(here(complaint)).text
    _choose("closing_days", '["2025-11-28"]')
    page = leader.get(here(complaint)).text
    assert "Fristen var mandag 1. desember." in page
    assert "så den er nå tirsdag 2. desember" in page


def test_when_it_is_late_the_page_says_who_gets_it_and_when(
    make: Make, visit: Visit, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    travel_to("2025-12-02 10:00")
    page = visit(as_=ladder.leader).get(here(complaint)).text
    assert "Fristen gikk ut mandag 1. desember." in page
    assert "Klagen går videre til koordinatoren torsdag 4. desember." in page
    assert "Forsinket" in page


def test_the_handler_is_told_of_the_deputy_where_the_deputy_gets_it(
    visit: Visit, make: Make, by: Person, ladder: Ladder, travel_to: TravelTo
) -> None:
    complaint = make.complaint(by=by, first=3)
    complaint.exclude([Exclusion.of(ladder.chair, Ground.NEAR)])
    complaint.take_on(ladder.manager)
    db.session.commit()
    travel_to("2025-11-21 10:00")
    page = visit(as_=ladder.manager).get(here(complaint)).text
    assert "Klagen går videre til nestlederen i styret" in page


def test_the_next_step_reads_what_was_answered_and_noted_before(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    complaint.note(ladder.leader, "Ring NAV.", Reader.HANDLERS)
    complaint.give(ladder.leader, **make.upheld())
    complaint.escalate("Ingenting er endret.")
    complaint.take_on(ladder.coordinator)
    db.session.commit()
    page = visit(as_=ladder.coordinator).get(here(complaint)).text
    for words in ("Ring NAV.", "Vi lager en ny vaktliste.", "Ingenting er endret."):
        assert words in page, words


def test_whoever_else_may_not_read_it_is_not_told_to_the_handler(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    hidden = make.person(RoleKind.COORDINATOR, name="Nær Nærsen")
    complaint = make.complaint(State.RECEIVED, by=by, without=(hidden,))
    leader = visit(as_=ladder.leader)
    assert hidden.name not in leader.get(here(complaint)).text


def test_the_chair_knows_whom_to_ring_and_has_it_on_one_screen(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    _choose(CONTACT.name, '"Kari Kontaktsen, koordinator"')
    complaint = make.complaint(State.SENT, by=by, first=4)
    complaint.take_on(ladder.chair)
    db.session.commit()
    page = visit(as_=ladder.chair).get(here(complaint)).text
    assert "Kommer du ikke inn? Ring Kari Kontaktsen, koordinator." in page
    assert "<details" in page
    other = make.complaint(State.RECEIVED, by=by)
    assert "Kommer du ikke inn?" not in visit(as_=ladder.leader).get(here(other)).text


# The doors


def test_for_everybody_else_no_door_is_there(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    acts = ("jeg-kan-svare", "til-side", *ACTS)
    for person in (ladder.coordinator, make.work_leader(), make.participant()):
        visitor = visit(as_=person)
        for act in acts:
            assert visitor.get(here(complaint, act)).status_code in (404, 405), act
            assert visitor.post(here(complaint, act)).status_code == 404, act
        assert visitor.get(here(complaint, "konvolutt")).status_code == 404
    complainant = visit(as_=by)
    for act in acts:
        assert complainant.post(here(complaint, act)).status_code == 403, act
    assert complainant.get(here(complaint, "konvolutt")).status_code == 403


# People come and go


def test_a_role_that_ended_closes_the_door_and_the_next_one_gets_it(
    make: Make, visit: Visit, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    leader = visit(as_=ladder.leader)
    assert leader.get(here(complaint)).status_code == 200
    travel_to("2025-11-19 10:00")
    _end_roles(ladder.leader)
    ladder.leader.take_role(RoleKind.STAFF_MEMBER, since=LONG_AGO)
    new = make.work_leader(ladder.department)
    leader = visit(as_=ladder.leader)
    assert leader.get(here(complaint)).status_code == 404
    assert "Nei, jeg kan svare" in visit(as_=new).get(here(complaint)).text


def test_a_stand_in_whose_days_are_over_sees_it_no_more(
    make: Make, visit: Visit, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    substitute = make.person(RoleKind.STAFF_MEMBER)
    substitute.take_role(
        RoleKind.WORK_LEADER,
        ladder.department,
        since=LONG_AGO,
        until=clock.today(),
        stands_in_for=ladder.leader,
    )
    db.session.commit()
    deputy = visit(as_=substitute)
    assert "Nei, jeg kan svare" in deputy.get(here(complaint)).text
    assert deputy.post(here(complaint, "jeg-kan-svare")).status_code == 303
    assert SECRET in deputy.get(here(complaint)).text
    assert visit(as_=ladder.leader).get(here(complaint)).status_code == 404
    travel_to("2025-11-18 10:00")
    deputy = visit(as_=substitute)
    assert deputy.get(here(complaint)).status_code == 404
    first_page = visit(as_=ladder.leader).get(here(complaint))
    assert "Nei, jeg kan svare" in first_page.text


def _choose(name: str, value: str) -> None:
    chosen = {"chosen_by": "Prøve", "chosen_on": clock.today()}
    db.session.add(Choice(name=name, counts_from=LONG_AGO, value=value, **chosen))
    db.session.commit()


def _end_roles(person: Person) -> None:
    for role in person.current_roles:
        role.end(clock.today() - timedelta(days=1))
    db.session.commit()
