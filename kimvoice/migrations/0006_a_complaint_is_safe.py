"""Of complaints: the log, support, help, tombstones and figures"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

ROLES = (
    "participant",
    "representative",
    "deputy",
    "staff_member",
    "work_leader",
    "coordinator",
    "general_manager",
    "board_member",
    "board_deputy",
    "board_chair",
    "election_officer",
    "safety_representative",
    "administrator",
)
CLOSED: dict[str, Any] = {
    "native_enum": False,
    "create_constraint": True,
    "length": 32,
}


def upgrade() -> None:
    op.create_table(
        "complaint_figures",
        sa.Column("half_year", sa.String(), nullable=False),
        sa.Column("frozen_on", sa.Date(), nullable=True),
        sa.Column("sent", sa.Integer(), nullable=True),
        sa.Column("all_in_time", sa.Boolean(), nullable=True),
        sa.Column("upheld", sa.Integer(), nullable=True),
        sa.Column("partly_upheld", sa.Integer(), nullable=True),
        sa.Column("not_upheld", sa.Integer(), nullable=True),
        sa.Column("withdrawn", sa.Integer(), nullable=True),
        sa.Column("unanswered", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("half_year", name=op.f("pk_complaint_figures")),
    )
    op.create_table(
        "complaint_tombstones",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("half_year", sa.String(), nullable=False),
        sa.Column("highest", sa.Enum(*ROLES, name="highest", **CLOSED), nullable=False),
        sa.Column(
            "outcome",
            sa.Enum(
                "upheld",
                "partly_upheld",
                "not_upheld",
                "withdrawn",
                "unanswered",
                name="outcome",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column("in_time", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_tombstones")),
    )
    op.create_table(
        "complaint_log",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("complaint_number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column(
            "deed",
            sa.Enum(
                "saw",
                "opened",
                "printed",
                "saw_support",
                "take_on",
                "step_aside",
                "confirm",
                "note",
                "talk",
                "ask",
                "extend",
                "answer",
                "report",
                "write",
                "climb",
                "helped",
                "agreed_to_support",
                "declined_to_support",
                "ended_support",
                "new_code",
                "begun",
                name="deed",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("role", sa.Enum(*ROLES, name="role", **CLOSED), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("second_id", sa.Integer(), nullable=True),
        sa.Column("by_salt", sa.LargeBinary(), nullable=False),
        sa.Column("by_committed", sa.LargeBinary(), nullable=False),
        sa.Column("second_salt", sa.LargeBinary(), nullable=False),
        sa.Column("second_committed", sa.LargeBinary(), nullable=False),
        sa.Column("link", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_complaint_log_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_number"],
            ["complaints.number"],
            name=op.f("fk_complaint_log_complaint_number_complaints"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["people.id"], name=op.f("fk_complaint_log_second_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_log")),
        sa.UniqueConstraint(
            "complaint_number", "line", name=op.f("uq_complaint_log_complaint_number")
        ),
    )
    op.create_table(
        "complaint_supports",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("complaint_number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("reads_complaint", sa.Boolean(), nullable=False),
        sa.Column("reads_answers", sa.Boolean(), nullable=False),
        sa.Column("reads_messages", sa.Boolean(), nullable=False),
        sa.Column(
            "contact",
            sa.Enum("at_work", "by_phone", "here", name="contact", **CLOSED),
            nullable=False,
        ),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("not_in_hearing", sa.Boolean(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("declined_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "agreed_on IS NULL OR declined_on IS NULL",
            name=op.f("ck_complaint_supports_agreed_or_declined"),
        ),
        sa.ForeignKeyConstraint(
            ["complaint_number"],
            ["complaints.number"],
            name=op.f("fk_complaint_supports_complaint_number_complaints"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_complaint_supports_person_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_supports")),
        sa.UniqueConstraint(
            "complaint_number",
            "line",
            name=op.f("uq_complaint_supports_complaint_number"),
        ),
    )
    with op.batch_alter_table("complaints") as batch_op:
        batch_op.add_column(
            sa.Column("complainants_name", sa.LargeBinary(), nullable=True)
        )
        batch_op.add_column(sa.Column("helper_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "confirmation",
                sa.Enum(
                    "passphrase", "signature", "witness", name="confirmation", **CLOSED
                ),
                nullable=True,
            )
        )
        batch_op.add_column(sa.Column("witness", sa.LargeBinary(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "on_paper", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
        batch_op.add_column(
            sa.Column("claimed", sa.Boolean(), nullable=False, server_default=sa.true())
        )
        batch_op.add_column(
            sa.Column(
                "wants_support",
                sa.Boolean(),
                nullable=False,
                server_default=sa.false(),
            )
        )
        batch_op.add_column(sa.Column("log_head", sa.LargeBinary(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_complaints_helper_id_people"),
            "people",
            ["helper_id"],
            ["id"],
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_complaints_helped_and_confirmed"),
            "(helper_id IS NULL) = (confirmation IS NULL)",
        )
        batch_op.create_check_constraint(
            batch_op.f("ck_complaints_helped_by_another"),
            "helper_id != complainant_id",
        )

    with op.batch_alter_table("complaints") as batch_op:
        for each in ("on_paper", "claimed", "wants_support"):
            batch_op.alter_column(
                each, existing_type=sa.Boolean(), server_default=None, nullable=False
            )


def downgrade() -> None:
    with op.batch_alter_table("complaints") as batch_op:
        for each in ("helped_and_confirmed", "helped_by_another"):
            batch_op.drop_constraint(batch_op.f(f"ck_complaints_{each}"), type_="check")
        batch_op.drop_constraint(
            batch_op.f("fk_complaints_helper_id_people"), type_="foreignkey"
        )
        batch_op.drop_column("log_head")
        batch_op.drop_column("claimed")
        batch_op.drop_column("wants_support")
        batch_op.drop_column("on_paper")
        batch_op.drop_column("witness")
        batch_op.drop_constraint(
            batch_op.f("ck_complaints_confirmation"), type_="check"
        )
        batch_op.drop_column("confirmation")
        batch_op.drop_column("helper_id")
        batch_op.drop_column("complainants_name")
    op.drop_table("complaint_supports")
    op.drop_table("complaint_log")
    op.drop_table("complaint_tombstones")
    op.drop_table("complaint_figures")
