"""Somebody who tries codes: by machine, with care, and with a stopwatch."""

import secrets
from collections.abc import Iterator, Sequence
from http.client import HTTPConnection
from time import perf_counter, thread_time
from urllib.parse import urlencode

from werkzeug.test import TestResponse

from kimvoice.suggestions import codes
from tests.suggestions.journey import CODE, THREAD
from tests.visitor import FormReader, Visitor, form_to

CLOSED = "Koden åpner ingen sak nå"


class Guesser:
    """Asks for the page once, and sends its form again and again."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor
        self.fields = form_to(THREAD, visitor.get(CODE)).fields

    def tries(self, code: str) -> TestResponse:
        return self.visitor.post(THREAD, self.fields | {"code": code})

    def times(self, code: str) -> tuple[float, float]:
        """Seconds until it is said that the code opens nothing: by the wall, and as
        they would be if the machine did nothing else.
        """
        wall, work = perf_counter(), thread_time()
        answer = self.tries(code)
        took = perf_counter() - wall, thread_time() - work
        assert CLOSED in answer.text
        return took


class Caller:
    """The same against a real server, from a thread of its own."""

    def __init__(self, port: int) -> None:
        self.port = port
        reader = FormReader(CODE)
        reader.feed(self._answer("GET", CODE)[1])
        [form] = [each for each in reader.forms if each.action == THREAD]
        self.fields = form.fields

    def tries(self, code: str) -> tuple[int, str]:
        return self._answer("POST", THREAD, urlencode(self.fields | {"code": code}))

    def _answer(self, method: str, url: str, body: str = "") -> tuple[int, str]:
        house = HTTPConnection("127.0.0.1", self.port, timeout=60)
        headers = {
            "Origin": f"http://127.0.0.1:{self.port}",
            "Content-Type": "application/x-www-form-urlencoded",
        }
        house.request(method, url, body, headers)
        answer = house.getresponse()
        page = answer.read().decode()
        house.close()
        return answer.status, page


# Which codes


def wrong_codes(count: int, real: Sequence[str]) -> list[str]:
    """Half of them near the real ones, as far as there are so many; none is real."""
    near = {code for each in real for code in near_to(each)} - set(real)
    chosen = sorted(near)[:: max(1, 2 * len(near) // count)]
    drawn = [codes.mint() for _ in range(count - len(chosen))]
    mixed = chosen + drawn
    secrets.SystemRandom().shuffle(mixed)
    return mixed


def near_to(code: str) -> Iterator[str]:
    """One digit changed, neighbours swapped, begun alike; each with its check digit."""
    digits = code[:-1]
    for at, digit in enumerate(digits):
        for other in set("0123456789") - {digit}:
            yield mended(digits[:at] + other + digits[at + 1 :])
        swapped = digits[:at] + digits[at : at + 2][::-1] + digits[at + 2 :]
        yield mended(swapped)
        yield mended(digits[:at] + codes.mint()[at:-1])


def slips_of_the_pen(code: str) -> Iterator[str]:
    """What the check digit finds: one digit changed, neighbours swapped."""
    for at, digit in enumerate(code):
        yield code[:at] + str((int(digit) + 1) % 10) + code[at + 1 :]
        swapped = code[:at] + code[at : at + 2][::-1] + code[at + 2 :]
        if swapped != code:
            yield swapped


def mended(digits: str) -> str:
    return digits + codes.check_digit(digits)


# What a stopwatch tells


def told_apart(some: Sequence[float], others: Sequence[float]) -> float:
    """How often one of ``others`` took longer than one of ``some``.

    Mann and Whitney (1947), U as a share of all pairs: 0.5 tells nothing, 0 and 1
    everything. One slow answer, however slow, changes it by less than one in a hundred.
    """
    pairs = len(some) * len(others)
    longer = sum((b > a) + (b == a) / 2 for a in some for b in others)
    return longer / pairs
