"""What every page keeps to: each route for each role, each answer to a form.

The pages come from tests/tour.py, in both languages. A check yields what is wrong
with one page; what it says of several pages is said once, with the first of them.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from http import HTTPStatus
from itertools import pairwise

import pytest
from flask import Flask

from kimvoice.web.answers import NOT_KEPT_FOR_BACK
from tests.reading import Element
from tests.shown import Shown, Walked

Check = Callable[[Shown], Iterator[str]]
FREE_TEXT = ("text", "words", "explanation", "why", "doer", "code")
SIGN_IN = ("/min/logg-inn", "/min/logg-ut", "/min/start", "/min/start/passord")
ADDRESSES = ("href", "src", "action", "hx-post", "hx-get", "formaction", "srcset")


def is_well_formed(page: Shown) -> Iterator[str]:
    yield from page.reader.mistakes
    ids = Counter(each["id"] for each in elements(page) if "id" in each.attributes)
    yield from (
        f"id «{it}» is there {times} times" for it, times in ids.items() if times > 1
    )


def has_one_main_and_one_heading(page: Shown) -> Iterator[str]:
    for tag in ("h1", "main", "title"):
        if (found := len(list(elements(page, tag)))) != 1:
            yield f"{found} <{tag}>"
    levels = [int(each.tag[1]) for each in elements(page, "h1", "h2", "h3", "h4")]
    for above, below in pairwise(levels):
        if below > above + 1:
            yield f"h{below} follows h{above}"


SPEAKING_UP = {"nb": "Si fra uten navn", "en": "Speak up without your name"}
WITH_CODE = {"nb": "Se svar med kode", "en": "See the answer with your code"}
VOTING = {"nb": "Stem", "en": "Vote"}
ONE_TITLE = {
    "/forslag/nytt": SPEAKING_UP,
    "/kode": WITH_CODE,
    "/kode/sak": WITH_CODE,
}


def has_a_title_that_begins_with_its_heading(page: Shown) -> Iterator[str]:
    h1, title = words_of(page, "h1"), words_of(page, "title")
    if one_title(page):
        return
    failed = {"nb": "Feil: ", "en": "Error: "}[page.lang] if has_failed(page) else ""
    if title != f"{failed}{h1} – KIM voice" or not h1:
        yield f"the title is «{title}», the heading «{h1}»"


def tells_no_step_in_its_title(page: Shown) -> Iterator[str]:
    """What a browser's history keeps of them (decisions/0014)."""
    title, its = words_of(page, "title"), one_title(page)
    if its and title != f"{its[page.lang]} – KIM voice":
        yield f"the title is «{title}»"


def one_title(page: Shown) -> dict[str, str] | None:
    is_ballot = page.path.startswith("/min/valg/") and page.path.endswith("/stem")
    return VOTING if is_ballot else ONE_TITLE.get(page.path)


def has_failed(page: Shown) -> bool:
    return any("ds-error-summary" in each["class"] for each in elements(page))


def moves_focus_to_what_went_wrong(page: Shown) -> Iterator[str]:
    summaries = [it for it in elements(page) if "ds-error-summary" in it["class"]]
    for summary in summaries:
        if (summary["role"], summary["tabindex"]) != ("alert", "-1"):
            yield "the summary of errors cannot take focus"
        if "autofocus" not in summary.attributes:
            yield "the summary of errors does not take focus"
    if page.answer.status_code == 422 and not summaries and "/prove" not in page.path:
        yield "422 without a summary of errors"
    if len([it for it in elements(page) if "autofocus" in it.attributes]) > 1:
        yield "focus is asked for twice"


def shows_each_error_at_its_field_too(page: Shown) -> Iterator[str]:
    ids = {each["id"]: each for each in elements(page)}
    for link in elements(page, "a"):
        if any("ds-error-summary" in it["class"] for it in link.around()):
            field = ids.get(link["href"].removeprefix("#"))
            if field is None or field.tag not in ("input", "textarea", "select"):
                yield f"{link} leads to no field"
            elif field["aria-invalid"] != "true":
                yield f"{field} does not say that it is wrong"
            elif link.words not in words_at(field, ids):
                yield f"«{link.words}» is not said at {field}"


def labels_every_field(page: Shown) -> Iterator[str]:
    ids = {each["id"] for each in elements(page)}
    labelled = {each["for"] for each in elements(page, "label")}
    yield from (f"no field for <label for={it}>" for it in labelled - ids)
    for field in elements(page, "input", "textarea", "select"):
        if field["type"] in ("hidden", "submit") or "hidden" in field.attributes:
            continue
        if field["id"] not in labelled:
            yield f"{field} has no label"
        if field["type"] in ("radio", "checkbox") and not has_legend(field):
            yield f"{field} has no legend"
        if {"required", "pattern", "maxlength"} & set(field.attributes):
            yield f"the browser would check {field}"


