"""The list of matters and the page of one: who sees what, and what stops a matter."""

import pytest

from kimvoice.core import clock, days, pieces
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.pieces import chosen
from kimvoice.forum import inside_matters, lists
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Elsewhere, Origin, Verdict
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, answer, lay_out
from tests.visitor import Visit, Visitor

pytestmark = on_sqlite
LIST = "/min/sak"


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def main_of(visitor: Visitor, url: str) -> str:
    page = visitor.get(url)
    assert page.status_code == 200, url
    return page.text.partition("<main")[2].partition("</main>")[0]


def page_of(matter: Matter) -> str:
    return f"{LIST}/{matter.year}-{matter.ordinal}"


def act_on(matter: Matter, act: str) -> str:
    return f"/min/behandling/{matter.root.id}/{act}"


# Who sees it


def test_before_an_agenda_is_laid_out_only_who_raised_it_and_who_leads_see_it(
    house: Travelling, visit: Visit, make: Make
) -> None:
    matter = house.raised()
    db.session.commit()
    other = make.participant()
    seen = {
        it: visit(as_=it).get(page_of(matter)).status_code
        for it in (house.participant, house.representative, house.work_leader, other)
    }
    assert list(seen.values()) == [200, 200, 404, 404]
    assert "Pauser" not in main_of(visit(as_=other), LIST)
    assert "Sakene dine som ikke står i lista under" in main_of(
        visit(as_=house.participant), LIST
    )
    lay_out(house.forum)
    db.session.commit()
    assert visit(as_=other).get(page_of(matter)).status_code == 200
    assert "Sak 1/2025" in main_of(visit(as_=other), LIST)


def test_a_number_of_another_year_or_of_none_is_not_there(
    house: Travelling, visit: Visit
) -> None:
    house.published()
    db.session.commit()
    visitor = visit(as_=house.participant)
    for place in ("2024-1", "2025-2", "2025-0", "0-1", "9999-999999", "2025--1", "x"):
        assert visitor.get(f"{LIST}/{place}").status_code == 404, place


def test_the_name_stands_there_only_by_consent_and_at_home(
    house: Travelling, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    matter = house.published()
    visitor = visit(as_=house.chair)
    for shown, home in ((True, True), (True, False), (False, True)):
        matter.name_shown = shown
        db.session.commit()
        monkeypatch.setattr(inside_matters, "at_home", lambda home=home: home)
        page = main_of(visitor, page_of(matter))
        assert (house.participant.name in page) is (shown and home)


def test_what_came_from_a_suggestion_says_no_more_than_that(
    house: Travelling, visit: Visit
) -> None:
    matter = Matter.raised(house.forum, "Lys", "Mer.", Origin.ANONYMOUS_SUGGESTION)
    db.session.commit()
    page = main_of(visit(as_=house.representative), page_of(matter))
    assert "Fra et anonymt forslag" in page
    assert "Meldt inn av" not in page
    assert "17. november" not in page.partition("Slik har saken gått")[2]


# The list


def test_each_shelf_holds_what_its_name_says(
    house: Travelling, visit: Visit, travel_to: TravelTo
) -> None:
    waiting, promised, done = (house.published() for _ in range(3))
    answer(promised.root, Verdict.YES)
    answer(done.root)
    double, gone = house.raised(), house.published()
    double.merge_into(done, house.representative)
    gone.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "Du kan klage.")
    db.session.flush()
    lay_out(house.forum)
    double.published_on = done.published_on
    db.session.flush()

    def on(word: str) -> list[Matter]:
        found = lists.published(chosen(lists.SHELVES, word), "").rows
        return sorted(found, key=lambda it: it.id)

    assert on("all") == [waiting, promised, done, double]
    assert on("tull") == on("all")
    assert (on("waiting"), on("promised")) == ([waiting], [promised])
    assert on("done") == [done, double]
    assert on("late") == []
    travel_to("2026-03-02 10:00")
    assert on("late") == [waiting]
    for shelf in lists.SHELVES:
        assert lists.count(shelf) == len(on(shelf.word))


def test_one_reads_on_where_one_stopped(
    house: Travelling, monkeypatch: pytest.MonkeyPatch
) -> None:
    for each in (lists, pieces):
        monkeypatch.setattr(each, "LENGTH", 2)
    made = [house.raised() for _ in range(5)]
    lay_out(house.forum)
    read: list[Matter] = []
    after = ""
    while True:
        piece = lists.published(lists.SHELVES[0], after)
        read += piece.rows
        after = piece.onward
        if not after:
            break
    assert read == made[::-1]
    for wrong in ("tull", "2025-", "2025-1' OR 1=1", "%00", "99999-1"):
        assert len(lists.published(lists.SHELVES[0], wrong).rows) == 2


# What stops it


def test_who_raised_it_withdraws_it_until_it_is_laid_out(
    house: Travelling, visit: Visit
) -> None:
    laid_out, mine = house.published(title="Lys"), house.raised()
    db.session.commit()
    for stranger, status in ((house.representative, 403), (house.work_leader, 404)):
        sent = visit(as_=stranger).post(act_on(mine, "trekk"))
        assert sent.status_code == status
    visitor = visit(as_=house.participant)
    assert "Vil du trekke saken?" in main_of(visitor, page_of(mine))
    assert visitor.submit(act_on(mine, "trekk")).status_code == 303
    db.session.refresh(mine)
    assert (mine.is_stopped, mine.title, mine.text) == (True, "", "")
    assert visitor.post(act_on(mine, "trekk")).status_code == 409
    assert "trekk" not in main_of(visitor, page_of(laid_out))
    late = visitor.post(act_on(laid_out, "trekk"))
    assert "Da går den sin gang." in late.text
    assert laid_out.title == "Lys"


