"""The content folder (FORMAT.md) into a feed: everything read, every fault collected, nothing half published."""

from __future__ import annotations

import datetime as dt
import difflib
import threading
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote

import msgspec

from signage.content.alert import Alert
from signage.content.check import check
from signage.content.duty import DutySlot, Roster
from signage.content.fault import Fault, Level
from signage.content.feed import Feed
from signage.content.media import MAX_FILM_SECONDS, Content, Film, Media, MediaFile
from signage.content.notice import Item, Notice
from signage.content.texts import translation_place
from signage.sources import alertfile, films, glyphs
from signage.sources.compoundfile import CompoundFile, parse_compound
from signage.sources.filecache import FileCache
from signage.sources.markdown import picture_name
from signage.sources.nodes import Faults, Part, SourceError
from signage.sources.noticefile import parse_notice
from signage.sources.pictures import MAX_PICTURE_BYTES, SUFFIXES, prepare
from signage.sources.roster import RosterReading, read_roster
from signage.sources.textfile import MAX_TEXT_BYTES, decode_text, is_ignored, read_bytes
from signage.sources.translationfile import TranslationDraft, parse_translation, translated_stem

MAX_SLOTS, MAX_MONTHS = 2000, 36
MAX_ALERTS = 500
MAX_FILES = 5000
"""Files in one folder of the content folder."""

T = TypeVar("T")

COMPOUND_FILE = "compound.toml"
FOLDERS = {
    "notices": (".md",),
    "duty": (".csv", ".xlsx"),
    "alerts": (".toml",),
    "media": (*SUFFIXES, *films.SUFFIXES),
}

_NEEDED = "；每个内容文件夹都要有一份 compound.toml"


@dataclass(frozen=True)
class Reading:
    """What a content folder holds; `feed` is None when any of `faults` is an error. `media`: names to content."""

    feed: Feed | None
    media: Mapping[str, Content] = field(default_factory=dict)
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class _File:
    """One file's meaning, its faults, and where its parts stand."""

    value: CompoundFile | Item | TranslationDraft | alertfile.Draft | RosterReading | None
    faults: tuple[Fault, ...]
    parts: tuple[Part, ...] = ()
    media: Mapping[Path, _Medium] = field(default_factory=dict)


@dataclass(frozen=True)
class _Medium:
    """A picture or a film, and its content as it is published."""

    media: MediaFile
    content: Content


