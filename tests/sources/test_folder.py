"""The content folder: FORMAT.md's examples are read as it says, and every slip is told with its place."""

from __future__ import annotations

import datetime as dt
import io
import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from content_folders import make_folder
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from signage.content.alert import MsgType, Severity, Source, Urgency
from signage.content.codec import decode, encode
from signage.content.duty import Group
from signage.content.fault import Level
from signage.content.feed import Feed
from signage.content.notice import Notice, Poster, Priority
from signage.sources.filecache import SETTLED_NS
from signage.sources.folder import FolderReader, Reading, read_folder
from signage.sources.glyphs import Coverage
from signage.sources.report import check_folder

NOW = dt.datetime(2026, 12, 7, 4, tzinfo=dt.UTC)
EVERYTHING = Coverage([(0, 0x10FFFF)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return make_folder(tmp_path / "content")


def read(folder: Path) -> Reading:
    return FolderReader(folder, coverage=lambda: EVERYTHING).read(NOW)


def feed_of(folder: Path) -> Feed:
    reading = read(folder)
    assert reading.feed is not None, "\n".join(map(str, reading.faults))
    return reading.feed


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def faults(folder: Path, level: Level = Level.ERROR) -> list[tuple[str, int, str]]:
    return [(one.file, one.line, one.field) for one in read(folder).faults if one.level is level]


def test_the_documents_examples_are_a_sound_folder(folder: Path) -> None:
    reading = read(folder)
    assert [fault.file for fault in reading.faults] == ["duty/2026-12.csv"]  # the month's gaps
    feed = reading.feed
    assert feed is not None
    assert feed.published == NOW
    poster, water = feed.items
    assert isinstance(poster, Poster)
    assert poster.category == "海报"
    assert poster.posting.end - poster.posting.start == dt.timedelta(days=7)
    assert reading.media.keys() == {poster.picture.name}
    assert isinstance(water, Notice)
    assert water.number == "停水〔2026〕12号"
    assert water.buildings == ("1", "2", "3", "4", "5", "6")
    assert water.priority is Priority.IMPORTANT
    assert water.effect is not None
    assert water.effect.start == dt.datetime(2026, 12, 10, 1, tzinfo=dt.UTC)
    cold, smoke, lifted = feed.alerts
    assert (cold.source, cold.severity, cold.colour) == (Source.OFFICIAL, Severity.SEVERE, "orange")
    assert (smoke.severity, smoke.urgency) == (Severity.EXTREME, Urgency.IMMEDIATE)
    assert (lifted.msg_type, lifted.references) == (MsgType.CANCEL, (smoke.reference,))
    assert lifted.sent == dt.datetime(2026, 12, 9, 2, 40, tzinfo=dt.UTC)
    assert lifted.expires > smoke.expires
    assert [(slot.person, slot.group, slot.special) for slot in feed.roster.slots] == [
        ("沈若禾", Group.ONE, False),
        ("沈若禾", Group.ONE, False),
        ("贺清", Group.THREE, False),
        ("许知夏", Group.THREE, False),
        ("闻溪", Group.X, True),
    ]
    assert feed.compound.buildings == tuple("123456789")
    assert feed.services[0].by_roster
    assert feed.facilities[0].free == 1


def test_what_is_read_can_be_published(folder: Path) -> None:
    feed = feed_of(folder)
    assert decode(encode(feed)) == feed


CHINESE = """\
---
标题: 停水
类别: 停水
落款: 和檐物业
日期: 2026年12月7日
发文字号: 停水〔2026〕12号
事项:
  时间: 12:30
公示: {开始: 2026-12-07, 天数: 3, 依据: 计划停水}
发生: 2026-12-10 9:00
楼栋: 全小区
优先级: 紧急
置顶: 是
原件上墙: 否
---
"""


def test_chinese_keys(folder: Path) -> None:
    (folder / "notices" / "water.md").write_text(CHINESE + "全小区停水", encoding="utf-8")
    water = feed_of(folder).items[1]
    assert isinstance(water, Notice)
    assert (water.title, water.issuer, water.pinned, water.on_wall) == ("停水", "和檐物业", True, False)
    assert water.facts[0].value == "12:30"
    assert water.posting.basis == "water-cut"
    assert water.posting.end == dt.datetime(2026, 12, 9, 16, tzinfo=dt.UTC)


WATER, SMOKE = "notices/water.md", "alerts/smoke.toml"


@pytest.mark.parametrize(
    ("name", "old", "new", "place"),
    [
        (WATER, "title: 水箱", "titel: 水箱", (WATER, 1, "title")),
        (WATER, "title: 水箱清洗临时停水", "title: " + "水" * 25, (WATER, 2, "title")),
        (WATER, "category: 停水", "category: 停水停水停水停水停", (WATER, 3, "category")),
        (WATER, "  范围: 1至6号楼", "  范围: " + "楼" * 81, (WATER, 9, "facts.范围")),
        (WATER, "  范围: 1至6号楼", "  范围: " + "楼" * 60, (WATER, 9, "facts.范围")),
        (WATER, "end: 2026-12-10 16:00, basis", "end: 2026-12-06, basis", (WATER, 11, "posting.end")),
        (WATER, "end: 2026-12-10 16:00, basis", "end: 12月10日, basis", (WATER, 11, "posting.end")),
        (WATER, "end: 2026-12-10 16:00, basis", "end: 2026-12-10, days: 3, basis", (WATER, 11, "posting.days")),
        (WATER, "buildings: 1-6", "buildings: 1-12", (WATER, 13, "buildings")),
        (WATER, "priority: important", "priority: hoch", (WATER, 14, "priority")),
        (WATER, "priority: important", "picture: a.jpg", (WATER, 14, "picture")),
        (WATER, "请提前", "<b>请</b>提前", (WATER, 17, "body")),
        (WATER, "请提前", "![图](nothing.jpg)请提前", (WATER, 17, "picture")),
        (WATER, "请提前", "![图](../../compound.toml)请提前", (WATER, 17, "picture")),
        (WATER, "请提前", "![图](https://example.org/a.jpg)请提前", (WATER, 17, "picture")),
        (WATER, "请提前", "请\u202e提前", (WATER, 17, "body.0.spans.0.text")),
        ("notices/dumplings.md", "alt: 冬至", "facts: {a: b}\nalt: 冬至", ("notices/dumplings.md", 5, "facts")),
        ("compound.toml", 'zone = "Asia/Shanghai"', 'zone = "Asia/Shanhai"', ("compound.toml", -1, "compound.zone")),
        ("compound.toml", 'display = "normal"', 'display = "off"', ("compound.toml", -1, "compound.display")),
        ("compound.toml", "closed = 43", "closed = 47", ("compound.toml", -1, "receptions.closed")),
        ("compound.toml", "free = 1 ", "free = 3 ", ("compound.toml", -1, "free")),
        (
            "compound.toml",
            "always = false",
            "openings = ['周八 9:00-11:00']",
            ("compound.toml", 37, "service.openings"),
        ),
        ("compound.toml", 'morning = "9:00-11:00"', 'morning = "11:00-9:00"', ("compound.toml", -1, "duty.morning")),
        ("compound.toml", "lead_hours = 24", "lead_hours = -1", ("compound.toml", -1, "posting.water-cut.lead_hours")),
        (SMOKE, 'event = "火情"', 'event = "寒潮"', (SMOKE, 4, "event")),
        (SMOKE, 'level = "紧急"', 'level = "红色"', (SMOKE, 3, "level")),
        (
            "alerts/smoke.toml",
            "lifted = 2026-12-09T10:40",
            "lifted = 2026-12-09T10:00",
            (SMOKE, 10, "lifted"),
        ),
        (
            "alerts/smoke.toml",
            "buildings = ",
            'references = ["flood"]\nbuildings = ',
            (SMOKE, 11, "references"),
        ),
        ("duty/2026-12.csv", "12月12日", "11月12日", ("duty/2026-12.csv", 6, "日期")),
    ],
)
def test_one_slip_is_told_with_its_place(
    folder: Path, name: str, old: str, new: str, place: tuple[str, int, str]
) -> None:
    edit(folder / name, old, new)
    file, line, field = place
    if line < 0:  # that of the slip itself
        before, _, _ = (folder / name).read_text(encoding="utf-8").partition(new)
        line = before.count("\n") + 1
    assert (file, line, field) in faults(folder)
    assert read(folder).feed is None


def test_the_nearest_key_is_suggested(folder: Path) -> None:
    edit(folder / WATER, "title: 水箱", "titel: 水箱")
    assert any("是不是“title”" in fault.problem for fault in read(folder).faults)


def test_a_number_out_of_bounds_is_no_long_text(folder: Path) -> None:
    edit(folder / WATER, "end: 2026-12-10 16:00, basis", "days: 500, basis")
    (fault,) = [fault for fault in read(folder).faults if fault.file == WATER]
    assert fault.problem == "500超出范围，应不大于400"


def test_all_slips_are_told_at_once(folder: Path) -> None:
    edit(folder / WATER, "title: 水箱清洗临时停水", "title: " + "水" * 61)
    edit(folder / WATER, "issuer: 和檐物业槐安服务处", "issuer: ''")
    edit(folder / "compound.toml", 'display = "normal"', 'display = "off"')
    edit(folder / "alerts/cold.toml", 'sender_name = "演示气象台"', "")
    told = {(file, field) for file, _, field in faults(folder)}
    assert told >= {
        (WATER, "title"),
        (WATER, "issuer"),
        ("compound.toml", "compound.display"),
        ("alerts/cold.toml", "sender_name"),
    }


def test_a_rule_set_anew_is_asked(folder: Path) -> None:
    assert (WATER, 11, "posting.start") not in faults(folder, Level.WARNING)
    edit(folder / "compound.toml", "lead_hours = 24", "lead_hours = 96")
    assert (WATER, 11, "posting.start") in faults(folder, Level.WARNING)


def test_a_missing_compound_is_told_and_the_rest_still_read(folder: Path) -> None:
    (folder / "compound.toml").unlink()
    edit(folder / WATER, "category: 停水\n", "")
    told = faults(folder)
    assert ("compound.toml", 0, "") in told
    assert (WATER, 1, "category") in told


def test_no_folder_at_all(tmp_path: Path) -> None:
    assert faults(tmp_path / "nowhere")[0][0] == "."


@pytest.mark.parametrize(
    ("data", "word"),
    [
        ("---\n标题: 停水\n---\n".encode("gb18030"), "另存为 UTF-8"),
        ("---\n标题: 停水\n---\n".encode("utf-16"), "UTF-16"),
        (b"\x00\xff" * 40, "UTF-8"),
        (b"x" * 300_000, "太大"),
        (b"", "第一行"),
    ],
)
def test_files_that_are_no_text(folder: Path, data: bytes, word: str) -> None:
    (folder / "notices" / "bad.md").write_bytes(data)
    (fault,) = (fault for fault in read(folder).faults if fault.file == "notices/bad.md")
    assert word in fault.problem


def test_a_byte_order_mark_and_windows_line_ends_are_fine(folder: Path) -> None:
    before = feed_of(folder)
    path = folder / WATER
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert feed_of(folder) == before


def test_scratch_files_are_ignored_and_strangers_pointed_out(folder: Path) -> None:
    for name in (".water.md.swp", "water.md~", "~$2026.xlsx", "_draft.md", "README.md", "a.md.part"):
        (folder / "notices" / name).write_bytes(b"\xff")
    assert faults(folder, Level.WARNING) == [("duty/2026-12.csv", 0, "")]
    (folder / "notices" / "letter.docx").write_bytes(b"")
    (folder / "notice").mkdir()
    (folder / "duty").rename(folder / "dutys")
    assert {fault[0] for fault in faults(folder, Level.WARNING)} >= {"notices/letter.docx", "dutys"}


def test_links_out_of_the_folder_are_refused(folder: Path, tmp_path: Path) -> None:
    outside = tmp_path / "secret.md"
    outside.write_text((folder / WATER).read_text(encoding="utf-8"), encoding="utf-8")
    (folder / "notices" / "link.md").symlink_to(outside)
    (folder / "notices" / "within.md").symlink_to(folder / WATER)
    Image.new("RGB", (9, 9)).save(tmp_path / "secret.png")
    (folder / "media" / "secret.png").symlink_to(tmp_path / "secret.png")
    edit(folder / WATER, "请提前", "![图](secret.png)请提前")
    told = faults(folder)
    assert ("notices/link.md", 0, "") in told
    assert (WATER, 17, "picture") in told
    assert not any(file == "notices/within.md" and line == 0 for file, line, _ in told)


def test_pictures_lie_in_media_alone(folder: Path) -> None:
    Image.new("RGB", (9, 9)).save(folder / "logo.png")
    edit(folder / WATER, "请提前", "![图](../logo.png)请提前")
    assert faults(folder) == [(WATER, 17, "picture")]


def test_two_files_with_one_id(folder: Path) -> None:
    (folder / "notices" / "again.md").write_text(
        (folder / WATER).read_text(encoding="utf-8").replace("title:", "id: water\ntitle:"), encoding="utf-8"
    )
    assert [field for _, _, field in faults(folder)] == ["id"]


def test_references_by_file_name(folder: Path) -> None:
    text = (folder / "alerts/smoke.toml").read_text(encoding="utf-8")
    text = "\n".join(line for line in text.splitlines() if not line.startswith("lifted"))
    (folder / "alerts/smoke.toml").write_text(text, encoding="utf-8")
    (folder / "alerts/more.toml").write_text(text + '\nmsgType = "更新"\nreferences = ["smoke"]\n', encoding="utf-8")
    more, smoke = feed_of(folder).alerts[1:]
    assert (more.msg_type, more.references) == (MsgType.UPDATE, (smoke.reference,))


def test_an_alert_without_an_end_gets_one(folder: Path) -> None:
    for name, hours in (("smoke", 4), ("cold", 24)):
        path = folder / "alerts" / f"{name}.toml"
        lines = path.read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(line for line in lines if not line.startswith("expires")), encoding="utf-8")
        (alert,) = (alert for alert in feed_of(folder).alerts if alert.identifier == name)
        assert alert.expires - alert.sent == dt.timedelta(hours=hours)
    assert (SMOKE, 1, "expires") in faults(folder, Level.WARNING)


def test_a_month_twice(folder: Path) -> None:
    (folder / "duty" / "2026-12.xlsx").write_bytes(b"no sheet")
    assert len(faults(folder)) == 2


# Reading again.


def age(folder: Path) -> None:
    """Makes every file old enough to be remembered."""
    for path in folder.rglob("*.*"):
        stamp = path.stat().st_mtime_ns - 2 * SETTLED_NS
        os.utime(path, ns=(stamp, stamp))


def test_what_did_not_change_is_not_read_again(folder: Path) -> None:
    age(folder)
    reader = FolderReader(folder, coverage=lambda: EVERYTHING)
    first, second = reader.read(NOW), reader.read(NOW)
    assert first == second
    assert first.feed is not None
    assert second.feed is not None
    assert all(one is two for one, two in zip(first.feed.items, second.feed.items, strict=True))


@pytest.mark.parametrize(
    ("change", "seen"),
    [
        (
            lambda root: edit(root / WATER, "临时停水", "停水通知"),
            lambda feed: "停水通知" in feed.items[1].title,
        ),
        (lambda root: (root / WATER).unlink(), lambda feed: len(feed.items) == 1),
        (
            lambda root: edit(root / "compound.toml", "Asia/Shanghai", "Asia/Tokyo"),
            lambda feed: feed.items[1].effect.start.hour == 0 and feed.roster.slots[0].start.hour == 0,
        ),
        (
            lambda root: Image.new("RGB", (30, 90)).save(root / "media/dongzhi.jpg"),
            lambda feed: feed.items[0].picture.width == 30,
        ),
        (lambda root: (root / "alerts/smoke.toml").unlink(), lambda feed: len(feed.alerts) == 1),
        (lambda root: edit(root / "duty/2026-12.csv", "贺清", "许知夏"), lambda feed: "贺清" not in str(feed.roster)),
    ],
)
def test_what_changed_is_read_again(
    folder: Path, change: Callable[[Path], object], seen: Callable[[Feed], bool]
) -> None:
    age(folder)
    reader = FolderReader(folder, coverage=lambda: EVERYTHING)
    before = reader.read(NOW).feed
    assert before is not None
    assert not seen(before)
    change(folder)
    after = reader.read(NOW)
    assert after.feed is not None
    assert seen(after.feed)
    assert after.media.keys() == {media.name for media in after.feed.media()}


def test_a_missing_picture_that_comes_later(folder: Path) -> None:
    data = (folder / "media/dongzhi.jpg").read_bytes()
    (folder / "media/dongzhi.jpg").unlink()
    age(folder)
    reader = FolderReader(folder, coverage=lambda: EVERYTHING)
    assert reader.read(NOW).feed is None
    (folder / "media/dongzhi.jpg").write_bytes(data)
    assert reader.read(NOW).feed is not None


def test_a_change_within_the_clocks_grain_is_seen(folder: Path) -> None:
    """A file written twice in one tick of the file system's clock, to the same length."""
    reader = FolderReader(folder, coverage=lambda: EVERYTHING)
    path = folder / WATER
    tick = time.time_ns() + 10**12  # however slow the machine: it is not over when the file is read
    os.utime(path, ns=(tick, tick))
    reader.read(NOW)
    edit(path, "临时停水", "临时停氺")
    os.utime(path, ns=(tick, tick))
    feed = reader.read(NOW).feed
    assert feed is not None
    assert feed.items[1].title.endswith("停氺")


# The report.


def test_the_report_counts_and_tells_whether_it_can_be_published(folder: Path) -> None:
    out = io.StringIO()
    assert check_folder(folder, NOW, out) == 0
    assert out.getvalue().splitlines()[-1].endswith("可以发布（2 条通知和海报，5 班，3 条预警和提醒），1 处提醒")
    edit(folder / "compound.toml", 'display = "normal"', 'display = "off"')
    out = io.StringIO()
    assert check_folder(folder, NOW, out) == 1
    lines = out.getvalue().splitlines()
    assert lines[0].startswith("compound.toml:15: compound.display: 错误：“off”")
    assert lines[-1].endswith("1 处错误，1 处提醒；改正错误后才能发布")


def test_a_character_without_a_glyph_stops_the_publishing(folder: Path) -> None:
    edit(folder / "duty/2026-12.csv", "贺清", "贺\U0010fffd")
    edit(folder / WATER, "  范围: 1至6号楼", "  范围: 1至6号楼\U0010fffd")
    reading = read_folder(folder, now=NOW)
    if any("fontconfig" in fault.problem for fault in reading.faults):
        pytest.skip("fontconfig is not installed")
    told = [(fault.file, fault.line, fault.field) for fault in reading.faults if "U+10FFFD" in fault.problem]
    assert told == [("duty/2026-12.csv", 4, "2026-12-08 09:00 贺\U0010fffd"), (WATER, 9, "facts.1.value")]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    name=st.sampled_from(["compound.toml", WATER, "alerts/smoke.toml", "duty/2026-12.csv", "media/dongzhi.jpg"]),
    data=st.data(),
)
def test_a_damaged_file_is_faults_never_a_crash(folder: Path, name: str, data: st.DataObject) -> None:
    path = folder / name
    good = path.read_bytes()
    raw = bytearray(good)
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    path.write_bytes(raw)
    try:
        reading = read(folder)
    finally:
        path.write_bytes(good)
    assert (reading.feed is None) == any(fault.level is Level.ERROR for fault in reading.faults)
    if reading.feed is not None:
        encode(reading.feed)
