"""What waits for somebody who owes answers, by its date (SCREENS 5.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from flask import url_for
from flask_babel import gettext as _

from kimvoice.complaints import inbox as complaints
from kimvoice.complaints import policy
from kimvoice.complaints.answers import ComplaintAnswer
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.support import Support as Asked
from kimvoice.core import clock, days
from kimvoice.people.models import Person
from kimvoice.suggestions import inbox as suggestions
from kimvoice.suggestions.inbox import Seen


@dataclass(frozen=True)
class Line:
    """A number and a date, never a name or a word of what it says."""

    title: str
    url: str
    due: date | None
    next: str = ""
    news: str = ""
    typed_in: date | None = None
    """When that was later than the day from which its deadline counts."""

    @property
    def is_late(self) -> bool:
        return self.due is not None and clock.today() > self.due

    @property
    def is_this_week(self) -> bool:
        return self.due is not None and days.week_of(self.due) == days.this_week()


@dataclass(frozen=True)
class Support:
    """Who asks for support, and whom one supports: without a name on this page."""

    asked: list[Line]
    given: list[Line]

    @classmethod
    def of(cls, person: Person) -> Self:
        return cls(
            [_ask(it) for it in policy.asked_to_support(person)],
            [_supported(it) for it in policy.supported_by(person)],
        )

    @property
    def anything(self) -> bool:
        return bool(self.asked or self.given)


@dataclass(frozen=True)
class Inbox:
    owed: list[Line]
    promised: list[Line]
    written: list[Line]
    """Answered, but the complainant has written since."""
    support: Support
    answered: list[Line]
    """Complaints that one still answers, and in which nothing is owed now."""

    @classmethod
    def of(cls, person: Person) -> Self:
        handled = policy.waiting_for(person)
        waiting = suggestions.waiting_for(person)
        promised = complaints.promised_in(handled)
        lines = [_complaint(each) for each in handled]
        answered = [line for line in lines if not line.due]
        return cls(
            owed=_by_date([*lines, *map(_suggestion, waiting.to_answer)]),
            promised=_by_date(
                [*map(_promise, promised), *map(_suggestion, waiting.promised)]
            ),
            written=[line for line in answered if line.news],
            support=Support.of(person),
            answered=[line for line in answered if not line.news],
        )

    @property
    def late(self) -> list[Line]:
        return [line for line in self.owed if line.is_late]

    @property
    def this_week(self) -> list[Line]:
        return [it for it in self.owed if not it.is_late and it.is_this_week]

    @property
    def later(self) -> list[Line]:
        return [it for it in self.owed if not it.is_late and not it.is_this_week]

    @property
    def is_empty(self) -> bool:
        return not (self.owed or self.promised or self.written or self.support.anything)


def _by_date(lines: Iterable[Line]) -> list[Line]:
    return sorted((it for it in lines if it.due), key=lambda it: (it.due, it.title))


def _ask(asked: Asked) -> Line:
    url = url_for("complaints.support.answer", asked=asked.id)
    return Line(_("En deltaker ber om støtte"), url, None, _("si ja eller nei"))


def _supported(complaint: Complaint) -> Line:
    title = _("Klage %(number)s", number=complaint.number)
    news = _("Ny melding til deg.") if complaint.wrote_to_support else ""
    return Line(title, _to_complaint(complaint.number), None, news=news)


def _complaint(complaint: Complaint) -> Line:
    title = _(
        "Klage %(number)s · steg %(step)s",
        number=complaint.number,
        step=complaint.lies_at.position,
    )
    due, following = complaint.due, complaints.next_of(complaint)
    return Line(
        title,
        _to_complaint(complaint.number),
        due,
        str(following),
        str(complaints.news_of(complaint)),
        complaint.typed_on if complaint.is_dated_back else None,
    )


def _promise(answer: ComplaintAnswer) -> Line:
    number = answer.complaint_number
    title = _("Klage %(number)s", number=number)
    return Line(title, _to_complaint(number), answer.done_by)


def _suggestion(seen: Seen) -> Line:
    """Its answer, or what the answer has promised."""
    suggestion = seen.suggestion
    answer = suggestion.answer
    return Line(
        _("Forslag %(number)s", number=seen.number),
        url_for("suggestions.inside.show", number=seen.number),
        answer.done_by if answer else suggestion.answer_by,
        "" if answer else _("gi svar"),
    )


def _to_complaint(number: int) -> str:
    return url_for("complaints.inside.show", number=number)
