"""Counts an election anew, from its protocol in a file.

    python verify.py protokoll.txt --wall 1A2B-3C4D --print 5E6F-7A8B

One file, with the standard library alone: whoever doubts the house runs it elsewhere.
On purpose it shares no line with the house that wrote the protocol.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb
from pathlib import Path
from typing import Any

FORMAT = "kimvoice election protocol 1"
COPIES = {
    "public": ("Utgaven for alle", "The copy for everybody"),
    "committee": ("Valgstyrets utgave", "The committee's copy"),
}
LARGEST = 5_000_000
MOST_TRIED = 100_000
SEATS = (2, 1)
"""A department elects two, the board one; a line of a department says its roll."""

Words = tuple[str, str]
"""Norwegian, English."""
NORWEGIAN, ENGLISH = TONGUES = (0, 1)
Facts = dict[str, Any]

DEEDS: dict[str, Words] = {
    "announced": ("kunngjort", "announced"),
    "listed": ("manntall og kandidater", "roll and candidates"),
    "candidate_withdrew": ("en kandidat trakk seg", "a candidate withdrew"),
    "order_agreed": ("to er enige", "two agreed"),
    "vote_asked": ("noen ba om avstemning", "a vote was asked for"),
    "roll_corrected": ("manntallet rettet", "the roll was corrected"),
    "officer_replaced": ("ny i valgstyret", "an officer was replaced"),
    "urn_sealed": ("urna låst", "the urn was sealed"),
    "name_asked": ("spørsmål om seddel", "a question about a slip"),
    "code_allowed": ("ny kode", "a new code"),
    "paper_laid_in": ("papirsedler i urna", "slips of paper"),
    "paper_checked": ("papirsedler sett over", "slips of paper checked"),
    "urn_closed": ("urnemerkene hengt opp", "the urn marks"),
    "unlocked": ("ord skrevet", "words were typed"),
    "shredded": ("konvolutter makulert", "envelopes shredded"),
    "counts_differed": ("ulike tall", "two counts differed"),
    "counted": ("talt opp", "counted"),
    "draw_planned": ("loddtrekning planlagt", "a lot was planned"),
    "drew": ("loddtrekning", "the lot"),
    "published": ("resultatet", "the result"),
    "complained": ("en klage", "a complaint"),
    "complaint_decided": ("svar på klage", "a complaint was answered"),
    "annulled": ("gjelder ikke", "annulled"),
    "office_ended": ("et verv er slutt", "an office ended"),
    "deputy_moved_up": ("vara rykket opp", "the deputy moved up"),
}


DELETED = ("(navnet er slettet)", "(the name is deleted)")


class Broken(Exception):
    """The first thing that is not as it should be."""

    def __init__(self, where: Words, why: Words) -> None:
        super().__init__(where[1], why[1])
        self.where, self.why = where, why


# What a file is


@dataclass(frozen=True)
class Line:
    number: int
    """Counted from one."""
    row: dict[str, Any]

    @property
    def is_closed(self) -> bool:
        """Only its link stands in this copy."""
        return "deed" not in self.row

    @property
    def deed(self) -> str:
        return str(self.row.get("deed", ""))

    @property
    def mark(self) -> str:
        short = str(self.row["link"])[:8].upper()
        return f"{short[:4]}-{short[4:]}"

    @property
    def said(self) -> Facts:
        return _facts(self, "said")

    @property
    def kept(self) -> Facts | None:
        """None where it does not stand in this file."""
        return _facts(self, "kept") if "kept" in self.row else None

    @property
    def figures(self) -> Facts | None:
        """All that was counted, or None."""
        return None if self.kept is None else {**self.said, **self.kept}

    @property
    def people(self) -> list[dict[str, Any]]:
        return list(self.row.get("people", []))

    @property
    def who(self) -> list[Any]:
        """Numbers, or names of those who have none; None for who is not named here."""
        named = ((it.get("number"), it.get("name")) for it in self.people)
        return [name if number is None else number for number, name in named]

    @property
    def names(self) -> list[Words]:
        named = (it.get("name") for it in self.people)
        return [DELETED if it is None else (it, it) for it in named]

    @property
    def called(self) -> Words:
        is_known = self.deed in DEEDS
        what = DEEDS[self.deed] if is_known else ("vises ikke", "not shown")
        on = f", {self.row['day']}" if is_known else ""
        norwegian, english = (f"{it}{on}" for it in what)
        return f"Linje {self.number} ({norwegian})", f"Line {self.number} ({english})"


@dataclass(frozen=True)
class Protocol:
    copy: str
    election: int
    head: str | None
    lines: list[Line]

    def all(self, deed: str) -> list[Line]:
        return [it for it in self.lines if it.deed == deed]

    def last(self, deed: str) -> Line | None:
        return next(iter(reversed(self.all(deed))), None)

    @property
    def is_on_net(self) -> bool:
        return self.last("urn_sealed") is not None

    @property
    def is_forgotten(self) -> bool:
        """A month after it is final names of those who were not elected go, and all
        figures; of these the committee's copy alone tells them from hidden ones."""
        of_all = self.copy == "committee"
        told = [it for it in self.lines if it.deed == "listed" or (of_all and it.deed)]
        no_figures = of_all and any("kept" not in it.row for it in told)
        return no_figures or any(DELETED in it.names for it in told)

    @property
    def closed(self) -> list[Line]:
        return [it for it in self.lines if it.is_closed]

    @property
    def counted(self) -> Facts | None:
        """The figures, where they stand in this file."""
        line = self.last("counted")
        return line.figures if line else None

    @property
    def was_counted(self) -> bool:
        return self.last("counted") is not None

    @property
    def candidates(self) -> list[Any]:
        """In the order of the list, also who withdrew."""
        line = self.last("listed")
        return line.who if line else []

    @property
    def standing(self) -> int:
        """How many, without those who withdrew."""
        left = self.last("candidate_withdrew")
        return int(left.said["candidates"]) if left else len(self.candidates)


