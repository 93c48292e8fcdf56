"""What tells a thing from others of its name, in one line: of a person posts and firms, of a firm where it is and whose.

It is made of the plain facts of all articles, whatever order they came in: what most articles say comes first. Whoever
changes an article makes the lines of all that it speaks of anew, for a line also holds the names of other things.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence

from pyoxigraph import NamedNode

from graph import terms
from graph.naming import EntityRow
from graph.rows import Select, integer, text
from ontology.iris import article_iri, entity_iri, entity_local
from ontology.predicates import EntityType

PARTS, VALUES, LENGTH = 3, 2, 16  # of a line, of a part, of a value in characters

_BACK = "<"  # before a predicate whose subjects are told of its object
# Of each type what is told, and how; the first come first.
_TOLD: dict[EntityType, dict[str, str]] = {
    "PER": {
        "worksFor": "任职于{}",
        "jobTitle": "{}",
        "<founder": "创办{}",
        "formerEmployer": "曾任职于{}",
        "alumniOf": "毕业于{}",
        "birthPlace": "生于{}",
    },
    "ORG": {"location": "位于{}", "foundingDate": "{}年成立", "founder": "{}创办", "parentOrganization": "隶属{}"},
    "LOC": {"location": "位于{}"},
    "WORK": {"author": "作者{}"},
    "PRODUCT": {"manufacturer": "{}出品"},
    "EVENT": {"location": "在{}"},
}
_NAMES = {node.value: name for name, node in terms.RELATION.items()}


def taglines(
    select: Select, base: str, entities: Sequence[EntityRow], labels: Callable[[Iterable[str]], Mapping[str, str]]
) -> dict[str, str]:
    """Local name → line, "" where the graph knows nothing to tell; `labels` gives the labels of local names."""
    nodes = {entity.local: NamedNode(entity_iri(base, entity.local)) for entity in entities}
    forth: list[str] = []
    back: list[str] = []
    for entity in entities:
        for name in _TOLD[entity.type]:
            pair = f"({nodes[entity.local]} {terms.RELATION[name.removeprefix(_BACK)]})"
            (back if name.startswith(_BACK) else forth).append(pair)
    found: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    for mark, pairs, pattern in (("", forth, "?thing ?predicate ?value"), (_BACK, back, "?value ?predicate ?thing")):
        for row in select(_query(base, pairs, pattern)) if pairs else ():
            local = entity_local(base, text(row, "thing"))
            predicate = _NAMES.get(text(row, "predicate"))
            if local and predicate:
                found[local][mark + predicate][text(row, "value")] += integer(row, "times")
    others = {
        other
        for facts in found.values()
        for values in facts.values()
        for value in values
        if (other := entity_local(base, value))
    }
    called = labels(others)
    return {entity.local: _line(entity.type, found[entity.local], base, called) for entity in entities}


def _query(base: str, pairs: Iterable[str], pattern: str) -> str:
    """What articles state; users' graphs, which state other things, do not change the index."""
    return (
        f"SELECT ?thing ?predicate ?value (COUNT(*) AS ?times) {{ VALUES (?thing ?predicate) {{ {' '.join(pairs)} }}"
        f' GRAPH ?article {{ {pattern} }} FILTER (STRSTARTS(STR(?article), "{article_iri(base, "")}")) }}'
        " GROUP BY ?thing ?predicate ?value"
    )


def _line(kind: EntityType, facts: Mapping[str, Counter[str]], base: str, called: Mapping[str, str]) -> str:
    parts: list[str] = []
    former = facts.get("formerEmployer", {}).keys()
    present = facts.get("worksFor", {}).keys() - former
    hidden = {"worksFor": former, "<founder": present}  # what is said in another part
    for name, words in _TOLD[kind].items():
        values: Counter[str] = Counter()
        for value, times in facts.get(name, {}).items():
            if value not in hidden.get(name, ()):
                values[_said(name, called.get(entity_local(base, value) or "", value))] += times
        common = sorted(filter(None, values), key=lambda value: (-values[value], value))
        if common:
            parts.append(words.format("、".join(common[: 1 if name == "foundingDate" else VALUES])))
    return " · ".join(parts[:PARTS])


def _said(name: str, value: str) -> str:
    if name == "foundingDate":
        return value[:4] if re.match("[0-9]{4}", value) else ""
    value = " ".join(value.split())
    return value if len(value) <= LENGTH else f"{value[: LENGTH - 1]}…"
