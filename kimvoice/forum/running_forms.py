"""What a meeting fills in, short of what it decides: whatever can be read is saved."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, HiddenField, IntegerField

from kimvoice.core.labels import Labelled
from kimvoice.forum.agenda_items import LONGEST_SAID, AgendaItem
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.counting import departments_counted_in
from kimvoice.forum.deciding_forms import LONGEST_WORDS
from kimvoice.forum.meeting_states import Decision, Hearing
from kimvoice.forum.meetings import Meeting
from kimvoice.people.models import Department, Person
from kimvoice.web.fields import InsideForm, number, one_of, words

NO_NUMBER = _l("Skriv et tall fra 0 til 999, eller la feltet stå tomt.")


class StartForm(InsideForm):
    """How many are there: in the forum from each department, and all others."""

    @classmethod
    def of(cls, meeting: Meeting) -> "StartForm":
        places = {_named(it): it for it in _places(meeting)}
        counted = {_named(it.department): it.present for it in meeting.attendances}
        fields = {
            name: number(_label(place, several=len(places) > 1), NO_NUMBER, most=999)
            for name, place in places.items()
        }
        form: StartForm = type("CountingForm", (cls,), fields)(data=counted)
        form.places = places
        return form

    places: dict[str, Department | None]

    @property
    def counts(self) -> list[IntegerField]:
        return [self[name] for name in self.places]

    @property
    def present(self) -> dict[Department | None, int]:
        """As far as somebody has counted."""
        typed = {place: self[name].data for name, place in self.places.items()}
        return {place: it for place, it in typed.items() if it is not None}


def _places(meeting: Meeting) -> list[Department | None]:
    return [*departments_counted_in(meeting.body), None]


def _named(place: Department | None) -> str:
    return f"from-{place.id if place else 'others'}"


def _label(place: Department | None, *, several: bool) -> str:
    if place is not None:
        return place.name
    return str(_("Andre") if several else _("Hvor mange er her?"))


def _part_of(prefix: str) -> dict[str, bool]:
    """With a prefix it stands in a form of all points, which carries the token."""
    return {"csrf": not prefix}


class VersionForm(InsideForm):
    """Two can write at once: it says which version of the point was read."""

    item = HiddenField()
    version = HiddenField()
    point: AgendaItem

    @property
    def read_version(self) -> int:
        typed = self.version.data or ""
        return int(typed[:9]) if typed.isdecimal() else -1

    def renew(self) -> None:
        """Saved over what stands there now, when it is sent once more."""
        self.version.data = str(self.point.version)


class PointForm(VersionForm):
    """«Ordet er fritt»: what was talked about, and no more."""

    said = words(
        _l("Hva snakket vi om?"),
        None,
        most=LONGEST_SAID,
        hint=_l("Skriv hva vi sa, ikke hvem."),
    )

    def __init__(self, point: AgendaItem, prefix: str = "", **data: Any) -> None:
        self.point = point
        known = {"item": point.id, "version": point.version, "said": point.said}
        super().__init__(data=known | data, prefix=prefix, meta=_part_of(prefix))

    def write(self, by: Person) -> None:
        """What can't be read stays as it was."""
        read = {
            name: it for name, it in self._values().items() if name not in self.errors
        }
        written = replace(self.point.written, **self._decided(), **read)
        self.point.write(written, by, self.read_version)

    def _values(self) -> dict[str, Any]:
        return {"said": self.said.data}

    def _decided(self) -> dict[str, Any]:
        return {}


class Approving(Labelled):
    APPROVED = "approved", _l("Godkjent")
    NOT_YET = "not_yet", _l("Ikke godkjent ennå")


class ApprovingForm(PointForm):
    """The minutes of the last meeting."""

    approved = one_of(_l("Er referatet godkjent?"), Approving, None)

    def __init__(self, point: AgendaItem, prefix: str = "") -> None:
        approved = Approving.APPROVED if point.decision else Approving.NOT_YET
        super().__init__(point, prefix, approved=approved)
        self.said.label.text = _("Hva skal rettes?")
        self.said.description = _("Skriv hva som er feil, eller la feltet stå tomt.")

    def _decided(self) -> dict[str, Any]:
        is_approved = self.approved.data is Approving.APPROVED
        return {"decision": Decision.AGREE if is_approved else None}


@dataclass(frozen=True)
class Asked:
    """An answer that has come back, and what the meeting does with it."""

    visit: Consideration
    hearing: Field
    words: Field


class AnswersForm(VersionForm):
    """«Svar siden sist»."""

    @classmethod
    def of(
        cls, meeting: Meeting, answers: Sequence[Consideration], prefix: str = ""
    ) -> "AnswersForm":
        point = meeting.points[0]
        fields: dict[str, Any] = {}
        known: dict[str, Any] = {"item": point.id, "version": point.version}
        for visit in answers:
            heard = meeting.heard_of(visit)
            what = _l(
                "Hva gjør vi med svaret på sak %(number)s?", number=visit.matter.number
            )
            fields[f"hearing-{visit.id}"] = one_of(what, Hearing, None)
            fields[f"words-{visit.id}"] = words(
                _l("Hva vil vi spørre om, eller hvorfor er det ikke lest opp?"),
                None,
                most=LONGEST_WORDS,
            )
            known[f"hearing-{visit.id}"] = heard.hearing if heard else None
            known[f"words-{visit.id}"] = heard.words if heard else ""
        made = type("HearingForm", (cls,), fields)
        form: AnswersForm = made(data=known, prefix=prefix, meta=_part_of(prefix))
        form.point, form.answers = point, answers
        return form

    answers: Sequence[Consideration]

    @property
    def asked(self) -> Iterator[Asked]:
        for it in self.answers:
            yield Asked(it, self[f"hearing-{it.id}"], self[f"words-{it.id}"])

    def validate(self, extra_validators: Any = None) -> bool:
        fine = super().validate(extra_validators)
        lacking = [
            it.hearing for it in self.asked if it.words.data and not it.hearing.data
        ]
        for hearing in lacking:
            hearing.errors = [*hearing.errors, _("Velg hva vi gjør med svaret.")]
        return fine and not lacking

    def write(self, by: Person) -> None:
        """What nobody has said anything about yet, waits."""
        heard = {
            it.visit: (it.hearing.data, it.words.data)
            for it in self.asked
            if it.hearing.data and not (it.hearing.errors or it.words.errors)
        }
        self.point.meeting.hear_those(heard, by, self.read_version)
