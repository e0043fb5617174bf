"""Inside the child: HTML into blocks. Parsed as a browser does (lexbor), then read for what a reader would see.

No mark-up leaves: what is not known here is only looked through for its text, and scripts, forms and pictures are not
even that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from signage.server.intake import wire
from signage.server.intake.blocks import Blocks, Item
from signage.server.intake.inline import Run, line, lowered, raised, run
from signage.server.intake.refusal import Loss, Refusal, RefusedError
from signage.server.intake.style import Look, declarations, dressed, is_gone, is_struck

FindPicture = Callable[[Blocks, LexborNode], None]
"""Adds the picture that an `img` means."""

MAX_DEPTH = 200
_MAX_COLSPAN, _MAX_ROWSPAN, _MAX_CELLS = 40, 1000, 40_000

_UNREAD = {
    "applet", "area", "audio", "base", "button", "canvas", "col", "colgroup", "datalist", "embed", "frame", "frameset",
    "head", "iframe", "input", "link", "map", "math", "meta", "meter", "noembed", "noframes", "noscript", "object",
    "optgroup", "option", "param", "picture", "progress", "rp", "rt", "script", "select", "source", "style", "svg",
    "template", "textarea", "title", "track", "video", "xml",
}  # fmt: skip
_BLOCKS = {
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "dir", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "header", "hgroup", "hr", "html", "legend", "li", "main",
    "menu", "nav", "p", "pre", "section", "summary", "tbody", "td", "tfoot", "th", "thead", "tr",
}  # fmt: skip
_HEADINGS = {"h1", "h2", "h3", "h4", "h5", "h6"}
_LISTS = {"ul", "ol", "menu", "dir"}
_STRUCK = {"del", "s", "strike"}
_STRONG = {"b", "strong", "th", "dt"}
_SYMBOL_BULLETS = frozenset("lnuØü§ovpq²žwØ")
"""How Word's bullets read when their font, Wingdings or Symbol, is gone."""


def take(data: bytes) -> wire.Reply:
    """The blocks of pasted HTML in UTF-8. Raises: `RefusedError`."""
    blocks = Blocks()
    read_html(data.decode("utf-8", "replace"), blocks)
    return wire.Reply(head=wire.Head(blocks=tuple(blocks.found)))


def read_html(text: str, blocks: Blocks, find_picture: FindPicture | None = None) -> None:
    """Adds what a reader would see of `text` to `blocks`. Raises: `RefusedError`."""
    body = LexborHTMLParser(text).body
    if body is not None:
        reader = _Reader(blocks, find_picture)
        flow = _Flow(blocks.paragraph)
        reader.read(body, flow, Look(), 0)
        reader.end(flow)
        reader.end_bullets()


class _Flow:
    """Where text goes: its runs are handed to `finish` whenever a block ends. `inner`: within an item or a cell."""

    def __init__(self, finish: Callable[[list[Run]], None], *, inner: bool = False) -> None:
        self._finish = finish
        self.inner = inner
        self.runs: list[Run] = []
        self.bullet = False

    def end(self) -> None:
        runs, self.runs = self.runs, []
        if any(one.text.strip(" \n\0") for one in runs):
            self._finish(runs)


