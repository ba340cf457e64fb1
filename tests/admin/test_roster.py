"""A pasted list is read line by line; whatever it holds, each line gets one answer."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kimvoice.admin.faults import Fault
from kimvoice.admin.pasted import decode, lines_of
from kimvoice.admin.roster import Findings, Here, Known, Row, look_at_one, look_through
from kimvoice.people.models import RoleKind

KNOWN = Known(
    departments=frozenset({"kafe nr 19", "kontoret"}),
    people={
        "kari testesen": [
            Here(frozenset({(RoleKind.PARTICIPANT, "kontoret")}), "Kontoret")
        ],
        "odd demodal": [
            Here(frozenset({(RoleKind.COORDINATOR, "")}), email="odd@example.org")
        ],
        "per sluttet": [Here()],
    },
    coordinators={"odd demodal": 1, "to like": 2},
)
GOOD = "Ida Prøvesen; Kafe Nr 19; deltaker; Odd Demodal"


def look(text: str) -> Findings:
    return look_through(text, KNOWN)


def faults(text: str) -> list[Fault]:
    return [each.fault for each in look(text).wrong]


@pytest.mark.parametrize(
    "text",
    [
        GOOD,
        GOOD.replace("; ", ";"),
        GOOD.replace("; ", "\t"),
        GOOD.replace("; ", ","),
        '"Ida Prøvesen";"Kafe Nr 19";"deltaker";"Odd Demodal"',
        "  IDA  PRØVESEN ; kafe nr 19 ; Deltaker ; odd demodal",
        "Navn;Avdeling;Rolle;Koordinator\n" + GOOD,
        "\ufeffnavn;avdeling;rolle;koordinator\r\n\r\n" + GOOD + "\r\n",
        "sep=;\nNavn;Avdeling;Rolle;Koordinator\n" + GOOD + "\n;;;\n",
        "Navn;Rolle;Avdeling;Koordinator\nIda Prøvesen;deltaker;Kafe Nr 19;Odd Demodal",
    ],
)
def test_the_same_person_is_read_from_every_shape_of_list(text: str) -> None:
    found = look(text)
    assert found.wrong == []
    [row] = found.new
    assert row.name.casefold() == "ida prøvesen"
    assert row.kind is RoleKind.PARTICIPANT
    assert row.coordinator.casefold() == "odd demodal"


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("; Kontoret; deltaker", Fault.NO_NAME),
        ("\u200b; Kontoret; deltaker", Fault.NO_NAME),
        ("Testesen, Ida; Kontoret; deltaker", Fault.COMMA),
        ("Ida Å; Sirkus; deltaker", Fault.DEPARTMENT),
        ("Ida Å;; deltaker", Fault.NO_DEPARTMENT),
        ("Ida Å;; arbeidsleder", Fault.NO_DEPARTMENT),
        ("Ida Å; Kontoret;", Fault.NO_ROLE),
        ("Ida Å; Kontoret; sjef", Fault.ROLE),
        ("Ida Å; Kontoret; tillitsvalgt", Fault.ELECTED),
        ("Ida Å; Kontoret; Vara", Fault.ELECTED),
        ("Ida Å; Kontoret; administrator", Fault.ADMINISTRATOR),
        ("Ida Å; Kontoret; deltaker; Ingen Slik", Fault.COORDINATOR),
        ("Ida Å; Kontoret; deltaker; To Like", Fault.TWO_COORDINATORS),
        ("Ida Å; Kontoret; ansatt; Odd Demodal", Fault.NOT_FOR_STAFF),
        ("Kari Testesen; Kafe Nr 19; deltaker", Fault.ELSEWHERE),
        ("Kari Testesen; Kontoret; ansatt", Fault.OTHER_ROLE),
        ("Kari Testesen; Kontoret; deltaker; Odd Demodal", Fault.OTHER_COORDINATOR),
        ("Per Sluttet; Kontoret; deltaker", Fault.OTHER_ROLE),
        ('"Ida Å; Kontoret; deltaker', Fault.QUOTES),
        ("Ida Å; Kontoret; deltaker; Odd Demodal; ; Storgata 1", Fault.TOO_MANY),
        ("Ida Å; Kontoret; deltaker; ; ida@example.org", Fault.NO_MAIL),
        ("Ida Å; Kontoret; ansatt; ; ida@example.org", Fault.NO_MAIL),
        ("Ida Å; ; styreleder; ; Storgata 1", Fault.EMAIL),
        ("Odd Demodal; ; koordinator; ; annen@example.org", Fault.OTHER_EMAIL),
        ("Ida\0 Å; Kontoret; deltaker", Fault.UNREADABLE),
        ("Ida \ufffd; Kontoret; deltaker", Fault.UNREADABLE),
        ("\u202eadI; Kontoret; deltaker", Fault.UNREADABLE),
        (f"{'å' * 201}; Kontoret; deltaker", Fault.TOO_LONG),
    ],
)
def test_what_is_wrong_with_a_line_is_said(line: str, fault: Fault) -> None:
    found = look(f"{GOOD}\n{line}")
    assert [(each.line, each.fault) for each in found.wrong] == [(2, fault)]
    assert [row.line for row in found.new] == [1]


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
@pytest.mark.parametrize("cell", range(4))
def test_a_formula_is_refused_in_every_cell(start: str, cell: int) -> None:
    cells = ["Ida Å", "Kontoret", "deltaker", "Odd Demodal"]
    cells[cell] = f"{start}HYPERLINK(1)"
    assert Fault.FORMULA in faults(";".join(cells))


@pytest.mark.parametrize(
    "number",
    [
        "01017012345",
        "010170 12345",
        "010170-12345",
        "01.01.70 12345",
        "01 01 70 123 45",
        "010170 - 12345",
        "010170;12345",
        "010170\u00a012345",
        "\u0660\u0661\u0660\u0661\u0667\u0660\u0661\u0662\u0663\u0664\u0665",
        "010170\u200b12345",
    ],
)
@pytest.mark.parametrize("line", ["{} ; Kontoret; deltaker", "Ida {}; Kontoret", "{}"])
def test_a_national_id_number_is_refused_in_any_spelling(
    number: str, line: str
) -> None:
    assert faults(line.format(number)) == [Fault.NATIONAL_ID]


@pytest.mark.parametrize(
    "number", ["12 34 56 78", "2026", "1234567890", "123456789012"]
)
def test_other_numbers_are_no_national_id(number: str) -> None:
    assert Fault.NATIONAL_ID not in faults(f"Ida {number}; Kontoret; deltaker")


def test_a_strange_column_is_named() -> None:
    found = look("Navn;Avdeling;Rolle;Diagnose\nIda Å;Kontoret;deltaker;x")
    assert [(each.fault, each.what) for each in found.wrong] == [
        (Fault.COLUMN, "«Diagnose»")
    ]


def test_what_stands_under_no_heading_is_not_passed_over() -> None:
    assert faults("Navn;Rolle\nUna Ny;koordinator;una@example.org") == [Fault.TOO_MANY]


def test_the_same_name_twice_is_an_error_where_it_comes_again() -> None:
    found = look(f"{GOOD}\n\nida  PRØVESEN;Kontoret;deltaker")
    assert [(each.line, each.fault, each.what) for each in found.wrong] == [
        (3, Fault.TWICE, "1")
    ]


def test_somebody_who_is_here_already_is_alike_and_not_new() -> None:
    found = look("Kari  testesen;KONTORET;Deltaker\nOdd Demodal;;koordinator")
    assert (found.new, found.wrong) == ([], [])
    assert len(found.same) == 2


@pytest.mark.parametrize(
    "text",
    [
        "Una Ny;;koordinator;;una@example.org",
        "Navn;E-post;Rolle\nUna Ny;una@example.org;koordinator",
        "Odd Demodal;;koordinator;;odd@example.org",
        "Odd Demodal;;koordinator",
    ],
)
def test_the_mail_of_who_owes_answers_comes_with_the_list(text: str) -> None:
    found = look(text)
    assert found.wrong == []
    assert [row.email for row in found.new] == ["una@example.org"] * len(found.new)


def test_a_coordinator_may_come_in_the_same_list_below() -> None:
    found = look("Ida Å;Kontoret;deltaker;Una Ny\nUna Ny;;koordinator")
    assert found.wrong == []
    assert len(found.new) == 2


def test_a_coordinator_whose_own_line_is_wrong_coordinates_nobody() -> None:
    found = look("Ida Å;Kontoret;deltaker;Una Ny\nUna Ny;Sirkus;koordinator")
    assert [(each.line, each.fault) for each in found.wrong] == [
        (1, Fault.COORDINATOR),
        (2, Fault.DEPARTMENT),
    ]


def test_a_form_asks_what_a_list_asks() -> None:
    right = Row(0, "Ida Å", "Kontoret", "deltaker", "Odd Demodal")
    assert look_at_one(right, KNOWN).new == [right]
    for wrong in (
        Row(0, "=1", "Kontoret", "deltaker"),
        Row(0, "Kari Testesen", "Kafe Nr 19", "deltaker"),
        Row(0, "Ida Å", "Kontoret", "deltaker", "Ingen"),
    ):
        assert look_at_one(wrong, KNOWN).wrong


# Whatever is pasted

LINE = st.text(st.characters(exclude_characters="\r\n"), max_size=40)
ANYTHING = st.one_of(
    st.text(max_size=400),
    st.lists(
        st.one_of(
            LINE,
            st.lists(
                st.sampled_from(
                    ["Ida", "Kontoret", "deltaker", "=1", "", '"', "Odd Demodal"]
                ),
                max_size=6,
            ).map(";".join),
        )
    ).map("\n".join),
)


@given(ANYTHING)
def test_every_line_is_new_alike_or_wrong_and_never_two_of_them(text: str) -> None:
    found = look(text)
    new = {row.line for row in found.new}
    same = {row.line for row in found.same}
    wrong = {each.line for each in found.wrong}
    assert not (new & same)
    assert not (new & wrong)
    assert not (same & wrong)
    assert new | same | wrong <= {number for number, _line in lines_of(text)}
    assert found.lines_to_mend == len(wrong)


@given(ANYTHING)
def test_what_is_taken_in_is_harmless(text: str) -> None:
    names = [row.name for row in look(text).new]
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert name.strip() == name != ""
        assert not name.startswith(("=", "+", "-", "@"))
        assert "\0" not in name
        assert len(name) <= 200


@given(st.binary(max_size=400))
def test_no_file_is_beyond_reading(content: bytes) -> None:
    look(decode(content))


NAME = st.text("abcæøåÆØÅéß'", min_size=1, max_size=20)


@given(
    st.lists(NAME, min_size=1, max_size=9, unique_by=lambda it: it.casefold()),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
    st.sampled_from([";", "\t", ","]),
    st.sampled_from([csv.QUOTE_ALL, csv.QUOTE_MINIMAL]),
)
def test_what_a_spreadsheet_saves_comes_back_as_it_was(
    people: list[str], encoding: str, separator: str, quoting: int
) -> None:
    saved = io.StringIO()
    writer = csv.writer(saved, delimiter=separator, quoting=quoting)  # type: ignore[arg-type]
    writer.writerows([name, "Kontoret", "deltaker", ""] for name in people)
    found = look(decode(saved.getvalue().encode(encoding)))
    assert [row.name for row in found.new] == people
