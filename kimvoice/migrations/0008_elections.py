"""Elections: rounds, rolls, candidates and counts"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

CLOSED: dict[str, Any] = {
    "native_enum": False,
    "create_constraint": True,
    "length": 32,
}


def upgrade() -> None:
    op.create_table(
        "election_rounds",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "ordinary",
                "by_election",
                "board",
                name="kind",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column("nominations_until", sa.Date(), nullable=False),
        sa.Column("votes_on", sa.Date(), nullable=False),
        sa.Column("result_on", sa.Date(), nullable=False),
        sa.Column("term_starts", sa.Date(), nullable=False),
        sa.Column("figures_public", sa.Boolean(), nullable=False),
        sa.Column("announced_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "nominations_until < votes_on AND votes_on <= result_on",
            name=op.f("ck_election_rounds_dates_in_order"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_rounds")),
    )
    op.create_table(
        "election_committee",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_election_committee_person_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["election_rounds.id"],
            name=op.f("fk_election_committee_round_id_election_rounds"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_committee")),
        sa.UniqueConstraint(
            "round_id", "person_id", name=op.f("uq_election_committee_round_id")
        ),
    )
    op.create_table(
        "elections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "nomination",
                "listed",
                "open",
                "closed",
                "tied",
                "counted",
                "published",
                "final",
                "annulled",
                name="state",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("vote_asked", sa.Boolean(), nullable=False),
        sa.Column("list_changed_on", sa.Date(), nullable=True),
        sa.Column("slips", sa.Integer(), nullable=True),
        sa.Column("blanks", sa.Integer(), nullable=True),
        sa.Column("rejected", sa.Integer(), nullable=True),
        sa.Column("draws_on", sa.Date(), nullable=True),
        sa.Column("draws_at", sa.Time(), nullable=True),
        sa.Column("draws_where", sa.String(), nullable=False),
        sa.Column("uncontested", sa.Boolean(), nullable=False),
        sa.Column("published_on", sa.Date(), nullable=True),
        sa.Column("elected_id", sa.Integer(), nullable=True),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("protocol_head", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "elected_id != deputy_id", name=op.f("ck_elections_two_people")
        ),
        sa.CheckConstraint("opens < closes", name=op.f("ck_elections_hours_in_order")),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["departments.id"],
            name=op.f("fk_elections_department_id_departments"),
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"], ["people.id"], name=op.f("fk_elections_deputy_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["elected_id"], ["people.id"], name=op.f("fk_elections_elected_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["election_rounds.id"],
            name=op.f("fk_elections_round_id_election_rounds"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elections")),
        sa.UniqueConstraint(
            "round_id", "department_id", name=op.f("uq_elections_round_id")
        ),
    )
    op.create_table(
        "election_candidates",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "nominated",
                "stands",
                "declined",
                "withdrew",
                name="state",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column("statement", sa.String(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=True),
        sa.Column("puts_first_id", sa.Integer(), nullable=True),
        sa.Column("votes", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["elections.id"],
            name=op.f("fk_election_candidates_election_id_elections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_election_candidates_person_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["puts_first_id"],
            ["people.id"],
            name=op.f("fk_election_candidates_puts_first_id_people"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_candidates")),
        sa.UniqueConstraint(
            "election_id", "person_id", name=op.f("uq_election_candidates_election_id")
        ),
    )
    op.create_table(
        "election_counters",
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["elections.id"],
            name=op.f("fk_election_counters_election_id_elections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_election_counters_person_id_people"),
        ),
        sa.PrimaryKeyConstraint(
            "election_id", "person_id", name=op.f("pk_election_counters")
        ),
    )
    op.create_table(
        "election_counts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("counter_id", sa.Integer(), nullable=False),
        sa.Column("slips", sa.Integer(), nullable=False),
        sa.Column("blanks", sa.Integer(), nullable=False),
        sa.Column("rejected", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "slips >= 0 AND blanks >= 0 AND rejected >= 0",
            name=op.f("ck_election_counts_no_less"),
        ),
        sa.ForeignKeyConstraint(
            ["counter_id"],
            ["people.id"],
            name=op.f("fk_election_counts_counter_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["elections.id"],
            name=op.f("fk_election_counts_election_id_elections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_counts")),
        sa.UniqueConstraint(
            "election_id", "counter_id", name=op.f("uq_election_counts_election_id")
        ),
    )
    op.create_table(
        "election_roll",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("got_slip", sa.Boolean(), nullable=False),
        sa.Column("is_struck", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["elections.id"],
            name=op.f("fk_election_roll_election_id_elections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["people.id"], name=op.f("fk_election_roll_person_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_roll")),
        sa.UniqueConstraint(
            "election_id", "person_id", name=op.f("uq_election_roll_election_id")
        ),
    )
    op.create_table(
        "election_count_lines",
        sa.Column("count_id", sa.Integer(), nullable=False),
        sa.Column("candidate_id", sa.BigInteger(), nullable=False),
        sa.Column("votes", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["candidate_id"],
            ["election_candidates.id"],
            name=op.f("fk_election_count_lines_candidate_id_election_candidates"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["count_id"],
            ["election_counts.id"],
            name=op.f("fk_election_count_lines_count_id_election_counts"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "count_id", "candidate_id", name=op.f("pk_election_count_lines")
        ),
    )


def downgrade() -> None:
    op.drop_table("election_count_lines")
    op.drop_table("election_roll")
    op.drop_table("election_counts")
    op.drop_table("election_counters")
    op.drop_table("election_candidates")
    op.drop_table("elections")
    op.drop_table("election_committee")
    op.drop_table("election_rounds")
