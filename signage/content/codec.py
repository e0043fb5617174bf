"""The feed as a document, `feed.json`: JSON Feed 1.1 with `_signage` extensions.

The standard: https://www.jsonfeed.org/version/1.1/.

Any feed reader opens it: notices, posters and videos are its `items`. A fact that the standard has a place for is kept
there and only there (`id`, `title`, `tags[0]` the category, `authors[0].name` the issuer, `language`, `date_published`
the start of the posting window); the rest is in the item's `_signage`, and what is not an item is in the document's own
`_signage`. `content_html`, `url`, `image` and `attachments` (a video's film) are derived for readers and ignored here.
All but the first hold addresses that must be absolute by the standard, as `home_page_url` must, so they are there only
when the compound has public pages.

An older screen reads a newer feed: unknown fields are ignored, items, blocks and commands of an unknown kind are left
out, the rest is kept. What cannot be read so is announced by a higher `format`, and refused.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any

import msgspec
from msgspec import Meta

from signage.content.alert import Alert
from signage.content.base import Instant, Record
from signage.content.body import Block, Figure, Heading, Listing, Paragraph, Table
from signage.content.compound import Compound
from signage.content.duty import Roster
from signage.content.feed import Feed
from signage.content.guide import Contact, Facility, Service
from signage.content.links import item_url, media_url
from signage.content.markup import item_html
from signage.content.media import Film
from signage.content.notice import Item, Notice, item_media
from signage.content.order import CommandKind, Order
from signage.content.zone import find_zone
from signage.errors import CodecError

MAX_FEED_BYTES = 4_000_000
"""The largest document that is written or read: about 1,500 full notices."""

MAX_ITEMS = 5000

FORMAT = 1
"""Grows only when an older screen could not make sense of the document by ignoring what it does not know."""

YEARS = range(2000, 2200)
"""Every instant's year lies here, so that no sum or change of zone on a screen overflows."""

_VERSION = "https://jsonfeed.org/version/1.1"
_VERSIONS = ("https://jsonfeed.org/version/1", _VERSION)
_KINDS = {"notice", "poster", "video"}
_COMMANDS = {kind.value for kind in CommandKind}
_BLOCKS = {cls.__struct_config__.tag for cls in (Paragraph, Heading, Listing, Table, Figure)}


class _Extension(Record, frozen=True, kw_only=True):
    """The document's own `_signage`: a feed without its items."""

    format: Annotated[int, Meta(ge=1)]
    compound: Compound
    published: Instant
    roster: Roster = Roster()
    alerts: Annotated[tuple[Alert, ...], Meta(max_length=500)] = ()
    services: Annotated[tuple[Service, ...], Meta(max_length=40)] = ()
    facilities: Annotated[tuple[Facility, ...], Meta(max_length=60)] = ()
    contacts: Annotated[tuple[Contact, ...], Meta(max_length=40)] = ()
    orders: Annotated[tuple[Order, ...], Meta(max_length=500)] = ()


def encode(feed: Feed) -> bytes:
    """`feed` as a JSON Feed 1.1 document in UTF-8: the same bytes for equal feeds, times in UTC.

    Raises: `CodecError` when a value is out of its bounds, so that what was published can be read.
    """
    try:
        data = msgspec.json.encode(_document(feed))
    except (UnicodeEncodeError, OverflowError, RecursionError) as error:
        raise CodecError("$", f"cannot be written: {error}") from error
    decode(data)
    return data


def decode(data: bytes) -> Feed:
    """The feed that `data`, a document as `encode` writes it, holds.

    Raises: `CodecError` on anything else: no JSON, too large, of another type or format, a value out of bounds.
    """
    if len(data) > MAX_FEED_BYTES:
        raise CodecError("$", f"{len(data)} bytes; at most {MAX_FEED_BYTES} are read")
    try:
        document = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise CodecError("$", f"not JSON: {error}") from error
    if not isinstance(document, dict) or document.get("version") not in _VERSIONS:
        raise CodecError("$.version", f"not a JSON Feed; expected {_VERSION}")
    outer = _table(document, "_signage", "$")
    written = outer.get("format")
    if type(written) is int and written > FORMAT:
        raise CodecError("$._signage.format", f"{written} is newer than this program reads ({FORMAT}): update it")
    extension = _convert(_known_commands(outer), _Extension, "$._signage")
    feed = Feed(
        compound=extension.compound,
        published=extension.published,
        items=tuple(_items(document.get("items", []))),
        roster=extension.roster,
        alerts=extension.alerts,
        services=extension.services,
        facilities=extension.facilities,
        contacts=extension.contacts,
        orders=extension.orders,
    )
    _verify(feed)
    return feed


