"""The complainant chooses who may not read it, and lets them read it again."""

from functools import partial
from typing import Any

import pytest

from kimvoice.complaints.states import Ground, State
from kimvoice.people.models import RoleKind
from tests.complaints.own import DONE, Own
from tests.conftest import TravelTo
from tests.factories import Make
from tests.visitor import Visit, form_to


@pytest.fixture
def filed(make: Make, visit: Visit, travel_to: TravelTo) -> Any:
    """On Monday 17 November 2025."""
    return partial(Own.filed, make, visit, travel_to)


def test_whom_i_exclude_cannot_read_it_and_it_goes_to_another(filed: Any) -> None:
    it = filed(State.RECEIVED)
    leader, manager = it.ladder.leader, it.ladder.manager
    chosen = [str(leader.id), str(it.ladder.coordinator.id)]
    assert it.does("hvem-skal-ikke-lese", people=chosen).status_code == 303
    assert it.complaint.handler == manager
    assert it.visit(as_=leader).get(it.url()).status_code == 404
    page = it.me.get(it.url("hvem-skal-ikke-lese"))
    boxes = form_to(it.url("hvem-skal-ikke-lese"), page)
    assert f'value="{leader.id}"' not in page.text
    assert f'value="{manager.id}"' in page.text
    assert boxes.kinds["people"] == "checkbox"
    again = it.does("hvem-skal-ikke-lese", people=chosen)
    assert again.status_code == 409
    assert "De du valgte, kan ikke lese klagen fra før." in again.text


def test_nobody_but_those_on_the_list_can_be_excluded(filed: Any) -> None:
    it = filed(State.RECEIVED)
    for people in ([], ["0"], ["x"], ["\x00"], ["9" * 40]):
        answer = it.does("hvem-skal-ikke-lese", people=people)
        assert answer.status_code == 422
        assert "Velg hvem som ikke skal lese klagen." in answer.text
    assert it.complaint.exclusions == []


def test_when_everybody_is_excluded_those_outside_are_named(filed: Any) -> None:
    it = filed(State.RECEIVED)
    ladder = it.ladder
    staff = [ladder.leader, ladder.coordinator, ladder.manager]
    board = [ladder.chair, ladder.deputy_chair]
    everybody = [str(each.id) for each in staff + board]
    it.does("hvem-skal-ikke-lese", people=everybody)
    page = it.me.get(it.url()).text
    assert "Ingen i huset kan svare på klagen nå." in page
    assert "Arbeidstilsynet" in page


def test_somebody_can_be_let_in_again_but_not_who_went_aside(filed: Any) -> None:
    it = filed()
    it.complaint.step_aside(it.ladder.leader)
    assert it.me.get(it.url("la-noen-lese-igjen")).status_code == 409
    it.does("hvem-skal-ikke-lese", people=[str(it.ladder.manager.id)])
    page = it.me.get(it.url("la-noen-lese-igjen")).text
    assert it.ladder.manager.name in page
    assert it.ladder.leader.name not in page
    mine, theirs = (
        next(each for each in it.complaint.exclusions if each.ground is ground)
        for ground in (Ground.NEAR, Ground.STEPPED_ASIDE)
    )
    number = str(mine.id)
    refused = it.does("la-noen-lese-igjen", exclusion=str(theirs.id))
    assert refused.status_code == 409
    assert it.does("la-noen-lese-igjen", exclusion=number).status_code == 303
    assert not it.complaint.excludes(it.ladder.manager)
    again = it.does("la-noen-lese-igjen", exclusion=number)
    assert again.status_code == 409
    assert DONE in again.text


def test_a_role_without_a_name_can_be_let_in_again(filed: Any) -> None:
    it = filed(about=RoleKind.COORDINATOR)
    page = it.me.get(it.url("la-noen-lese-igjen")).text
    assert "Alle som er koordinator, og vikarene" in page
