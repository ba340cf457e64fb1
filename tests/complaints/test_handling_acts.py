"""What the one who answers does, from the first words to the promise."""

from kimvoice.complaints.states import Kept, Reader, State
from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.complaints.handling import again, here
from tests.conftest import TravelTo
from tests.factories import Ladder, Make
from tests.visitor import Visit


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
