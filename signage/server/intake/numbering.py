"""The numbers that Word draws before paragraphs, as text: 一、 （二） 第三条 1.2.

HTML says them only where a list counts 1, 2, 3 without a break. A notice's 一、 with paragraphs under it would come out
as a 1. each time, and what refers to 第三条 would find nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

NAMESPACES = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
"""Of Transitional and of Strict documents."""

_DIGITS = "〇一二三四五六七八九"
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_MOST = 9999
_LEVELS = 9


@dataclass(frozen=True)
class Level:
    """One level of a numbering: how it counts and what it writes, `%1` being the number of level 0."""

    style: str = "decimal"
    text: str = ""
    start: int = 1
    legal: bool = False
    """Every number in it is written in digits: 1.1 under 一."""

    @property
    def is_bullet(self) -> bool:
        return self.style == "bullet"

    @property
    def is_plain(self) -> bool:
        """What a notice's numbered list writes by itself."""
        return self.style == "decimal" and self.text in {"%1.", "%1．", "%1、", "%1)", "%1）"}


@dataclass
class Numbering:
    """All numberings of a document. `styles`: paragraph style to numbering and level."""

    levels: Mapping[str, Mapping[int, Level]] = field(default_factory=dict)
    styles: Mapping[str, tuple[str, int]] = field(default_factory=dict)


def read(numbering: Element | None, styles: Element | None) -> Numbering:
    """The numberings that `numbering.xml` and `styles.xml` say."""
    if numbering is None:
        return Numbering()
    kinds = {val(one, "abstractNumId"): _levels(one) for one in of(numbering, "abstractNum")}
    levels: dict[str, Mapping[int, Level]] = {}
    for number in of(numbering, "num"):
        base = dict(kinds.get(child_val(number, "abstractNumId"), {}))
        for override in of(number, "lvlOverride"):
            index = _whole(val(override, "ilvl"))
            for level in of(override, "lvl"):
                base[index] = _level(level)
            if start := child_val(override, "startOverride"):
                before = base.get(index, Level())
                base[index] = replace(before, start=_whole(start))
        levels[val(number, "numId")] = base
    return Numbering(levels, _styles(styles))


def _levels(kind: Element) -> dict[int, Level]:
    return {_whole(val(level, "ilvl")): _level(level) for level in of(kind, "lvl")}


def _level(level: Element) -> Level:
    start = child_val(level, "start")
    return Level(
        style=child_val(level, "numFmt") or "decimal",
        text=child_val(level, "lvlText"),
        start=_whole(start) if start else 1,
        legal=any(is_on(one) for one in of(level, "isLgl")),
    )


def _styles(styles: Element | None) -> dict[str, tuple[str, int]]:
    found: dict[str, tuple[str, int]] = {}
    for style in of(styles, "style") if styles is not None else ():
        for properties in of(style, "pPr"):
            for numbered in of(properties, "numPr"):
                if number := child_val(numbered, "numId"):
                    found[val(style, "styleId")] = number, _whole(child_val(numbered, "ilvl"))
    return found


class Counter:
    """Counts the paragraphs of one document in order."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._counts: dict[str, list[int | None]] = {}

    def level_of(self, paragraph: Element) -> tuple[str, int, Level] | None:
        """The numbering, its level's index and the level that `paragraph` has; None for a paragraph without."""
        number, index = "", 0
        for properties in of(paragraph, "pPr"):
            number, index = self._numbering.styles.get(child_val(properties, "pStyle"), ("", 0))
            for numbered in of(properties, "numPr"):
                number = child_val(numbered, "numId") or number
                index = _whole(child_val(numbered, "ilvl")) if child_val(numbered, "ilvl") else index
        level = self._numbering.levels.get(number, {}).get(index)
        return None if level is None or index >= _LEVELS else (number, index, level)

    def count(self, number: str, index: int) -> str:
        """Counts one paragraph more, and gives the label before it."""
        levels = self._numbering.levels[number]
        counts = self._counts.setdefault(number, [None] * _LEVELS)
        before = counts[index]
        counts[index] = levels[index].start if before is None else min(before + 1, _MOST)
        counts[index + 1 :] = [None] * (_LEVELS - index - 1)
        label = levels[index].text
        for place in range(_LEVELS, 0, -1):
            if f"%{place}" in label:
                level = levels.get(place - 1, Level())
                current = counts[place - 1]
                style = "decimal" if levels[index].legal else level.style
                label = label.replace(f"%{place}", written(level.start if current is None else current, style))
        return label

    def value(self, number: str, index: int) -> int:
        return self._counts[number][index] or 0


def written(number: int, style: str) -> str:
    """`number` in one of Word's number formats (ECMA-376 §17.18.59); those that we do not know in digits."""
    match style:
        case "chineseCounting" | "chineseCountingThousand" | "japaneseCounting" | "taiwaneseCountingThousand":
            return chinese(number)
        case "ideographDigital" | "taiwaneseDigital" | "japaneseDigitalTenThousand":
            return "".join(_DIGITS[int(digit)] for digit in str(number))
        case "decimalEnclosedCircle" | "decimalEnclosedCircleChinese" if 1 <= number <= len(_CIRCLED):
            return _CIRCLED[number - 1]
        case "decimalZero":
            return f"{number:02d}"
        case "decimalFullWidth":
            return str(number).translate(str.maketrans("0123456789", "０１２３４５６７８９"))
        case "upperLetter" | "lowerLetter" if number >= 1:
            letter = chr(ord("A") + (number - 1) % 26) * min((number - 1) // 26 + 1, 9)
            return letter if style == "upperLetter" else letter.lower()
        case "upperRoman" | "lowerRoman" if 1 <= number < 4000:
            return _roman(number) if style == "upperRoman" else _roman(number).lower()
        case "ideographTraditional" if number >= 1:
            return _STEMS[(number - 1) % 10]
        case "ideographZodiac" if number >= 1:
            return _BRANCHES[(number - 1) % 12]
        case "none":
            return ""
    return str(number)


def chinese(number: int) -> str:
    """`number`, 0 to 9,999, as it is read: 十二, 二十, 一百零五."""
    if number < 10:
        return _DIGITS[number].replace("〇", "零")
    if number < 20:
        return "十" + (_DIGITS[number - 10] if number > 10 else "")
    said, empty = "", False
    for unit, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            said += ("零" if empty and said else "") + _DIGITS[digit] + name
        empty = not digit
    return said


def _roman(number: int) -> str:
    said = ""
    for value, letters in (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    ):  # fmt: skip
        count, number = divmod(number, value)
        said += letters * count
    return said


# Word's XML.


def of(element: Element, name: str) -> Iterator[Element]:
    """The children of `element` called `name`, in either namespace."""
    for space in NAMESPACES:
        yield from element.findall(f"{{{space}}}{name}")


def val(element: Element, name: str = "val") -> str:
    """An attribute, in either namespace; empty when there is none."""
    return next((found for space in NAMESPACES if (found := element.get(f"{{{space}}}{name}")) is not None), "")


def child_val(element: Element, name: str) -> str:
    """The value of the first child called `name`; empty when there is none."""
    return next((val(child) for child in of(element, name)), "")


def is_on(element: Element) -> bool:
    """Whether a switch is set: it is where it stands without a value."""
    return val(element) not in {"0", "false", "off"}


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else 0
