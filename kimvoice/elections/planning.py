"""What a round must be before it is announced (DESIGN 6)."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, TypeAlias

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.core import clock, days, ledger
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.committee import Seated
from kimvoice.elections.states import DONE, RoundKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

ASKED_WITHIN = 3
"""Working days in which anybody on the roll may ask for a vote."""
MONTHS_AHEAD = 12
PROPOSED_FOR, LISTED_FOR, COMPLAINED_FOR = 10, 6, 4
"""Working days that the calendar proposes: until the vote, and until the term."""
Sentence: TypeAlias = LazyString | str


class Planned(Seated):
    """Columns of `ElectionRound`, and what its plan lacks."""

    if TYPE_CHECKING:
        name: Mapped[str]
        kind: Mapped[RoundKind]
        nominations_until: Mapped[date]
        votes_on: Mapped[date]
        result_on: Mapped[date]
        term_starts: Mapped[date]
        figures_public: Mapped[bool]
        announced_on: Mapped[date | None]

    @property
    def is_draft(self) -> bool:
        return self.announced_on is None

    @property
    def roll_on(self) -> date:
        """When the roll is frozen, and stands with the candidates on their page."""
        return days.working_day_after(self.nominations_until)

    @property
    def is_result_late(self) -> bool:
        return clock.today() > self.result_on

    @property
    def is_voting_over(self) -> bool:
        return clock.today() > self.votes_on

    @property
    def asks_until(self) -> date:
        """The last day to ask for a vote, if the list does not change."""
        return days.working_day_after(self.nominations_until, ASKED_WITHIN)

    @property
    def mark(self) -> str:
        """Of all that its page shows: another one when the plan is changed."""
        dates = (getattr(self, name) for name in proposed_dates())
        people = sorted(it.id for it in self.officers)
        held = sorted(
            f"{it.department_id} {it.opens} {it.closes} {it.place} {it.way}"
            for it in self.elections
        )
        parts = (self.name, *dates, self.figures_public, people, held)
        return ledger.mark(ledger.linked(ledger.START, *map(str, parts)))

    def check_mark(self, shown: str) -> None:
        """Raise RuleBroken for a plan that somebody has changed since it was shown."""
        if shown != self.mark:
            raise RuleBroken(_l("Planen er endret mens du leste. Se over den på nytt."))

    def change(self) -> None:
        """Raise RuleBroken once it is announced: then the calendar stands."""
        if not self.is_draft:
            raise RuleBroken(DONE)

    def check(self) -> None:
        """Raise RuleBroken for the first thing that hinders announcing it."""
        for words in self.obstacles:
            raise RuleBroken(words)

    @property
    def obstacles(self) -> list[Sentence]:
        return [*self._of_committee(), *self._of_dates(), *self._of_elections()]

    def check_order(self) -> None:
        """Raise RuleBroken for dates that even a draft can't have."""
        for words in self._out_of_order():
            raise RuleBroken(words)

    def _out_of_order(self) -> Iterator[Sentence]:
        if self.votes_on <= self.nominations_until:
            yield _l("Valget må være etter siste dag for å foreslå kandidater.")
        if self.result_on < self.votes_on:
            yield _l("Resultatet kan ikke komme før valget.")
        if self.term_starts < self.result_on:
            yield _l("De som blir valgt, kan ikke begynne før resultatet kommer.")
        if self.term_starts > days.months_after(clock.today(), MONTHS_AHEAD):
            yield _l("Datoene er mer enn et år fram i tid. Se over årstallet.")

    def _of_dates(self) -> Iterator[Sentence]:
        yield from self._out_of_order()
        if self.nominations_until < clock.today():
            yield _l("Siste dag for å foreslå kandidater er over. Velg en ny dag.")
        if self.votes_on <= self.asks_until:
            yield _l(
                "Det må være tid til å be om avstemning."
                " La det gå minst fire arbeidsdager fra siste forslag til valget."
            )
        if not days.is_working_day(self.votes_on):
            yield _l("Valget må være på en arbeidsdag.")
        if not days.is_working_day(self.result_on):
            yield _l("Resultatet må komme på en arbeidsdag.")

    def _of_elections(self) -> Iterator[Sentence]:
        if not self.elections:
            yield _l("Velg minst én avdeling.")
        for election in self.elections:
            if not election.would_vote:
                yield _nobody_votes(election.where, board=election.is_for_board)
            if not election.place:
                yield _("Skriv hvor dere stemmer: %(place)s.", place=election.where)
            if election.runs_elsewhere:
                yield _(
                    "Et annet valg er i gang: %(place)s. Vent til det er endelig.",
                    place=election.where,
                )


def proposed_dates() -> dict[str, date]:
    """Sensible ones, from today; by the name of the column."""
    until = days.working_day_after(clock.today(), PROPOSED_FOR)
    votes_on = days.working_day_after(until, LISTED_FOR)
    result_on = days.working_day_after(votes_on)
    return {
        "nominations_until": until,
        "votes_on": votes_on,
        "result_on": result_on,
        "term_starts": days.working_day_after(result_on, COMPLAINED_FOR),
    }


def _nobody_votes(where: str, *, board: bool) -> str:
    if board:
        return str(_("Det er ingen tillitsvalgte som kan stemme."))
    return str(_("Ingen deltakere er i avdelingen: %(place)s.", place=where))
