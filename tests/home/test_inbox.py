"""«Saker som venter på meg»: numbers and dates, and nothing else."""

import re
from datetime import date

import pytest

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Kept, Reader, State
from kimvoice.core.db import db
from kimvoice.people.models import RoleKind
from kimvoice.suggestions.states import State as SuggestionState
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit, Visitor, without_tokens

INBOX = "/min/innboks"
EMPTY = "Ingen saker venter på deg. Bra!"


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


def lines(visitor: Visitor) -> list[str]:
    """Headings and lines of the page, in their order."""
    main = visitor.get(INBOX).text.split("<main", 1)[1].split("</main>")[0]
    found = re.findall(r"<h2>(.*?)</h2>|<li>(.*?)</li>", main, re.DOTALL)
    bare = (re.sub(r"<[^>]*>", " ", heading or line) for heading, line in found)
    return [" ".join(each.split()) for each in bare]


def test_what_waits_is_in_sections_by_its_date(
    make: Make, visit: Visit, ladder: Ladder, travel_to: TravelTo
) -> None:
    by = make.participant(department=ladder.department)
    late = make.complaint(State.RECEIVED, by=by)
    travel_to("2025-11-25 10:00")
    read = make.complaint(State.RECEIVED, by=by)
    asked = make.complaint(State.WAITING, by=by)
    read.extend(ladder.leader, date(2026, 1, 9), "Kari er syk.")
    db.session.commit()
    travel_to("2025-12-02 10:00")
    soon = make.complaint(by=by)
    suggestion = make.suggestion(
        SuggestionState.PUBLISHED, department=ladder.department
    )
    waits = lines(visit(as_=ladder.leader))
    assert waits == [
        "Over fristen (1)",
        f"Klage {late.number} · steg 1 Fristen var mandag 1. desember · Neste: gi svar",
        "Frist denne uka (1)",
        f"Klage {soon.number} · steg 1 Fristen er fredag 5. desember"
        " · Neste: si at du har fått klagen",
        "Senere (3)",
        f"Klage {asked.number} · steg 1 Fristen er tirsdag 16. desember"
        " · Neste: vent på svar fra deltakeren",
        f"Forslag {suggestion.number} Fristen er mandag 29. desember · Neste: gi svar",
        f"Klage {read.number} · steg 1 Fristen er fredag 9. januar 2026"
        " · Neste: gi svar",
    ]
    travel_to("2025-12-05 23:59")
    assert lines(visit(as_=ladder.leader))[:3] == waits[:3]
    travel_to("2025-12-07 10:00")
    sunday = lines(visit(as_=ladder.leader))
    assert sunday[0] == "Over fristen (2)"
    assert not any(line.startswith("Frist denne uka") for line in sunday)


def test_it_names_nobody_and_quotes_nothing(
    make: Make, visit: Visit, ladder: Ladder
) -> None:
    by = make.participant(department=ladder.department)
    complaint = make.complaint(State.RECEIVED, by=by, text="Kjøttkaker", wish="Pause")
    complaint.note(ladder.leader, "Ring NAV.", Reader.HANDLERS)
    make.suggestion(
        SuggestionState.PUBLISHED, text="Ny samling", department=ladder.department
    )
    page = visit(as_=ladder.leader).get(INBOX).text
    main = page.split("<main", 1)[1].split("</main>")[0]
    for words in (by.name, by.first_name, ladder.department.name, "Kjøttkaker"):
        assert words not in main, words
    for words in ("Pause", "Ring NAV", "Ny samling", ladder.leader.name):
        assert words not in main, words
    assert str(complaint.number) in main


def test_a_reader_is_sent_home_to_what_is_to_be_read(make: Make, visit: Visit) -> None:
    reader = visit(as_=make.representative())
    assert EMPTY in reader.get(INBOX).text
    suggestion = make.suggestion()
    page = reader.get(INBOX).text
    assert "Du har forslag å se på." in page
    assert EMPTY not in page
    assert str(suggestion.number) not in page


def test_what_was_promised_waits_until_it_is_done(
    make: Make, visit: Visit, ladder: Ladder, travel_to: TravelTo
) -> None:
    by = make.participant(department=ladder.department)
    complaint = make.complaint(State.ANSWERED, by=by)
    leader = visit(as_=ladder.leader)
    assert lines(leader) == [
        "Lovet, ikke gjort ennå (1)",
        f"Klage {complaint.number} Skal være gjort mandag 8. desember.",
        "Besvart (1)",
        f"Klage {complaint.number} · steg 1 Du har svart.",
    ]
    travel_to("2025-12-09 10:00")
    leader = visit(as_=ladder.leader)
    assert "Det skulle vært gjort mandag 8. desember." in lines(leader)[1]
    complaint.report(complaint.answers[0], by, Kept.YES)
    assert lines(leader)[0] == "Besvart (1)"
    assert EMPTY in leader.get(INBOX).text


