"""Everybody knows who is elected, when that was, and when the next election is."""

import re
from datetime import date, timedelta

import pytest
import segno
from flask import Flask
from sqlalchemy import event

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.settings import HOUSE_NETWORKS
from kimvoice.elections import known, offices
from kimvoice.elections.states import RoundKind, State
from kimvoice.people.directory import Directory
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.suggestions import policy
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import Electing
from tests.elections.test_recorded import record
from tests.factories import LONG_AGO, Make
from tests.reading import read
from tests.visitor import Visit

PAGE, POSTER, HELP = "/tillitsvalgte", "/tillitsvalgte/plakat", "/hjelp/tillitsvalgt"
DAY = timedelta(days=1)


def elect(
    make: Make, department: Department, *, ends: date | None = None, shown: bool = True
) -> Person:
    person = make.participant(department=department)
    role = person.take_role(
        RoleKind.REPRESENTATIVE, department, since=LONG_AGO, name_shown=shown
    )
    role.term_ends = ends
    db.session.commit()
    return person


# What comes


@on_sqlite
@pytest.mark.parametrize(
    ("state", "words"),
    [
        (
            State.NOMINATION,
            "Foreslå kandidater fram til mandag 17. november."
            " Valget er mandag 1. desember.",
        ),
        (State.LISTED, "Stem mandag 1. desember kl. 08.00–15.00."),
        (State.OPEN, "Stem mandag 17. november kl. 00.00–23.59."),
        (State.CLOSED, "Resultatet kommer mandag 17. november."),
        (State.COUNTED, "Resultatet kommer mandag 17. november."),
        (State.TIED, "Resultatet kommer mandag 17. november."),
    ],
)
def test_the_page_says_what_comes_and_nothing_of_how_it_goes(
    visit: Visit, electing: Electing, travel_to: TravelTo, state: State, words: str
) -> None:
    votes = (2, 2, 0) if state is State.TIED else ()
    held = electing.election(state, votes=votes)
    for page in (visit().get(PAGE).text, visit().get(POSTER).text):
        assert f"Det er valg nå. {words}" in read(page).page.words
        assert [it.name for it in held.voters if it.name in page] == []
        assert "lodd" not in page


@on_sqlite
def test_a_draft_and_what_is_over_are_no_election_that_comes(
    electing: Electing, travel_to: TravelTo
) -> None:
    for state in (State.DRAFT, State.PUBLISHED, State.FINAL):
        electing.election(state)
    assert known.coming() == {}
    board = electing.round(kind=RoundKind.BOARD)
    board.announce()
    db.session.commit()
    assert list(known.coming()) == [None]


@on_sqlite
def test_without_a_vote_nobody_is_called_to_vote(
    visit: Visit, electing: Electing, travel_to: TravelTo
) -> None:
    electing.election(State.LISTED, candidates=1)
    page = visit().get(PAGE).text
    assert "Resultatet kommer tirsdag 2. desember." in page
    assert "Stem " not in page
    travel_to("2025-12-03 10:00")
    assert "Resultatet er ikke klart ennå." in visit().get(PAGE).text


@on_sqlite
@pytest.mark.parametrize(
    ("ends", "words"),
    [
        (date(2025, 11, 17), "Nytt valg i november 2025."),
        (date(2026, 12, 8), "Nytt valg i desember 2026."),
        (date(2025, 11, 16), "Nytt valg skulle vært i november 2025."),
    ],
)
def test_the_next_election_is_told_by_its_month(
    visit: Visit, make: Make, travel_to: TravelTo, ends: date, words: str
) -> None:
    elect(make, make.department(), ends=ends)
    assert words in visit().get(PAGE).text


@on_sqlite
def test_where_nobody_is_elected_one_is_asked_to_stand(
    visit: Visit, make: Make
) -> None:
    department = make.department()
    link = f'<a href="{HELP}#stand">Vil du stille til valg?</a>'
    assert link in visit().get(PAGE).text
    assert 'id="stand"' in visit().get(HELP).text
    elect(make, department)
    assert link not in visit().get(PAGE).text


# Who was elected, and when


