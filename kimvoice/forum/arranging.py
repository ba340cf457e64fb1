"""How the house arranges a body: its name, its time to answer, and when it meets."""

from collections.abc import Collection, Sequence
from datetime import date, time
from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from kimvoice.core import clock, days
from kimvoice.core.errors import RuleBroken
from kimvoice.forum.meetings import LENGTH, STARTS, Meeting
from kimvoice.forum.rhythms import latest_day
from kimvoice.forum.seats import Seat
from kimvoice.forum.states import BodyKind, Seating
from kimvoice.people import names
from kimvoice.people.models import Department, Person, RoleKind

if TYPE_CHECKING:
    from flask_babel import LazyString
    from sqlalchemy.orm import Mapped

    from kimvoice.forum.bodies import Body

MOST_MEETINGS, MOST_DAYS = 3, 130
MOST_BEFORE = 30


class Arranging:
    if TYPE_CHECKING:
        kind: Mapped[BodyKind]
        given_name: Mapped[str]
        department: Mapped[Department | None]
        answer_meetings: Mapped[int]
        answer_days: Mapped[int]
        submission_days: Mapped[int]
        changed_on: Mapped[date | None]
        changed_by: Mapped[Person | None]
        meetings: Mapped[list[Meeting]]
        seats: Mapped[list[Seat]]
        next_bodies: Mapped[list[Body]]

        @classmethod
        def all(cls) -> list[Body]: ...

    def take_name(self, name: str) -> None:
        """Without one it is called what its kind is called."""
        if not name and self.kind is BodyKind.OTHER:
            raise RuleBroken(_l("Skriv hva møtet heter."))
        if self.department is not None:
            raise RuleBroken(_l("Møtet heter det samme som avdelingen."))
        others = [it.name for it in self.all() if it is not self]
        if name and names.same(name) in map(names.same, others):
            raise RuleBroken(_l("Et annet møte heter det. Velg et annet navn."))
        self.given_name = names.plain(name)

    def take_time(self, by: Person, meetings: int, working_days: int) -> None:
        """For what comes in from now on: what is here keeps the date it was given."""
        if not (1 <= meetings <= MOST_MEETINGS and 1 <= working_days <= MOST_DAYS):
            raise RuleBroken(_l("Velg en tid til å svare."))
        if (meetings, working_days) == (self.answer_meetings, self.answer_days):
            return
        self.answer_meetings, self.answer_days = meetings, working_days
        self.changed_by, self.changed_on = by, clock.today()

    def take_submission(self, before: int) -> None:
        """For its next meetings: how long before them matters should be raised."""
        if not 0 <= before <= MOST_BEFORE:
            raise RuleBroken(_l("Skriv hvor mange dager, mellom 0 og 30."))
        self.submission_days = before

    def lead_to(self, bodies: "Collection[Body]") -> None:
        """What is on its way already comes back, also where no route leads any more."""
        if self in bodies:
            raise RuleBroken(_l("Et møte kan ikke sende saker til seg selv."))
        self.next_bodies = [it for it in self.all() if it in bodies]

    # Who sits in it

    def give_seat(
        self,
        seating: Seating,
        holder: RoleKind | Person,
        by: Person,
        starts: date | None = None,
        ends: date | None = None,
    ) -> None:
        """Nobody gives themselves a seat from which one answers for the body."""
        if starts and ends and ends < starts:
            raise RuleBroken(_l("Siste dag må komme etter den første."))
        seat = Seat(seating=seating, starts=starts, ends=ends)
        if isinstance(holder, Person):
            seat.person = holder
        else:
            seat.role = holder
        if any(it.is_same_as(seat) for it in self.seats):
            raise RuleBroken(_l("Denne plassen er lagt inn fra før."))
        sits_there = holder == by if isinstance(holder, Person) else by.holds(holder)
        if sits_there and seating is not Seating.MEMBER:
            raise RuleBroken(
                _l("Du kan ikke gi deg selv plassen. En annen administrator må det.")
            )
        self.seats.append(seat)

    def take_seat_away(self, number: int) -> None:
        seat = next((it for it in self.seats if it.id == number), None)
        if seat is None:
            raise RuleBroken(_l("Plassen er tatt bort før."))
        self.seats.remove(seat)

    # Meetings

    def plan(
        self,
        asked: Sequence[date],
        starts: time = STARTS,
        length: int = LENGTH,
        place: str = "",
    ) -> list[date]:
        """Return those of a series that can't be; refuse where none of them can."""
        refused = {day: why for day in asked if (why := self._why_not(day))}
        if len(refused) == len(asked):
            raise RuleBroken(refused[asked[0]])
        self.meetings.extend(
            Meeting.on(it, starts, length, place) for it in asked if it not in refused
        )
        return list(refused)

    def _why_not(self, day: date) -> "LazyString | None":
        if day < clock.today():
            return _l("Dagen har vært. Skriv en dag som kommer.")
        if day > latest_day():
            return _l("Skriv en dag som kommer, høyst et år fram.")
        if not days.is_working_day(day):
            return _l("Huset er stengt den dagen. Velg en annen dag.")
        if any(it.day == day for it in self.meetings):
            return _l("Denne datoen er lagt inn fra før.")
        return None

    def call_off(self, day: date) -> None:
        """One whose agenda is laid out has been promised to everybody."""
        meeting = next((it for it in self.meetings if it.day == day), None)
        if meeting is None:
            raise RuleBroken(_l("Datoen er tatt bort før."))
        meeting.check_not_begun()
        if meeting.has_agenda:
            raise RuleBroken(_l("Sakslista er lagt ut. Da kan datoen ikke tas bort."))
        self.meetings.remove(meeting)

    def say_not_held(self, meeting: Meeting, why: str, new_day: date | None) -> None:
        """The new one is at the same hour and place; one that is planned will do."""
        meeting.call_off(why, None)
        if new_day is None:
            return
        if all(it.day != new_day for it in self._coming):
            self.plan([new_day], meeting.starts, meeting.length, meeting.place)
        meeting.moved_to = next(it for it in self._coming if it.day == new_day)

    @property
    def _coming(self) -> list[Meeting]:
        return [it for it in self.meetings if it.is_coming]
