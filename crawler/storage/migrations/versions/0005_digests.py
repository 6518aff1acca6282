"""What waits for a digest, and when the attempt at a mail began."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Step up."""
    op.add_column("outbox", sa.Column("begun_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "digest_entries",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("subscription", sa.Text(), nullable=False),
        sa.Column("agreement_id", sa.String(40), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("told_in", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_digest_entries"),
    )
    op.create_index("ix_digest_entries_subscription", "digest_entries", ["subscription"])
    op.create_index("ix_digest_entries_agreement_id", "digest_entries", ["agreement_id"])


def downgrade() -> None:
    """Step down."""
    op.drop_table("digest_entries")
    op.drop_column("outbox", "begun_at")
