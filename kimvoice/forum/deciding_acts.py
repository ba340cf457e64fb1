"""What can be done with a matter that lies before a body, or has come back to one."""

from collections.abc import Callable
from typing import TypeAlias

from flask import request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import NotTheirs
from kimvoice.forum import policy
from kimvoice.forum.answer_form import AnswerForm
from kimvoice.forum.bodies import Body
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.deciding_forms import (
    AskAgainForm,
    FindOutForm,
    ForwardForm,
    PostponeForm,
)
from kimvoice.forum.states import Act
from kimvoice.people.models import Person
from kimvoice.web.acts import Button, Question
from kimvoice.web.fields import InsideForm
from kimvoice.web.kept import is_of_another

EVERYBODY = _l("Alle i huset kan lese det du skriver.")
Asked: TypeAlias = Callable[[Consideration, Person], InsideForm]


def has_it(person: Person, visit: Consideration) -> bool:
    """Also who leads the body and may not decide in this matter: they are told why."""
    led = policy.may_lead(person, visit.body)
    return led or policy.may_decide(person, visit) or _is_told(visit.body)


def has_asked(person: Person, visit: Consideration) -> bool:
    asker = visit.asked_by
    if asker is None:
        return False
    led = policy.may_lead(person, asker.body)
    return led or policy.may_hear(person, visit) or _is_told(asker.body)


def _is_told(body: Body) -> bool:
    """Raise NotTheirs: who answered for it until a moment ago hears what is wrong."""
    if is_of_another():
        return False
    raise NotTheirs(_("Du svarer ikke for %(body)s nå.", body=body.name))


def _asks(act: Act, form: Callable[[Consideration], InsideForm]) -> Asked:
    """The form, for who may send it now: others are told why before they write."""

    def asked(visit: Consideration, by: Person) -> InsideForm:
        if request.method == "GET":
            visit.check_can(act, by)
        return form(visit)

    return asked


def _hears(visit: Consideration, by: Person) -> InsideForm:
    if request.method == "GET":
        visit.check_can_ask_again(by)
    return AskAgainForm()


ANSWER: Question[Consideration] = Question(
    "svar",
    has_it,
    lambda it: it.can(Act.ANSWER),
    _asks(Act.ANSWER, AnswerForm),
    lambda it, by, form: it.answer(by, form.answer),
    title=_l("Svar på saken"),
    button=_l("Se over svaret"),
    said=_l("Svaret er sendt. Alle kan se det nå."),
    sees=_l(
        "Alle i huset kan lese svaret og navnet ditt."
        " Er du deltaker, står bare navnet på møtet."
    ),
)
QUESTIONS: dict[str, Question[Consideration]] = {
    "forward": Question(
        "videre",
        has_it,
        lambda it: it.can(Act.FORWARD),
        _asks(Act.FORWARD, ForwardForm),
        lambda it, by, form: it.forward(by, form.chosen, form.question.data),
        title=_l("Send saken videre"),
        button=_l("Send saken"),
        said=_l("Saken er sendt. Svaret kommer tilbake hit."),
        sees=EVERYBODY,
    ),
    "find_out": Question(
        "mer",
        has_it,
        lambda it: it.can(Act.FIND_OUT),
        _asks(Act.FIND_OUT, lambda _visit: FindOutForm()),
        lambda it, by, form: it.find_out(
            by, form.needs.data, form.needs_from.data, form.until.data
        ),
        title=_l("Vi må vite mer"),
        button=_l("Lagre"),
        said=_l("Lagret. Fristen for svaret er den samme."),
        sees=EVERYBODY,
    ),
    "postpone": Question(
        "utsett",
        has_it,
        lambda it: it.can(Act.POSTPONE),
        _asks(Act.POSTPONE, PostponeForm),
        lambda it, by, form: it.postpone(by, form.until.data, form.why.data),
        title=_l("Vi trenger mer tid"),
        button=_l("Utsett saken"),
        said=_l("Saken er utsatt. Den første fristen står her ennå."),
        sees=EVERYBODY,
    ),
    "ask_again": Question(
        "spor-igjen",
        has_asked,
        lambda it: it.can_ask_again,
        _hears,
        lambda it, by, form: it.ask_again(by, form.question.data),
        title=_l("Vi vil spørre igjen"),
        button=_l("Send spørsmålet"),
        said=_l("Spørsmålet er sendt. Svaret kommer tilbake hit."),
        sees=EVERYBODY,
    ),
}

BUTTONS: dict[str, Button[Consideration]] = {
    "read_out": Button(
        "lest-opp",
        has_asked,
        lambda it, by: it.read_out(by),
        _l("Svaret er lest opp."),
    ),
    "look_again": Button(
        "se-igjen",
        has_it,
        lambda it, by: it.look_again(by),
        _l("Saken er kommet tilbake til dere. Ta den med på sakslista."),
    ),
}
