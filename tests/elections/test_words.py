"""An officer's six words: seen once, by one, and kept by nobody (DESIGN 6)."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.elections import envelopes
from kimvoice.elections.envelopes import ASKED, OfficerKey
from kimvoice.elections.states import Deed, State, Way
from kimvoice.people.models import Person, RoleKind
from kimvoice.web import memory
from tests.complaints.own_page import on_sqlite
from tests.complaints.test_races import at_once
from tests.conftest import TravelTo
from tests.electing import Electing, Held
from tests.factories import Make
from tests.rare_words import RARE, draw_rare
from tests.reading import read
from tests.visitor import Visit, Visitor, forms

WORD = re.compile(r'<li lang="nb" translate="no">(.+?)</li>')
ONCE = "Du har fått ordene dine. De vises bare én gang."
FIRST, LAST = ASKED


def words_on(page: str) -> list[str]:
    return WORD.findall(page)


def keys() -> int:
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(OfficerKey)) or 0


@dataclass
class Desk:
    """An officer at the page of the words."""

    visitor: Visitor
    here: str
    answer: TestResponse | None = None
    words: Sequence[str] = ()

    def open(self) -> "Desk":
        return self._read(self.visitor.get(self.here))

    def press(self, **typed: str) -> "Desk":
        """The button of the page that is open."""
        return self.send(self.form | typed)

    def send(self, fields: dict[str, str]) -> "Desk":
        return self._read(self.visitor.post(self.here, fields))

    def _read(self, answer: TestResponse) -> "Desk":
        self.answer = answer
        if answer.status_code != 303:
            assert read(answer.text).mistakes == []
        return self

    @property
    def status(self) -> int:
        return self.answer.status_code if self.answer else 0

    @property
    def page(self) -> str:
        return self.answer.text if self.answer else ""

    @property
    def form(self) -> dict[str, str]:
        assert self.answer
        [form] = [it for it in forms(self.answer) if it.action == self.here]
        return form.fields

    def see(self) -> "Desk":
        self.open().press()
        self.words = words_on(self.page)
        assert len(self.words) == 6
        return self

    def type_back(self, first: str = "", last: str = "") -> "Desk":
        asked = (first or self.words[FIRST - 1], last or self.words[LAST - 1])
        return self.press(code_2=asked[0], code_5=asked[1])


@pytest.fixture(autouse=True)
def rare_words(monkeypatch: pytest.MonkeyPatch) -> None:
    draw_rare(monkeypatch)


@pytest.fixture
def held(travel_to: TravelTo, electing: Electing) -> Held:
    return electing.election(State.LISTED, way=Way.NET)


@pytest.fixture
def desk(held: Held, visit: Visit) -> Desk:
    return desk_of(held, visit, held.officers[0])


def desk_of(held: Held, visit: Visit, person: Person) -> Desk:
    return Desk(visit(person), f"/min/valg/runde/{held.election.round.id}/ord")


def test_the_words_are_seen_once_and_two_are_typed_back(desk: Desk, held: Held) -> None:
    desk.open()
    assert desk.status == 200
    assert words_on(desk.page) == []
    desk.press()
    assert desk.status == 203
    seen = words_on(desk.page)
    assert len(seen) == 6
    assert set(seen) <= set(RARE)
    assert keys() == 0
    desk.press()
    assert f"Skriv ord {FIRST} og ord {LAST}" in desk.page
    assert not any(word in read(desk.page).page.words for word in seen)
    desk.press(code_2=seen[1][:4].upper(), code_5=f" {seen[4]} ")
    assert desk.status == 303
    kept = held.election.round.key_of(held.officers[0])
    assert kept is not None
    assert kept.fits(envelopes.private_key(seen, kept.salt))
    assert ONCE in desk.open().page
    assert words_on(desk.page) == []


@on_sqlite
def test_wrong_words_are_said_and_never_shown_again(desk: Desk) -> None:
    assert desk.see().page.count("im den igjen") == 0  # not before two are typed back
    desk.press()
    other = next(it for it in RARE if it not in desk.words)
    for first, last, sentence in (
        (other, "", f"Ord {FIRST} er ikke riktig. Se på arket."),
        ("", other, f"Ord {LAST} er ikke riktig. Se på arket."),
        ("zzzzzz", "", f"Ord {FIRST} er skrevet feil. Se på arket."),
        (" ", "", f"Skriv ord {FIRST}."),
        ("\0", "", f"Skriv ord {FIRST}."),
        ("<script>" * 2_000, "", f"Ord {FIRST} er skrevet feil."),
        ("😀", "", f"Ord {FIRST} er skrevet feil."),
    ):
        desk.type_back(first, last)
        assert (desk.status, sentence in desk.page) == (422, True), sentence
        shown = read(desk.page).page.words
        assert not any(word in shown for word in (*desk.words, other))
        assert 'value="zzz' not in desk.page
        assert "Skriv begge ordene på nytt." in desk.page
        assert first.strip() not in ("", "\0") or "er skrevet feil" not in desk.page
    assert keys() == 0
    assert desk.type_back().status == 303


@on_sqlite
def test_until_they_are_typed_back_one_begins_anew_with_others(desk: Desk) -> None:
    first = desk.see().words
    desk.press()
    assert "Begynn på nytt med nye ord" in desk.page
    second = desk.see().words
    assert set(first) != set(second)
    desk.press()
    desk.type_back(first[1], first[4])
    assert desk.status == 422
    assert desk.type_back(second[1], second[4]).status == 303


@on_sqlite
def test_who_loses_the_sheet_before_the_urn_is_locked_gets_new_words(
    desk: Desk, held: Held, electing: Electing
) -> None:
    desk.see().press(act="written").type_back()
    first, lost = desk.words, f"{desk.here}/borte"
    assert "Få nye ord" in desk.open().page
    assert desk.visitor.post(lost).status_code == 303
    assert held.election.round.without_words == held.officers
    assert desk.see().words != first
    desk.press(act="written").type_back()
    for officer in held.officers[1:]:
        electing.give_words(held, officer)
    held.election.seal_urn(held.officers[0])
    db.session.commit()
    assert "Få nye ord" not in desk.open().page
    refused = desk.visitor.post(lost)
    assert refused.status_code == 409
    assert "Urna er låst med ordene dine. Du kan ikke få nye nå." in refused.text


@on_sqlite
def test_double_click_reload_and_back_show_no_other_words(
    desk: Desk, travel_to: TravelTo, app: Flask
) -> None:
    form = desk.open().form
    twice = [words_on(desk.send(form).page) for _click in range(2)]
    assert twice[0] == twice[1]
    assert len(twice[0]) == 6
    written = desk.form
    desk.send(written)
    typed = desk.form
    # Back, and the browser sends the first form once more.
    for again in (form, written | {"act": "shown"}):
        desk.send(again)
        assert desk.status == 410
        assert "Ordene er ikke på skjermen lenger" in desk.page
        assert words_on(desk.page) == []
    # What waits for two words shows none, whatever is asked of it.
    desk.send(typed | {"act": "shown"})
    assert (desk.status, words_on(desk.page)) == (422, [])
    assert "Skriv ord 2" in desk.send(written).page
    back = typed | {"code_2": twice[0][1], "code_5": twice[0][4]}
    assert [desk.send(back).status for _click in range(2)] == [303, 409]
    assert ONCE in desk.page
    assert keys() == 1
    for again in (form, written):
        assert ONCE in desk.send(again).page
        assert words_on(desk.page) == []


@on_sqlite
def test_a_page_that_lay_too_long_begins_anew(
    desk: Desk, travel_to: TravelTo, app: Flask
) -> None:
    desk.open()
    for minute in ("10:25", "10:50", "11:10"):
        travel_to(f"2025-11-17 {minute}")
        desk.visitor.get("/min/")
    desk.press()
    assert desk.status == 422
    assert "Det gikk lang tid. Her kan du få seks nye ord." in desk.page
    desk.see()
    travel_to("2025-11-17 11:25")
    form = desk.form
    desk.send(form | {"act": "shown"})
    assert (desk.status, words_on(desk.page)) == (410, [])
    desk.see()
    # The server is started anew: what is on paper still counts.
    memory.init_app(app)
    desk.press()
    assert desk.type_back().status == 303


@on_sqlite
@pytest.mark.parametrize("token", ["", "\0", "x" * 10_000, "😀", "AAAA"])
def test_a_token_of_nobody_is_no_token(desk: Desk, token: str) -> None:
    desk.open()
    for act in ("shown", "written", "typed", "", "\0"):
        desk.send({"token": token, "act": act, "code_2": "a", "code_5": "b"})
        assert (desk.status, words_on(desk.page)) == (422, [])
    assert keys() == 0


@on_sqlite
def test_never_the_words_of_two_on_one_screen(
    desk: Desk, held: Held, visit: Visit
) -> None:
    form = desk.open().form
    mine = words_on(desk.send(form).page)
    written = desk.form
    other = desk_of(held, visit, held.officers[1])
    other.open()
    for fields in (form, written):
        # As it stands in the page of the first; and with one's own session.
        assert other.send(fields).status == 409
        own = {**fields, "csrf_token": other.visitor.token}
        assert other.send(own).status == 422
        assert not any(word in read(other.page).page.words for word in mine)
    desk.press()
    typed = {"code_2": mine[1], "code_5": mine[4]}
    own = {**desk.form, **typed, "csrf_token": other.visitor.token}
    assert other.send(own).status == 422
    assert keys() == 0


@on_sqlite
def test_the_page_is_emptied_when_the_officer_signs_out(
    desk: Desk, held: Held, visit: Visit
) -> None:
    form = desk.open().form
    desk.send(form)
    desk.visitor.post("/min/logg-ut", {})
    again = desk_of(held, visit, held.officers[0])
    again.send({**form, "csrf_token": again.visitor.token})
    assert (again.status, words_on(again.page)) == (410, [])


@on_sqlite
def test_only_who_is_an_officer_when_it_is_kept_gets_a_key(
    desk: Desk, held: Held, make: Make, visit: Visit
) -> None:
    desk.see().press()
    planned, leaving = held.election.round, held.officers[0]
    coming = make.person(RoleKind.ELECTION_OFFICER)
    planned.replace(leaving, coming)
    db.session.commit()
    assert desk.type_back().status == 403
    assert keys() == 0
    new = desk_of(held, visit, coming)
    new.see().press()
    assert new.type_back().status == 303


@on_sqlite
def test_no_words_where_nothing_is_voted_on_the_net(
    travel_to: TravelTo, electing: Electing, visit: Visit
) -> None:
    for state, way, sentence in (
        (State.LISTED, Way.PAPER, "Denne valgrunden trenger ingen ord nå."),
        (State.COUNTED, Way.NET, "Du har fått ordene dine."),
        (State.DRAFT, Way.NET, "Dere får ordene når valget er kunngjort."),
    ):
        held = electing.election(state, way=way)
        desk = desk_of(held, visit, held.officers[0]).open()
        assert sentence in desk.page
        desk.send({"act": "shown", "token": ""})
        assert (desk.status, words_on(desk.page)) == (409, [])


@on_sqlite
def test_the_sheet_is_empty(desk: Desk, held: Held) -> None:
    words = desk.see().words
    answer = desk.visitor.get(f"{desk.here}/ark")
    shown = read(answer.text).page.words
    for told in (held.officers[0].name, held.election.round.name, "konvolutten"):
        assert told in shown
    assert not any(word in shown.split() for word in words)
    assert [f'blank">{it}<' in answer.text for it in range(1, 7)] == [True] * 6


@on_sqlite
def test_the_words_go_to_no_printer_and_into_no_file(desk: Desk, app: Flask) -> None:
    words = desk.see().words
    assert re.search(r"<ol class=\"[^\"]*no-print\">\s*<li", desk.page)
    assert '<input type="password" value="-"' in desk.page
    desk.press()
    # A session that has ended is asked for a new sign-in, and keeps none of them.
    desk.visitor.post("/min/logg-ut", {})
    desk.type_back()
    assert not any(word in desk.page for word in words)
    db.session.rollback()
    stored = db.session.connection().connection.driver_connection.serialize()  # type: ignore[union-attr]
    assert not any(word.encode() in stored for word in words)


# In the same moment


def at_the_same_time(app: Flask, *posts: Callable[[], int]) -> list[int]:
    """What each was answered."""
    answers: list[int] = []
    acts = [lambda post=post: answers.append(post()) for post in posts]
    at_once(app, *acts)
    db.session.rollback()
    return sorted(answers)


def test_of_two_clicks_at_once_one_keeps_the_key(
    app: Flask, desk: Desk, held: Held, visit: Visit
) -> None:
    """Also of two pages with different words: those on the sheet are kept."""
    sent = []
    for _page in range(2):
        desk.see().press()
        typed = {"code_2": desk.words[1], "code_5": desk.words[4]}
        sent.append((desk.form | typed, desk.words))
    twin = visit(held.officers[0])
    posts = zip((desk.visitor, twin), sent, strict=True)

    def post(visitor: Visitor, fields: dict[str, str]) -> Callable[[], int]:
        own = fields | {"csrf_token": visitor.token}
        return lambda: visitor.post(desk.here, own).status_code

    answers = at_the_same_time(app, *(post(who, it) for who, (it, _w) in posts))
    assert answers in ([303, 303], [303, 409])
    [kept] = held.election.round.keys
    fits = [kept.fits(envelopes.private_key(drawn, kept.salt)) for _f, drawn in sent]
    assert sorted(fits) == [False, True]


def test_of_two_who_seal_at_once_one_does(
    app: Flask, held: Held, electing: Electing, visit: Visit
) -> None:
    for officer in held.officers:
        electing.give_words(held, officer)
    db.session.commit()
    here = f"/min/valg/{held.election.id}/urna"
    sealers = [visit(it) for it in held.officers[:2]]
    posts = [lambda it=it: it.post(here).status_code for it in sealers]
    assert at_the_same_time(app, *posts) == [303, 409]
    sealed = [it for it in held.election.events if it.deed is Deed.URN_SEALED]
    assert len(sealed) == 1
    assert held.election.protocol_break is None


def test_three_who_say_at_once_that_all_is_shredded_are_two(
    app: Flask, travel_to: TravelTo, electing: Electing, visit: Visit
) -> None:
    held = electing.election(State.COUNTED, way=Way.NET)
    here = f"/min/valg/runde/{held.election.round.id}/makulering"
    officers = [visit(it) for it in held.officers]
    posts = [lambda it=it: it.post(here).status_code for it in officers]
    assert at_the_same_time(app, *posts) == [303, 303, 409]
    assert held.election.round.keys == []
    assert held.election.protocol_break is None
