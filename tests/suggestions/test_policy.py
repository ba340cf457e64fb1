"""Who may do what, as tables."""

from collections.abc import Callable
from datetime import date

import pytest

from kimvoice.core.db import db
from kimvoice.core.settings import READING_COORDINATOR
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.suggestions import policy
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import PUBLIC, State
from tests.conftest import TravelTo
from tests.factories import Make

LATE = "2025-12-02 00:00"
OTHERS = sorted(
    set(RoleKind)
    - {
        RoleKind.REPRESENTATIVE,
        RoleKind.DEPUTY,
        RoleKind.COORDINATOR,
        RoleKind.GENERAL_MANAGER,
        RoleKind.WORK_LEADER,
    }
)


@pytest.fixture(autouse=True)
def _time_stands_still(travel_to: TravelTo) -> None:
    pass


@pytest.fixture
def department(make: Make) -> Department:
    return make.department()


@pytest.fixture
def people(make: Make, department: Department) -> dict[str, Person]:
    """One of each kind who could come in question, and one of no kind."""
    people = {
        "representative": make.representative(),
        "the one who took it": make.representative(),
        "deputy": make.deputy(),
        "named coordinator": make.coordinator(),
        "other coordinator": make.coordinator(),
        "general manager": make.general_manager(),
        "work leader of it": make.work_leader(department),
        "work leader elsewhere": make.work_leader(),
        "nobody": make.person(),
    }
    people |= {role.value: make.person(role, department=department) for role in OTHERS}
    READING_COORDINATOR.choose(
        people["named coordinator"].user_name, "Keeper", date(2025, 1, 1)
    )
    db.session.commit()
    return people


Asked = Callable[[Person, Suggestion], bool]


def those_who(
    may: Asked, people: dict[str, Person], suggestion: Suggestion
) -> set[str]:
    return {name for name, person in people.items() if may(person, suggestion)}


READERS = {"representative", "the one who took it"}
LEADERS = {"general manager", "work leader of it"}


@pytest.mark.parametrize("state", State)
def test_who_may_do_what_in_every_state(
    make: Make, people: dict[str, Person], department: Department, state: State
) -> None:
    taker = people["the one who took it"]
    suggestion = make.suggestion(state, by=taker, department=department)
    taken = suggestion.taken_by is not None
    act = {"the one who took it"} if taken else set()
    see = READERS | (LEADERS if state in PUBLIC else set())
    table: dict[Asked, set[str]] = {
        policy.may_read: READERS,
        policy.may_act: act,
        policy.may_give_back: act,
        policy.may_take_over: set(),
        policy.may_approve: READERS,
        policy.may_answer: LEADERS,
        policy.may_follow: see,
        policy.may_help: set(),
        policy.may_end_help: READERS,
        policy.may_see: see,
    }
    found = {may.__name__: those_who(may, people, suggestion) for may in table}
    assert found == {may.__name__: names for may, names in table.items()}


def test_what_concerns_the_whole_house_only_the_general_manager_answers(
    make: Make, people: dict[str, Person]
) -> None:
    suggestion = make.suggestion(State.PUBLISHED)
    found = those_who(policy.may_answer, people, suggestion)
    assert found == {"general manager"}


def test_one_answers_in_the_role_that_counts_most(make: Make) -> None:
    leader, manager = make.work_leader(), make.general_manager()
    manager.take_role(RoleKind.WORK_LEADER, make.department(), since=date(2025, 1, 1))
    assert policy.answering_role(leader) is RoleKind.WORK_LEADER
    assert policy.answering_role(manager) is RoleKind.GENERAL_MANAGER


# Deputies


def test_deputies_get_it_only_when_it_is_not_read_in_time(
    make: Make, people: dict[str, Person], travel_to: TravelTo
) -> None:
    suggestion = make.suggestion()
    travel_to("2025-12-01 23:59")
    assert those_who(policy.may_read, people, suggestion) == READERS
    travel_to(LATE)
    assert those_who(policy.may_read, people, suggestion) == READERS | {"deputy"}
    suggestion.take(people["representative"])
    assert those_who(policy.may_read, people, suggestion) == READERS


def test_a_deputy_who_took_it_reads_on_and_can_give_it_back(
    make: Make, people: dict[str, Person], travel_to: TravelTo
) -> None:
    suggestion, other_deputy = make.suggestion(), make.deputy()
    travel_to(LATE)
    suggestion.take(people["deputy"])
    assert policy.may_act(people["deputy"], suggestion)
    assert policy.may_give_back(people["deputy"], suggestion)
    assert not policy.may_read(other_deputy, suggestion)
    assert not policy.may_approve(people["deputy"], suggestion)


def test_a_deputy_whom_the_page_does_not_name_does_not_read(
    make: Make, travel_to: TravelTo
) -> None:
    """The who-sees box is filled from readers(): both must say the same."""
    deputy, suggestion = make.deputy(), make.suggestion()
    travel_to(LATE)
    named = deputy in policy.readers().deputies
    assert policy.may_read(deputy, suggestion) is named


# Until somebody is elected


def test_the_named_coordinator_reads_until_somebody_is_elected(
    make: Make, travel_to: TravelTo
) -> None:
    named, other = make.coordinator(), make.coordinator()
    READING_COORDINATOR.choose(named.user_name, "Keeper", date(2025, 1, 1))
    suggestion = make.suggestion()
    assert policy.may_read(named, suggestion)
    assert not policy.may_read(other, suggestion)
    assert policy.readers().coordinator == named
    suggestion.take(named)
    assert policy.may_act(named, suggestion)

    elected = make.representative()
    assert policy.readers().coordinator is None
    assert not policy.may_read(named, suggestion)
    assert not policy.may_act(named, suggestion)
    assert policy.may_give_back(elected, suggestion)


def test_who_is_named_but_is_no_coordinator_reads_nothing(make: Make) -> None:
    person = make.person(RoleKind.STAFF_MEMBER)
    READING_COORDINATOR.choose(person.user_name, "Keeper", date(2025, 1, 1))
    assert policy.readers().coordinator is None
    assert not policy.may_read(person, make.suggestion())


def test_a_representative_whose_time_is_over_reads_and_acts_no_more(
    make: Make, travel_to: TravelTo
) -> None:
    left, stays = make.representative(), make.representative()
    suggestion = make.suggestion(State.READING, by=left)
    for role in left.roles:
        role.ends = date(2025, 11, 20)
    db.session.commit()
    assert not policy.may_give_back(stays, suggestion)
    travel_to("2025-11-21 00:00")
    assert not policy.may_read(left, suggestion)
    assert not policy.may_act(left, suggestion)
    assert policy.may_give_back(stays, suggestion)
