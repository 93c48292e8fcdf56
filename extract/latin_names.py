"""Names of several Latin words in Chinese text (Brew & Bloom, Kestrel Bio, Pieter van Dijk): one name each."""

import re
from collections.abc import Iterator, Mapping

from extract.candidates import Candidate
from extract.personal_names import LATIN_TITLE
from extract.signed import Signed
from ontology.predicates import EntityType

_WORD = r"[A-ZÀ-Þ][A-Za-zÀ-ÿ0-9.'’-]*"
_LINK = r"(?:&|and|of|the|van|von|der|den|de|da|di|del|la|le|bin|al)"
_CHUNK = Signed(
    re.compile(
        rf"(?<![A-Za-zÀ-ÿ0-9&@#./_-])(?<![A-Za-zÀ-ÿ,;] ){_WORD}(?: (?:{_LINK} ){{0,2}}{_WORD}){{1,4}}(?![A-Za-zÀ-ÿ0-9@/_]| [a-z])"
    ),
    sign=re.compile("[A-ZÀ-Þ]"),
)
_COMPANY = re.compile(
    r" (?:Foods?|Bio|Biotech|Biosciences|Inc\.?|Ltd\.?|LLC|Co\.?|Corp\.?|Group|Labs?|Laboratory|Capital|Ventures|Partners|Studios?|Media|Records|Bank|University|College|School|Technolog(?:y|ies)|Therapeutics|"
    r"Pharma|Pharmaceuticals|Motors|Energy|Systems|Software|Games|Entertainment|Pictures|Films|Distribution|Museum|Institute|Foundation|Society|Club|FC|Airlines|Robotics|AI|Health|Sciences?|Holdings|"
    r"Industries|Coffee|Cafe|Press|Times|Post|Journal|News|Network|Association|Council|Agency|Company|Design|Brewing|Logistics|Dynamics|Electric|Electronics|Semiconductor|Semiconductors|Securities|Research)$"
)
_GUESS = 0.45
_LISTS = ("、", "和", "与", "及")
_CLOSE = ("）", ")", "，", ",", "；", "、")
_BRACKETED = re.compile(r"[（(]([A-Z][A-Za-z0-9-]{1,15})[）)，,；;、]")
_KINDS = "公司|企业|同业|厂商|车企|药企|机构|巨头|龙头|制造商|供应商|运营商|开发商|服务商|零售商|券商|律所|智库|[造药纱模封测组]厂|集团|通讯社|初创"
_HEAD = re.compile(rf"(?:{_KINDS})$")
# One Latin word behind a noun that asks for a name: 德国同业Lichtwerk. An office or a document is none: 公司CEO, 集团IPO.
_HEADED = Signed(
    re.compile(
        rf"(?:{_KINDS})(?P<name>(?!App|Logo|Office|Offer|Demo|Vlog|Blog)[A-Z][a-z]+[A-Za-z0-9-]{{2,14}})(?![A-Za-z0-9@./_·]| [A-Z])"
    ),
    sign=re.compile("[A-Z][a-z]"),
    reach=3,
)


def latin_names(text: str, ends: Mapping[int, EntityType]) -> Iterator[Candidate]:
    """Runs of capitalised Latin words. One that ends like a company, or stands in brackets behind an organisation, which
    `ends` tells, is one; behind a title stands a person; of others the words beside them must tell the type."""
    for match in _CHUNK.finditer(text):
        bracket = (
            text[match.start() - 1 : match.start()] in ("（", "(") and text[match.end() : match.end() + 1] in _CLOSE
        )
        if bracket and _before_bracket(text, match.start() - 1, ends) == "ORG":
            yield Candidate(match.start(), match.end(), "ORG", 0.85, "latin")
        elif _COMPANY.search(match[0]) or _HEAD.search(text, max(0, match.start() - 4), match.start()):
            yield Candidate(match.start(), match.end(), "ORG", 0.92, "latin")
        elif title := LATIN_TITLE.match(match[0]):
            yield Candidate(match.start() + title.end(), match.end(), "PER", 0.92, "latin")
        elif text[match.start() - 1 : match.start()] in _LISTS and ends.get(match.start() - 1) == "PER":
            yield Candidate(match.start(), match.end(), "PER", 0.85, "latin")  # 林守业、Clara Novak
        elif not bracket:
            yield Candidate(match.start(), match.end(), "ORG", _GUESS, "latin")
    for match in _BRACKETED.finditer(text):
        if _before_bracket(text, match.start(), ends) == "ORG":  # 日本宇宙航空研究开发机构（JAXA）
            yield Candidate(match.start(1), match.end(1), "ORG", 0.85, "latin")
    for match in _HEADED.finditer(text):
        yield Candidate(*match.span("name"), "ORG", 0.82, "latin")


def _before_bracket(text: str, start: int, ends: Mapping[int, EntityType]) -> EntityType | None:
    """The type of the name that the bracket at `start` stands behind; the name may stand in marks."""
    return ends.get(start) or (ends.get(start - 1) if text[start - 1 : start] in ("”", "」") else None)
