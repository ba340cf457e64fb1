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
from tests.admin.office import administrator, newcomer
from tests.admin.test_slips import CODE
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.reading import read
from tests.visitor import Visit, Visitor, form_to

SLIPS = "/min/admin/lapper"


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
    names = f"{keeper.name} og {ladder.manager.name} skrev den ut."
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
    printing.issue([by], b"sheet")
    assert len(it.log) == 1
    db.session.rollback()
    assert new_codes(it) == []
    assert Invitation.still_out() == []


@on_sqlite
def test_a_first_slip_leaves_no_line(
    make: Make, visit: Visit, ladder: Ladder, by: Person, keeper: Person
) -> None:
    it = make.complaint(by=by)
    new = newcomer(make)
    print_for(visit(as_=keeper), new)
    assert new_codes(it) == []


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
