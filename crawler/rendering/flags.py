"""How Chromium is started: switches, each with its reason."""

from __future__ import annotations

import os
from pathlib import Path

# Nobody can be reached by it: names and addresses lead to nothing, the proxy it must use included, and no
# packet goes around the proxy. What a page gets, it gets from us.
_NO_NETWORK = (
    "--host-resolver-rules=MAP * ~NOTFOUND",
    "--webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--force-webrtc-ip-handling-policy=disable_non_proxied_udp",
    "--disable-quic",
    "--dns-prefetch-disable",
    "--no-pings",
    "--disable-background-networking",
    "--disable-domain-reliability",
    "--disable-component-update",
)
# ``.invalid`` never resolves (RFC 2606), and the rule above would not let it.
NOWHERE = "http://nowhere.invalid:1"
# Playwright switches these protections off for tests of people's own sites.
UNWANTED = ("--disable-popup-blocking", "--disable-ipc-flooding-protection")
# A page cannot open windows, keep things or use the machine beyond drawing text.
_NOTHING_ELSE = (
    "--disable-gpu",
    "--disable-webgl",
    "--disable-3d-apis",
    "--disable-notifications",
    "--disable-speech-api",
    "--disable-breakpad",
    "--disable-crash-reporter",
    "--disk-cache-size=1",
    "--blink-settings=imagesEnabled=false",
    # A script that fills its memory ends itself before it ends us.
    "--js-flags=--max-old-space-size=256",
    # All processes of one page's site share one renderer: ten frames are not ten processes.
    "--renderer-process-limit=4",
)


def switches(owner: str) -> list[str]:
    """Chromium's switches; ``owner`` marks its process as ours, see ``crawler.rendering.processes``."""
    return [*_NO_NETWORK, *_NOTHING_ELSE, f"{OWNER_SWITCH}={owner}"]


# Chromium ignores a switch it does not know; it stands in the process's command line for us to find.
OWNER_SWITCH = "--pactwatch-owner"


def has_sandbox() -> bool:
    """Whether Chromium can keep its pages in a sandbox: it refuses to as root."""
    return not hasattr(os, "geteuid") or os.geteuid() != 0


def environment(home: Path) -> dict[str, str]:
    """What the browser may know of ours: no secrets, and a home folder that goes with it."""
    return {
        "PATH": os.defpath + ":/usr/local/bin:/usr/sbin:/sbin",
        "HOME": str(home),
        "TMPDIR": str(home),
        "XDG_CONFIG_HOME": str(home),
        "XDG_CACHE_HOME": str(home),
        "LANG": "C.UTF-8",
    }
