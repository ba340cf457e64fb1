"""The house's own networks: the address is compared once, and forgotten."""

import gc
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask, request
from werkzeug.test import TestResponse

from kimvoice import create_app
from kimvoice.config import Config
from kimvoice.core import clock, networks
from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.core.settings import HOUSE_NETWORKS, INSIDE_FROM_ELSEWHERE
from kimvoice.web.networks import LIES_IN, at_home, would_answer
from tests.database import SQLite
from tests.factories import Make
from tests.questions import asked_of_the_database
from tests.shown import Shown
from tests.suggestions.journey import CHECK, SEND
from tests.test_pages import CHECKS
from tests.visitor import Visitor, form_to, without_tokens

HOUSE = ["10.0.0.0/24", "2001:db8:1::/64"]
HERE, THERE = "10.0.0.5", "203.0.113.9"
REFUSED = "KIM voice virker bare på nettet på KIM-senteret."
Behind = Callable[[int], Visitor]


@pytest.fixture
def database(sqlite: SQLite) -> SQLite:
    """Addresses are compared in the program; what was chosen is read as any choice."""
    return sqlite


@pytest.fixture
def limited(app: Flask) -> None:
    choose(HOUSE)


@pytest.fixture
def behind(config: Config, limited: None) -> Iterator[Behind]:
    """A visitor of the house behind so many proxies."""
    houses: list[Flask] = []

    def build(proxies: int) -> Visitor:
        houses.append(create_app(replace(config, proxies=proxies)))
        return Visitor(houses[-1])

    yield build
    for house in houses:
        with house.app_context():
            db.engine.dispose()


def choose(plain: list[str], *, inside: bool = False) -> None:
    HOUSE_NETWORKS.choose(networks.read(plain), "Keeper", clock.today())
    INSIDE_FROM_ELSEWHERE.choose(inside, "Keeper", clock.today())
    db.session.commit()


def arrive(
    visitor: Visitor, path: str, address: str, *forwarded: str, method: str = "GET"
) -> TestResponse:
    """A request whose connection comes from the address, with what proxies said."""
    headers = {"X-Forwarded-For": ", ".join(forwarded)} if forwarded else {}
    return visitor.open(
        method,
        path,
        headers=headers | {"Origin": visitor.origin},
        environ_overrides={"REMOTE_ADDR": address},
    )


# Who is let in


def test_a_house_without_networks_answers_everybody(app: Flask) -> None:
    for address in (HERE, THERE, "2001:db8:9::1", "unix:", ""):
        assert arrive(Visitor(app), "/", address).status_code == 200


@pytest.mark.parametrize(
    ("address", "status"),
    [
        (HERE, 200),
        ("10.0.0.255", 200),
        ("10.0.1.0", 403),
        (THERE, 403),
        ("127.0.0.1", 403),
        ("::ffff:10.0.0.5", 200),
        ("::ffff:203.0.113.9", 403),
        ("2001:db8:1::17", 200),
        ("2001:db8:1:0:ffff::", 200),
        ("2001:db8:2::17", 403),
        ("::1", 403),
        ("10.0.0.5:4711", 403),
        ("[2001:db8:1::17]", 403),
        ("localhost", 403),
        ("unix:", 403),
        ("", 403),
    ],
)
def test_only_the_networks_of_the_house_are_answered(
    app: Flask, limited: None, address: str, status: int
) -> None:
    assert arrive(Visitor(app), "/", address).status_code == status


@pytest.mark.parametrize(
    ("proxies", "connection", "forwarded", "status"),
    [
        # Nobody stands in front: what a visitor says of itself is not believed.
        (0, THERE, [HERE], 403),
        (0, HERE, [THERE], 200),
        # One proxy: its own word is the last one.
        (1, "127.0.0.1", [HERE], 200),
        (1, "127.0.0.1", [THERE], 403),
        (1, "127.0.0.1", [HERE, THERE], 403),
        (1, "127.0.0.1", [THERE, HERE], 200),
        (1, "127.0.0.1", ["::ffff:10.0.0.5"], 200),
        (1, "127.0.0.1", ["2001:db8:1::17"], 200),
        (1, "127.0.0.1", ["10.0.0.5:4711"], 403),
        (1, "127.0.0.1", ["unknown"], 403),
        # Two: the word of the outer one is the last but one.
        (2, "127.0.0.1", [HERE, "10.0.0.1"], 200),
        (2, "127.0.0.1", [THERE, "10.0.0.1"], 403),
        (2, "127.0.0.1", [HERE, THERE, "10.0.0.1"], 403),
        # Quotation marks hide nothing that a proxy has added.
        (1, "127.0.0.1", [HERE, '"', THERE], 403),
        (1, "127.0.0.1", [f'"{HERE}', THERE], 403),
        (2, "127.0.0.1", [HERE, '"', THERE, "10.0.0.1"], 403),
        (2, "127.0.0.1", [HERE, '"\\', THERE, "10.0.0.1"], 403),
        (2, "127.0.0.1", [f'{HERE}"', THERE, "10.0.0.1"], 403),
        # A proxy that said nothing is not itself the visitor.
        (1, HERE, [], 403),
        (2, HERE, [HERE], 403),
        (2, HERE, [], 403),
    ],
)
def test_as_many_proxies_are_believed_as_stand_in_front(
    behind: Behind, proxies: int, connection: str, forwarded: list[str], status: int
) -> None:
    visitor = behind(proxies)
    assert arrive(visitor, "/", connection, *forwarded).status_code == status


