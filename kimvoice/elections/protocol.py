"""The protocol as it is written: one line for each event, chained to those before."""

from collections.abc import Mapping
from types import MappingProxyType

from kimvoice.core import ledger
from kimvoice.core.ledger import Plain
from kimvoice.elections.events import ElectionEvent, Facts, Named
from kimvoice.elections.states import Deed
from kimvoice.elections.whole import Whole

NOTHING: Mapping[str, Plain] = MappingProxyType({})


class Chained(Whole):
    def enter(
        self, deed: Deed, *people: Named, kept: Facts = NOTHING, **said: Plain
    ) -> None:
        """``kept``: what only the committee's own copy shows."""
        self.events.append(
            ElectionEvent.follow(
                self.last_link, len(self.events), deed, people, said, kept
            )
        )

    @property
    def last_link(self) -> bytes:
        return self.events[-1].link if self.events else self.first_link

    @property
    def first_link(self) -> bytes:
        """So that the events of one election make no protocol of another."""
        return ledger.linked(ledger.START, self.id)

    @property
    def protocol_mark(self) -> str:
        """Stands on the signed print."""
        return ledger.mark(self.last_link)
