"""Which occurrences are one thing: pure functions of all occurrences that might be, whatever order they came in.

Organisations, places, works, products and events, and persons whom the lexicon knows, are what they are called; an
organisation's short, full and former names meet where only one thing is called so. Persons are told apart by what is
said around them (entity resolution by blocking on names, collective evidence and pairwise scores; see Christen, Data
Matching, 2012): a shared employer or companion joins them, a rare name does unless something contradicts it, and
doubtful pairs stay apart and are reported.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise
from typing import Generic, TypeAlias, TypeVar

from graph.groups import Groups, apart
from graph.occurrences import Profile

Id = TypeVar("Id")
Place: TypeAlias = tuple[str, str]  # where a person occurs: the article and the key of the name there

_Pair: TypeAlias = tuple[Place, Place]

SAME, DOUBTFUL = 0.6, 0.1  # scores from which two groups are one, or perhaps one
MOST_PAIRED = 60  # groups of one name that are compared pair by pair; the rest only by what binds them surely


@dataclass(frozen=True, slots=True)
class Person:
    """What is said of a person in one article or, together, in several. `names` gives, for the key of each name that other
    articles may use, how telling it is: how far the name alone makes two bearers one, below 0 where only the article can
    tell who is meant. `born` are the years of birth that are told."""

    names: Mapping[str, float]
    profile: Profile
    born: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Verdict:
    """What somebody has decided of two places: one person, or two. `order` is when, and the decision; the later one wins."""

    order: tuple[str, str]
    same: bool
    one: Place
    other: Place


@dataclass(frozen=True, slots=True)
class Doubt(Generic[Id]):
    """Two things that may be one, and why, most telling first: `name`, `organisation`, `company`, `title`, `place`, `born`
    speak for it, `other organisation` and `other title` against it."""

    one: Id
    other: Id
    score: float
    reasons: tuple[str, ...]


def things(
    known: Mapping[str, bool], ties: Collection[tuple[str, str]], bonds: Collection[tuple[str, str]] = ()
) -> tuple[list[frozenset[str]], list[tuple[str, str]]]:
    """Groups of names that are one thing, and pairs of names that may be.

    `known` has every name that occurs, and whether the lexicon knows it; `ties` are pairs of a name and another one that
    some article gives to its thing; `bonds` are pairs that somebody has decided to be one. A name that several things
    share joins none of them, and no two things that the lexicon tells apart become one but by a decision.
    """
    ties = {(head, other) for head, other in ties if head != other}
    famous = {name for name, is_known in known.items() if is_known}

    def forbids(one: frozenset[str], other: frozenset[str]) -> bool:
        return bool(one & famous) and bool(other & famous)

    everything = set(known) | {name for pair in (*ties, *bonds) for name in pair}
    decided: Groups[str] = Groups(everything)
    for one, other in sorted(bonds):
        decided.join(one, other)
    groups: Groups[str] = Groups(everything, forbids)
    for group in decided.all():
        for one, other in pairwise(sorted(group)):
            groups.unite(one, other)
    heads: dict[str, set[str]] = defaultdict(set)
    for head, other in ties:
        heads[other].add(head)
    changed = True
    while changed:
        sole = [
            (name, min(owners))
            for name, owners in sorted(heads.items())
            if len({groups.find(owner) for owner in owners}) == 1
        ]
        changed = sum(groups.join(name, owner) for name, owner in sole) > 0
    doubts = {
        tuple(sorted((name, owner)))
        for name, owners in heads.items()
        for owner in owners
        if name in known and owner in known and groups.find(owner) != groups.find(name)
    }
    found = [group & known.keys() for group in groups.all()]
    return [group for group in found if group], sorted((one, other) for one, other in doubts)


def bonds(person: Person) -> list[tuple[str, str, str]]:
    """What makes a person one with whoever shares it: a name together with an organisation that he belongs to, or with a
    companion who has a full name. Where only the article tells who is meant, it must be an organisation that not everybody
    knows."""
    profile = person.profile
    return sorted(
        {(name, "post", post) for name, worth in person.names.items() for post in profile.posts - _wide(worth, profile)}
        | {(name, "companion", one) for name, worth in person.names.items() if worth > 0 for one in profile.people}
    )


def standing(verdicts: Collection[Verdict], circle: Mapping[Place, Place]) -> tuple[list[_Pair], list[_Pair]]:
    """The pairs of places that are the same and that are different, by those decisions that no later one contradicts.

    `circle` gives for each place one that stands for all that are one anyway; a verdict on a place that it lacks says
    nothing. A decision that tells things apart falls as a whole where a later one makes any of its pairs one.
    """
    groups: Groups[Place] = Groups(set(circle.values()))
    same: list[_Pair] = []
    different: list[_Pair] = []
    by_decision: dict[tuple[str, str], list[Verdict]] = defaultdict(list)
    for verdict in verdicts:
        if verdict.one in circle and verdict.other in circle:
            by_decision[verdict.order].append(verdict)
    for order in sorted(by_decision, reverse=True):
        parted = apart((circle[one], circle[other]) for one, other in different)
        for verdict in sorted(by_decision[order], key=lambda one: (one.one, one.other)):
            one, other = circle[verdict.one], circle[verdict.other]
            if verdict.same and not parted(groups.members(one), groups.members(other)):
                groups.unite(one, other)
                same.append((verdict.one, verdict.other))
        told = [(verdict.one, verdict.other) for verdict in by_decision[order] if not verdict.same]
        if all(groups.find(circle[one]) != groups.find(circle[other]) for one, other in told):
            different += told
    return same, different


def circles(persons: Mapping[Place, Person], verdicts: Collection[Verdict] = ()) -> list[frozenset[Place]]:
    """Who is surely one: whom bonds connect, unless their years of birth differ, and what somebody has decided."""
    same, different = standing(verdicts, {place: place for place in persons})
    parted = apart(different)
    dated = frozenset(place for place, person in persons.items() if person.born)  # few, where a circle may be large

    def forbids(one: frozenset[Place], other: frozenset[Place]) -> bool:
        ours, theirs = (frozenset().union(*(persons[place].born for place in side & dated)) for side in (one, other))
        return parted(one, other) or ages_differ(ours, theirs)

    groups: Groups[Place] = Groups(persons, forbids)
    for one, other in sorted(same):
        groups.unite(one, other)
    sharing: dict[tuple[str, str, str], list[Place]] = defaultdict(list)
    for place in sorted(persons):
        for bond in bonds(persons[place]):
            sharing[bond].append(place)
    for bond in sorted(sharing):
        for one, other in pairwise(sharing[bond]):
            groups.join(one, other)
    return groups.all()


def ages_differ(one: Collection[int], other: Collection[int]) -> bool:
    """Whether two sets of years of birth cannot be one person's; newspapers reckon a year amiss."""
    return any(abs(a - b) > 1 for a in one for b in other)


