"""Of elections: protocols, lots, proposals and complaints; terms of office"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

CLOSED: dict[str, Any] = {
    "native_enum": False,
    "create_constraint": True,
    "length": 32,
}
ELECTED = ("representative", "deputy")


def upgrade() -> None:
    op.create_table(
        "election_complaints",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("sealed_reply", sa.LargeBinary(), nullable=True),
        sa.Column("upheld", sa.Boolean(), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "(decided_on IS NULL) = (upheld IS NULL)",
            name=op.f("ck_election_complaints_decided"),
        ),
        sa.CheckConstraint(
            "decided_by_id != person_id", name=op.f("ck_election_complaints_by_another")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"],
            ["people.id"],
            name=op.f("fk_election_complaints_decided_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["elections.id"],
            name=op.f("fk_election_complaints_election_id_elections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_election_complaints_person_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_complaints")),
    )
    op.create_table(
        "election_events",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "deed",
            sa.Enum(
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
                name="deed",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("kept", sa.String(), nullable=False),
        sa.Column("kept_salt", sa.LargeBinary(), nullable=False),
        sa.Column("kept_committed", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["elections.id"],
            name=op.f("fk_election_events_election_id_elections"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_events")),
        sa.UniqueConstraint(
            "election_id", "line", name=op.f("uq_election_events_election_id")
        ),
    )
    op.create_table(
        "election_proposals",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "enrol",
                "strike",
                "annul",
                name="proposal_kind",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.CheckConstraint(
            "(kind = 'annul') = (person_id IS NULL)",
            name=op.f("ck_election_proposals_about_whom"),
        ),
        sa.CheckConstraint(
            "(answered_on IS NULL) = (agreed IS NULL)",
            name=op.f("ck_election_proposals_answered"),
        ),
        sa.CheckConstraint(
            "asked_by_id != answered_by_id",
            name=op.f("ck_election_proposals_two_officers"),
        ),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["people.id"],
            name=op.f("fk_election_proposals_answered_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["people.id"],
            name=op.f("fk_election_proposals_asked_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["elections.id"],
            name=op.f("fk_election_proposals_election_id_elections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_election_proposals_person_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_election_proposals")),
    )
    op.create_table(
        "election_event_people",
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("place", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("salt", sa.LargeBinary(), nullable=False),
        sa.Column("committed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["event_id"],
            ["election_events.id"],
            name=op.f("fk_election_event_people_event_id_election_events"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_election_event_people_person_id_people"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint(
            "event_id", "place", name=op.f("pk_election_event_people")
        ),
    )
    op.create_table(
        "election_lots",
        sa.Column("election_id", sa.Integer(), nullable=False),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("second_id", sa.BigInteger(), nullable=True),
        sa.Column("drawer", sa.String(), nullable=False),
        sa.Column("witness_1", sa.String(), nullable=False),
        sa.Column("witness_2", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "first_id != second_id", name=op.f("ck_election_lots_two_slips")
        ),
        sa.CheckConstraint(
            "witness_1 != witness_2", name=op.f("ck_election_lots_two_witnesses")
        ),
        sa.ForeignKeyConstraint(
            ["election_id"],
            ["elections.id"],
            name=op.f("fk_election_lots_election_id_elections"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["election_candidates.id"],
            name=op.f("fk_election_lots_first_id_election_candidates"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["people.id"],
            name=op.f("fk_election_lots_recorded_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["election_candidates.id"],
            name=op.f("fk_election_lots_second_id_election_candidates"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("election_id", name=op.f("pk_election_lots")),
    )
    with op.batch_alter_table("recorded_elections") as batch_op:
        batch_op.alter_column(
            "department_id", existing_type=sa.Integer(), nullable=True
        )
    with op.batch_alter_table("roles") as batch_op:
        batch_op.add_column(sa.Column("term_ends", sa.Date(), nullable=True))
    _give_terms()


def _give_terms() -> None:
    """Whoever was elected before was so for a year."""
    roles = sa.table(
        "roles",
        sa.column("id", sa.Integer()),
        sa.column("kind", sa.String()),
        sa.column("starts", sa.Date()),
        sa.column("ends", sa.Date()),
        sa.column("term_ends", sa.Date()),
    )
    held = sa.select(roles.c.id, roles.c.starts).where(
        roles.c.kind.in_(ELECTED), roles.c.ends.is_(None)
    )
    for id, starts in op.get_bind().execute(held).all():
        ends = {"term_ends": _a_year_after(starts)}
        op.execute(sa.update(roles).where(roles.c.id == id).values(ends))


def _a_year_after(day: date) -> date:
    last = 28 if (day.month, day.day) == (2, 29) else day.day
    return day.replace(year=day.year + 1, day=last)


def downgrade() -> None:
    with op.batch_alter_table("roles") as batch_op:
        batch_op.drop_column("term_ends")
    # What has no department can't be kept: those rows are of the board.
    op.execute("DELETE FROM recorded_elections WHERE department_id IS NULL")
    with op.batch_alter_table("recorded_elections") as batch_op:
        batch_op.alter_column(
            "department_id", existing_type=sa.Integer(), nullable=False
        )
    op.drop_table("election_lots")
    op.drop_table("election_event_people")
    op.drop_table("election_proposals")
    op.drop_table("election_events")
    op.drop_table("election_complaints")
