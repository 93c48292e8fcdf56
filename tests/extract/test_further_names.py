"""Names of another spaCy pipeline: one more source that the one decision weighs, on a tiny pipeline made here."""

from collections.abc import Callable, Sequence
from importlib.util import find_spec
from pathlib import Path

import pytest
import spacy

from corpus.article import Article
from extract.configuration import Configuration
from extract.further_names import PipelineError
from extract.pipeline import STAGES, Extractor, load

Made = Callable[..., Extractor]
TEXT = "他读完雾里来信就睡了。\n\n第二天，他又读了一遍雾里来信。"


def saved(folder: Path, *patterns: tuple[str, str]) -> Path:
    """A pipeline on disk whose entity ruler knows (text, label) pairs."""
    nlp = spacy.blank("zh")
    ruler = nlp.add_pipe("entity_ruler")
    ruler.add_patterns([{"pattern": text, "label": label} for text, label in patterns])
    nlp.to_disk(folder)
    return folder


@pytest.fixture
def made(tmp_path: Path) -> Made:
    """An extractor with a pipeline that knows these names."""
    return lambda *patterns: load(Configuration(spacy=str(saved(tmp_path / "pipeline", *patterns))))


def named(extractor: Extractor, text: str) -> list[tuple[str, str]]:
    return [(m.text, m.type) for m in extractor.read(Article("x", "", text)).mentions]


def test_a_name_that_only_the_pipeline_knows_is_found_where_it_stands(made: Made, extractor: Extractor) -> None:
    assert named(extractor, TEXT) == []
    reading = made(("雾里来信", "WORK_OF_ART")).read(Article("x", "", TEXT))
    assert [(m.text, m.type) for m in reading.mentions] == [("雾里来信", "WORK")] * 2
    assert all(TEXT[m.start : m.end] == m.text for m in reading.mentions)


@pytest.mark.parametrize(
    ("label", "kind"),
    [("PERSON", "PER"), ("ORG", "ORG"), ("GPE", "LOC"), ("FAC", "LOC"), ("PRODUCT", "PRODUCT"), ("EVENT", "EVENT")],
)
def test_the_labels_of_common_schemes_become_types(made: Made, label: str, kind: str) -> None:
    assert named(made(("雾里来信", label)), TEXT)[0] == ("雾里来信", kind)


@pytest.mark.parametrize("label", ["DATE", "CARDINAL", "NORP", "SOMETHING"])
def test_what_is_no_type_of_name_is_left_out(made: Made, label: str) -> None:
    assert named(made(("雾里来信", label)), TEXT) == []


def test_the_pipeline_is_weighed_and_does_not_overrule_what_is_surer(made: Made) -> None:
    text = "腾讯校友会昨天更新了公号，腾讯没有回应。"
    assert named(made(("腾讯", "PERSON"), ("校友会昨天", "ORG")), text) == [("腾讯校友会", "ORG"), ("腾讯", "ORG")]


def test_agreement_of_the_pipeline_makes_a_name_surer(made: Made, extractor: Extractor) -> None:
    article = Article("x", "", "昨天，欧阳拓没有回应。")
    (alone,) = extractor.read(article).mentions
    (agreed,) = made(("欧阳拓", "PERSON")).read(article).mentions
    assert (agreed.text, agreed.type) == (alone.text, alone.type) == ("欧阳拓", "PER")
    assert agreed.confidence > alone.confidence


def test_traditional_text_is_read_in_simplified_form_and_keeps_its_own(made: Made) -> None:
    assert named(made(("雾里来信", "WORK_OF_ART")), "他讀完霧裡來信就睡了。") == [("霧裡來信", "WORK")]


def test_many_articles_are_read_alike_one_by_one_and_together(made: Made) -> None:
    extractor = made(("雾里来信", "WORK_OF_ART"))
    articles: Sequence[Article] = [Article(str(i), "", "雨\n" * i + TEXT) for i in range(20)]
    assert list(extractor.read_all(articles)) == [extractor.read(article) for article in articles]


def test_the_stage_stands_before_the_decision(made: Made) -> None:
    names = made(("雾里来信", "ORG")).nlp.pipe_names
    assert names.index("rongqiao_further_names") + 1 == names.index("rongqiao_mentions")
    assert [name for name in names if name in STAGES] == list(STAGES)


def test_a_pipeline_that_is_not_installed_tells_how_to_install_it() -> None:
    with pytest.raises(PipelineError, match="python -m spacy download zh_core_web_absent"):
        load(Configuration(spacy="zh_core_web_absent"))


def test_a_folder_that_is_none_or_no_pipeline_is_told(tmp_path: Path) -> None:
    with pytest.raises(PipelineError, match="there is no such folder"):
        load(Configuration(spacy=str(tmp_path / "absent")))
    (tmp_path / "empty").mkdir()
    with pytest.raises(PipelineError, match="cannot be loaded"):
        load(Configuration(spacy=str(tmp_path / "empty")))


def test_a_pipeline_that_finds_no_names_is_told(tmp_path: Path) -> None:
    nlp = spacy.blank("zh")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "plain")
    with pytest.raises(PipelineError, match="no component that finds names"):
        load(Configuration(spacy=str(tmp_path / "plain")))


@pytest.mark.parametrize(
    ("factory", "package"),
    [("curated_transformer", "pip install spacy-curated-transformers"), ("of_our_own", "'of_our_own' comes with")],
)
def test_a_pipeline_whose_component_is_missing_names_its_package(tmp_path: Path, factory: str, package: str) -> None:
    folder = saved(tmp_path / "pipeline")
    config = folder / "config.cfg"
    config.write_text(config.read_text("utf-8").replace('factory = "entity_ruler"', f'factory = "{factory}"'), "utf-8")
    if factory in spacy.blank("zh").factory_names:
        pytest.skip(f"{factory} is installed")
    with pytest.raises(PipelineError, match=package):
        load(Configuration(spacy=str(folder)))


@pytest.mark.skipif(find_spec("spacy_pkuseg") is not None, reason="the package is installed")
def test_a_pipeline_whose_tokenizer_is_missing_names_its_package(tmp_path: Path) -> None:
    folder = saved(tmp_path / "pipeline")
    (folder / "tokenizer" / "cfg").write_text('{"segmenter": "pkuseg"}', "utf-8")
    (folder / "tokenizer" / "pkuseg_model").mkdir()
    with pytest.raises(PipelineError, match="spacy-pkuseg not installed"):
        load(Configuration(spacy=str(folder)))


def test_the_fingerprint_tells_one_pipeline_from_another(tmp_path: Path) -> None:
    prints = {
        load(Configuration(spacy=str(saved(tmp_path / name, (text, "ORG"))))).fingerprint
        for name, text in (("one", "雾里来信"), ("two", "雾里去信"), ("same", "雾里来信"))
    }
    assert len(prints) == 2
