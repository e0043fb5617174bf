"""Memory that is given back: a screen runs for months, and pictures come and go.

glibc keeps freed pictures in arenas, one a thread, and raises its own threshold for giving blocks back as they are
freed. On a screen that decodes a page now and then, 20 MB lie idle so (measured: `make bench`, memory). The settings
are mallopt(3)'s: one arena, blocks of 64 kB and more straight from and to the system.

A film is the exception: it asks for the same 8 MB twenty-five times a second, and fetching them from the system each
time costs as much as decoding (measured at 1080p: 27 ms a picture instead of 8). While one plays, blocks are kept to be
used again; when it is over everything goes back at once.
"""

from __future__ import annotations

import contextlib
import ctypes

M_TRIM_THRESHOLD = -1
M_MMAP_THRESHOLD = -3
M_ARENA_MAX = -8

BLOCK = 65_536
"""Bytes from which a block goes back to the system when it is freed."""

KEPT_BLOCK, KEPT = 33_554_432, 134_217_728
"""The same while a film plays (glibc takes no more), and how much may lie free by then."""

_given = False


def give_back() -> bool:
    """Set the allocator so, and give back what lies free. Gives whether it could be: only glibc knows these words."""
    global _given
    with contextlib.suppress(OSError, AttributeError):
        libc = ctypes.CDLL(None)
        _given = all(
            libc.mallopt(option, value)
            for option, value in ((M_ARENA_MAX, 1), (M_MMAP_THRESHOLD, BLOCK), (M_TRIM_THRESHOLD, BLOCK))
        )
        libc.malloc_trim(0)
        return _given
    return False


def keep_for_reuse() -> bool:
    """A film begins: keep blocks until `after_film`. Gives whether it could be; not where `give_back` was never set."""
    if not _given:
        return False
    mallopt = ctypes.CDLL(None).mallopt
    return all(mallopt(option, value) for option, value in ((M_MMAP_THRESHOLD, KEPT_BLOCK), (M_TRIM_THRESHOLD, KEPT)))


def after_film() -> bool:
    """The film is over: as before it. Gives whether it could be."""
    return _given and give_back()
