"""Text without what nobody can see: what is left is what a reader reads.

Zero-width and direction-turning characters hide words from an approver, or carry a message; fonts' private characters
draw as boxes. Both come with text that is copied from documents and web pages.
"""

from __future__ import annotations

import unicodedata

_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Letters and symbols that draw nothing."""

_RADICALS = str.maketrans(
    "⼾⺟⺠⻄⻅⻆⻉⻋⻓⻔⻘⻚⻛⻜⻝⻢⻣⻤⻥⻦⻩⻬⻮⻰⻳", "户母民西见角贝车长门青页风飞食马骨鬼鱼鸟黄齐齿龙龟"
)
"""Radicals that Unicode does not say to be a simplified character, or says to be the traditional one."""

_DROPPED = frozenset({"Cc", "Cf", "Co", "Cn", "Cs"})
_JOINER = "\u200d"
_MOST_MARKS = 3
"""Combining marks on one letter; more is a stain, not a language."""


def tidy(text: str) -> str:
    """`text` in NFC without unseen characters; spaces of all kinds are one plain space, line breaks stay."""
    composed = unicodedata.normalize("NFC", "".join(map(_plain, text.replace("\r\n", "\n").translate(_RADICALS))))
    kept: list[str] = []
    marks = 0
    for index, character in enumerate(composed):
        category = unicodedata.category(character)
        if category in {"Mn", "Me"}:
            marks += 1
            if marks > _MOST_MARKS or not kept or kept[-1] in " \n":
                continue
        else:
            marks = 0
        if character == _JOINER:  # of a family or a profession among emoji
            if kept and index + 1 < len(composed) and _is_emoji(kept[-1]) and _is_emoji(composed[index + 1]):
                kept.append(character)
        elif character == "\n" or (category not in _DROPPED and character not in _BLANK_LETTERS):
            kept.append(character)
    return unicodedata.normalize("NFC", "".join(kept))


def is_tidy(text: str) -> bool:
    return tidy(text) == text


def _plain(character: str) -> str:
    if character in "\r\v\f\x85\u2028\u2029":
        return "\n"
    if character == "\t" or unicodedata.category(character) == "Zs":
        return " "
    if "\u2f00" <= character <= "\u2fd5":  # 康熙部首: what PDFs give for the characters that they look like
        return unicodedata.normalize("NFKC", character)
    return character


def _is_emoji(character: str) -> bool:
    return unicodedata.category(character) in {"So", "Sk"} or character == "\ufe0f"
