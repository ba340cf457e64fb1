"""An election on the net, from the words in the envelopes to the paper on the wall."""

import re
from dataclasses import dataclass
from datetime import date

import pytest
from playwright.sync_api import expect

from kimvoice.core.db import db
from kimvoice.elections import daily
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.models import Election
from kimvoice.elections.states import State
from kimvoice.people.models import Person
from kimvoice.verify import verify
from tests.browser.conftest import Opens, in_short_without
from tests.browser.person import Somebody, answered, end_reading
from tests.browser.round_by_hand import (
    LAST_TO_PROPOSE,
    LISTED,
    MONDAY,
    RESULT,
    TERM,
    VOTE,
    it_is,
    written,
)
from tests.electing import Electing
from tests.factories import Make
from tests.rare_words import draw_rare

PLACE = "Sirkulus"
MARK = re.compile(r"[0-9A-F]{5}-[0-9A-F]{5}")


@dataclass
class Everybody:
    committee: list[Person]
    voters: list[Person]
    """The first three stand."""

    @property
    def election(self) -> Election:
        return db.session.query(Election).one()

    def page(self, path: str = "") -> str:
        return f"/min/valg/{self.election.id}{path}"

    @property
    def of_round(self) -> str:
        return f"/min/valg/runde/{self.election.round.id}"

    def is_on(self, day: date, hour: int = 10) -> None:
        end_reading()
        it_is(day, hour)


@pytest.fixture
def everybody(make: Make, monkeypatch: pytest.MonkeyPatch) -> Everybody:
    draw_rare(monkeypatch)
    it_is(MONDAY)
    department, electing = make.department(PLACE), Electing(make)
    voters = [make.participant(department=department) for _ in range(8)]
    return Everybody(electing.committee(), voters)


@in_short_without
def test_from_the_envelopes_to_the_result(opens: Opens, everybody: Everybody) -> None:
    officers = [opens(it) for it in everybody.committee]
    plans_for_the_net(officers[0], everybody)
    three_stand(everybody)
    words = [gets_words(it, everybody) for it in officers]
    on_the_wall = seals(officers[0], everybody)
    everybody.is_on(VOTE)
    winner, second = everybody.voters[0], everybody.voters[1]
    voting = opens(everybody.voters[3])
    own_mark = votes(voting, everybody, winner.name, second.name)
    another_votes(everybody)
    gives_a_slip(officers[1], everybody, everybody.voters[5])
    everybody.is_on(VOTE, hour=17)
    types_it_in(officers[0], everybody, winner.name, reader=everybody.committee[1])
    hangs_up(officers[0], officers[1], everybody)
    finds_own_mark(voting, everybody, own_mark)
    types_words(officers[2], everybody, words[2])
    officers[2].sees("Nå må en til skrive sine.")
    types_words(officers[0], everybody, words[0])
    officers[0].sees("Urna er åpnet, og stemmene er talt.")
    everybody.is_on(RESULT)
    publishes(officers[1], everybody)
    reads_the_result(voting, everybody, winner, second)
    counts_anew(voting, everybody, on_the_wall)
    shreds(officers[:2], everybody)


# Before the vote


def plans_for_the_net(officer: Somebody, everybody: Everybody) -> None:
    officer.goes_to("/min/valg/runde/ny/ordinart")
    for label, typed in (
        ("Hva heter valgrunden?", "Valgrunde høsten 2025"),
        ("Siste dag for å foreslå kandidater", written(LAST_TO_PROPOSE)),
        ("Dagen dere stemmer", written(VOTE)),
        ("Dagen resultatet kommer", written(RESULT)),
        ("Første dag for de som blir valgt", written(TERM)),
    ):
        officer.page.get_by_label(label).fill(typed)
    here = officer.page.get_by_role("group", name=PLACE).first
    here.get_by_label(f"Valg her: {PLACE}").check()
    here.get_by_label("Hvor stemmer dere?").fill("Pauserommet")
    here.get_by_label("På nett og papir").check()
    for number, name in enumerate([it.name for it in everybody.committee], 1):
        chosen = officer.page.get_by_label(f"Valgansvarlig {number}")
        chosen.select_option(label=name)
    officer.presses("Lagre utkastet")
    officer.follows("Se over og kunngjør")
    officer.presses("Kunngjør valget")
    officer.sees("Valget er kunngjort.")


def three_stand(everybody: Everybody) -> None:
    for person in everybody.voters[:3]:
        everybody.election.stand(person, "Jeg er god til å lytte.")
    db.session.commit()
    it_is(LISTED)
    daily.run_when_due()


def gets_words(officer: Somebody, everybody: Everybody) -> list[str]:
    officer.goes_to(everybody.of_round)
    officer.follows("Dine seks ord")
    officer.presses("Vis ordene mine")
    shown = officer.page.locator(".six-words li").all_inner_texts()
    assert len(shown) == 6
    officer.presses("Jeg har skrevet dem")
    for word in shown:
        assert word not in officer.page.get_by_role("main").inner_text().split()
    for at in (2, 5):
        officer.page.get_by_label(f"Ord {at}").fill(shown[at - 1][:4])
    officer.presses("Ordene er på arket")
    officer.page.get_by_text("Ordene dine gjelder.").wait_for()
    officer.goes_to(f"{everybody.of_round}/ord")
    officer.sees("De vises bare én gang.")
    return shown


