"""What is printed: the form in two halves, the poster, and who types slips in."""

import re
from html import unescape

import pytest
import segno
from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.test import TestResponse

from kimvoice.core import clock, networks, settings
from kimvoice.core.db import db
from kimvoice.suggestions import codes
from tests.complaints.own_page import on_sqlite
from tests.conftest import TravelTo
from tests.factories import Make
from tests.suggestions.journey import CLEARED, FINISH, follow, slips_waiting
from tests.test_doors import everything_stored
from tests.visitor import Visit, Visitor, form_to

pytestmark = on_sqlite

HUB = "/hjelp/papir"
FORMS = "/hjelp/papir/forslag"
POSTER = "/hjelp/papir/plakat"
LEAVE = "/forlat"


def printed(visitor: Visitor, how_many: str = "1") -> TestResponse:
    return visitor.submit(FORMS, {"how_many": how_many})


def halves(page: TestResponse) -> list[tuple[str, str]]:
    """The code on each half of each sheet."""
    found = re.findall(r'<p class="paper-code[^>]*>(.*?)</p>', page.text, re.DOTALL)
    digits = ["".join(re.findall(r"\d", re.sub("<[^>]*>", "", it))) for it in found]
    return list(zip(digits[::2], digits[1::2], strict=True))


# The form


@pytest.mark.parametrize("how_many", ["1", "5", "10"])
def test_each_sheet_carries_one_code_twice(how_many: str, visit: Visit) -> None:
    sheets = halves(printed(visit(), how_many))
    assert len(sheets) == int(how_many)
    assert all(kept == given for kept, given in sheets)
    assert len(set(sheets)) == len(sheets), "each sheet has its own"
    for code, _ in sheets:
        assert len(code) == codes.DIGITS
        assert codes.has_right_check_digit(code)


def test_the_form_asks_what_the_page_asks(
    visit: Visit, make: Make, travel_to: TravelTo
) -> None:
    make.department("Sirkulus", active=10)
    make.department("Datadrift", active=9)
    settings.CONTACT.choose("Prøve Prøvesen", "Prøve", clock.today())
    settings.CONTACT_PHONE.choose("00 00 00 00", "Prøve", clock.today())
    db.session.commit()
    page = printed(visit()).text
    for words in (
        "Ta vare på denne delen.",
        "http://localhost/kode",
        "Postkassa åpnes neste gang fredag 21. november kl. 12.",
        "Vil du ha svaret på papir? Gi koden til en du stoler på.",
        "Legg denne delen i kassa i kantina.",
        "Kassa tømmes når postkassa åpnes.",
        "En tillitsvalgt skriver av lappen og kan kjenne håndskriften din.",
        "Haster det? Ikke skriv her.",
        "Snakk med Prøve Prøvesen, tlf. 00 00 00 00.",
        "Hva vil du si?",
        "Hvilken avdeling gjelder det?",
        "Hele KIM-senteret",
        "Sirkulus",
        "Hvem kan lese ordene dine?",
        "Alle på KIM-senterets nett",
        "Bare de tillitsvalgte. Ikke ta det videre",
    ):
        assert words in page, words
    assert "Datadrift" not in page, "a small department is a name"


def test_a_stack_says_the_rule_and_no_date_that_grows_old(
    visit: Visit, travel_to: TravelTo
) -> None:
    page = printed(visit(), "5").text
    assert "Postkassa åpnes hver fredag kl. 12." in page
    assert "21. november" not in page


def test_reload_gives_the_same_sheets_and_another_page_gives_others(
    visit: Visit,
) -> None:
    visitor = visit()
    start = visitor.get(FORMS)
    first = follow(visitor, start, FORMS, how_many="5")
    assert halves(follow(visitor, start, FORMS, how_many="5")) == halves(first)
    assert not set(halves(printed(visitor, "5"))) & set(halves(first))


def test_the_other_language_has_the_same_codes(visit: Visit) -> None:
    visitor = visit()
    page = printed(visitor)
    [again] = [
        it for it in re.findall(r'action="([^"]+)"', page.text) if "lang=en" in it
    ]
    english = visitor.post(again, form_to(FORMS, page).fields)
    assert '<html lang="en"' in english.text
    assert halves(english) == halves(page)


@pytest.mark.parametrize("way_out", [FINISH, LEAVE])
def test_emptied_sheets_never_come_back(
    way_out: str, visit: Visit, travel_to: TravelTo
) -> None:
    visitor = visit()
    start = visitor.get(FORMS)
    page = follow(visitor, start, FORMS)
    follow(visitor, page, way_out)
    for when in ("2025-11-17 10:00", "2025-11-19 09:59"):
        travel_to(when)
        again = follow(visitor, start, FORMS)
        assert again.status_code == 410
        assert CLEARED in again.text
        assert halves(page)[0][0][:4] not in again.text


@pytest.mark.parametrize(("later", "status"), [("10:10", 200), ("10:11", 410)])
def test_sheets_can_be_shown_again_for_ten_minutes(
    later: str, status: int, visit: Visit, travel_to: TravelTo
) -> None:
    visitor = visit()
    start = visitor.get(FORMS)
    follow(visitor, start, FORMS)
    travel_to(f"2025-11-17 {later}")
    assert follow(visitor, start, FORMS).status_code == status


@pytest.mark.parametrize("token", ["", "forged", "AAAA", "x" * 5000])
def test_a_token_that_is_no_good_still_gives_a_sheet(token: str, visit: Visit) -> None:
    page = visit().post(FORMS, {"how_many": "1", "token": token})
    assert page.status_code == 200
    assert len(halves(page)) == 1


