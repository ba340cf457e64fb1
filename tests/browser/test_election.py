"""A whole round in five departments: who plans it, who stands, votes, counts, draws."""

from datetime import timedelta

import pytest

from kimvoice.elections import daily
from kimvoice.elections.states import State
from kimvoice.people.models import Person
from tests.browser.conftest import Opens, in_short_without
from tests.browser.person import Somebody, end_reading
from tests.browser.round_by_hand import (
    DEPARTMENTS,
    LISTED,
    MONDAY,
    OBJECTION,
    REASON,
    REPLY,
    RESULT,
    STATEMENT,
    TERM,
    VOTE,
    WITNESSES,
    Everybody,
    agree,
    asks_for_a_vote,
    it_is,
    others_stand,
    plans_and_announces,
    proposes,
    refuses_unseen,
    stands,
    written,
)
from tests.electing import Electing
from tests.factories import Make


@pytest.fixture
def everybody(make: Make, opens: Opens) -> Everybody:
    it_is(MONDAY)
    people = {}
    for name in DEPARTMENTS:
        place = make.department(name)
        people[name] = [make.participant(department=place) for _ in range(6)]
    return Everybody(Electing(make).committee(), people, make.coordinator(), opens)


@in_short_without
def test_five_departments_elect_and_everybody_sees_who_theirs_is(
    opens: Opens, everybody: Everybody
) -> None:
    one, two, refuses, voter = everybody.people["Sirkulus"][:4]
    officer = opens(everybody.committee[0])
    plans_and_announces(officer, everybody)
    voting = opens(voter)
    proposes(voting, everybody, one, refuses)
    stands(opens(one))
    refuses_unseen(opens(refuses), voting, everybody)
    others_stand(everybody)
    it_is(LISTED)
    daily.run_when_due()
    shows_the_notice_and_the_roll(officer, everybody)
    second = opens(everybody.committee[1])
    corrects_the_roll(officer, second, everybody)
    agree(everybody)
    asks_for_a_vote(everybody)
    counting = opens(everybody.counter)
    votes_on_paper(officer, counting, everybody)
    disagree_and_agree(officer, counting, everybody)
    counted_by_two(officer, second, everybody)
    draws_lots(officer, voting, everybody, one)
    publishes(officer, second, everybody)
    reads_the_result(voting, everybody, one, two)
    objects(voting, officer, everybody, voter)
    sees_who_theirs_is(voting, everybody, one, two)
    steps_down(everybody)


# The list and the roll


def shows_the_notice_and_the_roll(officer: Somebody, everybody: Everybody) -> None:
    officer.goes_to(everybody.page("Sirkulus"))
    officer.follows("Skriv ut oppslaget")
    officer.sees(STATEMENT)
    officer.goes_to(everybody.page("Sirkulus", "/manntall"))
    for name in [it.name for it in everybody.people["Sirkulus"]]:
        officer.sees(name)


def corrects_the_roll(
    officer: Somebody, second: Somebody, everybody: Everybody
) -> None:
    struck = everybody.people["Sirkulus"][5].name
    officer.follows("Rett manntallet")
    officer.page.get_by_label("Stryk fra manntallet").check()
    officer.page.get_by_label("Hvem gjelder det?").fill(struck)
    officer.page.get_by_label("Hvorfor?").fill(REASON)
    officer.presses("Send til en annen valgansvarlig")
    officer.sees("Nå må en annen valgansvarlig si ja, før det gjelder.")
    second.goes_to(everybody.page("Sirkulus"))
    second.follows(f"Stryk fra manntallet: {struck}")
    second.sees(REASON)
    second.presses("Ja, gjør det")
    second.sees("Svaret ditt er lagret.")
    second.goes_to(everybody.page("Sirkulus", "/manntall"))
    assert struck not in second.page.get_by_role("main").inner_text()


# The vote and the count


