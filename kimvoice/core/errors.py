"""What rules raise. The words are for the reader; web/errors.py gives them a page."""

from http import HTTPStatus


class HouseError(Exception):
    """A refusal with a sentence that a tired, worried person can act upon."""

    status: int = HTTPStatus.INTERNAL_SERVER_ERROR


class RuleBroken(HouseError):
    """Well formed, but the rules of the house do not allow it now."""

    status = HTTPStatus.CONFLICT


class TooLate(RuleBroken):
    """It was allowed while this was typed: the words come back with the refusal."""


class NotTheirs(HouseError):
    """Somebody else's to do, also where it was theirs a moment ago."""

    status = HTTPStatus.FORBIDDEN


class Busy(HouseError):
    """Allowed, but not at this very moment; the same act succeeds a little later."""

    status = HTTPStatus.TOO_MANY_REQUESTS
