"""A pasted or uploaded list into lines and cells; a line never spoils the next one."""

import codecs
import csv
import re
from collections.abc import Iterator

from kimvoice.admin.faults import Fault, Wrong, short
from kimvoice.people import names

MOST_LINES = 5000
SEPARATORS = (";", "\t", ",")
Lines = list[tuple[int, str]]


def decode(content: bytes) -> str:
    """As spreadsheets save it: UTF-8, UTF-16 or Windows-1252."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", "replace")
    if b"\0" in content[:200]:
        little = content[1:2] == b"\0"
        return content.decode("utf-16-le" if little else "utf-16-be", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def lines_of(text: str) -> Lines:
    """Those that hold something, with their numbers."""
    lines = re.split(r"\r\n|\n|\r", text.removeprefix("\ufeff"))
    return [(number, line) for number, line in enumerate(lines, 1) if line.strip()]


def cells_of(text: str) -> Iterator[tuple[int, list[str], list[Wrong]]]:
    """Of each line its number, its cells, and what is wrong with them."""
    lines = lines_of(text)
    separator = _separator([line for _number, line in lines])
    for number, line in _without_hint(lines):
        faults = list(about_line(number, line))
        if not faults:
            cells = _split(line, separator)
            faults = [Wrong(number, Fault.QUOTES)] if cells is None else []
        yield number, [] if faults else cells or [], faults


def about_line(number: int, line: str) -> Iterator[Wrong]:
    if not names.is_readable(line):
        yield Wrong(number, Fault.UNREADABLE)
    elif names.holds_national_id(line):
        yield Wrong(number, Fault.NATIONAL_ID)


def about_cell(number: int, cell: str) -> Iterator[Wrong]:
    if names.is_formula(cell):
        yield Wrong(number, Fault.FORMULA, short(cell))
    if len(cell) > names.LONGEST:
        yield Wrong(number, Fault.TOO_LONG, str(names.LONGEST))


def _separator(lines: list[str]) -> str:
    """The one that most lines have; of two as common, the first."""
    return max(SEPARATORS, key=lambda each: sum(each in line for line in lines))


def _without_hint(lines: Lines) -> Lines:
    """Excel may say on the first line what separates the cells."""
    hinted = lines and re.fullmatch(r"\s*sep=.\s*", lines[0][1], re.IGNORECASE)
    return lines[1:] if hinted else lines


def _split(line: str, separator: str) -> list[str] | None:
    """None where the quotes do not fit."""
    try:
        [cells] = csv.reader([line.strip(" ")], delimiter=separator, strict=True)
    except (csv.Error, ValueError):
        return None
    return [names.plain(cell) for cell in cells]
