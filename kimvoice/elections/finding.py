"""The election or the round that an address names, for who may see it."""

from collections.abc import Callable
from typing import TypeAlias

from flask import request
from werkzeug.exceptions import NotFound

from kimvoice.core.db import begin_adding, begin_writing, db
from kimvoice.elections.models import Election
from kimvoice.elections.policy import may_plan, may_see
from kimvoice.elections.rounds import ElectionRound
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


MayOfRound: TypeAlias = Callable[[Person, ElectionRound], bool]


def found_round(number: int, may: MayOfRound = may_plan) -> ElectionRound:
    """404 for who has nothing to do with it; nobody else plans while it is changed,
    and nobody stands."""
    if request.method == "POST":
        return locked_round(number, may)
    return seen_round(number, may)


def seen_round(number: int, may: MayOfRound) -> ElectionRound:
    """Not locked, on POST either: before what is slow."""
    planned = db.session.get(ElectionRound, number)
    if planned is None or not may_plan(me(), planned):
        raise NotFound
    require(may, planned)
    return planned


def locked_round(number: int, may: MayOfRound) -> ElectionRound:
    begin_adding(ElectionRound)
    planned = db.session.get(ElectionRound, number)
    for election in planned.elections if planned else ():
        Election.locked(election.id)
    return seen_round(number, may)
