"""A state machine is a closed table; this reads it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import RuleBroken

State = TypeVar("State", bound=StrEnum)
Act = TypeVar("Act", bound=StrEnum)


@dataclass(frozen=True)
class Flow(Generic[State, Act]):
    """What the table omits is refused."""

    start: State
    table: Mapping[tuple[State, Act], State]

    def allows(self, state: State, act: Act) -> bool:
        return (state, act) in self.table

    def after(self, state: State, act: Act) -> State:
        if not self.allows(state, act):
            raise RuleBroken(
                _l("Dette går ikke nå. En annen kan ha gjort noe mens du leste.")
            )
        return self.table[state, act]