class FolderReader:
    """Reads one content folder again and again; files that did not change are not parsed again.

    One thread at a time. `coverage` gives the characters that can be drawn, None where that is not known.
    """

    def __init__(self, path: Path, *, coverage: Callable[[], glyphs.Coverage | None] = glyphs.installed) -> None:
        self._root = path
        self._coverage = coverage
        self._cache = FileCache()
        self._media = FileCache()

    def read(self, now: dt.datetime) -> Reading:
        """The folder as it is now; the feed's `published` is `now`.

        Raises: nothing for what staff can do wrong; that is in the reading's faults.
        """
        faults: list[Fault] = []
        paths = self._list(faults)
        opened = self._open(self._root / COMPOUND_FILE, None, self._compound)
        setting = opened.value if isinstance(opened.value, CompoundFile) else CompoundFile()
        files = [opened]
        context = (setting.compound, setting.rules)
        notices = {path: self._open(path, context, self._item(path, setting)) for path in paths["notices"]}
        files += notices.values()
        files += [self._roster(path, setting) for path in paths["duty"]]
        drafts_at = len(files)
        files += [self._open(path, setting.compound, self._alert(path, setting)) for path in paths["alerts"]]
        self._cache.keep({self._root / COMPOUND_FILE, *(path for found in paths.values() for path in found)})
        self._media.keep({path for file in files for path in file.media})
        for file in files:
            faults.extend(file.faults)
        alerts = self._alerts(files[drafts_at:], setting, faults)
        items, translated = _translated(notices, faults)
        feed = Feed(
            compound=setting.compound,
            published=now,
            items=items,
            roster=_merged([file.value for file in files if isinstance(file.value, RosterReading)], faults),
            alerts=alerts,
            services=setting.services,
            facilities=setting.facilities,
            contacts=setting.contacts,
        )
        parts = {part.place: part for file in files for part in file.parts} | translated
        found = [*check(feed, setting.rules), *glyphs.glyph_faults(feed, self._coverage())]
        # What is not there cannot be judged: the stand-in for an unreadable compound.toml has faults of its own.
        faults += [_located(fault, parts) for fault in found if opened.value is not None or fault.file != "compound"]
        ordered = tuple(sorted(dict.fromkeys(faults), key=lambda fault: (fault.file, fault.line)))
        if any(fault.level is Level.ERROR for fault in ordered):
            return Reading(None, {}, ordered)
        held = {medium.media.name: medium.content for file in files for medium in file.media.values()}
        return Reading(feed, {media.name: held[media.name] for media in feed.media()}, ordered)

    # Listing.

    def _list(self, faults: list[Fault]) -> dict[str, list[Path]]:
        """The files of each folder by name; strangers are pointed out."""
        listed: dict[str, list[Path]] = {name: [] for name in FOLDERS}
        for entry in _entries(self._root, "", faults):
            if entry.name in FOLDERS or entry.name == COMPOUND_FILE:
                continue
            near = difflib.get_close_matches(entry.name, [*FOLDERS, COMPOUND_FILE], n=1)
            if near and not (self._root / near[0]).exists():
                problem = f"没有读入；是不是应叫 {near[0]}？"
                faults.append(Fault(file=entry.name, level=Level.WARNING, problem=problem))
        for name, endings in FOLDERS.items():
            folder = self._root / name
            if not folder.is_dir():
                continue
            for entry in _entries(folder, name, faults):
                if entry.suffix.lower() in endings:
                    listed[name].append(entry)
                elif name != "media":
                    problem = f"没有读入；{name}/ 里只读 {' '.join(endings)} 文件"
                    faults.append(Fault(file=f"{name}/{entry.name}", level=Level.WARNING, problem=problem))
        return listed

    # Files.

    def _open(self, path: Path, context: Hashable, parse: Callable[[str, Faults, list[Path]], _File]) -> _File:
        """Reads one text file and parses it; what keeps it from being read is a fault."""

        def derive(others: list[Path]) -> _File:
            own = Faults(path.relative_to(self._root).as_posix())
            try:
                text = decode_text(read_bytes(path, self._root, MAX_TEXT_BYTES))
                return parse(text, own, others)
            except SourceError as error:
                own.add(error.line, "", error.problem + (_NEEDED if path.name == COMPOUND_FILE else ""))
                return _File(None, tuple(own.found))

        return self._cache.get(path, context, derive)

    def _compound(self, text: str, own: Faults, _others: list[Path]) -> _File:
        setting = parse_compound(text, own)
        return _File(setting, tuple(own.found), setting.parts)

    def _item(self, path: Path, setting: CompoundFile) -> Callable[[str, Faults, list[Path]], _File]:
        """How a notice, a poster, a video, or a notice's translation is parsed."""

        def parse(text: str, own: Faults, others: list[Path]) -> _File:
            media: dict[Path, _Medium] = {}

            def find_picture(source: str, alt: str, line: int) -> Media | None:
                found = self._find(source, line, "picture", own, others, self._picture)
                if found is None:
                    return None
                media[found[0]] = _Medium(*found[1])
                return msgspec.structs.replace(found[1][0], alt=alt)

            def find_film(source: str, seconds: float | None, line: int) -> Film | None:
                found = self._find(source, line, "video", own, others, self._film)
                film = _film_of(found[1], seconds, line, own) if found else None
                if found is not None and film is not None:
                    media[found[0]] = _Medium(film, found[1].file)
                return film

            language = translated_stem(path.stem)
            if language is not None:
                draft = parse_translation(text, language[1], find_picture, own)
                return _File(draft, tuple(own.found), (), media)
            item, part = parse_notice(text, path.stem, setting, find_picture, find_film, own)
            return _File(item, tuple(own.found), (part,) if part else (), media)

        return parse

    def _alert(self, path: Path, setting: CompoundFile) -> Callable[[str, Faults, list[Path]], _File]:
        def parse(text: str, own: Faults, _others: list[Path]) -> _File:
            draft = alertfile.parse_alert(text, path.stem, setting, own)
            return _File(draft, tuple(own.found), draft.parts if draft else ())

        return parse

    def _roster(self, path: Path, setting: CompoundFile) -> _File:
        def derive(_others: list[Path]) -> _File:
            reading = read_roster(path, setting.zone, hours=setting.hours, root=self._root)
            file = path.relative_to(self._root).as_posix()
            return _File(reading, reading.faults, (Part(f"duty/{reading.month}", file, 0, reading.lines),))

        return self._cache.get(path, (setting.compound.zone, setting.hours), derive)

    # Pictures and films.

    def _find(
        self, source: str, line: int, name: str, own: Faults, others: list[Path], read: Callable[[Path], T]
    ) -> tuple[Path, T] | None:
        """The file in media/ that `source` means, and what `read` makes of it; None where that is a fault."""
        path = self._media_path(source, line, name, own)
        if path is None:
            return None
        others.append(path)
        try:
            return path, read(path)
        except SourceError as error:
            own.add(line, name, f"“{source}”：{error.problem}{self._suggest(path.name)}")
            return None

    def _media_path(self, source: str, line: int, field: str, own: Faults) -> Path | None:
        name = picture_name(unquote(source))
        if not name or ":" in name or "\0" in name or name.startswith("/") or ".." in Path(name).parts:
            what = "视频" if field == "video" else "图片"
            own.add(line, field, f"“{source}”不在 media/ 里；请把{what}放进 media/，只写文件名")
            return None
        return self._root / "media" / name

    def _picture(self, path: Path) -> tuple[Media, bytes]:
        if path.suffix.lower() not in SUFFIXES:
            raise SourceError(f"不是图片；请用 {' '.join(sorted(SUFFIXES))}")
        return self._media.get(path, None, lambda _others: prepare(read_bytes(path, self._root, MAX_PICTURE_BYTES)))

    def _film(self, path: Path) -> films.FoundFilm:
        if path.suffix.lower() not in films.SUFFIXES:
            raise SourceError(f"不是视频；请用 {' '.join(sorted(films.SUFFIXES))}")
        return self._media.get(path, None, lambda _others: films.read_film(path, self._root))

    def _suggest(self, name: str) -> str:
        folder = self._root / "media"
        names = [entry.name for entry in folder.iterdir()] if folder.is_dir() else []
        near = difflib.get_close_matches(name, names, n=1) if name not in names else []
        return f"；是不是“{near[0]}”？" if near else ""

    # Alerts.

    def _alerts(self, files: Iterable[_File], setting: CompoundFile, faults: list[Fault]) -> tuple[Alert, ...]:
        drafts = [file.value for file in files if isinstance(file.value, alertfile.Draft)]
        own = {draft.part.file: Faults(draft.part.file) for draft in drafts}
        alerts = alertfile.assemble(drafts, setting, own)
        if len(alerts) > MAX_ALERTS:
            faults.append(Fault(file="alerts", problem=f"{len(alerts)}条太多，最多{MAX_ALERTS}条；请移走旧的"))
        for collected in own.values():
            faults.extend(collected.found)
        return alerts


