"""Who follows when an office ends before its term, and what the protocol says of it."""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import select

from kimvoice.core import clock
from kimvoice.core.db import begin_writing, db
from kimvoice.elections import offices
from kimvoice.elections.models import Election
from kimvoice.elections.recorded import RecordedElection
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import Deed, State
from kimvoice.people.models import Department, Person, Role, RoleKind

DAY = timedelta(days=1)


def run_when_due() -> None:
    """Safe to run twice or on two machines: the department is locked. Commits.

    The board comes last: its seat may hang on an office that ends just now.
    """
    everywhere = list(db.session.scalars(select(Department.id).order_by(Department.id)))
    for number in (*everywhere, None):
        if Succession.of(number).is_due:
            begin_writing()
            Succession.of(number, locked=True).settle()
            db.session.commit()
        else:
            db.session.rollback()


@dataclass(frozen=True)
class Succession:
    """The offices of a department, or of the board, as they are today."""

    department: Department | None
    election: Election | None
    """Held here, and the latest one there: its protocol goes on."""

    @classmethod
    def of(cls, number: int | None, *, locked: bool = False) -> "Succession":
        department = db.session.get_one(Department, number) if number else None
        latest = latest_held(department)
        if locked:
            latest = Election.locked(latest.id) if latest else None
            offices.lock(department)
        return cls(department, latest)

    @property
    def is_due(self) -> bool:
        return bool(self._misfits or self._heir or self._unsaid)

    def settle(self) -> None:
        for role in self._misfits:
            role.end(clock.today() - DAY)
        for seat in self._unsaid:
            self._say_ended(seat)
        if heir := self._heir:
            offices.move_up(heir)
            if self.election:
                self.election.enter(Deed.DEPUTY_MOVED_UP, heir.person)

    @property
    def _misfits(self) -> list[Role]:
        """Of those who are no participants there any more, or are employed."""
        held = offices.held_today(self.department)
        return [it for it in held if not offices.fits(it.person, self.department)]

    @property
    def _heir(self) -> Role | None:
        """The deputy, where nobody is representative today."""
        held = offices.held_today(self.department)
        fitting = [it for it in held if offices.fits(it.person, self.department)]
        if any(it.kind is RoleKind.REPRESENTATIVE for it in fitting):
            return None
        return next((it for it in fitting if it.kind is RoleKind.DEPUTY), None)

    @property
    def _unsaid(self) -> list[RoleKind]:
        """What somebody was elected to, has left, and the protocol does not say yet."""
        if self.election is None:
            return []
        ended = (it for it in self.election.events if it.deed is Deed.OFFICE_ENDED)
        said = {it.facts["elected_to"] for it in ended}
        lasting = offices.held_from(self.department, clock.today())
        here = {role.person for role in lasting}
        return [
            seat
            for seat in offices.kinds_of(self.department)
            if seat not in said
            and (person := self._elected_to(seat))
            and person not in here
        ]

    def _elected_to(self, seat: RoleKind) -> Person | None:
        assert self.election is not None
        is_deputy = seat is RoleKind.DEPUTY
        return self.election.deputy if is_deputy else self.election.elected

    def _say_ended(self, elected_to: RoleKind) -> None:
        """Of a deputy who has moved up, the representative's office ends."""
        assert self.election is not None
        person = self._elected_to(elected_to)
        assert person is not None
        moved = any(it.deed is Deed.DEPUTY_MOVED_UP for it in self.election.events)
        has_moved = moved and elected_to is RoleKind.DEPUTY
        self.election.enter(
            Deed.OFFICE_ENDED,
            person,
            seat=RoleKind.REPRESENTATIVE.value if has_moved else elected_to.value,
            elected_to=elected_to.value,
        )


def latest_held(department: Department | None) -> Election | None:
    """The one whose offices are held today: one that gives them later waits.

    None where the latest was written in: it has no protocol here.
    """
    latest = db.session.scalar(
        select(Election)
        .join(ElectionRound, Election.round_id == ElectionRound.id)
        .where(
            Election.department_id == (department.id if department else None),
            Election.state == State.PUBLISHED,
            ElectionRound.term_starts <= clock.today(),
        )
        .order_by(Election.published_on.desc(), Election.id.desc())
        .limit(1)
    )
    recorded = RecordedElection.latest(department)
    if latest is None or latest.published_on is None:
        return None
    is_newer = recorded is not None and recorded.held_on >= latest.published_on
    return None if is_newer else latest
