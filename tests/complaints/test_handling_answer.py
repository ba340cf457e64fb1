"""The answer: written, seen as the complainant sees it, sent; and never lost."""

import re
from datetime import timedelta
from itertools import product
from typing import Any

import pytest
from werkzeug.test import TestResponse

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground, Manner, State, Verdict
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.complaints.test_readability import HEAVY, PLAIN
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Ladder, Make
from tests.visitor import Visit, Visitor, form_to, without_tokens

YES = {
    "verdict": "upheld",
    "measure": "Vi lager en ny liste.\nDu får pause.",
    "doer": "Kari Testesen",
    "done_by": "8.12.2025",
}
NO = {"verdict": "not_upheld", "reason": "Lista er lik for alle."}
PARTLY = YES | NO | {"verdict": "partly_upheld"}
EASY, HARD = "Teksten er lett å lese.", "Teksten er tung. Prøv kortere setninger."
WHAT, WHO = "Skriv hva dere gjør.", "Skriv hvem som gjør det."
WHEN, WHY = "Skriv når det er gjort.", "Skriv hvorfor."


@pytest.fixture
def complaint(make: Make, by: Person) -> Complaint:
    return make.complaint(State.RECEIVED, by=by)


def url(complaint: Complaint, act: str = "svar") -> str:
    return f"/min/klage/{complaint.number}/{act}"


def checked(visitor: Visitor, complaint: Complaint, typed: Any) -> TestResponse:
    return visitor.submit(url(complaint), typed)


def sent(visitor: Visitor, complaint: Complaint, typed: Any) -> TestResponse:
    """By way of the check page, as a browser sends it."""
    check = checked(visitor, complaint, typed)
    assert check.status_code == 200
    fields = form_to(url(complaint), check).fields
    answer = visitor.post(url(complaint), fields | {"send": "yes"})
    db.session.refresh(complaint)
    return answer


def words_of(page: TestResponse) -> str:
    return " ".join(re.sub(r"<[^>]*>", " ", page.text).split())


@pytest.mark.parametrize(
    ("typed", "verdict", "shown", "dropped"),
    [
        (YES, Verdict.UPHELD, ["Ja", "Vi lager en ny liste.", "8. desember"], []),
        (NO, Verdict.NOT_UPHELD, ["Nei", "Lista er lik for alle."], []),
        (PARTLY, Verdict.PARTLY_UPHELD, ["Delvis", "Kari Testesen", "Lista er"], []),
        (YES | NO, Verdict.NOT_UPHELD, ["Lista er lik for alle."], ["Kari Testesen"]),
    ],
)
def test_it_is_seen_as_the_complainant_sees_it_before_it_is_sent(
    typed: dict[str, str],
    verdict: Verdict,
    shown: list[str],
    dropped: list[str],
    visit: Visit,
    ladder: Ladder,
    complaint: Complaint,
) -> None:
    leader = visit(as_=ladder.leader)
    check = checked(leader, complaint, typed)
    assert "Slik ser deltakeren svaret" in check.text
    assert all(words in check.text for words in (*shown, ladder.leader.name))
    assert not any(words in words_of(check) for words in dropped)
    db.session.refresh(complaint)
    assert complaint.answers == []
    assert sent(leader, complaint, typed).status_code == 303
    assert complaint.state is State.ANSWERED
    assert complaint.answers[0].verdict is verdict
    page = leader.get(f"/min/klage/{complaint.number}")
    assert all(words in page.text for words in shown)
    assert not any(words in page.text for words in dropped)


