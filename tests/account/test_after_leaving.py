"""Who has left comes in for their own open complaints, and for nothing else."""

import re

import pytest
from flask import Flask

from kimvoice.complaints.ladder import WITHDRAWN_MONTHS
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Kept, State, Verdict
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.new_codes import NewCode
from tests.account.leaving import (
    back_for_a_moment,
    leaves,
    new_slip,
    use,
    without_marks,
)
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.street import filled, gets
from tests.visitor import PASSPHRASE, SIGN_IN, Visit

OPEN_TO_THEM = {
    "account.sign_in",
    "account.signed_out",
    "home.inside.index",
    "home.inside.leave",
    "own.inside.settings",
    "own.own_data.show",
    "own.own_data.correct",
    "own.own_data.erase",
    "own.second.set_up",
    "start.begin",
    "start.say_where",
    "start.welcome",
    "start.wrong_slip",
    "complaints.inside.index",
}


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


@pytest.fixture
def by(make: Make, ladder: Ladder) -> Person:
    return make.participant(department=ladder.department)


def comes_in(visit: Visit, person: Person) -> bool:
    answer = visit().submit(
        SIGN_IN,
        {"user_name": person.user_name, "passphrase": PASSPHRASE, "place": "own"},
    )
    assert answer.status_code in (303, 403)
    return answer.status_code == 303


@pytest.mark.parametrize("state", list(State))
def test_an_open_complaint_outlives_the_period(
    make: Make, by: Person, visit: Visit, state: State
) -> None:
    usual = State.ANSWERED if state is State.RESTING else state
    complaint = make.complaint(usual, by=by)
    leaves(by)
    assert comes_in(visit, by)
    page = visit(as_=by).get(f"/min/klage/{complaint.number}")
    assert page.status_code == 200


def test_who_has_none_is_not_let_in(by: Person, visit: Visit) -> None:
    leaves(by)
    assert not comes_in(visit, by)


def test_what_rests_is_open(
    make: Make, by: Person, visit: Visit, travel_to: TravelTo
) -> None:
    complaint = make.complaint(State.ANSWERED, by=by)
    leaves(by)
    travel_to("2026-06-01 10:00")
    assert complaint.standing is State.RESTING
    assert comes_in(visit, by)


