"""The mail of the morning, to a real server: the same each day, once, to each alone."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from flask import Flask

from kimvoice import create_app, house, morning
from kimvoice.config import Config
from kimvoice.core import clock, settings
from kimvoice.core.db import db
from kimvoice.people import duties, reach
from kimvoice.people.models import RoleKind
from tests.conftest import TravelTo
from tests.factories import LONG_AGO, Make
from tests.morning.post_office import PostOffice
from tests.morning.told import TUESDAY, reached, sends_by, told

# To whom


def test_each_who_owes_answers_gets_a_mail_of_their_own(
    make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    for number, kind in enumerate(reach.TOLD):
        reached(make, kind, f"prove{number}@example.org")
    reached(make, RoleKind.STAFF_MEMBER, "ansatt@example.org")
    reached(make, RoleKind.PARTICIPANT, "deltaker@example.org")
    reached(make, RoleKind.ADMINISTRATOR, "admin@example.org")
    reached(make, RoleKind.COORDINATOR)
    travel_to(f"{TUESDAY} 08:00")
    morning.send_when_due()
    assert office.reached == [f"prove{number}@example.org" for number in range(5)]
    assert {len(letter.to) for letter in office.letters} == {1}


def test_a_stand_in_is_told_on_the_days_of_the_role_alone(
    make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    leader, away = make.work_leader(), reached(make, RoleKind.STAFF_MEMBER)
    duties.stand_in(leader.roles[0], away, date(2025, 11, 19), date(2025, 11, 20))
    reach.write_email(away, "vikar@example.org")
    db.session.commit()
    for day, letters in ((18, 0), (19, 1), (20, 2), (21, 2)):
        travel_to(f"2025-11-{day} 09:00")
        morning.send_when_due()
        assert len(office.letters) == letters


def test_who_has_left_is_not_told(
    make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    person = reached(make, RoleKind.COORDINATOR, "k@example.org")
    person.leave(date(2025, 11, 17))
    db.session.commit()
    travel_to(f"{TUESDAY} 09:00")
    morning.send_when_due()
    assert office.letters == []


# What it says


def test_it_says_the_same_to_everybody_and_nothing_else(
    make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    reached(make, RoleKind.COORDINATOR, "a@example.org")
    reached(make, RoleKind.GENERAL_MANAGER, "b@example.org")
    travel_to(f"{TUESDAY} 08:00")
    morning.send_when_due()
    for letter in office.letters:
        assert letter.read["Subject"] == "KIM voice i dag"
        assert " ".join(letter.words.split()) == (
            "God morgen! Denne e-posten kommer hver arbeidsdag, også når ingenting"
            " venter. Logg inn for å se. https://voice.example.org/min/"
        )
        assert {*letter.read} == {
            "From",
            "To",
            "Subject",
            "Date",
            "Message-ID",
            "Auto-Submitted",
            "MIME-Version",
            "Content-Type",
            "Content-Transfer-Encoding",
        }
        assert letter.read["Message-ID"].endswith("@example.org>")
    assert len({len(letter.content) for letter in office.letters}) == 1
    assert office.greeted_by == {"voice.example.org"}


# When


def test_it_goes_from_the_hour_that_the_house_has_chosen(
    make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    reached(make, RoleKind.COORDINATOR, "k@example.org")
    settings.MORNING_HOUR.choose(10, "Prøve", clock.today())
    db.session.commit()
    travel_to(f"{TUESDAY} 09:59")
    morning.send_when_due()
    assert office.letters == []
    travel_to(f"{TUESDAY} 10:00")
    house.tick()
    assert len(office.letters) == 1


@pytest.mark.parametrize(
    "day",
    [
        "2025-11-22",  # Saturday
        "2025-12-24",
        "2025-12-25",
        "2026-04-06",  # Easter Monday
        "2026-05-01",
        "2025-11-19",  # closed by the house
    ],
)
def test_never_on_a_day_when_nobody_is_at_work(
    make: Make, office: PostOffice, travel_to: TravelTo, day: str
) -> None:
    reached(make, RoleKind.COORDINATOR, "k@example.org")
    closed = frozenset({date(2025, 11, 19)})
    settings.CLOSING_DAYS.choose(closed, "Prøve", LONG_AGO)
    db.session.commit()
    travel_to(f"{day} 09:00")
    morning.send_when_due()
    assert office.letters == []


def test_a_day_that_is_over_is_not_made_up_for(
    make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    """The house was closed from Tuesday morning until Thursday evening."""
    reached(make, RoleKind.COORDINATOR, "k@example.org")
    travel_to("2025-11-20 22:00")
    morning.send_when_due()
    morning.send_when_due()
    [letter] = office.letters
    assert letter.at == datetime(2025, 11, 20, 21, tzinfo=UTC)


def test_a_house_without_a_mail_server_sends_nothing(
    app: Flask, make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    sends_by(app, None)
    reached(make, RoleKind.COORDINATOR, "k@example.org")
    travel_to(f"{TUESDAY} 09:00")
    morning.send_when_due()
    assert (office.letters, told()) == ([], set())


# Once


def test_once_a_day_however_often_the_clock_asks(
    config: Config, app: Flask, make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    reached(make, RoleKind.COORDINATOR, "k@example.org")
    for minute in range(3):
        travel_to(f"{TUESDAY} 08:0{minute}")
        morning.send_when_due()
    # Begun anew, with nothing in memory.
    again = create_app(replace(config, mail=office.mail))
    with again.app_context():
        morning.send_when_due()
        db.session.remove()
        db.engine.dispose()
    assert len(office.letters) == 1
    travel_to("2025-11-19 08:00")
    morning.send_when_due()
    assert len(office.letters) == 2


def test_of_two_hosts_one_tells_each(
    app: Flask, make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    """Both have seen that nobody was told before one of them claims."""
    for number in range(4):
        reached(make, RoleKind.COORDINATOR, f"k{number}@example.org")
    travel_to(f"{TUESDAY} 08:00")
    both_have_looked = threading.Barrier(2)
    waiting = morning._waiting

    def look_together(day: date) -> list[tuple[str, str]]:
        found = waiting(day)
        both_have_looked.wait(timeout=10)
        return found

    def a_host() -> None:
        with app.app_context():
            morning.send_when_due()
            db.session.remove()

    db.session.remove()
    with pytest.MonkeyPatch.context() as patch, ThreadPoolExecutor(2) as hosts:
        patch.setattr(morning, "_waiting", look_together)
        for host in [hosts.submit(a_host) for _ in range(2)]:
            host.result(timeout=60)
    assert office.reached == [f"k{number}@example.org" for number in range(4)]


def test_what_was_broken_off_while_sending_is_not_sent_again(
    app: Flask, make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    """Once at most: the power went, and the letter may have gone before it."""
    person = reached(make, RoleKind.COORDINATOR, "k@example.org")
    assert morning._claim(f"{TUESDAY}/{person.id}")
    travel_to(f"{TUESDAY} 09:00")
    morning.send_when_due()
    assert office.letters == []


def test_that_somebody_was_told_is_forgotten_on_the_next_day(
    make: Make, office: PostOffice, travel_to: TravelTo
) -> None:
    person = reached(make, RoleKind.COORDINATOR, "k@example.org")
    for day in (18, 19):
        travel_to(f"2025-11-{day} 08:00")
        morning.send_when_due()
        assert told() == {f"2025-11-{day}/{person.id}"}