def _facts(line: Line, part: str) -> Facts:
    try:
        read = json.loads(line.row[part])
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise Broken(line.called, ("Innholdet kan ikke leses.", "It can't be read."))
    return read


# Reading it


def read(content: bytes) -> Protocol:
    """One row for what the file is, and then one for each line of the protocol."""
    if len(content) > LARGEST or not content.endswith(b"\n"):
        raise Broken(*_cut_off())
    first, *others = [
        _row(at, raw) for at, raw in enumerate(content[:-1].split(b"\n"), start=1)
    ]
    _shape(first, HEADER, 1)
    if len(others) != first["lines"]:
        raise Broken(*_cut_off())
    lines = [Line(at, row) for at, row in enumerate(others, start=1)]
    for line in lines:
        _check_shape(line)
    return Protocol(first["copy"], first["election"], first["head"], lines)


def _cut_off() -> tuple[Words, Words]:
    return ("Fila", "The file"), (
        "Den er for lang, for kort eller kuttet av. Last den ned på nytt.",
        "It is too long, too short or cut off. Download it again.",
    )


WRITTEN = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def _row(at: int, raw: bytes) -> Any:
    """Written in one way alone, so that no sign is left that nothing depends on."""
    try:
        text = raw.decode("utf-8")
        row = json.loads(text)
        whole = WRITTEN.encode(row)
    except (ValueError, RecursionError):
        whole = text = ""
    if not whole or whole != text:
        raise Broken(*_not_a_row(at))
    return row


def _not_a_row(at: int) -> tuple[Words, Words]:
    norwegian, english = f"Rad {at} i fila", f"Row {at} of the file"
    if at > 1:
        norwegian += f" (linje {at - 1} i protokollen)"
        english += f" (line {at - 1} of the protocol)"
    return (norwegian, english), (
        "Raden er ikke slik huset skriver den.",
        "It is not written as the house writes it.",
    )


def _hex(size: int) -> Callable[[Any], bool]:
    pattern = re.compile(f"[0-9a-f]{{{2 * size}}}")
    return lambda it: isinstance(it, str) and pattern.fullmatch(it) is not None


def _number(it: Any) -> bool:
    return type(it) is int and it >= 0


def _text(it: Any) -> bool:
    return isinstance(it, str)


Shape = Mapping[str, Callable[[Any], bool]]
HEADER: Shape = {
    "copy": lambda it: it in list(COPIES),
    "election": _number,
    "format": lambda it: it == FORMAT,
    "head": lambda it: it is None or _hex(32)(it),
    "lines": _number,
}
CLOSED: Shape = {"line": _number, "link": _hex(32)}
OPEN: Shape = {
    **CLOSED,
    "day": _text,
    "deed": lambda it: it in list(DEEDS),
    "id": _number,
    "kept_committed": _hex(32),
    "people": lambda it: isinstance(it, list),
    "said": _text,
}
WITH_KEPT: Shape = {**OPEN, "kept": _text, "kept_salt": _hex(16)}
UNNAMED: Shape = {"committed": _hex(32), "place": _number}
NAMED: Shape = {
    **UNNAMED,
    "name": _text,
    "number": lambda it: it is None or _number(it),
    "salt": _hex(16),
}


