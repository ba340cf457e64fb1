"""The vote on paper, as those who hold it see it: one name, their own figures."""

from typing import Any

import pytest

from kimvoice.core.db import db
from kimvoice.elections.states import State
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing, Held
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit, Visitor

pytestmark = on_sqlite

AWAY = "Merker og sedler er ikke like mange."


class Meeting:
    """One of the committee at a page of the election."""

    def __init__(self, held: Held, visit: Visit, officer: int = 0) -> None:
        self.held = held
        self.url = f"/min/valg/{held.election.id}"
        self.visitor: Visitor = visit(as_=held.officers[officer])

    def reads(self, path: str) -> str:
        return words(self.visitor.get(self.url + path).text)

    def sends(self, path: str, status: int = 303, **data: Any) -> str:
        answer = self.visitor.post(self.url + path, data)
        assert answer.status_code == status
        if status != 303:
            return words(answer.text)
        return words(self.visitor.get(answer.location).text)


def words(text: str) -> str:
    shown = read(text)
    assert shown.mistakes == []
    return shown.page.words


def figures(
    held: Held, votes: tuple[int, ...] = (4, 2, 1), **more: int
) -> dict[str, Any]:
    each = {f"votes_{at}": got for at, got in enumerate(votes, 1)}
    typed = {"slips": 8, "blanks": 1, "rejected": 0} | each | more
    return {name: str(number) for name, number in typed.items()}


def test_a_slip_is_given_one_name_at_a_time_and_nobody_else_is_named(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.OPEN)
    at, voter = Meeting(held, visit), held.voters[0]
    said = at.sends("/seddel", 200, name=voter.name.lower())
    assert f"{voter.name} kan få seddel." in said
    said = at.sends("/seddel", name=voter.name, give=str(voter.id))
    assert f"{voter.name} er merket. Gi én seddel." in said
    again = at.sends("/seddel", 200, name=voter.name)
    assert f"{voter.name} har allerede fått seddel." in again
    for other in held.voters[1:]:
        assert other.name not in said + again


def test_a_second_click_gives_no_second_slip(electing: Electing, visit: Visit) -> None:
    held = electing.election(State.OPEN)
    at, voter = Meeting(held, visit), held.voters[0]
    at.sends("/seddel", name=voter.name, give=str(voter.id))
    said = at.sends("/seddel", 409, name=voter.name, give=str(voter.id))
    assert f"{voter.name} har allerede fått seddel." in said
    assert held.election.marks == 1
    at.sends("/seddel", name=voter.name, take_back=str(voter.id))
    assert held.election.marks == 0


def test_a_name_that_is_not_on_the_roll_stays_typed(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.OPEN)
    answer = Meeting(held, visit).visitor.post(
        f"/min/valg/{held.election.id}/seddel", {"name": "Kari \0<script>😀"}
    )
    assert answer.status_code == 422
    assert "Navnet står ikke i manntallet." in words(answer.text)
    assert "Kari &lt;script&gt;😀" in answer.text


def test_of_an_empty_name_it_is_said_only_that_it_is_empty(
    electing: Electing, visit: Visit
) -> None:
    """Nobody is found by it either."""
    at = Meeting(electing.election(State.OPEN), visit)
    assert "Navnet står ikke" not in at.sends("/seddel", 422, name=" ")
    at = Meeting(electing.election(State.LISTED), visit)
    assert "Vi finner ingen" not in at.sends("/tellere", 422, name=" ")


def test_two_of_the_same_name_are_told_apart(electing: Electing, visit: Visit) -> None:
    held = electing.election(State.OPEN)
    one, other = held.voters[:2]
    other.name = one.name
    db.session.commit()
    at = Meeting(held, visit)
    said = at.sends("/seddel", 200, name=one.name)
    for person in (one, other):
        assert f"{one.name} ({person.user_name}) kan få seddel." in said
    at.sends("/seddel", name=one.name, give=str(other.id))
    assert [it.person for it in held.election.roll if it.got_slip] == [other]


def test_who_is_not_called_so_gets_no_slip_by_a_number(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.OPEN)
    one, other = held.voters[:2]
    Meeting(held, visit).sends("/seddel", 422, name=one.name, give=str(other.id))
    assert held.election.marks == 0


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.LISTED, "Du kan gi ut sedler"),
        (State.COUNTED, "merkene står fast"),
    ],
)
def test_before_and_after_the_page_says_when(
    electing: Electing, visit: Visit, state: State, why: str
) -> None:
    held = electing.election(state)
    at = Meeting(held, visit)
    assert why in at.reads("/seddel")
    at.sends("/seddel", 409, name=held.voters[-1].name, give=str(held.voters[-1].id))


