"""What is new about support, for either side, and a wish for it that is not lost."""

import pytest

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Confirmation, Manner, State
from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.complaints.filing import SEND, begin
from tests.complaints.helped import Helping
from tests.complaints.own_page import on_sqlite
from tests.complaints.supporting import ask, support
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.reading import read
from tests.visitor import PASSPHRASE, Visit

pytestmark = on_sqlite

HOME = "/min/"
WISHED = "Du ville ha en støtteperson."


@pytest.fixture
def complaint(make: Make, ladder: Ladder, by: Person) -> Complaint:
    return make.complaint(State.RECEIVED, by=by)


def here(complaint: Complaint, act: str = "") -> str:
    return f"/min/klage/{complaint.number}" + (f"/{act}" if act else "")


def words(visit: Visit, person: Person, url: str) -> str:
    shown = read(visit(as_=person).get(url).text)
    assert shown.mistakes == []
    return shown.page.words


# The end


def test_the_complainant_is_told_when_the_support_person_has_ended_it(
    complaint: Complaint,
    by: Person,
    friend: Person,
    visit: Visit,
    travel_to: TravelTo,
) -> None:
    support(complaint, friend)
    visit(as_=friend).post(here(complaint, "avslutt-stotte"))
    home = "Støttepersonen har avsluttet støtten."
    page = f"{friend.name} er ikke støttepersonen din lenger."
    for day, told in (("2025-11-24 10:00", True), ("2025-11-25 10:00", False)):
        travel_to(day)
        assert (home in words(visit, by, HOME)) is told
        assert (page in words(visit, by, here(complaint))) is told


def test_what_one_has_ended_oneself_is_no_news(
    complaint: Complaint, by: Person, friend: Person, visit: Visit
) -> None:
    """Also when the same one had ended it once before, on the same day."""
    support(complaint, friend)
    complaint.end_support(friend)
    support(complaint, friend)
    complaint.end_support(by)
    db.session.commit()
    assert "avsluttet støtten" not in words(visit, by, HOME)
    assert "ikke støttepersonen din lenger." in words(visit, by, here(complaint))


def test_who_has_left_the_house_is_said_not_to_be_it(
    complaint: Complaint, by: Person, friend: Person, visit: Visit
) -> None:
    support(complaint, friend)
    friend.leave(complaint.filed_on)
    for role in friend.roles:
        role.ends = complaint.filed_on.replace(day=1)
    db.session.commit()
    told = f"{friend.name} er ikke støttepersonen din lenger."
    assert told in words(visit, by, here(complaint))


# The first page


def test_an_answer_about_support_stands_beside_what_else_there_is(
    make: Make, ladder: Ladder, by: Person, friend: Person, visit: Visit
) -> None:
    asked = make.complaint(State.WAITING, by=by)
    support(asked, friend)
    home = words(visit, by, HOME)
    assert "Du er spurt om noe." in home
    assert "Du har fått svar om støtte." in home


def test_a_message_is_news_to_the_other_until_that_one_has_answered(
    complaint: Complaint,
    by: Person,
    friend: Person,
    visit: Visit,
    travel_to: TravelTo,
) -> None:
    support(complaint, friend)
    to_them, to_friend = "Støttepersonen har skrevet til deg.", "Ny melding til deg."

    def told() -> tuple[bool, bool]:
        home = words(visit, by, HOME), words(visit, friend, HOME)
        return to_them in home[0], to_friend in home[1]

    assert told() == (False, False)
    complaint.write_in_support(friend, "Hei.")
    db.session.commit()
    assert told() == (True, False)
    complaint.write("Takk.")
    db.session.commit()
    assert told() == (False, True)
    travel_to("2025-11-25 10:00")
    assert told() == (False, False)


def test_of_a_message_that_may_not_be_read_nothing_is_told(
    complaint: Complaint, friend: Person, visit: Visit
) -> None:
    support(complaint, friend, all_of_it=False)
    complaint.write("Takk.")
    db.session.commit()
    assert "Ny melding" not in words(visit, friend, HOME)


def test_of_what_is_withdrawn_there_is_no_news(
    complaint: Complaint, by: Person, friend: Person, visit: Visit
) -> None:
    support(complaint, friend)
    complaint.write_in_support(friend, "Hei.")
    complaint.withdraw()
    db.session.commit()
    assert "støtte" not in words(visit, by, HOME).lower()


# A wish


def helped(make: Make, visit: Visit, ladder: Ladder, by: Person, **said: str) -> str:
    it = Helping.begin(visit(as_=make.representative(ladder.department)), by)
    it.go_to(6, **said)
    sent = it.send(
        **said, confirmation=Confirmation.PASSPHRASE.value, passphrase=PASSPHRASE
    )
    assert "Klagen er sendt" in sent.text
    return read(sent.text).page.words


@pytest.mark.parametrize("manner", [Manner.HERE, Manner.ON_PAPER])
def test_a_wish_that_was_typed_for_somebody_is_on_the_receipt_and_waits_at_home(
    manner: Manner, make: Make, ladder: Ladder, by: Person, visit: Visit
) -> None:
    receipt = helped(make, visit, ladder, by, support="inside", manner=manner.value)
    [complaint] = db.session.scalars(db.select(Complaint)).unique()
    assert f"{WISHED} Logg inn, åpne klagen, og velg «Spør om støtte»." in receipt
    assert WISHED in words(visit, by, HOME)
    assert f"{WISHED} Spør om støtte" in words(visit, by, here(complaint))
    assert WISHED not in words(visit, ladder.leader, here(complaint))


def test_a_wish_for_somebody_from_outside_is_on_the_receipt_and_kept_nowhere(
    make: Make, ladder: Ladder, by: Person, visit: Visit
) -> None:
    receipt = helped(make, visit, ladder, by, support="outside")
    assert "Du ville ha med en utenfra. Ta personen med i møtet om klagen." in receipt
    assert WISHED not in words(visit, by, HOME)


@pytest.mark.parametrize("wish", ["outside", "not_now", ""])
def test_what_was_not_wished_for_is_not_reminded_of(
    wish: str, ladder: Ladder, by: Person, visit: Visit
) -> None:
    filing = begin(visit, by, support=wish)
    filing.page_by_page()
    filing.press(SEND)
    assert WISHED not in words(visit, by, HOME)


def test_a_wish_is_kept_until_somebody_is_asked(
    ladder: Ladder, by: Person, friend: Person, visit: Visit
) -> None:
    filing = begin(visit, by, support="inside")
    filing.page_by_page()
    filing.press(SEND)
    [complaint] = db.session.scalars(db.select(Complaint)).unique()
    assert WISHED in words(visit, by, here(complaint))
    ask(complaint, friend)
    assert complaint.wants_support is False
    complaint.end_support(by)
    db.session.commit()
    for url in (HOME, here(complaint)):
        assert WISHED not in words(visit, by, url)


def test_a_wish_is_forgotten_by_a_button(
    complaint: Complaint, by: Person, friend: Person, visit: Visit
) -> None:
    complaint.wants_support = True
    db.session.commit()
    url = here(complaint, "ikke-stotte")
    own = visit(as_=by)
    for _twice in range(2):
        assert own.post(url).location == here(complaint)
    assert "Du kan spørre senere." in own.get(here(complaint)).text
    assert complaint.wants_support is False
    assert WISHED not in words(visit, by, HOME)
    assert ask(complaint, friend)