def _check_shape(line: Line) -> None:
    row, at = line.row, line.number + 1
    _shape(row, OPEN if isinstance(row, dict) and "id" in row else CLOSED, at)
    for person in line.people:
        _shape(person, UNNAMED, at)


def _shape(row: Any, least: Shape, at: int) -> None:
    """Exactly these, or these and those that come with what is open."""
    more = {id(OPEN): WITH_KEPT, id(UNNAMED): NAMED}.get(id(least), least)
    wanted = (least, more)
    fits = isinstance(row, dict) and any(
        set(row) == set(shape)
        and all(is_right(row[it]) for it, is_right in shape.items())
        for shape in wanted
    )
    if not fits:
        raise Broken(*_not_a_row(at))


# The chain: each line carries the mark of all before it


def _hash(said: bytes) -> str:
    return hashlib.blake2b(said, digest_size=32).hexdigest()


def _chained(before: str, content: list[Any]) -> str:
    return _hash(bytes.fromhex(before) + json.dumps(content).encode())


def _committed(salt: str, content: list[Any]) -> str:
    return _hash(bytes.fromhex(salt) + json.dumps(content).encode())


def the_lines(protocol: Protocol) -> Words:
    link = _chained("00" * 32, [protocol.election])
    for line in protocol.lines:
        _check_place(line)
        if not line.is_closed:
            _check_line(line, link)
        link = str(line.row["link"])
    head = _chained(link, [len(protocol.lines), "head"]) if protocol.lines else None
    if protocol.head != head:
        raise Broken(*_cut_at_the_end())
    _check_closed(protocol)
    _check_once(protocol)
    many = len(protocol.lines)
    return (
        f"De {many} linjene henger sammen, og ingen mangler.",
        f"The {many} lines hold together, and none is missing.",
    )


def _cut_at_the_end() -> tuple[Words, Words]:
    return ("Slutten av protokollen", "The end of the protocol"), (
        "Linjer mangler på slutten, eller første rad i fila er endret.",
        "Lines are missing at the end, or the first row of the file was changed.",
    )


def _check_place(line: Line) -> None:
    if line.row["line"] != line.number - 1:
        raise Broken(line.called, NOT_IN_CHAIN)


NOT_IN_CHAIN = (
    "Linja passer ikke med linjene før, eller er endret.",
    "It does not fit the lines before it, or was changed.",
)


def _check_closed(protocol: Protocol) -> None:
    """No mark holds what stands before a line whose words are not there. So there is
    only one, the count that was not told, and no result for all comes after it."""
    for line in protocol.closed:
        before = {it.deed for it in protocol.lines[: line.number]}
        after = {it.deed for it in protocol.lines[line.number :]}
        opened = OPENED if protocol.is_on_net else ()
        if (
            protocol.copy != "public"
            or len(protocol.closed) > 1
            or protocol.was_counted
            or not {"listed", *opened} <= before
            or ("published" in before | after and "annulled" not in after)
        ):
            raise Broken(line.called, WITHOUT_WORDS)


def _check_once(protocol: Protocol) -> None:
    """The mark on a print holds the lines before it: none after it says them anew."""
    for deed in ONCE:
        if many := protocol.all(deed)[1:]:
            raise Broken(many[0].called, SAID_BEFORE)


ONCE = ("announced", "listed", "urn_closed", "counted", "published", "annulled")
SAID_BEFORE = (
    "Dette står i en linje før. Det skjer bare én gang.",
    "A line before it says this. It happens once.",
)
OPENED = ("urn_sealed", "urn_closed", "unlocked")
WITHOUT_WORDS = (
    "Linja er uten ord. Huset skriver ingen slik linje her.",
    "It has no words. The house writes no such line here.",
)


def _check_line(line: Line, before: str) -> None:
    row = line.row
    people = [f"{it['place']} {it['committed']}" for it in line.people]
    content = [row[it] for it in ("id", "line", "deed", "day", "said")]
    link = _chained(before, [*content, row["kept_committed"], *people])
    if link != row["link"]:
        raise Broken(line.called, NOT_IN_CHAIN)
    _check_names(line)
    _check_kept(line)


