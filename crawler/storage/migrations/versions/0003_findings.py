"""What was signed, and what people are told."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Step up."""
    _agreements()
    _reports()
    _report_parties()
    _audit()
    _outbox()
    _deliveries()


def downgrade() -> None:
    """Step down."""
    op.drop_table("deliveries")
    op.drop_table("outbox")
    op.drop_table("audit")
    op.drop_table("report_parties")
    op.drop_table("reports")
    op.drop_table("agreements")


def _agreements() -> None:
    op.create_table(
        "agreements",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        sa.Column("status_by", sa.Text(), nullable=True),
        sa.Column("status_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("merged", sa.JSON(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("superseded_by", sa.String(40), nullable=True),
        sa.Column("alerted", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_agreements"),
    )
    op.create_index("ix_agreements_first_seen", "agreements", ["first_seen"])


def _reports() -> None:
    op.create_table(
        "reports",
        sa.Column("key", sa.String(60), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.String(40), nullable=True),
        sa.Column("source_id", sa.Text(), nullable=False),
        sa.Column("agreement", sa.JSON(), nullable=False),
        sa.Column("announcement", sa.String(14), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("junk", sa.String(12), nullable=False),
        sa.Column("published_on", sa.Text(), nullable=True),
        sa.Column("day", sa.String(10), nullable=True),
        sa.Column("first_seen", sa.DateTime(timezone=True), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("linked", sa.String(40), nullable=True),
        sa.Column("apart", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_reports"),
        sa.ForeignKeyConstraint(
            ["article_id"],
            ["articles.id"],
            name="fk_reports_article_id_articles",
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"],
            ["agreements.id"],
            name="fk_reports_agreement_id_agreements",
        ),
    )
    op.create_index("ix_reports_agreement_id", "reports", ["agreement_id"])
    op.create_index("ix_reports_article_id", "reports", ["article_id"])


def _report_parties() -> None:
    op.create_table(
        "report_parties",
        sa.Column("party_key", sa.Text(), nullable=False),
        sa.Column("report_key", sa.String(60), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("party_key", "report_key", "place", name="pk_report_parties"),
        sa.ForeignKeyConstraint(
            ["report_key"],
            ["reports.key"],
            name="fk_report_parties_report_key_reports",
        ),
    )
    op.create_index("ix_report_parties_report_key", "report_parties", ["report_key"])


def _audit() -> None:
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("what", sa.String(20), nullable=False),
        sa.Column("agreement_id", sa.String(40), nullable=False),
        sa.Column("report_key", sa.String(60), nullable=True),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
    )
    op.create_index("ix_audit_agreement_id", "audit", ["agreement_id"])


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("agreement_id", sa.String(40), nullable=True),
        sa.Column("recipients", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("message_id", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(10), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_error", sa.Text(), nullable=True),
        sa.Column("next_attempt_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lease_owner", sa.Text(), nullable=True),
        sa.Column("lease_until", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_outbox"),
    )
    op.create_index("ix_outbox_agreement_id", "outbox", ["agreement_id"])
    op.create_index("ix_outbox_created_at", "outbox", ["created_at"])
    op.create_index("ix_outbox_state", "outbox", ["state"])


def _deliveries() -> None:
    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("alert_id", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("event", sa.String(12), nullable=False),
        sa.Column("detail", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
    )
    op.create_index("ix_deliveries_alert_id", "deliveries", ["alert_id"])
    op.create_index("ix_deliveries_at", "deliveries", ["at"])
