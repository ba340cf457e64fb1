"""Whom the mail reaches: an administrator writes it in, and the person sees it."""

from datetime import date

import pytest
from flask import Flask

from kimvoice import house
from kimvoice.core import clock, settings
from kimvoice.core.db import db
from kimvoice.people import duties, reach
from kimvoice.people.models import Person, RoleKind
from tests.conftest import TravelTo
from tests.factories import Make
from tests.morning.post_office import PostOffice
from tests.morning.told import reached, sends_by
from tests.visitor import Visit, Visitor, form_to

OWN, HOME = "/min/innstillinger", "/min/"
CARRIER = "Åse Bjørnstøl-Næss"


@pytest.fixture
def admin(make: Make, visit: Visit, travel_to: TravelTo) -> Visitor:
    return visit(as_=make.person(RoleKind.ADMINISTRATOR))


def page_of(person: Person) -> str:
    return f"/min/admin/personer/{person.id}"


def mail_of(person: Person) -> str:
    return f"{page_of(person)}/e-post"


@pytest.mark.parametrize("kind", reach.TOLD)
def test_an_administrator_writes_in_an_address_and_takes_it_away(
    admin: Visitor, make: Make, kind: RoleKind
) -> None:
    person = reached(make, kind)
    for typed, kept in (
        (" Kari.Test@kim.example \0", "Kari.Test@kim.example"),
        ("", ""),
    ):
        assert admin.submit(mail_of(person), {"email": typed}).status_code == 303
        db.session.refresh(person)
        assert person.email == kept
        assert (kept or "Ingen") in admin.get(page_of(person)).text


@pytest.mark.parametrize(
    "kind",
    [
        RoleKind.PARTICIPANT,
        RoleKind.STAFF_MEMBER,
        RoleKind.BOARD_MEMBER,
        RoleKind.ADMINISTRATOR,
    ],
)
def test_nobody_else_gets_mail(admin: Visitor, make: Make, kind: RoleKind) -> None:
    person = reached(make, kind)
    answer = admin.submit(mail_of(person), {"email": "kari@example.org"})
    assert answer.status_code == 409
    assert "Bare de som skal svare på noe, kan få e-post." in answer.text
    assert form_to(mail_of(person), answer).fields["email"] == "kari@example.org"
    assert person.email == ""
    assert mail_of(person) not in admin.get(page_of(person)).text


NO_ADDRESSES = [
    "kari",
    "kari@kim",
    "@kim.example",
    "kari@@kim.example",
    "kari@kim.example, ola@kim.example",
    "Kari <kari@kim.example>",
    "kåre@kim.example",
    "kari@kåre.example",
    "kari @kim.example",
    "kari@-kim.example",
    "kari..test@kim.example",
    "🌲@kim.example",
    "<script>alert(1)</script>",
    "kari@kim.example\r\nBcc: ola@kim.example",
    "k" * 300 + "@kim.example",
    "k" * 10_000,
]


def test_what_is_no_address_is_refused_and_stays(admin: Visitor, make: Make) -> None:
    person = reached(make, RoleKind.COORDINATOR)
    for typed in NO_ADDRESSES:
        answer = admin.submit(mail_of(person), {"email": typed})
        assert answer.status_code == 422
        assert form_to(mail_of(person), answer).fields["email"] == " ".join(
            typed.split()
        )
        assert "<script>alert" not in answer.text
        db.session.refresh(person)
        assert person.email == ""


def test_who_owes_no_answer_any_more_has_no_address_here(
    make: Make, travel_to: TravelTo
) -> None:
    leaves = reached(make, RoleKind.COORDINATOR, "a@example.org")
    stays = reached(make, RoleKind.COORDINATOR, "b@example.org")
    comes = reached(make, RoleKind.STAFF_MEMBER)
    duties.give(comes, RoleKind.COORDINATOR, None, since=date(2025, 12, 1))
    reach.write_email(comes, "c@example.org")
    duties.end(leaves.roles[0], date(2025, 11, 18))
    db.session.commit()
    for day, kept in ((18, "a@example.org"), (19, "")):
        travel_to(f"2025-11-{day} 09:00")
        house.tick()
        assert [it.email for it in (leaves, stays, comes)] == [
            kept,
            "b@example.org",
            "c@example.org",
        ]


# What the person sees


def test_who_gets_mail_sees_the_address(
    app: Flask, make: Make, visit: Visit, office: PostOffice
) -> None:
    person = reached(make, RoleKind.COORDINATOR, "kari@example.org")
    shown = visit(as_=person)
    assert "Vi sender en e-post til kari@example.org hver" in shown.get(OWN).text
    assert "konvolutt" not in shown.get(HOME).text
    sends_by(app, None)
    for page in (OWN, HOME):
        assert "KIM voice sender ikke e-post ennå." in shown.get(page).text


def test_who_has_no_mail_is_told_who_brings_the_envelope(
    make: Make, visit: Visit, office: PostOffice
) -> None:
    shown = visit(as_=reached(make, RoleKind.BOARD_DEPUTY))
    for page in (OWN, HOME):
        text = " ".join(shown.get(page).text.split())
        assert "Du har ikke e-post her. Logg inn hver arbeidsdag" in text
    settings.ENVELOPE_CARRIER.choose(CARRIER, "Prøve", clock.today())
    db.session.commit()
    for page in (OWN, HOME):
        text = " ".join(shown.get(page).text.split())
        assert f"Du har ikke e-post her. {CARRIER} gir deg en lukket konvolutt." in text


def test_who_owes_no_answer_is_told_of_neither(
    make: Make, visit: Visit, office: PostOffice
) -> None:
    for kind in (RoleKind.PARTICIPANT, RoleKind.STAFF_MEMBER):
        shown = visit(as_=reached(make, kind))
        for page in (OWN, HOME):
            assert "e-post" not in shown.get(page).text
            assert "konvolutt" not in shown.get(page).text
