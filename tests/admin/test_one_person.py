"""One person at a time: comes, changes role, leaves; the last administrator stays."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.people.models import Department, Person, Role, RoleKind
from kimvoice.people.new_codes import NewCode
from kimvoice.people.role_requests import RoleRequest
from tests.admin.office import Meeting, administrator, newcomer
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Make
from tests.visitor import Visit, Visitor, form_to

PEOPLE, ROLES = "/min/admin/personer", "/min/admin/roller"
YESTERDAY = date(2025, 11, 16)
STRANGE = (
    "<script>alert(1)</script>",
    "نور الهدى",
    "李小龍",
    "🌲🌲 Å",
    "x" * 200,
    "{{ 7*7 }} %(name)s %s",
    'O\'Brien & "Co"',
)


@pytest.fixture
def office(make: Make, visit: Visit, travel_to: TravelTo) -> Visitor:
    return visit(as_=administrator(make))


def of(person: Person, act: str = "") -> str:
    return f"{PEOPLE}/{person.id}{act}"


@pytest.mark.parametrize("name", STRANGE)
def test_a_name_is_shown_as_it_is_and_breaks_no_page(
    office: Visitor, make: Make, name: str
) -> None:
    department = make.department("Kontoret")
    role = RoleKind.PARTICIPANT.value
    answer = office.submit(
        f"{PEOPLE}/ny", {"name": name, "role": role, "department": department.id}
    )
    assert answer.status_code == 303
    person = db.session.scalar(select(Person).where(Person.name == name))
    assert person
    assert 0 < len(person.user_name) <= 20
    for door in (PEOPLE, of(person), of(person, "/navn"), "/min/admin/lapper"):
        page = office.get(door)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "7*7" in page.text or "49" not in name
    assert form_to(of(person, "/navn"), office.get(of(person, "/navn"))).fields[
        "name"
    ] == (name)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("", "Skriv navnet."),
        ("\u200b\u200b", "Skriv navnet."),
        ("=1+1", "ser ut som en formel."),
        ("Ida 010170 12345", "Dette ligner et fødselsnummer."),
        ("Testesen, Ida", "Skriv fornavnet først, uten komma."),
        ("x" * 201, "Et felt kan ha høyst 200 tegn."),
        ("Ida \u202eneseT", "Her er tegn vi ikke kan lese."),
    ],
)
def test_a_form_refuses_a_name_that_a_list_refuses(
    office: Visitor, make: Make, name: str, words: str
) -> None:
    person = make.participant(department=make.department("Kontoret"))
    arriving = {"role": "participant", "department": person.roles[0].department_id}
    for door, more in ((of(person, "/navn"), {}), (f"{PEOPLE}/ny", arriving)):
        answer = office.submit(door, {"name": name, **more})
        assert answer.status_code == 422
        assert words in answer.text


def test_a_name_is_corrected_but_not_to_somebody_elses(
    office: Visitor, make: Make
) -> None:
    person, other = make.person(name="Ida Feil"), make.person(name="Ida Rett")
    answer = office.submit(of(person, "/navn"), {"name": "IDA  rett"})
    assert answer.status_code == 409
    assert "En annen heter det samme." in answer.text
    assert office.submit(of(person, "/navn"), {"name": "ida feil"}).status_code == 303
    db.session.refresh(person)
    assert (person.name, other.name) == ("ida feil", "Ida Rett")


def test_who_is_here_already_is_not_added_twice(office: Visitor, make: Make) -> None:
    department = make.department("Kontoret")
    form = {
        "name": "Ida Prøvesen",
        "role": "participant",
        "department": department.id,
    }
    assert office.submit(f"{PEOPLE}/ny", form).status_code == 303
    answer = office.submit(f"{PEOPLE}/ny", form)
    assert answer.status_code == 422
    assert "Denne personen er lagt inn fra før." in answer.text
    other = make.department("Kafe Nr 19")
    answer = office.submit(f"{PEOPLE}/ny", form | {"department": other.id})
    assert "Noen med dette navnet er i Kontoret." in answer.text


@pytest.mark.parametrize(
    "forged",
    [
        {"role": "representative"},
        {"role": "administrator"},
        {"role": "x"},
        {"department": "999999"},
        {"department": "9" * 400},
        {"department": "²"},
        {"coordinator": "1"},
        {"role": ""},
    ],
)
def test_a_forged_choice_is_refused(
    office: Visitor, make: Make, forged: dict[str, str]
) -> None:
    department = make.department("Kontoret")
    form = {"name": "Ida", "role": "participant", "department": department.id}
    assert office.submit(f"{PEOPLE}/ny", form | forged).status_code == 422


def test_the_list_never_says_when_somebody_signed_in(
    office: Visitor, make: Make
) -> None:
    kontoret = make.department("Kontoret")
    new = newcomer(make, "Ida Ny", department=kontoret)
    old = make.participant(department=kontoret, active=True)
    for page in (office.get(PEOPLE), office.get(of(new)), office.get(of(old))):
        assert "2025-2" not in page.text
    assert "Ikke ennå" in office.get(of(new)).text
    assert "Ikke ennå" not in office.get(of(old)).text


def test_more_than_a_hundred_people_are_shown_a_page_at_a_time(
    office: Visitor, make: Make
) -> None:
    department = make.department("Kontoret")
    db.session.add_all(
        Person(name=f"Nr {number:03}", user_name=f"nr{number}") for number in range(150)
    )
    db.session.flush()
    for person in db.session.scalars(select(Person).where(Person.name.like("Nr %"))):
        person.take_role(RoleKind.PARTICIPANT, department, since=YESTERDAY)
    db.session.commit()
    first, second = office.get(PEOPLE), office.get(f"{PEOPLE}?side=2")
    shown = (
        [f"Nr {it:03}" in first.text for it in range(150)],
        [f"Nr {it:03}" in second.text for it in range(150)],
    )
    assert all(a != b for a, b in zip(*shown, strict=True))
    for odd in ("0", "-1", "x", "9" * 40, "3"):
        assert office.get(f"{PEOPLE}?side={odd}").status_code == 200


# Roles


def give(office: Visitor, person: Person, kind: str, **more: object) -> int:
    form = {"role": kind, "since": "17.11.2025", "until": "", "department": ""}
    return office.submit(of(person, "/rolle"), form | more).status_code


def test_a_role_that_is_given_counts_at_once_and_one_that_ends_too(
    office: Visitor, make: Make, visit: Visit
) -> None:
    person = make.person(RoleKind.STAFF_MEMBER)
    hers = visit(as_=person)
    assert hers.get(PEOPLE).status_code == 403
    assert give(office, person, "administrator") == 303
    assert hers.get(PEOPLE).status_code == 200
    [role] = [each for each in person.roles if each.kind is RoleKind.ADMINISTRATOR]
    ended = office.submit(f"{ROLES}/{role.id}/avslutt", {"last_day": "16.11.2025"})
    assert ended.status_code == 303
    assert hers.get(PEOPLE).status_code == 403


def dates_of(person: Person, kind: RoleKind) -> list[tuple[date, date | None]]:
    db.session.refresh(person)
    return [(it.starts, it.ends) for it in person.roles if it.kind is kind]


def test_a_role_that_was_given_and_taken_back_stays_to_be_seen(
    office: Visitor, make: Make, travel_to: TravelTo
) -> None:
    person = make.person(RoleKind.STAFF_MEMBER)
    assert give(office, person, "coordinator") == 303
    [role] = [each for each in person.roles if each.kind is RoleKind.COORDINATOR]
    office.submit(f"{ROLES}/{role.id}/avslutt", {"last_day": "1.1.2000"})
    assert not person.holds(RoleKind.COORDINATOR)
    assert dates_of(person, RoleKind.COORDINATOR) == [
        (date(2025, 11, 16), date(2025, 11, 16))
    ]


@pytest.mark.parametrize("leaving", [True, False])
def test_a_role_of_long_is_not_erased_by_an_early_last_day(
    leaving: bool, office: Visitor, make: Make, travel_to: TravelTo
) -> None:
    person = make.coordinator()
    door = of(person, "/avslutt")
    if not leaving:
        door = f"{ROLES}/{person.roles[0].id}/avslutt"
    answer = office.submit(door, {"last_day": "31.12.2019"})
    assert answer.status_code == 409
    assert "Siste dag kan ikke være før første dag." in answer.text
    assert dates_of(person, RoleKind.COORDINATOR) == [(LONG_AGO, None)]


def test_a_role_that_is_over_does_not_come_back_by_another_last_day(
    office: Visitor, make: Make, travel_to: TravelTo
) -> None:
    person = make.coordinator()
    [role] = person.roles
    role.ends = date(2025, 1, 1)
    answer = office.submit(f"{ROLES}/{role.id}/avslutt", {"last_day": "1.1.2030"})
    assert answer.status_code == 409
    assert dates_of(person, RoleKind.COORDINATOR) == [(LONG_AGO, date(2025, 1, 1))]


@pytest.mark.parametrize("kind", ["representative", "deputy"])
def test_elected_roles_are_neither_given_nor_ended_by_hand(
    office: Visitor, make: Make, kind: str
) -> None:
    department = make.department()
    person = make.person(
        RoleKind.PARTICIPANT, RoleKind(kind), department=department, name="Ida Å"
    )
    assert give(office, make.participant(), kind, department=department.id) == 422
    elected = next(role for role in person.roles if role.kind == kind)
    answer = office.submit(f"{ROLES}/{elected.id}/avslutt", {"last_day": "17.11.2025"})
    assert answer.status_code == 409
    assert "Denne rollen er valgt." in answer.text
    takes_part = next(each for each in person.roles if each is not elected)
    answer = office.submit(
        f"{ROLES}/{takes_part.id}/avslutt", {"last_day": "17.11.2025"}
    )
    assert "Personen er valgt i avdelingen." in answer.text


def test_the_same_role_is_not_given_twice_at_the_same_time(
    office: Visitor, make: Make
) -> None:
    person = make.person()
    until = {"until": "30.11.2025"}
    assert give(office, person, "election_officer", **until) == 303
    assert give(office, person, "election_officer") == 409
    assert give(office, person, "election_officer", since="30.11.2025") == 409
    assert give(office, person, "election_officer", since="1.12.2025") == 303
    assert give(office, person, "work_leader") == 409
    assert give(office, person, "board_member", since="i dag") == 422
    assert give(office, person, "board_member", since="") == 422
    assert give(office, person, "board_member", until="1.1.2020") == 409


# Leaving


def test_who_leaves_has_no_role_and_is_not_in_a_department_any_more(
    office: Visitor, make: Make, visit: Visit
) -> None:
    department = make.department("Kafe Nr 19", active=10)
    assert "Kafe Nr 19" in visit().get("/forslag/nytt").text
    person = db.session.scalars(select(Person).join(Role, Person.id == Role.person_id))
    somebody = next(each for each in person.unique() if each.roles[0].department)
    answer = office.submit(of(somebody, "/avslutt"), {"last_day": "16.11.2025"})
    assert answer.status_code == 303
    assert not somebody.may_come_in
    assert Department.large_enough() == []
    assert department.name not in visit().get("/forslag/nytt").text


def test_access_lasts_to_the_end_of_the_last_day(
    office: Visitor, make: Make, travel_to: TravelTo
) -> None:
    person = make.representative()
    office.submit(of(person, "/avslutt"), {"last_day": "18.11.2025"})
    travel_to("2025-11-18 23:59")
    assert person.may_come_in
    travel_to("2025-11-19 00:00")
    assert not person.may_come_in


def test_a_role_that_has_not_begun_is_gone_when_somebody_leaves(
    office: Visitor, make: Make
) -> None:
    person = make.person()
    person.take_role(RoleKind.BOARD_MEMBER, since=date(2026, 1, 1))
    db.session.commit()
    office.submit(of(person, "/avslutt"), {"last_day": "17.11.2025"})
    assert person.roles == []


def test_the_last_administrator_cannot_leave_nor_give_up_the_role(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    last = administrator(make)
    office = visit(as_=last)
    for door in (of(last, "/avslutt"), f"{ROLES}/{last.roles[0].id}/avslutt"):
        answer = office.submit(door, {"last_day": "16.11.2025"})
        assert answer.status_code == 409
        assert "Noen må være administrator." in answer.text
    administrator(make)
    answer = office.submit(of(last, "/avslutt"), {"last_day": "16.11.2025"})
    assert answer.status_code == 303
    assert not last.may_come_in


def test_of_two_administrators_who_leave_at_once_one_stays(
    visit: Visit, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    others_hold_it = Meeting().after(Role._others_hold_it)
    monkeypatch.setattr(Role, "_others_hold_it", others_hold_it)
    two = [administrator(make), administrator(make)]
    desks = [(visit(as_=each), of(each, "/avslutt")) for each in two]
    filled = [
        (desk, door, form_to(door, desk.get(door)).fields | {"last_day": "16.11.2025"})
        for desk, door in desks
    ]
    db.session.remove()
    with ThreadPoolExecutor(2) as both:
        answers = list(
            both.map(
                lambda it: (
                    it[0]
                    .client.post(
                        it[1], data=it[2], headers={"Origin": "http://localhost"}
                    )
                    .status_code
                ),
                filled,
            )
        )
    assert sorted(answers) == [303, 409]
    assert len(Person.holding(RoleKind.ADMINISTRATOR)) == 1


# Who does what


def test_gaps_are_told_and_a_stand_in_closes_one_for_its_days(
    office: Visitor, make: Make, travel_to: TravelTo
) -> None:
    department = make.department("Kafe Nr 19")
    leader = make.work_leader(department)
    for _number in range(2):
        make.coordinator()
    chair = make.person(RoleKind.BOARD_CHAIR)
    page = office.get(ROLES).text
    assert page.count("Ingen har denne oppgaven nå.") == 1
    assert page.count("Vikar mangler.") == 2
    door = f"{ROLES}/{leader.roles[0].id}/vikar"
    second = Person.holding(RoleKind.COORDINATOR)[0]
    form = {"who": chair.id, "since": "24.11.2025", "until": "28.11.2025"}
    assert office.submit(door, form | {"second": second.id}).status_code == 303
    RoleRequest.waiting_for(second)[0].agree(second)
    db.session.commit()
    assert office.get(ROLES).text.count("Vikar mangler.") == 1
    assert not chair.holds(RoleKind.WORK_LEADER)
    travel_to("2025-11-24 08:00")
    assert chair.holds(RoleKind.WORK_LEADER, department=department)
    travel_to("2025-11-29 08:00")
    assert not chair.holds(RoleKind.WORK_LEADER)


@pytest.mark.parametrize(
    ("changed", "status"),
    [
        ({"who": ""}, 422),
        ({"who": "999999"}, 422),
        ({"until": ""}, 422),
        ({"since": ""}, 422),
        ({"until": "32.1.2026"}, 422),
        ({"until": "16.11.2025"}, 409),
        ({"since": "10.11.2025", "until": "14.11.2025"}, 409),
    ],
)
def test_a_stand_in_has_days_and_a_name(
    office: Visitor, make: Make, changed: dict[str, str], status: int
) -> None:
    leader, chair = make.work_leader(), make.person(RoleKind.BOARD_CHAIR)
    form = {"who": chair.id, "since": "17.11.2025", "until": "28.11.2025"} | changed
    form |= {"second": make.coordinator().id}
    answer = office.submit(f"{ROLES}/{leader.roles[0].id}/vikar", form)
    assert answer.status_code == status
    assert len(chair.roles) == 1


def test_a_participant_is_not_offered_as_stand_in_nor_for_an_elected_role(
    office: Visitor, make: Make
) -> None:
    leader, representative = make.work_leader(), make.representative()
    form = {"who": representative.id, "since": "17.11.2025", "until": "28.11.2025"}
    door = f"{ROLES}/{leader.roles[0].id}/vikar"
    assert office.submit(door, form).status_code == 422
    elected = next(
        role for role in representative.roles if role.kind is RoleKind.REPRESENTATIVE
    )
    form["who"] = leader.id
    assert office.submit(f"{ROLES}/{elected.id}/vikar", form).status_code == 409


# A new code


def test_a_new_code_is_asked_of_somebody_who_is_no_administrator(
    office: Visitor, make: Make
) -> None:
    person, second = make.participant(), make.coordinator()
    both = make.person(RoleKind.ADMINISTRATOR, RoleKind.COORDINATOR)
    door = of(person, "/ny-kode")
    offered = office.get(door).text
    assert second.name in offered
    assert both.name not in offered
    assert office.submit(door, {"second": both.id}).status_code == 422
    assert office.submit(door).status_code == 422
    assert office.submit(door, {"second": second.id}).status_code == 303
    [asked] = db.session.scalars(select(NewCode))
    assert (asked.person, asked.second, asked.agreed_on) == (person, second, None)
    assert "Det er ikke svart ennå." in office.get(of(person)).text
    again = office.submit(door, {"second": second.id})
    assert again.status_code == 409
    assert "Det er allerede spurt om ny kode til denne personen." in again.text


def test_nobody_needs_a_second_person_who_has_never_signed_in(
    office: Visitor, make: Make
) -> None:
    person, second = newcomer(make), make.coordinator()
    answer = office.submit(of(person, "/ny-kode"), {"second": second.id})
    assert answer.status_code == 409
    assert "kan få en lapp uten at noen sier ja." in answer.text


@pytest.mark.parametrize(
    "number", ["0", "999999", "2147483647", "2147483648", "9" * 30]
)
def test_who_does_not_exist_is_not_found(office: Visitor, number: str) -> None:
    for door in (PEOPLE, f"{PEOPLE}/{number}/navn", f"{ROLES}/{number}/avslutt"):
        url = f"{door}/{number}" if door == PEOPLE else door
        assert office.get(url).status_code == 404
