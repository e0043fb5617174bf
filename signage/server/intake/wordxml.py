"""Inside the child: Word's XML made plain before mammoth reads it, and what it holds that nobody will see said.

Numbers become text (`numbering`), hidden text goes, text boxes that older Words do not know come along.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from signage.server.intake.numbering import NAMESPACES, Counter, Level, child_val, is_on, of, read, val
from signage.server.intake.refusal import Loss

_COMPATIBILITY = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/"
_MATHS = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_OFFICE = "{urn:schemas-microsoft-com:office:office}"
_RELATIONS = (
    "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}",
    "{http://purl.oclc.org/ooxml/officeDocument/relationships}",
)
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_STORIES = {"document", "footnotes", "endnotes"}


def parse(part: bytes) -> Element:
    """A part's XML; DTDs were refused before (`package`)."""
    return ET.fromstring(part)  # noqa: S314


def plain(parts: dict[str, bytes], losses: dict[Loss, int]) -> dict[str, bytes]:
    """The parts with every story made plain; adds to `losses` what cannot be taken."""
    styles = _find(parts, "styles")
    numbering = read(_find(parts, "numbering"), styles)
    hidden = set(_hidden_styles(styles))
    headings = set(_heading_styles(styles))
    made = dict(parts)
    for name, part in parts.items():
        if not name.endswith(".xml") or not name.startswith("word/"):
            continue
        root = parse(part)
        kind = _local(root)
        if kind in _STORIES:
            _count_losses(root, losses)
            _take_fallbacks(root)
            _unlink(root, _relations(parts, name), losses)
            if _drop_hidden(root, hidden):
                losses[Loss.HIDDEN] = 1
            _label(root, Counter(numbering), headings)
            made[name] = ET.tostring(root, encoding="utf-8", xml_declaration=True)
        elif kind in {"hdr", "ftr"} and _says_something(root):
            losses[Loss.HEADERS] = 1
        elif kind == "comments" and any(True for _ in of(root, "comment")):
            losses[Loss.COMMENTS] = 1
    return made


def _find(parts: dict[str, bytes], kind: str) -> Element | None:
    for name, part in parts.items():
        if name.startswith("word/") and name.endswith(".xml") and kind in name.lower():
            root = parse(part)
            if _local(root) == kind:
                return root
    return None


def _local(element: Element) -> str:
    return element.tag.rpartition("}")[2]


def _word(element: Element, name: str) -> bool:
    return any(element.tag == f"{{{space}}}{name}" for space in NAMESPACES)


def _says_something(story: Element) -> bool:
    """More than a page number."""
    text = "".join(element.text or "" for element in story.iter() if _local(element) == "t")
    return sum(character.isalpha() and character not in "第页共" for character in text) >= 2


def _count_losses(root: Element, losses: dict[Loss, int]) -> None:
    for element in root.iter():
        tag = element.tag
        if tag == f"{_MATHS}oMath":
            losses[Loss.EQUATIONS] = losses.get(Loss.EQUATIONS, 0) + 1
        elif tag == f"{_OFFICE}OLEObject":
            losses[Loss.OBJECTS] = losses.get(Loss.OBJECTS, 0) + 1
        elif tag in {f"{_DRAWING}chart}}chart", f"{_DRAWING}diagram}}relIds"}:
            losses[Loss.CHARTS] = losses.get(Loss.CHARTS, 0) + 1
        elif _local(element) in {"ins", "del", "moveFrom", "moveTo"} and tag.startswith(
            tuple(f"{{{space}}}" for space in NAMESPACES)
        ):
            losses[Loss.TRACKED] = 1


def _take_fallbacks(root: Element) -> None:
    """A choice without a fallback loses its text boxes with mammoth, which reads fallbacks only."""
    for choice in list(root.iter(f"{_COMPATIBILITY}AlternateContent")):
        if choice.find(f"{_COMPATIBILITY}Fallback") is None:
            fallback = ET.SubElement(choice, f"{_COMPATIBILITY}Fallback")
            boxes = [element for element in choice.iter() if _local(element) in {"txbxContent", "inline", "anchor"}]
            held = {id(inner) for box in boxes for inner in box.iter() if inner is not box}
            for box in boxes:
                if id(box) in held:
                    continue
                space = NAMESPACES[0]
                outer = "pict" if _local(box) == "txbxContent" else "drawing"
                ET.SubElement(fallback, f"{{{space}}}{outer}").append(copy.deepcopy(box))


