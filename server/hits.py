"""What a search found, for programs."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from graph.hits import Found, Hit

FACETS = {"type": "types", "year": "years", "source": "sources", "org": "organisations"}


def row(hit: "Hit") -> dict[str, object]:
    """A hit as JSON has it: `rongqiao search --json` prints one a line, `/api/v1/search` gives a list of them."""
    return asdict(hit) | {"published": hit.published.isoformat() if hit.published else None}


def form(query: str, found: "Found") -> dict[str, Any]:
    """A page of an answer as JSON has it."""
    from server.findings import labelled, remark

    return {
        "query": query,
        "total": found.total,
        "results": [row(hit) for hit in found.hits],
        "facets": {
            kind: [asdict(share) for share in labelled(getattr(found, name), kind)] for kind, name in FACETS.items()
        },
        "estimated": found.estimated,
        "meant": found.meant,
        "remarks": [{"oddity": one.oddity, "piece": one.piece, "message": remark(one)} for one in found.remarks],
        "applied": found.applied,
    }
