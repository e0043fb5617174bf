"""Lints the glass's QML against the Python types that it is given. Any warning fails.

qmllint knows Python's QML types only from a `.qmltypes` file: it is made here from the source, beside a copy of the
module's `qmldir`, so that nothing generated lies in the tree. Two rules of our own follow: text is plain, and no
context properties.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

TOP = Path(__file__).resolve().parent.parent
KIOSK = TOP / "signage" / "kiosk"
QML = KIOSK / "qml"
TYPES = ("models", "visit", "glass", "film")
BIN = Path(sys.executable).parent


def run(*command: str | Path) -> str:
    result = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False, cwd=TOP)  # noqa: S603
    if result.returncode:
        sys.exit(f"{Path(str(command[0])).name} failed:\n{result.stdout}{result.stderr}")
    return result.stdout


def main() -> int:
    files = sorted(QML.rglob("*.qml"))
    with tempfile.TemporaryDirectory() as folder:
        module = Path(folder) / "Signage" / "Kiosk"
        module.mkdir(parents=True)
        dumps = []
        for name in TYPES:
            dump = Path(folder) / f"{name}.json"
            dump.write_text(run(BIN / "pyside6-metaobjectdump", KIOSK / f"{name}.py"), encoding="utf-8")
            dumps.append(dump)
        run(
            *(BIN / "pyside6-qmltyperegistrar", "--generate-qmltypes", module / "kiosk.qmltypes"),
            *("-o", Path(folder) / "unused.cpp", *dumps),
            *("--import-name", "Signage.Kiosk", "--major-version", "1"),
        )
        (module / "qmldir").write_text(
            "module Signage.Kiosk\ndepends QtQuick\ntypeinfo kiosk.qmltypes\n", encoding="utf-8"
        )
        result = subprocess.run(  # noqa: S603
            [BIN / "pyside6-qmllint", "-W", "0", "-I", folder, "-I", QML, *files],
            capture_output=True, text=True, check=False, cwd=TOP,
        )  # fmt: skip
    problems = (result.stdout + result.stderr).strip()
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            if re.match(r"\s*(Text|TextEdit|TextInput)\s*\{", line) and file.name != "Label.qml":
                problems += f"\n{file.relative_to(TOP)}:{number}: write Label, which is always plain text"
            if re.search(r"textFormat:(?!\s*Text\.PlainText)", line):
                problems += f"\n{file.relative_to(TOP)}:{number}: textFormat is Text.PlainText, nothing else"
    if result.returncode or problems:
        print(problems)
        return 1
    print(f"{len(files)} files, no warning")
    return 0


if __name__ == "__main__":
    sys.exit(main())
