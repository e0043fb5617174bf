"""The demo compound's content, moved so that it is always current.

Its files are written as of Wednesday, 9 December 2026. `shift_demo` copies the folder with that day made today: dates
in front matter, TOML and prose move by whole days, weekdays in brackets are said anew, the roster moves by whole weeks
(who sits on Wednesdays still does). `drill` gives one of its drills as if it were sent now.

Prose must name dates in full, 12月10日（周四）, Thu 10 Dec: a bare 14日 or 本周六 cannot be told from other words, and
stays.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import shutil
import tempfile
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

from signage.content.fault import Fault
from signage.content.zone import find_zone
from signage.errors import ContentError
from signage.paths import assets_dir
from signage.sources.folder import Reading, read_folder

WRITTEN = dt.date(2026, 12, 9)
"""The day as of which the demo's files are written."""

DRILLS = "drills"
"""The folder of alerts that are not in force until somebody puts one into `alerts/`."""

ROSTER_CYCLE = 28
"""Days after which the demo's roster repeats: its turns alternate by week, over four weeks at most."""

_WEEKDAYS = "一二三四五六日"
_QUARTERS = "一二三四"
_EN_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_SHORT = 3
"""Letters of an English month or weekday that is cut short."""


def _names(names: Sequence[str]) -> str:
    """A pattern for each of `names`, whole or cut short."""
    return "|".join(f"{name}|{name[:_SHORT]}" for name in names)


_DATE = re.compile(
    r"(?<!\d)(?P<iso>20\d\d-[01]\d-[0-3]\d)(?!\d)"
    r"|(?<!\d)(?P<iso_month>20\d\d-[01]\d)(?![-\d])"
    r"|(?<!\d)(?:(?P<year>20\d\d)年)?(?P<month>1?\d)月(?P<day>[0-3]?\d)日(?P<weekday>（(?:周|星期)[一二三四五六日]）)?"
    r"|(?<!\d)(?P<only_year>20\d\d)年(?:(?P<only_month>1?\d)月)?"
    r"|〔(?P<number>20\d\d)〕"
    r"|第(?P<quarter>[一二三四])季度"
    rf"|\b(?:(?P<en_weekday>{_names(_EN_WEEKDAYS)}) )?(?P<en_day>[0-3]?\d) (?P<en_month>{_names(_EN_MONTHS)})"
    r"(?: (?P<en_year>20\d\d))?\b"
)
_TIME = re.compile(r"(?P<hour>[012]?\d)(?::(?P<minute>[0-5]\d)|时(?:(?P<said>[0-5]?\d)分)?)")
_ISSUED = re.compile(r"^issued: *(20\d\d-[01]\d-[0-3]\d) *$", re.MULTILINE)
_ROSTER_DATE = re.compile(r"(1?\d)月([123]?\d)日")
_DRILL_TIME = re.compile(r"^(sent|effective|onset|expires|lifted) *= *.*\n?", re.MULTILINE)


def shift_demo(source: Path, target: Path, now: dt.datetime) -> None:
    """Writes the content folder `source`, written as of `WRITTEN`, into `target` as of `now`'s day in its own zone.

    `now` is aware. `target` is made where it is missing; pictures are copied as they are.

    Raises: `ContentError` when `source` is not such a folder, or `target` cannot be written or holds something already;
    `ValueError` when `now` is naive.
    """
    today = _local(source, now).date()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise _error(str(target), "is not an empty folder; the demo's content is written to one of its own")
    try:
        for path in sorted(source.rglob("*")):
            copy = target / path.relative_to(source)
            if path.is_dir():
                copy.mkdir(parents=True, exist_ok=True)
            elif path.parent == source / "duty" and path.suffix == ".csv":
                continue  # months are made anew, below
            elif path.suffix in {".toml", ".md"}:
                _write(copy, shift_text(_read(path), today))
            else:
                shutil.copyfile(path, copy)
        for month, text in _shift_roster(source / "duty", today):
            _write(target / "duty" / f"{month}.csv", text)
    except OSError as error:
        raise _error(str(target), f"cannot be written: {error}") from error


def read_demo(now: dt.datetime) -> Reading:
    """The demo compound as of `now`, read as a folder is, with one drill in force. Raises: `ContentError`."""
    source = assets_dir() / "demo"
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place) / "demo"
        shift_demo(source, folder, now)
        (folder / "alerts").mkdir(exist_ok=True)
        name = drills(source)[0]
        _write(folder / "alerts" / f"{name}.toml", drill(source, name, now, dt.timedelta(hours=1)))
        reading = read_folder(folder, now=now)
        # films are read from the folder while they are published, and it goes: their poster frames stand for them
        return replace(reading, media={name: held for name, held in reading.media.items() if isinstance(held, bytes)})


def shift_text(text: str, today: dt.date) -> str:
    """`text`, written as of `WRITTEN`, as of `today`.

    Dates move by whole days. 2026-12 and 2026年12月 move by whole months. 〔2026〕 becomes the year of the notice's own
    date (`issued:`, else `today`), and 第三季度 the last quarter that was over then.
    """
    days = today - WRITTEN
    issued = _ISSUED.search(text)
    written = _parse(issued[1]) if issued else None
    anchor = written + days if written else today

    def moved(found: re.Match[str]) -> str:
        return _moved(found, days, today, anchor)

    return _DATE.sub(moved, text)


