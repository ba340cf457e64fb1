"""«Skriv sammendrag»: neutral words beside the author's, or alone for everybody."""

from typing import Any

import pytest
from werkzeug.test import TestResponse

from kimvoice.core.db import db
from kimvoice.people.models import Person
from kimvoice.suggestions.models import Suggestion
from kimvoice.suggestions.states import PUBLIC, Audience, State, Verdict
from kimvoice.suggestions.threads import EntryKind
from tests.factories import Make
from tests.suggestions.journey import come_back
from tests.visitor import Visit, Visitor

SAID = "Han i kjelleren roper alltid på oss."
SUMMARY = "Noen ønsker en roligere tone."
LABEL = "Sammendrag fra en tillitsvalgt:"
HINT = "Ingen navn. Ingen sykdom. Ingen kan kjenne igjen den som skrev."


def act(visitor: Visitor, it: Suggestion, name: str, **data: Any) -> TestResponse:
    answer = visitor.post(f"/min/forslag/{it.number}/{name}", data)
    db.session.refresh(it)
    return answer


def read(make: Make, reader: Person, audience: Audience) -> Suggestion:
    return make.suggestion(State.READING, by=reader, text=SAID, audience=audience)


def test_it_stands_beside_the_author_s_words_in_list_and_page(
    visit: Visit, make: Make
) -> None:
    reader = make.representative()
    suggestion = read(make, reader, Audience.EVERYBODY)
    visitor = visit(as_=reader)
    form = visitor.get(f"/min/forslag/{suggestion.number}/sammendrag")
    assert HINT in form.text
    assert act(visitor, suggestion, "sammendrag", words=SUMMARY).status_code == 303
    assert act(visitor, suggestion, "legg-ut").status_code == 303
    for page in ("/forslag", f"/forslag/{suggestion.number}"):
        text = visit().get(page).text
        assert text.index(LABEL) < text.index(SUMMARY) < text.index(SAID)


def test_what_is_not_to_be_quoted_is_laid_out_as_the_summary_alone(
    visit: Visit, make: Make
) -> None:
    """Nowhere outside the readers' pages does a word of the author's stand."""
    reader, manager = make.representative(), make.general_manager()
    suggestion = read(make, reader, Audience.MAY_RAISE)
    visitor = visit(as_=reader)
    assert "Legg ut" not in visitor.get(f"/min/forslag/{suggestion.number}").text
    too_early = act(visitor, suggestion, "legg-ut-sammendrag")
    assert too_early.status_code == 409
    assert "Skriv et sammendrag først." in too_early.text
    act(visitor, suggestion, "sammendrag", words=SUMMARY)
    assert "Legg ut sammendraget" in visitor.get(too_early.request.path[:-19]).text
    assert act(visitor, suggestion, "legg-ut").status_code == 409
    assert act(visitor, suggestion, "legg-ut-sammendrag").status_code == 303
    assert suggestion.published_words is None
    assert suggestion.published_summary == SUMMARY
    url = f"/min/forslag/{suggestion.number}"
    leader = visit(as_=manager)
    answer = {
        "verdict": "no",
        "reason": "money",
        "explanation": "Det er ikke penger til dette i år, og det er synd.",
        "asked_in_short": "Roligere tone?",
        "answered_in_short": "Ikke i år.",
    }
    before = [leader.get(page) for page in ("/min/", "/min/forslag", url)]
    before += [leader.get(f"{url}/svar"), leader.post(f"{url}/svar", {"words": ""})]
    assert act(leader, suggestion, "svar", **answer).status_code == 303
    act(visitor, suggestion, "godkjenn")
    pages = ("/", "/forslag", f"/forslag/{suggestion.number}", "/du-sa-vi-gjorde")
    seen = [visit().get(page) for page in pages]
    seen += [leader.get(page) for page in ("/min/", "/min/forslag", url)]
    for each in before + seen:
        assert SAID not in each.text, each.request.path
        assert "None" not in each.text, each.request.path
    for each in [*before[2:], *seen[1:3], seen[-1]]:
        assert SUMMARY in each.text, each.request.path


def test_what_is_not_to_go_further_gets_no_summary(visit: Visit, make: Make) -> None:
    reader = make.representative()
    suggestion = read(make, reader, Audience.GO_NO_FURTHER)
    visitor = visit(as_=reader)
    assert (
        "Skriv sammendrag" not in visitor.get(f"/min/forslag/{suggestion.number}").text
    )
    assert act(visitor, suggestion, "sammendrag", words=SUMMARY).status_code == 409
    assert act(visitor, suggestion, "legg-ut-sammendrag").status_code == 409
    assert (suggestion.state, len(suggestion.entries)) == (State.READING, 1)


def test_a_choice_that_became_narrower_counts(visit: Visit, make: Make) -> None:
    """The author sent again with the same code, while a reader wrote."""
    reader = make.representative()
    visitor = visit(as_=reader)
    suggestion = read(make, reader, Audience.MAY_RAISE)
    act(visitor, suggestion, "sammendrag", words=SUMMARY)
    suggestion.audience = Audience.GO_NO_FURTHER
    db.session.commit()
    assert act(visitor, suggestion, "legg-ut-sammendrag").status_code == 409
    assert suggestion.published_summary is None


