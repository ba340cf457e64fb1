"""How a matter of the demo travels: by the verbs that people use, day by day.

``ago`` is counted in working days before today; what comes is below zero.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.demo.deeds import Done
from kimvoice.demo.holding import finish_meetings, open_meetings
from kimvoice.demo.meetings import (
    FIRST,
    FORUM,
    Place,
    found,
    lay_out_agendas,
    plan_meetings,
)
from kimvoice.demo.telling import Story, Told, day_of, move_to, one_named
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Origin, Presenter, Wish


@dataclass(frozen=True, kw_only=True)
class Journey:
    raised: int
    title: str
    text: str
    origin: Origin = Origin.PARTICIPANT
    by: str = ""
    """Of a suggestion nobody."""
    name_shown: bool = False
    at: Place = FORUM
    wish: Wish = Wish.DO_NOT_KNOW
    presenter: Presenter = Presenter.REPRESENTATIVE
    story: Story | None = None
    """The suggestion that it was."""
    then: tuple[tuple[int, Done], ...] = ()


@dataclass
class Travelled:
    """A matter that is on its way."""

    journey: Journey
    told: Told | None
    id: int = 0

    def raise_it(self) -> None:
        matter = self._rewritten(self.told) if self.told else self._raised()
        db.session.flush()
        self.id = matter.id

    def go_on(self, ago: int) -> None:
        for when, deed in self.journey.then:
            if when == ago:
                deed(db.session.get_one(Matter, self.id))
                db.session.flush()

    def _raised(self) -> Matter:
        it = self.journey
        return Matter.raised(
            found(it.at),
            it.title,
            it.text,
            it.origin,
            by=one_named(it.by),
            name_shown=it.name_shown,
            wish=it.wish,
            presenter=it.presenter,
        )

    def _rewritten(self, told: Told) -> Matter:
        return told.suggestion.raise_matter(self.journey.title, self.journey.text)


def travel(journeys: Iterable[Journey], told: Iterable[Told]) -> None:
    """From the first meeting until today. Commits."""
    plan_meetings()
    stories = {it.story.text: it for it in told}
    travelled = [
        Travelled(it, stories[it.story.text] if it.story else None) for it in journeys
    ]
    for ago in range(FIRST, -1, -1):
        _live(ago, travelled)
    clock.the_clock().move(timedelta())


def _live(ago: int, travelled: list[Travelled]) -> None:
    move_to(day_of(ago))
    for each in travelled:
        if each.journey.raised == ago:
            each.raise_it()
    open_meetings(ago)
    for each in travelled:
        each.go_on(ago)
    finish_meetings(ago)
    lay_out_agendas(ago)
    db.session.commit()
