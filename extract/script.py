"""Traditional script to simplified, one character for one, so that every offset stays true."""

from functools import cache

from opencc import OpenCC


@cache
def _converter() -> OpenCC:
    return OpenCC("t2s")


def _simplified(character: str) -> str:
    form: str = _converter().convert(character)
    return form if len(form) == 1 else character


class _Table(dict[str, str]):
    """What each character becomes, found when it first turns up: as many entries as there are characters at most."""

    def __missing__(self, character: str) -> str:
        form = self[character] = _simplified(character) if character >= "\u3400" else character
        return form


_TABLE = _Table()


def simplify(text: str) -> str:
    """`text` in simplified script; the result has the same length.

    OpenCC's phrase tables may change the length, so it is asked character by character: 乾隆 becomes 干隆 here,
    which only the tagger sees; names keep the article's own spelling.
    """
    return "".join(map(_TABLE.__getitem__, text))
