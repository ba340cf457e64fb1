"""Those without mail get a closed envelope: the same sheet, whatever waits."""

import pytest
from flask import Flask

from kimvoice.core.db import db
from kimvoice.people.models import RoleKind
from tests.conftest import TravelTo
from tests.factories import Make
from tests.morning.post_office import PostOffice
from tests.morning.told import reached, sends_by
from tests.visitor import Visit, Visitor, without_tokens

ENVELOPES = "/min/admin/konvolutter"
CHOSEN = "/min/admin/innstillinger/envelope_carrier"
CARRIER = "Åse Bjørnstøl-Næss"


@pytest.fixture
def admin(make: Make, visit: Visit, office: PostOffice) -> Visitor:
    return visit(as_=make.person(RoleKind.ADMINISTRATOR))


def test_there_is_one_for_each_who_gets_no_mail(
    app: Flask, admin: Visitor, make: Make
) -> None:
    without = [reached(make, RoleKind.COORDINATOR) for _ in range(2)]
    mailed = reached(make, RoleKind.GENERAL_MANAGER, "leder@example.org")
    others = [reached(make, RoleKind.STAFF_MEMBER), reached(make, RoleKind.PARTICIPANT)]
    page = admin.get(ENVELOPES).text
    assert page.count('class="sheet envelope"') == 2
    assert all(each.name in page for each in without)
    assert not any(each.name in page for each in (mailed, *others))
    assert "leder@example.org" not in page
    sends_by(app, None)
    page = admin.get(ENVELOPES).text
    assert page.count('class="sheet envelope"') == 3
    assert "KIM voice sender ikke e-post ennå." in page


def test_who_brings_them_is_chosen_and_named(admin: Visitor, make: Make) -> None:
    reached(make, RoleKind.COORDINATOR)
    assert CHOSEN in admin.get(ENVELOPES).text
    assert "ser navnet" in admin.get(CHOSEN).text
    assert admin.submit(CHOSEN, {"value": CARRIER}).status_code == 303
    assert f"{CARRIER} gir dem ut." in admin.get(ENVELOPES).text


def test_they_are_the_same_each_day_and_whatever_waits(
    admin: Visitor, make: Make, visit: Visit, travel_to: TravelTo
) -> None:
    ladder = make.ladder()
    everybody = (ladder.leader, ladder.coordinator, ladder.chair)
    participant = make.participant(department=ladder.department)
    before = sheets(admin)
    assert all(each.name in before for each in everybody)
    for day in (18, 20):
        travel_to(f"2025-11-{day} 07:50")
        make.complaint(by=participant)
        make.suggestion()
        db.session.commit()
        admin = visit(as_=make.person(RoleKind.ADMINISTRATOR))
        assert sheets(admin) == before


def sheets(admin: Visitor) -> str:
    page = without_tokens(admin.get(ENVELOPES))
    return page[page.index("<section") : page.rindex("</section>")]
