"""Films: told by their content, measured by their headers, without the place where a phone took them."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable
from pathlib import Path

import pytest
from film_files import (
    HEADER,
    PLACE,
    TAGS,
    TURNED,
    box,
    element,
    info,
    mp4,
    mvhd,
    track,
    tracks,
    webm,
)
from hypothesis import given, settings
from hypothesis import strategies as st

from signage.content.media import MAX_FILM_BYTES
from signage.sources import films
from signage.sources.films import FoundFilm, read_film
from signage.sources.nodes import SourceError

Read = Callable[[bytes], FoundFilm]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read(data: bytes) -> FoundFilm:
        path = tmp_path / "film.bin"
        path.write_bytes(data)
        return read_film(path, tmp_path)

    return read


def published(found: FoundFilm) -> bytes:
    return b"".join(found.file())


# What they say of themselves.


@pytest.mark.parametrize(
    ("data", "mime", "pixels", "seconds"),
    [
        (mp4(), "video/mp4", (1280, 720), 12.5),
        (mp4(track(version=1)), "video/mp4", (1280, 720), 12.5),
        (mp4(track(width=1920, height=1080, matrix=TURNED)), "video/mp4", (1080, 1920), 12.5),
        (mp4(track(b"soun", 0, 0), track(width=640, height=480)), "video/mp4", (640, 480), 12.5),
        (mp4(seconds=None), "video/mp4", (1280, 720), None),
        (mp4(seconds=0), "video/mp4", (1280, 720), None),
        (webm(), "video/webm", (1280, 720), 12.5),
        (webm(info(scale=500_000), tracks(2, 1, width=1080, height=1920)), "video/webm", (1080, 1920), 12.5),
        (webm(info(None), tracks(), live=True), "video/webm", (1280, 720), None),
    ],
)
def test_type_pixels_and_length(
    read: Read, data: bytes, mime: str, pixels: tuple[int, int], seconds: float | None
) -> None:
    probe = read(data).probe
    assert (probe.mime, (probe.width, probe.height), probe.seconds) == (mime, pixels, seconds)
    assert probe.blanks == probe.data_tracks == ()


def test_headers_behind_the_pictures_and_wide_boxes(read: Read) -> None:
    data = box(b"ftyp", b"mp42", bytes(4)) + box(b"mdat", bytes(5000), wide=True)
    data += box(b"moov", mvhd(300, version=1), track())
    assert read(data).probe.seconds == 300
    # a last box without a size goes to the end
    assert read(mp4(after=struct.pack(">I4s", 0, b"mdat") + bytes(99))).probe.seconds == 12.5
    # a few zeros at the end of a box are usual
    assert read(mp4(track(extra=bytes(4)))).probe.width == 1280


def test_a_fragmented_film_says_its_length_elsewhere(read: Read) -> None:
    mehd = box(b"mehd", bytes(4), struct.pack(">I", 600 * 7))
    fragment = box(b"moof", box(b"mfhd", bytes(8))) + box(b"mdat", bytes(100))
    assert read(mp4(box(b"mvex", mehd), track(), seconds=0, after=fragment * 200)).probe.seconds == 7
    wide = box(b"mehd", b"\1\0\0\0", struct.pack(">Q", 600 * 9))
    assert read(mp4(box(b"mvex", wide), track(), seconds=0)).probe.seconds == 9


def test_a_track_that_is_no_picture_and_no_sound_is_told(read: Read) -> None:
    assert read(mp4(track(), track(b"soun"), track(b"meta", 0, 0), track(b"camm", 0, 0))).probe.data_tracks == (
        "camm",
        "meta",
    )
    assert read(webm(info(), tracks(1, 2, 0x21))).probe.data_tracks == ("33",)


# What is not published.


def test_what_says_where_it_was_taken_is_blanked_out(read: Read) -> None:
    private = box(b"udta", PLACE)
    meta = box(b"meta", bytes(4), PLACE, wide=True)
    found = read(mp4(track(extra=private), private, meta, after=box(b"uuid", PLACE) + private))
    data = published(found)
    assert b"31.22" not in data
    assert data.count(b"free") == 5
    assert len(data) == found.size
    assert hashlib.sha256(data).hexdigest() == found.sha256
    # what plays is as it was
    again = read(data)
    assert (again.probe.width, again.probe.seconds, again.probe.blanks) == (1280, 12.5, ())
    assert data.count(b"\x5a" * 3000) == 1


@pytest.mark.parametrize("payload", [0, 1, 60, 117, 118, 119, 120, 300, 70_000])
def test_tags_of_any_size_become_an_element_of_nothing(read: Read, payload: int) -> None:
    for number in (0x1254C367, 0x1941A469):
        short = number.to_bytes(4, "big") + bytes([0x80 | payload]) + b"x" * payload if payload < 127 else b""
        tags = element(number, b"x" * payload)
        data = published(read(webm(info(), tags, short, tracks())))
        assert b"xx" not in data
        again = read(data)
        assert (again.probe.seconds, again.probe.width, again.probe.blanks) == (12.5, 1280, ())


def test_tags_behind_the_pictures_are_blanked_out(read: Read) -> None:
    data = HEADER + element(0x18538067, info(), tracks(), element(0x1F43B675, bytes(99)), TAGS)
    assert b"31.22" not in published(read(data))


@settings(max_examples=60)
@given(sizes=st.lists(st.integers(1, 400), min_size=1, max_size=6), chunk=st.integers(1, 97))
def test_pieces_of_any_size_are_blanked_alike(
    tmp_path_factory: pytest.TempPathFactory, sizes: list[int], chunk: int
) -> None:
    folder = tmp_path_factory.mktemp("film")
    data = mp4(track(), *(box(b"udta", (b"PLACE" * 80)[:size]) for size in sizes))
    (folder / "a.mp4").write_bytes(data)
    found = read_film(folder / "a.mp4", folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(films, "CHUNK_BYTES", chunk)
        assert hashlib.sha256(published(found)).hexdigest() == found.sha256
    assert b"PLAC" in data or max(sizes) < 4
    assert b"PLAC" not in published(found)


# What is refused.

GOOD = mp4()


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "不是 MP4 或 WebM"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "看的是内容"),
        (b"GIF89a" + bytes(50), "不是 MP4 或 WebM"),
        (mp4(brand=b"qt  "), "QuickTime"),
        (mp4(track(b"soun", 0, 0)), "没有画面"),
        (box(b"ftyp", b"heic", bytes(4)) + box(b"meta", bytes(40)), "没有画面"),
        (mp4(track(width=0, height=0)), "尺寸"),
        (mp4(track(width=16384, height=8)), "尺寸"),
        (GOOD[:-1], "损坏或不完整"),
        (GOOD[:60], "损坏或不完整"),
        (GOOD[:10], "损坏或不完整"),
        (GOOD + b"abc", "损坏或不完整"),
        (GOOD + struct.pack(">I4s", 3, b"free"), "损坏或不完整"),
        (GOOD + struct.pack(">I4sQ", 1, b"free", 2**63), "损坏或不完整"),
        (mp4(box(b"tkhd", bytes(20))), "损坏或不完整"),
        (mp4(box(b"trak", box(b"mdia", box(b"hdlr", bytes(3))))), "损坏或不完整"),
        (GOOD + struct.pack(">I4s", 8, b"free") * 60_000, "太碎"),
        (webm(header=element(0x1A45DFA3, element(0x4282, b"matroska"))), "MKV"),
        (webm(header=element(0x1A45DFA3, b"")), "MKV"),
        (webm(info(), tracks(2)), "没有画面"),
        (webm(info(), tracks(width=0)), "尺寸"),
        (webm()[:-1], "损坏或不完整"),
        (HEADER, "损坏或不完整"),
        (HEADER[:20], "损坏或不完整"),
        (webm(info(), element(0x1549A966, unknown=True)), "损坏或不完整"),
        (webm(element(0x1549A966, element(0x4489, bytes(2000))), tracks()), "损坏或不完整"),
        (webm(info(), tracks(), b"\0" * 50), "损坏或不完整"),
        (webm(info(), tracks(), b"\xec\x80" * 60_000), "太碎"),
    ],
)
def test_what_is_no_film_says_the_mend(read: Read, data: bytes, problem: str) -> None:
    with pytest.raises(SourceError) as caught:
        read(data)
    assert problem in caught.value.problem
    assert "请" in caught.value.problem


@pytest.mark.parametrize("kind", [b"moov", b"trak", b"mdia"])
def test_boxes_in_boxes_without_end_are_refused(read: Read, kind: bytes) -> None:
    nested = b""
    for _ in range(3000):
        nested = box(kind, nested)
    with pytest.raises(SourceError, match="损坏"):
        read(mp4(nested))


@settings(max_examples=300)
@given(data=st.data())
def test_a_damaged_film_is_read_or_refused_and_nothing_else(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    good = data.draw(st.sampled_from([mp4(track(extra=box(b"udta", PLACE))), webm(info(), TAGS, tracks())]))
    damaged = bytearray(good[: data.draw(st.integers(0, len(good)))] if data.draw(st.booleans()) else good)
    for _ in range(data.draw(st.integers(1, 5))):
        if damaged:
            damaged[data.draw(st.integers(0, min(len(damaged), 500) - 1))] = data.draw(st.integers(0, 255))
    path = tmp_path_factory.mktemp("film") / "film"
    path.write_bytes(damaged)
    try:
        found = read_film(path, path.parent)
    except SourceError:
        return
    assert len(published(found)) == found.size == len(damaged)


def test_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    path = tmp_path / "film.mp4"
    path.write_bytes(GOOD)
    with path.open("r+b") as file:
        file.truncate(MAX_FILM_BYTES + 1)
    with pytest.raises(SourceError, match="最多80 MB"):
        read_film(path, tmp_path)


def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "secret.mp4").write_bytes(GOOD)
    (tmp_path / "media").mkdir()
    link = tmp_path / "media" / "film.mp4"
    link.symlink_to(tmp_path / "secret.mp4")
    with pytest.raises(SourceError, match="之外"):
        read_film(link, tmp_path / "media")
    with pytest.raises(SourceError, match="不存在"):
        read_film(tmp_path / "gone.mp4", tmp_path)