def together(persons: Sequence[Person]) -> Person:
    """What is said of several occurrences of one person, as of one."""
    names: dict[str, float] = {}
    for person in persons:
        for name, worth in person.names.items():
            names[name] = max(worth, names.get(name, worth))
    profile = Profile.of_all([person.profile for person in persons])
    return Person(names, profile, frozenset().union(*(person.born for person in persons)))


def people(
    found: Mapping[Place, Person], different: Collection[tuple[Place, Place]] = ()
) -> tuple[list[frozenset[Place]], list[Doubt[Place]]]:
    """Which circles, each named by one of its places, are one person after all by what is said around them, and pairs that
    may be; `different` are pairs that somebody has decided not to be."""
    parted = apart(different)

    def forbids(one: frozenset[Place], other: frozenset[Place]) -> bool:
        return parted(one, other) or any(ages_differ(found[a].born, found[b].born) for a in one for b in other)

    groups: Groups[Place] = Groups(found, forbids)
    if len(found) > MOST_PAIRED:
        return groups.all(), []
    scores = {
        (a, b): _score(found[a], found[b])
        for a, b in combinations(sorted(found), 2)
        if not forbids(frozenset({a}), frozenset({b}))
    }
    joins = {pair: score for pair, (score, _) in scores.items() if score >= SAME}
    # Who is named without any context belongs to somebody only where there is but one to belong to.
    bare = {place for place in found if _is_bare(found[place])}
    owners = {place: {a if place == b else b for a, b in joins if place in (a, b)} - bare for place in bare}
    lost = {place for place in bare if len(owners[place]) > 1}
    joins = {pair: score for pair, score in joins.items() if bare.issuperset(pair) or lost.isdisjoint(pair)}
    for (a, b), _ in sorted(joins.items(), key=lambda one: (-one[1], one[0])):
        groups.join(a, b)
    doubts = [
        Doubt(a, b, round(score, 3), reasons)
        for (a, b), (score, reasons) in sorted(scores.items())
        if score >= DOUBTFUL and groups.find(a) != groups.find(b)
    ]
    return groups.all(), doubts


def _wide(worth: float, profile: Profile) -> frozenset[str]:
    return frozenset() if worth >= 0 else profile.wide


def _is_bare(person: Person) -> bool:
    profile = person.profile
    return not (profile.posts or profile.titles or profile.company or profile.known_company or profile.people)


def _score(one: Person, other: Person) -> tuple[float, tuple[str, ...]]:
    """How much speaks for two persons being one, and what. The weights are judgements, tried on invented homonyms
    (tests/graph/test_identity.py) and on the sample corpus."""
    shared = one.names.keys() & other.names.keys()
    if not shared:
        return -1.0, ()
    a, b = one.profile, other.profile
    score = max(max(one.names[name], other.names[name]) for name in shared)
    reasons = ["name"]
    if one.born and other.born:
        score += 0.5
        reasons.append("born")
    company, famous = a.company & b.company, a.known_company & b.known_company
    if posts := a.posts & b.posts:
        score += 0.3
        reasons.append("organisation")
    if company or famous:
        score += min(0.6, 0.2 + 0.2 * len(company)) * bool(company) + min(0.4, 0.2 * len(famous))
        reasons.append("company")
    if a.titles & b.titles:
        score += 0.2
        reasons.append("title")
    if places := a.places & b.places:
        score += min(0.3, 0.1 * len(places))
        reasons.append("place")
    if a.posts and b.posts and not posts:
        score -= 0.3
        reasons.append("other organisation")
    if a.titles and b.titles and not a.titles & b.titles:
        score -= 0.1
        reasons.append("other title")
    return score, tuple(reasons)
