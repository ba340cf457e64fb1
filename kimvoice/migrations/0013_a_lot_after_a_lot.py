"""A lot after a lot

Where who was drawn has left and others are equal, another lot is drawn. The plan of a
lot ends with it; for those drawn before, it ends here.
"""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

KEY = "pk_election_lots"


def upgrade() -> None:
    with op.batch_alter_table("election_lots") as lots:
        lots.add_column(
            sa.Column("number", sa.Integer(), nullable=False, server_default="1")
        )
    with op.batch_alter_table("election_lots") as lots:
        lots.alter_column("number", server_default=None)
        lots.drop_constraint(op.f(KEY), type_="primary")
        lots.create_primary_key(op.f(KEY), ["election_id", "number"])
    op.execute(
        "UPDATE elections SET draws_on = NULL, draws_at = NULL, draws_where = ''"
        " WHERE id IN (SELECT election_id FROM election_lots)"
    )


def downgrade() -> None:
    op.execute("DELETE FROM election_lots WHERE number > 1")
    with op.batch_alter_table("election_lots") as lots:
        lots.drop_constraint(op.f(KEY), type_="primary")
        lots.drop_column("number")
        lots.create_primary_key(op.f(KEY), ["election_id"])
