"""«Jeg trenger hjelp med denne»: nobody who reads carries it alone (DESIGN 4.2).

One coordinator or the general manager sees one suggestion's words, until one of
the two says that it is enough. The author learns the role, never the name.
"""

from typing import TYPE_CHECKING

from flask_babel import lazy_gettext as _l

from kimvoice.core.errors import RuleBroken
from kimvoice.people.models import Person, RoleKind
from kimvoice.suggestions.states import FLOW, Act, State
from kimvoice.suggestions.threads import EntryKind

if TYPE_CHECKING:
    from sqlalchemy.orm import Mapped

    from kimvoice.suggestions.threads import Entry, Thread

HELPING_ROLES = (RoleKind.GENERAL_MANAGER, RoleKind.COORDINATOR)


def helping_role(person: Person) -> RoleKind | None:
    """In which role somebody can be asked today; None for everybody else."""
    return next((role for role in HELPING_ROLES if person.holds(role)), None)


class Helping:
    if TYPE_CHECKING:
        state: Mapped[State]
        helper: Mapped[Person | None]
        thread: Mapped[Thread | None]

        @property
        def open_thread(self) -> Thread: ...
        def _take(self, act: Act) -> None: ...
        def _write(self, kind: EntryKind, words: str, by: Person) -> None: ...

    @property
    def is_helped(self) -> bool:
        """Whether somebody helps: a helper who has left the role does not."""
        return self.helper is not None and helping_role(self.helper) is not None

    @property
    def can_ask_for_help(self) -> bool:
        kept = self.thread is not None and FLOW.allows(self.state, Act.ASK_FOR_HELP)
        return kept and not self.is_helped

    @property
    def call_for_help(self) -> "Entry | None":
        """The last one: who asked, and in which week."""
        return self.thread.last_of(EntryKind.HELP_ASKED) if self.thread else None

    def ask_for_help(self, by: Person, helper: Person) -> None:
        """Raise RuleBroken while somebody helps, and for who cannot be asked."""
        if self.is_helped:
            raise RuleBroken(_l("Noen er spurt om hjelp med denne fra før."))
        role = helping_role(helper)
        if role is None or helper == by:
            raise RuleBroken(_l("Velg en koordinator eller daglig leder."))
        self._take(Act.ASK_FOR_HELP)
        self._write(EntryKind.HELP_ASKED, role.value, by)
        self.helper = helper

    def end_help(self) -> None:
        if self.helper is None:
            raise RuleBroken(_l("Hjelpen er avsluttet fra før."))
        self._take(Act.END_HELP)
        self.helper = None