@pytest.mark.usefixtures("travel_to")
def test_nobody_sees_how_many_came_before_it_is_over(
    electing: Electing, visit: Visit
) -> None:
    """Neither the committee nor, on any page of the election, anybody else."""
    held = electing.election(State.OPEN)
    at = Meeting(held, visit)
    before = [at.reads(path) for path in ("", "/seddel", "/opptelling", "/papir")]
    for voter in held.voters[:5]:
        held.election.give_slip(voter)
    db.session.commit()
    assert before == [at.reads(it) for it in ("", "/seddel", "/opptelling", "/papir")]
    assert at.visitor.get(at.url + "/avkryssing").status_code == 409


def test_after_closing_the_committee_goes_through_the_marks(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.CLOSED, voters=10)
    said = Meeting(held, visit).reads("/avkryssing")
    assert "Fikk seddel: 8 av 10" in said
    assert said.index(held.voters[7].name) < said.index("Fikk ikke seddel: 2")
    assert said.index(held.voters[8].name) > said.index("Fikk ikke seddel: 2")


def test_each_sees_only_what_that_one_typed(electing: Electing, visit: Visit) -> None:
    held = electing.election(State.CLOSED)
    one, other = Meeting(held, visit), Meeting(held, visit, officer=1)
    said = one.sends("/opptelling", **figures(held))
    assert "Tallene dine er lagret." in said
    mine = one.visitor.get(one.url + "/opptelling").text
    assert 'value="4"' in mine
    theirs = other.visitor.get(other.url + "/opptelling").text
    assert not any(f'value="{it}"' in theirs for it in (8, 4, 2))
    assert "venter på den andre" not in words(theirs)


def test_two_who_differ_read_which_names_and_no_number(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.CLOSED)
    names = [it.person.name for it in held.election.candidates]
    one, other = Meeting(held, visit), Meeting(held, visit, officer=1)
    one.sends("/opptelling", **figures(held))
    other.sends("/opptelling", **figures(held, (4, 3, 1)))
    for each in (one, other):
        page = each.visitor.get(each.url + "/opptelling").text
        said = words(page)
        told = said[
            said.index("Se særlig på dette:") : said.index("Tallene dere skrev")
        ]
        assert names[1] in told
        assert names[0] not in told
        assert not any(sign.isdigit() for sign in told.replace(names[1], ""))
        assert 'value="4"' not in page


def test_two_who_agree_have_counted(electing: Electing, visit: Visit) -> None:
    held = electing.election(State.CLOSED)
    for officer in (0, 1):
        said = Meeting(held, visit, officer).sends("/opptelling", **figures(held))
    assert "To har talt, og fikk det samme." in said
    late = Meeting(held, visit, 2).sends("/opptelling", 409, **figures(held))
    assert "Dette er gjort, eller kan ikke gjøres nå." in late


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ({"slips": "9"}, AWAY),
        ({"slips": "mange"}, "Skriv et tall."),
        ({"votes_2": "9" * 5000}, "Skriv et tall."),
        ({"blanks": "-1"}, "Skriv et tall."),
        ({"votes_3": ""}, "Skriv et tall."),
        ({"slips": "7", "votes_1": "3"}, "Det er færre sedler enn merker."),
    ],
)
def test_what_can_not_be_is_said_and_stays_typed(
    electing: Electing, visit: Visit, typed: dict[str, str], why: str
) -> None:
    held = electing.election(State.CLOSED)
    at = Meeting(held, visit)
    status = 409 if why == AWAY else 422
    answer = at.visitor.post(at.url + "/opptelling", figures(held) | typed)
    assert answer.status_code == status
    assert why in words(answer.text)
    assert 'name="votes_2"' in answer.text
    assert 'value="1"' in answer.text
    assert held.election.counts == []


def test_a_slip_that_is_missing_is_looked_for_first(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.CLOSED)
    typed = figures(held, (3, 2, 1), slips=7)
    Meeting(held, visit).sends("/opptelling", **typed, searched="y")
    [counted] = held.election.counts
    assert counted.slips == 7


