"""Whether something that articles tell held on a day: pure reckoning with three answers.

What is told by year or month is taken as all of it. An article that tells no time speaks of its own day: what it tells
holds from then on, until an end is told; whether it held before is not told.
"""

from datetime import date
from typing import Literal, TypeAlias

from extract.edtf import bounds
from ontology.predicates import PREDICATES

Held: TypeAlias = Literal["yes", "no", "not told"]
Post: TypeAlias = Literal["current", "former"]

EMPLOYMENT = ("worksFor", "formerEmployer")
POSTS = (*EMPLOYMENT, "jobTitle")


def held(predicate: str, when: str | None, published: date | None, day: date, *, ended: date | None = None) -> Held:
    """Whether a fact held on a day. `when` is its time in EDTF, for an attribute that is a date that date; `published`
    the first day on which it was said; `ended` the last day on which it can have held, where another article tells so.

    Of a `formerEmployer`, whose time is that of the employment, it tells whether that was over.
    """
    if predicate == "formerEmployer":
        end = told_end(when, published)
        began = bounds(when)[0] if when else None
        if (end and day > end) or (end == day and not when):
            return "yes"
        return "no" if began and end else "not told"
    if ended and day > ended:
        return "no"
    begins, ends = _span(predicate, when, published)
    if ends and day > ends:
        return "no"
    if begins and day >= begins:
        return "yes"
    # Before it was said without a time, and before a point at which a state is seen, it may have held as well.
    surely_later = when and bounds(when)[0] and (PREDICATES[predicate].holds == "since" or "/" in when)
    return "no" if surely_later else "not told"


def post(
    predicate: str, when: str | None, published: date | None, day: date, *, ended: date | None = None
) -> Post | None:
    """Whether an employment or a title was somebody's on a day or before it; None where that is not told, or it began
    later, and for other predicates."""
    if predicate not in POSTS:
        return None
    if predicate == "formerEmployer":
        began, end = bounds(when) if when else (None, None)
        if held(predicate, when, published, day) == "yes":
            return "former"
        return "current" if began and end and began <= day else None
    answer = held(predicate, when, published, day, ended=ended)
    if answer == "yes":
        return "current"
    last = min((d for d in (ended, _span(predicate, when, published)[1]) if d), default=None)
    return "former" if answer == "no" and last and day > last else None


def begin(predicate: str, when: str | None, published: date | None) -> date | None:
    """The first day on which something surely held, as far as that is told."""
    return _span(predicate, when, published)[0]


def told_end(when: str | None, published: date | None) -> date | None:
    """The day by which an employment had ended that an article calls a former one."""
    return (bounds(when)[1] if when else None) or published


def _span(predicate: str, when: str | None, published: date | None) -> tuple[date | None, date | None]:
    """First and last day on which something surely held, as far as they are told."""
    holds = PREDICATES[predicate].holds
    if when:
        begins, ends = bounds(when)
        if holds == "since":
            return begins or ends, None
        return begins, ends if "/" in when else None
    return (None, None) if holds == "while" else (published, None)
