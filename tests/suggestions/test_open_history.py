"""What a browser's history keeps of somebody: addresses and titles, never the act."""

import re
from html import unescape

import pytest
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.suggestions.states import State
from tests.factories import Make, mailbox_holds
from tests.suggestions.journey import (
    CHANGE,
    FINISH,
    FORM,
    HELPED,
    MESSAGE,
    SEND,
    WITHDRAW,
    check,
    come_back,
    follow,
    slips_waiting,
)
from tests.visitor import Visit, form_to

Kept = tuple[str, str]
"""An address and a title."""

WRITING = ("/forslag/nytt", "Si fra uten navn – KIM voice")
WITH_CODE = ("/kode/sak", "Se svar med kode – KIM voice")
ACTS: dict[str, tuple[str, dict[str, str]]] = {
    "message": (MESSAGE, {"text": "Takk."}),
    "empty message": (MESSAGE, {"text": " "}),
    "message with a name": (MESSAGE, {"text": "Kari sa det."}),
    "changed message": (MESSAGE, {"change": "text"}),
    "helped": (HELPED, {"helped": "yes"}),
    "helped, nothing chosen": (HELPED, {}),
    "withdraw": (WITHDRAW, {}),
    "withdraw, sure": (WITHDRAW, {"confirmed": "1"}),
}


def kept(page: TestResponse) -> Kept:
    [title] = re.findall(r"<title>(.*?)</title>", page.text)
    return page.request.path, unescape(title)


@pytest.mark.parametrize("act", ACTS)
def test_the_history_tells_nothing_of_what_was_done_with_a_code(
    act: str, visit: Visit, make: Make
) -> None:
    suggestion = make.suggestion(State.ANSWERED)
    author, (url, said) = visit(), ACTS[act]
    thread = come_back(author, make.code(suggestion))
    pages = [thread, follow(author, thread, url, **said)]
    mailbox_holds(slips_waiting())
    pages.append(follow(author, thread, url, **said | {"text": "Og mer."}))
    suggestion.withdraw("2025-W47")
    db.session.commit()
    pages.append(follow(author, thread, url, **said))
    follow(author, thread, FINISH)
    pages += [follow(author, thread, url, **said), author.get("/kode/sak")]
    assert [kept(page) for page in pages] == [WITH_CODE] * len(pages)


def test_a_code_that_opens_nothing_looks_like_one_that_does(
    visit: Visit, make: Make
) -> None:
    author = visit()
    pages = [
        come_back(author, code)
        for code in ("", "12a4", "1234 5678 1234 5678", make.code(make.suggestion()))
    ]
    assert [kept(page) for page in pages] == [WITH_CODE] * len(pages)
    assert kept(author.get("/kode"))[1] == WITH_CODE[1]


@pytest.mark.parametrize(
    "changes", [{}, {"text": " "}, {"text": "Kari sa det."}, {"paper_code": "12"}]
)
def test_the_history_tells_nothing_of_how_far_somebody_came(
    changes: dict[str, str], visit: Visit
) -> None:
    author = visit()
    drafted = check(author)
    pages = [
        author.get(FORM),
        check(author, **changes),
        follow(author, drafted, CHANGE, change="text"),
        follow(author, drafted, SEND, **changes),
    ]
    author.post("/forlat", {"token": form_to("/forlat", drafted).fields["token"]})
    pages.append(follow(author, drafted, SEND))
    assert [page.status_code for page in pages][-1] == 410
    assert [kept(page) for page in pages] == [WRITING] * len(pages)


@pytest.mark.parametrize("act", ["", "check", "withdrawal", "\0", "<script>", "x" * 99])
def test_an_act_that_nobody_knows_is_not_done(
    act: str, visit: Visit, make: Make
) -> None:
    author = visit()
    thread = come_back(author, make.code(make.suggestion()))
    answer = follow(author, thread, WITHDRAW, act=act, confirmed="1")
    assert answer.status_code == (410 if act else 200)
    draft = check(author)
    assert follow(author, draft, SEND, act=act).status_code == 200
    assert slips_waiting() == 0