def test_what_is_closed_is_open_on_that_day_and_no_longer(
    make: Make, by: Person, visit: Visit, travel_to: TravelTo
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    refused(complaint)
    leaves(by)
    me = visit(as_=by)
    assert me.post(f"/min/klage/{complaint.number}/fornoyd").status_code == 303
    assert me.get(f"/min/klage/{complaint.number}").status_code == 200
    travel_to("2025-11-18 10:00")
    assert not comes_in(visit, by)


def test_what_was_promised_is_waited_for(
    make: Make, by: Person, visit: Visit, travel_to: TravelTo
) -> None:
    complaint = make.complaint(State.CLOSED, by=by)
    leaves(by)
    travel_to("2025-12-09 10:00")
    assert comes_in(visit, by)
    complaint.report(complaint.answers[0], by, Kept.YES)
    db.session.commit()
    assert not comes_in(visit, by)


def test_a_withdrawal_can_be_undone_from_outside_and_is_then_over(
    make: Make, by: Person, visit: Visit, travel_to: TravelTo
) -> None:
    complaint = make.complaint(State.WITHDRAWN, by=by)
    leaves(by)
    travel_to(f"{complaint.undo_by} 10:00")
    assert comes_in(visit, by)
    travel_to("2025-12-31 10:00")
    assert not complaint.is_to_be_deleted, WITHDRAWN_MONTHS.value()
    assert not comes_in(visit, by)


def test_a_complaint_whose_time_is_over_opens_nothing(
    make: Make, by: Person, visit: Visit, travel_to: TravelTo
) -> None:
    make.complaint(State.ANSWERED, by=by)
    leaves(by)
    travel_to("2027-02-01 10:00")
    assert not comes_in(visit, by)


@on_sqlite
def test_no_other_door_opens(app: Flask, make: Make, by: Person, visit: Visit) -> None:
    complaint = make.complaint(by=by)
    make.suggestion()
    leaves(by)
    me, opened = visit(as_=by), set()
    for rule in gets(app, inside=True):
        for number in (1, complaint.number):
            if rule.endpoint != "home.inside.leave":
                answer = me.get(filled(rule, number))
                if answer.status_code in (200, 203):
                    opened.add((rule.endpoint, number if rule.arguments else 0))
    others = {it for it in opened if it[0] not in OPEN_TO_THEM}
    strays = {it for it in others if it[1] != complaint.number}
    assert not strays
    assert all(endpoint.startswith("complaints.") for endpoint, _ in others)


@on_sqlite
def test_nor_is_a_file_laid_down(make: Make, by: Person, visit: Visit) -> None:
    make.complaint(by=by)
    leaves(by)
    assert visit(as_=by).get("/min/valg/kontrollprogram").status_code == 403


def test_home_shows_the_complaints_and_no_more(
    make: Make, by: Person, visit: Visit
) -> None:
    complaint = make.complaint(by=by)
    leaves(by)
    page = visit(as_=by).get("/min/")
    assert f"Klage {complaint.number}" in page.text
    assert "Egne åpne klager kan leses til de er ferdige." in page.text
    inside = set(re.findall(r'href="(/min/[^"#]*)"', page.text))
    assert inside == {
        "/min/",
        "/min/forlat",
        "/min/klager",
        f"/min/klage/{complaint.number}",
        "/min/innstillinger",
        "/min/lagret-om-meg",
    }


def test_a_new_code_opens_the_complaint_again(
    make: Make, ladder: Ladder, by: Person, visit: Visit
) -> None:
    complaint = make.complaint(by=by)
    leaves(by)
    code = new_slip(make, ladder, by)
    me = visit()
    assert use(me, code).status_code == 303
    assert me.get(f"/min/klage/{complaint.number}").status_code == 200


def test_a_slip_tells_nothing_until_it_is_used(
    make: Make, ladder: Ladder, by: Person, visit: Visit
) -> None:
    """Whoever printed it can't see by it whether there is a complaint."""
    other = make.participant(department=ladder.department)
    make.complaint(by=by)
    pages = []
    for person in (by, other):
        leaves(person)
        code = new_slip(make, ladder, person)
        stranger = visit()
        stranger.post("/min/start", {"code": code})
        page = stranger.get("/min/start")
        assert "Er dette deg?" in page.text
        pages.append(page.status_code)
    assert pages == [200, 200]
    assert use(visit(), new_slip(make, ladder, other)).status_code == 403


def test_a_slip_from_before_leaving_is_worthless(
    make: Make, by: Person, visit: Visit
) -> None:
    """Nobody but its printer answered for it."""
    newcomer = make.newcomer()
    code = make.slip_for(newcomer)
    leaves(newcomer)
    answer = visit().submit("/min/start", {"code": code})
    assert "Koden er brukt eller for gammel." in answer.text


@pytest.mark.parametrize("has_signed_in", [True, False])
def test_the_office_sees_the_same_whether_there_is_one_or_not(
    make: Make, ladder: Ladder, by: Person, visit: Visit, *, has_signed_in: bool
) -> None:
    office = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    second = ladder.manager.id
    leaves(by)
    if not has_signed_in:
        by.passphrase_hash = ""
    seen = []
    for complains in (False, True):
        if complains:
            make.complaint(by=back_for_a_moment(by))
            leaves(by)
        db.session.commit()
        url = f"/min/admin/personer/{by.id}"
        pages = [office.get(it).text for it in (url, "/min/admin/personer")]
        pages.append(office.post(f"{url}/ny-kode", {"second": second}).text)
        pages.append(office.get(url).text)
        asked = NewCode.open_for(by)
        assert asked, "who has left can be given a new code"
        asked.agree(ladder.manager)
        db.session.commit()
        pages += [office.get(it).text for it in (url, "/min/admin/lapper")]
        db.session.delete(asked)
        db.session.commit()
        seen.append([without_marks(page) for page in pages])
    assert seen[0] == seen[1]
    assert by.name in seen[0][-1]


def test_who_has_left_needs_two_for_a_slip_also_the_first(
    make: Make, visit: Visit
) -> None:
    newcomer = make.newcomer()
    leaves(newcomer)
    office = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    assert newcomer.name not in office.get("/min/admin/lapper").text


def refused(complaint: Complaint) -> None:
    assert complaint.handler
    complaint.give(complaint.handler, Verdict.NOT_UPHELD, reason="Vi er ikke enige.")
    db.session.commit()
