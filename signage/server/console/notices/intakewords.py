"""The intake's sentences in the reader's language: it speaks Chinese alone, and knows no Django."""

from __future__ import annotations

import functools
import re

from django.utils.translation import gettext as _

from signage.server.intake.refusal import LOSSES, REFUSALS


@functools.cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    sentences = (*REFUSALS.values(), *LOSSES.values())
    return tuple((re.compile(re.sub(r"\\\{(\d)\\\}", r"(?P<n\1>\\d+)", re.escape(each))), each) for each in sentences)


def in_words(said: str) -> str:
    """`said` by the intake, translated; as it is where it is none of its sentences."""
    for pattern, sentence in _patterns():
        if match := pattern.fullmatch(said):
            numbers = match.groupdict()
            return str(_(sentence)).format(*(numbers.get(f"n{place}", "") for place in range(3)))
    return said
