"""Where the project's own files are: themes and assets, beside the package or where the environment says."""

from __future__ import annotations

import os
from pathlib import Path

from signage.errors import SettingsError

_TOP = Path(__file__).resolve().parent.parent


def _folder(name: str, variable: str) -> Path:
    said = os.environ.get(variable)
    folder = Path(said) if said else _TOP / name
    if not folder.is_dir():
        raise SettingsError(variable, name, f"no folder {folder}; set {variable} to where {name}/ is")
    return folder


def themes_dir() -> Path:
    """The folder of themes. Raises: `SettingsError` where it is not there."""
    return _folder("themes", "SIGNAGE_THEMES")


def assets_dir() -> Path:
    """The folder of icons and of the demo compound. Raises: `SettingsError` where it is not there."""
    return _folder("assets", "SIGNAGE_ASSETS")