def _check_names(line: Line) -> None:
    for person in line.people:
        if "salt" not in person:
            continue
        said = _committed(person["salt"], [person["number"], person["name"]])
        if said != person["committed"]:
            raise Broken(line.called, ("Et navn er endret.", "A name was changed."))


def _check_kept(line: Line) -> None:
    row = line.row
    if "kept" not in row:
        return
    if _committed(row["kept_salt"], [row["kept"]]) != row["kept_committed"]:
        raise Broken(
            line.called,
            ("Tallene eller ordene er endret.", "Its figures or words were changed."),
        )


# The urn


def the_urn(protocol: Protocol) -> Words | None:
    line = protocol.last("urn_closed")
    if line is None:
        return None
    digests = str(line.said["urn_marks"]).split()
    if not all(_hex(32)(it) for it in digests) or digests != sorted(set(digests)):
        raise Broken(
            line.called,
            ("Urnemerkene er ikke ulike og sortert.", "The marks are not all unlike."),
        )
    if line.said["slips"] != len(digests):
        raise Broken(line.called, NOT_AS_MANY)
    if hashlib.sha256("\n".join(digests).encode()).hexdigest() != line.said["urn"]:
        raise Broken(
            line.called,
            ("Merket for hele urna er feil.", "The mark of the urn is wrong."),
        )
    _check_order_of_urn(protocol, line)
    return _marks_of(digests)


NOT_AS_MANY = (
    "Sedler, merker og navn i manntallet er ikke så mange som de skal være.",
    "Slips, marks and names on the roll are not as many as they should be.",
)


def _marks_of(digests: list[str]) -> Words:
    marks = [f"{it[:5]}-{it[5:10]}".upper() for it in digests]
    shown = "".join(
        f"\n     {'  '.join(marks[at : at + 5])}" for at in range(0, len(marks), 5)
    )
    many = len(marks)
    return (
        f"{many} ulike urnemerker. Skrev du ned ditt, skal det stå her:{shown}",
        f"{many} urn marks, all unlike. If you wrote yours down, it is here:{shown}",
    )


def _check_order_of_urn(protocol: Protocol, closing: Line) -> None:
    sealed, counted = protocol.last("urn_sealed"), protocol.last("counted")
    if sealed is None or sealed.number > closing.number:
        raise Broken(
            closing.called,
            ("Urna ble ikke låst først.", "The urn was not sealed first."),
        )
    if counted is not None:
        _check_unlocked(protocol, closing, counted)


def _check_unlocked(protocol: Protocol, closing: Line, counted: Line) -> None:
    between = range(closing.number, counted.number)
    typed = [it for it in protocol.all("unlocked") if it.number in between]
    who = [it for line in typed for it in line.who]
    seated = _committee(protocol, closing)
    strangers = seated and not {*who} <= {*seated, None}
    if len(typed) < 2 or (None not in who and len(set(who)) < 2) or strangers:
        raise Broken(
            counted.called,
            (
                "To valgansvarlige skrev ikke ordene sine først.",
                "Two officers did not type their words first.",
            ),
        )


def _committee(protocol: Protocol, closing: Line) -> set[Any]:
    """Who sat there when the urn was sealed, or came before it was closed; nobody
    where a name is deleted."""
    seated: set[Any] = set()
    for line in protocol.lines[: closing.number]:
        if line.deed in ("announced", "officer_replaced"):
            seated |= {*line.who}
    return set() if None in seated else seated


# The roll


def the_roll(protocol: Protocol) -> Words | None:
    """How many stand on it, with each correction, wherever a line says so."""
    on_roll: int | None = None
    for line in protocol.lines:
        said = {} if line.is_closed else line.said
        if line.deed == "listed":
            on_roll = said.get("on_roll")
        elif on_roll is not None and line.deed == "roll_corrected":
            on_roll += 1 if said["enrolled"] else -1
        elif on_roll is not None:
            _check_on_roll(line, said, on_roll)
    if on_roll is None:
        return None
    return (
        f"{on_roll} står i manntallet, og linjene er enige om det.",
        f"{on_roll} are on the roll, and the lines agree on that.",
    )


def _check_on_roll(line: Line, said: Facts, on_roll: int) -> None:
    told = {
        "urn_sealed": len(str((line.kept or {}).get("roll")).split())
        if line.deed == "urn_sealed" and line.kept
        else None,
        "urn_closed": said.get("slips"),
        "counted": (line.figures or said).get("on_roll"),
    }.get(line.deed)
    if told is not None and told != on_roll:
        raise Broken(line.called, NOT_AS_MANY)