def test_the_latest_election_counts_once_it_has_given_the_offices(
    electing: Electing, make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    record(department, make.participant(department=department))
    held = electing.election(State.PUBLISHED, department=department)
    calendar = held.election.round
    calendar.votes_on, calendar.result_on = date(2025, 12, 2), date(2025, 12, 3)
    calendar.term_starts = date(2025, 12, 10)
    db.session.commit()
    for when, elected in (
        ("2025-12-09 23:59", date(2025, 11, 14)),
        ("2025-12-10 00:00", date(2025, 12, 2)),
    ):
        travel_to(when)
        assert known.elected_on() == {department.id: elected}
    held.election.state = State.ANNULLED
    db.session.commit()
    assert known.elected_on() == {department.id: date(2025, 11, 14)}


def test_an_office_changes_hands_everywhere_in_the_same_minute(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    department = make.department()
    old, new = elect(make, department), make.participant(department=department)
    offices.give(
        [new],
        department,
        since=clock.today() + DAY,
        names_shown=True,
        given_by=make.person(RoleKind.ADMINISTRATOR),
    )
    db.session.commit()
    person = make.participant(department=department)
    for when, holder, other in (
        ("2025-11-17 23:59", old, new),
        ("2025-11-18 00:00", new, old),
    ):
        travel_to(when)
        home = visit(as_=person).get("/min/").text
        assert f"Snakk med {holder.name}, tillitsvalgt" in home
        assert other.name not in home
        assert policy.readers().representatives == [holder]
        assert (policy.is_reader(holder), policy.is_reader(other)) == (True, False)
        poster = visit().get(POSTER).text
        assert f'<p class="poster-name">{holder.name}</p>' in poster
        assert (f"{new.name} tar over tirsdag 18." in poster) is (holder is old)
        page = visit().get(PAGE).text
        assert ("Tillitsvalgt fra tirsdag 18. november" in page) is (holder is old)
        assert (old.name in page) is (holder is old)


def test_who_takes_over_is_named_only_where_names_are(make: Make) -> None:
    department = make.department()
    person = make.participant(department=department)
    role = person.take_role(
        RoleKind.REPRESENTATIVE, department, since=clock.today() + DAY, name_shown=True
    )
    role.term_ends = clock.today() + 365 * DAY
    db.session.commit()
    for named, name in ((True, person.name), (False, None)):
        [found] = Directory.of_today(named=named).following(
            "representative", department
        )
        assert (found.name, found.since) == (name, role.starts)
    assert Directory.of_today(named=True).holders("representative", department) == []


# The poster


@on_sqlite
def test_the_poster_is_a_sheet_for_each_department_and_no_address_names_one(
    visit: Visit, make: Make
) -> None:
    names = ("Kafe Nr 19", "Sirkulus", "Tom & <b>")
    departments = [make.department(name) for name in names]
    named = elect(make, departments[0])
    silent = elect(make, departments[1], shown=False)
    page = visit().get(POSTER)
    sheets = [
        it for it in read(page.text).page.all("section") if "sheet" in it["class"]
    ]
    assert [next(iter(it.all("h2"))).words for it in sheets] == list(names)
    assert named.name in sheets[0].words
    assert "Tillitsvalgt er valgt. Spør koordinatoren hvem det er." in sheets[1].words
    assert "Ingen er valgt nå." in sheets[2].words
    assert silent.name not in page.text
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', page.text)
    ours = {it.split("?")[0] for it in addresses if it.startswith(PAGE)}
    assert ours == {PAGE, POSTER}
    assert "<title>Plakat: hvem er tillitsvalgt? – KIM voice</title>" in page.text
    assert "<script" not in page.text
    assert "Set-Cookie" not in page.headers


@on_sqlite
@pytest.mark.parametrize("lang", ["nb", "en"])
def test_the_picture_leads_to_who_is_who_and_says_nothing_else(
    visit: Visit, make: Make, lang: str
) -> None:
    make.department()
    page = visit().get(f"{POSTER}?lang={lang}").text
    address = "http://localhost/tillitsvalgte"
    code = segno.make(address, micro=False, error="m", boost_error=False)
    [path] = re.findall(r'stroke="#000" d="([^"]+)"', code.svg_inline(border=4))
    assert path in page
    assert f'<p class="poster-address">{address}</p>' in page


@on_sqlite
def test_outside_the_house_nobody_gets_the_poster(visit: Visit, make: Make) -> None:
    named = elect(make, make.department())
    elsewhere = HOUSE_NETWORKS.read(["192.0.2.0/24"])
    HOUSE_NETWORKS.choose(elsewhere, "Prøve", clock.today())
    db.session.commit()
    answer = visit().get(POSTER)
    assert answer.status_code == 403
    assert named.name not in answer.text


# One's own page, and the ways there


@on_sqlite
def test_home_says_who_is_elected_where_i_am(visit: Visit, make: Make) -> None:
    department = make.department()
    coordinator = make.coordinator()
    person = make.participant(department=department)
    home = visit(as_=person).get("/min/").text
    assert f"Ingen er valgt nå. {coordinator.name} hjelper deg så lenge." in home
    assert f'href="{HELP}#stand"' in home
    elected, deputy = elect(make, department), make.participant(department=department)
    deputy.take_role(RoleKind.DEPUTY, department, since=LONG_AGO, name_shown=True)
    member = make.participant(department=make.department())
    member.take_role(RoleKind.BOARD_MEMBER, since=LONG_AGO, name_shown=True)
    db.session.commit()
    home = visit(as_=person).get("/min/").text
    assert [it.name for it in (elected, deputy, member) if it.name not in home] == []
    assert f'href="{HELP}#stand"' not in home
    assert "Du er vara." in visit(as_=deputy).get("/min/").text
    assert "Du er med i styret." in visit(as_=member).get("/min/").text


@on_sqlite
@pytest.mark.parametrize("page", ["/hjelp", "/hjelp/papir", PAGE])
def test_what_a_representative_does_is_found_where_one_looks(
    visit: Visit, page: str
) -> None:
    assert f'href="{HELP}"' in visit().get(page).text
    assert 'class="open binder"' in visit().get(HELP).text


@on_sqlite
def test_more_elections_ask_no_more_of_the_database(
    app: Flask, visit: Visit, electing: Electing, travel_to: TravelTo
) -> None:
    def queries() -> int:
        asked: list[str] = []

        def note(*args: object) -> None:
            asked.append(str(args[2]))

        event.listen(db.engine, "before_cursor_execute", note)
        visit().get(PAGE)
        event.remove(db.engine, "before_cursor_execute", note)
        return len([each for each in asked if each.startswith("SELECT")])

    states = (State.NOMINATION, State.LISTED, State.PUBLISHED)
    for state in states:
        electing.election(state)
    few = queries()
    for state in states * 2:
        electing.election(state)
    assert queries() == few
