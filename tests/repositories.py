"""Small feeds, pictures and repositories for tests."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

from signage.content.alert import Alert, Status
from signage.content.body import Figure
from signage.content.compound import Compound
from signage.content.feed import Feed
from signage.content.media import Film, Media
from signage.content.notice import Fact, Notice, Posting, Video
from signage.feed.keys import init_keys, load_keys
from signage.feed.repository import Repository

NOW = dt.datetime(2026, 12, 7, 6, 5, tzinfo=dt.UTC)


class Hand:
    """A clock that somebody sets."""

    def __init__(self, now: dt.datetime = NOW) -> None:
        self.time = now

    def now(self) -> dt.datetime:
        return self.time

    def pass_(self, **duration: float) -> None:
        self.time += dt.timedelta(**duration)


def picture(content: bytes) -> tuple[Media, bytes]:
    """A picture as far as feed and store care: bytes with a name."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Media(sha256=sha256, size=len(content), mime="image/png", width=4, height=3), content


def film(content: bytes) -> tuple[Film, bytes]:
    """A film as far as feed and store care."""
    sha256 = hashlib.sha256(content).hexdigest()
    return Film(sha256=sha256, size=len(content), mime="video/mp4", width=4, height=3, seconds=5), content


def video(name: str, frame: Media, moving: Film) -> Video:
    posting = Posting(start=NOW - dt.timedelta(days=1), end=NOW + dt.timedelta(days=30))
    return Video(id=name, title=f"视频{name}", video=moving, poster=frame, posting=posting)


def notice(name: str, *pictures: Media) -> Notice:
    return Notice(
        id=name,
        title=f"通知{name}",
        category="通知",
        issuer="物业服务中心",
        issued=dt.date(2026, 12, 1),
        posting=Posting(start=NOW - dt.timedelta(days=1), end=NOW + dt.timedelta(days=30)),
        facts=(Fact(label="范围", value="全小区"),),
        body=tuple(Figure(media=media) for media in pictures),
    )


def feed(
    *names: str,
    compound: str = "huaian",
    at: dt.datetime = NOW,
    media: tuple[Media, ...] = (),
    videos: tuple[Video, ...] = (),
) -> Feed:
    """A feed with a notice for each name, the first of which shows the pictures, and `videos`."""
    items = tuple(notice(name, *(media if index == 0 else ())) for index, name in enumerate(names))
    return Feed(compound=Compound(id=compound, name="槐安新苑"), published=at, items=(*items, *videos))


def alarm(name: str) -> Alert:
    return Alert(
        identifier=name,
        sender="huaian",
        sent=NOW,
        status=Status.ACTUAL,
        event="火情",
        headline="5号楼火情",
        expires=NOW + dt.timedelta(hours=1),
    )


def make_repository(folder: Path, clock: Hand) -> tuple[Repository, bytes]:
    """A repository in `folder`/repo, with keys in `folder`/keys; and the root that a screen pins."""
    keys = folder / "keys"
    if not keys.exists():
        init_keys(keys, clock=clock)
    return Repository(folder / "repo", load_keys(keys), clock=clock), (keys / "root.json").read_bytes()
