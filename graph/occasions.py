"""Which claims speak of the same occasion: pure grouping, so that a second investment is not lost in the first."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Generic, TypeVar

Source = TypeVar("Source")


@dataclass(frozen=True, slots=True)
class Claim(Generic[Source]):
    """One claim of a fact: when it held (EDTF), how much money, and where it comes from."""

    when: str | None
    amount: int | None
    currency: str | None
    source: Source


@dataclass(slots=True)
class Occasion(Generic[Source]):
    """Claims that can all mean the same time and sum, and the most exact time and sum among them."""

    when: str | None
    amount: int | None
    currency: str | None
    claims: list[Claim[Source]]

    def admits(self, claim: Claim[Source]) -> bool:
        """Whether nothing that the claim says contradicts the occasion."""
        same_time = self.when is None or claim.when is None or _nests(self.when, claim.when)
        money, claimed = (self.amount, self.currency), (claim.amount, claim.currency)
        return same_time and (None in (money[0], claimed[0]) or money == claimed)

    def add(self, claim: Claim[Source]) -> None:
        """Takes a claim in, and its time or sum where that says more."""
        if claim.when is not None and len(claim.when) > len(self.when or ""):
            self.when = claim.when
        if self.amount is None:
            self.amount, self.currency = claim.amount, claim.currency
        self.claims.append(claim)


def occasions(claims: Iterable[Claim[Source]]) -> list[Occasion[Source]]:
    """The claims of one subject, predicate and object, parted where their times or sums contradict.

    2014 and 2014-09 can be one time; a claim without time or sum joins the first occasion of those that say most.
    The order of the claims matters only among those that say the same.
    """
    found: list[Occasion[Source]] = []
    for claim in sorted(claims, key=_most_telling_first):
        for occasion in found:
            if occasion.admits(claim):
                occasion.add(claim)
                break
        else:
            found.append(Occasion(claim.when, claim.amount, claim.currency, [claim]))
    return found


def _most_telling_first(claim: Claim[Source]) -> tuple[bool, int, str, int, str]:
    when = claim.when or ""
    return claim.amount is None, -len(when), when, claim.amount or 0, claim.currency or ""


def _nests(one: str, other: str) -> bool:
    """Whether one EDTF point is the other or lies inside it (2014-09 in 2014); intervals only equal each other."""
    coarse, fine = sorted((one, other), key=len)
    return coarse == fine or ("/" not in fine and fine.startswith(f"{coarse}-"))
