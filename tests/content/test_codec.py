"""The feed's document: lossless, standard, deterministic, and closed against anything else."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import jsonschema
import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from strategies import feeds

from signage.content.body import Figure, Heading, Listing, Paragraph, Span, Table
from signage.content.codec import MAX_FEED_BYTES, decode, encode
from signage.content.compound import Compound
from signage.content.feed import Feed
from signage.content.media import Film, Media
from signage.content.notice import Fact, Notice, Poster, Posting, TranslatedFact, Translation, Video
from signage.errors import CodecError

SCHEMA = Path(__file__).parents[3] / "shared" / "fixtures" / "jsonfeed" / "schema-v1.1.json"
FILM = Film(sha256="f" * 64, size=80_000_000, mime="video/webm", width=1920, height=1080, seconds=29.5)
START = dt.datetime(2026, 12, 7, tzinfo=dt.timezone(dt.timedelta(hours=8)))

modest = settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])


def utc(value: Any) -> Any:
    """`value` with its instants in UTC: Python holds two spellings of a doubled hour's moment for unequal."""
    if isinstance(value, dt.datetime):
        return value.astimezone(dt.UTC)
    if isinstance(value, tuple):
        return tuple(utc(item) for item in value)
    if hasattr(value, "__struct_fields__"):
        return type(value)(**{name: utc(getattr(value, name)) for name in value.__struct_fields__})
    return value


def small(**changes: Any) -> Feed:
    notice = Notice(
        id="停水-12",
        title="水箱清洗",
        category="停水",
        issuer="和檐物业",
        issued=dt.date(2026, 12, 7),
        posting=Posting(start=START, end=START + dt.timedelta(days=3), basis="water-cut"),
        facts=(Fact(label="时间", value="<b>9:00</b> & 16:00"),),
    )
    compound = Compound(id="huaian", name="槐安新苑", public_url="https://example.org/h/")
    return Feed(**{"compound": compound, "published": START, "items": (notice,), **changes})


def document(feed: Feed | None = None) -> Any:
    return json.loads(encode(feed or small()))


@modest
@given(feeds())
def test_what_is_encoded_is_decoded(feed: Feed) -> None:
    assert decode(encode(feed)) == utc(feed)


@modest
@given(feeds())
def test_one_feed_has_one_spelling(feed: Feed) -> None:
    assert encode(feed) == encode(utc(feed)) == encode(decode(encode(feed)))


def _is_uri(value: object) -> bool:
    parts = urlsplit(str(value))
    return parts.scheme in {"http", "https"} and bool(parts.netloc) and re.fullmatch(r"[!-~]+", str(value)) is not None


@pytest.mark.skipif(not SCHEMA.exists(), reason="the JSON Feed schema lies beside the repository, and is not here")
@modest
@given(feeds())
def test_it_is_a_json_feed(feed: Feed) -> None:
    checker = jsonschema.FormatChecker(formats=())
    checker.checks("uri")(_is_uri)
    checker.checks("date-time")(lambda text: dt.datetime.fromisoformat(str(text)).tzinfo is not None)
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    jsonschema.Draft7Validator(schema, format_checker=checker).validate(json.loads(encode(feed)))


def test_readers_find_what_the_standard_has_a_place_for() -> None:
    item = document()["items"][0]
    assert item["id"] == "停水-12"
    assert item["url"] == "https://example.org/h/notices/%E5%81%9C%E6%B0%B4-12"
    assert item["date_published"] == "2026-12-06T16:00:00Z"
    assert item["authors"] == [{"name": "和檐物业"}]
    assert item["tags"] == ["停水"]
    assert "<dd>&lt;b&gt;9:00&lt;/b&gt; &amp; 16:00</dd>" in item["content_html"]
    assert "title" not in item["_signage"]


def test_no_text_becomes_markup_for_readers() -> None:
    evil, safe = "<script>&\"'", "&lt;script&gt;&amp;&quot;&#x27;"
    picture = Media(sha256="0" * 64, size=1, mime="image/png", width=2, height=3, alt=evil)
    notice = small().items[0]
    body = (
        Heading(text=evil),
        Paragraph(spans=(Span(text=evil), Span(text=evil, strong=True))),
        Listing(items=((Span(text=evil),),)),
        Table(header=(evil,), rows=((evil,),), right=(0,)),
        Figure(media=picture, caption=evil),
    )
    notice = msgspec.structs.replace(
        notice, issuer=evil, number=evil, body=body, facts=(Fact(label="<b>", value=evil),)
    )
    facts = (TranslatedFact(label="<b>", value=evil),)
    translation = Translation(language="en", title=evil, category="Notice", facts=facts, body=body)
    poster = Poster(id="p", title=evil, picture=picture, posting=notice.posting)
    video = Video(id="v", title=evil, video=FILM, poster=picture, posting=notice.posting)
    translated = msgspec.structs.replace(notice, id="t", translations=(translation,))
    items = document(small(items=(notice, poster, video, translated)))["items"]
    html = items[0]["content_html"]
    assert evil not in "".join(item["content_html"] for item in items)
    assert html.count(safe) == 11
    assert items[3]["content_html"].count(safe) == 11 + 10
    assert '<section lang="en"><h1>' in items[3]["content_html"]
    assert {item["image"] for item in items} == {f"https://example.org/h/media/{'0' * 64}.png"}


