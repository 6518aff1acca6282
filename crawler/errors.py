"""The errors that Pactwatch raises on purpose.

::

    PactwatchError               one line for a person; never shown as a traceback
      ConfigurationError         wrong setting, source file or argument: exit code 2
        SourceFileError          one source file is wrong; the other sources go on
      StoreError                 the database cannot be opened, written or migrated
        UnusableStoreError       not at all, as the settings name it: exit code 2
        StoreBusyError           another process holds the lock for longer than we wait
      ArchiveError               a raw page cannot be written or read back
      FetchError                 a single guarded request ended early; carries the problem's name
      DeliveryError              a message was not accepted
        PermanentDeliveryError   and never will be as it stands
        UnreachableError         because the server itself cannot be reached or used as it is configured
        UnknownDeliveryError     and nobody can say whether it was (the connection ended after DATA)
"""

from __future__ import annotations


class PactwatchError(Exception):
    """Base of all; ``str()`` is one line: what, where, what was expected."""


class ConfigurationError(PactwatchError):
    """A setting, source file or argument is wrong."""


class SourceFileError(ConfigurationError):
    """One source file is wrong; its line names file, key and what was expected."""


class StoreError(PactwatchError):
    """The database cannot be used."""


class UnusableStoreError(StoreError, ConfigurationError):
    """The database that the settings name cannot be opened at all: exit code 2, as for any wrong setting."""


class StoreBusyError(StoreError):
    """Another process holds the database for longer than we wait."""


class ArchiveError(PactwatchError):
    """A raw page cannot be written or read back."""


class FetchError(PactwatchError):
    """A guarded request ended early; ``problem`` is the value of a ``crawler.model.Problem``."""

    def __init__(self, problem: str, detail: str) -> None:
        super().__init__(detail)
        self.problem = problem
        self.detail = detail


class DeliveryError(PactwatchError):
    """A message was not accepted; it may be tried again."""


class PermanentDeliveryError(DeliveryError):
    """A message was refused for good."""


class UnreachableError(DeliveryError):
    """The server cannot be reached or used: no message at all would be accepted now."""


class UnknownDeliveryError(DeliveryError):
    """The connection ended when the message may already have been accepted."""