def test_the_last_one_counts_and_only_laid_out_is_it_public(make: Make) -> None:
    reader = make.representative()
    suggestion = read(make, reader, Audience.EVERYBODY)
    suggestion.summarize(reader, "Først")
    suggestion.summarize(reader, "Så dette")
    public = [suggestion.published_summary]
    suggestion.publish()
    public.append(suggestion.published_summary)
    suggestion.summarize(reader, "Til slutt dette")
    public.append(suggestion.published_summary)
    assert public == [None, "Så dette", "Til slutt dette"]
    assert suggestion.published_words == SAID


@pytest.mark.parametrize("state", State)
def test_it_is_written_while_it_is_read_or_after_it_is_laid_out(
    state: State, visit: Visit, make: Make
) -> None:
    reader = make.representative()
    suggestion = make.suggestion(state, by=reader)
    answer = act(visit(as_=reader), suggestion, "sammendrag", words=SUMMARY)
    allowed = state in (State.READING, *PUBLIC)
    if suggestion.taken_by is None:
        assert answer.status_code == 403
    else:
        assert answer.status_code == (303 if allowed else 409)
    assert suggestion.state is state
    assert suggestion.published_summary == (SUMMARY if state in PUBLIC else None)


def test_until_it_is_laid_out_it_lies_sealed(visit: Visit, make: Make) -> None:
    reader = make.representative()
    suggestion = read(make, reader, Audience.MAY_RAISE)
    suggestion.summarize(reader, SUMMARY)
    db.session.commit()
    last = suggestion.open_thread.last_of(EntryKind.SUMMARY)
    assert last is not None
    assert SUMMARY.encode() not in last.sealed
    assert last.by == reader
    assert suggestion.published_summary is None


def test_the_author_sees_it_by_code(visit: Visit, make: Make) -> None:
    reader = make.representative()
    suggestion = read(make, reader, Audience.MAY_RAISE)
    suggestion.summarize(reader, SUMMARY)
    db.session.commit()
    text = come_back(visit(), make.code(suggestion)).text
    assert "En tillitsvalgt skrev et sammendrag" in text
    assert SUMMARY in text
    assert reader.name not in text
    suggestion.publish_summary()
    db.session.commit()
    text = come_back(visit(), make.code(suggestion)).text
    assert "Et sammendrag er lagt ut, ikke ordene dine." in text


def test_a_double_click_writes_it_once(visit: Visit, make: Make) -> None:
    reader = make.representative()
    suggestion = read(make, reader, Audience.EVERYBODY)
    visitor = visit(as_=reader)
    statuses = [
        act(visitor, suggestion, "sammendrag", words=SUMMARY).status_code
        for _ in range(2)
    ]
    assert statuses == [303, 409]
    assert len(suggestion.entries) == 2
    form = visitor.get(f"/min/forslag/{suggestion.number}/sammendrag")
    assert f">\r\n{SUMMARY}</textarea>" in form.text, "the last one, to go on from"


@pytest.mark.parametrize("words", ["", " \n", "\0", "å" * 1501])
def test_nothing_and_too_much_are_refused_in_words(
    words: str, visit: Visit, make: Make
) -> None:
    reader = make.representative()
    suggestion = read(make, reader, Audience.EVERYBODY)
    answer = act(visit(as_=reader), suggestion, "sammendrag", words=words)
    assert answer.status_code == 422
    wanted = "Sammendraget kan ha" if len(words) > 1500 else "Skriv et sammendrag."
    assert wanted in answer.text
    assert len(suggestion.entries) == 1


def test_withdrawing_takes_summary_and_words_away(visit: Visit, make: Make) -> None:
    reader = make.representative()
    for audience in (Audience.EVERYBODY, Audience.MAY_RAISE):
        suggestion = read(make, reader, audience)
        suggestion.summarize(reader, SUMMARY)
        if audience is Audience.EVERYBODY:
            suggestion.publish()
        else:
            suggestion.publish_summary()
        suggestion.give(make.answer(Verdict.NO))
        suggestion.withdraw("2025-W47")
        db.session.commit()
        assert suggestion.published_words is None
        assert suggestion.published_summary is None
        assert suggestion.entries == []
        assert SUMMARY not in visit().get("/forslag").text
    inside = visit(as_=reader).get(f"/min/forslag/{suggestion.number}")
    assert SUMMARY not in inside.text


def test_what_was_laid_out_stays_when_the_thread_is_deleted(
    visit: Visit, make: Make
) -> None:
    reader = make.representative()
    suggestion = read(make, reader, Audience.MAY_RAISE)
    suggestion.summarize(reader, SUMMARY)
    suggestion.publish_summary()
    db.session.commit()
    suggestion.forget()
    db.session.commit()
    url = f"/forslag/{suggestion.number}"
    for visitor, page in ((visit(), url), (visit(as_=reader), f"/min{url}")):
        text = visitor.get(page).text
        assert (SUMMARY in text, SAID in text) == (True, False)
    assert (
        act(visit(as_=reader), suggestion, "sammendrag", words="x").status_code == 409
    )
