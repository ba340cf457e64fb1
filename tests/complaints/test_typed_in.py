"""What somebody typed for the complainant: who never answers it, and from which day."""

from datetime import date, timedelta

import pytest
from sqlalchemy.exc import IntegrityError

from kimvoice.complaints import daily
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.log import Deed
from kimvoice.complaints.states import Act, Confirmation, Ground, State
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person, RoleKind
from tests.complaints.helped import typed_in
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit

A_MONTH, HALF_A_YEAR = timedelta(days=30), timedelta(days=180)


def test_the_helper_never_answers_it(ladder: Ladder, by: Person) -> None:
    complaint = typed_in(by, ladder.leader)
    assert complaint.handler == ladder.coordinator
    assert [it.seated for it in complaint.steps][0] is None
    assert (complaint.helper, complaint.typed_on) == (ladder.leader, clock.today())


def test_the_helper_answers_in_nobodys_place(
    make: Make, ladder: Ladder, by: Person
) -> None:
    """Also not as the stand-in of the one who has it, nor with a job got later."""
    helper = make.person(RoleKind.STAFF_MEMBER)
    complaint = typed_in(by, helper)
    assert complaint.handler == ladder.leader
    helper.take_role(
        RoleKind.WORK_LEADER,
        ladder.department,
        since=clock.today(),
        stands_in_for=ladder.leader,
    )
    db.session.commit()
    assert complaint.handler == ladder.leader


def test_it_stands_in_the_log_who_helped(ladder: Ladder, by: Person) -> None:
    complaint = typed_in(by, ladder.coordinator)
    assert [(it.deed, it.by, it.role) for it in complaint.log] == [
        (Deed.HELPED, ladder.coordinator, None)
    ]
    assert complaint.log_break is None


def test_nobody_types_in_what_is_about_them(
    make: Make, ladder: Ladder, by: Person
) -> None:
    about = (Exclusion.of(ladder.leader, Ground.ABOUT),)
    led = (Exclusion.of(RoleKind.COORDINATOR, Ground.NEAR),)
    for helper, without in (
        (ladder.leader, about),
        (ladder.coordinator, led),
        (by, ()),
    ):
        with pytest.raises(RuleBroken, match="Be en annen om hjelp"):
            typed_in(by, helper, without=without)
    assert typed_in(by, ladder.coordinator, without=about).handler == ladder.manager


def test_whoever_types_has_said_how_it_was_confirmed(
    ladder: Ladder, by: Person
) -> None:
    complaint = typed_in(by, ladder.manager)
    complaint.confirmation = None
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()
    complaint.helper_id = by.id
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()


def test_the_witness_is_sealed_with_the_complaint(ladder: Ladder, by: Person) -> None:
    name = "Vitne Sannsen"
    complaint = typed_in(by, ladder.manager, how=Confirmation.WITNESS, witness=name)
    assert complaint.witness_words == name
    assert name.encode() not in (complaint.witness or b"")


# From paper


def test_dates_count_from_the_day_on_which_it_was_delivered(
    ladder: Ladder, by: Person
) -> None:
    """Friday 14 November 2025; today is Monday the 17th."""
    complaint = typed_in(by, ladder.manager, date(2025, 11, 14))
    first = complaint.current
    assert (complaint.filed_on, first.started_on) == (date(2025, 11, 14),) * 2
    assert complaint.awaited_since == date(2025, 11, 14)
    assert (first.confirm_by, first.answer_by) == (
        date(2025, 11, 19),
        date(2025, 11, 28),
    )
    assert (complaint.on_paper, complaint.typed_on) == (True, clock.today())


@pytest.mark.parametrize("ago", [-1, 181])
def test_it_was_delivered_today_or_in_the_last_half_year(
    ago: int, ladder: Ladder, by: Person
) -> None:
    with pytest.raises(RuleBroken, match="180 dager"):
        typed_in(by, ladder.manager, clock.today() - timedelta(days=ago))
    assert typed_in(by, ladder.manager, clock.today() - HALF_A_YEAR).is_late


@pytest.mark.parametrize("ago", [A_MONTH, timedelta(days=88), HALF_A_YEAR])
def test_what_is_late_when_it_is_typed_passes_nobody_over(
    ago: timedelta, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    """The first reader has the days that one always has before it climbs."""
    complaint = typed_in(by, ladder.manager, clock.today() - ago)
    assert (complaint.is_late, complaint.can_escalate) == (True, True)
    assert complaint.climbs_on == date(2025, 11, 20)
    for day in (17, 18, 19):
        travel_to(f"2025-11-{day} 10:00")
        daily.run_when_due()
        db.session.refresh(complaint)
        assert complaint.handler == ladder.leader, day
    travel_to("2025-11-20 10:00")
    daily.run_when_due()
    db.session.refresh(complaint)
    assert complaint.handler == ladder.coordinator
    assert [it.act for it in complaint.entries] == [Act.CLIMB]
    for day in (21, 24):
        travel_to(f"2025-11-{day} 10:00")
        daily.run_when_due()
        db.session.refresh(complaint)
        assert complaint.handler == ladder.coordinator, day


def test_old_paper_counts_in_a_half_year_that_is_not_drawn_up_yet(
    ladder: Ladder, by: Person
) -> None:
    """The figures of the first one were frozen on 1 October."""
    complaint = typed_in(by, ladder.manager, date(2025, 6, 20))
    assert (complaint.filed_on, complaint.half_year) == (date(2025, 6, 20), "2025-2")


def test_the_complainant_need_not_wait_for_what_is_late(
    ladder: Ladder, by: Person
) -> None:
    complaint = typed_in(by, ladder.manager, clock.today() - A_MONTH)
    complaint.escalate()
    assert (complaint.handler, complaint.state) == (
        ladder.coordinator,
        State.ESCALATED,
    )


def test_a_late_form_says_to_its_reader_when_it_was_typed_in(
    ladder: Ladder, by: Person, visit: Visit, travel_to: TravelTo
) -> None:
    """Whoever finds it late on the first day did not let it lie."""
    complaint = typed_in(by, ladder.manager, clock.today() - A_MONTH)
    url, typed = f"/min/klage/{complaint.number}", "mandag 17. november"
    leader = visit(as_=ladder.leader)
    leader.post(f"{url}/jeg-kan-svare")
    told = leader.get(url).text
    assert "Skjemaet ble levert lørdag 18. oktober." in told
    assert f"Det ble skrevet inn {typed}." in told
    assert f"Skrevet inn {typed}" in leader.get("/min/innboks").text
    travel_to("2025-11-20 10:00")
    daily.run_when_due()
    above = visit(as_=ladder.coordinator)
    above.post(f"{url}/jeg-kan-svare")
    assert "Det ble skrevet inn" not in above.get(url).text
    assert "Skrevet inn" not in above.get("/min/innboks").text
