"""What an author may put into the mailbox. Two slips that say the same are one."""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from kimvoice.suggestions.states import Audience, Helped


@dataclass(frozen=True)
class SuggestionSlip:
    code: str
    text: str
    audience: Audience
    department: int | None = None


@dataclass(frozen=True)
class MessageSlip:
    """``nonce`` is its form's: the same words from another form are said again."""

    code: str
    text: str
    nonce: str


@dataclass(frozen=True)
class HelpedSlip:
    code: str
    helped: Helped


@dataclass(frozen=True)
class WithdrawalSlip:
    code: str


Slip = SuggestionSlip | MessageSlip | HelpedSlip | WithdrawalSlip

# The order in which they take effect: nothing is written to what does not yet
# exist, and what is withdrawn stays so.
KINDS: dict[str, Callable[[dict[str, Any]], Slip]] = {
    "suggestion": lambda said: SuggestionSlip(
        **said | {"audience": Audience(said["audience"])}
    ),
    "message": lambda said: MessageSlip(**said),
    "helped": lambda said: HelpedSlip(**said | {"helped": Helped(said["helped"])}),
    "withdrawal": lambda said: WithdrawalSlip(**said),
}
_NAMES = {
    SuggestionSlip: "suggestion",
    MessageSlip: "message",
    HelpedSlip: "helped",
    WithdrawalSlip: "withdrawal",
}


def write(slip: Slip, week: str = "") -> bytes:
    """``week`` is of the opening that was promised; it makes no slip another one."""
    promised = {"week": week} if week else {}
    said = {"kind": _NAMES[type(slip)]} | promised | asdict(slip)
    return json.dumps(said, ensure_ascii=False).encode()


def order(slip: Slip) -> tuple[int, bytes]:
    """In a round nothing came first: of two that differ, the more critical counts."""
    critical = CRITICAL.index(slip.helped) if isinstance(slip, HelpedSlip) else 0
    return critical, write(slip)


CRITICAL = (Helped.DO_NOT_KNOW, Helped.YES, Helped.PARTLY, Helped.NO)


def read(content: bytes) -> Slip:
    said = json.loads(content)
    said.pop("week", None)
    return KINDS[said.pop("kind")](said)


def promised(content: bytes) -> str:
    """The week of its opening; "" when it names none, as older programs wrote it."""
    try:
        return str(json.loads(content).get("week", ""))
    except (ValueError, AttributeError):
        return ""
