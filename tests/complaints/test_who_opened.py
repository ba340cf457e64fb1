"""«Hvem har åpnet klagen?», as the complainant reads it."""

from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

import pytest

from kimvoice.complaints import daily
from kimvoice.complaints.log import Deed
from kimvoice.complaints.states import State
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import Case, on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit

EMPTY = "Ingen andre har åpnet klagen ennå."


@pytest.fixture
def filed(make: Make, visit: Visit, travel_to: TravelTo) -> Any:
    """On Monday 17 November 2025."""
    return partial(Case.filed, make, visit)


def opens(it: Case, by: Person, act: str = "") -> int:
    return it.visit(as_=by).get(f"/min/klage/{it.complaint.number}{act}").status_code


def add(it: Case, deed: Deed, by: Person | None, **more: Any) -> None:
    it.complaint.enter(deed, by, **more)
    db.session.commit()


def test_who_has_opened_it_is_told_by_day_role_and_name(filed: Any) -> None:
    it = filed(State.RECEIVED)
    opens(it, it.ladder.leader)
    words = it.reads("/hvem")
    name = it.ladder.leader.name
    assert f"Mandag 17. november åpnet arbeidslederen, {name}, klagen." in words
    assert "Lista har 3 linjer. Loggmerke: " + it.complaint.log_mark in words
    assert EMPTY not in words


@on_sqlite
def test_nobody_has_opened_it(filed: Any) -> None:
    it = filed()
    words = it.reads("/hvem")
    assert EMPTY in words
    assert "Lista har 0 linjer." in words
    assert "Hvem har åpnet klagen? Ingen ennå." in it.reads()


@on_sqlite
def test_the_page_of_the_complaint_says_how_many_people(filed: Any) -> None:
    it = filed()
    for _time in range(2):
        opens(it, it.ladder.leader)
    assert "Hvem har åpnet klagen? 1 person." in it.reads()
    add(it, Deed.OPENED, it.ladder.manager)
    assert "Hvem har åpnet klagen? 2 personer." in it.reads()


@on_sqlite
def test_a_new_code_and_the_clock_open_nothing(filed: Any) -> None:
    it = filed()
    add(it, Deed.NEW_CODE, it.ladder.manager, second=it.ladder.leader)
    add(it, Deed.CLIMB, None, second=it.ladder.leader)
    assert it.complaint.opened_by == 0


@on_sqlite
def test_a_support_person_who_may_not_read_it_has_not_opened_it(filed: Any) -> None:
    it = filed()
    friend = it.ladder.manager
    add(it, Deed.SAW_SUPPORT, friend)
    add(it, Deed.WRITE, friend)
    assert "Hvem har åpnet klagen? Ingen ennå." in it.reads()


@on_sqlite
def test_what_is_done_again_on_one_day_is_one_line(
    filed: Any, travel_to: TravelTo
) -> None:
    it = filed(State.RECEIVED)
    name = it.ladder.leader.name
    for act in ("", "", "/spor", ""):
        opens(it, it.ladder.leader, act)
    opens(it, it.ladder.manager)
    travel_to("2025-11-18 10:00")
    opens(it, it.ladder.leader)
    words = it.reads("/hvem")
    once = f"åpnet arbeidslederen, {name}, klagen."
    assert f"Mandag 17. november {once} (4 ganger)" in words
    assert f"Tirsdag 18. november {once}" in words
    assert words.count("ganger)") == 1
    assert "Lista har 7 linjer." in words


@on_sqlite
def test_every_deed_is_a_sentence(filed: Any) -> None:
    it = filed()
    for deed in Deed:
        by = None if deed is Deed.CLIMB else it.ladder.leader
        second = it.ladder.manager if deed in (Deed.CLIMB, Deed.NEW_CODE) else None
        add(it, deed, by, second=second)
    words = it.reads("/hvem")
    assert words.count("Mandag 17. november") == len(Deed)
    leader, manager = it.ladder.leader.name, it.ladder.manager.name
    for said in (
        f"fikk du ny kode. {leader} skrev den ut. {manager} sa ja.",
        f"gikk klagen videre av seg selv. Den kom til {manager}.",
        f"svarte arbeidslederen, {leader}, på klagen.",
        f"skrev arbeidslederen, {leader}, ut et brev til deg.",
    ):
        assert said in words


@on_sqlite
def test_who_gets_what_climbed_is_named(filed: Any, travel_to: TravelTo) -> None:
    it = filed()
    travel_to("2025-11-25 10:00")
    daily.run_when_due()
    name = it.ladder.coordinator.name
    said = f"videre av seg selv. Den kom til koordinatoren, {name}."
    assert f"Tirsdag 25. november gikk klagen {said}" in it.reads("/hvem")


@on_sqlite
def test_who_gets_it_when_somebody_has_gone_aside_is_named(filed: Any) -> None:
    it = filed()
    it.complaint.step_aside(it.ladder.leader)
    db.session.commit()
    words = it.reads("/hvem")
    assert f"gikk arbeidslederen, {it.ladder.leader.name}, til side" in words
    assert f"Den kom til koordinatoren, {it.ladder.coordinator.name}." in words


