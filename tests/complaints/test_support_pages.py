"""The pages of support: asking, saying yes, and reading what is ticked."""

from typing import Any

import pytest

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground, State
from kimvoice.complaints.support import Contact, Part
from kimvoice.people.models import Person, RoleKind
from tests.complaints.filing import SEND, begin
from tests.complaints.own_page import on_sqlite
from tests.complaints.supporting import (
    FILLED,
    INTERNAL,
    NOTE,
    TEXT,
    WISH,
    ask,
    here,
    support,
    waiting_at,
)
from tests.factories import Ladder, Make
from tests.reading import read
from tests.visitor import Visit

pytestmark = on_sqlite

NOT_FOUND = "Vi finner ingen med det navnet som du kan spørre."
ANSWERED = "Vi lager en ny vaktliste."


# Asking


def test_by_name_and_in_any_spelling_somebody_is_asked_once(
    answered: Complaint, friend: Person, visit: Visit
) -> None:
    own, url = visit(as_=answered.complainant), here(answered, "stotte")
    typed = FILLED | {"name": f"  {friend.name.upper()} "}
    assert own.post(url, typed).status_code == 303
    page = own.get(url).text
    assert f"{friend.name} har fått spørsmålet." in page
    assert "Klagen, Meldingene" in page
    assert "99 88 77 66" in page
    assert "Ikke når andre hører på" in page
    again = own.post(url, typed)
    assert again.status_code == 409
    assert f"Du har allerede spurt {friend.name}." in again.text
    [asked] = answered.supports
    assert (asked.person, asked.contact) == (friend, Contact.BY_PHONE)
    assert asked.parts == [Part.COMPLAINT, Part.MESSAGES]


def test_two_of_one_name_are_told_apart_before_one_of_them_reads_anything(
    answered: Complaint, make: Make, visit: Visit
) -> None:
    own, url = visit(as_=answered.complainant), here(answered, "stotte")
    _first, meant = make.participant(), make.participant()
    _first.name = meant.name = "Kari Testesen"
    page = own.post(url, FILLED | {"name": meant.name})
    assert page.status_code == 422
    assert NOT_FOUND in page.text
    whole = f"{meant.name} {meant.user_name}"
    assert own.post(url, FILLED | {"name": whole}).status_code == 303
    assert [it.person for it in answered.supports] == [meant]


def test_who_asks_is_told_who_else_reads_what_is_written_here(
    answered: Complaint, friend: Person, visit: Visit
) -> None:
    own, url = visit(as_=answered.complainant), here(answered, "stotte")
    said = "Det dere skriver her, kan den som har klagen, også lese."
    assert said in own.get(url).text
    sent = {"contact": "here", "parts": ["messages"], "name": friend.name}
    assert own.post(url, FILLED | sent).status_code == 303


def test_the_list_names_no_participant_who_has_not_agreed(
    answered: Complaint, make: Make, ladder: Ladder, friend: Person, visit: Visit
) -> None:
    named, unnamed = make.representative(), make.representative()
    for role in named.roles:
        role.name_shown = role.kind is RoleKind.REPRESENTATIVE
    staff = make.person(RoleKind.STAFF_MEMBER)
    page = visit(as_=answered.complainant).get(here(answered, "stotte")).text
    for person, listed in (
        *((named, True), (staff, True), (unnamed, False), (friend, False)),
        *((ladder.leader, False), (ladder.chair, False), (answered.complainant, None)),
    ):
        if listed is not None:
            assert (f'value="{person.id}"' in page) is listed, person.roles


def test_the_work_leader_and_nobody_get_one_answer(
    answered: Complaint, make: Make, ladder: Ladder, visit: Visit
) -> None:
    own, url = visit(as_=answered.complainant), here(answered, "stotte")
    administrator = make.person(RoleKind.ADMINISTRATOR)
    names = (ladder.leader.name, administrator.name, answered.complainant.name)
    for name in (*names, "Ingen Herborg", "", "\x00", "<script>", "å" * 200):
        answer = own.post(url, FILLED | {"name": name})
        assert answer.status_code == 422, name
        assert NOT_FOUND in answer.text, name
        assert "<script>alert" not in answer.text
    assert own.post(url, FILLED | {"name": "å" * 10_000}).status_code == 422
    assert not answered.supports


