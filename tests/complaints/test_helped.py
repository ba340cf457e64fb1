"""What was typed for somebody: its day on paper, and who is told of it."""

from kimvoice.complaints.states import Confirmation
from kimvoice.people.models import Person
from tests.complaints.helped import ON_PASSPHRASE, Helping, at_the_end, complaints
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Ladder
from tests.visitor import Visit, Visitor

pytestmark = on_sqlite

# From paper


def test_the_form_on_paper_is_typed_with_the_day_on_which_it_was_delivered(
    sitting: Visitor, by: Person, ladder: Ladder
) -> None:
    helping = at_the_end(sitting, by, way="on_paper", delivered="14.11.2025")
    assert "passphrase" not in helping.form
    unsigned = helping.send()
    assert unsigned.status_code == 422
    assert "Deltakeren må skrive under på skjemaet først." in unsigned.text
    receipt = helping.send(signed="y")
    [complaint] = complaints()
    assert complaint.confirmation is Confirmation.SIGNATURE
    assert f"{complaint.filed_on:%d.%m.%Y}" == "14.11.2025"
    for sentence in (
        "Du leverte den på papir fredag 14. november.",
        "Du får beskjed senest onsdag 19. november.",
        "Du får svar senest fredag 28. november.",
    ):
        assert sentence in receipt.text


def test_the_receipt_of_what_is_late_already_says_so(
    sitting: Visitor, by: Person, ladder: Ladder
) -> None:
    helping = at_the_end(sitting, by, way="on_paper", delivered="20.10.2025")
    receipt = helping.send(signed="y")
    for sentence in (
        "Du skulle hatt beskjed senest torsdag 23. oktober.",
        "Du skulle hatt svar senest mandag 3. november. Beklager.",
        "Du kan sende klagen videre med en gang.",
    ):
        assert sentence in receipt.text


def test_the_receipt_goes_into_an_envelope_when_the_answer_is_to_come_on_paper(
    sitting: Visitor, by: Person
) -> None:
    for manner, sealed in (("here", False), ("on_paper", True)):
        helping = Helping.begin(sitting, by)
        helping.go_to(6, manner=manner)
        receipt = helping.send(**ON_PASSPHRASE)
        assert ("envelope-outside" in receipt.text) is sealed
        assert ("lim det igjen" in receipt.text) is sealed


# What is told of it


def test_the_complainant_sees_who_typed_it_and_how_it_was_confirmed(
    sitting: Visitor, visit: Visit, by: Person, helper: Person, travel_to: TravelTo
) -> None:
    helping = at_the_end(sitting, by)
    helping.send(confirmation="witness", witness="Vitne Sannsen")
    [complaint] = complaints()
    me, url = visit(as_=by), f"/min/klage/{complaint.number}"
    home = me.get("/min/").text
    assert f"{helper.name} skrev den inn mandag 17. november." in home
    for path in (url, f"{url}/skriv-ut"):
        told = me.get(path).text
        assert f"{helper.name} skrev den sammen med deg" in told
        assert "Med et vitne: Vitne Sannsen" in told
    travel_to("2025-12-18 10:00")
    assert "Skrevet for deg" not in visit(as_=by).get("/min/").text


def test_what_was_typed_in_my_name_i_can_withdraw(
    sitting: Visitor, visit: Visit, by: Person
) -> None:
    at_the_end(sitting, by).send(confirmation="signature")
    [complaint] = complaints()
    me = visit(as_=by)
    answer = me.post(f"/min/klage/{complaint.number}/trekk")
    assert answer.status_code == 303
    assert "Skrevet for deg" not in me.get("/min/").text


def test_whoever_answers_sees_who_typed_it(
    sitting: Visitor, visit: Visit, by: Person, helper: Person, ladder: Ladder
) -> None:
    helping = at_the_end(sitting, by, way="on_paper", delivered="14.11.2025")
    helping.send(signed="y")
    [complaint] = complaints()
    leader, url = visit(as_=ladder.leader), f"/min/klage/{complaint.number}"
    assert helper.name not in leader.get(url).text
    leader.post(f"{url}/jeg-kan-svare")
    told = leader.get(url).text
    assert f"{helper.name}, fra et skjema på papir, mandag 17. november" in told
    assert "Med underskrift på papir" in told
    assert "Deltakeren leverte klagen på papir" in told
