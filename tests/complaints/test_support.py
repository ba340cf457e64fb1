"""A support person: who can be it, one at a time, both ways, and ended at once."""

from collections.abc import Callable
from datetime import date

import pytest

from kimvoice.complaints import daily, policy
from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Confirmation, Ground, State, Subject
from kimvoice.complaints.support import Contact, Part
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person, RoleKind
from tests.complaints.supporting import EVERYTHING, ask, support
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Ladder, Make

TODAY = date(2025, 11, 17)
YESTERDAY = date(2025, 11, 16)


def sees_nothing(person: Person) -> bool:
    seen = db.session.scalars(policy.visible_to(person)).unique().all()
    return not seen and not policy.asked_to_support(person)


def exclude(complaint: Complaint, whom: Person | RoleKind) -> None:
    complaint.exclude([Exclusion.of(whom, Ground.NEAR)])
    db.session.commit()


# Who can be asked


def test_whoever_could_come_to_answer_it_can_not_be_asked(
    make: Make, ladder: Ladder, by: Person
) -> None:
    """At any step, also below whom it is about, from a day to come, or in a place."""
    complaint = make.complaint(by=by, about=ladder.manager)
    stand_in, later = make.person(), make.person(RoleKind.STAFF_MEMBER)
    stand_in.take_role(
        RoleKind.COORDINATOR, since=TODAY, stands_in_for=ladder.coordinator
    )
    later.take_role(RoleKind.BOARD_CHAIR, since=date(2026, 3, 1))
    db.session.commit()
    on_the_ladder = [
        ladder.leader,
        ladder.coordinator,
        ladder.manager,
        ladder.chair,
        ladder.deputy_chair,
    ]
    for person in (*on_the_ladder, stand_in, later):
        assert not complaint.can_support(person), person.roles
        with pytest.raises(RuleBroken, match="kan ikke være støtteperson"):
            ask(complaint, person)
    assert not complaint.supports


