"""A pattern that is tried near its sign alone finds what it finds everywhere."""

import importlib
import pkgutil
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import extract
from corpus.article import Article
from corpus.reader import read_paths
from extract.script import simplify
from extract.signed import Signed

SAMPLE = Path(__file__).parents[2] / "corpus" / "sample"


def signed() -> Iterator[tuple[str, Signed]]:
    for module in pkgutil.iter_modules(extract.__path__, "extract."):
        for name, value in vars(importlib.import_module(module.name)).items():
            for one in value if isinstance(value, tuple) else (value,):
                if isinstance(one, Signed):
                    yield f"{module.name}.{name}", one


def spans(pattern: re.Pattern[str] | Signed, text: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(text)]


@pytest.fixture(scope="module")
def sample() -> str:
    return "\n".join(simplify(a.text) for a in read_paths([SAMPLE]) if isinstance(a, Article))


@pytest.mark.parametrize(("name", "one"), list(signed()))
def test_a_signed_pattern_finds_in_the_sample_what_it_finds_unsigned(name: str, one: Signed, sample: str) -> None:
    assert spans(one, sample) == spans(one.pattern, sample)


@pytest.mark.parametrize(("name", "one"), list(signed()))
@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_a_signed_pattern_finds_what_is_made_for_it(name: str, one: Signed, data: st.DataObject) -> None:
    made = st.from_regex(one.pattern) | st.from_regex(one.sign) | st.sampled_from("，。在是 \n")
    text = "".join(data.draw(st.lists(made, min_size=1, max_size=4)))
    assert spans(one, text) == spans(one.pattern, text)


def test_of_matches_that_overlap_the_first_is_found_as_by_the_pattern_alone() -> None:
    one = Signed(re.compile("[甲乙]{1,3}丙[甲丙]*"), sign=re.compile("丙"), reach=3)
    text = "甲乙丙甲丙乙丙丙甲乙甲甲丙丁乙丙"
    assert spans(one, text) == spans(one.pattern, text) != []
    assert spans(Signed(one.pattern, one.sign, reach=1), text) != spans(one.pattern, text)
