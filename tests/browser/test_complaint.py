"""One complaint up the whole ladder, and somebody for whom it never exists."""

import re
from datetime import date, datetime, time, timedelta

from kimvoice.complaints import daily
from kimvoice.core import clock
from kimvoice.people.models import Person
from tests.browser.conftest import Opens, in_short_without
from tests.browser.person import Somebody, end_reading
from tests.factories import Ladder, Make

TEXT = "Jeg fikk ikke pause på tirsdag."
WISH = "Si fra dagen før."
MONDAY = date(2025, 11, 17)
TOO_LATE = date(2025, 11, 25)
"""Three days to say that it has come, until Thursday; three more, and it climbs."""
PROMISED = date(2025, 12, 12)


@in_short_without
def test_a_complaint_goes_up_the_ladder_until_somebody_answers(
    opens: Opens, make: Make
) -> None:
    it_is(MONDAY)
    ladder, colleague = make.ladder(), make.coordinator()
    participant = make.participant(department=ladder.department)
    near = opens(colleague)
    before = all_there_is(near, 1)
    complainant = opens(participant)
    number = files(complainant, without=colleague)
    says_no(opens(ladder.leader), number)
    sends_on(complainant, number)
    steps_aside(opens(ladder.coordinator), number)
    assert all_there_is(near, number) == before
    lies_with_the_manager(opens(ladder.manager), complainant, number)
    promises_on_paper(opens(ladder.chair), ladder, number)
    is_content(complainant, number)
    assert all_there_is(near, number)[-1] == before[-1]


def it_is(day: date) -> None:
    """The clock of this house; each day on the way has its daily job."""
    its = clock.the_clock()
    its.movable = True
    its.move(at_ten(day) - clock.real_now())


def days_pass(until: date) -> None:
    while clock.today() < until:
        it_is(clock.today() + timedelta(days=1))
        daily.run_when_due()


def at_ten(day: date) -> datetime:
    return datetime.combine(day, time(10), tzinfo=clock.OSLO)


def all_there_is(somebody: Somebody, number: int) -> list[str]:
    """Home, inbox and the complaint, but for the time when one is signed out."""
    shown = []
    for path in ("/min/", "/min/innboks", f"/min/klage/{number}"):
        somebody.goes_to(path)
        words = somebody.page.locator("html").inner_text()
        shown.append(re.sub(r"logget ut kl\. [\d.]+", "", words))
    return shown


# The participant


def files(somebody: Somebody, *, without: Person) -> int:
    page = somebody.page
    somebody.goes_to("/klage")
    somebody.follows("Start klagen")
    somebody.sees("Steg 1 av 6")
    page.get_by_label("Hva har skjedd?").fill(TEXT)
    somebody.goes_on(2)
    page.get_by_label("Hva ønsker du").fill(WISH)
    somebody.goes_on(3)
    page.get_by_label("Ingen person").check()
    page.get_by_label(without.name).check()
    somebody.presses("Forrige steg")
    somebody.sees("Steg 2 av 6")
    assert page.get_by_label("Hva ønsker du").input_value() == WISH
    somebody.goes_on(3)
    comes_back_to_the_draft(somebody)
    assert page.get_by_label(without.name).is_checked()
    somebody.goes_on(4)
    somebody.goes_on(5)
    page.get_by_label("På papir").check()
    somebody.goes_on(6)
    somebody.sees(TEXT)
    somebody.sees(without.name)
    somebody.presses("Send klagen")
    return keeps_the_receipt(somebody)


def comes_back_to_the_draft(somebody: Somebody) -> None:
    somebody.presses("Lagre og fortsett senere")
    somebody.sees("Utkastet slettes mandag 1. desember")
    somebody.follows("Fortsett på klagen")
    somebody.reads("Du har noe du ikke har sendt")
    somebody.follows("Fortsett på klagen")
    somebody.sees("Steg 3 av 6")


def keeps_the_receipt(somebody: Somebody) -> int:
    somebody.reads("Klagen er sendt")
    somebody.sees("Du får beskjed senest torsdag 20. november")
    somebody.sees("Du får svar senest mandag 1. desember")
    somebody.follows("Se klagen")
    somebody.sees(TEXT)
    return int(somebody.page.url.rpartition("/")[2])


