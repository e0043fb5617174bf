"""The screen's own words: each is found, translated with its placeholders, compiled, and said; none slips by.

What `.ci/translations.py` collects is compared with a reading of its own of the sources.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import xml.etree.ElementTree as ET
from dataclasses import dataclass
from pathlib import Path

import pytest
import sample
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication

from signage.kiosk import phrases
from signage.kiosk.phrases import CONTEXT, Phrases, compiled, offered, translator
from signage.playlist.categories import EN_CATEGORIES

TOP = Path(__file__).parent.parent.parent
KIOSK = TOP / "signage" / "kiosk"
FILE = KIOSK / "i18n" / "signage_en.ts"
HAN = re.compile("[\u2e80-\u9fff\uff00-\uffef]")
PLACEHOLDER = re.compile(r"%(?:\d|n|s|d)|\{\w*\}")
STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')

pytestmark = pytest.mark.usefixtures("qapp")


@dataclass(frozen=True)
class Message:
    context: str
    source: str
    counted: bool


def python_says() -> tuple[set[Message], list[str]]:
    """What Python says, and Chinese strings that it says in no language but Chinese."""
    said: set[Message] = set()
    bare: list[str] = []
    for file in sorted(KIOSK.rglob("*.py")):
        tree = ast.parse(file.read_text(encoding="utf-8"))
        said_here: set[ast.AST] = set()
        for node in ast.walk(tree):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
                said_here.add(node.value)  # a docstring, or one below a constant
            if not isinstance(node, ast.Call) or getattr(node.func, "id", getattr(node.func, "attr", "")) != "say":
                continue
            words = node.args[0]
            assert isinstance(words, ast.Constant), f"{file.name}:{node.lineno}: lupdate cannot read what is said"
            said_here.add(words)
            if HAN.search(words.value):
                said.add(Message(CONTEXT, words.value, len(node.args) > 1))
        strings = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
        bare += [f"{file.name}: {node.value}" for node in strings if node not in said_here and HAN.search(node.value)]
    return said, bare


def qml_says() -> tuple[set[Message], list[str]]:
    """The same for QML."""
    said: set[Message] = set()
    bare: list[str] = []
    for file in sorted((KIOSK / "qml").rglob("*.qml")):
        source = re.sub(r"^\s*//.*$|(?<=\s)//[^\"]*$", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        calls = re.findall(r'qsTr\("((?:[^"\\]|\\.)*)"\)', source)
        assert len(calls) == source.count("qsTr"), f"{file.name}: qsTr with something else than one plain string"
        said |= {Message(file.stem, words, False) for words in calls}
        rest = re.sub(r'qsTr\("(?:[^"\\]|\\.)*"\)', "", source)
        bare += [f"{file.name}: {words}" for words in STRING.findall(rest) if HAN.search(words)]
    return said, bare


def written() -> dict[Message, tuple[str, ...]]:
    """The file's messages with their translations: one, or a singular and a plural. All of them are finished."""
    found: dict[Message, tuple[str, ...]] = {}
    for context in ET.parse(FILE).getroot().iter("context"):  # noqa: S314 - our own file
        for message in context.iter("message"):
            words = message.find("translation")
            source = message.findtext("source") or ""
            assert words is not None, source
            assert words.get("type") is None, f"{source} is {words.get('type')}"
            counted = message.get("numerus") == "yes"
            forms = tuple(form.text or "" for form in words.iter("numerusform")) if counted else (words.text or "",)
            key = Message(context.findtext("name") or "", source, counted)
            assert key not in found, source
            found[key] = forms
    return found


MESSAGES = written()


def test_every_word_of_the_code_is_in_the_file_and_no_other() -> None:
    assert python_says()[0] | qml_says()[0] == set(MESSAGES)
    assert len(MESSAGES) > 100


ALWAYS_CHINESE = {
    *(f"present.py: {category}" for category in EN_CATEGORIES),
    "alerts.py: 演练   EXERCISE   演练",
    "alerts.py: 测试   TEST   测试",
    "alerts.py: [^。！？!?；;\\n]*[。！？!?；;\\n]+|[^。！？!?；;\\n]+",
    "browsing.py: 中文",
    "contrast.py: “此刻当班”",
}
"""Categories by which colours are known, banners in both languages, ends of sentences, the way back to Chinese, and a
word of `doctor`'s."""


