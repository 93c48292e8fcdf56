"""Names of several Latin words in Chinese text (Brew & Bloom, Kestrel Bio, Pieter van Dijk): one name each."""

import re
from collections.abc import Iterator, Mapping

from extract.candidates import Candidate
from ontology.predicates import EntityType

_WORD = r"[A-Z][A-Za-z0-9.'’-]*"
_LINK = r"(?:&|and|of|the|van|von|der|den|de|da|di|del|la|le|bin|al)"
_CHUNK = re.compile(
    rf"(?<![A-Za-z0-9&@#./_-])(?<![A-Za-z,;] ){_WORD}(?: (?:{_LINK} ){{0,2}}{_WORD}){{1,4}}(?![A-Za-z0-9@/_]| [a-z])"
)
_COMPANY = re.compile(
    r" (?:Foods?|Bio|Biotech|Biosciences|Inc\.?|Ltd\.?|LLC|Co\.?|Corp\.?|Group|Labs?|Laboratory|Capital|Ventures|Partners|Studios?|Media|Records|Bank|University|College|School|Technolog(?:y|ies)|Therapeutics|"
    r"Pharma|Pharmaceuticals|Motors|Energy|Systems|Software|Games|Entertainment|Pictures|Films|Distribution|Museum|Institute|Foundation|Society|Club|FC|Airlines|Robotics|AI|Health|Sciences?|Holdings|"
    r"Industries|Coffee|Cafe|Press|Times|Post|Journal|News|Network|Association|Council|Agency|Company|Design|Brewing|Logistics|Dynamics|Electric|Electronics|Semiconductor|Semiconductors|Securities|Research)$"
)
_GUESS = 0.45


def latin_names(text: str, ends: Mapping[int, EntityType]) -> Iterator[Candidate]:
    """Runs of capitalised Latin words. One that ends like a company, or stands in brackets behind an organisation, which
    `ends` tells, is one; of others the words beside them must tell the type."""
    for match in _CHUNK.finditer(text):
        bracket = text[match.start() - 1 : match.start()] in ("（", "(") and text[match.end() : match.end() + 1] in (
            "）",
            ")",
        )
        if (bracket and ends.get(match.start() - 1) == "ORG") or _COMPANY.search(match[0]):
            yield Candidate(match.start(), match.end(), "ORG", 0.85, "latin")
        elif not bracket:
            yield Candidate(match.start(), match.end(), "ORG", _GUESS, "latin")
    for match in re.finditer(r"[（(]([A-Z][A-Za-z0-9-]{1,11})[）)]", text):
        if ends.get(match.start()) == "ORG":  # 日本宇宙航空研究开发机构（JAXA）
            yield Candidate(match.start(1), match.end(1), "ORG", 0.85, "latin")