def test_other_headers_move_nobody_into_the_house(app: Flask, limited: None) -> None:
    headers = {
        "Forwarded": f"for={HERE}",
        "X-Real-IP": HERE,
        "X-Client-IP": HERE,
        "True-Client-IP": HERE,
        "CF-Connecting-IP": HERE,
    }
    answer = Visitor(app).get(
        "/", headers=headers, environ_overrides={"REMOTE_ADDR": THERE}
    )
    assert answer.status_code == 403


@pytest.mark.parametrize(("allowed", "status"), [(False, 403), (True, 200)])
def test_the_inside_answers_from_elsewhere_only_if_allowed(
    app: Flask, make: Make, allowed: bool, status: int
) -> None:
    visitor = Visitor(app)
    visitor.sign_in(make.participant())
    choose(HOUSE, inside=allowed)
    assert arrive(visitor, "/min/", THERE).status_code == status
    assert arrive(visitor, "/min/", HERE).status_code == 200
    assert arrive(visitor, "/", THERE).status_code == 403


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("POST", "/forlat", 303), ("GET", "/min/forlat", 303), ("GET", "/i-dag", 200)],
)
def test_the_way_out_is_open_from_everywhere(
    app: Flask, limited: None, method: str, path: str, status: int
) -> None:
    answer = arrive(Visitor(app), path, THERE, method=method)
    assert answer.status_code == status


def test_leaving_from_elsewhere_ends_the_session(app: Flask, make: Make) -> None:
    visitor = Visitor(app)
    visitor.sign_in(make.participant())
    choose(HOUSE)
    arrive(visitor, "/min/forlat", THERE)
    assert arrive(visitor, "/min/", HERE).status_code == 303


# What somebody elsewhere sees


def test_what_is_there_and_what_is_not_look_the_same_from_elsewhere(
    app: Flask, make: Make
) -> None:
    suggestion = make.suggestion()
    visitor = Visitor(app)
    visitor.sign_in(make.representative())
    choose(HOUSE)
    known = (f"/forslag/{suggestion.number}", "/hjelp", "/static/nothing.css")
    inside = ("/min/", f"/min/forslag/{suggestion.number}", "/min/nothing")
    shown = [arrive(visitor, path, THERE) for path in ("/nothing", *known, *inside)]
    shown.append(arrive(visitor, "/kode/sak", THERE, method="POST"))
    assert {answer.status_code for answer in shown} == {403}
    assert len({without_tokens(answer) for answer in shown}) == 1
    assert not [answer for answer in shown if "Set-Cookie" in answer.headers]


def test_the_refusal_says_where_and_whom_to_call_in_both_languages(
    app: Flask, limited: None
) -> None:
    page = arrive(Visitor(app), "/", THERE).text
    assert REFUSED in page
    for number in ("116 117", "113", "116 123"):
        assert number in page
    assert 'href="/?lang=en"' in page
    assert 'lang="en"' in arrive(Visitor(app), "/?lang=en", THERE).text


@pytest.mark.parametrize("lang", ["nb", "en"])
def test_the_refusal_keeps_to_what_every_page_does(
    app: Flask, limited: None, lang: str
) -> None:
    answer = arrive(Visitor(app), f"/?lang={lang}", THERE)
    page = Shown("elsewhere", lang, answer)
    assert [wrong for check in CHECKS for wrong in check(page)] == []


def test_files_of_the_pages_are_served_to_the_refusal_too(
    app: Flask, limited: None
) -> None:
    answer = arrive(Visitor(app), "/static/kimvoice.css", THERE)
    assert answer.status_code == 200


