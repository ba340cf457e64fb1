"""Who may do what with a matter. When it can be done, the model says."""

from collections.abc import Callable, Mapping
from typing import TypeAlias

from kimvoice.forum.agenda import lying_at
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.measures import Measure
from kimvoice.forum.meeting_states import MeetingAct
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Act, MeasureAct, State
from kimvoice.people.duties import TAKING_PART
from kimvoice.people.models import Person, RoleKind


def may_lead(person: Person, body: Body) -> bool:
    """Answer for it, lay out its agenda, set its dates."""
    return person in body.answering()


def leads_anything(person: Person) -> bool:
    return bool(Body.led_by(person))


def may_visit(person: Person, body: Body) -> bool:
    """See its page: what is laid out there, everybody in the house may read."""
    return person.is_here


def may_set_up(person: Person) -> bool:
    """Say who sits where, where matters may go, and how long an answer may take."""
    return person.holds(RoleKind.ADMINISTRATOR)


def may_follow(person: Person) -> bool:
    """Read what is laid out anywhere, what is late, and the figures."""
    return person.is_here


def may_set_dates(person: Person, body: Body) -> bool:
    """Say on which days it meets."""
    return may_lead(person, body) or may_set_up(person)


def may_lay_out(person: Person, body: Body) -> bool:
    """Also who answers in place of whom a matter there is about: it must not lie."""
    if may_lead(person, body):
        return True
    return any(person in it.matter.deciders_at(body) for it in lying_at(body))


def may_attend(person: Person, meeting: Meeting) -> bool:
    """See that it is planned, its agenda once laid out, and its minutes."""
    return may_visit(person, meeting.body)


def may_run(person: Person, meeting: Meeting) -> bool:
    """Open the meeting, and write in it: who leads the body, and who takes the
    minutes of this one."""
    taker = person.is_here and meeting.minute_taker == person
    return taker or may_lead(person, meeting.body)


def may_finish(person: Person, meeting: Meeting) -> bool:
    """Carry out what was decided, lay out the minutes, say that it was not held."""
    return may_lead(person, meeting.body)


def may_read_minutes(person: Person, meeting: Meeting) -> bool:
    """A draft is for who wrote it."""
    laid_out = meeting.has_minutes and may_attend(person, meeting)
    return laid_out or may_run(person, meeting)


def may_arrange(person: Person, meeting: Meeting) -> bool:
    """Say when and where it is, who leads it, and who takes the minutes."""
    return may_set_dates(person, meeting.body)


def draws_up(person: Person, meeting: Meeting) -> bool:
    return may_lay_out(person, meeting.body)


def may_raise(person: Person) -> bool:
    """Participants, those they elected, and whoever leads a meeting."""
    return person.holds(*TAKING_PART) or leads_anything(person)


def may_see(person: Person, matter: Matter) -> bool:
    """Before an agenda with it is laid out: who raised it, and who prepares for it."""
    if not person.is_here:
        return False
    if matter.is_stopped or not matter.is_published:
        return matter.raised_by == person or prepares(person, matter)
    return True


def prepares(person: Person, matter: Matter) -> bool:
    """Leads a body where it is, or was; or answers in place of whom it is about."""
    bodies = dict.fromkeys(it.body for it in matter.considerations)
    led = any(may_lead(person, body) for body in bodies)
    return led or any(person in matter.deciders_at(body) for body in bodies)


def may_decide(person: Person, visit: Consideration) -> bool:
    """Answer for the body that has it before it."""
    return person in visit.matter.deciders_at(visit.body)


def may_hear(person: Person, visit: Consideration) -> bool:
    """Read an answer out for the body that asked, or ask again."""
    asker = visit.asked_by
    return asker is not None and person in visit.matter.deciders_at(asker.body)


def may_part(person: Person, matter: Matter) -> bool:
    """Merge it, point it elsewhere, say whom it is about: where it was raised."""
    return person in matter.deciders_at(matter.root.body)


def may_withdraw(person: Person, matter: Matter) -> bool:
    return person.is_here and matter.raised_by == person


