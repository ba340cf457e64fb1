"""The agenda: drawn up, looked over, laid out for everybody, and added to."""

from datetime import date

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.agenda import Agenda
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Origin, State
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, answer, lay_out, meet
from tests.visitor import Visit, form_to

pytestmark = on_sqlite
CHANGED = "Sakslista er endret mens du leste. Se over på nytt."
LOCKED = "Sakslista er lagt ut. Nå kan du bare legge til saker."
NOT_THERE = "Saken står ikke på sakslista nå. Se over på nytt."


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def standing_on(meeting: Meeting) -> list[str]:
    found = [it.visit for it in meeting.points if it.is_matter]
    return [it.matter.title for it in found if it]


def planned(body: Body, *visits: Consideration) -> Meeting:
    meeting = meet(body)
    for visit in visits:
        meeting.add(visit)
    db.session.commit()
    return meeting


def place_of(meeting: Meeting, door: str = "") -> str:
    return f"/min/mote/{meeting.id}/saksliste{door}"


def roots(house: Travelling, *titles: str) -> list[Consideration]:
    return [house.raised(title=it).root for it in titles]


def test_it_is_drawn_up_looked_over_and_then_there_for_everybody(
    visit: Visit, house: Travelling
) -> None:
    kept, left = roots(house, "Pauser", "Benker")
    meeting = planned(house.forum)
    reader, leading = visit(as_=house.chair), visit(as_=house.representative)
    here, out = place_of(meeting), place_of(meeting, "/legg-ut")
    assert "Sakslista er ikke lagt ut ennå." in reader.get(here).text
    added = leading.post(f"{here}/legg-til", {"point": kept.id})
    assert added.location.endswith(f"/saksliste#sak-{kept.id}")
    shown = leading.get(here).text
    assert "Saken er lagt til. Den er nummer 2." in shown
    assert "Brukt tid: 35 av 60 minutter." in shown
    checked = leading.get(out)
    assert "Sakslista blir synlig for alle." in checked.text
    assert ("Pauser" in checked.text, "Benker" in checked.text) == (True, False)
    assert "Pauser" not in reader.get(here).text
    assert leading.post(out, form_to(out, checked).fields).status_code == 303
    db.session.expire_all()
    assert (kept.matter.is_published, left.matter.is_published) == (True, False)
    page = reader.get(here).text
    assert ("Pauser" in page, "Benker" in page) == (True, False)


def test_an_empty_agenda_can_be_laid_out(visit: Visit, house: Travelling) -> None:
    meeting = planned(house.forum)
    out = place_of(meeting, "/legg-ut")
    assert visit(as_=house.representative).submit(out).status_code == 303
    db.session.expire_all()
    assert meeting.has_agenda


def test_of_an_anonymous_suggestion_it_says_no_more(
    visit: Visit, house: Travelling, travel_to: TravelTo
) -> None:
    meeting = meet(house.forum)
    travel_to(f"{meeting.day} 08:00")
    matter = Matter.raised(
        house.forum, "Kaffe", "Mer kaffe.", Origin.ANONYMOUS_SUGGESTION
    )
    named = house.raised(title="Pauser")
    db.session.commit()
    meeting.add(matter.root)
    meeting.add(named.root)
    late = [it.came_late for it in meeting.matters]
    assert late == [False, True], "of a suggestion no day is told"
    page = visit(as_=house.representative).get(place_of(meeting)).text
    assert "Fra et anonymt forslag." in page
    assert page.count("Kom sent.") == 1


def test_only_who_leads_it_draws_it_up(visit: Visit, house: Travelling) -> None:
    [root] = roots(house, "Pauser")
    meeting = planned(house.forum, root)
    for other in (house.participant, house.manager, house.work_leader):
        visitor = visit(as_=other)
        page = visitor.get(place_of(meeting)).text
        assert ("Lag saksliste" in page, "Pauser" in page) == (False, False)
        assert visitor.get(place_of(meeting, "/legg-ut")).status_code == 403
        moved = visitor.post(place_of(meeting, "/flytt"), {"point": root.id})
        assert moved.status_code == 403


def test_of_two_who_lay_it_out_the_second_is_told(
    visit: Visit, house: Travelling
) -> None:
    [root] = roots(house, "Pauser")
    meeting = planned(house.forum, root)
    out = place_of(meeting, "/legg-ut")
    one, other = visit(as_=house.representative), visit(as_=house.deputy)
    ready = form_to(out, other.get(out)).fields
    assert one.submit(out).status_code == 303
    late = other.post(out, ready)
    assert (late.status_code, LOCKED in late.text) == (409, True)
    db.session.expire_all()
    assert [it.deed.value for it in root.matter.events] == ["raised", "scheduled"]