@pytest.mark.parametrize("forged", ["", "0", "2", "11", "-1", "1000000", "a\0🙂", "１"])
def test_another_number_is_refused_in_words(forged: str, visit: Visit) -> None:
    visitor = visit()
    page = visitor.submit(FORMS, {"how_many": forged})
    assert page.status_code == 422
    assert page.text.count("Velg hvor mange.") == 2
    assert halves(page) == []


def test_making_sheets_stores_nothing_and_sets_no_cookie(visit: Visit) -> None:
    before = everything_stored()
    for url in (HUB, FORMS, POSTER):
        assert "Set-Cookie" not in visit().get(url).headers
    page = printed(visit(), "10")
    assert "Set-Cookie" not in page.headers
    assert "<script" not in page.text
    assert everything_stored() == before
    assert slips_waiting() == 0


# The poster


def dark(svg: str) -> set[tuple[int, int]]:
    """The dark squares of a picture, read from its path (column, row)."""
    [path] = re.findall(r'stroke="#000"[^>]* d="([^"]+)"', svg)
    found, column, row = set(), 0, 0.0
    for step, first, second in re.findall(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?", path):
        if step == "h":
            found |= {(at, int(row)) for at in range(column, column + int(first))}
            column += int(first)
        else:
            start = step == "M"
            column = int(first) + (0 if start else column)
            row = float(second or 0) + (0 if start else row)
    return found


def shown_on(poster: TestResponse) -> tuple[str, str]:
    [svg] = re.findall(r'<svg[^>]*class="qr".*?</svg>', poster.text, re.DOTALL)
    [address] = re.findall(r'class="poster-address">([^<]+)<', poster.text)
    return svg, unescape(address)


def expected(address: str, border: int = 4) -> set[tuple[int, int]]:
    matrix = segno.make(address, micro=False, error="m", boost_error=False).matrix
    return {
        (column + border, row + border)
        for row, line in enumerate(matrix)
        for column, module in enumerate(line)
        if module & 1
    }


@pytest.mark.parametrize(
    "origin", ["http://localhost", "https://voice.kim.test", "http://10.0.0.7:5000"]
)
def test_the_picture_is_the_address_in_words(app: Flask, origin: str) -> None:
    svg, address = shown_on(Visitor(app, origin).get(POSTER))
    assert address == origin
    assert dark(svg) == expected(address)
    assert dark(svg) != expected(f"{address}/")
    assert "style" not in svg


def test_behind_a_proxy_the_address_is_the_proxys(app: Flask) -> None:
    app.wsgi_app = ProxyFix(app.wsgi_app, x_for=0, x_proto=1, x_host=1)  # type: ignore[method-assign]
    forwarded = {"X-Forwarded-Host": "voice.kim.test", "X-Forwarded-Proto": "https"}
    svg, address = shown_on(Visitor(app).get(POSTER, headers=forwarded))
    assert address == "https://voice.kim.test"
    assert dark(svg) == expected(address)


def test_without_a_proxy_nobody_can_put_another_address_on_it(visit: Visit) -> None:
    forwarded = {"X-Forwarded-Host": "elsewhere.test"}
    assert "elsewhere" not in visit().get(POSTER, headers=forwarded).text


@pytest.mark.parametrize(
    ("origin", "warned"),
    [
        ("http://localhost", True),
        ("http://127.0.0.1:5000", True),
        ("http://voice.kim.test", False),
    ],
)
def test_an_address_of_this_machine_alone_is_warned_of(
    app: Flask, origin: str, warned: bool
) -> None:
    page = Visitor(app, origin).get(POSTER).text
    assert ("Adressen virker bare på denne maskinen." in page) is warned


def test_an_address_too_long_for_a_picture_is_no_fault_of_ours(app: Flask) -> None:
    long = {"HTTP_HOST": "voice." * 1000 + "test"}
    assert Visitor(app).get(POSTER, environ_overrides=long).status_code == 400


def test_the_poster_says_what_somebody_needs_to_know(visit: Visit) -> None:
    page = visit().get(POSTER).text
    for words in (
        "Si fra uten navn",
        "Du logger ikke inn.",
        "Postkassa åpnes hver fredag kl. 12.",
        "Du kan også bruke papir.",
    ):
        assert words in page


@pytest.mark.parametrize("plain", [["127.0.0.0/8", "::1/128"], []])
def test_paper_says_where_the_address_works(plain: list[str], visit: Visit) -> None:
    settings.HOUSE_NETWORKS.choose(networks.read(plain), "Prøve", clock.today())
    db.session.commit()
    limited = bool(plain)
    assert ("Koden virker på nettet i huset." in printed(visit()).text) is limited
    poster = visit().get(POSTER).text
    assert ("Sidene virker bare på nettet i huset." in poster) is limited


# The hub, and those who type in


def test_the_hub_says_when_the_box_is_emptied(
    visit: Visit, travel_to: TravelTo
) -> None:
    page = visit().get(HUB).text
    assert "Kassa tømmes når postkassa åpnes: fredag 21. november kl. 12." in page
    travel_to("2025-12-22 10:00")
    assert "åpnes: tirsdag 23. desember kl. 12." in visit().get(HUB).text


def test_who_types_in_goes_by_the_open_form(visit: Visit, make: Make) -> None:
    page = visit(as_=make.representative()).get("/min/forslag/papir")
    assert 'href="/forslag/nytt"' in page.text, "and nothing goes along"
    assert "Makuler lappene" in page.text


def test_only_readers_are_shown_the_way(visit: Visit, make: Make) -> None:
    reader = visit(as_=make.representative()).get("/min/forslag")
    assert 'href="/min/forslag/papir"' in reader.text
    other = visit(as_=make.participant()).get("/min/forslag")
    assert "/min/forslag/papir" not in other.text
