"""What a page says to somebody whom it does not concern, or in another hour."""

from datetime import timedelta

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections import offices
from kimvoice.elections.officers_desk import MARKED, first_step, rooms_of
from kimvoice.elections.states import State
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.electing import DAY, Electing
from tests.elections.test_who_may import at
from tests.factories import Make
from tests.visitor import Visit

pytestmark = on_sqlite


def test_who_has_no_vote_is_not_told_to_vote(
    electing: Electing, make: Make, visit: Visit
) -> None:
    election = electing.election(State.LISTED).election
    elsewhere = make.participant(department=make.department())
    place = f"/min/valg/{election.id}"
    theirs = visit(as_=election.voters[0]).get(place).text
    assert "Du får en seddel" in theirs
    read = visit(as_=elsewhere).get(place).text
    assert f"Deltakerne i {election.where} stemmer på papir" in read
    assert "Du får en seddel" not in read
    assert "Dere stemmer" not in read


def test_home_says_when_and_where_the_lot_is_drawn(
    electing: Electing, visit: Visit
) -> None:
    election = electing.election(State.TIED).election
    voter = election.voters[0]
    assert "Vi trekker lodd." in visit(as_=voter).get("/min/").text
    election.draws_on, election.draws_at = clock.today() + DAY, election.opens
    election.draws_where = "Kantina"
    db.session.commit()
    assert ": Kantina." in visit(as_=voter).get("/min/").text


def test_after_the_vote_nobody_is_asked_to_say_so_before_it(
    electing: Electing, visit: Visit
) -> None:
    election = electing.election(State.CLOSED).election
    election.round.votes_on = clock.today() - DAY
    db.session.commit()
    roll = visit(as_=election.voters[0]).get(f"/min/valg/{election.id}/manntall").text
    assert "før stemmene er talt" in roll


def test_where_nobody_voted_nobody_looks_up_who_got_a_slip(electing: Electing) -> None:
    election = at(electing, State.PUBLISHED).election
    assert MARKED in rooms_of(election, election.officers[0])
    election.uncontested = True
    assert MARKED not in rooms_of(election, election.officers[0])


def test_who_is_elected_anew_goes_on(make: Make, visit: Visit) -> None:
    department, admin = make.department(), make.person(RoleKind.ADMINISTRATOR)
    person = make.participant(department=department)
    for since in (clock.today() - timedelta(days=300), clock.today() + DAY):
        offices.give(
            [person], department, since=since, names_shown=True, given_by=admin
        )
    db.session.commit()
    welcome = visit(as_=person).get("/min/valg/verv").text
    assert welcome.count(f"Tillitsvalgt i {department.name}") == 1
    assert "Siste dag" not in welcome
    assert "Du er valgt på nytt" in welcome
    poster = visit().get("/tillitsvalgte/plakat").text
    assert f"{person.name} er valgt på nytt, og fortsetter." in poster


def test_each_number_that_lacks_is_named(electing: Electing, visit: Visit) -> None:
    held = electing.election(State.CLOSED)
    officer = visit(as_=held.officers[0])
    place = f"/min/valg/{held.election.id}/opptelling"
    for typed in ("", "mange", "-1"):
        page = officer.submit(place, {"slips": typed, "blanks": "0", "rejected": "0"})
        assert page.status_code == 422
        assert "Sedler i kassa: Skriv et tall. Skriv 0 hvis det er ingen." in page.text
        for candidate in held.election.candidates:
            assert f"{candidate.person.name}: Skriv et tall." in page.text


def test_a_step_of_a_whole_round_is_said_of_all_its_departments(
    electing: Electing, make: Make
) -> None:
    held = electing.election(State.NOMINATION)
    planned = held.election.round
    [other] = electing.round(make.department(), officers=held.officers).elections
    other.round, other.state = planned, State.NOMINATION
    step = first_step(held.others[0], planned)
    assert step is not None
    assert (step.where, step.who) == ("", "Deltakerne i avdelingene")


def test_when_the_result_is_told_the_committee_reads_what_is_left(
    electing: Electing, visit: Visit
) -> None:
    held = at(electing, State.PUBLISHED)
    place = f"/min/valg/{held.election.id}/resultat"
    left = "Dette gjør valgstyret nå"
    assert left in visit(as_=held.officers[0]).get(place).text
    assert left not in visit(as_=held.election.voters[0]).get(place).text


def test_nobody_is_asked_to_plan_what_is_under_way(
    electing: Electing, visit: Visit
) -> None:
    held = at(electing, State.ANNULLED)
    officer = visit(as_=held.officers[0])
    place, asked = f"/min/valg/{held.election.id}", "Planlegg et nytt valg"
    assert asked in officer.get(place).text
    department = held.election.department
    assert department
    electing.round(department, officers=held.officers).announce()
    db.session.commit()
    page = officer.get(place).text
    assert asked not in page
    assert "Valget er ferdig" not in page
    assert "Valget holdes på nytt." in page
