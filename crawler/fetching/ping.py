"""The dead man's switch: an address of the operator's that is asked while all goes well."""

from __future__ import annotations

from crawler.errors import FetchError
from crawler.fetching.guard import AddressGuard
from crawler.fetching.identity import user_agent
from crawler.fetching.wire import Wire
from crawler.log import events

_PATIENCE, _BODY = 10.0, 100_000


async def ping(url: str, *, proxy: str = "", contact: str = "") -> bool:
    """Ask ``url`` once (empty = nothing to do, true); false, and one line, when it did not answer with 2xx.

    The operator named it: it may be private, and no robots.txt is asked.
    """
    if not url:
        return True
    wire = Wire(AddressGuard((url,), proxy), max_body=_BODY, timeout=_PATIENCE, proxy=proxy)
    try:
        answer = await wire.get(url, {"User-Agent": user_agent(contact)})
    except FetchError as error:
        events("scheduler").warning("ping_failed", url=url, error=error.detail)
        return False
    finally:
        await wire.close()
    if not 200 <= answer.status < 300:
        events("scheduler").warning("ping_failed", url=url, error=f"the server answers {answer.status}")
        return False
    return True
