"""A body answers: a form, a page to look it over, and then everybody reads it."""

import re
from collections.abc import Mapping
from datetime import date, timedelta

import pytest

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.bodies import Seat
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.states import Seating, State, Verdict
from kimvoice.people.models import RoleKind
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import EXPLANATION, Make
from tests.travelling import Travelling
from tests.visitor import Visit, Visitor, form_to

pytestmark = on_sqlite

NO = {
    "reply": "no",
    "reason": "money",
    "explanation": EXPLANATION,
    "asked_in_short": "Vi vil ha en pause til.",
    "answered_in_short": "Det er ikke penger i år.",
}


@pytest.fixture
def house(make: Make, travel_to: TravelTo) -> Travelling:
    return Travelling.furnished(make)


@pytest.fixture
def asked(house: Travelling) -> Consideration:
    """KIM-forum is asked by the participants' forum."""
    visit = house.at(house.kim_forum).considerations[-1]
    db.session.commit()
    return visit


def at(visit: Consideration, act: str = "svar") -> str:
    return f"/min/behandling/{visit.id}/{act}"


def shown_at(visit: Consideration) -> str:
    return f"/min/sak/{visit.matter.year}-{visit.matter.ordinal}"


def refused(visitor: Visitor, url: str, data: Mapping[str, str], why: str) -> None:
    page = visitor.post(url, data)
    assert page.status_code == 422, data
    assert why in page.text, data


# What is typed


def test_no_verdict_is_sent_that_is_none(
    visit: Visit, house: Travelling, asked: Consideration
) -> None:
    leader = visit(as_=house.manager)
    for reply in ("more_time", "send_on"):
        assert leader.post(at(asked), {"reply": reply, "send": "yes"}).status_code < 400
    refused(leader, at(asked), {"reply": "tull", "send": "yes"}, "Velg et svar.")
    assert asked.own_answer is None


FAR = "Skriv en dag som kommer, høyst to år fram."
GONE = "Datoen har vært. Skriv en dato som kommer."
DATES = {
    "svar": NO | {"reply": "not_now", "look_again": "<day>"},
    "mer": {"needs": "Prisen", "needs_from": "Kafeen", "until": "<day>"},
    "utsett": {"until": "<day>", "why": "Vi venter."},
}


@pytest.mark.parametrize("act", DATES)
def test_a_date_is_still_to_come_and_not_far_off(
    visit: Visit, house: Travelling, asked: Consideration, act: str
) -> None:
    """With one in the year 9999 no page that lists matters could be shown."""
    leader = visit(as_=house.manager)
    for typed, why in (("31.12.9999", FAR), ("18.11.2027", FAR), ("16.11.2025", GONE)):
        data = {name: it.replace("<day>", typed) for name, it in DATES[act].items()}
        refused(leader, at(asked, act), data, why)
    assert asked.due_on is None
    assert clock.today() == date(2025, 11, 17)
    assert asked.state is State.RECEIVED


NEITHER = [
    ({}, "Velg et svar."),
    ({"explanation": EXPLANATION[:39]}, "Skriv litt mer. Minst 40 tegn."),
    ({"explanation": "x" * 10_000}, "Teksten kan ha høyst 1500 tegn."),
    ({"explanation": "x" + " " * 50 + "\0"}, "Skriv litt mer. Minst 40 tegn."),
    ({"reason": ""}, "Velg hvorfor."),
    ({"answered_in_short": "Nei, nei."}, "Skriv litt mer. Minst 10 tegn."),
    ({"answered_in_short": "x" * 201}, "Teksten kan ha høyst 200 tegn."),
    ({"reply": "not_now"}, "Skriv når dere ser på det igjen."),
    ({"reply": "yes"}, "Skriv hvem som gjør det."),
    ({"reply": "yes", "doer": "0\0😀"}, "Skriv hvem som gjør det."),
    ({"reply": "partly"}, "Skriv når det er gjort."),
    ({"reply": "partly"}, "Skriv hva dere gjør."),
    ({"reply": "noted", "explanation": ""}, "Skriv kort hva dere snakket om."),
]


def test_each_verdict_says_what_it_lacks_and_keeps_what_was_typed(
    visit: Visit, house: Travelling, asked: Consideration
) -> None:
    leader = visit(as_=house.manager)
    for wrong, why in NEITHER:
        typed = NO | {"asked_in_short": "<script>Pauser 😀"} | wrong if wrong else {}
        refused(leader, at(asked), typed, why)
    page = leader.post(at(asked), typed | {"send": "yes"})
    assert page.status_code == 422
    assert "&lt;script&gt;Pauser 😀" in page.text
    assert "<script>Pauser" not in page.text
    assert asked.own_answer is None


# Looked over, changed, sent


def test_it_is_looked_over_changed_and_sent_as_it_stands(
    visit: Visit, house: Travelling, asked: Consideration
) -> None:
    leader = visit(as_=house.manager)
    asking = leader.get(at(asked))
    assert "Du svarer nå for: KIM-forum" in asking.text
    assert "Valgfritt" not in asking.text
    assert form_to(at(asked), asking).fields["asked_in_short"] == "Pauser"
    yes = NO | {
        "reply": "yes",
        "what": "Vi setter opp\nen ny plan.",
        "doer": str(house.manager.id),
        "done_by": "4.12.2025",
        "look_again": "4.1.2026",
    }
    check = leader.post(at(asked), yes)
    words = re.sub(r"<[^>]+>", "", check.text)
    assert asked.own_answer is None
    for said in (
        "Du svarer nå for: KIM-forum",
        "Svaret er ikke sendt ennå.",
        f"KIM-forum, {house.manager.name}",
        "Svaret skal leses opp i Deltakerforum senest",
        "Alle i huset kan lese svaret med en gang.",
    ):
        assert said in words, said
    for left_out in ("Hvorfor", "4. januar"):
        assert left_out not in words
    form = form_to(at(asked), check)
    again = leader.post(at(asked), form.fields | {"change": "yes"})
    kept = form_to(at(asked), again).fields
    assert again.status_code == 200
    assert {name: kept[name].replace("\r", "") for name in yes} == yes
    assert leader.post(at(asked), form.fields | {"send": "yes"}).status_code == 303
    [own] = asked.answers
    assert (own.verdict, own.reason, own.look_again) == (Verdict.YES, None, None)
    assert [(it.what, it.doer) for it in own.measures] == [
        ("Vi setter opp\nen ny plan.", house.manager)
    ]


