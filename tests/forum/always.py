"""What must be true of every matter in the house, whatever has happened."""

from datetime import date

from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.models import Matter
from kimvoice.forum.states import State
from kimvoice.people.models import Person, RoleKind

LAST = (
    RoleKind.COORDINATOR,
    RoleKind.GENERAL_MANAGER,
    RoleKind.BOARD_CHAIR,
    RoleKind.BOARD_DEPUTY,
    RoleKind.ADMINISTRATOR,
)


def look(matters: list[Matter], dates: dict[int, date]) -> None:
    """``dates``: those that were promised first, of each visit that was looked at."""
    for matter in matters:
        for visit in matter.considerations:
            first = dates.setdefault(visit.id, visit.due_originally)
            assert first == visit.due_originally
            assert visit.expected >= visit.received_on
            _look_at_order(visit)
        for visit in matter.open_considerations:
            _look_at_who(visit)
        _look_at_end(matter)
    numbers = [(it.year, it.ordinal) for it in matters]
    assert numbers == sorted(set(numbers))


def _look_at_order(visit: Consideration) -> None:
    """Who waits, waits for somebody; whose turn it is, waits for nobody."""
    assert bool(visit.waits_for) == (visit.state is State.FORWARDED)
    again = [it for it in visit.asked if it.again_of is not None]
    assert len(again) == len({it.again_of for it in again})
    if visit.is_open and visit.asked_by is not None:
        assert visit.asked_by.state is State.FORWARDED
    if visit.state is State.ANSWERED:
        assert visit.read_by
    if visit.state in (State.ANSWERED, State.READ_OUT):
        assert visit.answers
    assert visit.is_open == (visit.ended_on is None) or visit.state is State.MERGED


def _look_at_who(visit: Consideration) -> None:
    """Whom it is not about; but where it is about everybody who could."""
    matter, one = visit.matter, visit.responsible
    assert one is not None
    matter.check_decider(one, visit.lies_with)
    if matter.is_about(one):
        could = [it for role in LAST for it in Person.holding(role)]
        assert all(map(matter.is_about, could))


def _look_at_end(matter: Matter) -> None:
    root = matter.root
    assert matter.same_as is None or not root.asked
    if matter.is_finished:
        assert matter.finished_on
        assert not matter.main.open_considerations
    if root.state is State.READ_OUT:
        assert set(root.answers) == set(last_answers(matter))


def last_answers(matter: Matter) -> list[MatterAnswer]:
    """Not those that were asked on about, those that a body has summed up, nor what
    was said before a body looked again."""
    replaced = {it.again_of for it in matter.considerations}
    return [
        it.own_answer
        for it in matter.considerations
        if it.own_answer and not _is_hidden(it, replaced) and _is_last_look(it)
    ]


def _is_last_look(visit: Consideration) -> bool:
    first = visit.asked_by if visit.is_second_look else visit
    looks = [it for it in first.asked if it.is_second_look and it.answers]  # type: ignore[union-attr]
    return not looks or looks[-1] is visit


def _is_hidden(visit: Consideration, replaced: set[Consideration | None]) -> bool:
    above = visit.asked_by
    if visit in replaced or above is None:
        return visit in replaced
    summed_up = above.own_answer is not None and not visit.is_second_look
    return summed_up or _is_hidden(above, replaced)
