"""What an element's inline style means for a reader: not to be seen, bold, struck out. Style sheets do not travel."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_ESCAPE = re.compile(r"\\([0-9a-fA-F]{1,6})\s?|\\(.)")
_NUMBER = re.compile(r"^[-+]?\d*\.?\d+")
_WHITE = re.compile(
    r"^(white|#fff|#ffffff|#fffffff?f?|rgba?\(\s*255\s*[, ]\s*255\s*[, ]\s*255\s*([,/]\s*1(\.0*)?\s*)?\))$"
)
_CLEAR = re.compile(r"^(transparent|rgba\([^)]*,\s*0?\.?0+\s*\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00)$")
_BOLD = {"bold", "bolder", "600", "700", "800", "900"}
_NOT_BOLD = {"normal", "lighter", "100", "200", "300", "400", "500"}
_FAR = 900.0
_TINY = 1.0
"""Pixels or points of letters that nobody reads."""


class Look(NamedTuple):
    """What is inherited on the way down to a text."""

    strong: bool = False
    kept: bool = False
    """Line breaks of the source are meant."""
    tiny: bool = False
    unseen: bool = False
    clear: bool = False
    white: bool = False
    ground: bool = False
    """Something behind it has a colour or a picture, so that white letters can be read."""

    @property
    def hidden(self) -> bool:
        return self.tiny or self.unseen or self.clear or (self.white and not self.ground)


def declarations(style: str | None) -> Mapping[str, str]:
    """An inline style's properties, in lower case, comments and escapes undone; a later one wins."""
    if not style:
        return {}
    plain = _ESCAPE.sub(_unescape, _COMMENT.sub("", style)).lower().replace("!important", "")
    pairs = (part.split(":", 1) for part in plain.split(";") if ":" in part)
    return {name.strip(): value.strip() for name, value in pairs}


def is_gone(said: Mapping[str, str]) -> bool:
    """An element that is not drawn, whatever stands in it."""
    if said.get("display") == "none" or said.get("mso-hide") == "all":
        return True
    if _number(said.get("opacity"), 1.0) < 0.1 or "scale(0)" in said.get("transform", ""):
        return True
    if said.get("overflow") in {"hidden", "clip"} and 0.0 in (
        _number(said.get(name), 1.0) for name in ("width", "height", "max-width", "max-height")
    ):
        return True
    if _number(said.get("text-indent"), 0.0) < -_FAR:
        return True
    return said.get("position") in {"absolute", "fixed"} and any(
        abs(_number(said.get(side), 0.0)) > _FAR for side in ("left", "right", "top", "bottom")
    )


def is_struck(said: Mapping[str, str]) -> bool:
    return "line-through" in said.get("text-decoration", "") + said.get("text-decoration-line", "")


def dressed(look: Look, said: Mapping[str, str]) -> Look:
    """`look` as an element's style changes it."""
    weight = said.get("font-weight")
    if weight in _BOLD:
        look = look._replace(strong=True)
    elif weight in _NOT_BOLD:
        look = look._replace(strong=False)
    if "font-size" in said:
        look = look._replace(tiny=_number(said["font-size"], 16.0) <= _TINY and "em" not in said["font-size"])
    if "visibility" in said:
        look = look._replace(unseen=said["visibility"] in {"hidden", "collapse"})
    if "color" in said:
        colour = said["color"]
        look = look._replace(clear=bool(_CLEAR.match(colour)), white=bool(_WHITE.match(colour)))
    if said.get("white-space", "").startswith("pre"):
        look = look._replace(kept=True)
    ground = said.get("background-color") or said.get("background", "")
    if "background-image" in said or (ground and not _is_pale(ground)):
        look = look._replace(ground=True)
    return look


def _is_pale(ground: str) -> bool:
    first = ground.split(" ")[0] if "(" not in ground else ground
    return bool(_WHITE.match(first) or _CLEAR.match(first)) or first in {"none", "inherit", "initial", "unset"}


def _number(value: str | None, otherwise: float) -> float:
    found = _NUMBER.match(value or "")
    return float(found.group()) if found else otherwise


def _unescape(found: re.Match[str]) -> str:
    if found.group(1) is None:
        return found.group(2)
    code = int(found.group(1), 16)
    return chr(code) if code < 0x110000 else ""
