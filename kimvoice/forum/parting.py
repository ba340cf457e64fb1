"""When a matter does not go its own way: a double, about one person, or withdrawn."""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import RuleBroken
from kimvoice.forum.states import STOPPED, Act, Deed, Elsewhere
from kimvoice.forum.whole import WholeMatter

if TYPE_CHECKING:
    from kimvoice.forum.models import Matter
    from kimvoice.people.models import Person


class Parting(WholeMatter):
    @property
    def can_part(self) -> bool:
        return self.root.can(Act.UNDO)

    @property
    def can_withdraw(self) -> bool:
        """Until somebody else has read of it."""
        return not self.is_published and self.root.can(Act.WITHDRAW)

    def merge_into(self, other: "Matter", by: "Person") -> None:
        """The same matter as another, whose answer this one gets too. It can be undone:
        the words of both stay."""
        self.check_decider(by, self.root.body)
        if other.main is self.main:
            raise RuleBroken(_l("Sakene er slått sammen fra før, eller er den samme."))
        if other.root.state in STOPPED:
            raise RuleBroken(_l("Den andre saken er ikke lenger her. Velg en annen."))
        if self.root.asked:
            raise RuleBroken(
                _l("Saken er alt sendt videre herfra. Slå sammen den andre veien.")
            )
        if self.is_published and not other.is_published:
            raise RuleBroken(
                _l("Den andre saken er ikke lagt ut ennå. Slå sammen den andre veien.")
            )
        before = self.root.state
        self.root._take(Act.MERGE)
        self.root.before = before
        self.same_as = other
        self.enter(Deed.MERGED, self.root.body)

    def part(self, by: "Person") -> None:
        """Undo: the matter goes on where it was."""
        self.check_decider(by, self.root.body)
        self.go_on_alone()

    def go_on_alone(self) -> None:
        self.root._take(Act.UNDO)
        self.root.before = self.same_as = None
        self.enter(Deed.PARTED, self.root.body)

    def point_elsewhere(self, by: "Person", where: Elsewhere, words: str) -> None:
        """It is about one person: stopped wherever it lies, and its words are gone."""
        self.check_decider(by, self.root.body)
        stopped = [it for it in self.considerations if it.is_open]
        if not stopped:
            raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
        for visit in stopped:
            visit._take(Act.POINT_ELSEWHERE)
            visit.end()
        self._leave()
        self.elsewhere, self.elsewhere_words = where, words
        self.enter(Deed.SENT_ELSEWHERE, self.root.body)

    def set_aside(self, person: "Person") -> None:
        """The matter is about this person, who decides nothing in it any more."""
        if self.root.state in STOPPED:
            raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
        if person in self.about:
            raise RuleBroken(_l("Dette er sagt fra før."))
        self.about.append(person)

    def let_decide_again(self, person: "Person", by: "Person") -> None:
        """It was not about this person after all; somebody else must say so."""
        if person is by:
            raise RuleBroken(_l("En annen må si at saken ikke gjelder deg."))
        if person not in self.about:
            raise RuleBroken(_l("Dette er gjort, eller kan ikke gjøres nå."))
        self.about.remove(person)

    def withdraw(self) -> None:
        """By whoever raised it, until it stands on an agenda that is laid out."""
        if self.is_published:
            raise RuleBroken(
                _l("Saken er lagt ut på en saksliste. Da går den sin gang.")
            )
        self.root._take(Act.WITHDRAW)
        self.root.end()
        self.root.before = self.same_as = None
        self._leave()
        self.enter(Deed.WITHDRAWN, self.root.body)

    def _leave(self) -> None:
        """Its words are gone, and whom it was about; what was said to be the same goes
        on alone."""
        for double in list(self.doubles):
            double.go_on_alone()
        self.title = self.text = ""
        self.about.clear()
        for visit in self.considerations:
            visit.question = "–" if visit.question else ""
            visit.needs = visit.needs_from = ""
            visit.own_answer = None
            for item in visit.agenda_items:
                item.forget()
            for heard in visit.heard_in:
                heard.forget()
        for event in self.events:
            event.words = ""
