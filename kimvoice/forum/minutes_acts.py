"""What can be done with minutes, and with a meeting that is not held."""

from flask_babel import lazy_gettext as _l

from kimvoice.forum.meeting_states import MeetingAct, MeetingState
from kimvoice.forum.meetings import Meeting
from kimvoice.forum.minutes_forms import AddendumForm, NotHeldForm
from kimvoice.forum.policy import may_finish
from kimvoice.web.acts import Button, Question

EVERYBODY = _l("Alle i huset kan lese det du skriver.")

BUTTONS: dict[str, Button[Meeting]] = {
    "lay_out": Button(
        "referat/legg-ut",
        may_finish,
        lambda it, _by: it.lay_out_minutes(),
        _l("Referatet er lagt ut. Alle i huset kan lese det."),
    ),
}
QUESTIONS: dict[str, Question[Meeting]] = {
    "add": Question(
        "referat/rettelse",
        may_finish,
        lambda it: it.state is MeetingState.APPROVED,
        lambda _it, _by: AddendumForm(),
        lambda it, _by, form: it.add_addendum(form.words.data),
        title=_l("Legg til en rettelse"),
        button=_l("Legg til rettelsen"),
        said=_l("Rettelsen står nederst i referatet."),
        sees=EVERYBODY,
    ),
    "call_off": Question(
        "ikke-holdt",
        may_finish,
        lambda it: it.can(MeetingAct.CALL_OFF),
        lambda it, _by: NotHeldForm(it),
        lambda it, _by, form: it.body.say_not_held(
            it, form.why.data, form.new_day.data
        ),
        title=_l("Møtet ble ikke holdt"),
        button=_l("Lagre at det ikke er møte"),
        said=_l("Lagret. Sakene på sakslista kommer først neste gang."),
        sees=EVERYBODY,
    ),
}
