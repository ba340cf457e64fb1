"""The way back: an answer has arrived when whoever asked has read it out (DESIGN 7)."""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.states import Act, Deed, State
from kimvoice.forum.whole import WholeVisit

if TYPE_CHECKING:
    from kimvoice.people.models import Person

NOTHING_TO_READ = _l("Her er det ikke noe svar å lese opp.")
LOOKED_AGAIN = _l("Dere har sett på saken igjen. Meld en ny sak for å spørre.")
PASSED_ON = _l("Svaret har gått videre. Dere kan ikke spørre igjen.")
ALREADY_TOLD = _l("Dere har alt svart i saken. Dere kan ikke spørre igjen.")


class Returning(WholeVisit):
    @property
    def is_to_sum_up(self) -> bool:
        """Has heard what it asked for, and has the word again."""
        return self.is_undecided and bool(self.asked)

    @property
    def is_to_be_heard(self) -> bool:
        """Its answer has come back, and nobody has read it out."""
        return self.state is State.ANSWERED and not self.is_root

    @property
    def can_ask_again(self) -> bool:
        """Once at each level; afterwards too, where the question began."""
        if self.asked_by is None or self.again_of is not None or self.was_asked_again:
            return False
        if self.state is State.READ_OUT and not self.asked_by.still_has_the_word:
            return False
        return self.can(Act.ASK_AGAIN)

    @property
    def still_has_the_word(self) -> bool:
        """Has not answered whoever asked in turn; where nobody did, not by itself."""
        passed_on = self.state is State.READ_OUT and not self.is_root
        return self.can(Act.WAIT_AGAIN) and not passed_on and not self.own_answer

    def read_out(self, by: "Person") -> None:
        """The body that asked has heard the answer."""
        self.matter.check_decider(by, self._asker.body)
        if self.state is State.READ_OUT:
            raise RuleBroken(_l("Svaret er lest opp fra før."))
        if not self.can(Act.READ_OUT):
            raise RuleBroken(NOTHING_TO_READ)
        self.come_back()

    def come_back(self) -> None:
        """Read out, or laid out on the agenda where that is enough."""
        asker = self._asker
        self._take(Act.READ_OUT)
        self.end()
        self.matter.enter(Deed.READ_OUT, asker.body, other=self.body)
        if not asker.waits_for:
            asker.pass_back()

    def ask_again(self, by: "Person", question: str) -> None:
        """The answer was heard, and was not enough: once more to the same body."""
        asker = self._asker
        self.check_can_ask_again(by)
        if not question:
            raise RuleBroken(_l("Skriv hva dere vil spørre om på nytt."))
        self._take(Act.ASK_AGAIN)
        self.end()
        asker._take(Act.WAIT_AGAIN)
        asker.ended_on = None
        asker.send([self.body], question, again_of=self)  # type: ignore[arg-type]

    def check_can_ask_again(self, by: "Person") -> None:
        """Raise RuleBroken as `ask_again` would, before anything is filled in."""
        self.matter.check_decider(by, self._asker.body)
        if not self.can(Act.ASK_AGAIN):
            raise RuleBroken(_l("Det er ikke noe svar ennå. Vent med å spørre igjen."))
        if self.again_of is not None or self.was_asked_again:
            raise RuleBroken(_l("Dere kan spørre på nytt én gang på hvert sted."))
        if self._asker.is_second_look:
            raise RuleBroken(LOOKED_AGAIN)
        if not self.can_ask_again:
            raise RuleBroken(ALREADY_TOLD if self._asker.own_answer else PASSED_ON)

    def pass_back(self) -> None:
        """All that was asked has come: one answer goes on, several are summed up."""
        if len(self.answers) > 1:
            self._take(Act.SUM_UP)
            later = self.body.answer_by(clock.today())
            self.due_on = later if later > self.due else self.due_on
            self.matter.enter(Deed.TO_SUM_UP, self.body)
            return
        self._take(Act.PASS_BACK)
        if not self.is_root:
            self.matter.enter(Deed.PASSED_BACK, self.body)
        self.go_back()

    def go_back(self) -> None:
        """An answer waits to be read out by who asked; where nobody did, it ends.

        A body that looked again knows what it said: that goes on at once.
        """
        if self.asked_by is None or self.is_second_look:
            self._take(Act.READ_OUT)
            self.end()
            if self.asked_by is not None:
                self.asked_by.pass_back()
        else:
            self.read_by = self.asked_by.body.read_out_by(clock.today())

    @property
    def _asker(self) -> "Returning":
        if self.asked_by is None:
            raise RuleBroken(NOTHING_TO_READ)
        return self.asked_by

    @property
    def was_asked_again(self) -> bool:
        asked = self.asked_by.asked if self.asked_by else []
        return any(it.again_of is self for it in asked)
