"""What is known of sites and organisations."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Step up."""
    _site_pages()
    _site_blocks()
    _junk_strings()
    _organisations()
    _organisation_names()
    _organisation_hosts()
    _facts()


def downgrade() -> None:
    """Step down."""
    op.drop_table("facts")
    op.drop_table("organisation_hosts")
    op.drop_table("organisation_names")
    op.drop_table("organisations")
    op.drop_table("junk_strings")
    op.drop_table("site_blocks")
    op.drop_table("site_pages")


def _site_pages() -> None:
    op.create_table(
        "site_pages",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "url_key", name="pk_site_pages"),
    )


def _site_blocks() -> None:
    op.create_table(
        "site_blocks",
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(8), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("pages", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("source_id", "kind", "value", name="pk_site_blocks"),
    )


def _junk_strings() -> None:
    op.create_table(
        "junk_strings",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("host", "value", name="pk_junk_strings"),
    )


def _organisations() -> None:
    op.create_table(
        "organisations",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(2), nullable=True),
        sa.Column("type", sa.Text(), nullable=True),
        sa.Column("origin", sa.String(12), nullable=False),
        sa.Column("merged_into", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_organisations"),
    )


def _organisation_names() -> None:
    op.create_table(
        "organisation_names",
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.Column("norm", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("origin", sa.String(12), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "norm", "kind", "language", name="pk_organisation_names"),
    )
    op.create_index("ix_organisation_names_norm", "organisation_names", ["norm"])


def _organisation_hosts() -> None:
    op.create_table(
        "organisation_hosts",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("host", "organisation_id", name="pk_organisation_hosts"),
    )
    op.create_index("ix_organisation_hosts_organisation_id", "organisation_hosts", ["organisation_id"])


def _facts() -> None:
    op.create_table(
        "facts",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_facts"),
    )
