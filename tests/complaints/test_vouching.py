"""Who vouches for what was typed, and whose page it is."""

import pytest
from sqlalchemy import func, select

from kimvoice.complaints.models import Complaint
from kimvoice.core.db import db
from kimvoice.people.models import Person, RoleKind
from tests.complaints.helped import ON_PASSPHRASE, SEND, TEXT, Helping
from tests.factories import Ladder, Make
from tests.visitor import Visit

NO_WITNESS = "Vitnet kan ikke være en som klagen gjelder"


def sent() -> int:
    return db.session.scalar(select(func.count()).select_from(Complaint)) or 0


@pytest.fixture
def helper(make: Make, ladder: Ladder) -> Person:
    return make.representative(ladder.department)


@pytest.fixture
def helping(visit: Visit, by: Person, helper: Person) -> Helping:
    return Helping.begin(visit(as_=helper), by)


def test_the_witness_is_neither_who_may_get_it_nor_shut_out_nor_named_in_it(
    make: Make, ladder: Ladder, helping: Helping
) -> None:
    other = make.participant(department=ladder.department)
    shut_out = make.person(RoleKind.STAFF_MEMBER)
    helping.go_to(
        6, subject="participant", about=f"Det er {other.name}", near=[str(shut_out.id)]
    )
    for person in (ladder.leader, ladder.deputy_chair, shut_out, other):
        page = helping.send(confirmation="witness", witness=f" {person.name.upper()},")
        assert page.status_code == 422
        assert NO_WITNESS in page.text
        assert TEXT in page.text
    assert sent() == 0
    free = make.participant(department=ladder.department)
    assert helping.send(confirmation="witness", witness=free.name).status_code == 200
    assert sent() == 1


def test_the_witness_is_not_meant_by_a_role_either(
    ladder: Ladder, helping: Helping
) -> None:
    helping.go_to(6, subject="work_leader")
    page = helping.send(confirmation="witness", witness=ladder.leader.name)
    assert NO_WITNESS in page.text
    assert sent() == 0


@pytest.mark.parametrize("kind", [RoleKind.PARTICIPANT, RoleKind.STAFF_MEMBER])
def test_a_helpers_page_is_not_sent_by_somebody_else_and_waits_for_the_helper(
    make: Make, ladder: Ladder, helper: Person, helping: Helping, kind: RoleKind
) -> None:
    """Also by who may not help: no page says «ikke tilgang» and loses the words."""
    helping.go_to(6)
    form, visitor = helping.form | ON_PASSPHRASE, helping.visitor
    visitor.sign_in(make.person(kind, department=ladder.department))
    answer = visitor.post(SEND, form)
    assert answer.status_code == 409
    assert "Siden ble åpnet av en annen" in answer.text
    assert TEXT not in answer.text
    visitor.sign_in(helper)
    back = visitor.post(SEND, form)
    assert back.status_code == 422
    assert TEXT in back.text
    assert sent() == 0
