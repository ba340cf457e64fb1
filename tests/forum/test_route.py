"""What a matter says of itself: always true, and no participant's name (DESIGN 7)."""

from datetime import timedelta

import pytest
from flask import Flask, render_template

from kimvoice.core.db import db
from kimvoice.forum.models import Matter
from kimvoice.forum.route import headline, stops, way_back
from kimvoice.forum.sentences import history
from kimvoice.forum.states import Deed, Elsewhere, Origin, Verdict
from kimvoice.people.models import Person
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, answer, in_a_month, lay_out

pytestmark = on_sqlite


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def line(matter: Matter) -> str:
    """«A → [B]»: in brackets where it is now."""
    said = (
        ", ".join(f"[{it.name}]" if it.is_here else it.name for it in level)
        for level in stops(matter)
    )
    return " → ".join(said)


def test_the_line_follows_the_question_up_and_the_answer_down(
    house: Travelling,
) -> None:
    matter = house.at(house.kim_forum, house.team)
    assert line(matter) == "Deltakerforum → KIM-forum → [Lederteam]"
    assert way_back(matter) == "KIM-forum og Deltakerforum"
    answer(matter.considerations[-1])
    assert line(matter) == "Deltakerforum → [KIM-forum] → Lederteam"
    assert way_back(matter) == "Deltakerforum"
    lay_out(house.kim_forum)
    assert line(matter) == "[Deltakerforum] → KIM-forum → Lederteam"
    assert way_back(matter) == ""
    matter.considerations[1].read_out(house.representative)
    assert line(matter) == "Deltakerforum → KIM-forum → Lederteam"


def test_several_meetings_stand_side_by_side(house: Travelling) -> None:
    matter = house.published()
    both = [house.meeting_of(it) for it in (house.kafe, house.lager)]
    matter.root.forward(house.representative, both, "Hva sier dere?")
    db.session.flush()
    kafe, lager = (it.name for it in both)
    assert line(matter) == f"Deltakerforum → [{kafe}], [{lager}]"
    assert headline(matter).startswith(f"Ligger hos {kafe} og {lager}. Svar ventes")
    answer(matter.considerations[1])
    assert line(matter) == f"[Deltakerforum] → {kafe}, [{lager}]"


def test_the_headline_says_where_it_lies_and_until_when(
    house: Travelling, travel_to: TravelTo
) -> None:
    visit = house.at(house.kim_forum).considerations[-1]
    first = "mandag 1. desember"
    said = headline(visit.matter)
    assert said == f"Ligger hos KIM-forum. Svar ventes innen {first}."
    travel_to("2025-12-17 10:00")
    late = f"Ligger hos KIM-forum. Forsinket. Svaret skulle kommet {first}."
    assert headline(visit.matter) == late
    visit.postpone(house.manager, in_a_month(), "")
    said = headline(visit.matter)
    assert "Forsinket" not in said
    assert f"Opprinnelig frist {first}." in said


def test_it_says_how_often_it_was_put_off(house: Travelling) -> None:
    visit = house.at(house.kim_forum).considerations[-1]
    for _ in range(3):
        assert "Utsatt" not in headline(visit.matter)
        visit.postpone(house.manager, visit.due.replace(year=visit.due.year + 1), "Tid")
    assert "Utsatt 3 ganger." in headline(visit.matter)


def test_an_answer_is_told_at_once_and_waits_to_be_read_out(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter = house.at(house.kim_forum)
    answer(matter.considerations[-1])
    said = headline(matter)
    assert said.startswith("Svar gitt mandag 17. november. Leses opp i Deltakerforum")
    travel_to("2026-03-02 10:00")
    assert "Forsinket. Svaret skulle kommet til Deltakerforum" in headline(matter)
    matter.considerations[-1].read_out(house.representative)
    assert headline(matter) == "Ferdig. Nei."


def test_what_was_promised_and_not_done_is_never_called_finished(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter = house.published()
    [measure] = answer(matter.root, Verdict.YES).measures
    assert "skal være gjort innen" in headline(matter)
    travel_to("2026-03-02 10:00")
    assert "Lovet, men ikke gjort ennå." in headline(matter)
    measure.report_done("Den henger der.")
    assert "Deltakerforum sier fra om det stemmer." in headline(matter)
    measure.confirm()
    assert headline(matter) == "Ferdig. Ja, vi gjør det."


def test_what_was_given_up_never_stands_as_promised(house: Travelling) -> None:
    matter = house.published()
    [measure] = answer(matter.root, Verdict.YES).measures
    measure.give_up("Det er ikke penger.")
    given_up = "Svaret er kommet tilbake. Noe som var lovet, ble ikke gjort."
    assert headline(matter) == given_up


def test_a_matter_that_goes_no_further_says_so(house: Travelling) -> None:
    other = house.published()
    double, gone, back = (house.raised() for _ in range(3))
    double.merge_into(other, house.representative)
    gone.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "Du kan klage.")
    back.withdraw()
    db.session.flush()
    assert headline(double).startswith(f"Samme sak som sak {other.number}. Ligger hos")
    assert headline(gone).startswith("Saken hører hjemme et annet sted.")
    assert headline(back).startswith("Saken er trukket")


def test_the_history_has_a_sentence_for_every_deed(house: Travelling) -> None:
    matter = house.published()
    for deed in Deed:
        matter.enter(deed, house.forum, other=house.kim_forum, day=in_a_month())
    said = [it.said for it in history(matter)]
    assert len(said) == len(matter.events)
    assert all(it.endswith(".") and "None" not in it for it in said)


def test_of_a_suggestion_no_day_is_told_before_everybody_could_read_it(
    house: Travelling, travel_to: TravelTo
) -> None:
    matter = Matter.raised(house.forum, "Lys", "Mer.", Origin.ANONYMOUS_SUGGESTION)
    later = matter.root.due + timedelta(days=7)
    matter.root.postpone(house.representative, later, "")
    travel_to("2025-11-24 10:00")
    lay_out(house.forum)
    days = [it.on for it in history(matter)]
    assert days == [None, None, matter.published_on]


def test_the_way_names_no_participant_and_links_nowhere(
    app: Flask, house: Travelling
) -> None:
    matter = house.at(house.kim_forum)
    answer(matter.considerations[-1], Verdict.YES)
    matter.considerations[-1].read_out(house.representative)
    mine = house.published()
    answer(mine.root, Verdict.YES)
    with app.test_request_context("/kode/sak"):
        pages = [render_template("forum/_way.html", matter=it) for it in (matter, mine)]
    people = [it for it in vars(house).values() if isinstance(it, Person)]
    named = [[it for it in people if it.name in page] for page in pages]
    assert named == [[house.manager], []]
    assert not any("href" in page for page in pages)
