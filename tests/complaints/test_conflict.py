"""For somebody who must not know of it, a complaint does not exist (DESIGN 5)."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask, url_for
from werkzeug.routing import Rule

from kimvoice.complaints import policy
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground, Skip, State
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person, RoleKind
from tests.anonymity.effort import long
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit, Visitor, without_tokens

on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
ON_THE_LADDER = ("leader", "coordinator", "manager", "chair", "deputy_chair")
LEAVES_THE_HOUSE = ("/min/forlat", "/min/logg-ut")
TODAY = date(2025, 11, 17)


def knows_nothing(person: Person) -> bool:
    seen = db.session.scalars(policy.visible_to(person)).unique().all()
    return not seen and not policy.waiting_for(person)


def exclude(complaint: Complaint, *whom: Person | RoleKind) -> None:
    complaint.exclude([Exclusion.of(each, Ground.NEAR) for each in whom])
    db.session.commit()


# Whole pages: with the case and without it


@on_sqlite
@pytest.mark.parametrize("name", ON_THE_LADDER if long() else ("leader", "manager"))
def test_every_page_is_the_same_as_if_it_did_not_exist(
    name: str, app: Flask, visit: Visit, make: Make, ladder: Ladder, by: Person
) -> None:
    """List, count, home, warnings and house-keeping: the person looks after it too."""
    person: Person = getattr(ladder, name)
    person.take_role(RoleKind.ADMINISTRATOR, since=TODAY)
    other = make.coordinator()
    db.session.commit()
    visitor = visit(as_=person)
    before = leaf_through(app, visitor, by)
    assert len(before) > 20
    complaint = make.complaint(by=by, about=person)
    assert complaint.handler not in (None, person)
    make.complaint(State.RECEIVED, by=by, without=(person, other))
    assert leaf_through(app, visitor, by) == before


NEW_EACH_TIME = "/min/innstillinger/app"
"""What app and house are to share is drawn whenever the page is shown."""


def leaf_through(app: Flask, visitor: Visitor, about: Person) -> dict[str, str]:
    """All that can be fetched inside, the pages of the complainant among it."""
    pages = {}
    for url in addresses(app, about):
        if url == NEW_EACH_TIME:
            continue
        answer = visitor.get(url)
        pages[url] = f"{answer.status_code} {without_tokens(answer)}"
    return pages


def addresses(app: Flask, about: Person, asked: int = 1) -> Iterator[str]:
    ids: dict[str, Any] = {
        "person_id": about.id,
        "role_id": about.roles[0].id,
        "department_id": about.roles[0].department_id,
        "department": about.roles[0].department_id,
        "number": 12345,
        "name": "ladder",
        "asked": asked,
        "step": 1,
        "point": 1,
        "code": "AB",
        "kind": "ordinart",
        "which": 1,
        "slug": "kim-forum",
        "year": 2025,
        "ordinal": 1,
    }
    for rule in fetched(app):
        given = {it: ids[it] for it in rule.arguments - set(rule.defaults or ())}
        with app.test_request_context():
            url = url_for(rule.endpoint, **given)
        if url not in LEAVES_THE_HOUSE:
            yield url


def fetched(app: Flask) -> list[Rule]:
    return [
        rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.rule.startswith("/min")
    ]


# Its address, and each act's


@on_sqlite
def test_its_addresses_answer_like_those_of_a_number_that_nobody_has(
    app: Flask, visit: Visit, make: Make, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    exclude(complaint, ladder.leader)
    number = str(complaint.number)
    nobody_has = str(complaint.number - 1 if complaint.number > 10_000 else 10_001)
    strangers = (ladder.leader, ladder.manager, make.person(RoleKind.ADMINISTRATOR))
    for person in strangers:
        visitor = visit(as_=person)
        for rule in of_one(app):
            url = rule.rule.replace("<int(max=99999):number>", number)
            for method in sorted({"GET", "POST"} & (rule.methods or set())):
                answers = [
                    answer(visitor, method, url.replace(number, it), it)
                    for it in (number, nobody_has)
                ]
                assert answers[0] == answers[1], (method, url)
                assert answers[0][0] == 404


def of_one(app: Flask) -> list[Rule]:
    found = [it for it in app.url_map.iter_rules() if "/klage/<int" in it.rule]
    assert found
    return found


def answer(
    visitor: Visitor, method: str, url: str, number: str
) -> tuple[int, str, list[str]]:
    got = visitor.get(url) if method == "GET" else visitor.post(url, {})
    text = without_tokens(got).replace(number, "N")
    return got.status_code, text, sorted(got.headers.keys())


def test_nothing_searches_counts_or_hands_out_complaints(app: Flask) -> None:
    rules = [it.rule for it in app.url_map.iter_rules() if "klage" in it.rule]
    words = ("sok", "søk", "tall", "statistikk", "eksport", "csv", "logg")
    assert rules
    found = {rule for rule in rules for word in words if word in rule}
    # Frozen, from five, and the same for everybody, excluded or not (DESIGN 5).
    assert found == {"/klage/tall"}


# Another job, somebody else's job


@pytest.mark.parametrize(
    "kind", [RoleKind.GENERAL_MANAGER, RoleKind.BOARD_CHAIR, RoleKind.BOARD_DEPUTY]
)
@pytest.mark.parametrize("stands_in", [False, True])
def test_a_new_job_or_a_stand_in_lets_nobody_in(
    kind: RoleKind, stands_in: bool, make: Make, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by, about=ladder.coordinator)
    away = {
        RoleKind.GENERAL_MANAGER: ladder.manager,
        RoleKind.BOARD_CHAIR: ladder.chair,
        RoleKind.BOARD_DEPUTY: ladder.deputy_chair,
    }[kind]
    ladder.coordinator.take_role(
        kind, since=TODAY, stands_in_for=away if stands_in else None
    )
    if not stands_in:
        away.leave(date(2025, 11, 16))
    db.session.commit()
    while complaint.handler is not None:
        assert knows_nothing(ladder.coordinator)
        exclude(complaint, complaint.handler)
    assert complaint.is_stranded
    assert knows_nothing(ladder.coordinator)


def test_who_stands_in_for_them_does_not_get_it_in_their_place(
    make: Make, ladder: Ladder, by: Person
) -> None:
    stand_in = make.person()
    stand_in.take_role(
        RoleKind.GENERAL_MANAGER, since=TODAY, stands_in_for=ladder.manager
    )
    db.session.commit()
    complaint = make.complaint(by=by, first=3)
    assert complaint.handler == stand_in
    exclude(complaint, ladder.manager)
    assert knows_nothing(stand_in)
    assert complaint.handler == ladder.chair


def test_a_role_without_a_name_is_everybody_who_holds_it_or_will(
    make: Make, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    long_gone, stand_in, later = make.person(), make.person(), make.person()
    kind = RoleKind.COORDINATOR
    long_gone.take_role(kind, since=date(2024, 1, 1), until=date(2024, 12, 31))
    complaint = make.complaint(by=by, about=kind)
    assert complaint.handler == ladder.manager
    stand_in.take_role(kind, since=TODAY, stands_in_for=ladder.coordinator)
    later.take_role(kind, since=date(2025, 12, 1))
    db.session.commit()
    travel_to("2025-12-01 10:00")
    ladder.coordinator.leave(date(2025, 11, 30))
    for person in (ladder.coordinator, stand_in, later, long_gone):
        person.take_role(RoleKind.GENERAL_MANAGER, since=date(2025, 12, 1))
    ladder.manager.leave(date(2025, 11, 30))
    db.session.commit()
    barred = [complaint.bars(it) for it in (ladder.coordinator, stand_in, later)]
    assert barred == [True, True, True]
    assert complaint.handler == long_gone


def test_the_chair_without_a_name_is_the_deputy_too(
    make: Make, ladder: Ladder, by: Person
) -> None:
    with pytest.raises(RuleBroken):
        make.complaint(by=by, about=RoleKind.BOARD_CHAIR)
    db.session.rollback()
    named = make.complaint(by=by, about=ladder.chair)
    assert named.handler == ladder.deputy_chair


def test_nobody_who_answers_to_the_person_gets_it(
    make: Make, ladder: Ladder, by: Person
) -> None:
    about_coordinator = make.complaint(by=by, about=ladder.coordinator)
    about_manager = make.complaint(by=by, about=ladder.manager)
    assert about_coordinator.handler == ladder.manager
    assert about_manager.handler == ladder.chair
    make.coordinator()
    assert knows_nothing(ladder.leader)
    assert knows_nothing(ladder.coordinator)
    assert [it.skipped for it in about_manager.steps[:3]] == [Skip.ABOUT] * 3


def test_who_steps_aside_never_sees_it_again(
    visit: Visit, make: Make, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    visitor = visit(as_=ladder.leader)
    complaint.step_aside(ladder.leader)
    ladder.leader.take_role(RoleKind.BOARD_CHAIR, since=TODAY)
    ladder.chair.leave(date(2025, 11, 16))
    db.session.commit()
    assert complaint.handler == ladder.coordinator
    assert visitor.get(f"/min/klage/{complaint.number}").status_code == 404
    exclude(complaint, ladder.coordinator, ladder.manager)
    assert complaint.handler == ladder.deputy_chair
    assert knows_nothing(ladder.leader)
    [aside] = [it for it in complaint.exclusions if it.person == ladder.leader]
    with pytest.raises(RuleBroken):
        complaint.readmit(aside)


def test_who_has_read_it_and_is_excluded_then_is_like_everybody_else(
    visit: Visit, make: Make, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    number = complaint.number
    visitor = visit(as_=ladder.leader)
    assert visitor.get(f"/min/klage/{number}").status_code == 200
    exclude(complaint, ladder.leader)
    assert visitor.get(f"/min/klage/{number}").status_code == 404
    assert knows_nothing(ladder.leader)
    complaint.give(ladder.coordinator, **make.upheld())
    complaint.accept()
    db.session.commit()
    assert knows_nothing(ladder.leader)


def test_nobody_decides_at_two_steps(make: Make, ladder: Ladder, by: Person) -> None:
    """The work leader has answered, and becomes the coordinator."""
    complaint = make.complaint(State.ANSWERED, by=by)
    for person in (ladder.leader, ladder.coordinator):
        person.leave(date(2025, 11, 16))
    ladder.leader.take_role(RoleKind.COORDINATOR, since=TODAY)
    db.session.commit()
    complaint.escalate()
    assert complaint.handler == ladder.manager


def test_nobody_gets_from_himself_what_he_let_lie(
    make: Make, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    """The work leader is the only coordinator too."""
    ladder.leader.take_role(RoleKind.COORDINATOR, since=TODAY)
    ladder.coordinator.leave(date(2025, 11, 16))
    complaint = make.complaint(by=by)
    travel_to("2025-11-25 10:00")
    assert complaint.climb()
    assert complaint.handler == ladder.manager


def test_when_everybody_is_excluded_there_are_those_outside(
    make: Make, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by)
    everybody = [getattr(ladder, name) for name in ON_THE_LADDER]
    exclude(complaint, *everybody)
    assert complaint.is_stranded
    assert complaint.next_step is None
    assert all(knows_nothing(person) for person in everybody)
    someone = make.general_manager()
    assert complaint.handler == someone
    complaint.settle()
    assert complaint.current.started_on == clock.today()


def test_whoever_is_read_to_again_gets_it_again(
    make: Make, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by, about=ladder.manager, without=(ladder.chair,))
    assert complaint.handler == ladder.deputy_chair
    [chair] = [it for it in complaint.exclusions if it.person == ladder.chair]
    exclude(complaint, ladder.deputy_chair)
    assert complaint.is_stranded
    complaint.readmit(chair)
    assert complaint.handler == ladder.chair
