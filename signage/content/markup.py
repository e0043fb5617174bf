"""An item as HTML for ordinary feed readers. Derived, never read back: the screen typesets the blocks themselves."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from signage.content.body import Block, Figure, Heading, Listing, Paragraph, Spans, Table
from signage.content.links import MEDIA_FOLDER
from signage.content.media import Media
from signage.content.notice import Fact, Item, Notice, Poster, TranslatedFact, Translation, Video


def item_html(item: Item, folder: str = MEDIA_FOLDER) -> str:
    """The whole item as one HTML fragment, all text escaped; pictures in `folder`, by default relative to the feed.

    A video is its poster frame: readers find the film among the item's attachments.
    """
    match item:
        case Poster():
            return _picture(item.picture, folder)
        case Video():
            return _picture(item.poster, folder)
        case Notice():
            return "".join(_notice(item, folder))


def _notice(notice: Notice, folder: str) -> Iterator[str]:
    if notice.number:
        yield f"<p>{escape(notice.number)}</p>"
    yield from _words(notice.facts, notice.body, folder)
    issued = notice.issued
    yield f'<p style="text-align:right">{escape(notice.issuer)}<br>{issued.year}年{issued.month}月{issued.day}日</p>'
    for translation in notice.translations:
        yield from _translation(translation, folder)


def _translation(translation: Translation, folder: str) -> Iterator[str]:
    yield f'<section lang="{escape(translation.language)}"><h1>{escape(translation.title)}</h1>'
    yield from _words(translation.facts, translation.body, folder)
    yield "</section>"


def _words(facts: tuple[Fact | TranslatedFact, ...], body: tuple[Block, ...], folder: str) -> Iterator[str]:
    if facts:
        rows = "".join(f"<dt>{escape(fact.label)}</dt><dd>{escape(fact.value)}</dd>" for fact in facts)
        yield f"<dl>{rows}</dl>"
    yield from (_block(block, folder) for block in body)


def _block(block: Block, folder: str) -> str:
    match block:
        case Paragraph():
            return f"<p>{_spans(block.spans)}</p>"
        case Heading():
            return f"<h2>{escape(block.text)}</h2>"
        case Listing():
            tag = "ol" if block.ordered else "ul"
            return f"<{tag}>{''.join(f'<li>{_spans(item)}</li>' for item in block.items)}</{tag}>"
        case Table():
            head = "".join(_cell("th", text, right=index in block.right) for index, text in enumerate(block.header))
            rows = "".join(
                f"<tr>{''.join(_cell('td', text, right=index in block.right) for index, text in enumerate(row))}</tr>"
                for row in block.rows
            )
            return f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
        case Figure():
            caption = f"<figcaption>{escape(block.caption)}</figcaption>" if block.caption else ""
            return f"<figure>{_picture(block.media, folder)}{caption}</figure>"


def _cell(tag: str, text: str, *, right: bool) -> str:
    style = ' style="text-align:right"' if right else ""
    return f"<{tag}{style}>{escape(text)}</{tag}>"


def _spans(spans: Spans) -> str:
    return "".join(_span(span.text, strong=span.strong) for span in spans)


def _span(text: str, *, strong: bool) -> str:
    html = escape(text).replace("\n", "<br>")
    return f"<strong>{html}</strong>" if strong else html


def _picture(media: Media, folder: str) -> str:
    source = escape(folder + media.name)
    return f'<img src="{source}" alt="{escape(media.alt)}" width="{media.width}" height="{media.height}">'
