"""Erasing a person: what carries the name goes, what others rely on stays nameless.

An administrator can do it without learning whether the person has a complaint: it
depends on the calendar and on roles alone, and takes none of the person's complaints
away. Those end by their own dates, and the person can follow them until then.
"""

from datetime import date, timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from kimvoice.core import clock, days, gone
from kimvoice.core.db import begin_writing, db
from kimvoice.core.errors import RuleBroken
from kimvoice.people import stored, user_names
from kimvoice.people.models import Person, RoleKind

SEEN_FOR_MONTHS = 13
"""So long one sees who could read what, and who has. A complaint that goes on longer
keeps day and role of its reader: only the calendar may decide (decision 20).
"""


def erase_own(person: Person) -> None:
    """«Slett alt om meg», by the person, who has left: own complaints go too."""
    must_have_come(person)
    for room in stored.REGISTER:
        room.erase_own(person)
    db.session.flush()
    _erase(person)


def must_have_come(person: Person) -> None:
    """The day, for oneself too: what one has read stands in complaints of others."""
    first = erasable_from(person)
    if first is None:
        raise RuleBroken(_l("Du kan slette alt om deg når du har sluttet."))
    if clock.today() < first:
        day = days.in_figures(first)
        raise RuleBroken(_l("Du kan slette alt om deg fra %(day)s.", day=day))


def erase(person: Person) -> None:
    """By an administrator. Raise RuleBroken before its day."""
    if not can_be_erased(person):
        raise RuleBroken(_l("Personen kan ikke slettes ennå."))
    _erase(person)


def erasable_from(person: Person) -> date | None:
    """None for somebody who is here, or is to come.

    Of who had a task, from when the last day was written in, if that is later: no
    other could see before then that it is over.
    """
    if not has_left(person):
        return None
    over = [(role.ends, role.ended_on or role.ends) for role in person.roles]
    last = max((ends for ends, _written in over if ends), default=None)
    if all(role.kind is RoleKind.PARTICIPANT for role in person.roles):
        return last + timedelta(days=1) if last else clock.today()
    seen = max(day for both in over for day in both if day)
    return days.months_after(seen, SEEN_FOR_MONTHS)


def can_be_erased(person: Person) -> bool:
    first = erasable_from(person)
    return person.erased_on is None and first is not None and clock.today() >= first


def has_left(person: Person) -> bool:
    return all(role.is_over(clock.today()) for role in person.roles)


def close_ways_in() -> None:
    """Of those erased whose last complaint is over. Commits."""
    query = select(Person).where(
        Person.erased_on.is_not(None),
        (Person.passphrase_hash != "") | Person.coordinator_id.is_not(None),
    )
    over = [it.id for it in db.session.scalars(query).unique() if not it.may_come_in]
    db.session.rollback()
    if not over:
        return
    begin_writing()
    locked = query.where(Person.id.in_(over)).with_for_update(of=Person)
    for person in db.session.scalars(locked).unique():
        person.close_way_in()
    db.session.commit()


def erase_again() -> None:
    """Whom an old copy of the database has brought back. Commits."""
    marks = gone.noted(TABLE)
    here = select(Person).where(Person.erased_on.is_(None))
    named = db.session.scalars(here).unique() if marks else ()
    back = [each.id for each in named if _mark(each) in marks]
    db.session.rollback()
    for number in back:
        begin_writing()
        _erase(db.session.get_one(Person, number, with_for_update={"of": Person}))
        db.session.commit()


TABLE = "people"
"""Of the list that outlives the database (core/gone.py)."""


def _mark(person: Person) -> str:
    return user_names.hidden(person.user_name).removeprefix(user_names.HIDDEN)


def _erase(person: Person) -> None:
    gone.note(TABLE, _mark(person))
    for room in stored.REGISTER:
        room.erase(person)
    db.session.flush()
    person.be_erased()
