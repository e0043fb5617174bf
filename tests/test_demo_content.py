"""The demo is current whatever the day: no fault, everything live, this week known, every weekday right."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import tempfile
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from PIL import Image

from signage.content.feed import Feed
from signage.content.notice import Notice
from signage.demo_content import DRILLS, WRITTEN, drill, drills, shift_demo, shift_text
from signage.errors import ContentError
from signage.paths import assets_dir
from signage.playlist.concerns import concerned_soon, concerns
from signage.playlist.countdown import countdowns
from signage.playlist.duty import duty_week, local_day
from signage.playlist.live import alerts_in_force, live_items
from signage.playlist.receptions import ahead
from signage.playlist.words import date_words
from signage.sources.folder import read_folder

DEMO = assets_dir() / "demo"
ZONE = ZoneInfo("Asia/Shanghai")
NOON = dt.datetime(2026, 12, 9, 14, 5, tzinfo=ZONE)
TEXTS = sorted(path for path in DEMO.rglob("*") if path.suffix in {".md", ".toml", ".csv"})
ITEMS = {path.stem for path in (DEMO / "notices").glob("*.md")} - {"water-cut.en", "fraud.en"}
WEEK = ["沈若禾", "贺清", "田小满", "柏宁", "老范", "闻溪", "纪老师"]
TOPICS = ["急难愁盼", "居住证与救助咨询", "公共收益查账", "停水送水协调", "小修小补", "代表接待", "接种引导"]
WEEKDAYS = "一二三四五六日"

moments = st.datetimes(
    dt.datetime(2024, 1, 1),  # noqa: DTZ001 — hypothesis wants naive bounds
    dt.datetime(2098, 12, 31),  # noqa: DTZ001
    timezones=st.sampled_from([ZONE, ZoneInfo("UTC")]),
)


@pytest.fixture(scope="module")
def light(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo with small pictures of the same names: its words are what these tests read."""
    folder = tmp_path_factory.mktemp("demo") / "light"
    shutil.copytree(DEMO, folder)
    for picture in (folder / "media").glob("*.png"):
        Image.new("RGB", (16, 9), "#1e5b50").save(picture)
    return folder


def clean_feed(folder: Path, now: dt.datetime) -> Feed:
    reading = read_folder(folder, now=now)
    assert [str(fault) for fault in reading.faults] == []
    assert reading.feed is not None
    return reading.feed


def said_dates(text: str, today: dt.date) -> list[tuple[dt.date, str]]:
    """Each 12月10日（周四） in `text`, as the date nearest to `today` and the weekday that it says."""
    found = re.findall(r"(\d+)月(\d+)日（周(.)）", text)
    dates = []
    for month, day, weekday in found:
        near = [
            dt.date(year, int(month), int(day))
            for year in (today.year - 1, today.year, today.year + 1)
            if (int(month), int(day)) != (2, 29) or year % 4 == 0
        ]
        dates.append((min(near, key=lambda date: abs(date - today)), weekday))
    return dates


