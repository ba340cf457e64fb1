"""How every door of the room finds a complaint: by the one query, or not at all."""

from flask import request
from werkzeug.exceptions import NotFound

from kimvoice.complaints import policy
from kimvoice.complaints.models import Complaint
from kimvoice.core.db import begin_writing
from kimvoice.web.acts import May
from kimvoice.web.answers import one_or_404
from kimvoice.web.person import me, require


def found(number: int, may: May[Complaint] = policy.may_see) -> Complaint:
    """404 for what does not exist for me, 403 for an act that is not mine.

    To change it, it is locked before it is asked who answers it today.
    """
    if request.method == "POST":
        begin_writing()
        if Complaint.locked(number) is None:
            raise NotFound
    query = policy.visible_to(me()).where(Complaint.number == number)
    complaint = one_or_404(query)
    require(may, complaint)
    return complaint
