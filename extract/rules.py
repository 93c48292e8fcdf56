"""All rules of facts, in the order in which they are tried: the first that states a fact gives its evidence."""

from extract.organisation_rules import ORGANISATIONS
from extract.person_rules import PEOPLE
from extract.rule import Rule
from extract.work_rules import WORKS

RULES: tuple[Rule, ...] = (*ORGANISATIONS, *PEOPLE, *WORKS)