def test_who_is_to_write_here_can_read_what_is_answered(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(by=by)
    with pytest.raises(RuleBroken, match="Meldingene"):
        complaint.ask_for_support(friend, (Part.COMPLAINT,), Contact.HERE)
    complaint.ask_for_support(friend, (Part.MESSAGES,), Contact.HERE)
    assert complaint.support


def test_the_leader_of_another_department_can_be_asked(
    make: Make, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by)
    assert complaint.can_support(make.work_leader())


def test_neither_oneself_nor_an_administrator_nor_who_has_left_can_be_asked(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(by=by)
    administrator, gone = make.person(RoleKind.ADMINISTRATOR), make.participant()
    friend_and_administrator = make.representative()
    friend_and_administrator.take_role(RoleKind.ADMINISTRATOR, since=TODAY)
    gone.leave(YESTERDAY)
    db.session.commit()
    able = [by, administrator, friend_and_administrator, gone, friend]
    assert [complaint.can_support(it) for it in able] == [False] * 4 + [True]


def test_whom_it_is_about_can_not_be_asked(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    """By name, by a role, and a participant who is named in the answer."""
    member = make.person(RoleKind.BOARD_MEMBER)
    near = make.complaint(by=by, without=(friend,))
    board = make.complaint(by=by, without=(RoleKind.BOARD_MEMBER,))
    participant = Complaint.draft(
        by,
        Subject.PARTICIPANT,
        near.manner,
        department=ladder.department,
        nonce=b"x" * 16,
        exclusions=[],
    )
    participant.send("Han dytter.", about=f"Det er {friend.name.upper()}!")
    assert not near.can_support(friend)
    assert not board.can_support(member)
    assert not participant.can_support(friend)
    assert participant.can_support(member)


def test_whoever_has_had_it_can_not_be_asked_afterwards(
    make: Make, ladder: Ladder, by: Person
) -> None:
    answered = make.complaint(State.ANSWERED, by=by)
    seen = make.complaint(by=by)
    seen.enter(Deed.SAW, ladder.leader)
    unseen = make.complaint(by=by)
    unseen.current.handler_id = None
    ladder.leader.leave(YESTERDAY)
    ladder.leader.take_role(RoleKind.STAFF_MEMBER, since=TODAY)
    db.session.commit()
    able = [it.can_support(ladder.leader) for it in (answered, seen, unseen)]
    assert able == [False, False, True]


def test_who_helped_with_the_writing_can_support(
    make: Make, ladder: Ladder, by: Person
) -> None:
    complaint = make.complaint(by=by)
    complaint.helper = make.person(RoleKind.STAFF_MEMBER)
    complaint.confirmation = Confirmation.SIGNATURE
    db.session.commit()
    assert complaint.can_support(complaint.helper)


# One at a time, and consent both ways


def test_nobody_else_is_asked_while_one_is_asked_or_has_agreed(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(by=by)
    ask(complaint, friend)
    for _ in ("asked", "agreed"):
        with pytest.raises(RuleBroken, match=f"spurt {friend.name}"):
            ask(complaint, make.participant())
        if complaint.support and complaint.support.waits:
            complaint.agree_to_support(friend)
    assert len(complaint.supports) == 1


def test_after_a_no_the_complainant_chooses_and_the_same_is_not_asked_again(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint, another = make.complaint(by=by), make.participant()
    ask(complaint, friend)
    complaint.decline_support(friend)
    db.session.commit()
    assert sees_nothing(friend)
    assert complaint.support is None
    assert complaint.support_is_answered
    with pytest.raises(RuleBroken, match="kan ikke være støtteperson"):
        ask(complaint, friend)
    assert ask(complaint, another).person == another


def test_before_a_yes_nothing_of_the_complaint_is_seen(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(by=by)
    asked = ask(complaint, friend)
    assert not policy.supported_by(friend)
    assert policy.asked_to_support(friend) == [asked]
    complaint.agree_to_support(friend)
    db.session.commit()
    assert policy.supported_by(friend) == [complaint]
    assert not policy.asked_to_support(friend)


def test_only_who_is_asked_answers_and_only_once(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(by=by)
    ask(complaint, friend)
    for other in (by, ladder.leader, make.participant()):
        for verb in (complaint.agree_to_support, complaint.decline_support):
            with pytest.raises(RuleBroken):
                verb(other)
    complaint.agree_to_support(friend)
    for verb in (complaint.agree_to_support, complaint.decline_support):
        with pytest.raises(RuleBroken):
            verb(friend)


def test_what_the_support_person_does_is_in_the_log(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(by=by)
    support(complaint, friend)
    complaint.write_in_support(friend, "Vi har møte i morgen.")
    complaint.end_support(friend)
    other = make.participant()
    ask(complaint, other)
    complaint.decline_support(other)
    deeds = [(it.deed, it.by, it.role) for it in complaint.log]
    assert deeds == [
        (Deed.AGREED_TO_SUPPORT, friend, None),
        (Deed.WRITE, friend, None),
        (Deed.ENDED_SUPPORT, friend, None),
        (Deed.DECLINED_TO_SUPPORT, other, None),
    ]


def test_a_phone_number_is_kept_only_while_it_can_be_called(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(by=by)
    for end in (complaint.decline_support, complaint.end_support):
        person = make.participant()
        complaint.ask_for_support(person, (), Contact.BY_PHONE, phone="99 88 77 66")
        db.session.commit()
        assert complaint.support
        assert complaint.support.phone_words == "99 88 77 66"
        assert b"99 88" not in (complaint.support.phone or b"")
        end(person)
        assert [it.phone for it in complaint.supports] == [None] * len(
            complaint.supports
        )


# What it ends by


ENDS: dict[str, Callable[[Complaint, Person], None]] = {
    "the complainant": lambda it, _friend: it.end_support(it.complainant),
    "the support person": lambda it, friend: it.end_support(friend),
    "excluded by name": exclude,
    "excluded by role": lambda it, _friend: exclude(it, RoleKind.BOARD_MEMBER),
    "no role left": lambda _it, friend: friend.leave(YESTERDAY),
    "administrator": lambda _it, friend: made(friend, RoleKind.ADMINISTRATOR),
    "withdrawn": lambda it, _friend: it.withdraw(),
}


def made(person: Person, kind: RoleKind) -> None:
    person.take_role(kind, since=TODAY)


@pytest.mark.parametrize("why", ENDS)
@pytest.mark.parametrize("agreed", [True, False], ids=["agreed", "asked"])
def test_from_then_on_it_does_not_exist_for_the_support_person(
    why: str, agreed: bool, make: Make, ladder: Ladder, by: Person
) -> None:
    complaint, friend = make.complaint(by=by), make.person(RoleKind.BOARD_MEMBER)
    (support if agreed else ask)(complaint, friend)
    assert not sees_nothing(friend)
    ENDS[why](complaint, friend)
    db.session.commit()
    assert sees_nothing(friend)
    assert not policy.may_see(friend, complaint)
    with pytest.raises(RuleBroken):
        complaint.write_in_support(friend, "Hei.")


def test_what_was_ended_does_not_come_back(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(by=by)
    support(complaint, friend)
    exclude(complaint, friend)
    [exclusion] = complaint.can_be_readmitted
    complaint.readmit(exclusion)
    db.session.commit()
    assert sees_nothing(friend)
    assert ask(complaint, friend)


def test_the_daily_job_ends_what_the_house_has_changed(
    make: Make, ladder: Ladder, by: Person, friend: Person, travel_to: TravelTo
) -> None:
    complaint = make.complaint(by=by)
    support(complaint, friend)
    role = friend.take_role(RoleKind.ADMINISTRATOR, since=TODAY)
    db.session.commit()
    daily.run_when_due()
    role.ends = TODAY
    db.session.commit()
    travel_to("2025-11-18 10:00")
    assert complaint.supports[0].ended_on == TODAY
    assert sees_nothing(friend)


def test_undone_it_is_supported_as_before(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(by=by)
    support(complaint, friend)
    complaint.withdraw()
    complaint.undo()
    db.session.commit()
    assert policy.supported_by(friend) == [complaint]


# Never both


@pytest.mark.parametrize("over", [False, True], ids=["support", "former"])
def test_a_support_person_never_answers_it(
    over: bool, make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(by=by)
    support(complaint, friend)
    if over:
        complaint.end_support(friend)
    for kind in (RoleKind.COORDINATOR, RoleKind.GENERAL_MANAGER, RoleKind.BOARD_CHAIR):
        friend.take_role(kind, since=LONG_AGO)
    friend.take_role(RoleKind.WORK_LEADER, ladder.department, since=LONG_AGO)
    db.session.commit()
    assert policy.supported_by(friend) == ([] if over else [complaint])
    while complaint.handler:
        assert complaint.handler != friend
        exclude(complaint, complaint.handler)
    assert not policy.waiting_for(friend)


def test_who_was_only_asked_may_answer_it(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(by=by)
    ask(complaint, friend)
    friend.take_role(RoleKind.COORDINATOR, since=LONG_AGO)
    ladder.coordinator.leave(YESTERDAY)
    exclude(complaint, ladder.leader)
    assert complaint.handler == friend
    assert complaint.support is None
    with pytest.raises(RuleBroken):
        complaint.agree_to_support(friend)


# What is written


def test_what_the_support_person_writes_answers_what_was_asked(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(State.WAITING, by=by)
    support(complaint, friend)
    complaint.write_in_support(friend, "Det var tirsdag.")
    assert complaint.standing is State.RECEIVED
    assert complaint.current.asked_on is None


@pytest.mark.parametrize("state", [State.CLOSED, State.WITHDRAWN])
def test_what_rests_is_opened_again_by_the_complainant_alone(
    state: State, make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(State.RECEIVED, by=by)
    support(complaint, friend)
    if state is State.CLOSED:
        complaint.give(ladder.leader, **make.upheld())
        complaint.accept()
    else:
        complaint.withdraw()
    with pytest.raises(RuleBroken):
        complaint.write_in_support(friend, "Hei.")
    assert complaint.state is state


def test_nobody_else_writes_as_the_support_person(
    make: Make, ladder: Ladder, by: Person, friend: Person
) -> None:
    complaint = make.complaint(by=by)
    ask(complaint, friend, *EVERYTHING)
    for person in (by, friend, ladder.leader):
        with pytest.raises(RuleBroken):
            complaint.write_in_support(person, "Hei.")
