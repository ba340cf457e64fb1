"""A house with an election on the net that goes back a version, and on again."""

from kimvoice import create_app
from kimvoice.config import Config
from kimvoice.core.db import db
from kimvoice.elections.models import Election
from kimvoice.elections.states import State, Way
from kimvoice.migrations import bare_app, upgrade
from tests.electing import Electing
from tests.factories import Make

BEFORE = "0009"


def test_what_went_on_the_net_is_lost_and_nothing_else(config: Config) -> None:
    with create_app(config).app_context():
        electing = Electing(Make())
        on_paper = electing.election(State.OPEN).election.id
        held = electing.election(State.OPEN, way=Way.NET)
        electing.vote(held, held.voters[0])
        held.election.ask_about(held.voters[1], held.officers[0])
        held.election.give_slip(held.voters[1])
        db.session.commit()
        db.session.remove()
        db.engine.dispose()
    bare = bare_app(config)
    with bare.app_context():
        bare.extensions["alembic"].downgrade(BEFORE)
        db.session.remove()
        db.engine.dispose()
    upgrade(config)
    with create_app(config).app_context():
        elections = {it.id: it for it in db.session.query(Election)}
        untouched = elections.pop(on_paper)
        assert untouched.protocol_break is None
        [cut] = elections.values()
        assert (cut.way, cut.is_on_net, cut.marks) == (Way.PAPER, False, 1)
        assert cut.protocol_break is not None
        db.session.remove()
        db.engine.dispose()
