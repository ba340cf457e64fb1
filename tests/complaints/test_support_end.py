"""Support ends at once: by either side, in an open tab, and with what it hung on."""

from typing import Any

import pytest
from flask import Flask

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.log import Deed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground
from kimvoice.core.db import db
from kimvoice.people.models import Person
from tests.complaints.own_page import on_sqlite
from tests.complaints.supporting import (
    TEXT,
    ask,
    here,
    support,
)
from tests.complaints.test_conflict import answer, of_one
from tests.reading import read
from tests.visitor import Visit

pytestmark = on_sqlite


@pytest.mark.parametrize("side", ["complainant", "support person"])
def test_ended_by_either_side_it_ends_in_an_open_tab_too(
    side: str, answered: Complaint, friend: Person, visit: Visit
) -> None:
    support(answered, friend)
    visitor, own = visit(as_=friend), visit(as_=answered.complainant)
    form = visitor.get(here(answered, "skriv-stotte"))
    assert form.status_code == 200
    ends = own if side == "complainant" else visitor
    assert ends.post(here(answered, "avslutt-stotte")).status_code == 303
    late = visitor.post(here(answered, "skriv-stotte"), {"words": "Hei, hei."})
    assert late.status_code == 409
    assert "Du er ikke støtteperson i denne saken lenger." in late.text
    assert "Hei, hei." in late.text
    for byte in (str(answered.number), TEXT, answered.complainant.name):
        assert byte not in late.text
    assert visitor.get(here(answered)).status_code == 404
    assert "Hei, hei." not in own.get(here(answered)).text


def test_pressed_twice_it_is_ended_once(
    answered: Complaint, friend: Person, visit: Visit
) -> None:
    support(answered, friend)
    visitor, own = visit(as_=friend), visit(as_=answered.complainant)
    url = here(answered, "avslutt-stotte")
    assert [visitor.post(url).location for _ in range(2)] == ["/min/", "/min/"]
    again = own.post(url)
    assert again.status_code == 409
    assert f"{friend.name} er ikke støttepersonen din lenger." in again.text
    assert [it.deed for it in answered.log].count(Deed.ENDED_SUPPORT) == 1


def test_excluded_the_support_person_gets_nothing_back_nor_any_answer(
    answered: Complaint, friend: Person, visit: Visit
) -> None:
    support(answered, friend)
    visitor = visit(as_=friend)
    answered.exclude([Exclusion.of(friend, Ground.NEAR)])
    for act in ("", "skriv-stotte", "stotte", "skriv-ut"):
        assert visitor.get(here(answered, act)).status_code == 404
    for act in ("skriv-stotte", "avslutt-stotte", "stotte"):
        answer = visitor.post(here(answered, act), {"words": "Hei."})
        assert answer.status_code == 404
    for page in ("/min/", "/min/klager"):
        assert str(answered.number) not in visitor.get(page).text
    assert visitor.get("/min/innboks").status_code == 403


def test_to_a_former_support_person_it_is_a_number_that_nobody_has(
    answered: Complaint, app: Flask, friend: Person, visit: Visit
) -> None:
    """Every address of one answered, but for the end, which can be pressed again."""
    support(answered, friend)
    visitor = visit(as_=friend)
    assert visitor.get(here(answered)).status_code == 200
    answered.end_support(answered.complainant)
    number = str(answered.number)
    other = str(answered.number - 1 if answered.number > 10_000 else 10_001)
    for rule in of_one(app):
        url = rule.rule.replace("<int(max=99999):number>", number)
        for method in sorted({"GET", "POST"} & (rule.methods or set())):
            if not url.endswith("/avslutt-stotte"):
                theirs = answer(visitor, method, url, number)
                nobodys = url.replace(number, other)
                assert theirs == answer(visitor, method, nobodys, other), (method, url)
                assert theirs[0] == 404


def test_a_question_that_is_taken_back_never_was_support(
    answered: Complaint, friend: Person, visit: Visit
) -> None:
    ask(answered, friend)
    own = visit(as_=answered.complainant)
    assert "Velg «Trekk spørsmålet»" in own.get(here(answered, "stotte")).text
    ended = own.post(here(answered, "avslutt-stotte"))
    assert "Du har trukket spørsmålet." in own.get(ended.location).text
    again = own.post(here(answered, "avslutt-stotte"))
    for page in (own.get(here(answered, "stotte")), again):
        assert f"Spørsmålet til {friend.name} gjelder ikke lenger." in page.text
        assert "støttepersonen din" not in page.text
        assert "Støtten er avsluttet." not in page.text


@pytest.mark.parametrize(
    ("led_to", "rests"),
    [
        (ask, "Spørsmålet om støtte hviler så lenge klagen er trukket."),
        (support, "Støtten hviler så lenge klagen er trukket."),
    ],
    ids=["asked", "agreed"],
)
def test_of_a_complaint_that_is_withdrawn_nobody_is_the_support_person(
    led_to: Any, rests: str, answered: Complaint, friend: Person, visit: Visit
) -> None:
    led_to(answered, friend)
    answered.withdraw()
    db.session.commit()
    own = visit(as_=answered.complainant)
    for page in (here(answered), here(answered, "stotte")):
        words = read(own.get(page).text).page.words
        assert rests in words
        assert "er støttepersonen din." not in words
        assert "har fått spørsmålet" not in words
