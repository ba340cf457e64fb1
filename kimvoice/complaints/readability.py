"""How heavy a text is to read: LIX (C. H. Björnsson, «Läsbarhet», Stockholm 1968).

Words to a sentence, and beside them how many of a hundred words are long.
"""

import re

LONG = 6
"""Letters: a longer word counts as long."""
EASY = 35
"""Below it Björnsson calls a text easy."""
FEWEST = 10
"""Words: of fewer the number says nothing."""
LONGEST = 25
"""Words: one sentence that is longer is heavy, however short the others are."""

_WORD = re.compile(r"[^\W\d_]+")
# The full stop of «11. januar» ends no sentence.
_END = re.compile(r"(?<=[^\d][.!?:])\s+|(?<=\d[.!?:])\s+(?=[^a-zæøå\s])|\n+")


def is_easy(*texts: str) -> bool:
    longest = max(len(_words((each,))) for each in ("", *_sentences(texts)))
    return len(_words(texts)) < FEWEST or (lix(*texts) < EASY and longest <= LONGEST)


def lix(*texts: str) -> float:
    """Zero for no words at all. The end of a text ends its sentence too."""
    words = _words(texts)
    if not words:
        return 0
    long = sum(1 for word in words if len(word) > LONG)
    return len(words) / len(_sentences(texts)) + 100 * long / len(words)


def _sentences(texts: tuple[str, ...]) -> list[str]:
    pieces = [piece for text in texts for piece in _END.split(text)]
    return [piece for piece in pieces if _WORD.search(piece)]


def _words(texts: tuple[str, ...]) -> list[str]:
    return [word for text in texts for word in _WORD.findall(text)]
