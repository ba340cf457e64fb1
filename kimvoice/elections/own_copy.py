"""What only the committee's own copy of the protocol says, in words: one table."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.elections.events import ElectionEvent
from kimvoice.elections.sentences import Saying, names_in
from kimvoice.elections.states import Deed
from kimvoice.web.language import listing


def kept_words(event: ElectionEvent) -> Iterator[str]:
    own = KEPT.get(event.deed)
    if own and event.figures:
        yield from own(event)
    elif event.kept_is_forgotten:
        yield _("Resten er slettet her. Det står på protokollen som er signert.")


def _figures(event: ElectionEvent) -> Iterator[str]:
    got = event.facts | event.figures
    if got.get("on_net"):
        yield _("Sedler i urna: %(count)s", count=got["slips"])
    else:
        yield _("Sedler i kassa: %(count)s", count=got["slips"])
    yield _("Merker i manntallet: %(count)s", count=got["marks"])
    for name, votes in _votes(event):
        yield f"{name}: {votes}"
    yield _("Blanke sedler: %(number)s", number=got["blanks"])
    yield _("Ugyldige sedler: %(number)s", number=got["rejected"])


def _votes(event: ElectionEvent) -> Iterator[tuple[str, object]]:
    """By the place on the list, which names whoever stood there."""
    for place, name in enumerate(_listed_names(event), start=1):
        if (votes := event.figures.get(str(place))) is not None:
            yield name, votes


def _why_corrected(event: ElectionEvent) -> Iterator[str]:
    about, *officers = names_in(event)
    if event.facts.get("enrolled"):
        yield _("%(name)s ble ført opp i manntallet.", name=about)
    else:
        yield _("%(name)s ble strøket fra manntallet.", name=about)
    yield from _agreed_by(officers, event)


def _why_annulled(event: ElectionEvent) -> Iterator[str]:
    yield from _agreed_by(names_in(event), event)


def _agreed_by(officers: list[str], event: ElectionEvent) -> Iterator[str]:
    yield _(
        "%(names)s var enige. Grunn: %(reason)s",
        names=listing(officers),
        reason=event.figures["reason"],
    )


def _who_gets_a_code(event: ElectionEvent) -> Iterator[str]:
    about, *officers = names_in(event)
    yield _("Ny kode til %(name)s.", name=about)
    yield from _agreed_by(officers, event)


def _checked(event: ElectionEvent) -> Iterator[str]:
    given, laid_in = event.figures["given"], event.figures["laid_in"]
    yield _(
        "Papirsedler gitt ut: %(given)s. Lagt i urna: %(count)s.",
        given=given,
        count=laid_in,
    )


def _laid_in(event: ElectionEvent) -> Iterator[str]:
    laid_in, marks = event.figures["laid_in"], event.figures["marks"]
    yield _(
        "Sedler i urna: %(count)s. Merker i manntallet: %(marks)s.",
        count=laid_in,
        marks=marks,
    )


def _passed_over(event: ElectionEvent) -> Iterator[str]:
    count = event.figures["passed_over"]
    yield _("Kandidater som ikke kunne velges lenger: %(count)s.", count=count)


def _where_they_differed(event: ElectionEvent) -> Iterator[str]:
    where = str(event.figures["differed"]).split()
    listed = dict(enumerate(_listed_names(event), start=1))
    names = [listed.get(int(it), it) if it.isdigit() else str(BOX[it]) for it in where]
    yield _("Tallene var ulike for %(names)s.", names=listing(names))


def _listed_names(event: ElectionEvent) -> list[str]:
    on_list = (it for it in event.election.events if it.deed is Deed.LISTED)
    return [name for each in on_list for name in names_in(each)]


BOX = {
    "slips": _l("sedler i kassa"),
    "blanks": _l("blanke sedler"),
    "rejected": _l("ugyldige sedler"),
}
KEPT: Mapping[Deed, Saying] = {
    Deed.ROLL_CORRECTED: _why_corrected,
    Deed.CODE_ALLOWED: _who_gets_a_code,
    Deed.PAPER_CHECKED: _checked,
    Deed.URN_CLOSED: _laid_in,
    Deed.COUNTS_DIFFERED: _where_they_differed,
    Deed.COUNTED: _figures,
    Deed.PUBLISHED: _passed_over,
    Deed.ANNULLED: _why_annulled,
}
