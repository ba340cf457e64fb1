"""Two at one matter in the same moment: one is first, the other hears why not.

In threads of their own that find what they change as a view does: locked. Fifty times
each in the long form.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import begin_writing, db
from kimvoice.forum.agenda import Agenda
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.measures import Measure
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Deed, Origin, State, Verdict
from kimvoice.people.models import Person, RoleKind
from tests.anonymity.effort import long
from tests.complaints.test_races import at_once
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import Travelling, answer, given, meet

TRIES = 50 if long() else 1
Act = Callable[[], None]
YESTERDAY = date(2025, 11, 16)
ANSWERED = "Det er alt svart på dette."
SENT_ON = "Saken er alt sendt videre herfra."
LOCKED = "Sakslista er lagt ut. Nå kan du bare legge til saker."
READ_OUT = "Svaret er lest opp fra før."


@dataclass
class Table:
    """One matter that lies at KIM-forum, asked by the participants' forum."""

    house: Travelling
    matter: int
    other: int
    visit: int
    body: int
    leader: int
    asker: int
    measures: list[int] = field(default_factory=list)

    @classmethod
    def laid(cls, house: Travelling) -> "Table":
        visit = house.at(house.kim_forum).considerations[-1]
        other = house.published(title="Kaffe").id
        db.session.commit()
        lead, ask = house.manager.id, house.representative.id
        return cls(house, visit.matter_id, other, visit.id, visit.body_id, lead, ask)

    def answered(self, verdict: Verdict = Verdict.NO) -> "Table":
        given = answer(db.session.get_one(Consideration, self.visit), verdict)
        for measure in given.measures:
            measure.report_done("Gjort.")
        self.measures = [it.id for it in given.measures]
        db.session.commit()
        return self


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


def at(table: Table, verb: Callable[[Consideration, Person], None], by: int) -> Act:
    """As `found_visit`: the matter is locked, and read then."""

    def act() -> None:
        begin_writing()
        Matter.locked([table.matter, table.other])
        visit = db.session.get_one(Consideration, table.visit)
        verb(visit, db.session.get_one(Person, by))
        db.session.commit()

    return act


def test_one_of_two_answers_is_given(app: Flask, house: Travelling) -> None:
    for _ in range(TRIES):
        table = Table.laid(house)
        one = at(table, lambda it, by: it.answer(by, given(by)), table.leader)
        assert sorted(at_once(app, one, one)) == ["", ANSWERED]
        assert deeds(table, Deed.ANSWERED) == 1


def test_it_is_answered_or_sent_on(app: Flask, house: Travelling) -> None:
    for _ in range(TRIES):
        table, team = Table.laid(house), house.team.id

        def forward(it: Consideration, by: Person, team: int = team) -> None:
            it.forward(by, [db.session.get_one(Body, team)], "Kan dere si ja?")

        said = at_once(
            app,
            at(table, lambda it, by: it.answer(by, given(by)), table.leader),
            at(table, forward, table.leader),
        )
        assert said in (["", ANSWERED], [SENT_ON, ""])
        assert deeds(table, Deed.ANSWERED) + deeds(table, Deed.FORWARDED) == 2


def test_it_is_read_out_and_asked_on_about_once(app: Flask, house: Travelling) -> None:
    """Whoever reads out first may ask on; whoever asks first has read it."""
    for _ in range(TRIES):
        table = Table.laid(house).answered()
        said = at_once(
            app,
            at(table, lambda it, by: it.read_out(by), table.asker),
            at(table, lambda it, by: it.ask_again(by, "Og en kort?"), table.asker),
        )
        assert said in (["", ""], [READ_OUT, ""])
        assert (deeds(table, Deed.ASKED_AGAIN), len(open_at(table))) == (1, 2)


def test_two_ask_again_and_one_is_heard(app: Flask, house: Travelling) -> None:
    for _ in range(TRIES):
        table = Table.laid(house).answered()
        one = at(table, lambda it, by: it.ask_again(by, "Og en kort?"), table.asker)
        said = at_once(app, one, one)
        assert sorted(said) == ["", "Dere kan spørre på nytt én gang på hvert sted."]
        assert deeds(table, Deed.ASKED_AGAIN) == 1


def test_of_two_matters_one_is_the_double(app: Flask, house: Travelling) -> None:
    for _ in range(TRIES):
        one, two = house.published(title="Kaffe").id, house.published(title="Te").id
        leader = house.representative.id
        db.session.commit()

        def merge(first: int, second: int, leader: int = leader) -> Act:
            def act() -> None:
                begin_writing()
                found = {it.id: it for it in Matter.locked([first, second])}
                by = db.session.get_one(Person, leader)
                found[first].merge_into(found[second], by)
                db.session.commit()

            return act

        said = at_once(app, merge(one, two), merge(two, one))
        assert sorted(said) == [
            "",
            "Sakene er slått sammen fra før, eller er den samme.",
        ]


def test_everybody_gets_a_number_of_their_own(app: Flask, house: Travelling) -> None:
    body = house.forum.id
    db.session.commit()
    assert at_once(app, *[raising(body)] * 4) == [""] * 4
    numbers = db.session.scalars(select(Matter.ordinal).order_by(Matter.id)).all()
    assert [*numbers] == [1, 2, 3, 4]


