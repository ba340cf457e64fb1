"""What each part of a matter, a visit or a meeting may ask of the whole: types."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime, time

    from sqlalchemy.orm import Mapped

    from kimvoice.forum.agenda_items import AgendaItem
    from kimvoice.forum.answers import MatterAnswer
    from kimvoice.forum.bodies import Body
    from kimvoice.forum.considerations import Consideration
    from kimvoice.forum.heard_answers import Attendance, HeardAnswer, MinutesAddendum
    from kimvoice.forum.history import MatterEvent
    from kimvoice.forum.meeting_states import MeetingAct, MeetingState
    from kimvoice.forum.meetings import Meeting
    from kimvoice.forum.models import Matter
    from kimvoice.forum.states import Act, Deed, Elsewhere, Origin, State
    from kimvoice.people.models import Person


class WholeMatter:
    """Columns and facts of `Matter`, and the verbs of its other parts."""

    if TYPE_CHECKING:
        id: Mapped[int]
        title: Mapped[str]
        text: Mapped[str]
        origin: Mapped[Origin]
        published_on: Mapped[date | None]
        same_as_id: Mapped[int | None]
        elsewhere: Mapped[Elsewhere | None]
        elsewhere_words: Mapped[str]
        raised_by: Mapped[Person | None]
        same_as: Mapped[Matter | None]
        doubles: Mapped[list[Matter]]
        considerations: Mapped[list[Consideration]]
        events: Mapped[list[MatterEvent]]
        about: Mapped[list[Person]]

        @property
        def is_published(self) -> bool: ...
        @property
        def number(self) -> str: ...
        @property
        def root(self) -> Consideration: ...
        @property
        def main(self) -> Matter: ...
        def deciders_at(self, body: Body) -> list[Person]: ...
        def check_decider(self, by: Person, body: Body) -> None: ...
        def is_about(self, person: Person) -> bool: ...
        def enter(
            self,
            deed: Deed,
            body: Body,
            *,
            other: Body | None = ...,
            day: date | None = ...,
            words: str = ...,
        ) -> None: ...


class WholeVisit:
    """Columns and facts of `Consideration`, and the verbs of its other parts."""

    if TYPE_CHECKING:
        matter: Mapped[Matter]
        body: Mapped[Body]
        asked_by: Mapped[Consideration | None]
        again_of: Mapped[Consideration | None]
        asked: Mapped[list[Consideration]]
        question: Mapped[str]
        received_on: Mapped[date]
        due_originally: Mapped[date]
        due_on: Mapped[date | None]
        not_before: Mapped[date | None]
        state: Mapped[State]
        before: Mapped[State | None]
        postponed: Mapped[int]
        needs: Mapped[str]
        needs_from: Mapped[str]
        needs_by: Mapped[date | None]
        read_by: Mapped[date | None]
        ended_on: Mapped[date | None]
        on_agenda_of: Mapped[Meeting | None]
        agenda_items: Mapped[list[AgendaItem]]
        heard_in: Mapped[list[HeardAnswer]]
        own_answer: Mapped[MatterAnswer | None]

        @classmethod
        def begin(
            cls,
            body: Body,
            *,
            question: str = ...,
            asked_by: Any = ...,
        ) -> Consideration: ...
        @property
        def answers(self) -> list[MatterAnswer]: ...
        @property
        def due(self) -> date: ...
        @property
        def is_root(self) -> bool: ...
        @property
        def is_undecided(self) -> bool: ...
        @property
        def is_second_look(self) -> bool: ...
        @property
        def is_to_look_again(self) -> bool: ...
        @property
        def looks_again_on(self) -> date | None: ...
        @property
        def waits_for(self) -> list[Consideration]: ...

        def can(self, act: Act) -> bool: ...
        def check_can(self, act: Act, by: Person) -> None: ...
        def answer(self, by: Person, answer: MatterAnswer) -> None: ...
        def forward(
            self, by: Person, bodies: Iterable[Body], question: str
        ) -> None: ...
        def find_out(
            self, by: Person, needs: str, needs_from: str, until: date
        ) -> None: ...
        def put_off(
            self, by: Person, until: date, why: str, *, is_set: bool = ...
        ) -> None: ...
        def come_back(self) -> None: ...
        def end(self) -> None: ...
        def go_back(self) -> None: ...
        def send(
            self,
            bodies: Iterable[Body],
            question: str,
            again_of: Consideration | None = ...,
        ) -> None: ...
        def _take(self, act: Act) -> None: ...


class WholeMeeting:
    """Columns and facts of `Meeting`, and the verbs of its other parts."""

    if TYPE_CHECKING:
        body: Mapped[Body]
        day: Mapped[date]
        starts: Mapped[time]
        length: Mapped[int]
        place: Mapped[str]
        state: Mapped[MeetingState]
        agenda_on: Mapped[date | None]
        chair: Mapped[Person | None]
        minute_taker: Mapped[Person | None]
        why_not_held: Mapped[str]
        moved_to: Mapped[Meeting | None]
        minutes_on: Mapped[date | None]
        approved_in: Mapped[Meeting | None]
        items: Mapped[list[AgendaItem]]
        heard: Mapped[list[HeardAnswer]]
        attendances: Mapped[list[Attendance]]
        addenda: Mapped[list[MinutesAddendum]]

        @property
        def has_agenda(self) -> bool: ...
        @property
        def is_over(self) -> bool: ...
        @property
        def was_held(self) -> bool: ...
        @property
        def submit_by(self) -> datetime: ...
        @property
        def matters(self) -> list[AgendaItem]: ...
        @property
        def points(self) -> list[AgendaItem]: ...
        @property
        def minutes_to_approve(self) -> list[Meeting]: ...

        def can(self, act: MeetingAct) -> bool: ...
        def check_not_over(self) -> None: ...
        def check_under_way(self) -> None: ...
        def _take(self, act: MeetingAct) -> None: ...
