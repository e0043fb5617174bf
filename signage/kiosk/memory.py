"""Memory that is given back: a screen runs for months, and pictures come and go.

glibc keeps freed pictures in arenas, one a thread, and raises its own threshold for giving blocks back as they are
freed. On a screen that decodes a page now and then, 20 MB lie idle so (measured: `make bench`, memory). The settings
are mallopt(3)'s: one arena, blocks of 64 kB and more straight from and to the system.
"""

from __future__ import annotations

import contextlib
import ctypes

M_TRIM_THRESHOLD = -1
M_MMAP_THRESHOLD = -3
M_ARENA_MAX = -8

BLOCK = 65_536
"""Bytes from which a block goes back to the system when it is freed."""


def give_back() -> bool:
    """Set the allocator so. Gives whether it could be: only glibc knows these words."""
    with contextlib.suppress(OSError, AttributeError):
        mallopt = ctypes.CDLL(None).mallopt
        return all(
            mallopt(option, value)
            for option, value in ((M_ARENA_MAX, 1), (M_MMAP_THRESHOLD, BLOCK), (M_TRIM_THRESHOLD, BLOCK))
        )
    return False
