"""Filing a complaint: six short pages, and nothing is stored before «Send klagen»."""

from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Manner, Skip, Subject
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.complaints.filing import (
    ANSWERS,
    SEND,
    START,
    TEXT,
    begin,
    form_on,
    page_address,
)
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Ladder, Make
from tests.visitor import Visit


def complaints() -> list[Complaint]:
    db.session.expire_all()
    return list(db.session.scalars(select(Complaint)).unique())


def test_a_complaint_goes_page_by_page_to_its_receipt(
    visit: Visit, ladder: Ladder, by: Person
) -> None:
    filing = begin(
        visit, by, wish="En ny vaktliste.", manner="by_phone", phone="000 00 000"
    )
    check = filing.page_by_page()
    assert "Klagen er ikke sendt ennå." in check.text
    assert complaints() == []
    sent = filing.press(SEND)
    [complaint] = complaints()
    assert sent.status_code == 303
    assert sent.location == f"/min/klage/{complaint.number}/kvittering"
    assert complaint.happened_words == TEXT
    assert complaint.wish_words == "En ny vaktliste."
    assert complaint.phone_words == "000 00 000"
    assert (complaint.subject, complaint.manner) == (Subject.NOBODY, Manner.BY_PHONE)
    assert (complaint.complainant, complaint.handler) == (by, ladder.leader)
    receipt = filing.visitor.get(sent.location)
    assert f"Klagen har nummer {complaint.number}." in receipt.text
    # Monday 17 November 2025: three working days, and ten
    assert (
        "Arbeidslederen har fått klagen."
        " Du får beskjed senest torsdag 20. november." in receipt.text
    )
    assert "Du får svar senest mandag 1. desember." in receipt.text
    assert TEXT not in receipt.text
    assert by.name not in receipt.text.split("<footer")[0]


FAULTS: list[tuple[int, dict[str, Any], str]] = [
    (1, {"happened": ""}, "Skriv hva som har skjedd."),
    (1, {"happened": " \u200b\n"}, "Skriv hva som har skjedd."),
    (1, {"happened": "\0\0"}, "Skriv hva som har skjedd."),
    (1, {"happened": "ab"}, "Skriv hva som har skjedd."),
    (
        1,
        {"happened": "æ" * 10_000},
        "Teksten kan ha høyst 4000 tegn. Du har skrevet 10000.",
    ),
    (
        2,
        {"wish": "🙂" * 10_000},
        "Teksten kan ha høyst 2000 tegn. Du har skrevet 10000.",
    ),
    (3, {}, "Velg hvem klagen gjelder."),
    (3, {"subject": "everybody\0"}, "Velg hvem klagen gjelder."),
    (3, {"subject": "nobody", "near": "7777"}, "Lista er endret."),
    (3, {"subject": "board", "person": "7777"}, "Lista er endret."),
    (3, {"subject": "board", "person": "\0"}, "Lista er endret."),
    (4, {"first": "1 or 1"}, "Velg hvem som skal lese klagen først."),
    (4, {"first": "9"}, "Velg hvem som skal lese klagen først."),
    (5, {}, "Velg hvordan du vil ha svaret."),
    (5, {"manner": "by_mail"}, "Velg hvordan du vil ha svaret."),
    (5, {"manner": "by_phone"}, "Skriv telefonnummeret ditt."),
    (5, {"manner": "by_phone", "phone": "ring meg"}, "Skriv telefonnummeret"),
]


def test_a_faulty_page_says_why_and_keeps_what_was_written(
    visit: Visit, by: Person
) -> None:
    filing = begin(visit, by)
    for step, filled, sentence in FAULTS:
        filing.go_to(step)
        answer = filing.press(page_address(step + 1), **filled)
        assert answer.status_code == 422, filled
        assert f"Steg {step} av 6" in answer.text
        assert answer.text.count(sentence) == 2
        kept = form_on(answer)
        written = str(filled.get("happened", TEXT)).replace("\0", "")
        assert kept["happened"].strip() == written.strip()
        for name in ("wish", "phone"):
            assert kept.get(name, "") == filled.get(name, "")


def test_the_step_before_is_shown_without_asking_whether_this_one_is_right(
    visit: Visit, by: Person
) -> None:
    filing = begin(visit, by, wish="Ro.")
    filing.go_to(5)
    back = filing.press(page_address(4), manner="by_phone", phone="tull")
    assert (back.status_code, "Steg 4 av 6" in back.text) == (200, True)
    for step in (3, 2, 1):
        assert filing.press(page_address(step)).status_code == 200
    kept = form_on(filing.page)
    assert (kept["happened"], kept["wish"]) == (TEXT, "Ro.")
    assert (kept["manner"], kept["phone"]) == ("by_phone", "tull")


