"""«Hjelp en deltaker å si fra»: somebody types, the participant decides (DESIGN 5)."""

from typing import Any

import pytest
from sqlalchemy import select

from kimvoice.complaints.drafts import Draft
from kimvoice.complaints.log import Deed
from kimvoice.complaints.states import Confirmation
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.complaints.helped import (
    ON_PASSPHRASE,
    SEND,
    START,
    TEXT,
    Helping,
    at_the_end,
    complaints,
)
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import PASSPHRASE, Visit, Visitor, form_to

pytestmark = on_sqlite

NOBODY = "Vi finner ingen deltaker som heter det. Skriv hele navnet."


def test_it_is_typed_page_by_page_and_confirmed_with_the_participants_passphrase(
    sitting: Visitor, helper: Person, ladder: Ladder, by: Person
) -> None:
    helping = Helping.begin(sitting, by, way="together")
    seen = [helping.page.text]
    assert "Les først høyt hvem som ser dette." in seen[0]
    assert f"Du skriver for {by.name}." in seen[0]
    seen.append(helping.page_by_page().text)
    assert TEXT in seen[-1]
    assert complaints() == []
    receipt = helping.send(**ON_PASSPHRASE)
    [complaint] = complaints()
    assert receipt.status_code == 200
    assert (complaint.complainant, complaint.helper) == (by, helper)
    assert complaint.confirmation is Confirmation.PASSPHRASE
    assert (complaint.happened_words, complaint.on_paper) == (TEXT, False)
    assert complaint.handler == ladder.leader
    assert [(it.deed, it.by) for it in complaint.log] == [(Deed.HELPED, helper)]
    assert f"Klagen har nummer {complaint.number}." in receipt.text
    # Monday 17 November 2025: three working days, and ten
    assert "Du får beskjed senest torsdag 20. november." in receipt.text
    assert "Du får svar senest mandag 1. desember." in receipt.text
    assert TEXT not in receipt.text
    assert not any(PASSPHRASE in page for page in (*seen, receipt.text))


def test_afterwards_it_does_not_exist_for_the_helper(
    sitting: Visitor, by: Person
) -> None:
    helping = at_the_end(sitting, by)
    helping.send(**ON_PASSPHRASE)
    [complaint] = complaints()
    for path in ("", "/kvittering", "/skriv-ut", "/konvolutt", "/skriv", "/trekk"):
        answer = sitting.get(f"/min/klage/{complaint.number}{path}")
        assert answer.status_code == 404, path
    for path in ("/min/", "/min/klager"):
        assert str(complaint.number) not in sitting.get(path).text


def test_nobody_is_signed_in_by_the_passphrase(
    sitting: Visitor, helper: Person, by: Person
) -> None:
    before = by.active_half_year, by.session_epoch
    helping = at_the_end(sitting, by)
    assert helping.send(**ON_PASSPHRASE).status_code == 200
    assert f"Hei, {helper.first_name}!" in sitting.get("/min/").text
    db.session.refresh(by)
    assert (by.active_half_year, by.session_epoch) == before


# Who is helped


def test_only_a_participants_whole_name_is_taken_and_all_others_are_told_the_same(
    sitting: Visitor, helper: Person, by: Person, ladder: Ladder
) -> None:
    for typed in (
        "Nobody Nobodysen",
        by.user_name,
        by.name.split()[1],
        ladder.leader.name,
        f"{by.name}, {by.name}",
        "<script>alert(1)</script>",
        "%",
        "😡",
    ):
        answer = sitting.post(START, {"helped": typed, "way": "together"})
        assert (answer.status_code, answer.text.count(NOBODY)) == (422, 2), typed
    odd = by.name.upper().replace(" ", "  \0")
    for typed in (by.name, odd):
        answer = sitting.post(START, {"helped": typed, "way": "together"})
        assert answer.status_code == 200, typed
        assert "Steg 1 av 6" in answer.text