WRONG: list[tuple[dict[str, Any], str]] = [
    ({"whom": ""}, "Velg hvem du vil ha med."),
    ({"whom": "<leader>"}, "Velg hvem du vil ha med."),
    ({"whom": "\x00"}, "Velg hvem du vil ha med."),
    ({"contact": ""}, "Velg hvordan personen skal ta kontakt."),
    ({"contact": "by_pigeon"}, "Velg hvordan personen skal ta kontakt."),
    ({"phone": "12"}, "Skriv telefonnummeret ditt."),
    ({"contact": "here", "parts": ["complaint"]}, "krysse av for «Meldingene»."),
    ({"contact": "here", "parts": []}, "krysse av for «Meldingene»."),
    ({"parts": ["all"]}, "Velg blant det som står her."),
    ({"csrf_token": "x"}, "Det gikk lang tid."),
]


@pytest.mark.parametrize(("wrong", "why"), WRONG)
def test_what_is_wrong_is_told_and_the_rest_is_kept(
    wrong: dict[str, Any],
    why: str,
    answered: Complaint,
    ladder: Ladder,
    friend: Person,
    visit: Visit,
) -> None:
    if wrong.get("whom") == "<leader>":
        wrong = {"whom": str(ladder.leader.id)}
    own = visit(as_=answered.complainant)
    sent = FILLED | {"name": friend.name} | wrong
    answer = own.post(here(answered, "stotte"), sent)
    assert answer.status_code == 422
    assert why in answer.text
    assert f'value="{friend.name}"' in answer.text
    assert not answered.supports


def test_who_comes_from_outside_brings_the_print(
    answered: Complaint, visit: Visit
) -> None:
    page = visit(as_=answered.complainant).get(here(answered, "stotte"))
    words = read(page.text).page.words
    assert "eller be arbeidslederen ta personen med i møtet." in words
    assert f'href="{here(answered, "skriv-ut")}"' in page.text


def test_the_complainant_alone_asks(
    answered: Complaint, make: Make, ladder: Ladder, friend: Person, visit: Visit
) -> None:
    support(answered, friend)
    other = make.participant()
    for person, status in ((friend, 403), (ladder.leader, 403), (other, 404)):
        visitor = visit(as_=person)
        assert visitor.get(here(answered, "stotte")).status_code == status
        sent = FILLED | {"name": other.name}
        assert visitor.post(here(answered, "stotte"), sent).status_code == status
    assert len(answered.supports) == 1


# Yes or no


def test_the_asked_one_sees_a_name_and_how_to_get_in_touch_alone(
    answered: Complaint, friend: Person, visit: Visit
) -> None:
    own = visit(as_=answered.complainant)
    own.post(here(answered, "stotte"), FILLED | {"name": friend.name})
    visitor = visit(as_=friend)
    for url in ("/min/", "/min/innboks", waiting_at(answered)):
        page = visitor.get(url).text
        assert str(answered.number) not in page
        assert TEXT not in page
        names = answered.complainant.name in page
        assert names is (url == waiting_at(answered))
    assert "99 88 77 66" in page
    assert "Ikke når andre hører på" in page
    assert "arbeidsleder" not in page
    assert visitor.get(here(answered)).status_code == 404


def test_nothing_of_it_stands_in_the_menu(
    answered: Complaint, friend: Person, visit: Visit
) -> None:
    visitor = visit(as_=friend)
    assert visitor.get("/min/innboks").status_code == 403
    ask(answered, friend)
    home = visitor.get("/min/").text
    assert waiting_at(answered) in home
    assert "/min/innboks" not in home
    assert visitor.get("/min/innboks").status_code == 200


