"""What a search found, for programs."""

from dataclasses import asdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from graph.index import Hit


def row(hit: "Hit") -> dict[str, object]:
    """A hit as JSON has it: `rongqiao search --json` prints one a line, `/search` gives a list of them."""
    return asdict(hit) | {"published": hit.published.isoformat() if hit.published else None}
