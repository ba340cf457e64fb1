"""The result as everybody reads it, and complaints about it as few do."""

import pytest

from kimvoice.core.db import db
from kimvoice.elections.objections import ElectionComplaint
from kimvoice.elections.states import ProposalKind, State
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.electing import DAY, Electing, Held
from tests.elections.test_lot_pages import at, words
from tests.elections.test_lots import draw, leave, named, tied
from tests.elections.test_results import board
from tests.factories import Make
from tests.reading import read
from tests.visitor import Visit, form_to

pytestmark = on_sqlite

RESULT, OWN, ALL = "/resultat", "/klage", "/klager"
SECRET = "Jeg sto ved urna."


def test_before_it_is_laid_out_only_the_committee_reads_who_is_elected(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.COUNTED)
    first, second, _ = named(held)
    officer = visit(as_=held.officers[0])
    page = words(officer, at(held, RESULT))
    assert f"Valgt {first.name}" in page
    assert f"Vara {second.name}" in page
    voter = visit(as_=held.others[0])
    page = words(voter, at(held, RESULT))
    assert "Resultatet er ikke klart ennå." in page
    assert "Valgt " not in page
    assert officer.submit(at(held, RESULT)).status_code == 303
    page = words(voter, at(held, RESULT))
    assert f"Valgt {first.name}" in page
    assert "8 av 8 stemte." in page
    assert f"Valgt {first.name}" in words(voter, at(held))


def test_a_second_click_is_told_that_it_is_done(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.COUNTED)
    officer = visit(as_=held.officers[0])
    assert officer.post(at(held, RESULT)).status_code == 303
    again = officer.post(at(held, RESULT))
    assert again.status_code == 409
    assert "Resultatet er allerede lagt ut." in again.text


@pytest.mark.parametrize(
    ("state", "why"),
    [
        (State.LISTED, "Det skal stemmes først."),
        (State.CLOSED, "Stemmene er ikke talt opp ennå."),
        (State.TIED, "Stemmene er like. Trekk lodd først."),
    ],
)
def test_the_committee_reads_what_still_stands_before_the_result(
    electing: Electing, visit: Visit, state: State, why: str
) -> None:
    held = electing.election(state)
    page = words(visit(as_=held.officers[0]), at(held, RESULT))
    assert why in page
    assert "Legg ut resultatet" not in page


def test_the_lot_is_told_with_those_who_watched_and_never_who_lost_it(
    electing: Electing, visit: Visit, travel_to: TravelTo
) -> None:
    held = tied(electing)
    _, drawn, lost = named(held)
    draw(held, drawn)
    held.election.publish(held.officers[1])
    db.session.commit()
    page = words(visit(as_=held.others[0]), at(held, RESULT))
    assert "Vi trakk lodd mandag 17. november. Ola Vitnesen og Siv Vitnesen" in page
    assert f"Vara {drawn.name}" in page
    assert lost.name not in page
    assert "Kari Trekkesen" not in page


def test_never_why_there_is_no_deputy(electing: Electing, visit: Visit) -> None:
    held = electing.election(State.COUNTED)
    _, second, third = named(held)
    for person in (second, third):
        person.leave(held.election.round.votes_on)
    held.election.publish(held.officers[0])
    db.session.commit()
    page = words(visit(as_=held.others[0]), at(held, RESULT))
    for word in ("Vara", second.name, third.name):
        assert word not in page


def test_of_the_board_the_name_alone_is_told(
    electing: Electing, make: Make, visit: Visit
) -> None:
    held = board(electing, make)
    first, second = named(held)
    held.election.publish(held.officers[0])
    db.session.commit()
    page = words(visit(as_=make.participant()), at(held, RESULT))
    assert f"Valgt {first.name}" in page
    for word in ("stemte", "Vara", second.name):
        assert word not in page


