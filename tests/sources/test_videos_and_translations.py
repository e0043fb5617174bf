"""Videos and translations in the content folder: what staff write, and every slip with its place."""

from __future__ import annotations

import datetime as dt
import hashlib
import os
import time
from pathlib import Path
from typing import Any

import pytest
from content_folders import examples, make_folder
from film_files import PLACE, box, info, mp4, track, tracks, webm
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from signage.content.body import Figure, Paragraph, plain
from signage.content.codec import decode, encode
from signage.content.compound import Look
from signage.content.fault import Level
from signage.content.feed import Feed
from signage.content.media import chunks
from signage.content.notice import Notice, TranslatedFact, Video
from signage.sources import films
from signage.sources.filecache import SETTLED_NS
from signage.sources.folder import FolderReader, Reading
from signage.sources.glyphs import Coverage

NOW = dt.datetime(2026, 12, 7, 4, tzinfo=dt.UTC)
EVERYTHING = Coverage([(0, 0x10FFFF)])

VIDEO = """\
---
kind: video
title: 电瓶不上楼
video: media/fire.mp4
picture: media/fire.jpg
alt: 电瓶在楼道里起火
issuer: 和檐物业
posting: {start: 2026-12-05, days: 14}
---
"""
ENGLISH = """\
---
title: Water cut for tank cleaning
category: Water cut
facts:
  When: Thu 10 Dec, 9:00–16:00
  Where: Buildings 1 to 6
---

Please store water. **Let the tap run** for a while afterwards.

![Tank](dongzhi.jpg)
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = make_folder(tmp_path / "content")
    write(folder, "notices/fire.md", VIDEO)
    (folder / "media" / "fire.mp4").write_bytes(mp4())
    Image.new("RGB", (1280, 720), "#AE382F").save(folder / "media" / "fire.jpg")
    write(folder, "notices/water.en.md", ENGLISH)
    return folder


def write(folder: Path, name: str, text: str) -> None:
    (folder / name).write_text(text, encoding="utf-8")


def read(folder: Path) -> Reading:
    return FolderReader(folder, coverage=lambda: EVERYTHING).read(NOW)


def feed_of(folder: Path) -> Feed:
    reading = read(folder)
    assert reading.feed is not None, "\n".join(map(str, reading.faults))
    return reading.feed


def told(folder: Path, level: Level = Level.ERROR) -> list[tuple[str, int, str, str]]:
    return [(one.file, one.line, one.field, one.problem) for one in read(folder).faults if one.level is level]


def item(feed: Feed, name: str) -> Any:
    return next(item for item in feed.items if item.id == name)


def test_the_documents_examples_are_sound(folder: Path) -> None:
    video, translation = examples()[4:6]
    write(folder, "notices/fire.md", video)
    write(folder, "notices/water.en.md", translation)
    (folder / "media" / "extinguisher.mp4").write_bytes(mp4())
    (folder / "media" / "fire.jpg").rename(folder / "media" / "extinguisher.jpg")
    reading = read(folder)
    assert [fault.file for fault in reading.faults] == ["duty/2026-12.csv"]
    assert reading.feed is not None
    assert item(reading.feed, "fire").issuer == "微型消防站"
    assert [fact.label for fact in item(reading.feed, "water").translations[0].facts] == ["When", "Where", "Why"]


# Videos.


def test_a_video_is_its_film_and_its_poster_frame(folder: Path) -> None:
    reading = read(folder)
    assert reading.feed is not None
    video = item(reading.feed, "fire")
    assert isinstance(video, Video)
    assert (video.title, video.category, video.issuer, video.poster.alt) == (
        "电瓶不上楼", "视频", "和檐物业", "电瓶在楼道里起火",
    )  # fmt: skip
    film = video.video
    assert (film.mime, film.width, film.height, film.seconds) == ("video/mp4", 1280, 720, 12.5)
    assert film.name == f"{hashlib.sha256(mp4()).hexdigest()}.mp4"
    assert b"".join(chunks(reading.media[film.name])) == mp4()
    assert isinstance(reading.media[video.poster.name], bytes)
    assert decode(encode(reading.feed)) == reading.feed


def test_the_key_video_alone_makes_a_video_and_chinese_keys_do(folder: Path) -> None:
    write(folder, "notices/fire.md", VIDEO.replace("kind: video\n", ""))
    assert isinstance(item(feed_of(folder), "fire"), Video)
    chinese = VIDEO
    for key, name in {
        "kind: video": "类型: 视频", "title:": "标题:", "video:": "视频:", "picture:": "封面:", "alt:": "图片说明:",
        "issuer:": "落款:", "posting:": "公示:",
    }.items():  # fmt: skip
        chinese = chinese.replace(key, name)
    write(folder, "notices/fire.md", chinese.replace("落款:", "时长: 20.5\n落款:").replace("20.5", "9.5"))
    assert item(feed_of(folder), "fire").video.seconds == 9.5


def test_its_content_tells_what_a_film_is_and_not_its_name(folder: Path) -> None:
    (folder / "media" / "fire.mp4").write_bytes(webm(info(3), tracks()))
    film = item(feed_of(folder), "fire").video
    assert (film.mime, film.name.rpartition(".")[2], film.seconds) == ("video/webm", "webm", 3)


def test_where_a_phone_was_is_not_published(folder: Path) -> None:
    (folder / "media" / "fire.mp4").write_bytes(mp4(track(), box(b"udta", PLACE)))
    reading = read(folder)
    assert reading.feed is not None
    film = item(reading.feed, "fire").video
    published = b"".join(chunks(reading.media[film.name]))
    assert b"31.22" not in published
    assert hashlib.sha256(published).hexdigest() == film.sha256


@pytest.mark.parametrize(
    ("old", "new", "line", "field", "problem"),
    [
        ("video: media/fire.mp4\n", "", 1, "video", "必须填写"),
        ("picture: media/fire.jpg\n", "", 1, "picture", "必须填写"),
        ("fire.mp4", "fier.mp4", 4, "video", "是不是“fire.mp4”"),
        ("fire.mp4", "fire.jpg", 4, "video", "不是视频；请用 .mp4 .webm"),
        ("fire.jpg", "fire.mp4", 5, "picture", "不是图片"),
        ("media/fire.mp4", "../secret.mp4", 4, "video", "请把视频放进 media/"),
        ("media/fire.mp4", "https://example.org/x.mp4", 4, "video", "请把视频放进 media/"),
        ("issuer:", "seconds: 0\nissuer:", 7, "seconds", "应大于0"),
        ("issuer:", "seconds: 601\nissuer:", 7, "seconds", "不大于600"),
        ("issuer:", "seconds: 半分钟\nissuer:", 7, "seconds", "应为秒数，如 30"),
        ("issuer:", "facts: {时间: 明天}\nissuer:", 7, "facts", "视频没有这一项"),
        ("issuer:", "countdown: true\nissuer:", 7, "countdown", "视频没有这一项"),
        ("issuer:", "pinned: true\nissuer:", 7, "pinned", "视频没有这一项"),
        ("days: 14}\n---\n", "days: 14}\n---\n\n正文\n", 10, "body", "视频没有正文"),
        ("kind: video", "kind: poster", 4, "video", "改为 kind: video"),
    ],
)
def test_a_slip_in_a_video_is_told_with_its_place(
    folder: Path, old: str, new: str, line: int, field: str, problem: str
) -> None:
    assert old in VIDEO
    write(folder, "notices/fire.md", VIDEO.replace(old, new))
    found = told(folder)
    assert len(found) == 1
    assert found[0][:3] == ("notices/fire.md", line, field)
    assert problem in found[0][3]


def test_what_only_a_video_has_is_refused_in_a_notice(folder: Path) -> None:
    path = folder / "notices" / "water.md"
    path.write_text(path.read_text().replace("category: 停水", "category: 停水\nkind: notice\nvideo: fire.mp4"))
    ((file, line, field, problem),) = told(folder)
    assert (file, line, field) == ("notices/water.md", 5, "video")
    assert "kind: video" in problem


def test_a_film_that_does_not_say_how_long_it_is_needs_staff_s_word(folder: Path) -> None:
    (folder / "media" / "fire.mp4").write_bytes(mp4(seconds=None))
    ((file, line, field, problem),) = told(folder)
    assert (file, line, field) == ("notices/fire.md", 4, "video")
    assert "seconds" in problem
    write(folder, "notices/fire.md", VIDEO.replace("issuer:", "seconds: 20\nissuer:"))
    assert item(feed_of(folder), "fire").video.seconds == 20


@pytest.mark.parametrize(
    ("data", "front", "field", "level", "problem"),
    [
        (mp4(seconds=601), "", "video", Level.ERROR, "最多600秒"),
        (mp4(seconds=130), "", "video", Level.WARNING, "建议剪到120秒"),
        (mp4(), "seconds: 20\n", "seconds", Level.WARNING, "视频只有12秒，写的是20秒"),
        (mp4(track(), track(b"camm")), "", "video", Level.WARNING, "数据轨（camm）"),
        (mp4(track(width=720, height=1280)), "", "picture", Level.WARNING, "长宽比不同"),
        (b"not a film", "", "video", Level.ERROR, "不是 MP4 或 WebM"),
    ],
)
def test_what_is_wrong_with_a_film_is_told_where_it_is_named(
    folder: Path, data: bytes, front: str, field: str, level: Level, problem: str
) -> None:
    (folder / "media" / "fire.mp4").write_bytes(data)
    write(folder, "notices/fire.md", VIDEO.replace("issuer:", f"{front}issuer:"))
    found = [one for one in told(folder, level) if one[0] == "notices/fire.md"]
    assert [(one[2], problem in one[3]) for one in found] == [(field, True)]
    assert found[0][1] in (4, 5, 7)


def test_a_film_is_read_once_until_it_changes(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    long_ago = time.time() - 10 * SETTLED_NS / 1e9
    for path in folder.rglob("*"):
        os.utime(path, (long_ago, long_ago))
    looked: list[Path] = []
    real = films.read_film

    def count(path: Path, root: Path) -> films.FoundFilm:
        looked.append(path)
        return real(path, root)

    monkeypatch.setattr(films, "read_film", count)
    reader = FolderReader(folder, coverage=lambda: EVERYTHING)
    before = reader.read(NOW).feed
    write(folder, "notices/fire.md", VIDEO.replace("电瓶不上楼", "电瓶莫上楼"))
    assert reader.read(NOW).feed != before
    assert len(looked) == 1
    (folder / "media" / "fire.mp4").write_bytes(mp4(seconds=30))
    feed = reader.read(NOW).feed
    assert feed is not None
    assert item(feed, "fire").video.seconds == 30


def test_too_many_films_are_told_of_all_together(folder: Path) -> None:
    for number in range(6):
        write(folder, f"notices/film{number}.md", VIDEO.replace("fire.mp4", f"film{number}.mp4"))
        path = folder / "media" / f"film{number}.mp4"
        path.write_bytes(mp4(after=box(b"free", bytes([number]))))
        with path.open("r+b") as file:  # sparse: no such disk is needed
            size = path.stat().st_size
            file.seek(0, os.SEEK_END)
            file.write((79_999_000 - size).to_bytes(4, "big") + b"free")
            file.truncate(79_999_000)
    ((file, _, _, problem),) = told(folder)
    assert file == "media"
    assert "共480 MB，屏幕最多收400 MB" in problem


# Translations.


def test_a_translation_belongs_to_the_notice_beside_it(folder: Path) -> None:
    reading = read(folder)
    assert [fault.file for fault in reading.faults] == ["duty/2026-12.csv"]
    assert reading.feed is not None
    water = item(reading.feed, "water")
    assert isinstance(water, Notice)
    (english,) = water.translations
    assert (english.language, english.title, english.category) == ("en", "Water cut for tank cleaning", "Water cut")
    assert english.facts[0] == TranslatedFact(label="When", value="Thu 10 Dec, 9:00–16:00")
    paragraph, figure = english.body
    assert isinstance(paragraph, Paragraph)
    assert plain(paragraph.spans) == "Please store water. Let the tap run for a while afterwards."
    assert isinstance(figure, Figure)
    assert figure.media.name in reading.media
    assert len(reading.feed.items) == 3
    assert decode(encode(reading.feed)) == reading.feed


def test_the_notice_may_have_an_id_of_its_own_and_several_languages(folder: Path) -> None:
    path = folder / "notices" / "water.md"
    path.write_text(path.read_text().replace("category: 停水", "category: 停水\nid: cut.en"))
    write(folder, "notices/water.zh-Hant.md", "---\n标题: 水箱清洗\n类别: 停水\n---\n請提前儲水。\n")
    water = item(feed_of(folder), "cut.en")
    assert [one.language for one in water.translations] == ["en", "zh-Hant"]


@pytest.mark.parametrize(
    ("name", "text", "line", "field", "problem"),
    [
        ("water.en.md", ENGLISH.replace("title: Water cut for tank cleaning\n", ""), 1, "title", "必须填写"),
        ("water.en.md", ENGLISH.replace("category: Water cut\n", ""), 1, "category", "必须填写"),
        ("water.en.md", ENGLISH.replace("Water cut\n", "x" * 21 + "\n"), 3, "category", "最多20个字"),
        ("water.en.md", ENGLISH.replace("cleaning", "cleaning " * 4), 2, "title", "最多2行"),
        ("water.en.md", ENGLISH.replace("  Where: ", f"  {'Where' * 4}: "), 6, f"facts.{'Where' * 4}", "最多16个字"),
        ("water.en.md", ENGLISH.replace("Buildings 1 to 6", "x" * 161), 6, "facts.Where", "最多160个字"),
        ("water.en.md", ENGLISH.replace("Buildings 1 to 6", "word " * 25), 6, "facts.Where", "最多3行"),
        ("water.en.md", ENGLISH.replace("category:", "issuer: Property\ncategory:"), 3, "issuer", "其余以原文为准"),
        ("water.en.md", ENGLISH.replace("category:", "posting: {days: 3}\ncategory:"), 3, "posting", "其余以原文为准"),
        ("water.en.md", ENGLISH.replace("dongzhi", "donghzi"), 11, "picture", "是不是“dongzhi.jpg”"),
        ("water.en.md", ENGLISH.replace("Tank", "<b>").replace("Please", "<b>"), 9, "body", "HTML"),
        ("water.en.md", "no front matter", 1, "", "---"),
        ("water.zh-Hans.md", ENGLISH, 1, "language", "与原文相同"),
        ("water.EN.md", ENGLISH, 1, "language", "有两份"),
        ("fire.en.md", ENGLISH, 0, "", "海报和视频没有译文"),
        ("watr.en.md", ENGLISH, 0, "", "没有原文 notices/watr.md"),
        ("elsewhere.old.md", ENGLISH, 0, "", "不是译文请改名"),
    ],
)
def test_a_slip_in_a_translation_is_told_with_its_file(
    folder: Path, name: str, text: str, line: int, field: str, problem: str
) -> None:
    write(folder, f"notices/{name}", text)
    found = [one for one in told(folder) if "water.en.md" not in one[0] or name in ("water.en.md", "water.EN.md")]
    assert len(found) == 1, found
    file, *place = found[0][:3]
    assert file in (f"notices/{name}", "notices/water.en.md")
    assert (place, problem in found[0][3]) == ([line, field], True)


def test_a_translation_of_a_notice_that_cannot_be_read_adds_no_fault(folder: Path) -> None:
    write(folder, "notices/water.md", "---\ntitle: 停水\n---\n")
    assert {fault[0] for fault in told(folder)} == {"notices/water.md"}


def test_a_translation_that_changes_is_read_again(folder: Path) -> None:
    reader = FolderReader(folder, coverage=lambda: EVERYTHING)
    reader.read(NOW)
    write(folder, "notices/water.en.md", ENGLISH.replace("tank cleaning", "cleaning"))
    feed = reader.read(NOW).feed
    assert feed is not None
    assert item(feed, "water").translations[0].title == "Water cut for cleaning"
    (folder / "notices" / "water.en.md").unlink()
    feed = reader.read(NOW).feed
    assert feed is not None
    assert item(feed, "water").translations == ()


def test_a_character_without_a_glyph_is_placed_in_the_translation(folder: Path) -> None:
    write(folder, "notices/water.en.md", ENGLISH.replace("Buildings", "Bu☃ldings"))
    reader = FolderReader(folder, coverage=lambda: Coverage([(0, 0x25FF), (0x2700, 0x10FFFF)]))
    errors = [fault for fault in reader.read(NOW).faults if fault.level is Level.ERROR]
    assert [(fault.file, fault.line, fault.field) for fault in errors] == [("notices/water.en.md", 6, "facts.1.value")]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data(), name=st.sampled_from(["notices/water.en.md", "notices/fire.md", "media/fire.mp4"]))
def test_a_damaged_file_is_faults_never_a_crash(folder: Path, name: str, data: st.DataObject) -> None:
    path = folder / name
    good = path.read_bytes()
    damaged = bytearray(good)
    for _ in range(data.draw(st.integers(1, 4))):
        damaged[data.draw(st.integers(0, min(len(damaged), 400) - 1))] = data.draw(st.integers(0, 255))
    try:
        path.write_bytes(damaged)
        reading = read(folder)
        if reading.feed is not None:
            assert decode(encode(reading.feed)) == reading.feed
    finally:
        path.write_bytes(good)


# Countdown and look.


def test_a_countdown_and_the_look(folder: Path) -> None:
    path = folder / "notices" / "water.md"
    path.write_text(path.read_text().replace("category: 停水", "category: 停水\n倒计时: 是"))
    assert item(feed_of(folder), "water").countdown
    path.write_text("\n".join(line for line in path.read_text().split("\n") if not line.startswith("effect")))
    assert ("notices/water.md", 4, "countdown") in [fault[:3] for fault in told(folder)]


@pytest.mark.parametrize(
    ("written", "look"),
    [("mourning", Look.MOURNING), ("哀悼", Look.MOURNING), ("夜间", Look.NIGHT), ("Festival", Look.FESTIVAL)],
)
def test_looks(folder: Path, written: str, look: Look) -> None:
    path = folder / "compound.toml"
    path.write_text(path.read_text().replace('look = "auto"', f'look = "{written}"'))
    assert feed_of(folder).compound.look is look


def test_an_unknown_look_is_told(folder: Path) -> None:
    path = folder / "compound.toml"
    path.write_text(path.read_text().replace('look = "auto"', 'look = "mournin"'))
    ((file, _, field, problem),) = told(folder)
    assert (file, field) == ("compound.toml", "compound.look")
    assert "是不是“mourning”" in problem
