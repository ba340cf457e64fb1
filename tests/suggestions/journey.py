"""The author's steps in a browser: write, check, send, come back with the code."""

import re
from typing import Any

from werkzeug.test import TestResponse

from tests.suggestions.author import lying
from tests.visitor import Visitor, form_to

FORM = "/forslag/nytt"
CHECK = "/forslag/nytt#check"
CHANGE = "/forslag/nytt#change"
SEND = "/forslag/nytt#send"
FINISH = "/ferdig"
CODE = "/kode"
THREAD = "/kode/sak"
MESSAGE = "/kode/sak#message"
HELPED = "/kode/sak#helped"
WITHDRAW = "/kode/sak#withdraw"

OPENED = "2025-11-21 12:00"
OPENED_AGAIN = "2025-11-28 12:00"

TEXT = "Samlingen kan være etter lunsj."
WRITTEN = {"text": TEXT, "audience": "everybody", "department": ""}
CLEARED = "Denne siden er tømt"


def check(visitor: Visitor, **changes: Any) -> TestResponse:
    """From the form to the check page."""
    return visitor.submit(CHECK, WRITTEN | changes, page=FORM)


def follow(
    visitor: Visitor, page: TestResponse, url: str, **changes: Any
) -> TestResponse:
    """Press the button on this page that leads to `url`."""
    return visitor.post(url, form_to(url, page).fields | changes)


def sent(visitor: Visitor, **changes: Any) -> TestResponse:
    """The receipt."""
    receipt = follow(visitor, check(visitor, **changes), SEND)
    assert receipt.status_code == 200, receipt.text
    return receipt


def code_on(receipt: TestResponse) -> str:
    [shown] = re.findall(r'<p class="code">(.*?)</p>', receipt.text, re.DOTALL)
    code = "".join(re.findall(r"\d", re.sub("<[^>]*>", "", shown)))
    assert len(code) == 16
    return code


def come_back(visitor: Visitor, code: str) -> TestResponse:
    return visitor.submit(THREAD, {"code": code}, page=CODE)


def slips_waiting() -> int:
    return len(lying())
