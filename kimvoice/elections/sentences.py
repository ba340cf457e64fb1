"""What the protocol says, in words: one table for what anybody may read, and one more
for what stands only in the committee's own copy."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from babel.lists import format_list
from flask_babel import get_locale
from flask_babel import gettext as _

from kimvoice.core import ledger
from kimvoice.elections.events import ElectionEvent
from kimvoice.elections.models import Election
from kimvoice.elections.states import Deed
from kimvoice.web.language import full_day

Saying: TypeAlias = Callable[[ElectionEvent], Iterator[str]]
WATCHED = 3
"""Who drew, and the two who watched, stand last in the line of a lot."""


@dataclass(frozen=True)
class Line:
    number: int
    on: date
    words: list[str]
    mark: str
    """Of the protocol as far as this line: it stands on a print of that day."""


def lines_of(election: Election, *, own_copy: bool = False) -> list[Line]:
    """``own_copy``: with what the committee alone may read."""
    return [
        Line(
            number,
            event.done_on,
            [*SAID[event.deed](event), *(_kept(event) if own_copy else ())],
            ledger.mark(event.link),
        )
        for number, event in enumerate(election.events, start=1)
    ]


# What anybody may read


def _announced(event: ElectionEvent) -> Iterator[str]:
    yield _("Valget er kunngjort. Valgstyret er %(names)s.", names=_all(event))
    until = _day(event, "nominations_until")
    yield _("Alle kan foreslå kandidater til og med %(until)s.", until=until)
    yield _("Valgdag: %(day)s.", day=_day(event, "votes_on"))
    yield _("Resultat: %(day)s.", day=_day(event, "result_on"))
    if event.facts.get("figures_public"):
        yield _("Stemmene for hvert navn kan bli vist, hvis ingen kan kjennes igjen.")


def _listed(event: ElectionEvent) -> Iterator[str]:
    yield _("Manntallet er låst. Antall navn: %(count)s.", count=event.facts["on_roll"])
    if event.people:
        yield _("Disse stiller, i trukket rekkefølge: %(names)s.", names=_all(event))
    else:
        yield _("Ingen stiller.")


def _withdrew(event: ElectionEvent) -> Iterator[str]:
    left = event.facts["candidates"]
    yield _("En kandidat trakk seg. Kandidater igjen: %(count)s.", count=left)


def _agreed(event: ElectionEvent) -> Iterator[str]:
    yield _(
        "De to som stiller, er enige. Tillitsvalgt blir %(name)s.", name=_all(event)
    )


def _asked(_event: ElectionEvent) -> Iterator[str]:
    yield _("Noen ba om avstemning. Hvem det var, er ikke skrevet noe sted.")


def _corrected(_event: ElectionEvent) -> Iterator[str]:
    yield _("Manntallet er rettet. To valgansvarlige var enige.")


def _replaced(event: ElectionEvent) -> Iterator[str]:
    leaving, coming = _names(event)
    yield _(
        "%(coming)s er ny i valgstyret, i stedet for %(leaving)s.",
        coming=coming,
        leaving=leaving,
    )


def _differed(event: ElectionEvent) -> Iterator[str]:
    yield _("%(names)s fikk ikke samme tall. Begge teller på nytt.", names=_all(event))


def _counted(event: ElectionEvent) -> Iterator[str]:
    yield _("%(names)s har talt hver for seg, og fikk samme tall.", names=_all(event))


def _planned(event: ElectionEvent) -> Iterator[str]:
    yield _("Stemmene ble like. Vi trekker lodd, og alle kan se på.")
    if event.facts.get("draws_on"):
        yield _("Dag: %(day)s.", day=_day(event, "draws_on"))


def _drew(event: ElectionEvent) -> Iterator[str]:
    drawn, (drawer, *watched) = _names(event)[:-WATCHED], _names(event)[-WATCHED:]
    yield _(
        "%(drawer)s trakk lodd. Trukket: %(names)s.", drawer=drawer, names=_list(drawn)
    )
    yield _("%(names)s så på.", names=_list(watched))


def _published(event: ElectionEvent) -> Iterator[str]:
    """Why there is no deputy is told nowhere."""
    yield _("Resultatet er klart.")
    elected = _names(event)
    if not elected:
        yield _("Ingen er valgt.")
    for label, name in zip((_("Valgt"), _("Vara")), elected, strict=False):
        yield f"{label}: {name}."
    if elected and event.facts.get("uncontested"):
        yield _("Valgt uten avstemning.")


def _complained(_event: ElectionEvent) -> Iterator[str]:
    yield _("Valgstyret har fått en klage på valget.")


def _decided(event: ElectionEvent) -> Iterator[str]:
    if event.facts.get("upheld"):
        yield _("Valgstyret har svart på en klage, og gir den medhold.")
    else:
        yield _("Valgstyret har svart på en klage. Valget står.")


def _annulled(_event: ElectionEvent) -> Iterator[str]:
    yield _("Valget gjelder ikke. Det skal holdes på nytt.")


def _ended(event: ElectionEvent) -> Iterator[str]:
    yield _("%(name)s er ikke lenger i vervet.", name=_all(event))


def _moved_up(event: ElectionEvent) -> Iterator[str]:
    yield _("%(name)s var vara, og er nå tillitsvalgt.", name=_all(event))


SAID: Mapping[Deed, Saying] = {
    Deed.ANNOUNCED: _announced,
    Deed.LISTED: _listed,
    Deed.CANDIDATE_WITHDREW: _withdrew,
    Deed.ORDER_AGREED: _agreed,
    Deed.VOTE_ASKED: _asked,
    Deed.ROLL_CORRECTED: _corrected,
    Deed.OFFICER_REPLACED: _replaced,
    Deed.COUNTS_DIFFERED: _differed,
    Deed.COUNTED: _counted,
    Deed.DRAW_PLANNED: _planned,
    Deed.DREW: _drew,
    Deed.PUBLISHED: _published,
    Deed.COMPLAINED: _complained,
    Deed.COMPLAINT_DECIDED: _decided,
    Deed.ANNULLED: _annulled,
    Deed.OFFICE_ENDED: _ended,
    Deed.DEPUTY_MOVED_UP: _moved_up,
}


# What the committee alone may read


def _kept(event: ElectionEvent) -> Iterator[str]:
    own = KEPT.get(event.deed)
    if own and event.figures:
        yield from own(event)
    elif event.kept_is_forgotten:
        yield _("Tallene er slettet her. De står på protokollen som er signert.")


def _figures(event: ElectionEvent) -> Iterator[str]:
    got = event.facts | event.figures
    yield _("Sedler i kassa: %(count)s.", count=got["slips"])
    yield _("Merker i manntallet: %(count)s.", count=got["marks"])
    for name, votes in _votes(event):
        yield f"{name}: {votes}."
    yield _("Blanke sedler: %(number)s", number=got["blanks"])
    yield _("Ugyldige sedler: %(number)s", number=got["rejected"])


def _votes(event: ElectionEvent) -> Iterator[tuple[str, object]]:
    """By the place on the list, which names whoever stood there."""
    on_list = [it for it in event.election.events if it.deed is Deed.LISTED]
    listed = [name for each in on_list for name in _names(each)]
    for place, name in enumerate(listed, start=1):
        if (votes := event.figures.get(str(place))) is not None:
            yield name, votes


def _why(event: ElectionEvent) -> Iterator[str]:
    """Whoever agreed on it, and the reason they gave."""
    if event.people:
        yield _("Navn: %(names)s.", names=_all(event))
    if reason := event.figures.get("reason"):
        yield _("Grunn: %(reason)s", reason=reason)


KEPT: Mapping[Deed, Saying] = {Deed.COUNTED: _figures, Deed.ROLL_CORRECTED: _why}


def _names(event: ElectionEvent) -> list[str]:
    return [it.name or _("(navnet er slettet)") for it in event.people]


def _all(event: ElectionEvent) -> str:
    return _list(_names(event))


def _list(names: list[str]) -> str:
    return format_list(names, locale=get_locale())


def _day(event: ElectionEvent, fact: str) -> str:
    return full_day(date.fromisoformat(str(event.facts[fact])))
