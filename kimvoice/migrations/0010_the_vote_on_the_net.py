"""The vote on the net: way of voting, officers' keys, urns of elections"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

MAILBOX = 8192
"""Bytes of a slip of the only urn that there was."""
DEEDS = (
    "announced",
    "listed",
    "candidate_withdrew",
    "order_agreed",
    "vote_asked",
    "roll_corrected",
    "officer_replaced",
    "counts_differed",
    "counted",
    "draw_planned",
    "drew",
    "published",
    "complained",
    "complaint_decided",
    "annulled",
    "office_ended",
    "deputy_moved_up",
)
DEEDS_ON_NET = (
    "urn_sealed",
    "name_asked",
    "code_allowed",
    "paper_laid_in",
    "paper_checked",
    "urn_closed",
    "unlocked",
    "shredded",
)
PROPOSALS = ("enrol", "strike", "annul")


def upgrade() -> None:
    op.create_table(
        "election_officer_keys",
        sa.Column("round_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_election_officer_keys_person_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["round_id"],
            ["election_rounds.id"],
            name=op.f("fk_election_officer_keys_round_id_election_rounds"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "round_id", "person_id", name=op.f("pk_election_officer_keys")
        ),
    )
    op.create_table(
        "election_wrapped_keys",
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("outer_id", sa.Integer(), nullable=False),
        sa.Column("inner_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("is_peeled", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "outer_id != inner_id", name=op.f("ck_election_wrapped_keys_two_officers")
        ),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["elections.id"],
            name=op.f("fk_election_wrapped_keys_election_id_elections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["inner_id"],
            ["people.id"],
            name=op.f("fk_election_wrapped_keys_inner_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["outer_id"],
            ["people.id"],
            name=op.f("fk_election_wrapped_keys_outer_id_people"),
        ),
        sa.PrimaryKeyConstraint(
            "election_id",
            "outer_id",
            "inner_id",
            name=op.f("pk_election_wrapped_keys"),
        ),
    )
    _add("urns", sa.Column("slip", sa.Integer(), nullable=False), str(MAILBOX))
    _add("election_roll", sa.Column("on_net", sa.Boolean(), nullable=False), sa.false())
    paper = sa.Column("paper_in_urn", sa.Integer(), nullable=False)
    _add("elections", paper, "0")
    way = sa.Enum("paper", "net", name="way", native_enum=False, length=32)
    _add("elections", sa.Column("way", way, nullable=False), "paper")
    with op.batch_alter_table("elections") as elections:
        elections.create_check_constraint(
            op.f("ck_elections_way"), "way IN ('paper', 'net')"
        )
    with op.batch_alter_table("election_roll") as roll:
        roll.create_check_constraint(
            op.f("ck_election_roll_one_vote"), "NOT (got_slip AND on_net)"
        )
    _allow("election_events", "deed", "deed", (*DEEDS, *DEEDS_ON_NET))
    _allow("election_proposals", "kind", "proposal_kind", (*PROPOSALS, "new_code"))


def downgrade() -> None:
    """What went on the net is lost: the protocols of those elections are cut."""
    listed = ", ".join(f"'{deed}'" for deed in DEEDS_ON_NET)
    gone = f"SELECT id FROM election_events WHERE deed IN ({listed})"
    # SQLite deletes nothing that follows while a migration runs.
    op.execute(f"DELETE FROM election_event_people WHERE event_id IN ({gone})")
    op.execute(f"DELETE FROM election_events WHERE deed IN ({listed})")
    op.execute("DELETE FROM election_proposals WHERE kind = 'new_code'")
    op.execute("DELETE FROM urns WHERE name LIKE 'election %'")
    _allow("election_proposals", "kind", "proposal_kind", PROPOSALS)
    _allow("election_events", "deed", "deed", DEEDS)
    with op.batch_alter_table("election_roll") as roll:
        roll.drop_constraint(op.f("ck_election_roll_one_vote"), type_="check")
        roll.drop_column("on_net")
    with op.batch_alter_table("elections") as elections:
        elections.drop_constraint(op.f("ck_elections_way"), type_="check")
        elections.drop_column("way")
        elections.drop_column("paper_in_urn")
    with op.batch_alter_table("urns") as urns:
        urns.drop_column("slip")
    op.drop_table("election_wrapped_keys")
    op.drop_table("election_officer_keys")


def _add(table: str, column: "sa.Column[Any]", value: object) -> None:
    """To rows that are there as well; new ones must say."""
    kind = column.type
    column.server_default = sa.DefaultClause(value)  # type: ignore[arg-type]
    with op.batch_alter_table(table) as changed:
        changed.add_column(column)
    with op.batch_alter_table(table) as changed:
        changed.alter_column(
            column.name, existing_type=kind, server_default=None, nullable=False
        )


def _allow(table: str, column: str, name: str, values: tuple[str, ...]) -> None:
    listed = ", ".join(f"'{value}'" for value in values)
    constraint = op.f(f"ck_{table}_{name}")
    with op.batch_alter_table(table) as changed:
        changed.drop_constraint(constraint, type_="check")
        changed.create_check_constraint(constraint, f"{column} IN ({listed})")
