"""Raw pages: written once, found again, whatever happens to the file."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from crawler.archive import Archive
from crawler.errors import ArchiveError
from crawler.model import ArticleLink, EntryKind, EntryPoint, FetchedPage, Problem

NOW = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)


def clock() -> datetime:
    return NOW


def page(
    body: bytes = b"<p>a page</p>", url: str = "http://a.example/news/1.html", **more: object
) -> FetchedPage:
    headers = (("content-type", "text/html; charset=gbk"), ("x-name", "välue"))
    made = FetchedPage(url, url, 200, headers, body, NOW, source_id="one")
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.fixture
def opened() -> Iterator[Callable[..., Archive]]:
    """Makes archives and closes them."""
    with ExitStack() as stack:

        def make(root: Path, now: Callable[[], datetime] = clock) -> Archive:
            made = Archive(root, now)
            stack.callback(made.close)
            return made

        yield make


@pytest.fixture
def archive(opened: Callable[..., Archive], tmp_path: Path) -> Archive:
    return opened(tmp_path / "archive")


def files(root: Path) -> list[Path]:
    return sorted(root.rglob("*.warc.gz"))


def records(root: Path) -> list[tuple[str, str]]:
    found = []
    for path in files(root):
        with path.open("rb") as file:
            for record in ArchiveIterator(file, check_digests=True):
                record.content_stream().read()
                found.append((record.rec_type, record.rec_headers.get_header("WARC-Target-URI")))
    return found


def test_a_page_comes_back_as_it_was(archive: Archive) -> None:
    full = page(
        requested_url="http://a.example/old",
        link=ArticleLink("http://a.example/old", "上海医院签约", "2026-03-01"),
        failure=Problem.TRUNCATED,
        failure_detail="cut",
    )
    entry = page(entry=EntryPoint("http://a.example/", EntryKind.LISTING), status=503)
    for one in (full, entry):
        reference = archive.write(one)
        assert archive.read(reference) == replace(one, archive_ref=reference)


def test_the_same_payload_is_kept_once_and_read_under_both_references(
    archive: Archive, tmp_path: Path
) -> None:
    big = os.urandom(50_000)
    first = archive.write(page(big))
    second = archive.write(page(big, "http://a.example/news/2.html", status=203))
    assert [kind for kind, _ in records(tmp_path)] == ["response", "revisit"]
    assert files(tmp_path)[0].stat().st_size < 60_000
    assert archive.read(first).body == archive.read(second).body == big
    again = archive.read(second)
    assert (again.url, again.status) == ("http://a.example/news/2.html", 203)


def test_answers_without_a_body_are_records_of_their_own(archive: Archive) -> None:
    references = [archive.write(page(b"", status=304)) for _ in range(2)]
    assert [archive.read(reference).status for reference in references] == [304, 304]


def test_a_day_has_a_file_of_its_own_and_a_revisit_never_leaves_it(
    opened: Callable[..., Archive], tmp_path: Path
) -> None:
    times = [NOW]
    archive = opened(tmp_path, lambda: times[0])
    archive.write(page())
    times[0] = NOW + timedelta(days=1)
    reference = archive.write(page())
    assert len(files(tmp_path)) == 2
    assert [kind for kind, _ in records(tmp_path)] == ["response", "response"]
    assert archive.read(reference).body == b"<p>a page</p>"


def test_a_record_cut_short_costs_itself_only(
    archive: Archive, opened: Callable[..., Archive], tmp_path: Path
) -> None:
    kept = archive.write(page(b"kept"))
    lost = archive.write(page(os.urandom(5000)))
    archive.close()
    path = files(tmp_path)[0]
    os.truncate(path, path.stat().st_size - 2000)
    after = opened(tmp_path / "archive")
    later = after.write(page(b"written by the next process"))
    assert after.read(kept).body == b"kept"
    assert after.read(later).body == b"written by the next process"
    with pytest.raises(ArchiveError):
        after.read(lost)


def test_a_process_killed_while_writing_leaves_every_finished_record_whole(
    opened: Callable[..., Archive], tmp_path: Path
) -> None:
    script = (
        "import sys, os\nfrom pathlib import Path\nfrom tests.archive.test_archive_store import page, clock\n"
        "from crawler.archive import Archive\narchive = Archive(Path(sys.argv[1]), clock)\n"
        "while True:\n    print(archive.write(page(os.urandom(20000))), flush=True)\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)],
        cwd=Path(__file__).parents[2],
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    told = [process.stdout.readline().strip() for _ in range(30)]
    process.send_signal(signal.SIGKILL)
    rest, _ = process.communicate()
    told += [line for line in rest.splitlines() if line.count(":") == 1]
    archive = opened(tmp_path)
    assert all(len(archive.read(reference).body) == 20_000 for reference in told[:-1])
    fresh = archive.write(page(b"after"))
    assert archive.read(fresh).body == b"after"


def test_a_full_disk_is_one_clear_line_and_what_was_kept_stays_sound(
    opened: Callable[..., Archive], tmp_path: Path
) -> None:
    archive = opened(tmp_path)
    kept = archive.write(page(b"kept"))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4000, hard))
    try:
        with pytest.raises(ArchiveError, match="cannot be written"):
            archive.write(page(os.urandom(50_000)))
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    later = archive.write(page(b"later"))
    assert archive.read(kept).body == b"kept"
    assert archive.read(later).body == b"later"
    assert [kind for kind, _ in records(tmp_path)] == ["response", "response"]


def test_a_folder_that_cannot_be_made_is_one_clear_line(
    opened: Callable[..., Archive], tmp_path: Path
) -> None:
    (tmp_path / "taken").write_text("a file stands here")
    with pytest.raises(ArchiveError, match="taken"):
        opened(tmp_path / "taken").write(page())


@pytest.mark.parametrize(
    "reference",
    ["", ":", "nothing.warc.gz:0", "../../etc/passwd:0", "/etc/passwd:0", "x:y", "2026/03:0", "no-colon"],
)
def test_a_reference_to_nothing_is_refused(archive: Archive, reference: str) -> None:
    with pytest.raises(ArchiveError):
        archive.read(reference)


def test_a_reference_into_the_middle_of_a_record_is_refused(archive: Archive) -> None:
    name, _, offset = archive.write(page(os.urandom(3000))).rpartition(":")
    with pytest.raises(ArchiveError):
        archive.read(f"{name}:{int(offset) + 50}")


def test_a_damaged_payload_is_not_handed_out(archive: Archive, tmp_path: Path) -> None:
    reference = archive.write(page(os.urandom(5000)))
    path = files(tmp_path)[0]
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 0xFF
    path.write_bytes(bytes(raw))
    with pytest.raises(ArchiveError):
        archive.read(reference)


def test_threads_write_side_by_side(archive: Archive) -> None:
    told: list[tuple[bytes, str]] = []

    def work(number: int) -> Callable[[], None]:
        def write() -> None:
            for count in range(20):
                body = b"%d of %d" % (count, number)
                told.append((body, archive.write(page(body))))

        return write

    threads = [threading.Thread(target=work(number)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(told) == 80
    assert all(archive.read(reference).body == body for body, reference in told)


@given(
    body=st.binary(max_size=300),
    header=st.text(st.characters(exclude_characters="\r\n\0"), max_size=40),
    url=st.text(max_size=40),
    status=st.integers(100, 599),
)
@example(b"", "\ud800", "", 200)
@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_a_server_sends_is_kept_and_read_back(
    archive: Archive, body: bytes, header: str, url: str, status: int
) -> None:
    made = page(body, "http://a.example/" + url, status=status, headers=(("x-any", header),))
    found = archive.read(archive.write(made))
    assert (found.body, found.status, found.requested_url) == (body, status, made.requested_url)
