"""What in a text may tell who somebody is: the same fixed list for every house.

Never the people table: a warning from there would tell anybody on the network who
is a participant (DESIGN 4.8).
"""

import re
import unicodedata
from pathlib import Path

_FIRST_NAMES = frozenset(
    line
    for line in Path(__file__)
    .with_name("first_names.txt")
    .read_text("utf-8")
    .splitlines()
    if line and not line.startswith("#")
)
_WORD = re.compile(r"[^\W\d_]+")
# As people write them: 12345678, 12 34 56 78, 123 45 678, with +47 or 0047 before;
# eleven digits as a national id number (01 01 90 12345) or an account (1234 56 78901).
# One kind of gap in each, so that years, dates, hours and receipt codes are left alone.
_NUMBER = re.compile(
    r"""(?<!\d)
    (?: (?:(?:\+|00)47[ ]?)? (?: \d{8}
                             | \d\d (?P<a>[ .-]) \d\d (?P=a) \d\d (?P=a) \d\d
                             | \d{3} (?P<b>[ .-]) \d\d (?P=b) \d{3} )
      | \d{6} [ -]? \d{5}
      | \d\d (?P<c>[ .-]) \d\d (?P=c) \d\d [ -]? \d{5}
      | \d{4} (?P<d>[ .-]) \d\d (?P=d) \d{5} )
    (?!\d)""",
    re.VERBOSE,
)


def holds_name_or_number(text: str) -> bool:
    """A first name of the list, a phone number, or a number of eleven digits."""
    plain = " ".join(unicodedata.normalize("NFC", text).split())
    return _holds_name(plain) or _NUMBER.search(plain) is not None


def _holds_name(text: str) -> bool:
    words = _WORD.findall(text)
    return any(
        word in _FIRST_NAMES or word.removesuffix("s") in _FIRST_NAMES for word in words
    )
