"""A house that lies in a chain that holds: whoever counts anew sees what cannot be."""

import hashlib
import json
import random
from collections.abc import Callable
from typing import Any

from kimvoice import verify
from kimvoice.elections import export
from kimvoice.elections.states import Deed
from tests.complaints.own_page import on_sqlite
from tests.electing import Electing
from tests.elections.each_kind import (
    COPIES,
    annulled,
    by_lot,
    marks,
    on_net,
    on_paper,
    with_paper_beside,
)

pytestmark = on_sqlite
Row = dict[str, Any]


def chained(content: bytes, lie: Callable[[list[Row]], None]) -> bytes:
    """As whoever may write in the database would write it: all links anew."""
    first, *rows = [json.loads(it) for it in content.splitlines()]
    lie(rows)
    link = digest(bytes(32), [first["election"]])
    for at, row in enumerate(rows):
        row["line"] = at
        if "kept" in row:
            salt = bytes.fromhex(row["kept_salt"])
            row["kept_committed"] = digest(salt, [row["kept"]])
        people = [f"{it['place']} {it['committed']}" for it in row["people"]]
        its = [row[it] for it in ("id", "line", "deed", "day", "said")]
        link = digest(bytes.fromhex(link), [*its, row["kept_committed"], *people])
        row["link"] = link
    first["lines"] = len(rows)
    first["head"] = digest(bytes.fromhex(link), [len(rows), "head"])
    return b"".join(written(it) for it in (first, *rows))


def digest(before: bytes, content: list[Any]) -> str:
    said = before + json.dumps(content).encode()
    return hashlib.blake2b(said, digest_size=32).hexdigest()


