"""A compound's feed from plain values. Pure: what is approved in, the feed and its faults out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Set

import msgspec

from signage.content.alert import Alert
from signage.content.base import Record
from signage.content.check import check
from signage.content.compound import Compound
from signage.content.duty import DutySlot, Roster
from signage.content.fault import Fault, Level
from signage.content.feed import Feed
from signage.content.guide import Contact, Facility, Service
from signage.content.notice import Item, Notice, Posting
from signage.content.order import Order
from signage.content.zone import find_zone
from signage.server.console.notices.written import Written, bounds, notice_of


class Guide(Record, frozen=True, kw_only=True):
    """What the gatehouse offers: what a feed has besides the compound itself, notices, roster and alerts."""

    services: tuple[Service, ...] = ()
    facilities: tuple[Facility, ...] = ()
    contacts: tuple[Contact, ...] = ()


class Approved(Record, frozen=True, kw_only=True):
    """A notice as it was approved, for one compound."""

    number: int
    """Its own number; `Written.replaces` names others by theirs."""
    item_id: str
    written: Written
    approved_at: dt.datetime


class Built(Record, frozen=True, kw_only=True):
    """A feed, every fault of it, and of these the ones that hold it back."""

    feed: Feed
    faults: tuple[Fault, ...] = ()
    blocking: tuple[Fault, ...] = ()


def build(
    compound: Compound,
    guide: Guide,
    approved: Iterable[Approved],
    hidden: Set[int],
    now: dt.datetime,
    before: Feed | None = None,
    more: Callable[[Feed], Iterable[Fault]] = lambda _feed: (),
    *,
    alerts: tuple[Alert, ...] = (),
    orders: tuple[Order, ...] = (),
    roster: Roster = Roster(),  # noqa: B008 — a frozen value
) -> Built:
    """The feed of `compound` at `now`: what is approved and not over, but for what is hidden or replaced here, and
    `alerts` as they were sent.

    An error holds a feed back only where it is new: what stood in the feed `before` just so does not get worse by
    staying, and must not keep another notice from being withdrawn. `more` finds faults that only this machine can know.
    """
    feed = Feed(
        compound=compound,
        published=now,
        items=tuple(_items(compound, [each for each in approved if each.number not in hidden], now)),
        alerts=alerts,
        roster=roster,
        services=guide.services,
        facilities=guide.facilities,
        contacts=guide.contacts,
        orders=orders,
    )
    faults = (*check(feed), *(fault for item in feed.items for fault in _bounds(item)), *more(feed))
    stood = _standing(before, feed) if before is not None else frozenset()
    blocking = tuple(fault for fault in faults if fault.level is Level.ERROR and fault.file not in stood)
    return Built(feed=feed, faults=faults, blocking=blocking)


def _items(compound: Compound, approved: list[Approved], now: dt.datetime) -> Iterator[Item]:
    zone = find_zone(compound.zone) or dt.UTC
    replaced: dict[int, dt.datetime] = {}
    for each in approved:
        if each.written.replaces:
            begins = each.written.posting_start or each.approved_at
            replaced[each.written.replaces] = min(begins, replaced.get(each.written.replaces, begins))
    for each in approved:
        item = notice_of(each.written, each.item_id, zone, each.approved_at, compound.buildings)
        if each.number in replaced:
            # cut where the other begins, so that screens change over by themselves; no basis binds what is cut
            begins = replaced[each.number]
            posting = Posting(start=item.posting.start, end=min(item.posting.end, begins))
            item = msgspec.structs.replace(item, posting=posting)
        if item.posting.end > max(now, item.posting.start):
            yield item


def _bounds(item: Item) -> Iterator[Fault]:
    if isinstance(item, Notice):
        yield from bounds(item, f"notices/{item.id}")


def _standing(before: Feed, after: Feed) -> frozenset[str]:
    """The parts that are in both feeds just so, as faults name them."""
    was = {item.id: item for item in before.items}
    parts = {f"notices/{item.id}" for item in after.items if was.get(item.id) == item}
    parts |= {f"alerts/{alert.identifier}" for alert in after.alerts if alert in before.alerts}
    if before.compound == after.compound:
        parts.add("compound")
    for folder in ("services", "facilities"):
        old, new = getattr(before, folder), getattr(after, folder)
        parts |= {f"{folder}/{each.id}" for each in new if each in old}
    zone = find_zone(after.compound.zone) or dt.UTC
    was_set, is_set = _by_month(before.roster, zone), _by_month(after.roster, zone)
    parts |= {f"duty/{month}" for month in after.roster.months if was_set.get(month) == is_set[month]}
    return frozenset(parts)


def _by_month(roster: Roster, zone: dt.tzinfo) -> dict[str, list[DutySlot]]:
    months: dict[str, list[DutySlot]] = {month: [] for month in roster.months}
    for slot in roster.slots:
        months.setdefault(f"{slot.start.astimezone(zone):%Y-%m}", []).append(slot)
    return months


def unexplained(before: Feed | None, after: Feed, explained: Set[str], now: dt.datetime) -> list[Item]:
    """Items of `before` that are not in `after`, though their window is not over and nobody took them away.

    `explained` are the ids of what was withdrawn, hidden or replaced. Anything else is a mistake of the console's own
    (a lost database, a moved compound), and no feed may follow from it.
    """
    if before is None:
        return []
    kept = {item.id for item in after.items} | explained
    return [item for item in before.items if item.id not in kept and item.posting.end > now]