def test_what_must_be_found_out_is_told_to_the_house_with_who_does(
    house: Travelling, visit: Visit
) -> None:
    matter = house.published()
    until = days.working_day_after(clock.today(), 3)
    matter.root.find_out(house.representative, "Hva koster det?", "Vaktmesteren", until)
    db.session.commit()
    page = main_of(visit(as_=house.participant), page_of(matter))
    assert "Hvem finner det ut?" in page
    assert "Vaktmesteren" in page
    answer(matter.root)
    db.session.commit()
    page = main_of(visit(as_=house.participant), page_of(matter))
    assert "Vaktmesteren" not in page


def test_a_double_tells_where_its_answer_comes_and_can_be_undone(
    house: Travelling, visit: Visit
) -> None:
    main, double = house.published(title="Lys"), house.published()
    db.session.commit()
    visitor = visit(as_=house.representative)
    sent = visitor.submit(act_on(double, "samme-sak"), {"other": main.number})
    assert sent.status_code == 303
    assert double.main is main
    page = main_of(visit(as_=house.participant), page_of(double))
    assert f'href="{page_of(main)}">Samme sak som sak 1/2025.</a>' in page
    page = main_of(visit(as_=house.participant), page_of(main))
    assert f'href="{page_of(double)}"' in page
    assert visitor.post(act_on(double, "egen-sak")).status_code == 303
    assert double.main is double
    assert visitor.post(act_on(double, "egen-sak")).status_code == 409


def test_matters_never_become_the_same_in_a_circle(house: Travelling) -> None:
    first, second, third = (house.published() for _ in range(3))
    by = house.representative
    first.merge_into(second, by)
    second.merge_into(third, by)
    with pytest.raises(RuleBroken):
        third.merge_into(first, by)
    assert lists.same_as(third) == []


def test_what_is_not_on_the_list_is_not_the_same(
    house: Travelling, visit: Visit
) -> None:
    matter = house.published()
    house.published(title="Lys")
    db.session.commit()
    visitor = visit(as_=house.representative)
    for other in ("", "9/2024", matter.number, "<script>", "\0"):
        sent = visitor.post(act_on(matter, "samme-sak"), {"other": other})
        assert sent.status_code == 422
        assert "Velg en sak fra lista." in sent.text


def test_only_who_raised_it_reads_why_it_belongs_elsewhere(
    house: Travelling, visit: Visit
) -> None:
    matter = house.published(title="Om Per")
    db.session.commit()
    visitor = visit(as_=house.representative)
    url, words = act_on(matter, "annet-sted"), "Dette kan du klage på."
    empty = visitor.post(url, {"where": "", "words": words})
    assert empty.status_code == 422
    assert words in empty.text
    assert visitor.post(url, {"where": "complaint", "words": words}).status_code == 303
    mine = main_of(visit(as_=house.participant), page_of(matter))
    assert words in mine
    assert 'href="/klage"' in mine
    theirs = main_of(visitor, page_of(matter))
    assert words not in theirs
    assert "Om Per" not in theirs
    assert visit(as_=house.chair).get(page_of(matter)).status_code == 404


# Whom it is about


def test_who_leads_steps_aside_and_only_another_takes_it_back(
    house: Travelling, visit: Visit
) -> None:
    matter = house.published()
    db.session.commit()
    first, *_others = house.forum.answering()
    visitor = visit(as_=first)
    assert visitor.submit(act_on(matter, "gjelder-meg")).status_code == 303
    assert matter.about == [first]
    again = visitor.post(act_on(matter, "gjelder-meg"))
    assert "Dette er sagt fra før." in again.text
    assert first not in matter.deciders_at(house.forum)
    assert visitor.post(act_on(matter, "gjelder-ikke")).status_code == 403
    with pytest.raises(RuleBroken, match="En annen må si"):
        matter.let_decide_again(first, first)
    other = matter.deciders_at(house.forum)[0]
    back = {"person": str(first.id)}
    sent = visit(as_=other).submit(act_on(matter, "gjelder-ikke"), back)
    assert sent.status_code == 303
    assert matter.about == []


def test_whom_it_is_about_is_chosen_among_those_who_answer_on_its_way(
    house: Travelling, visit: Visit
) -> None:
    matter = house.at(house.kim_forum)
    db.session.commit()
    visitor = visit(as_=house.representative)
    url = act_on(matter, "gjelder")
    bystander = {"person": str(house.participant.id)}
    assert visitor.post(url, bystander).status_code == 422
    named = {"person": str(house.manager.id)}
    assert visitor.post(url, named).status_code == 303
    assert matter.about == [house.manager]
    shown = (
        main_of(visitor, page_of(matter)),
        main_of(visit(as_=house.participant), page_of(matter)),
    )
    label = "Svarer ikke, fordi saken gjelder dem"
    assert [label in it for it in shown] == [True, False]


def test_who_does_not_answer_where_it_was_raised_stops_nothing(
    house: Travelling, visit: Visit
) -> None:
    matter = house.published()
    db.session.commit()
    for person in (house.participant, house.chair):
        visitor = visit(as_=person)
        for act in ("samme-sak", "egen-sak", "annet-sted", "gjelder", "gjelder-ikke"):
            sent = visitor.post(act_on(matter, act))
            assert sent.status_code == 403, (person, act)
