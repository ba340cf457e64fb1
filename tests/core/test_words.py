"""The words for passphrases and the key sheet."""

import re
from collections.abc import Iterator
from string import ascii_lowercase

import pytest

from kimvoice.core import words

# Norwegian first names that are ordinary words too.
FIRST_NAMES = """
    alma april arve ask august birk bjarne blom brage dag dagny eik embla even falk
    fredrik frid gard gry hauk hedda heid iris jasmin juni lerke lilje liv lotte loke
    lykke mai mira odd peder perle pil ravn roar rosa rose runar rune saga sol stein
    storm svenn tind tiril tor torden trym varg vigdis vilja vilje viola
"""
# What somebody could be hurt by, or that a house should not say for fun.
UNKIND = """
    angst dum feit fengsel full gift gal hat krig kniv lege mord naken nazi pille
    psyke skam slank stygg sorg syk sykehus tykk trist tvang vold
    gud kirke moske prest parti valg stat
"""


def test_there_are_1024_words_ten_bits_each() -> None:
    assert len(words.every()) == len(set(words.every())) == 1024


def test_every_word_can_be_typed_on_any_keyboard() -> None:
    assert [w for w in words.every() if not re.fullmatch("[a-z]{4,8}", w)] == []


def test_the_first_four_letters_tell_a_word_from_all_others() -> None:
    assert len({word[:4] for word in words.every()}) == 1024


def test_no_word_becomes_another_by_one_slip_of_the_pen() -> None:
    known = set(words.every())
    slipped = {word: known.intersection(one_slip_from(word)) for word in known}
    assert {word: others for word, others in slipped.items() if others} == {}


def test_no_word_is_somebodys_first_name_or_unkind() -> None:
    assert set(words.every()).isdisjoint((FIRST_NAMES + UNKIND).split())


def test_each_word_is_drawn_by_itself_among_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def choice(among: tuple[str, ...]) -> str:
        asked.append(among)
        return among[len(asked)]

    monkeypatch.setattr("secrets.choice", choice)
    assert words.draw(3) == list(words.every()[1:4])
    assert asked == [words.every()] * 3


@pytest.mark.parametrize("typed", ["regnbue", " Regnbue ", "regn", "regnbuen"])
def test_a_word_is_known_by_its_beginning(typed: str) -> None:
    assert words.recognised(typed) == "regnbue"


@pytest.mark.parametrize("typed", ["", "reg", "xyzw", "\x00", "🌈🌈🌈🌈"])
def test_what_is_no_word_of_ours_is_not_known(typed: str) -> None:
    assert words.recognised(typed) is None


def one_slip_from(word: str) -> Iterator[str]:
    """Every way to write one letter wrong, leave one out, or add one."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield before + after[1:] if after else ""
        for letter in ascii_lowercase:
            yield before + letter + after
            if after and letter != after[0]:
                yield before + letter + after[1:]
