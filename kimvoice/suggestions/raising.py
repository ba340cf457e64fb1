"""A suggestion becomes a matter: a representative writes it anew (DESIGN 4.10).

The matter never knows what it came from. What it comes to is asked from here.
"""

import re
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement

from kimvoice.core.errors import RuleBroken
from kimvoice.forum.bodies import Body
from kimvoice.forum.models import Matter
from kimvoice.forum.states import BodyKind, MeasureState, Origin
from kimvoice.forum.states import State as Stage
from kimvoice.suggestions.states import FLOW, Act, Audience, Course, State

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

    from kimvoice.suggestions.answers import Answer
    from kimvoice.suggestions.threads import Entry

RUN = 6
"""So many words in a row are the author's own, not chance."""


class Raising:
    if TYPE_CHECKING:
        state: Mapped[State]
        audience: Mapped[Audience]
        answer: Mapped[Answer | None]
        closed_week: Mapped[str | None]
        matter_id: Mapped[int | None]
        matter: Mapped[Matter | None]

        @property
        def entries(self) -> list[Entry]: ...
        def _refuse_going_further(self) -> None: ...
        def _take(self, act: Act) -> None: ...

    @property
    def can_raise(self) -> bool:
        raised = FLOW.allows(self.state, Act.RAISE)
        return raised and self.audience is not Audience.GO_NO_FURTHER

    def check_raising(self) -> None:
        """Raise RuleBroken where no matter can come of it, with the reason."""
        self._refuse_going_further()
        if self.state is State.RAISED:
            raise RuleBroken(_l("Det er laget en sak av forslaget fra før."))
        FLOW.after(self.state, Act.RAISE)

    def is_repeated_in(self, text: str) -> bool:
        """Whether a new text holds words of an author who shows them to readers alone:
        others could know the way somebody writes."""
        if self.audience is not Audience.MAY_RAISE:
            return False
        said = [entry.words for entry in self.entries if entry.kind.is_by_author]
        return any(_runs(words) & _runs(text) for words in said)

    @property
    def course(self) -> Course | None:
        """None while there is no matter."""
        return _course(self.matter) if self.matter is not None else None

    @property
    def is_followed(self) -> bool:
        """Whether the author can follow a matter: withdrawn, one that goes its way."""
        if self.matter is None:
            return False
        return self.state is State.RAISED or self.matter.is_published

    @property
    def is_stopped(self) -> bool:
        """The matter that it became belongs elsewhere."""
        return self.course is Course.ELSEWHERE

    @property
    def is_answered(self) -> bool:
        """On the suggestion itself, or as the matter that it became."""
        answered = self.matter is not None and self.matter.has_answer
        return self.answer is not None or answered

    @classmethod
    def may_have_ended(cls) -> ColumnElement[bool]:
        """Those whose `ended_week` can be set, asked of the rows."""
        return cls.closed_week.is_not(None) | cls.matter_id.is_not(None)

    def raise_matter(self, title: str, text: str) -> Matter:
        """In a representative's own words, to the participants' forum."""
        self.check_raising()
        forum = Body.of_kind(BodyKind.PARTICIPANT_FORUM)
        if forum is None:
            raise RuleBroken(_l("Deltakerforumet er ikke satt opp ennå."))
        self._take(Act.RAISE)
        self.matter = Matter.raised(forum, title, text, Origin.ANONYMOUS_SUGGESTION)
        return self.matter

    def take_back_matter(self) -> None:
        """Until somebody else has read of it; afterwards it goes its way."""
        if self.matter_id is not None:
            Matter.locked([self.matter_id])
        if self.matter is not None and self.matter.can_withdraw:
            self.matter.withdraw()
            self.matter = None


def _course(matter: Matter) -> Course:
    """Of a double, that of the one it is the same as."""
    main = matter.main
    if main.is_stopped:
        return Course.ELSEWHERE
    if main.is_finished:
        return _end(main)
    if main.has_answer:
        return Course.ANSWERED
    if main.root.state is Stage.FORWARDED:
        return Course.SENT_ON
    return Course.ON_AGENDA if main.is_published else Course.RAISED


def _end(matter: Matter) -> Course:
    """What was promised and not done is said first."""
    came_to = {each.state for it in matter.given_answers for each in it.measures}
    if MeasureState.NOT_DONE in came_to:
        return Course.NOT_DONE
    return Course.DONE if MeasureState.DONE in came_to else Course.ANSWERED


def _runs(text: str) -> set[tuple[str, ...]]:
    """Every so many words in a row."""
    words = re.findall(r"\w+", text.casefold())
    return {tuple(words[at : at + RUN]) for at in range(len(words) - RUN + 1)}
