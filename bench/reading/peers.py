"""``python bench/reading/peers.py NAME ANSWERS.json PAGES``: one peer on all shared pages.

Runs in the bench's environment and imports nothing of the project. A peer that fails on a page has answered
nothing for it.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

Answer = dict[str, Any]
_DECLARED = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)


def decoded(body: bytes) -> str:
    """The page as text, so that no peer fails for its guess of a character set: UTF-8 where that fits, else
    what the page declares (as the larger Chinese set where it says the smaller).
    """
    match = _DECLARED.search(body[:20_000])
    label = match[1].decode().lower() if match else "utf-8"
    for encoding in ("utf-8", "gb18030" if label.startswith("gb") else label):
        try:
            return body.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    return body.decode("gb18030" if label.startswith("gb") else "utf-8", "replace")


def _trafilatura(**options: Any) -> Callable[[str, str], Answer]:
    import trafilatura

    def read(body: str, url: str) -> Answer:
        found = trafilatura.bare_extraction(body, url=url, with_metadata=True, **options)
        return {"title": found.title, "text": found.text, "date": found.date} if found else {}

    return read


def _readability() -> Callable[[str, str], Answer]:
    from lxml import html
    from readability import Document

    def read(body: str, url: str) -> Answer:
        document = Document(body)
        tree = html.fromstring(document.summary())
        return {
            "title": document.short_title(),
            "text": "\n".join(t.strip() for t in tree.itertext() if t.strip()),
        }

    return read


def _newspaper() -> Callable[[str, str], Answer]:
    import newspaper

    def read(body: str, url: str) -> Answer:
        article = newspaper.Article(url, input_html=body)
        article.download(input_html=body)
        article.parse()
        day = article.publish_date.date().isoformat() if article.publish_date else None
        return {"title": article.title, "text": article.text, "date": day}

    return read


def _resiliparse() -> Callable[[str, str], Answer]:
    from resiliparse.extract.html2text import extract_plain_text
    from resiliparse.parse.html import HTMLTree

    def read(body: str, url: str) -> Answer:
        tree = HTMLTree.parse(body)
        return {"title": tree.title, "text": extract_plain_text(tree, main_content=True, alt_texts=False)}

    return read


def _gne() -> Callable[[str, str], Answer]:
    from gne import GeneralNewsExtractor

    extractor = GeneralNewsExtractor()

    def read(body: str, url: str) -> Answer:
        found = extractor.extract(body)
        return {"title": found["title"], "text": found["content"], "date": (found["publish_time"] or "")[:10]}

    return read


def _magic_html() -> Callable[[str, str], Answer]:
    from lxml import html
    from magic_html import GeneralExtractor

    extractor = GeneralExtractor()

    def read(body: str, url: str) -> Answer:
        found = extractor.extract(body, base_url=url)
        tree = html.fromstring(found["html"])
        return {
            "title": found.get("title"),
            "text": "\n".join(t.strip() for t in tree.itertext() if t.strip()),
        }

    return read


PEERS: dict[str, Callable[[], Callable[[str, str], Answer]]] = {
    "trafilatura": lambda: _trafilatura(),
    "trafilatura fast": lambda: _trafilatura(fast=True),
    "trafilatura precision": lambda: _trafilatura(favor_precision=True),
    "readability-lxml": _readability,
    "newspaper4k": _newspaper,
    "resiliparse": _resiliparse,
    "gne": _gne,
    "magic-html": _magic_html,
}


def main(name: str, target: str, pages: str) -> None:
    """Read every page of every set."""
    read = PEERS[name]()
    answers: dict[str, dict[str, Answer]] = {}
    spent: list[float] = []
    failures = 0
    for folder in sorted(path for path in Path(pages).iterdir() if (path / "truth.jsonl").exists()):
        for line in (folder / "truth.jsonl").read_text("utf-8").splitlines():
            truth = json.loads(line)
            body = decoded((folder / "html" / f"{truth['id']}.html").read_bytes())
            started = time.process_time()
            try:
                answer = read(body, truth.get("url") or "http://example.invalid/article")
            except Exception as error:  # noqa: BLE001 - a peer may fail in any way; that is its answer
                answer, failures = {}, failures + 1
                if failures == 1:
                    print(f"{name}: {type(error).__name__}: {error}", file=sys.stderr)
            spent.append(time.process_time() - started)
            answers.setdefault(folder.name, {})[truth["id"]] = answer
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    facts = {"answers": answers, "seconds": spent[1:], "peak_mb": peak, "failures": failures}
    Path(target).write_text(json.dumps(facts, ensure_ascii=False, default=str), "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