MISSING: list[tuple[dict[str, str], list[str]]] = [
    ({}, ["Velg et svar."]),
    ({"verdict": "kanskje"}, ["Velg et svar."]),
    ({"verdict": "upheld"}, [WHAT, WHO, WHEN]),
    ({"verdict": "partly_upheld"}, [WHAT, WHO, WHEN, WHY]),
    ({"verdict": "not_upheld"}, [WHY]),
    (YES | {"measure": " \u200b\x00"}, [WHAT]),
    (YES | {"done_by": "16.11.2025"}, ["Datoen har vært."]),
    (YES | {"done_by": "snart"}, ["Skriv datoen slik: 4.12.2026."]),
    (NO | {"reason": "x" * 10_000}, ["Teksten kan ha høyst 4000 tegn."]),
    (YES | {"doer": "x" * 121}, ["Svaret kan ha høyst 120 tegn."]),
]


def test_each_thing_that_is_missing_has_its_sentence(
    visit: Visit, ladder: Ladder, complaint: Complaint
) -> None:
    leader = visit(as_=ladder.leader)
    every = (WHAT, WHO, WHEN, WHY)
    for (typed, sentences), more in product(MISSING, ({}, {"send": "yes"})):
        page = leader.post(url(complaint), typed | more)
        assert page.status_code == 422, typed
        assert all(words in page.text for words in sentences)
        others = [words for words in every if words not in sentences]
        assert not any(words in page.text for words in others)
        assert "Slik ser deltakeren svaret" not in page.text
    db.session.refresh(complaint)
    assert complaint.state is State.RECEIVED


def test_the_page_says_whether_the_words_are_plain(
    visit: Visit, ladder: Ladder, complaint: Complaint
) -> None:
    leader = visit(as_=ladder.leader)
    for words, line, other in ((PLAIN, EASY, HARD), (HEAVY, HARD, EASY)):
        for typed in (NO | {"reason": words}, YES | {"measure": words}):
            page = checked(leader, complaint, typed).text
            assert (line in page, other in page) == (True, False)
    # What is not sent does not count.
    assert EASY in checked(leader, complaint, NO | {"measure": HEAVY}).text


def test_going_back_to_change_keeps_everything(
    visit: Visit, ladder: Ladder, complaint: Complaint
) -> None:
    leader = visit(as_=ladder.leader)
    typed = PARTLY | {"measure": 'Pause & "ro" <b>\nto linjer', "reason": "Fordi."}
    check = checked(leader, complaint, typed)
    assert "<b>" not in check.text
    fields = form_to(url(complaint), check).fields
    form = leader.post(url(complaint), fields | {"change": "yes"})
    assert form.status_code == 200
    assert "Slik ser deltakeren svaret" not in form.text
    again = form_to(url(complaint), form).fields
    assert {name: again[name] for name in typed} == typed


def test_how_the_complainant_wants_it_stands_where_it_is_sent(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by, manner=Manner.BY_PHONE)
    complaint.seal(complaint, "phone", "73 00 00 00")
    db.session.commit()
    leader = visit(as_=ladder.leader)
    for page in (leader.get(url(complaint)), checked(leader, complaint, NO)):
        assert "Deltakeren vil ha svaret: på telefon." in page.text
    assert "73 00 00 00" in leader.get(f"/min/klage/{complaint.number}").text
    assert "73 00 00 00" not in leader.get("/min/innboks").text


def test_a_second_click_says_that_it_is_sent(
    visit: Visit, ladder: Ladder, complaint: Complaint
) -> None:
    leader = visit(as_=ladder.leader)
    assert sent(leader, complaint, YES).status_code == 303
    for more in ({}, {"send": "yes"}):
        twice = leader.post(url(complaint), NO | more)
        assert twice.status_code == 409
        assert "Svaret ditt er allerede sendt." in twice.text
        assert NO["reason"] in twice.text
    assert leader.get(url(complaint)).status_code == 409
    db.session.refresh(complaint)
    assert [it.verdict for it in complaint.answers] == [Verdict.UPHELD]


# What comes too late

NOT_YOURS = "Du har ikke denne saken lenger."


def climbed(complaint: Complaint, ladder: Ladder, travel_to: TravelTo) -> None:
    travel_to("2025-12-10 10:00")
    assert complaint.climb()


