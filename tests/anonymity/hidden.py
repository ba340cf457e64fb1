"""One hidden thing more, less or other than it was: a house beside the house."""

from collections.abc import Callable
from dataclasses import dataclass

from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.suggestions import mailbox, policy
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.slips import (
    HelpedSlip,
    MessageSlip,
    SuggestionSlip,
    WithdrawalSlip,
)
from kimvoice.suggestions.states import (
    FLOW,
    PUBLIC,
    Act,
    Audience,
    DeclineReason,
    Helped,
    State,
)
from tests.anonymity.houses import House

WEEK = "2025-W46"


@dataclass(frozen=True)
class Change:
    """What those who read may see, and nobody else."""

    name: str
    can: Callable[[Suggestion], bool]
    do: Callable[[House, Suggestion], object]

    def __str__(self) -> str:
        return self.name


def may_know(person: Person, suggestion: Suggestion) -> bool:
    """A reader, who helps with it, or who is called and has only to promise.

    A representative who has not promised is no reader yet. Of what is laid out the
    leaders know what everybody knows, and no more.
    """
    if policy.may_read(person, suggestion) or policy.may_help(person, suggestion):
        return True
    return policy.must_promise(person, suggestion) and not policy.is_reader(person)


def is_hidden(it: Suggestion) -> bool:
    return not it.concerns_leaders


def allows(act: Act, *, hidden: bool = False) -> Callable[[Suggestion], bool]:
    return lambda it: FLOW.allows(it.state, act) and (is_hidden(it) or not hidden)


def lay_in(slip: Callable[[str, Suggestion], object]) -> Callable[..., object]:
    def laid(house: House, it: Suggestion) -> None:
        code = house.make.code(it)
        made = slip(code, it)
        db.session.commit()
        mailbox.receive(made)  # type: ignore[arg-type]

    return laid


def sends_again(house: House, it: Suggestion) -> None:
    it.hear_again(house.make.slip(it, "Jeg mente noe annet."), WEEK)


def gone(_house: House, it: Suggestion) -> None:
    db.session.delete(it)


def takes_other_department(house: House, it: Suggestion) -> None:
    it.department = house.department if it.department is None else None


def comes_another_week(_house: House, it: Suggestion) -> None:
    it.week = "2025-W44" if it.week != "2025-W44" else WEEK


def taken_by(house: House, it: Suggestion) -> None:
    it.taken_by = house.colleague if it.taken_by != house.colleague else house.reader


def approved_by_another(house: House, it: Suggestion) -> None:
    assert it.answer is not None
    it.answer.approved_by = house.colleague


def is_read(it: Suggestion) -> bool:
    return it.state is State.READING


CHANGES = (
    Change("one suggestion less", is_hidden, gone),
    Change(
        "a message more",
        lambda it: it.can_hear_author and it.thread is not None,
        lambda _house, it: it.receive("En ting til.", "nonce", WEEK),
    ),
    Change(
        "the same code again",
        lambda it: it.can_hear_author and it.thread is not None,
        sends_again,
    ),
    Change(
        "withdrawn unseen",
        allows(Act.WITHDRAW, hidden=True),
        lambda _house, it: it.withdraw(WEEK),
    ),
    Change("taken", lambda it: it.can_take, lambda house, it: it.take(house.colleague)),
    Change("given back", is_read, lambda _house, it: it.give_back()),
    Change("taken by another", lambda it: it.taken_by is not None, taken_by),
    Change(
        "asked",
        is_read,
        lambda house, it: it.ask(house.reader, "Hva mener du?"),
    ),
    Change(
        "summarized",
        lambda it: is_read(it) and it.can_summarize,
        lambda house, it: it.summarize(house.reader, "Noen vil ha det stille."),
    ),
    Change(
        "declined",
        is_read,
        lambda house, it: it.decline(house.reader, DeclineReason.THREAT, "Nei."),
    ),
    Change("closed", is_read, lambda house, it: it.close(house.reader, "Takk.")),
    Change(
        "helper asked",
        lambda it: it.can_ask_for_help,
        lambda house, it: it.ask_for_help(house.reader, house.coordinator),
    ),
    Change(
        "help ended",
        lambda it: it.is_helped and FLOW.allows(it.state, Act.END_HELP),
        lambda _house, it: it.end_help(),
    ),
    Change(
        "told whether it helped",
        lambda it: it.answer is not None and it.can_hear_author,
        lambda _house, it: it.hear_whether_it_helped(Helped.NO),
    ),
    Change("came in another week", lambda _it: True, comes_another_week),
    Change("about another department", is_hidden, takes_other_department),
    Change(
        "other readers chosen",
        lambda it: it.state not in PUBLIC,
        lambda _house, it: setattr(it, "audience", Audience.GO_NO_FURTHER),
    ),
    Change(
        "thread forgotten",
        lambda it: it.thread is not None,
        lambda _house, it: it.forget(),
    ),
    Change(
        "words approved by another",
        lambda it: it.answer is not None and it.answer.is_approved,
        approved_by_another,
    ),
    Change(
        "a suggestion in the mailbox",
        lambda _it: True,
        lay_in(lambda code, it: SuggestionSlip(code, "Te.", it.audience, None)),
    ),
    Change(
        "a message in the mailbox",
        lambda _it: True,
        lay_in(lambda code, _it: MessageSlip(code, "Mer te.", "nonce 9")),
    ),
    Change(
        "a withdrawal in the mailbox",
        lambda _it: True,
        lay_in(lambda code, _it: WithdrawalSlip(code)),
    ),
    Change(
        "«it helped» in the mailbox",
        lambda _it: True,
        lay_in(lambda code, _it: HelpedSlip(code, Helped.YES)),
    ),
)
