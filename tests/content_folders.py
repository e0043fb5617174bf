"""Content folders for tests: FORMAT.md's own examples, so that the document is true."""

from __future__ import annotations

import re
from pathlib import Path

from PIL import Image

import signage.sources

FORMAT = Path(signage.sources.__file__).with_name("FORMAT.md")

ROSTER = """\
槐安新苑2026年12月接待排片表,,,,,
日期,星期,时间,姓名,单位,事项
12月7日,一,,沈若禾,党总支,急难愁盼
12月8日,二,上午,贺清,居委会,
,,14:00～16:00,许知夏,居委会,救助咨询
12月12日,六,9:30-11:00,闻溪,人大代表,代表接待
说明：接待地点为门卫室,,,,,
"""


def examples() -> list[str]:
    """The code blocks of FORMAT.md, in order: the tree, compound.toml, a notice, a poster, a video, a translation, a
    reminder, a warning."""
    blocks = re.findall(r"```(?:toml|markdown)?\n(.*?)```", FORMAT.read_text(encoding="utf-8"), re.DOTALL)
    return [str(block) for block in blocks]


def make_folder(root: Path) -> Path:
    """A content folder at `root` made of the examples but the video and the translation, a roster and a picture."""
    _, compound, notice, poster, _, _, reminder, warning = examples()
    for name, text in {
        "compound.toml": compound,
        "notices/water.md": notice,
        "notices/dumplings.md": poster,
        "alerts/smoke.toml": reminder,
        "alerts/cold.toml": warning,
        "duty/2026-12.csv": ROSTER,
    }.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    (root / "media").mkdir()
    Image.new("RGB", (300, 400), "#AE382F").save(root / "media" / "dongzhi.jpg")
    return root
