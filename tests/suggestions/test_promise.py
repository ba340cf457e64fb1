"""The duty of confidentiality: without the promise nobody reads an author's words."""

from collections.abc import Callable

import pytest

from kimvoice.core import settings
from kimvoice.core.clock import today
from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.suggestions import policy
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import State
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, Visitor

pytestmark = on_sqlite

PROMISE = "/min/forslag/taushetsplikt"
TICK = "Sett kryss hvis du lover det."
SECRET = "Ord som ingen skal se for tidlig."
LATE = "2025-W30"
Meeting = Callable[[Make], tuple[Person, Suggestion]]


def representative(make: Make) -> tuple[Person, Suggestion]:
    return make.representative(promised=False), make.suggestion(text=SECRET)


def deputy(make: Make) -> tuple[Person, Suggestion]:
    make.representative()
    return make.deputy(promised=False), make.suggestion(text=SECRET, week=LATE)


def coordinator(make: Make) -> tuple[Person, Suggestion]:
    person = make.coordinator(promised=False)
    settings.READING_COORDINATOR.choose(person.user_name, "Prøve", today())
    db.session.commit()
    return person, make.suggestion(text=SECRET)


def helper(make: Make) -> tuple[Person, Suggestion]:
    person = make.general_manager(promised=False)
    suggestion = make.suggestion(text=SECRET)
    suggestion.ask_for_help(make.representative(), person)
    db.session.commit()
    return person, suggestion


READERS = [representative, deputy, coordinator, helper]
each_reader = pytest.mark.parametrize(
    "meet", READERS, ids=[reader.__name__ for reader in READERS]
)


def promise(visitor: Visitor, **data: str) -> int:
    return visitor.submit(PROMISE, data).status_code


@each_reader
def test_every_page_with_words_leads_to_the_promise_first(
    meet: Meeting, visit: Visit, make: Make
) -> None:
    person, suggestion = meet(make)
    visitor = visit(as_=person)
    url = f"/min/forslag/{suggestion.number}"
    for page in ("/min/forslag", url, f"{url}/hjelp", f"{url}/spor"):
        answer = visitor.get(page)
        assert (answer.status_code, answer.location) == (303, PROMISE), page
    for act in ("ta", "hjelp", "hjulpet", "legg-ut"):
        answer = visitor.post(f"{url}/{act}")
        assert (answer.status_code, answer.location) == (303, PROMISE), act
    db.session.refresh(suggestion)
    assert suggestion.state is State.RECEIVED


@each_reader
def test_before_the_promise_no_number_tells_whether_there_is_a_suggestion(
    meet: Meeting, visit: Visit, make: Make
) -> None:
    person, suggestion = meet(make)
    visitor = visit(as_=person)
    for number in (suggestion.number, make.suggestion().number, 999_999, 0):
        url = f"/min/forslag/{number}"
        for answer in (visitor.get(url), visitor.post(f"{url}/ta")):
            assert (answer.status_code, answer.location) == (303, PROMISE), number


@each_reader
def test_home_has_a_door_to_the_promise_and_no_words(
    meet: Meeting, visit: Visit, make: Make
) -> None:
    person, suggestion = meet(make)
    visitor = visit(as_=person)
    before = visitor.get("/min/").text
    assert PROMISE in before
    assert SECRET not in before
    assert str(suggestion.number) not in before
    assert promise(visitor, promised="y") == 303
    after = visitor.get("/min/").text
    assert PROMISE not in after
    assert SECRET in after


@each_reader
def test_the_rule_itself_says_no_until_it_is_promised(
    meet: Meeting, make: Make
) -> None:
    person, suggestion = meet(make)
    questions: list[policy.May] = [policy.may_read, policy.may_act, policy.may_approve]
    questions += [policy.may_help, policy.may_give_back, policy.may_end_help]
    questions += [policy.may_see]
    assert not [may.__name__ for may in questions if may(person, suggestion)]
    assert policy.must_promise(person, suggestion)
    person.promise_confidentiality()
    assert policy.may_see(person, suggestion)
    assert not policy.must_promise(person, suggestion)


@each_reader
def test_one_tick_opens_the_words_and_its_day_is_kept(
    meet: Meeting, visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    person, suggestion = meet(make)
    visitor = visit(as_=person)
    assert promise(visitor, promised="y") == 303
    assert SECRET in visitor.get(f"/min/forslag/{suggestion.number}").text
    first = today()
    assert person.confidentiality_promised_on == first
    travel_to("2025-11-25 10:00")
    visitor = visit(as_=person)
    assert visitor.post(PROMISE, {"promised": "y"}).status_code == 303
    db.session.refresh(person)
    assert person.confidentiality_promised_on == first
    assert "mandag 17. november" in visitor.get(PROMISE).text


@pytest.mark.parametrize("sent", [{}, {"promised": ""}, {"promised": "false"}])
def test_without_the_tick_it_says_what_lacks(
    sent: dict[str, str], visit: Visit, make: Make
) -> None:
    person = make.representative(promised=False)
    answer = visit(as_=person).submit(PROMISE, sent)
    assert answer.status_code == 422
    assert answer.text.count(TICK) == 2
    db.session.refresh(person)
    assert person.confidentiality_promised_on is None


def test_nobody_else_is_asked(visit: Visit, make: Make) -> None:
    """Neither leaders, who see what is laid out, nor deputies before they get it."""
    make.representative()
    department = make.department()
    people = [
        make.participant(),
        make.deputy(promised=False),
        make.coordinator(promised=False),
        make.general_manager(),
        make.work_leader(department),
    ]
    published = make.suggestion(State.PUBLISHED, department=department)
    make.suggestion()
    for person in people:
        visitor = visit(as_=person)
        assert PROMISE not in visitor.get("/min/").text
        assert visitor.get("/min/forslag").status_code == 200
        assert visitor.get(PROMISE).status_code == 404
        assert visitor.post(PROMISE, {"promised": "y"}).status_code == 404
        db.session.refresh(person)
        assert person.confidentiality_promised_on is None
    leader = visit(as_=people[-1])
    assert leader.get(f"/min/forslag/{published.number}").status_code == 200


def test_who_stopped_reading_without_a_promise_can_be_relieved(make: Make) -> None:
    """From before the promise was asked: what was taken is not stuck."""
    holder = make.representative(promised=False)
    suggestion = make.suggestion(State.READING, by=holder)
    other = make.representative()
    assert not policy.may_give_back(other, suggestion)
    holder.roles.clear()
    assert policy.may_give_back(other, suggestion)


def test_htmx_is_led_there_too_and_puts_no_page_into_the_page(
    visit: Visit, make: Make
) -> None:
    visitor = visit(as_=make.representative(promised=False))
    url = f"/min/forslag/{make.suggestion().number}"
    htmx: dict[str, str | None] = {"HX-Request": "true"}
    for answer in (
        visitor.get("/min/forslag", headers=htmx),
        visitor.get(url, headers=htmx),
        visitor.post(f"{url}/ta", headers=htmx),
    ):
        assert (answer.status_code, answer.text) == (204, "")
        assert answer.headers["HX-Redirect"] == PROMISE
