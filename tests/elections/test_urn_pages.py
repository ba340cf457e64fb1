"""After the vote on the net: slips laid in, marks hung up, the urn opened."""

import re
from collections.abc import Sequence
from typing import Any

import pytest

from kimvoice.checks import machine
from kimvoice.core import words as listed
from kimvoice.core.db import db
from kimvoice.core.urn import Urn
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.states import Deed, State, Way
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing, Held
from tests.elections.test_meeting import Meeting, words
from tests.factories import LONG_AGO
from tests.visitor import Visit

pytestmark = on_sqlite


def closed(electing: Electing, *, paper: int = 0, **more: Any) -> Held:
    """Two votes on the net, and so many slips given on paper."""
    held = electing.election(State.OPEN, way=Way.NET, **more)
    electing.vote(held, held.voters[0], held.candidates[0])
    electing.vote(held, held.voters[1])
    for voter in held.voters[2 : 2 + paper]:
        held.election.give_slip(voter)
    electing.close_it(held.election)
    db.session.commit()
    return held


class AtUrn(Meeting):
    """One officer, and another who reads."""

    def begins(self, reader: int = 1) -> str:
        """The page for the first slip."""
        sent = {"reader": str(self.held.officers[reader].id)}
        return self.visitor.post(f"{self.url}/papirsedler", sent).text

    def lays_in(
        self, text: str, *chosen: str, status: int = 200, reader: int = 1
    ) -> str:
        sent = {
            "reader": str(self.held.officers[reader].id),
            "token": token_of(text),
            "ballot": list(chosen),
        }
        answer = self.visitor.post(f"{self.url}/papirsedler", sent)
        assert answer.status_code == status, words(answer.text)
        return answer.text

    def types(self, drawn: Sequence[str], status: int = 303) -> str:
        typed = {f"passphrase_{at}": it for at, it in enumerate(drawn, start=1)}
        return self.sends("/apne", status, **typed)

    @property
    def own_words(self) -> list[str]:
        officer = self.held.officers[self.at]
        return self.held.words[officer.id]

    def __init__(self, held: Held, visit: Visit, officer: int = 0) -> None:
        super().__init__(held, visit, officer)
        self.at = officer


def token_of(text: str) -> str:
    found = re.search('name="token" value="([^"]+)"', text)
    return found[1] if found else ""


def in_urn(held: Held) -> int:
    db.session.expire_all()
    assert held.election.urn is not None
    return len(held.election.urn.sealed)


# Slips of the box


def test_slips_are_laid_in_one_by_one_and_no_page_shows_the_last(
    electing: Electing, visit: Visit
) -> None:
    held = closed(electing, paper=4)
    at = AtUrn(held, visit)
    page = at.begins()
    assert f"{held.officers[1].name} leser. Du skriver." in words(page)
    for number, chosen in enumerate((["1", "2"], ["blank"], ["unreadable"], ["3"]), 1):
        page = at.lays_in(page, *chosen)
        assert f"{number} av 4 er lagt i urna." in words(page)
        assert "checked" not in page
    assert "Heng opp urnemerkene" in words(page)
    assert in_urn(held) == 6
    [line] = [it for it in held.election.events if it.deed is Deed.PAPER_LAID_IN]
    assert [it.person_id for it in line.people] == [it.id for it in held.officers[:2]]


def test_a_double_click_lays_in_one(electing: Electing, visit: Visit) -> None:
    held = closed(electing, paper=3)
    at = AtUrn(held, visit)
    first = at.begins()
    for _click in range(2):
        said = words(at.lays_in(first, "1"))
        assert "1 av 3 er lagt i urna." in said
    assert in_urn(held) == 3


def test_two_who_type_at_once_lay_in_one_and_one_is_told(
    electing: Electing, visit: Visit
) -> None:
    """Also of a page from before the house was started anew."""
    held = closed(electing, paper=3)
    one, other = AtUrn(held, visit), AtUrn(held, visit, officer=2)
    page, theirs = one.begins(), other.begins()
    one.lays_in(page, "1")
    late = other.lays_in(theirs, "2", status=409)
    assert "Se på tallet" in words(late)
    assert "checked" not in late
    assert in_urn(held) == 3
    other.lays_in(late, "2")
    assert in_urn(held) == 4


