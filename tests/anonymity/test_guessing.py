"""10,000 wrong codes: they open nothing, leave nothing, and stand in nobody's way.

Elsewhere: what a code is and that a third derivation waits (suggestions/test_codes.py);
that unknown, expired and waiting codes get one page, and that a wrong code locks nobody
out (suggestions/test_open_code.py); passphrases (account/test_locks.py) and the codes
that let people in (account/test_first_sign_in.py).
"""

import hashlib
import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import sample
from threading import Event, Semaphore
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import inspect, text
from werkzeug.test import TestResponse

from kimvoice import Config
from kimvoice.core import slow
from kimvoice.core.db import db, is_sqlite
from kimvoice.suggestions import codes
from kimvoice.suggestions.states import State
from tests.anonymity import effort
from tests.anonymity.guesser import (
    CLOSED,
    Caller,
    Guesser,
    mended,
    slips_of_the_pen,
    wrong_codes,
)
from tests.browser.serving import served
from tests.conftest import TravelTo
from tests.factories import Make
from tests.suggestions.author import Author
from tests.suggestions.journey import come_back
from tests.visitor import Visit, without_tokens

GUESSES = 10_000 if effort.long() else 500
THREADS = 200
MINE = "Samlingen kan være på loftet."


def old_codes(make: Make) -> list[str]:
    """That open nothing: their threads are deleted, or lie in the mailbox yet."""
    closed = [make.suggestion(state) for state in (State.CLOSED, State.WITHDRAWN)]
    answered = make.suggestion(State.DONE)
    found = [make.code(each) for each in (*closed, answered)]
    for each in (*closed, answered):
        each.forget()
    db.session.commit()
    return [*found, Author().sends().code, Author().writes("Hei").code]


def kept(config: Config) -> Any:
    """All that a guess could leave: bytes and times of files, rows and their places."""
    db.session.rollback()
    files = [path for path in config.instance.rglob("*") if path.is_file()]
    lying: dict[Path, Any] = {
        path: (path.read_bytes(), path.stat().st_mtime_ns) for path in files
    }
    return lying, [] if is_sqlite() else [
        db.session.execute(text(f'SELECT xmin, xmax, ctid, * FROM "{table}"')).all()
        for table in inspect(db.engine).get_table_names()
    ]


@pytest.mark.timeout(600)
def test_ten_thousand_wrong_codes_open_nothing_and_leave_nothing(
    config: Config,
    visit: Visit,
    make: Make,
    travel_to: TravelTo,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
) -> None:
    suggestions = [make.suggestion(state, text=MINE) for state in State]
    real, old = [make.code(each) for each in suggestions], old_codes(make)
    author, guesser = visit(), Guesser(visit())
    caplog.set_level(logging.DEBUG)
    before, shown = kept(config), without_tokens(come_back(author, real[0]))
    assert MINE in shown
    answers: Counter[tuple[int, str, int, str]] = Counter()
    for number, code in enumerate(wrong_codes(GUESSES - len(old), real + old) + old):
        answers[seen(guesser.tries(code))] += 1
        if number % 250 == 0:
            assert without_tokens(come_back(author, real[0])) == shown
    assert without_tokens(come_back(author, real[0])) == shown
    [(answer, times)] = answers.items()
    assert (answer[0], times) == (200, GUESSES)
    assert CLOSED in answer[1]
    assert kept(config) == before
    assert (caplog.text, *capfd.readouterr()) == ("", "", "")


def seen(answer: TestResponse) -> tuple[int, str, int, str]:
    """Everything the guesser gets, but for the tokens."""
    headers = str(sorted(answer.headers.items()))
    return answer.status_code, without_tokens(answer), len(answer.data), headers


