"""What is kept about people: these columns and no other (DESIGN 2, 9)."""

import pytest
from flask import Flask
from sqlalchemy import inspect

from kimvoice.core.db import db
from tests.conftest import TravelTo
from tests.factories import Make

KEPT = {
    "people": {
        "id",
        "name",
        "user_name",
        "passphrase_hash",
        "session_epoch",
        "active_half_year",
        "confidentiality_promised_on",
        "coordinator_id",
        "email",
        "erased_on",
    },
    "complaints": {
        "number",
        "complainant_id",
        "department_id",
        "state",
        "state_before",
        "position",
        "filed_on",
        "awaited_since",
        "closed_on",
        "withdrawn_on",
        "reopened_on",
        "subject",
        "manner",
        "key",
        "nonce",
        "happened",
        "wish",
        "about",
        "phone",
        "complainants_name",
        "helper_id",
        "confirmation",
        "witness",
        "on_paper",
        "claimed",
        "wants_support",
        "log_head",
    },
    "complaint_log": {
        "id",
        "complaint_number",
        "line",
        "deed",
        "done_on",
        "role",
        "by_id",
        "second_id",
        "by_salt",
        "by_committed",
        "second_salt",
        "second_committed",
        "link",
    },
    "complaint_supports": {
        "id",
        "complaint_number",
        "line",
        "person_id",
        "reads_complaint",
        "reads_answers",
        "reads_messages",
        "contact",
        "phone",
        "not_in_hearing",
        "asked_on",
        "agreed_on",
        "declined_on",
        "ended_on",
    },
    "complaint_tombstones": {"id", "half_year", "highest", "outcome", "in_time"},
    "complaint_figures": {
        "half_year",
        "frozen_on",
        "sent",
        "all_in_time",
        "upheld",
        "partly_upheld",
        "not_upheld",
        "withdrawn",
        "unanswered",
    },
    "role_requests": {
        "id",
        "person_id",
        "department_id",
        "kind",
        "starts",
        "ends",
        "stands_in_for_id",
        "asked_by_id",
        "second_id",
        "asked_on",
        "agreed_on",
    },
    "second_factors": {"person_id", "sealed", "confirmed_on"},
    "second_factor_resets": {"person_id", "reset_on"},
    "recovery_codes": {"id", "person_id", "code_hash"},
    "former_names": {"id", "person_id", "name", "until"},
    "corrections": {
        "person_id",
        "asked_on",
        "sealed",
        "answered_on",
        "answered_by_id",
        "answer",
    },
    "complaint_steps": {
        "complaint_number",
        "position",
        "role",
        "confirm_days",
        "answer_days",
        "skipped",
        "started_on",
        "promised_confirm_by",
        "promised_answer_by",
        "meeting_on",
        "handler_id",
        "taken_on_by_id",
        "confirmed_on",
        "extended_to",
        "asked_on",
        "waited_days",
        "has_waited",
        "stays",
    },
    "complaint_entries": {
        "id",
        "complaint_number",
        "line",
        "position",
        "act",
        "done_on",
        "by_id",
        "reader",
        "sealed",
    },
    "complaint_answers": {
        "complaint_number",
        "position",
        "verdict",
        "by_id",
        "given_on",
        "done_by",
        "measure",
        "doer",
        "reason",
        "complainant_says",
        "decider_says",
    },
    "complaint_exclusions": {
        "id",
        "complaint_number",
        "ground",
        "person_id",
        "role",
        "department_id",
        "since",
    },
    "complaint_drafts": {"person_id", "saved_on", "sealed"},
    "roles": {
        "id",
        "person_id",
        "department_id",
        "kind",
        "starts",
        "ends",
        "stands_in_for_id",
        "name_shown",
        "given_on",
        "given_by_id",
        "agreed_by_id",
        "ended_on",
        "term_ends",
    },
    "departments": {"id", "name"},
    "invitations": {"person_id", "code_hash", "last_day"},
    "new_codes": {
        "id",
        "person_id",
        "asked_by_id",
        "second_id",
        "asked_on",
        "agreed_on",
        "printed_on",
        "printed_by_id",
    },
    "recorded_elections": {
        "id",
        "department_id",
        "held_on",
        "representative_id",
        "deputy_id",
        "witness_1",
        "witness_2",
        "recorded_by_id",
        "recorded_on",
    },
    "jobs_done": {"job", "slot"},
    "urns": {"name", "version", "slip", "public_key", "slips", "in_debt"},
    "setting_choices": {
        "id",
        "name",
        "counts_from",
        "value",
        "chosen_by",
        "chosen_on",
    },
}


@pytest.mark.parametrize("table", KEPT)
def test_nothing_about_address_browser_or_last_visit_is_kept(
    app: Flask, table: str
) -> None:
    columns = {column["name"] for column in inspect(db.engine).get_columns(table)}
    assert columns == KEPT[table]


ELSEWHERE = ("suggestion", "election")
"""Those rooms have such a test of their own."""


def test_every_table_has_been_looked_at(app: Flask) -> None:
    found = set(inspect(db.engine).get_table_names())
    others = {name for name in found if not name.startswith(ELSEWHERE)}
    assert others == {*KEPT, "alembic_version"}


def test_being_active_is_known_by_the_half_year_and_no_nearer(
    make: Make, travel_to: TravelTo
) -> None:
    person = make.person()
    person.mark_active()
    changed = {each.key for each in inspect(person).attrs if each.history.added}
    assert changed == {"active_half_year"}
    assert person.active_half_year == "2025-2"
