"""Slips that let people in: used once, for some days, and never alone a second time."""

from datetime import date

import pytest
from flask import Flask
from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.keys import keyring
from kimvoice.people import invitations, passphrases
from kimvoice.people.invitations import LENGTH, SIGNS, Invitation
from kimvoice.people.models import Person, RoleKind
from kimvoice.people.new_codes import NewCode
from tests.conftest import TravelTo
from tests.factories import Make

WORDS = "grønn fjell lampe"


def newcomer(make: Make) -> Person:
    person = make.participant()
    person.passphrase_hash = ""
    db.session.commit()
    return person


def slip(person: Person) -> str:
    code = Invitation.issue(person)
    db.session.commit()
    return code


def test_a_slip_lets_in_the_one_whose_it_is_and_only_once(make: Make) -> None:
    person = newcomer(make)
    code = slip(person)
    found = Invitation.found(code, to_use=True)
    assert found
    assert found.use(passphrases.seal(WORDS)) is person
    db.session.commit()
    assert Person.signing_in(person.user_name, WORDS) is person
    assert Invitation.found(code) is None


def test_a_code_may_be_typed_small_and_without_hyphens(make: Make) -> None:
    person = newcomer(make)
    code = slip(person)
    for typed in (code.lower(), code.replace("-", ""), f" {code.replace('-', ' ')} "):
        found = Invitation.found(typed)
        assert found
        assert found.person is person


def test_only_a_hash_that_needs_the_key_folder_lies_in_the_database(
    make: Make, app: Flask
) -> None:
    code = slip(newcomer(make))
    plain = invitations.plain(code)
    assert len(plain) == LENGTH
    assert set(plain) <= set(SIGNS)
    [kept] = db.session.scalars(select(Invitation.code_hash))
    assert plain.encode() not in kept
    object.__setattr__(keyring(), "secret", bytes(32))
    assert Invitation.found(code) is None


def test_a_new_slip_makes_the_old_one_worthless(make: Make) -> None:
    person = newcomer(make)
    first, second = slip(person), slip(person)
    assert Invitation.found(first) is None
    assert Invitation.found(second)


def test_a_slip_works_on_its_last_day_and_not_the_day_after(
    make: Make, travel_to: TravelTo
) -> None:
    code = slip(newcomer(make))
    travel_to("2025-12-01 23:59")
    assert Invitation.found(code)
    travel_to("2025-12-02 00:01")
    assert Invitation.found(code) is None
    invitations.forget_old()
    assert not db.session.scalars(select(Invitation)).all()


@pytest.mark.parametrize("typed", ["", "\0", "KQ7F", "🌲" * 12, "x" * 10_000])
def test_what_was_never_a_code_finds_nobody(
    make: Make, typed: str, travel_to: TravelTo
) -> None:
    slip(newcomer(make))
    assert Invitation.found(typed) is None


def test_who_has_no_role_any_more_is_not_let_in(
    make: Make, travel_to: TravelTo
) -> None:
    person = newcomer(make)
    code = slip(person)
    person.roles[0].end(date(2025, 11, 16))
    db.session.commit()
    assert Invitation.found(code) is None


def test_who_has_signed_in_gets_no_new_slip_from_one_alone(make: Make) -> None:
    with pytest.raises(RuleBroken, match="En annen må si ja"):
        Invitation.issue(make.participant())


def test_two_people_together_print_a_new_slip_once(
    make: Make, travel_to: TravelTo
) -> None:
    person, second = make.participant(), make.coordinator()
    by = make.person(RoleKind.ADMINISTRATOR)
    db.session.add(asked := NewCode.ask(person, by, second))
    db.session.commit()
    with pytest.raises(RuleBroken, match="En annen må si ja"):
        Invitation.issue(person)
    asked.agree(second)
    assert Invitation.issue(person)
    db.session.commit()
    with pytest.raises(RuleBroken, match="En annen må si ja"):
        Invitation.issue(person)


