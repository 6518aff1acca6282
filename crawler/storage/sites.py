"""What is known of the site a page stands on."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import Connection, case, or_, select, update

from crawler.dedupe.urls import host_of, url_key
from crawler.model import EntryKind, SiteContext, Source
from crawler.storage.database import Database
from crawler.storage.planted import planted_on
from crawler.storage.schema import article_urls, articles, links, revisions, site_blocks, site_pages
from crawler.storage.sources import first_poll_done
from crawler.storage.writing import insert_new

# A block or a title's tail belongs to the site, not to the article, once three different pages have it: two
# may be an article and its reprint on the same site.
_REPEATED = 3
_MOST = 2000
_NOTHING_PLANTED = ("clean", "suspect")
# A title's tail longer than this is a headline.
_LONGEST_SUFFIX = 80


class Sites:
    """Learns what repeats on a site, and says what is known of it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def context(
        self, source: Source, url: str, all_sources: Sequence[Source], link: str | None = None
    ) -> SiteContext:
        """What is known of the site of ``source`` and of the page at ``url`` on it, to which ``link`` led.

        Of what repeats a page is told what was known when its link was found, and nothing when that was
        before a first poll ended: pages found together are read in the same light, in whatever order they
        come and however often they have to be asked for. What was kept as a page's own stays its own: else
        a page that never changed would become a revision when it is read again.
        """
        key = url_key(url)
        with self._database.reading() as connection:
            before = _last_clean(connection, key)
            knows, found_at = _light(connection, source.id, url_key(link) if link else key)
            blocks = _repeated(connection, source.id, "block", found_at) if knows else ()
            suffixes = _repeated(connection, source.id, "suffix", found_at) if knows else ()
            planted = planted_on(connection, host_of(url))
        return SiteContext(
            source_id=source.id,
            organisation=source.organisation,
            language=source.language,
            timezone=source.timezone,
            selectors=source.selectors,
            watched_hosts=watched_hosts(all_sources),
            repeated_blocks=frozenset(blocks) - _own_blocks(before[1]),
            site_suffixes=tuple(each for each in suffixes if not (before[0] or "").endswith(each)),
            junk_strings=planted,
            previous_title=before[0],
            previous_text=before[1],
            standing=any(
                point.kind is EntryKind.PAGE and url_key(point.url) == key for point in source.entry_points
            ),
        )

    def learn(
        self,
        source_id: str,
        url: str,
        blocks: Collection[str] = (),
        suffixes: Collection[str] = (),
        now: datetime | None = None,
    ) -> None:
        """Count the blocks (digests) and title tails of one page; a page counts once, however often read.

        What repeats from now on is known to pages whose links are found after ``now`` (``None``: to all).
        """
        found = {("block", block) for block in blocks if block}
        found |= {("suffix", suffix) for suffix in suffixes if 0 < len(suffix) <= _LONGEST_SUFFIX}
        with self._database.writing() as connection:
            page = {"source_id": source_id, "url_key": url_key(url)}
            if not found or not insert_new(connection, site_pages, [page]):
                return
            rows = [
                {"source_id": source_id, "kind": kind, "value": value, "pages": 0}
                for kind, value in sorted(found)
            ]
            insert_new(connection, site_blocks, rows)
            for kind in ("block", "suffix"):
                values = sorted(value for each, value in found if each == kind)
                mine = (site_blocks.c.source_id == source_id) & (site_blocks.c.kind == kind)
                named = mine & site_blocks.c.value.in_(values)
                pages = site_blocks.c.pages + 1
                since = case((pages == _REPEATED, now), else_=site_blocks.c.known_since)
                connection.execute(update(site_blocks).where(named).values(pages=pages, known_since=since))


def watched_hosts(sources: Sequence[Source]) -> tuple[tuple[str, str], ...]:
    """``(host, organisation)`` of every source that names its organisation."""
    pairs = {
        (host_of(address), source.organisation)
        for source in sources
        if source.organisation
        for address in (source.url, *(entry.url for entry in source.entry_points))
    }
    return tuple(sorted((host, organisation) for host, organisation in pairs if host))


def _last_clean(connection: Connection, key: str) -> tuple[str | None, str | None]:
    """Title and text of the page's last clean revision, ``None`` for both where there was none: what was
    repaired is nothing to compare with, for the repair may have been wrong.
    """
    mine = articles.join(article_urls)
    known = article_urls.c.url_key == key
    query = select(articles.c.id, articles.c.title, articles.c.text, articles.c.junk).select_from(mine)
    page = connection.execute(query.where(known, articles.c.read_well)).first()
    if page is None:
        return None, None
    if page.junk in _NOTHING_PLANTED:
        return page.title, page.text
    one = revisions.c
    of_page = (one.article_id == page.id) & one.junk.in_(_NOTHING_PLANTED)
    clean = select(one.content).where(of_page).order_by(one.revision.desc()).limit(1).scalar_subquery()
    # A content that came back is stored with the first revision that had it.
    kept = select(one.title, one.text).where(one.article_id == page.id, one.content == clean)
    found = connection.execute(kept.where(one.text.is_not(None), one.text != "")).first()
    return (found.title, found.text) if found else (None, None)


def _own_blocks(text: str | None) -> frozenset[str]:
    """The digests of a stored text's lines."""
    if not text:
        return frozenset()
    # Reading takes its time to load, and every command loads the store.
    from crawler.pages.blocks import block_digest

    return frozenset(block_digest(line) for line in text.split("\n") if line)


def _light(connection: Connection, source_id: str, key: str) -> tuple[bool, datetime | None]:
    """Whether anything is known of the site to the page, and the time before which it had to be known;
    ``None`` for a page that nobody found just now: it is stored already.
    """
    mine = (links.c.source_id == source_id) & (links.c.url_key == key)
    link = connection.execute(select(links.c.first_poll, links.c.found_at).where(mine)).first()
    if link is not None:
        return not link.first_poll, link.found_at
    return first_poll_done(connection, source_id), None


def _repeated(
    connection: Connection, source_id: str, kind: str, found_at: datetime | None
) -> tuple[str, ...]:
    column = site_blocks.c
    mine = (column.source_id == source_id) & (column.kind == kind) & (column.pages >= _REPEATED)
    if found_at is not None:
        mine &= or_(column.known_since.is_(None), column.known_since < found_at)
    query = select(column.value).where(mine).order_by(column.pages.desc(), column.value).limit(_MOST)
    return tuple(connection.execute(query).scalars())
