"""«Jeg trenger hjelp med denne»: one more reads one text, and the author knows."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import State
from tests.conftest import TravelTo
from tests.factories import Make
from tests.suggestions.journey import come_back
from tests.visitor import Visit, Visitor

SAID = "Jeg orker ikke mer."
WITH_WORDS = sorted(set(State) - {State.WITHDRAWN})


def act(visitor: Visitor, it: Suggestion, name: str, **data: Any) -> TestResponse:
    answer = visitor.post(f"/min/forslag/{it.number}/{name}", data)
    db.session.refresh(it)
    return answer


def page(visitor: Visitor, it: Suggestion) -> TestResponse:
    return visitor.get(f"/min/forslag/{it.number}")


def helped(make: Make, helper: Person, **how: Any) -> Suggestion:
    suggestion = make.suggestion(text=SAID, **how)
    suggestion.ask_for_help(make.representative(), helper)
    db.session.commit()
    return suggestion


@pytest.mark.parametrize("state", WITH_WORDS)
def test_any_reader_asks_whoever_has_taken_it(
    state: State, visit: Visit, make: Make
) -> None:
    suggestion, coordinator = make.suggestion(state), make.coordinator()
    visitor = visit(as_=make.representative())
    assert "Jeg trenger hjelp med denne" in page(visitor, suggestion).text
    answer = act(visitor, suggestion, "hjelp", helper=coordinator.id)
    assert (answer.status_code, suggestion.state) == (303, state)
    assert suggestion.helper == coordinator
    text = page(visitor, suggestion).text
    assert f"{coordinator.name} hjelper med denne." in text
    assert "Avslutt hjelpen" in text


def test_the_coordinators_and_the_general_manager_of_today_can_be_asked(
    visit: Visit, make: Make
) -> None:
    coordinators = [make.coordinator(), make.coordinator()]
    manager = make.general_manager()
    left = make.coordinator()
    for role in left.roles:
        role.ends = role.starts
    others = [make.work_leader(), make.deputy(), make.representative(), left]
    db.session.commit()
    visitor = visit(as_=make.representative())
    suggestion = make.suggestion()
    text = visitor.get(f"/min/forslag/{suggestion.number}/hjelp").text
    assert "Du skal ikke bære dette alene." in text
    assert "Den som skrev, ser at du har spurt." in text
    assert [each.name for each in others if each.name in text] == []
    for person in coordinators:
        assert f"{person.name}, koordinator" in text
    assert f"{manager.name}, daglig leder" in text
    for person in others:
        answer = act(visitor, suggestion, "hjelp", helper=person.id)
        assert answer.status_code == 422
        assert "Velg hvem som skal hjelpe deg." in answer.text
    assert suggestion.helper is None


@pytest.mark.parametrize("helper", [None, "", "0", "x", "\0", "9" * 40, "<script>"])
def test_nobody_chosen_is_said_at_the_field(
    helper: str | None, visit: Visit, make: Make
) -> None:
    make.coordinator()
    suggestion = make.suggestion()
    sent = {} if helper is None else {"helper": helper}
    answer = act(visit(as_=make.representative()), suggestion, "hjelp", **sent)
    assert answer.status_code == 422
    assert answer.text.count("Velg hvem som skal hjelpe deg.") == 2


def test_one_who_reads_is_not_asked_by_herself(visit: Visit, make: Make) -> None:
    """A coordinator reads until somebody is elected; another one can help."""
    from tests.suggestions.test_open_readers import named_coordinator

    named_coordinator(make)
    [reader] = db.session.scalars(db.select(Person)).all()
    suggestion = make.suggestion()
    visitor = visit(as_=reader)
    alone = visitor.get(f"/min/forslag/{suggestion.number}/hjelp")
    assert alone.status_code == 409
    assert "Ring 116 117. Er det fare for liv, ring 113." in alone.text
    other = make.coordinator()
    text = visitor.get(f"/min/forslag/{suggestion.number}/hjelp").text
    assert f"{other.name}, koordinator" in text
    assert f"{reader.name}, koordinator" not in text


def test_one_helps_at_a_time(visit: Visit, make: Make) -> None:
    first, second = make.coordinator(), make.coordinator()
    suggestion = make.suggestion()
    visitor = visit(as_=make.representative())
    assert act(visitor, suggestion, "hjelp", helper=first.id).status_code == 303
    for person in (first, second):
        again = act(visitor, suggestion, "hjelp", helper=person.id)
        assert again.status_code == 409
        assert "Noen er spurt om hjelp med denne fra før." in again.text
    assert suggestion.helper == first
    assert len(suggestion.entries) == 2


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("coordinator", "En tillitsvalgt har bedt en koordinator om hjelp"),
        ("general_manager", "En tillitsvalgt har bedt daglig leder om hjelp"),
    ],
)
def test_the_author_sees_the_role_and_no_name(
    kind: str, said: str, visit: Visit, make: Make
) -> None:
    helper = getattr(make, kind)()
    suggestion = helped(make, helper)
    call = suggestion.call_for_help
    assert call is not None
    assert call.by is not None
    text = come_back(visit(), make.code(suggestion)).text
    assert f"{said} med det du skrev." in text
    assert helper.name not in text
    assert call.by.name not in text


def test_the_helper_sees_the_author_s_words_and_nothing_else(
    visit: Visit, make: Make
) -> None:
    reader, helper = make.representative(), make.coordinator()
    department = make.department("Sirkulus")
    suggestion = make.suggestion(
        State.READING, by=reader, text=SAID, department=department, week="2025-W46"
    )
    suggestion.ask(reader, "Vil du snakke med noen?")
    suggestion.receive("Kanskje det.", "n", "2025-W47")
    suggestion.summarize(reader, "Noen har det tungt.")
    suggestion.ask_for_help(reader, helper)
    db.session.commit()
    visitor = visit(as_=helper)
    home, text = visitor.get("/min/").text, page(visitor, suggestion).text
    assert "En tillitsvalgt ber om hjelp" in home
    assert SAID in home
    assert (SAID in text, "Kanskje det." in text) == (True, True)
    for hidden in ("Vil du snakke", "Noen har det tungt", "Sirkulus", "uke 46"):
        assert hidden not in home
        assert hidden not in text
    for button in ("Jeg tar denne", "Legg ut", "Spør om mer", "Gi tilbake", "/svar"):
        assert button not in text
    assert str(suggestion.number) not in visitor.get("/min/forslag").text


def test_everything_else_does_not_exist_for_the_helper(
    visit: Visit, make: Make
) -> None:
    helper = make.coordinator()
    mine, other = helped(make, helper), helped(make, make.coordinator())
    visitor = visit(as_=helper)
    assert page(visitor, mine).status_code == 200
    for it in (other, make.suggestion(), make.suggestion(State.READING)):
        assert page(visitor, it).status_code == 404
        assert act(visitor, it, "hjulpet").status_code == 404
    for name in ("ta", "gi-tilbake", "legg-ut", "spor", "hjelp", "sammendrag", "svar"):
        assert act(visitor, mine, name, words="x").status_code == 403, name
    assert mine.state is State.RECEIVED


def test_the_helper_says_when_it_is_enough(visit: Visit, make: Make) -> None:
    helper = make.coordinator()
    suggestion = helped(make, helper)
    visitor = visit(as_=helper)
    answer = act(visitor, suggestion, "hjulpet")
    assert (answer.status_code, answer.location) == (303, "/min/")
    assert "Hjelpen er avsluttet." in visitor.get("/min/").text
    assert suggestion.helper is None
    assert page(visitor, suggestion).status_code == 404
    assert act(visitor, suggestion, "hjulpet").status_code == 404


def test_with_htmx_too_the_helper_is_led_home(visit: Visit, make: Make) -> None:
    helper = make.coordinator()
    suggestion = helped(make, helper)
    url = f"/min/forslag/{suggestion.number}/hjulpet"
    answer = visit(as_=helper).post(url, headers={"HX-Request": "true"})
    assert (answer.status_code, answer.text) == (204, "")
    assert answer.headers["HX-Redirect"] == "/min/"


def test_the_reader_ends_it_too_and_can_ask_another(visit: Visit, make: Make) -> None:
    first, second = make.coordinator(), make.general_manager(promised=True)
    suggestion = helped(make, first)
    visitor = visit(as_=make.representative())
    assert act(visitor, suggestion, "hjulpet").status_code == 303
    assert page(visit(as_=first), suggestion).status_code == 404
    twice = act(visitor, suggestion, "hjulpet")
    assert twice.status_code == 409
    assert "Hjelpen er avsluttet fra før." in twice.text
    assert act(visitor, suggestion, "hjelp", helper=second.id).status_code == 303
    assert page(visit(as_=second), suggestion).status_code == 200


def test_who_loses_the_role_loses_the_text_and_another_can_be_asked(
    visit: Visit, make: Make
) -> None:
    helper, other = make.coordinator(), make.coordinator()
    [office] = helper.roles
    helper.take_role(RoleKind.STAFF_MEMBER, since=office.starts)
    suggestion = helped(make, helper)
    visitor, reader = visit(as_=helper), visit(as_=make.representative())
    assert page(visitor, suggestion).status_code == 200
    office.ends = office.starts
    db.session.commit()
    assert page(visitor, suggestion).status_code == 404
    assert helper.name not in page(reader, suggestion).text
    assert act(reader, suggestion, "hjelp", helper=other.id).status_code == 303
    assert suggestion.helper == other


@pytest.mark.parametrize("end", ["withdraw", "forget"])
def test_it_ends_with_the_words(end: str, visit: Visit, make: Make) -> None:
    helper = make.coordinator()
    suggestion = helped(make, helper, state=State.PUBLISHED)
    if end == "withdraw":
        suggestion.withdraw("2025-W47")
    else:
        suggestion.forget()
    db.session.commit()
    assert suggestion.helper is None
    visitor = visit(as_=helper)
    assert page(visitor, suggestion).status_code == 404
    assert SAID not in visitor.get("/min/").text
    reader = visit(as_=make.representative())
    assert act(reader, suggestion, "hjelp", helper=helper.id).status_code == 409
    assert suggestion.helper is None


def test_a_general_manager_who_helps_still_answers_what_is_laid_out(
    visit: Visit, make: Make
) -> None:
    manager = make.general_manager(promised=True)
    suggestion = helped(make, manager, state=State.PUBLISHED)
    visitor = visit(as_=manager)
    text = page(visitor, suggestion).text
    assert "Jeg har hjulpet" in text
    assert f"/min/forslag/{suggestion.number}/svar" in text
    answer = act(visitor, suggestion, "hjulpet")
    assert answer.location == f"/min/forslag/{suggestion.number}"


def test_a_question_stays_open_while_somebody_helps(
    make: Make, travel_to: TravelTo
) -> None:
    """The author still learns until when an answer is waited for."""
    reader = make.representative()
    suggestion = make.suggestion(State.READING, by=reader)
    suggestion.ask(reader, "Hvor?")
    waited_for = suggestion.reply_by
    assert waited_for is not None
    suggestion.ask_for_help(reader, make.coordinator())
    suggestion.summarize(reader, "Noen vil ha kaffe.")
    assert suggestion.reply_by == waited_for
    suggestion.receive("Her", "n", suggestion.week)
    suggestion.end_help()
    suggestion.ask_for_help(reader, make.coordinator())
    assert suggestion.has_new_message


def test_who_cannot_help_is_refused_by_the_rule_too(make: Make) -> None:
    suggestion, reader = make.suggestion(), make.representative()
    for person in (reader, make.work_leader(), make.participant()):
        with pytest.raises(RuleBroken):
            suggestion.ask_for_help(reader, person)
    coordinator = make.coordinator()
    with pytest.raises(RuleBroken):
        suggestion.ask_for_help(coordinator, coordinator)