def test_its_dates_stand_on_the_result(
    electing: Electing, visit: Visit, travel_to: TravelTo
) -> None:
    held = electing.election(State.COUNTED)
    held.election.round.term_starts += 7 * DAY
    held.election.publish(held.officers[0])
    db.session.commit()
    voter = visit(as_=held.others[0])
    page = words(voter, at(held, RESULT))
    assert f"Si fra til {held.officers[0].name}" in page
    assert "innen torsdag 20. november." in page
    assert "Første dag i vervet er mandag 24. november." in page
    assert "Klag på valget" in page
    assert "Klag på valget" not in words(visit(as_=held.officers[0]), at(held, RESULT))
    held.election.complain(held.others[0], SECRET)
    db.session.commit()
    travel_to("2025-11-21 00:00")
    voter = visit(as_=held.others[0])
    page = words(voter, at(held, RESULT))
    assert "Resultatet er ikke endelig ennå." in page
    held.election.dismiss(held.election.complaints[0], held.officers[0], "Nei.")
    db.session.commit()
    page = words(voter, at(held, RESULT))
    assert "Resultatet er endelig." in page
    assert "Klag på valget" not in page


def test_where_nobody_is_elected_a_new_election_is_planned(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.COUNTED)
    for person in held.candidates:
        person.leave(held.election.round.votes_on)
    held.election.publish(held.officers[0])
    db.session.commit()
    for person, may in ((held.others[0], False), (held.officers[0], True)):
        answer = visit(as_=person).get(at(held, RESULT))
        assert "Ingen ble valgt." in answer.text
        place = f"supplering?avdeling={held.election.department_id}"
        assert (place in answer.text) is may
    electing.let_it_be(held.election)
    db.session.commit()
    for person in (held.others[0], held.officers[0]):
        page = words(visit(as_=person), at(held))
        assert "Neste steg: Planlegg et nytt valg. Hvem: " in page
        for untrue in ("Valget er ferdig", "De som er valgt, begynner"):
            assert untrue not in page


def test_what_is_laid_out_is_what_the_officer_saw(
    electing: Electing, visit: Visit
) -> None:
    """Somebody leaves while it is read: others would be elected than stood there."""
    held = electing.election(State.COUNTED)
    first, second, third = named(held)
    officer, url = visit(as_=held.officers[0]), at(held, RESULT)
    seen = form_to(url, officer.get(url))
    leave(first)
    answer = officer.post(url, seen.fields)
    assert answer.status_code == 409
    page = read(answer.text).page.words
    assert "Resultatet er endret mens du leste. Se over på nytt." in page
    assert f"Valgt {second.name} Vara {third.name}" in page
    db.session.expire_all()
    assert held.election.state is State.COUNTED
    assert officer.post(url, form_to(url, answer).fields).status_code == 303
    db.session.expire_all()
    assert (held.election.elected, held.election.deputy) == (second, third)


def test_who_lays_it_out_twice_is_told_that_it_is_done(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.COUNTED)
    officer, url = visit(as_=held.officers[0]), at(held, RESULT)
    seen = form_to(url, officer.get(url))
    assert officer.post(url, seen.fields).status_code == 303
    again = officer.post(url, seen.fields)
    assert again.status_code == 409
    assert "Resultatet er allerede lagt ut." in again.text


def test_an_annulled_result_names_nobody(electing: Electing, visit: Visit) -> None:
    held = electing.election(State.PUBLISHED)
    first = named(held)[0]
    held.election.propose(ProposalKind.ANNUL, None, "Feil.", held.officers[0])
    db.session.flush()
    held.election.agree_to(held.election.proposals[-1], held.officers[1])
    db.session.commit()
    for path in ("", RESULT):
        page = words(visit(as_=held.others[0]), at(held, path))
        assert "Valget gjelder ikke. Det skal holdes på nytt." in page
        assert first.name not in page


# Complaints


def complained(held: Held, visit: Visit) -> ElectionComplaint:
    sent = visit(as_=held.others[0]).submit(at(held, OWN), {"words": SECRET})
    assert sent.status_code == 303
    db.session.expire_all()
    [complaint] = held.election.complaints
    return complaint


