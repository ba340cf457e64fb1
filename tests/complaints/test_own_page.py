"""The complainant's page always says who has it, until when, and what can be done."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest

from kimvoice.complaints import daily, standstill
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, Reader, State, Verdict
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import CLOSING_DAYS
from kimvoice.people.models import RoleKind
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Ladder, Make
from tests.reading import read
from tests.visitor import Visit

INTERNAL = "Ring NAV om dette."


@dataclass(frozen=True)
class Case:
    ladder: Ladder
    complaint: Complaint
    visit: Visit

    def reads(self, path: str = "") -> str:
        url = f"/min/klage/{self.complaint.number}{path}"
        answer = self.visit(as_=self.complaint.complainant).get(url)
        assert answer.status_code == 200
        shown = read(answer.text)
        assert shown.mistakes == []
        return shown.page.words

    @property
    def leader(self) -> str:
        return f"Arbeidslederen, {self.ladder.leader.name}, har klagen."


@pytest.fixture
def filed(make: Make, visit: Visit, travel_to: TravelTo) -> Any:
    """On Monday 17 November 2025."""

    def file(state: State = State.SENT, **more: Any) -> Case:
        ladder = make.ladder()
        by = make.participant(department=ladder.department)
        return Case(ladder, make.complaint(state, by=by, **more), visit)

    return file


on_sqlite = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""What is only text on a page: the same rows give the same words."""

NEXT = [
    (
        State.SENT,
        "Du får beskjed senest torsdag 20. november."
        " Du får svar senest mandag 1. desember.",
    ),
    (State.RECEIVED, "Du får svar senest mandag 1. desember."),
    (
        State.WAITING,
        "Du er spurt om noe. Svar innen mandag 1. desember."
        " Svarer du ikke, går arbeidet videre uten. Klagen blir ikke lukket."
        " Dager da klagen venter på deg, kommer i tillegg til fristen.",
    ),
    (
        State.ANSWERED,
        "Du velger. Er du ikke enig, kan du sende klagen videre"
        " fram til mandag 8. desember."
        " Gjør du ingenting, hviler den. Du kan åpne den igjen.",
    ),
    (
        State.CLOSED,
        "Du er fornøyd, og klagen er ferdig."
        " Du kan åpne den igjen fram til tirsdag 17. november 2026.",
    ),
    (
        State.WITHDRAWN,
        "Du har trukket klagen. Bare du kan åpne den."
        " Du kan angre til mandag 1. desember."
        " Den slettes etter tirsdag 17. februar 2026.",
    ),
]


@on_sqlite
@pytest.mark.parametrize(("state", "said"), NEXT)
def test_what_comes_next_is_said_with_its_day(
    filed: Any, state: State, said: str
) -> None:
    it = filed(state)
    page = it.reads()
    assert said in page
    assert str(it.complaint.standing.label) in page
    assert (it.leader in page) == it.complaint.awaits_answer


def test_sent_on_it_says_who_has_it_now(filed: Any) -> None:
    it = filed(State.ESCALATED)
    page = it.reads()
    assert f"Koordinatoren, {it.ladder.coordinator.name}, har klagen." in page
    assert "Du får svar senest mandag 1. desember." in page
    assert "Skjer det ikke i tide, går klagen videre til daglig leder." in page


def test_late_it_says_when_it_climbs_and_that_it_can_be_stopped(
    filed: Any, travel_to: TravelTo
) -> None:
    it = filed(State.RECEIVED)
    for day in range(24, 29):
        travel_to(f"2025-11-{day} 10:00")
        daily.run_when_due()
    for day in (1, 2):
        travel_to(f"2025-12-0{day} 10:00")
        daily.run_when_due()
    page = it.reads()
    assert "Forsinket" in page
    assert "Fristen gikk ut mandag 1. desember. Beklager." in page
    assert "Klagen går videre til koordinatoren torsdag 4. desember." in page
    assert "Send nå Ikke send videre av seg selv" in page
    it.complaint.stay()
    db.session.commit()
    page = it.reads()
    assert "Du har stoppet klagen her. Den er fortsatt forsinket." in page
    assert "Send videre likevel La den gå videre av seg selv" in page
    assert "torsdag 4. desember" not in page


def test_on_the_day_it_climbs_it_says_so_before_it_has_moved(
    filed: Any, travel_to: TravelTo
) -> None:
    it = filed(State.RECEIVED)
    travel_to("2025-12-04 00:01")
    assert "Klagen går videre til koordinatoren i dag." in it.reads()


