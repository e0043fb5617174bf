"""What looks like somebody's number or door is asked about: mended, or public by the writer's word. Pure.

The word is part of what is put before the second person.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator

from signage.content.base import Record
from signage.content.fault import Fault, Level
from signage.content.personal import Found, Kind
from signage.content.privacy import Challenge, problem, what

_ANSWERS = {
    Kind.MOBILE: "是公开的电话",
    Kind.LANDLINE: "是公开的电话",
    Kind.EMAIL: "是公开的邮箱",
    Kind.CHAT: "是公开的账号",
    Kind.BANK: "是公开的账户",
    Kind.PLATE: "可以公开",
    Kind.HOME: "可以公开",
}
"""What the writer may say of it. Nobody's identity number is ever public."""


class Asked(Record, frozen=True, kw_only=True):
    """A question to the writer. `key` names what was found, wherever it stands; `answer` is empty where there is none
    but to mend it."""

    key: str
    field: str
    problem: str
    what: str
    answer: str
    cleared: bool


def key_of(found: Found) -> str:
    return f"{found.kind.value}:{hashlib.sha256(found.words.encode()).hexdigest()[:16]}"


def ask(challenges: Iterable[Challenge], cleared: Collection[str]) -> Iterator[Asked]:
    """A question for each thing found, once however often it stands there; `cleared`: the keys that were answered."""
    seen: set[str] = set()
    for _place, field, found in challenges:
        key = key_of(found)
        if key in seen:
            continue
        seen.add(key)
        answer = _ANSWERS.get(found.kind, "")
        yield Asked(
            key=key,
            field=field,
            problem=problem(found),
            what=what(found),
            answer=answer,
            cleared=bool(answer) and key in cleared,
        )


def asked_faults(asked: Iterable[Asked], place: str) -> Iterator[Fault]:
    """What is not answered holds the notice back; what is, the second person sees."""
    for each in asked:
        if each.cleared:
            yield Fault(
                file=place, field=each.field, level=Level.WARNING, problem=f"{each.what}：编辑确认{each.answer}"
            )
        else:
            more = f"；或者确认“{each.answer}”" if each.answer else ""
            yield Fault(file=place, field=each.field, level=Level.ERROR, problem=each.problem + more)
