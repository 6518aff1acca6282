"""The store of this installation."""

from __future__ import annotations

from crawler.config import Config
from crawler.errors import ConfigurationError, StoreBusyError, StoreError, UnusableStoreError
from crawler.storage.store import Store


def store_of(config: Config) -> Store:
    """The store that ``config`` asks for; its home folder is made where it is missing.

    Raises :class:`UnusableStoreError`, :class:`StoreBusyError` or :class:`ConfigurationError` with one line.
    """
    try:
        config.home.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ConfigurationError(f"PACTWATCH_HOME: {config.home} cannot be made ({error.strerror})") from None
    try:
        return Store(config.database_url, config.reread_days)
    except StoreBusyError:
        raise
    except StoreError as error:
        raise UnusableStoreError(str(error)) from error
