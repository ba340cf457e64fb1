"""Outside bodies: what each is for, and how one reaches it."""

import pytest
from flask import Flask, render_template
from flask_babel import force_locale

from kimvoice.complaints.outside import BODIES, MOST, USUAL, Body
from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken


def shown(*bodies: Body) -> str:
    return render_template("complaints/_outside.html", bodies=bodies)


def test_the_four_stand_there_from_the_start_with_what_they_are_for(app: Flask) -> None:
    with app.test_request_context("/"):
        words = shown(*BODIES.value())
    for body in USUAL:
        assert body.name in words
        assert body.purpose in words
        assert body.reach in words


def test_an_address_is_a_link_that_does_not_tell_where_one_came_from(
    app: Flask,
) -> None:
    with app.test_request_context("/"):
        words = shown(Body("Ombudet", "Råd.", "www.ldo.no"))
    assert '<a href="https://www.ldo.no" rel="noreferrer">www.ldo.no</a>' in words


@pytest.mark.parametrize(
    "reach",
    ["javascript:alert(1)", "http://ldo.no", "www.", "Storgata 1", "73 19 97 00"],
)
def test_nothing_else_is_a_link(app: Flask, reach: str) -> None:
    with app.test_request_context("/"):
        assert "href" not in shown(Body("Ombudet", "Råd.", reach))


def test_words_that_were_changed_are_kept_as_they_were_written(app: Flask) -> None:
    changed = Body("Rådet & <b>", "100 % råd om {alt}.", "55 55 33 33")
    BODIES.choose((changed,), "Keeper", clock.today())
    db.session.commit()
    assert BODIES.value() == (changed,)
    with app.test_request_context("/"), force_locale("en"):
        words = shown(*BODIES.value())
    assert "Rådet &amp; &lt;b&gt;" in words
    assert "100 % råd om {alt}." in words


@pytest.mark.parametrize("plain", ["[]", '[["NAV", "", "1"]]', '[["NAV", "Råd", ""]]'])
def test_a_list_that_leads_nowhere_is_refused(app: Flask, plain: str) -> None:
    with pytest.raises(RuleBroken):
        BODIES.parse(plain)


def test_a_list_has_an_end(app: Flask) -> None:
    with pytest.raises(RuleBroken):
        BODIES.read([["NAV", "Råd", "1"]] * (MOST + 1))