@pytest.mark.parametrize(
    ("chosen", "why"),
    [
        ([], "Kryss av for det som står på seddelen."),
        (["1", "2", "3"], "Er det for mange kryss på seddelen?"),
        (["1", "blank"], "Er det kryss både ved navn og ved «Blank stemme»?"),
        (["blank", "unreadable"], "Er det kryss både ved navn"),
        (["9"], "Kryss av for det som står på seddelen."),
        (["<script>\0😀" * 1000], "Kryss av for det som står på seddelen."),
    ],
)
def test_what_is_no_ballot_is_not_laid_in(
    electing: Electing, visit: Visit, chosen: list[str], why: str
) -> None:
    held = closed(electing, paper=1)
    at = AtUrn(held, visit)
    said = at.lays_in(at.begins(), *chosen, status=422)
    assert why in words(said)
    assert in_urn(held) == 2
    if chosen == ["1", "2", "3"]:
        assert said.count("checked") == 3


def test_nothing_is_laid_in_without_a_page_of_ours_and_another_who_reads(
    electing: Electing, visit: Visit
) -> None:
    held = closed(electing, paper=2)
    at = AtUrn(held, visit)
    page = at.begins()
    assert "Velg hvem som leser høyt." in words(
        at.lays_in(page, "1", status=422, reader=0)
    )
    at.lays_in("", "1", status=409)
    theirs = AtUrn(held, visit, officer=1).begins(reader=0)
    at.lays_in(theirs, "1", status=409)
    assert in_urn(held) == 2


def test_of_few_slips_it_is_said_who_can_understand_what(
    electing: Electing, visit: Visit
) -> None:
    held = closed(electing, paper=2)
    at = AtUrn(held, visit)
    one, other, _third = (it.name for it in held.officers)
    why = f"{one} og {other} skriver inn. De kan forstå hva noen har stemt."
    assert why in words(at.begins())
    many = AtUrn(closed(electing, paper=3), visit)
    assert "De kan forstå" not in words(many.begins())


def test_who_leads_the_department_neither_types_nor_reads(
    electing: Electing, visit: Visit
) -> None:
    held = closed(electing, paper=3)
    leader = held.officers[0]
    here = held.election.department
    leader.take_role(RoleKind.WORK_LEADER, department=here, since=LONG_AGO)
    db.session.commit()
    assert (
        AtUrn(held, visit)
        .visitor.get(f"/min/valg/{held.election.id}/papirsedler")
        .status_code
        == 403
    )
    assert leader.name not in AtUrn(held, visit, officer=1).reads("/papirsedler")


@pytest.mark.parametrize("state", [State.LISTED, State.OPEN, State.COUNTED])
def test_slips_are_typed_when_it_is_over_and_not_before(
    electing: Electing, visit: Visit, state: State
) -> None:
    at = AtUrn(electing.election(state, way=Way.NET), visit)
    assert at.visitor.get(at.url + "/papirsedler").status_code == 203
    at.sends("/papirsedler", 409, reader=str(at.held.officers[1].id))


# Urn marks


def test_the_marks_hang_for_all_on_the_roll_and_count_nobody(
    electing: Electing, visit: Visit
) -> None:
    held = closed(electing)
    voter = visit(as_=held.voters[3])
    url = f"/min/valg/{held.election.id}/urnemerker"
    assert voter.get(url).status_code == 403
    said = AtUrn(held, visit).sends("/urnemerker")
    assert "Urna er lukket." in said
    theirs = words(voter.get(url).text)
    assert all(mark in theirs for mark in held.election.urn_marks)
    assert len(held.election.urn_marks) == len(held.voters)
    assert "kan ingen telle hvor mange som har stemt" in theirs
    late = AtUrn(held, visit, officer=1).sends("/urnemerker", 409)
    assert "Dette er gjort, eller kan ikke gjøres nå." in late


def test_slips_that_are_missing_are_searched_for_first(
    electing: Electing, visit: Visit
) -> None:
    held = closed(electing, paper=1)
    at = AtUrn(held, visit)
    assert "0 av 1 er lagt i urna." in at.reads("/urnemerker")
    said = at.sends("/urnemerker", 422)
    assert "Let i kassa og på bordet først." in said
    said = at.sends("/urnemerker", searched="y")
    assert "Nå må en annen valgansvarlig si det samme." in said
    assert "Heng opp urnemerkene" not in at.reads("/urnemerker")
    AtUrn(held, visit, officer=1).sends("/urnemerker", searched="y")
    assert "3 merker i manntallet, 2 sedler i urna." in at.reads("/apne")
    assert "Dere har lett etter sedlene som mangler." in at.reads("/apne")


