"""«Kom i gang»: what is done, what remains, and nothing about suggestions."""

from datetime import date

import pytest

from kimvoice.admin import setup
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import (
    CLOSING_DAYS,
    CONTACT,
    CONTACT_PHONE,
    HOUSE_NETWORKS,
)
from kimvoice.forum.bodies import Body
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions.states import State
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, without_tokens

URL = "/min/admin/oppsett"


@pytest.fixture
def keeper(make: Make, travel_to: TravelTo) -> Person:
    return make.person(RoleKind.ADMINISTRATOR)


def remaining() -> set[str]:
    return {str(it.task.label) for it in setup.looked_at() if not it.is_done}


def test_in_an_empty_house_everything_remains_but_what_goes_by_itself(
    keeper: Person,
) -> None:
    assert remaining() == {
        "Avdelinger",
        "Personer",
        "Hvem gjør hva",
        "Husets innstillinger",
        "Stengte dager",
        "Møter og veien for saker",
        "Valg som alt er holdt",
        "Valgansvarlige",
        "Legg nøkkelarket i safen",
        "Skriv ut lapper og plakater",
    }


def test_tasks_are_done_in_any_order_as_the_house_is(
    keeper: Person, make: Make
) -> None:
    department = make.department("Sirkulus")
    assert "Valg som alt er holdt" in remaining()
    assert "Sirkulus har ingen tillitsvalgt." in setup.to_arrange()
    assert "Sirkulus mangler arbeidsleder." in setup.to_arrange()
    make.representative(department)
    make.work_leader(department)
    make.coordinator()
    make.general_manager()
    assert "Ingen er styreleder." in setup.to_arrange()
    make.person(RoleKind.BOARD_CHAIR)
    for count in range(3):
        words = f"Tre må være valgansvarlige. Nå er det {count}."
        assert words in setup.to_arrange()
        make.person(RoleKind.ELECTION_OFFICER)
    today = clock.today()
    CONTACT.choose("Prøve Prøvesen", "Prøve", today)
    CONTACT_PHONE.choose("00 00 00 00", "Prøve", today)
    HOUSE_NETWORKS.choose(HOUSE_NETWORKS.read(["127.0.0.0/8"]), "Prøve", today)
    CLOSING_DAYS.choose(frozenset({date(2025, 12, 22)}), "Prøve", today)
    assert "Deltakerforum: ingen møter er planlagt." in setup.to_arrange()
    for body in Body.all():
        body.plan([date(2025, 12, 4)])
    db.session.commit()
    assert remaining() == {"Legg nøkkelarket i safen"}


def test_who_has_neither_signed_in_nor_a_slip_is_remembered(
    keeper: Person, make: Make, travel_to: TravelTo
) -> None:
    slips = "Skriv ut lapper og plakater"
    newcomer = make.participant()
    assert slips not in remaining()
    newcomer.passphrase_hash = ""
    db.session.commit()
    assert slips in remaining()
    Invitation.issue(newcomer)
    db.session.commit()
    assert slips not in remaining()
    travel_to("2025-12-02 10:00")
    assert slips in remaining()


def test_the_administrators_pages_tell_nothing_of_suggestions(
    visit: Visit, keeper: Person, make: Make
) -> None:
    """Whether there are any, how many, or in which week, is not theirs to know."""
    visitor = visit(as_=keeper)
    pages = (URL, "/min/", "/min/admin/sletting", "/min/admin/innstillinger")
    reader = make.representative()
    before = [without_tokens(visitor.get(page)) for page in pages]
    for state in (State.RECEIVED, State.DECLINED, State.PUBLISHED):
        make.suggestion(state, by=reader)
    for page, was in zip(pages, before, strict=True):
        assert without_tokens(visitor.get(page)) == was, page


def test_home_says_to_an_administrator_what_remains(
    visit: Visit, keeper: Person, make: Make
) -> None:
    home = visit(as_=keeper).get("/min/").text
    assert "Ting å ordne" in home
    assert "Ingen avdeling er lagt inn." in home
    assert "Ting å ordne" not in visit(as_=make.general_manager()).get("/min/").text


def test_home_names_the_own_representative_and_coordinator(
    visit: Visit, make: Make
) -> None:
    department, coordinator = make.department(), make.coordinator()
    person = make.participant(department=department)
    person.coordinator = coordinator
    elected = make.participant(department=department)
    elected.take_role(
        RoleKind.REPRESENTATIVE, department, since=date(2021, 1, 1), name_shown=True
    )
    db.session.commit()
    home = visit(as_=person).get("/min/").text
    for words in ("Min tillitsvalgt", elected.name, "Min koordinator"):
        assert words in home
    assert coordinator.name in home
    assert "Min tillitsvalgt" not in visit(as_=coordinator).get("/min/").text
    own = visit(as_=elected).get("/min/").text
    assert "Du er tillitsvalgt." in own


def test_the_ladder_stands_on_the_list_and_at_home(
    visit: Visit, keeper: Person
) -> None:
    visitor = visit(as_=keeper)
    for url in (URL, "/min/"):
        assert 'href="/min/admin/frister"' in visitor.get(url).text


def test_closing_days_say_that_dates_of_complaints_move(
    visit: Visit, keeper: Person, make: Make
) -> None:
    visitor = visit(as_=keeper)
    url = "/min/admin/stengte-dager"
    ladder = make.ladder()
    by = make.participant(department=ladder.department)
    before = without_tokens(visitor.get(url))
    assert "De flytter seg når huset er stengt." in visitor.get(url).text
    make.complaint(by=by)
    assert without_tokens(visitor.get(url)) == before