def withdrawn(complaint: Complaint, ladder: Ladder, travel_to: TravelTo) -> None:
    complaint.withdraw()


def appealed(complaint: Complaint, ladder: Ladder, travel_to: TravelTo) -> None:
    complaint.give(ladder.leader, Verdict.NOT_UPHELD, reason="Nei.")
    complaint.escalate()


def replaced(complaint: Complaint, ladder: Ladder, travel_to: TravelTo) -> None:
    other = Make().work_leader(ladder.department)
    other.user_name = "vikar"
    travel_to("2025-11-18 10:00")
    for role in ladder.leader.current_roles:
        role.end(clock.today() - timedelta(days=1))
    ladder.leader.take_role(RoleKind.STAFF_MEMBER, since=LONG_AGO)
    db.session.commit()
    assert complaint.handler == other


def answered(complaint: Complaint, ladder: Ladder, travel_to: TravelTo) -> None:
    replaced(complaint, ladder, travel_to)
    assert complaint.handler
    complaint.take_on(complaint.handler)
    complaint.give(complaint.handler, Verdict.NOT_UPHELD, reason="Nei.")


@pytest.mark.parametrize(
    "meanwhile", [climbed, appealed, withdrawn, replaced, answered]
)
def test_what_comes_too_late_is_given_back_and_nothing_told(
    meanwhile: Any,
    visit: Visit,
    ladder: Ladder,
    complaint: Complaint,
    travel_to: TravelTo,
) -> None:
    meanwhile(complaint, ladder, travel_to)
    db.session.commit()
    answers, state = len(complaint.answers), complaint.state
    leader = visit(as_=ladder.leader)
    for more in ({}, {"send": "yes"}):
        lost = leader.post(url(complaint), YES | {"done_by": "8.1.2026"} | more)
        assert (lost.status_code, NOT_YOURS in lost.text) == (409, True)
        said = lost.text.lower()
        for told in ("koordinator", "trukket", "gått videre", "har svart"):
            assert told not in said, told
        for words in ("Vi lager en ny liste.", "Kari Testesen", "8.1.2026"):
            assert words in lost.text, words
        assert "Jeg fikk ikke pause" not in lost.text
        assert leader.token not in words_of(lost)
    note = leader.post(
        url(complaint, "notat"), {"words": "Ring NAV.", "reader": "handlers"}
    )
    assert (note.status_code, "Ring NAV." in note.text) == (409, True)
    assert leader.post(url(complaint), {"send": "yes"}).status_code == 404
    assert leader.post(url(complaint, "til-side")).status_code == 404
    for act in ("svar", "notat", "konvolutt"):
        assert leader.get(url(complaint, act)).status_code == 404
    db.session.refresh(complaint)
    assert (len(complaint.answers), complaint.state) == (answers, state)


def test_who_is_excluded_gets_the_page_of_a_number_that_is_not_there(
    make: Make, visit: Visit, ladder: Ladder, complaint: Complaint, by: Person
) -> None:
    complaint.exclude([Exclusion.of(ladder.leader, Ground.NEAR)])
    db.session.commit()
    never = make.work_leader(ladder.department)
    for person in (ladder.leader, never, ladder.manager):
        visitor = visit(as_=person)
        for more in ({}, {"send": "yes"}):
            late = visitor.post(url(complaint), YES | more)
            unknown = visitor.post("/min/klage/99999/svar", YES | more)
            assert (late.status_code, unknown.status_code) == (404, 404)
            assert without_tokens(late) == without_tokens(unknown)


def test_after_thirty_days_what_is_typed_too_late_is_given_back_no_more(
    visit: Visit, ladder: Ladder, complaint: Complaint, travel_to: TravelTo
) -> None:
    replaced(complaint, ladder, travel_to)
    for day, status in (("2025-12-17", 409), ("2025-12-18", 404)):
        travel_to(f"{day} 10:00")
        late = visit(as_=ladder.leader).post(url(complaint), YES)
        assert late.status_code == status, day