def test_the_committee_appoints_by_the_whole_name(
    electing: Electing, make: Make, visit: Visit
) -> None:
    held = electing.election(State.LISTED)
    at, helper = Meeting(held, visit), make.person(RoleKind.COORDINATOR)
    said = at.sends("/tellere", name=helper.name)
    assert f"{helper.name} skal telle." in said
    said = at.sends("/tellere", 422, name=helper.name.split()[0])
    assert "Vi finner ingen med det navnet." in said
    said = at.sends("/tellere", 409, name=held.candidates[0].name)
    assert "Den som stiller til valg, kan ikke telle." in said
    assert [it.person for it in held.election.counters] == [helper]
    at.sends(f"/tellere/{helper.id}/fjern")
    assert held.election.counters == []


def test_of_two_of_the_same_name_the_user_name_says_who_counts(
    electing: Electing, make: Make, visit: Visit
) -> None:
    held = electing.election(State.LISTED)
    name = "Kari Prøvesen"
    make.person(RoleKind.COORDINATOR, name=name)
    meant = make.person(RoleKind.COORDINATOR, name=name)
    at = Meeting(held, visit)
    assert "Flere heter det samme." in at.sends("/tellere", 422, name=name)
    at.sends("/tellere", name=name, user_name=meant.user_name)
    assert [it.person for it in held.election.counters] == [meant]


@pytest.mark.parametrize(("candidates", "crosses"), [(2, "ett"), (3, "ett eller to")])
def test_the_slips_carry_the_names_in_drawn_order_and_the_true_number(
    electing: Electing, visit: Visit, candidates: int, crosses: str
) -> None:
    held = electing.election(State.LISTED, candidates=candidates)
    page = read(
        Meeting(held, visit).visitor.get(f"/min/valg/{held.election.id}/papir").text
    )
    slips = [it for it in page.page.all("div") if it["class"] == "slip"]
    assert len(slips) == len(held.voters) + 2
    for slip in slips:
        assert f"Sett {crosses} kryss." in slip.words
        names = [it.person.name for it in held.election.candidates]
        assert sorted(names, key=slip.words.index) == names
        assert "Jeg er god til å lytte." not in slip.words
        assert slip.words.index("Blank stemme") > slip.words.index(names[-1])


def test_the_roll_is_printed_in_the_order_of_names_with_no_mark(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.CLOSED)
    said = Meeting(held, visit).reads("/papir")
    roll = said[said.index("Sett kryss når personen får seddel.") :]
    names = [it.name for it in held.election.voters]
    assert sorted(names, key=roll.index) == names
    assert said.count("Underskrift") == 2


def test_no_print_has_anybodys_name_in_its_title(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.LISTED)
    page = Meeting(held, visit).visitor.get(f"/min/valg/{held.election.id}/papir").text
    title = page[page.index("<title>") : page.index("</title>")]
    assert not any(it.name in title for it in held.voters)


def test_a_voter_sees_their_own_mark_once_it_is_over(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.CLOSED, voters=9)
    url = f"/min/valg/{held.election.id}"
    came, stayed = held.voters[4], held.voters[8]
    assert "sier at du fikk seddel" in words(visit(as_=came).get(url).text)
    assert "sier at du ikke fikk seddel" in words(visit(as_=stayed).get(url).text)


def test_whoever_is_asked_to_count_finds_the_way_from_home(
    electing: Electing, make: Make, visit: Visit
) -> None:
    held, helper = electing.election(State.LISTED), make.person(RoleKind.COORDINATOR)
    title = held.election.title
    reader = visit(as_=helper)
    assert title not in words(reader.get("/min/").text)
    held.election.appoint(helper)
    db.session.commit()
    assert title in words(reader.get("/min/").text)
    said = words(reader.get(f"/min/valg/{held.election.id}").text)
    assert "Ark til avstemningen" in said
    assert "Alle valg" not in said
    told = words(reader.get("/min/lagret-om-meg").text)
    assert f"Du er med og teller {title}" in " ".join(told.split())


def test_marks_of_a_vote_that_was_not_held_are_not_gone_through(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.LISTED, candidates=0)
    held.election.publish(held.officers[0])
    db.session.commit()
    at = Meeting(held, visit)
    assert "Det var ingen avstemning." in at.visitor.get(at.url + "/avkryssing").text
