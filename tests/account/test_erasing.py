"""The pages of erasing: one's own, and the administrator's, which tell nothing."""

import re

import pytest

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import State
from kimvoice.core.db import db
from kimvoice.people import erasure
from kimvoice.people.models import Person, RoleKind
from tests.account.leaving import leaves, without_marks
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import PASSPHRASE, SIGN_IN, Visit, Visitor

ME = "/min/lagret-om-meg"
ERASE = f"{ME}/slett"
SELF = re.compile(r"Prøve\d+ Prøvesen|prøve\d+")


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


@pytest.fixture
def by(make: Make, ladder: Ladder) -> Person:
    return make.participant(department=ladder.department)


@pytest.fixture
def office(make: Make, visit: Visit, ladder: Ladder) -> Visitor:
    return visit(as_=make.person(RoleKind.ADMINISTRATOR))


def test_who_has_left_erases_all_with_the_passphrase(
    make: Make, by: Person, visit: Visit
) -> None:
    number = make.complaint(State.RECEIVED, by=by).number
    leaves(by)
    me = visit(as_=by)
    assert ERASE in me.get(ME).text
    page = me.submit(ERASE, {"passphrase": PASSPHRASE})
    assert page.status_code == 200
    assert "Alt om deg er slettet" in page.text
    assert by.name not in page.text
    assert me.get(ME).location.endswith(SIGN_IN)
    assert db.session.get(Complaint, number) is None
    assert by.erased_on


def test_another_passphrase_erases_nothing(
    make: Make, by: Person, visit: Visit
) -> None:
    make.complaint(by=by)
    leaves(by)
    me = visit(as_=by)
    for typed in ("", "noe helt annet", "\0🌲"):
        assert me.submit(ERASE, {"passphrase": typed}).status_code == 422
    assert by.erased_on is None
    assert me.get(ME).status_code == 200


def test_who_guesses_is_locked_out(make: Make, by: Person, visit: Visit) -> None:
    """Somebody who sits at a PC that was left."""
    make.complaint(by=by)
    leaves(by)
    me = visit(as_=by)
    for _ in range(5):
        me.submit(ERASE, {"passphrase": "feil"})
    locked = me.submit(ERASE, {"passphrase": PASSPHRASE})
    assert locked.status_code == 429
    assert by.erased_on is None


def test_who_has_had_a_task_waits_as_long_as_for_the_office(
    make: Make, ladder: Ladder, by: Person, visit: Visit, travel_to: TravelTo
) -> None:
    """What they have opened in complaints of others is not theirs to hide at once."""
    leader, others = ladder.leader, make.complaint(State.RECEIVED, by=by)
    make.complaint(by=leader)
    leaves(leader)
    me = visit(as_=leader)
    assert "Du kan slette alt om deg fra 17. desember 2026." in me.get(ME).text
    for answer in (me.get(ERASE), me.post(ERASE, {"passphrase": PASSPHRASE})):
        assert answer.status_code == 409
        assert "Du kan slette alt om deg fra 17.12.2026." in answer.text
    assert leader.name in visit(as_=by).get(f"/min/klage/{others.number}/hvem").text
    travel_to("2026-12-17 10:00")
    erasure.erase_own(leader)


def test_who_is_here_can_not(by: Person, visit: Visit) -> None:
    me = visit(as_=by)
    assert ERASE not in me.get(ME).text
    assert me.get(ERASE).status_code == 403
    assert me.post(ERASE, {"passphrase": PASSPHRASE}).status_code == 403


def test_the_office_erases_and_sees_the_same_whether_there_is_a_complaint(
    make: Make, ladder: Ladder, office: Visitor
) -> None:
    seen, doors = [], ("", "/slett", "/navn")
    for complains in (False, True):
        person = make.participant(department=ladder.department)
        if complains:
            make.complaint(by=person)
        leaves(person)
        url = f"/min/admin/personer/{person.id}"
        pages = [office.get(url + door) for door in doors]
        pages.append(office.post(f"{url}/slett"))
        pages += [office.get(url + door) for door in doors]
        pages += [office.get(f"/min/admin/{it}") for it in ("personer", "lapper")]
        assert person.erased_on
        seen.append([(it.status_code, told(it.text, person)) for it in pages])
    assert seen[0] == seen[1]
    statuses = [status for status, _text in seen[0]]
    assert statuses == [200, 200, 200, 303, 404, 404, 404, 200, 200]


def test_a_page_that_was_left_open_erases_nobody_who_came_back(
    by: Person, office: Visitor
) -> None:
    leaves(by)
    assert office.get(f"/min/admin/personer/{by.id}/slett").status_code == 200
    by.roles[0].ends = None
    db.session.commit()
    answer = office.post(f"/min/admin/personer/{by.id}/slett")
    assert answer.status_code == 409
    assert "Personen kan ikke slettes ennå." in answer.text
    assert by.erased_on is None


def test_the_day_is_told_for_who_had_a_task(ladder: Ladder, office: Visitor) -> None:
    leaves(ladder.leader)
    page = office.get(f"/min/admin/personer/{ladder.leader.id}").text
    assert "Personen kan slettes fra 17. desember 2026." in page
    answer = office.post(f"/min/admin/personer/{ladder.leader.id}/slett")
    assert answer.status_code == 409


def told(page: str, person: Person) -> str:
    """But for what is the person's own."""
    page = without_marks(page).replace(f"/{person.id}", "/·")
    return SELF.sub("·", page)