def votes_on_paper(officer: Somebody, counting: Somebody, everybody: Everybody) -> None:
    officer.goes_to(everybody.page("Sirkulus", "/tellere"))
    name = everybody.counter.name
    officer.page.get_by_label("Hvem skal telle?").fill(name)
    officer.presses("Velg ut")
    officer.sees(f"{name} skal telle.")
    it_is(VOTE)
    counting.goes_to(everybody.page("Sirkulus"))
    counting.follows("Gi seddel")
    first, *others = everybody.people["Sirkulus"][:5]
    gets_a_slip(counting, first.name)
    counting.page.get_by_label("Hvem står foran deg?").fill(first.name)
    counting.presses("Sjekk")
    counting.sees(f"{first.name} har allerede fått seddel.")
    for person in others:
        gets_a_slip(counting, person.name)
    for place in ("Datadrift", "Kafe Nr 19"):
        for person in everybody.people[place]:
            everybody.of(place).give_slip(person)
    it_is(VOTE, hour=17)


def gets_a_slip(counting: Somebody, name: str) -> None:
    counting.page.get_by_label("Hvem står foran deg?").fill(name)
    counting.presses("Sjekk")
    counting.sees(f"{name} kan få seddel.")
    counting.presses("Gi seddel")
    counting.sees(f"{name} er merket. Gi én seddel.")


def counted_by_two(first: Somebody, other: Somebody, everybody: Everybody) -> None:
    """Where the votes are not equal; and where one stood alone."""
    two, [one] = names_in(everybody, "Datadrift", 2), names_in(everybody, "Kafe Nr 19")
    for place, figures in (
        ("Datadrift", {two[0]: 4, two[1]: 2}),
        ("Kafe Nr 19", {one: 5, "Blanke": 1}),
    ):
        for counting, said in (
            (first, "Nå venter vi på den andre som teller."),
            (other, "Dere fikk det samme."),
        ):
            counts(counting, everybody, place, slips=6, figures=figures)
            counting.sees(said)


def names_in(everybody: Everybody, place: str, many: int = 1) -> list[str]:
    return [it.name for it in everybody.people[place][:many]]


def disagree_and_agree(
    officer: Somebody, counting: Somebody, everybody: Everybody
) -> None:
    one, two = names_in(everybody, "Sirkulus", 2)
    equal, unequal = (
        {one: mine, two: 2 if mine == 2 else 1, "Blanke": 1} for mine in (2, 3)
    )
    for somebody, figures, said in (
        (officer, equal, "Nå venter vi på den andre som teller."),
        (counting, unequal, "Dere fikk ikke det samme"),
        (counting, equal, "Endre tallene dine"),
        (officer, equal, "Stemmene ble like. Nå skal valgstyret trekke lodd."),
    ):
        counts(somebody, everybody, "Sirkulus", slips=5, figures=figures)
        somebody.sees(said)


def counts(
    somebody: Somebody,
    everybody: Everybody,
    place: str,
    *,
    slips: int,
    figures: dict[str, int],
) -> None:
    somebody.goes_to(everybody.page(place, "/opptelling"))
    typed = {"Hvor mange sedler lå i kassa?": slips, "Blanke": 0, "Ugyldige": 0}
    for label, number in (typed | figures).items():
        somebody.page.get_by_label(label).fill(str(number))
    somebody.presses("Lagre tallene")


# The lot


def draws_lots(
    officer: Somebody, voter: Somebody, everybody: Everybody, drawn: Person
) -> None:
    name = drawn.name
    officer.goes_to(everybody.page("Sirkulus", "/loddtrekning"))
    officer.follows("Skriv når og hvor")
    for label, typed in (
        ("Hvilken dag?", written(RESULT)),
        ("Hvilket klokkeslett?", "9.30"),
        ("Hvor?", "Kantina"),
    ):
        officer.page.get_by_label(label).fill(typed)
    officer.presses("Lagre tid og sted")
    officer.sees("Alle ser nå når og hvor dere trekker.")
    voter.goes_to(everybody.page("Sirkulus"))
    voter.sees("Vi trekker lodd onsdag 3. desember kl. 09.30: Kantina.")
    it_is(RESULT)
    officer.follows("Skriv inn trekningen")
    officer.page.get_by_label("Hvem ble trukket først?").select_option(label=name)
    officer.page.get_by_label("Hvem trakk?").fill("Kari Trekkesen")
    for number, witness in enumerate(WITNESSES, 1):
        officer.page.get_by_label(f"Vitne {number}").fill(witness)
    officer.presses("Se over trekningen")
    officer.sees("Trekningen er ikke lagret ennå.")
    officer.presses("Lagre trekningen")
    officer.sees("Trekningen er lagret.")


