"""Going through a long list, as its links lead."""

import re
from collections.abc import Iterator
from datetime import timedelta

from kimvoice.core import clock
from kimvoice.core.db import db
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import State, Verdict
from tests.factories import Make
from tests.visitor import Visitor


def pieces(visitor: Visitor, url: str, more: str) -> Iterator[str]:
    """Page after page, as the link below the list leads."""
    while url:
        page = visitor.get(url).text
        yield page
        found = re.search(f'href="([^"]+)">{more}<', page)
        url = found[1].replace("&amp;", "&") if found else ""


def answer(make: Make, text: str, days_ago: int = 0, **changes: object) -> Suggestion:
    suggestion = make.suggestion(State.PUBLISHED)
    given_on = clock.today() - timedelta(days=days_ago)
    changes = {"asked_in_short": text, "given_on": given_on} | changes
    suggestion.give(make.answer(Verdict.NO, **changes))
    suggestion.approve_answer(make.representative())
    db.session.commit()
    return suggestion
