"""Sets that grow together, as long as nothing forbids it (union by the smaller member: the result has no memory of the
order in which it was asked about, but for what is forbidden)."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

Member = TypeVar("Member", str, tuple[str, str])  # keys, or pairs of them: what can be hashed and ordered


class Groups(Generic[Member]):
    """A partition of `members`, each alone at first. `forbids` tells of two groups whether they must stay apart."""

    def __init__(
        self,
        members: Iterable[Member],
        forbids: Callable[[frozenset[Member], frozenset[Member]], bool] = lambda one, other: False,
    ) -> None:
        self._root: dict[Member, Member] = {member: member for member in members}
        self._members: dict[Member, frozenset[Member]] = {member: frozenset({member}) for member in self._root}
        self._forbids: Callable[[frozenset[Member], frozenset[Member]], bool] = forbids

    def find(self, member: Member) -> Member:
        """What stands for the group of a member."""
        while (parent := self._root[member]) != member:
            self._root[member] = self._root[parent]
            member = parent
        return member

    def join(self, one: Member, other: Member) -> bool:
        """Makes two groups one; False where they are already, or must not be."""
        a, b = self.find(one), self.find(other)
        if a == b or self._forbids(self._members[a], self._members[b]):
            return False
        self.unite(a, b)
        return True

    def unite(self, one: Member, other: Member) -> None:
        """Makes two groups one, forbidden or not."""
        low, high = sorted((self.find(one), self.find(other)))
        if low != high:
            self._root[high] = low
            self._members[low] |= self._members.pop(high)

    def members(self, member: Member) -> frozenset[Member]:
        """The whole group of a member."""
        return self._members[self.find(member)]

    def all(self) -> list[frozenset[Member]]:
        """Every group, in the order of what stands for them."""
        return [self._members[root] for root in sorted(self._members)]


def apart(pairs: Iterable[tuple[Member, Member]]) -> Callable[[frozenset[Member], frozenset[Member]], bool]:
    """Forbids that the two of any pair meet in one group."""
    partners: dict[Member, set[Member]] = defaultdict(set)
    for one, other in pairs:
        partners[one].add(other)
        partners[other].add(one)

    def forbids(one: frozenset[Member], other: frozenset[Member]) -> bool:
        few, many = sorted((one, other), key=len)
        return any(not partners[member].isdisjoint(many) for member in few if member in partners)

    return forbids