def _moved(found: re.Match[str], days: dt.timedelta, today: dt.date, anchor: dt.date) -> str:
    if found["iso"]:
        date = _parse(found["iso"])
        return found[0] if date is None else (date + days).isoformat()
    if found["iso_month"]:
        return "{}-{:02d}".format(*_month(int(found["iso_month"][:4]), int(found["iso_month"][5:]), today))
    if found["day"]:
        date = _written_date(found)
        return found[0] if date is None else _said(date + days, found)
    if found["en_day"]:
        date = _english_date(found)
        return found[0] if date is None else _said_in_english(date + days, found)
    if found["only_month"]:
        return "{}年{}月".format(*_month(int(found["only_year"]), int(found["only_month"]), today))
    if found["only_year"]:
        return f"{int(found['only_year']) - WRITTEN.year + today.year}年"
    if found["number"]:
        return f"〔{anchor.year}〕"
    return f"第{_QUARTERS[((anchor.month - 1) // 3 - 1) % 4]}季度"


def _written_date(found: re.Match[str]) -> dt.date | None:
    """The date that prose names; where it names no year, the nearest to the day on which it was written."""
    return _nearest(found["year"], int(found["month"]), int(found["day"]))


def _english_date(found: re.Match[str]) -> dt.date | None:
    starts = [name[:_SHORT] for name in _EN_MONTHS]
    return _nearest(found["en_year"], starts.index(found["en_month"][:_SHORT]) + 1, int(found["en_day"]))


def _nearest(said: str | None, month: int, day: int) -> dt.date | None:
    years = [int(said)] if said else [WRITTEN.year - 1, WRITTEN.year, WRITTEN.year + 1]
    dates = [date for year in years if (date := _date(year, month, day))]
    return min(dates, key=lambda date: abs(date - WRITTEN), default=None)


def _said(date: dt.date, found: re.Match[str]) -> str:
    """`date` with the parts that `found` has: the year, the weekday in brackets."""
    year = f"{date.year}年" if found["year"] else ""
    weekday = found["weekday"]
    day = f"{weekday[:-2]}{_WEEKDAYS[date.weekday()]}）" if weekday else ""
    return f"{year}{date.month}月{date.day}日{day}"


def _said_in_english(date: dt.date, found: re.Match[str]) -> str:
    """`date` with the parts that `found` has, cut short where they are."""

    def cut(name: str, written: str) -> str:
        return name[:_SHORT] if len(written) == _SHORT else name

    weekday = found["en_weekday"]
    head = f"{cut(_EN_WEEKDAYS[date.weekday()], weekday)} " if weekday else ""
    month = cut(_EN_MONTHS[date.month - 1], found["en_month"])
    return f"{head}{date.day} {month}" + (f" {date.year}" if found["en_year"] else "")


def _month(year: int, month: int, today: dt.date) -> tuple[int, int]:
    index = year * 12 + month - (WRITTEN.year * 12 + WRITTEN.month) + today.year * 12 + today.month - 1
    return index // 12, index % 12 + 1


# The roster.


def _shift_roster(folder: Path, today: dt.date) -> Iterator[tuple[str, str]]:
    """Each month that the moved roster touches, as `2026-12` and a csv.

    A month counts as drawn up as a whole, so the days of it that the moved roster does not reach are filled from the
    same weekday four weeks nearer: nowhere does the demo say by accident that nobody sits.
    """
    monday, written = (day - dt.timedelta(days=day.weekday()) for day in (today, WRITTEN))
    shift = monday - written
    head, rows, tail = _read_roster(folder)
    first, last = min(rows) + shift, max(rows) + shift
    day = first.replace(day=1)
    while day <= last:
        days = [date for offset in range(31) if (date := day + dt.timedelta(days=offset)).month == day.month]
        title = [[shift_text(cell, day) for cell in row] for row in head]
        body = [_dated(row, date) for date in days for row in _turns(rows, date - shift)]
        text = io.StringIO()
        csv.writer(text, lineterminator="\n").writerows([*title, *body, *tail])
        yield f"{day:%Y-%m}", text.getvalue()
        day = days[-1] + dt.timedelta(days=1)


_Rows = list[list[str]]


def _read_roster(folder: Path) -> tuple[_Rows, Mapping[dt.date, _Rows], _Rows]:
    """What stands above the turns, the turns by date, what stands below."""
    rows: dict[dt.date, _Rows] = {}
    above: _Rows = []
    below: _Rows = []
    for path in sorted(folder.glob("20[0-9][0-9]-[01][0-9].csv")):
        above, below = [], []
        begun = False
        for row in csv.reader(io.StringIO(_read(path))):
            found = _ROSTER_DATE.fullmatch(row[0]) if row else None
            date = _date(int(path.stem[:4]), int(found[1]), int(found[2])) if found else None
            if date is not None:
                rows.setdefault(date, []).append(row)
                begun = True
            else:
                (below if begun else above).append(row)
    if not rows:
        raise _error("duty", f"no roster in {folder} whose rows begin with dates such as 12月7日")
    return above, rows, below


