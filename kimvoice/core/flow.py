"""A state machine is a closed table; this reads it, and draws it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum, StrEnum
from typing import Final, Generic, Literal, TypeAlias, TypeVar

from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import RuleBroken

State = TypeVar("State", bound=StrEnum)
Act = TypeVar("Act", bound=StrEnum)


class History(Enum):
    """Back to the state that was left: UML's history state."""

    AS_BEFORE = "as before"


AS_BEFORE: Final = History.AS_BEFORE
Next: TypeAlias = State | Literal[History.AS_BEFORE]


@dataclass(frozen=True)
class Flow(Generic[State, Act]):
    """What the table omits is refused."""

    start: State
    table: Mapping[tuple[State, Act], "Next[State]"]

    def allows(self, state: State, act: Act) -> bool:
        return (state, act) in self.table

    def after(self, state: State, act: Act, before: State | None = None) -> State:
        """``before``: the state that was left, where the table leads back to it."""
        if not self.allows(state, act):
            raise RuleBroken(
                _l("Dette går ikke nå. En annen kan ha gjort noe mens du leste.")
            )
        following = self.table[state, act]
        if following is not AS_BEFORE:
            return following
        if before is None:
            raise LookupError(f"There is nothing before {state} to go back to.")
        return before

    def mermaid(self) -> str:
        """A Mermaid state diagram; acts between the same two states share an arrow."""
        arrows: dict[tuple[State, State], list[str]] = {}
        for left, act, following in self._steps():
            arrows.setdefault((left, following), []).append(act.value)
        drawn = [
            f"    {left.value} --> {following.value}: {', '.join(acts)}"
            for (left, following), acts in arrows.items()
        ]
        return "\n".join(["stateDiagram-v2", f"    [*] --> {self.start.value}", *drawn])

    def _steps(self) -> Iterator[tuple[State, Act, State]]:
        for (state, act), following in self.table.items():
            if following is not AS_BEFORE:
                yield state, act, following
                continue
            for (left, _act), to in self.table.items():
                if to == state:
                    yield state, act, left
