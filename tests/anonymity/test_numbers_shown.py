"""Which numbers a page shows: of what stands there for all to read, or of nothing.

A cell of one to four is a person here. So no page tells how many are in a
department or how much was sent, and a count counts what one can see beside it.
"""

import re
from pathlib import Path

import pytest
from flask import Flask

from kimvoice.people.models import RoleKind
from kimvoice.suggestions import inbox
from kimvoice.suggestions.states import State
from tests.anonymity.crawl import Map, crawl, watch
from tests.cast import Cast, assemble
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit

ROOT = Path(__file__).parents[2]
COUNTS = re.compile(r"ngettext\(|\|\s*(?:length|count)\b|func\.count\b")
COUNTED = {
    "templates/admin/departments.html": "lines of the list that was just pasted",
    "templates/admin/import.html": "lines of the list that was just pasted",
    "templates/complaints/how.html": "steps of the ladder, whether there are several",
    "templates/elections/_ballot.html": "names that stand below, whether one",
    "templates/elections/_envelopes.html": "elections of a round, whether several",
    "templates/elections/_protocol_urn.html": "marks, as many as are on the roll",
    "templates/elections/_urn_marks_sheet.html": "marks, as many as are on the roll",
    "templates/elections/ballot.html": "names that stand below, whether several",
    "templates/elections/_candidates.html": "names that stand below, whether one",
    "templates/elections/_listed.html": "names that stand below, whether several",
    "templates/elections/_lot.html": "names that are equal, whether two",
    "templates/elections/_lot_steps.html": "names that are equal, whether several",
    "templates/elections/_outcome.html": "those elected, whether there is a deputy",
    "templates/elections/_result_told.html": "complaints that wait, to the committee",
    "templates/elections/board.html": "departments that stand below, for their size",
    "templates/elections/counters.html": "people of one name, whether several",
    "templates/elections/lot_slips.html": "names that are equal, whether several",
    "templates/elections/marks.html": "slips given, to the committee after closing",
    "templates/elections/notice.html": "names that stand below, whether several",
    "templates/elections/paper.html": "names on a slip, to choose how many to a sheet",
    "templates/elections/who_is_who.html": "departments, whether there are several",
    "templates/forum/_drawing_up.html": "what stands below it, or where it leads",
    "templates/forum/_meeting_parts.html": "minutes of an agenda, whether one",
    "templates/forum/_sheet_parts.html": "minutes set aside for a point",
    "templates/forum/figures.html": "what everybody can read, by body",
    "templates/forum/index.html": "what the list below it shows to everybody",
    "templates/home/_before.html": "what the same page lists one by one to this one",
    "templates/home/_late.html": "answers that everybody can read are late",
    "templates/home/_meetings.html": "matters that everybody can read, by body",
    "templates/elections/_rules.html": "candidates, who stand by name beside it",
    "templates/home/_administrator.html": "tasks, whether there are more than six",
    "templates/home/inbox.html": "what stands below it, in the inbox of this one",
    "templates/suggestions/_found.html": "what the list beside it shows to this one",
    "templates/suggestions/_list.html": "what the list below it shows to this one",
    "templates/suggestions/_parts.html": "representatives, each on an open page",
    "templates/suggestions/board.html": "letters of an answer, to choose their size",
    "templates/suggestions/paper_forms.html": "forms that were just asked for",
    "templates/complaints/envelope.html": "what the sheet tells, on a page of its case",
    "templates/complaints/_log_mark.html": "lines of the log, on pages of the case",
    "kimvoice/people/second_factors.py": "codes that are left on one's own sheet",
    "kimvoice/people/models.py": "whether a department has enough; never shown",
    "kimvoice/forum/sittings.py": "matters that everybody can read, by body",
    "kimvoice/forum/lists.py": "what the list shows to everybody",
    "kimvoice/suggestions/inbox.py": "what the list of this one holds",
}
"""Where something is counted, and what. A new one says here what it tells whom."""
KEEP_PEOPLE = (RoleKind.ADMINISTRATOR, RoleKind.ELECTION_OFFICER)


def test_every_count_of_the_house_is_known_for_what_it_counts() -> None:
    found = {
        str(path.relative_to(ROOT))
        for folder, kind in (("templates", "*.html"), ("kimvoice", "*.py"))
        for path in (ROOT / folder).rglob(kind)
        if COUNTS.search(path.read_text("utf-8"))
    }
    assert found == COUNTED.keys()


@pytest.fixture
def cast(make: Make, travel_to: TravelTo) -> Cast:
    return assemble(make)


@pytest.mark.parametrize("role", ["leader", "manager"])
def test_who_answers_is_told_the_number_of_those_that_the_list_shows(
    role: str, visit: Visit, make: Make, cast: Cast
) -> None:
    for state in State:
        make.suggestion(state, department=cast.department, by=cast["representative"])
        make.suggestion(state, by=cast["representative"])
    door, open_ = visit(as_=cast[role]), visit()
    public = set(re.findall(r'"/forslag/(\d{6})"', open_.get("/forslag").text))
    for shelf in inbox.shelves_of(cast[role]):
        page = door.get(f"/min/forslag?status={shelf.word}").text
        shown = re.findall(r'"/min/forslag/(\d{6})"', page)
        counted = re.search(r'class="count">(\d+) forslag', page)
        assert int(counted[1] if counted else 0) == len(shown), shelf.word
        assert set(shown) <= public, "all of them are everybody's to read"


SIZES = ((8, 9), (10, 11))
"""On one side of the limit: crossing it is seen, for the department can be chosen."""


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
@pytest.mark.parametrize(("before", "after"), SIZES)
def test_nobody_but_who_keeps_the_people_sees_how_many_are_in_a_department(
    before: int, after: int, app: Flask, make: Make, visit: Visit, travel_to: TravelTo
) -> None:
    watch(app)
    department = make.department("Sirkulus", active=before)
    others = sorted(set(RoleKind) - set(KEEP_PEOPLE) - {RoleKind.PARTICIPANT})
    person = make.person(*others, department=make.department("Datadrift"))
    doors = {False: visit(), True: visit(as_=person)}
    map_ = Map(app, [make.suggestion().number])
    seen = {inside: crawl(door, map_, inside=inside) for inside, door in doors.items()}
    for _ in range(after - before):
        make.participant(department=department, active=True)
    for inside, door in doors.items():
        assert crawl(door, map_, inside=inside) == seen[inside]
