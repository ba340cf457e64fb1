"""«Steg og frister»: who answers complaints, and in how many days."""

from datetime import date
from threading import Thread

import pytest
from flask import Flask

from kimvoice.admin import ladder_form
from kimvoice.complaints import ladder, outside
from kimvoice.complaints.ladder import LADDER, Rung
from kimvoice.complaints.outside import BODIES, Body
from kimvoice.core import choices, clock
from kimvoice.core.db import db
from kimvoice.forum.bodies import board_meets_after
from kimvoice.people.models import Person, RoleKind
from tests.admin.office import Meeting
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, Visitor, form_to

URL = "/min/admin/frister"
SETTINGS = "/min/admin/innstillinger"


@pytest.fixture
def person(make: Make, travel_to: TravelTo) -> Person:
    return make.person(RoleKind.ADMINISTRATOR)


@pytest.fixture
def keeper(visit: Visit, person: Person) -> Visitor:
    return visit(as_=person)


def chosen() -> int:
    db.session.expire_all()
    return sum(len(it.history()) for it in ladder_form.SETTINGS)


def without(name: str, visitor: Visitor) -> dict[str, str]:
    """The form as it stands, with one box not ticked."""
    fields = form_to(URL, visitor.get(URL)).fields
    return {key: said for key, said in fields.items() if key != name}


def test_the_page_shows_what_stands_and_saves_nothing_by_itself(
    keeper: Visitor,
) -> None:
    page = keeper.get(URL).text
    assert "Klager som er sendt, beholder fristene de fikk." in page
    assert keeper.submit(URL).status_code == 303
    assert "Det står slik fra før. Ingenting er endret." in keeper.get(URL).text
    assert chosen() == 0


def test_a_changed_ladder_counts_from_tomorrow_with_name_and_day(
    keeper: Visitor, person: Person, travel_to: TravelTo
) -> None:
    data = without("coordinator", keeper) | {"work_leader_answer": "8"}
    assert keeper.post(URL, data).status_code == 303
    assert LADDER.value() == ladder.USUAL
    page = keeper.get(URL).text
    assert "Lagret. Det gjelder fra tirsdag 18. november." in page
    assert f"Valgt av {person.name} mandag 17. november." in page
    travel_to("2025-11-18 10:00")
    assert LADDER.value() == (
        Rung(RoleKind.WORK_LEADER, 3, 8),
        Rung(RoleKind.GENERAL_MANAGER, 3, 10),
        Rung(RoleKind.BOARD_CHAIR, 7, 30),
    )


def test_a_step_that_is_left_out_can_come_back(
    keeper: Visitor, person: Person, travel_to: TravelTo
) -> None:
    data = without("work_leader", keeper) | {"work_leader_answer": "tull"}
    assert keeper.post(URL, data).status_code == 303
    travel_to("2025-11-18 10:00")
    assert len(LADDER.value()) == 3
    keeper.sign_in(person)
    keeper.submit(URL, {"work_leader": "y"})
    travel_to("2025-11-19 10:00")
    assert LADDER.value() == ladder.USUAL


def test_a_complaint_that_was_sent_keeps_its_dates(
    make: Make, visit: Visit, keeper: Visitor, person: Person, travel_to: TravelTo
) -> None:
    house = make.ladder()
    by = make.participant(department=house.department)
    complaint = make.complaint(by=by)
    keeper.submit(URL, {"work_leader_confirm": "1", "work_leader_answer": "2"})
    travel_to("2025-11-18 10:00")
    step = complaint.current
    assert (step.confirm_by, step.answer_by) == (date(2025, 11, 20), date(2025, 12, 1))
    assert complaint.handler == house.leader
    later = make.complaint(by=by).current
    assert (later.confirm_by, later.answer_by) == (
        date(2025, 11, 19),
        date(2025, 11, 20),
    )
    assert "Du får svar senest torsdag 20. november." in visit().get("/klage").text


def test_the_other_settings_are_chosen_here_too(keeper: Visitor) -> None:
    data = {
        "appeal_weeks": "4",
        "complaint_months": "24",
        "withdrawn_months": "6",
        "outside_bodies": "Rådet ; Gir  råd. ; www.ldo.no\n\nNAV; Penger; 1",
    }
    assert keeper.submit(URL, data).status_code == 303
    assert ladder.APPEAL_WEEKS.value_to_come() == 4
    assert ladder.COMPLAINT_MONTHS.value_to_come() == 24
    assert ladder.WITHDRAWN_MONTHS.value_to_come() == 6
    assert BODIES.value() == (
        Body("Rådet", "Gir råd.", "www.ldo.no"),
        Body("NAV", "Penger", "1"),
    )


