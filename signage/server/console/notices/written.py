"""What staff wrote, complete or not yet, and what it says on the glass. Pure.

Title, facts and body follow from the kind's plain fields until somebody writes them by hand; what was written by hand
stays as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from signage.content.base import Record
from signage.content.body import Block, Figure, Paragraph, Span
from signage.content.fault import Fault
from signage.content.notice import Effect, Fact, Notice, Posting, Priority
from signage.content.posting import RULES
from signage.playlist.words import clock_words, date_words
from signage.server.console.notices.english import English, bounds_in, missing_in, translation_of
from signage.server.console.notices.kinds import BY_KEY, Kind, fill

Short = Annotated[str, Meta(max_length=300)]
"""A line as somebody types it: longer than fits, so that nothing is lost while it is shortened."""

ChallengeKey = Annotated[str, Meta(pattern=r"^[a-z]{2,12}:[0-9a-f]{16}\Z")]

MAX_CLEARED = 60

UNTITLED = "（还没有标题）"
UNSIGNED = "（还没有落款）"


class Line(Record, frozen=True, kw_only=True):
    """A fact as typed."""

    label: Short = ""
    value: Short = ""


class Written(Record, frozen=True, kw_only=True):
    """A notice as staff wrote it. Everything may be missing still."""

    kind: str
    answers: dict[str, Short] = {}
    title: Short = ""
    """By hand; empty: the kind's."""
    facts: tuple[Line, ...] | None = None
    """By hand; None: the kind's."""
    body: tuple[Block, ...] | None = None
    pictures: tuple[Figure, ...] = ()
    number: Short = ""
    issuer: Short = ""
    issued: dt.date | None = None
    start: dt.datetime | None = None
    end: dt.datetime | None = None
    buildings: tuple[str, ...] = ()
    posting_start: dt.datetime | None = None
    """None: from the moment it is approved."""
    posting_end: dt.datetime | None = None
    end_by_hand: bool = False
    """Somebody chose the end; else it follows the effect, the basis and the kind (`propose_end`)."""
    basis: str = ""
    priority: Priority = Priority.NORMAL
    pinned: bool = False
    on_wall: bool = True
    replaces: int = 0
    """The notice of a branch above that this one stands in for; 0: none."""
    english: English | None = None
    cleared: Annotated[tuple[ChallengeKey, ...], Meta(max_length=MAX_CLEARED)] = ()
    """What looks like somebody's, and may be public by the writer's word: keys of `asking.Asked`."""

    @property
    def template(self) -> Kind:
        return BY_KEY.get(self.kind) or BY_KEY["free"]


# Words.


def when_words(start: dt.datetime | None, end: dt.datetime | None, zone: dt.tzinfo) -> str:
    """12月10日（周四）9:00至16:00; over days with both dates; a moment alone; empty where nothing is set."""
    if start is None:
        return ""
    first = start.astimezone(zone)
    words = f"{date_words(first.date())}{clock_words(first)}"
    if end is None or end <= start:
        return words
    last = end.astimezone(zone)
    return f"{words}至{'' if last.date() == first.date() else date_words(last.date())}{clock_words(last)}"


def until_words(moment: dt.datetime | None, zone: dt.tzinfo) -> str:
    """12月20日（周日）17:00前; a midnight is the day before, whole."""
    if moment is None:
        return ""
    wall = moment.astimezone(zone)
    if (wall.hour, wall.minute) == (0, 0):
        return f"{date_words(wall.date() - dt.timedelta(days=1))}前"
    return f"{date_words(wall.date())}{clock_words(wall)}前"


def area_words(buildings: Sequence[str], known: Sequence[str] = ()) -> str:
    """1至6号楼, 1、3、5号楼, 全小区 (none, or all that are known)."""
    if not buildings or (known and set(buildings) >= set(known)):
        return "全小区"
    runs: list[list[str]] = []
    for name in buildings:
        if runs and name.isdecimal() and runs[-1][-1].isdecimal() and int(name) == int(runs[-1][-1]) + 1:
            runs[-1].append(name)
        else:
            runs.append([name])
    return "、".join(f"{run[0]}至{run[-1]}" if len(run) > 2 else "、".join(run) for run in runs) + "号楼"


