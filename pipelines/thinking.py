"""What the pure steps hand to each other inside one process."""

from __future__ import annotations

from dataclasses import dataclass

from crawler.model import Assessment, SiteContext
from crawler.text.document import Document


@dataclass(frozen=True, slots=True)
class Thinking:
    """The assessment so far, the site's context, and the one parse that all steps look at.

    It never leaves its process: ``document`` is ``None`` for a page that could not be parsed and for text
    whose page is not known.
    """

    assessment: Assessment
    context: SiteContext
    document: Document | None = None
