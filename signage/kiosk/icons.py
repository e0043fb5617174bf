"""Pictograms of alerts, by what they warn of. A compound's own reminder never gets an official signal's."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

from signage.content.alert import Alert, Source
from signage.paths import assets_dir


@cache
def _index() -> dict[str, dict[str, str]]:
    document = tomllib.loads((assets_dir() / "icons" / "index.toml").read_text(encoding="utf-8"))
    return {name: dict(document[name]) for name in ("official", "compound")}


def icon_for(alert: Alert) -> Path:
    """The SVG for `alert`; the generic one of its kind for an event that the index does not know."""
    kind = "official" if alert.source is Source.OFFICIAL else "compound"
    index = _index()[kind]
    name = index.get(alert.event)
    if name is None:
        # a source may say 寒潮预警 where the index says 寒潮; the longest name that is part of it wins
        parts = sorted((key for key in index if key in alert.event), key=len, reverse=True)
        name = index[parts[0]] if parts else index["default"]
    return assets_dir() / "icons" / name
