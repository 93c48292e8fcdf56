"""Places whose names end like none (沙洋, 伍默拉) and that the tagger does not take for places: a dictionary's place that
stands like one, and an unknown word that stands like one again and again."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence

from extract.candidates import Candidate
from extract.lac import Word
from extract.personal_names import is_full_name
from extract.place_contexts import counted, told
from extract.place_nouns import is_kind_of_place
from extract.places import Gazetteer

_TAGS = frozenset({"n", "nz", "nr", "PER", "ns", "LOC", "nw", "s"})
_CHINESE = re.compile("[\u4e00-\u9fff]{2,4}")
# Ends of words that stand where places stand and are none: people, times, things done, spots.
_NO_END = re.compile(
    r"[的了着过们人者员家师长生客民工手兵友中内外里上下前后间时期年月日天旁边侧面处方会部局队组社司厂店校院馆室所厅化性度率量力法制式型类种级层版刊报书文字语话音声色味品物件器具机车船票卡证信网页群号]$|^[城市村镇县][东西南北中]$"
)
_GRAMMAR = re.compile("[的了着是在与把被从对将向于到给让跟为和就也都还又已再没不很最这那我你他她它们吗呢吧说]")
_UNSURE, _SURELY_PERSON = 0.85, 0.6
_FOUND = 0.84
_ONCE, _AGAIN, _FEWEST = 1.0, 3.0, 2


def unknown_places(
    words: Sequence[Word],
    text: str,
    known: Gazetteer,
    surnames: frozenset[str],
    is_word: Callable[[str], bool],
    is_place_word: Callable[[str], bool],
) -> Iterator[Candidate]:
    """The words that stand like places. `words` tile the sentences of `text`."""
    heard: dict[str, list[float]] = defaultdict(list)
    spans: dict[str, list[Word]] = defaultdict(list)
    needs: dict[str, float] = {}
    for index, word in enumerate(words):
        if word.tag not in _TAGS or word.probability > _UNSURE:
            continue
        surface = text[word.start : word.end]
        if surface not in needs:
            needs[surface] = _need(surface, word, known, surnames, is_word, is_place_word)
        begins = index + 1 < len(words) and words[index + 1].tag == "n" and words[index + 1].end - word.end == 1
        if needs[surface] and not begins and not counted(text, word.start):
            spans[surface].append(word)
            heard[surface].append(told(words, index, index, text))
    for surface, weights in heard.items():
        need = needs[surface]
        if sum(weights) >= need and (need < _AGAIN or sum(w >= 1 for w in weights) >= _FEWEST):
            for word in spans[surface]:
                yield Candidate(word.start, word.end, "LOC", _FOUND, "unknown place")


def _need(
    surface: str,
    word: Word,
    known: Gazetteer,
    surnames: frozenset[str],
    is_word: Callable[[str], bool],
    is_place_word: Callable[[str], bool],
) -> float:
    """How much must stand beside `surface`; 0 where it cannot be a place."""
    if not _CHINESE.fullmatch(surface) or surface in known.places or known.is_known(surface):
        return 0
    person = word.tag in {"PER", "nr"} and is_full_name(surface, surnames)
    if person and word.probability > _SURELY_PERSON:
        return 0
    if is_kind_of_place(surface, is_word):
        return 0
    if is_word(surface):
        return _ONCE if is_place_word(surface) and not person and not _NO_END.search(surface) else 0
    return 0 if _NO_END.search(surface) or _GRAMMAR.search(surface) else _AGAIN