def _relations(parts: dict[str, bytes], name: str) -> set[str]:
    """The ids that a part may refer to."""
    folder, _, file = name.rpartition("/")
    part = parts.get(f"{folder}/_rels/{file}.rels")
    return set() if part is None else {relation.get("Id", "") for relation in parse(part)}


def _unlink(root: Element, known: set[str], losses: dict[Loss, int]) -> None:
    """Takes away references to nothing, at which mammoth would give the whole document up."""
    for element in root.iter():
        for attribute, target in list(element.attrib.items()):
            if attribute.startswith(_RELATIONS) and target not in known:
                del element.attrib[attribute]
                if _local(element) in {"blip", "imagedata"}:
                    losses[Loss.PICTURES] = losses.get(Loss.PICTURES, 0) + 1


# Hidden text.


def _hidden_styles(styles: Element | None) -> Iterator[str]:
    for style in of(styles, "style") if styles is not None else ():
        if any(_is_hidden(properties) for properties in of(style, "rPr")):
            yield val(style, "styleId")


def _heading_styles(styles: Element | None) -> Iterator[str]:
    for style in of(styles, "style") if styles is not None else ():
        if child_val(style, "name").lower().startswith(("heading", "title")):
            yield val(style, "styleId")


def _is_hidden(properties: Element) -> bool:
    return any(is_on(one) for one in of(properties, "vanish"))


def _drop_hidden(root: Element, styles: set[str]) -> bool:
    dropped = False
    for parent in list(root.iter()):
        for child in list(parent):
            if not _word(child, "r"):
                continue
            if any(
                _is_hidden(properties) or child_val(properties, "rStyle") in styles for properties in of(child, "rPr")
            ):
                dropped = dropped or any((element.text or "").strip() for element in child.iter())
                parent.remove(child)
    return dropped


# Numbers.


def _label(root: Element, counter: Counter, headings: set[str]) -> None:
    """Writes labels as text, but for bullets and for lists that count 1, 2, 3 in one go."""
    for parent in list(root.iter()):
        group: list[tuple[Element, str, int, Level]] = []
        for child in parent:
            found = counter.level_of(child) if _word(child, "p") else None
            if found is None or not _has_text(child):
                if found is None:
                    _label_group(group, counter, headings)
                    group = []
                continue
            if group and group[0][1] != found[0]:
                _label_group(group, counter, headings)
                group = []
            group.append((child, *found))
        _label_group(group, counter, headings)


def _has_text(paragraph: Element) -> bool:
    return any(_local(element) in {"t", "drawing", "pict", "sym"} for element in paragraph.iter())


def _label_group(group: list[tuple[Element, str, int, Level]], counter: Counter, headings: set[str]) -> None:
    labels = [(counter.count(number, index), counter.value(number, index)) for _, number, index, _ in group]
    tops = [value for (_, value), (_, _, index, level) in zip(labels, group, strict=True) if not index]
    counts_by_itself = (
        len(group) > 1
        and tops == list(range(1, len(tops) + 1))
        and not any(_style_of(paragraph) in headings for paragraph, *_ in group)
        and all(level.is_plain or level.is_bullet for *_, index, level in group if not index)
        and all(level.is_bullet for *_, index, level in group if index)
    )
    if counts_by_itself:
        return
    for (paragraph, _, _, level), (label, _) in zip(group, labels, strict=True):
        if not level.is_bullet:
            _write(paragraph, label)


def _style_of(paragraph: Element) -> str:
    return next((child_val(properties, "pStyle") for properties in of(paragraph, "pPr")), "")


def _write(paragraph: Element, label: str) -> None:
    """Puts `label` before the paragraph's text and takes it out of its list."""
    space = paragraph.tag.rpartition("}")[0] + "}"
    properties = paragraph.find(f"{space}pPr")
    place = 0
    if properties is not None:
        place = list(paragraph).index(properties) + 1
        for numbered in properties.findall(f"{space}numPr"):
            properties.remove(numbered)
    else:
        properties = ET.Element(f"{space}pPr")
        paragraph.insert(0, properties)
        place = 1
    numbered = ET.SubElement(properties, f"{space}numPr")  # numId 0 takes it out of its style's list as well
    ET.SubElement(numbered, f"{space}ilvl").set(f"{space}val", "0")
    ET.SubElement(numbered, f"{space}numId").set(f"{space}val", "0")
    if not label:
        return
    run = ET.Element(f"{space}r")
    text = ET.SubElement(run, f"{space}t")
    text.text = label if label[-1] in "、）)．" else f"{label} "
    text.set(_XML_SPACE, "preserve")
    paragraph.insert(place, run)
