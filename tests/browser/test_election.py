"""A whole round in five departments: who plans it, who stands, votes, counts, draws."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections import daily
from kimvoice.elections.models import Election
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import State
from kimvoice.people.models import Person
from tests.browser.conftest import Opens, in_short_without
from tests.browser.person import Somebody, end_reading
from tests.electing import Electing
from tests.factories import Make

MONDAY, LAST_TO_PROPOSE = date(2025, 11, 17), date(2025, 11, 21)
LISTED, VOTE = date(2025, 11, 24), date(2025, 12, 2)
RESULT, TERM = date(2025, 12, 3), date(2025, 12, 8)
DEPARTMENTS = ("Sirkulus", "Datadrift", "Kafe Nr 19", "Tekstil", "Snekkeri")
"""Equal votes; a vote; one stands; two agree; nobody stands."""
STATEMENT = "Jeg er god til å lytte."
REASON = "Hun er i en annen avdeling."
OBJECTION, REPLY = "Kassa sto åpen i pausen.", "Vi så på kassa hele tida."
WITNESSES = ("Siv Vitnesen", "Ola Vitnesen")


@dataclass
class Everybody:
    committee: list[Person]
    people: dict[str, list[Person]]
    """Six in each department."""
    counter: Person

    def of(self, place: str) -> Election:
        [planned] = db.session.query(ElectionRound).all()
        return next(it for it in planned.elections if it.where == place)

    def page(self, place: str, path: str = "") -> str:
        return f"/min/valg/{self.of(place).id}{path}"


@pytest.fixture
def everybody(make: Make) -> Everybody:
    it_is(MONDAY)
    people = {}
    for name in DEPARTMENTS:
        place = make.department(name)
        people[name] = [make.participant(department=place) for _ in range(6)]
    return Everybody(Electing(make).committee(), people, make.coordinator())


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
    others_stand(everybody, two)
    it_is(LISTED)
    daily.run_when_due()
    shows_the_notice_and_the_roll(officer, everybody)
    second = opens(everybody.committee[1])
    corrects_the_roll(officer, second, everybody)
    goes_without_a_vote(opens(everybody.people["Kafe Nr 19"][1]), everybody)
    counting = opens(everybody.counter)
    votes_on_paper(officer, counting, everybody)
    disagree_and_agree(officer, counting, everybody, (one, two))
    draws_lots(officer, voting, everybody, one)
    publishes(officer, second, everybody)
    reads_the_result(voting, everybody, one, two)
    objects(voting, officer, everybody, voter)
    sees_who_theirs_is(voting, everybody, one, two)


def it_is(day: date, hour: int = 10) -> None:
    """The clock of this house."""
    its = clock.the_clock()
    its.movable = True
    its.move(datetime.combine(day, time(hour), tzinfo=clock.OSLO) - clock.real_now())


def fills(somebody: Somebody, **typed: str) -> None:
    for label, words in typed.items():
        somebody.page.get_by_label(label).fill(words)


def written(day: date) -> str:
    return f"{day:%d.%m.%Y}"


# The officers plan


def plans_and_announces(officer: Somebody, everybody: Everybody) -> None:
    officer.goes_to("/min/valg/runde/ny")
    officer.follows("Valg av tillitsvalgte")
    for label, typed in (
        ("Hva heter valgrunden?", "Valgrunde høsten 2025"),
        ("Siste dag for å foreslå kandidater", written(LAST_TO_PROPOSE)),
        ("Dagen dere stemmer", written(VOTE)),
        ("Dagen resultatet kommer", written(RESULT)),
        ("Første dag for de som blir valgt", written(TERM)),
    ):
        officer.page.get_by_label(label).fill(typed)
    for place in DEPARTMENTS:
        group = officer.page.get_by_role("group", name=place)
        group.get_by_label(f"Valg her: {place}").check()
        group.get_by_label("Hvor stemmer dere?").fill("Pauserommet")
    names = [it.name for it in everybody.committee]
    for number, name in enumerate(names, 1):
        chosen = officer.page.get_by_label(f"Valgansvarlig {number}")
        chosen.select_option(label=name)
    officer.presses("Lagre utkastet")
    officer.reads("Valgrunde høsten 2025")
    officer.follows("Se over og kunngjør")
    for place in DEPARTMENTS:
        officer.sees(place)
    officer.presses("Kunngjør valget")
    officer.sees("Valget er kunngjort.")


# Who stands


def proposes(voter: Somebody, everybody: Everybody, *nominees: Person) -> None:
    voter.goes_to("/min/")
    voter.sees("Foreslå kandidater fram til fredag 21. november")
    for name in [it.name for it in nominees]:
        voter.goes_to(everybody.page("Sirkulus"))
        voter.follows("Foreslå en kandidat")
        voter.page.get_by_label("En annen i Sirkulus").check()
        voter.page.get_by_label("Hvem er det?").select_option(label=name)
        voter.presses("Send forslaget")
        voter.sees("Takk. Forslaget er mottatt.")
        voter.sees("Ingen navn ennå.")


def stands(nominee: Somebody) -> None:
    nominee.sees("Noen har foreslått deg. Vil du stille til valg?")
    nominee.follows("Valg av tillitsvalgt i Sirkulus")
    nominee.follows("Ja, jeg stiller")
    nominee.sees("Navnet ditt vises i huset når du stiller.")
    fills(nominee, **{"Hvorfor vil du bli tillitsvalgt?": STATEMENT})
    nominee.presses("Ja, jeg stiller")
    nominee.sees("Du stiller til valg.")


def refuses_unseen(refuses: Somebody, voter: Somebody, everybody: Everybody) -> None:
    voter.goes_to(everybody.page("Sirkulus"))
    before = voter.page.get_by_role("main").inner_text()
    refuses.follows("Valg av tillitsvalgt i Sirkulus")
    refuses.presses("Nei takk")
    refuses.sees("Takk for svaret.")
    voter.goes_to(everybody.page("Sirkulus"))
    voter.sees(STATEMENT)
    assert voter.page.get_by_role("main").inner_text() == before


def others_stand(everybody: Everybody, two: Person) -> None:
    everybody.of("Sirkulus").stand(two)
    for place, number in (("Datadrift", 2), ("Kafe Nr 19", 1), ("Tekstil", 2)):
        for person in everybody.people[place][:number]:
            everybody.of(place).stand(person)
    db.session.commit()


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


def goes_without_a_vote(voter: Somebody, everybody: Everybody) -> None:
    alone = everybody.people["Kafe Nr 19"][0].name
    voter.follows("Valg av tillitsvalgt i Kafe Nr 19")
    voter.sees(f"Bare {alone} stiller.")
    voter.sees("Det blir uten avstemning, hvis ingen ber om noe annet")
    tekstil = everybody.of("Tekstil")
    first, other = everybody.people["Tekstil"][:2]
    for person in (first, other):
        tekstil.agree(person, first)
    db.session.commit()


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
        everybody.of("Sirkulus").give_slip(person)
    hold_another_vote(everybody)


def gets_a_slip(counting: Somebody, name: str) -> None:
    counting.page.get_by_label("Hvem står foran deg?").fill(name)
    counting.presses("Sjekk")
    counting.sees(f"{name} kan få seddel.")
    counting.presses("Gi seddel")
    counting.sees(f"{name} er merket. Gi én seddel.")


def hold_another_vote(everybody: Everybody) -> None:
    """In another department, where the votes are not equal."""
    election = everybody.of("Datadrift")
    for person in everybody.people["Datadrift"]:
        election.give_slip(person)
    it_is(VOTE, hour=17)
    got = dict(zip([it.id for it in election.candidates], (4, 2), strict=True))
    for officer in everybody.committee[:2]:
        election.count(officer, slips=6, blanks=0, rejected=0, votes=got)
    db.session.commit()


def disagree_and_agree(
    officer: Somebody,
    counting: Somebody,
    everybody: Everybody,
    standing: tuple[Person, Person],
) -> None:
    names = [it.name for it in standing]
    counts(officer, everybody, names, (2, 2, 1))
    officer.sees("Nå venter vi på den andre som teller.")
    counts(counting, everybody, names, (3, 1, 1))
    counting.sees("Dere fikk ikke det samme")
    counts(counting, everybody, names, (2, 2, 1))
    counting.sees("Endre tallene dine")
    counts(officer, everybody, names, (2, 2, 1))
    officer.sees("Stemmene ble like. Nå skal valgstyret trekke lodd.")


def counts(
    somebody: Somebody,
    everybody: Everybody,
    names: list[str],
    figures: tuple[int, int, int],
) -> None:
    *votes, blanks = figures
    somebody.goes_to(everybody.page("Sirkulus", "/opptelling"))
    typed = dict(zip(names, votes, strict=True))
    typed |= {"Hvor mange sedler lå i kassa?": 5, "Blanke": blanks, "Ugyldige": 0}
    for label, number in typed.items():
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
        everybody.of(place).publish(everybody.committee[2])
    db.session.commit()


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