def posted_words(start: dt.datetime | None, end: dt.datetime | None, zone: dt.tzinfo) -> str:
    """12月7日（周一）至12月13日（周日）: both days included."""
    if end is None:
        return ""
    last = (end - dt.timedelta(seconds=1)).astimezone(zone).date()
    return f"{date_words(start.astimezone(zone).date())}至{date_words(last)}" if start else f"至{date_words(last)}"


# What it says.


def title_of(written: Written, words: dict[str, str]) -> str:
    """By hand, else by the kind; empty where neither says."""
    return written.title or fill(written.template.title, words)


def words_of(
    written: Written, zone: dt.tzinfo, known: Sequence[str] = (), approved: dt.datetime | None = None
) -> dict[str, str]:
    """What the kind's patterns can say: the answers, and the words of time and place."""
    kind = written.template
    until = kind.effect == "until"
    return {
        **{key: value.strip() for key, value in written.answers.items()},
        "when": until_words(written.start, zone) if until else when_words(written.start, written.end, zone),
        "area": area_words(written.buildings, known),
        "posted": posted_words(written.posting_start or approved, written.posting_end, zone),
    }


def facts_of(written: Written, words: dict[str, str]) -> tuple[Line, ...]:
    """By hand, else the kind's that can be said."""
    if written.facts is not None:
        return written.facts
    filled = ((label, fill(pattern, words)) for label, pattern in written.template.facts)
    return tuple(Line(label=label, value=value) for label, value in filled if value)


def body_of(written: Written, words: dict[str, str]) -> tuple[Block, ...]:
    """By hand, else the kind's sentences; pictures after it."""
    if written.body is not None:
        return (*written.body, *written.pictures)
    text = "".join(fill(pattern, words) for pattern in written.template.body)
    prose: tuple[Block, ...] = (Paragraph(spans=(Span(text=text),)),) if text else ()
    return (*prose, *written.pictures)


def notice_of(written: Written, item: str, zone: dt.tzinfo, now: dt.datetime, known: Sequence[str] = ()) -> Notice:
    """The notice as the glass shows it; `now` stands where a beginning or a date was left open.

    What is missing has a stand-in, so that a draft can be looked at: `missing` says what it is.
    """
    words = words_of(written, zone, known, now)
    start = written.posting_start or now
    effect = Effect(start=written.start, end=written.end) if written.start is not None else None
    english = translation_of(written.english, written.template.name, written.pictures)
    return Notice(
        id=item,
        title=title_of(written, words) or UNTITLED,
        category=written.template.name,
        issuer=written.issuer or UNSIGNED,
        issued=written.issued or now.astimezone(zone).date(),
        posting=Posting(start=start, end=written.posting_end or start + dt.timedelta(days=1), basis=written.basis),
        number=written.number,
        facts=tuple(Fact(label=line.label, value=line.value) for line in facts_of(written, words)),
        body=body_of(written, words),
        effect=effect,
        buildings=() if known and set(written.buildings) >= set(known) else written.buildings,
        priority=written.priority,
        pinned=written.pinned,
        on_wall=written.on_wall,
        translations=(english,) if english is not None else (),
    )


def missing(written: Written, place: str) -> Iterator[Fault]:
    """What must still be filled in before anybody can approve it. `place` as `content.check` names it."""
    kind = written.template
    if written.title or not kind.title:
        if not written.title:
            yield Fault(file=place, field="title", problem="还没有标题")
    else:
        for field in kind.fields:
            if f"{{{field.key}}}" in kind.title and not written.answers.get(field.key):
                yield Fault(file=place, field=f"answers.{field.key}", problem=f"“{field.label}”还没有填")
    for field in kind.fields:
        by_hand = written.facts is not None and written.body is not None
        if field.needed and not by_hand and f"{{{field.key}}}" not in kind.title and not written.answers.get(field.key):
            yield Fault(file=place, field=f"answers.{field.key}", problem=f"“{field.label}”还没有填")
    if kind.effect and kind.key != "free" and written.start is None:
        yield Fault(file=place, field="start", problem=f"“{kind.effect_label}”还没有填")
    if not written.issuer:
        yield Fault(file=place, field="issuer", problem="还没有落款；写发布单位，如 和檐物业槐安服务处")
    if written.posting_end is None:
        yield Fault(file=place, field="posting.end", problem="还没有填公示到哪天")
    yield from missing_in(written.english, place)