def test_what_was_withdrawn_meanwhile_is_not_laid_out_unseen(
    visit: Visit, house: Travelling
) -> None:
    root, other = roots(house, "Pauser", "Benker")
    meeting = planned(house.forum, root, other)
    out, leading = place_of(meeting, "/legg-ut"), visit(as_=house.representative)
    fields = form_to(out, leading.get(out)).fields
    root.matter.withdraw()
    db.session.commit()
    refused = leading.post(out, fields)
    assert (refused.status_code, CHANGED in refused.text) == (409, True)
    for door in ("/flytt", "/utsett"):
        gone = leading.post(place_of(meeting, door), {"point": root.id})
        assert (gone.status_code, NOT_THERE in gone.text) == (409, True), door
    again = leading.post(out, form_to(out, refused).fields)
    assert again.status_code == 303
    db.session.expire_all()
    assert standing_on(meeting) == ["Benker"]


def test_where_the_agenda_is_enough_no_answer_comes_back_unseen(
    visit: Visit, house: Travelling
) -> None:
    visits = [house.at(house.kim_forum, house.team).considerations[-1] for _ in "ab"]
    meeting = meet(house.kim_forum)
    answer(visits[0])
    db.session.commit()
    out, leading = place_of(meeting, "/legg-ut"), visit(as_=house.manager)
    seen = form_to(out, leading.get(out)).fields
    answer(visits[1])
    db.session.commit()
    assert leading.post(out, seen).status_code == 409
    db.session.expire_all()
    assert [it.state for it in visits] == [State.ANSWERED, State.ANSWERED]
    assert leading.submit(out).status_code == 303
    db.session.expire_all()
    assert [it.state for it in visits] == [State.READ_OUT, State.READ_OUT]


def test_a_button_moves_the_matter_it_names_whatever_another_did(
    visit: Visit, house: Travelling
) -> None:
    first, second, third = roots(house, "Pauser", "Benker", "Lys")
    meeting = planned(house.forum, first, second, third)
    door, leading = place_of(meeting, "/flytt"), visit(as_=house.representative)
    meeting.move(third, up=True)
    db.session.commit()
    moved = leading.post(door, {"point": third.id, "to": "up"})
    assert moved.status_code == 303
    assert "Saken er nå nummer 2." in leading.get(place_of(meeting)).text
    db.session.expire_all()
    assert standing_on(meeting) == ["Lys", "Pauser", "Benker"]
    again = leading.post(door, {"point": third.id, "to": "up"})
    assert (again.status_code, "Saken står øverst fra før." in again.text) == (
        409,
        True,
    )


def test_with_htmx_the_list_is_swapped_and_says_where_it_went(
    visit: Visit, house: Travelling
) -> None:
    first, second = roots(house, "Pauser", "Benker")
    meeting = planned(house.forum, first, second)
    moved = visit(as_=house.representative).post(
        place_of(meeting, "/flytt"),
        {"point": second.id, "to": "up"},
        headers={"HX-Request": "true"},
    )
    assert moved.text.lstrip().startswith('<section id="drawn-up"')
    assert "Saken er nå nummer 2." in moved.text
    assert f'id="down-{second.id}" autofocus' in moved.text, "it can't go further up"


def test_what_is_put_off_waits_for_its_meeting_and_says_why_the_second_time(
    visit: Visit, house: Travelling
) -> None:
    [root] = roots(house, "Pauser")
    meeting, later = planned(house.forum, root), meet(house.forum, date(2025, 12, 2))
    door, leading = place_of(meeting, "/utsett"), visit(as_=house.representative)
    page = f"{door}?point={root.id}"
    assert leading.submit(door, {"to": "99999"}, page=page).status_code == 422
    sent = leading.submit(door, {"to": str(later.id)}, page=page)
    assert sent.status_code == 303
    assert "tirsdag 2. desember" in leading.get(place_of(meeting)).text
    db.session.expire_all()
    assert (standing_on(meeting), root.not_before) == ([], later.day)
    meeting.add(root)
    db.session.commit()
    again = leading.submit(door, {"to": "later"}, page=page)
    assert "Saken er utsatt før. Skriv hvorfor." in again.text
    known = leading.submit(door, {"to": "later", "why": "Vi venter."}, page=page)
    assert known.status_code == 303
    told = visit(as_=house.participant).get(f"/min/sak/2025-{root.matter.ordinal}").text
    assert "Deltakerforum utsatte saken til et senere møte." in told
    assert "Vi venter." in told


@pytest.mark.parametrize("minutes", ["0", "181", "ti", "9" * 5000, "\0"])
def test_a_time_that_cannot_be_is_refused(
    minutes: str, visit: Visit, house: Travelling
) -> None:
    meeting = planned(house.forum)
    door = place_of(meeting, "/endre")
    page, leading = f"{door}?point=open_floor", visit(as_=house.representative)
    refused = leading.submit(door, {"minutes": minutes}, page=page)
    assert refused.status_code == 422
    assert "Skriv hvor mange minutter, 1 til 180." in refused.text