def raising(body: int) -> Act:
    def act() -> None:
        begin_writing()
        to = db.session.get_one(Body, body)
        Matter.raised(to, "Pauser", "Vi vil ha en til.", Origin.BODY)
        db.session.commit()

    return act


def laying_out(body: int) -> Act:
    """As `found_body`: the body, then all that lies there."""

    def act() -> None:
        agenda = Agenda.of(next_of(body))
        agenda.lay_out(agenda.to_add)
        db.session.commit()

    return act


def moving(body: int, visit: int) -> Act:
    def act() -> None:
        next_of(body).move(db.session.get_one(Consideration, visit), up=True)
        db.session.commit()

    return act


def next_of(body: int) -> Meeting:
    begin_writing()
    row = select(Body.id).where(Body.id == body).with_for_update(key_share=True)
    db.session.execute(row)
    here = select(Consideration.matter_id).where(Consideration.body_id == body)
    Matter.locked(db.session.scalars(here))
    meeting = db.session.get_one(Body, body).next_meeting
    assert meeting is not None
    return meeting


def test_two_move_a_matter_while_another_lays_it_out(
    app: Flask, house: Travelling
) -> None:
    """Each moves it one step, or hears that it is too late; no place is lost."""
    visits = [house.raised(title=it).root for it in ("Pauser", "Benker", "Lys")]
    meeting = meet(house.forum)
    for visit in visits:
        meeting.add(visit)
    body, last = meeting.body_id, visits[-1].id
    db.session.commit()
    said = at_once(app, moving(body, last), moving(body, last), laying_out(body))
    assert {*said} <= {"", LOCKED}
    assert said[2] == ""
    db.session.rollback()
    assert [it.position for it in meeting.matters] == [0, 1, 2]
    place = [it.visit for it in meeting.matters].index(visits[-1])
    assert place == 2 - said[:2].count("")


def test_an_agenda_is_laid_out_while_others_raise_matters(
    app: Flask, house: Travelling
) -> None:
    """Nobody waits for whoever waits for them; two who lay it out agree."""
    house.raised()
    body = meet(house.forum).body_id
    db.session.commit()
    for _ in range(TRIES):
        both = [laying_out(body)] * 2
        assert at_once(app, *both, raising(body), raising(body)) == [""] * 4
    laying_out(body)()
    matters = db.session.scalars(select(Matter)).unique().all()
    told = [[it.deed for it in each.events] for each in matters]
    assert told == [[Deed.RAISED, Deed.SCHEDULED]] * (1 + 2 * TRIES)


def test_it_is_withdrawn_or_laid_out(app: Flask, house: Travelling) -> None:
    body = meet(house.forum).body_id
    db.session.commit()
    for _ in range(TRIES):
        number = house.raised().id
        db.session.commit()

        def withdraw(number: int = number) -> None:
            begin_writing()
            Matter.locked([number])[0].withdraw()
            db.session.commit()

        said = at_once(app, withdraw, laying_out(body))
        db.session.rollback()
        matter = db.session.get_one(Matter, number)
        assert said[1] == ""
        assert matter.is_published == bool(said[0])
        assert (matter.root.state is State.WITHDRAWN) == (not said[0])


def test_it_was_done_or_it_was_not(app: Flask, house: Travelling) -> None:
    for _ in range(TRIES):
        table = Table.laid(house).answered(Verdict.YES)

        def says(verb: Callable[[Measure], None], table: Table = table) -> Act:
            def act() -> None:
                begin_writing()
                Matter.locked([table.matter])
                verb(db.session.get_one(Measure, table.measures[0]))
                db.session.commit()

            return act

        said = at_once(
            app, says(Measure.confirm), says(lambda it: it.dispute("Den er ikke der."))
        )
        done = deeds(table, Deed.CONFIRMED), deeds(table, Deed.DISPUTED)
        assert (said, done) in [
            (["", ""], (1, 1)),
            (["Dette er gjort, eller kan ikke gjøres nå.", ""], (0, 1)),
        ]


def test_whoever_gave_up_the_seat_answers_no_more(
    app: Flask, house: Travelling
) -> None:
    """Before, or not at all."""
    for _ in range(TRIES):
        table = Table.laid(house)
        leader = table.leader

        def close(leader: int = leader) -> None:
            begin_writing()
            db.session.get_one(Person, leader).leave(YESTERDAY)
            db.session.commit()

        one = at(table, lambda it, by: it.answer(by, given(by)), leader)
        said = at_once(app, close, one)
        assert said[1] in ("", "Du svarer ikke for KIM-forum nå.")
        assert deeds(table, Deed.ANSWERED) == (not said[1])
        db.session.get_one(Person, leader).take_role(
            RoleKind.GENERAL_MANAGER, since=clock.today()
        )
        db.session.commit()


def deeds(table: Table, deed: Deed) -> int:
    db.session.rollback()
    events = db.session.get_one(Matter, table.matter).events
    assert [it.line for it in events] == list(range(len(events)))
    return [it.deed for it in events].count(deed)


def open_at(table: Table) -> list[Consideration]:
    return db.session.get_one(Matter, table.matter).open_considerations
