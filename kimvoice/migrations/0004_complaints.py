"""Complaints, and whom the morning mail reaches"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
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
STATES = (
    "sent",
    "escalated",
    "received",
    "waiting",
    "answered",
    "resting",
    "closed",
    "withdrawn",
)
CLOSED: dict[str, Any] = {
    "native_enum": False,
    "create_constraint": True,
    "length": 32,
}


def upgrade() -> None:
    op.create_table(
        "complaint_drafts",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("saved_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_complaint_drafts_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_complaint_drafts")),
    )
    op.create_table(
        "complaints",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("complainant_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.Enum(*STATES, name="state", **CLOSED), nullable=False),
        sa.Column(
            "state_before",
            sa.Enum(*STATES, name="state_before", **CLOSED),
            nullable=True,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("filed_on", sa.Date(), nullable=False),
        sa.Column("awaited_since", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("withdrawn_on", sa.Date(), nullable=True),
        sa.Column("reopened_on", sa.Date(), nullable=True),
        sa.Column(
            "subject",
            sa.Enum(
                "work_leader",
                "coordinator",
                "staff_member",
                "general_manager",
                "board",
                "participant",
                "nobody",
                name="subject",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column(
            "manner",
            sa.Enum(
                "here", "on_paper", "in_a_talk", "by_phone", name="manner", **CLOSED
            ),
            nullable=False,
        ),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.Column("nonce", sa.LargeBinary(), nullable=False),
        sa.Column("happened", sa.LargeBinary(), nullable=False),
        sa.Column("wish", sa.LargeBinary(), nullable=True),
        sa.Column("about", sa.LargeBinary(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["complainant_id"],
            ["people.id"],
            name=op.f("fk_complaints_complainant_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["departments.id"],
            name=op.f("fk_complaints_department_id_departments"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_complaints")),
        sa.UniqueConstraint("nonce", name=op.f("uq_complaints_nonce")),
    )
    op.create_table(
        "complaint_entries",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("complaint_number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "act",
            sa.Enum(
                "write",
                "stay",
                "move_by_itself",
                "escalate",
                "accept",
                "reopen",
                "withdraw",
                "undo",
                "exclude",
                "readmit",
                "take_on",
                "step_aside",
                "confirm",
                "note",
                "talk",
                "ask",
                "extend",
                "answer",
                "report",
                "climb",
                name="act",
                **CLOSED,
            ),
            nullable=False,
        ),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column(
            "reader",
            sa.Enum("complainant", "handlers", name="reader", **CLOSED),
            nullable=False,
        ),
        sa.Column("sealed", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_complaint_entries_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_number"],
            ["complaints.number"],
            name=op.f("fk_complaint_entries_complaint_number_complaints"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_entries")),
        sa.UniqueConstraint(
            "complaint_number",
            "line",
            name=op.f("uq_complaint_entries_complaint_number"),
        ),
    )
    op.create_table(
        "complaint_exclusions",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("complaint_number", sa.Integer(), nullable=False),
        sa.Column(
            "ground",
            sa.Enum("about", "near", "stepped_aside", name="ground", **CLOSED),
            nullable=False,
        ),
        sa.Column("person_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.Enum(*ROLES, name="role", **CLOSED), nullable=True),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "(person_id IS NULL) != (role IS NULL)",
            name=op.f("ck_complaint_exclusions_a_person_or_a_role"),
        ),
        sa.ForeignKeyConstraint(
            ["complaint_number"],
            ["complaints.number"],
            name=op.f("fk_complaint_exclusions_complaint_number_complaints"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["departments.id"],
            name=op.f("fk_complaint_exclusions_department_id_departments"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_complaint_exclusions_person_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint_exclusions")),
    )
    op.create_table(
        "complaint_steps",
        sa.Column("complaint_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("role", sa.Enum(*ROLES, name="role", **CLOSED), nullable=False),
        sa.Column("confirm_days", sa.Integer(), nullable=False),
        sa.Column("answer_days", sa.Integer(), nullable=False),
        sa.Column(
            "skipped",
            sa.Enum("about", "chosen", "nobody", name="skipped", **CLOSED),
            nullable=True,
        ),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("promised_confirm_by", sa.Date(), nullable=True),
        sa.Column("promised_answer_by", sa.Date(), nullable=True),
        sa.Column("meeting_on", sa.Date(), nullable=True),
        sa.Column("handler_id", sa.Integer(), nullable=True),
        sa.Column("taken_on_by_id", sa.Integer(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("extended_to", sa.Date(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=True),
        sa.Column("waited_days", sa.Integer(), nullable=False),
        sa.Column("has_waited", sa.Boolean(), nullable=False),
        sa.Column("stays", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "skipped IS NULL OR started_on IS NULL",
            name=op.f("ck_complaint_steps_skipped_or_begun"),
        ),
        sa.CheckConstraint(
            "started_on IS NULL OR promised_answer_by IS NOT NULL",
            name=op.f("ck_complaint_steps_has_a_date"),
        ),
        sa.ForeignKeyConstraint(
            ["complaint_number"],
            ["complaints.number"],
            name=op.f("fk_complaint_steps_complaint_number_complaints"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["handler_id"],
            ["people.id"],
            name=op.f("fk_complaint_steps_handler_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["taken_on_by_id"],
            ["people.id"],
            name=op.f("fk_complaint_steps_taken_on_by_id_people"),
        ),
        sa.PrimaryKeyConstraint(
            "complaint_number", "position", name=op.f("pk_complaint_steps")
        ),
    )
    op.create_table(
        "complaint_answers",
        sa.Column("complaint_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum("upheld", "partly_upheld", "not_upheld", name="verdict", **CLOSED),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("done_by", sa.Date(), nullable=True),
        sa.Column("measure", sa.LargeBinary(), nullable=True),
        sa.Column("doer", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column(
            "complainant_says",
            sa.Enum("yes", "partly", "no", name="complainant_says", **CLOSED),
            nullable=True,
        ),
        sa.Column(
            "decider_says",
            sa.Enum("yes", "partly", "no", name="decider_says", **CLOSED),
            nullable=True,
        ),
        sa.CheckConstraint(
            "verdict = 'not_upheld' OR (measure IS NOT NULL AND doer IS NOT NULL"
            " AND done_by IS NOT NULL)",
            name=op.f("ck_complaint_answers_upheld_has_a_measure"),
        ),
        sa.CheckConstraint(
            "verdict = 'upheld' OR reason IS NOT NULL",
            name=op.f("ck_complaint_answers_otherwise_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_complaint_answers_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["complaint_number", "position"],
            ["complaint_steps.complaint_number", "complaint_steps.position"],
            name="fk_complaint_answers_step",
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "complaint_number", "position", name=op.f("pk_complaint_answers")
        ),
    )
    with op.batch_alter_table("people") as people:
        people.add_column(
            sa.Column("email", sa.String(), nullable=False, server_default="")
        )
    with op.batch_alter_table("people") as people:
        people.alter_column(
            "email", existing_type=sa.String(), server_default=None, nullable=False
        )
    _allow_roles(ROLES)


def downgrade() -> None:
    op.execute("DELETE FROM roles WHERE kind = 'board_deputy'")
    _allow_roles(tuple(role for role in ROLES if role != "board_deputy"))
    with op.batch_alter_table("people") as people:
        people.drop_column("email")
    for table in ("answers", "steps", "exclusions", "entries"):
        op.drop_table(f"complaint_{table}")
    op.drop_table("complaints")
    op.drop_table("complaint_drafts")


def _allow_roles(roles: tuple[str, ...]) -> None:
    """The tables refuse any other."""
    listed = ", ".join(f"'{role}'" for role in roles)
    for table, column in (("roles", "kind"), ("suggestion_answers", "by_role")):
        name = op.f(f"ck_{table}_{column}")
        with op.batch_alter_table(table) as changed:
            changed.drop_constraint(name, type_="check")
            changed.create_check_constraint(name, f"{column} IN ({listed})")