def test_who_has_said_yes_is_led_on_to_the_case_also_by_a_late_no(
    answered: Complaint, friend: Person, visit: Visit
) -> None:
    ask(answered, friend)
    visitor, url = visit(as_=friend), waiting_at(answered)
    assert visitor.post(url, {"answer": "maybe"}).status_code == 422
    assert visitor.post(url, {}).status_code == 422
    answer = visitor.post(url, {"answer": "yes"})
    assert (answer.status_code, answer.location) == (303, here(answered))
    assert visitor.get(url).location == here(answered)
    for late in ("yes", "no"):
        again = visitor.post(url, {"answer": late})
        assert (again.status_code, again.location) == (303, here(answered))
        told = visitor.get(here(answered)).text
        assert "Du har allerede sagt ja." in told
        assert "velger du «Avslutt støtten» her." in told
    other = visit(as_=answered.complainant).get(url)
    assert other.status_code == 404
    own = visit(as_=answered.complainant)
    assert f"{friend.name} er støttepersonen din." in own.get(here(answered)).text


def test_after_a_no_the_complainant_is_told_before_anybody_else_is_asked(
    answered: Complaint, friend: Person, visit: Visit
) -> None:
    ask(answered, friend)
    visitor, url = visit(as_=friend), waiting_at(answered)
    assert visitor.post(url, {"answer": "no"}).location == "/min/"
    for late in ("yes", "no"):
        again = visitor.post(url, {"answer": late})
        assert (again.status_code, "allerede sagt nei" in again.text) == (409, True)
    own = visit(as_=answered.complainant)
    said = f"{friend.name} kan ikke. Vil du spørre en annen?"
    for page in (here(answered), here(answered, "stotte")):
        assert said in own.get(page).text
    assert here(answered) in own.get("/min/").text
    assert visitor.get(here(answered)).status_code == 404


def test_a_question_is_of_the_one_who_is_asked(
    answered: Complaint, make: Make, ladder: Ladder, friend: Person, visit: Visit
) -> None:
    ask(answered, friend)
    url = waiting_at(answered)
    for person in (answered.complainant, ladder.leader, make.participant()):
        assert visit(as_=person).get(url).status_code == 404
        assert visit(as_=person).post(url, {"answer": "yes"}).status_code == 404
    for number in ("0", "9" * 18, "9" * 30, "-1", "x"):
        assert visit(as_=friend).get(f"/min/stotte/{number}").status_code == 404
    assert answered.support
    assert answered.support.waits


def test_a_late_yes_is_told_why_unless_it_no_longer_exists_for_that_person(
    answered: Complaint, friend: Person, visit: Visit
) -> None:
    ask(answered, friend)
    visitor, url = visit(as_=friend), waiting_at(answered)
    answered.end_support(answered.complainant)
    late = visitor.post(url, {"answer": "yes"})
    assert late.status_code == 409
    assert "Spørsmålet er ikke her lenger." in late.text
    assert visitor.get(url).status_code == 404
    answered.exclude([Exclusion.of(friend, Ground.NEAR)])
    assert visitor.post(url, {"answer": "yes"}).status_code == 404


# What is read


READ: list[tuple[tuple[Part, ...], set[str]]] = [
    ((), set()),
    ((Part.COMPLAINT,), {TEXT, WISH}),
    ((Part.ANSWERS,), {ANSWERED}),
    ((Part.MESSAGES,), {NOTE}),
    (tuple(Part), {TEXT, WISH, ANSWERED, NOTE}),
]


@pytest.mark.parametrize(("parts", "words"), READ)
def test_only_what_is_ticked_is_read(
    parts: tuple[Part, ...],
    words: set[str],
    answered: Complaint,
    friend: Person,
    visit: Visit,
) -> None:
    support(answered, friend, *parts, all_of_it=False)
    page = visit(as_=friend).get(here(answered)).text
    every = {TEXT, WISH, ANSWERED, NOTE, INTERNAL}
    assert {it for it in every if it in page} == words
    assert answered.log[-1].by == friend
    opened = Part.COMPLAINT in parts
    assert answered.log[-1].deed is (Deed.OPENED if opened else Deed.SAW_SUPPORT)
    own = visit(as_=answered.complainant)
    told = read(own.get(here(answered, "hvem")).text).page.words
    assert (f"støttepersonen, {friend.name}, klagen." in told) is opened
    assert (f"åpnet {friend.name} siden for støttepersonen." in told) is not opened