def test_a_video_is_its_poster_frame_and_its_film_an_attachment() -> None:
    frame = Media(sha256="1" * 64, size=9, mime="image/jpeg", width=16, height=9, alt="一起包饺子")
    posting = small().items[0].posting
    video = Video(id="v", title="冬至", video=FILM, poster=frame, posting=posting, issuer="居委会")
    item = document(small(items=(video,)))["items"][0]
    assert item["content_html"] == f'<img src="media/{"1" * 64}.jpg" alt="一起包饺子" width="16" height="9">'
    assert item["image"] == f"https://example.org/h/media/{'1' * 64}.jpg"
    assert item["attachments"] == [
        {
            "url": f"https://example.org/h/media/{'f' * 64}.webm",
            "mime_type": "video/webm",
            "size_in_bytes": 80_000_000,
            "duration_in_seconds": 29.5,
        }
    ]
    assert item["tags"] == ["视频"]
    private = document(small(items=(video,), compound=Compound(id="huaian", name="槐安新苑")))["items"][0]
    assert not {"image", "attachments", "url"} & private.keys()
    feed = small(items=(video, msgspec.structs.replace(video, id="again")))
    assert decode(encode(feed)).items == feed.items
    assert list(feed.media()) == [frame, FILM]


def test_a_screen_that_knows_no_videos_reads_the_rest() -> None:
    doc = document()
    doc["items"].append({"id": "v", "_signage": {"kind": "video2", "video": {}}})
    assert len(decode(json.dumps(doc).encode()).items) == 1


def test_the_pictures_of_a_translation_are_needed_too() -> None:
    picture = Media(sha256="2" * 64, size=1, mime="image/png", width=2, height=3)
    translation = Translation(language="en", title="Water", category="Water", body=(Figure(media=picture),))
    notice = msgspec.structs.replace(small().items[0], translations=(translation,))
    assert list(small(items=(notice,)).media()) == [picture]


def test_unknown_fields_kinds_and_blocks_are_passed_over() -> None:
    doc = document()
    doc["_signage"]["weather"] = {"sky": 1}
    doc["_signage"]["compound"]["mascot"] = "cat"
    doc["items"][0]["_signage"]["body"] = [{"block": "hologram"}, {"block": "heading", "text": "须知"}]
    doc["items"][0]["_signage"]["translations"] = [
        {"language": "en", "title": "Water", "category": "Water", "smell": "none",
         "body": [{"block": "hologram"}, {"block": "heading", "text": "Note"}]}
    ]  # fmt: skip
    doc["items"].append({"id": "x", "_signage": {"kind": "hologram", "depth": 3}})
    feed = decode(json.dumps(doc).encode())
    assert [item.id for item in feed.items] == ["停水-12"]
    notice = feed.items[0]
    assert isinstance(notice, Notice)
    assert len(notice.body) == 1
    assert notice.translations[0].body == (Heading(text="Note"),)


_PICTURE = {"sha256": "0" * 64, "size": 1, "mime": "image/png", "width": 2, "height": 3}
_FILM = {"sha256": "0" * 64, "size": 1, "mime": "video/mp4", "width": 2, "height": 3, "seconds": 5}


