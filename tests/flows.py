"""`make flows`: the state machines of the house, drawn into docs/flows.md."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

from kimvoice.complaints import states as complaints
from kimvoice.core.flow import AS_BEFORE, Flow
from kimvoice.elections import states as elections
from kimvoice.forum import meeting_states as meetings
from kimvoice.forum import policy as matters_policy
from kimvoice.forum import states as matters
from kimvoice.suggestions import states as suggestions

PLACE = Path(__file__).parent.parent / "docs/flows.md"
HEAD = """\
# What can happen to a case

Drawn by `make flows` from the tables that the program itself asks; a test compares.
Whatever a table omits is refused. The tables say *when* something can be done, and the
policy of each room says *who* may do it to which case.
"""


@dataclass(frozen=True)
class Drawn:
    title: str
    flow: Flow[Any, Any]
    states: type[StrEnum]
    who: Mapping[str, tuple[StrEnum, ...]]
    by_the_clock: str = ""

    @property
    def doers(self) -> dict[StrEnum, str]:
        return {act: who for who, acts in self.who.items() for act in acts}

    def page(self) -> Iterator[str]:
        yield f"## {self.title}\n"
        yield f"```mermaid\n{self.flow.mermaid()}\n```\n"
        if self.by_the_clock:
            yield f"{self.by_the_clock}\n"
        yield from self._table()

    def _table(self) -> Iterator[str]:
        states = [*self.states]
        yield f"| Act | Who | {' | '.join(states)} |"
        yield "|---|---|" + "---|" * len(states)
        for act, who in self.doers.items():
            cells = " | ".join(self._leads(state, act) for state in states)
            yield f"| {act.value} | {who} | {cells} |"

    def _leads(self, state: StrEnum, act: StrEnum) -> str:
        """An empty cell is refused."""
        following = self.flow.table.get((state, act))
        if following is None:
            return ""
        if following is AS_BEFORE:
            return "*as before*"
        return "·" if following is state else str(following)


def who_of(
    policy: Mapping[Any, Callable[..., bool]], names: Mapping[str, str]
) -> dict[str, tuple[StrEnum, ...]]:
    """Of each act, what its question in the policy is called here."""
    asked: dict[str, tuple[StrEnum, ...]] = {}
    for act, may in policy.items():
        who = names[may.__name__]
        asked[who] = (*asked.get(who, ()), act)
    return asked


Said, Done, Voted = suggestions.Act, complaints.Act, elections.Act
DRAWN = (
    Drawn(
        "A suggestion",
        suggestions.FLOW,
        suggestions.State,
        {
            "author": (Said.WRITE, Said.WITHDRAW),
            "reader": (
                Said.TAKE,
                Said.GIVE_BACK,
                Said.ASK,
                Said.PUBLISH,
                Said.DECLINE,
                Said.CLOSE,
                Said.SUMMARIZE,
                Said.ASK_FOR_HELP,
                Said.RAISE,
            ),
            "reader or helper": (Said.END_HELP,),
            "leader": (Said.ANSWER, Said.CONFIRM_DONE, Said.CONFIRM_NOT_DONE),
        },
    ),
    Drawn(
        "A complaint",
        complaints.FLOW,
        complaints.State,
        {
            "complainant": (
                Done.WRITE,
                Done.STAY,
                Done.MOVE_BY_ITSELF,
                Done.ESCALATE,
                Done.ACCEPT,
                Done.REOPEN,
                Done.WITHDRAW,
                Done.UNDO,
                Done.EXCLUDE,
                Done.READMIT,
            ),
            "handler": (
                Done.TAKE_ON,
                Done.STEP_ASIDE,
                Done.CONFIRM,
                Done.NOTE,
                Done.TALK,
                Done.ASK,
                Done.EXTEND,
                Done.ANSWER,
            ),
            "complainant or handler": (Done.REPORT,),
            "clock": (Done.CLIMB,),
        },
        "Two states are what the clock makes of the last act, never stored: an answer"
        " that nobody asks on about is *resting* once the weeks to do so are over;"
        " who waits for the complainant has *received* it again after ten working"
        " days.",
    ),
    Drawn(
        "An election",
        elections.FLOW,
        elections.State,
        {
            "planner": (Voted.CHANGE,),
            "officer": (
                Voted.ANNOUNCE,
                Voted.PLAN_DRAW,
                Voted.DRAW,
                Voted.PUBLISH,
                Voted.DECIDE,
                Voted.SEAL,
                Voted.LAY_IN,
                Voted.CLOSE_URN,
            ),
            "two officers": (
                Voted.CORRECT,
                Voted.ALLOW_CODE,
                Voted.UNLOCK,
                Voted.ANNUL,
            ),
            "officer or counter": (Voted.GIVE_SLIP,),
            "two counters": (Voted.COUNT, Voted.TIE, Voted.RECOUNT),
            "voter": (
                Voted.NOMINATE,
                Voted.ASK_FOR_VOTE,
                Voted.VOTE,
                Voted.COMPLAIN,
            ),
            "candidate": (Voted.STAND, Voted.DECLINE, Voted.WITHDRAW, Voted.AGREE),
            "clock": (Voted.FREEZE,),
        },
        "Three states are what the clock makes of the calendar, never stored: a list is"
        " *open* and then *closed* by the hours of the vote, where there is one to"
        " hold; what is published is *final* when the days to complain are over and no"
        " complaint waits. Of the acts on the net, whether there is an urn, and whether"
        " it is closed, decide too (`FITS` in kimvoice/elections/balloting.py).",
    ),
    Drawn(
        "A consideration: one visit of a matter to a body",
        matters.FLOW,
        matters.State,
        who_of(
            matters_policy.WHO,
            {
                "may_decide": "who answers for the body",
                "may_hear": "who answers for the body that asked",
                "parts": "who answers where it was raised",
                "withdraws": "who raised it",
                "_nobody": "follows",
            },
        ),
        "Who answers for a body leads it or stands in, and the matter is not about"
        " them. What *follows* comes of what somebody did: an answer that was read out"
        " goes on back, or is summed up with others; who asks again waits again. An"
        " answer is asked on once at each level. Nothing is decided before the first"
        " agenda that is laid out, and nothing withdrawn after it. What has been sent"
        " on is not merged into another.",
    ),
    Drawn(
        "A measure: what was promised",
        matters.MEASURE_FLOW,
        matters.MeasureState,
        who_of(
            matters_policy.WHO_MEASURES,
            {
                "may_report": "doer, or who answers for the body that promised",
                "may_confirm": "who answers where it was raised, but for the doer",
            },
        ),
        "What is *done* can be disputed for 90 days.",
    ),
    Drawn(
        "A meeting",
        meetings.MEETING_FLOW,
        meetings.MeetingState,
        who_of(
            matters_policy.WHO_MEETS,
            {
                "draws_up": "who leads the body, or answers in their place",
                "may_run": "who leads the body, or takes the minutes",
                "may_finish": "who leads the body",
            },
        ),
        "It is opened on its day, or later to be typed in from paper. What is written"
        " while it is under way is a draft; finishing it carries out what was decided,"
        " and what nobody decided comes first on the next agenda. Minutes are approved"
        " by finishing a later meeting.",
    ),
)


def drawn() -> str:
    pages = ["\n".join(each.page()) for each in DRAWN]
    return "\n\n".join(
        [HEAD + "\n`·` stays as it is; an empty cell is refused.", *pages]
    )


if __name__ == "__main__":
    PLACE.write_text(drawn() + "\n", encoding="utf-8")
