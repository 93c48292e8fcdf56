"""Which occurrences are one thing: pure functions of all occurrences that might be, whatever order they came in.

Organisations, places, works, products and events, and persons whom the lexicon knows, are what they are called; an
organisation's short, full and former names meet where only one thing is called so. Persons are told apart by what is
said around them (entity resolution by blocking on names, collective evidence and pairwise scores; see Christen, Data
Matching, 2012): a shared employer or companion joins them, a rare name does unless something contradicts it, and
doubtful pairs stay apart and are reported.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, pairwise
from typing import TypeAlias

from graph.groups import Groups, apart
from graph.occurrences import Profile

Place: TypeAlias = tuple[str, str]  # where a person occurs: the article and the key of the name there

SAME, DOUBTFUL = 0.6, 0.1  # scores from which two groups are one, or perhaps one
MOST_PAIRED = 60  # groups of one name that are compared pair by pair; the rest only by what binds them surely


@dataclass(frozen=True, slots=True)
class Person:
    """A person in an article. `names` gives, for the key of each name that other articles may use, how telling it is: how
    far the name alone makes two bearers one, below 0 where only the article can tell who is meant."""

    place: Place
    names: Mapping[str, float]
    profile: Profile


@dataclass(frozen=True, slots=True)
class Doubt:
    """Two things that may be one, and why, most telling first: `name`, `organisation`, `company`, `title`, `place`, `born`
    speak for it, `other organisation` and `other title` against it."""

    one: Place
    other: Place
    score: float
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Partition:
    """Groups of what is one thing, and pairs of groups that may be, each named by its first member."""

    groups: tuple[tuple[Place, ...], ...]
    doubts: tuple[Doubt, ...] = ()


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


def people(
    persons: Sequence[Person],
    same: Collection[tuple[Place, Place]] = (),
    different: Collection[tuple[Place, Place]] = (),
) -> Partition:
    """Who of persons that share names is one; `same` and `different` are what somebody has decided."""
    by_place = {person.place: person for person in persons}
    parted = apart((one, other) for one, other in different if {one, other} <= by_place.keys())

    def forbids(one: frozenset[Place], other: frozenset[Place]) -> bool:
        return parted(one, other) or _ages_differ(one, other, by_place)

    groups: Groups[Place] = Groups(by_place, forbids)
    for one, other in sorted(same):
        if one in by_place and other in by_place:
            groups.unite(one, other)
    for bearers in _bound(persons).values():
        for one, other in pairwise(sorted(bearers)):
            groups.join(one, other)
    met = {min(group): _together([by_place[place] for place in group]) for group in groups.all()}
    if len(met) > MOST_PAIRED:
        return Partition(tuple(tuple(sorted(group)) for group in groups.all()))
    scores = {
        (a, b): _score(met[a], met[b])
        for a, b in combinations(sorted(met), 2)
        if not forbids(groups.members(a), groups.members(b))
    }
    joins = {pair: score for pair, (score, _) in scores.items() if score >= SAME}
    # Who is named without any context belongs to somebody only where there is but one to belong to.
    for place in met:
        rivals = {b if place == a else a for a, b in joins if place in (a, b)}
        if _is_bare(met[place]) and len([one for one in rivals if not _is_bare(met[one])]) > 1:
            joins = {pair: s for pair, s in joins.items() if place not in pair or all(_is_bare(met[p]) for p in pair)}
    for (a, b), _ in sorted(joins.items(), key=lambda one: (-one[1], one[0])):
        groups.join(a, b)
    doubts = tuple(
        Doubt(a, b, round(score, 3), reasons)
        for (a, b), (score, reasons) in sorted(scores.items())
        if score >= DOUBTFUL and groups.find(a) != groups.find(b) and not parted(groups.members(a), groups.members(b))
    )
    return Partition(tuple(tuple(sorted(group)) for group in groups.all()), doubts)


def _bound(persons: Iterable[Person]) -> dict[tuple[str, str, str], set[Place]]:
    """Who shares a name and something that makes them one: an organisation that they belong to, a companion with a full
    name. Where only the article tells who is meant, it must be an organisation that not everybody knows."""
    found: dict[tuple[str, str, str], set[Place]] = defaultdict(set)
    for person in persons:
        profile = person.profile
        for name, worth in person.names.items():
            for post in profile.posts if worth >= 0 else profile.posts - profile.wide:
                found[name, "post", post].add(person.place)
            for companion in profile.people if worth > 0 else ():
                found[name, "companion", companion].add(person.place)
    return dict(sorted(found.items()))


def _ages_differ(one: Iterable[Place], other: Iterable[Place], by_place: Mapping[Place, Person]) -> bool:
    ours, theirs = ([born for place in side if (born := by_place[place].profile.born)] for side in (one, other))
    return any(abs(a - b) > 1 for a in ours for b in theirs)


def _together(persons: Sequence[Person]) -> Person:
    """What is said of several occurrences of one person, as of one."""
    if len(persons) == 1:
        return persons[0]
    first = min(persons, key=lambda person: person.place)
    names: dict[str, float] = {}
    for person in persons:
        for name, worth in person.names.items():
            names[name] = max(worth, names.get(name, worth))
    return replace(first, names=names, profile=Profile.of_all([person.profile for person in persons]))


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
    if a.born and b.born:
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
