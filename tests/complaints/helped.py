"""A complaint that somebody else has typed for the complainant."""

import secrets
from datetime import date

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.complaints.models import Complaint
from kimvoice.complaints.states import Confirmation, Manner, Subject
from kimvoice.core.db import db
from kimvoice.people.models import Person


def typed_in(
    by: Person,
    helper: Person,
    delivered: date | None = None,
    *,
    how: Confirmation = Confirmation.SIGNATURE,
    witness: str = "",
    without: tuple[Exclusion, ...] = (),
    manner: Manner = Manner.HERE,
) -> Complaint:
    [role, *_] = [it for it in by.roles if it.department]
    complaint = Complaint.draft(
        by,
        Subject.NOBODY,
        manner,
        department=role.department,
        nonce=secrets.token_bytes(16),
        exclusions=list(without),
    )
    complaint.type_in(helper, delivered)
    complaint.vouch(how, witness)
    complaint.send("Jeg fikk ikke pause på tirsdag.")
    db.session.add(complaint)
    db.session.commit()
    return complaint
