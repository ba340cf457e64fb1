"""The pages on which a round is planned, and its roll is corrected."""

import re
from typing import Any

import pytest
from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.models import Election
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import ProposalKind, RoundKind, State
from kimvoice.people.models import Department, Person, RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import DAY, Electing
from tests.factories import Make
from tests.home.test_plain_words import HARDEST, LONGEST, lix, sentences
from tests.reading import read
from tests.shown import Shown
from tests.test_pages import CHECKS
from tests.visitor import Visit, Visitor

pytestmark = on_sqlite
OFFICER = RoleKind.ELECTION_OFFICER
LISTS = 3
"""Titles and links have no short sentences around them."""
NEW = "/min/valg/runde/ny/ordinart"


def words(visitor: Visitor, url: str, status: int = 200) -> str:
    answer = visitor.get(url)
    assert answer.status_code == status, answer.text
    shown = read(answer.text)
    assert shown.mistakes == []
    return shown.page.words


def filled(department: Department, officers: list[Person], **more: Any) -> Any:
    """Of one department; as somebody fills it in on 17 November 2025."""
    key = department.id
    return {
        "name": "Valgrunde høsten 2025",
        "nominations_until": "1.12.2025",
        "votes_on": "9.12.2025",
        "result_on": "2025-12-10",
        "term_starts": "16.12.2025",
        f"at_{key}": "y",
        f"opens_{key}": "8",
        f"closes_{key}": "15.30",
        f"place_{key}": "Kantina",
        **{f"officer_{at}": str(it.id) for at, it in enumerate(officers, 1)},
    } | more


@pytest.fixture
def officers(travel_to: TravelTo, electing: Electing) -> list[Person]:
    return electing.committee()


def kept() -> list[ElectionRound]:
    db.session.rollback()
    return list(db.session.scalars(select(ElectionRound)).unique())


def test_a_round_is_planned_looked_at_and_announced(
    make: Make, visit: Visit, officers: list[Person]
) -> None:
    department = make.department("Kafe Nr 19")
    voter = make.participant(department=department)
    planner, officer = visit(make.person(RoleKind.ADMINISTRATOR)), visit(officers[1])
    sent = planner.post(NEW, filled(department, officers))
    assert sent.status_code == 303
    [planned] = kept()
    here = f"/min/valg/runde/{planned.id}"
    assert sent.location == here
    assert planned.obstacles == []
    shown = words(planner, here)
    assert "kan kunngjøre valget" in shown
    assert "Neste steg: Kunngjør valget." in shown
    assert "Det er ikke valg nå." in words(visit(voter), "/min/valg")

    looked = words(officer, f"{here}/kunngjor")
    for told in ("tirsdag 9. desember", "kl. 08.00–15.30, Kantina", officers[0].name):
        assert told in looked
    answer = officer.post(f"{here}/kunngjor", {"plan": planned.mark})
    assert answer.status_code == 303
    page = words(visit(voter), "/min/valg")
    for told in (
        "Foreslå kandidater fram til mandag 1. desember",
        "Se manntallet fra tirsdag 2. desember",
        "Resultat onsdag 10. desember",
    ):
        assert told in page
    again = officer.post(f"{here}/kunngjor", {"plan": planned.mark})
    assert again.status_code == 409
    assert "Dette er gjort" in again.text


def test_only_the_plan_that_was_shown_is_announced(
    make: Make, visit: Visit, officers: list[Person], electing: Electing
) -> None:
    department = make.department(active=1)
    planned = electing.round(department, officers=officers)
    seen, here = planned.mark, f"/min/valg/runde/{planned.id}"
    officer = visit(officers[0])
    form = filled(department, officers)
    assert officer.post(f"{here}/endre", form).status_code == 303
    refused = officer.post(f"{here}/kunngjor", {"plan": seen})
    assert refused.status_code == 409
    assert "Planen er endret mens du leste" in refused.text
    assert [it.is_draft for it in kept()] == [True]


