"""Who can be chosen to do what a body promises."""

from kimvoice.forum.bodies import Body
from kimvoice.forum.seats import holding
from kimvoice.people.directory import may_be_named
from kimvoice.people.duties import ELECTED, EMPLOYED
from kimvoice.people.models import Person, RoleKind
from kimvoice.web.networks import at_home

DO_THINGS = (
    *ELECTED,
    *EMPLOYED,
    RoleKind.SAFETY_REPRESENTATIVE,
    RoleKind.BOARD_MEMBER,
    RoleKind.BOARD_DEPUTY,
    RoleKind.BOARD_CHAIR,
)
"""Who can be asked on a date whether something is done."""


def doers_of(body: Body) -> list[Person]:
    """The body's own first; participants only where they may be named."""
    found = (it for kind in DO_THINGS for it in holding(kind))
    held = sorted(dict.fromkeys(found), key=lambda it: it.name)
    own, named = [it for it in body.members if it in held], at_home()
    asked = dict.fromkeys([*body.answering(), *own, *held])
    return [it for it in asked if may_be_named(it, named=named)]
