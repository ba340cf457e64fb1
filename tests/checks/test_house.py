"""What the house lacks, said in words to its administrator."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask

from kimvoice.checks import Findings, house
from kimvoice.core import choices, clock, networks, settings
from kimvoice.core.db import db
from kimvoice.people.models import Department, Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Make


def said(check: Callable[[], Findings]) -> list[str]:
    return [str(found.what) for found in check()]


def choose(setting: choices.Setting[Any], value: Any) -> None:
    setting.choose(value, "Keeper", clock.today())
    db.session.commit()


def test_every_check_is_asked(app: Flask) -> None:
    checks = [
        each
        for name, each in vars(house).items()
        if getattr(each, "__module__", "") == house.__name__
        and callable(each)
        and not name.startswith("_")
        and name != "findings"
    ]
    assert set(checks) == set(house.CHECKS)


def test_a_house_where_all_is_well_is_not_nagged(app: Flask, make: Make) -> None:
    department = make.department()
    for _ in range(2):
        make.person(RoleKind.ADMINISTRATOR)
        make.general_manager()
        make.coordinator()
        make.work_leader(department)
    make.person(RoleKind.BOARD_CHAIR)
    make.person(RoleKind.BOARD_DEPUTY)
    make.representative(department)
    make.deputy(department)
    choose(settings.HOUSE_NETWORKS, networks.read(["10.0.0.0/24"]))
    choose(settings.CONTACT, "Demo Koordinator")
    choose(settings.CONTACT_PHONE, "00 00 00 00")
    choose(settings.ENVELOPE_CARRIER, "Kari Testesen")
    choose(settings.SECOND_FACTOR_REQUIRED, True)
    assert [str(found.what) for found in house.findings()] == []


def test_who_gets_no_mail_and_no_envelope_is_said(app: Flask, make: Make) -> None:
    assert said(house.envelopes) == []
    make.coordinator()
    assert len(said(house.envelopes)) == 1
    choose(settings.ENVELOPE_CARRIER, "Kari Testesen")
    assert said(house.envelopes) == []


def test_that_the_second_factor_is_given_up_is_said_with_the_name(app: Flask) -> None:
    choose(settings.SECOND_FACTOR_REQUIRED, True)
    assert said(house.second_factor) == []
    choose(settings.SECOND_FACTOR_REQUIRED, False)
    [found] = said(house.second_factor)
    assert "slipper å skrive tall fra en app. Endret av " in found


def test_every_finding_says_what_to_do(app: Flask) -> None:
    found = house.findings()
    assert len(found) > 4
    for each in found:
        assert str(each.what).endswith(".")
        assert str(each.to_do)


def test_a_house_open_to_every_network_is_said(app: Flask) -> None:
    assert "Alle nett kan åpne KIM voice." in said(house.networks)[0]
    choose(settings.HOUSE_NETWORKS, networks.read(["10.0.0.0/24"]))
    assert said(house.networks) == []


def test_one_administrator_is_too_few(app: Flask, make: Make) -> None:
    assert said(house.administrators) == ["Ingen er administrator."]
    make.person(RoleKind.ADMINISTRATOR)
    assert said(house.administrators) == ["Bare én er administrator."]
    make.person(RoleKind.ADMINISTRATOR)
    assert said(house.administrators) == []


def test_somebody_must_read_suggestions(app: Flask, make: Make) -> None:
    assert said(house.readers) == ["Ingen leser forslag."]
    named = make.coordinator()
    choose(settings.READING_COORDINATOR, named.user_name)
    assert said(house.readers) == []


def test_a_representative_reads_without_a_named_coordinator(
    app: Flask, make: Make
) -> None:
    make.representative()
    assert said(house.readers) == []


@pytest.mark.parametrize(
    ("name", "phone", "enough"),
    [("", "", False), ("Kari", "", False), ("", "00", False), ("Kari", "00", True)],
)
def test_the_box_on_urgency_needs_a_name_and_a_number(
    app: Flask, name: str, phone: str, enough: bool
) -> None:
    choose(settings.CONTACT, name)
    choose(settings.CONTACT_PHONE, phone)
    assert (said(house.urgency) == []) is enough


def test_a_mailbox_that_stays_shut_for_weeks_is_said(
    app: Flask, travel_to: TravelTo
) -> None:
    assert said(house.next_opening) == []
    today = clock.today()
    closed = frozenset(today + timedelta(days=each) for each in range(28))
    choose(settings.CLOSING_DAYS, closed)
    assert len(said(house.next_opening)) == 1


def test_two_quiet_weeks_at_christmas_are_no_fault(
    app: Flask, travel_to: TravelTo
) -> None:
    travel_to("2025-12-19 13:00")
    closed = frozenset(date(2025, 12, 22) + timedelta(days=each) for each in range(12))
    choose(settings.CLOSING_DAYS, closed)
    assert said(house.next_opening) == []


@pytest.mark.parametrize("kind", [RoleKind.GENERAL_MANAGER, RoleKind.COORDINATOR])
def test_a_step_that_one_person_holds_lacks_a_stand_in(
    app: Flask, make: Make, kind: RoleKind
) -> None:
    lacks = f"Vikar mangler: {kind.label}."
    assert lacks in said(house.stand_ins)
    make.person(kind)
    assert lacks in said(house.stand_ins)
    make.person(kind)
    assert lacks not in said(house.stand_ins)


def test_the_chair_needs_a_deputy_or_somebody_who_stands_in(
    app: Flask, make: Make
) -> None:
    lacks = "Vikar mangler: styreleder."
    deputy = make.person(RoleKind.BOARD_DEPUTY)
    assert lacks in said(house.stand_ins)
    chair = make.person(RoleKind.BOARD_CHAIR)
    assert lacks not in said(house.stand_ins)
    deputy.roles[0].end(clock.today() - timedelta(days=1))
    db.session.commit()
    assert lacks in said(house.stand_ins)
    chair.take_role(RoleKind.BOARD_DEPUTY, since=clock.today())
    db.session.commit()
    assert lacks in said(house.stand_ins), "nobody is their own deputy"
    stands_in(chair, RoleKind.BOARD_CHAIR, None, 0, 7)
    assert lacks not in said(house.stand_ins)


def test_what_is_lacking_says_nothing_of_what_waits(
    app: Flask, make: Make, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    ladder.deputy_chair.roles[0].end(clock.today() - timedelta(days=1))
    db.session.commit()
    before = said(house.stand_ins)
    assert "Vikar mangler: styreleder." in before
    make.complaint(by=make.participant(department=ladder.department))
    assert said(house.stand_ins) == before


def stands_in(
    other: Person, kind: RoleKind, department: Department | None, *days: int
) -> Person:
    """From so many days after today until so many."""
    since, until = (clock.today() + timedelta(days=day) for day in days)
    person = Person.arriving("Vikar Prøvesen")
    person.take_role(kind, department, since=since, until=until, stands_in_for=other)
    db.session.add(person)
    db.session.commit()
    return person


@pytest.mark.parametrize(
    ("days", "covered"),
    [((0, 0), True), ((-7, 7), True), ((30, 60), True), ((-7, -1), False)],
)
def test_a_stand_in_counts_now_and_later_but_not_when_it_is_over(
    app: Flask, make: Make, days: tuple[int, int], covered: bool
) -> None:
    manager = make.general_manager()
    stands_in(manager, RoleKind.GENERAL_MANAGER, None, *days)
    lacks = "Vikar mangler: daglig leder."
    assert (lacks not in said(house.stand_ins)) is covered


def test_each_department_needs_a_work_leader_and_one_who_stands_in(
    app: Flask, make: Make
) -> None:
    shop, cafe = make.department("Sirkulus"), make.department("Kafe Nr 19")
    leader = make.work_leader(shop)
    make.work_leader(cafe)
    lacks = "Vikar mangler: arbeidsleder i {}."
    assert lacks.format("Sirkulus") in said(house.stand_ins)
    stands_in(leader, RoleKind.WORK_LEADER, shop, 0, 7)
    assert lacks.format("Sirkulus") not in said(house.stand_ins)
    assert lacks.format("Kafe Nr 19") in said(house.stand_ins)


def test_a_representative_needs_a_deputy(app: Flask, make: Make) -> None:
    shop = make.department("Sirkulus")
    assert "Sirkulus har ikke vara." not in said(house.stand_ins)
    make.representative(shop)
    make.deputy(make.department())
    assert "Sirkulus har ikke vara." in said(house.stand_ins)
    make.deputy(shop)
    assert "Sirkulus har ikke vara." not in said(house.stand_ins)


def test_whether_anything_waits_is_not_said(app: Flask, make: Make) -> None:
    before = said(house.stand_ins)
    make.suggestion(by=make.representative(make.department("Sirkulus")))
    make.deputy(db.session.query(Department).one())
    after = [it for it in said(house.stand_ins) if "Sirkulus" not in it]
    assert after == before