# The figures


def the_figures(protocol: Protocol) -> Words | None:
    counted, got = protocol.last("counted"), protocol.counted
    if counted is None:
        return None
    if protocol.is_on_net != (counted.said.get("on_net") is True):
        raise Broken(counted.called, NOT_FROM_URN)
    if protocol.is_on_net and protocol.last("urn_closed") is None:
        raise Broken(counted.called, NOT_FROM_URN)
    turnout = {**counted.said, **(got or {})}
    if "slips" in turnout:
        _check_turnout(protocol, counted, turnout)
    if got is None:
        return None
    _check_box(protocol, counted, got)
    return _told(protocol, got)


NOT_FROM_URN = (
    "Tallene kommer ikke fra urna, enda det er en.",
    "The figures are not those of the urn, or there was none.",
)


def _check_turnout(protocol: Protocol, line: Line, got: Facts) -> None:
    closing = protocol.last("urn_closed")
    laid_in = closing.kept if closing and closing.kept else got
    many = (laid_in.get("laid_in", got["slips"]), laid_in.get("marks"))
    if many != (got["slips"], got["marks"]):
        raise Broken(line.called, NOT_AS_MANY)
    if not 0 <= got["slips"] <= got["marks"] <= got.get("on_roll", got["marks"]):
        raise Broken(line.called, NOT_AS_MANY)


def votes_in(got: Facts) -> dict[int, int]:
    """By the place on the list."""
    return {int(it): many for it, many in sorted(got.items()) if it.isdigit()}


def _check_box(protocol: Protocol, line: Line, got: Facts) -> None:
    """Whether so many slips can hold so many votes."""
    votes = votes_in(got)
    named = got["slips"] - got["blanks"] - got["rejected"]
    most = 1 if len(votes) <= 2 else min(max(_seats(line)), 2)
    can_be = (
        min([named, got["blanks"], got["rejected"], *votes.values()]) >= 0
        and max(votes.values(), default=0) <= named
        and named <= sum(votes.values()) <= most * named
    )
    on_list = range(1, len(protocol.candidates) + 1)
    if not can_be or len(votes) != protocol.standing or not set(votes) <= set(on_list):
        raise Broken(
            line.called,
            ("Slike tall kan ingen urne gi.", "No box can hold such figures."),
        )


def _seats(counted: Line) -> tuple[int, ...]:
    return SEATS[:1] if "on_roll" in counted.said else SEATS


def _told(protocol: Protocol, got: Facts) -> Words:
    line = protocol.last("listed")
    names = line.names if line else []
    votes = [(names[at - 1], many) for at, many in votes_in(got).items()]
    norwegian, english = (
        "".join(f"\n     {name[tongue]}: {many}" for name, many in votes)
        for tongue in TONGUES
    )
    slips, blanks, rejected = (got[it] for it in ("slips", "blanks", "rejected"))
    return (
        f"{slips} sedler, {blanks} blanke og {rejected} ugyldige:{norwegian}",
        f"{slips} slips, {blanks} blank and {rejected} rejected:{english}",
    )


# The result


def count(
    votes: dict[int, int],
    blanks: int,
    seats: int,
    drawn: Sequence[int] = (),
    gone: Iterable[int] = (),
) -> tuple[list[int], set[int]]:
    """Who is elected, in order; and between whom only a lot can decide.

    Most votes first. Nobody without votes, but of two the other is the deputy; a
    single one needs more votes than there are blank slips.
    """
    if not sum(votes.values()):
        return [], set()
    least = {1: blanks + 1, 2: 2 - seats}.get(len(votes), 1)
    able = [it for it in votes if votes[it] >= least and it not in set(gone)]
    first = {it: at for at, it in enumerate(drawn)}
    able.sort(key=lambda it: (-votes[it], first.get(it, len(first))))
    elected: list[int] = []
    for it in able[:seats]:
        equal = {other for other in able if votes[other] == votes[it]} - {*elected}
        if len(equal) > 1 and it not in first:
            return elected, equal
        elected.append(it)
    return elected, set()


def the_lot(protocol: Protocol) -> Words | None:
    """Whoever was drawn stood, and had as many votes as another."""
    lines = protocol.all("drew")
    for line in lines:
        _check_lot(protocol, line)
    if not lines:
        return None
    drawn = [name for line in lines for name in line.names[:-WATCHED]]
    norwegian, english = (", ".join(it[tongue] for it in drawn) for tongue in TONGUES)
    return f"Trukket ved lodd: {norwegian}.", f"Drawn by lot: {english}."


