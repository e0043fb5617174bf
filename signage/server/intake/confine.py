"""A child's own bounds, taken on before it looks at an upload; none of them can be shaken off again."""

from __future__ import annotations

import ctypes
import os
import resource
import signal
import sys
from pathlib import Path

import signage
from signage.server.intake import landlock, seccomp
from signage.server.intake.limits import Limits

_NICENESS = 5
"""Screens that wait for an alert come first."""

_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4

_FONTS = ("/usr", "/lib", "/lib64", "/etc/fonts", "/etc/ld.so.cache")
"""Where programs, their libraries and fonts are: read-only, and never anybody's data."""


def confine(limits: Limits) -> tuple[str, ...]:
    """Bounds this process for good: resources, files, system calls. Returns what is in force.

    Landlock is left out where the kernel has none: what is missed then is that files could be read, not that anything
    could leave.

    Raises: `OSError` when the system calls cannot be bounded.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)  # no child outlives the server
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    os.nice(_NICENESS)
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)  # Python would rather have an error that code can swallow
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_AS, limits.memory)
    _limit(resource.RLIMIT_CPU, limits.cpu, grace=1)  # first SIGXCPU, which says why
    _limit(resource.RLIMIT_FSIZE, limits.reply)
    _limit(resource.RLIMIT_NOFILE, limits.open_files)
    version = landlock.restrict([*map(Path, _FONTS), *_python()])
    seccomp.restrict()
    return ("limits", "seccomp", *(["landlock"] if version else []))


def _limit(kind: int, most: int, grace: int = 0) -> None:
    """Lowers one limit; one that is lower already stays."""
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(kind, (most, most + grace if hard == resource.RLIM_INFINITY else min(most + grace, hard)))


def _python() -> list[Path]:
    """Where this Python and this package are imported from: a module may be needed late, such as a text codec."""
    return [Path(sys.prefix), Path(sys.base_prefix), Path(signage.__file__).parent]
