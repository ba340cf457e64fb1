"""What the one who answers sees and does, from the first page to the promise."""

from datetime import timedelta

import pytest

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Act, Ground, Kept, Manner, Reader, State, Subject
from kimvoice.core import clock
from kimvoice.core.choices import Choice
from kimvoice.core.db import db
from kimvoice.core.settings import CONTACT
from kimvoice.people.models import Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Ladder, Make
from tests.visitor import Visit, form_to

SECRET = "Jeg fikk ikke pause på tirsdag."
ACTS = ("mottatt", "samtale", "spor", "mer-tid", "notat", "lovet", "svar")


@pytest.fixture
def ladder(make: Make, travel_to: TravelTo) -> Ladder:
    return make.ladder()


@pytest.fixture
def by(make: Make, ladder: Ladder) -> Person:
    return make.participant(department=ladder.department)


def here(complaint: Complaint, act: str = "") -> str:
    return f"/min/klage/{complaint.number}" + (f"/{act}" if act else "")


def again(complaint: Complaint) -> Complaint:
    db.session.refresh(complaint)
    return complaint


# The first page


def test_the_first_page_tells_who_and_about_whom_and_nothing_else(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    about = make.person(RoleKind.STAFF_MEMBER, name="Ola Nordmannsen")
    complaint = make.complaint(by=by, about=about, wish="Pause.")
    page = visit(as_=ladder.leader).get(here(complaint))
    for words in ("Det er ikke farlig", by.name, about.name, "Nei, jeg kan svare"):
        assert words in page.text, words
    for words in (SECRET, "Pause.", ladder.department.name):
        assert words not in page.text, words


def test_nothing_can_be_done_before_it_is_taken_on(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by)
    leader = visit(as_=ladder.leader)
    for act in (*ACTS, "konvolutt"):
        assert leader.get(here(complaint, act)).status_code == 403, act
    for act in ACTS:
        typed = {"words": "Hei", "verdict": "upheld"}
        assert leader.post(here(complaint, act), typed).status_code == 403, act
    assert again(complaint).state is State.SENT


def test_whoever_can_answer_then_reads_it_all(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by, wish="Pause.", manner=Manner.ON_PAPER)
    leader = visit(as_=ladder.leader)
    taken = leader.submit(here(complaint, "jeg-kan-svare"), page=here(complaint))
    assert taken.status_code == 303
    assert leader.post(here(complaint, "jeg-kan-svare")).status_code == 303
    page = leader.get(here(complaint))
    for words in (
        SECRET,
        "Pause.",
        "på papir, i lukket konvolutt",
        "Innen torsdag 20. november.",
        "Innen mandag 1. desember.",
        "Jeg kan ikke behandle denne",
    ):
        assert words in page.text, words
    assert [it.act for it in again(complaint).entries] == [Act.TAKE_ON]


def test_who_steps_aside_never_sees_it_again_and_the_next_one_does(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by)
    leader = visit(as_=ladder.leader)
    told = "Sier du ja, ser deltakeren at du gikk til side."
    assert told in leader.get(here(complaint)).text
    sees = "Deltakeren ser at du gikk til side for at en annen skal svare."
    assert sees in leader.get(here(complaint, "til-side")).text
    gone = leader.submit(here(complaint, "til-side"), page=here(complaint))
    assert (gone.status_code, gone.location) == (303, "/min/")
    assert "Takk for at du sa fra." in leader.get("/min/").text
    assert "Ingen saker venter på deg. Bra!" in leader.get("/min/innboks").text
    for act in ("", *ACTS, "til-side"):
        assert leader.get(here(complaint, act)).status_code == 404, act
    for act in ("jeg-kan-svare", "svar"):
        assert leader.post(here(complaint, act), {"reason": "x"}).status_code == 404
    coordinator = visit(as_=ladder.coordinator)
    assert "Nei, jeg kan svare" in coordinator.get(here(complaint)).text
    seen = f"{ladder.leader.name} gikk til side for at en annen skal svare"
    assert seen in visit(as_=by).get(here(complaint)).text


def test_a_double_click_ends_as_calmly_as_one_and_says_nothing_of_what_came_after(
    make: Make, visit: Visit, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    complaint = make.complaint(by=by, without=(ladder.coordinator,))
    url = here(complaint, "til-side")
    leader = visit(as_=ladder.leader)
    pressed = form_to(url, leader.get(here(complaint))).fields
    assert leader.post(url, {"csrf_token": "x"}).status_code == 422
    for _ in range(2):
        assert leader.post(url, pressed).location == "/min/"
        assert "Takk for at du sa fra." in leader.get("/min/").text
    assert again(complaint).handler == ladder.manager
    assert len(again(complaint).exclusions) == 2
    assert leader.post(url, {"csrf_token": "x"}).status_code == 404
    assert leader.get(url).status_code == 404
    complaint.withdraw()
    db.session.commit()
    assert leader.post(url, pressed).location == "/min/"
    for person in (ladder.coordinator, ladder.manager):
        assert visit(as_=person).post(url).status_code == 404
    travel_to("2025-11-18 10:00")
    assert visit(as_=ladder.leader).post(url).status_code == 404


def test_stepping_aside_can_be_done_from_every_page(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    leader = visit(as_=ladder.leader)
    for act in ("", "samtale", "spor", "mer-tid", "notat", "svar"):
        page = leader.get(here(complaint, act))
        assert "Jeg kan ikke behandle denne" in page.text, act
        assert f'href="{here(complaint, "til-side")}"' in page.text, act
    assert (
        "Du trenger ikke å si hvorfor" in leader.get(here(complaint, "til-side")).text
    )
    assert leader.submit(here(complaint, "til-side")).status_code == 303
    assert leader.get(here(complaint)).status_code == 404


# The doors


def test_for_everybody_else_no_door_is_there(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    acts = ("jeg-kan-svare", "til-side", *ACTS)
    for person in (ladder.coordinator, make.work_leader(), make.participant()):
        visitor = visit(as_=person)
        for act in acts:
            assert visitor.get(here(complaint, act)).status_code in (404, 405), act
            assert visitor.post(here(complaint, act)).status_code == 404, act
        assert visitor.get(here(complaint, "konvolutt")).status_code == 404
    complainant = visit(as_=by)
    for act in acts:
        assert complainant.post(here(complaint, act)).status_code == 403, act
    assert complainant.get(here(complaint, "konvolutt")).status_code == 403


# Acts


def test_the_ready_words_are_sent_as_they_stand(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by)
    complaint.take_on(ladder.leader)
    db.session.commit()
    leader = visit(as_=ladder.leader)
    assert leader.submit(here(complaint, "mottatt")).status_code == 303
    assert again(complaint).state is State.RECEIVED
    assert complaint.entries[-1].words == (
        "Hei! Jeg har fått klagen din. Jeg svarer senest mandag 1. desember."
        f" Ta gjerne kontakt. Hilsen {ladder.leader.name}"
    )
    late = leader.post(here(complaint, "mottatt"), {"words": "Hei igjen, du."})
    assert late.status_code == 409
    assert "allerede fått vite" in late.text
    assert "Hei igjen, du." in late.text


WRONG = [
    ("mottatt", {"words": " "}, "Skriv noen ord til deltakeren."),
    ("notat", {"words": ""}, "Skriv hva du vil si."),
    ("notat", {"words": "Hei"}, "Velg hvem teksten er for."),
    ("notat", {"words": "Hei", "reader": "alle"}, "Velg hvem teksten er for."),
    ("samtale", {"on": ""}, "Skriv hvilken dag dere snakket."),
    ("samtale", {"on": "i går"}, "Skriv datoen slik: 4.12.2026."),
    ("spor", {"words": "\x00\u200b"}, "Skriv hva du vil spørre om."),
    ("mer-tid", {"until": "", "reason": "Ferie"}, "Skriv den nye fristen."),
    ("mer-tid", {"until": "9.12.2025"}, "Skriv hvorfor du trenger mer tid."),
]


def test_what_is_missing_is_said_in_a_sentence_and_the_rest_is_kept(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    new, read = make.complaint(by=by), make.complaint(State.RECEIVED, by=by)
    new.take_on(ladder.leader)
    leader = visit(as_=ladder.leader)
    for act, typed, sentence in WRONG:
        complaint = new if act == "mottatt" else read
        page = leader.post(here(complaint, act), typed)
        assert (page.status_code, sentence in page.text) == (422, True), (act, typed)
        words = [it for name, it in typed.items() if name != "reader"]
        kept = [it.strip("\x00\u200b ") for it in words]
        assert all(it in page.text for it in kept), (act, typed)


REFUSED = [
    ("samtale", {"on": "18.11.2025"}, "Datoen kommer først."),
    ("samtale", {"on": "16.11.2025"}, "før klagen kom"),
    ("samtale", {"on": "1.1.0001"}, "før klagen kom"),
    ("mer-tid", {"until": "1.12.2025", "reason": "Ferie"}, "innen tre måneder"),
    ("mer-tid", {"until": "18.2.2026", "reason": "Ferie"}, "innen tre måneder"),
    ("mer-tid", {"until": "31.12.9999", "reason": "Ferie"}, "innen tre måneder"),
    ("mer-tid", {"until": "6.12.2025", "reason": "Ferie"}, "Velg en arbeidsdag."),
]


def test_what_the_rules_refuse_is_said_and_kept(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    leader = visit(as_=ladder.leader)
    for act, typed, sentence in REFUSED:
        page = leader.post(here(complaint, act), typed)
        assert (page.status_code, sentence in page.text) == (409, True), (act, typed)
        assert all(words in page.text for words in typed.values()), (act, typed)


def test_for_whom_a_text_is_is_chosen_and_never_changed(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    leader = visit(as_=ladder.leader)
    form = leader.get(here(complaint, "notat")).text
    assert "Du kan ikke endre dette etterpå." in form
    assert "checked" not in form
    for words, reader in (("Ring NAV.", "handlers"), ("Kom innom.", "complainant")):
        typed = {"words": words, "reader": reader}
        assert leader.post(here(complaint, "notat"), typed).status_code == 303
    typed = {"words": "Kom innom.", "reader": "complainant"}
    assert leader.post(here(complaint, "notat"), typed).status_code == 409
    written = [(it.words, it.reader) for it in again(complaint).entries[-2:]]
    assert written == [
        ("Ring NAV.", Reader.HANDLERS),
        ("Kom innom.", Reader.COMPLAINANT),
    ]
    page = leader.get(here(complaint)).text
    assert "skrev, bare for oss som behandler klagen" in page
    assert "skrev til deltakeren" in page


def test_only_the_day_of_a_talk_is_kept(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    leader = visit(as_=ladder.leader)
    typed = {"on": "17.11.2025", "words": "Om alt mulig"}
    assert leader.post(here(complaint, "samtale"), typed).status_code == 303
    assert again(complaint).entries[-1].words == "2025-11-17"
    assert "de snakket sammen mandag 17. november" in leader.get(here(complaint)).text


def test_the_complainant_is_waited_for_once_at_each_step(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    leader = visit(as_=ladder.leader)
    typed = {"words": "Når var det?"}
    assert leader.post(here(complaint, "spor"), typed).status_code == 303
    page = leader.get(here(complaint))
    assert "Venter på svar fra deltakeren" in page.text
    assert "Venter på svar fra deg" not in page.text
    again(complaint).write("På tirsdag.")
    assert leader.get(here(complaint, "spor")).status_code == 409
    twice = leader.post(here(complaint, "spor"), {"words": "Og hvem?"})
    assert (twice.status_code, "Og hvem?" in twice.text) == (409, True)
    assert "Spør deltakeren" not in leader.get(here(complaint)).text


def test_more_time_is_given_once_and_told(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    leader = visit(as_=ladder.leader)
    form = leader.get(here(complaint, "mer-tid")).text
    assert "Fristen nå er mandag 1. desember" in form
    assert "senest tirsdag 17. februar 2026" in form
    typed = {"until": "9.12.2025", "reason": "Kari er syk."}
    assert leader.post(here(complaint, "mer-tid"), typed).status_code == 303
    page = leader.get(here(complaint)).text
    assert "Fristen er tirsdag 9. desember" in page
    assert "Du har fått mer tid." in page
    assert leader.get(here(complaint, "mer-tid")).status_code == 409


def test_a_closing_day_that_came_later_shows_what_it_changed(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    leader = visit(as_=ladder.leader)
    assert "Huset er stengt flere dager" not in leader.get(here(complaint)).text
    _choose("closing_days", '["2025-11-28"]')
    page = leader.get(here(complaint)).text
    assert "Fristen var mandag 1. desember." in page
    assert "så den er nå tirsdag 2. desember" in page


def test_when_it_is_late_the_page_says_who_gets_it_and_when(
    make: Make, visit: Visit, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    travel_to("2025-12-02 10:00")
    page = visit(as_=ladder.leader).get(here(complaint)).text
    assert "Fristen gikk ut mandag 1. desember." in page
    assert "Klagen går videre til koordinatoren torsdag 4. desember." in page
    assert "Forsinket" in page


def test_the_next_step_reads_what_was_answered_and_noted_before(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    complaint.note(ladder.leader, "Ring NAV.", Reader.HANDLERS)
    complaint.give(ladder.leader, **make.upheld())
    complaint.escalate("Ingenting er endret.")
    complaint.take_on(ladder.coordinator)
    db.session.commit()
    page = visit(as_=ladder.coordinator).get(here(complaint)).text
    for words in ("Ring NAV.", "Vi lager en ny vaktliste.", "Ingenting er endret."):
        assert words in page, words


def test_whoever_else_may_not_read_it_is_not_told_to_the_handler(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    hidden = make.person(RoleKind.COORDINATOR, name="Nær Nærsen")
    complaint = make.complaint(State.RECEIVED, by=by, without=(hidden,))
    leader = visit(as_=ladder.leader)
    assert hidden.name not in leader.get(here(complaint)).text


def test_the_chair_knows_whom_to_ring_and_has_it_on_one_screen(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    _choose(CONTACT.name, '"Kari Kontaktsen, koordinator"')
    complaint = make.complaint(State.SENT, by=by, first=4)
    complaint.take_on(ladder.chair)
    db.session.commit()
    page = visit(as_=ladder.chair).get(here(complaint)).text
    assert "Kommer du ikke inn? Ring Kari Kontaktsen, koordinator." in page
    assert "<details" in page
    other = make.complaint(State.RECEIVED, by=by)
    assert "Kommer du ikke inn?" not in visit(as_=ladder.leader).get(here(other)).text


# People come and go


def test_a_role_that_ended_closes_the_door_and_the_next_one_gets_it(
    make: Make, visit: Visit, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    leader = visit(as_=ladder.leader)
    assert leader.get(here(complaint)).status_code == 200
    travel_to("2025-11-19 10:00")
    _end_roles(ladder.leader)
    ladder.leader.take_role(RoleKind.STAFF_MEMBER, since=LONG_AGO)
    new = make.work_leader(ladder.department)
    leader = visit(as_=ladder.leader)
    assert leader.get(here(complaint)).status_code == 404
    assert "Nei, jeg kan svare" in visit(as_=new).get(here(complaint)).text


def test_a_stand_in_whose_days_are_over_sees_it_no_more(
    make: Make, visit: Visit, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    substitute = make.person(RoleKind.STAFF_MEMBER)
    substitute.take_role(
        RoleKind.WORK_LEADER,
        ladder.department,
        since=LONG_AGO,
        until=clock.today(),
        stands_in_for=ladder.leader,
    )
    db.session.commit()
    deputy = visit(as_=substitute)
    assert "Nei, jeg kan svare" in deputy.get(here(complaint)).text
    assert deputy.post(here(complaint, "jeg-kan-svare")).status_code == 303
    assert SECRET in deputy.get(here(complaint)).text
    assert visit(as_=ladder.leader).get(here(complaint)).status_code == 404
    travel_to("2025-11-18 10:00")
    deputy = visit(as_=substitute)
    assert deputy.get(here(complaint)).status_code == 404
    first_page = visit(as_=ladder.leader).get(here(complaint))
    assert "Nei, jeg kan svare" in first_page.text


# What was promised


def test_the_decider_is_asked_on_the_day_whether_it_is_done(
    make: Make, visit: Visit, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    complaint = make.complaint(State.ANSWERED, by=by)
    leader = visit(as_=ladder.leader)
    assert leader.get(here(complaint, "lovet")).status_code == 409
    travel_to("2025-12-08 10:00")
    leader = visit(as_=ladder.leader)
    assert "Svar på om det er gjort" in leader.get(here(complaint)).text
    form = leader.get(here(complaint, "lovet")).text
    assert "Kari Testesen skulle gjøre dette innen mandag 8. desember" in form
    assert "Velg et svar." in leader.post(here(complaint, "lovet"), {}).text
    said = leader.post(here(complaint, "lovet"), {"kept": "partly"})
    assert said.status_code == 303
    assert again(complaint).answers[0].decider_says is Kept.PARTLY
    twice = leader.post(here(complaint, "lovet"), {"kept": "partly"})
    assert twice.status_code == 409
    assert "Sist ble det svart «Delvis»." in leader.get(here(complaint)).text
    assert leader.post(here(complaint, "lovet"), {"kept": "yes"}).status_code == 303
    assert "Svar på om det er gjort" not in leader.get(here(complaint)).text
    assert leader.post(here(complaint, "lovet"), {"kept": "no"}).status_code == 409


def test_who_has_it_now_is_asked_in_the_place_of_who_decided(
    make: Make, visit: Visit, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    complaint = make.complaint(State.ANSWERED, by=by)
    complaint.escalate()
    db.session.commit()
    travel_to("2025-12-08 10:00")
    coordinator = visit(as_=ladder.coordinator)
    coordinator.post(here(complaint, "jeg-kan-svare"))
    assert "Svar på om det er gjort" in coordinator.get(here(complaint)).text
    said = coordinator.post(here(complaint, "lovet"), {"kept": "yes"})
    assert said.status_code == 303
    assert again(complaint).answers[0].decider_says is Kept.YES


def test_the_one_who_was_to_do_it_is_not_asked_for_the_house(
    make: Make, visit: Visit, ladder: Ladder, by: Person, travel_to: TravelTo
) -> None:
    """The coordinator was to do it, and has the complaint now."""
    complaint = make.complaint(State.RECEIVED, by=by)
    promise = make.upheld(doer=ladder.coordinator.name.upper())
    complaint.give(ladder.leader, **promise)
    complaint.escalate()
    complaint.take_on(ladder.coordinator)
    db.session.commit()
    travel_to("2025-12-08 10:00")
    assert complaint.answers[0].asked is None
    coordinator = visit(as_=ladder.coordinator)
    assert "Svar på om det er gjort" not in coordinator.get(here(complaint)).text
    refused = coordinator.post(here(complaint, "lovet"), {"kept": "yes"})
    assert refused.status_code == 409
    [promised] = again(complaint).answers
    assert promised.can_report(by)
    assert not promised.can_report(ladder.leader)


def test_whom_it_is_about_is_told_before_somebody_says_that_they_can_answer(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    """A participant, in words alone: the house cannot know who that is."""
    complaint = Complaint.draft(
        by,
        Subject.PARTICIPANT,
        Manner.HERE,
        department=ladder.department,
        nonce=b"0" * 16,
        exclusions=[],
    )
    complaint.send(SECRET, about="Jente med rød sykkel, Oda")
    db.session.add(complaint)
    db.session.commit()
    first = visit(as_=ladder.leader).get(here(complaint)).text
    assert "Jente med rød sykkel, Oda" in first
    assert first.index("Jente med rød sykkel") < first.index("Nei, jeg kan svare")
    assert SECRET not in first


# Whatever is typed


def test_no_text_breaks_a_form(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    leader = visit(as_=ladder.leader)
    for typed in ("x" * 10_000, "\x00" * 5, "🙂" * 5_000):
        for act in ("spor", "notat", "mer-tid", "samtale", "lovet"):
            names = ("words", "reason", "on", "until", "reader", "kept")
            sent = leader.post(here(complaint, act), dict.fromkeys(names, typed))
            assert sent.status_code in (422, 409), act
    odd = {"words": "%s %(name)s {{ 7 * 7 }} 🙂", "reader": "handlers"}
    assert leader.post(here(complaint, "notat"), odd).status_code == 303
    assert "%s %(name)s {{ 7 * 7 }} 🙂" in leader.get(here(complaint)).text


def test_what_looks_like_a_page_is_shown_as_it_was_typed(
    make: Make, visit: Visit, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by, text="<script>1</script>")
    leader = visit(as_=ladder.leader)
    typed = {"words": "<b>x</b>", "reader": "handlers"}
    leader.post(here(complaint, "notat"), typed)
    page = leader.get(here(complaint)).text
    assert "&lt;script&gt;1&lt;/script&gt;" in page
    assert "&lt;b&gt;x&lt;/b&gt;" in page
    assert "<script>1" not in page


def _choose(name: str, value: str) -> None:
    chosen = {"chosen_by": "Prøve", "chosen_on": clock.today()}
    db.session.add(Choice(name=name, counts_from=LONG_AGO, value=value, **chosen))
    db.session.commit()


def _end_roles(person: Person) -> None:
    for role in person.current_roles:
        role.end(clock.today() - timedelta(days=1))
    db.session.commit()


def test_the_handler_is_told_of_the_deputy_where_the_deputy_gets_it(
    visit: Visit, make: Make, by: Person, ladder: Ladder, travel_to: TravelTo
) -> None:
    complaint = make.complaint(by=by, first=3)
    complaint.exclude([Exclusion.of(ladder.chair, Ground.NEAR)])
    complaint.take_on(ladder.manager)
    db.session.commit()
    travel_to("2025-11-21 10:00")
    page = visit(as_=ladder.manager).get(here(complaint)).text
    assert "Klagen går videre til nestlederen i styret" in page