def _check_lot(protocol: Protocol, line: Line) -> None:
    places = _places(protocol, line.who[:-WATCHED])
    known = [it for it in places if it is not None]
    if 0 in known or len(set(known)) < len(known):
        raise Broken(line.called, NOT_BY_LOT)
    if protocol.counted and known == places:
        _check_equal(line, votes_in(protocol.counted), known)


def _check_equal(line: Line, votes: dict[int, int], drawn: list[int]) -> None:
    many = {votes.get(it) for it in drawn}
    equal = [it for it in votes if votes[it] in many]
    if len(many) != 1 or len(equal) < 2:
        raise Broken(line.called, NOT_BY_LOT)


WATCHED = 3
"""Who drew, and two who watched, stand last in the line of a lot."""
NOT_BY_LOT = (
    "Loddet passer ikke med stemmene.",
    "The lot does not fit the votes.",
)


def _places(protocol: Protocol, people: list[Any]) -> list[int | None]:
    """On the list; None for whose name is deleted, here or there."""
    listed = protocol.candidates
    unknown = None in listed
    found: list[int | None] = []
    for person in people:
        if person in listed and person is not None:
            found.append(listed.index(person) + 1)
        elif person is None or unknown:
            found.append(None)
        else:
            found.append(0)
    return found


def the_result(protocol: Protocol) -> Words | None:
    line = protocol.last("published")
    if line is None:
        return None
    elected = _places(protocol, line.who)
    known = [it for it in elected if it is not None]
    if 0 in known or len(set(known)) < len(known) or len(elected) > 2:
        raise Broken(line.called, NOT_ELECTED)
    if line.said.get("uncontested"):
        _check_uncontested(protocol, line)
    else:
        _check_elected(protocol, line, elected)
    return _elected_told(line)


NOT_ELECTED = (
    "De valgte er ikke de som stemmene gir.",
    "Who was elected is not who the votes elect.",
)


def _elected_told(line: Line) -> Words:
    if not line.people:
        return "Ingen er valgt.", "Nobody was elected."
    (first, leader), *deputies = line.names
    return (
        f"Valgt: {first}." + "".join(f" Vara: {it}." for it, _ in deputies),
        f"Elected: {leader}." + "".join(f" Deputy: {it}." for _, it in deputies),
    )


def _check_uncontested(protocol: Protocol, line: Line) -> None:
    agreed, first = protocol.last("order_agreed"), line.who[:1]
    unlike = agreed is not None and agreed.who != first and None not in agreed.who
    two = len(line.who) == 2
    if (
        protocol.was_counted
        or protocol.standing > 2
        or (two and (not agreed or unlike))
    ):
        raise Broken(line.called, NOT_ELECTED)


def _check_elected(protocol: Protocol, line: Line, elected: list[int | None]) -> None:
    """Who could not be elected any more is a number alone: all who may be are tried."""
    counted = protocol.last("counted")
    if counted is None and not protocol.closed:
        raise Broken(line.called, NOT_ELECTED)
    if counted is None or counted.figures is None or line.kept is None:
        return
    slips = [who for lot in protocol.all("drew") for who in lot.who[:-WATCHED]]
    drawn = _places(protocol, slips)
    known = [it for it in drawn if it is not None]
    if None in elected or known != drawn:
        return
    gone = int(line.kept.get("passed_over", 0))
    if comb(len(votes_in(counted.figures)), gone) <= MOST_TRIED:
        _check_counted(line, elected, _ways(counted, counted.figures, known, gone))


def _check_counted(line: Line, elected: list[Any], ways: Iterator[list[int]]) -> None:
    if elected not in ways:
        raise Broken(line.called, NOT_ELECTED)


def _ways(
    counted: Line, got: Facts, drawn: Sequence[int], many: int
) -> Iterator[list[int]]:
    """Whom the votes elect, whoever those are that left."""
    votes = votes_in(got)
    for seats in _seats(counted):
        for gone in combinations(votes, many):
            elected, equal = count(votes, got["blanks"], seats, drawn, gone)
            if not equal:
                yield elected


# The marks on paper

CODE = re.compile(r"\s*([0-9a-f]{4})[- ]?([0-9a-f]{4})\s*", re.ASCII | re.IGNORECASE)


def _typed(code: str) -> str:
    found = CODE.fullmatch(code)
    return f"{found[1]}-{found[2]}".upper() if found else code


