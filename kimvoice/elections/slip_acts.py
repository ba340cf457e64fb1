"""Slips of paper beside the net: about each name it is asked, and only then given.

The question is a line of the protocol, also when the answer is no. What is given or
taken back must be what was asked about, so nothing is learned without a question.
"""

from dataclasses import dataclass

from flask import Response, request, url_for
from flask_babel import gettext as _

from kimvoice.core.db import db
from kimvoice.core.errors import RuleBroken
from kimvoice.elections.meeting_forms import SlipForm
from kimvoice.elections.models import Election
from kimvoice.elections.states import DONE
from kimvoice.people.models import Person
from kimvoice.web.answers import done, page
from kimvoice.web.person import me
from kimvoice.web.tokens import Page, Token

GIVE, TAKE_BACK = "give", "take_back"
KINDS = {GIVE: "slips to be given", TAKE_BACK: "slips given by mistake"}


@dataclass(frozen=True)
class Asked:
    """Of one person: whether a slip may be given, and what gives it."""

    person: Person
    name: str
    may_have_one: bool
    token: str


def answer(election: Election, form: SlipForm) -> Response:
    act = next((it for it in KINDS if it in request.form), None)
    if act is None:
        return _ask(election, form)
    token = Token.read(request.form[act], KINDS[act])
    person = token and _person_of(token, election)
    if not token or not person or token.state is Page.CLEARED:
        return _again(election, form, _("Sjekk navnet en gang til."), 422)
    if act == TAKE_BACK:
        return _take_back(election, form, person, token)
    return _give(election, form, person, token)


def _ask(election: Election, form: SlipForm) -> Response:
    """Of two of the same name about both."""
    asked = []
    for person, name in form.called.items():
        entry = election.ask_about(person, me())
        may = entry is not None and not entry.is_marked
        asked.append(Asked(person, name, may, _token(GIVE, election, person)))
    db.session.commit()
    return _page(election, form, 200, asked=asked)


def _give(election: Election, form: SlipForm, person: Person, token: Token) -> Response:
    if token.state is Page.EXPIRED:
        late = _("Det gikk lang tid. Sjekk navnet en gang til.")
        return _again(election, form, late, 409)
    if token.state is Page.FRESH:
        try:
            election.give_slip(person)
        except RuleBroken as refusal:
            # It tells as much as an answer does.
            election.ask_about(person, me())
            db.session.commit()
            return _again(election, form, str(refusal), refusal.status)
        db.session.commit()
        token.use()
    back = _token(TAKE_BACK, election, person)
    given = Asked(person, form.called.get(person, person.name), False, back)
    form.name.data = ""
    return _page(election, form, 200, given=given)


def _take_back(
    election: Election, form: SlipForm, person: Person, token: Token
) -> Response:
    """What it was given by is asked for, so it tells nothing of anybody's vote."""
    if token.state is not Page.SHOWN:
        try:
            election.take_back_slip(person)
        except RuleBroken:
            return _again(election, form, str(DONE), 409)
        db.session.commit()
        token.use()
    name = form.called.get(person, person.name)
    here = url_for("elections.meeting.slip", number=election.id)
    return done(here, _("Merket ved %(name)s er borte.", name=name))


def _token(act: str, election: Election, person: Person) -> str:
    bound = f"{election.id} {me().id} {person.id}"
    return Token.new(bound).seal(KINDS[act])


def _person_of(token: Token, election: Election) -> Person | None:
    """Of a token of mine, for this election."""
    here, mine, number = token.code.split(" ")
    if (here, mine) != (str(election.id), str(me().id)):
        return None
    return next((it for it in election.voters if str(it.id) == number), None)


def _again(election: Election, form: SlipForm, why: str, status: int) -> Response:
    form.form_errors.append(why)
    return _page(election, form, status)


def _page(
    election: Election,
    form: SlipForm,
    status: int,
    *,
    asked: list[Asked] | None = None,
    given: Asked | None = None,
) -> Response:
    return page(
        "elections/slip.html",
        status=status,
        election=election,
        form=form,
        called={},
        marked=[],
        asked=asked or [],
        given=given,
    )
