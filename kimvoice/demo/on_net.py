"""Elections on the net, whose words are no secret here: anybody may open the urn."""

from collections.abc import Mapping

from kimvoice.demo.telling import one_named
from kimvoice.elections.ballots import Ballot
from kimvoice.elections.envelopes import OfficerKey
from kimvoice.elections.models import Election
from kimvoice.elections.rounds import ElectionRound

WORDS_OF = {
    "Nadia Notatlid": "eple fjord lanterne onsdag potet valp",
    "Anne Påhittsen": "hund keramikk melk skje stabbur vidde",
    "Hilde Sagnmo": "fontene hekle lyng prins skomaker ugle",
}
"""Drawn once, for the demo alone: in a house each officer sees only their own."""
ON_PAPER = 3
"""Of the slips, so that nobody's can be told when they are typed in."""


def seal(planned: ElectionRound) -> None:
    """Each officer gets words, and the urns are sealed."""
    for name, words in WORDS_OF.items():
        planned.keep_key(OfficerKey.of(one_named(name), words.split()))
    for election in planned.elections:
        if election.can_be_sealed:
            election.seal_urn(planned.officers[0])


def dealt(
    standing: Mapping[str, int], slips: int, blanks: int
) -> list[tuple[str, ...]]:
    """What stands on each slip, so that everybody gets their number of marks."""
    marks = [name for name, votes in standing.items() for _ in range(votes)]
    named = slips - blanks
    return [
        *(tuple(marks[at::named]) for at in range(named)),
        *(() for _ in range(blanks)),
    ]


def vote(election: Election, slips: list[tuple[str, ...]]) -> None:
    for person, names in zip(election.voters, slips, strict=False):
        election.vote(person, election.seal_ballot(_ballot(election, names)))


def lay_in(election: Election, slips: list[tuple[str, ...]]) -> None:
    """Of paper, by two; then the urn is closed."""
    one, other, *_ = election.officers
    for names in slips:
        election.lay_in(_ballot(election, names), typed_by=one, read_by=other)
    for officer in (other, one):
        election.close_urn(officer)


def _ballot(election: Election, names: tuple[str, ...]) -> Ballot:
    chosen = [it for it in election.candidates if it.person.name in names]
    return Ballot(frozenset(it.place for it in chosen if it.place))


def words_to_try() -> str:
    """A line for each officer, tab-separated."""
    return "\n".join(f"{name}\t{words}" for name, words in WORDS_OF.items())