def test_what_was_typed_stays_when_the_dates_are_wrong(
    make: Make, visit: Visit, officers: list[Person]
) -> None:
    department = make.department()
    planner, key = visit(officers[0]), department.id
    bad = {
        "votes_on": ("1.12.2025", 409, "Valget må være etter siste dag"),
        "result_on": ("8.12.2025", 409, "Resultatet kan ikke komme før"),
        "term_starts": ("31.2.2026", 422, "Skriv datoen slik: 4.12.2026."),
        "name": (" \u200b", 422, "Skriv hva valgrunden heter."),
        f"closes_{key}": ("7.59", 422, "Valget må stenge etter at det åpner."),
        f"opens_{key}": ("åtte", 422, "Skriv klokka slik: 8.30."),
        "officer_2": (str(officers[0].id), 422, "Velg tre forskjellige personer."),
        "officer_3": ("999", 422, "Velg fra lista."),
        f"place_{key}": ("x" * 10_000, 422, "Stedet kan ha høyst 80 tegn."),
    }
    for field, (typed, status, sentence) in bad.items():
        answer = planner.post(NEW, filled(department, officers, **{field: typed}))
        assert (answer.status_code, sentence in answer.text) == (status, True), field
        assert "Valgrunde høsten 2025" in answer.text or field == "name"
        assert read(answer.text).mistakes == []
    assert kept() == []
    odd = {"name": "<script>\x00😀", f"place_{key}": "<b>\x00"}
    assert planner.post(NEW, filled(department, officers, **odd)).status_code == 303
    assert [it.name for it in kept()] == ["<script>😀"]


def test_a_draft_keeps_what_it_lacks_and_says_so(
    make: Make, visit: Visit, officers: list[Person]
) -> None:
    planner = visit(officers[0])
    department = make.department("Kafe Nr 19")
    form = filled(department, [], **{f"place_{department.id}": ""})
    assert planner.post(NEW, form).status_code == 303
    [planned] = kept()
    here = f"/min/valg/runde/{planned.id}"
    shown = words(planner, here)
    for sentence in (
        "Velg tre valgansvarlige.",
        "Ingen deltakere er i avdelingen: Kafe Nr 19.",
        "Skriv hvor dere stemmer: Kafe Nr 19.",
    ):
        assert sentence in shown
    assert "Se over og kunngjør" not in shown
    make.participant(department=department)
    assert (
        planner.post(f"{here}/endre", filled(department, officers)).status_code == 303
    )
    assert "Bare én kan stemme. Da blir det ingen" in words(planner, here)
    form = filled(department, officers) | {f"at_{department.id}": ""}
    del form[f"at_{department.id}"]
    planner.post(f"{here}/endre", form)
    assert "Velg minst én avdeling." in words(planner, here)
    assert planner.post(f"{here}/slett").status_code == 303
    assert kept() == []
    assert planner.post(f"{here}/slett").status_code == 404


def test_the_board_is_one_election_of_the_representatives(
    make: Make, visit: Visit, officers: list[Person]
) -> None:
    make.representative()
    planner = visit(officers[0])
    board = {"at_0": "y", "opens_0": "10.00", "closes_0": "11.00", "place_0": "Møterom"}
    sent = filled(make.department(), officers) | board
    assert planner.post("/min/valg/runde/ny/styret", sent).status_code == 303
    [planned] = kept()
    assert planned.kind is RoundKind.BOARD
    [election] = planned.elections
    assert election.is_for_board
    assert planned.obstacles == []
    assert "De tillitsvalgte velger" in words(planner, "/min/valg/runde/ny")


def test_a_house_without_officers_says_who_gives_the_role(
    make: Make, visit: Visit
) -> None:
    visitor = visit(make.person(RoleKind.ADMINISTRATOR))
    assert "Det mangler 3. En administrator gir rollen" in words(
        visitor, "/min/valg/runde/ny"
    )


def test_the_house_says_when_the_next_election_is(
    make: Make, visit: Visit, travel_to: TravelTo
) -> None:
    elected = make.representative()
    assert "Det er ikke valg nå." in words(visit(elected), "/min/valg")
    office = next(it for it in elected.roles if it.kind is RoleKind.REPRESENTATIVE)
    office.term_ends = clock.today() + 60 * DAY
    db.session.commit()
    assert "Neste valg er i januar 2026." in words(visit(elected), "/min/valg")


