"""The directions of imports (README, 'How it hangs together'): read from the source, function bodies included."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "signage"

MAY_IMPORT = {
    "content": {"errors"},
    "playlist": {"content"},
    "sources": {"content", "errors", "clock"},
    "store": {"content", "errors", "clock"},
    "feed": {"content", "store", "errors", "clock"},
    "kiosk": {"content", "playlist", "feed", "store", "sources", "errors", "clock", "settings", "paths"},
    "server": {"content", "playlist", "feed", "sources", "store", "errors", "clock"},
    "server/intake": {"content", "sources", "errors"},
}

SERVER_EXTRA = {
    "yaml", "markdown_it", "openpyxl", "PIL", "uvicorn", "watchfiles", "httptools",
    "mammoth", "pillow_heif", "pypdfium2", "selectolax",
    "django", "wagtail", "modelcluster", "dj_database_url", "psycopg", "icalendar",
}  # fmt: skip

DECODERS = {"PIL", "mammoth", "pillow_heif", "pypdfium2", "selectolax"}
"""What opens an upload; the server itself never does."""


def imported(file: Path) -> set[str]:
    """Full names of the modules that `file` imports anywhere."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            if node.module == "signage":
                names |= {f"signage.{alias.name}" for alias in node.names if not alias.name.startswith("__")}
    return names


def files(part: str) -> list[Path]:
    return sorted((PACKAGE / part).rglob("*.py"))


@pytest.mark.parametrize("part", sorted(MAY_IMPORT))
def test_parts_import_only_what_lies_below_them(part: str) -> None:
    allowed = MAY_IMPORT[part] | {part.split("/")[0]}
    for file in files(part):
        ours = {name.split(".")[1] for name in imported(file) if name.startswith("signage.")}
        assert ours <= allowed, f"{file.relative_to(PACKAGE)} imports {sorted(ours - allowed)}"


def test_the_intake_stands_by_itself_in_the_server() -> None:
    for file in files("server/intake"):
        beside = {name for name in imported(file) if name.startswith("signage.server.")}
        assert all(name.startswith("signage.server.intake") for name in beside), file.name


def test_the_server_loads_no_decoder_to_take_an_upload() -> None:
    """Decoders live in the children alone: a fault in one is none in the server."""
    program = "import sys, signage.server.intake; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    loaded = {name.split(".")[0] for name in done.stdout.split()}
    assert "signage" in loaded
    assert not loaded & DECODERS


def test_qt_is_the_kiosks_alone() -> None:
    found = {
        str(file.relative_to(PACKAGE))
        for file in PACKAGE.rglob("*.py")
        if any(name.split(".")[0] in ("PySide6", "shiboken6") for name in imported(file))
    }
    assert found
    assert all(name.startswith("kiosk/") for name in found), found


def test_what_only_staffs_machine_has_is_imported_there_alone() -> None:
    for file in PACKAGE.rglob("*.py"):
        part = file.relative_to(PACKAGE).parts[0]
        extra = {name.split(".")[0] for name in imported(file)} & SERVER_EXTRA
        assert not extra or part in ("sources", "server"), f"{part}: {file.name} imports {sorted(extra)}"


def test_django_is_the_consoles_alone() -> None:
    """The feed host of repositories starts without it."""
    for file in files("server"):
        if "console" not in file.parts:
            found = {name.split(".")[0] for name in imported(file)} & {"django", "wagtail"}
            assert not found, f"{file.name} imports {sorted(found)}"


def test_a_feed_host_of_repositories_imports_no_django() -> None:
    code = "import sys, signage.server.host; print([name for name in ('django', 'wagtail') if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_what_the_console_decides_knows_no_database() -> None:
    console = PACKAGE / "server" / "console"
    for name in ("notices/written.py", "notices/kinds.py", "notices/rich.py", "notices/comparing.py", "publishing/build.py", "tree/roles.py", "screens/troubles.py", "rosters/turns.py", "rosters/sheet.py", "rosters/ics.py"):  # fmt: skip # noqa: E501
        found = {module for module in imported(console / name) if module.startswith(("django", "wagtail"))}
        assert found <= {"django.utils.translation"}, f"{name} imports {sorted(found)}"


def test_no_file_says_too_much() -> None:
    long = {
        str(file.relative_to(PACKAGE)): count
        for kind in ("*.py", "*.qml", "*.html", "*.js")
        for file in PACKAGE.rglob(kind)
        if (count := len(file.read_text(encoding="utf-8").splitlines())) > 450
    }
    assert not long
