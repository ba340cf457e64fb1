"""A support person: one at a time, by name, and ended at once (DESIGN 5).

Whoever could come to answer the complaint can't be asked, and whoever has said yes
never answers it. What makes a support person impossible ends it when it is read.
"""

import secrets
from collections.abc import Collection
from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Mapped, mapped_column

from kimvoice.complaints.log import Deed
from kimvoice.complaints.states import DONE, UNANSWERED, Act, State
from kimvoice.complaints.support import Contact, Part, Support
from kimvoice.complaints.support_news import SupportNews
from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person, RoleKind

CAN_NOT = _l("Denne personen kan ikke være støtteperson. Velg en annen.")
READS_WHAT_IS_WRITTEN = _l(
    "Skal personen skrive her, må du krysse av for «Meldingene»."
)
NOT_ASKED = _l("Spørsmålet er ikke her lenger. Du trenger ikke å svare.")


class Supporting(SupportNews):
    wants_support: Mapped[bool] = mapped_column(default=False)
    """Wished for when it was sent: until somebody is asked, or it is wished no more."""

    # Who it is

    @property
    def support(self) -> Support | None:
        """Asked or agreed today: one, or none."""
        found = next((it for it in self.supports if it.is_open), None)
        return found if found and self._stands(found) else None

    @property
    def supporter(self) -> Support | None:
        """Once it was agreed."""
        return self.support if self.support and self.support.agreed_on else None

    def has_supported(self, person: Person) -> bool:
        """Has said yes, today or before: then never answers it."""
        return any(it.agreed_on and it.person_id == person.id for it in self.supports)

    def can_support(self, person: Person) -> bool:
        """Whether this person can be asked, and can say yes."""
        declined = any(
            it.declined_on and it.person_id == person.id for it in self.supports
        )
        return not (
            declined
            or self._is_kept_from(person, clock.today())
            or self.may_answer(person)
        )

    # What the complainant does

    @property
    def can_ask_for_support(self) -> bool:
        return self.state is not State.WITHDRAWN and self.support is None

    def ask_for_support(
        self,
        person: Person,
        reads: Collection[Part],
        contact: Contact,
        *,
        not_in_hearing: bool = False,
        phone: str = "",
    ) -> None:
        """Nobody else is asked before this one has said no, or it was ended."""
        if self.support is not None:
            raise RuleBroken(
                _l("Du har allerede spurt %(name)s.", name=self.support.person.name)
            )
        if not self.can_ask_for_support:
            raise RuleBroken(DONE)
        if not self.can_support(person):
            raise RuleBroken(CAN_NOT)
        if contact is Contact.HERE and Part.MESSAGES not in reads:
            raise RuleBroken(READS_WHAT_IS_WRITTEN)
        self.end_lost_support()
        asked = Support(
            id=secrets.randbits(62),
            line=len(self.supports),
            person=person,
            person_id=person.id,
            reads_complaint=Part.COMPLAINT in reads,
            reads_answers=Part.ANSWERS in reads,
            reads_messages=Part.MESSAGES in reads,
            contact=contact,
            not_in_hearing=not_in_hearing,
            asked_on=clock.today(),
        )
        self.seal(asked, "phone", phone)
        self.supports.append(asked)
        self.wants_support = False

    def want_no_support(self) -> None:
        """The wish is forgotten; one can still be asked."""
        self.wants_support = False

    def end_support(self, by: Person) -> None:
        """By either side. From now on it does not exist for the support person."""
        ended = self.support
        mine = ended and by.id in (self.complainant_id, ended.person_id)
        if ended is None or not mine:
            raise RuleBroken(DONE)
        self._end(ended)
        if by.id != self.complainant_id:
            self.enter(Deed.ENDED_SUPPORT, by)

    # What the support person does

    def agree_to_support(self, by: Person) -> None:
        self._asked(by).agreed_on = clock.today()
        self.enter(Deed.AGREED_TO_SUPPORT, by)

    def decline_support(self, by: Person) -> None:
        """Without a reason; the complainant alone asks somebody else."""
        declined = self._asked(by)
        declined.declined_on, declined.phone = clock.today(), None
        self.enter(Deed.DECLINED_TO_SUPPORT, by)

    @property
    def can_hear_support(self) -> bool:
        """What rests is opened again by the complainant alone."""
        return self.standing in (*UNANSWERED, State.ANSWERED)

    def write_in_support(self, by: Person, words: str) -> None:
        """For the complainant, who reads it with everybody who handles it."""
        writes = self.supporter is not None and self.supporter.person_id == by.id
        if not writes or not self.can_hear_support:
            raise RuleBroken(DONE)
        self._take(Act.WRITE, by, words)
        self._end_wait()

    # What ends it

    def end_lost_support(self) -> None:
        """Of somebody who can't be it any more: not again when that is over."""
        for each in self.supports:
            if each.is_open and not self._stands(each):
                self._end(each)

    def _end(self, support: Support) -> None:
        support.ended_on, support.phone = clock.today(), None

    def _asked(self, person: Person) -> Support:
        asked = self.support
        if asked is None or asked.person_id != person.id:
            raise RuleBroken(NOT_ASKED)
        if asked.agreed_on:
            raise RuleBroken(DONE)
        return asked

    def _stands(self, support: Support) -> bool:
        """Who has said yes can hold any role since: it bars them from answering."""
        if support.agreed_on:
            return not self._is_kept_from(support.person, support.agreed_on)
        return self.can_support(support.person)

    def _is_kept_from(self, person: Person, since: date) -> bool:
        """Today, or on any day since: what was lost does not come back by itself."""
        return (
            self.bars(person)
            or not _was_here(person, since)
            or _has_administered(person, since)
        )

    def may_answer(self, person: Person) -> bool:
        """At any step, once or one day, as far as roles say; or has had it."""
        today = clock.today()
        held = [role for role in person.roles if not role.is_over(today)]
        fits = any(step.is_for(role) for step in self.steps for role in held)
        had = any(step.was_with(person) for step in self.steps)
        acted = any(it.role and it.by_id == person.id for it in self.log)
        return fits or had or acted


def _was_here(person: Person, since: date) -> bool:
    """With a role on every day."""
    day = since
    for role in sorted(person.roles, key=lambda it: it.starts):
        if role.starts <= day and not role.is_over(day):
            day = role.ends + timedelta(days=1) if role.ends else date.max
    return day > clock.today()


def _has_administered(person: Person, since: date) -> bool:
    """On any day, also one of which the end was written in later."""
    today = clock.today()
    held = (it for it in person.roles if it.kind is RoleKind.ADMINISTRATOR)
    return any(it.starts <= today and not it.was_over(since) for it in held)
