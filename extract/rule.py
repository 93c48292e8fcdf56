"""How sentences state facts, as data. To add a wording, add a rule to organisation_rules.py, person_rules.py or work_rules.py.

A rule's pattern is a regular expression over a slotted sentence (extract/slots.py):
    <s:ORG>  a symbol for one or a list of organisations, taken as the subject (s), object (o) or amount (m)
    <ORG>    a symbol that is only passed over;  <s:PER|ORG> either kind
    <t:TITLE> a title whose wording the rule's `titled` must match, as 编剧 makes an author and 主演 none
    ~        up to 14 characters of the same clause, without another symbol of a name
A rule without s takes its subject from the clause or, failing that, from the clauses before (extract/facts.py); where
the clause's own subject is the object (…, 其中腾讯出资900万元), `implied="before"` looks in front of the clause only.
A rule whose object is a date and that has no o takes the date that goes with it.
"""

from dataclasses import dataclass
from typing import Literal

from ontology.predicates import EntityType

# What the date beside a fact says of it: the moment it happened, since, until or at which it holds, or nothing.
When = Literal["event", "since", "until", "as of", "none"]


@dataclass(frozen=True, slots=True)
class Rule:
    """One way to say one predicate. `hedged` rules say nothing where the clause plans, doubts or denies."""

    predicate: str
    pattern: str
    when: When = "none"
    confidence: float = 0.85
    hedged: bool = True
    implied: Literal["clause", "before"] = "clause"  # where an unnamed subject may stand: here too, or only in front
    of: tuple[EntityType, ...] = ()  # of which kinds an unnamed subject may be, if not of all that the predicate knows
    agent: bool = False  # whether the object acts: an organisation that only describes somebody does not
    titled: str = ""  # what the wording of <t:TITLE> must match

    def says(self, part: str) -> bool:
        """Whether the pattern names the subject (s) or the object (o)."""
        return f"<{part}:" in self.pattern
