"""Keeps the glass's translations: `update` collects every word into the .ts files, `release` compiles them.

Qt Linguist's lupdate reads QML's `qsTr`; Python's `say("…")` is handed to it as a C++ file of QT_TRANSLATE_NOOPs, and
`say("…", count)` as QT_TRANSLATE_N_NOOP: those have a singular and a plural.
"""

from __future__ import annotations

import ast
import json
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
KIOSK = TOP / "signage" / "kiosk"
FOLDER = KIOSK / "i18n"
BIN = Path(sys.executable).parent


def said() -> dict[str, bool]:
    """Every text that Python says on the glass, in the order of the files, and whether it is said by number."""
    found: dict[str, bool] = {}
    for file in sorted(KIOSK.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "say":
                text = getattr(node.args[0], "value", None) if node.args else None
                if isinstance(text, str) and any(character > "\u2e80" for character in text):  # Chinese: no other `say`
                    counted = len(node.args) > 1
                    if found.setdefault(text, counted) is not counted:
                        place = f"{file.relative_to(TOP)}:{node.lineno}"
                        sys.exit(f"{place}: {text!r} is said by number in one place and not in another")
    return found


def run(*command: str | Path) -> None:
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, cwd=TOP)  # noqa: S603
    if result.returncode:
        sys.exit(f"{Path(str(command[0])).name} failed:\n{result.stdout}{result.stderr}")


def update() -> None:
    """Collect the words; what nobody says any more is dropped."""
    with tempfile.TemporaryDirectory() as folder:
        words = Path(folder) / "glass.cpp"
        lines = [
            f'QT_TRANSLATE_{"N_" * counted}NOOP("glass", {json.dumps(text, ensure_ascii=False)})'
            for text, counted in said().items()
        ]
        words.write_text("\n".join(lines) + "\n", encoding="utf-8")
        qml = sorted((KIOSK / "qml").rglob("*.qml"))
        for file in sorted(FOLDER.glob("*.ts")) or [FOLDER / "signage_en.ts"]:
            run(
                *(
                    BIN / "pyside6-lupdate",
                    "-silent",
                    "-no-obsolete",
                    "-locations",
                    "none",
                    "-source-language",
                    "zh_CN",
                ),
                *(*qml, words, "-ts", file),
            )


def release() -> None:
    """Compile each language."""
    for file in sorted(FOLDER.glob("*.ts")):
        run(BIN / "pyside6-lrelease", "-silent", file, "-qm", file.with_suffix(".qm"))


if __name__ == "__main__":
    {"update": update, "release": release}[sys.argv[1]]()
