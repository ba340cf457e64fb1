"""The line about plain language: LIX, as Björnsson counts it."""

import pytest

from kimvoice.complaints.readability import is_easy, lix

HEAVY = (
    "Virksomheten iverksetter forbedringstiltak vedrørende arbeidstidsordningen"
    " umiddelbart etter styringsgruppens behandling av henvendelsen."
)
PLAIN = "Vi lager en ny liste. Da får du pause hver dag. Du kan selv si når det passer."


@pytest.mark.parametrize(
    ("text", "number"),
    [
        # Words / sentences + 100 * long / words, counted by hand.
        ("Vi lager en ny vaktliste.", 5 / 1 + 100 * 1 / 5),
        ("Du får pause. Kari ringer deg.", 6 / 2),
        ("Vi møtes mandag 11. januar. Da snakker vi.", 7 / 2 + 100 * 1 / 7),
        ("Kom den 4. Da er vi her.", 6 / 2),
        ("en linje\nen linje til", 5 / 2),
        ("", 0),
        ("12 345 !!! …", 0),
    ],
)
def test_words_to_a_sentence_and_long_words_in_a_hundred(
    text: str, number: float
) -> None:
    assert lix(text) == pytest.approx(number)


def test_each_field_ends_its_sentence() -> None:
    assert lix("Vi gjør det", "Du har rett") == 3


def test_plain_words_are_easy_and_heavy_ones_are_not() -> None:
    assert is_easy(PLAIN)
    assert not is_easy(HEAVY)
    assert not is_easy(" ".join(["vi"] * 36))


def test_one_sentence_that_never_ends_is_heavy_among_short_ones() -> None:
    assert is_easy(PLAIN, " ".join(["vi"] * 25))
    assert not is_easy(PLAIN, " ".join(["vi"] * 26))


def test_a_few_words_are_never_called_heavy() -> None:
    assert is_easy("Beklager.")
    assert is_easy("")
