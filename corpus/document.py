"""One document, Markdown or plain text with front matter or without, as an article."""

import re
from collections.abc import Sequence

from corpus.article import Article
from corpus.cleaning import normalised, plain_paragraphs
from corpus.frontmatter import Document, split
from corpus.markdown import Block, blocks, looks_like_markdown
from corpus.metadata import ArticleError, Metadata, id_from_stem, metadata

_TITLE_LENGTH = range(4, 41)  # characters of a first line that may be the headline
_NO_TITLE = re.compile(
    r"[。，、；：,;:…]$|。|[|｜<>＞@©]|https?:|[0-9]{4}[-/.年][0-9]{1,2}"
    r"|^[（(【\[]|^(?:作者|来源|來源|编辑|編輯|责编|记者|記者|文|图|摄影|时间|日期|发布|作者简介)\s*[/／:： ]"
)
_SENTENCE = re.compile(r"[。！？!?][”」』）)]?")


class EmptyArticleError(ArticleError):
    """A document in which nothing but markup, white space or the title is found."""


def article_from_text(text: str, *, stem: str, markdown: bool | None = None) -> Article:
    """The article in `text`, as `article_from_document` makes it. Raises ArticleError, its `line` being one of `text`."""
    return article_from_document(split(normalised(text)), stem=stem, markdown=markdown)


def article_from_document(document: Document, *, stem: str, markdown: bool | None = None) -> Article:
    """The article of a document; `stem` names it where its front matter does not. None tells Markdown by its signs.

    Without a title in the front matter, a first `# heading` is the title, or a first line that looks like a headline.
    Raises ArticleError.
    """
    about = metadata(document.fields, default_id=id_from_stem(stem), lines=document.lines)
    if markdown or (markdown is None and looks_like_markdown(document.body)):
        found = blocks(document.body)
    else:
        found = [Block(paragraph) for paragraph in plain_paragraphs(document.body)]
    return article(about, [block.text for block in found], guess=_headline(found))


def article(about: Metadata, paragraphs: Sequence[str], *, guess: str = "") -> Article:
    """The article of these paragraphs; `guess` is its title where it has none. Raises EmptyArticleError."""
    title = about.title or guess
    repeated = title and paragraphs and _squeezed(paragraphs[0]) == _squeezed(title)
    body = paragraphs[1:] if repeated else paragraphs
    if not body:
        raise EmptyArticleError("the article has no text but its title" if title else "the article has no text")
    text = "\n\n".join([title, *body] if title else body)
    return Article(about.id, title, text, about.published, about.source, about.url)


def _headline(found: Sequence[Block]) -> str:
    """The title that the first paragraphs show: a heading of the first level, or a short line before a sentence."""
    if found and found[0].heading == 1:
        return found[0].text
    if len(found) < 2:
        return ""
    first = found[0]
    plain = not first.heading and len(first.text) in _TITLE_LENGTH and not _NO_TITLE.search(first.text)
    return first.text if plain and _SENTENCE.search(found[1].text) else ""


def _squeezed(text: str) -> str:
    return "".join(text.split())
