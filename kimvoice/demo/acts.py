"""The acts of a story; each is the verb that a person uses.

``ago`` is counted in weeks before the week in which the house was furnished.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from secrets import token_hex

from kimvoice.core import clock, days
from kimvoice.demo.telling import Told, one_who_is
from kimvoice.forum.states import Reason
from kimvoice.people.models import RoleKind
from kimvoice.suggestions import mailbox, policy
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.slips import HelpedSlip, MessageSlip, WithdrawalSlip
from kimvoice.suggestions.states import DeclineReason, Helped, Verdict

# What the author does with the code


@dataclass(frozen=True)
class Write:
    ago: int
    words: str

    def happen(self, told: Told) -> None:
        mailbox.receive(MessageSlip(told.code, self.words, nonce=token_hex()))


@dataclass(frozen=True)
class Tell:
    """Whether the answer helped."""

    ago: int
    helped: Helped

    def happen(self, told: Told) -> None:
        mailbox.receive(HelpedSlip(told.code, self.helped))


@dataclass(frozen=True)
class Withdraw:
    ago: int

    def happen(self, told: Told) -> None:
        mailbox.receive(WithdrawalSlip(told.code))


# What the reader does


@dataclass(frozen=True)
class Take:
    ago: int

    def happen(self, told: Told) -> None:
        told.suggestion.take(told.reader)


@dataclass(frozen=True)
class Ask:
    ago: int
    words: str

    def happen(self, told: Told) -> None:
        told.suggestion.ask(told.reader, self.words)


@dataclass(frozen=True)
class Publish:
    ago: int

    def happen(self, told: Told) -> None:
        told.suggestion.publish()


@dataclass(frozen=True)
class Summarize:
    ago: int
    words: str

    def happen(self, told: Told) -> None:
        told.suggestion.summarize(told.reader, self.words)


@dataclass(frozen=True)
class PublishSummary:
    ago: int

    def happen(self, told: Told) -> None:
        told.suggestion.publish_summary()


@dataclass(frozen=True)
class AskForHelp:
    """A coordinator, or the general manager: who will do."""

    ago: int
    role: RoleKind

    def happen(self, told: Told) -> None:
        helper = one_who_is(self.role)
        told.suggestion.ask_for_help(told.reader, helper)


@dataclass(frozen=True)
class Decline:
    ago: int
    reason: DeclineReason
    words: str

    def happen(self, told: Told) -> None:
        told.suggestion.decline(told.reader, self.reason, self.words)


@dataclass(frozen=True)
class Close:
    ago: int
    words: str

    def happen(self, told: Told) -> None:
        told.suggestion.close(told.reader, self.words)


@dataclass(frozen=True)
class Approve:
    ago: int

    def happen(self, told: Told) -> None:
        told.suggestion.approve_answer(told.reader)


# What the leader does


@dataclass(frozen=True, kw_only=True)
class Give:
    """An answer; ``done_in`` and ``look_again_in`` are weeks from when it is given."""

    ago: int
    verdict: Verdict
    asked: str
    answered: str
    explanation: str
    doer: str | None = None
    done_in: int | None = None
    reason: Reason | None = None
    look_again_in: int | None = None

    def happen(self, told: Told) -> None:
        leader = told.leader
        told.suggestion.give(
            Answer(
                verdict=self.verdict,
                by=leader,
                by_role=policy.answering_role(leader),
                given_on=clock.today(),
                doer=self.doer,
                done_by=_friday(self.done_in),
                reason=self.reason,
                explanation=self.explanation,
                look_again=_friday(self.look_again_in),
                asked_in_short=self.asked,
                answered_in_short=self.answered,
            )
        )


@dataclass(frozen=True)
class Keep:
    """What was promised is done."""

    ago: int

    def happen(self, told: Told) -> None:
        told.suggestion.confirm_done()


@dataclass(frozen=True)
class Fail:
    ago: int
    why: str

    def happen(self, told: Told) -> None:
        told.suggestion.confirm_not_done(self.why)


def _friday(weeks: int | None) -> date | None:
    if weeks is None:
        return None
    monday = days.monday_of(days.week_of(clock.today()))
    return days.working_day_until(monday + timedelta(weeks=weeks, days=4))
