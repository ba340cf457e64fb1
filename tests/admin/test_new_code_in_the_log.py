"""A new code for somebody stands in the log of each of their own complaints."""

import pytest
from werkzeug.test import TestResponse

from kimvoice.admin import printing
from kimvoice.complaints.log import Deed, LogLine
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State
from kimvoice.core.db import db
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person
from tests.account.leaving import leaves
from tests.admin.office import administrator, newcomer
from tests.admin.test_slips import CODE
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.reading import read
from tests.visitor import PASSPHRASE, Visit, Visitor, form_to

SLIPS = "/min/admin/lapper"
ME = "/min/lagret-om-meg"


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


@pytest.fixture
def by(make: Make, ladder: Ladder) -> Person:
    return make.participant(department=ladder.department)


@pytest.fixture
def keeper(make: Make) -> Person:
    return administrator(make)


def agreed(make: Make, person: Person, by: Person, second: Person) -> None:
    make.new_code(by=by, second=second, person=person).agree(second)
    db.session.commit()


def print_for(office: Visitor, person: Person) -> TestResponse:
    filled = form_to(SLIPS, office.get(SLIPS)).fields
    return office.post(SLIPS, filled | {"whom": "ticked", "people": [str(person.id)]})


def new_codes(it: Complaint) -> list[LogLine]:
    db.session.expire_all()
    return [line for line in it.log if line.deed is Deed.NEW_CODE]


def test_it_stands_in_each_of_their_own_complaints_with_both_names(
    make: Make, visit: Visit, ladder: Ladder, by: Person, keeper: Person
) -> None:
    own = [make.complaint(state, by=by) for state in (State.SENT, State.WITHDRAWN)]
    others = make.complaint(by=make.participant(department=ladder.department))
    agreed(make, by, keeper, ladder.manager)
    assert print_for(visit(as_=keeper), by).status_code == 203
    names = f"{keeper.name} skrev den ut. {ladder.manager.name} sa ja."
    for it in own:
        [line] = new_codes(it)
        assert (line.by, line.second) == (keeper, ladder.manager)
        assert it.log_break is None
        told = visit(as_=by).get(f"/min/klage/{it.number}/hvem").text
        assert f"Mandag 17. november fikk du ny kode. {names}" in told
    assert new_codes(others) == []


def test_the_second_half_of_a_double_click_leaves_no_line(
    make: Make, visit: Visit, ladder: Ladder, by: Person, keeper: Person
) -> None:
    it = make.complaint(by=by)
    agreed(make, by, keeper, ladder.manager)
    office = visit(as_=keeper)
    filled = form_to(SLIPS, office.get(SLIPS)).fields
    filled |= {"whom": "ticked", "people": [str(by.id)]}
    for _click in range(2):
        assert office.post(SLIPS, filled).status_code == 203
    assert len(new_codes(it)) == 1


def test_there_is_no_slip_without_the_line(
    make: Make, ladder: Ladder, by: Person, keeper: Person
) -> None:
    """Both, or neither: they are one transaction."""
    it = make.complaint(by=by)
    agreed(make, by, keeper, ladder.manager)
    printing.issue([by], b"sheet", keeper)
    assert len(it.log) == 1
    db.session.rollback()
    assert new_codes(it) == []
    assert Invitation.still_out() == []


def test_a_slip_that_is_out_when_it_is_sent_stands_in_its_log_with_its_own_day(
    make: Make,
    visit: Visit,
    ladder: Ladder,
    by: Person,
    keeper: Person,
    travel_to: TravelTo,
) -> None:
    agreed(make, by, keeper, ladder.manager)
    printer = administrator(make)
    print_for(visit(as_=printer), by)
    travel_to("2025-11-19 10:00")
    it = make.complaint(by=by)
    [line] = new_codes(it)
    assert (line.by, line.second) == (printer, ladder.manager)
    assert it.log_break is None
    told = visit(as_=by).get(f"/min/klage/{it.number}/hvem").text
    assert "Mandag 17. november fikk du ny kode." in told


@on_sqlite
@pytest.mark.parametrize("how", ["used", "too_old"])
def test_a_slip_that_opens_nothing_more_leaves_no_line(
    how: str,
    make: Make,
    ladder: Ladder,
    by: Person,
    keeper: Person,
    travel_to: TravelTo,
) -> None:
    agreed(make, by, keeper, ladder.manager)
    printing.issue([by], b"sheet", keeper)
    if how == "used":
        Invitation.still_out()[0].use("sealed")
    db.session.commit()
    travel_to("2025-12-02 10:00" if how == "too_old" else "2025-11-18 10:00")
    assert new_codes(make.complaint(by=by)) == []


@on_sqlite
def test_a_first_slip_stands_there_too_with_who_printed_it(
    make: Make, visit: Visit, ladder: Ladder, by: Person, keeper: Person
) -> None:
    """Somebody helped who had never signed in: the code opens what was typed."""
    new = newcomer(make)
    own, others = make.complaint(by=new), make.complaint(by=by)
    assert print_for(visit(as_=keeper), new).status_code == 203
    [line] = new_codes(own)
    assert (line.by, line.second) == (keeper, None)
    assert own.log_break is None
    assert new_codes(others) == []
    new.choose_passphrase(PASSPHRASE)
    told = visit(as_=new).get(f"/min/klage/{own.number}/hvem").text
    assert f"fikk du en lapp med kode. {keeper.name} skrev den ut." in told


@on_sqlite
def test_a_slip_for_who_left_and_never_signed_in_stands_there(
    make: Make, visit: Visit, ladder: Ladder, keeper: Person
) -> None:
    new = newcomer(make)
    own = make.complaint(by=new)
    leaves(new)
    agreed(make, new, keeper, ladder.manager)
    print_for(visit(as_=keeper), new)
    [line] = new_codes(own)
    assert (line.by, line.second) == (keeper, ladder.manager)


@on_sqlite
def test_each_part_is_told_of_who_truly_had_it(
    make: Make, visit: Visit, ladder: Ladder, by: Person, keeper: Person
) -> None:
    """One asked, another printed: the passing on is not said of who asked."""
    own, printer = make.complaint(by=by), administrator(make)
    agreed(make, by, keeper, ladder.manager)
    print_for(visit(as_=printer), by)
    me = visit(as_=by)
    home = read(me.get("/min/").text).page.words
    assert (
        f"{keeper.name} ba om den. {printer.name} skrev den ut."
        f" {ladder.manager.name} sa ja." in home
    )
    [line] = new_codes(own)
    assert (line.by, line.second) == (printer, ladder.manager)
    assert f"Skrev ut koden {printer.name}" in read(me.get(ME).text).page.words


@on_sqlite
def test_whoever_prints_it_learns_nothing_of_complaints(
    make: Make, visit: Visit, ladder: Ladder, keeper: Person
) -> None:
    """The same answers for somebody who has complained, and who has not."""
    two = [make.participant(department=ladder.department) for _person in range(2)]
    for somebody in two:
        somebody.name = "Prøve Prøvesen"
        agreed(make, somebody, keeper, ladder.manager)
    office = visit(as_=keeper)
    before = read(office.get(SLIPS).text).page.words
    make.complaint(by=two[0])
    assert read(office.get(SLIPS).text).page.words == before
    sheets = [read(print_for(office, it).text).page.words for it in two]
    assert CODE.search(sheets[0])
    assert CODE.sub("", sheets[0]) == CODE.sub("", sheets[1])
