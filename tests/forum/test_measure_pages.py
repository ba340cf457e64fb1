"""«Er det gjort?»: the doer says so, and the body that asked confirms."""

from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from flask import Flask, render_template

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum import outcomes
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.measures import Measure
from kimvoice.forum.states import Elsewhere, MeasureAct, MeasureState, Verdict
from kimvoice.people.directory import may_be_named
from kimvoice.people.models import Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.questions import asked_of_the_database
from tests.travelling import Travelling, answer
from tests.visitor import Visit, form_to

pytestmark = on_sqlite

WORDS = "Planen henger på veggen."


@dataclass
class Promised:
    house: Travelling
    answer: MatterAnswer

    @property
    def measure(self) -> Measure:
        return self.answer.measures[0]

    def is_now(self, state: MeasureState) -> bool:
        return self.measure.state is state

    @property
    def url(self) -> str:
        return f"/min/tiltak/{self.measure.id}"

    @property
    def words_url(self) -> str:
        return f"/min/behandling/{self.answer.consideration_id}/godkjenn"


@pytest.fixture
def promised(make: Make, travel_to: TravelTo) -> Promised:
    """KIM-forum has promised something to the forum; the manager does it."""
    house = Travelling.furnished(make)
    matter = house.at(house.kim_forum)
    given = answer(matter.considerations[-1], Verdict.YES)
    db.session.commit()
    return Promised(house, given)


def test_the_doer_is_asked_and_the_body_that_asked_confirms(
    visit: Visit, promised: Promised
) -> None:
    doer, asker = visit(promised.house.manager), visit(promised.house.representative)
    page = doer.get(promised.url).text
    assert "<h1>Er det gjort?" in page
    for way in ("gjort", "ny-dato", "ikke-gjort"):
        assert f'href="{promised.url}/{way}"' in page
    assert doer.submit(f"{promised.url}/gjort", {"words": WORDS}).status_code == 303
    assert promised.is_now(MeasureState.REPORTED)
    assert "Deltakerforum har ikke sagt ja ennå." in doer.get(promised.url).text
    assert doer.post(f"{promised.url}/bekreft").status_code == 403
    asked = asker.get(promised.url).text
    assert WORDS in asked
    assert asker.submit(f"{promised.url}/bekreft", page=promised.url).status_code == 303
    assert promised.is_now(MeasureState.DONE)
    twice = asker.post(f"{promised.url}/bekreft")
    assert twice.status_code == 409
    assert "Dette er gjort, eller kan ikke gjøres nå." in twice.text


def test_the_doer_never_confirms_alone(visit: Visit, promised: Promised) -> None:
    """Also one who answers for the body that asked."""
    promised.measure.doer = promised.house.representative
    promised.measure.report_done(WORDS)
    doer = visit(promised.house.representative)
    assert f"{promised.url}/bekreft" not in doer.get(promised.url).text
    for act in ("bekreft", "ikke-enig"):
        assert doer.post(f"{promised.url}/{act}").status_code == 403


def test_what_was_not_done_after_all_is_promised_again(
    visit: Visit, promised: Promised, travel_to: TravelTo
) -> None:
    promised.measure.report_done(WORDS)
    promised.measure.confirm()
    asker = visit(promised.house.representative)
    url = f"{promised.url}/ikke-enig"
    assert asker.submit(url, {"why": "Den er borte igjen."}).status_code == 303
    assert promised.is_now(MeasureState.PROMISED)
    promised.measure.report_done(WORDS)
    travel_to("2026-03-02 10:00")
    promised.measure.confirm()
    travel_to("2026-05-31 10:00")
    assert promised.measure.can(MeasureAct.DISPUTE)
    travel_to("2026-06-01 10:00")
    asker = visit(promised.house.representative)
    assert url not in asker.get(promised.url).text
    assert asker.post(url, {"why": "Nå også."}).status_code == 409


def test_a_new_date_keeps_the_first_in_sight(visit: Visit, promised: Promised) -> None:
    doer = visit(promised.house.manager)
    first = promised.measure.due_originally
    typed = {"until": "1.4.2026", "why": "Den ene er syk."}
    assert doer.submit(f"{promised.url}/ny-dato", typed).status_code == 303
    shown = doer.get(promised.url).text
    assert "Ny dato onsdag 1. april 2026. Opprinnelig frist onsdag 17. desem" in shown
    assert "Den ene er syk." in shown
    assert promised.measure.due_originally == first


WRONG = (
    ("gjort", {"words": " \u200b"}, "Skriv hva som ble gjort."),
    ("gjort", {"words": "å" * 10_000}, "kan ha høyst 500 tegn"),
    ("ny-dato", {"until": "17.12.2025", "why": "x"}, "som er senere enn fristen."),
    ("ny-dato", {"until": "31.12.9999", "why": "x"}, "høyst to år fram."),
    ("ny-dato", {"until": "snart", "why": "x"}, "Skriv datoen slik"),
    ("ny-dato", {"until": "", "why": "x"}, "Skriv når det blir gjort."),
    ("ny-dato", {"until": "1.4.2026", "why": "\0"}, "Skriv hvorfor"),
    ("ikke-gjort", {"why": ""}, "Skriv hvorfor det ikke ble gjort."),
)


