"""The allocator's settings."""

from __future__ import annotations

import subprocess
import sys


def test_glibc_takes_the_settings():
    """In a process of its own: they cannot be taken back."""
    program = "from signage.kiosk.memory import give_back; raise SystemExit(0 if give_back() else 3)"
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=30).returncode == 0
