"""The open side: how a complaint works, said to everybody alike."""

from datetime import date

import pytest

from kimvoice.complaints import ladder, routine
from kimvoice.complaints.ladder import LADDER, Rung
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import CLOSING_DAYS
from kimvoice.people.models import RoleKind
from kimvoice.web.sides import WEIGHT
from tests.conftest import TravelTo
from tests.factories import Make
from tests.travelling import board_meets_on
from tests.visitor import Visit, forms

pytestmark = pytest.mark.parametrize("database", ["sqlite"], indirect=True)
"""Pages that read settings alone."""
HOW = "/klage"
ROUTINE = "/klage/rutine"


def choose(*rungs: Rung) -> None:
    LADDER.choose(rungs, "Keeper", clock.today())
    db.session.commit()


def test_it_says_what_happens_if_one_sends_today(
    visit: Visit, travel_to: TravelTo
) -> None:
    page = visit().get(HOW).text
    # Monday 17 November 2025: three and ten working days
    assert "beskjed senest torsdag 20. november om at vi har fått klagen" in page
    assert "Du får svar senest mandag 1. desember." in page
    assert "Be koordinatoren din om en lapp, eller bruk papir." in page


def test_closing_days_move_the_dates(visit: Visit, travel_to: TravelTo) -> None:
    closed = frozenset({date(2025, 11, 18)})
    CLOSING_DAYS.choose(closed, "Keeper", clock.today())
    db.session.commit()
    assert "beskjed senest fredag 21. november" in visit().get(HOW).text


@pytest.mark.parametrize("meetings", [[], [date(2025, 11, 26)]])
@pytest.mark.parametrize("first", range(len(ladder.USUAL)))
def test_the_dates_are_those_that_are_promised_when_it_is_sent(
    make: Make, travel_to: TravelTo, first: int, meetings: list[date]
) -> None:
    choose(*ladder.USUAL[first:])
    board_meets_on(*meetings)
    house = make.ladder()
    sent = make.complaint(by=make.participant(department=house.department)).current
    foreseen = routine.SentToday.foreseen()
    assert sent.promised_confirm_by == foreseen.confirm_by
    assert sent.promised_answer_by == foreseen.answer_by


def test_the_ladder_stands_there_as_the_house_has_chosen_it(visit: Visit) -> None:
    choose(Rung(RoleKind.COORDINATOR, 1, 4), Rung(RoleKind.BOARD_CHAIR, 7, 21))
    for url in (HOW, ROUTINE):
        page = visit().get(url).text
        assert "Steg 1: Koordinatoren" in page
        assert "én arbeidsdag" in page
        assert "4 arbeidsdager" in page
        assert "Steg 2: Styrelederen" in page
        assert "neste styremøte, senest etter 21 dager" in page
        assert "Arbeidslederen" not in page


def test_the_chair_alone_has_nobody_to_send_it_on_to(visit: Visit) -> None:
    choose(Rung(RoleKind.BOARD_CHAIR, 7, 21))
    assert "sende klagen videre" not in visit().get(HOW).text


def test_it_names_the_doors_that_are_easily_mistaken(visit: Visit) -> None:
    page = visit().get(HOW).text
    for words in (
        "Klager du på et vedtak fra NAV? Da klager du til NAV.",
        "Er noe farlig eller ulovlig? Da kan du varsle.",
        "Ring 110, 112 eller 113.",
    ):
        assert words in page


def test_every_way_on_leads_somewhere(visit: Visit) -> None:
    page = visit().get(HOW).text
    assert 'href="/min/klage/ny/1"' in page
    for path in ("/tillitsvalgte", "/forslag/nytt", "/hjelp/rettigheter", ROUTINE):
        assert f'href="{path}"' in page
        assert visit().get(path).status_code in (200, 203)


def test_home_and_menu_lead_to_it(visit: Visit) -> None:
    assert visit().get("/").text.count(f'href="{HOW}"') == 2


@pytest.mark.parametrize("url", [HOW, ROUTINE])
def test_it_never_tells_whether_there_are_complaints(
    visit: Visit, make: Make, travel_to: TravelTo, url: str
) -> None:
    house = make.ladder()
    by = make.participant(department=house.department)
    before = visit().get(url).data
    make.complaint(by=by)
    assert visit().get(url).data == before
    inside = visit(as_=by)
    assert inside.get(url).data == before


@pytest.mark.parametrize("lang", ["", "?lang=en"])
@pytest.mark.parametrize("url", [HOW, ROUTINE])
def test_it_weighs_as_every_open_page_and_runs_nothing(
    visit: Visit, url: str, lang: str
) -> None:
    answer = visit().get(url + lang)
    assert (answer.status_code, len(answer.data)) == (200, WEIGHT)
    assert "Set-Cookie" not in answer.headers
    assert "<script" not in answer.text
    assert [form for form in forms(answer) if form.method == "post"] == [
        form for form in forms(answer) if form.action == "/forlat"
    ]


def test_the_routine_is_dated_by_what_was_changed_last(
    visit: Visit, travel_to: TravelTo
) -> None:
    written = routine.WRITTEN_ON
    assert routine.in_force_since() == written
    travel_to("2027-03-01 10:00")
    ladder.APPEAL_WEEKS.choose(4, "Keeper", date(2027, 3, 1))
    board_meets_on(date(2027, 4, 1))
    ladder.COMPLAINT_MONTHS.choose(9, "Keeper", date(2027, 3, 2))
    db.session.commit()
    page = visit().get(ROUTINE).text
    assert "Gjelder fra 1. mars 2027." in page
    assert "innen 4 uker" in page
    assert "slettes etter 12 måneder" in page
    travel_to("2027-03-02 10:00")
    page = visit().get(ROUTINE).text
    assert "Gjelder fra 2. mars 2027." in page
    assert "slettes etter 9 måneder" in page


def test_the_routine_holds_what_an_auditor_asks_for(visit: Visit) -> None:
    page = visit().get(ROUTINE).text
    for words in (
        "Hva rutinen er til",
        "Hvem kan klage",
        "Steg og frister",
        "Den klagen gjelder",
        "Når ingen svarer",
        "innen tre måneder",
        "Lagring og sletting",
        "arbeidsmiljøloven kapittel 2 A",
        "EQUASS",
        "Arbeidstilsynet",
        "Gjelder fra 22. november 2026.",
    ):
        assert words in page


@pytest.mark.parametrize(
    ("page", "said"),
    [
        ("/personvern", "En støtteperson leser det du har krysset av."),
        ("/personvern", "kjenner den, men kan ikke åpne den etterpå."),
        (ROUTINE, "En støtteperson leser det som deltakeren har krysset av."),
        (ROUTINE, "Den som har skrevet den inn, kjenner den også."),
    ],
)
def test_support_and_help_are_named_where_it_says_who_reads(
    visit: Visit, page: str, said: str
) -> None:
    text = visit().get(page).text
    assert said in text
    assert "Bare du og den som svarer" not in text
    assert "Bare den som klager" not in text
