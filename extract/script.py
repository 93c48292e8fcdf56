"""Traditional script to simplified, one character for one, so that every offset stays true."""

from functools import cache

from opencc import OpenCC


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


@cache
def _simplified(character: str) -> str:
    form: str = _converter().convert(character)
    return form if len(form) == 1 else character


def simplify(text: str) -> str:
    """`text` in simplified script; the result has the same length.

    OpenCC's phrase tables may change the length, so it is asked character by character: 乾隆 becomes 干隆 here,
    which only the tagger sees; names keep the article's own spelling.
    """
    return text.translate({ord(c): _simplified(c) for c in set(text) if c >= "\u3400"})
