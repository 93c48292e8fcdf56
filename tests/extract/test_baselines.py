"""What the parts find alone."""

import pytest

from corpus.article import Article
from extract.baselines import BASELINES


@pytest.mark.parametrize("name", BASELINES)
def test_a_baseline_names_what_its_tags_say_at_the_right_place(name: str) -> None:
    text = "潘国华在北京说话。\n\n潘国华又来了。"
    (reading,) = BASELINES[name]([Article("x", "", text)])
    assert all(text[m.start : m.end] == m.text for m in reading.mentions)
    assert ("北京", "LOC") in {(m.text, m.type) for m in reading.mentions}
    assert {m.entity for m in reading.mentions} == {e.id for e in reading.entities}
