"""The agenda: looked over, laid out for everybody, and read on paper."""

from datetime import date

import pytest

from kimvoice.core.db import db
from kimvoice.forum.agenda import Agenda
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Origin, State
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, answer, lay_out, meet
from tests.visitor import Visit, form_to

FORUM = "/min/moter/deltakerforum/saksliste"
KIM_FORUM = "/min/moter/kim-forum/saksliste"
BY_NOW = "Sakslista er alt lagt ut. Her står den."


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


@on_sqlite
def test_it_is_looked_over_and_then_there_for_everybody(
    visit: Visit, house: Travelling
) -> None:
    kept, left = house.raised(title="Pauser"), house.raised(title="Benker")
    meet(house.forum)
    db.session.commit()
    reader, leading = visit(as_=house.chair), visit(as_=house.representative)
    assert "Sakslista er ikke lagt ut ennå." in reader.get(FORUM).text
    checked = leading.submit(FORUM, {"chosen": [str(kept.root.id)]})
    assert checked.status_code == 200
    assert "Sakslista blir synlig for alle." in checked.text
    assert "Pauser" in checked.text
    assert "Benker" not in checked.text
    db.session.expire_all()
    assert not kept.is_published
    sent = form_to(FORUM, checked).fields | {"confirmed": "yes"}
    assert leading.post(FORUM, sent).status_code == 303
    db.session.expire_all()
    assert (kept.is_published, left.is_published) == (True, False)
    page = reader.get(FORUM).text
    assert "Pauser" in page
    assert "Benker" not in page
    for box in ("Vi er enige", "Utsett", "Nei, eller ikke nå", "Min sak:"):
        assert box in page


@on_sqlite
def test_of_an_anonymous_suggestion_it_says_no_more(
    visit: Visit, house: Travelling
) -> None:
    Matter.raised(house.forum, "Kaffe", "Mer kaffe.", Origin.ANONYMOUS_SUGGESTION)
    lay_out(house.forum)
    db.session.commit()
    page = visit(as_=house.chair).get(FORUM).text
    assert "Fra et anonymt forslag." in page
    assert house.participant.name not in page


@on_sqlite
def test_only_who_leads_it_lays_it_out(visit: Visit, house: Travelling) -> None:
    matter = house.raised()
    meet(house.forum)
    db.session.commit()
    for other in (house.participant, house.manager, house.work_leader):
        visitor = visit(as_=other)
        assert "Lag saksliste" not in visitor.get(FORUM).text
        assert visitor.post(FORUM, {"confirmed": "yes"}).status_code == 403
    db.session.expire_all()
    assert not matter.is_published


def test_of_two_who_lay_it_out_the_second_is_told(
    visit: Visit, house: Travelling
) -> None:
    matter = house.raised()
    meet(house.forum)
    db.session.commit()
    one, other = visit(as_=house.representative), visit(as_=house.deputy)
    ready = form_to(FORUM, other.get(FORUM)).fields | {
        "chosen": [str(matter.root.id)],
        "confirmed": "yes",
    }
    first = form_to(FORUM, one.get(FORUM)).fields
    both = {"chosen": [str(matter.root.id)], "confirmed": "yes"}
    assert one.post(FORUM, first | both).status_code == 303
    for data in (ready, ready | {"chosen": []}):
        late = other.post(FORUM, data)
        assert (late.status_code, BY_NOW in late.text) == (409, True)
    db.session.expire_all()
    assert [it.deed.value for it in matter.events] == ["raised", "scheduled"]


def test_a_matter_that_was_withdrawn_meanwhile_is_not_laid_out(
    visit: Visit, house: Travelling
) -> None:
    matter, other = house.raised(), house.raised(title="Benker")
    meet(house.forum)
    db.session.commit()
    leading = visit(as_=house.representative)
    fields = form_to(FORUM, leading.get(FORUM)).fields
    matter.withdraw()
    db.session.commit()
    both = [str(it.root.id) for it in (matter, other)]
    data = fields | {"chosen": both, "confirmed": "yes"}
    answered = leading.post(FORUM, data)
    assert answered.status_code == 409
    assert "En sak er trukket eller avgjort." in answered.text
    assert "Benker" in answered.text
    db.session.expire_all()
    assert not other.is_published


@on_sqlite
def test_where_the_agenda_is_enough_no_answer_comes_back_unseen(
    visit: Visit, house: Travelling
) -> None:
    visits = [house.at(house.kim_forum, house.team).considerations[-1] for _ in "ab"]
    meet(house.kim_forum)
    answer(visits[0])
    db.session.commit()
    leading = visit(as_=house.manager)
    seen = form_to(KIM_FORUM, leading.get(KIM_FORUM)).fields | {"confirmed": "yes"}
    answer(visits[1])
    db.session.commit()
    assert leading.post(KIM_FORUM, seen).status_code == 409
    db.session.expire_all()
    assert [it.state for it in visits] == [State.ANSWERED, State.ANSWERED]
    now = form_to(KIM_FORUM, leading.get(KIM_FORUM)).fields | {"confirmed": "yes"}
    assert leading.post(KIM_FORUM, now).status_code == 303
    db.session.expire_all()
    assert [it.state for it in visits] == [State.READ_OUT, State.READ_OUT]
    page = leading.get(KIM_FORUM).text
    assert page.count("Lederteam: Nei.") == 2, "they stand on the agenda"
    again = leading.post(KIM_FORUM, now)
    assert (again.status_code, BY_NOW in again.text) == (409, True)


@on_sqlite
def test_without_a_meeting_it_leads_to_the_dates(
    visit: Visit, house: Travelling
) -> None:
    link = 'href="/min/moter/deltakerforum/datoer"'
    leading = visit(as_=house.representative)
    assert link in leading.get(FORUM).text
    assert link not in visit(as_=house.manager).get(FORUM).text
    assert leading.post(FORUM, {}).status_code == 409


@on_sqlite
def test_nothing_that_is_sent_is_too_odd(visit: Visit, house: Travelling) -> None:
    house.raised()
    meet(house.forum)
    db.session.commit()
    leading = visit(as_=house.representative)
    fields = form_to(FORUM, leading.get(FORUM)).fields
    for odd in ("\0", "🙂" * 10_000, "-1", "<script>alert(1)</script>"):
        for name in ("chosen", "meeting", "answers"):
            sent = leading.post(FORUM, fields | {name: odd, "confirmed": "yes"})
            assert sent.status_code in (303, 409), (name, odd)
            assert "<script>alert" not in sent.text
    assert leading.post(FORUM, fields | {"chosen": []}).status_code == 409


@on_sqlite
def test_an_earlier_meeting_takes_nothing_off_an_agenda_that_is_laid_out(
    house: Travelling,
) -> None:
    later = meet(house.forum, date(2025, 12, 2))
    promised = house.published()
    house.raised(title="Benker")
    earlier = meet(house.forum)
    assert promised.root not in Agenda.of(house.forum).to_add
    lay_out(house.forum)
    assert promised.root in Agenda.laid_out(later).considered
    assert promised.root not in Agenda.laid_out(earlier).considered


@on_sqlite
def test_what_was_left_over_stands_first_also_once_it_is_laid_out(
    house: Travelling, travel_to: TravelTo
) -> None:
    fresh, left_over = house.raised().root, house.raised(title="Benker").root
    Agenda.of(house.forum).lay_out(meet(house.forum), [left_over])
    travel_to("2025-11-20 10:00")
    meeting = meet(house.forum)
    assert Agenda.of(house.forum).considered == [left_over, fresh]
    lay_out(house.forum)
    assert Agenda.laid_out(meeting).considered == [left_over, fresh]
