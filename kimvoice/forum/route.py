"""Where a matter has been, is and goes, in words that are always true (SCREENS 7.4).

Shown to everybody, by code too: bodies and days, and no participant's name.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext as _

from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.deciding import OFTEN
from kimvoice.forum.measures import Measure
from kimvoice.forum.models import Matter
from kimvoice.forum.states import MeasureState, State
from kimvoice.people.duties import TAKING_PART
from kimvoice.people.models import Person
from kimvoice.web.language import day, listing


@dataclass(frozen=True)
class Stop:
    body: Body
    is_here: bool

    @property
    def name(self) -> str:
        return self.body.name


# The line of stops


def stops(matter: Matter) -> list[list[Stop]]:
    """Side by side what was asked from the same place: as several meetings at once."""
    here = {it.lies_with for it in _in_front(matter)}
    found, level = [], [matter.root]
    while level:
        if bodies := dict.fromkeys(it.body for it in level if not it.is_second_look):
            found.append([Stop(each, each in here) for each in bodies])
        level = [asked for visit in level for asked in visit.asked]
    return found


def way_back(matter: Matter) -> str:
    """The bodies to which the answer still goes, nearest first; empty for none."""
    front = _in_front(matter)
    ways = [_askers(it.asked_by if _is_back(it) else it) for it in front]
    names = dict.fromkeys(body.name for way in ways for body in way)
    return listing(list(names)) if names else ""


def answered(matter: Matter) -> list[Consideration]:
    """Whose answers its readers get: what it got itself before it was a double, too."""
    visits = [
        it for each in dict.fromkeys((matter.way, matter)) for it in each.considerations
    ]
    return [it for it in visits if it.own_answer]


def _in_front(matter: Matter) -> list[Consideration]:
    """Whose turn it is: what was sent on waits for others."""
    return [it for it in matter.open_considerations if it.state is not State.FORWARDED]


def _is_back(visit: Consideration) -> bool:
    return visit.lies_with is not visit.body


def _askers(visit: Consideration | None) -> Iterator[Body]:
    while visit is not None and visit.asked_by is not None:
        if not visit.is_second_look:
            yield visit.asked_by.body
        visit = visit.asked_by


# The headline


def headline(matter: Matter) -> str:
    """Computed, never typed (DESIGN 7)."""
    if matter.way is not matter:
        same = _("Samme sak som sak %(number)s.", number=matter.way.number)
        return f"{same} {headline(matter.way)}"
    if matter.same_as is not None:
        return str(_("Samme sak som en annen. Den er ikke lagt ut ennå."))
    if matter.root.state is State.WITHDRAWN:
        return str(_("Saken er trukket av den som meldte den inn."))
    if matter.root.state is State.ELSEWHERE:
        return str(_("Saken hører hjemme et annet sted. Den går ikke videre her."))
    return " ".join([*_standing(matter), *_broken(matter)])


def _standing(matter: Matter) -> Iterator[str]:
    front = sorted(_in_front(matter), key=lambda it: (_is_back(it), it.expected))
    if not matter.is_published:
        yield _("Saken står ikke på noen saksliste ennå.")
    for (back, _by), those in groupby(front, lambda it: (_is_back(it), it.expected)):
        yield from (_answered if back else _undecided)(list(those))
    if not front:
        yield from _ended(matter)
        yield from _to_look_again(matter)


def _undecided(visits: list[Consideration]) -> Iterator[str]:
    """At one or several bodies, with the same date."""
    bodies = listing(list(dict.fromkeys(it.body.name for it in visits)))
    expected, late = visits[0].expected, visits[0].is_late
    yield _("Ligger hos %(bodies)s.", bodies=bodies)
    if late:
        yield _("Forsinket. Svaret skulle kommet %(day)s.", day=day(expected))
    elif not any(it.has_later_date for it in visits):
        yield _("Svar ventes innen %(day)s.", day=day(expected))
    for visit in visits:
        yield from _later(visit)


def _later(visit: Consideration) -> Iterator[str]:
    """The first date stays in sight."""
    first = day(visit.first_due)
    if visit.has_later_date and visit.is_late:
        yield _("Opprinnelig frist %(day)s.", day=first)
    elif visit.has_later_date:
        yield _(
            "Ny frist %(later)s. Opprinnelig frist %(first)s.",
            later=day(visit.due),
            first=first,
        )
    if visit.postponed >= OFTEN:
        yield _("Utsatt %(count)s ganger.", count=visit.postponed)


def _answered(visits: list[Consideration]) -> Iterator[str]:
    """The answers are there, and wait to be read out by whoever asked."""
    for visit in visits:
        asker, expected = visit.lies_with, day(visit.expected)
        for answer in visit.answers:
            yield _("Svar gitt %(day)s.", day=day(answer.given_on))
        if visit.is_late:
            yield _("Forsinket. Svaret skulle kommet til %(body)s %(day)s.",
                    body=asker.name, day=expected)  # fmt: skip
        elif asker.reads_aloud:
            yield _("Leses opp i %(body)s innen %(day)s.",
                    body=asker.name, day=expected)  # fmt: skip
        else:
            yield _("Kommer på sakslista til %(body)s innen %(day)s.",
                    body=asker.name, day=expected)  # fmt: skip


def _ended(matter: Matter) -> Iterator[str]:
    """The answer is back where the question began."""
    found = _measures(matter)
    promised = [it for it in found if it.is_open]
    done = all(it.state is MeasureState.DONE for it in found)
    if done and not matter.is_put_off:
        yield _("Ferdig.")
        yield from (f"{it.verdict.label}." for it in matter.root.answers)
        return
    yield _("Svaret er kommet tilbake.")
    under_way = [it for it in promised if not it.is_late]
    if any(it.state is MeasureState.PROMISED for it in under_way):
        last = max(it.due for it in under_way if it.state is MeasureState.PROMISED)
        yield _("Det som er lovet, skal være gjort innen %(day)s.", day=day(last))
    if any(it.state is MeasureState.REPORTED for it in under_way):
        body = matter.root.body.name
        yield _("Det er meldt gjort. %(body)s sier fra om det stemmer.", body=body)


def _to_look_again(matter: Matter) -> Iterator[str]:
    """Who said «not now»."""
    for visit in matter.considerations:
        body, on = visit.body.name, visit.looks_again_on
        if visit.is_to_look_again:
            yield _("Nå skal %(body)s se på saken igjen.", body=body)
        elif on is not None:
            yield _("%(body)s ser på saken igjen %(day)s.", body=body, day=day(on))


def _broken(matter: Matter) -> Iterator[str]:
    found = _measures(matter)
    if any(it.is_late for it in found):
        first = min(it.due for it in found if it.is_late)
        yield _("Lovet, men ikke gjort ennå.")
        yield _("Det skulle vært gjort %(day)s.", day=day(first))
    if any(it.state is MeasureState.NOT_DONE for it in found):
        yield _("Noe som var lovet, ble ikke gjort.")


def _measures(matter: Matter) -> list[Measure]:
    return [each for answer in matter.given_answers for each in answer.measures]


# Who may be named


def said_by(visit: Consideration) -> str:
    """The body; with a name only where no participant answers for it."""
    answer = visit.own_answer
    return visit.body.name if answer is None else signature(visit.body, answer.by)


def signature(body: Body, by: Person) -> str:
    return body.name if takes_part(by) else f"{body.name}, {by.name}"


def done_by(measure: Measure) -> str:
    """The doer; of a participant the body that promised."""
    if takes_part(measure.doer):
        return measure.answer.consideration.body.name
    return measure.doer.name


def takes_part(person: Person) -> bool:
    """Now or before: an answer stands there for years."""
    return any(it.kind in TAKING_PART for it in person.roles)
