"""A compound's notices as an Atom feed (RFC 4287): what is live now, for any feed reader."""

from __future__ import annotations

import datetime as dt
from urllib.parse import quote

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from signage.content.feed import Feed
from signage.content.links import MEDIA_FOLDER
from signage.content.markup import item_html
from signage.playlist.duty import utc
from signage.playlist.live import live_items


def atom(feed: Feed, now: dt.datetime, home: str, own: str) -> bytes:
    """The document; `home` is the address of the compound's page, ending in `/`, `own` the document's."""
    compound = feed.compound
    made = Atom1Feed(
        title=compound.name,
        link=home,
        feed_url=own,
        description="",
        subtitle=_("%s门岗屏幕上的通知") % compound.name,
        language="zh-Hans",
        author_name=compound.committee or compound.name,
    )
    for item in sorted(live_items(feed, now), key=lambda item: (utc(item.posting.start), item.id), reverse=True):
        address = f"{home}notices/{quote(item.id, safe='')}"
        made.add_item(
            title=item.title,
            link=address,
            unique_id=address,
            description=item_html(item, f"{home}{MEDIA_FOLDER}"),
            author_name=item.issuer or None,
            pubdate=item.posting.start,
            updateddate=item.posting.start,
            categories=(item.category,),
        )
    return made.writeString("utf-8").encode()
