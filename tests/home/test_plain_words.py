"""Pages that explain the house: short sentences, and few long words."""

import re
from collections import defaultdict

import pytest

from tests.reading import Element
from tests.shown import Shown, Walked

EXPLAINING = (
    "/hjelp",
    "/hjelp/rettigheter",
    "/hjelp/ord",
    "/hjelp/tillitsvalgt",
    "/hjelp/stemme",
    "/hjelp/saker",
    "/min/sak/tall",
    "/hjelp/trygg-bruk",
    "/hjelp/papir",
    "/hjelp/papir/forslag",
    "/hjelp/papir/plakat",
    "/personvern",
    "/tilgjengelighet",
    "/tillitsvalgte/plakat",
    "/klage",
    "/klage/rutine",
    "/klage/skjema",
    "/min/hjelp-en-deltaker",
    *(f"/min/hjelp-en-deltaker/{page}" for page in range(1, 7)),
    "/min/hjelp-en-deltaker/send",
    "/klage/tall",
    *(f"/min/klage/ny/{page}" for page in range(1, 7)),
    "/min/klager",
    "/min/innboks",
    "/min/hvem-kan-lese-klager",
    "/min/admin/frister",
    "/min/admin/konvolutter",
    "/forslag/nytt",
    "/min/forslag/papir",
    "/min/admin/innstillinger",
    "/min/admin/innstillinger/thread_weeks",
    "/min/admin/stengte-dager",
    "/min/admin/sletting",
)
HARDEST = 35
LONGEST = 18
NAMES = re.compile(r"Prøve\d* Prøvesen")
"""In a list of people, who make no sentence together."""
BLOCKS = ("h1", "h2", "h3", "p", "li", "dt", "dd", "label", "legend", "summary")


def sentences(page: Shown) -> list[list[str]]:
    """The words of each; a block ends its last sentence."""
    [main] = page.reader.page.all("main")
    innermost = [each for each in main.all(*BLOCKS) if is_innermost(each)]
    blocks = [NAMES.sub("", each.words) for each in innermost]
    parts = [it for block in blocks for it in re.split(r"(?<=[.!?:])\s+", block)]
    found = [re.findall(r"[^\W\d_]+", part) for part in parts]
    return [words for words in found if words]


def is_innermost(block: Element) -> bool:
    return not list(block.all(*BLOCKS))


def lix(found: list[list[str]]) -> float:
    """Björnsson's: words in a sentence, and how many of a hundred are long."""
    words = [word for sentence in found for word in sentence]
    long = [word for word in words if len(word) > 6]
    return len(words) / len(found) + 100 * len(long) / len(words)


@pytest.mark.parametrize("path", EXPLAINING)
def test_a_page_reads_as_people_talk(path: str, walked: Walked) -> None:
    pages = [
        it
        for it in walked.pages
        if it.path == path and it.lang == "nb" and it.answer.status_code == 200
    ]
    assert pages
    for page in pages:
        found = sentences(page)
        assert lix(found) < HARDEST, page
        assert [" ".join(it) for it in found if len(it) > LONGEST] == [], page


FOR_PARTICIPANTS = re.compile("voter|candidate|outsider")
"""As tests/voting.py names the pages that are theirs."""


def test_what_participants_read_of_an_election_reads_as_people_talk(
    walked: Walked,
) -> None:
    """Of each kind of page what it says in all states together: one alone is short."""
    kinds: dict[str, dict[str, list[str]]] = defaultdict(dict)
    for page in walked.pages:
        if is_of_an_election(page):
            found = sentences(page)
            assert [" ".join(it) for it in found if len(it) > LONGEST] == [], page
            kind = page.path.rpartition("/")[2].strip("0123456789")
            kinds[kind] |= {" ".join(it): it for it in found}
    assert {"", "kandidat", "klage", "resultat"} <= kinds.keys()
    hard = {kind: lix(list(found.values())) for kind, found in kinds.items()}
    assert {kind: it for kind, it in hard.items() if it >= HARDEST} == {}


def is_of_an_election(page: Shown) -> bool:
    theirs = page.lang == "nb" and FOR_PARTICIPANTS.search(page.name)
    return bool(theirs) and page.path.startswith("/min/valg/")
