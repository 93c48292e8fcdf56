"""Where a person's name can end: at a mark, a word of grammar, a verb."""

import re
from collections.abc import Callable

from extract.lac import Words

# What may follow a name at once: marks, verbs of speech, particles, prepositions, adverbs.
FOLLOWS = re.compile(
    r"[，。；：、！？）)（(”」》\s　—]|说|道|称|表示|认为|指出|介绍|告诉|透露|坦言|回忆|笑|叹|[的在和与及于为是也已将因向对从用被把却则又还就都曾没不有给让到等以]|今年|当年|先生|女士|同志|\d"
)
GRAMMAR = frozenset({"p", "u", "c", "r", "d", "w", "m", "q", "TIME", "f", "xc"})
_SURE_VERB = 0.95


def stops(words: Words, text: str, end: int, is_word: Callable[[str], bool]) -> bool:
    """Whether a name can end at `end`: a mark, a word of grammar or another word begins there."""
    if end >= len(text) or FOLLOWS.match(text, end):
        return True
    word = words.starting.get(end)
    if word is not None:
        if word.tag == "v" and word.probability > _SURE_VERB:
            return True
        return word.tag in GRAMMAR or (word.tag in {"v", "ad", "vn", "n"} and word.end - end > 1)
    return is_word(text[end : end + 2])