def _turns(rows: Mapping[dt.date, _Rows], date: dt.date) -> Sequence[list[str]]:
    cycle = dt.timedelta(days=ROSTER_CYCLE)
    while date < min(rows):
        date += cycle
    while date > max(rows):
        date -= cycle
    return rows.get(date, ())


def _dated(row: list[str], date: dt.date) -> list[str]:
    return [f"{date.month}月{date.day}日", _WEEKDAYS[date.weekday()], *row[2:]]


# Drills.


def drills(source: Path) -> tuple[str, ...]:
    """The names of the drills in the content folder `source`, sorted."""
    return tuple(sorted(path.stem for path in (source / DRILLS).glob("*.toml")))


def drill(source: Path, name: str, now: dt.datetime, lasts: dt.timedelta) -> str:
    """The drill `name` of the content folder `source` (as it is, or shifted) as TOML for `alerts/`, sent at `now`.

    It ends after `lasts`. Moments in its words move with it, 12月11日16时 to the minute; `lifted` moves too, and is
    dropped where the drill ends before.

    Raises: `ContentError` when there is no such drill; `ValueError` when `now` is naive or `lasts` is not positive.
    """
    local = _local(source, now)
    if lasts <= dt.timedelta():
        raise ValueError(f"a drill lasts longer than {lasts}")
    place = f"{DRILLS}/{name}.toml"
    if name not in drills(source):
        raise _error(place, f"there is no such drill; there are {', '.join(drills(source)) or 'none'}")
    text = _read(source / place)
    times = {
        key: value.replace(tzinfo=value.tzinfo or local.tzinfo)
        for key, value in _parse_toml(text, place).items()
        if isinstance(value, dt.datetime)
    }
    if "sent" not in times:
        raise _error(place, "sent is missing, the time that the others move with")
    move = local - times["sent"]
    written = times["sent"]

    def timed(found: re.Match[str]) -> str:
        key = found[1]
        if key == "sent":
            return _toml_time(key, local)
        if key == "expires":
            return _toml_time(key, local + lasts)
        if key not in times or (key == "lifted" and times[key] + move >= local + lasts):
            return ""
        return _toml_time(key, times[key] + move)

    return _DRILL_TIME.sub(timed, _move_words(text, written, move))


def _move_words(text: str, written: dt.datetime, move: dt.timedelta) -> str:
    """`text` with each 12月11日, alone or with a time of day after it, moved by `move`."""
    pieces: list[str] = []
    position = 0
    for found in _DATE.finditer(text):
        if found.start() < position or not found["day"]:
            continue
        dates = [_date(written.year + step, int(found["month"]), int(found["day"])) for step in (-1, 0, 1)]
        date = min((date for date in dates if date), key=lambda date: abs(date - written.date()), default=None)
        if date is None:
            continue
        pieces.append(text[position : found.start()])
        time = _TIME.match(text, found.end())
        position = time.end() if time else found.end()
        if time is None:
            days = (written + move).date() - written.date()
            pieces.append(_said(date + days, found))
            continue
        clock = dt.time(int(time["hour"]) % 24, int(time["minute"] or time["said"] or 0))
        moment = dt.datetime.combine(date, clock, written.tzinfo) + move
        pieces.append(_said(moment.date(), found) + _said_time(moment, time))
    return "".join([*pieces, text[position:]])


def _said_time(moment: dt.datetime, found: re.Match[str]) -> str:
    """10:05 as 10:05, 16时 as 16时, or 16时20分 where the minutes are not nought: as weather stations write."""
    if found["minute"]:
        return f"{moment.hour}:{moment.minute:02d}"
    return f"{moment.hour}时{moment.minute}分" if moment.minute else f"{moment.hour}时"


def _toml_time(key: str, moment: dt.datetime) -> str:
    # Milliseconds: two drills within a second are two messages.
    return f"{key} = {moment.isoformat(timespec='milliseconds')}\n"


# Files.


def _local(source: Path, now: dt.datetime) -> dt.datetime:
    """`now` in the zone of the compound in `source`."""
    if now.tzinfo is None:
        raise ValueError("now must have a time zone")
    document = _parse_toml(_read(source / "compound.toml"), "compound.toml")
    compound = document.get("compound")
    name = compound.get("zone", "Asia/Shanghai") if isinstance(compound, dict) else "Asia/Shanghai"
    zone: ZoneInfo | None = find_zone(str(name))
    if zone is None:
        raise _error("compound.toml", f"there is no time zone {name}")
    return now.astimezone(zone)


def _parse_toml(text: str, place: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _error(place, f"is not TOML: {error}") from error


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise _error(str(path), f"cannot be read: {error}") from error


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _parse(text: str) -> dt.date | None:
    return _date(*(int(part) for part in text.split("-")))


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _error(place: str, problem: str) -> ContentError:
    return ContentError([Fault(file=place, problem=problem)])
