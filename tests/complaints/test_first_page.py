"""The first page: who and about whom, and a choice, before anything is read."""

from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, Manner, State, Subject
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.complaints.handling import ACTS, SECRET, again, here
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit, form_to


def test_the_first_page_tells_who_and_about_whom_and_nothing_else(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    about = make.person(RoleKind.STAFF_MEMBER, name="Ola Nordmannsen")
    complaint = make.complaint(by=by, about=about, wish="Pause.")
    page = visit(as_=ladder.leader).get(here(complaint))
    for words in ("Det er ikke farlig", by.name, about.name, "Nei, jeg kan svare"):
        assert words in page.text, words
    for words in (SECRET, "Pause.", ladder.department.name):
        assert words not in page.text, words


def test_nothing_can_be_done_before_it_is_taken_on(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by)
    leader = visit(as_=ladder.leader)
    for act in (*ACTS, "konvolutt"):
        assert leader.get(here(complaint, act)).status_code == 403, act
    for act in ACTS:
        typed = {"words": "Hei", "verdict": "upheld"}
        assert leader.post(here(complaint, act), typed).status_code == 403, act
    assert again(complaint).state is State.SENT


def test_whoever_can_answer_then_reads_it_all(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by, wish="Pause.", manner=Manner.ON_PAPER)
    leader = visit(as_=ladder.leader)
    taken = leader.submit(here(complaint, "jeg-kan-svare"), page=here(complaint))
    assert taken.status_code == 303
    assert leader.post(here(complaint, "jeg-kan-svare")).status_code == 303
    page = leader.get(here(complaint))
    for words in (
        SECRET,
        "Pause.",
        "på papir, i lukket konvolutt",
        "Innen torsdag 20. november.",
        "Innen mandag 1. desember.",
        "Jeg kan ikke behandle denne",
    ):
        assert words in page.text, words
    assert [it.act for it in again(complaint).entries] == [Act.TAKE_ON]


def test_who_steps_aside_never_sees_it_again_and_the_next_one_does(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by)
    leader = visit(as_=ladder.leader)
    told = "Sier du ja, ser deltakeren at du gikk til side."
    assert told in leader.get(here(complaint)).text
    sees = "Deltakeren ser at du gikk til side for at en annen skal svare."
    assert sees in leader.get(here(complaint, "til-side")).text
    gone = leader.submit(here(complaint, "til-side"), page=here(complaint))
    assert (gone.status_code, gone.location) == (303, "/min/")
    assert "Takk for at du sa fra." in leader.get("/min/").text
    assert "Ingen saker venter på deg. Bra!" in leader.get("/min/innboks").text
    for act in ("", *ACTS, "til-side"):
        assert leader.get(here(complaint, act)).status_code == 404, act
    for act in ("jeg-kan-svare", "svar"):
        assert leader.post(here(complaint, act), {"reason": "x"}).status_code == 404
    coordinator = visit(as_=ladder.coordinator)
    assert "Nei, jeg kan svare" in coordinator.get(here(complaint)).text
    seen = f"{ladder.leader.name} gikk til side for at en annen skal svare"
    assert seen in visit(as_=by).get(here(complaint)).text


def test_a_double_click_ends_as_calmly_as_one_and_says_nothing_of_what_came_after(
    make: Make, visit: Visit, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    complaint = make.complaint(by=by, without=(ladder.coordinator,))
    url = here(complaint, "til-side")
    leader = visit(as_=ladder.leader)
    pressed = form_to(url, leader.get(here(complaint))).fields
    assert leader.post(url, {"csrf_token": "x"}).status_code == 422
    for _ in range(2):
        assert leader.post(url, pressed).location == "/min/"
        assert "Takk for at du sa fra." in leader.get("/min/").text
    assert again(complaint).handler == ladder.manager
    assert len(again(complaint).exclusions) == 2
    assert leader.post(url, {"csrf_token": "x"}).status_code == 404
    assert leader.get(url).status_code == 404
    complaint.withdraw()
    db.session.commit()
    assert leader.post(url, pressed).location == "/min/"
    for person in (ladder.coordinator, ladder.manager):
        assert visit(as_=person).post(url).status_code == 404
    travel_to("2025-11-18 10:00")
    assert visit(as_=ladder.leader).post(url).status_code == 404


def test_stepping_aside_can_be_done_from_every_page(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    leader = visit(as_=ladder.leader)
    for act in ("", "samtale", "spor", "mer-tid", "notat", "svar"):
        page = leader.get(here(complaint, act))
        assert "Jeg kan ikke behandle denne" in page.text, act
        assert f'href="{here(complaint, "til-side")}"' in page.text, act
    assert (
        "Du trenger ikke å si hvorfor" in leader.get(here(complaint, "til-side")).text
    )
    assert leader.submit(here(complaint, "til-side")).status_code == 303
    assert leader.get(here(complaint)).status_code == 404


def test_whom_it_is_about_is_told_before_somebody_says_that_they_can_answer(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    """A participant, in words alone: the house cannot know who that is."""
    complaint = Complaint.draft(
        by,
        Subject.PARTICIPANT,
        Manner.HERE,
        department=ladder.department,
        nonce=b"0" * 16,
        exclusions=[],
    )
    complaint.send(SECRET, about="Jente med rød sykkel, Oda")
    db.session.add(complaint)
    db.session.commit()
    first = visit(as_=ladder.leader).get(here(complaint)).text
    assert "Jente med rød sykkel, Oda" in first
    assert first.index("Jente med rød sykkel") < first.index("Nei, jeg kan svare")
    assert SECRET not in first
