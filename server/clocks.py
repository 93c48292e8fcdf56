"""The two clocks by which a page may be asked for: `?asOf=` what held on a day, `?knownAt=` what had been said by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

_SHOWN = 40  # characters of what is no day


@dataclass(frozen=True, slots=True)
class Asked:
    """What was written in either place, the days that it means, and in Chinese what is wrong with it."""

    as_of: str
    known_at: str
    as_of_day: date | None
    known_at_day: date | None
    mistakes: tuple[str, ...]

    @property
    def given(self) -> bool:
        """Whether anything was asked."""
        return bool(self.as_of or self.known_at)


def read(parameters: Mapping[str, str]) -> Asked:
    """The days in a request's parameters; where one is no day, neither counts. An empty field asks nothing."""
    words = {name: parameters.get(name, "").strip() for name in ("asOf", "knownAt")}
    days: dict[str, date | None] = dict.fromkeys(words)
    mistakes = []
    for name, text in words.items():
        try:
            days[name] = day = date.fromisoformat(text) if text else None
            if day and day.isoformat() != text:  # week dates and days without hyphens are ISO 8601 too
                raise ValueError(text)
        except ValueError:
            shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"
            mistakes.append(f"{name} 应写成 2020-01-31 这样的日期，“{shown}”不是。下面显示的是全部内容。")
    if mistakes:
        days = dict.fromkeys(words)
    return Asked(words["asOf"], words["knownAt"], days["asOf"], days["knownAt"], tuple(mistakes))