def test_the_boards_meetings_are_planned_beside_all_others(keeper: Visitor) -> None:
    dates = "/min/moter/styret/datoer"
    assert f'href="{dates}"' in keeper.get(URL).text
    assert keeper.submit(dates, {"first": "3.12.2025"}).status_code == 303
    assert board_meets_after(clock.today()) == date(2025, 12, 3)
    assert board_meets_after(date(2025, 12, 3)) is None


CANNOT_BE = [
    ("work_leader_answer", "", "Skriv et tall."),
    ("work_leader_answer", "ti", "Skriv et tall."),
    ("coordinator_confirm", "0", "Skriv et tall fra 1 til 30."),
    ("board_chair_answer", "31", "Skriv et tall fra 1 til 30."),
    ("general_manager_confirm", "11", "Svaret kan ikke komme før beskjeden."),
    ("appeal_weeks", "2", "Skriv et tall fra 3 til 26."),
    ("complaint_months", "9" * 5_000, "Skriv et tall."),
    ("outside_bodies", "", "Lista må ha fra ett til åtte steder."),
    ("outside_bodies", "NAV", "Skriv tre deler på hver linje"),
    ("outside_bodies", "NAV;;1", "Skriv navn, hva de kan hjelpe med"),
    ("outside_bodies", "<script>\0🙂" * 1_000, "Skriv tre deler på hver linje"),
]


def test_what_cannot_be_is_said_and_what_was_typed_is_kept(keeper: Visitor) -> None:
    for field, typed, words in CANNOT_BE:
        answer = keeper.submit(URL, {field: typed, "withdrawn_months": "7"})
        assert answer.status_code == 422, (field, typed)
        assert answer.text.count(words) == 2, "above the form, and at the field"
        assert "Skriv et tall. Skriv" not in answer.text
        assert form_to(URL, answer).fields["withdrawn_months"] == "7"
        assert "<script>🙂" not in answer.text
        assert chosen() == 0


def test_who_saves_over_another_is_told_and_loses_nothing(
    keeper: Visitor, visit: Visit, make: Make
) -> None:
    other = visit(as_=make.person(RoleKind.ADMINISTRATOR))
    mine = form_to(URL, keeper.get(URL)).fields | {"appeal_weeks": "5"}
    other.submit(URL, {"complaint_months": "24"})
    answer = keeper.post(URL, mine)
    assert answer.status_code == 422
    assert "En annen har endret dette mens du skrev." in answer.text
    fields = form_to(URL, answer).fields
    assert fields["appeal_weeks"] == "5"
    assert ladder.APPEAL_WEEKS.value_to_come() == 3
    assert keeper.post(URL, fields | {"complaint_months": "24"}).status_code == 303
    assert ladder.COMPLAINT_MONTHS.value_to_come() == 24
    assert ladder.APPEAL_WEEKS.value_to_come() == 5


def test_of_two_who_save_at_once_one_sees_the_other(
    app: Flask,
    visit: Visit,
    make: Make,
    monkeypatch: pytest.MonkeyPatch,
    travel_to: TravelTo,
) -> None:
    both = [visit(as_=make.person(RoleKind.ADMINISTRATOR)) for _each in range(2)]
    fields = [form_to(URL, each.get(URL)).fields for each in both]
    db.session.rollback()
    meeting = Meeting()
    choose = choices.Setting.choose
    monkeypatch.setattr(choices.Setting, "choose", meeting.after(choose))
    answers: list[int] = []

    def save(number: int) -> None:
        data = fields[number] | {"appeal_weeks": str(5 + number)}
        answers.append(both[number].post(URL, data).status_code)

    threads = [Thread(target=save, args=(number,)) for number in range(2)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert sorted(answers) == [303, 422]


def test_the_settings_lead_here(keeper: Visitor) -> None:
    for name in (
        "ladder",
        "appeal_weeks",
        "complaint_months",
        "withdrawn_months",
        "outside_bodies",
    ):
        for answer in (
            keeper.get(f"{SETTINGS}/{name}"),
            keeper.post(f"{SETTINGS}/{name}", {"value": "x"}),
        ):
            assert (answer.status_code, answer.location) == (303, URL)
    page = keeper.get(SETTINGS).text
    assert "Arbeidslederen: beskjed 3, svar 10" in page
    assert outside.USUAL[0].purpose in page
    assert "Rung(" not in page


def test_nobody_else_comes_here(visit: Visit, make: Make) -> None:
    for somebody in (make.general_manager(), make.person(RoleKind.BOARD_CHAIR)):
        visitor = visit(as_=somebody)
        assert visitor.get(URL).status_code == 403
        assert visitor.post(URL, {}).status_code == 403
    assert chosen() == 0
