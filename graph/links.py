"""Links from things to what other collections call them, which people have decided on: `owl:sameAs` to Wikidata and others.

All links of a thing stand in one named graph of their own, so that a change of the thing rewrites no other's.
"""

import re
from collections.abc import Iterable, Sequence

from pyoxigraph import NamedNode, Quad

from graph import terms
from graph.protocol import Contents
from ontology.iris import WIKIDATA, entity_iri, link_iri

_QID = re.compile("Q[1-9][0-9]{0,11}")
_PAGE = re.compile(f"https?://(?:www\\.|m\\.)?wikidata\\.org/(?:entity|wiki)/({_QID.pattern})(?:[?#].*)?")
_LONGEST = 2000  # characters of an IRI


class TargetError(Exception):
    """What is no IRI to link with; tells it."""


def target(text: str) -> str:
    """The IRI that somebody means: of a Wikidata identifier (Q42) or page the one that Wikidata gives the thing; any other of
    the web as it stands. Raises TargetError."""
    text = text.strip()
    found = _QID.fullmatch(text) or _PAGE.fullmatch(text)
    if found:
        return WIKIDATA + found[found.re.groups]
    try:
        if re.match("https?://[^/?#]", text) and len(text) <= _LONGEST:
            return NamedNode(text).value
    except ValueError:
        pass
    raise TargetError(f"{text[:80]!r} is no IRI that begins with http:// or https://, and no Q42")


def graphs(base: str, links: Iterable[tuple[str, Sequence[str]]]) -> Contents:
    """The graph of each thing's links, by local names; it holds nothing where there are none."""
    for local, iris in links:
        graph, thing = NamedNode(link_iri(base, local)), NamedNode(entity_iri(base, local))
        yield graph, [Quad(thing, terms.SAME_AS, NamedNode(iri), graph) for iri in iris]
