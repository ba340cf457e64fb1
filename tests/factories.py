"""Makes rows with the same verbs that people use; supplies all that does not matter.

Everything made is committed: what writes to the mailbox ends the transaction so far.
"""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count
from typing import Any, TypeVar

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Ground, Manner, Subject
from kimvoice.complaints.states import State as ComplaintState
from kimvoice.complaints.states import Verdict as ComplaintVerdict
from kimvoice.core import clock, days
from kimvoice.core.choices import Choice
from kimvoice.core.db import db
from kimvoice.core.settings import MAILBOX_ROOM
from kimvoice.core.urn import Urn
from kimvoice.forum.furnishing import furnish_departments
from kimvoice.forum.states import Reason
from kimvoice.people.corrections import Correction
from kimvoice.people.invitations import Invitation
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.people.new_codes import NewCode
from kimvoice.people.role_requests import RoleRequest
from kimvoice.suggestions import codes, intake, mailbox
from kimvoice.suggestions.answers import Answer
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.slips import SuggestionSlip
from kimvoice.suggestions.states import Audience, DeclineReason, State, Verdict
from tests.hashing import cheap_hash
from tests.visitor import PASSPHRASE

Row = TypeVar(
    "Row",
    Department,
    Person,
    NewCode,
    RoleRequest,
    Correction,
    Suggestion,
    Complaint,
)
LONG_AGO = date(2020, 1, 1)
EXPLANATION = "Det er ikke penger til dette i år, og det går ut over de andre."


def mailbox_holds(count: int) -> None:
    """This round: less than a house may choose, so that few slips fill it. Commits."""
    more = intake.blur(db.session.get_one(Urn, mailbox.NAME).public_key)
    db.session.add(
        Choice(
            name=MAILBOX_ROOM.name,
            counts_from=LONG_AGO,
            value=str(count - more),
            chosen_by="Prøve",
            chosen_on=clock.today(),
        )
    )
    db.session.commit()


def _take_on(it: Complaint) -> None:
    assert it.handler is not None
    it.take_on(it.handler)


def _confirm(it: Complaint) -> None:
    assert it.handler is not None
    it.confirm(it.handler, "Jeg har fått klagen din.")


def _ask(it: Complaint) -> None:
    assert it.handler is not None
    it.ask(it.handler, "Når var det?")


def _answer(it: Complaint) -> None:
    assert it.handler is not None
    it.give(it.handler, **Make.upheld())


RECEIVED = (_take_on, _confirm)
LEADING_TO: dict[ComplaintState, tuple[Callable[[Complaint], None], ...]] = {
    ComplaintState.SENT: (),
    ComplaintState.RECEIVED: RECEIVED,
    ComplaintState.WAITING: (*RECEIVED, _ask),
    ComplaintState.ANSWERED: (*RECEIVED, _answer),
    ComplaintState.ESCALATED: (*RECEIVED, _answer, Complaint.escalate),
    ComplaintState.CLOSED: (*RECEIVED, _answer, Complaint.accept),
    ComplaintState.WITHDRAWN: (Complaint.withdraw,),
}
"""What rests is answered, and time has passed."""


@dataclass(frozen=True)
class Ladder:
    department: Department
    leader: Person
    coordinator: Person
    manager: Person
    chair: Person
    deputy_chair: Person


