"""Disk full, database gone, clock jumping, DNS failing: what is said, and that polls go on by themselves.

``python -m bench.operations troubles``. The full disk is a tmpfs: that part needs root and is left out else.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

from crawler.storage import Store
from tests.end_to_end.house import House
from tests.scheduling.stage import Rehearsal, publish, watch
from tests.site import Site
from tests.storage.conftest import database

_TELLING = (
    "store_unavailable",
    "store_available_again",
    "clock_jumped",
    "schedules_mended",
    "trouble_began",
    "trouble_over",
    "duty_failed",
)


def troubles() -> bool:
    """Run all four and print what was said; whether polls went on each time."""
    parts = {"disk full": disk, "database gone": gone, "clock jumping": clock, "DNS failing": names}
    held = True
    for name, part in parts.items():
        with tempfile.TemporaryDirectory() as folder:
            site = Site()
            publish(site, "harbour", [1, 2, 3, 4])
            try:
                went_on, said = part(Path(folder), site)
            except AssertionError as error:  # what was waited for did not come
                went_on, said = False, [str(error)]
            site.close()
        held = held and went_on
        outcome = "polls went on by themselves" if went_on else "POLLS DID NOT GO ON"
        print(f"{name}: {outcome}; said: {' | '.join(said)}", flush=True)
    return held


Outcome = tuple[bool, list[str]]


def disk(folder: Path, site: Site) -> Outcome:
    """The disk of the store fills up during a poll and is freed again."""
    home = folder / "var"
    home.mkdir()
    mount = [shutil.which("mount") or "mount", "-t", "tmpfs", "-o", "size=32m", "tmpfs", str(home)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        return True, ["left out: no right to mount"]
    try:
        house = _house(folder, site)
        with running(house, 120.0) as daemon:
            daemon.until(lambda: daemon.events("poll"))
            ballast = home / "ballast"
            with ballast.open("wb", buffering=0) as file:
                _fill(file.write)
            publish(site, "second", list(range(1, 13)))
            watch(house, site, "second")
            daemon.until(lambda: daemon.events("store_unavailable") or daemon.events("store_failed"), 90)
            ballast.unlink()
            went_on = bool(daemon.until(lambda: _polled(daemon, "second"), 120))
        return went_on, _said(daemon)
    finally:
        unmount = [shutil.which("umount") or "umount", "-l", str(home)]
        subprocess.run(unmount, check=False)


def _fill(write: Callable[[bytes], object]) -> None:
    for size in (100_000, 4_096, 512):
        try:
            while True:
                write(b"x" * size)
        except OSError:
            continue


def gone(folder: Path, _site: Site) -> Outcome:
    """PostgreSQL cannot be reached for a while."""
    with database() as url, forwarded(url) as (through, switch):
        house = _house(folder, _site, DATABASE_URL=through)
        with running(house, 120.0) as daemon:
            daemon.until(lambda: daemon.events("poll"))
            switch.cut()
            daemon.until(lambda: daemon.events("store_unavailable"))
            before = len(daemon.events("poll"))
            switch.mend()
            went_on = bool(daemon.until(lambda: len(daemon.events("poll")) > before, 60))
        return went_on, _said(daemon)


def clock(folder: Path, site: Site) -> Outcome:
    """The clock is put forward an hour, and back."""
    house = _house(folder, site)
    with running(house, 60.0) as daemon:
        daemon.until(lambda: daemon.events("poll"))
        (folder / "jump").write_text("3600", "utf-8")
        daemon.until(lambda: len(daemon.events("poll")) >= 2)
        (folder / "jump").write_text("0", "utf-8")
        daemon.until(lambda: len(daemon.events("clock_jumped")) >= 2)
        went_on = bool(daemon.until(lambda: len(daemon.events("poll")) >= 3, 60))
    return went_on, _said(daemon)


def names(folder: Path, site: Site) -> Outcome:
    """No name is resolved, for any source; then they are."""
    house = _house(folder, site)
    (folder / "sources" / "harbour.yaml").unlink()
    parts = [f"s{number}" for number in range(5)]
    for name in parts:
        house.source(name, url=f"http://{name}.invalid/", name=name, poll="every 30m")
    with running(house, 120.0) as daemon:
        daemon.until(lambda: len(daemon.events("poll")) >= 15, 90)
        for name in parts:
            publish(site, name, [1, 2])
            watch(house, site, name)
        went_on = bool(daemon.until(lambda: _polled(daemon, "s4"), 90))
    with Store(f"sqlite:///{folder}/var/pactwatch.sqlite3") as store:
        told = [row["subject"] for row in store.listing.alerts(None, 0) if row["kind"] == "health"]
    return went_on and len([line for line in told if "Pactwatch itself" in line]) == 2, [
        *_said(daemon),
        *(f"mail: {line}" for line in reversed(told)),
    ]


@contextmanager
def running(house: House, speed: float) -> Iterator[Rehearsal]:
    """A scheduler that is ended at the end, and killed where something went wrong."""
    daemon = Rehearsal(house, speed)
    try:
        yield daemon
        daemon.end()
    finally:
        if daemon.process.poll() is None:
            daemon.kill()


def _house(folder: Path, site: Site, **settings: str) -> House:
    house = House(folder, **settings)
    watch(house, site, "harbour")
    return house


def _polled(daemon: Rehearsal, name: str) -> list[dict[str, object]]:
    return [line for line in daemon.events("poll") if line["source"] == name and line["outcome"] == "done"]


def _said(daemon: Rehearsal) -> list[str]:
    """The lines that tell of trouble."""
    found = []
    for line in daemon.lines:
        if line["event"] in _TELLING or line["level"] == "error":
            facts = {
                key: value for key, value in line.items() if key in ("error", "why", "sources", "free_mb")
            }
            found.append(f"{line['event']}: " + ", ".join(str(value)[:150] for value in facts.values()))
    return found


class Switch:
    """A connection that can be cut: forwards what comes to one port to another."""

    def __init__(self, host: str, port: int) -> None:
        self._target, self._links = (host, port), set[socket.socket]()
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self._open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def cut(self) -> None:
        """Nobody is let through, and who is through is thrown out."""
        self._open = False
        for link in list(self._links):
            with suppress(OSError):
                link.shutdown(socket.SHUT_RDWR)

    def mend(self) -> None:
        """Let through again."""
        self._open = True

    def _accept(self) -> None:
        while True:
            link, _ = self._server.accept()
            if not self._open:
                link.close()
                continue
            other = socket.create_connection(self._target)
            self._links |= {link, other}
            for one, two in ((link, other), (other, link)):
                threading.Thread(target=self._carry, args=(one, two), daemon=True).start()

    def _carry(self, one: socket.socket, two: socket.socket) -> None:
        try:
            while self._open and (data := one.recv(65_536)):
                two.sendall(data)
        except OSError:
            pass
        for link in (one, two):
            link.close()
            self._links.discard(link)


@contextmanager
def forwarded(url: str) -> Iterator[tuple[str, Switch]]:
    """The same database through a switch."""
    parts = urlsplit(url)
    switch = Switch(parts.hostname or "127.0.0.1", parts.port or 5432)
    netloc = f"{parts.username}@127.0.0.1:{switch.port}" if parts.username else f"127.0.0.1:{switch.port}"
    yield parts._replace(netloc=netloc).geturl(), switch