@on_sqlite
@pytest.mark.parametrize("path", ["", "/skriv-ut"])
def test_once_it_has_climbed_it_can_be_read_as_before(
    path: str, filed: Any, travel_to: TravelTo
) -> None:
    it = filed()
    travel_to("2025-11-25 10:00")
    daily.run_when_due()
    assert it.complaint.handler == it.ladder.coordinator
    page = it.reads(path)
    assert "Klagen gikk videre av seg selv" in page
    assert f"Koordinatoren, {it.ladder.coordinator.name}, har klagen." in page


def test_late_at_the_last_step_it_names_those_outside(
    filed: Any, travel_to: TravelTo
) -> None:
    it = filed(first=4)
    assert "Arbeidstilsynet" not in it.reads()
    travel_to("2025-12-01 10:00")
    page = it.reads()
    assert "Styrelederen har ikke svart." in page
    assert "Du kan også spørre noen utenfor KIM-senteret." in page
    assert "Arbeidstilsynet" in page
    assert "Send nå" not in page


def test_a_standstill_is_told(filed: Any, travel_to: TravelTo) -> None:
    it = filed(State.RECEIVED)
    daily.run_when_due()
    travel_to("2025-12-15 10:00")
    still = standstill.today()
    assert still is not None
    page = it.reads()
    assert "Siden har stått stille siden mandag 17. november." in page
    assert "Ingen klage går videre av seg selv før torsdag 18. desember." in page


def test_more_time_is_told_with_its_reason(filed: Any) -> None:
    it = filed(State.RECEIVED)
    it.complaint.extend(it.ladder.leader, date(2025, 12, 8), "Jeg var syk.")
    page = it.reads()
    assert "Arbeidslederen har tatt mer tid." in page
    assert "Du kan vente, eller sende klagen videre nå." in page
    assert "Jeg var syk." in page
    assert "Du får svar senest mandag 8. desember." in page
    assert "Først var fristen" not in page


def test_a_later_closing_day_is_told_with_both_dates(filed: Any) -> None:
    it = filed(State.RECEIVED)
    assert "Først var fristen" not in it.reads()
    CLOSING_DAYS.choose(frozenset({date(2025, 11, 24)}), "Prøve", clock.today())
    page = it.reads()
    assert "Du får svar senest tirsdag 2. desember." in page
    assert (
        "Først var fristen mandag 1. desember. Nå er den tirsdag 2. desember."
        " Huset er stengt dager som ikke var kjent da." in page
    )


def test_a_wait_that_is_over_gives_a_new_day(filed: Any, travel_to: TravelTo) -> None:
    it = filed(State.WAITING)
    travel_to("2025-11-19 10:00")
    it.complaint.write("Det var tirsdag.")
    page = it.reads()
    assert "Du får svar senest onsdag 3. desember." in page
    assert "Huset er stengt dager" not in page


def test_resting_it_can_be_opened_until_it_is_deleted(
    filed: Any, travel_to: TravelTo
) -> None:
    it = filed(State.ANSWERED)
    travel_to("2025-12-09 10:00")
    page = it.reads()
    assert "Klagen hviler fra tirsdag 9. desember." in page
    assert "Du kan åpne den igjen fram til onsdag 9. desember 2026." in page
    assert "Den slettes etter onsdag 9. desember 2026." in page


def test_the_last_answer_leads_to_those_outside(filed: Any) -> None:
    page = filed(State.ANSWERED, first=4).reads()
    assert "Styrelederen har gitt sitt siste svar." in page
    assert "Du kan også spørre noen utenfor KIM-senteret." in page
    assert "Send videre" not in page


def test_when_nobody_may_answer_it_leads_outside(filed: Any) -> None:
    it = filed(State.RECEIVED)
    for role in (it.ladder.deputy_chair, it.ladder.chair):
        role.leave(date(2025, 11, 14))
    it.ladder.coordinator.leave(date(2025, 11, 14))
    it.ladder.manager.leave(date(2025, 11, 14))
    it.ladder.leader.leave(date(2025, 11, 14))
    page = it.reads()
    assert "Ingen i huset kan svare på klagen nå." in page
    assert "Arbeidstilsynet" in page


def test_after_three_months_those_outside_are_named(
    filed: Any, travel_to: TravelTo
) -> None:
    it = filed(State.RECEIVED)
    it.complaint.stay()
    travel_to("2026-02-18 10:00")
    page = it.reads()
    assert "Du har ventet mer enn tre måneder på svar. Beklager." in page
    assert "Arbeidstilsynet" in page