class Make:
    def __init__(self) -> None:
        self._count = count(1)
        self._codes: dict[int, str] = {}

    # People

    def department(self, name: str = "", *, active: int = 0) -> Department:
        """With so many participants who have signed in this half-year."""
        department = self._kept(Department(name=name or f"Avdeling {self._next}"))
        furnish_departments()
        db.session.commit()
        for _ in range(active):
            self.participant(department=department, active=True)
        return department

    def person(
        self,
        *roles: RoleKind,
        department: Department | None = None,
        name: str = "",
        active: bool = False,
        since: date = LONG_AGO,
        promised: bool = False,
    ) -> Person:
        person = self._person(name)
        for role in roles:
            person.take_role(role, department, since=since)
        if active:
            person.mark_active()
        if promised:
            person.promise_confidentiality()
        return self._kept(person)

    def participants(self, many: int, department: Department) -> list[Person]:
        """In one commit."""
        people = [self._person() for _ in range(many)]
        for person in people:
            person.take_role(RoleKind.PARTICIPANT, department, since=LONG_AGO)
        db.session.add_all(people)
        db.session.commit()
        return people

    def participant(
        self, *, department: Department | None = None, active: bool = False
    ) -> Person:
        return self.person(
            RoleKind.PARTICIPANT,
            department=department or self.department(),
            active=active,
        )

    def representative(
        self, department: Department | None = None, *, promised: bool = True
    ) -> Person:
        """Has promised to tell nobody, as everybody here whom words are given to."""
        return self.person(
            RoleKind.PARTICIPANT,
            RoleKind.REPRESENTATIVE,
            department=department or self.department(),
            promised=promised,
        )

    def deputy(
        self, department: Department | None = None, *, promised: bool = True
    ) -> Person:
        return self.person(
            RoleKind.PARTICIPANT,
            RoleKind.DEPUTY,
            department=department or self.department(),
            promised=promised,
        )

    def work_leader(self, department: Department | None = None) -> Person:
        department = department or self.department()
        return self.person(RoleKind.WORK_LEADER, department=department)

    def general_manager(self, *, promised: bool = False) -> Person:
        return self.person(RoleKind.GENERAL_MANAGER, promised=promised)

    def coordinator(self, *, promised: bool = True) -> Person:
        return self.person(RoleKind.COORDINATOR, promised=promised)

    # Slips that let people in

    def newcomer(self, department: Department | None = None) -> Person:
        """Somebody who has never signed in."""
        person = self.participant(department=department)
        person.passphrase_hash = ""
        return self._kept(person)

    def slip_for(self, person: Person) -> str:
        code = Invitation.issue(person)
        db.session.commit()
        return code

    def new_code(
        self, *, by: Person, second: Person, person: Person | None = None
    ) -> NewCode:
        """Asked for, and not yet answered."""
        return self._kept(NewCode.ask(person or self.participant(), by, second))

    def correction(self, person: Person | None = None) -> Correction:
        """Asked for, and not yet answered."""
        words = "Navnet mitt skrives med K."
        return self._kept(Correction.ask(person or self.participant(), words))

    def wanted(
        self,
        person: Person,
        kind: RoleKind = RoleKind.COORDINATOR,
        *,
        by: Person,
        second: Person,
    ) -> RoleRequest:
        """A role from today on, asked for and not yet answered."""
        asked = RoleRequest.of(person, kind, None, clock.today(), by=by)
        assert asked.give_or_ask(second) is None
        return self._kept(asked)

    # Complaints

    def ladder(self, department: Department | None = None) -> Ladder:
        """Somebody at each step, and the chair's deputy."""
        department = department or self.department()
        return Ladder(
            department,
            self.work_leader(department),
            self.coordinator(),
            self.general_manager(),
            self.person(RoleKind.BOARD_CHAIR),
            self.person(RoleKind.BOARD_DEPUTY),
        )

    def complaint(
        self,
        state: ComplaintState = ComplaintState.SENT,
        *,
        by: Person | None = None,
        about: Person | RoleKind | None = None,
        without: tuple[Person | RoleKind, ...] = (),
        text: str = "Jeg fikk ikke pause på tirsdag.",
        wish: str = "",
        first: int = 0,
        manner: Manner = Manner.HERE,
    ) -> Complaint:
        """Sent today, and led to the state by the acts that lead there.

        Somebody must be there to answer it: `ladder`.
        """
        complainant = by or self.participant()
        [role, *_] = [it for it in complainant.roles if it.department]
        excluded = [Exclusion.of(about, Ground.ABOUT)] if about else []
        excluded += [Exclusion.of(each, Ground.NEAR) for each in without]
        complaint = Complaint.draft(
            complainant,
            Subject.STAFF_MEMBER if about else Subject.NOBODY,
            manner,
            department=role.department,
            nonce=secrets.token_bytes(16),
            exclusions=excluded,
        )
        complaint.send(text, wish, first=first)
        db.session.add(complaint)
        db.session.flush()
        self._lead(complaint, state)
        return self._kept(complaint)

    def _lead(self, complaint: Complaint, state: ComplaintState) -> None:
        for lead in LEADING_TO[state]:
            lead(complaint)

    @staticmethod
    def upheld(**changes: Any) -> dict[str, Any]:
        """An answer that promises something."""
        given = {
            "verdict": ComplaintVerdict.UPHELD,
            "measure": "Vi lager en ny vaktliste.",
            "doer": "Kari Testesen",
            "done_by": clock.today() + timedelta(weeks=3),
        }
        return given | changes

    # Suggestions

    def suggestion(
        self,
        state: State = State.RECEIVED,
        *,
        audience: Audience = Audience.EVERYBODY,
        text: str = "Samlingen kan være etter lunsj.",
        department: Department | None = None,
        week: str = "",
        by: Person | None = None,
    ) -> Suggestion:
        """Led to the state by the acts that lead there; ``by`` reads it."""
        code = codes.mint()
        week = week or days.week_of(clock.today())
        [number] = Suggestion.draw_numbers(1)
        suggestion = Suggestion.from_slip(
            SuggestionSlip(code, text, audience, department.id if department else None),
            codes.derive(code),
            number=number,
            week=week,
            department=department,
        )
        self._codes[number] = code
        db.session.add(suggestion)
        if state is State.WITHDRAWN:
            suggestion.withdraw(week)
        elif state is not State.RECEIVED:
            self._read(suggestion, state, by or self.representative())
        return self._kept(suggestion)

    def code(self, suggestion: Suggestion) -> str:
        """The receipt code, which only the author has."""
        return self._codes[suggestion.number]

    def slip(self, suggestion: Suggestion, text: str) -> SuggestionSlip:
        """Sent with the same code, in other words."""
        department = suggestion.department_id
        return SuggestionSlip(
            self.code(suggestion), text, suggestion.audience, department
        )

    def answer(self, verdict: Verdict = Verdict.YES, **changes: Any) -> Answer:
        """Complete for its verdict, by the general manager; not yet given."""
        today = clock.today()
        given: dict[str, Any] = {
            "verdict": verdict,
            "by_role": RoleKind.GENERAL_MANAGER,
            "given_on": today,
            "asked_in_short": "Samling etter lunsj?",
            "answered_in_short": "Vi prøver det.",
        }
        if verdict is Verdict.YES:
            given |= {"doer": "Kari Testesen", "done_by": today + timedelta(weeks=3)}
        else:
            given |= {"reason": Reason.MONEY, "explanation": EXPLANATION}
        if verdict is Verdict.NOT_NOW:
            given |= {"look_again": today + timedelta(weeks=8)}
        if "by" not in changes:
            given["by"] = self.general_manager()
        return Answer(**given | changes)

    def _read(self, suggestion: Suggestion, state: State, reader: Person) -> None:
        suggestion.take(reader)
        match state:
            case State.READING:
                pass
            case State.DECLINED:
                suggestion.decline(reader, DeclineReason.OTHER, "Takk, men nei.")
            case State.CLOSED:
                suggestion.close(reader, "Takk. Vi har lest det.")
            case State.RAISED:
                suggestion.raise_matter("Samlingen", "Når skal vi ha samling?")
            case _:
                suggestion.publish()
                self._answer(suggestion, state)

    def _answer(self, suggestion: Suggestion, state: State) -> None:
        if state is State.PUBLISHED:
            return
        suggestion.give(self.answer())
        if state is State.DONE:
            suggestion.confirm_done()
        elif state is State.NOT_DONE:
            suggestion.confirm_not_done("Rommet ble brukt til noe annet.")

    def _person(self, name: str = "") -> Person:
        number = self._next
        return Person(
            name=name or f"Prøve{number} Prøvesen",
            user_name=f"prøve{number}",
            passphrase_hash=cheap_hash(PASSPHRASE),
        )

    @property
    def _next(self) -> int:
        return next(self._count)

    def _kept(self, row: Row) -> Row:
        db.session.add(row)
        db.session.commit()
        return row