def approves(person: Person) -> bool:
    """The short words on the board are the representatives' to say yes to; where
    nobody is elected, the coordinators'."""
    if has_representatives():
        return person.holds(RoleKind.REPRESENTATIVE)
    return person.holds(RoleKind.COORDINATOR)


def has_representatives() -> bool:
    return bool(Person.holding(RoleKind.REPRESENTATIVE))


def may_approve(person: Person, answer: MatterAnswer) -> bool:
    return approves(person) and may_see(person, answer.consideration.matter)


def may_reword(person: Person, answer: MatterAnswer) -> bool:
    """The words are the body's own; a representative changes nothing in them."""
    return may_decide(person, answer.consideration)


def may_read_measure(person: Person, measure: Measure) -> bool:
    return may_see(person, measure.matter)


def may_report(person: Person, measure: Measure) -> bool:
    """The doer; whoever answers for the body that promised, when the doer can't."""
    return person.is_here and (
        measure.doer == person or may_decide(person, measure.answer.consideration)
    )


def may_confirm(person: Person, measure: Measure) -> bool:
    """The body that asked first, never the doer alone."""
    matter = measure.matter
    return person in matter.deciders_at(matter.root.body, but=[measure.doer])


def _nobody(_person: Person, _visit: Consideration) -> bool:
    """Follows from what others do."""
    return False


May: TypeAlias = Callable[[Person, Consideration], bool]


def parts(person: Person, visit: Consideration) -> bool:
    return may_part(person, visit.matter)


def withdraws(person: Person, visit: Consideration) -> bool:
    return may_withdraw(person, visit.matter)


def steps_aside(person: Person, visit: Consideration) -> bool:
    """Say that it is about oneself."""
    return prepares(person, visit.matter)


BEFORE_IT = (
    *(Act.SCHEDULE, Act.POSTPONE, Act.FIND_OUT, Act.FORWARD, Act.ANSWER),
    Act.LOOK_AGAIN,
)
WHO: Mapping[Act, May] = {
    **dict.fromkeys(BEFORE_IT, may_decide),
    **dict.fromkeys((Act.READ_OUT, Act.ASK_AGAIN), may_hear),
    **dict.fromkeys((Act.MERGE, Act.UNDO, Act.POINT_ELSEWHERE), parts),
    **dict.fromkeys((Act.PASS_BACK, Act.SUM_UP, Act.WAIT_AGAIN), _nobody),
    Act.WITHDRAW: withdraws,
}
"""Who does each act; when it can be done, the table of states says."""
WHO_MEASURES: Mapping[MeasureAct, Callable[[Person, Measure], bool]] = {
    MeasureAct.REPORT_DONE: may_report,
    MeasureAct.POSTPONE: may_report,
    MeasureAct.GIVE_UP: may_report,
    MeasureAct.CONFIRM: may_confirm,
    MeasureAct.DISPUTE: may_confirm,
}


def may_do(person: Person, act: Act, visit: Consideration) -> bool:
    """Now: the right person, in the right state."""
    can = visit.can_ask_again if act is Act.ASK_AGAIN else visit.can(act)
    return can and WHO[act](person, visit)


def acts_of(person: Person, visit: Consideration) -> list[Act]:
    return [act for act in Act if may_do(person, act, visit)]


def is_passed_over(person: Person, visit: Consideration) -> bool:
    """Leads the body whose turn it is, and others decide: it is about this person."""
    waits = visit.is_undecided or visit.state is State.ANSWERED
    body = visit.lies_with
    passed = person not in visit.matter.deciders_at(body)
    return waits and passed and may_lead(person, body)


WHO_MEETS: Mapping[MeetingAct, Callable[[Person, Meeting], bool]] = {
    MeetingAct.LAY_OUT_AGENDA: draws_up,
    MeetingAct.OPEN: may_run,
    MeetingAct.FINISH: may_finish,
    MeetingAct.LAY_OUT_MINUTES: may_finish,
    MeetingAct.APPROVE_MINUTES: may_finish,
    MeetingAct.CALL_OFF: may_finish,
}


def may_do_measure(person: Person, act: MeasureAct, measure: Measure) -> bool:
    return measure.can(act) and WHO_MEASURES[act](person, measure)
