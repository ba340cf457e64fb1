"""A new slip for somebody on the roll of an election on the net (DESIGN 6).

From sealing until the urn is closed two officers must agree: whoever holds the slip
could vote in the other's name. Who has never signed in may use a slip from before.
"""

from collections.abc import Iterator

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from kimvoice.core.db import db
from kimvoice.elections.envelopes import WrappedKey
from kimvoice.elections.models import Election
from kimvoice.elections.states import Act
from kimvoice.people import held_back
from kimvoice.people.models import Person


def _whom() -> set[int]:
    return {number for each in _guarded() for number in each.without_code}


def _words(person: Person) -> LazyString:
    return _l(
        "%(name)s står i manntallet for et valg på nett."
        " To valgansvarlige må si ja før noen lager ny kode.",
        name=person.name,
    )


def _use_up(person: Person) -> None:
    for election in _guarded():
        election.use_up_code(person)


def _guarded() -> Iterator[Election]:
    sealed = select(Election).where(Election.id.in_(select(WrappedKey.election_id)))
    found = db.session.scalars(sealed).unique()
    yield from (it for it in found if it.can(Act.ALLOW_CODE))


held_back.guard(_whom, _words, _use_up)
