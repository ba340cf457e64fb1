"""What stops a matter, or says whose it is not to decide: buttons and questions."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from kimvoice.forum import lists, policy
from kimvoice.forum.considerations import Consideration
from kimvoice.forum.matter_forms import ElsewhereForm, SameForm, WhomForm
from kimvoice.forum.states import Act
from kimvoice.people.models import Person
from kimvoice.web.acts import Button, Question
from kimvoice.web.fields import ButtonForm

BUTTONS: dict[str, Button[Consideration]] = {
    "part": Button(
        "egen-sak",
        policy.parts,
        lambda it, by: it.matter.part(by),
        _l("Saken går sin egen vei igjen."),
    ),
}

TO_EVERYBODY = _l("Alle i huset kan se dette når saken er lagt ut.")
TO_WHO_RAISED_IT = _l("Bare den som meldte inn saken, kan lese det du skriver.")
TO_WHO_LEADS = _l("De som svarer for møtene på veien, ser det. Ingen andre ser det.")


def on_the_way(visit: Consideration) -> Sequence[Person]:
    """Who answers for a body where it is, was, or may be sent next."""
    bodies = [it.body for it in visit.matter.considerations]
    following = [each for it in bodies for each in it.next_bodies]
    people = (each for it in (*bodies, *following) for each in it.answering())
    return list(dict.fromkeys(people))


def let_again(visit: Consideration, by: Person) -> Sequence[Person]:
    return [it for it in visit.matter.about if it is not by]


QUESTIONS: dict[str, Question[Consideration]] = {
    "withdraw": Question(
        "trekk",
        policy.withdraws,
        lambda it: it.matter.can_withdraw,
        lambda *_: ButtonForm(),
        lambda it, _by, _form: it.matter.withdraw(),
        title=_l("Vil du trekke saken?"),
        button=_l("Trekk saken"),
        said=_l("Du har trukket saken. Det du skrev, er slettet."),
        sees=_l("Ingen får lese saken etterpå. Nummeret blir stående tomt."),
    ),
    "merge": Question(
        "samme-sak",
        policy.parts,
        lambda it: it.can(Act.MERGE),
        lambda it, _by: SameForm(lists.same_as(it.matter)),
        lambda it, by, form: it.matter.merge_into(form.chosen, by),
        title=_l("Samme sak som en annen"),
        button=_l("Dette er samme sak"),
        said=_l("Nå får begge sakene det samme svaret."),
        sees=TO_EVERYBODY,
    ),
    "point_elsewhere": Question(
        "annet-sted",
        policy.parts,
        lambda it: it.can(Act.POINT_ELSEWHERE),
        lambda *_: ElsewhereForm(),
        lambda it, by, form: it.matter.point_elsewhere(
            by, form.where.data, form.words.data
        ),
        title=_l("Saken hører hjemme et annet sted"),
        button=_l("Stopp saken her"),
        said=_l("Saken er stoppet. Teksten er slettet."),
        sees=TO_WHO_RAISED_IT,
    ),
    "step_aside": Question(
        "gjelder-meg",
        policy.steps_aside,
        lambda it: it.is_open,
        lambda *_: ButtonForm(),
        lambda it, by, _form: it.matter.set_aside(by),
        title=_l("Gjelder saken deg?"),
        button=_l("Saken gjelder meg"),
        said=_l("Nå svarer en annen i saken."),
        sees=TO_WHO_LEADS,
    ),
    "set_aside": Question(
        "gjelder",
        policy.parts,
        lambda it: it.is_open,
        lambda it, _by: WhomForm(on_the_way(it)),
        lambda it, _by, form: it.matter.set_aside(form.chosen),
        title=_l("Hvem gjelder saken?"),
        button=_l("Saken gjelder denne"),
        said=_l("Den saken gjelder, svarer ikke i saken."),
        sees=TO_WHO_LEADS,
    ),
    "let_decide_again": Question(
        "gjelder-ikke",
        policy.parts,
        lambda it: bool(it.matter.about),
        lambda it, by: WhomForm(let_again(it, by)),
        lambda it, by, form: it.matter.let_decide_again(form.chosen, by),
        title=_l("Hvem gjelder saken ikke?"),
        button=_l("Saken gjelder ikke denne"),
        said=_l("Nå kan den personen svare i saken igjen."),
        sees=TO_WHO_LEADS,
    ),
}


def questions_for(
    person: Person, visit: Consideration
) -> dict[str, Question[Consideration]]:
    """What is offered: who has stepped aside is not asked again."""
    aside = "step_aside" if visit.matter.is_about(person) else ""
    return {
        name: act
        for name, act in QUESTIONS.items()
        if name != aside and act.may(person, visit) and act.can(visit)
    }
