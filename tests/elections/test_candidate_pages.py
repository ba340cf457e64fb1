"""The pages of those who are proposed and who stand, and what nobody else sees."""

from typing import Any

import pytest

from kimvoice.elections.models import Election
from kimvoice.elections.states import CandidateState, RoundKind, State
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing, Held
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit, Visitor, without_tokens

pytestmark = on_sqlite

HOSTILE = "\x00<script>alert(1)</script> 🌲 {{ 7*7 }} %(name)s "


@pytest.fixture
def held(electing: Electing, travel_to: TravelTo) -> Held:
    return electing.election(State.NOMINATION, candidates=0)


def of(election: Election, act: str = "") -> str:
    return f"/min/valg/{election.id}" + (f"/{act}" if act else "")


def another(person: Person, **more: str) -> dict[str, str]:
    return {"who": "annen", "person": str(person.id)} | more


def seen(visitor: Visitor, election: Election) -> list[str]:
    """What stands on each page that could tell."""
    pages = ("/min/", "/min/valg", "/min/lagret-om-meg", of(election))
    more = [of(election, act) for act in ("kandidat", "oppslag", "stille")]
    return [without_tokens(visitor.get(each)) for each in (*pages, *more)]


def reads(visitor: Visitor, url: str) -> str:
    answer = visitor.get(url)
    assert answer.status_code == 200
    shown = read(answer.text)
    assert shown.mistakes == []
    return shown.page.words


def test_nobody_else_sees_by_a_letter_that_somebody_was_proposed_or_said_no(
    held: Held, visit: Visit, make: Make
) -> None:
    election, nominee = held.election, held.voters[0]
    administrator = make.person(RoleKind.ADMINISTRATOR)
    others = [visit(as_=it) for it in (held.voters[1], held.officers[1], administrator)]
    before = [seen(it, election) for it in others]
    own = visit(as_=nominee)
    own_before = seen(own, election)
    election.nominate(nominee)
    assert [seen(it, election) for it in others] == before
    assert "Noen har foreslått deg" in reads(own, "/min/")
    assert "Noen har foreslått deg som tillitsvalgt." in reads(own, of(election))
    assert own.submit(of(election, "nei"), page=of(election)).status_code == 303
    assert [it.state for it in election.nominees] == [CandidateState.DECLINED]
    assert [seen(it, election) for it in others] == before
    own.get("/min/")
    after = seen(own, election)
    told = 2
    assert "Sa nei" in after.pop(told)
    assert own_before.pop(told) != ""
    assert after == own_before


def test_who_proposes_gets_one_answer_whatever_was_said_before(
    held: Held, visit: Visit
) -> None:
    election = held.election
    fresh, asked, refused, stands, me = held.voters[:5]
    for person in (asked, refused):
        election.nominate(person)
    election.decline(refused)
    election.stand(stands)
    visitor, answers = visit(as_=me), []
    for person in (fresh, asked, refused, stands):
        answer = visitor.submit(of(election, "kandidat"), another(person))
        page = without_tokens(visitor.get(of(election)))
        answers.append((answer.status_code, answer.location, page))
    assert "Takk. Forslaget er mottatt." in page
    assert answers == [answers[0]] * 4


def test_a_yes_shows_the_name_to_all_and_the_words_to_the_department(
    held: Held, visit: Visit, make: Make
) -> None:
    election, nominee = held.election, held.voters[0]
    election.nominate(nominee)
    own, other = visit(as_=nominee), visit(as_=held.voters[1])
    elsewhere = visit(as_=make.participant())
    assert nominee.name not in reads(other, of(election))
    page = reads(own, of(election, "stille"))
    assert "Navnet ditt vises i huset når du stiller." in page
    own.submit(of(election, "stille"), {"statement": "Jeg er god til å lytte."})
    assert "Jeg er god til å lytte." in reads(other, of(election))
    seen_elsewhere = reads(elsewhere, of(election))
    assert nominee.name in seen_elsewhere
    assert "god til å lytte" not in seen_elsewhere
    own.submit(of(election, "stille"), {"statement": "Nytt."})
    assert [it.statement for it in election.candidates] == ["Nytt."]
    own.submit(of(election, "trekk"))
    assert nominee.name not in reads(other, of(election))


