"""Since when a site is known to repeat something: pages found before that are read without it."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Step up."""
    op.add_column("site_blocks", sa.Column("known_since", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    """Step down."""
    op.drop_column("site_blocks", "known_since")
