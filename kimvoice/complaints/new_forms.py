"""A complaint that is being written: what is asked, and what it comes to."""

import hashlib
import json
from functools import cached_property

from flask_babel import LazyString
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import (
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice
from wtforms.validators import ValidationError

from kimvoice.complaints.drafts import Answers
from kimvoice.complaints.exclusions import MEANT, Exclusion, as_listed
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.new_pages import PagedForm
from kimvoice.complaints.states import Ground, Manner, Subject
from kimvoice.complaints.steps import ComplaintStep
from kimvoice.complaints.support import WHAT_FOR, Wanted
from kimvoice.complaints.titles import AT_THE_START
from kimvoice.people.models import Department, Person, RoleKind
from kimvoice.web.fields import AtMost, Depends, line, one_of, ticks, tidy, words

NOTHING_SAID = _l("Skriv hva som har skjedd.")
WHO_FIRST = _l("Velg hvem som skal lese klagen først.")
CHANGED_LIST = _l("Lista er endret. Velg en gang til.")
FEWEST_DIGITS = 5


class ComplaintForm(PagedForm):
    happened = words(
        _l("Hva har skjedd?"),
        NOTHING_SAID,
        most=4000,
        hint=_l("Skriv med dine egne ord. Du kan skrive når og hvor. Høyst 4000 tegn."),
    )
    wish = TextAreaField(
        _l("Hva ønsker du at vi skal gjøre?"),
        [AtMost(2000, _l("Teksten"))],
        filters=[tidy],
        description=_l("Du kan la feltet stå tomt. Høyst 2000 tegn."),
    )
    subject = one_of(
        _l("Hvem gjelder klagen?"),
        Subject,
        _l("Velg hvem klagen gjelder."),
        _l("Den klagen gjelder, får ikke lese den her."),
    )
    person = SelectField(
        _l("Hvem er det?"),
        [Depends()],
        choices=[],
        validate_choice=False,
        description=_l(
            "Uten navn stenger vi ute alle med den rollen, og vikarene deres."
            " Er det en annen ansatt, må du velge navn for å stenge noen ute."
            " Er det noen i styret, må du velge navn for at noen her skal kunne lese."
            " Du kan endre det senere."
        ),
    )
    about = line(
        _l("Hvilken deltaker er det?"),
        None,
        most=200,
        hint=_l("Du kan la feltet stå tomt."),
    )
    near = ticks(
        _l("Er det noen andre som ikke skal lese den?"),
        choices=[],
        invalid_choice_message=CHANGED_LIST,
        description=_l("For eksempel en som står nær den klagen gjelder."),
    )
    first = RadioField(
        _l("Hvem skal lese klagen først?"),
        [Depends()],
        choices=[],
        validate_choice=False,
        description=_l("Du trenger ikke å si hvorfor."),
    )
    support = one_of(_l("Vil du ha en støtteperson?"), Wanted, None, WHAT_FOR)
    manner = one_of(
        _l("Hvordan vil du ha svaret?"), Manner, _l("Velg hvordan du vil ha svaret.")
    )
    phone = line(_l("Hvilket telefonnummer kan vi ringe?"), None, most=40)

    def __init__(self, by: Person, answers: Answers | None = None) -> None:
        """What was sent now; or ``answers`` of a draft, which nobody has sent."""
        super().__init__(answers)
        self.by = by
        self._people = {str(each.id): each for each in Exclusion.can_name()}
        named = [SelectChoice(*each) for each in self._names()]
        self.person.choices = [SelectChoice("", _("Uten navn")), *named]
        self.near.choices = named

    # Rules of the fields

    def validate_happened(self, field: TextAreaField) -> None:
        if not field.errors and len(field.data) < 3:
            raise ValidationError(NOTHING_SAID)

    def validate_person(self, field: SelectField) -> None:
        if self.subject.data in MEANT and field.data and not self.named:
            raise ValidationError(CHANGED_LIST)

    def validate_first(self, field: RadioField) -> None:
        if self.seats and self.reader is None:
            raise ValidationError(WHO_FIRST)

    def validate_phone(self, field: StringField) -> None:
        digits = sum(sign.isdigit() for sign in field.data or "")
        if self.manner.data is Manner.BY_PHONE and digits < FEWEST_DIGITS:
            raise ValidationError(_("Skriv telefonnummeret ditt."))

    # What it comes to

    @property
    def named(self) -> Person | None:
        """Of today's list alone, and only where a name was asked for."""
        asked = self.subject.data in MEANT
        return self._people.get(self.person.data or "") if asked else None

    @property
    def others(self) -> list[Person]:
        ticked = self.near.data or []
        return [self._people[each] for each in ticked if each in self._people]

    @property
    def exclusions(self) -> list[Exclusion]:
        subject = self.subject.data or Subject.NOBODY
        about = Exclusion.about(subject, self.named, self.by, self.about.data)
        return about + [Exclusion.of(each, Ground.NEAR) for each in self.others]

    @cached_property
    def unsent(self) -> Complaint:
        """In no session: it is asked whom it would reach, or sent."""
        return Complaint.draft(
            self.by,
            self.subject.data or Subject.NOBODY,
            self.manner.data or Manner.HERE,
            department=self._department,
            nonce=self.sealed_nonce,
            exclusions=self.exclusions,
        )

    @cached_property
    def seats(self) -> list[ComplaintStep]:
        return self.unsent.seats

    @property
    def reader(self) -> ComplaintStep | None:
        """Who was chosen to read it first, among those who may."""
        chosen = self.first.data
        return next((it for it in self.seats if str(it.position) == chosen), None)

    @property
    def reader_after(self) -> ComplaintStep | None:
        reader = self.reader
        if reader is None:
            return None
        return next((it for it in self.seats if it.position > reader.position), None)

    @property
    def only_the_deputy(self) -> bool:
        return [it.seated_as for it in self.seats] == [RoleKind.BOARD_DEPUTY]

    def offer_readers(self) -> None:
        """The first who may is chosen, unless somebody else was."""
        self.first.choices = [
            SelectChoice(str(it.position), AT_THE_START[it.seated_as])
            for it in self.seats
        ]
        if self.seats and self.reader is None:
            self.first.data = str(self.seats[0].position)

    def send(self) -> Complaint:
        """Raise RuleBroken when nobody in the house may read it."""
        first = self.reader.position if self.reader else 0
        self.unsent.nonce = self.sealed_nonce
        self.unsent.wants_support = self.support.data is Wanted.INSIDE
        self.unsent.send(*self._said, about=self._about, phone=self._phone, first=first)
        return self.unsent

    def sent_before(self) -> Complaint | None:
        """The complaint of these very answers: with others, it is another complaint.

        Its nonce follows from the answers, so that it too is sent but once.
        """
        earlier = Complaint.sent_with(self.sealed_nonce)
        if earlier is None or self._repeats(earlier):
            return earlier
        told = {name: its for name, its in self.answers.items() if name != "at"}
        drawn = json.dumps(told, sort_keys=True).encode()
        self.nonce.data = hashlib.blake2b(drawn, digest_size=16).hexdigest()
        return Complaint.sent_with(self.sealed_nonce)

    def _repeats(self, earlier: Complaint) -> bool:
        began = next(str(it.position) for it in earlier.steps if it.started_on)
        mine = (*self._said, self._about, self._phone, self.first.data)
        theirs = (
            earlier.happened_words,
            earlier.wish_words,
            earlier.about_words,
            earlier.phone_words,
            began,
        )
        chosen = (self.subject.data, self.manner.data)
        return (
            mine == theirs
            and chosen == (earlier.subject, earlier.manner)
            and all(any(map(it.repeats, earlier.exclusions)) for it in self.exclusions)
        )

    @property
    def _said(self) -> tuple[str, str]:
        return self.happened.data, self.wish.data

    @property
    def _about(self) -> str:
        return self.about.data if self.subject.data is Subject.PARTICIPANT else ""

    @property
    def _phone(self) -> str:
        return self.phone.data if self.manner.data is Manner.BY_PHONE else ""

    @property
    def sealed_nonce(self) -> bytes:
        """Of this person alone: nobody comes to somebody else's complaint with it."""
        drawn = f"{self.by.id}:{self.nonce.data}"
        return hashlib.blake2b(drawn.encode(), digest_size=16).digest()

    @property
    def _department(self) -> Department | None:
        """Of the newest period as a participant, for who is in two."""
        held = [it for it in self.by.current_roles if it.kind is RoleKind.PARTICIPANT]
        newest = max(held, key=lambda it: (it.starts, it.id), default=None)
        return newest.department if newest else None

    def _names(self) -> list[tuple[str, str | LazyString]]:
        return [(number, as_listed(each)) for number, each in self._people.items()]
