"""The grammar of times (`TP`, a `Period`) and of bounds for sums and numbers (`OVERSUM`, a `Bound`)."""

from functools import partial

from graph.questions.chart import Rules
from graph.questions.lattice import Token
from graph.questions.parts import pick
from graph.questions.pattern import Bound, Period, Sign

rule = Rules()


@rule("TP", "T", "T DURING", "AT TP", "TP DE")
def _time(*parts: Period | Token) -> Period | None:
    if isinstance(parts[0], Token) and parts[0].words not in ("在", "于"):
        return None  # 从 and 到 are ends, not spans
    return pick(Period, parts)


@rule("TP", "TP BEFORE")
def _before(period: Period, word: Token) -> Period | None:
    return (
        Period(None, period.first, f"{period.words}之前")
        if period.first and period.last and "前" in word.words
        else None
    )


@rule("TP", "TP AFTER")
def _after(period: Period, word: Token) -> Period | None:
    return Period(period.last, None, f"{period.words}之后") if period.first and period.last else None


def _bound(sign: Sign, word: Token, number: Bound, *people: Token) -> Bound:
    return Bound(sign, number.number, number.unit, f"{word.words}{number.words}")


_SIGNS: dict[str, Sign] = {"OVER": ">", "UNDER": "<", "FROM": ">=", "UPTO": "<="}
for _word, _sign in _SIGNS.items():
    rule("OVERSUM", f"{_word} CASH", f"{_word} NUM", f"{_word} NUM PEOPLE")(partial(_bound, _sign))
