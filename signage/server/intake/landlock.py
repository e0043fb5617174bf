"""The files that a child may still see: programs, fonts and nothing of the project's own (landlock(7), Linux 5.13).

The keys that sign the feed, the database and other people's uploads belong to the same account; a file that takes its
decoder over must not read them.
"""

from __future__ import annotations

import ctypes
import os
import struct
from collections.abc import Iterable
from pathlib import Path

_CREATE, _ADD, _RESTRICT = 444, 445, 446  # the same on every architecture
_ASK_VERSION = 1
_BENEATH = 1
_READ = 1 << 2 | 1 << 3  # READ_FILE, READ_DIR

_RIGHTS = {1: 13, 2: 14, 3: 15, 4: 15, 5: 16}
"""How many rights over files each version of Landlock knows; 5 and later: 16."""

_PR_SET_NO_NEW_PRIVS = 38


def restrict(readable: Iterable[Path]) -> int:
    """Leaves this process, for good, nothing to open but what lies beneath `readable`, and that to read only.

    Returns the version of Landlock in force; 0 where the kernel has none.

    Raises: `OSError` when it has one and refuses.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    version: int = libc.syscall(_CREATE, None, 0, _ASK_VERSION)
    if version <= 0:
        return 0
    handled = (1 << _RIGHTS.get(version, 16)) - 1
    network, scoped = (0b11 if version >= 4 else 0), (0b11 if version >= 6 else 0)
    fields = 1 + (version >= 4) + (version >= 6)
    wanted = struct.pack("=QQQ", handled, network, scoped)[: 8 * fields]
    rules: int = libc.syscall(_CREATE, wanted, len(wanted), 0)
    _demand(rules >= 0, "landlock_create_ruleset")
    try:
        for path in readable:
            _allow(libc, rules, path)
        _demand(libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0, "no_new_privs")
        _demand(libc.syscall(_RESTRICT, rules, 0) == 0, "landlock_restrict_self")
    finally:
        os.close(rules)
    return version


def _allow(libc: ctypes.CDLL, rules: int, path: Path) -> None:
    try:
        folder = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except FileNotFoundError:
        return
    try:
        rights = _READ if path.is_dir() else 1 << 2
        rule = struct.pack("=Qi", rights, folder)
        _demand(libc.syscall(_ADD, rules, _BENEATH, rule, 0) == 0, f"landlock_add_rule {path}")
    finally:
        os.close(folder)


def _demand(good: bool, what: str) -> None:
    if not good:
        raise OSError(ctypes.get_errno(), f"{what} refused")
