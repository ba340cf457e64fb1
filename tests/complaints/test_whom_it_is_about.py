"""Whom it is about can't come to it by another job, an earlier last day or a name."""

import secrets
from datetime import date

import pytest

from kimvoice.complaints import policy
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground, Manner, Subject
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.people import duties
from kimvoice.people.models import Person, RoleKind
from tests.factories import LONG_AGO, Ladder, Make

LAST_YEAR = date(2024, 12, 31)
"""Longer ago than an exclusion looks back."""


def sent(
    by: Person, ladder: Ladder, subject: Subject, words: str = "", first: int = 0
) -> Complaint:
    complaint = Complaint.draft(
        by,
        subject,
        Manner.HERE,
        department=ladder.department,
        nonce=secrets.token_bytes(16),
        exclusions=Exclusion.about(subject, None, by, words),
    )
    complaint.send("Jeg fikk ikke pause.", about=words, first=first)
    db.session.add(complaint)
    db.session.commit()
    return complaint


def end_all(person: Person, last_day: date = LAST_YEAR) -> None:
    """Written in today."""
    for role in list(person.roles):
        duties.end(role, last_day)
    db.session.commit()


def test_a_last_day_long_ago_lets_nobody_in_who_was_meant_by_a_role(
    ladder: Ladder, by: Person
) -> None:
    leader = ladder.leader
    leader.take_role(RoleKind.COORDINATOR, since=LONG_AGO)
    db.session.commit()
    complaint = sent(by, ladder, Subject.WORK_LEADER)
    assert complaint.handler == ladder.coordinator
    duties.end(leader.roles[0], LAST_YEAR)
    end_all(ladder.coordinator)
    assert complaint.bars(leader)
    assert complaint.handler == ladder.manager


def test_a_last_day_long_ago_leaves_whom_it_is_about_as_high(
    make: Make, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by, about=ladder.manager)
    assert complaint.handler == ladder.chair
    end_all(ladder.manager)
    assert complaint.height == 3
    assert complaint.handler == ladder.chair


def test_a_last_day_long_ago_leaves_the_department_one_was_in(
    make: Make, ladder: Ladder, by: Person
) -> None:
    end_all(by)
    by.take_role(RoleKind.PARTICIPANT, make.department(), since=clock.today())
    db.session.commit()
    [old, _new] = Exclusion.about(Subject.WORK_LEADER, None, by)
    assert old.covers(ladder.leader)


def test_a_participant_said_in_words_never_answers_it_in_a_new_job(
    make: Make, ladder: Ladder, by: Person
) -> None:
    person = make.participant(department=ladder.department)
    complaint = sent(by, ladder, Subject.PARTICIPANT, f"Det var {person.name}.")
    assert complaint.handler == ladder.leader
    end_all(ladder.leader)
    end_all(person)
    person.take_role(RoleKind.WORK_LEADER, ladder.department, since=clock.today())
    db.session.commit()
    assert complaint.handler == ladder.coordinator
    assert not policy.waiting_for(person)
    assert not db.session.scalars(policy.visible_to(person)).unique().all()


def test_who_begins_on_monday_and_is_said_in_words_is_not_the_first_to_read_it(
    make: Make, ladder: Ladder, by: Person
) -> None:
    person = make.participant()
    end_all(ladder.leader)
    tomorrow = date(2025, 11, 18)
    person.take_role(RoleKind.WORK_LEADER, ladder.department, since=tomorrow)
    end_all(ladder.coordinator)
    complaint = sent(by, ladder, Subject.PARTICIPANT, person.name)
    assert complaint.steps[complaint.position - 1].handler == ladder.manager


@pytest.mark.parametrize(
    "kind", [RoleKind.ADMINISTRATOR, RoleKind.SAFETY_REPRESENTATIVE]
)
def test_who_has_another_task_can_be_shut_out_before_they_get_a_step(
    make: Make, ladder: Ladder, by: Person, kind: RoleKind
) -> None:
    person = make.person(kind)
    assert person in Exclusion.can_name()
    complaint = make.complaint(by=by, first=2)
    complaint.exclude([Exclusion.of(person, Ground.NEAR)])
    person.roles.clear()
    person.take_role(RoleKind.COORDINATOR, since=clock.today())
    end_all(ladder.coordinator)
    assert complaint.handler == ladder.manager
