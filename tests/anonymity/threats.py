"""The threats to a population that knows each other, and where each one ends.

Numbered as in the research that the design stands on (suggestions and complaints, iv).
Each ends in a test here, a test elsewhere, or an honest sentence on the screen: on
«Trygg bruk» or in the box above the form.
"""

from dataclasses import dataclass

HERE = "tests/anonymity"
NOBODY = f"{HERE}/test_nobody_is_found.py::test_no_attack_links_better_than_chance"
MATTER = f"{HERE}/test_defences_matter.py::test_without_it_the_authors_are_found"
SAFE_USE = "/hjelp/trygg-bruk"
FORM = "/forslag/nytt"


@dataclass(frozen=True)
class Threat:
    number: int
    link: str
    tests: tuple[str, ...] = ()
    """As pytest names them: the file, and the function in it."""
    sentences: tuple[tuple[str, str], ...] = ()
    """The page, and what it says."""


THREATS = (
    Threat(
        1,
        "request logs",
        (
            "tests/suggestions/test_open_log.py::test_a_journey_leaves_nothing_in_the_log",
            "tests/web/test_networks.py::test_no_address_is_left_for_anybody_to_read",
        ),
    ),
    Threat(
        2,
        "the cookie of the sign-in goes along",
        (
            NOBODY,
            MATTER,
            "tests/web/test_sides.py::test_the_sign_in_goes_to_the_inside_alone",
        ),
        ((SAFE_USE, "Nettleseren sender ikke innloggingen din med forslaget."),),
    ),
    Threat(
        3,
        "a CSRF token bound to a session",
        (
            "tests/web/test_sides.py::test_no_open_answer_sets_a_cookie",
            "tests/test_doors.py::test_a_form_from_elsewhere_is_refused",
        ),
    ),
    Threat(4, "the order of rows, ids and bytes", (NOBODY, MATTER)),
    Threat(
        5,
        "a time that is too exact",
        (
            NOBODY,
            MATTER,
            "tests/suggestions/test_mailbox_traces.py"
            "::test_no_column_holds_a_time_finer_than_the_week",
        ),
        ((FORM, "De som leser, ser hvilken uke det kom."),),
    ),
    Threat(6, "what PostgreSQL notes beside a row", (NOBODY, MATTER)),
    Threat(
        7,
        "journals and freed pages",
        (NOBODY, MATTER),
        ((SAFE_USE, "Vi sletter så godt disken tillater."),),
    ),
    Threat(
        8,
        "backups keep what was deleted",
        sentences=(
            (
                SAFE_USE,
                "Det du trekker tilbake, kan ligge i sikkerhetskopier i 30 dager.",
            ),
        ),
    ),
    Threat(9, "two backups laid side by side", (NOBODY, MATTER)),
    Threat(
        10,
        "history and forms that the browser fills in",
        (
            "tests/browser/test_shared_pc.py::test_the_receipt_is_gone",
            "tests/browser/test_shared_pc.py::test_the_thread_is_gone",
        ),
        ((SAFE_USE, "Nettleseren husker hvilke sider du har sett."),),
    ),
    Threat(
        11,
        "pages that the browser keeps",
        (
            "tests/web/test_headers.py::test_every_answer_carries_them",
            "tests/browser/test_profile.py"
            "::test_no_file_holds_it_when_the_window_is_closed",
        ),
        ((SAFE_USE, "Lukk alle vinduene i nettleseren."),),
    ),
    Threat(
        12,
        "the referrer that other sites get",
        (
            "tests/web/test_headers.py::test_every_answer_carries_them",
            f"{HERE}/test_threats.py::test_no_page_leads_elsewhere_without_noreferrer",
        ),
    ),
    Threat(
        13,
        "mails, badges and counts that move when somebody writes",
        (
            NOBODY,
            MATTER,
            f"{HERE}/test_threats.py"
            "::test_the_house_sends_nothing_but_the_mail_of_the_morning",
            f"{HERE}/test_morning_mail.py"
            "::test_a_day_with_none_one_or_five_gives_the_same_mails_at_the_same_time",
        ),
    ),
    Threat(
        14,
        "keys of a rate limit",
        (
            f"{HERE}/test_threats.py::test_all_share_one_pace_from_whatever_address",
            "tests/web/test_networks.py::test_no_address_is_left_for_anybody_to_read",
        ),
    ),
    Threat(
        15,
        "the department",
        (
            "tests/people/test_roles.py"
            "::test_a_department_is_named_from_ten_active_participants",
            "tests/suggestions/test_open_write.py"
            "::test_a_department_that_is_not_offered_is_refused",
            NOBODY,
            MATTER,
        ),
    ),
    Threat(
        16, "counts by kind, week and department", (f"{HERE}/test_small_numbers.py",)
    ),
    Threat(
        17,
        "the way of writing, and names in the text",
        ("tests/suggestions/test_telltale.py::test_a_name_or_a_number_is_seen",),
        (
            (FORM, "Måten du skriver på, kan røpe deg."),
            (SAFE_USE, "Skriv ikke navn på personer."),
        ),
    ),
    Threat(
        18,
        "support votes",
        (
            f"{HERE}/test_threats.py::test_no_table_ties_a_person_to_words_without_a_name",
        ),
    ),
    Threat(
        19,
        "the same alias for two suggestions",
        (
            NOBODY,
            "tests/suggestions/test_open_receipt.py"
            "::test_no_two_forms_get_the_same_code",
        ),
    ),
    Threat(
        20,
        "what a file says of who made it",
        (
            "tests/suggestions/test_open_write.py"
            "::test_a_file_in_the_form_is_not_taken_in",
        ),
    ),
    Threat(
        21,
        "error pages and tracebacks",
        (
            "tests/web/test_errors.py"
            "::test_the_log_holds_a_route_and_a_class_and_nothing_else",
            "tests/suggestions/test_open_log.py"
            "::test_a_crash_behind_a_code_does_not_tell_the_code",
        ),
    ),
    Threat(
        22,
        "sizes and times on the network",
        ("tests/web/test_weight.py",),
        ((SAFE_USE, "når, og omtrent hvor mye du skrev"),),
    ),
    Threat(
        23,
        "who sits at which PC",
        sentences=(
            (FORM, "Kameraer, nettet i huset og den som kan endre programmet"),
            (SAFE_USE, "Kan se at du sitter ved PC-en."),
            (SAFE_USE, "Du kan også skrive på papir."),
        ),
    ),
    Threat(
        24,
        "an author who is signed in beside",
        (
            "tests/web/test_sides.py"
            "::test_an_open_answer_is_the_same_for_whoever_is_signed_in",
        ),
    ),
    Threat(
        25,
        "traces of an author who reads",
        (f"{HERE}/test_threats.py::test_reading_with_a_code_leaves_nothing",),
    ),
    Threat(
        26,
        "pages that only one person was shown",
        (f"{HERE}/test_threats.py::test_two_browsers_get_the_same_pages",),
    ),
    Threat(
        27,
        "swap, cores and temporary files",
        ("tests/test_serving.py",),
    ),
    Threat(
        28,
        "an administrator who changes the program",
        sentences=(
            (FORM, "den som kan endre programmet, kan også røpe deg"),
            (SAFE_USE, "Kan lese teksten, og kan endre programmet."),
        ),
    ),
)
