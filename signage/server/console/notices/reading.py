"""The writer's form as it was posted, into `Written`. Whatever was typed is kept: its faults are told elsewhere."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping

import msgspec
from django.http import QueryDict

from signage.content.body import Figure
from signage.content.notice import Priority
from signage.server.console.notices.english import MAX_TEXT, English
from signage.server.console.notices.rich import to_blocks
from signage.server.console.notices.written import MAX_CLEARED, Line, Written, propose_end

_SHORT = 300


def read_form(
    post: QueryDict, before: Written, now: dt.datetime, zone: dt.tzinfo, pictures: Mapping[str, Figure]
) -> Written:
    """What the form says; what it does not mention stays as `before`.

    `pictures` are those that this notice may show, by SHA-256: a form cannot bring in another's. The last day of
    posting is by hand once it is not the one that was proposed, or that the form was offered before (`posting_offered`:
    saves may overtake each other); until then it follows the rest of the form.
    """
    kind = before.template
    answers = {field.key: _line(post, f"answers.{field.key}") for field in kind.fields}
    end = _after(_day(post.get("posting_last", "")), zone)
    offered = _after(_day(post.get("posting_offered", "")), zone)
    by_hand = end is not None and (before.end_by_hand or end not in (before.posting_end, offered))
    written = msgspec.structs.replace(
        before,
        answers={key: value for key, value in answers.items() if value},
        title=_line(post, "title"),
        facts=_facts(post) if post.get("own_facts") == "1" else None,
        body=to_blocks(post.get("body", "")) if post.get("own_body") == "1" else None,
        pictures=_pictures(post, pictures),
        number=_line(post, "number"),
        issuer=_line(post, "issuer"),
        issued=_day(post.get("issued", "")),
        start=_moment(post.get("start", ""), zone),
        end=_moment(post.get("end", ""), zone),
        buildings=tuple(name[:12] for name in post.getlist("buildings"))[:200],
        posting_start=_moment(post.get("posting_start", ""), zone),
        posting_end=end,
        end_by_hand=by_hand,
        basis=_line(post, "basis"),
        priority=_priority(post.get("priority", "")),
        pinned=post.get("pinned") == "1",
        on_wall=post.get("on_wall") == "1",
        english=_english(post) if "en_title" in post else before.english,
        cleared=_cleared(post),
    )
    return written if by_hand else msgspec.structs.replace(written, posting_end=propose_end(written, now, zone))


def _line(post: QueryDict, name: str) -> str:
    return " ".join(post.get(name, "").split())[:_SHORT]


def _english(post: QueryDict) -> English | None:
    """None where all of it is empty."""
    english = English(title=_line(post, "en_title"), facts=_text(post, "en_facts"), body=_text(post, "en_body"))
    return english if english != English() else None


def _text(post: QueryDict, name: str) -> str:
    """Several lines, as typed."""
    return post.get(name, "").replace("\r\n", "\n").replace("\0", "").strip()[:MAX_TEXT]


def _cleared(post: QueryDict) -> tuple[str, ...]:
    told = dict.fromkeys(key for key in post.getlist("cleared") if re.fullmatch(r"[a-z]{2,12}:[0-9a-f]{16}", key))
    return tuple(told)[:MAX_CLEARED]


def _facts(post: QueryDict) -> tuple[Line, ...]:
    pairs = zip(post.getlist("fact_label"), post.getlist("fact_value"), strict=False)
    lines = [
        Line(label=" ".join(label.split())[:_SHORT], value=" ".join(value.split())[:_SHORT]) for label, value in pairs
    ]
    return tuple(line for line in lines if line.label or line.value)[:20]


def _pictures(post: QueryDict, known: Mapping[str, Figure]) -> tuple[Figure, ...]:
    try:
        told = json.loads(post.get("pictures", "[]"))
    except (ValueError, RecursionError):
        return ()
    found = []
    for entry in told[:20] if isinstance(told, list) else ():
        if isinstance(entry, dict) and (figure := known.get(str(entry.get("sha256", "")))) is not None:
            caption = " ".join(str(entry.get("caption", "")).split())[:200]
            media = msgspec.structs.replace(figure.media, alt=caption)
            found.append(Figure(media=media, caption=caption))
    return tuple(found)


def _moment(text: str, zone: dt.tzinfo) -> dt.datetime | None:
    """A `datetime-local` field's moment in `zone`; nothing for what is none."""
    try:
        wall = dt.datetime.fromisoformat(text.strip()).replace(tzinfo=zone)
    except ValueError:
        return None
    return wall.astimezone(dt.UTC) if 2000 < wall.year < 2199 else None


def _day(text: str) -> dt.date | None:
    try:
        day = dt.date.fromisoformat(text.strip())
    except ValueError:
        return None
    return day if 2000 < day.year < 2199 else None


def _after(day: dt.date | None, zone: dt.tzinfo) -> dt.datetime | None:
    """The end of `day`, which is still part of it."""
    if day is None:
        return None
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), zone).astimezone(dt.UTC)


def _priority(text: str) -> Priority:
    try:
        return Priority(text)
    except ValueError:
        return Priority.NORMAL
