"""One's own home says what waits for whom."""

from kimvoice.suggestions.states import State
from tests.factories import Make
from tests.visitor import Visit


def test_home_says_what_waits(visit: Visit, make: Make) -> None:
    reader, manager = make.representative(), make.general_manager()
    make.suggestion()
    make.suggestion(State.READING, by=reader)
    make.suggestion(State.PUBLISHED, by=reader)
    make.suggestion(State.ANSWERED, by=reader)
    mine, theirs = visit(as_=reader).get("/min/"), visit(as_=manager).get("/min/")
    for words in ("Les nye forslag", "Forslag du har tatt", "Si ja til tekst på Du sa"):
        assert (words in mine.text, words in theirs.text) == (True, False), words
    for words in ("Forslag å svare på", "Lovet, men ikke gjort"):
        assert (words in mine.text, words in theirs.text) == (False, True), words
    idle = visit(as_=make.participant()).get("/min/")
    assert "Ingenting venter på deg nå." in idle.text
