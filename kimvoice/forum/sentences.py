"""What is said in one way wherever it stands: above all the history of a matter."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from flask_babel import gettext as _

from kimvoice.core import clock
from kimvoice.forum.bodies import READ_ALOUD
from kimvoice.forum.history import MatterEvent
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Deed, Origin
from kimvoice.web.language import day, hour

Saying: TypeAlias = Callable[[MatterEvent], str]


@dataclass(frozen=True)
class Line:
    on: date | None
    said: str
    words: str


def history(matter: Matter) -> Iterator[Line]:
    """What was answered stands beside the history, in whole."""
    for event in matter.events:
        words = "" if event.deed is Deed.ANSWERED else event.words
        yield Line(_day_of(matter, event), SAYINGS[event.deed](event), words)


def _day_of(matter: Matter, event: MatterEvent) -> date | None:
    """Of a suggestion nothing before everybody could read of it (anonymity.md)."""
    seen = matter.published_on
    if matter.origin is Origin.ANONYMOUS_SUGGESTION:
        hidden = event.deed is Deed.RAISED or seen is None or event.done_on < seen
        return None if hidden else event.done_on
    return event.done_on


def _read_out(event: MatterEvent) -> str:
    names = {"body": event.body.name, "other": _other(event)}
    if event.body.kind in READ_ALOUD:
        return str(_("Svaret fra %(other)s er lest opp i %(body)s.", **names))
    return str(_("Svaret fra %(other)s er kommet til %(body)s.", **names))


def _other(event: MatterEvent) -> str:
    return event.other.name if event.other else ""


def _until(event: MatterEvent) -> str:
    return day(event.day) if event.day else ""


SAYINGS: Mapping[Deed, Saying] = {
    Deed.RAISED: lambda it: _("Saken kom til %(body)s.", body=it.body.name),
    Deed.SCHEDULED: lambda it: _(
        "Saken kom på sakslista til %(body)s %(day)s.",
        body=it.body.name,
        day=_until(it),
    ),
    Deed.POSTPONED: lambda it: (
        _("%(body)s utsatte saken til %(day)s.", body=it.body.name, day=_until(it))
        if it.day
        else _("%(body)s utsatte saken til et senere møte.", body=it.body.name)
    ),
    Deed.NEEDED_MORE: lambda it: _(
        "%(body)s må vite mer innen %(day)s.", body=it.body.name, day=_until(it)
    ),
    Deed.FORWARDED: lambda it: _(
        "%(body)s sendte saken til %(other)s.", body=it.body.name, other=_other(it)
    ),
    Deed.ANSWERED: lambda it: _("%(body)s svarte.", body=it.body.name),
    Deed.PASSED_BACK: lambda it: _(
        "%(body)s sendte svaret tilbake.", body=it.body.name
    ),
    Deed.TO_SUM_UP: lambda it: _(
        "%(body)s har fått alle svarene, og skal svare samlet.", body=it.body.name
    ),
    Deed.READ_OUT: _read_out,
    Deed.ASKED_AGAIN: lambda it: _(
        "%(body)s spurte %(other)s på nytt.", body=it.body.name, other=_other(it)
    ),
    Deed.LOOKED_AGAIN: lambda it: _("%(body)s ser på saken igjen.", body=it.body.name),
    Deed.MERGED: lambda _it: _("Det er samme sak som en annen."),
    Deed.PARTED: lambda _it: _("Saken går sin egen vei igjen."),
    Deed.SENT_ELSEWHERE: lambda _it: _("Saken hører hjemme et annet sted."),
    Deed.WITHDRAWN: lambda _it: _("Saken ble trukket."),
    Deed.REPORTED_DONE: lambda _it: _("Det som ble lovet, er meldt gjort."),
    Deed.MEASURE_POSTPONED: lambda it: _(
        "Det som ble lovet, har fått ny frist: %(day)s.", day=_until(it)
    ),
    Deed.GIVEN_UP: lambda _it: _("Noe som ble lovet, ble ikke gjort."),
    Deed.CONFIRMED: lambda _it: _("Det som ble lovet, er gjort."),
    Deed.DISPUTED: lambda _it: _("De som spurte, sier at det ikke er gjort ennå."),
}


def saved_now() -> str:
    """To the minute; when somebody saved is stored nowhere."""
    return str(_("Lagret kl. %(hour)s.", hour=hour(clock.now())))
