import re

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extract.rule_patterns import expand, matching, needs
from extract.rules import RULES
from extract.slots import SYMBOL

ORG, PER, LOC = SYMBOL["ORG"], SYMBOL["PER"], SYMBOL["LOC"]


@pytest.mark.parametrize(
    ("regex", "needed"),
    [
        ("由[甲乙]创办", [["由"], ["甲", "乙"], ["创办"]]),
        ("(?:创办|成立)于", [["创办", "成立"], ["于"]]),
        ("(?:联合|共同)?(?:创办|成立)了?", [["创办", "成立"]]),
        ("(?:离开人世|逝)", [["离开", "逝"], ["人世", "逝"]]),
        ("[^，。]{0,4}?(?P<o>[甲乙])(?!丙)", [["甲", "乙"]]),
        ("(?<![一-龥])(?:丁|戊){1,3}己*", [["丁", "戊"]]),
        ("天地人?和", [["天地"], ["和"]]),
        ("(?:甲?乙|丙)", [["乙", "丙"]]),
        ("(?:[A-Z]轮|甲?)", []),
    ],
)
def test_what_a_pattern_needs_is_read_from_it(regex: str, needed: list[list[str]]) -> None:
    assert sorted(needs(regex), key=sorted) == sorted(map(frozenset, needed), key=sorted)


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data())
def test_a_rule_that_matches_is_among_those_tried(data: st.DataObject) -> None:
    rule = data.draw(st.sampled_from(RULES))
    form = data.draw(st.from_regex(re.compile(expand(rule.pattern))))
    if re.search(expand(rule.pattern), form):
        assert rule in [one.rule for one in matching(form)]


def test_rules_are_tried_in_their_order_and_only_where_their_symbols_stand() -> None:
    tried = [one.rule for one in matching(f"{ORG}由{PER}创办")]
    assert tried == [rule for rule in RULES if rule in tried]
    assert any(rule.predicate == "founder" for rule in tried)
    assert not any(rule.predicate in ("birthPlace", "location") for rule in tried), f"there is no {LOC}"
    assert list(matching("今天天气很好")) == []
