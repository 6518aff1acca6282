"""The operators' page: look and decide. One view file per screen."""

from crawler.web.app import application, serve

__all__ = ["application", "serve"]
