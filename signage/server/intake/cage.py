"""The parent's side: one upload, one short-lived child, and an end to it at its time whatever happens.

The upload and the reply lie in unnamed files that only these two processes hold, so the child needs no folder of its
own, and may write to none. What comes back is believed only as far as `take` can prove it.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator, Sequence

import msgspec

from signage.errors import IntakeError
from signage.server.intake import wire
from signage.server.intake.limits import Limits
from signage.server.intake.refusal import Refusal, intake_error

_log = logging.getLogger(__name__)

CHILDREN = 2
"""Children at once: each may use a gigabyte, and the feed host beside them needs its processor."""

PATIENCE = 60.0
"""Seconds to wait for one of them to end."""

_ENVIRONMENT = {"LANG": "C.UTF-8", "PATH": "/usr/bin:/bin", "MALLOC_ARENA_MAX": "1"}
"""All that a child is told: no secrets of the server's. An arena for each thread would use up its address space."""

_STDERR_READ = 100_000
_KIND = re.compile(r"^[\w.]+(?=:|$)")
"""An exception's name, without its text: that may be the upload's, and no log holds that."""

_MEGABYTE = 1_000_000

_turn = threading.BoundedSemaphore(CHILDREN)


def run(job: str, data: bytes, limits: Limits) -> wire.Reply:
    """What a child makes of an upload. Waits its turn. Thread-safe.

    Raises: `IntakeError` when it is refused, runs into a bound, or the child's reply is not one.
    """
    if not data:
        raise intake_error(Refusal.EMPTY)
    if len(data) > limits.upload:
        raise intake_error(Refusal.LARGE, -(-len(data) // _MEGABYTE), limits.upload // _MEGABYTE)
    program = ["-m", "signage.server.intake.child", job, msgspec.json.encode(limits).decode()]
    reply = run_program(program, data, limits)
    if reply.head.refused is not None:
        _log.info("%s refused: %s", job, reply.head.refused)
        raise intake_error(reply.head.refused, *reply.head.numbers)
    return reply


def run_program(program: Sequence[str], data: bytes, limits: Limits) -> wire.Reply:
    """The reply of `python PROGRAM…`, which bounds itself (`confine`), to `data`.

    Raises: `IntakeError`.
    """
    if not _turn.acquire(timeout=PATIENCE):
        raise intake_error(Refusal.BUSY)
    try:
        with tempfile.TemporaryFile() as upload, tempfile.TemporaryFile() as reply, tempfile.TemporaryFile() as said:
            upload.write(data)
            upload.seek(0)
            with _child(program, upload.fileno(), reply.fileno(), said.fileno()) as child:
                try:
                    status = child.wait(limits.wall)
                except subprocess.TimeoutExpired:
                    raise intake_error(Refusal.TIME) from None
            if status:
                said.seek(0)
                raise _ended(status, said.read(_STDERR_READ).decode("utf-8", "replace"))
            reply.seek(0)
            answer = reply.read(limits.reply + 1)
    finally:
        _turn.release()
    try:
        return wire.decode(answer)
    except ValueError as error:
        _log.error("a child's reply cannot be believed: %s", error)
        raise intake_error(Refusal.DISTRUSTED) from None


@contextlib.contextmanager
def _child(program: Sequence[str], upload: int, reply: int, said: int) -> Iterator[subprocess.Popen[bytes]]:
    """A child in a process group of its own, which is ended on the way out."""
    child = subprocess.Popen(  # noqa: S603 — our own interpreter and module
        [sys.executable, "-I", "-B", "-X", "utf8", *program],
        stdin=upload,
        stdout=reply,
        stderr=said,
        cwd="/",
        env=_ENVIRONMENT,
        start_new_session=True,
    )
    try:
        yield child
    finally:
        # The child may be gone already, but not yet its number: it is reaped only below.
        if child.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def _ended(status: int, said: str) -> IntakeError:
    """The error for a child that did not end well."""
    ended_by = -status if status < 0 else 0
    lines = said.strip().splitlines()
    kind = _KIND.match(lines[-1]) if lines else None
    _log.info("a child ended with %d: %s", status, kind.group() if kind else "no reason given")
    match ended_by:
        case signal.SIGSYS:
            _log.error("an upload's decoder tried a forbidden system call")
            return intake_error(Refusal.FORBIDDEN)
        case signal.SIGXCPU:
            return intake_error(Refusal.TIME)
        case signal.SIGXFSZ:
            return intake_error(Refusal.FORBIDDEN)
        case signal.SIGKILL:  # by the kernel, for want of memory, or for a hard limit of time
            return intake_error(Refusal.MEMORY)
    return intake_error(Refusal.MEMORY if "MemoryError" in said or "bad_alloc" in said else Refusal.CRASHED)
