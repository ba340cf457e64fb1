"""What a name may look like, and when two are read as the same."""

import re
import unicodedata

LONGEST = 200
FORMULA = tuple("=+-@")
"""A cell that begins so is run by the spreadsheet that opens the list again."""
REORDERS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufffd")
"""What turns the direction of the words after it; and a sign that was lost."""
_ELEVEN_DIGITS = re.compile(r"(?<!\d)\d(?:[\W_]{0,3}\d){10}(?![\W_]{0,3}\d)")


def plain(typed: str) -> str:
    """One form of each letter, one space between words."""
    return " ".join(unicodedata.normalize("NFC", typed).split())


def same(name: str) -> str:
    """Equal for two spellings of one name, and for two that look alike on a page.

    What has no ink does not tell them apart, nor do wide or joined letters.
    """
    inked = (sign for sign in name if unicodedata.category(sign) != "Cf")
    folded = plain(unicodedata.normalize("NFKC", "".join(inked))).casefold()
    return unicodedata.normalize("NFC", folded)


def could_be(typed: str, name: str) -> bool:
    """Whether both may mean one person: all words of one are among the other's.

    «Kari», «Nordmann, Kari» and «Kari Nordmann (kari.nordmann)» could be Kari
    Nordmann. Of one word alone nobody else is known by more.
    """
    one, other = _words(typed), _words(name)
    return one <= other or (other <= one and len(other) > 1)


def _words(name: str) -> set[str]:
    return set(re.findall(r"[^\W_]+", same(name)))


def is_readable(text: str) -> bool:
    return not any(
        sign in REORDERS or unicodedata.category(sign) in ("Cc", "Cs")
        for sign in text.replace("\t", " ")
    )


def is_seen(name: str) -> bool:
    """Whether there is anything but white space and signs without ink."""
    unseen = ("Cf", "Mn", "Zs", "Zl", "Zp", "Cc")
    return any(unicodedata.category(sign) not in unseen for sign in name)


def holds_national_id(text: str) -> bool:
    """Eleven digits, however they are spaced."""
    return _ELEVEN_DIGITS.search(text) is not None


def is_formula(text: str) -> bool:
    return text.lstrip().startswith(FORMULA)
