"""A closed set of values that read aloud, each with its words on the screen."""

from enum import StrEnum
from typing import Self

from flask_babel import LazyString


class Labelled(StrEnum):
    """``STATE = "state", _l("Words")``; ``Kind("state")`` finds it by its value."""

    label: LazyString | str

    def __new__(cls, value: str, label: LazyString | str = "") -> Self:
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member
