"""A house in which matters can travel: its bodies, and who answers for each."""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from kimvoice.core import clock, days
from kimvoice.core.db import db
from kimvoice.forum.agenda import Agenda
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.measures import Measure
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.models import Matter
from kimvoice.forum.states import (
    NEEDS_REASON,
    PROMISES,
    BodyKind,
    Origin,
    Reason,
    Verdict,
)
from kimvoice.people.models import Department, Person, RoleKind
from tests.factories import EXPLANATION, Make


@dataclass
class Travelling:
    """One of each body, two departments, and one person who answers for each."""

    kafe: Department
    lager: Department
    participant: Person
    representative: Person
    deputy: Person
    work_leader: Person
    other_leader: Person
    manager: Person
    chair: Person
    board_deputy: Person

    @classmethod
    def furnished(cls, make: Make) -> "Travelling":
        kafe, lager = make.department("Kafe Nr 19"), make.department("Lageret")
        return cls(
            kafe,
            lager,
            make.participant(department=kafe),
            make.representative(kafe),
            make.deputy(kafe),
            make.person(RoleKind.WORK_LEADER, department=kafe),
            make.person(RoleKind.WORK_LEADER, department=lager),
            make.person(RoleKind.GENERAL_MANAGER),
            make.person(RoleKind.BOARD_CHAIR),
            make.person(RoleKind.BOARD_DEPUTY),
        )

    # Bodies

    @property
    def forum(self) -> Body:
        return of_kind(BodyKind.PARTICIPANT_FORUM)

    @property
    def kim_forum(self) -> Body:
        return of_kind(BodyKind.KIM_FORUM)

    @property
    def team(self) -> Body:
        return of_kind(BodyKind.LEADERSHIP_TEAM)

    @property
    def board(self) -> Body:
        return of_kind(BodyKind.BOARD)

    def meeting_of(self, department: Department) -> Body:
        query = select(Body).where(Body.department_id == department.id)
        found: Body = db.session.scalars(query).unique().one()
        return found

    # Matters

    def raised(self, body: Body | None = None, title: str = "Pauser") -> Matter:
        return raised(body or self.forum, title, by=self.participant)

    def published(self, body: Body | None = None, title: str = "Pauser") -> Matter:
        """Stands on an agenda that is laid out."""
        matter = self.raised(body, title)
        lay_out(matter.root.body)
        return matter

    def at(self, *bodies: Body) -> Matter:
        """Sent on from the forum to each of the bodies in turn."""
        matter = self.published()
        visit = matter.root
        for body in bodies:
            visit.forward(
                visit.body.answering()[0], [body], "Kan dere si ja til dette?"
            )
            visit = matter.considerations[-1]
        db.session.flush()
        return matter

    def sent_to_both(self, matter: Matter) -> None:
        """From the forum to both department meetings: answered, and read out."""
        both = [self.meeting_of(self.kafe), self.meeting_of(self.lager)]
        matter.root.forward(self.representative, both, "Hva mener dere?")
        for visit in list(matter.root.asked):
            answer(visit)
            visit.read_out(self.representative)


def raised(body: Body | None = None, title: str = "Pauser", *, by: Person) -> Matter:
    return Matter.raised(
        body or of_kind(BodyKind.PARTICIPANT_FORUM),
        title,
        "Vi vil ha en pause til.",
        Origin.PARTICIPANT,
        by=by,
    )


def of_kind(kind: BodyKind) -> Body:
    found = Body.of_kind(kind)
    assert found is not None
    return found


def meet(body: Body, day: date | None = None) -> Meeting:
    """Planned: tomorrow, else on that day."""
    meeting = Meeting.on(day or clock.today() + timedelta(days=1))
    body.meetings.append(meeting)
    db.session.flush()
    return meeting


def board_meets_on(*planned: date) -> None:
    """On these days, and no others."""
    board = of_kind(BodyKind.BOARD)
    board.meetings.clear()
    db.session.flush()
    board.meetings.extend(Meeting.on(it) for it in planned)
    db.session.commit()


def lay_out(body: Body) -> Meeting:
    """The agenda of its next meeting, with all that lies there."""
    coming = (it for it in body.coming_meetings if it.can_be_arranged)
    meeting = next(coming, None) or meet(body)
    agenda = Agenda.of(meeting)
    agenda.lay_out(agenda.to_add)
    db.session.flush()
    return meeting


def answer(visit: Consideration, verdict: Verdict = Verdict.NO) -> MatterAnswer:
    """By whoever should answer, with all that the verdict needs."""
    by = visit.responsible
    assert by is not None
    words = given(by, verdict)
    visit.answer(by, words)
    db.session.flush()
    return words


def given(doer: Person, verdict: Verdict = Verdict.NO) -> MatterAnswer:
    """To no visit yet."""
    return MatterAnswer(
        verdict=verdict,
        words=EXPLANATION,
        reason=Reason.MONEY if verdict in NEEDS_REASON else None,
        look_again=in_a_month() if verdict is Verdict.NOT_NOW else None,
        given_on=clock.today(),
        asked_in_short="Vi vil ha en pause til.",
        answered_in_short="Det går ikke nå, dessverre.",
        measures=[Measure.promised("Setter opp en ny plan.", doer, in_a_month())]
        if verdict in PROMISES
        else [],
    )


def in_a_month() -> date:
    return days.working_day_from(clock.today() + timedelta(days=30))
