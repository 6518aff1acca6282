"""``python -m bench.agreements speed [--quick]``: texts of 3,000 characters a second, time to load, memory.

Three kinds of text in each language: *real*, paragraphs of the shared article pages, whole stories where
they are long enough; *announcement*, a labelled or hand-written digest before such paragraphs; *hardest*,
nothing but announcements, one after the other. CPU time of one process counts, the best of several rounds.
Loading is measured in a fresh process: the first announcement concluded, with a registry as large as ROR's
dump in the store (left out by ``--quick``; making it takes most of a minute).
"""

from __future__ import annotations

import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from bench.agreements import corpus
from bench.reading.shared import PAGES, TEXT_SETS
from crawler.agreements import detect
from crawler.model import Article, EmptyNameTable, JunkVerdict, SiteContext

SIZE = 3_000
"""Characters of a text."""
MOST = 80
"""Texts of one kind in one language."""
ROUNDS = 3
MIX = {"real": 0.8, "announcement": 0.15, "hardest": 0.05}
"""The share of each kind in the mix: what a busy news page brings, with more announcements than in life."""
LANGUAGES = ("en", "zh", "ja", "ko")
Story = tuple[str, str]  # headline and text


def real(language: str) -> list[Story]:
    """The shared pages' articles as texts of about ``SIZE`` characters: long ones cut, short ones joined, at
    the borders of paragraphs.
    """
    stories: list[Story] = []
    for name in TEXT_SETS:
        for line in (PAGES / name / "truth.jsonl").read_text(encoding="utf-8").splitlines():
            truth = json.loads(line)
            if truth.get("text") and truth.get("lang") == language:
                stories.append((truth.get("title") or "", truth["text"]))
    return list(_filled(stories))[:MOST]


def announcements(language: str) -> list[Story]:
    """The announcements among the labelled and hand-written texts."""
    rows = corpus.rows() + corpus.rows(corpus.REAL.with_name("parties.jsonl")) + corpus.written()
    return [
        (row["title"] or "", row["text"])
        for row in rows
        if row["label"] == "announcement" and row["lang"].startswith(language)
    ]


def texts(language: str) -> dict[str, list[Article]]:
    """The articles of each kind."""
    prose, told = real(language), announcements(language)
    told = told[:: max(1, len(told) // MOST)][:MOST]  # spread over all that there are
    within = [
        (title, _cut(f"{text}\n\n{prose[index % len(prose)][1]}")) for index, (title, text) in enumerate(told)
    ]
    kinds = {"real": prose, "announcement": within, "hardest": list(_filled(announcements(language)))[:MOST]}
    return {
        kind: [
            Article(f"https://example.org/{kind}/{n}", title or None, text, published_on="2025-05-05")
            for n, (title, text) in enumerate(stories)
        ]
        for kind, stories in kinds.items()
    }


def _filled(stories: list[Story]) -> Iterator[Story]:
    """Stories cut or joined to ``SIZE`` characters; what is left over at the end is dropped."""
    headline, gathered = "", ""
    for title, text in stories:
        for paragraph in chain.from_iterable(map(_bounded, text.split("\n"))):
            headline = headline if gathered else title
            gathered = f"{gathered}\n\n{paragraph}" if gathered else paragraph
            if len(gathered) >= SIZE:
                yield headline, _cut(gathered)
                gathered = ""


def _bounded(paragraph: str) -> list[str]:
    """A paragraph without a break is cut too, or one text would swallow a whole page."""
    words = paragraph.strip()
    return [words[at : at + SIZE] for at in range(0, len(words), SIZE)]


def _cut(text: str) -> str:
    """The first ``SIZE`` characters, to the end of a sentence where one ends soon after."""
    stop = re.compile(r"[.。!?！？]").search(text, SIZE)
    return text[: stop.end() if stop and stop.end() < SIZE * 1.1 else SIZE]


def cost(articles: list[Article]) -> float:
    """Milliseconds of CPU for each article."""
    began = time.process_time()
    for article in articles:
        detect(article, SiteContext(), EmptyNameTable(), JunkVerdict())
    return 1000 * (time.process_time() - began) / max(1, len(articles))


_LOAD = """
import sys, time
began, used = time.perf_counter(), time.process_time()
from crawler.agreements import detect
from crawler.model import Article, JunkVerdict, SiteContext
from crawler.organisations import ChainTable, OwnTable
from crawler.storage import Store
table = ChainTable(OwnTable(), Store(sys.argv[1]).names)
text = "Mayo Clinic and West China Hospital signed a memorandum of understanding on 3 May 2025. 我院与四川大学华西医院签署合作协议。"
detect(Article("https://example.org/1", None, text), SiteContext(), table, JunkVerdict())
took, used = time.perf_counter() - began, time.process_time() - used
peak = next(line for line in open("/proc/self/status") if line.startswith("VmHWM:"))
print(round(took, 2), round(used, 2), int(peak.split()[1]) // 1024)
"""


def load(registry: int) -> dict[str, object]:
    """Seconds and peak memory of a fresh process up to its first announcement, ``registry`` made-up
    organisations in the store (0: an empty one).
    """
    from bench.organisations.size import synthetic
    from crawler.storage import Store

    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'registry.db'}"
        store = Store(url)
        if registry:
            store.names.import_rows(synthetic(registry))
        command = [sys.executable, "-c", _LOAD, url]
        got = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return {
        "organisations in the store": registry,
        "load seconds": float(got[0]),
        "load CPU seconds": float(got[1]),
        "peak memory MB": int(got[2]),
    }


def measure() -> dict[str, object]:
    """Texts a second by language and kind, and of the mix (languages in equal shares). Rounds go over all
    texts, so that nothing remembered of a text serves it again.
    """
    every = {language: texts(language) for language in LANGUAGES}
    best: dict[tuple[str, str], float] = {}
    for _ in range(ROUNDS):
        for language, kinds in every.items():
            for kind, articles in kinds.items():
                best[language, kind] = min(cost(articles), best.get((language, kind), float("inf")))
    figures: dict[str, object] = {
        language: {kind: f"{_rate(best[language, kind])} ({len(a)} texts)" for kind, a in kinds.items()}
        for language, kinds in every.items()
    }
    means = {kind: sum(best[one, kind] for one in LANGUAGES) / len(LANGUAGES) for kind in MIX}
    mixed = sum(share * means[kind] for kind, share in MIX.items())
    figures["all"] = {kind: _rate(took) for kind, took in means.items()} | {f"mix {MIX}": _rate(mixed)}
    return figures


def _rate(took: float) -> str:
    return f"{round(1000 / took)} a second, {took:.2f} ms"


def machine() -> str:
    """What it ran on, and how busy that was."""
    cpu = Path("/proc/cpuinfo")
    named = re.search(r"model name\s*:\s*(.+)", cpu.read_text()) if cpu.exists() else None
    model = named[1] if named else platform.processor()
    busy = ", ".join(f"{one:.1f}" for one in os.getloadavg())
    return f"{model}, {os.cpu_count()} cores, Python {platform.python_version()}, load {busy}"