def test_what_can_not_be_is_told_and_nothing_typed_is_lost(
    visit: Visit, promised: Promised
) -> None:
    doer = visit(promised.house.manager)
    for act, typed, said in WRONG:
        shown = doer.post(f"{promised.url}/{act}", typed)
        assert (shown.status_code, said in shown.text) == (422, True), said
        for kept in typed.values():
            assert kept.strip("\0 ") in shown.text
    assert promised.is_now(MeasureState.PROMISED)


def test_odd_words_are_shown_as_they_were_typed(
    visit: Visit, promised: Promised
) -> None:
    doer = visit(promised.house.manager)
    typed = {"why": "<script>alert(1)</script> \0🙂"}
    assert doer.post(f"{promised.url}/ikke-gjort", typed).status_code == 303
    assert promised.is_now(MeasureState.NOT_DONE)
    shown = doer.get(promised.url).text
    assert "&lt;script&gt;alert(1)&lt;/script&gt; 🙂" in shown
    late = doer.post(f"{promised.url}/gjort", {"words": WORDS})
    assert (late.status_code, WORDS in late.text) == (409, True)


def test_nobody_else_reports_or_confirms(visit: Visit, promised: Promised) -> None:
    for person in (promised.house.participant, promised.house.other_leader):
        visitor = visit(person)
        shown = visitor.get(promised.url)
        assert (shown.status_code, "/ny-dato" in shown.text) == (200, False)
        for act in ("gjort", "ny-dato", "ikke-gjort", "bekreft", "ikke-enig"):
            assert visitor.post(f"{promised.url}/{act}").status_code == 403


def test_what_is_not_laid_out_does_not_exist(visit: Visit, promised: Promised) -> None:
    promised.answer.consideration.matter.published_on = None
    stranger = visit(promised.house.other_leader)
    assert stranger.get(promised.url).status_code == 404
    assert stranger.get("/min/tiltak/999999").status_code == 404
    assert stranger.post(f"{promised.url}/gjort").status_code == 404


# «Lovet, men ikke gjort»


def test_everybody_reads_what_was_promised_and_not_done(
    visit: Visit, promised: Promised, travel_to: TravelTo
) -> None:
    def shown() -> str:
        return visit(promised.house.participant).get("/min/tiltak").text

    travel_to("2025-12-17 10:00")
    assert "Ingenting er forsinket nå." in shown()
    travel_to("2025-12-18 10:00")
    assert "Det skulle vært gjort onsdag 17. desember." in shown()
    assert promised.house.manager.name in shown()
    promised.measure.postpone(date(2026, 1, 8), "Den ene er syk.")
    assert "Ingenting er forsinket nå." in shown()
    travel_to("2026-01-09 10:00")
    assert "Opprinnelig frist onsdag 17. desember 2025." in shown()
    promised.measure.give_up("Det er ikke penger.")
    assert "Ble ikke gjort." in shown()
    travel_to("2027-01-11 10:00")
    assert "Ingenting er forsinket nå." in shown()


def test_a_closed_day_is_nobodys_delay(promised: Promised, travel_to: TravelTo) -> None:
    promised.measure.due_originally = date(2025, 12, 24)
    travel_to("2025-12-28 10:00")
    db.session.flush()
    assert outcomes.broken() == []
    travel_to("2025-12-30 10:00")
    assert outcomes.broken() == [promised.measure]


def test_of_a_matter_that_was_stopped_nothing_is_listed(
    promised: Promised, travel_to: TravelTo
) -> None:
    promised.measure.give_up("Det er ikke penger.")
    db.session.flush()
    matter = promised.answer.consideration.matter
    assert (outcomes.broken(), outcomes.to_approve()) == (
        [promised.measure],
        [promised.answer],
    )
    matter.point_elsewhere(promised.house.representative, Elsewhere.COMPLAINT, "–")
    db.session.flush()
    assert (outcomes.broken(), outcomes.to_approve()) == ([], [])


def test_a_longer_list_asks_no_more(
    visit: Visit, promised: Promised, travel_to: TravelTo
) -> None:
    def asked() -> int:
        db.session.expunge_all()
        with asked_of_the_database() as asked:
            for it in outcomes.broken():
                assert it.answer.consideration.matter.title
                assert it.doer.current_roles
                assert it.answer.consideration.body.name
        return len(asked)

    promised.measure.give_up("Det er ikke penger.")
    db.session.commit()
    few = asked()
    for title in ("Lys", "Lunsj"):
        matter = promised.house.published(title=title)
        answer(matter.root, Verdict.YES).measures[0].give_up("Det er ikke penger.")
    db.session.commit()
    assert asked() == few


