"""Rich text from the browser into blocks, and back. Whatever else the markup holds, only text and its form stay.

The browser's editor knows paragraphs, headings, bold, lists and tables, but anybody can send anything: this reader
takes the few elements that it knows and the text of all others; scripts, styles and what is hidden go with their text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from html.parser import HTMLParser

from signage.content.body import Block, Heading, Listing, Paragraph, Span, Spans, Table

MAX_HTML = 400_000
"""Characters; a longer paste is refused before it is parsed."""

_BLOCKS = {"p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "section", "article"}
_SILENT = {"script", "style", "template", "iframe", "object", "svg", "math", "head", "title", "noscript", "textarea"}
_VOID = {"br", "img", "hr", "input", "meta", "link", "col", "wbr", "source", "embed", "area", "base", "track"}
_COLUMNS, _ROWS, _ITEMS, _CELL, _BLOCK_LIMIT, _PROSE = 8, 200, 100, 200, 290, 4000


class _Reader(HTMLParser):
    """Walks the markup once; whatever is not closed is closed at the end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.blocks: list[Block] = []
        self._runs: list[tuple[str, bool]] = []
        self._silent = ""
        self._silent_depth = 0
        self._cell_open = False
        self._strong = 0
        self._heading = 0
        self._lists: list[bool] = []
        self._items: list[Spans] = []
        self._rows: list[list[str]] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        if tag in _VOID:
            if tag == "br" and not self._silent:
                self._runs.append(("\n", False))
            return
        if self._silent:
            self._silent_depth += tag == self._silent
            return
        if tag in _SILENT:
            self._silent, self._silent_depth = tag, 1
            return
        if tag in {"strong", "b"}:
            self._strong += 1
        elif tag in {"ul", "ol"}:
            self._flush()
            self._lists.append(tag == "ol")
        elif tag == "li" or (tag in _BLOCKS and self._rows is None and not self._lists):
            self._flush()
            self._heading += tag[0] == "h" and tag[1:].isdigit()
        elif tag in _BLOCKS and self._runs:
            self._runs.append(("\n", False))
        elif tag == "table" and self._rows is None:
            self._flush()
            self._rows = []
        elif tag == "tr" and self._rows is not None:
            self._end_cell()
            self._rows.append([])
        elif tag in {"td", "th"} and self._rows is not None:
            self._end_cell()
            self._runs.clear()
            self._cell_open = True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in _VOID:
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        if self._silent:
            self._silent_depth -= tag == self._silent
            if not self._silent_depth:
                self._silent = ""
            return
        if tag in {"strong", "b"}:
            self._strong = max(0, self._strong - 1)
        elif tag in {"ul", "ol"} and self._lists:
            self._flush()
            ordered = self._lists.pop()
            if not self._lists:
                self._end_list(ordered=ordered)
        elif tag == "li":
            self._flush()
        elif tag in {"td", "th"} and self._rows is not None:
            self._end_cell()
        elif tag == "table" and self._rows is not None:
            self._end_cell()
            rows, self._rows = self._rows, None
            self._runs.clear()
            self._end_table(rows)
        elif tag in _BLOCKS and self._rows is None and not self._lists:
            self._flush()
            self._heading = 0

    def handle_data(self, data: str) -> None:
        if not self._silent:
            # in markup a line break is a space; between Chinese characters it is none
            text = " ".join(data.replace("\xa0", " ").replace("\u200b", "").split("\n")) if "\n" in data else data
            self._runs.append((text.replace("\xa0", " ").replace("\u200b", ""), self._strong > 0))

    def finish(self) -> tuple[Block, ...]:
        self.close()
        self._flush()
        if self._rows:
            self._end_cell()
            rows, self._rows = self._rows, None
            self._end_table(rows)
        if self._items:
            self._end_list(ordered=False)
        return tuple(self.blocks[:_BLOCK_LIMIT])

    def _flush(self) -> None:
        """The text so far is a paragraph, a heading, or an item of the list that is open."""
        if self._rows is not None:
            return
        spans = _spans(self._runs)
        self._runs = []
        if not spans:
            return
        if self._lists:
            self._items.append(spans)
        elif self._heading:
            self.blocks.append(Heading(text="".join(span.text for span in spans).replace("\n", " ")[:_CELL]))
        else:
            self.blocks.extend(Paragraph(spans=part) for part in _parted(spans))

    def _end_cell(self) -> None:
        """The cell that is open, if any, ends here: markup need not say so."""
        if not self._cell_open or self._rows is None:
            return
        self._cell_open = False
        if not self._rows:
            self._rows.append([])
        self._rows[-1].append(_text(self._runs).replace("\n", " ")[:_CELL])
        self._runs.clear()

    def _end_list(self, *, ordered: bool) -> None:
        items, self._items = self._items, []
        for first in range(0, len(items), _ITEMS):
            self.blocks.append(Listing(items=tuple(items[first : first + _ITEMS]), ordered=ordered))

    def _end_table(self, rows: list[list[str]]) -> None:
        rows = [row[:_COLUMNS] for row in rows if any(cell.strip() for cell in row)]
        if not rows:
            return
        width = max(map(len, rows))
        even = [(*row, *("",) * (width - len(row))) for row in rows[: _ROWS + 1]]
        self.blocks.append(Table(header=even[0], rows=tuple(even[1:]), right=_right(even[1:], width)))


