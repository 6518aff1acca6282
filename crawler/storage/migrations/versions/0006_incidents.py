"""When a site was injected, and which of its pages."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Step up."""
    op.create_table(
        "incidents",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_incidents"),
    )
    op.create_index("ix_incidents_source_id", "incidents", ["source_id"])
    op.create_table(
        "incident_pages",
        sa.Column("incident_id", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(12), nullable=False),
        sa.Column("title_as_found", sa.Text(), nullable=True),
        sa.Column("found_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("over_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("over_why", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["incident_id"], ["incidents.id"], name="fk_incident_pages_incident_id_incidents"
        ),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name="fk_incident_pages_article_id_articles"
        ),
        sa.PrimaryKeyConstraint("incident_id", "article_id", name="pk_incident_pages"),
    )
    op.create_index("ix_incident_pages_article_id", "incident_pages", ["article_id"])


def downgrade() -> None:
    """Step down."""
    op.drop_table("incident_pages")
    op.drop_table("incidents")