def test_a_point_gets_its_time_and_a_new_matter_its_headline(
    visit: Visit, house: Travelling
) -> None:
    [root] = roots(house, "Pauser")
    meeting = planned(house.forum, root)
    door, leading = place_of(meeting, "/endre"), visit(as_=house.representative)
    page = f"{door}?point={root.id}"
    typed = {"minutes": "50", "title": "Lengre pauser", "presenter": "i"}
    assert leading.submit(door, typed, page=page).status_code == 303
    assert "Sakslista er 10 minutter for lang." in leading.get(place_of(meeting)).text
    db.session.expire_all()
    assert (root.matter.title, meeting.matters[0].minutes) == ("Lengre pauser", 50)
    lay_out(house.forum)
    db.session.commit()
    locked = leading.post(door, typed | {"point": root.id, "wish": "talk"})
    assert (locked.status_code, LOCKED in locked.text) == (409, True)


def test_a_headline_that_everybody_has_read_stays(house: Travelling) -> None:
    matter = house.published()
    with pytest.raises(RuleBroken, match="Saken er lagt ut"):
        matter.rename("Noe annet")


def test_what_nobody_came_to_can_be_moved_before_anything_else_was_changed(
    visit: Visit, house: Travelling
) -> None:
    one, two = roots(house, "Pauser", "Benker")
    earlier = meet(house.forum, clock.today())
    Agenda.of(earlier).lay_out([one, two])
    earlier.open()
    earlier.finish(house.representative, [])
    meeting = planned(house.forum)
    leading = visit(as_=house.representative)
    page = leading.get(place_of(meeting)).text
    assert page.count("Kom ikke med sist.") == 2
    assert (
        leading.post(
            place_of(meeting, "/flytt"), {"point": two.id, "to": "up"}
        ).status_code
        == 303
    )
    db.session.expire_all()
    assert standing_on(meeting) == ["Benker", "Pauser"]


def test_a_matter_stands_on_one_agenda_and_of_its_own_body(
    visit: Visit, house: Travelling
) -> None:
    [root] = roots(house, "Pauser")
    planned(house.forum, root)
    later = meet(house.forum, date(2025, 12, 2))
    elsewhere = house.raised(house.kim_forum).root
    door, leading = place_of(later, "/legg-til"), visit(as_=house.representative)
    twice = leading.post(door, {"point": root.id})
    assert twice.status_code == 409
    assert "Saken står på sakslista til et annet møte." in twice.text
    for odd in (elsewhere.id, "\0", "🙂" * 10_000, "-1", "²", "9" * 5000, ""):
        assert leading.post(door, {"point": odd}).status_code == 404, odd


def test_once_laid_out_more_is_added_and_marked(
    visit: Visit, house: Travelling
) -> None:
    meeting = planned(house.forum)
    lay_out(house.forum)
    [root] = roots(house, "Pauser")
    leading = visit(as_=house.representative)
    here = place_of(meeting)
    assert "Flytt opp" not in leading.get(here).text
    leading.submit(f"{here}/legg-til", {}, page=here)
    db.session.expire_all()
    assert root.matter.is_published
    assert meeting.matters[0].came_late


def test_an_agenda_of_sixty_points_is_read_and_warned_of(
    visit: Visit, house: Travelling
) -> None:
    meeting = planned(house.forum, *roots(house, *(f"Sak {it}" for it in range(58))))
    page = visit(as_=house.representative).get(place_of(meeting)).text
    assert "Sakslista er 830 minutter for lang." in page
    assert page.count("Flytt ned") == 57


def test_an_earlier_meeting_takes_nothing_off_an_agenda_that_is_laid_out(
    house: Travelling,
) -> None:
    later = meet(house.forum, date(2025, 12, 2))
    promised = house.published()
    house.raised(title="Benker")
    earlier = meet(house.forum)
    assert promised.root not in Agenda.of(earlier).to_add
    lay_out(house.forum)
    assert standing_on(later) == ["Pauser"]
    assert standing_on(earlier) == ["Benker"]


def test_what_was_left_over_stands_first_also_once_it_is_laid_out(
    house: Travelling, travel_to: TravelTo
) -> None:
    fresh, left_over = roots(house, "Pauser", "Benker")
    Agenda.of(meet(house.forum)).lay_out([left_over])
    travel_to("2025-11-20 10:00")
    meeting = meet(house.forum)
    agenda = Agenda.of(meeting)
    assert (agenda.carried, agenda.to_add) == ([left_over], [fresh])
    lay_out(house.forum)
    assert standing_on(meeting) == ["Benker", "Pauser"]


def test_what_was_answered_meanwhile_leaves_an_agenda_that_is_drawn_up(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter = house.published()
    travel_to("2025-11-20 10:00")
    meeting = planned(house.forum, matter.root)
    assert standing_on(meeting) == ["Pauser"]
    answer(matter.root)
    assert standing_on(meeting) == []