def test_what_does_not_fit_is_said_calmly_with_the_way_on(
    electing: Electing, visit: Visit
) -> None:
    held = closed(electing)
    Urn.held(held.election.urn_name).put([Ballot(frozenset({1})).write()])
    db.session.commit()
    at = AtUrn(held, visit)
    at.sends("/urnemerker", 409)
    for path in ("/urnemerker", "/apne"):
        shown = at.visitor.get(at.url + path).text
        assert "Merker og sedler er ikke like mange." in words(shown)
        assert f"{at.url}/pa-nytt" in shown
        assert "passphrase_1" not in shown


# Six words, and six more


def hung_up(electing: Electing, **more: Any) -> Held:
    held = closed(electing, **more)
    held.election.close_urn(held.officers[0])
    db.session.commit()
    return held


def test_two_officers_type_four_letters_each_and_it_is_counted(
    electing: Electing, visit: Visit
) -> None:
    held = hung_up(electing)
    one, other = AtUrn(held, visit), AtUrn(held, visit, officer=2)
    said = one.types([it[:4].upper() for it in one.own_words])
    assert "Du har skrevet ordene dine. Nå må en til skrive sine." in said
    assert "passphrase_1" not in one.visitor.get(one.url + "/apne").text
    waits = other.reads("/apne")
    assert f"{held.officers[0].name} har skrevet ordene sine." in waits
    again = one.types(one.own_words, 409)
    assert "Du har skrevet ordene dine." in again
    said = other.types(other.own_words)
    assert "Urna er åpnet, og stemmene er talt." in said
    db.session.expire_all()
    assert held.election.standing is State.COUNTED
    assert [it.votes for it in held.election.candidates if it.votes] == [1]
    late = other.types(other.own_words, 409)
    assert "Urna er åpnet, og stemmene er talt." in late


def test_no_page_says_again_what_was_typed(electing: Electing, visit: Visit) -> None:
    held = hung_up(electing)
    at = AtUrn(held, visit)
    typed = [*at.own_words[:4], "zzzzikke", "\0<script>😀"]
    sent = {f"passphrase_{it}": word for it, word in enumerate(typed, start=1)}
    answer = at.visitor.post(at.url + "/apne", sent)
    said = words(answer.text)
    assert answer.status_code == 422
    for number in (5, 6):
        assert f"Ord {number} er skrevet feil. Se på arket." in said
    for number in (1, 2, 3, 4):
        assert f"Ord {number} er" not in said
    fields = re.findall(r'<input[^>]*name="passphrase_\d"[^>]*>', answer.text)
    assert ['value=""' in it for it in fields] == [True] * 6
    assert not any(word in answer.text for word in (typed[4], "script>😀"))
    assert "Skriv alle seks ordene på nytt." in said
    assert "Skriv alle seks" not in at.reads("/apne")
    assert at.types(["a" * 10_000] * 6, 422)
    assert "Skriv ord 3." in at.types([*typed[:2], ""], 422)


def test_words_of_somebody_else_open_nothing(electing: Electing, visit: Visit) -> None:
    """Of another officer, of another round, or drawn anew."""
    held, other = hung_up(electing), hung_up(electing)
    at = AtUrn(held, visit)
    tried = (
        AtUrn(held, visit, officer=1).own_words,
        AtUrn(other, visit).own_words,
        listed.draw(6),
        at.own_words[::-1],
    )
    for drawn in tried:
        said = at.types(drawn, 422)
        assert "Ordene er ikke riktige. Se på arket ditt, og prøv igjen." in said
    db.session.expire_all()
    assert held.election.unlocked_by is None


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.OPEN, "Avstemningen er ikke over ennå."),
        (State.CLOSED, "Heng opp urnemerkene først."),
        (State.COUNTED, "Urna er åpnet, og stemmene er talt."),
    ],
)
def test_it_is_not_opened_early_or_twice(
    electing: Electing, visit: Visit, state: State, why: str
) -> None:
    at = AtUrn(electing.election(state, way=Way.NET), visit)
    assert why in at.types(at.own_words, 409)
    assert "passphrase_1" not in at.visitor.get(at.url + "/apne").text


def test_an_officer_who_came_later_has_no_words(
    electing: Electing, visit: Visit
) -> None:
    held = hung_up(electing)
    coming = electing.committee()[1]
    held.election.round.replace(held.officers[1], coming)
    db.session.commit()
    visitor = visit(as_=coming)
    url = f"/min/valg/{held.election.id}/apne"
    said = words(visitor.get(url).text)
    assert "Du har ingen ord som åpner denne urna." in said
    typed = {f"passphrase_{at}": it for at, it in enumerate(listed.draw(6), start=1)}
    assert visitor.post(url, typed).status_code == 409


