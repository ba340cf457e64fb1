"""A suggestion becomes a matter, and its author follows it by code."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from werkzeug.test import TestResponse

from kimvoice.core.clock import today
from kimvoice.core.db import Model, db
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.models import Matter
from kimvoice.forum.route import headline
from kimvoice.forum.states import BodyKind, Elsewhere, Origin, Verdict
from kimvoice.forum.states import State as Stage
from kimvoice.people.models import Person
from kimvoice.suggestions import mailbox
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import Audience, Helped, State
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.questions import asked_of_the_database
from tests.suggestions.author import FRIDAY, Author
from tests.suggestions.journey import HELPED, WITHDRAW, come_back
from tests.travelling import Travelling, answer, lay_out
from tests.visitor import Visit, Visitor, forms

pytestmark = on_sqlite

SAID = "Jeg blir så sliten at jeg må hvile litt etter lunsj hver dag."
WRITTEN = {
    "title": "Hvile",
    "text": "Kan noen få hvile midt på dagen?",
    "no_name": "y",
    "no_illness": "y",
    "nobody_known": "y",
}
OF_SUGGESTIONS = "SELECT suggestions.number FROM suggestions WHERE"
OF_MATTERS = "SELECT matters.id FROM matters WHERE"


@pytest.fixture
def reader(make: Make) -> Person:
    return make.representative()


@pytest.fixture
def house(make: Make) -> Travelling:
    return Travelling.furnished(make)


def raising(visitor: Visitor, it: Suggestion, **changes: Any) -> TestResponse:
    answered = visitor.post(f"/min/forslag/{it.number}/sak", WRITTEN | changes)
    db.session.refresh(it)
    return answered


def matters() -> int:
    return db.session.scalar(select(func.count()).select_from(Matter)) or 0


def raised(make: Make, state: State = State.READING, **known: Any) -> Suggestion:
    suggestion = make.suggestion(state, text=SAID, **known)
    suggestion.raise_matter(WRITTEN["title"], WRITTEN["text"])
    db.session.commit()
    return suggestion


# A representative writes it anew


@pytest.mark.parametrize("state", [State.READING, State.PUBLISHED])
def test_who_took_it_makes_a_matter_that_knows_nobody(
    state: State, visit: Visit, make: Make, reader: Person
) -> None:
    suggestion = make.suggestion(state, text=SAID, by=reader)
    visitor = visit(as_=reader)
    page = visitor.get(f"/min/forslag/{suggestion.number}/sak").text
    assert SAID in page
    ended = raising(visitor, suggestion)
    assert (ended.status_code, suggestion.state) == (303, State.RAISED)
    matter = suggestion.matter
    assert matter is not None
    assert (matter.origin, matter.raised_by) == (Origin.ANONYMOUS_SUGGESTION, None)
    assert matter.root.body.kind is BodyKind.PARTICIPANT_FORUM
    said = visitor.get(f"/min/forslag/{suggestion.number}").text
    assert f"Sak {matter.number} er laget. Alle ser bare: fra et" in said


def test_two_clicks_make_one_matter(visit: Visit, make: Make, reader: Person) -> None:
    suggestion, visitor = make.suggestion(State.READING, by=reader), visit(as_=reader)
    raising(visitor, suggestion)
    again = raising(visitor, suggestion)
    assert (again.status_code, matters()) == (409, 1)
    assert "Det er laget en sak av forslaget fra før." in again.text
    assert WRITTEN["text"] in again.text


def test_what_goes_no_further_becomes_no_matter(
    visit: Visit, make: Make, reader: Person
) -> None:
    suggestion = make.suggestion(
        State.READING, audience=Audience.GO_NO_FURTHER, by=reader
    )
    visitor = visit(as_=reader)
    assert "Lag sak" not in visitor.get(f"/min/forslag/{suggestion.number}").text
    refused = raising(visitor, suggestion)
    assert (refused.status_code, matters()) == (409, 0)
    assert "Den som skrev, vil ikke at dere tar det videre." in refused.text
    with pytest.raises(RuleBroken):
        suggestion.raise_matter("Hvile", "x")


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"title": ""}, "Skriv en overskrift."),
        ({"title": "Hm"}, "Overskriften må ha minst 3 tegn."),
        ({"title": "a" * 81}, "høyst 80 tegn"),
        ({"text": " \u200b\n"}, "Skriv hva saken gjelder."),
        ({"text": "a" * 10_000}, "høyst 1500 tegn"),
        ({"no_name": ""}, "Sett kryss når det ikke står navn i teksten."),
        ({"no_illness": ""}, "Sett kryss når det ikke står noe om sykdom."),
        ({"nobody_known": ""}, "Sett kryss når ingen kan kjenne igjen"),
    ],
)
def test_what_is_missing_is_said_and_what_was_written_stays(
    changes: dict[str, str], said: str, visit: Visit, make: Make, reader: Person
) -> None:
    suggestion = make.suggestion(State.READING, by=reader)
    faulty = raising(visit(as_=reader), suggestion, **changes)
    assert (faulty.status_code, matters()) == (422, 0)
    assert said in faulty.text
    kept = WRITTEN["text"] if "title" in changes else WRITTEN["title"]
    assert kept in faulty.text


@pytest.mark.parametrize(
    ("audience", "text", "asked"),
    [
        (Audience.MAY_RAISE, "Noen sier: jeg må hvile litt ETTER lunsj.", True),
        (Audience.EVERYBODY, "Noen sier: jeg må hvile litt etter lunsj.", False),
        (Audience.MAY_RAISE, "Noen vil hvile litt etter lunsj.", False),
        (Audience.EVERYBODY, "Ring 12 34 56 78 om hvile.", True),
    ],
)
def test_a_text_that_may_tell_who_wrote_is_asked_about_once(
    audience: Audience, text: str, asked: bool, visit: Visit, make: Make, reader: Person
) -> None:
    suggestion = make.suggestion(State.READING, audience=audience, text=SAID, by=reader)
    visitor = visit(as_=reader)
    first = raising(visitor, suggestion, text=text)
    assert (first.status_code, matters()) == ((200, 0) if asked else (303, 1))
    if asked:
        assert "Saken er ikke laget ennå." in first.text
        assert text in first.text
        assert raising(visitor, suggestion, text=text, anyway="1").status_code == 303


def test_only_readers_see_which_matter_it_became(
    visit: Visit, make: Make, reader: Person
) -> None:
    suggestion = raised(make, State.PUBLISHED, by=reader)
    number = suggestion.number
    inside = f"/min/forslag/{number}"
    assert suggestion.matter is not None
    named = f"ak {suggestion.matter.number}"
    assert f"S{named} er laget" in visit(as_=make.representative()).get(inside).text
    others = [
        visit(as_=make.general_manager()).get(inside),
        visit().get(f"/forslag/{number}"),
        visit().get("/forslag?status=raised"),
    ]
    for page in others:
        assert (page.status_code, "Blitt en sak" in page.text) == (200, True)
        assert named not in page.text
        assert WRITTEN["text"] not in page.text


def test_leaders_owe_no_answer_to_what_became_a_matter(
    visit: Visit, make: Make
) -> None:
    suggestion, manager = raised(make, State.PUBLISHED), make.general_manager()
    assert suggestion.answer_by is None
    page = visit(as_=manager).get(f"/min/forslag/{suggestion.number}/svar")
    assert page.status_code == 409
    assert "Forslag å svare på" not in visit(as_=manager).get("/min/").text


# The author follows it


def test_the_author_follows_every_hop_and_meets_nobody_s_name(
    visit: Visit, make: Make, house: Travelling
) -> None:
    suggestion = raised(make, by=house.representative)
    code, seen = make.code(suggestion), []

    def look(status: str) -> TestResponse:
        db.session.commit()
        assert suggestion.course is not None
        assert str(suggestion.course.label) == status
        page = come_back(visit(), code)
        assert status in page.text
        assert 'href="/min/sak' not in page.text
        for person in (house.representative, house.deputy, house.participant):
            assert person.name not in page.text
        seen.append({form.leads_to for form in forms(page)})
        return page

    look("Blitt en sak")
    lay_out(house.forum)
    look("På sakslista")
    matter = suggestion.matter
    assert matter is not None
    matter.root.forward(house.representative, [house.kim_forum], "Kan dere si ja?")
    assert "KIM-forum" in look("Sendt videre").text
    given = answer(matter.considerations[-1], Verdict.YES)
    assert given.words in look("Svar gitt").text
    matter.considerations[-1].read_out(house.representative)
    look("Svar gitt")
    given.measures[0].report_done("Det henger en plan på veggen.")
    given.measures[0].confirm()
    page = look("Gjort")
    assert "Tråden slettes" in page.text
    assert [HELPED in each for each in seen] == [False] * 3 + [True] * 3
    suggestion.hear_whether_it_helped(Helped.PARTLY)
    assert suggestion.helped is Helped.PARTLY


def test_what_was_promised_and_not_done_is_said_so(
    make: Make, house: Travelling
) -> None:
    suggestion = raised(make, by=house.representative)
    lay_out(house.forum)
    assert suggestion.matter is not None
    given = answer(suggestion.matter.root, Verdict.YES)
    given.measures[0].give_up("Det ble ikke råd til det.")
    assert str(suggestion.course.label if suggestion.course else "") == "Ble ikke gjort"


def test_the_author_of_a_double_reads_the_answer_once_and_that_it_is_late(
    visit: Visit, make: Make, house: Travelling, travel_to: TravelTo
) -> None:
    suggestion = raised(make, by=house.representative)
    main, double = house.published(title="Lys"), suggestion.matter
    assert double is not None
    double.merge_into(main, house.representative)
    given = answer(main.root, Verdict.YES)
    given.words = given.measures[0].what
    db.session.commit()
    travel_to("2026-03-02 10:00")
    page = come_back(visit(), make.code(suggestion))
    assert page.text.count(given.words) == 1
    assert "Forsinket. Det skulle vært gjort" in page.text
    assert "På vei." not in page.text
    assert 'href="/min/sak' not in page.text


def test_a_double_tells_nothing_of_a_matter_that_nobody_else_reads(
    make: Make, house: Travelling
) -> None:
    main, double = house.raised(title="Lys"), raised(make).matter
    assert double is not None
    double.merge_into(main, house.representative)
    assert headline(double) == "Samme sak som en annen. Den er ikke lagt ut ennå."
    lay_out(house.forum)
    assert headline(double).startswith(f"Samme sak som sak {main.number}. Ligger hos")


def test_the_author_reads_where_the_matter_belongs_and_nothing_empty(
    visit: Visit, make: Make, house: Travelling
) -> None:
    suggestion = raised(make, by=house.representative)
    lay_out(house.forum)
    assert suggestion.matter is not None
    where, words = Elsewhere.SAFETY, "Verneombudet hjelper deg."
    suggestion.matter.point_elsewhere(house.representative, where, words)
    db.session.commit()
    page = come_back(visit(), make.code(suggestion)).text
    assert words in page
    assert "<strong></strong>" not in page
    assert "Andre ser bare" not in page
    suggestion.withdraw("2025-W47")
    db.session.commit()
    assert "går videre." not in come_back(visit(), make.code(suggestion)).text


# Withdrawn, and forgotten


def test_a_matter_that_nobody_read_of_is_withdrawn_too(
    make: Make, travel_to: TravelTo
) -> None:
    travel_to("2025-11-19 10:00")
    mailbox.tick()
    suggestion = raised(make)
    matter = suggestion.matter
    assert matter is not None
    Author(make.code(suggestion)).withdraws()
    assert matter.title
    travel_to(FRIDAY)
    mailbox.tick()
    assert (matter.root.state, matter.title, matter.text) == (Stage.WITHDRAWN, "", "")
    assert suggestion.matter_id is None


def test_the_mailbox_locks_every_suggestion_before_a_matter(
    make: Make, travel_to: TravelTo
) -> None:
    """As who makes a matter of one does: else the two could wait for each other."""
    travel_to("2025-11-19 10:00")
    mailbox.tick()
    for suggestion in (raised(make), raised(make)):
        Author(make.code(suggestion)).withdraws()
    travel_to(FRIDAY)
    with asked_of_the_database() as statements:
        mailbox.tick()
    words = [" ".join(it.split()) for it in statements]
    first = next(at for at, it in enumerate(words) if it.startswith(OF_MATTERS))
    assert sum(it.startswith(OF_SUGGESTIONS) for it in words[:first]) == 2


def test_a_matter_that_is_laid_out_goes_on_and_is_followed(
    visit: Visit, make: Make, house: Travelling
) -> None:
    suggestion = raised(make, by=house.representative)
    lay_out(house.forum)
    suggestion.withdraw("2025-W47")
    db.session.commit()
    assert suggestion.matter is not None
    assert suggestion.matter.text == WRITTEN["text"]
    page = come_back(visit(), make.code(suggestion))
    assert "Saken er lagt ut, og går videre." in page.text
    assert "Deltakerforum" in page.text
    assert SAID not in page.text
    assert WITHDRAW not in {form.leads_to for form in forms(page)}


@pytest.mark.parametrize("state", [State.READING, State.PUBLISHED])
def test_the_thread_and_the_link_are_deleted_weeks_after_the_matter_ended(
    state: State, make: Make, house: Travelling, travel_to: TravelTo
) -> None:
    suggestion = raised(make, state, by=house.representative)
    number = suggestion.number
    lay_out(house.forum)
    db.session.commit()
    before = suggestion.thread_deleted_on
    assert suggestion.matter is not None
    answer(suggestion.matter.root)
    db.session.commit()
    deleted_on = suggestion.thread_deleted_on
    assert (before, deleted_on is None) == (None, False)
    assert deleted_on is not None
    assert deleted_on > today()
    travel_to(f"{deleted_on - timedelta(days=1)} 10:00")
    mailbox.tick()
    assert Suggestion.locked(number).matter_id is not None
    travel_to(f"{deleted_on} 10:00")
    mailbox.tick()
    left = db.session.get(Suggestion, number)
    assert (left is None) is (state is State.READING)
    assert left is None or left.matter_id is None
    assert matters() == 1


# No other way from one to the other


def test_no_table_but_the_suggestion_s_own_leads_to_it_or_from_it(app: Flask) -> None:
    links = {
        (f"{table.name}.{key.parent.name}", key.column.table.name)
        for table in Model.metadata.tables.values()
        for key in table.foreign_keys
    }
    ours = {name for name in Model.metadata.tables if name.startswith("suggestion")}
    crossing = {
        source
        for source, target in links
        if (source.split(".")[0] in ours) != (target in ours)
        and target not in {"people", "departments"}
    }
    assert crossing == {"suggestions.matter_id"}


def test_a_matter_holds_no_number_and_no_word_of_its_suggestion(
    make: Make, house: Travelling
) -> None:
    suggestion = raised(make, State.PUBLISHED, by=house.representative)
    lay_out(house.forum)
    assert suggestion.matter is not None
    suggestion.matter.root.forward(
        house.representative, [house.kim_forum], "Kan dere si ja til det?"
    )
    answer(suggestion.matter.considerations[-1])
    db.session.commit()
    needles = (str(suggestion.number), SAID, SAID[:20])
    for name in Model.metadata.tables:
        if not name.startswith("suggestion"):
            rows = db.session.execute(text(f"SELECT * FROM {name}")).all()
            assert [row for row in rows if any(it in str(row) for it in needles)] == []
