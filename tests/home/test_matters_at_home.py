"""What of the matters stands at home, in the inbox, and on the page of today."""

import re
from datetime import date

import pytest

from kimvoice.core.db import db
from kimvoice.forum.sittings import sittings_of
from kimvoice.forum.states import Elsewhere, Verdict
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.home.test_inbox import INBOX, lines
from tests.travelling import Travelling, answer, lay_out, meet
from tests.visitor import Visit, Visitor

pytestmark = on_sqlite
LATE = "Svar vi venter på"


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def home(visitor: Visitor) -> str:
    main = visitor.get("/min/").text.partition("<main")[2].partition("</main>")[0]
    return " ".join(main.split())


def test_a_participant_sees_when_the_own_meetings_are(
    house: Travelling, visit: Visit
) -> None:
    meet(house.forum, date(2025, 12, 11))
    meet(house.kim_forum, date(2025, 12, 10))
    db.session.commit()
    participant = visit(as_=house.participant)
    shown = home(participant)
    assert "Neste møte: torsdag 11. desember." in shown
    assert "Avdelingsmøtet i Kafe Nr 19" in shown
    assert "Neste møte er ikke bestemt ennå." in shown
    assert "onsdag 10. desember" not in shown, "KIM-forum is for those who work here"
    assert "Sakslista er lagt ut." not in shown
    lay_out(house.forum)
    db.session.commit()
    assert "Sakslista er lagt ut." in home(participant)


def test_who_sits_in_the_board_sees_that_matters_lie_there(
    house: Travelling, make: Make, visit: Visit
) -> None:
    house.at(house.kim_forum, house.team, house.board)
    house.raised(house.board, "Hemmelig ennå")
    gone = house.at(house.kim_forum, house.team, house.board)
    gone.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "Du kan klage.")
    db.session.commit()
    assert [(it.body, it.lying) for it in sittings_of(house.chair)] == [
        (house.board, 1)
    ]
    member = make.person(RoleKind.BOARD_MEMBER)
    assert "1 sak venter på svar herfra." in home(visit(as_=member))


def test_everybody_sees_a_late_answer_and_nobody_one_that_is_not_laid_out(
    house: Travelling, visit: Visit, travel_to: TravelTo
) -> None:
    visit_late = house.at(house.meeting_of(house.kafe)).considerations[-1]
    house.raised(title="Hemmelig ennå")
    db.session.commit()
    people = (house.participant, house.other_leader, house.chair)
    for person in people:
        assert LATE not in home(visit(as_=person))
    travel_to("2025-12-02 10:00")
    number = visit_late.matter.number
    for person in people:
        shown = home(visit(as_=person))
        assert f"Sak {number}" in shown.partition(LATE)[2]
        assert "Svaret skulle kommet mandag 1. desember." in shown
        assert "Hemmelig ennå" not in shown


def test_a_date_that_was_moved_and_passed_shows_the_first_one_too(
    house: Travelling, visit: Visit, travel_to: TravelTo
) -> None:
    asked = house.at(house.meeting_of(house.kafe)).considerations[-1]
    asked.postpone(house.work_leader, date(2025, 12, 8), "")
    db.session.commit()
    travel_to("2025-12-09 10:00")
    shown = home(visit(as_=house.participant))
    assert "Svaret skulle kommet mandag 8. desember." in shown
    assert "Opprinnelig frist mandag 1. desember." in shown


def test_each_finds_at_home_what_waits(house: Travelling, visit: Visit) -> None:
    answer(house.at(house.kim_forum).considerations[-1], Verdict.YES)
    house.at(house.kim_forum)
    house.raised(title="Mer lys")
    db.session.commit()
    manager = home(visit(as_=house.manager))
    assert "<h2>Saker å svare på</h2>" in manager
    assert "<h2>Lovet i en sak, ikke gjort ennå</h2>" in manager
    reading = home(visit(as_=house.representative))
    assert "<h2>Nye svar</h2>" in reading
    assert "<h2>Før tirsdag 18. november</h2>" not in reading, "it is laid out"
    assert "Ny sak. Ta den med på sakslista." in reading
    assert "<h2>Svar på saken din</h2>" in home(visit(as_=house.participant))
    assert "Mer lys" not in home(visit(as_=house.chair))


def test_matters_stand_in_the_inbox_by_their_date(
    house: Travelling, visit: Visit, travel_to: TravelTo
) -> None:
    late = house.at(house.kim_forum)
    promised = house.at(house.kim_forum)
    [measure] = answer(promised.considerations[-1], Verdict.YES).measures
    travel_to("2025-12-17 10:00")
    db.session.commit()
    leader = visit(as_=house.manager)
    assert lines(leader) == [
        "Over fristen (1)",
        f"Sak {late.number} · KIM-forum Fristen var mandag 1. desember"
        " · Neste: gi svar",
        "Lovet, ikke gjort ennå (1)",
        f"Sak {promised.number} Skal være gjort onsdag 17. desember."
        " · Neste: si om det er gjort",
    ]
    measure.report_done("Planen henger oppe.")
    db.session.commit()
    found = lines(visit(as_=house.representative))
    assert f"Sak {promised.number} Meldt gjort. · Neste: si om det stemmer" in found


def test_the_inbox_is_open_to_whoever_answers_for_a_body(
    house: Travelling, visit: Visit
) -> None:
    for person in (house.representative, house.deputy, house.work_leader, house.chair):
        assert visit(as_=person).get(INBOX).status_code == 200
    assert visit(as_=house.participant).get(INBOX).status_code == 403
    assert INBOX not in visit(as_=house.participant).get("/min/").text


def test_today_names_who_meets_and_nothing_else(
    house: Travelling, visit: Visit
) -> None:
    house.published(title="Pauser")
    before = visit().get("/i-dag").text
    assert "Møter i dag" not in before
    for body in (house.meeting_of(house.kafe), house.forum):
        meet(body, date(2025, 11, 17))
    db.session.commit()
    page = visit().get("/i-dag").text
    names = re.findall("<li>([^<]*)</li>", page.partition("<main")[2])
    assert names == ["Avdelingsmøtet i Kafe Nr 19", "Deltakerforum"]
    assert "Pauser" not in page


def test_the_menu_leads_to_the_meetings_and_the_matters_and_they_to_the_figures(
    house: Travelling, visit: Visit
) -> None:
    participant = visit(as_=house.participant)
    menu = participant.get("/min/").text.partition("<main")[0]
    assert 'href="/min/moter"' in menu
    assert 'href="/min/sak"' in menu
    assert 'href="/min/sak/tall"' in participant.get("/min/sak").text