def test_two_of_one_name_are_told_apart_by_the_user_name(
    sitting: Visitor, make: Make, by: Person
) -> None:
    make.person(RoleKind.PARTICIPANT, department=by.roles[0].department, name=by.name)
    asked = {"helped": by.name, "way": "together"}
    assert NOBODY in sitting.post(START, asked).text
    whole = f"{by.name} {by.user_name}"
    answer = sitting.post(START, asked | {"helped": whole})
    assert answer.status_code == 200


START_FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"helped": ""}, "Skriv navnet på deltakeren."),
    ({"helped": " \u200b\0"}, "Skriv navnet på deltakeren."),
    ({"helped": "å" * 10_000}, "Navnet kan ha høyst 200 tegn."),
    ({"way": ""}, "Velg hvordan dere skriver klagen."),
    ({"way": "by_mail"}, "Velg hvordan dere skriver klagen."),
    ({"way": "on_paper"}, "Skriv hvilken dag skjemaet ble levert."),
    ({"way": "on_paper", "delivered": "i går"}, "Skriv datoen slik: 4.12.2026."),
    ({"way": "on_paper", "delivered": "18.11.2025"}, "opptil 180 dager tilbake."),
    ({"way": "on_paper", "delivered": "20.5.2025"}, "opptil 180 dager tilbake."),
    ({"way": "on_paper", "delivered": "1.1.0001"}, "opptil 180 dager tilbake."),
]


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(
    sitting: Visitor, by: Person
) -> None:
    for wrong, sentence in START_FAULTS:
        typed = {"helped": by.name, "way": "together"} | wrong
        answer = sitting.post(START, typed)
        assert (answer.status_code, sentence in answer.text) == (422, True), wrong
        kept = form_to(START, answer).fields
        if len(typed["helped"]) < 200 and "\0" not in typed["helped"]:
            assert kept["helped"] == typed["helped"].strip()
        assert kept["delivered"] == typed.get("delivered", "")


def test_a_day_on_paper_counts_only_for_what_is_on_paper(
    sitting: Visitor, by: Person
) -> None:
    helping = at_the_end(sitting, by, delivered="tull")
    assert helping.send(**ON_PASSPHRASE).status_code == 200
    assert complaints()[0].on_paper is False


def test_whoever_is_a_participant_too_does_not_help_themselves(
    visit: Visit, helper: Person, ladder: Ladder
) -> None:
    answer = visit(as_=helper).post(START, {"helped": helper.name, "way": "together"})
    assert answer.status_code == 422
    assert "Gjelder det deg selv? Da starter du klagen selv." in answer.text


def test_who_is_helped_is_asked_anew_on_each_page(
    sitting: Visitor, make: Make, by: Person, ladder: Ladder
) -> None:
    for last in (3, 6):
        helping = Helping.begin(sitting, by)
        helping.go_to(last)
        for forged in ("Nobody Nobodysen", ladder.leader.name, ""):
            url = SEND if last == 6 else f"{START}/4"
            answer = sitting.post(
                url, helping.form | ON_PASSPHRASE | {"helped": forged}
            )
            assert (answer.status_code, START) == (422, form_to(START, answer).action)
    by.leave(by.roles[0].starts)
    late = helping.send(**ON_PASSPHRASE)
    assert (late.status_code, NOBODY in late.text) == (422, True)
    assert complaints() == []
    # The text waits for the right name.
    other = make.participant(department=ladder.department)
    begun = helping.press(START, helped=other.name)
    assert form_to(f"{START}/2", begun).fields["happened"] == TEXT


# Whom it is about