def _entries(folder: Path, name: str, faults: list[Fault]) -> Iterator[Path]:
    try:
        entries = sorted(entry for entry in folder.iterdir() if not is_ignored(entry.name))
    except OSError as error:
        faults.append(Fault(file=name or ".", problem=f"文件夹打不开：{error.strerror or error}"))
        return
    if len(entries) > MAX_FILES:
        faults.append(Fault(file=name or ".", problem=f"有{len(entries)}个文件，最多{MAX_FILES}个；请移走旧的"))
        return
    yield from entries


def _film_of(found: films.FoundFilm, seconds: float | None, line: int, own: Faults) -> Film | None:
    """The film, `seconds` long by staff's word or else by its own."""
    probe = found.probe
    if probe.data_tracks:
        kinds = "、".join(probe.data_tracks)
        own.warn(line, "video", f"视频里另有数据轨（{kinds}），可能记着拍摄地点；请用剪辑软件重新导出")
    lasts = seconds or probe.seconds
    if lasts is None:
        own.add(line, "video", "视频文件没有写明时长；请写 seconds（秒数）")
        return None
    if lasts > MAX_FILM_SECONDS:
        own.add(line, "video", f"视频长{lasts:.0f}秒，最多{MAX_FILM_SECONDS:.0f}秒；请剪短")
        return None
    if seconds is not None and probe.seconds is not None and seconds > probe.seconds + 1:
        own.warn(line, "seconds", f"视频只有{probe.seconds:.0f}秒，写的是{seconds:.0f}秒；请核对")
    return Film(
        sha256=found.sha256,
        size=found.size,
        mime=probe.mime,
        width=probe.width,
        height=probe.height,
        seconds=lasts,
    )


