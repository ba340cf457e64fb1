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
from kimvoice.forum import addresses, heads
from kimvoice.forum import inbox as matters
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.measures import Measure
from kimvoice.forum.meetings import Meeting
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


def can_owe_answers(person: Person) -> bool:
    """Whether anything can ever wait for this person; never whether it does."""
    answers = policy.answers_complaints(person)
    return answers or heads.answers_for_a_body(person)


def may_open(person: Person) -> bool:
    return policy.waits_for_anything(person) or can_owe_answers(person)


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
    to_confirm: list[Line]
    """Somebody says that it is done, and whoever asked has not said so."""
    support: Support
    answered: list[Line]
    """Complaints that one still answers, and in which nothing is owed now."""
    has_suggestions: bool
    """To look at, on one's own home: no number here, for this page is printed."""

    @classmethod
    def of(cls, person: Person) -> Self:
        handled = policy.waiting_for(person)
        waiting = suggestions.waiting_for(person)
        lying = matters.waiting_for(person)
        promised = complaints.promised_in(handled)
        lines = [_complaint(each) for each in handled]
        answered = [line for line in lines if not line.due]
        return cls(
            owed=_by_date(
                [*lines, *map(_suggestion, waiting.to_answer), *_owed(lying)]
            ),
            promised=_by_date(
                [
                    *map(_promise, promised),
                    *map(_suggestion, waiting.promised),
                    *map(_measure, [*lying.to_do, *lying.promised]),
                ]
            ),
            to_confirm=[_confirmed(it) for it in lying.to_confirm],
            written=[line for line in answered if line.news],
            support=Support.of(person),
            answered=[line for line in answered if not line.news],
            has_suggestions=waiting.anything_to_look_at,
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
        lines = self.owed or self.promised or self.written or self.to_confirm
        return not (lines or self.support.anything or self.has_suggestions)


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
    due = complaint.due or complaint.print_by
    following = complaints.next_of(complaint)
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


def _owed(lying: matters.Waiting) -> Iterable[Line]:
    yield from map(_visit, [*lying.to_answer, *lying.to_read_out])
    yield from map(_second_look, lying.to_look_again)
    yield from map(_agenda, lying.to_lay_out)
    yield from map(_settled, lying.to_settle)


def _visit(visit: Consideration) -> Line:
    body = visit.lies_with
    title = _("Sak %(number)s", number=visit.matter.number)
    if not visit.is_undecided:
        following = _("les opp svaret") if body.reads_aloud else _("legg ut sakslista")
    elif visit.matter.is_published:
        following = _("gi svar")
    else:
        following = _("ta den med på sakslista")
    url = addresses.of_matter(visit.matter)
    return Line(f"{title} · {body.name}", url, visit.expected, following)


def _second_look(visit: Consideration) -> Line:
    title = _("Sak %(number)s", number=visit.matter.number)
    url, day = addresses.of_matter(visit.matter), visit.looks_again_on
    return Line(f"{title} · {visit.body.name}", url, day, _("se på saken igjen"))


def _agenda(meeting: Meeting) -> Line:
    title = _("Saksliste · %(body)s", body=meeting.body.name)
    url = addresses.of_agenda(meeting)
    return Line(title, url, meeting.day, _("legg ut sakslista"))


def _settled(meeting: Meeting) -> Line:
    title = _("Møte · %(body)s", body=meeting.body.name)
    if meeting.was_held:
        following = _("legg ut referatet")
    elif meeting.was_forgotten:
        following = _("si om møtet ble holdt")
    else:
        following = _("avslutt møtet")
    return Line(title, addresses.of_minutes(meeting), meeting.settle_by, following)


def _measure(measure: Measure) -> Line:
    title = _("Sak %(number)s", number=measure.matter.number)
    asked = _("si om det er gjort") if measure.is_due else ""
    return Line(title, addresses.of_measure(measure), measure.due, asked)


def _confirmed(measure: Measure) -> Line:
    title = _("Sak %(number)s", number=measure.matter.number)
    url = addresses.of_measure(measure)
    return Line(title, url, None, _("si om det stemmer"))


def _to_complaint(number: int) -> str:
    return url_for("complaints.inside.show", number=number)