def test_nobody_types_in_a_complaint_about_themselves(
    visit: Visit, by: Person, ladder: Ladder, helper: Person
) -> None:
    about_leader = {"subject": "work_leader"}
    near = {"near": str(ladder.coordinator.id)}
    named = {"subject": "staff_member", "person": str(ladder.manager.id)}
    said = {"subject": "participant", "about": f"Det er {helper.name}."}
    for who, choice in (
        (ladder.leader, about_leader),
        (ladder.coordinator, near),
        (ladder.manager, named),
        (helper, said),
    ):
        helping = Helping.begin(visit(as_=who), by)
        helping.go_to(3)
        answer = helping.press(f"{START}/4", **{"subject": "nobody"} | choice)
        assert (answer.status_code, "Steg 3 av 6" in answer.text) == (422, True)
        assert "Du kan ikke skrive inn en klage som gjelder deg." in answer.text
        sent = helping.press(SEND, **ON_PASSPHRASE)
        assert sent.status_code == 422
    assert complaints() == []


def test_the_helper_is_not_offered_as_the_first_reader(
    visit: Visit, by: Person, ladder: Ladder
) -> None:
    helping = Helping.begin(visit(as_=ladder.leader), by)
    page = helping.go_to(4)
    assert "Arbeidslederen" not in page.text.partition("<form id=")[2]
    forged = helping.press(f"{START}/5", first="1")
    assert "Velg hvem som skal lese klagen først." in forged.text


# How it is confirmed

VOUCH_FAULTS: list[tuple[dict[str, Any], str]] = [
    ({}, "Velg hvordan deltakeren sier at teksten er riktig."),
    ({"confirmation": "trust me"}, "Velg hvordan deltakeren sier"),
    ({"confirmation": "passphrase"}, "Deltakeren må skrive passordet sitt."),
    (
        {"confirmation": "passphrase", "passphrase": "feil ord her\0😡"},
        "Passordet stemmer ikke. Prøv igjen.",
    ),
    ({"confirmation": "witness", "witness": " \u200b"}, "Skriv navnet på vitnet."),
    ({"confirmation": "witness", "witness": "å" * 10_000}, "høyst 200 tegn"),
    ({"confirmation": "witness", "witness": "<by>"}, "en annen enn dere to"),
    ({"confirmation": "witness", "witness": "<helper>"}, "en annen enn dere to"),
]


def test_without_the_participants_word_nothing_is_sent(
    sitting: Visitor, by: Person, helper: Person
) -> None:
    helping = at_the_end(sitting, by)
    known = {"<by>": by.name.lower(), "<helper>": helper.name}
    for wrong, sentence in VOUCH_FAULTS:
        vouched = {name: known.get(said, said) for name, said in wrong.items()}
        answer = helping.send(**vouched)
        assert (answer.status_code, sentence in answer.text) == (422, True), wrong
        assert "Steg 6 av 6" in answer.text
        assert helping.form["happened"] == TEXT
        assert "feil ord her" not in answer.text
    assert complaints() == []


def test_it_is_confirmed_on_the_print_or_by_a_witness_of_ones_own_choice(
    sitting: Visitor, by: Person, helper: Person
) -> None:
    signed = at_the_end(sitting, by)
    assert f"underskriften til {by.name}" in signed.page.text
    assert f"{helper.name} skrev dette for {by.name}." in signed.page.text
    for on_screen_alone in ("Klagen er ikke sendt ennå.", f"Du skriver for {by.name}."):
        before, _here, _after = signed.page.text.partition(on_screen_alone)
        assert "no-print" in before.rpartition("<")[2], on_screen_alone
    # What was typed into a field that is not asked for counts nothing.
    signed.send(confirmation="signature", witness="Vitne Sannsen", passphrase="x")
    seen = at_the_end(sitting, by)
    seen.send(confirmation="witness", witness="Vitne  Sannsen")
    told = {it.confirmation: it.witness_words for it in complaints()}
    assert told == {Confirmation.SIGNATURE: "", Confirmation.WITNESS: "Vitne Sannsen"}


def test_wrong_passphrases_are_counted_with_those_of_the_sign_in(
    sitting: Visitor, visit: Visit, by: Person
) -> None:
    helping = at_the_end(sitting, by)
    wrong = ON_PASSPHRASE | {"passphrase": "ikke de rette"}
    assert [helping.send(**wrong).status_code for _ in range(5)] == [422] * 5
    locked = helping.send(**ON_PASSPHRASE)
    assert (locked.status_code, "Det er prøvd mange ganger." in locked.text) == (
        429,
        True,
    )
    assert complaints() == []
    with pytest.raises(AssertionError, match="not let in"):
        visit().sign_in(by)


