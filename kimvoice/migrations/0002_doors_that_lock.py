"""Doors that lock: slips, second persons, stand-ins, summaries, recorded elections"""

from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

ENTRY_KINDS = ("said", "message", "question", "declined", "closed")
CHOICE_COLUMNS = ("name", "counts_from", "value", "chosen_by", "chosen_on")


def upgrade() -> None:
    op.create_table(
        "invitations",
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_invitations_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("person_id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("code_hash", name=op.f("uq_invitations_code_hash")),
    )
    op.create_table(
        "new_codes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("printed_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "second_id != asked_by_id", name=op.f("ck_new_codes_two_people")
        ),
        sa.CheckConstraint(
            "second_id != person_id", name=op.f("ck_new_codes_second_is_another")
        ),
        sa.CheckConstraint(
            "printed_on IS NULL OR agreed_on IS NOT NULL",
            name=op.f("ck_new_codes_agreed_before_printed"),
        ),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["people.id"], name=op.f("fk_new_codes_asked_by_id_people")
        ),
        sa.ForeignKeyConstraint(
            ["person_id"],
            ["people.id"],
            name=op.f("fk_new_codes_person_id_people"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["people.id"], name=op.f("fk_new_codes_second_id_people")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_new_codes")),
    )
    op.create_table(
        "recorded_elections",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("held_on", sa.Date(), nullable=False),
        sa.Column("representative_id", sa.Integer(), nullable=False),
        sa.Column("deputy_id", sa.Integer(), nullable=True),
        sa.Column("witness_1", sa.String(), nullable=False),
        sa.Column("witness_2", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_on", sa.Date(), nullable=False),
        sa.CheckConstraint(
            "representative_id != deputy_id",
            name=op.f("ck_recorded_elections_two_people"),
        ),
        sa.CheckConstraint(
            "witness_1 != witness_2", name=op.f("ck_recorded_elections_two_witnesses")
        ),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["departments.id"],
            name=op.f("fk_recorded_elections_department_id_departments"),
        ),
        sa.ForeignKeyConstraint(
            ["deputy_id"],
            ["people.id"],
            name=op.f("fk_recorded_elections_deputy_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"],
            ["people.id"],
            name=op.f("fk_recorded_elections_recorded_by_id_people"),
        ),
        sa.ForeignKeyConstraint(
            ["representative_id"],
            ["people.id"],
            name=op.f("fk_recorded_elections_representative_id_people"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recorded_elections")),
    )
    with op.batch_alter_table("people") as people:
        people.add_column(
            sa.Column("session_epoch", sa.Integer(), nullable=False, server_default="0")
        )
        people.add_column(sa.Column("confidentiality_promised_on", sa.Date()))
        people.add_column(sa.Column("coordinator_id", sa.Integer()))
        people.create_foreign_key(
            op.f("fk_people_coordinator_id_people"),
            "people",
            ["coordinator_id"],
            ["id"],
            ondelete="SET NULL",
        )
    with op.batch_alter_table("people") as people:
        people.alter_column("session_epoch", server_default=None)
    with op.batch_alter_table("roles") as roles:
        roles.add_column(sa.Column("stands_in_for_id", sa.Integer()))
        roles.add_column(
            sa.Column(
                "name_shown", sa.Boolean(), nullable=False, server_default=sa.false()
            )
        )
        roles.create_foreign_key(
            op.f("fk_roles_stands_in_for_id_people"),
            "people",
            ["stands_in_for_id"],
            ["id"],
        )
    with op.batch_alter_table("roles") as roles:
        roles.alter_column("name_shown", server_default=None)
    with op.batch_alter_table("suggestions") as suggestions:
        suggestions.add_column(sa.Column("helper_id", sa.Integer()))
        suggestions.add_column(sa.Column("published_summary", sa.String()))
        suggestions.create_foreign_key(
            op.f("fk_suggestions_helper_id_people"), "people", ["helper_id"], ["id"]
        )
    with op.batch_alter_table("suggestion_answers") as answers:
        answers.add_column(sa.Column("was_kept", sa.Boolean()))
    op.execute(
        "UPDATE suggestion_answers SET was_kept = (SELECT state = 'done' FROM"
        " suggestions WHERE number = suggestion_number AND state IN"
        " ('done', 'not_done'))"
    )
    _allow_entries((*ENTRY_KINDS, "summary", "help_asked"))
    _make_choices_anew(
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting_choices")),
    )


def downgrade() -> None:
    _make_choices_anew(
        sa.PrimaryKeyConstraint("name", "counts_from", name=op.f("pk_setting_choices"))
    )
    op.execute("DELETE FROM suggestion_entries WHERE kind IN ('summary', 'help_asked')")
    _allow_entries(ENTRY_KINDS)
    with op.batch_alter_table("suggestion_answers") as answers:
        answers.drop_column("was_kept")
    with op.batch_alter_table("suggestions") as suggestions:
        suggestions.drop_constraint(
            op.f("fk_suggestions_helper_id_people"), type_="foreignkey"
        )
        suggestions.drop_column("published_summary")
        suggestions.drop_column("helper_id")
    with op.batch_alter_table("roles") as roles:
        roles.drop_constraint(
            op.f("fk_roles_stands_in_for_id_people"), type_="foreignkey"
        )
        roles.drop_column("name_shown")
        roles.drop_column("stands_in_for_id")
    with op.batch_alter_table("people") as people:
        people.drop_constraint(
            op.f("fk_people_coordinator_id_people"), type_="foreignkey"
        )
        people.drop_column("coordinator_id")
        people.drop_column("confidentiality_promised_on")
        people.drop_column("session_epoch")
    op.drop_table("recorded_elections")
    op.drop_table("new_codes")
    op.drop_table("invitations")


def _allow_entries(kinds: tuple[str, ...]) -> None:
    """The table refuses any other kind."""
    listed = ", ".join(f"'{kind}'" for kind in kinds)
    with op.batch_alter_table("suggestion_entries") as entries:
        entries.drop_constraint(op.f("ck_suggestion_entries_kind"), type_="check")
        entries.create_check_constraint(
            op.f("ck_suggestion_entries_kind"), f"kind IN ({listed})"
        )


def _make_choices_anew(*key: sa.schema.SchemaItem) -> None:
    """Another primary key; on the way back the last of two for a day counts."""
    link = op.get_bind()
    names = ", ".join(CHOICE_COLUMNS)
    kept = link.execute(
        sa.text(f"SELECT {names} FROM setting_choices ORDER BY chosen_on, counts_from")
    ).all()
    op.drop_table("setting_choices")
    table = op.create_table(
        "setting_choices",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("counts_from", sa.Date(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("chosen_by", sa.String(), nullable=False),
        sa.Column("chosen_on", sa.Date(), nullable=False),
        *key,
    )
    rows = {
        (row.name, row.counts_from): dict(row._mapping, **_dates(row)) for row in kept
    }
    op.bulk_insert(table, list(rows.values()))


def _dates(row: sa.Row[Any]) -> dict[str, date]:
    """SQLite answers plain SQL with text."""
    return {
        name: date.fromisoformat(str(getattr(row, name)))
        for name in ("counts_from", "chosen_on")
    }
