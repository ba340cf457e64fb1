"""docs/flows.md is what the program asks, not what somebody remembers."""

import pytest

from tests.flows import DRAWN, PLACE, Drawn, drawn


def test_the_drawing_is_current() -> None:
    shown = PLACE.read_text(encoding="utf-8")
    assert shown == drawn() + "\n", "run `make flows`"


@pytest.mark.parametrize("each", DRAWN, ids=lambda each: str(each.title))
def test_every_act_has_one_who_may_do_it(each: Drawn) -> None:
    acts = [act for acts in each.who.values() for act in acts]
    assert sorted(acts) == sorted({act for _state, act in each.flow.table})


@pytest.mark.parametrize("each", DRAWN, ids=lambda each: str(each.title))
def test_every_way_of_the_table_is_drawn(each: Drawn) -> None:
    page = "\n".join(each.page())
    cells = [
        cell.strip()
        for row in page.splitlines()
        if row.startswith("| ") and not row.startswith("| Act")
        for cell in row.strip("|").split("|")[2:]
    ]
    assert len([cell for cell in cells if cell]) == len(each.flow.table)
    for state in each.states:
        assert f" {state.value}" in page