def test_of_two_tabs_one_answer_is_given_and_the_other_hears_why(
    visit: Visit, house: Travelling, asked: Consideration
) -> None:
    leader = visit(as_=house.manager)
    assert leader.post(at(asked), NO | {"send": "yes"}).status_code == 303
    other = NO | {"explanation": EXPLANATION + " Og en ting til."}
    for sent in (other, other | {"send": "yes"}):
        late = leader.post(at(asked), sent)
        assert late.status_code == 409
        assert "Det er alt svart på dette." in late.text
        assert "Og en ting til." in late.text
    assert leader.get(at(asked)).status_code == 409
    assert [it.words for it in asked.answers] == [EXPLANATION]


def test_more_time_and_another_body_lead_on_with_the_words(
    visit: Visit, house: Travelling, asked: Consideration
) -> None:
    leader = visit(as_=house.manager)
    asking = leader.get(at(asked)).text
    assert "Vi sender saken til Lederteam" in asking
    for reply, act, name in (
        ("more_time", "utsett", "why"),
        ("send_on", "videre", "question"),
    ):
        page = leader.post(at(asked), {"reply": reply, "explanation": "Vi må spørre."})
        assert page.status_code == 200
        fields = form_to(at(asked, act), page).fields
        assert fields[name].strip() == "Vi må spørre."
    assert fields["bodies"] == house.team.slug, "the only way is chosen"
    assert asked.state is State.RECEIVED


# Who does it


def test_who_can_be_asked_is_listed_and_a_participant_only_by_leave(
    visit: Visit, house: Travelling, asked: Consideration, make: Make
) -> None:
    staff = make.person(RoleKind.STAFF_MEMBER)
    page = visit(as_=house.manager).get(at(asked)).text
    assert f'value="{staff.id}"' in page
    for hidden in (house.participant, house.representative, house.deputy):
        assert hidden.name not in page.partition("<form")[2].partition("</select>")[0]
    typed = NO | {
        "reply": "yes",
        "what": "En plan.",
        "done_by": "4.12.2025",
        "doer": str(house.representative.id),
    }
    leader = visit(as_=house.manager)
    refused(leader, at(asked), typed, "Skriv hvem som gjør det.")


# Who may


def test_who_may_not_answer_hears_why(
    visit: Visit, house: Travelling, asked: Consideration, make: Make
) -> None:
    """Another body's chair, whom it is about, and whoever sat there until yesterday."""
    until, taken = (make.person(RoleKind.STAFF_MEMBER) for _ in range(2))
    ends = clock.today() - timedelta(days=1)
    asked.body.seats += [
        Seat(seating=Seating.DEPUTY, person=until, ends=ends),
        Seat(seating=Seating.CHAIR, person=taken),
    ]
    gone = visit(as_=taken)
    assert gone.get(at(asked)).status_code == 200
    asked.body.seats.pop()
    theirs = "Du svarer ikke for KIM-forum nå."
    for person in (house.representative, until, taken, house.participant):
        for page in (
            visit(as_=person).get(at(asked)),
            visit(as_=person).post(at(asked), NO | {"send": "yes"}),
        ):
            assert page.status_code == 403
            assert theirs in page.text
    asked.matter.about.append(house.manager)
    leader = visit(as_=house.manager)
    for page in (leader.get(at(asked)), leader.post(at(asked), NO | {"send": "yes"})):
        assert page.status_code == 409
        assert "Saken gjelder deg. En annen må svare." in page.text
    shown = leader.get(shown_at(asked)).text
    assert "Saken gjelder deg. En annen må svare for KIM-forum." in shown
    assert at(asked) not in shown
    assert asked.own_answer is None


def test_who_may_not_answer_gets_back_what_was_typed(
    visit: Visit, house: Travelling, asked: Consideration
) -> None:
    page = visit(as_=house.chair).post(at(asked), NO)
    assert page.status_code == 403
    for words in ("Teksten din står her. Kopier den", EXPLANATION, "Dette skrev du"):
        assert words in page.text
    assert "money" not in page.text, "what was chosen from a list"


def test_before_an_agenda_with_it_is_laid_out_nothing_is_decided(
    visit: Visit, house: Travelling
) -> None:
    new = house.raised().root
    leader, other = visit(as_=house.representative), visit(as_=house.manager)
    why = "Saken må stå på en saksliste som er lagt ut, før dere svarer."
    for act in ("svar", "videre", "mer"):
        page = leader.get(at(new, act))
        assert (page.status_code, why in page.text) == (409, True), act
        assert other.get(at(new, act)).status_code == 404
    late = leader.post(at(new), NO | {"send": "yes"})
    assert (late.status_code, why in late.text) == (409, True)
    shown = leader.get(shown_at(new)).text
    assert "Legg ut en saksliste med saken først." in shown
    assert 'href="/min/moter/deltakerforum"' in shown
    assert at(new) not in shown
    assert at(new, "utsett") in shown