def test_what_the_complainant_writes_after_an_answer_does_not_lie_unseen(
    make: Make, visit: Visit, ladder: Ladder
) -> None:
    by = make.participant(department=ladder.department)
    complaint = make.complaint(State.ANSWERED, by=by)
    other = make.complaint(State.ANSWERED, by=by)
    leader, own = visit(as_=ladder.leader), visit(as_=by)
    quiet = "Du har svart."
    assert lines(leader)[3] == "Besvart (2)"
    page = f"/min/klage/{complaint.number}"
    for promise in (own.get(page).text, own.get(f"{page}/skriv").text):
        assert "Skriver du en melding, leser arbeidslederen den." in promise
        assert "Vil du ha et nytt svar, må du velge «Send videre»." in promise
        assert "Sender du i dag, får du svar senest mandag 1. desember." in promise
    own.submit(f"{page}/skriv", {"words": "Det er ikke gjort."})
    assert lines(leader)[3:] == [
        "Nytt fra deltakeren (1)",
        f"Klage {complaint.number} · steg 1 Deltakeren har skrevet."
        " Du har svart før det.",
        "Besvart (1)",
        f"Klage {other.number} · steg 1 {quiet}",
    ]
    assert "Deltakeren har skrevet. Les under" in leader.get(page).text
    leader.submit(f"{page}/notat", {"words": "Takk.", "reader": "complainant"})
    assert lines(leader)[3] == "Besvart (2)"
    own.submit(f"{page}/fornoyd", page=page)
    closed = own.get(page).text
    assert "må du åpne klagen igjen og velge «Send videre»." in closed
    assert lines(leader)[3] == "Besvart (2)"
    own.submit(f"{page}/apne", page=page)
    assert "Vil du ha et nytt svar, må du velge «Send videre»." in own.get(page).text
    assert "Deltakeren har åpnet klagen igjen. Du har svart" in lines(leader)[4]
    own.submit(f"{page}/fornoyd", page=page)
    assert lines(leader)[3] == "Besvart (2)"


def test_a_message_is_told_of_beside_the_date_too(
    make: Make, visit: Visit, ladder: Ladder
) -> None:
    by = make.participant(department=ladder.department)
    complaint = make.complaint(State.RECEIVED, by=by)
    complaint.write("Det skjedde igjen.")
    db.session.commit()
    leader = visit(as_=ladder.leader)
    assert lines(leader)[1].endswith("Neste: gi svar · Deltakeren har skrevet.")


def test_for_whom_a_complaint_does_not_exist_nothing_changes(
    make: Make, visit: Visit, ladder: Ladder
) -> None:
    by = make.participant(department=ladder.department)
    people = (ladder.leader, ladder.coordinator, ladder.manager, ladder.chair)
    visitors = [visit(as_=person) for person in people]
    pages = (INBOX, "/min/")
    before = [without_tokens(it.get(url)) for it in visitors for url in pages]
    complaint = make.complaint(State.SENT, by=by, about=ladder.chair)
    assert complaint.handler == ladder.deputy_chair
    after = [without_tokens(it.get(url)) for it in visitors for url in pages]
    assert after == before
    assert EMPTY in before[0]
    for visitor in visitors:
        known = visitor.get(f"/min/klage/{complaint.number}")
        unknown = visitor.get(f"/min/klage/{_other(complaint)}")
        assert (known.status_code, unknown.status_code) == (404, 404)
        assert without_tokens(known) == without_tokens(unknown)
    assert str(complaint.number) in visit(as_=ladder.deputy_chair).get(INBOX).text


def test_all_who_owe_answers_have_it_on_the_menu_and_nobody_else(
    make: Make, visit: Visit, ladder: Ladder
) -> None:
    owe = (ladder.leader, ladder.coordinator, ladder.manager, ladder.deputy_chair)
    for person in owe:
        visitor = visit(as_=person)
        assert visitor.get("/min/").text.count(f'href="{INBOX}"') >= 2
        assert EMPTY in visitor.get(INBOX).text
    others = (make.participant(), make.person(RoleKind.ADMINISTRATOR))
    for person in others:
        visitor = visit(as_=person)
        assert INBOX not in visitor.get("/min/").text
        assert visitor.get(INBOX).status_code == 403


def _other(complaint: Complaint) -> int:
    """A number that no complaint has."""
    db.session.rollback()
    return complaint.number + (1 if complaint.number < 99_999 else -1)
