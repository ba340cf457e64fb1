"""The same words, published alike: sent by others, in another order or round."""

from dataclasses import dataclass

from flask import Flask
from hypothesis import strategies as st
from sqlalchemy import delete

from kimvoice.core import clock, jobs
from kimvoice.core.db import db
from kimvoice.people.models import Department, Person
from kimvoice.suggestions import mailbox, openings
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import Verdict
from kimvoice.suggestions.threads import Entry, Thread
from tests.anonymity.houses import forget_pace
from tests.conftest import MONDAY, TravelTo
from tests.factories import Make
from tests.suggestions.author import FRIDAY, NEXT_FRIDAY, Author, all_suggestions

PUBLISHED_ON = ("2025-12-02", "2025-12-09", "2025-12-16")
TEXTS = ("Mer te.", "Stille i gangen.", "Flere stoler.")
FINALLY = "2025-12-18 10:00"


@dataclass(frozen=True)
class Arrival:
    """In which order they were written, and in which round each lay."""

    order: tuple[int, ...]
    rounds: tuple[int, ...]
    messages: tuple[bool, ...]
    """Whether the author wrote once more, before it was published or after."""


arrivals = st.builds(
    Arrival,
    order=st.permutations(range(len(TEXTS))).map(tuple),
    rounds=st.tuples(*[st.integers(0, 1)] * len(TEXTS)),
    messages=st.tuples(*[st.booleans()] * len(TEXTS)),
)


@dataclass
class Centre:
    """People who stay, while what was sent is forgotten and sent anew."""

    app: Flask
    make: Make
    travel_to: TravelTo

    def __post_init__(self) -> None:
        self.department: Department = self.make.department("Sirkulus", active=10)
        self.reader: Person = self.make.representative(self.department)
        self.leader: Person = self.make.work_leader(self.department)
        self.manager: Person = self.make.general_manager()

    def play(self, arrival: Arrival) -> dict[str, str]:
        """Sent, emptied, published, answered; the number that each text drew."""
        self._begin_anew()
        for round_, friday in enumerate((FRIDAY, NEXT_FRIDAY)):
            for which in arrival.order:
                if arrival.rounds[which] == round_:
                    self._send(which, again=arrival.messages[which])
            self.travel_to(friday)
            mailbox.tick()
        drawn = {self._words(it): it for it in all_suggestions()}
        for text, day in zip(TEXTS, PUBLISHED_ON, strict=True):
            self.travel_to(f"{day} 09:00")
            self._publish(drawn[text])
        self.travel_to(FINALLY)
        return {str(it.number): text for text, it in drawn.items()}

    def _begin_anew(self) -> None:
        db.session.rollback()
        for model in (Entry, Thread):
            db.session.execute(delete(model))
        for it in db.session.scalars(db.select(Suggestion)).unique():
            db.session.delete(it)
        db.session.execute(delete(jobs.Done))
        self.travel_to(MONDAY)
        jobs.mark_done(mailbox.NAME, mailbox._slot(openings.last_opening()))
        db.session.commit()
        forget_pace(self.app)

    def _send(self, which: int, *, again: bool) -> None:
        about = self.department.id if which else None
        author = Author().sends(TEXTS[which], department=about)
        if again:
            author.writes("Jeg kan vise hva jeg mener.")

    def _words(self, it: Suggestion) -> str:
        return it.entries[0].words

    def _publish(self, it: Suggestion) -> None:
        it.take(self.reader)
        it.publish()
        answer = self.make.answer(
            Verdict.NO, by=self.manager, answered_in_short=it.published_words
        )
        it.give(answer)
        it.approve_answer(self.reader)
        assert answer.given_on == clock.today()
        db.session.commit()
