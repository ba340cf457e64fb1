"""The matters that doors lead to, and what one sends there (tests/test_doors.py)."""

from collections.abc import Callable
from datetime import timedelta

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.forum.models import Matter
from kimvoice.forum.states import BodyKind, Verdict
from tests.cast import Cast
from tests.factories import EXPLANATION
from tests.travelling import answer, in_a_month, lay_out, of_kind, raised

RAISED = (
    "raised",
    "laid",
    "raised-root",
    "laid-root",
    "double",
    "aside",
    "heard",
    "later",
)


def made(what: str, cast: Cast) -> str:
    """What the address names: a matter, or its last visit to a body."""
    matter = _matter(what.partition("-")[0], cast)
    db.session.commit()
    if what in ("raised", "laid"):
        return f"{matter.year}-{matter.ordinal}"
    return str(matter.considerations[-1].id)


def _matter(what: str, cast: Cast) -> Matter:
    matter = raised(by=cast["participant"])
    if what != "raised":
        lay_out(matter.root.body)
    if what == "double":
        matter.merge_into(_matter("laid", cast), cast["representative"])
    if what == "aside":
        matter.set_aside(cast["leader"])
    if what == "later":
        answer(matter.root, Verdict.NOT_NOW).look_again = clock.today()
    if what == "heard":
        leader, up = cast["representative"], of_kind(BodyKind.KIM_FORUM)
        matter.root.forward(leader, [up], "Kan dere si ja?")
        db.session.flush()
        answer(matter.considerations[-1])
    return matter


def written(end: str, cast: Cast) -> dict[str, str]:
    """What is sent to the door whose address ends so."""
    if end == "ny":
        return {
            "title": "Pauser",
            "wish": "talk",
            "presenter": "i",
            "name_shown": "no",
            "about_nobody": "y",
            "body": of_kind(BodyKind.PARTICIPANT_FORUM).slug,
            "origin": "dialogue_conference",
        }
    if end in DECIDED:
        return DECIDED[end]()
    return {
        "samme-sak": lambda: {"other": _another(cast)},
        "annet-sted": lambda: {"where": "complaint", "words": "Du kan klage."},
        "gjelder": lambda: {"person": str(cast["deputy"].id)},
        "gjelder-ikke": lambda: {"person": str(cast["leader"].id)},
    }[end]()


DECIDED: dict[str, Callable[[], dict[str, str]]] = {
    "svar": lambda: {
        "reply": "no",
        "reason": "money",
        "explanation": EXPLANATION,
        "asked_in_short": "Vi vil ha en pause til.",
        "answered_in_short": "Det er ikke penger i år.",
        "send": "yes",
    },
    "videre": lambda: {"bodies": "kim-forum", "question": "Kan dere si ja?"},
    "mer": lambda: {
        "needs": "Prisen",
        "needs_from": "Kafeen",
        "until": in_a_month().isoformat(),
    },
    "utsett": lambda: {"until": _in_three_months(), "why": "Vi venter på svar."},
    "godkjenn": lambda: {
        "asked_in_short": "Vi vil ha en pause til.",
        "answered_in_short": "Det går ikke nå, dessverre.",
    },
    "endre-tekst": lambda: {
        "asked_in_short": "Vi vil ha en lengre pause.",
        "answered_in_short": "Det går ikke nå, dessverre.",
    },
    "spor-igjen": lambda: {"question": "Og en kort pause?"},
}
ENDS = ("samme-sak", "annet-sted", "gjelder", "gjelder-ikke", *DECIDED)


def _another(cast: Cast) -> str:
    matter = _matter("laid", cast)
    db.session.commit()
    return matter.number


def _in_three_months() -> str:
    return (in_a_month() + timedelta(days=61)).isoformat()
