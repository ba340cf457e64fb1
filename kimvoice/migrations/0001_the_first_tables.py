"""The first tables"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "departments",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departments")),
        sa.UniqueConstraint("name", name=op.f("uq_departments_name")),
    )
    op.create_table(
        "jobs_done",
        sa.Column("job", sa.String(), nullable=False),
        sa.Column("slot", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("job", "slot", name=op.f("pk_jobs_done")),
    )
    op.create_table(
        "people",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("user_name", sa.String(), nullable=False),
        sa.Column("passphrase_hash", sa.String(), nullable=False),
        sa.Column("active_half_year", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_people")),
        sa.UniqueConstraint("user_name", name=op.f("uq_people_user_name")),
    )
    op.create_table(
        "setting_choices",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("counts_from", sa.Date(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("chosen_by", sa.String(), nullable=False),
        sa.Column("chosen_on", sa.Date(), nullable=False),
        sa.PrimaryKeyConstraint("name", "counts_from", name=op.f("pk_setting_choices")),
    )
    op.create_table(
        "urns",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("public_key", sa.LargeBinary(), nullable=False),
        sa.Column("slips", sa.LargeBinary(), nullable=False),
        sa.Column("in_debt", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_urns")),
    )
    op.create_table(
        "urn_covers",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("noise", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["name"], ["urns.name"], name=op.f("fk_urn_covers_name_urns")
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_urn_covers")),
    )
    op.create_table(
        "roles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "participant",
                "representative",
                "deputy",
                "staff_member",
                "work_leader",
                "coordinator",
                "general_manager",
                "board_member",
                "board_chair",
                "election_officer",
                "safety_representative",
                "administrator",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("starts", sa.Date(), nullable=False),
        sa.Column("ends", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "ends IS NULL OR starts <= ends", name=op.f("ck_roles_dates")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["departments.id"],
            name=op.f("fk_roles_department_id_departments"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_roles_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_roles")),
    )
    op.create_table(
        "suggestions",
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "received",
                "reading",
                "published",
                "declined",
                "closed",
                "answered",
                "done",
                "not_done",
                "withdrawn",
                name="state",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column(
            "audience",
            sa.Enum(
                "everybody",
                "may_raise",
                "go_no_further",
                name="audience",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("published_words", sa.String(), nullable=True),
        sa.Column("published_week", sa.String(), nullable=True),
        sa.Column("closed_week", sa.String(), nullable=True),
        sa.Column(
            "decline_reason",
            sa.Enum(
                "names_a_person",
                "threat",
                "same_as_another",
                "other",
                name="decline_reason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column(
            "helped",
            sa.Enum(
                "yes",
                "partly",
                "no",
                "do_not_know",
                name="helped",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["departments.id"],
            name=op.f("fk_suggestions_department_id_departments"),
        ),
        sa.ForeignKeyConstraint(
            ["taken_by_id"],
            ["people.id"],
            name=op.f("fk_suggestions_taken_by_id_people"),
        ),
        sa.PrimaryKeyConstraint("number", name=op.f("pk_suggestions")),
    )
    op.create_table(
        "suggestion_answers",
        sa.Column("suggestion_number", sa.Integer(), nullable=False),
        sa.Column(
            "verdict",
            sa.Enum(
                "yes",
                "no",
                "not_now",
                name="verdict",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column(
            "by_role",
            sa.Enum(
                "participant",
                "representative",
                "deputy",
                "staff_member",
                "work_leader",
                "coordinator",
                "general_manager",
                "board_member",
                "board_chair",
                "election_officer",
                "safety_representative",
                "administrator",
                name="by_role",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("given_on", sa.Date(), nullable=False),
        sa.Column("doer", sa.String(), nullable=True),
        sa.Column("done_by", sa.Date(), nullable=True),
        sa.Column(
            "reason",
            sa.Enum(
                "money",
                "nav_rules",
                "affects_others",
                "exists_already",
                "disagree",
                "other",
                name="reason",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=True,
        ),
        sa.Column("explanation", sa.String(), nullable=True),
        sa.Column("look_again", sa.Date(), nullable=True),
        sa.Column("asked_in_short", sa.String(), nullable=False),
        sa.Column("answered_in_short", sa.String(), nullable=False),
        sa.Column("approved_by_id", sa.Integer(), nullable=True),
        sa.Column("why_not_done", sa.String(), nullable=True),
        sa.CheckConstraint(
            "verdict != 'not_now' OR look_again IS NOT NULL",
            name=op.f("ck_suggestion_answers_not_now_has_a_date"),
        ),
        sa.CheckConstraint(
            "verdict != 'yes' OR (doer IS NOT NULL AND done_by IS NOT NULL)",
            name=op.f("ck_suggestion_answers_yes_has_who_and_when"),
        ),
        sa.CheckConstraint(
            "verdict = 'yes' OR (reason IS NOT NULL"
            " AND length(coalesce(explanation, '')) >= 40)",
            name=op.f("ck_suggestion_answers_no_has_a_reason"),
        ),
        sa.ForeignKeyConstraint(
            ["approved_by_id"],
            ["people.id"],
            name=op.f("fk_suggestion_answers_approved_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_suggestion_answers_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["suggestion_number"],
            ["suggestions.number"],
            name=op.f("fk_suggestion_answers_suggestion_number_suggestions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "suggestion_number", name=op.f("pk_suggestion_answers")
        ),
    )
    op.create_table(
        "suggestion_threads",
        sa.Column(
            "suggestion_number", sa.Integer(), autoincrement=False, nullable=False
        ),
        sa.Column("lookup", sa.LargeBinary(), nullable=False),
        sa.Column("key_for_author", sa.LargeBinary(), nullable=False),
        sa.Column("key_for_readers", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["suggestion_number"],
            ["suggestions.number"],
            name=op.f("fk_suggestion_threads_suggestion_number_suggestions"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "suggestion_number", name=op.f("pk_suggestion_threads")
        ),
        sa.UniqueConstraint("lookup", name=op.f("uq_suggestion_threads_lookup")),
    )
    op.create_table(
        "suggestion_entries",
        sa.Column("id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("thread_number", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "said",
                "message",
                "question",
                "declined",
                "closed",
                name="kind",
                native_enum=False,
                create_constraint=True,
                length=32,
            ),
            nullable=False,
        ),
        sa.Column("week", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("nonce", sa.String(), nullable=True),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(
            "(kind IN ('said', 'message')) = (by_id IS NULL)",
            name=op.f("ck_suggestion_entries_author_has_no_person"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["people.id"], name=op.f("fk_suggestion_entries_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["thread_number"],
            ["suggestion_threads.suggestion_number"],
            name=op.f("fk_suggestion_entries_thread_number_suggestion_threads"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_suggestion_entries")),
        sa.UniqueConstraint(
            "thread_number",
            "position",
            name=op.f("uq_suggestion_entries_thread_number"),
        ),
    )


def downgrade() -> None:
    op.drop_table("suggestion_entries")
    op.drop_table("suggestion_threads")
    op.drop_table("suggestion_answers")
    op.drop_table("suggestions")
    op.drop_table("roles")
    op.drop_table("urn_covers")
    op.drop_table("urns")
    op.drop_table("setting_choices")
    op.drop_table("people")
    op.drop_table("jobs_done")
    op.drop_table("departments")
