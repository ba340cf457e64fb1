"""One clock for the house; only a demonstration's can be moved."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from kimvoice import create_app
from kimvoice.config import Config
from kimvoice.core import clock
from kimvoice.core.errors import RuleBroken


@pytest.mark.parametrize("ahead", [timedelta(days=1), timedelta(), -timedelta(days=1)])
def test_the_clock_of_a_real_house_cannot_be_moved(
    config: Config, ahead: timedelta
) -> None:
    with create_app(config).app_context(), pytest.raises(RuleBroken):
        clock.the_clock().move(ahead)


def test_a_demonstration_sees_a_deadline_pass_while_tokens_keep_real_time(
    config: Config,
) -> None:
    demo = create_app(replace(config, demo=True))
    with demo.app_context(), time_machine.travel(datetime(2025, 11, 17, tzinfo=UTC)):
        clock.the_clock().move(timedelta(days=10))
        assert clock.today() == date(2025, 11, 27)
        assert clock.real_now().date() == date(2025, 11, 17)


def test_moving_one_house_moves_no_other(config: Config) -> None:
    demo, other = (create_app(replace(config, demo=True)) for _ in range(2))
    with demo.app_context():
        clock.the_clock().move(timedelta(days=10))
        ahead = clock.today()
    with other.app_context():
        assert clock.today() < ahead


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (datetime(2025, 7, 1, 22, 30, tzinfo=UTC), date(2025, 7, 2)),
        (datetime(2025, 12, 1, 22, 30, tzinfo=UTC), date(2025, 12, 1)),
        (datetime(2025, 12, 31, 23, 0, tzinfo=UTC), date(2026, 1, 1)),
    ],
)
def test_the_day_is_the_day_in_oslo(
    config: Config, moment: datetime, day: date
) -> None:
    with create_app(config).app_context(), time_machine.travel(moment, tick=False):
        assert clock.today() == day
        assert clock.now() == moment