@settings(max_examples=40)
@given(now=moments)
@example(now=NOON)
@example(now=dt.datetime(2027, 1, 2, 0, 0, tzinfo=ZONE))
@example(now=dt.datetime(2027, 12, 31, 23, 59, 59, tzinfo=ZONE))
@example(now=dt.datetime(2028, 2, 29, 12, 0, tzinfo=ZONE))
@example(now=dt.datetime(2026, 12, 8, 17, 0, tzinfo=dt.UTC))
@example(now=dt.datetime(2027, 3, 1, 0, 0, tzinfo=ZONE))
def test_current_on_any_day(light: Path, now: dt.datetime) -> None:
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "demo"
        shift_demo(light, target, now)
        feed = clean_feed(target, now)
        prose = "\n".join(path.read_text(encoding="utf-8") for path in (target / "notices").iterdir())
    today = now.astimezone(ZONE).date()
    # All day long, not only at this moment.
    for hour in (dt.time(0), dt.time(23, 59, 59)):
        moment = dt.datetime.combine(today, hour, ZONE)
        assert {item.id for item in live_items(feed, moment)} == ITEMS
    week = duty_week(feed.roster, now, ZONE)
    assert all(day.known for day in week.days)
    assert [day.turns[0].first.person for day in week.days] == WEEK
    assert [day.turns[0].first.topic for day in week.days] == TOPICS
    assert feed.compound.receptions is not None
    assert feed.compound.receptions.month == f"{today:%Y-%m}"
    dates = said_dates(prose, today)
    assert len(dates) == len(said_dates("".join(path.read_text() for path in TEXTS if path.suffix == ".md"), WRITTEN))
    assert [weekday for _, weekday in dates] == [WEEKDAYS[date.weekday()] for date, _ in dates]
    water = next(item for item in feed.items if item.id == "water-cut")
    assert isinstance(water, Notice)
    assert water.effect is not None
    tomorrow = today + dt.timedelta(days=1)
    assert water.effect.start == dt.datetime.combine(tomorrow, dt.time(9), ZONE)
    (english,) = water.translations
    assert english.facts[0].value == f"{date_words(tomorrow, 'en')}, 9:00–16:00"
    # what the touch screen and the week's slides live by
    (countdown,) = countdowns(feed, now)
    assert (countdown.notice.id, countdown.days) == ("vaccination", 4)
    banner = concerned_soon(feed, now)
    assert banner is not None
    assert (banner.when, banner.brief) == ("明天 9:00–16:00", "1至6号楼停水")
    lists = {building: {one.id for one in concerns(feed, building, now)} for building in ("2", "8")}
    assert lists["2"] - lists["8"] == {"water-cut"}
    assert lists["8"] - lists["2"] == {"power-cut"}
    coming = ahead(feed.roster, now, ZONE)
    if today.weekday() < 5:  # the deputy's Saturday is still ahead
        assert [one.turn.first.person for one in coming] == ["闻溪"]
    days = {local_day(slot.start, ZONE) for slot in feed.roster.slots if slot.special}
    assert today - dt.timedelta(days=today.weekday() - 5) in days
    assert {slot.person: slot.replaces for slot in feed.roster.slots if slot.replaces} == {"唐顾": "骆青山"}


def test_the_day_it_was_written_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "demo"
    shift_demo(DEMO, target, NOON)
    names = {path.relative_to(DEMO) for path in DEMO.rglob("*") if path.is_file()}
    assert {path.relative_to(target) for path in target.rglob("*") if path.is_file()} == names
    assert [name for name in names if (DEMO / name).read_bytes() != (target / name).read_bytes()] == []


def test_the_pictures_come_along(tmp_path: Path) -> None:
    target = tmp_path / "demo"
    now = dt.datetime(2030, 7, 1, 8, 0, tzinfo=ZONE)
    shift_demo(DEMO, target, now)
    reading = read_folder(target, now=now)
    assert reading.feed is not None
    assert sorted((media.width, media.height) for media in reading.feed.media()) == [
        (1080, 1440), (1200, 900), (1200, 900), (1280, 720), (1280, 720), (1600, 900),
    ]  # fmt: skip
    assert set(reading.media) == {media.name for media in reading.feed.media()}


def test_a_week_over_the_year_end_is_known_as_a_whole(tmp_path: Path, light: Path) -> None:
    target = tmp_path / "demo"
    shift_demo(light, target, dt.datetime(2027, 1, 2, 9, 0, tzinfo=ZONE))
    assert sorted(path.name for path in (target / "duty").iterdir()) == ["2026-12.csv", "2027-01.csv"]
    january = (target / "duty" / "2027-01.csv").read_text(encoding="utf-8").splitlines()
    assert january[0].startswith("槐安新苑2027年1月接待排片表")
    assert january[2].startswith("1月1日,五,9:00-11:00、14:00-16:00,老范,志愿者")
    assert january[-1].startswith("说明：")
    assert len(january) == 2 + 31 + 1
    number = re.search(r"number: (.*)", (target / "notices" / "water-cut.md").read_text(encoding="utf-8"))
    assert number is not None
    assert number[1] == "停水〔2026〕12号"


