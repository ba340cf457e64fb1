"""What is asked about a lot, and about a complaint."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectField
from wtforms.fields.choices import SelectChoice

from kimvoice.core.labels import Labelled
from kimvoice.elections.models import Election
from kimvoice.elections.names import telling_apart
from kimvoice.elections.tally import REPRESENTATIVE_AND_DEPUTY
from kimvoice.people.models import Person
from kimvoice.web.fields import InsideForm, Written, day, hour, line, one_of, words
from kimvoice.web.seen import SeenForm

NOBODY = ""
LONGEST_NAME = 120
LONGEST_COMPLAINT = 4000
NO_CANDIDATE = _l("En som ikke stiller til valg.")


class PlanForm(InsideForm):
    on = day(
        _l("Hvilken dag?"),
        _l("Skriv slik: 4.12.2026."),
        missing=_l("Skriv hvilken dag dere trekker."),
    )
    at = hour(_l("Hvilket klokkeslett?"), _l("Skriv når dere trekker."))
    where = line(
        _l("Hvor?"),
        _l("Skriv hvor dere trekker."),
        most=LONGEST_NAME,
        hint=_l("Et sted der alle kan komme inn."),
    )


def _drawn(label: Any) -> SelectField:
    return SelectField(
        label,
        [Written(_l("Velg hvem som ble trukket."))],
        invalid_choice_message=_l("Velg en fra lista."),
    )


class LotForm(SeenForm):
    changed = _l("De som er like, er ikke de samme lenger. Se over på nytt.")
    first = _drawn(_l("Hvem ble trukket?"))
    second = _drawn(_l("Hvem ble trukket som nummer to?"))
    drawer = line(
        _l("Hvem trakk?"),
        _l("Skriv hvem som trakk."),
        most=LONGEST_NAME,
        hint=NO_CANDIDATE,
    )
    witness_1 = line(
        _l("Vitne 1"),
        _l("Skriv hvem som så på."),
        most=LONGEST_NAME,
        hint=NO_CANDIDATE,
    )
    witness_2 = line(
        _l("Vitne 2"),
        _l("Skriv hvem andre som så på."),
        most=LONGEST_NAME,
        hint=NO_CANDIDATE,
    )
    confirmed = HiddenField()

    def __init__(self, election: Election) -> None:
        equal = [it.person for it in election.equals]
        known = (len(election.lots), *sorted(it.id for it in equal))
        self.stands = " ".join(map(str, known))
        super().__init__()
        self.shown = telling_apart([it.person for it in election.candidates])
        self.people = {str(it.id): it for it in equal}
        self.places = election.outcome.places_by_lot
        self.for_board = election.is_for_board
        nobody = SelectChoice(NOBODY, _("Velg hvem"))
        named = [SelectChoice(key, self.shown[it]) for key, it in self.people.items()]
        self.first.choices = self.second.choices = [nobody, *named]
        if not self.asks_for_both:
            del self.second
        if self.places == REPRESENTATIVE_AND_DEPUTY:
            self.first.label.text = _("Hvem ble trukket først?")

    @property
    def asks_for_both(self) -> bool:
        """Of two who are equal the other one follows."""
        return self.places == REPRESENTATIVE_AND_DEPUTY < len(self.people)

    @property
    def order(self) -> list[Person]:
        first = self.people[self.first.data]
        if self.asks_for_both:
            return [first, self.people[self.second.data]]
        others = [it for it in self.people.values() if it is not first]
        return [first, *others][: self.places]

    @property
    def taken_places(self) -> list[tuple[str, str]]:
        """Who takes which place by it, for the page where it is checked."""
        both = [_("Blir tillitsvalgt"), _("Blir vara")]
        labels = [_("Blir styrerepresentant")] if self.for_board else both
        taken = labels[-self.places :]
        return list(zip(taken, (self.shown[it] for it in self.order), strict=True))

    @property
    def hands(self) -> dict[str, Any]:
        """Who drew, and who watched."""
        witnesses = (self.witness_1.data, self.witness_2.data)
        return {"drawer": self.drawer.data, "witnesses": witnesses}

    @property
    def draft(self) -> dict[str, str]:
        """What was filled in, as a form sends it."""
        typed = ("seen", "first", "second", "drawer", "witness_1", "witness_2")
        return {name: self[name].data for name in typed if name in self}


class ComplaintForm(InsideForm):
    words = words(
        _l("Hva gikk galt?"),
        _l("Skriv hva som gikk galt."),
        most=LONGEST_COMPLAINT,
        hint=_l("Skriv hva som skjedde, når det var, og hvem som så det."),
    )


class Decision(Labelled):
    STANDS = "stands", _l("Valget gjelder")
    ANEW = "anew", _l("Valget skal holdes på nytt")


class DecisionForm(InsideForm):
    decision = one_of(
        _l("Hva svarer du?"),
        Decision,
        _l("Velg om valget gjelder."),
        _l("Skal valget holdes på nytt, må en annen valgansvarlig også si ja."),
    )
    reason = words(
        _l("Hvorfor?"),
        _l("Skriv hvorfor."),
        most=LONGEST_COMPLAINT,
        hint=_l("Den som klaget, leser det du skriver. Ikke skriv hvem det er."),
        name=_l("Svaret"),
    )
