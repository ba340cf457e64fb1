"""Roles by two, former names, corrections, erasing, and the second factor"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
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
        "corrections",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), nullable=True),
        sa.Column("answer", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(
            ["answered_by_id"],
            ["people.id"],
            name=op.f("fk_corrections_answered_by_id_people"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_corrections_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_corrections")),
    )
    op.create_table(
        "former_names",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_former_names_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_names")),
    )
    op.create_table(
        "recovery_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_recovery_codes_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recovery_codes")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_recovery_codes_code_hash")),
    )
    op.create_table(
        "role_requests",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.Enum(*ROLES, name="kind", **CLOSED), nullable=False),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.Column("stands_in_for_id", sa.Integer(), nullable=True),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "second_id != asked_by_id", name=op.f("ck_role_requests_two_people")
        ),
        sa.CheckConstraint(
            "second_id != person_id", name=op.f("ck_role_requests_second_is_another")
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"],
            ["people.id"],
            name=op.f("fk_role_requests_asked_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["departments.id"],
            name=op.f("fk_role_requests_department_id_departments"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_role_requests_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["people.id"], name=op.f("fk_role_requests_second_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["stands_in_for_id"],
            ["people.id"],
            name=op.f("fk_role_requests_stands_in_for_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_role_requests")),
    )
    op.create_table(
        "second_factors",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("confirmed_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_second_factors_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_factors")),
    )
    op.create_table(
        "second_factor_resets",
        sa.Column("person_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("reset_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_second_factor_resets_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_second_factor_resets")),
    )
    with op.batch_alter_table("people") as batch_op:
        batch_op.add_column(sa.Column("erased_on", sa.Date(), nullable=True))

    with op.batch_alter_table("new_codes") as batch_op:
        batch_op.add_column(sa.Column("printed_by_id", sa.Integer(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_new_codes_printed_by_id_people"),
            "people",
            ["printed_by_id"],
            ["id"],
        )

    with op.batch_alter_table("roles") as batch_op:
        batch_op.add_column(sa.Column("given_on", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("given_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("agreed_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("ended_on", sa.Date(), nullable=True))
        batch_op.create_foreign_key(
            batch_op.f("fk_roles_agreed_by_id_people"),
            "people",
            ["agreed_by_id"],
            ["id"],
            ondelete="SET NULL",
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_roles_given_by_id_people"),
            "people",
            ["given_by_id"],
            ["id"],
            ondelete="SET NULL",
        )


def downgrade() -> None:
    with op.batch_alter_table("roles") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_roles_given_by_id_people"), type_="foreignkey"
        )
        batch_op.drop_constraint(
            batch_op.f("fk_roles_agreed_by_id_people"), type_="foreignkey"
        )
        batch_op.drop_column("ended_on")
        batch_op.drop_column("agreed_by_id")
        batch_op.drop_column("given_by_id")
        batch_op.drop_column("given_on")

    with op.batch_alter_table("new_codes") as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_new_codes_printed_by_id_people"), type_="foreignkey"
        )
        batch_op.drop_column("printed_by_id")

    with op.batch_alter_table("people") as batch_op:
        batch_op.drop_column("erased_on")
    op.drop_table("second_factor_resets")
    op.drop_table("second_factors")
    op.drop_table("role_requests")
    op.drop_table("recovery_codes")
    op.drop_table("former_names")
    op.drop_table("corrections")
