"""Where an election is due: nobody is elected, or soon nobody, or the term ends."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask_babel import gettext as _
from sqlalchemy import select

from kimvoice.core import clock, days
from kimvoice.core.db import add_alone, db
from kimvoice.elections import offices
from kimvoice.elections.models import Election
from kimvoice.elections.rounds import ElectionRound
from kimvoice.elections.states import State
from kimvoice.people.models import Department, Role, RoleKind

OVER = (State.PUBLISHED, State.ANNULLED)


@dataclass(frozen=True)
class Term:
    """Of those who are elected in a department; without one, into the board."""

    department: Department | None
    held: list[Role]
    """Elected offices that are not over, and those to come."""
    planned: Election | None
    """On its way, or a draft."""

    @classmethod
    def of(cls, department: Department | None) -> "Term":
        held = [
            it
            for it in offices.held_from(department, clock.today())
            if it.term_ends is not None or department
        ]
        return cls(department, held, planned(department))

    @property
    def is_due(self) -> bool:
        """And no election is announced there: then everybody has its calendar."""
        if self.planned and not self.planned.round.is_draft:
            return False
        return self.is_vacant or self.is_soon_vacant or self.is_soon_over

    @property
    def is_vacant(self) -> bool:
        """Nobody moves up either: the deputy has."""
        return not self.held

    @property
    def is_soon_vacant(self) -> bool:
        return self.vacant_after is not None and self.vacant_after <= self._horizon

    @property
    def is_soon_over(self) -> bool:
        return self.ends is not None and self.ends <= self._horizon

    @property
    def vacant_after(self) -> date | None:
        """When everybody has a last day; whoever is deputy moves up until then."""
        last = [role.ends for role in self.held]
        return max((it for it in last if it), default=None) if all(last) else None

    @property
    def ends(self) -> date | None:
        return max((it.term_ends for it in self.held if it.term_ends), default=None)

    @property
    def words(self) -> str:
        if self.is_vacant:
            return _vacant(self)
        return _vacant_soon(self) if self.is_soon_vacant else _over(self)

    @cached_property
    def _horizon(self) -> date:
        return clock.today() + offices.WARNED_BEFORE


def due() -> list[Term]:
    """The departments by name, then the board."""
    departments = db.session.scalars(select(Department).order_by(Department.name))
    terms = [Term.of(each) for each in departments if each.participants()]
    board = [Term.of(None)] if _has_elected_to_the_board() else []
    return [term for term in (*terms, *board) if term.is_due]


def planned(department: Department | None) -> Election | None:
    """One there that gives no offices yet: the one announced, before a draft."""
    place = department.id if department else None
    return db.session.scalar(
        select(Election)
        .where(Election.department_id == place, Election.state.not_in(OVER))
        .order_by(Election.state == State.DRAFT, Election.id.desc())
        .limit(1)
    )


def start_by_election(department: Department | None) -> Election:
    """A draft; the one that is planned already, for whoever clicks twice."""
    add_alone(ElectionRound)
    if existing := planned(department):
        return existing
    started = ElectionRound.by_election(department)
    db.session.add(started)
    [election] = started.elections
    return election


def _has_elected_to_the_board() -> bool:
    """Before the first time nobody can tell that a seat there is vacant."""
    seat = select(Role.id).where(
        Role.kind == RoleKind.BOARD_MEMBER, Role.term_ends.is_not(None)
    )
    return db.session.scalar(seat.limit(1)) is not None


def _vacant_soon(term: Term) -> str:
    assert term.vacant_after is not None
    day = days.in_figures(term.vacant_after)
    if term.department is None:
        return str(_("Deltakerne har ingen valgt i styret etter %(day)s.", day=day))
    place = term.department.name
    return str(_("Ingen er valgt i %(place)s etter %(day)s.", place=place, day=day))


def _vacant(term: Term) -> str:
    if term.department is None:
        return str(_("Deltakerne har ingen valgt i styret nå."))
    return str(_("Ingen er valgt i %(place)s nå.", place=term.department.name))


def _over(term: Term) -> str:
    """The office is held on until the next election."""
    assert term.ends is not None
    day, is_over = days.in_figures(term.ends), term.ends < clock.today()
    if term.department is None:
        if is_over:
            return str(_("Nytt valg til styret skulle vært holdt %(day)s.", day=day))
        return str(_("Nytt valg til styret skal holdes innen %(day)s.", day=day))
    place = term.department.name
    if is_over:
        return str(
            _("Nytt valg i %(place)s skulle vært holdt %(day)s.", place=place, day=day)
        )
    return str(
        _("Nytt valg i %(place)s skal holdes innen %(day)s.", place=place, day=day)
    )
