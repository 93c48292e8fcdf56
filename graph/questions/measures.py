"""The grammar of times (`TP`, a `Period`) and of bounds for sums and numbers (`OVERSUM`, a `Bound`)."""

from graph.questions.chart import Rules
from graph.questions.lattice import Token
from graph.questions.pattern import Bound, Period

rule = Rules()


@rule("TP", "T", "T DURING", "AT TP", "TP DE")
def _time(*parts: Period | Token) -> Period | None:
    if isinstance(parts[0], Token) and parts[0].words not in ("在", "于"):
        return None  # 从 and 到 are ends, not spans
    return next(part for part in parts if isinstance(part, Period))


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


@rule("OVERSUM", "OVER CASH", "UNDER CASH", "FROM CASH", "UPTO CASH", "OVER NUM", "UNDER NUM", "FROM NUM", "UPTO NUM", "OVER NUM PEOPLE", "UNDER NUM PEOPLE", "FROM NUM PEOPLE", "UPTO NUM PEOPLE")  # fmt: skip
def _bound(word: Token, number: Bound, *people: Token) -> Bound | None:
    sign = ">" if word.words in _OVER else "<" if word.words in _UNDER else ">=" if word.words in _FROM else "<="
    if people and number.unit:
        return None
    return Bound(sign, number.number, number.unit, f"{word.words}{number.words}")  # type: ignore[arg-type]


_OVER, _UNDER, _FROM = (
    ("超过", "多于", "大于", "高于", "超出"),
    ("少于", "低于", "不到", "小于", "不足"),
    ("不少于", "至少", "不低于", "达到"),
)