def _broken(change: str) -> Any:
    doc = document()
    item, outer = doc["items"][0], doc["_signage"]
    match change:
        case "version":
            doc["version"] = "1.1"
        case "format":
            outer["format"] = 2
        case "no-extension":
            del doc["_signage"]
        case "foreign-item":
            del item["_signage"]
        case "no-kind":
            del item["_signage"]["kind"]
        case "title":
            item["title"] = "长" * 61
        case "tags":
            item["tags"] = []
        case "naive":
            item["date_published"] = "2026-12-07T00:00:00"
        case "year":
            item["date_published"] = "0001-01-01T00:00:00Z"
        case "zone":
            outer["compound"]["zone"] = "../../etc/passwd"
        case "ragged":
            item["_signage"]["body"] = [{"block": "table", "header": ["a", "b"], "rows": [["1"]]}]
        case "right":
            item["_signage"]["body"] = [{"block": "table", "header": ["a"], "rows": [], "right": [1]}]
        case "translation":
            item["_signage"]["translations"] = [{"language": "en", "title": "", "category": "Water"}]
        case "translations":
            item["_signage"]["translations"] = "en"
        case "translated-table":
            table = {"block": "table", "header": ["a", "b"], "rows": [["1"]]}
            item["_signage"]["translations"] = [
                {"language": "en", "title": "Water", "category": "Water", "body": [table]}
            ]
        case "film":
            item["_signage"] |= {"kind": "video", "poster": _PICTURE, "video": {**_FILM, "size": 80_000_001}}
        case "film-mime":
            item["_signage"] |= {"kind": "video", "poster": _PICTURE, "video": {**_FILM, "mime": "image/png"}}
        case "film-seconds":
            item["_signage"] |= {"kind": "video", "poster": _PICTURE, "video": {**_FILM, "seconds": 0}}
        case "frame":
            item["_signage"] |= {"kind": "video", "poster": {**_PICTURE, "mime": "video/mp4"}, "video": _FILM}
        case "picture":
            figure = {"block": "figure", "media": {**_PICTURE, "size": 8_000_001}}
            item["_signage"]["body"] = [figure]
        case "items":
            doc["items"] = {}
        case "many":
            doc["items"] = [{}] * 5001
    return doc


@pytest.mark.parametrize(
    ("change", "path"),
    [
        ("version", "$.version"),
        ("format", "$._signage.format"),
        ("no-extension", "$._signage"),
        ("foreign-item", "$.items[0]._signage"),
        ("no-kind", "$.items[0]"),
        ("title", "$.items[0].title"),
        ("tags", "$.items[0]"),
        ("naive", "$.items[0].posting.start"),
        ("year", "$.items[0].date_published"),
        ("zone", "$._signage.compound.zone"),
        ("ragged", "$.items[0]._signage.body[0].rows"),
        ("right", "$.items[0]._signage.body[0].right"),
        ("translation", "$.items[0].translations[0].title"),
        ("translations", "$.items[0].translations"),
        ("translated-table", "$.items[0]._signage.translations[0].body[0].rows"),
        ("film", "$.items[0].video.size"),
        ("film-mime", "$.items[0].video.mime"),
        ("film-seconds", "$.items[0].video.seconds"),
        ("frame", "$.items[0].poster.mime"),
        ("picture", "$.items[0].body[0].media.size"),
        ("items", "$.items"),
        ("many", "$.items"),
    ],
)
def test_a_fault_names_its_place(change: str, path: str) -> None:
    with pytest.raises(CodecError) as caught:
        decode(json.dumps(_broken(change)).encode())
    assert caught.value.path == path


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"\xff"',
        b'"\\ud800"',
        b"[" * 200_000,
        b'{"a":' * 200_000,
        b"<html>",
        b"\xef\xbb\xbf{}",
    ],
)
def test_what_is_no_document_is_refused(data: bytes) -> None:
    with pytest.raises(CodecError):
        decode(data)


def test_too_large_is_refused_before_it_is_parsed() -> None:
    with pytest.raises(CodecError, match="at most"):
        decode(b" " * (MAX_FEED_BYTES + 1))


@modest
@given(
    st.binary(max_size=200)
    | st.recursive(
        st.none()
        | st.booleans()
        | st.integers()
        | st.floats(allow_nan=False, allow_infinity=False)
        | st.text(max_size=5),
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(
                st.sampled_from(["version", "_signage", "items", "kind", "id", "posting", "format"]), inner
            )
        ),
        max_leaves=8,
    ).map(lambda tree: json.dumps(tree).encode())
)
def test_garbage_raises_nothing_else(data: bytes) -> None:
    with pytest.raises(CodecError):
        decode(data)


@given(st.data())
@modest
def test_a_damaged_feed_raises_nothing_else(data: st.DataObject) -> None:
    good = bytearray(encode(small()))
    for _ in range(data.draw(st.integers(1, 4))):
        good[data.draw(st.integers(0, len(good) - 1))] = data.draw(st.integers(0, 255))
    with contextlib.suppress(CodecError):
        decode(bytes(good))


def test_what_could_not_be_read_is_not_written() -> None:
    with pytest.raises(CodecError, match="compound"):
        encode(small(compound=Compound(id="huaian", name="名" * 13)))
    with pytest.raises(CodecError, match="published"):
        encode(small(published=dt.datetime(2026, 12, 7)))  # noqa: DTZ001
    with pytest.raises(CodecError, match="surrogates"):
        encode(small(compound=Compound(id="huaian", name="\ud800")))
