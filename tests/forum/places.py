"""A visit in each state, where a matter began or was sent, and all who come by."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta

from kimvoice.core.db import db
from kimvoice.forum.bodies import Seat
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.models import Matter
from kimvoice.forum.states import Elsewhere, Seating, State
from kimvoice.people.models import Person, RoleKind
from tests.factories import Make
from tests.travelling import Travelling, answer, in_a_month, lay_out

NEW = "on no agenda yet"
HEARD = "several have answered"


@dataclass(frozen=True)
class Place:
    visit: Consideration
    other: Matter
    people: Mapping[str, Person]


def where_it_began(house: Travelling, make: Make, state: str) -> Place:
    other = house.published(title="Kaffe")
    unseen = state in (NEW, State.WITHDRAWN)
    visit = (house.raised() if unseen else house.published()).root
    lead = BEGAN.get(state)
    if lead:
        lead(house, visit, other)
    people = {
        "chair": house.representative,
        "deputy": house.deputy,
        "chair of another body": house.manager,
    }
    return _with_others(house, make, Place(visit, other, people))


def where_it_was_sent(house: Travelling, make: Make, state: str) -> Place:
    other = house.published(title="Kaffe")
    visit = house.at(house.kim_forum).considerations[-1]
    deputy = make.person(RoleKind.STAFF_MEMBER)
    visit.body.seats.append(Seat(seating=Seating.DEPUTY, person=deputy))
    lead = SENT.get(state)
    if lead:
        lead(house, visit)
    people = {
        "chair": house.manager,
        "deputy": deputy,
        "chair of who asked": house.representative,
        "deputy of who asked": house.deputy,
        "chair of another body": house.chair,
    }
    return _with_others(house, make, Place(visit, other, people))


def _with_others(house: Travelling, make: Make, place: Place) -> Place:
    about, left = make.person(RoleKind.STAFF_MEMBER), make.person()
    for seated in (about, left):
        seat = Seat(seating=Seating.CHAIR, person=seated)
        place.visit.body.seats.append(seat)
    place.visit.matter.about.append(about)
    others = {
        "member": make.participant(department=house.kafe),
        "raiser": house.participant,
        "administrator": make.person(RoleKind.ADMINISTRATOR),
        "who has left": left,
        "whom it is about": about,
    }
    db.session.commit()
    return Place(place.visit, place.other, {**place.people, **others})


# How each state comes about


def _postpone(house: Travelling, visit: Consideration, _other: Matter) -> None:
    visit.postpone(house.representative, visit.due + timedelta(days=7), "")


def _find_out(house: Travelling, visit: Consideration, _other: Matter) -> None:
    visit.find_out(house.representative, "Prisen", "Kafeen", in_a_month())


def _forward(house: Travelling, visit: Consideration, _other: Matter) -> None:
    visit.forward(house.representative, [house.kim_forum], "Kan dere si ja?")


def _hear(house: Travelling, visit: Consideration, _other: Matter) -> None:
    house.sent_to_both(visit.matter)


def _answer(_house: Travelling, visit: Consideration, _other: Matter) -> None:
    answer(visit)


def _merge(house: Travelling, visit: Consideration, other: Matter) -> None:
    visit.matter.merge_into(other, house.representative)


def _stop(house: Travelling, visit: Consideration, _other: Matter) -> None:
    visit.matter.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "")


def _withdraw(_house: Travelling, visit: Consideration, _other: Matter) -> None:
    visit.matter.withdraw()


BEGAN: dict[str, Callable[[Travelling, Consideration, Matter], None]] = {
    State.RECEIVED: _postpone,
    State.NEEDS_MORE: _find_out,
    State.FORWARDED: _forward,
    HEARD: _hear,
    State.READ_OUT: _answer,
    State.MERGED: _merge,
    State.ELSEWHERE: _stop,
    State.WITHDRAWN: _withdraw,
}


def _lay_out(_house: Travelling, visit: Consideration) -> None:
    lay_out(visit.body)


def _find_out_there(house: Travelling, visit: Consideration) -> None:
    visit.find_out(house.manager, "Prisen", "Kafeen", in_a_month())


def _forward_there(house: Travelling, visit: Consideration) -> None:
    visit.forward(house.manager, [house.team], "Kan dere si ja?")


def _answer_there(_house: Travelling, visit: Consideration) -> None:
    answer(visit)


def _read_out(house: Travelling, visit: Consideration) -> None:
    answer(visit)
    visit.read_out(house.representative)


def _stop_there(house: Travelling, visit: Consideration) -> None:
    visit.matter.point_elsewhere(house.representative, Elsewhere.COMPLAINT, "")


SENT: dict[str, Callable[[Travelling, Consideration], None]] = {
    State.ON_AGENDA: _lay_out,
    State.NEEDS_MORE: _find_out_there,
    State.FORWARDED: _forward_there,
    State.ANSWERED: _answer_there,
    State.READ_OUT: _read_out,
    State.ELSEWHERE: _stop_there,
}