def test_with_two_envelopes_lost_it_is_held_anew(
    electing: Electing, visit: Visit
) -> None:
    held = hung_up(electing)
    for leaving in held.officers[1:]:
        held.election.round.replace(leaving, electing.committee()[1])
    db.session.commit()
    at = AtUrn(held, visit)
    shown = at.visitor.get(at.url + "/apne").text
    assert "Urna kan ikke åpnes. Valget må holdes på nytt." in words(shown)
    assert f"{at.url}/pa-nytt" in shown
    assert "passphrase_1" not in shown
    # An envelope that is lost may be found: nobody knows that none was read.
    assert "ingen kan lese dem" not in words(shown)
    assert "Urna blir slettet uten å bli åpnet" in words(shown)


def test_while_it_can_be_opened_no_heading_says_that_it_cannot(
    electing: Electing, visit: Visit
) -> None:
    said = AtUrn(hung_up(electing), visit).reads("/apne")
    assert "Da kan ikke urna åpnes. Valget må holdes på nytt." in said
    assert "Urna kan ikke åpnes. Valget" not in said


def test_an_urn_that_was_changed_after_closing_is_not_opened(
    electing: Electing, visit: Visit
) -> None:
    held = hung_up(electing)
    one, other = AtUrn(held, visit), AtUrn(held, visit, officer=1)
    one.types(one.own_words)
    urn = Urn.held(held.election.urn_name)
    urn.slips = urn.slips[urn.slip :] + urn.seal(b"1")
    db.session.commit()
    assert "ikke de samme som da urnemerkene ble hengt opp" in other.reads("/apne")
    other.types(other.own_words, 409)
    db.session.expire_all()
    assert held.election.standing is State.CLOSED
    assert held.election.urn is not None


# Beside it


def test_on_the_net_nobody_types_figures(electing: Electing, visit: Visit) -> None:
    held = hung_up(electing)
    at = AtUrn(held, visit)
    shown = at.visitor.get(at.url + "/opptelling").text
    assert 'name="slips"' not in shown
    assert "Her skriver dere ingen tall." in words(shown)
    assert f"{at.url}/apne" in shown
    at.sends("/opptelling", 409, slips="2")


def test_who_voted_on_the_net_stands_marked_for_the_committee(
    electing: Electing, visit: Visit
) -> None:
    """As who voted on paper does: which of the two is nobody's business."""
    held = closed(electing, paper=2)
    at = AtUrn(held, visit)
    gone_through = at.reads("/avkryssing")
    assert "Har stemt: 4 av 8" in gone_through
    own = at.reads("/protokoll/valgstyret")
    assert own.count("Har stemt") == 4
    assert "Fikk seddel" not in own + gone_through


def test_after_the_vote_nobody_is_told_to_hang_up_the_mark_before_it(
    electing: Electing, visit: Visit
) -> None:
    said = AtUrn(closed(electing), visit).reads("/urna")
    assert "på veggen før dere stemmer" not in said
    assert "til resultatet er endelig. Er det borte?" in said


def test_the_print_carries_what_hung_on_the_wall(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.PUBLISHED, way=Way.NET)
    said = words(
        visit(as_=held.voters[0]).get(f"/min/valg/{held.election.id}/protokoll").text
    )
    assert held.election.opening_mark
    assert f"Åpningsmerke: {held.election.opening_mark}." in said
    assert all(it in said for it in held.election.urn_marks)
    assert "Det er planlagt at alle kan stemme på nett eller på papir." in said
    own = AtUrn(held, visit).reads("/protokoll/valgstyret")
    assert "Sedler i urna: 8" in own
    assert "kassa" not in own


def test_sheets_beside_the_net_ask_for_no_count_by_hand(
    electing: Electing, visit: Visit
) -> None:
    said = AtUrn(electing.election(State.OPEN, way=Way.NET), visit).reads("/papir")
    assert "Slik stemmer noen på papir" in said
    assert "Opptelling, teller" not in said


@pytest.mark.parametrize("is_hung_up", [False, True])
def test_the_keeper_is_told_of_an_urn_that_does_not_fit(
    electing: Electing, is_hung_up: bool
) -> None:
    held = hung_up(electing) if is_hung_up else closed(electing)
    assert list(machine.election_urns()) == []
    Urn.held(held.election.urn_name).put([Ballot(frozenset({1})).write()])
    db.session.commit()
    [said] = machine.election_urns()
    rest = str(said.what).replace(held.election.title, "")
    assert not any(sign.isdigit() for sign in rest)
