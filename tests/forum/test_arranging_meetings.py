"""When and where one meeting is, who leads it, and who writes."""

from datetime import date

import pytest

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, meet
from tests.visitor import Visit, form_to

pytestmark = on_sqlite


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def test_who_leads_it_says_when_and_where_and_hands_it_over(
    visit: Visit, house: Travelling
) -> None:
    meeting = meet(house.forum)
    db.session.commit()
    url, leading = f"/min/mote/{meeting.id}/endre", visit(as_=house.representative)
    fields = form_to(url, leading.get(url)).fields
    assert (fields["starts"], fields["length"]) == ("10.00", "60")
    typed = {"starts": "13.30", "length": "45", "place": "Møterom 2 🙂\0"}
    typed |= {"chair": str(house.deputy.id)}
    assert leading.post(url, fields | typed).status_code == 303
    page = leading.get(f"/min/mote/{meeting.id}/saksliste").text
    assert "tirsdag 18. november kl. 13.30, Møterom 2 🙂." in page
    assert "Vara, Kafe Nr 19 leder møtet denne gangen." in page, "named at home alone"
    own = visit(as_=house.deputy).get(f"/min/mote/{meeting.id}/saksliste").text
    assert "Du leder møtet." in own
    db.session.expire_all()
    assert (meeting.length, meeting.leader) == (45, house.deputy)
    for other in (house.participant, house.manager):
        assert visit(as_=other).get(url).status_code == 403


CANNOT_BE = [
    ("starts", "25.00", "Skriv klokka slik: 8.30."),
    ("starts", "", "Skriv når møtet begynner."),
    ("length", "5000", "Skriv hvor mange minutter, 5 til 480."),
    ("length", "4", "Skriv hvor mange minutter, 5 til 480."),
    ("length", "ti", "Skriv hvor mange minutter, 5 til 480."),
    ("place", "å" * 10_000, "Stedet kan ha høyst 80 tegn. Du har skrevet 10000."),
    ("chair", "99999", "Velg en som leder dette møtet, eller er vara."),
    ("minute_taker", "99999", "Velg en som sitter i møtet."),
]


def test_what_cannot_be_is_said_and_what_was_typed_stays(
    visit: Visit, house: Travelling
) -> None:
    meeting = meet(house.forum)
    db.session.commit()
    url, leading = f"/min/mote/{meeting.id}/endre", visit(as_=house.representative)
    fields = form_to(url, leading.get(url)).fields | {"place": "Kantina"}
    for name, typed, words in CANNOT_BE:
        refused = leading.post(url, fields | {name: typed})
        assert (refused.status_code, words in refused.text) == (422, True), typed
    assert form_to(url, refused).fields["place"] == "Kantina"
    db.session.expire_all()
    assert meeting.place == ""


def test_whoever_no_longer_leads_the_body_leads_no_meeting_of_it(
    make: Make, house: Travelling
) -> None:
    meeting, another = meet(house.forum), make.representative(house.lager)
    meeting.hand_over(another)
    assert meeting.leader == another
    another.leave(date(2025, 11, 16))
    db.session.commit()
    assert meeting.leader == house.representative
    with pytest.raises(RuleBroken, match="Velg en som leder dette møtet"):
        meeting.hand_over(another)
    with pytest.raises(RuleBroken, match="Velg en som sitter i møtet"):
        meeting.take_minutes(make.person(RoleKind.STAFF_MEMBER))


def test_one_that_is_over_is_as_it_was(house: Travelling, travel_to: TravelTo) -> None:
    meeting = meet(house.forum)
    db.session.commit()
    travel_to("2025-11-20 10:00")
    with pytest.raises(RuleBroken, match="Møtet har vært"):
        meeting.arrange(meeting.starts, 30, "")