def _right(rows: Sequence[tuple[str, ...]], width: int) -> tuple[int, ...]:
    """Columns of figures stand on the right."""

    def is_figure(cell: str) -> bool:
        bare = cell.strip().removesuffix("元").removesuffix("%").replace(",", "").replace("，", "")
        return bare.lstrip("+-−¥￥").replace(".", "", 1).isdecimal()

    return tuple(
        column
        for column in range(width)
        if any(row[column].strip() for row in rows)
        and all(is_figure(row[column]) for row in rows if row[column].strip())
    )


def _text(runs: Sequence[tuple[str, bool]]) -> str:
    return "".join(text for text, _ in runs).strip()


def _spans(runs: Sequence[tuple[str, bool]]) -> Spans:
    spans: list[Span] = []
    for text, strong in runs:
        if not text:
            continue
        if spans and (spans[-1].strong == strong or not text.strip()):
            spans[-1] = Span(text=spans[-1].text + text, strong=spans[-1].strong)
        else:
            spans.append(Span(text=text, strong=strong))
    if spans:
        spans[0] = Span(text=spans[0].text.lstrip(), strong=spans[0].strong)
        spans[-1] = Span(text=spans[-1].text.rstrip(), strong=spans[-1].strong)
    return tuple(span for span in spans if span.text)[:200]


def _parted(spans: Spans) -> Iterator[Spans]:
    """A paragraph longer than the feed carries becomes several."""
    for span in spans:
        if len(span.text) > _PROSE:
            for each in spans:
                for first in range(0, len(each.text), _PROSE):
                    yield (Span(text=each.text[first : first + _PROSE], strong=each.strong),)
            return
    yield spans


def to_blocks(html: str) -> tuple[Block, ...]:
    """The blocks of `html`. Nothing in it can make this raise; what is too long is cut off."""
    reader = _Reader()
    reader.feed(html[:MAX_HTML])
    return reader.finish()


def to_html(blocks: Sequence[Block]) -> str:
    """`blocks` for the browser's editor; pictures are not text and are left out."""
    return "".join(map(_html, blocks))


def _html(block: Block) -> str:
    match block:
        case Paragraph():
            return f"<p>{_inline(block.spans)}</p>"
        case Heading():
            return f"<h3>{escape(block.text)}</h3>"
        case Listing():
            tag = "ol" if block.ordered else "ul"
            return f"<{tag}>{''.join(f'<li><p>{_inline(item)}</p></li>' for item in block.items)}</{tag}>"
        case Table():
            head = "".join(f"<th><p>{escape(cell)}</p></th>" for cell in block.header)
            rows = "".join(
                f"<tr>{''.join(f'<td><p>{escape(cell)}</p></td>' for cell in row)}</tr>" for row in block.rows
            )
            return f"<table><tbody><tr>{head}</tr>{rows}</tbody></table>"
    return ""


def _inline(spans: Spans) -> str:
    return "".join(
        f"<strong>{text}</strong>" if span.strong else text
        for span in spans
        if (text := escape(span.text).replace("\n", "<br>"))
    )
