"""What is kept about elections: these columns and no other.

Who proposed somebody, who asked for a vote, and when anybody got a slip: nowhere.
"""

import pytest
from flask import Flask
from sqlalchemy import inspect

from kimvoice.core.db import db

KEPT = {
    "election_rounds": {
        "id",
        "name",
        "kind",
        "nominations_until",
        "votes_on",
        "result_on",
        "term_starts",
        "figures_public",
        "announced_on",
    },
    "election_committee": {
        "id",
        "round_id",
        "person_id",
        "since",
        "left_on",
    },
    "elections": {
        "id",
        "round_id",
        "department_id",
        "state",
        "way",
        "opens",
        "closes",
        "place",
        "vote_asked",
        "list_changed_on",
        "paper_in_urn",
        "slips",
        "blanks",
        "rejected",
        "draws_on",
        "draws_at",
        "draws_where",
        "uncontested",
        "published_on",
        "elected_id",
        "deputy_id",
        "protocol_head",
    },
    "election_candidates": {
        "id",
        "election_id",
        "person_id",
        "state",
        "statement",
        "place",
        "puts_first_id",
        "votes",
    },
    "election_complaints": {
        "id",
        "election_id",
        "person_id",
        "sealed",
        "sent_on",
        "sealed_reply",
        "upheld",
        "decided_by_id",
        "decided_on",
    },
    "election_officer_keys": {
        "round_id",
        "person_id",
        "salt",
        "public_key",
    },
    "election_wrapped_keys": {
        "election_id",
        "outer_id",
        "inner_id",
        "sealed",
        "is_peeled",
    },
    "election_counters": {
        "election_id",
        "person_id",
    },
    "election_counts": {
        "id",
        "election_id",
        "counter_id",
        "slips",
        "blanks",
        "rejected",
    },
    "election_events": {
        "id",
        "election_id",
        "line",
        "deed",
        "done_on",
        "said",
        "kept",
        "kept_salt",
        "kept_committed",
        "link",
    },
    "election_proposals": {
        "id",
        "election_id",
        "kind",
        "person_id",
        "reason",
        "asked_by_id",
        "asked_on",
        "answered_by_id",
        "answered_on",
        "agreed",
    },
    "election_roll": {
        "id",
        "election_id",
        "person_id",
        "got_slip",
        "on_net",
        "is_struck",
    },
    "election_count_lines": {
        "count_id",
        "candidate_id",
        "votes",
    },
    "election_event_people": {
        "event_id",
        "place",
        "person_id",
        "name",
        "salt",
        "committed",
    },
    "election_lots": {
        "election_id",
        "number",
        "drawn_on",
        "first_id",
        "second_id",
        "drawer",
        "witness_1",
        "witness_2",
        "recorded_by_id",
    },
}


@pytest.mark.parametrize("table", KEPT)
def test_no_other_column_is_kept(app: Flask, table: str) -> None:
    columns = {column["name"] for column in inspect(db.engine).get_columns(table)}
    assert columns == KEPT[table]


def test_every_table_of_the_elections_has_been_looked_at(app: Flask) -> None:
    found = inspect(db.engine).get_table_names()
    assert {it for it in found if it.startswith("election")} == set(KEPT)
