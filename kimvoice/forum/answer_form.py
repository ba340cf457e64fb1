"""What a body answers (SCREENS 7.4): a verdict, or why there is none yet."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import DateField, Field, RadioField, SelectField, SubmitField
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimvoice.core import clock
from kimvoice.core.labels import Labelled
from kimvoice.forum.answers import MatterAnswer
from kimvoice.forum.board_words import InShort, answered_in_short, asked_in_short
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.deciding_forms import LONGEST_QUESTION, LONGEST_WORDS
from kimvoice.forum.doers import doers_of
from kimvoice.forum.measures import Measure
from kimvoice.forum.states import (
    NEEDS_REASON,
    PROMISES,
    SHORTEST_REASON,
    Act,
    Reason,
    Verdict,
)
from kimvoice.people.models import Person
from kimvoice.web.fields import Depends, day, need_coming, one_of, words


class Reply(Labelled):
    """A verdict, or why there is none yet."""

    YES = Verdict.YES.value, Verdict.YES.label
    PARTLY = Verdict.PARTLY.value, Verdict.PARTLY.label
    NO = Verdict.NO.value, Verdict.NO.label
    NOT_NOW = Verdict.NOT_NOW.value, Verdict.NOT_NOW.label
    NOTED = Verdict.NOTED.value, Verdict.NOTED.label
    MORE_TIME = "more_time", _l("Vi trenger mer tid")
    SEND_ON = "send_on", _l("Vi sender saken videre")

    @property
    def verdict(self) -> Verdict | None:
        return None if self in OTHER_PAGES else Verdict(self.value)


OTHER_PAGES = {Reply.MORE_TIME: Act.POSTPONE, Reply.SEND_ON: Act.FORWARD}


class AnswerForm(InShort):
    reply = one_of(_l("Hva svarer dere?"), Reply, _l("Velg et svar."))
    what = words(
        _l("Hva gjør dere?"),
        None,
        most=LONGEST_QUESTION,
        hint=_l("Fyll ut når svaret er ja. Ingen navn på deltakere."),
    )
    doer = SelectField(
        _l("Hvem gjør det?"),
        [Depends()],
        description=_l("Den du velger, blir spurt på datoen om det er gjort."),
        validate_choice=False,
    )
    done_by = day(
        _l("Når er det gjort?"),
        _l("Fyll ut når svaret er ja. Skriv slik: 4.12.2026."),
    )
    reason = one_of(
        _l("Hvorfor?"),
        Reason,
        None,
        _l("Velg når svaret er nei, ikke nå eller bare en del."),
    )
    explanation = words(
        _l("Forklar med egne ord"),
        None,
        most=LONGEST_WORDS,
        hint=_l(
            "Minst 40 tegn når svaret er nei, ikke nå eller en del."
            " Skriv også når dere bare har snakket om det."
        ),
    )
    look_again = day(
        _l("Når ser dere på det igjen?"),
        _l("Fyll ut når svaret er ikke nå. Skriv slik: 4.12.2026."),
    )
    asked_in_short = asked_in_short()
    answered_in_short = answered_in_short()
    send = SubmitField(_l("Send svaret"))
    change = SubmitField(_l("Endre svaret"))

    def __init__(self, visit: Consideration) -> None:
        super().__init__(asked_in_short=visit.matter.title)
        self.reply.choices = _replies(visit)
        self._doers = {str(it.id): it for it in doers_of(visit.body)}
        named = [SelectChoice(key, it.name) for key, it in self._doers.items()]
        self.doer.choices = [SelectChoice("", _("Velg")), *named]

    @property
    def verdict(self) -> Verdict | None:
        return self.reply.data.verdict if self.reply.data else None

    @property
    def answer(self) -> MatterAnswer:
        """Of the fields only those that the verdict speaks of."""
        verdict = self.verdict
        assert verdict is not None
        promised = self._promised if verdict in PROMISES else []
        return MatterAnswer(
            verdict=verdict,
            words=self.explanation.data or self.what.data,
            reason=self.reason.data if self.turns_down else None,
            look_again=self.look_again.data if verdict is Verdict.NOT_NOW else None,
            given_on=clock.today(),
            asked_in_short=self.asked_in_short.data,
            answered_in_short=self.answered_in_short.data,
            measures=promised,
        )

    @property
    def as_sent(self) -> dict[str, str]:
        """What was filled in, as the form sends it."""
        sent = {f.name: (f.raw_data or [""])[0] for f in self if f.raw_data}
        return {name: sent[name] for name in sent if name in self._asked}

    @property
    def promised_by(self) -> Person | None:
        """Of a yes: who does it."""
        return self._doers[self.doer.data] if self.verdict in PROMISES else None

    @property
    def turns_down(self) -> bool:
        """Wholly, in part, or for now: then it says why."""
        return self.verdict in NEEDS_REASON

    @property
    def _asked(self) -> list[str]:
        buttons = ("csrf_token", self.send.name, self.change.name)
        return [f.name for f in self if f.name not in buttons]

    @property
    def _promised(self) -> list[Measure]:
        doer = self._doers[self.doer.data]
        return [Measure.promised(self.what.data, doer, self.done_by.data)]

    def validate_what(self, field: Field) -> None:
        if self.verdict in PROMISES and not field.data:
            raise ValidationError(_("Skriv hva dere gjør."))

    def validate_doer(self, field: SelectField) -> None:
        if self.verdict in PROMISES and field.data not in self._doers:
            raise ValidationError(_("Skriv hvem som gjør det."))

    def validate_done_by(self, field: DateField) -> None:
        if self.verdict in PROMISES:
            need_coming(field, _("Skriv når det er gjort."))

    def validate_reason(self, field: RadioField) -> None:
        if self.turns_down and field.data is None:
            raise ValidationError(_("Velg hvorfor."))

    def validate_explanation(self, field: Field) -> None:
        written = len(" ".join(field.data.split()))
        if self.turns_down and written < SHORTEST_REASON:
            raise ValidationError(_("Skriv litt mer. Minst 40 tegn."))
        if self.verdict is Verdict.NOTED and not written:
            raise ValidationError(_("Skriv kort hva dere snakket om."))

    def validate_look_again(self, field: DateField) -> None:
        if self.verdict is Verdict.NOT_NOW:
            need_coming(field, _("Skriv når dere ser på det igjen."))


def _replies(visit: Consideration) -> list[SelectChoice]:
    """Sending on names where to, when there is one way; with none it can't be said."""
    ways, labels = visit.ways, {it: it.label for it in Reply}
    if len(ways) == 1:
        label = _("Vi sender saken til %(body)s", body=ways[0].name)
        labels[Reply.SEND_ON] = label
    if not ways:
        del labels[Reply.SEND_ON]
    return [SelectChoice(it.value, label) for it, label in labels.items()]
