"""Chained events: none is changed, moved or taken away unseen."""

from hypothesis import given
from hypothesis import strategies as st

from kimvoice.core import ledger

SALT = b"s" * 16


def test_the_same_person_in_two_lines_never_looks_the_same() -> None:
    assert ledger.committed(b"a" * 16, 7) != ledger.committed(b"b" * 16, 7)


@given(st.lists(st.text(), min_size=1, max_size=3), st.lists(st.text(), max_size=3))
def test_two_contents_have_one_commitment_only_when_they_are_one(
    one: list[str], other: list[str]
) -> None:
    same = ledger.committed(SALT, *one) == ledger.committed(SALT, *other)
    assert same == (one == other)


def test_a_link_holds_all_before_it() -> None:
    first, other = ledger.linked(ledger.START, "a"), ledger.linked(ledger.START, "b")
    assert ledger.linked(first, "c") != ledger.linked(other, "c")


def test_nobody_without_the_key_makes_a_chain_that_holds() -> None:
    keyed = ledger.linked(ledger.START, "a", key=b"k" * 32)
    assert keyed != ledger.linked(ledger.START, "a")


def test_the_mark_is_short_enough_to_be_read_aloud() -> None:
    mark = ledger.mark(ledger.linked(ledger.START, "a"))
    assert [len(part) for part in mark.split("-")] == [4, 4]
