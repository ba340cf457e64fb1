"""Slips: what goes in comes out, and two that say the same are one."""

from hypothesis import given
from hypothesis import strategies as st

from kimvoice.suggestions import codes, slips
from kimvoice.suggestions.slips import (
    HelpedSlip,
    MessageSlip,
    Slip,
    SuggestionSlip,
    WithdrawalSlip,
)
from kimvoice.suggestions.states import Audience, Helped

code = st.builds(codes.mint)
slip = st.one_of(
    st.builds(
        SuggestionSlip,
        code,
        st.text(),
        st.sampled_from(Audience),
        st.none() | st.integers(1),
    ),
    st.builds(MessageSlip, code, st.text(), st.text()),
    st.builds(HelpedSlip, code, st.sampled_from(Helped)),
    st.builds(WithdrawalSlip, code),
)


@given(slip)
def test_a_slip_is_read_as_it_was_written(slip: Slip) -> None:
    again = slips.read(slips.write(slip))
    assert again == slip
    assert type(again) is type(slip)


@given(slip)
def test_slips_that_say_the_same_are_one(slip: Slip) -> None:
    assert len({slip, slips.read(slips.write(slip))}) == 1


def test_a_slip_carries_no_time_and_no_name() -> None:
    assert {kind: list(kind.__annotations__) for kind in slips._NAMES} == {
        SuggestionSlip: ["code", "text", "audience", "department"],
        MessageSlip: ["code", "text", "nonce"],
        HelpedSlip: ["code", "helped"],
        WithdrawalSlip: ["code"],
    }