@pytest.mark.parametrize(
    ("filled", "words"),
    [
        ({}, "Velg hvem du foreslår."),
        ({"who": "annen"}, "Velg hvem du foreslår."),
        ({"who": "annen", "person": "999999"}, "Velg en deltaker fra lista."),
        ({"who": "alle"}, "Velg hvem du foreslår."),
        (
            {"who": "meg", "statement": "x" * 10_000},
            "Teksten kan ha høyst 500 tegn. Du har skrevet 10000.",
        ),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
    held: Held, visit: Visit, filled: dict[str, Any], words: str
) -> None:
    visitor = visit(as_=held.voters[0])
    typed = {"statement": "Mine ord."} | filled
    answer = visitor.submit(of(held.election, "kandidat"), typed)
    assert answer.status_code == 422
    assert words in answer.text
    assert typed["statement"] in answer.text
    assert held.election.nominees == []


def test_words_for_somebody_else_are_not_lost_silently(
    held: Held, visit: Visit
) -> None:
    filled = another(held.voters[1], statement="Hun er flink.")
    answer = visit(as_=held.voters[0]).submit(of(held.election, "kandidat"), filled)
    assert answer.status_code == 422
    assert "Bare den som selv stiller, kan skrive her." in answer.text
    assert "Hun er flink." in answer.text


def test_strange_words_are_shown_as_words(held: Held, visit: Visit) -> None:
    filled = {"who": "meg", "statement": HOSTILE}
    visitor = visit(as_=held.voters[0])
    assert visitor.submit(of(held.election, "kandidat"), filled).status_code == 303
    for page in ("", "stille"):
        text = visitor.get(of(held.election, page)).text
        assert "<script>alert" not in text
        assert "&lt;script&gt;alert(1)&lt;/script&gt; 🌲 {{ 7*7 }} %(name)s" in text


def test_an_officer_of_the_department_is_told_why_and_keeps_the_words(
    held: Held, visit: Visit
) -> None:
    officer = held.officers[1]
    since = officer.roles[0].starts
    officer.take_role(RoleKind.PARTICIPANT, held.election.department, since=since)
    filled = {"who": "meg", "statement": "Mine ord."}
    answer = visit(as_=officer).submit(of(held.election, "kandidat"), filled)
    assert answer.status_code == 409
    assert "Gå ut av valgstyret før du stiller." in answer.text
    assert "Mine ord." in answer.text


def test_after_the_last_day_the_page_says_when_it_was(
    held: Held, visit: Visit, travel_to: TravelTo
) -> None:
    travel_to("2025-11-18 00:00")
    visitor = visit(as_=held.voters[0])
    assert "Foreslå en kandidat" not in reads(visitor, of(held.election))
    answer = visitor.get(of(held.election, "kandidat"))
    assert answer.status_code == 409
    assert "Fristen for å foreslå gikk ut 17.11.2025." in answer.text


def test_who_acts_first_after_the_last_day_freezes_the_roll(
    held: Held, visit: Visit, travel_to: TravelTo
) -> None:
    one, other = held.voters[:2]
    for person in (one, other):
        held.election.stand(person)
    travel_to("2025-11-18 00:00")
    assert visit(as_=one).submit(of(held.election, "trekk")).status_code == 303
    assert held.election.state is State.LISTED
    assert [it.person for it in held.election.candidates] == [other]


def test_two_of_one_name_are_told_apart_on_every_list(
    held: Held, visit: Visit, make: Make
) -> None:
    one, other, me = held.voters[:3]
    one.name = other.name = "Kari Prøve"
    visitor = visit(as_=me)
    for person in (one, other):
        held.election.stand(person)
    page, form = of(held.election), of(held.election, "kandidat")
    listed = visitor.get(form).text.split("<select")[1].split("</select")[0]
    for shown in (reads(visitor, page), listed):
        for person in (one, other):
            assert f"Kari Prøve ({person.user_name})" in shown
    assert me.name not in listed


def test_two_agree_on_their_pages_and_everybody_reads_how_it_goes(
    electing: Electing, travel_to: TravelTo, visit: Visit
) -> None:
    held = electing.election(State.LISTED, candidates=2)
    first, second = held.candidates
    other, officer = visit(as_=held.others[0]), visit(as_=held.officers[1])
    assert "Bli enige" not in reads(other, of(held.election))
    for person, said in ((first, first), (second, second), (first, second)):
        answer = visit(as_=person).submit(
            of(held.election, "enige"), {"first": str(said.id)}
        )
        assert answer.status_code == 303
        if not held.election.have_agreed:
            assert "har svart" not in reads(other, of(held.election))
    page = reads(other, of(held.election))
    assert f"{second.name} blir tillitsvalgt, og {first.name} blir vara." in page
    assert "hvis ingen ber om noe annet innen torsdag 20. november." in page
    of_officer = reads(officer, of(held.election))
    assert "Jeg vil stemme" not in of_officer
    assert "Lista er endret mandag 17. november." in of_officer
    assert "Lista er endret" not in page
    notice = reads(other, of(held.election, "oppslag"))
    assert f"{second.name} blir tillitsvalgt" in notice
    assert "Slik stemmer du" not in notice
    assert "Vil du stemme likevel?" in notice


def test_who_asks_for_a_vote_is_answered_as_the_first_was(
    electing: Electing, travel_to: TravelTo, visit: Visit
) -> None:
    held = electing.election(State.LISTED, candidates=1)
    one, other = visit(as_=held.others[0]), visit(as_=held.others[1])
    page = reads(one, of(held.election))
    assert f"Bare {held.candidates[0].name} stiller." in page
    assert "Navnet ditt vises ikke." in page
    answers = [it.post(of(held.election, "avstemning")) for it in (one, other, one)]
    assert [it.status_code for it in answers] == [303] * 3
    assert held.election.vote_asked
    for visitor in (one, other):
        visitor.get("/min/")
    assert reads(one, of(held.election)) == reads(other, of(held.election)).replace(
        held.others[1].name, held.others[0].name
    )
    assert "Noen har bedt om avstemning." in reads(one, of(held.election))


def test_the_notice_says_when_who_and_how_and_names_nobody_in_its_title(
    electing: Electing, travel_to: TravelTo, visit: Visit
) -> None:
    held = electing.election(State.LISTED, candidates=3)
    held.election.place = "møterom 2"
    visitor = visit(as_=held.officers[1])
    answer = visitor.get(of(held.election, "oppslag"))
    title = answer.text.split("<title>")[1].split("</title>")[0]
    assert title == "Oppslag om valget – KIM voice"
    words = reads(visitor, of(held.election, "oppslag"))
    places = [words.index(it.person.name) for it in held.election.candidates]
    assert places == sorted(places)
    for said in (
        "mandag 1. desember kl. 08.00–15.00, møterom 2",
        "tirsdag 2. desember",
        *(it.name for it in held.officers),
        "Jeg er god til å lytte.",
        "Rekkefølgen er trukket tilfeldig.",
        "Sett ett eller to kryss.",
        "Blir det likt, trekker vi lodd.",
    ):
        assert said in words, said


def test_representatives_propose_each_other_for_the_board(
    electing: Electing, travel_to: TravelTo, visit: Visit, make: Make
) -> None:
    me, other = make.representative(), make.representative()
    participant = make.participant()
    planned = electing.round(kind=RoundKind.BOARD)
    planned.announce()
    [election] = planned.elections
    visitor = visit(as_=me)
    page = reads(visitor, of(election, "kandidat"))
    for words in ("En annen tillitsvalgt", "Hvorfor vil du sitte i styret?"):
        assert words in page
    assert participant.name not in page
    visitor.submit(of(election, "kandidat"), another(other))
    asked = reads(visit(as_=other), of(election))
    assert "Noen har foreslått deg som styrerepresentant." in asked
    assert "Den med flest stemmer blir styrerepresentant." in reads(
        visitor, of(election, "oppslag")
    )
    assert visit(as_=participant).get(of(election, "kandidat")).status_code == 403


@pytest.mark.parametrize(
    ("state", "candidates", "words"),
    [
        (State.NOMINATION, 0, "Foreslå kandidater fram til mandag 17. november."),
        (State.LISTED, 3, "Stem mandag 1. desember kl. 08.00–15.00."),
        (State.LISTED, 0, "Ingen stiller til valg."),
        (State.OPEN, 3, "Stem mandag 17. november kl. 00.00–23.59."),
        (State.CLOSED, 3, "Resultatet kommer mandag 17. november."),
        (State.PUBLISHED, 3, "Resultatet er klart."),
    ],
)
def test_home_says_what_comes_next_to_who_votes_there_and_nobody_else(
    electing: Electing,
    travel_to: TravelTo,
    visit: Visit,
    make: Make,
    state: State,
    candidates: int,
    words: str,
) -> None:
    held = electing.election(state, candidates=candidates)
    visitor = visit(as_=held.voters[0])
    assert words in reads(visitor, "/min/")
    if state is State.CLOSED:
        held.election.round.result_on = held.election.round.votes_on
        assert "Resultatet er ikke klart ennå." in reads(visitor, "/min/")
    elsewhere = reads(visit(as_=make.participant()), "/min/")
    assert held.election.title not in elsewhere
