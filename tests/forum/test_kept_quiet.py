"""What nobody should read of a matter: hidden, stopped, or about somebody."""

from datetime import timedelta

import pytest

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum import half_years
from kimvoice.forum.agenda import answers_for, finished_at
from kimvoice.forum.inbox import waiting_for
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Elsewhere, Origin, Seating, State, Verdict
from kimvoice.people import stored
from kimvoice.people.models import Person
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, answer, given, lay_out, meet, raised
from tests.visitor import Visit

pytestmark = on_sqlite


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def told(person: Person) -> list[str]:
    lines = (line for _title, those in stored.about(person) for line in those)
    return [str(it.words) for it in lines if it.label == "Sak som gjelder deg"]


def stopped_on_its_way(house: Travelling) -> Matter:
    """A department meeting has answered, and it was read out; asked again, it goes."""
    matter = house.at(house.meeting_of(house.kafe))
    first = matter.considerations[1]
    lay_out(first.body)
    answer(first)
    first.read_out(house.representative)
    first.ask_again(house.representative, "Og til sommeren?")
    db.session.flush()
    matter.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "Du kan klage.")
    db.session.commit()
    return matter


# Whoever answers in place of whom it is about


def test_who_answers_in_place_of_the_only_chair_sees_it_and_lays_it_out(
    house: Travelling, visit: Visit
) -> None:
    kafe = house.meeting_of(house.kafe)
    kafe.seats[:] = [it for it in kafe.seats if it.seating is not Seating.DEPUTY]
    hidden = house.raised(kafe, "Noe annet")
    matter = house.raised(kafe, f"Vi vil snakke om {house.work_leader.name}")
    meeting = meet(kafe)
    db.session.commit()
    assert waiting_for(house.manager).to_answer == [matter.root]
    visitor = visit(as_=house.manager)
    page = f"/min/sak/{matter.year}-{matter.ordinal}"
    assert visitor.get(page).status_code == 200
    agenda = f"/min/mote/{meeting.id}/saksliste"
    assert hidden.title not in visitor.get(agenda).text
    for number, status in ((hidden.root.id, 404), (matter.root.id, 303)):
        added = visitor.post(f"{agenda}/legg-til", {"point": str(number)})
        assert added.status_code == status
    out = f"{agenda}/legg-ut"
    assert visitor.submit(out).status_code == 303
    db.session.refresh(matter)
    assert (matter.is_published, hidden.is_published) == (True, False)
    assert visit(as_=house.chair).post(f"{agenda}/legg-ut").status_code == 403


def test_what_the_only_chair_did_is_confirmed_by_somebody_who_is_asked(
    house: Travelling,
) -> None:
    matter = house.published()
    matter.root.answer(house.representative, given(house.representative, Verdict.YES))
    db.session.flush()
    (measure,) = matter.root.answers[0].measures
    measure.report_done("Planen henger.")
    db.session.flush()
    assert not waiting_for(house.representative).to_confirm
    assert waiting_for(house.deputy).to_confirm == [measure]


# Whom it is about


def test_whom_a_stopped_matter_was_about_is_kept_nowhere(house: Travelling) -> None:
    """Else they would learn that somebody was told to complain."""
    matter = house.published()
    matter.set_aside(house.manager)
    db.session.flush()
    assert told(house.manager) == ["Sak 1/2025"]
    matter.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "Du kan klage.")
    db.session.flush()
    assert told(house.manager) == []
    with pytest.raises(RuleBroken):
        matter.set_aside(house.manager)


def test_a_matter_that_one_may_not_see_is_not_told_of_as_about_oneself(
    house: Travelling,
) -> None:
    matter = house.raised()
    matter.set_aside(house.manager)
    db.session.flush()
    assert told(house.manager) == []
    lay_out(house.forum)
    assert told(house.manager) == ["Sak 1/2025"]


# What was stopped


def test_a_stopped_matter_stands_on_no_agenda_and_in_no_figure(
    house: Travelling,
) -> None:
    matter = stopped_on_its_way(house)
    for visit in matter.considerations:
        assert not finished_at(visit.body, 5)
        for meeting in visit.body.meetings:
            assert all(it.is_stopped for it in meeting.matters)
            assert not answers_for(meeting)
    this = days.half_year_of(clock.today())
    assert half_years.figures_of(this) == []


def test_who_raised_it_withdraws_also_what_was_said_to_be_the_same(
    house: Travelling,
) -> None:
    other, matter = house.published(), house.raised(title="Kaffe")
    matter.merge_into(other, house.representative)
    matter.withdraw()
    db.session.flush()
    assert (matter.root.state, matter.same_as) == (State.WITHDRAWN, None)
    assert (matter.text, other.doubles) == ("", [])


# The day on which a suggestion was taken up


def test_no_date_tells_on_which_day_a_suggestion_became_a_matter(
    house: Travelling, travel_to: TravelTo
) -> None:
    due = set()
    for day in range(5):
        travel_to(f"2025-11-{24 + day} 10:00")
        it = Matter.raised(house.forum, "Hvile", "", Origin.ANONYMOUS_SUGGESTION)
        due.add(it.root.due_originally)
    assert len(due) == 1
    assert raised(by=house.participant).root.due_originally < due.pop()
    meetings = [meet(house.forum, clock.today() + timedelta(days=it)) for it in (3, 5)]
    it = Matter.raised(house.forum, "Hvile", "", Origin.ANONYMOUS_SUGGESTION)
    assert it.root.due_originally == meetings[1].day
