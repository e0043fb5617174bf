"""A notice's body: Markdown (CommonMark and tables, by markdown-it-py) into blocks.

What blocks cannot say becomes plain text: links their text, code and quotations paragraphs, nested lists one list. Raw
HTML is refused, so that nobody believes it will be shown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence

from markdown_it import MarkdownIt
from markdown_it.token import Token

from signage.content.body import Block, Figure, Heading, Listing, Paragraph, Span, Table, plain
from signage.content.media import Media
from signage.sources.nodes import Faults

FindPicture = Callable[[str, str, int], "Media | None"]
"""Gives the picture for a path, a description and a line; None when it already told the fault."""

_MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable("table")  # html is parsed so that it can be refused

_MAX_COLUMNS, _MAX_ROWS, _MAX_ITEMS, _MAX_SPANS, _MAX_BLOCKS = 8, 200, 100, 200, 300
_MAX_LINE, _MAX_PROSE = 200, 4000


def to_blocks(
    text: str, find_picture: FindPicture, faults: Faults, offset: int = 0
) -> tuple[tuple[Block, ...], list[int]]:
    """The blocks of `text`, and the line of each. `offset` lines stand before `text` in its file."""
    reader = _Reader(find_picture, faults, offset)
    blocks: list[Block] = []
    lines: list[int] = []
    for line, block in reader.read(_MARKDOWN.parse(text)):
        if len(blocks) == _MAX_BLOCKS:
            faults.add(line, "body", f"正文太长，最多{_MAX_BLOCKS}段")
            break
        blocks.append(block)
        lines.append(line)
    return tuple(blocks), lines


class _Reader:
    def __init__(self, find_picture: FindPicture, faults: Faults, offset: int) -> None:
        self._find_picture = find_picture
        self._faults = faults
        self._offset = offset
        self._line = offset + 1

    def read(self, tokens: Sequence[Token]) -> Iterator[tuple[int, Block]]:
        index = 0
        while index < len(tokens):
            token = tokens[index]
            end = _closing(tokens, index)
            inner = tokens[index + 1 : end]
            self._at(token)
            match token.type:
                case "heading_open":
                    yield from self._heading(inner)
                case "paragraph_open":
                    yield from self._paragraph(inner)
                case "bullet_list_open" | "ordered_list_open":
                    yield from self._listing(inner, ordered=token.type.startswith("ordered"))
                case "table_open":
                    yield from self._table(inner)
                case "blockquote_open":
                    yield from self.read(inner)
                case "fence" | "code_block":
                    yield from self._text(token.content)
                case "html_block":
                    self._html(token.content)
            index = end + 1

    def _at(self, token: Token) -> None:
        if token.map:
            self._line = self._offset + token.map[0] + 1

    def _html(self, content: str) -> None:
        shown = content.strip().split("\n")[0][:30]
        self._faults.add(self._line, "body", f"正文里不能写 HTML（{shown}）；请用 Markdown，要显示尖括号请用全角＜＞")

    def _long(self, text: str, limit: int, what: str) -> str:
        if len(text) > limit:
            self._faults.add(self._line, "body", f"{what}有{len(text)}个字，最多{limit}个字；请分段")
            return text[:limit]
        return text

    def _heading(self, inner: Sequence[Token]) -> Iterator[tuple[int, Block]]:
        spans, pictures = self._inline(inner)
        if text := plain(spans):
            yield self._line, Heading(text=self._long(text, _MAX_LINE, "小标题"))
        yield from pictures

    def _paragraph(self, inner: Sequence[Token]) -> Iterator[tuple[int, Block]]:
        line = self._line
        spans, pictures = self._inline(inner)
        if plain(spans).strip():
            yield line, Paragraph(spans=spans)
        yield from pictures

    def _text(self, content: str) -> Iterator[tuple[int, Block]]:
        if content.strip():
            yield self._line, Paragraph(spans=(Span(text=self._long(content.rstrip("\n"), _MAX_PROSE, "这一段")),))

    def _listing(self, inner: Sequence[Token], *, ordered: bool) -> Iterator[tuple[int, Block]]:
        line = self._line
        items: list[tuple[Span, ...]] = []
        figures: list[tuple[int, Block]] = []
        opened: list[int] = []
        for token in inner:
            self._at(token)
            match token.type:
                case "list_item_open":
                    items.append(())
                    opened.append(len(items) - 1)
                case "list_item_close":
                    opened.pop()
                case "inline":
                    spans, pictures = self._inline([token])
                    figures.extend(pictures)
                    if opened:
                        before = items[opened[-1]]
                        items[opened[-1]] = (*before, Span(text="\n"), *spans) if before else spans
                case "html_block":
                    self._html(token.content)
                case "fence" | "code_block":
                    if opened:
                        items[opened[-1]] = (*items[opened[-1]], Span(text=token.content.rstrip("\n")))
        kept = [item[:_MAX_SPANS] for item in items if plain(item).strip()]
        if len(kept) > _MAX_ITEMS:
            self._faults.add(line, "body", f"列表有{len(kept)}项，最多{_MAX_ITEMS}项")
            del kept[_MAX_ITEMS:]
        if kept:
            yield line, Listing(items=tuple(kept), ordered=ordered)
        yield from figures

    def _table(self, inner: Sequence[Token]) -> Iterator[tuple[int, Block]]:
        line = self._line
        rows: list[list[str]] = []
        right: list[int] = []
        figures: list[tuple[int, Block]] = []
        for token in inner:
            self._at(token)
            match token.type:
                case "tr_open":
                    rows.append([])
                case "th_open" if "right" in str(token.attrGet("style")):
                    right.append(len(rows[-1]))
                case "inline":
                    spans, pictures = self._inline([token])
                    figures.extend(pictures)
                    rows[-1].append(self._long(plain(spans), _MAX_LINE, "单元格"))
        header, body = rows[0], rows[1:]
        if len(header) > _MAX_COLUMNS:
            self._faults.add(line, "body", f"表格有{len(header)}列，最多{_MAX_COLUMNS}列；请拆成几张")
        elif len(body) > _MAX_ROWS:
            self._faults.add(line, "body", f"表格有{len(body)}行，最多{_MAX_ROWS}行；请拆成几张")
        else:
            yield line, Table(header=tuple(header), rows=tuple(map(tuple, body)), right=tuple(right))
        yield from figures

    def _inline(self, tokens: Sequence[Token]) -> tuple[tuple[Span, ...], list[tuple[int, Block]]]:
        """The text of inline tokens as spans, and the pictures among it."""
        runs: list[tuple[str, bool]] = []
        figures: list[tuple[int, Block]] = []
        strong = 0
        for child in (child for token in tokens for child in token.children or ()):
            match child.type:
                case "strong_open":
                    strong += 1
                case "strong_close":
                    strong -= 1
                case "text" | "code_inline":
                    runs.append((child.content, strong > 0))
                case "softbreak":
                    runs.append(("\0", strong > 0))
                case "hardbreak":
                    runs.append(("\n", strong > 0))
                case "html_inline":
                    self._html(child.content)
                case "image":
                    figures.extend(self._figure(child))
        return self._spans(runs), figures

    def _figure(self, image: Token) -> Iterator[tuple[int, Block]]:
        caption = self._long(image.content, _MAX_LINE, "图片说明")
        media = self._find_picture(str(image.attrGet("src") or ""), caption, self._line)
        if media is not None:
            yield self._line, Figure(media=media, caption=caption)

    def _spans(self, runs: list[tuple[str, bool]]) -> tuple[Span, ...]:
        spans: list[Span] = []
        whole = "".join(text for text, _ in runs)
        before = 0
        for text, strong in runs:
            # A line break in the source is no space between Chinese characters, but one between words.
            shown = text if text != "\0" else _joint(whole[before - 1 : before], whole[before + 1 : before + 2])
            before += len(text)
            if spans and spans[-1].strong == strong:
                spans[-1] = Span(text=spans[-1].text + shown, strong=strong)
            elif shown:
                spans.append(Span(text=shown, strong=strong))
        if len(spans) > _MAX_SPANS:
            self._faults.add(self._line, "body", f"这一段的加粗太碎，最多{_MAX_SPANS}处；请分段")
            del spans[_MAX_SPANS:]
        return tuple(Span(text=self._long(span.text, _MAX_PROSE, "这一段"), strong=span.strong) for span in spans)


def _joint(left: str, right: str) -> str:
    return "" if _is_wide(left) or _is_wide(right) else " "


def _is_wide(character: str) -> bool:
    return bool(character) and unicodedata.east_asian_width(character) in "WF"


def _closing(tokens: Sequence[Token], index: int) -> int:
    """The index of the token that closes the one at `index`; its own when it holds nothing."""
    depth = 0
    for position in range(index, len(tokens)):
        depth += tokens[position].nesting
        if depth <= 0:
            return position
    return len(tokens) - 1


_MEDIA_PREFIX = re.compile(r"^(?:\.{0,2}/)?(?:media/)")


def picture_name(source: str) -> str:
    """The path inside `media/` that a picture's address means: `media/a.jpg` and `../media/a.jpg` are `a.jpg`."""
    return _MEDIA_PREFIX.sub("", source.replace("\\", "/"))
