"""Who can be named as somebody for whom a complaint shall not exist."""

from kimvoice.complaints.exclusions import Exclusion
from kimvoice.people.models import RoleKind
from tests.factories import LONG_AGO, Make


def test_staff_and_board_can_be_named_and_no_participant_by_that_alone(
    make: Make,
) -> None:
    ladder = make.ladder()
    staff = make.person(RoleKind.STAFF_MEMBER)
    elected = make.participant()
    elected.take_role(RoleKind.BOARD_MEMBER, since=LONG_AGO)
    both = make.participant()
    both.take_role(RoleKind.COORDINATOR, since=LONG_AGO)
    make.person(RoleKind.ADMINISTRATOR)
    named = Exclusion.can_name()
    everybody = {
        ladder.leader,
        ladder.coordinator,
        ladder.manager,
        ladder.chair,
        ladder.deputy_chair,
        staff,
        both,
    }
    assert set(named) == everybody
    assert [each.name for each in named] == sorted(each.name for each in named)
