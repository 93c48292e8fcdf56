"""What an article is, to every room that follows."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Article:
    """One article as clean text.

    `text` is the title, a blank line and the body (or the body alone without a title): no markup, paragraphs
    parted by one blank line. Every offset anywhere counts Unicode code points of `text`.
    """

    id: str
    title: str
    text: str
    published: date | None = None
    source: str | None = None
    url: str | None = None