def test_what_the_check_digit_says_it_says_of_the_digits_alone(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    """It helps who types; the same for a code that is real, and for one that is not."""
    real, guesser = make.code(make.suggestion()), Guesser(visit())
    waiting = Author().sends().code
    answers = Counter(
        (answer.status_code, without_tokens(answer).replace(typed, ""))
        for code in (real, waiting, codes.mint())
        for typed in slips_of_the_pen(code)
        for answer in [guesser.tries(typed)]
    )
    [(status, page)] = answers
    assert status == 422
    assert "Et av tallene er feil." in page
    assert CLOSED not in page


# What it gains


def test_the_chance_of_the_guesser_is_one_in_five_hundred_million() -> None:
    assert 10_000 * THREADS / 10 ** (codes.DIGITS - 1) <= 1 / 500_000_000


def test_the_check_digit_takes_nothing_away() -> None:
    """It is made from the others: one in ten is right, whichever were drawn."""
    every = [f"{number:04}" for number in range(10_000)]
    right = [code for code in every if codes.has_right_check_digit(code)]
    assert len({code[:3] for code in right}) == len(right) == 1_000


def test_codes_of_four_digits_would_let_the_guesser_in(
    visit: Visit, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """60 of 1,000 are open and 150 are tried: none is found once in 17,000 runs."""
    every = [mended(f"{number:03}") for number in range(1_000)]
    opened = sample(every, 60)
    monkeypatch.setattr(codes, "DIGITS", 4)
    monkeypatch.setattr(codes, "mint", iter(opened).__next__)
    for _ in opened:
        make.suggestion(text=MINE)
    guesser = Guesser(visit())
    found = [code for code in sample(every, 150) if MINE in guesser.tries(code).text]
    assert found
    assert set(found) <= set(opened)


# Two at a time


class Latch:
    """Whoever derives stays inside until it is opened."""

    def __init__(self) -> None:
        self.inside = Semaphore(0)
        self.open = Event()
        self.scrypt = hashlib.scrypt

    def __call__(self, code: bytes, **cost: Any) -> bytes:
        self.inside.release()
        assert self.open.wait(30)
        return self.scrypt(code, **cost)

    def holds_two(self) -> None:
        assert self.inside.acquire(timeout=30)
        assert self.inside.acquire(timeout=30)


def test_a_guesser_with_many_hands_holds_two_places_and_no_more(
    app: Flask, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While both are taken everybody is asked to wait; then the author gets in."""
    monkeypatch.setattr(slow, "PATIENCE", 0.01)
    code, latch = make.code(make.suggestion(text=MINE)), Latch()
    db.session.rollback()
    with served(app) as port, ThreadPoolExecutor(8) as hands:
        author, guesser = Caller(port), Caller(port)
        monkeypatch.setattr(hashlib, "scrypt", latch)
        first = [hands.submit(guesser.tries, codes.mint()) for _ in range(2)]
        latch.holds_two()
        rest = list(hands.map(guesser.tries, [codes.mint() for _ in range(12)]))
        refused = author.tries(code)
        latch.open.set()
        guessed = [each.result() for each in first]
        let_in = author.tries(code)
    assert {status for status, _page in (*rest, refused)} == {429}
    assert "Vent litt, og prøv igjen." in refused[1]
    assert [CLOSED in page for _status, page in guessed] == [True, True]
    assert (let_in[0], MINE in let_in[1]) == (200, True)


def test_with_a_third_place_a_third_would_be_derived(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the latch sees how many are inside."""
    monkeypatch.setattr(slow, "PATIENCE", 0.01)
    monkeypatch.setattr(slow, "_places", Semaphore(3))
    latch = Latch()
    with served(app) as port, ThreadPoolExecutor(3) as hands:
        guesser = Caller(port)
        monkeypatch.setattr(hashlib, "scrypt", latch)
        tries = [hands.submit(guesser.tries, codes.mint()) for _ in range(3)]
        latch.holds_two()
        third = latch.inside.acquire(timeout=30)
        latch.open.set()
        assert [each.result()[0] for each in tries] == [200, 200, 200]
    assert third
