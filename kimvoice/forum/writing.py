"""What a meeting writes at a point: a draft, until the meeting is finished.

Then it is carried out (`carrying_out`), and becomes the minutes (decision 32).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import RuleBroken
from kimvoice.forum.meeting_states import Decision
from kimvoice.forum.states import SHORTEST_REASON, Reason, Verdict
from kimvoice.people.models import Person

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

    from kimvoice.forum.bodies import Body
    from kimvoice.forum.considerations import Consideration
    from kimvoice.forum.meetings import Meeting


class OverwrittenMeanwhile(RuleBroken):
    """Somebody else wrote in the same point since it was read: nothing is lost."""

    def __init__(self) -> None:
        super().__init__(_l("En annen har endret punktet. Her er begge tekstene."))


@dataclass(frozen=True)
class Written:
    """Of the fields only those that the decision asks for say something."""

    said: str = ""
    agreeing: int | None = None
    """Hands that were counted."""
    decision: Decision | None = None
    words: str = ""
    who: str = ""
    doer: Person | None = None
    nobody: bool = False
    until: date | None = None
    verdict: Verdict | None = None
    reason: Reason | None = None
    bodies: tuple["Body", ...] = ()

    @property
    def decided(self) -> tuple[object, ...]:
        """All but what was talked about."""
        told = ("said", "agreeing")
        return tuple(it for name, it in vars(self).items() if name not in told)


class Writing:
    if TYPE_CHECKING:
        said: Mapped[str]
        agreeing: Mapped[int | None]
        decision: Mapped[Decision | None]
        words: Mapped[str]
        who: Mapped[str]
        doer: Mapped[Person | None]
        nobody: Mapped[bool]
        until: Mapped[date | None]
        verdict: Mapped[Verdict | None]
        reason: Mapped[Reason | None]
        bodies: Mapped[list[Body]]
        decided_by: Mapped[Person | None]
        version: Mapped[int]
        meeting: Mapped[Meeting]
        visit: Mapped[Consideration | None]

        @property
        def is_stopped(self) -> bool: ...

    @property
    def written(self) -> Written:
        return Written(
            said=self.said,
            agreeing=self.agreeing,
            decision=self.decision,
            words=self.words,
            who=self.who,
            doer=self.doer,
            nobody=self.nobody,
            until=self.until,
            verdict=self.verdict,
            reason=self.reason,
            bodies=tuple(sorted(self.bodies, key=lambda it: it.id)),
        )

    def write(self, written: Written, by: Person, version: int) -> None:
        """``version``: the one that was read. The same words once more change nothing;
        raise OverwrittenMeanwhile where others stand here now."""
        self.check_may_write(by)
        before = self.written
        if written == before:
            return
        self.turn(by, version)
        if written.decided != before.decided:
            self.decided_by = by
        self._take(written)

    def turn(self, by: Person, version: int) -> None:
        """Another version, after the one that was read."""
        self.check_may_write(by)
        if version != self.version:
            raise OverwrittenMeanwhile
        self.version += 1

    def drop_decision(self) -> None:
        """What was talked about stays."""
        self._take(Written(said=self.said, agreeing=self.agreeing))

    def forget(self) -> None:
        """What was written of a matter that is stopped."""
        self._take(Written())
        self.decided_by = None

    def check_may_write(self, by: Person) -> None:
        self.meeting.check_under_way()
        self.check_not_about(by)

    def check_not_about(self, by: Person) -> None:
        """Also not stopped: then nothing is to stand here."""
        if self.is_stopped:
            raise RuleBroken(_l("Saken er tatt bort. Her skal det ikke stå noe."))
        if self.visit is not None and self.visit.matter.is_about(by):
            raise RuleBroken(_l("Saken gjelder deg. En annen må skrive her."))

    def why_not_written(self, by: Person) -> str:
        """Why this person can write nothing here; empty where they can."""
        if self.visit is not None and not self.visit.is_undecided:
            return str(_l("Saken er avgjort et annet sted mens møtet gikk."))
        try:
            self.check_not_about(by)
        except RuleBroken as refusal:
            return str(refusal)
        return ""

    @property
    def lacks(self) -> list[LazyString]:
        """What the decision needs before it can be carried out, in words."""
        needs = NEEDS[self.decision] if self.decision else ()
        return [why for there, why in needs if not there(self)]

    def _take(self, written: Written) -> None:
        for name, value in vars(written).items():
            setattr(self, name, list(value) if name == "bodies" else value)


Need: TypeAlias = tuple[Callable[[Writing], object], LazyString]


def _has_words(it: Writing) -> bool:
    return bool(it.words)


def _says_why_later(it: Writing) -> bool:
    return bool(it.words) or not (it.visit and it.visit.postponed)


def _is_explained(it: Writing) -> bool:
    return len(" ".join(it.words.split())) >= SHORTEST_REASON


def _says_when_again(it: Writing) -> bool:
    return it.verdict is not Verdict.NOT_NOW or it.until is not None


NEEDS: Mapping[Decision, tuple[Need, ...]] = {
    Decision.AGREE: (
        (_has_words, _l("Skriv hva dere er enige om.")),
        (lambda it: it.doer or it.nobody, _l("Velg hvem som gjør det.")),
        (lambda it: it.until or it.nobody, _l("Skriv når det skal være gjort.")),
    ),
    Decision.FORWARD: (
        (lambda it: it.bodies, _l("Velg hvem som skal svare.")),
        (_has_words, _l("Skriv hva dere spør om.")),
    ),
    Decision.FIND_OUT: (
        (_has_words, _l("Skriv hva dere må vite.")),
        (lambda it: it.who, _l("Skriv hvem som finner det ut.")),
        (lambda it: it.until, _l("Skriv en dato for når.")),
    ),
    Decision.POSTPONE: (
        (lambda it: it.until, _l("Skriv når dere tar den opp igjen.")),
        (_says_why_later, _l("Saken er utsatt før. Skriv hvorfor.")),
    ),
    Decision.TURN_DOWN: (
        (lambda it: it.verdict, _l("Velg nei, eller ikke nå.")),
        (lambda it: it.reason, _l("Velg hvorfor.")),
        (_is_explained, _l("Skriv litt mer. Minst 40 tegn.")),
        (_says_when_again, _l("Skriv når dere ser på det igjen.")),
    ),
}
"""What each of the five needs (DESIGN 7)."""
