"""One's own home says what waits for whom."""

from kimvoice.people.models import RoleKind
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
    for words in ("Forslag å svare på", "Lovet, ikke gjort ennå"):
        assert (words in mine.text, words in theirs.text) == (False, True), words
    idle = visit(as_=make.participant()).get("/min/")
    assert "Ingenting venter på deg nå." in idle.text


def test_who_may_help_finds_the_door_at_home_and_nobody_else(
    visit: Visit, make: Make
) -> None:
    door = "Hjelp en deltaker å si fra"
    for person in (make.representative(), make.coordinator(), make.general_manager()):
        assert door in visit(as_=person).get("/min/").text
    for kind in (RoleKind.ADMINISTRATOR, RoleKind.BOARD_CHAIR):
        assert door not in visit(as_=make.person(kind)).get("/min/").text
    assert door not in visit(as_=make.participant()).get("/min/").text