# The result


def publishes(officer: Somebody, second: Somebody, everybody: Everybody) -> None:
    officer.follows("Resultatet")
    officer.sees("Du skrev inn trekningen. En annen legger ut resultatet.")
    second.goes_to(everybody.page("Sirkulus", "/resultat"))
    second.presses("Legg ut resultatet")
    second.sees("Resultatet er lagt ut.")
    for place in DEPARTMENTS[1:]:
        second.goes_to(everybody.page(place, "/resultat"))
        second.presses("Legg ut resultatet")
        second.sees("Resultatet er lagt ut.")


def reads_the_result(
    voter: Somebody, everybody: Everybody, one: Person, two: Person
) -> None:
    names = [one.name, two.name]
    drawn = f"{WITNESSES[0]} og {WITNESSES[1]} så på."
    for path in ("/resultat", "/protokoll"):
        voter.goes_to(everybody.page("Sirkulus", path))
        for words in (*names, WITNESSES[0], WITNESSES[1]):
            voter.sees(words)
    voter.goes_to(everybody.page("Sirkulus"))
    voter.sees(drawn)
    voter.goes_to(everybody.page("Snekkeri", "/resultat"))
    voter.sees("Ingen ble valgt.")


def objects(
    voter: Somebody, officer: Somebody, everybody: Everybody, sender: Person
) -> None:
    name = sender.name
    own = everybody.page("Sirkulus", "/klage")
    voter.goes_to(everybody.page("Sirkulus"))
    voter.follows("Klag på valget")
    voter.page.get_by_label("Hva gikk galt?").fill(OBJECTION)
    voter.presses("Send klagen")
    voter.sees("Valgstyret har ikke svart ennå.")
    officer.goes_to(everybody.page("Sirkulus", "/klager"))
    officer.follows(f"Klage fra {name}")
    officer.sees(OBJECTION)
    officer.page.get_by_label("Valget gjelder").check()
    officer.page.get_by_label("Hvorfor?").fill(REPLY)
    officer.presses("Send svaret")
    officer.sees("Svaret er sendt.")
    voter.goes_to(own)
    voter.sees(REPLY)


def sees_who_theirs_is(
    voter: Somebody, everybody: Everybody, one: Person, two: Person
) -> None:
    """Once the term has begun, and nobody waits for an answer."""
    it_is(TERM + timedelta(days=1))
    names = [one.name, two.name]
    elected = [everybody.people[place][0].name for place in ("Kafe Nr 19", "Tekstil")]
    assert everybody.of("Sirkulus").standing is State.FINAL
    voter.goes_to("/min/")
    voter.sees("Min tillitsvalgt")
    for name in names:
        voter.sees(name)
    end_reading()
    voter.goes_to("/tillitsvalgte")
    for name in (*names, *elected):
        voter.sees(name)


def steps_down(everybody: Everybody) -> None:
    """The deputy moves up, and everybody sees who theirs is then."""
    name, following = names_in(everybody, "Datadrift", 2)
    leaves = everybody.sits_down("Datadrift", 0)
    leaves.goes_to("/min/valg/verv/slutt")
    leaves.page.get_by_label("Tillitsvalgt").first.check()
    leaves.page.get_by_label("Siste dag").fill(written(TERM + timedelta(days=1)))
    leaves.presses("Gå videre")
    leaves.sees(f"{following} er vara, og blir tillitsvalgt dagen etter.")
    leaves.presses("Si fra deg vervet")
    it_is(TERM + timedelta(days=2))
    daily.run_when_due()
    voter = everybody.sits_down("Datadrift", 3)
    voter.goes_to("/min/")
    voter.sees(following)
    assert name not in voter.page.get_by_role("main").inner_text()