def test_a_participant_is_named_only_with_leave(
    visit: Visit, promised: Promised
) -> None:
    doer = promised.house.representative
    promised.measure.doer = doer
    reader = visit(promised.house.manager)
    shown = reader.get(promised.url).text
    assert (doer.name in shown, '<dd class="words">KIM-forum</dd>' in shown) == (
        False,
        True,
    )
    for role in doer.roles:
        role.name_shown = role.kind is RoleKind.REPRESENTATIVE
    assert doer.name in reader.get(promised.url).text
    assert not may_be_named(doer, named=False), "from outside the house"
    for role in doer.roles:
        role.ends = clock.today() - timedelta(days=1)
    assert not may_be_named(doer, named=True), "who has left is a participant yet"


# Words for the board


def test_a_representative_reads_the_words_and_says_yes(
    visit: Visit, promised: Promised
) -> None:
    url = promised.words_url
    reader = visit(promised.house.representative)
    asked = "Si ja til teksten til tavla"
    home = reader.get("/min/").text
    assert (asked in home, f'href="{url}"' in home) == (True, True)
    assert asked not in visit(promised.house.manager).get("/min/").text
    shown = reader.get(url).text
    assert promised.answer.answered_in_short in shown
    assert reader.submit(url).location == (
        f"/min/sak/{clock.today().year}-{promised.answer.consideration.matter.ordinal}"
    )
    assert promised.answer.approved_by is promised.house.representative
    assert asked not in reader.get("/min/").text
    twice = reader.post(url)
    assert (twice.status_code, "godkjent fra før" in twice.text) == (409, True)
    assert "<form" not in reader.get(url).text.split("<main")[1].split("</main>")[0]


def test_the_body_changes_its_words_until_a_representative_says_yes_to_them(
    visit: Visit, promised: Promised
) -> None:
    url = promised.words_url.replace("godkjenn", "endre-tekst")
    leader, reader = visit(promised.house.manager), visit(promised.house.representative)
    assert f'href="{url}"' in leader.get(of_matter(promised)).text
    assert f'href="{url}"' not in reader.get(of_matter(promised)).text
    read = form_to(promised.words_url, reader.get(promised.words_url)).fields
    assert leader.submit(url, {"answered_in_short": "Kort"}).status_code == 422
    changed = {"answered_in_short": "Vi lager en ny plan."}
    assert leader.submit(url, changed).status_code == 303
    unread = reader.post(promised.words_url, read)
    assert (unread.status_code, "Les den på nytt." in unread.text) == (409, True)
    assert "Vi lager en ny plan." in unread.text
    assert reader.submit(promised.words_url).status_code == 303
    assert leader.post(url, changed | {"asked_in_short": "x" * 20}).status_code == 409
    assert promised.answer.in_short[1] == "Vi lager en ny plan."


def of_matter(promised: Promised) -> str:
    matter = promised.answer.consideration.matter
    return f"/min/sak/{matter.year}-{matter.ordinal}"


def test_the_page_of_the_matter_says_who_does_what(
    app: Flask, promised: Promised
) -> None:
    def part(person: Person) -> str:
        matter = promised.answer.consideration.matter
        with app.test_request_context("/min/sak"):
            shown = render_template(
                "forum/_measures.html", matter=matter, person=person
            )
        return " ".join(shown.split())

    house, measure = promised.house, promised.measure
    assert measure.what in part(house.participant)
    assert house.manager.name in part(house.participant)
    assert "<a" not in part(house.participant)
    assert f'href="{promised.url}/gjort"' in part(house.manager)
    assert f'href="{promised.words_url}"' in part(house.representative)
    measure.report_done(WORDS)
    assert f'action="{promised.url}/bekreft"' in part(house.representative)
    assert "<form" not in part(house.manager)


def test_only_representatives_say_yes(visit: Visit, promised: Promised) -> None:
    house, url = promised.house, promised.words_url
    for person in (house.manager, house.participant, house.deputy, house.chair):
        assert visit(person).post(url).status_code == 403
    asked = promised.answer.consideration.matter.root
    unanswered = f"/min/behandling/{asked.id}/godkjenn"
    assert visit(house.representative).post(unanswered).status_code == 404
    assert not promised.answer.is_approved


def test_where_nobody_is_elected_a_coordinator_says_yes(
    visit: Visit, promised: Promised, make: Make
) -> None:
    coordinator = make.person(RoleKind.COORDINATOR)
    url = promised.words_url
    assert visit(coordinator).post(url).status_code == 403
    promised.house.representative.leave(date(2025, 11, 1))
    db.session.commit()
    assert url in visit(coordinator).get("/min/").text
    page = visit(coordinator).get(url).text
    assert "Derfor er det koordinatoren som sier ja." in page
    assert visit(coordinator).submit(url).status_code == 303
    assert promised.answer.approved_by == coordinator
