"""What a body does with a matter that lies before it (DESIGN 7)."""

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.states import ONCE_PUBLISHED, Act, BodyKind, Deed, State
from kimvoice.forum.whole import WholeVisit

if TYPE_CHECKING:
    from kimvoice.forum.answers import MatterAnswer
    from kimvoice.forum.bodies import Body
    from kimvoice.forum.meetings import Meeting
    from kimvoice.people.models import Person

OFTEN = 3
"""From so many times on, everybody is told how often."""
NO_LONGER = {
    State.FORWARDED: _l("Saken er alt sendt videre herfra."),
    State.ANSWERED: _l("Det er alt svart på dette."),
    State.READ_OUT: _l("Det er alt svart på dette."),
    State.MERGED: _l("Saken er slått sammen med en annen. Svaret kommer der."),
    State.ELSEWHERE: _l("Saken hører hjemme et annet sted."),
    State.WITHDRAWN: _l("Saken er trukket."),
}
"""Why a body has nothing to decide."""


class Deciding(WholeVisit):
    @property
    def is_to_be_met(self) -> bool:
        """On the agenda of a meeting that is still to come, and not put off since."""
        meeting = self.on_agenda_of if self.state is State.ON_AGENDA else None
        return meeting is not None and meeting.is_coming

    @property
    def was_left(self) -> bool:
        """Stood on the agenda of a meeting that is over, and nothing was decided."""
        meeting = self.on_agenda_of if self.is_undecided else None
        return meeting is not None and not meeting.is_coming

    @property
    def stands_on(self) -> "Meeting | None":
        """To come: its agenda is laid out, or is being drawn up."""
        stands = (it for it in self.agenda_items if not it.is_put_off)
        return next((it.meeting for it in stands if it.meeting.is_coming), None)

    @property
    def times_left(self) -> int:
        """In how many meetings nobody came to it."""
        return sum(it.was_left for it in self.agenda_items)

    def comes_by_itself_to(self, meeting: "Meeting") -> bool:
        """Left over, and not put off until later."""
        return self.was_left and not self.waits_until(meeting.day)

    def waits_until(self, day: date) -> bool:
        """A later one, to which it was put off."""
        return any(it > day for it in (self.due_on, self.not_before) if it)

    def is_to_be_scheduled(self, meeting: "Meeting") -> bool:
        there = self.state is State.ON_AGENDA and self.on_agenda_of is meeting
        return self.is_undecided and not there

    def schedule(self, meeting: "Meeting") -> None:
        """Onto an agenda that is laid out: from then on everybody can read of it."""
        self._take(Act.SCHEDULE)
        self.on_agenda_of, self.not_before = meeting, None
        self.matter.published_on = self.matter.published_on or clock.today()
        self.matter.enter(Deed.SCHEDULED, self.body, day=meeting.day)

    def postpone(self, by: "Person", until: date, why: str) -> None:
        """The original date stays in sight. From the second time, why."""
        self.check_can(Act.POSTPONE, by)
        if until <= max(clock.today(), self.due):
            raise RuleBroken(_l("Skriv en dato som er senere enn fristen."))
        if self.postponed and not why:
            raise RuleBroken(_l("Saken er utsatt før. Skriv hvorfor."))
        self._take(Act.POSTPONE)
        self.postponed += 1
        self.due_on = until
        self.matter.enter(Deed.POSTPONED, self.body, day=until, words=why)

    def put_off(
        self, by: "Person", until: date, why: str, *, is_set: bool = True
    ) -> None:
        """To a later meeting: until then no agenda takes it up by itself. The answer is
        due when it was, unless that meeting comes after. ``is_set``: else nobody knows
        yet when it is."""
        self.check_can(Act.POSTPONE, by)
        if until <= clock.today():
            raise RuleBroken(_l("Datoen har vært. Skriv en dato som kommer."))
        if self.postponed and not why:
            raise RuleBroken(_l("Saken er utsatt før. Skriv hvorfor."))
        self._take(Act.POSTPONE)
        self.postponed += 1
        self.not_before = until
        if is_set and until > self.due:
            self.due_on = until
        told = until if is_set else None
        self.matter.enter(Deed.POSTPONED, self.body, day=told, words=why)

    def find_out(self, by: "Person", needs: str, needs_from: str, until: date) -> None:
        """The deadline runs meanwhile."""
        self.check_can(Act.FIND_OUT, by)
        if until < clock.today():
            raise RuleBroken(_l("Datoen har vært. Skriv en dato som kommer."))
        self._take(Act.FIND_OUT)
        self.needs, self.needs_from, self.needs_by = needs, needs_from, until
        self.matter.enter(Deed.NEEDED_MORE, self.body, day=until, words=needs)

    def forward(self, by: "Person", bodies: Iterable["Body"], question: str) -> None:
        """Along allowed edges; several department meetings can be asked at once."""
        self.check_can(Act.FORWARD, by)
        to = list(dict.fromkeys(bodies))
        self._check_way(to, question)
        self._take(Act.FORWARD)
        self.send(to, question)

    def check_can(self, act: Act, by: "Person") -> None:
        """Raise RuleBroken as the verb would, before anything is filled in."""
        self.matter.check_decider(by, self.body)
        if act in ONCE_PUBLISHED and self.state not in NO_LONGER:
            self._check_published()
        if not self.can(act):
            raise RuleBroken(NO_LONGER[self.state])

    @property
    def ways(self) -> list["Body"]:
        """Where it can be sent: not to who waits for it, nor to who has answered."""
        passed = [*self._asking, *(it.body for it in self.asked)]
        return [it for it in self.body.next_bodies if it not in passed]

    def answer(self, by: "Person", answer: "MatterAnswer") -> None:
        """Visible at once; it has come back when whoever asked has read it out.

        Where nobody asked, the body that raised it has decided, and that is the end.
        """
        self.check_can(Act.ANSWER, by)
        answer.by = by
        answer.check()
        self._take(Act.ANSWER)
        self.own_answer = answer
        self.matter.enter(Deed.ANSWERED, self.body, words=answer.words)
        self.go_back()

    def _check_published(self) -> None:
        if not self.matter.is_published:
            raise RuleBroken(
                _l("Saken må stå på en saksliste som er lagt ut, før dere svarer.")
            )

    def _check_way(self, to: list["Body"], question: str) -> None:
        if not question:
            raise RuleBroken(_l("Skriv hva dere spør om."))
        if not to:
            raise RuleBroken(_l("Velg hvem som skal svare."))
        if not all(self.body.leads_to(each) for each in to):
            raise RuleBroken(_l("Saker kan ikke sendes den veien."))
        kinds = {it.kind for it in to}
        if len(to) > 1 and kinds != {BodyKind.DEPARTMENT_MEETING}:
            raise RuleBroken(
                _l("Bare avdelingsmøter kan svare flere samtidig. Velg ett annet.")
            )
        self._check_not_asked(to)

    def _check_not_asked(self, to: list["Body"]) -> None:
        """A question never goes in a circle; whoever has answered is asked again."""
        if any(each in self._asking for each in to):
            raise RuleBroken(_l("Saken er alt sendt derfra, og venter på svar."))
        if any(it.body in to for it in self.asked):
            raise RuleBroken(_l("De har svart i saken. Dere kan spørre dem på nytt."))

    @property
    def _asking(self) -> list["Body"]:
        """The bodies that wait for this one: a question never goes in a circle."""
        found, visit = [], self.asked_by
        while visit is not None:
            found.append(visit.body)
            visit = visit.asked_by
        return found