class _Reader:
    def __init__(self, blocks: Blocks, find_picture: FindPicture | None) -> None:
        self._blocks = blocks
        self._find_picture = find_picture
        self._bullets: list[Item] = []
        self._pictures: list[LexborNode] = []

    def read(self, node: LexborNode, flow: _Flow, look: Look, depth: int) -> None:
        if depth > MAX_DEPTH:
            raise RefusedError(Refusal.DEEP)
        for child in _children(node):
            tag = child.tag or ""
            if tag == "-text":
                self._text(child.text_content or "", flow, look)
            elif not tag.startswith(("-", "!")):
                self._element(child, tag.rpartition(":")[2], flow, look, depth + 1)

    def end(self, flow: _Flow) -> None:
        """A block ends here."""
        if flow.inner:
            flow.end()
            return
        if flow.bullet:
            flow.bullet = False
            if flow.runs:
                self._bullets.append(Item(None, flow.runs))
            flow.runs = []
        elif any(one.text.strip(" \n\0") for one in flow.runs):
            self.end_bullets()
            flow.end()
        else:
            flow.runs = []
        pictures, self._pictures = self._pictures, []
        for picture in pictures:
            self.end_bullets()
            if self._find_picture is not None:
                self._find_picture(self._blocks, picture)

    def end_bullets(self) -> None:
        """The paragraphs that Word drew as a list, into one."""
        items, self._bullets = self._bullets, []
        self._blocks.listing(items)

    def _text(self, text: str, flow: _Flow, look: Look) -> None:
        if look.hidden:
            if text.strip():
                self._blocks.lose(Loss.HIDDEN)
            return
        flow.runs.append(run(text, strong=look.strong, kept=look.kept))

    def _element(self, node: LexborNode, tag: str, flow: _Flow, look: Look, depth: int) -> None:
        attributes = node.attributes
        if tag == "img":
            self._pictures.append(node)
            return
        if tag == "input" and self._find_picture is not None:  # a Word form's check box, by way of mammoth
            flow.runs.append(Run("☑" if "checked" in attributes else "☐"))
            return
        if tag in _UNREAD:
            return
        said = declarations(attributes.get("style"))
        if "hidden" in attributes or is_gone(said):
            if (node.text() or "").strip():
                self._blocks.lose(Loss.HIDDEN)
            return
        if tag in _STRUCK or is_struck(said):
            if (node.text() or "").strip():
                self._blocks.lose(Loss.STRUCK)
            return
        if tag in _STRONG:
            look = look._replace(strong=True)
        elif tag == "pre":
            look = look._replace(kept=True)
        look = dressed(look, said)
        if "bgcolor" in attributes:
            look = look._replace(ground=True)
        if "ignore" in said.get("mso-list", ""):
            self._label(node, flow)
        else:
            self._read_element(node, tag, flow, look, depth)

    def _read_element(self, node: LexborNode, tag: str, flow: _Flow, look: Look, depth: int) -> None:
        if tag == "br":
            flow.runs.append(Run("\n"))
        elif tag in _HEADINGS:
            self._heading(node, flow, look, depth)
        elif tag in _LISTS:
            self.end(flow)
            self._list(node, tag, flow, look, depth)
        elif tag == "table":
            self.end(flow)
            self._table(node, flow, look, depth)
        elif tag in {"sup", "sub"}:
            inner = _Flow(flow.runs.extend, inner=True)
            self.read(node, inner, look, depth)
            change = raised if tag == "sup" else lowered
            flow.runs.extend(Run(change(one.text), one.strong) for one in inner.runs)
        elif tag == "a" and (node.text() or "").strip() == "↑":
            pass  # from a footnote back to its place, by mammoth
        elif tag in _BLOCKS:
            self.end(flow)
            self.read(node, flow, look, depth)
            self.end(flow)
        else:
            self.read(node, flow, look, depth)

    def _label(self, node: LexborNode, flow: _Flow) -> None:
        """A list's number or bullet as Word writes it into a paragraph: numbers are kept, bullets make a list."""
        label = (node.text() or "").strip(" \n\t\xa0")
        if label in _SYMBOL_BULLETS or not any(character.isalnum() for character in label):
            flow.bullet = True
        else:
            flow.runs.append(run(label + ("" if label[-1] in "、）)．" else " ")))

    def _heading(self, node: LexborNode, flow: _Flow, look: Look, depth: int) -> None:
        self.end(flow)
        if flow.inner:
            self.read(node, flow, look._replace(strong=True), depth)
            self.end(flow)
            return
        runs: list[Run] = []

        def finish(found: list[Run]) -> None:
            runs.extend((Run(" "), *found) if runs else found)

        inner = _Flow(finish, inner=True)
        self.read(node, inner, look, depth)
        inner.end()
        if runs:
            self.end_bullets()
            self._blocks.heading(runs)
        self.end(flow)

    def _list(self, node: LexborNode, tag: str, flow: _Flow, look: Look, depth: int) -> None:
        """A list; one within an item becomes lines of that item, with labels of its own."""
        number = _whole(node.attributes.get("start"), 1) if tag == "ol" else None
        items: list[Item] = []
        for child in _children(node):
            if child.tag != "li":
                inner = flow if flow.inner else _Flow(self._blocks.paragraph)
                holder = child.tag or ""
                if holder in _LISTS and items:  # a list between items belongs to the one before
                    inner = _Flow(_lines_of(items[-1]), inner=True)
                if not holder.startswith("-"):
                    self._element(child, holder, inner, look, depth + 1)
                    self.end(inner)
                continue
            if number is not None:
                number = _whole(child.attributes.get("value"), number)
            if flow.inner:
                self.end(flow)
                flow.runs.append(Run("· " if number is None else f"（{number}）"))
                self._element(child, "span", flow, look, depth + 1)
                self.end(flow)
            else:
                items.append(Item(number, []))
                inner = _Flow(_lines_of(items[-1]), inner=True)
                self._element(child, "span", inner, look, depth + 1)
                inner.end()
            number = None if number is None else number + 1
        if items:
            self.end_bullets()
            self._blocks.listing(items)
        self.end(flow)

    # Tables.

    def _table(self, node: LexborNode, flow: _Flow, look: Look, depth: int) -> None:
        if any(one.mem_id != node.mem_id for one in node.css("table")):  # a layout: its cells are read one by one
            self.read(node, flow, look, depth)
            self.end(flow)
            return
        rows, heads = self._rows(node, look, depth)
        if flow.inner:
            for row in _grid(rows, 0):
                flow.runs.append(Run(" ".join(filter(None, row))))
                self.end(flow)
            return
        caption = node.css_first("caption")
        if caption is not None:
            self._element(caption, "p", flow, look._replace(strong=True), depth + 1)
        self.end_bullets()
        while len(rows) > 1 and len(rows[0]) == 1 and rows[0][0].across > 1:  # its name, across all columns
            self._blocks.paragraph([Run(rows.pop(0)[0].text, strong=True)])
            heads = max(heads - 1, 0)
        self._blocks.table(_grid(rows, heads), heads)
        self.end(flow)

    def _rows(self, node: LexborNode, look: Look, depth: int) -> tuple[list[list[_Cell]], int]:
        """The rows, and how many of them are the head."""
        rows: list[list[_Cell]] = []
        heads = 0
        for row in node.css("tr"):
            said = declarations(row.attributes.get("style"))
            if "hidden" in row.attributes or is_gone(said):
                self._blocks.lose(Loss.HIDDEN)
                continue
            cells = [
                self._cell(cell, dressed(look, said), depth) for cell in _children(row) if cell.tag in {"td", "th"}
            ]
            inside = row.parent
            of_head = inside is not None and inside.tag == "thead"
            if of_head or (heads == len(rows) and cells and all(cell.head for cell in cells)):
                heads = len(rows) + 1
            rows.append(cells)
        return rows, heads

    def _cell(self, node: LexborNode, look: Look, depth: int) -> _Cell:
        runs: list[Run] = []

        def finish(found: list[Run]) -> None:
            runs.extend((Run(" "), *found) if runs else found)

        inner = _Flow(finish, inner=True)
        self._element(node, "span", inner, look, depth + 1)
        inner.end()
        return _Cell(
            line(runs),
            min(max(_whole(node.attributes.get("colspan"), 1), 1), _MAX_COLSPAN),
            min(max(_whole(node.attributes.get("rowspan"), 1), 1), _MAX_ROWSPAN),
            node.tag == "th",
        )