def test_the_committee_reads_a_complaint_and_its_sender_the_answer(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.PUBLISHED)
    complaint = complained(held, visit)
    sender, officer = visit(as_=held.others[0]), visit(as_=held.officers[0])
    page = words(sender, at(held, OWN))
    assert SECRET in page
    assert "Valgstyret har ikke svart ennå." in page
    assert "1 venter på svar." in words(officer, at(held))
    assert held.others[0].name in words(officer, at(held, ALL))
    here = at(held, f"{ALL}/{complaint.id}")
    assert SECRET in words(officer, here)
    answer = {"decision": "stands", "reason": "Vi har snakket med de to tellerne."}
    assert officer.submit(here, answer).status_code == 303
    page = words(sender, at(held, OWN))
    assert "Valget gjelder." in page
    assert answer["reason"] in page
    again = visit(as_=held.officers[1]).post(here, answer)
    assert again.status_code == 409
    assert "har allerede svart på klagen" in again.text


def test_nobody_else_learns_who_complained_or_why(
    electing: Electing, make: Make, visit: Visit
) -> None:
    held = electing.election(State.PUBLISHED)
    complaint = complained(held, visit)
    for person in (held.others[1], held.candidates[0], make.participant()):
        visitor = visit(as_=person)
        for path in ("", RESULT):
            page = words(visitor, at(held, path))
            assert SECRET not in page
            assert held.others[0].name not in page
        for path in (ALL, f"{ALL}/{complaint.id}"):
            assert visitor.get(at(held, path)).status_code == 403
    assert SECRET not in words(visit(as_=held.others[1]), at(held, OWN))


def test_a_complaint_of_another_election_is_not_found(
    electing: Electing, visit: Visit
) -> None:
    held, other = (electing.election(State.PUBLISHED) for _ in range(2))
    complaint = complained(held, visit)
    officer = visit(as_=other.officers[0])
    there = at(other, f"{ALL}/{complaint.id}")
    assert officer.get(there).status_code == 404
    assert officer.get(at(held, f"{ALL}/{complaint.id}")).status_code in (403, 404)


def test_an_officer_who_complained_reads_it_as_its_sender_alone(
    electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.PUBLISHED)
    complaint = complained(held, visit)
    complaint.person = held.officers[0]
    db.session.commit()
    there = at(held, f"{ALL}/{complaint.id}")
    assert visit(as_=held.officers[0]).get(there).status_code == 404
    assert visit(as_=held.officers[1]).get(there).status_code == 200


def test_upholding_it_asks_a_second_officer(electing: Electing, visit: Visit) -> None:
    held = electing.election(State.PUBLISHED)
    complaint = complained(held, visit)
    officer, here = visit(as_=held.officers[0]), at(held, f"{ALL}/{complaint.id}")
    answer = officer.submit(here, {"decision": "anew", "reason": "Urna sto åpen."})
    assert answer.status_code == 303
    db.session.expire_all()
    assert complaint.is_open
    assert [it.kind for it in held.election.open_proposals] == [ProposalKind.ANNUL]
    assert "En annen valgansvarlig må svare" in words(officer, here)


@pytest.mark.parametrize(
    ("typed", "status", "why"),
    [
        (" \u200b\0 ", 422, "Skriv hva som gikk galt."),
        ("å" * 10_000, 422, "kan ha høyst 4000 tegn"),
        ("<script>\U0001f600\0", 303, ""),
    ],
)
def test_bad_words_are_said_and_kept(
    electing: Electing, visit: Visit, typed: str, status: int, why: str
) -> None:
    held = electing.election(State.PUBLISHED)
    answer = visit(as_=held.others[0]).post(at(held, OWN), {"words": typed})
    assert answer.status_code == status
    assert why in answer.text
    if status == 303:
        shown = words(visit(as_=held.others[0]), at(held, OWN))
        assert "<script>\U0001f600" in shown


def test_too_late_keeps_the_words_and_says_the_date(
    electing: Electing, visit: Visit, travel_to: TravelTo
) -> None:
    held = electing.election(State.PUBLISHED)
    travel_to("2025-11-21 09:00")
    voter = visit(as_=held.others[0])
    sent = voter.post(at(held, OWN), {"words": SECRET})
    assert sent.status_code == 409
    assert "Fristen for å klage gikk ut 20.11.2025." in sent.text
    assert SECRET in sent.text
    assert "Fristen for å klage" in words(voter, at(held, OWN))
