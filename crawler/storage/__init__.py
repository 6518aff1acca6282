"""The store: what is watched, read, found and told, in one database."""

from crawler.storage.leases import this_process
from crawler.storage.pruning import Ages
from crawler.storage.store import Store

__all__ = ["Ages", "Store", "this_process"]