class _Cell:
    def __init__(self, text: str, across: int, down: int, head: bool) -> None:
        self.text = text
        self.across = across
        self.down = down
        self.head = head


def _grid(rows: list[list[_Cell]], heads: int) -> list[list[str]]:
    """Rows equally long. A merged cell is said in its first place; in a head of several rows, over each column."""
    taken: dict[tuple[int, int], str] = {}
    for number, row in enumerate(rows):
        column = 0
        for cell in row:
            while (number, column) in taken:
                column += 1
            for down in range(min(cell.down, len(rows) - number)):
                for across in range(cell.across):
                    spread = number < heads and heads > 1
                    taken[number + down, column + across] = "" if down or (across and not spread) else cell.text
            if len(taken) > _MAX_CELLS:
                raise RefusedError(Refusal.LONG, _MAX_CELLS)
            column += cell.across
    width = max((column for _, column in taken), default=-1) + 1
    return [[taken.get((number, column), "") for column in range(width)] for number in range(len(rows))]


def _lines_of(one: Item) -> Callable[[list[Run]], None]:
    """Adds to an item, each time on a new line."""

    def finish(found: list[Run]) -> None:
        assert isinstance(one.runs, list)  # noqa: S101
        one.runs.extend((Run("\n"), *found) if one.runs else found)

    return finish


def _children(node: LexborNode) -> Iterator[LexborNode]:
    child = node.first_child
    while child is not None:
        yield child
        child = child.next


def _whole(value: str | None, otherwise: int) -> int:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 7 else otherwise
