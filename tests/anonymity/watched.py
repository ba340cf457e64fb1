"""The pages that somebody fetches who wants to see them change."""

from kimvoice.people.models import RoleKind

FORM, LIST, HOME = "/forslag/nytt", "/min/forslag", "/min/"
STREET = (
    "/",
    "/forslag",
    "/du-sa-vi-gjorde",
    "/tavle",
    "/tavle/papir",
    "/kode",
    "/i-dag",
    "/hjelp",
    "/hjelp/rettigheter",
    "/hjelp/trygg-bruk",
    "/hjelp/papir",
    "/hjelp/papir/forslag",
    "/personvern",
    "/tillitsvalgte",
    "/tillitsvalgte/tavle",
)
DESKS = (
    "/min/admin/oppsett",
    "/min/admin/sletting",
    "/min/admin/innstillinger",
    "/min/admin/innstillinger/mailbox_room",
    "/min/admin/innstillinger/smallest_department",
    "/min/admin/stengte-dager",
    "/min/admin/personer",
    "/min/admin/roller",
    "/min/admin/avdelinger",
    "/min/admin/lapper",
    "/min/valg/registrer",
)
ROLES = (
    RoleKind.PARTICIPANT,
    RoleKind.DEPUTY,
    RoleKind.WORK_LEADER,
    RoleKind.COORDINATOR,
    RoleKind.GENERAL_MANAGER,
    RoleKind.BOARD_CHAIR,
    RoleKind.ADMINISTRATOR,
)