def the_wall(protocol: Protocol, code: str) -> Words | None:
    """The mark that hung on the wall while people voted."""
    if not code:
        return None
    where = (f"Merket fra veggen, {code}", f"The mark from the wall, {code}")
    sealed = protocol.last("urn_sealed")
    if sealed is None:
        raise Broken(where, NO_URN)
    if sealed.mark != _typed(code):
        raise Broken(where, _not_on_wall(protocol, sealed, _typed(code)))
    norwegian, english = sealed.called
    return (
        f"Merket fra veggen er merket ved {norwegian.lower()}.",
        f"The mark from the wall is that of {english.lower()}.",
    )


NO_URN = (
    "Her ble ingen urne låst. Det ble stemt på papir, eller ikke stemt.",
    "No urn was sealed. They voted on paper, or not at all.",
)


def _not_on_wall(protocol: Protocol, sealed: Line, code: str) -> Words:
    if code in [it.mark for it in protocol.all("urn_sealed")]:
        return (
            f"Urna ble låst på nytt etter det. Riktig merke er {sealed.mark}.",
            f"The urn was sealed anew after it. The right mark is {sealed.mark}.",
        )
    return (
        f"Urna i fila har et annet merke: {sealed.mark}.",
        f"The urn of the file has another mark: {sealed.mark}.",
    )


def the_print(protocol: Protocol, code: str) -> Words | None:
    """The mark on the signed print; lines may have come since."""
    if not code:
        return None
    line = next((it for it in protocol.lines if it.mark == _typed(code)), None)
    if line is None:
        raise Broken(
            (f"Merket fra utskriften, {code}", f"The mark from the print, {code}"),
            NOT_IN_FILE,
        )
    after = len(protocol.lines) - line.number
    return (
        f"Merket fra utskriften står ved linje {line.number}. Linjer etter: {after}.",
        f"The mark from the print is that of line {line.number}. Lines since: {after}.",
    )


NOT_IN_FILE = (
    "Det står ikke ved noen linje. Er fila eldre enn utskriften, last den ned på nytt.",
    "No line has it. If the file is older than the print, download it again.",
)


# What comes of it

Step = Callable[[Protocol], "Words | None"]
STEPS: tuple[tuple[Words, Step], ...] = (
    (("Linjene", "The lines"), the_lines),
    (("Manntallet", "The roll"), the_roll),
    (("Urna", "The urn"), the_urn),
    (("Tallene", "The figures"), the_figures),
    (("Loddet", "The lot"), the_lot),
    (("Resultatet", "The result"), the_result),
)
UNREADABLE = (
    "Her står noe annet enn huset skriver.",
    "This says something else than the house writes.",
)


@dataclass(frozen=True)
class Report:
    protocol: Protocol | None
    found: list[Words]
    broken: Broken | None
    cannot: list[Words]


def verify(content: bytes, *, wall: str = "", printed: str = "") -> Report:
    """All that holds, as far as the first that does not."""
    marks: tuple[tuple[Words, Step], ...] = (
        (("Merket fra veggen", "The wall"), lambda it: the_wall(it, wall)),
        (("Merket fra utskriften", "The print"), lambda it: the_print(it, printed)),
    )
    found: list[Words] = []
    protocol = None
    try:
        protocol = read(content)
        for where, step in (*STEPS, *marks):
            if said := _taken(where, step, protocol):
                found.append(said)
    except Broken as broken:
        return Report(protocol, found, broken, [*NEVER])
    return Report(protocol, found, None, list(not_shown(protocol, wall, printed)))


def _taken(where: Words, step: Step, protocol: Protocol) -> Words | None:
    """Of a chain that holds, and says what no program of ours has written, too."""
    try:
        return step(protocol)
    except (ArithmeticError, AttributeError, LookupError, TypeError, ValueError):
        raise Broken(where, UNREADABLE) from None


NEVER: tuple[Words, ...] = (
    (
        "At sedlene sier det velgerne mente.",
        "That the slips say what the voters meant.",
    ),
    (
        "At programmet ikke så hva noen stemte, da de stemte.",
        "That the program did not look at what somebody voted, as they did.",
    ),
    (
        "At ingen ble presset, og at ingen stemte for en annen.",
        "That nobody was coerced, and nobody voted for another.",
    ),
    (
        "At de rette står i manntallet. Det kan de selv se.",
        "That the right people are on the roll. They can see that themselves.",
    ),
)


