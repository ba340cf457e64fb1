"""What a meeting decided, carried out when it is finished (decision 32)."""

from collections.abc import Callable, Mapping
from textwrap import shorten
from typing import TYPE_CHECKING, Any

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.answers import LONGEST_IN_SHORT, MatterAnswer
from kimvoice.forum.measures import Measure
from kimvoice.forum.meeting_states import Decision
from kimvoice.forum.states import Act, Verdict
from kimvoice.forum.whole import WholeVisit

if TYPE_CHECKING:
    from kimvoice.forum.agenda_items import AgendaItem
    from kimvoice.people.models import Person

ACTS: Mapping[Decision, Act] = {
    Decision.AGREE: Act.ANSWER,
    Decision.FORWARD: Act.FORWARD,
    Decision.FIND_OUT: Act.FIND_OUT,
    Decision.POSTPONE: Act.POSTPONE,
    Decision.TURN_DOWN: Act.ANSWER,
}


class CarryingOut(WholeVisit):
    def carry_out(self, by: "Person", item: "AgendaItem") -> None:
        """As it was written; raise RuleBroken where that can't be."""
        decision = item.decision
        assert decision is not None
        self._check_can_carry_out(by, item)
        CARRIED_OUT[decision](self, self._decider(by, item), item)

    def why_not_carried_out(self, by: "Person", item: "AgendaItem") -> str:
        """Before it is tried; empty where nothing is in the way."""
        try:
            self._check_can_carry_out(by, item)
        except RuleBroken as refusal:
            return str(refusal)
        return ""

    def _check_can_carry_out(self, by: "Person", item: "AgendaItem") -> None:
        assert item.decision is not None
        self.check_can(ACTS[item.decision], self._decider(by, item))
        if item.lacks:
            raise RuleBroken(item.lacks[0])

    def _decider(self, by: "Person", item: "AgendaItem") -> "Person":
        """Whoever finishes the meeting; where it is about them, who wrote it."""
        deciders = self.matter.deciders_at(self.body)
        found = (it for it in (by, item.decided_by) if it in deciders)
        return next(found, None) or by

    def _agree(self, by: "Person", item: "AgendaItem") -> None:
        verdict, measures = Verdict.NOTED, []
        if not item.nobody and item.doer and item.until:
            verdict = Verdict.YES
            measures = [Measure.promised(item.words, item.doer, item.until)]
        self.answer(by, self._answer_of(item, verdict, measures=measures))

    def _turn_down(self, by: "Person", item: "AgendaItem") -> None:
        assert item.verdict is not None
        again = item.until if item.verdict is Verdict.NOT_NOW else None
        given = self._answer_of(
            item, item.verdict, reason=item.reason, look_again=again
        )
        self.answer(by, given)

    def _forward(self, by: "Person", item: "AgendaItem") -> None:
        self.forward(by, item.bodies, item.words)

    def _find_out(self, by: "Person", item: "AgendaItem") -> None:
        assert item.until is not None
        self.find_out(by, item.words, item.who, item.until)

    def _put_off(self, by: "Person", item: "AgendaItem") -> None:
        assert item.until is not None
        self.put_off(by, item.until, item.words)

    def _answer_of(
        self, item: "AgendaItem", verdict: Verdict, **more: Any
    ) -> MatterAnswer:
        """Its short words can be changed until a representative has said yes."""
        return MatterAnswer(
            verdict=verdict,
            words=item.words,
            given_on=clock.today(),
            asked_in_short=self.matter.title,
            answered_in_short=shorten(item.words, LONGEST_IN_SHORT, placeholder=" …"),
            **more,
        )


CARRIED_OUT: Mapping[
    Decision, Callable[[CarryingOut, "Person", "AgendaItem"], None]
] = {
    Decision.AGREE: CarryingOut._agree,
    Decision.FORWARD: CarryingOut._forward,
    Decision.FIND_OUT: CarryingOut._find_out,
    Decision.POSTPONE: CarryingOut._put_off,
    Decision.TURN_DOWN: CarryingOut._turn_down,
}
