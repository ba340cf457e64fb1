"""Who may come in with these words, and what is said to the rest."""

from datetime import datetime
from http import HTTPStatus

from flask_babel import gettext as _

from kimvoice.core import clock
from kimvoice.core.errors import Busy, HouseError
from kimvoice.people import passphrases
from kimvoice.people.locks import locks
from kimvoice.people.models import Person
from kimvoice.web.language import hour


class WrongWords(HouseError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self) -> None:
        super().__init__(
            _(
                "Brukernavn eller passord stemmer ikke."
                " Prøv igjen, eller be om en ny lapp."
            )
        )


class Locked(HouseError):
    status = HTTPStatus.TOO_MANY_REQUESTS

    def __init__(self, until: datetime) -> None:
        time = hour(clock.next_minute(until))
        super().__init__(
            _(
                "Det er prøvd mange ganger. Vent til kl. %(time)s, og prøv igjen.",
                time=time,
            )
        )


class NothingHere(HouseError):
    status = HTTPStatus.FORBIDDEN

    def __init__(self) -> None:
        super().__init__(
            _("Du har ikke tilgang til KIM voice nå. Snakk med koordinatoren din.")
        )


def come_in(user_name: str, passphrase: str) -> Person:
    """The person, with the write lock. Raise HouseError with a sentence if not.

    While the name is locked nothing is looked at: right and wrong words, and names
    that nobody has, are refused alike and as fast.
    """
    until = locks().try_with(user_name)
    if until is not None:
        raise Locked(until)
    try:
        with passphrases.in_turn():
            person = Person.signing_in(user_name, passphrase)
    except Busy:
        locks().take_back(user_name)
        raise
    if person is None:
        raise WrongWords
    locks().open(user_name)
    if not person.may_come_in:
        raise NothingHere
    return person