def has_legend(field: Element) -> bool:
    fieldsets = [each for each in field.around() if each.tag == "fieldset"]
    return any(each.words for it in fieldsets for each in it.all("legend"))


def describes_only_with_what_is_there(page: Shown) -> Iterator[str]:
    ids = {each["id"] for each in elements(page)}
    for each in elements(page):
        for name in ("aria-describedby", "aria-labelledby", "aria-controls", "form"):
            yield from (
                f"{each}: no «{it}»" for it in each[name].split() if it not in ids
            )
        if (
            each.tag == "a"
            and each["href"].startswith("#")
            and each["href"][1:] not in ids
        ):
            yield f"{each} leads nowhere"


def sends_its_forms_somewhere(page: Shown) -> Iterator[str]:
    for form in elements(page, "form"):
        if not form["action"] or form["method"] not in ("post", "get"):
            yield f"{form} has no action or no method"
        tokens = [
            it for it in form.all("input") if it["name"] == "csrf_token" and it["value"]
        ]
        inside = form["action"].startswith("/min")
        if form["method"] == "post" and len(tokens) != inside:
            yield f"{form} has {len(tokens)} csrf tokens"
        if not [it for it in elements(page, "button") if is_of(form, it)]:
            yield f"{form} has no button"
        if page.lang == "en" and not inside and not carries_language(form):
            yield f"{form} forgets the language"


def carries_language(form: Element) -> bool:
    """A browser puts the fields of a GET form in place of what its action asks."""
    if form["method"] == "get":
        return any(it["name"] == "lang" for it in form.all("input"))
    return "?lang=" in form["action"]


def is_of(form: Element, button: Element) -> bool:
    return form in button.around() or button["form"] == form["id"] != ""


def names_every_link_and_button(page: Shown) -> Iterator[str]:
    for each in elements(page, "a", "button", "summary"):
        if not each.words:
            yield f"{each} has no words"
        if each.tag == "button" and each["type"] != "submit":
            yield f"{each} has no type"
        if each.tag == "button" and each.words.endswith("."):
            yield f"«{each.words}» ends as a sentence does"


def writes_nothing_in_line(page: Shown) -> Iterator[str]:
    for each in elements(page):
        if each.tag == "style" or "style" in each.attributes:
            yield f"{each} carries style"
        if each.tag == "script" and (not each["src"] or each.content):
            yield f"{each} carries script"
        for name, value in each.attributes.items():
            if name.startswith(("on", "hx-on")) or value.startswith("javascript:"):
                yield f"{each} carries script"


def stays_at_home(page: Shown) -> Iterator[str]:
    """But for links to bodies outside, which do not tell where one came from."""
    out = [each for each in elements(page, "a") if each["rel"] == "noreferrer"]
    for each in elements(page):
        for name in ADDRESSES if each not in out else ():
            if name in each.attributes and not each[name].startswith(("/", "#")):
                yield f"{each} leads away"
            if each[name].startswith("//"):
                yield f"{each} leads away"
        if each["target"]:
            yield f"{each} opens a window"


def does_the_same_without_htmx(page: Shown) -> Iterator[str]:
    for each in elements(page):
        if "hx-post" in each.attributes and each["hx-post"] != each["action"]:
            yield f"{each} does something else without scripts"
        if "hx-get" in each.attributes and (each["hx-get"], each["method"]) != (
            each["action"],
            "get",
        ):
            yield f"{each} reads something else without scripts"
        if each["hx-target"] and each["hx-target"][1:] not in {
            it["id"] for it in elements(page)
        }:
            yield f"{each} has no target"


def runs_no_script_where_nobody_is_known(page: Shown) -> Iterator[str]:
    at_the_door = page.path in SIGN_IN and not knows_somebody(page)
    if not page.is_inside or at_the_door:
        for each in elements(page, "script"):
            if not (at_the_door and each["src"].endswith("/passphrase.js")):
                yield f"{each}"
        yield from (f"{it}" for it in elements(page) if "hx-post" in it.attributes)


def knows_somebody(page: Shown) -> bool:
    return any(each["id"] == "stay" for each in elements(page, "template"))


