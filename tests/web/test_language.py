"""Every page in both languages, in words of our own."""

import re
from collections.abc import Iterator
from io import BytesIO

import pytest
from babel.messages import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from kimvoice.config import PACKAGE
from tests.shown import Shown, Walked
from tests.suggestions.journey import CHECK, SEND, follow
from tests.visitor import Visit, forms

ROOT = PACKAGE.parent
CATALOGUE = PACKAGE / "translations" / "en" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\((\w+)\)[sd]")

OF_THE_LIBRARY = (
    r"this field|not a valid|invalid|is required|csrf|must be|please"
    r"|feltet(?! stå tomt)|gyldig(?!e|:)|må være (mellom|minst|høyst)"
)
# «Ugyldige» are slips that count for nobody: the law's word, and no rebuke.
BANNED = (
    r"vennligst|obligatorisk|påkrevd|ugyldig(?!e|:)|klikk her|dessverre|feil bruker"
    r"|lorem"
)


@pytest.fixture(scope="module")
def english() -> Catalog:
    return read_po(BytesIO(CATALOGUE.read_bytes()), locale="en")


@pytest.fixture(scope="module")
def source() -> set[str]:
    """Every msgid that stands in the code and the templates today."""
    found = set()
    for folder in ("kimvoice", "templates"):
        for extracted in extract_from_dir(
            ROOT / folder,
            method_map=[("**.py", "python"), ("**.html", "jinja2")],
            options_map={"**.html": {"silent": "false"}},
            keywords={
                "_": None,
                "_l": None,
                "N_": None,
                "gettext": None,
                "ngettext": (1, 2),
            },
        ):
            msgid = extracted[2]
            found.add(msgid if isinstance(msgid, str) else msgid[0])
    return found


def test_every_message_is_in_the_english_catalogue(
    english: Catalog, source: set[str]
) -> None:
    assert source - ids(english) == set()


def test_the_catalogue_holds_nothing_that_is_not_said(
    english: Catalog, source: set[str]
) -> None:
    assert ids(english) - source == set()


def test_every_message_is_translated(english: Catalog) -> None:
    lacking = [m.id for m in english if m.id and (m.fuzzy or not filled(m.string))]
    assert lacking == []


def test_a_translation_says_the_same_names_and_numbers(english: Catalog) -> None:
    for message in english:
        if message.id and isinstance(message.id, str):
            asked = set(PLACEHOLDER.findall(message.id))
            assert set(PLACEHOLDER.findall(str(message.string))) == asked, message.id


def ids(catalogue: Catalog) -> set[str]:
    every = (message.id for message in catalogue if message.id)
    return {each if isinstance(each, str) else each[0] for each in every}


def filled(string: object) -> bool:
    every = string if isinstance(string, list | tuple) else [string]
    return all(every)


def test_nothing_stays_norwegian_on_an_english_page(walked: Walked) -> None:
    norwegian: dict[str, set[str]] = {}
    for page in in_language(walked, "nb"):
        norwegian[page.name] = set(page.reader.page.said())
    left = {
        f"{page}: {words}"
        for page in in_language(walked, "en")
        for words in norwegian[page.name] & set(page.reader.page.said())
        if is_a_sentence(said_by_the_house(words, walked))
    }
    assert sorted(left) == []


MADE_UP = re.compile(r"Prøve\d* Prøvesen|Prøve\d+|Avdeling \d+")
"""Names that tests/factories.py gives."""


def said_by_the_house(words: str, walked: Walked) -> str:
    """Without what people have written, and without their names."""
    written = (each for each in walked.written if len(each) > 3)
    for each in sorted(written, key=len, reverse=True):
        words = words.replace(each, "")
    return MADE_UP.sub("", words).replace("KIM voice", "")


def is_a_sentence(words: str) -> bool:
    """Names of the house itself, numbers, codes and what is typed at a prompt are the
    same in every language."""
    same = ("www.", "python ")
    named = words == "KIM voice" or "://" in words or words.startswith(same)
    return len(re.findall(r"[a-zæøå]{2,}", words)) > 1 and not named


def test_both_languages_show_the_same_pages(walked: Walked) -> None:
    closed = walked.closed
    shown = {
        lang: [
            (it.name, it.answer.status_code)
            for it in walked.shown
            if it.lang == lang and it.name not in closed
        ]
        for lang in ("nb", "en")
    }
    assert shown["nb"] == shown["en"]


def test_the_form_library_says_nothing_of_its_own(walked: Walked) -> None:
    library = re.compile(OF_THE_LIBRARY, re.I)
    said = {
        f"{page}: {words}"
        for page in in_language(walked, "nb")
        for words in page.reader.page.said()
        if library.search(words) and words not in walked.written
    }
    assert sorted(said) == []


def test_nobody_is_told_off(walked: Walked) -> None:
    banned = re.compile(BANNED, re.I)
    said = {
        f"{it}: {words}"
        for it in walked.pages
        for words in it.reader.page.said()
        if banned.search(words)
    }
    assert sorted(said) == []


def in_language(walked: Walked, lang: str) -> Iterator[Shown]:
    return (page for page in walked.pages if page.lang == lang)


@pytest.mark.parametrize("lang", ["", "nb", "de", "../en", "en\0", "<script>"])
def test_a_language_we_do_not_speak_is_norwegian(lang: str, visit: Visit) -> None:
    page = visit().get("/forslag/nytt", query_string={"lang": lang})
    assert '<html lang="nb"' in page.text


def test_an_open_address_carries_the_language_and_nothing_else(visit: Visit) -> None:
    page = visit().get("/forslag/nytt?lang=en&person=7&kode=1234")
    links = set(re.findall(r'(?:href|action)="([^"]*[?][^"]*)"', page.text))
    assert links
    assert {link.split("?")[1] for link in links} == {"lang=en", "lang=nb"}
    assert [link for link in links if "lang=nb" in link] == ["/forslag/nytt?lang=nb"]


def test_one_may_change_to_english_and_back_inside(visit: Visit) -> None:
    visitor = visit()
    for lang, words in (("en", "Sign in"), ("nb", "Logg inn")):
        assert visitor.post("/min/sprak", {"lang": lang}).status_code == 303
        assert f"<h1>{words}</h1>" in visitor.get("/min/logg-inn").text


def test_another_language_loses_nothing_that_was_written(visit: Visit) -> None:
    visitor = visit()
    draft = {"text": "Kan vi starte senere?", "audience": "everybody", "department": ""}
    checked = visitor.post(CHECK, draft)
    switch = forms(checked)[-1]
    english = visitor.post(switch.action + "?lang=en", switch.fields)
    assert '<html lang="en"' in english.text
    assert "Kan vi starte senere?" in english.text


def test_a_receipt_holds_the_code_and_no_word_of_the_author(visit: Visit) -> None:
    """Nor a switch of language, which would need them, or lose the code."""
    visitor = visit()
    draft = {"text": "Kan vi starte senere?", "audience": "everybody", "department": ""}
    checked = visitor.post(CHECK, draft)
    receipt = follow(visitor, checked, SEND)
    assert receipt.status_code == 200
    assert "Kan vi starte senere?" not in receipt.text
    assert "lang=en" not in receipt.text
