"""What was read."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Step up."""
    _articles()
    _articles_indexes()
    _article_urls()
    _revisions()
    _bands()


def downgrade() -> None:
    """Step down."""
    op.drop_table("bands")
    op.drop_table("revisions")
    op.drop_table("article_urls")
    op.drop_table("articles")


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(40), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("is_first_poll", sa.Boolean(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_read", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(40), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("title_as_found", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("published_on", sa.Text(), nullable=True),
        sa.Column("meta", sa.JSON(), nullable=False),
        sa.Column("junk", sa.String(12), nullable=False),
        sa.Column("junk_score", sa.Float(), nullable=False),
        sa.Column("junk_detail", sa.JSON(), nullable=False),
        sa.Column("announcement", sa.String(14), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("reasons", sa.JSON(), nullable=False),
        sa.Column("duplicate_of", sa.Integer(), nullable=True),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.Column("digest", sa.String(64), nullable=True),
        sa.Column("signature", sa.JSON(), nullable=True),
        sa.Column("fingerprint_version", sa.String(40), nullable=True),
        sa.Column("problem", sa.String(30), nullable=True),
        sa.Column("problem_detail", sa.Text(), nullable=False),
        sa.Column("read_well", sa.Boolean(), nullable=False),
        sa.Column("last_problem", sa.String(30), nullable=True),
        sa.Column("last_problem_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("etag", sa.Text(), nullable=True),
        sa.Column("last_modified", sa.Text(), nullable=True),
        sa.Column("next_reread", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reread_attempts", sa.Integer(), nullable=False),
        sa.Column("archive_ref", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sa.ForeignKeyConstraint(
            ["duplicate_of"],
            ["articles.id"],
            name="fk_articles_duplicate_of_articles",
        ),
        sa.UniqueConstraint("key", name="uq_articles_key"),
    )


def _articles_indexes() -> None:
    op.create_index("ix_articles_digest", "articles", ["digest"])
    op.create_index("ix_articles_duplicate_of", "articles", ["duplicate_of"])
    op.create_index("ix_articles_first_seen", "articles", ["first_seen"])
    op.create_index("ix_articles_junk", "articles", ["junk"])
    op.create_index("ix_articles_source_id", "articles", ["source_id"])
    op.create_index("ix_articles_source_id_next_reread", "articles", ["source_id", "next_reread"])


def _article_urls() -> None:
    op.create_table(
        "article_urls",
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("url_key", name="pk_article_urls"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_article_urls_article_id_articles",
        ),
    )
    op.create_index("ix_article_urls_article_id", "article_urls", ["article_id"])


def _revisions() -> None:
    op.create_table(
        "revisions",
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content", sa.String(40), nullable=False),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("junk", sa.String(12), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "revision", name="pk_revisions"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_revisions_article_id_articles",
        ),
    )


def _bands() -> None:
    op.create_table(
        "bands",
        sa.Column("band", sa.String(40), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("band", "article_id", name="pk_bands"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_bands_article_id_articles",
        ),
    )
    op.create_index("ix_bands_article_id", "bands", ["article_id"])