def leaves_no_words_in_the_browser(page: Shown) -> Iterator[str]:
    for field in elements(page, "input", "textarea"):
        written = field.tag == "textarea" or field["name"] in FREE_TEXT
        offered = field["autocomplete"] not in ("off", "one-time-code")
        if written and field["type"] != "hidden" and offered:
            yield f"{field} may be filled in for the next one"


def keeps_its_forms_off_the_disk(page: Shown) -> Iterator[str]:
    """Chromium writes into its session files what a form sends (macros/forms.html)."""
    for form in elements(page, "form"):
        fields = list(form.all("input", "textarea"))
        names = {field["name"] for field in fields} - {"", "csrf_token"}
        passwords = [field for field in fields if field["type"] == "password"]
        if form["method"] == "post" and names and not passwords:
            yield f"{form} may be found in a file"
        for field in passwords:
            if not field["name"] and "disabled" not in field.attributes:
                yield f"{field} may be filled in"


# A receipt made again would need the words it must not hold; another language is
# chosen before, and its way out is another page.
MADE_ONCE = (
    *("receipt", "receipt, again", "message", "helped", "withdraw, sure"),
    *("sent too late", "sent too late, wrong passphrase", "resumed"),
    "second factor, sheet",
    *("words, shown", "words, asked for two", "words, wrong"),
)
# A form of ours there would give out a cookie to somebody who has just left.
SIGNED_OUT = "/min/logg-ut"
# What was typed on the pages before would be lost: one chooses on the first.
FILING = (
    *(f"/min/klage/ny/{it}" for it in (*range(2, 7), "send", "utkast")),
    *(f"/min/hjelp-en-deltaker/{it}" for it in (*range(1, 7), "send")),
)


def says_its_language(page: Shown) -> Iterator[str]:
    html = next(elements(page, "html"))
    if html["lang"] != page.lang:
        yield f"{html}"
    if page.name in MADE_ONCE or page.path in (SIGNED_OUT, *FILING):
        return
    other = {"nb": "en", "en": "nb"}[page.lang]
    if other not in {each["lang"] for each in elements(page, "a", "button")}:
        yield "the other language cannot be chosen"


def lets_people_leave_first(page: Shown) -> Iterator[str]:
    stops = [
        it
        for it in elements(page, "a", "button", "input")
        if it["type"] != "hidden" and "hidden" not in it.attributes
    ]
    words = {"nb": ("Forlat siden", "Hopp til innhold")}.get(page.lang)
    if words and tuple(it.words for it in stops[:2]) != words:
        yield f"the first stops are {[it.words for it in stops[:2]]}"
    if stops[1]["href"] != "#main":
        yield "the second stop does not lead to main"


CHECKS: list[Check] = [
    is_well_formed,
    has_one_main_and_one_heading,
    has_a_title_that_begins_with_its_heading,
    tells_no_step_in_its_title,
    moves_focus_to_what_went_wrong,
    shows_each_error_at_its_field_too,
    labels_every_field,
    describes_only_with_what_is_there,
    sends_its_forms_somewhere,
    names_every_link_and_button,
    writes_nothing_in_line,
    stays_at_home,
    does_the_same_without_htmx,
    runs_no_script_where_nobody_is_known,
    leaves_no_words_in_the_browser,
    keeps_its_forms_off_the_disk,
    says_its_language,
    lets_people_leave_first,
]


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: str(check.__name__))
def test_every_page(check: Check, walked: Walked) -> None:
    wrong: dict[str, Shown] = {}
    for page in walked.pages:
        for words in check(page):
            wrong.setdefault(words, page)
    assert [f"{page}: {words}" for words, page in wrong.items()] == []


@pytest.mark.parametrize("database", ["sqlite"], indirect=True)
def test_the_walk_opens_every_page_of_the_elections(app: Flask, walked: Walked) -> None:
    """They are opened by those they are for (tests/voting.py), not by their rules."""
    address = app.url_map.bind("localhost")
    opened = {
        address.match(page.path, "GET")[0]
        for page in walked.shown
        if page.path.startswith("/min/valg") and page.answer.request.method == "GET"
        if page.answer.status_code in (HTTPStatus.OK, NOT_KEPT_FOR_BACK)
    }
    there = {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/min/valg") and "GET" in (rule.methods or ())
    }
    assert there - opened == set()


def elements(page: Shown, *tags: str) -> Iterator[Element]:
    return page.reader.page.all(*tags)


def words_of(page: Shown, tag: str) -> str:
    return next((each.words for each in elements(page, tag)), "")


def words_at(field: Element, ids: dict[str, Element]) -> str:
    described = field["aria-describedby"].split()
    return " ".join(ids[it].words for it in described if it in ids)
