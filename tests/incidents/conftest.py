"""The installation and the site of the end-to-end tests, and what is planted on its pages."""

from tests.end_to_end.conftest import house, site

__all__ = ["house", "site"]
