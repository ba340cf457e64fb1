"""What somebody shows beside the passphrase, and one's own passphrase once more."""

from http import HTTPStatus

from flask_babel import gettext as _

from kimvoice.account.numbers import taken
from kimvoice.core.errors import HouseError
from kimvoice.people import second_factors
from kimvoice.people.locks import number_locks
from kimvoice.people.models import Person
from kimvoice.people.second_factors import RecoveryCode, SecondFactor
from kimvoice.web.door import Locked, WrongWords, come_in


class WrongPassphrase(WrongWords):
    """Of somebody who is signed in, and says it once more."""

    def __init__(self) -> None:
        HouseError.__init__(self, _("Passordet du har nå, stemmer ikke."))


class WrongNumber(HouseError):
    status = HTTPStatus.UNPROCESSABLE_ENTITY

    def __init__(self) -> None:
        super().__init__(
            _(
                "Tallet stemmer ikke, eller det er brukt."
                " Vent til appen viser et nytt tall, og prøv igjen."
            )
        )


def own_words(person: Person, passphrase: str) -> Person:
    try:
        return come_in(person.user_name, passphrase)
    except WrongWords as wrong:
        raise WrongPassphrase from wrong


def show_number(person: Person, typed: str, page: bytes) -> None:
    """Raise HouseError unless it is a number from the app, or a code from the sheet.

    With the write lock: a code is used up. ``page``: of two clicks both are let in.
    """
    number = second_factors.plain(typed)
    until = number_locks().try_with(person.user_name)
    if until is not None:
        raise Locked(until)
    if not _takes(person, number, page):
        raise WrongNumber
    number_locks().open(person.user_name)


def show_first_number(person: Person, secret: str, typed: str, page: bytes) -> None:
    """Raise WrongNumber unless the app knows what it is to share with the house."""
    number = second_factors.plain(typed)
    step = second_factors.step_of(secret, number)
    if step is None or not taken().take(f"{person.id} {number} {step}", page):
        raise WrongNumber


def _takes(person: Person, number: str, page: bytes) -> bool:
    factor = SecondFactor.of(person)
    step = factor.step_of(number) if factor else None
    shown = f"{person.id} {number} {step or 0}"
    is_known = step is not None or RecoveryCode.use(person, number)
    return (is_known or shown in taken()) and taken().take(shown, page)
