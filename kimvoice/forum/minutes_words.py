"""What minutes say of a point to everybody in the house: one table."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.forum.agenda_items import AgendaItem
from kimvoice.forum.meeting_states import Decision
from kimvoice.forum.meetings import Meeting
from kimvoice.people.directory import may_be_named
from kimvoice.people.duties import ELECTED
from kimvoice.people.models import Person
from kimvoice.web.language import day, listing
from kimvoice.web.networks import at_home


@dataclass(frozen=True)
class Fact:
    label: LazyString | str
    value: LazyString | str


def decided(item: AgendaItem) -> list[Fact]:
    """In the order in which a meeting is asked; nothing of what nobody filled in."""
    if item.decision is None:
        return []
    found = list(SAYINGS[item.decision](item))
    if item.agreeing is not None:
        found.append(Fact(_l("Så mange var enige"), str(item.agreeing)))
    return [it for it in found if it.value]


def _agreed(item: AgendaItem) -> Iterator[Fact]:
    yield Fact(_l("Vi er enige om"), item.words)
    if item.nobody:
        yield Fact(_l("Hvem gjør det"), _l("Ingen skal gjøre noe."))
        return
    yield Fact(_l("Hvem gjør det"), who_does(item.doer) if item.doer else "")
    yield Fact(_l("Innen"), _until(item))


def _sent_on(item: AgendaItem) -> Iterator[Fact]:
    yield Fact(_l("Sendt videre til"), listing([it.name for it in item.bodies]))
    yield Fact(_l("Vi spør om"), item.words)


def _to_find_out(item: AgendaItem) -> Iterator[Fact]:
    yield Fact(_l("Vi må vite mer"), item.words)
    yield Fact(_l("Hvem finner det ut"), item.who)
    yield Fact(_l("Innen"), _until(item))


def _put_off(item: AgendaItem) -> Iterator[Fact]:
    yield Fact(_l("Utsatt til"), _until(item))
    yield Fact(_l("Hvorfor"), item.words)


def _turned_down(item: AgendaItem) -> Iterator[Fact]:
    yield Fact(_l("Svar"), item.verdict.label if item.verdict else "")
    yield Fact(_l("Hvorfor"), item.reason.label if item.reason else "")
    yield Fact(_l("Forklaring"), item.words)
    yield Fact(_l("Vi ser på det igjen"), _until(item))


SAYINGS: Mapping[Decision, Callable[[AgendaItem], Iterator[Fact]]] = {
    Decision.AGREE: _agreed,
    Decision.FORWARD: _sent_on,
    Decision.FIND_OUT: _to_find_out,
    Decision.POSTPONE: _put_off,
    Decision.TURN_DOWN: _turned_down,
}


def _until(item: AgendaItem) -> str:
    return day(item.until) if item.until else ""


# People


def who_does(person: Person) -> str:
    """A name only where it may stand."""
    if may_be_named(person, named=at_home()):
        return person.name
    return str(_("En tillitsvalgt") if person.holds(*ELECTED) else _("En deltaker"))


def who_can_be_asked(meeting: Meeting) -> str:
    """Whoever leads it, where they may be named."""
    leader = meeting.leader
    if leader is None or not may_be_named(leader, named=at_home()):
        return ""
    return leader.name


def who_came(meeting: Meeting) -> str:
    """From where, never how many from each: a small number is a person."""
    came = [it.department for it in meeting.attendances if it.present]
    places = [it.name for it in came if it is not None]
    others = [str(_("andre"))] if None in came else []
    return listing([*places, *others]) if places else ""