def bounds(notice: Notice, place: str) -> Iterator[Fault]:
    """Where a text is longer than the feed can carry, or a fact is half empty."""
    for field, label, text, limit in (
        ("title", "标题", notice.title, 60),
        ("issuer", "落款", notice.issuer, 40),
        ("number", "文号", notice.number, 40),
    ):
        if len(text) > limit:
            yield Fault(file=place, field=field, problem=f"{label}有{len(text)}个字，最多{limit}个字")
    for fact in notice.facts:
        if not fact.label or not fact.value:
            yield Fault(file=place, field="facts", problem=f"事项“{fact.label or fact.value}”只填了一半；补上或删去")
        elif len(fact.label) > 8:
            yield Fault(file=place, field="facts", problem=f"事项名“{fact.label}”最多8个字")
        elif len(fact.value) > 80:
            yield Fault(file=place, field="facts", problem=f"事项“{fact.label}”有{len(fact.value)}个字，最多80个字")
    if len(notice.facts) > 8:
        yield Fault(file=place, field="facts", problem=f"{len(notice.facts)}条事项，最多8条；其余写进正文")
    try:
        msgspec.convert(msgspec.to_builtins(notice.body), tuple[Block, ...])
    except msgspec.ValidationError:
        yield Fault(file=place, field="body", problem="正文有一段太长；请分段")
    for translation in notice.translations:
        yield from bounds_in(translation, place)


# Proposals.


def propose_number(kind: Kind, year: int, used: Iterable[str]) -> str:
    """停水〔2026〕12号: one more than the highest of its kind and year among `used`; empty for kinds without."""
    if not kind.numbered:
        return ""
    head = f"{kind.name}〔{year}〕"
    numbers = [0]
    for number in used:
        middle = number.removeprefix(head).removesuffix("号")
        if number == f"{head}{middle}号" and middle.isdecimal():
            numbers.append(int(middle))
    return f"{head}{max(numbers) + 1}号"


def propose_end(written: Written, now: dt.datetime, zone: dt.tzinfo) -> dt.datetime:
    """Until when it should be posted: the end of the effect's day, or as many days as its basis or its kind says."""
    wall = now.astimezone(zone).date()
    rule = RULES.get(written.basis)
    days = max(written.template.days if not written.template.effect else 0, rule.days if rule else 0)
    last = (written.end or written.start or now).astimezone(zone).date() if written.template.effect else wall
    if written.template.effect and written.start is None:
        days = max(days, written.template.days)
    day = max(last, wall + dt.timedelta(days=max(days - 1, 0) if days else 0))
    if rule and rule.days:
        day = max(day, wall + dt.timedelta(days=rule.days))
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)


def explain(written: Written, now: dt.datetime, zone: dt.tzinfo) -> str:
    """The rule that the posting window follows, in words, and how the notice stands to it."""
    rule = RULES.get(written.basis)
    if rule is None:
        return "没有法定公示期，按需要填写。"
    demands = []
    if rule.lead_hours:
        demands.append(f"提前{_span(rule.lead_hours)}公告")
    if rule.within_days:
        demands.append(f"作出决定后{rule.within_days}天内公告")
    if rule.days:
        demands.append(f"至少公示{rule.days}天")
    if rule.every_months:
        demands.append(f"每{rule.every_months}个月公布一次")
    words = f"{rule.name}：{'，'.join(demands)}（{rule.source}）。"
    start = written.posting_start or now
    if rule.lead_hours and written.start is not None:
        latest = written.start - dt.timedelta(hours=rule.lead_hours)
        wall = latest.astimezone(zone)
        said = f"{date_words(wall.date())}{clock_words(wall)}"
        words += f"最晚{said}上屏，" + ("来得及。" if start <= latest else "已经来不及；请在正文里向居民说明原因。")
    return words


def _span(hours: int) -> str:
    return f"{hours // 24}天" if hours % 24 == 0 and hours > 24 else f"{hours}小时"