def not_shown(protocol: Protocol, wall: str, printed: str) -> Iterator[Words]:
    on_net, was_counted = protocol.is_on_net, protocol.was_counted
    yield from NEVER
    for is_so, words in (
        (on_net and was_counted, ONCE_OPENED),
        (was_counted and not on_net, BY_HAND),
        (was_counted and protocol.counted is None, NO_FIGURES),
        (protocol.is_forgotten, FORGOTTEN),
        (protocol.copy == "public", FOR_COMMITTEE),
        (bool(protocol.closed), CLOSED_LINES),
        (on_net and not wall, NO_WALL),
        (not printed, NO_PRINT),
    ):
        if is_so:
            yield words


ONCE_OPENED = (
    "At tallene er det som lå i urna. Sedlene ble slettet da de var talt.",
    "That the figures are what lay in the urn. The slips were deleted once counted.",
)
BY_HAND = (
    "At de to som talte papirsedlene, talte rett.",
    "That the two who counted the slips of paper counted right.",
)
NO_FIGURES = (
    "At stemmene gir dette resultatet. Stemmene for hvert navn står ikke i denne fila."
    " De står på protokollen som er signert.",
    "That the votes give this result. The votes for each name are not in this file."
    " They are on the signed print.",
)
FORGOTTEN = (
    "Navn og tall som er slettet her. De står på protokollen som er signert.",
    "Names and figures that are deleted here. They are on the signed print.",
)
FOR_COMMITTEE = (
    "Det som bare valgstyret kan lese. Det står i valgstyrets utgave.",
    "What the committee alone may read. It is in the committee's copy.",
)
CLOSED_LINES = (
    "Hva linja uten ord sier, og at linjene før den er de samme som på papiret."
    " Det viser valgstyrets utgave.",
    "What the line without words says, and that the lines before it are those on paper."
    " The committee's copy shows it.",
)
NO_WALL = (
    "At urna er den som ble låst før avstemningen. Skriv --wall og merket fra veggen.",
    "That the urn is the one that was sealed before the vote. Give --wall CODE.",
)
NO_PRINT = (
    "At ikke hele protokollen er skrevet på nytt. Skriv --print og merket på papiret.",
    "That the whole protocol was not written anew. Give --print CODE.",
)


# Said


def told(report: Report, tongue: int) -> Iterator[str]:
    protocol = report.protocol
    if protocol is not None:
        copy = COPIES[protocol.copy][tongue]
        yield f"{ELECTION[tongue]} {protocol.election}. {copy}."
    for found in report.found:
        yield f"  ok {found[tongue]}"
    if report.broken:
        where, why = report.broken.where[tongue], report.broken.why[tongue]
        yield f"{WRONG[tongue]} {where}. {why}\n{UNSEEN[tongue]}"
    else:
        yield RIGHT[tongue]
    yield f"\n{CANNOT[tongue]}"
    for each in report.cannot:
        yield f"  -  {each[tongue]}"


ELECTION = ("Valg nr.", "Election no.")
UNSEEN = (
    "Her stoppet programmet. Det som kommer etter, er ikke talt.",
    "Here the program stopped. What comes after it was not counted.",
)
WRONG = ("\nFEIL:", "\nWRONG:")
RIGHT = (
    "\nAlt som kan telles etter, stemmer.",
    "\nAll that can be counted anew holds.",
)
CANNOT = ("Dette kan programmet ikke vise:", "What the program cannot show:")
NO_FILE = ("Fila kan ikke åpnes.", "The file cannot be opened.")


def main(arguments: Sequence[str] | None = None) -> int:
    asked = _asked(arguments)
    tongue = ENGLISH if asked.english else NORWEGIAN
    try:
        content = Path(asked.file).read_bytes()
    except OSError:
        _say(NO_FILE[tongue])
        return 1
    report = verify(content, wall=asked.wall, printed=asked.printed)
    for words in told(report, tongue):
        _say(words)
    return 1 if report.broken else 0


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description="Teller et valg etter. Counts an election anew."
    )
    parser.add_argument("file", metavar="FILE")
    parser.add_argument("--wall", default="", metavar="CODE")
    parser.add_argument("--print", dest="printed", default="", metavar="CODE")
    parser.add_argument("--english", action="store_true")
    return parser.parse_args(arguments)


def _say(words: str) -> None:
    """Also where the screen has no sign for a letter."""
    encoding = sys.stdout.encoding or "utf-8"
    sys.stdout.write(words.encode(encoding, "replace").decode(encoding) + "\n")


if __name__ == "__main__":
    sys.exit(main())
