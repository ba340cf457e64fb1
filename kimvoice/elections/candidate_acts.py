"""What can be done about who stands: a table of buttons and of questions."""

from flask_babel import lazy_gettext as _l

from kimvoice.elections import policy
from kimvoice.elections.candidate_forms import AgreeForm, NominateForm, StandForm
from kimvoice.elections.models import Election
from kimvoice.elections.states import State
from kimvoice.people.models import Person
from kimvoice.web.acts import Button, Question
from kimvoice.web.fields import ButtonForm, InsideForm

SHOWN_IN_HOUSE = _l("Navnet ditt vises i huset når du stiller.")


def _nominate(election: Election, by: Person, form: NominateForm) -> None:
    if form.is_for_oneself:
        election.stand(by, form.statement.data)
    else:
        election.nominate(form.proposed)


def _in_time(election: Election) -> bool:
    election.must_be_nominating()
    return election.is_nominating


def _agreeing(election: Election) -> bool:
    election.must_be_agreeing()
    return True


def _stepping_back(election: Election, by: Person) -> InsideForm:
    election.must_stand(by)
    return ButtonForm()


BUTTONS: dict[str, Button[Election]] = {
    "decline": Button(
        "nei",
        policy.is_nominee,
        lambda it, by: it.decline(by),
        _l("Takk for svaret."),
    ),
    "ask_for_vote": Button(
        "avstemning",
        policy.may_vote,
        lambda it, by: it.ask_for_vote(by),
        _l("Det blir avstemning. Navnet ditt vises ikke."),
    ),
}

QUESTIONS: dict[str, Question[Election]] = {
    "nominate": Question(
        "kandidat",
        policy.may_vote,
        _in_time,
        lambda it, by: NominateForm(it, by),
        _nominate,
        _l("Foreslå en kandidat"),
        _l("Send forslaget"),
        _l("Takk. Forslaget er mottatt."),
        _l(
            "Navnet på kandidaten vises først når kandidaten har sagt ja."
            " Foreslår du en annen, vises navnet ditt ikke."
            " Foreslår du deg selv, vises navnet ditt i huset."
        ),
    ),
    "stand": Question(
        "stille",
        policy.may_vote,
        _in_time,
        lambda it, by: StandForm(it, by),
        lambda it, by, form: it.stand(by, form.statement.data),
        _l("Vil du stille til valg?"),
        _l("Ja, jeg stiller"),
        _l("Du stiller til valg."),
        SHOWN_IN_HOUSE,
    ),
    "withdraw": Question(
        "trekk",
        policy.is_nominee,
        lambda it: it.state in (State.NOMINATION, State.LISTED),
        _stepping_back,
        lambda it, by, _form: it.withdraw(by),
        _l("Trekk deg fra valget"),
        _l("Trekk meg"),
        _l("Du stiller ikke til valg."),
        _l(
            "Navnet ditt blir tatt bort fra lista. Vi viser ikke hvorfor."
            " Er kandidatene klare, kan du ikke angre."
        ),
    ),
    "agree": Question(
        "enige",
        policy.is_nominee,
        _agreeing,
        lambda it, by: AgreeForm(it, by),
        lambda it, by, form: it.agree(by, form.put_first),
        _l("Bli enige"),
        _l("Lagre svaret"),
        _l("Svaret er lagret."),
        _l(
            "Den andre som stiller, ser hva du har svart."
            " Når dere er enige, vises det for alle."
        ),
    ),
}