# Values into the document.


def _document(feed: Feed) -> dict[str, Any]:
    compound = feed.compound
    document: dict[str, Any] = {"version": _VERSION, "title": compound.name}
    if compound.public_url:
        document["home_page_url"] = compound.public_url
    document["language"] = "zh-Hans"
    document["_signage"] = _plain(
        _Extension(
            format=FORMAT,
            compound=compound,
            published=feed.published,
            roster=feed.roster,
            alerts=feed.alerts,
            services=feed.services,
            facilities=feed.facilities,
            contacts=feed.contacts,
            orders=feed.orders,
        )
    )
    document["items"] = [_item(item, compound) for item in feed.items]
    return document


def _item(item: Item, compound: Compound) -> dict[str, Any]:
    extension = _plain(item)
    for name in ("id", "title", "category", "issuer", "language"):
        extension.pop(name, None)
    published = extension["posting"].pop("start")
    entry: dict[str, Any] = {"id": item.id}
    if url := item_url(compound, item.id):
        entry["url"] = url
    entry["title"] = item.title
    entry["content_html"] = item_html(item)
    for media in reversed(tuple(item_media(item))):
        if not (address := media_url(compound, media)):
            break
        if isinstance(media, Film):
            entry["attachments"] = [_attachment(media, address)]
        else:
            entry["image"] = address
    entry["date_published"] = published
    if item.issuer:
        entry["authors"] = [{"name": item.issuer}]
    entry["tags"] = [item.category]
    entry["language"] = item.language
    entry["_signage"] = extension
    return entry


def _attachment(film: Film, address: str) -> dict[str, Any]:
    return {
        "url": address,
        "mime_type": film.mime,
        "size_in_bytes": film.size,
        "duration_in_seconds": film.seconds,
    }


def _plain(value: Record) -> Any:
    return _utc(msgspec.to_builtins(value, builtin_types=(dt.datetime,)))


def _utc(tree: Any) -> Any:
    """`tree` with every instant as RFC 3339 in UTC: one moment has one spelling."""
    match tree:
        case dict():
            return {key: _utc(value) for key, value in tree.items()}
        case list() | tuple():
            return [_utc(value) for value in tree]
        case dt.datetime():
            # A naive time would silently take this machine's zone; left naive, decoding refuses it.
            aware = tree if tree.utcoffset() is None else tree.astimezone(dt.UTC)
            return aware.isoformat().replace("+00:00", "Z")
    return tree


# The document into values.


def _items(entries: Any) -> Iterator[Item]:
    if not isinstance(entries, list):
        raise CodecError("$.items", "expected an array")
    if len(entries) > MAX_ITEMS:
        raise CodecError("$.items", f"{len(entries)} items; at most {MAX_ITEMS} are read")
    for index, entry in enumerate(entries):
        place = f"$.items[{index}]"
        if not isinstance(entry, dict):
            raise CodecError(place, "expected an object")
        extension = _table(entry, "_signage", place)
        kind = extension.get("kind")
        if isinstance(kind, str) and kind not in _KINDS:
            continue  # of a later version; the rest of the feed still holds
        yield _convert(_merged(entry, extension), Item, place)


def _merged(entry: dict[str, Any], extension: dict[str, Any]) -> dict[str, Any]:
    """The item as `msgspec` knows it: the standard's own fields put back among ours."""
    value = dict(extension)
    for name in ("id", "title", "language"):
        if name in entry:
            value[name] = entry[name]
    match entry.get("tags"):
        case [category, *_]:
            value["category"] = category
    match entry.get("authors"):
        case [{"name": issuer}, *_]:
            value["issuer"] = issuer
    posting = extension.get("posting")
    if isinstance(posting, dict) and "date_published" in entry:
        value["posting"] = {**posting, "start": entry["date_published"]}
    if "body" in extension:
        value["body"] = _known(extension["body"])
    translations = extension.get("translations")
    if isinstance(translations, list):
        value["translations"] = [
            {**one, "body": _known(one["body"])} if isinstance(one, dict) and "body" in one else one
            for one in translations
        ]
    return value