def test_skipped_steps_say_why_and_those_not_used_when_they_would_answer(
    make: Make, visit: Visit, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    about = Case(ladder, make.complaint(by=by, about=ladder.leader), visit).reads()
    assert (
        "Steg 1: Arbeidslederen Hoppet over, på grunn av hvem klagen gjelder." in about
    )
    chosen = Case(ladder, make.complaint(State.ANSWERED, by=by, first=2), visit).reads()
    assert "Steg 1: Arbeidslederen Hoppet over, du valgte det." in chosen
    assert "Steg 2: Koordinatoren Svar gitt." in chosen
    unused = "Ikke brukt. Sender du i dag, får du svar senest mandag 1. desember."
    assert f"Steg 3: Daglig leder {unused}" in chosen
    assert "Steg 4: Styrelederen Ikke brukt. " in chosen
    assert chosen.count("Ikke brukt. Sender du i dag") == 1


@pytest.mark.parametrize("answered", [True, False])
@pytest.mark.parametrize("first", [1, 3])
def test_the_day_that_is_told_before_sending_on_is_the_day_afterwards(
    filed: Any, travel_to: TravelTo, first: int, answered: bool
) -> None:
    """Also near the end of the three months: after an answer they begin anew.

    Seven working days are left to whoever has just got it.
    """
    complaint = filed(State.RECEIVED, first=first).complaint
    complaint.stay()
    travel_to("2026-02-09 10:00")
    if answered:
        complaint.give(complaint.handler, Verdict.NOT_UPHELD, reason="Nei.")
    told = complaint.answer_by_if_sent_on
    complaint.escalate()
    assert complaint.current.answer_by == told
    assert (told > date(2026, 2, 18)) == answered


def test_the_deputy_of_the_chair_is_called_by_that_name(
    make: Make, visit: Visit, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    page = Case(ladder, make.complaint(by=by, about=ladder.chair), visit).reads()
    assert f"Nestlederen i styret, {ladder.deputy_chair.name}, har klagen." in page
    assert "Steg 4: Nestlederen i styret" in page


@on_sqlite
@pytest.mark.parametrize("path", ["", "/skriv-ut"])
def test_what_climbed_by_itself_is_told(
    filed: Any, travel_to: TravelTo, path: str
) -> None:
    it = filed()
    travel_to("2025-11-25 10:00")
    assert it.complaint.climb()
    db.session.commit()
    assert "Klagen gikk videre av seg selv" in it.reads(path)


@on_sqlite
@pytest.mark.parametrize("path", ["", "/skriv-ut"])
def test_the_course_is_told_and_what_is_internal_never(filed: Any, path: str) -> None:
    it = filed(State.RECEIVED, text="Ingen pause.", wish="Pause kl. 11.")
    leader = it.ladder.leader
    it.complaint.note(leader, INTERNAL, Reader.HANDLERS)
    it.complaint.note(leader, "Kom innom meg.", Reader.COMPLAINANT)
    it.complaint.talk(leader, date(2025, 11, 17))
    it.complaint.write("Jeg kommer.")
    it.complaint.give(leader, **Make.upheld(reason="Du har rett."))
    page = it.reads(path)
    for said in (
        "mandag 17. november Du sendte klagen Ingen pause. Dette ønsker du:"
        " Pause kl. 11.",
        f"{leader.name} har fått klagen Jeg har fått klagen din.",
        f"{leader.name} har sagt ja til å svare",
        f"{leader.name} skrev til deg Kom innom meg.",
        f"{leader.name} og du snakket sammen mandag 17. november",
        "Du skrev Jeg kommer.",
        f"{leader.name} svarte på klagen Er vi enige? Ja",
        "Vi lager en ny vaktliste.",
    ):
        assert said in page, said
    assert INTERNAL not in page
    assert "2025-11-17" not in page


def test_every_act_has_its_line(filed: Any) -> None:
    it = filed(State.RECEIVED)
    leader = it.ladder.leader
    for act in Act:
        it.complaint._enter(act, leader, "2025-11-16", Reader.COMPLAINANT)
    assert it.reads().count(leader.name) > len(Act) / 3


def test_a_no_stands_with_its_reason(filed: Any) -> None:
    it = filed(State.RECEIVED)
    it.complaint.give(it.ladder.leader, Verdict.NOT_UPHELD, reason="Det var fri.")
    page = it.reads()
    assert "Er vi enige? Nei" in page
    assert "Hvorfor Det var fri." in page
    assert "Hvem gjør det" not in page


def test_the_page_is_for_the_complainant_alone(make: Make, filed: Any) -> None:
    it = filed(State.RECEIVED)
    url = f"/min/klage/{it.complaint.number}"
    others = [it.ladder.coordinator, it.ladder.manager, make.participant()]
    others.append(make.person(RoleKind.ADMINISTRATOR))
    for other in others:
        visitor = it.visit(as_=other)
        for path in ("", "/skriv-ut", "/skriv", "/videre", "/trekk"):
            assert visitor.get(url + path).status_code == 404, path
    leader = it.visit(as_=it.ladder.leader)
    assert leader.get(url).status_code == 200
    assert leader.get(f"{url}/skriv-ut").status_code == 403


def test_the_print_ends_with_those_outside_and_its_title_has_no_name(
    filed: Any,
) -> None:
    it = filed(State.ANSWERED)
    name = it.complaint.complainant.name
    url = f"/min/klage/{it.complaint.number}/skriv-ut"
    page = it.visit(as_=it.complaint.complainant).get(url)
    assert f"<title>Klage {it.complaint.number} – KIM voice</title>" in page.text
    words = read(page.text).page.words
    assert f"Klagen er sendt av {name}." in words
    assert "Siden viser klagen slik den var mandag 17. november 2025." in words
    assert words.index("Det du har valgt") < words.index("Arbeidstilsynet")


def test_my_complaints_are_on_the_menu_of_those_who_can_have_one(
    make: Make, filed: Any, travel_to: TravelTo
) -> None:
    it = filed()
    mine = it.visit(as_=it.complaint.complainant).get("/min/klager")
    assert f"Klage {it.complaint.number}" in mine.text
    assert 'href="/min/klager"' in mine.text
    assert "Start en klage" in mine.text
    manager = it.visit(as_=it.ladder.manager)
    assert 'href="/min/klager"' not in manager.get("/min/").text
    theirs = manager.get("/min/klager").text
    assert "Start en klage" not in theirs
    assert str(it.complaint.number) not in theirs
    it.complaint.complainant.leave(date(2025, 11, 16))
    it.complaint.complainant.take_role(RoleKind.STAFF_MEMBER, since=LONG_AGO)
    still = it.visit(as_=it.complaint.complainant).get("/min/klager").text
    assert f"Klage {it.complaint.number}" in still
    assert "Start en klage" not in still


HOME = [
    (State.SENT, 17, ""),
    (State.SENT, 21, "Forsinket. Fristen gikk ut torsdag 20. november."),
    (State.RECEIVED, 17, ""),
    (State.WAITING, 17, "Du er spurt om noe. Svar innen mandag 1. desember."),
    (State.ANSWERED, 17, "Du har fått svar. Velg innen mandag 8. desember."),
    (State.CLOSED, 17, ""),
    (State.WITHDRAWN, 17, ""),
]


@on_sqlite
@pytest.mark.parametrize(("state", "day", "said"), HOME)
def test_home_says_what_waits_for_me_and_not_what_it_is_about(
    filed: Any, travel_to: TravelTo, state: State, day: int, said: str
) -> None:
    it = filed(state, text="Hemmelig sak.")
    travel_to(f"2025-11-{day} 10:00")
    home = read(it.visit(as_=it.complaint.complainant).get("/min/").text).page.words
    assert ("Nytt til deg" in home) == bool(said)
    assert (f"Klage {it.complaint.number} {said}" in home) == bool(said)
    assert "Hemmelig" not in home
    other = it.visit(as_=it.ladder.manager).get("/min/")
    assert str(it.complaint.number) not in other.text


def test_a_promise_on_its_day_is_asked_about(filed: Any, travel_to: TravelTo) -> None:
    it = filed(State.CLOSED)
    assert "Er det gjort?" not in it.reads()
    travel_to("2025-12-08 10:00")
    page = it.reads()
    assert "Kari Testesen skulle gjøre dette innen mandag 8. desember:" in page
    home = read(it.visit(as_=it.complaint.complainant).get("/min/").text).page.words
    assert "Er det gjort? Fristen var mandag 8. desember." in home


def test_nothing_is_stored_when_a_page_is_read(filed: Any) -> None:
    it = filed(State.RECEIVED)
    before = _rows()
    it.reads()
    it.reads("/skriv-ut")
    assert _rows() == before


def _rows() -> dict[str, int]:
    tables = db.metadata.sorted_tables
    return {it.name: len(db.session.execute(it.select()).all()) for it in tables}