def test_nothing_chinese_is_said_but_by_way_of_translation() -> None:
    bare = [words for words in python_says()[1] if not words.startswith("themecheck.py")]  # a theme's test text
    assert set(bare) <= ALWAYS_CHINESE
    assert qml_says()[1] == []


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: f"{message.context}:{message.source}")
def test_a_translation_is_english_and_has_the_same_placeholders(message: Message) -> None:
    forms = MESSAGES[message]
    assert len(forms) == (2 if message.counted else 1)
    for words in forms:
        assert words == words.strip()
        assert words
        assert not HAN.search(words)
        # in the order in which Python fills them in
        assert PLACEHOLDER.findall(words) == PLACEHOLDER.findall(message.source)
        # a typographic apostrophe is as wide as a character in the Chinese fonts wherever a text has Chinese too
        assert all(character.isascii() or character in "·–" for character in words)
    assert len(set(forms)) == len(forms)


@pytest.mark.parametrize("message", MESSAGES, ids=lambda message: f"{message.context}:{message.source}")
def test_what_was_compiled_is_what_is_written(message: Message) -> None:
    english = translator("en")
    assert english is not None
    for count, words in zip((1, 2) if message.counted else (-1,), MESSAGES[message], strict=True):
        assert english.translate(message.context, message.source, None, count) == words


def test_phrases_say_singular_and_plural() -> None:
    chinese, english = Phrases(), Phrases("en")
    assert [say("%d 条在公示", count) % count for say in (chinese, english) for count in (0, 1, 2)] == [
        "0 条在公示", "1 条在公示", "2 条在公示", "0 notices posted", "1 notice posted", "2 notices posted",
    ]  # fmt: skip


@given(st.text(), st.integers(-1, 10**6))
def test_what_nobody_translated_is_said_as_it_is(words: str, count: int) -> None:
    assert Phrases()(words, count) == words
    if not any(message.source == words for message in MESSAGES):
        assert Phrases("en")(words, count) == words


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Where the compiled files are, for this test."""
    monkeypatch.setattr(phrases, "FOLDER", tmp_path)
    translator.cache_clear()
    yield tmp_path
    translator.cache_clear()


def test_a_language_that_was_not_compiled_is_said_in_the_log(folder, expect_log) -> None:
    expect_log("signage_en.qm cannot be loaded")
    assert not offered("en")
    assert offered("zh-Hans")
    assert Phrases("en")("首页") == "首页"


def test_a_compiled_file_that_is_broken_is_said_too(folder, expect_log) -> None:
    expect_log("signage_en.qm cannot be loaded")
    whole = (KIOSK / "i18n" / "signage_en.qm").read_bytes()
    compiled("en").write_bytes(b"\0" * 16 + whole[16:])
    assert not offered("en")


def test_a_screen_without_the_file_stays_chinese(folder, expect_log, make_glass) -> None:
    expect_log("signage_en.qm cannot be loaded")
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.go("hint")
    assert glass.find("comfort-english-tap") is None
    assert glass.find("comfort-large-tap") is not None
    glass.browsing._toggle("english")  # nothing offers it, and still nothing breaks
    glass.drain()
    assert "通知公告" in glass.texts()


def test_a_screen_that_is_closed_leaves_no_language_behind(make_glass) -> None:
    glass = make_glass(sample.feed())
    glass.bring("week")
    glass.go("hint", "comfort-english-tap")
    assert QCoreApplication.translate("Controls", "首页") == "Home"
    glass.screen.close()
    glass.screen.close = lambda: None
    assert QCoreApplication.translate("Controls", "首页") == "首页"


# The tool that keeps the file.


def copy_of_the_kiosk(place: Path) -> Path:
    """The kiosk's sources and the tool, where they may be changed; gives the tool."""
    shutil.copytree(KIOSK, place / "signage" / "kiosk", ignore=shutil.ignore_patterns("__pycache__", "*.qm"))
    (place / ".ci").mkdir()
    return Path(shutil.copy(TOP / ".ci" / "translations.py", place / ".ci"))


def test_updating_finds_nothing_new_and_loses_nothing(tmp_path) -> None:
    tool = copy_of_the_kiosk(tmp_path)
    subprocess.run([sys.executable, tool, "update"], check=True, timeout=120)
    file = tmp_path / "signage" / "kiosk" / "i18n" / "signage_en.ts"
    assert file.read_text(encoding="utf-8") == FILE.read_text(encoding="utf-8"), "run: make translations"


def test_words_said_by_number_here_and_without_there_are_refused(tmp_path) -> None:
    tool = copy_of_the_kiosk(tmp_path)
    (tmp_path / "signage" / "kiosk" / "zebra.py").write_text('say("%d 条在公示")\n', encoding="utf-8")
    done = subprocess.run([sys.executable, tool, "update"], capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 1
    assert "zebra.py:1" in done.stderr