def _known(body: Any) -> Any:
    """`body` without the blocks that only a later version knows."""
    return [block for block in body if not _unknown(block)] if isinstance(body, list) else body


def _known_commands(outer: dict[str, Any]) -> dict[str, Any]:
    """The document's own extension without the commands that only a later version knows."""
    orders = outer.get("orders")
    if not isinstance(orders, list):
        return outer
    return {**outer, "orders": [_known_order(order) for order in orders]}


def _known_order(order: Any) -> Any:
    match order:
        case {"commands": list(commands)}:
            return {**order, "commands": [command for command in commands if not _unknown_command(command)]}
    return order


def _unknown_command(command: Any) -> bool:
    match command:
        case {"kind": str(kind)}:
            return kind not in _COMMANDS
    return False


def _unknown(block: Any) -> bool:
    match block:
        case {"block": str(kind)}:
            return kind not in _BLOCKS
    return False


def _table(parent: dict[str, Any], name: str, place: str) -> dict[str, Any]:
    value = parent.get(name)
    if not isinstance(value, dict):
        raise CodecError(f"{place}.{name}", "expected an object: this document is not a compound's feed")
    return value


def _convert(value: Any, kind: Any, place: str) -> Any:
    try:
        return msgspec.convert(value, kind)
    except msgspec.ValidationError as error:
        problem, _, path = str(error).partition(" - at `$")
        raise CodecError(place + path.rstrip("`"), problem) from error
    except (RecursionError, OverflowError) as error:
        raise CodecError(place, str(error)) from error


# What the types alone cannot say, and a screen must be able to rely on.


def _verify(feed: Feed) -> None:
    if find_zone(feed.compound.zone) is None:
        raise CodecError("$._signage.compound.zone", f"unknown time zone {feed.compound.zone!r}")
    for place, instant in _instants(feed):
        if instant.year not in YEARS:
            raise CodecError(place, f"the year {instant.year} is not within {YEARS[0]}-{YEARS[-1]}")
    for index, item in enumerate(feed.items):
        if isinstance(item, Notice):
            place = f"$.items[{index}]._signage"
            _verify_body(item.body, place)
            for number, translation in enumerate(item.translations):
                _verify_body(translation.body, f"{place}.translations[{number}]")


def _verify_body(body: tuple[Block, ...], place: str) -> None:
    for number, block in enumerate(body):
        if isinstance(block, Table):
            _verify_table(block, f"{place}.body[{number}]")


def _verify_table(table: Table, place: str) -> None:
    columns = len(table.header)
    if any(len(row) != columns for row in table.rows):
        raise CodecError(f"{place}.rows", f"every row must have {columns} cells, as the header has")
    if any(not 0 <= column < columns for column in table.right):
        raise CodecError(f"{place}.right", f"columns are numbered 0 to {columns - 1}")


def _instants(feed: Feed) -> Iterator[tuple[str, dt.datetime]]:
    yield "$._signage.published", feed.published
    for index, item in enumerate(feed.items):
        yield f"$.items[{index}].date_published", item.posting.start
        yield f"$.items[{index}]._signage.posting.end", item.posting.end
        if item.effect is not None:
            yield f"$.items[{index}]._signage.effect.start", item.effect.start
            if item.effect.end is not None:
                yield f"$.items[{index}]._signage.effect.end", item.effect.end
    for index, slot in enumerate(feed.roster.slots):
        yield f"$._signage.roster.slots[{index}].start", slot.start
        yield f"$._signage.roster.slots[{index}].end", slot.end
    for index, alert in enumerate(feed.alerts):
        for name in ("sent", "effective", "onset", "expires"):
            instant = getattr(alert, name)
            if instant is not None:
                yield f"$._signage.alerts[{index}].{name}", instant
        for number, reference in enumerate(alert.references):
            yield f"$._signage.alerts[{index}].references[{number}].sent", reference.sent
    for index, order in enumerate(feed.orders):
        place = f"$._signage.orders[{index}]"
        if order.since is not None:
            yield f"{place}.since", order.since
        for number, command in enumerate(order.commands):
            yield f"{place}.commands[{number}].issued", command.issued
            yield f"{place}.commands[{number}].expires", command.expires
