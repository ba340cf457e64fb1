"""The urn is sealed anew: nothing has to cover its last slip any more

The mailbox itself takes its new form at the first slip or the first minute.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_table("urn_covers")


def downgrade() -> None:
    op.create_table(
        "urn_covers",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("noise", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(
            ["name"], ["urns.name"], name=op.f("fk_urn_covers_name_urns")
        ),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_urn_covers")),
    )