def _translated(files: Mapping[Path, _File], faults: list[Fault]) -> tuple[tuple[Item, ...], dict[str, Part]]:
    """The items in the order of their files, each notice with its translations; where these stand."""
    items = {path.stem: file.value for path, file in files.items() if isinstance(file.value, Item)}
    stems = {path.stem for path in files}
    parts: dict[str, Part] = {}
    for path, file in files.items():
        named = translated_stem(path.stem)
        if named is None:
            continue
        place = f"notices/{path.name}"
        original = items.get(named[0])
        if named[0] not in stems:
            problem = f"这是译文（{named[1]}），但没有原文 notices/{named[0]}.md；原文撤下了就一起删去，不是译文请改名"
            faults.append(Fault(file=place, problem=problem))
        elif original is not None and not isinstance(original, Notice):
            faults.append(Fault(file=place, problem="海报和视频没有译文；请删去这个文件，或把原文改为 kind: notice"))
        elif original is not None and isinstance(file.value, TranslationDraft):
            draft = file.value
            translations = (*original.translations, draft.translation)
            items[named[0]] = msgspec.structs.replace(original, translations=translations)
            where = translation_place(original, draft.translation)
            parts[where] = Part(where, draft.file, 1, draft.lines)
    return tuple(items.values()), parts


def _merged(readings: list[RosterReading], faults: list[Fault]) -> Roster:
    for month, count in Counter(reading.month for reading in readings).items():
        if count > 1:
            problem = f"{month} 有{count}份排片表（csv 和 xlsx）；请只留一份"
            faults.append(Fault(file=f"duty/{month}", problem=problem))
    slots: list[DutySlot] = [slot for reading in readings for slot in reading.slots]
    if len(slots) > MAX_SLOTS or len(readings) > MAX_MONTHS:
        faults.append(Fault(file="duty", problem=f"排片表太多，最多{MAX_MONTHS}个月、{MAX_SLOTS}班；请移走旧的"))
    slots.sort(key=lambda slot: (slot.start, slot.end, slot.person))
    return Roster(slots=tuple(slots[:MAX_SLOTS]), months=tuple(sorted({reading.month for reading in readings})))


def _located(fault: Fault, parts: Mapping[str, Part]) -> Fault:
    """The fault with file and line in place of the part of the feed."""
    part = parts.get(fault.file)
    if part is None:
        return fault
    return msgspec.structs.replace(fault, file=part.file, line=part.line_of(fault.field))


_readers: dict[Path, FolderReader] = {}
_lock = threading.Lock()
_MAX_READERS = 8


def read_folder(path: Path, *, now: dt.datetime) -> Reading:
    """Everything that the content folder at `path` holds, and every fault in it (`now`: an aware datetime).

    What was read is remembered within the process, so that reading a folder again costs only what changed. Thread-safe.
    """
    root = path.resolve()
    with _lock:
        reader = _readers.pop(root, None) or FolderReader(root)
        _readers[root] = reader  # the most recently used last
        while len(_readers) > _MAX_READERS:
            del _readers[next(iter(_readers))]
        return reader.read(now)