def written(row: Row) -> bytes:
    said = json.dumps(row, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"{said}\n".encode()


def said(deed: str, **facts: Any) -> Callable[[list[Row]], None]:
    return lambda rows: change(rows, deed, "said", facts)


def kept(deed: str, **facts: Any) -> Callable[[list[Row]], None]:
    return lambda rows: change(rows, deed, "kept", facts)


def change(rows: list[Row], deed: str, part: str, facts: dict[str, Any]) -> None:
    for row in rows:
        if row["deed"] == deed:
            row[part] = json.dumps(json.loads(row[part]) | facts)


def without(*deeds: str) -> Callable[[list[Row]], None]:
    def take_out(rows: list[Row]) -> None:
        rows[:] = [it for it in rows if it["deed"] not in deeds]

    return take_out


def turned(deed: str) -> Callable[[list[Row]], None]:
    """Those of the line the other way round."""

    def turn(rows: list[Row]) -> None:
        for row in rows:
            if row["deed"] == deed:
                row["people"].reverse()

    return turn


def twice_the_same_urn_mark(rows: list[Row]) -> None:
    for row in rows:
        if row["deed"] == "urn_closed":
            facts = json.loads(row["said"])
            one, _, *others = facts["urn_marks"].split()
            change(
                rows, "urn_closed", "said", {"urn_marks": " ".join([one, one, *others])}
            )


def one_urn_mark_less(rows: list[Row]) -> None:
    for row in rows:
        if row["deed"] == "urn_closed":
            left = json.loads(row["said"])["urn_marks"].split()[1:]
            urn = hashlib.sha256("\n".join(left).encode()).hexdigest()
            facts = {"urn_marks": " ".join(left), "slips": len(left), "urn": urn}
            change(rows, "urn_closed", "said", facts)


def typed_by_others(rows: list[Row]) -> None:
    for at, row in enumerate(it for it in rows if it["deed"] == "unlocked"):
        [person] = row["people"]
        person["number"] = 700 + at
        its = [person["number"], person["name"]]
        person["committed"] = digest(bytes.fromhex(person["salt"]), its)


LIES: dict[str, tuple[Callable[[list[Row]], None], str]] = {
    "another was elected": (turned("published"), "published|the result"),
    "votes moved": (kept("counted", **{"1": 2, "2": 4}), "the result"),
    "more votes than slips": (kept("counted", **{"1": 9}), "counted"),
    "fewer votes than slips": (kept("counted", **{"1": 3}), "counted"),
    "a name that never stood": (kept("counted", **{"4": 0}), "counted"),
    "no votes": (kept("counted", blanks=-1), "counted"),
    "more slips than marks": (said("counted", slips=9), "counted"),
    "fewer slips than lay in the urn": (said("counted", slips=7), "counted"),
    "another number on the roll": (said("listed", on_roll=9), "the urn was sealed"),
    "a count of paper": (said("counted", on_net=False), "counted"),
    "not opened": (without("unlocked"), "counted"),
    "opened by others": (typed_by_others, "counted"),
    "not closed": (without("urn_closed"), "counted"),
    "neither closed nor opened": (without("urn_closed", "unlocked"), "counted"),
    "not sealed": (without("urn_sealed"), "the urn marks"),
    "not counted": (without("counted"), "the result"),
    "an urn mark twice": (twice_the_same_urn_mark, "the urn marks"),
    "a slip taken out": (one_urn_mark_less, "the urn marks"),
    "another urn": (said("urn_closed", urn="ab" * 32), "the urn marks"),
    "passed over": (kept("published", passed_over=2), "the result"),
    "without a vote": (said("published", uncontested=True), "the result"),
}


def test_a_chain_that_holds_makes_no_lie_true(electing: Electing) -> None:
    true = export.for_committee(on_net(electing).election)
    assert verify.verify(chained(true, lambda _rows: None)).broken is None
    for name, (lie, where) in LIES.items():
        broken = verify.verify(chained(true, lie)).broken
        assert broken is not None, name
        assert any(f"({it}" in broken.where[1] for it in where.split("|")), name


def written_anew_behind_a_line_without_words(content: bytes) -> bytes:
    """With the true marks of wall and print: another was elected."""
    true = [json.loads(it) for it in content.splitlines()]
    lied = [json.loads(it) for it in chained(content, turned("published")).splitlines()]
    last = true[-1]
    closed = {"line": last["line"], "link": last["link"]}
    return b"".join(written(it) for it in (true[0], *lied[1:-1], closed))


def test_no_line_without_words_hides_a_protocol_that_was_written_anew(
    electing: Electing,
) -> None:
    election = on_net(electing).election
    election.round.shred(election.officers[0])
    for copy in COPIES:
        lie = written_anew_behind_a_line_without_words(copy(election))
        broken = verify.verify(lie, **marks(election)).broken
        assert broken is not None
        assert broken.why[1] == "It has no words. The house writes no such line here."


def test_no_line_after_the_print_says_the_result_anew(electing: Electing) -> None:
    election = on_net(electing).election

    def another(rows: list[Row]) -> None:
        rows.append(json.loads(json.dumps(rows[-1])))
        rows[-1]["people"].reverse()

    for copy in COPIES:
        lie = chained(copy(election), another)
        broken = verify.verify(lie, **marks(election)).broken
        assert broken is not None
        assert broken.why[1] == "A line before it says this. It happens once."


def test_the_number_of_a_line_without_words_is_its_place(electing: Electing) -> None:
    true = export.for_all(annulled(electing).election)
    assert verify.verify(true).broken is None
    [row] = [it for it in true.splitlines() if b'"deed"' not in it][1:]
    at = json.loads(row)["line"]
    for wrong in (at ^ 1, at ^ 2):
        lie = row.replace(b'"line":%d' % at, b'"line":%d' % wrong)
        assert verify.verify(true.replace(row, lie)).broken is not None


def test_whoever_had_more_votes_than_the_others_was_not_drawn(
    electing: Electing,
) -> None:
    true = export.for_committee(by_lot(electing).election)
    lie = kept("counted", **{"1": 4, "2": 2, "3": 1})
    broken = verify.verify(chained(true, lie)).broken
    assert broken is not None
    assert broken.why[1] == "The lot does not fit the votes."


COUNTS = ("slips", "marks", "on_roll", "blanks", "rejected", "laid_in", "1", "2", "4")
CHOICES = ("on_net", "enrolled", "uncontested", "candidates", "passed_over")
FACTS = (*COUNTS, *CHOICES, "urn", "urn_marks", "roll")
VALUES = (None, -1, 0, 1, 7, 10**30, 1.5, True, "", "x", "1 2", [1], {"a": 1})


def test_whatever_stands_in_a_line_is_answered_with_a_sentence(
    electing: Electing,
) -> None:
    true = export.for_committee(with_paper_beside(electing).election)
    for seed in range(400):
        chance = random.Random(seed)
        lie = anything(chance)
        report = verify.verify(chained(true, lie))
        assert list(verify.told(report, chance.choice(verify.TONGUES)))


def anything(chance: random.Random) -> Callable[[list[Row]], None]:
    def lie(rows: list[Row]) -> None:
        row, part = chance.choice(rows), chance.choice(["said", "kept"])
        facts = {chance.choice(FACTS): chance.choice(VALUES) for _ in range(3)}
        now = json.loads(row[part]) | facts
        row[part] = chance.choice([json.dumps(now)] * 9 + ["", "[]", "{", "null"])
        if chance.random() < 0.2:
            row["deed"] = chance.choice(list(Deed)).value
        if chance.random() < 0.1:
            row["people"] = []
        if chance.random() < 0.2:
            chance.shuffle(rows)

    return lie


def as_once_written(rows: list[Row]) -> None:
    """The way was not in the first line, nor was the roll in the count."""
    for row, fact in ((it, fact) for it in rows for fact in ("way", "on_roll")):
        facts = json.loads(row["said"])
        if row["deed"] in ("announced", "counted"):
            facts.pop(fact, None)
        row["said"] = json.dumps(facts)


def test_an_older_protocol_holds(electing: Electing) -> None:
    true = export.for_committee(on_paper(electing).election)
    report = verify.verify(chained(true, as_once_written))
    assert report.broken is None
    assert verify.verify(chained(true, turned("published"))).broken is not None
