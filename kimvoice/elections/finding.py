"""The election that an address names, for who may see it."""

from collections.abc import Callable

from flask import request
from werkzeug.exceptions import NotFound

from kimvoice.core.db import begin_writing, db
from kimvoice.elections.models import Election
from kimvoice.elections.policy import may_see
from kimvoice.people.models import Person
from kimvoice.web.person import me, require


def found(number: int, may: Callable[[Person, Election], bool] = may_see) -> Election:
    """Locked and brought up to its calendar when it is to be changed; 404 for what
    does not exist for me."""
    if request.method == "POST":
        begin_writing()
        election = Election.locked(number)
    else:
        election = db.session.get(Election, number)
    if election is None or not may_see(me(), election):
        raise NotFound
    if request.method == "POST":
        election.settle()
    require(may, election)
    return election
