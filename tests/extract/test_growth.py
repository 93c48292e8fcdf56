"""Odd texts cost what their length costs: four times the text at most about eight times the time."""

from collections.abc import Callable
from time import process_time

import pytest

from extract.lac import Word, Words
from extract.marks import marked_spans
from extract.people import foreign_names
from extract.quotes import find_quotes
from extract.reading import Entity, Mention, Sentence
from extract.sentence_patterns import sentence_patterns
from extract.sentences import split_sentences
from extract.titles import Titles

SIZE = 2_500


def people(text: str, name: str = "李明") -> list[Mention]:
    starts = [i for i in range(len(text)) if text.startswith(name, i)]
    return [Mention(i, i + len(name), name, "PER", "e1", 0.9) for i in starts]


def quotes(text: str) -> int:
    words = [Word(i, i + 1, "v" if c == "说" else "n") for i, c in enumerate(text)]
    found = find_quotes(
        text,
        marked_spans(text),
        text,
        sentences=split_sentences(text),
        words=words,
        mentions=people(text),
        entities=[Entity("e1", "PER", "李明")],
        titles=Titles({}),
        surnames=frozenset("李"),
        title="",
    )
    return len(found)


def patterns(text: str) -> int:
    """Patterns of `text` taken as one sentence."""
    found = sentence_patterns(
        text,
        sentences=[Sentence(0, len(text))],
        words=[Words()],
        mentions=people(text),
        dates=(),
        quotes=(),
        titles=Titles({}),
        original=text,
    )
    return sum(len(pattern.pattern.slots) for pattern in found)


def dotted(text: str) -> int:
    words = Words(Word(i, i + 1, "n") for i in range(len(text)))
    return len(list(foreign_names(words, text, (), lambda form: False)))


CASES: list[tuple[str, Callable[[str], int], Callable[[int], str]]] = [
    ("unclosed openers", lambda t: len(marked_spans(t)), lambda n: "（" * 4 * n + "“甲”" * n),
    ("straight quotes behind openers", lambda t: len(marked_spans(t)), lambda n: "（" * 4 * n + '"甲"' * n),
    ("nested marks", quotes, lambda n: "「" * n + "甲。" + "」" * n),
    ("quotations", quotes, lambda n: "“我们不会走。”李明说。" * n),
    ("names before one quotation", quotes, lambda n: "李明，" * n + "“甲乙丙丁。”他说，" * n),
    ("marks far behind a quotation", quotes, lambda n: "“我们不会走。”李明说" + "甲“乙”" * 4 * n),
    ("turns", quotes, lambda n: "题\n" + "记者：为什么？\n李明：因为“慢”。\n" * n),
    ("persons without a quotation mark", quotes, lambda n: "李明看见他，某人走了。" * n + "“我们走。”"),
    ("one long clause", quotes, lambda n: "李明的他和" * n + "：“我们走。”"),
    ("pronouns", patterns, lambda n: "李明，他，该片，" * n),
    ("brackets", patterns, lambda n: "李明（他）" * n),
    ("dotted names", dotted, lambda n: "里德·霍夫曼，" * n),
    ("one long sentence", lambda t: len(split_sentences(t)), lambda n: "甲" * 40 * n),
]


def seconds(work: Callable[[str], int], text: str) -> float:
    """Of the processor, for `work` on `text`."""
    started = process_time()
    work(text)
    return process_time() - started


@pytest.mark.parametrize(("work", "text_of"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_the_time_grows_with_the_text(work: Callable[[str], int], text_of: Callable[[int], str]) -> None:
    """Growth with the square is sixteen times, in each try; a busy machine spoils one try, not five."""
    short, long = text_of(SIZE), text_of(4 * SIZE)
    assert any(seconds(work, long) < 8 * seconds(work, short) + 0.1 for _ in range(5))