# Forgetting


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_no_address_is_left_for_anybody_to_read(behind: Behind, proxies: int) -> None:
    visitor = behind(proxies)
    seen: list[Mapping[str, Any]] = []
    app = visitor.client.application
    app.before_request(lambda: seen.append(dict(request.environ)))
    answer = visitor.open(
        "GET",
        "/",
        headers={
            "X-Forwarded-For": f"{HERE}, {HERE}",
            "Forwarded": f"for={HERE}",
            "X-Real-IP": HERE,
        },
        environ_overrides={
            "REMOTE_ADDR": HERE,
            "REMOTE_HOST": HERE,
            "REMOTE_PORT": "4711",
        },
    )
    assert answer.status_code == 200
    [environ] = seen
    assert HERE not in repr(environ)
    assert "4711" not in repr(environ)
    assert not {"REMOTE_ADDR", "REMOTE_PORT", "REMOTE_HOST"} & set(environ)
    assert "werkzeug.proxy_fix.orig" not in environ


def test_what_compares_is_gone_when_the_request_is(app: Flask, limited: None) -> None:
    visitor = Visitor(app)
    arrive(visitor, "/", "10.0.0.77")
    visitor.client = app.test_client()
    gc.collect()
    held = [it for it in gc.get_objects() if type(it).__name__ == "IPv4Address"]
    assert "10.0.0.77" not in map(str, held)


def test_other_code_asks_without_the_address(app: Flask, limited: None) -> None:
    answers: list[tuple[bool, bool, bool]] = []

    @app.before_request
    def ask() -> None:
        elsewhere = networks.read(["192.0.2.0/24"])
        here = networks.read(["10.0.0.4/31"])
        answers.append((at_home(), would_answer(elsewhere), would_answer(here)))

    choose(HOUSE, inside=True)
    arrive(Visitor(app), "/min/logg-inn", HERE)
    arrive(Visitor(app), "/min/logg-inn", THERE)
    assert answers == [(True, False, True), (False, False, False)]


def test_nobody_is_at_home_where_the_door_was_not_asked(
    app: Flask, limited: None
) -> None:
    with app.test_request_context("/"):
        assert LIES_IN not in request.environ
        assert not would_answer(HOUSE_NETWORKS.value())


def test_settings_are_read_once_at_the_door_and_once_for_the_page(
    app: Flask, limited: None
) -> None:
    with asked_of_the_database() as asked:
        arrive(Visitor(app), "/hjelp", HERE)
    assert sum("setting_choices" in statement for statement in asked) == 2


# The receipt, and the setting


@pytest.mark.parametrize("networks_chosen", [[], HOUSE])
def test_the_receipt_says_where_the_code_works(
    app: Flask, networks_chosen: list[str]
) -> None:
    choose(networks_chosen)
    visitor = Visitor(app)
    from_house = {"environ_overrides": {"REMOTE_ADDR": HERE}}
    written = {"text": "Mer kaffe.", "audience": "everybody"}
    check = visitor.post(CHECK, written, **from_house)
    assert check.status_code == 200
    page = send_on(visitor, check, from_house)
    assert ("Koden virker på nettet i huset." in page) is bool(networks_chosen)


def send_on(visitor: Visitor, check: TestResponse, options: dict[str, Any]) -> str:
    answer = visitor.post(SEND, form_to(SEND, check).fields, **options)
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    "plain",
    [
        ["10.0.0.5/24"],
        ["house"],
        ["10.0.0.0/33"],
        ["2001:db8::/129"],
        ["0.0.0.0/0"],
        ["::/0"],
        ["::ffff:10.0.0.0/104"],
        [""],
        [1],
        [None],
        [["10.0.0.0/24"]],
        ["10.0.0.0/24\x00"],
        ["<script>", "10.0.0.0/24"],
        "10.0.0.0/24",
        {"10.0.0.0/24": 1},
        None,
        10,
    ],
)
def test_what_is_no_network_of_a_house_is_refused_in_a_sentence(
    app: Flask, plain: Any
) -> None:
    with pytest.raises(RuleBroken) as refused:
        networks.read(plain)
    assert str(refused.value).endswith(".")


def test_networks_are_kept_as_they_are_written(app: Flask) -> None:
    choose(["2001:db8:1::/64", "10.0.0.0/24", "192.0.2.7"])
    kept = HOUSE_NETWORKS.value()
    assert networks.write(kept) == ["10.0.0.0/24", "192.0.2.7/32", "2001:db8:1::/64"]