def test_of_who_is_excluded_nothing_is_told(
    make: Make, ladder: Ladder, by: Person, friend: Person, visit: Visit
) -> None:
    it = make.complaint(by=by, without=(ladder.manager,))
    it.exclude([Exclusion.of(ladder.chair, Ground.NEAR)])
    support(it, friend)
    page = visit(as_=friend).get(here(it)).text
    assert ladder.manager.name not in page
    assert ladder.chair.name not in page


# What is written


def test_a_message_is_marked_for_everybody_who_reads_it(
    make: Make, ladder: Ladder, by: Person, friend: Person, visit: Visit
) -> None:
    it = make.complaint(State.RECEIVED, by=by)
    support(it, friend)
    visitor, url = visit(as_=friend), here(it, "skriv-stotte")
    page = visitor.get(url)
    assert "med navnet ditt" in page.text
    sent = {"words": "<b>Vi</b> \x00kommer begge."}
    assert visitor.post(url, sent).status_code == 303
    assert visitor.post(url, sent).status_code == 409
    mark = f"Skrevet av støttepersonen, {friend.name}"
    for person in (friend, by, ladder.leader):
        words = read(visit(as_=person).get(here(it)).text).page.words
        assert mark in words
        assert "<b>Vi</b> kommer begge." in words
        assert "Du skrev" not in words
    assert "Støttepersonen har skrevet." in visit(as_=ladder.leader).get(here(it)).text
    assert mark in visit(as_=by).get(here(it, "skriv-ut")).text
    for wrong in ("", "å" * 10_000):
        answer = visitor.post(url, {"words": wrong})
        assert answer.status_code == 422
        assert wrong in answer.text


def test_who_has_it_and_the_complainant_know_who_the_support_person_is(
    make: Make, ladder: Ladder, by: Person, friend: Person, visit: Visit
) -> None:
    it = make.complaint(State.RECEIVED, by=by)
    leader, own = visit(as_=ladder.leader), visit(as_=by)
    ask(it, friend)
    assert friend.name not in leader.get(here(it)).text
    it.agree_to_support(friend)
    assert friend.name in leader.get(here(it)).text
    assert friend.name in leader.get(here(it, "spor")).text
    assert friend.name not in own.get(here(it, "skriv")).text
    it.supports[0].reads_messages = True
    assert friend.name in own.get(here(it, "skriv")).text


# When it is filed


WISHES = [
    ("inside", "Velg nå hvem du vil ha med som støtteperson."),
    ("outside", "Ta med utskriften til den du vil ha med."),
]


@pytest.mark.parametrize(("wish", "said"), [*WISHES, ("not_now", ""), ("", "")])
def test_filed_with_a_wish_for_support_the_receipt_leads_on(
    wish: str, said: str, ladder: Ladder, by: Person, visit: Visit
) -> None:
    filing = begin(visit, by, support=wish)
    filing.page_by_page()
    sent = filing.press(SEND)
    page = filing.visitor.get(sent.location).text
    assert sent.location.replace("kvittering", "stotte") in page
    told = [each for _wish, each in WISHES if each in page]
    assert told == ([said] if said else [])


def test_what_was_wished_stands_on_the_check_page_and_no_other_answer_is_taken(
    ladder: Ladder, by: Person, visit: Visit
) -> None:
    assert "Ja, en utenfra" in begin(visit, by, support="outside").page_by_page().text
    wrong = begin(visit, by, support="both").page_by_page()
    assert wrong.status_code == 422
    assert "Velg et av svarene." in wrong.text
