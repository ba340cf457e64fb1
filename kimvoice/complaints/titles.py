"""Who answers at a step, as it is said in a sentence: in definite form."""

from flask_babel import LazyString
from flask_babel import lazy_gettext as _l

from kimvoice.people.models import RoleKind

AT_THE_START: dict[RoleKind, LazyString] = {
    RoleKind.WORK_LEADER: _l("Arbeidslederen"),
    RoleKind.COORDINATOR: _l("Koordinatoren"),
    RoleKind.GENERAL_MANAGER: _l("Daglig leder"),
    RoleKind.BOARD_DEPUTY: _l("Nestlederen i styret"),
    RoleKind.BOARD_CHAIR: _l("Styrelederen"),
}
INSIDE: dict[RoleKind, LazyString] = {
    RoleKind.WORK_LEADER: _l("arbeidslederen"),
    RoleKind.COORDINATOR: _l("koordinatoren"),
    RoleKind.GENERAL_MANAGER: _l("daglig leder"),
    RoleKind.BOARD_DEPUTY: _l("nestlederen i styret"),
    RoleKind.BOARD_CHAIR: _l("styrelederen"),
}
