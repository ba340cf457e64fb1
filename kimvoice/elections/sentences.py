"""What the protocol says to whoever may read it, in words: one table."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TypeAlias

from flask_babel import gettext as _

from kimvoice.elections.events import ElectionEvent
from kimvoice.elections.states import Deed, Way
from kimvoice.people.models import RoleKind
from kimvoice.web.language import full_day, listing

Saying: TypeAlias = Callable[[ElectionEvent], Iterator[str]]
WATCHED = 3
"""Who drew, and the two who watched, stand last in the line of a lot."""


def _announced(event: ElectionEvent) -> Iterator[str]:
    yield _("Valget er kunngjort. Valgstyret er %(names)s.", names=_all(event))
    until = _day(event, "nominations_until")
    yield _("Siste dag for å foreslå kandidater: %(until)s.", until=until)
    yield _("Valgdag: %(day)s.", day=_day(event, "votes_on"))
    yield _("Resultat: %(day)s.", day=_day(event, "result_on"))
    if event.facts.get("way") == Way.NET:
        yield _("Det er planlagt at alle kan stemme på nett eller på papir.")
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
    """Who it was about, the committee's copy says."""
    yield _("Manntallet er rettet. To valgansvarlige var enige.")


def _replaced(event: ElectionEvent) -> Iterator[str]:
    leaving, coming = names_in(event)
    yield _(
        "%(coming)s er ny i valgstyret, i stedet for %(leaving)s.",
        coming=coming,
        leaving=leaving,
    )


def _sealed(event: ElectionEvent) -> Iterator[str]:
    yield _(
        "Urna er gjort klar og låst. To av disse kan åpne den: %(names)s.",
        names=_all(event),
    )
    yield _("Åpningsmerke: %(mark)s.", mark=event.mark)


def _asked_about(event: ElectionEvent) -> Iterator[str]:
    yield _(
        "%(name)s spurte om én person kunne få seddel."
        " Hvem det gjaldt, er ikke skrevet noe sted.",
        name=_all(event),
    )


def _code_allowed(_event: ElectionEvent) -> Iterator[str]:
    """For whom, the committee's copy says."""
    yield _("En som står i manntallet, kan få ny kode. To valgansvarlige var enige.")


def _laid_in(event: ElectionEvent) -> Iterator[str]:
    typed_by, read_by = names_in(event)
    yield _(
        "%(reader)s leste papirsedler, og %(typist)s skrev dem inn i urna.",
        reader=read_by,
        typist=typed_by,
    )


def _paper_checked(event: ElectionEvent) -> Iterator[str]:
    yield _("%(name)s har sett over papirsedlene i urna.", name=_all(event))


def _urn_closed(event: ElectionEvent) -> Iterator[str]:
    yield _(
        "Ingen flere sedler kan legges i urna. %(name)s hengte opp urnemerkene.",
        name=_all(event),
    )
    yield _(
        "Urna er fylt opp med tomme sedler, så ingen kan telle hvor mange som stemte."
    )


def _unlocked(event: ElectionEvent) -> Iterator[str]:
    yield _("%(name)s skrev ordene sine.", name=_all(event))


def _shredded(event: ElectionEvent) -> Iterator[str]:
    yield _("%(name)s sier at alle tre konvoluttene er makulert.", name=_all(event))


def _differed(event: ElectionEvent) -> Iterator[str]:
    yield _("%(names)s fikk ikke samme tall. Begge teller på nytt.", names=_all(event))


def _counted(event: ElectionEvent) -> Iterator[str]:
    if event.facts.get("on_net"):
        yield _("Urna er åpnet, og sedlene er talt. Urna er slettet.")
        return
    yield _("%(names)s har talt hver for seg, og fikk samme tall.", names=_all(event))


def _planned(event: ElectionEvent) -> Iterator[str]:
    facts = event.facts
    yield _("Stemmene ble like. Vi trekker lodd, og alle kan se på.")
    yield _(
        "%(day)s kl. %(hour)s: %(place)s.",
        day=_day(event, "on"),
        hour=str(facts["at"]).replace(":", "."),
        place=facts["where"],
    )


def _drew(event: ElectionEvent) -> Iterator[str]:
    drawn, (drawer, *watched) = names_in(event)[:-WATCHED], names_in(event)[-WATCHED:]
    yield _(
        "%(drawer)s trakk lodd. Trukket: %(names)s.",
        drawer=drawer,
        names=listing(drawn),
    )
    yield _("%(names)s så på.", names=listing(watched))


def _published(event: ElectionEvent) -> Iterator[str]:
    """Why there is no deputy is told nowhere."""
    yield _("Resultatet er klart.")
    elected = names_in(event)
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
    seat = RoleKind(str(event.facts["seat"])).label
    yield _("%(name)s er ikke lenger %(role)s.", name=_all(event), role=seat)


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
    Deed.URN_SEALED: _sealed,
    Deed.NAME_ASKED: _asked_about,
    Deed.CODE_ALLOWED: _code_allowed,
    Deed.PAPER_LAID_IN: _laid_in,
    Deed.PAPER_CHECKED: _paper_checked,
    Deed.URN_CLOSED: _urn_closed,
    Deed.UNLOCKED: _unlocked,
    Deed.SHREDDED: _shredded,
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


def names_in(event: ElectionEvent) -> list[str]:
    return [it.name or _("(navnet er slettet)") for it in event.people]


def _all(event: ElectionEvent) -> str:
    return listing(names_in(event))


def _day(event: ElectionEvent, fact: str) -> str:
    return full_day(date.fromisoformat(str(event.facts[fact])))
