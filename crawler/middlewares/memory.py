"""A crawl that grows beyond its memory ends: Scrapy's own rule, measured on this process alone."""

from __future__ import annotations

import os
from pathlib import Path

from scrapy.extensions.memusage import MemoryUsage

_PAGE = os.sysconf("SC_PAGE_SIZE") if hasattr(os, "sysconf") else 4096


def resident_bytes() -> int:
    """Resident memory of this process, 0 where the system does not tell."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * _PAGE
    except (OSError, IndexError):
        return 0


class OwnMemoryUsage(MemoryUsage):
    """Scrapy's extension looks at the largest size that ``getrusage`` tells, which on Linux a process
    inherits from the one that started it: a crawl started by a large program would end before its first
    request.
    """

    def get_virtual_size(self) -> int:
        """Resident memory of this process in bytes."""
        return resident_bytes() or int(super().get_virtual_size())