def test_an_officer_finds_the_next_step_at_home(
    visit: Visit, make: Make, electing: Electing
) -> None:
    held = electing.election(State.CLOSED)
    officer = visit(held.officers[1])
    home = words(officer, "/min/")
    assert "Neste steg i valget" in home
    assert "Tell stemmene" in home
    assert "Neste steg i valget" not in words(visit(make.participant()), "/min/")
    page = words(officer, f"/min/valg/{held.election.id}")
    assert "Neste steg: Tell stemmene. Hvem: To av " in page
    assert "Skriv inn opptellingen" in page
    voter = words(visit(held.others[0]), f"/min/valg/{held.election.id}")
    assert "Skriv inn opptellingen" not in voter


def test_those_on_the_roll_read_it_and_whom_to_tell(
    visit: Visit, make: Make, electing: Electing
) -> None:
    held = electing.election(State.LISTED)
    held.voters[6].name = held.voters[7].name = "Kari Prøve"
    db.session.commit()
    here = f"/min/valg/{held.election.id}"
    page = words(visit(held.others[0]), f"{here}/manntall")
    for person in held.voters:
        assert person.name in page
    for person in held.voters[6:8]:
        assert f"Kari Prøve ({person.user_name})" in page
    assert "Står du ikke her, eller er en feil?" in page
    assert " eller ".join(it.name for it in held.officers[1:]) in page
    forgotten = make.participant(department=held.election.department)
    assert "Du står ikke i manntallet" in words(visit(forgotten), here)


def test_two_officers_correct_the_roll_on_their_pages(
    visit: Visit, make: Make, electing: Electing
) -> None:
    held = electing.election(State.LISTED)
    forgotten = make.participant(department=held.election.department)
    forgotten.name = "Kari  Prøve"
    db.session.commit()
    one, other = visit(held.officers[0]), visit(held.officers[1])
    here = f"/min/valg/{held.election.id}"
    form = {"kind": "enrol", "name": "kari prøve", "reason": "Glemt."}
    wrong: dict[str, tuple[str, str]] = {
        "kind": ("annul", "Velg hva som skal rettes."),
        "name": ("Nobody <script>", "Vi finner ingen som heter det."),
        "reason": (" ", "Skriv hvorfor."),
    }
    for field, (typed, sentence) in wrong.items():
        answer = one.post(f"{here}/manntall/rett", form | {field: typed})
        assert answer.status_code == 422
        assert sentence in answer.text
    assert one.post(f"{here}/manntall/rett", form).status_code == 303
    again = one.post(f"{here}/manntall/rett", form)
    assert again.status_code == 409
    assert "venter alt" in again.text
    db.session.rollback()
    election = db.session.get_one(Election, held.election.id)
    [asked] = election.open_proposals
    assert "ber deg svare" in words(other, "/min/")
    assert "Glemt." in words(other, f"{here}/avgjor/{asked.id}")
    own = words(one, f"{here}/avgjor/{asked.id}")
    assert "En annen valgansvarlig må svare." in own
    assert one.post(f"{here}/avgjor/{asked.id}/ja").status_code == 403
    assert other.post(f"{here}/avgjor/{asked.id}/ja").status_code == 303
    late = other.post(f"{here}/avgjor/{asked.id}/nei")
    assert late.status_code == 409
    assert "Dette er gjort" in late.text
    assert "sa ja" in words(one, f"{here}/avgjor/{asked.id}")
    assert "Kari" in words(visit(forgotten), f"{here}/manntall")


def test_an_officer_is_replaced_on_the_page(
    visit: Visit, make: Make, electing: Electing
) -> None:
    held = electing.election(State.LISTED)
    leaving, coming = held.officers[1], make.person(OFFICER, name="Siv Ny")
    leaving.leave(clock.today() - DAY)
    db.session.commit()
    here = f"/min/valg/runde/{held.election.round.id}"
    planner = visit(make.person(RoleKind.ADMINISTRATOR))
    assert "Valgstyret mangler folk" in words(planner, here)
    form = {"leaving": str(leaving.id), "coming": str(coming.id)}
    assert planner.post(f"{here}/bytt", form).status_code == 303
    again = planner.post(f"{here}/bytt", form)
    assert again.status_code == 422
    assert "Valgstyret mangler folk" not in words(planner, here)
    assert "Siv Ny" in words(visit(coming), here)


