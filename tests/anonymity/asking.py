"""Somebody who asks the open pages what they should not know."""

from collections.abc import Sequence

from kimvoice.suggestions.codes import DIGITS, check_digit
from tests.anonymity import effort
from tests.anonymity.attacks import Attack
from tests.anonymity.centre import PC
from tests.anonymity.claims import Known, Opened
from tests.anonymity.spans import ONE_WEEK
from tests.anonymity.story import Left, Watcher
from tests.suggestions import journey
from tests.visitor import form_to, without_tokens

OPENED = "Forslaget ditt"
GUESSES = 1000 if effort.long() else 200


def _names_in_the_warning(left: Left, _watchers: Sequence[Watcher]) -> Known:
    """Of everybody in town: is the form afraid of this name?"""
    here = [each.name for each in left.centre.participants()][:30]
    elsewhere = [f"Prøve{900 + each} Prøvesen" for each in range(30)]
    visitor = PC(left.centre.app, 40)
    nobody = _answer(visitor, "Nidaros Testesen")
    return Known(
        {name: _answer(visitor, name) != nobody for name in (*here, *elsewhere)}
    )


def _answer(visitor: PC, name: str) -> str:
    page = journey.check(visitor, text=f"Jeg er enig med {name}.")
    return without_tokens(page).replace(name, "").rstrip()


def _guessed_codes(left: Left, _watchers: Sequence[Watcher]) -> Opened:
    """From the lowest number upwards, with one form for all of them."""
    visitor = PC(left.centre.app, 41)
    form = form_to(journey.THREAD, visitor.get(journey.CODE)).fields
    opened = []
    for guess in map(code_of, range(GUESSES)):
        if OPENED in visitor.post(journey.THREAD, form | {"code": guess}).text:
            opened.append(guess)
    threads = left.end.tables["suggestion_threads"]
    return Opened([row["suggestion_number"] for row in threads], opened)


def code_of(number: int) -> str:
    digits = f"{number:0{DIGITS - 1}}"
    return digits + check_digit(digits)


ATTACKS = [
    Attack("names in the warning", _names_in_the_warning, span=ONE_WEEK),
    Attack("guessed codes", _guessed_codes, span=ONE_WEEK),
]