def test_a_month_that_the_roster_only_touches_is_filled_with_the_same_weekdays(tmp_path: Path, light: Path) -> None:
    target = tmp_path / "demo"
    now = dt.datetime(2027, 2, 10, 9, 0, tzinfo=ZONE)
    shift_demo(light, target, now)
    feed = clean_feed(target, now)
    assert feed.roster.months == ("2027-02", "2027-03")
    days = {slot.start.astimezone(ZONE).date(): slot.person for slot in feed.roster.slots}
    assert len(days) == 28 + 31
    # Mondays alternate, in the days that are filled in as in those that moved.
    mondays = [person for day, person in days.items() if day.weekday() == 0]
    assert (
        mondays == (["程远舟", "沈若禾"] * 5)[: len(mondays)] or mondays == (["沈若禾", "程远舟"] * 5)[: len(mondays)]
    )


@pytest.mark.parametrize(
    ("text", "today", "moved"),
    [
        ("12月10日（周四）9:00", dt.date(2027, 1, 1), "1月2日（周六）9:00"),
        ("12月10日（星期四）", dt.date(2026, 12, 10), "12月11日（星期五）"),
        ("12月7日（周一）至12月13日（周日）", dt.date(2028, 2, 29), "2月27日（周日）至3月4日（周六）"),
        ("自2027年1月4日（周一）起", dt.date(2027, 12, 9), "自2028年1月4日（周二）起"),
        ("1月4日", dt.date(2026, 12, 10), "1月5日"),
        ("2026-12-10 16:00", dt.date(2026, 11, 30), "2026-12-01 16:00"),
        ("sent = 2026-12-09T10:05:00", dt.date(2027, 1, 1), "sent = 2027-01-01T10:05:00"),
        ('month = "2026-11"', dt.date(2027, 1, 31), 'month = "2026-12"'),
        ("2026年12月排片表", dt.date(2027, 3, 31), "2027年3月排片表"),
        ("2026年度", dt.date(2028, 1, 1), "2028年度"),
        ("停水〔2026〕12号", dt.date(2027, 1, 1), "停水〔2027〕12号"),
        ("issued: 2026-12-07\nnumber: 停水〔2026〕12号", dt.date(2027, 1, 1),
         "issued: 2026-12-30\nnumber: 停水〔2026〕12号"),
        ("第三季度", dt.date(2026, 12, 9), "第三季度"),
        ("第三季度", dt.date(2027, 2, 1), "第四季度"),
        ("第三季度", dt.date(2027, 4, 1), "第一季度"),
        ("第四届业委会，48200元，1至6号楼，7日内回复，8:30–11:00，0000-0001，96110，12个月", dt.date(2030, 5, 5),
         "第四届业委会，48200元，1至6号楼，7日内回复，8:30–11:00，0000-0001，96110，12个月"),
        ("Thu 10 Dec, 9:00–16:00", dt.date(2027, 1, 1), "Sat 2 Jan, 9:00–16:00"),
        ("on Thursday 10 December from 9:00", dt.date(2027, 1, 1), "on Saturday 2 January from 9:00"),
        ("from Mon 4 Jan 2027", dt.date(2026, 12, 10), "from Tue 5 Jan 2027"),
        ("until 10 December", dt.date(2026, 12, 10), "until 11 December"),
        ("10 Decks, 45 Dec, Buildings 1 to 6, 31 Feb, December 10", dt.date(2030, 5, 5),
         "10 Decks, 45 Dec, Buildings 1 to 6, 31 Feb, December 10"),
        ("2026-13-40 和 13月32日", dt.date(2030, 5, 5), "2026-13-40 和 13月32日"),
    ],
)  # fmt: skip
def test_words(text: str, today: dt.date, moved: str) -> None:
    assert shift_text(text, today) == moved


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_the_demo_says_no_date_that_cannot_move(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    full = re.sub(r"(?:20\d\d年)?\d{1,2}月\d{1,2}日", "", text)
    assert (
        re.findall(r"\d+[日号](?![楼内车])(?<!12号|13号)|[本下上]周|[今明昨]天|后天|\d+月", full.replace("年12月", ""))
        == []
    )
    prose = text if path.suffix == ".md" else ""
    assert re.findall(r"\b(?:today|tonight|tomorrow|(?:this|next) (?:week|month|\w+day))\b", prose) == []
    assert [weekday for _, weekday in said_dates(text, WRITTEN)] == [
        WEEKDAYS[date.weekday()] for date, _ in said_dates(text, WRITTEN)
    ]


def test_drills_are_not_in_force_by_themselves() -> None:
    assert drills(DEMO) == ("cold-orange", "garage-smoke", "wind-blue")
    assert clean_feed(DEMO, NOON).alerts == ()


@settings(max_examples=25)
@given(now=moments, minutes=st.integers(1, 2000), shifted=st.booleans(), name=st.sampled_from(drills(DEMO)))
@example(now=NOON, minutes=35, shifted=False, name="garage-smoke")
@example(now=NOON, minutes=36, shifted=True, name="garage-smoke")
def test_a_drill_is_in_force_at_once_until_it_ends(
    light: Path, now: dt.datetime, minutes: int, shifted: bool, name: str
) -> None:
    lasts = dt.timedelta(minutes=minutes)
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "demo"
        shift_demo(light, target, now)
        text = drill(target if shifted else light, name, now, lasts)
        alerts = target / "alerts"
        alerts.mkdir()
        (alerts / f"{name}.toml").write_text(text, encoding="utf-8")
        feed = clean_feed(target, now)
    (alert,) = alerts_in_force(feed.alerts, now)
    assert alert.identifier == name
    assert alert.status == "Exercise"
    assert now - dt.timedelta(milliseconds=1) < alert.sent <= now
    assert alert.expires - alert.sent == lasts
    assert alerts_in_force(feed.alerts, now + lasts) == ()
    local = now.astimezone(ZONE)
    clock = f"{local.hour}:{local.minute:02}" if name == "garage-smoke" else f"{local.hour}时"
    assert f"{local.month}月{local.day}日{clock}" in alert.description
    lifted = [other for other in feed.alerts if other is not alert]
    assert bool(lifted) == (name == "garage-smoke" and minutes > 35)
    assert [other.sent - alert.sent for other in lifted] == [dt.timedelta(minutes=35)] * len(lifted)


def test_a_drill_says_the_very_words() -> None:
    now = dt.datetime(2027, 1, 1, 16, 20, tzinfo=ZONE)
    told = {name: tomllib.loads(drill(DEMO, name, now, dt.timedelta(hours=1))) for name in drills(DEMO)}
    assert [told[name]["description"] for name in drills(DEMO)] == [
        "演示气象台1月1日16时20分发布寒潮橙色预警信号：预计24小时内气温骤降，请保暖、防护水管、关照独居老人。",
        "1月1日16:20，2号车库冒烟，微型消防站处置中。",
        "演示气象台1月1日16时20分发布大风蓝色预警信号：预计今夜阵风7级，请收好阳台物品。",
    ]
    assert told["garage-smoke"]["lifted"] == now + dt.timedelta(minutes=35)


def test_what_is_not_the_demo_is_refused(tmp_path: Path, light: Path) -> None:
    with pytest.raises(ContentError, match=r"no-such.*wind-blue"):
        drill(light, "no-such", NOON, dt.timedelta(hours=1))
    with pytest.raises(ContentError, match="no such drill"):
        drill(light, f"../{DRILLS}/wind-blue", NOON, dt.timedelta(hours=1))
    with pytest.raises(ValueError, match="lasts"):
        drill(light, "wind-blue", NOON, dt.timedelta())
    with pytest.raises(ValueError, match="time zone"):
        shift_demo(light, tmp_path / "demo", NOON.replace(tzinfo=None))
    with pytest.raises(ContentError, match=r"compound\.toml"):
        shift_demo(tmp_path / "nowhere", tmp_path / "demo", NOON)
    (tmp_path / "kept").mkdir()
    (tmp_path / "kept" / "compound.toml").write_text("mine", encoding="utf-8")
    with pytest.raises(ContentError, match="not an empty folder"):
        shift_demo(light, tmp_path / "kept", NOON)
    assert (tmp_path / "kept" / "compound.toml").read_text(encoding="utf-8") == "mine"


def test_a_demo_without_a_roster_is_refused(tmp_path: Path, light: Path) -> None:
    shutil.copytree(light, tmp_path / "bare")
    (tmp_path / "bare" / "duty" / "2026-12.csv").write_text("日期,姓名\n", encoding="utf-8")
    with pytest.raises(ContentError, match="12月7日"):
        shift_demo(tmp_path / "bare", tmp_path / "demo", NOON)
