"""A round of elections by hand: who plans it, and who stands or does not."""

from dataclasses import dataclass, field
from datetime import date, datetime, time

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.elections.models import Election
from kimvoice.elections.rounds import ElectionRound
from kimvoice.people.models import Person
from tests.browser.conftest import Opens
from tests.browser.person import Somebody

MONDAY, LAST_TO_PROPOSE = date(2025, 11, 17), date(2025, 11, 21)
LISTED, VOTE = date(2025, 11, 24), date(2025, 12, 2)
RESULT, TERM = date(2025, 12, 3), date(2025, 12, 8)
DEPARTMENTS = ("Sirkulus", "Datadrift", "Kafe Nr 19", "Tekstil", "Snekkeri")
"""Equal votes; a vote; one stands, and somebody asks for a vote; two agree; nobody."""
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
    opens: Opens
    signed_in: dict[Person, Somebody] = field(default_factory=dict)

    def sits_down(self, place: str, number: int) -> Somebody:
        """One of the department, at a device of their own, at its election."""
        person = self.people[place][number]
        if person not in self.signed_in:
            self.signed_in[person] = self.opens(person)
        somebody = self.signed_in[person]
        somebody.goes_to(self.page(place))
        return somebody

    def of(self, place: str) -> Election:
        [planned] = db.session.query(ElectionRound).all()
        return next(it for it in planned.elections if it.where == place)

    def page(self, place: str, path: str = "") -> str:
        return f"/min/valg/{self.of(place).id}{path}"


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


def others_stand(everybody: Everybody) -> None:
    """Two in Datadrift, one in the café, two in Tekstil."""
    stands_alone(everybody.sits_down("Sirkulus", 1), everybody, "Sirkulus")
    for place, number in (("Datadrift", 0), ("Kafe Nr 19", 0), ("Tekstil", 0)):
        stands_alone(everybody.sits_down(place, number), everybody, place)
    for place in ("Datadrift", "Tekstil"):
        stands_alone(everybody.sits_down(place, 1), everybody, place)
    thinks_again(everybody.sits_down("Datadrift", 2), everybody)


def stands_alone(nominee: Somebody, everybody: Everybody, place: str) -> None:
    nominee.follows("Foreslå en kandidat")
    nominee.page.get_by_label("Meg selv").check()
    nominee.presses("Send forslaget")
    nominee.sees("Du stiller til valg")


def thinks_again(nominee: Somebody, everybody: Everybody) -> None:
    stands_alone(nominee, everybody, "Datadrift")
    nominee.follows("Trekk deg fra valget")
    nominee.presses("Trekk meg")
    nominee.sees("Du stiller ikke til valg.")
    name = everybody.people["Datadrift"][2].name
    other = everybody.sits_down("Datadrift", 0)
    assert name not in other.page.get_by_role("main").inner_text()


# Without a vote, or not


def agree(everybody: Everybody) -> None:
    """Two who stand, one after the other: who is to be representative."""
    first, second = (everybody.people["Tekstil"][it].name for it in (0, 1))
    for number in (0, 1):
        somebody = everybody.sits_down("Tekstil", number)
        somebody.follows("Bli enige")
        somebody.page.get_by_label(first).check()
        somebody.presses("Lagre svaret")
        somebody.sees("Svaret er lagret.")
    voter = everybody.sits_down("Tekstil", 2)
    voter.sees(f"{first} og {second} er enige.")


def asks_for_a_vote(everybody: Everybody) -> None:
    """Where one alone stands; nobody learns who did."""
    alone, asker = (everybody.people["Kafe Nr 19"][it].name for it in (0, 1))
    voter = everybody.sits_down("Kafe Nr 19", 1)
    voter.sees(f"Bare {alone} stiller.")
    voter.sees("Det blir uten avstemning, hvis ingen ber om noe annet")
    voter.presses("Jeg vil stemme")
    voter.sees("Det blir avstemning. Navnet ditt vises ikke.")
    nominee = everybody.sits_down("Kafe Nr 19", 0)
    nominee.sees("Noen har bedt om avstemning.")
    assert asker not in nominee.page.get_by_role("main").inner_text()
