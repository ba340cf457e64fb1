"""How a meeting goes: it is opened, written, and finished; or it is not held.

Nothing that is written goes out before it is finished: until then all can be changed.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.heard_answers import Attendance, HeardAnswer
from kimvoice.forum.meeting_states import (
    Hearing,
    ItemKind,
    MeetingAct,
    MeetingState,
)
from kimvoice.forum.whole import WholeMeeting
from kimvoice.people.models import Department, Person

if TYPE_CHECKING:
    from kimvoice.forum.considerations import Consideration
    from kimvoice.forum.meetings import Meeting


class Holding(WholeMeeting):
    # Opened

    def open(self) -> None:
        """On its day; later it is typed in from paper."""
        if clock.today() < self.day:
            raise RuleBroken(_l("Møtet er ikke i dag. Du kan starte det på dagen."))
        self._take(MeetingAct.OPEN)

    def check_under_way(self) -> None:
        if self.state is not MeetingState.UNDER_WAY:
            raise RuleBroken(
                _l("Møtet er ikke i gang. Det er avsluttet, eller ikke startet.")
            )

    @property
    def present(self) -> int | None:
        """All of them; None until somebody has counted."""
        counted = [it.present for it in self.attendances]
        return sum(counted) if counted else None

    def count(self, present: Mapping[Department | None, int]) -> None:
        """How many are there from each department; None: all others."""
        self.check_under_way()
        known = {it.department: it for it in self.attendances}
        for place, number in present.items():
            if place in known:
                known[place].present = number
            else:
                self.attendances.append(Attendance(department=place, present=number))

    # Written

    def hear(self, visit: "Consideration", hearing: Hearing, words: str) -> None:
        """What the meeting does with an answer that has come back."""
        self.check_under_way()
        heard = self.heard_of(visit)
        if heard is None:
            heard = HeardAnswer(visit=visit)
            self.heard.append(heard)
        heard.hearing, heard.words = hearing, words

    def hear_those(
        self,
        heard: Mapping["Consideration", tuple[Hearing, str]],
        by: Person,
        version: int,
    ) -> None:
        """As `AgendaItem.write`: two writers never overwrite each other."""
        new = {it: told for it, told in heard.items() if not self._is_heard(it, *told)}
        if not new:
            return
        if about := next((it.matter for it in new if it.matter.is_about(by)), None):
            raise RuleBroken(
                _l(
                    "Sak %(number)s gjelder deg. En annen må skrive om svaret.",
                    number=about.number,
                )
            )
        point = next(it for it in self.items if it.kind is ItemKind.ANSWERS)
        point.turn(by, version)
        for visit, told in new.items():
            self.hear(visit, *told)

    def _is_heard(self, visit: "Consideration", hearing: Hearing, words: str) -> bool:
        heard = self.heard_of(visit)
        return heard is not None and (heard.hearing, heard.words) == (hearing, words)

    def heard_of(self, visit: "Consideration") -> HeardAnswer | None:
        return next((it for it in self.heard if it.visit is visit), None)

    # Finished

    def finish(self, by: Person, answers: Collection["Consideration"]) -> None:
        """Carry out what was written. ``answers``: those that waited to be read out.

        What nobody decided comes first the next time. Raise RuleBroken, and change
        nothing, while something that was decided cannot be carried out.
        """
        self._check_heard(answers)
        self._take(MeetingAct.FINISH)
        for heard in self.heard:
            _carry_out(heard, by)
        decided = self.decided
        for item in self.matters:
            if item in decided:
                _carry_out(item, by)
            else:
                item.drop_decision()
        self._approve_those_before()

    @property
    def as_written(self) -> str:
        """In few words that change when somebody writes, or a matter comes or goes."""
        earlier = (it for each in self.to_be_approved for it in each.items)
        return " ".join(f"{it.id}.{it.version}" for it in (*self.points, *earlier))

    @property
    def decided(self) -> list[AgendaItem]:
        """Matters, in their order; of what others have decided meanwhile, or taken off
        the agenda, the draft of a decision counts for nothing."""
        here = (it for it in self.points if it.is_matter and it.is_open)
        return [it for it in here if it.decision]

    @property
    def untouched(self) -> list[AgendaItem]:
        """Nothing was decided of them: they come first the next time."""
        return [it for it in self.points if it.is_open and not it.decision]

    @property
    def unfinished(self) -> list[AgendaItem]:
        """Something was decided, and cannot be carried out as it stands."""
        return [it for it in self.decided if it.lacks]

    def unheard(self, answers: Iterable["Consideration"]) -> list["Consideration"]:
        """Nobody has said whether they were read out."""
        heard = {it.visit for it in self.heard if not it.lacks}
        return [it for it in answers if it not in heard]

    def _check_heard(self, answers: Iterable["Consideration"]) -> None:
        self.check_under_way()
        if self.unheard(answers):
            raise RuleBroken(_l("Skriv om hvert svar er lest opp, eller hvorfor ikke."))

    @property
    def to_be_approved(self) -> "list[Meeting]":
        """Minutes of earlier meetings that are out by now, once it is so decided."""
        item = next(it for it in self.items if it.kind is ItemKind.MINUTES)
        return self.minutes_to_approve if item.decision else []

    def _approve_those_before(self) -> None:
        for earlier in self.to_be_approved:
            earlier.approve_minutes(self)  # type: ignore[arg-type]

    # Not held

    def call_off(self, why: str, moved_to: "Meeting | None") -> None:
        """What stood on its agenda comes first on the next one."""
        if not why:
            raise RuleBroken(_l("Skriv hvorfor møtet ikke ble holdt."))
        if moved_to is self:
            raise RuleBroken(_l("Velg en annen dag enn den møtet skulle vært."))
        self._take(MeetingAct.CALL_OFF)
        self.why_not_held, self.moved_to = why, moved_to

    @property
    def was_due(self) -> bool:
        """Was to be held by now, or will not be: figures count those."""
        return self.is_over or self.was_held or bool(self.why_not_held)

    @property
    def was_forgotten(self) -> bool:
        """Its day is over, and nobody has said whether it was held."""
        return self.is_over and self.can(MeetingAct.CALL_OFF)


def _carry_out(written: AgendaItem | HeardAnswer, by: Person) -> None:
    """A refusal names its matter: it is read where all of the meeting stands."""
    try:
        written.carry_out(by)
    except RuleBroken as refusal:
        assert written.visit is not None
        number = written.visit.matter.number
        said = _l("Sak %(number)s: %(why)s", number=number, why=str(refusal))
        raise RuleBroken(said) from refusal
