"""What the handler owes at a step: a word that it has come, then an answer."""

from datetime import date

from flask_babel import lazy_gettext as _l

from kimvoice.complaints.answers import ComplaintAnswer
from kimvoice.complaints.states import DONE, Act, Kept, State, Verdict
from kimvoice.complaints.whole import Whole
from kimvoice.core import clock, days
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person


class Answering(Whole):
    def confirm(self, by: Person, words: str) -> None:
        """Say that it has come."""
        self.settle()
        self._take(Act.CONFIRM, by, words)
        self.current.confirmed_on = clock.today()

    def talk(self, by: Person, on: date) -> None:
        """They have talked; only the day is kept."""
        self.settle()
        if on > clock.today():
            raise RuleBroken(_l("Datoen kommer først. Skriv den når dere har snakket."))
        if on < self.filed_on:
            raise RuleBroken(_l("Den dagen var før klagen kom. Se over datoen."))
        self._take(Act.TALK, by, on.isoformat())

    @property
    def can_ask(self) -> bool:
        return self.can(Act.ASK) and not self.current.has_waited

    def ask(self, by: Person, words: str) -> None:
        """Wait for the complainant, once at each step; it never closes by that."""
        self.settle()
        if not self.can_ask:
            raise RuleBroken(
                _l("Du har spurt på dette steget før. Skriv en melding i stedet.")
            )
        self._take(Act.ASK, by, words)
        self.current.asked_on, self.current.has_waited = clock.today(), True

    @property
    def can_extend(self) -> bool:
        step = self.current
        return (
            self.can(Act.EXTEND)
            and not step.has_more_time
            and self._owed_by < step.latest_extension
        )

    @property
    def _owed_by(self) -> date:
        """Today when the day has passed: more time is never given backwards."""
        return max(self.current.answer_by, clock.today())

    def extend(self, by: Person, until: date, reason: str) -> None:
        """More time, once at each step, within three months in all."""
        self.settle()
        if not self.can_extend:
            raise RuleBroken(_l("Du kan ikke få mer tid på dette steget."))
        if not reason.strip():
            raise RuleBroken(_l("Skriv hvorfor."))
        if not self._owed_by < until <= self.current.latest_extension:
            raise RuleBroken(
                _l("Fristen må være senere enn den gamle, og innen tre måneder.")
            )
        if not days.is_working_day(until):
            raise RuleBroken(_l("Den dagen er huset stengt. Velg en arbeidsdag."))
        self._take(Act.EXTEND, by, reason)
        self.current.extend(until)

    @property
    def can_answer(self) -> bool:
        return self.can(Act.ANSWER)

    def give(
        self,
        by: Person,
        verdict: Verdict,
        *,
        measure: str = "",
        doer: str = "",
        done_by: date | None = None,
        reason: str = "",
    ) -> None:
        """Raise RuleBroken for an answer without what its verdict needs."""
        self.settle()
        promises = verdict is not Verdict.NOT_UPHELD
        measure, doer, reason = measure.strip(), doer.strip(), reason.strip()
        if promises and not (measure and doer and done_by):
            raise RuleBroken(_l("Skriv hva dere gjør, hvem som gjør det, og når."))
        if verdict is not Verdict.UPHELD and not reason:
            raise RuleBroken(_l("Skriv hvorfor."))
        if promises and done_by and done_by < clock.today():
            raise RuleBroken(_l("Datoen har vært. Skriv en dato som kommer."))
        self._take(Act.ANSWER, by)
        self._end_wait()
        answer = ComplaintAnswer(
            complaint_number=self.current.complaint_number,
            position=self.current.position,
            verdict=verdict,
            by=by,
            by_id=by.id,
            given_on=clock.today(),
            done_by=done_by if promises else None,
        )
        self.seal(answer, "measure", measure if promises else "")
        self.seal(answer, "doer", doer if promises else "")
        self.seal(answer, "reason", reason)
        self.current.answer = answer

    @property
    def open_promises(self) -> list[ComplaintAnswer]:
        """What was promised at any step and has come to its date."""
        return [it for it in self.answers if it.is_due and self.can(Act.REPORT)]

    @property
    def promise_is_unsaid(self) -> bool:
        """Something has come to its date, and nobody who decides has said yes."""
        return any(it.decider_says is not Kept.YES for it in self.open_promises)

    @property
    def to_report(self) -> list[ComplaintAnswer]:
        """«Er det gjort?»: until the complainant says yes."""
        return [it for it in self.open_promises if it.complainant_says is not Kept.YES]

    @property
    def waits_for_complainant(self) -> bool:
        """A question, an answer in its time, a promise on its date, or a delay."""
        if self.standing in (State.WAITING, State.ANSWERED):
            return True
        unsaid = any(it.complainant_says is None for it in self.to_report)
        return self.is_late or self.is_stranded or unsaid

    def report(self, answer: ComplaintAnswer, by: Person, kept: Kept) -> None:
        """«Er det gjort?», of a promise of this complaint."""
        if answer not in self.answers:
            raise RuleBroken(DONE)
        answer.report(by, kept)
        self._take(Act.REPORT, by)

    def _end_wait(self) -> None:
        self.current.end_wait()
