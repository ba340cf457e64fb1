"""«Slik stemmer du på nett»: it promises no more than holds."""

import pytest

from kimvoice.elections.states import State, Way
from tests.electing import Electing
from tests.factories import Make
from tests.visitor import Visit

PAGE = "/hjelp/stemme"
LIMITS = (
    "Den som styrer serveren mens valget er åpent, eller når urna åpnes,"
    " kan se og endre stemmer.",
    "Den som vet hva alle de andre stemte, vet også hva du stemte.",
    "Noen kan se på skjermen over skulderen din.",
    "Du kan alltid stemme på papir",
    "Stemmer færre enn tre på papir, kan de to forstå hva noen har stemt.",
    "Er det flere sedler i urna enn det skal være, blir den ikke åpnet.",
    "Det samme gjelder hvis en seddel fra nettet mangler.",
    "Åpne valget en gang til. Er stemmen lagret, sier siden at du har stemt.",
    "Blir to konvolutter borte, kan ingen åpne urna. Da holder vi valget på nytt.",
)


@pytest.mark.parametrize("limit", LIMITS)
def test_the_page_says_what_we_cannot_promise(limit: str, visit: Visit) -> None:
    assert limit in visit().get(PAGE).text


def test_it_goes_into_the_binder_and_is_found_where_people_look(visit: Visit) -> None:
    page = visit().get(PAGE).text
    assert 'class="open binder"' in page
    assert "<script" not in page
    for path in ("/hjelp", "/hjelp/papir", "/hjelp/tillitsvalgt"):
        assert f'href="{PAGE}"' in visit().get(path).text


def test_who_may_vote_finds_it_from_the_election_and_the_ballot(
    make: Make, visit: Visit
) -> None:
    held = Electing(make).election(State.OPEN, way=Way.NET)
    url = f"/min/valg/{held.election.id}"
    voter = visit(as_=held.voters[0])
    for page in (url, f"{url}/stem"):
        assert f'href="{PAGE}"' in voter.get(page).text


@pytest.mark.parametrize("word", ["Urne", "Urnemerke", "Åpningsmerke"])
def test_its_words_are_explained(word: str, visit: Visit) -> None:
    assert f"<dt>{word}</dt>" in visit().get("/hjelp/ord").text