@pytest.mark.parametrize(
    "second",
    [
        (RoleKind.ADMINISTRATOR,),
        (RoleKind.ADMINISTRATOR, RoleKind.COORDINATOR),
        (RoleKind.PARTICIPANT,),
        (RoleKind.BOARD_MEMBER,),
    ],
)
def test_the_second_is_never_an_administrator_nor_somebody_without_a_task(
    make: Make, second: tuple[RoleKind, ...]
) -> None:
    by = make.person(RoleKind.ADMINISTRATOR)
    with pytest.raises(RuleBroken, match="kan ikke være en administrator"):
        NewCode.ask(make.participant(), by, make.person(*second))


def test_nobody_says_yes_to_their_own_code_nor_for_another(make: Make) -> None:
    person = make.coordinator()
    by = make.person(RoleKind.ADMINISTRATOR)
    with pytest.raises(RuleBroken):
        NewCode.ask(person, by, person)
    asked = NewCode.ask(person, by, make.general_manager())
    for wrong in (person, by, make.coordinator()):
        with pytest.raises(RuleBroken):
            asked.agree(wrong)


def test_the_person_is_told_for_thirty_days_who_printed_a_new_code(
    make: Make, travel_to: TravelTo
) -> None:
    person, second = make.participant(), make.coordinator()
    by = make.person(RoleKind.ADMINISTRATOR)
    db.session.add(asked := NewCode.ask(person, by, second))
    assert NewCode.waiting_for(second) == [asked]
    asked.agree(second)
    assert not NewCode.waiting_for(second)
    assert not NewCode.told_to(person)
    slip(person)
    travel_to("2025-12-17 10:00")
    invitations.forget_old()
    [told] = NewCode.told_to(person)
    assert (told.asked_by, told.second, told.printed_on) == (
        by,
        second,
        date(2025, 11, 17),
    )
    travel_to("2025-12-18 10:00")
    assert not NewCode.told_to(person)
    invitations.forget_old()
    assert not db.session.scalars(select(NewCode)).all()


def test_a_yes_that_nobody_uses_lapses(make: Make, travel_to: TravelTo) -> None:
    person, second = make.participant(), make.coordinator()
    db.session.add(
        asked := NewCode.ask(person, make.person(RoleKind.ADMINISTRATOR), second)
    )
    asked.agree(second)
    travel_to("2025-12-02 10:00")
    with pytest.raises(RuleBroken):
        Invitation.issue(person)
    invitations.forget_old()
    assert not db.session.scalars(select(NewCode)).all()


def test_another_is_asked_when_the_first_does_not_answer(make: Make) -> None:
    person, by = make.participant(), make.person(RoleKind.ADMINISTRATOR)
    first, other = make.coordinator(), make.coordinator()
    db.session.add(NewCode.ask(person, by, first))
    db.session.commit()
    with pytest.raises(RuleBroken, match="allerede spurt"):
        NewCode.ask(person, by, first)
    db.session.add(asked := NewCode.ask(person, by, other))
    db.session.commit()
    assert NewCode.waiting_for(first) == []
    asked.agree(other)
    with pytest.raises(RuleBroken, match="allerede spurt"):
        NewCode.ask(person, by, first)


def test_who_never_signed_in_cannot_be_the_second(make: Make) -> None:
    by, second = make.person(RoleKind.ADMINISTRATOR), make.coordinator()
    second.passphrase_hash = ""
    with pytest.raises(RuleBroken):
        NewCode.ask(make.participant(), by, second)


def test_a_no_leaves_nothing_behind(make: Make) -> None:
    person, second = make.participant(), make.coordinator()
    db.session.add(
        asked := NewCode.ask(person, make.person(RoleKind.ADMINISTRATOR), second)
    )
    db.session.commit()
    asked.refuse(second)
    db.session.commit()
    assert NewCode.open_for(person) is None
