"""Which suggestion an address speaks of, for those who work with it inside."""

from flask import abort, request, url_for
from sqlalchemy import Select, select

from kimvoice.core.db import db
from kimvoice.suggestions import inbox, policy
from kimvoice.suggestions.models import Suggestion
from kimvoice.web.answers import on_to, one_or_404
from kimvoice.web.person import me, require


def found_suggestion(number: int, may: policy.May = policy.may_see) -> Suggestion:
    """404 for what does not exist for me, 403 for an act that is not mine."""
    query = select(Suggestion).where(Suggestion.number == number)
    if _promise_comes_first(query):
        abort(on_to(url_for("suggestions.promise.show")))
    suggestion = one_or_404(
        query,
        lambda found: policy.may_see(me(), found),
        to_change=request.method == "POST",
    )
    require(may, suggestion)
    return suggestion


def _promise_comes_first(query: Select[Suggestion]) -> bool:
    """Also where there is no suggestion: else one could count those that there are."""
    if not inbox.must_promise(me()):
        return False
    found = db.session.scalars(query).unique().one_or_none()
    if found is None or policy.must_promise(me(), found):
        return True
    return not policy.may_see(me(), found)