def test_two_who_open_it_at_once_leave_two_lines(filed: Any) -> None:
    it = filed(State.RECEIVED)
    browsers = [it.visit(as_=it.ladder.leader) for _browser in range(4)]
    url = f"/min/klage/{it.complaint.number}"
    db.session.rollback()
    with ThreadPoolExecutor() as side_by_side:
        shown = [
            each.status_code
            for each in side_by_side.map(lambda by: by.get(url), browsers)
        ]
    assert shown == [200] * 4
    db.session.expire_all()
    assert [line.deed for line in it.complaint.log][2:] == [Deed.OPENED] * 4
    assert it.complaint.log_break is None


# People who are gone, days that go backwards


@on_sqlite
def test_an_erased_person_has_opened_it_all_the_same(filed: Any) -> None:
    it = filed(State.RECEIVED)
    opens(it, it.ladder.leader)
    forget(it, it.ladder.leader)
    words = it.reads("/hvem")
    assert it.ladder.leader.name not in words
    assert "åpnet arbeidslederen, en som er slettet, klagen." in words
    assert "stemmer ikke" not in words
    assert "1 person." in it.reads()


@on_sqlite
def test_whoever_had_a_part_in_a_new_code_hides_nobody_by_being_erased(
    filed: Any,
) -> None:
    it = filed()
    one, other = it.ladder.manager, it.ladder.leader
    for by, second in ((one, other), (other, one)):
        add(it, Deed.NEW_CODE, by, second=second)
    forget(it, other)
    words = it.reads("/hvem")
    assert other.name not in words
    assert f"{one.name} skrev den ut. En som er slettet sa ja." in words
    assert f"En som er slettet skrev den ut. {one.name} sa ja." in words
    assert "stemmer ikke" not in words


def forget(it: Any, person: Person) -> None:
    for line in it.complaint.log:
        line.forget(person)
    db.session.commit()


@on_sqlite
def test_two_who_are_erased_are_not_taken_for_one(filed: Any) -> None:
    it = filed()
    for _person in range(2):
        add(it, Deed.OPENED, it.ladder.leader)
        it.complaint.log[-1].forget(it.ladder.leader)
    db.session.commit()
    assert "ganger)" not in it.reads("/hvem")


def test_a_clock_set_back_shows_as_it_was(filed: Any, travel_to: TravelTo) -> None:
    it = filed(State.RECEIVED)
    for day in ("2025-11-20", "2025-11-18", "2025-11-20"):
        travel_to(f"{day} 10:00")
        opens(it, it.ladder.leader)
    words = it.reads("/hvem")
    days = [words.index("Torsdag 20"), words.index("Tirsdag 18")]
    assert days == sorted(days)
    assert words.rindex("Torsdag 20") > days[1]
    assert it.complaint.log_break is None


# The mark


@on_sqlite
def test_each_print_carries_the_number_and_the_mark(filed: Any) -> None:
    it = filed(State.ANSWERED)
    mark = f"Lista har 3 linjer. Loggmerke: {it.complaint.log_mark}."
    for path in ("/skriv-ut", "/kvittering"):
        assert f"Hvem har åpnet klagen? {mark}" in it.reads(path)
    leader = it.visit(as_=it.ladder.leader)
    envelope = leader.get(f"/min/klage/{it.complaint.number}/konvolutt").text
    assert it.complaint.log[2].link.hex()[:4].upper() in envelope
    assert "Lista har 3 linjer." in envelope
    assert it.complaint.log[-1].deed is Deed.OPENED


@on_sqlite
def test_a_mark_on_paper_is_found_again_when_the_list_has_grown(filed: Any) -> None:
    it = filed(State.RECEIVED)
    on_paper = [it.complaint.log_mark]
    for _time in range(2):
        opens(it, it.ladder.leader)
        on_paper.append(it.complaint.log_mark)
    assert len(set(on_paper)) == 3
    words = it.reads("/hvem")
    for many, mark in enumerate(on_paper, start=2):
        assert f"{many}: {mark}" in words


@on_sqlite
def test_two_complaints_never_have_one_mark(filed: Any, make: Make) -> None:
    it = filed()
    other = make.complaint(by=it.complaint.complainant)
    assert it.complaint.log_mark != other.log_mark


# For the complainant alone


@on_sqlite
def test_nobody_else_reads_it(filed: Any, make: Make) -> None:
    it = filed(State.RECEIVED)
    assert opens(it, it.ladder.leader, "/hvem") == 403
    for other in (it.ladder.manager, make.person(RoleKind.ADMINISTRATOR)):
        assert opens(it, other, "/hvem") == 404
    assert it.visit().get(f"/min/klage/{it.complaint.number}/hvem").status_code == 303
    assert len(it.complaint.log) == 2


@on_sqlite
def test_reading_it_leaves_no_line(filed: Any) -> None:
    it = filed()
    it.reads("/hvem")
    assert it.complaint.log == []


@on_sqlite
def test_a_list_that_does_not_hold_is_told_to_the_complainant(filed: Any) -> None:
    it = filed(State.RECEIVED)
    it.complaint.log[1].deed = Deed.OPENED
    db.session.commit()
    assert "Linje 2 i lista stemmer ikke." in it.reads("/hvem")


@on_sqlite
def test_it_is_there_also_when_the_complaint_is_withdrawn(filed: Any) -> None:
    it = filed(State.WITHDRAWN)
    assert EMPTY in it.reads("/hvem")