def sends_on(somebody: Somebody, number: int) -> None:
    somebody.goes_to("/min/")
    somebody.sees("Du har fått svar. Velg innen mandag 8. desember")
    somebody.follows(f"Klage {number}")
    somebody.sees("Lista er laget for måneden.")
    somebody.follows("Send videre")
    somebody.page.get_by_label("Hvorfor er du ikke enig?").fill("Jeg spurte.")
    somebody.presses("Send videre")
    somebody.sees("Klagen er sendt videre.")


def is_content(somebody: Somebody, number: int) -> None:
    somebody.goes_to(f"/min/klage/{number}")
    somebody.sees("Lista henges opp hver fredag.")
    somebody.presses("Jeg er fornøyd")
    somebody.sees("Så bra. Klagen er ferdig.")
    days_pass(PROMISED)
    somebody.goes_to("/min/")
    somebody.sees("Er det gjort? Fristen var fredag 12. desember")
    somebody.follows(f"Klage {number}")
    somebody.sees("Er det gjort?")
    somebody.presses("Ja")
    somebody.sees("Takk. Svaret ditt er lagret.")


# Those who answer


def finds(somebody: Somebody, number: int, due: str) -> None:
    somebody.follows("Saker som venter på meg")
    somebody.sees(due)
    somebody.follows(f"Klage {number}")
    somebody.sees("Det har kommet en klage. Det er ikke farlig")
    assert TEXT not in somebody.page.content()


def says_no(leader: Somebody, number: int) -> None:
    finds(leader, number, "Fristen er torsdag 20. november")
    leader.presses("Nei, jeg kan svare")
    leader.sees(TEXT)
    leader.follows("Si at du har fått den")
    leader.presses("Send beskjeden")
    leader.sees("Lagret. Skriv ut til konvolutten, så deltakeren får vite det.")
    leader.follows("Gi svar")
    leader.page.get_by_label("Nei", exact=True).check()
    leader.page.get_by_label("Hvorfor?").fill("Lista er laget for måneden.")
    looks_over_and_sends(leader)


def looks_over_and_sends(somebody: Somebody) -> None:
    somebody.presses("Gå videre")
    somebody.reads("Slik ser deltakeren svaret")
    somebody.sees("Teksten er lett å lese.")
    somebody.presses("Send svaret")
    somebody.sees("Lagret. Skriv ut til konvolutten, så deltakeren får vite det.")


def steps_aside(coordinator: Somebody, number: int) -> None:
    """Nobody else at this step may read it: the other coordinator is excluded."""
    finds(coordinator, number, "Fristen er torsdag 20. november")
    coordinator.presses("Ja, send den til en annen")
    coordinator.sees("Takk for at du sa fra. Du ser ikke klagen lenger.")


def lies_with_the_manager(
    manager: Somebody, complainant: Somebody, number: int
) -> None:
    finds(manager, number, "Fristen er torsdag 20. november")
    days_pass(TOO_LATE - timedelta(days=1))
    complainant.goes_to(f"/min/klage/{number}")
    complainant.sees("Klagen går videre til styrelederen tirsdag 25. november")
    days_pass(TOO_LATE)
    manager.goes_to(f"/min/klage/{number}")
    manager.reads("Vi finner ikke siden")


def promises_on_paper(chair: Somebody, ladder: Ladder, number: int) -> None:
    page = chair.page
    finds(chair, number, "Fristen er torsdag 4. desember")
    chair.presses("Nei, jeg kan svare")
    chair.follows("Gi svar")
    page.get_by_label("Ja", exact=True).check()
    page.get_by_label("Hva gjør dere?").fill("Lista henges opp hver fredag.")
    page.get_by_label("Hvem gjør det?").fill(ladder.leader.name)
    end_reading()
    page.get_by_label("Når er det gjort?").fill(PROMISED.strftime("%d.%m.%Y"))
    looks_over_and_sends(chair)
    chair.follows("Skriv ut til konvolutten")
    chair.reads(f"Brev om klage {number}")
    chair.sees("Lista henges opp hver fredag.")
    assert TEXT not in page.content()