def test_a_page_asked_for_too_early_is_the_first_with_something_wrong(
    visit: Visit, by: Person
) -> None:
    visitor = visit(as_=by)
    for step in range(2, 7):
        assert visitor.get(page_address(step)).location == START
        asked = visitor.post(page_address(step))
        assert (asked.status_code, "Steg 1 av 6" in asked.text) == (422, True)
    assert visitor.get(page_address(7)).status_code == 404
    sent = visitor.post(SEND, {"happened": TEXT})
    assert (sent.status_code, "Steg 3 av 6" in sent.text) == (422, True)
    assert form_on(sent)["happened"] == TEXT
    assert complaints() == []


def test_any_words_travel_unharmed(visit: Visit, by: Person) -> None:
    words = "<script>alert(1)</script> 😡 «æøå»\r\n\tنص a\0bc"
    filing = begin(visit, by, happened=words, wish=words)
    check = filing.go_to(6)
    assert "<script>alert" not in check.text
    filing.press(SEND)
    [complaint] = complaints()
    whole = words.replace("\0", "").replace("\r\n", "\n")
    assert (complaint.happened_words, complaint.wish_words) == (whole, whole)


# Whom it is about


@pytest.mark.parametrize(
    ("subject", "handler"),
    [
        ("work_leader", "coordinator"),
        ("coordinator", "manager"),
        ("general_manager", "chair"),
        ("staff_member", "leader"),
        ("participant", "leader"),
    ],
)
def test_without_a_name_the_whole_role_does_not_read_it(
    visit: Visit, ladder: Ladder, by: Person, subject: str, handler: str
) -> None:
    filing = begin(visit, by, subject=subject, about="En jeg jobber med")
    filing.go_to(6)
    assert filing.press(SEND).status_code == 303
    [complaint] = complaints()
    assert complaint.handler == getattr(ladder, handler)
    said = "En jeg jobber med" if subject == "participant" else ""
    assert complaint.about_words == said


def test_only_the_leader_of_ones_own_department_is_meant(
    visit: Visit, make: Make, ladder: Ladder, by: Person
) -> None:
    other = make.work_leader()
    begin_to_send = begin(visit, by, subject="work_leader")
    begin_to_send.go_to(6)
    begin_to_send.press(SEND)
    [complaint] = complaints()
    assert complaint.excludes(ladder.leader)
    assert not complaint.excludes(other)


def test_with_a_name_the_others_of_the_role_may_read_it(
    visit: Visit, make: Make, ladder: Ladder, by: Person
) -> None:
    other = make.coordinator()
    filing = begin(visit, by, subject="coordinator", person=str(ladder.coordinator.id))
    filing.go_to(6)
    filing.press(SEND)
    [complaint] = complaints()
    assert complaint.excludes(ladder.coordinator)
    assert not complaint.excludes(other)


def test_others_can_be_shut_out_and_a_name_that_was_not_asked_for_counts_nothing(
    visit: Visit, make: Make, ladder: Ladder, by: Person
) -> None:
    near = [str(ladder.leader.id), str(ladder.manager.id)]
    named = str(ladder.coordinator.id)
    filing = begin(visit, by, subject="nobody", person=named, near=near)
    check = filing.go_to(6).text.partition("<footer")[0]
    assert ladder.leader.name in check
    assert ladder.coordinator.name not in check
    filing.press(SEND)
    [complaint] = complaints()
    assert complaint.handler == ladder.coordinator
    assert {it.person for it in complaint.exclusions} == {ladder.leader, ladder.manager}


def test_no_participant_can_be_named_not_even_by_a_forged_field(
    visit: Visit, make: Make, ladder: Ladder, by: Person
) -> None:
    other = make.participant(department=ladder.department)
    filing = begin(visit, by)
    page = filing.go_to(3)
    assert ladder.manager.name in page.text
    assert other.name not in page.text
    for forged in ({"near": str(other.id)}, {"person": str(other.id)}):
        refused = filing.press(page_address(4), subject="staff_member", **forged)
        assert refused.status_code == 422
        sent = filing.visitor.post(
            SEND, form_on(filing.page) | {"subject": "board", "manner": "here"} | forged
        )
        assert (sent.status_code, "Steg 3 av 6" in sent.text) == (422, True)
    assert complaints() == []


# Who reads first


def test_who_may_read_is_offered_by_role_and_the_lowest_is_chosen(
    visit: Visit, ladder: Ladder, by: Person
) -> None:
    filing = begin(visit, by, subject="work_leader")
    page = filing.go_to(4)
    assert "Arbeidslederen</label>" not in page.text
    for title in ("Koordinatoren", "Daglig leder", "Styrelederen"):
        assert f"{title}</label>" in page.text
    assert form_on(page)["first"] == "2"


def test_the_complainant_may_choose_who_reads_first(
    visit: Visit, ladder: Ladder, by: Person
) -> None:
    filing = begin(visit, by, first="3")
    check = filing.go_to(6)
    assert "Daglig leder leser klagen og svarer deg." in check.text
    assert "går klagen videre til styrelederen." in check.text
    filing.press(SEND)
    [complaint] = complaints()
    assert complaint.handler == ladder.manager
    assert [step.skipped for step in complaint.steps][:2] == [Skip.CHOSEN, Skip.CHOSEN]


