"""The turns of an interview that is printed without quotation marks: 记者：…, 答：…, 某某：…, and the names that their
labels are: a medium or a person that nothing else in the article may show to be one."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from extract.candidates import Candidate
from extract.personal_names import is_full_name, surname_of
from extract.reading import Mention, Quote

_TURN = re.compile(
    r"^[ \t\u3000]*\*{0,2}[【《\[]?(?P<who>[^\s：:，。“”「」（(*【】《》\[\]]{1,12}?(?: [A-Z][a-z]+)?)(?:(?<![提追发询回])[问答])?[】》\]]?"
    r"(?:[（(][^）)\n]{1,8}[）)])?\*{0,2}[ \t]*[：:]\*{0,2}[ \t\u3000]*(?P<words>\S.*)$",
    re.MULTILINE,
)
_ASKER = re.compile(r"^(?:记者问?|问|[Qq]\d*|提问|采访者|主持人?|编辑|编者|小编|本[报刊社]|.{1,6}记者|Question)$")
_ANSWERER = re.compile(r"^(?:答|回答|[Aa]\d*|受访者|被访者|嘉宾|Answer)$")
_LEAST = 2  # turns, a question among them, that make an interview
_OFTEN = 0.5
_QUESTION = re.compile("[？?]")
_ROLE = re.compile(
    r"^(?:主持|嘉宾|采访|受访|记者|编辑|提问|观众|听众|网友|学生|读者)|(?:记者|主持人|编辑|观众|网友|读者)$"
)


def names_of_turns(text: str, surnames: frozenset[str]) -> Iterator[Candidate]:
    """The names that the labels of an interview's turns are: who asks is a medium unless it has the form of a person's
    name, who answers is a person."""
    matches = _labelled(text)
    labels = Counter(match["who"] for match in matches)
    asking = _asking(matches, labels)
    if not asking:
        return
    for match in matches:
        label = match["who"]
        role = _ASKER.match(label) or _ANSWERER.match(label) or _ROLE.search(label)
        if role or labels[label] < _LEAST or len(label) < 2:
            continue
        person = label not in asking or is_full_name(label, surnames)
        yield Candidate(*match.span("who"), "PER" if person else "ORG", 0.9, "turns")


def _labelled(text: str) -> list[re.Match[str]]:
    """What may be turns. The text's first line is its title, no turn (苏墨禾：河流没有名字)."""
    return [match for match in _TURN.finditer(text) if match.start() > 0]


def _asking(matches: Sequence[re.Match[str]], labels: Mapping[str, int]) -> frozenset[str]:
    """The labels that come again and again with questions, where another one comes again too: who asks puts a question
    in every other turn at least, and more often than who answers."""
    questions = Counter(match["who"] for match in matches if _QUESTION.search(match["words"]))
    share = {label: questions[label] / count for label, count in labels.items() if count >= _LEAST}
    least = min(share.values(), default=0.0)
    return frozenset(label for label, of_it in share.items() if of_it >= _OFTEN and of_it > least)


def find_turns(text: str, mentions: Sequence[Mention], surnames: frozenset[str]) -> list[Quote]:
    """The turns of `text`, without their wording. The medium that asks is the questions' speaker where it is named; who
    answers as 答 is the person interviewed. Where two labels take turns, nobody need know them: what they label is said."""
    matches = _labelled(text)
    if len(matches) < _LEAST:
        return []
    labels = Counter(match["who"] for match in matches)
    asking = _asking(matches, labels)
    names = _Labels(text, mentions, matches, surnames)
    turns, questions = [], 0
    for match in matches:
        label = match["who"]
        mention = names.named(match)
        medium = mention is not None and mention.type == "ORG" and labels[label] > 1
        asks = medium or label in asking or bool(_ASKER.match(label))
        answers = (
            bool(_ANSWERER.match(label))
            or (mention is not None and mention.type == "PER")
            or (bool(asking) and labels[label] >= _LEAST)
        )
        if not asks and not answers:
            continue
        questions += asks
        speaker = mention.entity if mention else names.interviewed if _ANSWERER.match(label) else None
        turns.append(Quote(match.start("words"), match.end("words"), "", speaker))
    return turns if questions and len(turns) >= _LEAST else []


class _Labels:
    """Whom the labels of an interview's turns name."""

    def __init__(
        self, text: str, mentions: Sequence[Mention], matches: Sequence[re.Match[str]], surnames: frozenset[str]
    ) -> None:
        named = [m for m in mentions if m.type in ("PER", "ORG")]
        self._by_end = {m.end: m for m in named}
        self._by_form: dict[str, Mention] = {}
        for mention in named:
            self._by_form.setdefault(text[mention.start : mention.end], mention)
        self.interviewed = _interviewed(text, named, matches[0].start())
        self._by_surname = _by_surname(text, named, surnames)

    def named(self, match: re.Match[str]) -> Mention | None:
        """The person or organisation that a label is, ends with (主持人某某) or shortens to its surname (冯：…)."""
        label, end = match["who"], match.end("who")
        mention = self._by_end.get(end)
        if mention is not None and mention.start >= match.start("who"):
            return mention
        return self._by_form.get(label) or self._by_surname.get(label)


def _interviewed(text: str, named: Sequence[Mention], first_turn: int) -> str | None:
    """The person of the title, else the one named most before the turns begin."""
    title_end = text.find("\n")
    counts: Counter[str] = Counter()
    for mention in named:
        if mention.type == "PER" and mention.start < first_turn:
            counts[mention.entity] += 100 if mention.end <= title_end else 1
    return max(counts, key=lambda e: counts[e], default=None)


def _by_surname(text: str, named: Sequence[Mention], surnames: frozenset[str]) -> Mapping[str, Mention]:
    """Surnames that only one person of the article has."""
    bearers: dict[str, Mention] = {}
    several = set()
    for mention in named:
        surname = surname_of(text[mention.start : mention.end], surnames) if mention.type == "PER" else ""
        if surname and bearers.setdefault(surname, mention).entity != mention.entity:
            several.add(surname)
    return {surname: mention for surname, mention in bearers.items() if surname not in several}
