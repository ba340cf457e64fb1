"""What is unsafe or missing: in the house (house.py), and on its machine (machine.py).

A check is a function that yields what it finds, and nothing when all is well.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import LazyString


@dataclass(frozen=True)
class Finding:
    what: LazyString
    to_do: LazyString


Findings = Iterator[Finding]