def test_who_stands_in_for_somebody_who_is_excluded_is_told_nothing(
    make: Make, visit: Visit, ladder: Ladder, complaint: Complaint
) -> None:
    substitute = make.person(RoleKind.STAFF_MEMBER)
    substitute.take_role(
        RoleKind.WORK_LEADER,
        ladder.department,
        since=LONG_AGO,
        until=clock.today(),
        stands_in_for=ladder.leader,
    )
    complaint.take_on(substitute)
    complaint.exclude([Exclusion.of(ladder.leader, Ground.NEAR)])
    db.session.commit()
    assert visit(as_=substitute).post(url(complaint), YES).status_code == 404


def test_who_comes_back_says_again_that_it_is_not_about_them_and_loses_nothing(
    make: Make, visit: Visit, ladder: Ladder, complaint: Complaint, travel_to: TravelTo
) -> None:
    substitute = make.person(RoleKind.STAFF_MEMBER)
    substitute.take_role(
        RoleKind.WORK_LEADER,
        ladder.department,
        since=LONG_AGO,
        until=clock.today(),
        stands_in_for=ladder.leader,
    )
    complaint.take_on(substitute)
    db.session.commit()
    travel_to("2025-11-18 10:00")
    back = visit(as_=ladder.leader).post(url(complaint), NO)
    assert (back.status_code, NO["reason"] in back.text) == (409, True)
    assert "Åpne den, og si at du kan svare." in back.text


def test_what_was_typed_before_the_session_ended_is_looked_at_first(
    visit: Visit, ladder: Ladder, complaint: Complaint
) -> None:
    leader = visit(as_=ladder.leader)
    fields = form_to(url(complaint), leader.get(url(complaint))).fields
    leader.post("/min/logg-ut")
    gone = leader.post(url(complaint), fields | NO | {"send": "yes"})
    assert (gone.status_code, NO["reason"] in gone.text) == (422, True)
    leader.sign_in(ladder.leader)
    back = leader.post(url(complaint), NO | {"send": "yes", "look_first": "1"})
    assert (back.status_code, NO["reason"] in back.text) == (422, True)
    db.session.refresh(complaint)
    assert complaint.answers == []


# On paper


def test_on_paper_the_sheet_names_no_complainant(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by, manner=Manner.ON_PAPER, wish="Ro")
    leader = visit(as_=ladder.leader)
    assert sent(leader, complaint, YES).status_code == 303
    page = leader.get(f"/min/klage/{complaint.number}")
    assert "Skriv ut til konvolutten" in page.text
    sheet = leader.get(url(complaint, "konvolutt")).text
    printed = sheet.split("<main")[1].split("</main>")[0]
    assert f"Til {by.name}" in printed
    printed = re.sub(r'<div class="no-print">.*?</div>', "", printed, flags=re.DOTALL)
    for words in (by.name, ladder.department.name, "Jeg fikk ikke pause", "Ro"):
        assert words not in printed, words
    for words in (str(complaint.number), "Vi lager en ny liste.", "8. desember"):
        assert words in printed, words


def test_at_the_last_step_the_answer_leads_outside_and_not_on(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.SENT, by=by, first=4, manner=Manner.ON_PAPER)
    complaint.take_on(ladder.chair)
    complaint.give(ladder.chair, Verdict.NOT_UPHELD, reason="Lista er lik for alle.")
    db.session.commit()
    chair = visit(as_=ladder.chair)
    page = chair.get(f"/min/klage/{complaint.number}").text
    assert "Svaret er gitt. Dette er det siste steget i huset." in page
    assert "kan sende klagen videre" not in page
    assert "Arbeidstilsynet" in chair.get(url(complaint, "konvolutt")).text