def test_somebody_who_never_signed_in_is_told_no_more_than_others(
    sitting: Visitor, make: Make, ladder: Ladder
) -> None:
    newcomer = make.newcomer(ladder.department)
    answer = at_the_end(sitting, newcomer).send(**ON_PASSPHRASE)
    assert answer.status_code == 422
    assert "Passordet stemmer ikke. Prøv igjen." in answer.text


def test_the_passphrase_is_carried_to_no_page(sitting: Visitor, by: Person) -> None:
    helping = at_the_end(sitting, by)
    for url in (f"{START}/5", f"{START}/1", START):
        answer = sitting.post(url, helping.form | ON_PASSPHRASE)
        assert answer.status_code == 200
        assert PASSPHRASE not in answer.text
        assert "passphrase" not in Helping(sitting, answer).form
        # What keeps a form out of the browser's files (macros/forms.html).
        assert "readonly disabled hidden" in answer.text
    sitting.post("/min/logg-ut")
    late = sitting.post(SEND, helping.form | ON_PASSPHRASE)
    assert late.status_code == 422
    assert TEXT in late.text
    assert PASSPHRASE not in late.text


# Once, and by nobody else


def test_sent_twice_is_one_complaint_with_one_receipt(
    sitting: Visitor, visit: Visit, make: Make, by: Person, travel_to: TravelTo
) -> None:
    helping = at_the_end(sitting, by)
    form = helping.form | ON_PASSPHRASE
    first, second = (sitting.post(SEND, form) for _ in range(2))
    [complaint] = complaints()
    number = f"Klagen har nummer {complaint.number}."
    assert [it.status_code for it in (first, second)] == [200, 200]
    assert number in first.text
    assert number in second.text
    other = visit(as_=make.coordinator())
    late = other.post(SEND, form | {"csrf_token": other.csrf_token})
    assert late.status_code == 303
    assert str(complaint.number) not in other.get(late.location).text
    travel_to("2025-11-18 10:00")
    again = visit(as_=complaint.helper)
    late = again.post(SEND, form | {"csrf_token": again.csrf_token})
    assert late.status_code == 303
    assert "Vi har allerede fått denne." in again.get(late.location).text
    assert len(complaints()) == 1


def test_nothing_is_saved_on_the_way(sitting: Visitor, by: Person) -> None:
    helping = at_the_end(sitting, by)
    assert "Lagre og fortsett senere" not in helping.page.text
    assert db.session.scalars(select(Draft)).all() == []


def test_whoever_only_administers_helps_nobody(
    visit: Visit, make: Make, by: Person
) -> None:
    for kind in (RoleKind.ADMINISTRATOR, RoleKind.BOARD_CHAIR):
        visitor = visit(as_=make.person(kind))
        assert visitor.get(START).status_code == 403
        for url in (START, f"{START}/2", SEND):
            asked = visitor.post(url, {"helped": by.name, "way": "together"})
            assert asked.status_code == 403
        assert START not in visitor.get("/min/").text


def test_an_administrator_types_for_nobody_whatever_else_they_are(
    visit: Visit, helper: Person, by: Person
) -> None:
    """By typing they would read it; the list of what they can't open says so."""
    helping = at_the_end(visit(as_=helper), by)
    helper.take_role(RoleKind.ADMINISTRATOR, since=clock.today())
    db.session.commit()
    assert helping.send(**ON_PASSPHRASE).status_code == 403
    assert visit(as_=helper).get(START).status_code == 403
    assert complaints() == []


def test_voting_is_never_helped(sitting: Visitor) -> None:
    page = sitting.get(START)
    assert "Her kan du ikke hjelpe noen å stemme." in page.text
    assert "Gå til Si fra uten navn sammen." in page.text