def seals(officer: Somebody, everybody: Everybody) -> str:
    """The opening mark, as it hangs on the wall."""
    officer.goes_to(everybody.page("/urna"))
    officer.presses("Gjør urna klar")
    officer.reads("Åpningsmerket")
    return officer.page.locator(".opening-mark").inner_text()


# While it is open


def votes(voter: Somebody, everybody: Everybody, *names: str) -> str:
    """The urn mark."""
    voter.goes_to(everybody.page())
    voter.follows("Stem")
    for name in names:
        voter.page.get_by_label(name).check()
    voter.presses("Se over stemmen")
    voter.presses("Send stemmen")
    voter.reads("Du har stemt")
    for name in names:
        assert name not in voter.page.content()
    voter.page.get_by_text("Vil du kontrollere urna selv?").click()
    told = voter.page.get_by_text("Urnemerket ditt er")
    expect(told).to_be_visible()
    return "".join(MARK.findall(told.inner_text()))


def another_votes(everybody: Everybody) -> None:
    """At a device that is not looked at here: for the first who stands."""
    election = everybody.election
    stands = election.candidate(everybody.voters[0])
    assert stands is not None
    assert stands.place
    slip = election.seal_ballot(Ballot(frozenset({stands.place})))
    election.vote(everybody.voters[4], slip)
    db.session.commit()


def gives_a_slip(officer: Somebody, everybody: Everybody, person: Person) -> None:
    name, voted = person.name, everybody.voters[4].name
    officer.goes_to(everybody.page("/seddel"))
    officer.page.get_by_label("Hvem står foran deg?").fill(voted)
    officer.presses("Sjekk")
    officer.sees(f"{voted} har allerede stemt.")
    officer.page.get_by_label("Hvem står foran deg?").fill(name)
    officer.presses("Sjekk")
    officer.presses("Gi seddel")
    officer.sees(f"{name} er merket. Gi én seddel.")


# When it is over


def types_it_in(
    officer: Somebody, everybody: Everybody, name: str, *, reader: Person
) -> None:
    officer.goes_to(everybody.page("/papirsedler"))
    officer.page.get_by_label(reader.name).check()
    officer.presses("Begynn")
    officer.page.get_by_label(name).check()
    officer.presses("Legg i urna")
    officer.sees("1 av 1 er lagt i urna.")


def hangs_up(officer: Somebody, other: Somebody, everybody: Everybody) -> None:
    officer.follows("Heng opp urnemerkene")
    officer.presses("Papirsedlene er riktige")
    officer.sees("Nå må en annen valgansvarlig si det samme.")
    other.goes_to(everybody.page("/urnemerker"))
    other.presses("Heng opp urnemerkene")
    other.sees("Urna er lukket.")
    end_reading()
    assert everybody.election.urn_is_closed
    assert everybody.election.marks == 3


def finds_own_mark(voter: Somebody, everybody: Everybody, mark: str) -> None:
    voter.goes_to(everybody.page())
    voter.sees("Manntallet sier at du har stemt.")
    voter.follows("Urnemerkene")
    marks = MARK.findall(voter.page.get_by_role("main").inner_text())
    assert mark in marks
    assert len(marks) == len(everybody.voters)


def types_words(officer: Somebody, everybody: Everybody, words: list[str]) -> None:
    """The first four letters are enough."""
    officer.goes_to(everybody.page("/apne"))
    for at, word in enumerate(words, start=1):
        officer.page.get_by_label(f"Ord {at}").fill(word[:4])
    with answered(officer.page):
        officer.page.locator("main form button").last.click()


def publishes(officer: Somebody, everybody: Everybody) -> None:
    officer.goes_to(everybody.page("/resultat"))
    officer.presses("Legg ut resultatet")
    officer.sees("Resultatet er lagt ut.")


def reads_the_result(
    voter: Somebody, everybody: Everybody, winner: Person, second: Person
) -> None:
    names = winner.name, second.name
    voter.goes_to(everybody.page("/resultat"))
    for name in names:
        voter.sees(name)
    assert everybody.election.standing is State.PUBLISHED
    assert everybody.election.urn is None


def counts_anew(voter: Somebody, everybody: Everybody, on_the_wall: str) -> None:
    """By oneself, with the file, the program, and what hangs on the wall."""
    voter.goes_to(everybody.page("/protokoll"))
    voter.sees(f"Åpningsmerke: {on_the_wall}")
    with voter.page.expect_download() as taken:
        voter.page.get_by_role("link", name="Protokollen som fil").click()
    content = taken.value.path().read_bytes()
    assert verify(content, wall=on_the_wall).broken is None
    assert verify(content, wall="AAAA-AAAA").broken is not None


def shreds(officers: list[Somebody], everybody: Everybody) -> None:
    for officer in officers:
        officer.goes_to(f"{everybody.of_round}/makulering")
        officer.presses("Alle tre konvoluttene er makulert")
    officers[-1].sees("Alle tre konvoluttene er makulert. Det sier")
    end_reading()
    assert everybody.election.round.keys == []
