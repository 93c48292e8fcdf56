"""A statement: what one sentence says, before it is a fact with its evidence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Statement:
    """Every subject stands in `predicate` to every object; `when` is EDTF, `amount` whole units of `currency`."""

    predicate: str
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    confidence: float
    when: str | None = None
    amount: int | None = None
    currency: str | None = None