def test_two_from_staff_are_told_until_one_is_replaced(
    visit: Visit, make: Make, electing: Electing
) -> None:
    held = electing.election(State.LISTED)
    planned, employed = held.election.round, held.officers[1]
    employed.take_role(RoleKind.STAFF_MEMBER, since=clock.today())
    db.session.commit()
    officer = visit(held.officers[2])
    pages = (f"/min/valg/runde/{planned.id}", f"/min/valg/{held.election.id}")
    for page in pages:
        assert "Bare én i valgstyret kan være ansatt." in words(officer, page)
    with pytest.raises(RuleBroken, match="Bare én av de tre"):
        planned.replace(held.officers[2], make.person(OFFICER))
    planned.replace(employed, make.person(OFFICER))
    db.session.commit()
    for page in pages:
        assert "kan være ansatt" not in words(officer, page)


def test_what_is_annulled_is_planned_anew(
    visit: Visit, make: Make, electing: Electing
) -> None:
    held = electing.election(State.LISTED)
    held.election.state = State.ANNULLED
    db.session.commit()
    officer = visit(held.officers[0])
    answer = officer.get(f"/min/valg/{held.election.id}")
    assert "Valget holdes på nytt." in answer.text
    department = held.election.department
    assert department is not None
    link = f"/min/valg/runde/ny/supplering?avdeling={department.id}"
    assert link in answer.text
    chosen = officer.get(link).text
    assert re.findall(r'<input checked[^>]* name="(at_\d+)"', chosen) == [
        f"at_{department.id}"
    ]
    assert "Planlegg nytt valg" not in words(
        visit(held.others[0]), f"/min/valg/{held.election.id}"
    )


def test_the_pages_keep_to_what_every_page_keeps_and_read_as_people_talk(
    visit: Visit, make: Make, electing: Electing
) -> None:
    held = electing.election(State.LISTED)
    draft = electing.round(make.department("Kafe Nr 19", active=2)).id
    held.election.propose(ProposalKind.ANNUL, None, "Feil.", held.officers[0])
    db.session.commit()
    here, planned = f"/min/valg/{held.election.id}", held.election.round.id
    visitor = visit(held.officers[1])
    for url in (
        "/min/valg",
        here,
        f"{here}/manntall",
        f"{here}/manntall/rett",
        f"{here}/pa-nytt",
        f"{here}/avgjor/{held.election.proposals[0].id}",
        "/min/valg/runde/ny",
        "/min/valg/runde/ny/ordinart",
        "/min/valg/runde/ny/styret",
        f"/min/valg/runde/{draft}",
        f"/min/valg/runde/{draft}/endre",
        f"/min/valg/runde/{draft}/slett",
        f"/min/valg/runde/{planned}",
        f"/min/valg/runde/{planned}/bytt",
    ):
        shown = Shown(url, "nb", visitor.get(url))
        assert shown.answer.status_code == 200
        assert [(it, said) for it in CHECKS for said in it(shown)] == [], url
        found = sentences(shown)
        assert [" ".join(it) for it in found if len(it) > LONGEST] == [], url
        assert lix(found) < HARDEST + LISTS, (url, lix(found))


FAR = {
    "nominations_until": "30.12.9999",
    "votes_on": "31.12.9999",
    "result_on": "31.12.9999",
    "term_starts": "31.12.9999",
}


@pytest.mark.parametrize(
    ("more", "status", "kept_of_it"), [(FAR, 409, 0), ({"officer_1": " "}, 303, 1)]
)
def test_what_nobody_types_hinders_nobody_else(
    more: dict[str, str],
    status: int,
    kept_of_it: int,
    make: Make,
    visit: Visit,
    officers: list[Person],
) -> None:
    planner = visit(make.person(RoleKind.ADMINISTRATOR))
    sent = planner.post(NEW, filled(make.department(), officers, **more))
    assert sent.status_code == status
    assert len(kept()) == kept_of_it
    assert planner.get("/min/valg").status_code == 200
