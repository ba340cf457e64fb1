"""Deleted for good: a tombstone stays for the figures, and no copy brings it back."""

import hashlib
from datetime import date

from kimvoice.complaints import sweeping
from kimvoice.complaints.states import Outcome
from kimvoice.complaints.steps import ComplaintStep
from kimvoice.complaints.tombstones import Tombstone
from kimvoice.complaints.whole import Whole
from kimvoice.core import clock, days, gone
from kimvoice.core.db import db
from kimvoice.people.models import RoleKind

TABLE = "complaints"


class Burying(Whole):
    # What it counts as

    @property
    def half_year(self) -> str:
        """What lay on paper for long may belong to one that is drawn up already."""
        return days.half_year_of(self.typed_on)

    @property
    def highest(self) -> RoleKind:
        """Of the highest step that it came to: it never goes down."""
        return self.current.role

    @property
    def outcome(self) -> Outcome:
        if self.withdrawn_on:
            return Outcome.WITHDRAWN
        if self.answers:
            return Outcome(self.answers[-1].verdict.value)
        return Outcome.UNANSWERED

    @property
    def in_time(self) -> bool:
        """At every step that it came to, by what was promised there."""
        begun = [(it, it.started_on) for it in self.steps if it.started_on]
        left = [day for _, day in begun[1:]]
        left.append(self.withdrawn_on or clock.today())
        return all(
            _kept_its_day(step, until)
            for (step, _), until in zip(begun, left, strict=True)
        )

    # Deleting

    def bury(self) -> None:
        """The one way in which a complaint is deleted, whoever has decided it.

        Call it with the row locked (`Complaint.locked`); of several, lock all first.
        That it is gone is on the disk before the row goes: when the house falls over in
        between, the daily job ends what was begun.
        """
        gone.note(TABLE, self.mark)
        Tombstone.lay(self.half_year, self.highest, self.outcome, in_time=self.in_time)
        db.session.delete(self)
        sweeping.owe()

    @property
    def mark(self) -> str:
        """Of this complaint and no other, also when its number is drawn again."""
        return hashlib.blake2b(self.nonce, digest_size=16).hexdigest()


def _kept_its_day(step: ComplaintStep, left_on: date) -> bool:
    """Answered by the day that was promised; unanswered, it was left by then."""
    if step.answer:
        return step.answer.given_on <= step.owed_by
    if step.promised_confirm_by and not step.confirmed_on:
        return left_on <= step.promised_confirm_by
    return left_on <= step.owed_by
