"""A suggestion without a name goes up to the board, and its answer comes back."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.forum.bodies import Seat
from kimvoice.forum.models import Matter
from kimvoice.forum.states import BodyKind, Seating
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions import mailbox
from tests.browser.conftest import House, Opens, in_short_without
from tests.browser.person import Somebody, end_reading
from tests.browser.round_by_hand import it_is, written
from tests.factories import Make
from tests.travelling import of_kind

MONDAY = date(2025, 11, 17)
SAID = "Jeg savner stoler vi kan sitte på ute."
TITLE, WORDS = "Sitteplasser ute", "Mange vil sitte ute i pausen."
DONE_BY = date(2026, 2, 2)


@dataclass
class Seven:
    representative: Person
    participant: Person
    doer: Person
    kim_forum: Person
    manager: Person
    chair: Person

    @classmethod
    def here(cls, make: Make) -> "Seven":
        """And somebody whom nobody knows: the author."""
        kafe = make.department("Kafe Nr 19")
        people = cls(
            make.representative(kafe),
            make.participant(department=kafe),
            make.person(RoleKind.WORK_LEADER, department=kafe),
            make.coordinator(),
            make.general_manager(),
            make.person(RoleKind.BOARD_CHAIR),
        )
        body = of_kind(BodyKind.KIM_FORUM)
        body.seats = [it for it in body.seats if it.seating is not Seating.CHAIR]
        body.seats.append(Seat(seating=Seating.CHAIR, person=people.kim_forum))
        db.session.commit()
        return people


@pytest.fixture
def seven(make: Make) -> Seven:
    it_is(MONDAY)
    return Seven.here(make)


@in_short_without
def test_a_matter_goes_to_the_board_and_its_answer_comes_back(
    seven: Seven, opens: Opens, phone: Page, house: House
) -> None:
    author = Somebody(phone, house.url)
    code = author.says(SAID)
    author.finishes()
    a_week_passes(MONDAY)
    representative = opens(seven.representative)
    makes_a_matter(representative)
    reader = opens(seven.participant)
    does_not_find_it(reader)
    plans_and_lays_out(representative, BodyKind.PARTICIPANT_FORUM)
    reader.goes_to(address())
    reader.sees(TITLE)
    reader.sees("Fra et anonymt forslag")
    sends_on(representative, "KIM-forum", "Kan vi få sitteplasser ute?")
    kim_forum, manager = opens(seven.kim_forum), opens(seven.manager)
    sends_on(kim_forum, "Lederteam", "Er det penger til dette?")
    sends_on(manager, "Styret", "Kan vi bruke av gaven?")
    chair = opens(seven.chair)
    answers(chair, seven.doer)
    plans_and_lays_out(manager, BodyKind.LEADERSHIP_TEAM)
    plans_and_lays_out(kim_forum, BodyKind.KIM_FORUM)
    reader.goes_to(address())
    reader.sees("Leses opp i Deltakerforum")
    representative.goes_to(address())
    representative.presses("Lest opp")
    representative.sees("Svaret er lest opp.")
    approves(representative)
    is_done(opens(seven.doer), representative)
    reads_what_came_of_it(author, code)


def a_week_passes(since: date) -> None:
    end_reading()
    it_is(since + timedelta(weeks=1))
    mailbox.tick()


def the_matter() -> Matter:
    end_reading()
    return db.session.query(Matter).one()


def address() -> str:
    matter = the_matter()
    return f"/min/sak/{matter.year}-{matter.ordinal}"


def makes_a_matter(reader: Somebody) -> None:
    reader.goes_to("/min/forslag")
    reader.opens_a_suggestion()
    reader.sees(SAID)
    reader.presses("Jeg tar denne")
    reader.follows("Lag sak av forslaget")
    reader.page.get_by_label("Overskrift").fill(TITLE)
    reader.page.get_by_label("Skriv saken med dine egne ord").fill(WORDS)
    for each in (
        "Ingen navn",
        "Ingen sykdom",
        "Ingen kan kjenne igjen den som skrev",
    ):
        reader.page.get_by_label(each).check()
    reader.presses("Lag saken")
    reader.sees("Alle ser bare: fra et anonymt forslag.")


def does_not_find_it(reader: Somebody) -> None:
    reader.goes_to(address())
    reader.reads("Vi finner ikke siden")


def plans_and_lays_out(leader: Somebody, kind: BodyKind) -> None:
    slug = of_kind(kind).slug
    leader.goes_to(f"/min/moter/{slug}/datoer")
    tomorrow = days.working_day_after(clock.today())
    leader.page.get_by_label("Når er møtet?").fill(written(tomorrow))
    leader.page.get_by_label("Nei, bare denne dagen").check()
    leader.presses("Legg til")
    leader.goes_to(f"/min/moter/{slug}")
    leader.follows("Saksliste")
    to_add = leader.page.get_by_role("button", name="Legg til")
    while to_add.count():
        leader.presses("Legg til")
        leader.sees("Saken er lagt til.")
    leader.follows("Legg ut sakslista")
    leader.presses("Legg ut sakslista")
    leader.sees("Sakslista er lagt ut.")


def sends_on(leader: Somebody, to: str, question: str) -> None:
    leader.goes_to(address())
    leader.follows("Send videre")
    leader.page.get_by_label(f"{to} svarer senest").check()
    leader.page.get_by_label("Hva spør vi om?").fill(question)
    leader.presses("Send ")
    leader.sees("Saken er sendt.")


def answers(chair: Somebody, doer: Person) -> None:
    chair.goes_to(address())
    chair.page.get_by_role("link", name="Svar", exact=True).click()
    chair.page.get_by_label("Ja, vi gjør det").check()
    chair.page.get_by_label("Hva gjør dere?").fill("Kjøper tre benker.")
    chair.page.get_by_label("Hvem gjør det?").select_option(doer.name)
    chair.page.get_by_label("Når er det gjort?").fill(written(DONE_BY))
    chair.page.get_by_label("Hva svarer dere? Kort").fill("Vi kjøper tre benker.")
    chair.presses("Se over svaret")
    chair.sees("Svaret er ikke sendt ennå.")
    chair.presses("Send svaret")
    chair.sees("Svaret er sendt.")


def approves(representative: Somebody) -> None:
    representative.goes_to(address())
    representative.follows("Les teksten")
    representative.sees("Vi kjøper tre benker.")
    representative.presses("Vis på Du sa – vi gjorde")


def is_done(doer: Somebody, representative: Somebody) -> None:
    end_reading()
    it_is(DONE_BY)
    doer.goes_to(address())
    doer.follows("Ja, gjort")
    doer.page.get_by_label("Hva ble gjort?").fill("Benkene står ute.")
    doer.presses("Lagre")
    representative.goes_to(address())
    representative.presses("Ja, det er gjort")
    representative.sees("Bra! Nå står det «Gjort».")


def reads_what_came_of_it(author: Somebody, code: str) -> None:
    author.comes_back(code)
    author.sees(TITLE)
    author.sees("Kjøper tre benker.")
    author.sees("Hvem gjør det")
    author.sees("Gjort")
    author.page.get_by_role("group", name="Hjalp svaret?").get_by_label(
        "Ja", exact=True
    ).check()
    author.page.get_by_role("button", name="Send", exact=True).click()
    author.sees("postkassa")
    author.goes_to("/du-sa-vi-gjorde")
    author.sees("Vi kjøper tre benker.")
