"""The words of a pasted list that mean a column or a role."""

from kimvoice.people.models import RoleKind

COLUMNS = ("name", "department", "role", "coordinator", "email")
HEADINGS = {
    "navn": "name",
    "name": "name",
    "avdeling": "department",
    "department": "department",
    "rolle": "role",
    "role": "role",
    "koordinator": "coordinator",
    "coordinator": "coordinator",
    "e-post": "email",
    "epost": "email",
    "e-mail": "email",
    "email": "email",
}
ROLES = {
    "deltaker": RoleKind.PARTICIPANT,
    "ansatt": RoleKind.STAFF_MEMBER,
    "arbeidsleder": RoleKind.WORK_LEADER,
    "koordinator": RoleKind.COORDINATOR,
    "daglig leder": RoleKind.GENERAL_MANAGER,
    "styremedlem": RoleKind.BOARD_MEMBER,
    "nestleder i styret": RoleKind.BOARD_DEPUTY,
    "styreleder": RoleKind.BOARD_CHAIR,
    "verneombud": RoleKind.SAFETY_REPRESENTATIVE,
    "valgansvarlig": RoleKind.ELECTION_OFFICER,
}
NAME = ("navn", "name")
ELSEWHERE_GIVEN = {"tillitsvalgt", "vara", "administrator"}
