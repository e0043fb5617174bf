"""The languages in which the glass itself speaks. Content has its own language tag."""

from __future__ import annotations

from typing import Literal

Language = Literal["zh-Hans", "en"]