def test_a_step_that_may_not_read_it_cannot_be_forged(
    visit: Visit, ladder: Ladder, by: Person
) -> None:
    filing = begin(visit, by, subject="coordinator")
    filing.go_to(6)
    refused = filing.press(SEND, first="1")
    assert (refused.status_code, "Steg 4 av 6" in refused.text) == (422, True)
    assert form_on(refused)["first"] == "3"
    assert complaints() == []


def test_who_leaves_while_somebody_writes_is_chosen_anew(
    visit: Visit, make: Make, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    filing = begin(visit, by)
    filing.go_to(6)
    for role in ladder.leader.roles:
        role.end(LONG_AGO)
    db.session.commit()
    asked = filing.press(SEND)
    assert (asked.status_code, form_on(asked)["first"]) == (422, "2")
    assert filing.press(SEND).status_code == 303
    assert complaints()[0].handler == ladder.coordinator


@pytest.mark.parametrize("department", [True, False])
def test_it_works_without_a_work_leader_and_without_a_department(
    visit: Visit, make: Make, ladder: Ladder, department: bool
) -> None:
    by = make.participant() if department else make.person(RoleKind.PARTICIPANT)
    filing = begin(visit, by, subject="work_leader")
    filing.go_to(6)
    filing.press(SEND)
    [complaint] = complaints()
    assert complaint.handler == ladder.coordinator
    assert (complaint.department is not None) is department


def test_only_the_chairs_deputy_is_left_and_the_pages_say_so(
    visit: Visit, ladder: Ladder, by: Person
) -> None:
    chair = str(ladder.chair.id)
    filing = begin(visit, by, subject="board", person=chair)
    page = filing.go_to(4)
    assert "Da kan nestlederen i styret lese klagen." in page.text
    assert "Nestlederen i styret</label>" in page.text
    assert "Arbeidstilsynet" in page.text
    filing.press(page_address(5))
    check = filing.press(page_address(6), manner="here")
    assert "Nestlederen i styret leser klagen og svarer deg." in check.text
    assert "går klagen videre" not in check.text
    sent = filing.press(SEND)
    receipt = filing.visitor.get(sent.location)
    assert "Nestlederen i styret har fått klagen." in receipt.text


def test_that_somebody_on_the_board_needs_a_name_is_said_where_it_is_asked(
    visit: Visit, ladder: Ladder, by: Person
) -> None:
    filing = begin(visit, by, subject="board")
    page = filing.go_to(3)
    hint = "Er det noen i styret, må du velge navn for at noen her skal kunne lese."
    assert hint in page.text
    assert "Du har stengt ute alle som kan svare." in filing.go_to(4).text


def test_when_nobody_is_left_it_is_said_and_the_text_can_be_printed(
    visit: Visit, ladder: Ladder, by: Person
) -> None:
    filing = begin(visit, by, subject="board")
    page = filing.go_to(4)
    assert "Ingen her kan lese klagen nå" in page.text
    filing.press(page_address(5))
    check = filing.press(page_address(6), manner="here")
    assert (check.status_code, "Send klagen" in check.text) == (200, False)
    assert TEXT in check.text
    assert "Arbeidstilsynet" in check.text
    refused = filing.press(SEND)
    assert refused.status_code == 409
    assert (
        "Ingen her kan lese klagen. Gå til noen utenfor KIM-senteret." in refused.text
    )
    assert form_on(refused)["happened"] == TEXT
    assert complaints() == []


# Who may


def test_only_participants_file(visit: Visit, make: Make, ladder: Ladder) -> None:
    leader = visit(as_=ladder.leader)
    assert leader.get(START).status_code == 403
    for url in (page_address(2), SEND, "/min/klage/ny/utkast", "/min/klage/ny/kast"):
        assert leader.post(url, ANSWERS[0]).status_code == 403
    assert leader.get("/min/klage/ny/utkast").status_code == 403


def test_nobody_else_sees_the_receipt(
    visit: Visit, make: Make, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by)
    url = f"/min/klage/{complaint.number}/kvittering"
    assert visit(as_=by).get(url).status_code == 200
    for other in (ladder.leader, ladder.chair, make.participant()):
        assert visit(as_=other).get(url).status_code == 404


def test_the_receipt_says_what_was_promised_also_when_it_has_climbed(
    visit: Visit, make: Make, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by)
    url = f"/min/klage/{complaint.number}/kvittering"
    visitor = visit(as_=by)
    before = but_the_log(visitor.get(url))
    with db.session.no_autoflush:
        complaint.step_aside(ladder.leader)
    db.session.commit()
    assert complaint.handler == ladder.coordinator
    assert but_the_log(visitor.get(url)) == before


def but_the_log(page: TestResponse) -> list[str]:
    """Who has opened it is told as it stands today."""
    lines = page.text.split("<main")[1].split("</main")[0].splitlines()
    told = [it for it in lines if "Lista har" not in it and "Loggmerke" not in it]
    assert len(told) == len(lines) - 2
    return told
