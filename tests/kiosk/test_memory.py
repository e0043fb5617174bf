"""The allocator's settings, each in a process of its own: they cannot be taken back."""

from __future__ import annotations

import subprocess
import sys

import pytest


@pytest.mark.parametrize(
    "said",
    [
        "give_back()",
        "give_back() and keep_for_reuse() and after_film()",
        "not keep_for_reuse() and not after_film()",
    ],
)
def test_glibc_takes_the_settings(said):
    program = f"from signage.kiosk.memory import *; raise SystemExit(0 if {said} else 3)"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=30).returncode == 0


def test_what_a_film_used_goes_back_when_it_is_over():
    program = """
import psutil
from signage.kiosk.memory import after_film, give_back, keep_for_reuse
def held():
    return psutil.Process().memory_info().rss
give_back()
keep_for_reuse()
pictures = [bytearray(8_000_000) for _ in range(8)]
del pictures
kept = held()
after_film()
raise SystemExit(0 if kept - held() > 48_000_000 else 3)
"""
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=30).returncode == 0
