"""What each part of a complaint may ask of the whole: types, nothing when it runs."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from sqlalchemy.orm import Mapped

    from kimvoice.complaints.answers import ComplaintAnswer
    from kimvoice.complaints.entries import ComplaintEntry
    from kimvoice.complaints.exclusions import Exclusion
    from kimvoice.complaints.log import Deed, LogLine
    from kimvoice.complaints.states import Act, Confirmation, Manner, Reader, State
    from kimvoice.complaints.steps import ComplaintStep
    from kimvoice.complaints.support import Support
    from kimvoice.people.models import Person


class Whole:
    """Columns and facts of `Complaint`, and the verbs of its other parts."""

    if TYPE_CHECKING:
        number: Mapped[int]
        key: Mapped[bytes]
        nonce: Mapped[bytes]
        happened: Mapped[bytes]
        wish: Mapped[bytes | None]
        about: Mapped[bytes | None]
        phone: Mapped[bytes | None]
        complainants_name: Mapped[bytes | None]
        complainant: Mapped[Person]
        complainant_id: Mapped[int]
        state: Mapped[State]
        manner: Mapped[Manner]
        state_before: Mapped[State | None]
        position: Mapped[int]
        filed_on: Mapped[date]
        awaited_since: Mapped[date]
        closed_on: Mapped[date | None]
        withdrawn_on: Mapped[date | None]
        reopened_on: Mapped[date | None]
        steps: Mapped[list[ComplaintStep]]
        exclusions: Mapped[list[Exclusion]]
        entries: Mapped[list[ComplaintEntry]]
        helper: Mapped[Person | None]
        helper_id: Mapped[int | None]
        confirmation: Mapped[Confirmation | None]
        witness: Mapped[bytes | None]
        on_paper: Mapped[bool]
        claimed: Mapped[bool]
        log: Mapped[list[LogLine]]
        log_head: Mapped[bytes | None]
        supports: Mapped[list[Support]]
        wants_support: Mapped[bool]

        @property
        def about_words(self) -> str: ...
        @property
        def answers(self) -> list[ComplaintAnswer]: ...
        @property
        def awaits_answer(self) -> bool: ...
        @property
        def can_ask_for_support(self) -> bool: ...
        @property
        def current(self) -> ComplaintStep: ...
        @property
        def handler(self) -> Person | None: ...
        @property
        def is_appealed_late(self) -> bool: ...
        @property
        def is_late(self) -> bool: ...
        @property
        def is_stranded(self) -> bool: ...
        @property
        def lies_until(self) -> date: ...
        @property
        def promise_is_unsaid(self) -> bool: ...
        @property
        def supporter(self) -> Support | None: ...
        @property
        def typed_on(self) -> date: ...
        @property
        def sent_by(self) -> str: ...
        @property
        def seat(self) -> ComplaintStep | None: ...
        @property
        def standing(self) -> State: ...

        def _end_wait(self) -> None: ...
        def bars(self, person: Person) -> bool: ...
        def can(self, act: Act) -> bool: ...
        def end_lost_support(self) -> None: ...
        def enter(
            self,
            deed: Deed,
            by: Person | None,
            *,
            second: Person | None = None,
            on: date | None = None,
        ) -> None: ...
        def seal(self, row: object, column: str, words: str) -> None: ...
        def enter_climb(self) -> None: ...
        def put_on(self, act: Act, said: date) -> date | None: ...
        def has_supported(self, person: Person) -> bool: ...
        def may_answer(self, person: Person) -> bool: ...
        def seats_from(self, position: int) -> Iterator[ComplaintStep]: ...
        def settle(self) -> None: ...
        def _begin_at(
            self,
            seat: ComplaintStep,
            *,
            chosen: bool = False,
            on: date | None = None,
        ) -> None: ...
        def _take(
            self,
            act: Act,
            by: Person | None,
            words: str = "",
            *,
            reader: Reader = ...,
        ) -> None: ...
