"""The protocol as it is written: one line for each event, chained to those before."""

from collections.abc import Mapping
from types import MappingProxyType

from kimvoice.core import ledger
from kimvoice.core.ledger import Plain
from kimvoice.elections import chain
from kimvoice.elections.events import ElectionEvent, Facts, Named
from kimvoice.elections.states import Deed
from kimvoice.elections.whole import Whole
from kimvoice.people import names
from kimvoice.people.models import Person

NOTHING: Mapping[str, Plain] = MappingProxyType({})


class Chained(Whole):
    def enter(
        self, deed: Deed, *people: Named, kept: Facts = NOTHING, **said: Plain
    ) -> None:
        """``kept``: what only the committee's own copy shows."""
        named = [(who, self.as_written(who)) for who in people]
        self.events.append(
            ElectionEvent.follow(
                self.last_link, len(self.events), deed, named, said, kept
            )
        )
        self.protocol_head = chain.head_of(self.last_link, len(self.events))

    @property
    def last_link(self) -> bytes:
        return self.events[-1].link if self.events else chain.start_of(self.id)

    @property
    def protocol_mark(self) -> str:
        """Stands on the signed print."""
        return ledger.mark(self.last_link)

    def as_written(self, who: Named) -> str:
        """With the user name where another in the election has the same name."""
        if not isinstance(who, Person):
            return who
        others = [it for it in (*self.voters, *self.officers) if it is not who]
        if names.same(who.name) in {names.same(it.name) for it in others}:
            return f"{who.name} ({who.user_name})"
        return who.name
