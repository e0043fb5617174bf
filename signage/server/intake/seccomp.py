"""The system calls that a child may still make once it holds somebody's file: a seccomp filter (seccomp(2)).

Allowed is what decoding needs: memory, reading files, writing to what is open, threads of its own. A new process, a
socket, another process's memory end the child on the spot; whatever else is answered as if this kernel had no such
call, which C libraries know how to take.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import struct
from collections.abc import Iterator
from dataclasses import dataclass

_KILL, _REFUSE, _ALLOW = 0x8000_0000, 0x0005_0000, 0x7FFF_0000
"""SECCOMP_RET_KILL_PROCESS, SECCOMP_RET_ERRNO (with the number in its low half), SECCOMP_RET_ALLOW."""

_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
"""Classic BPF: load a word, jump when equal, when at least, when any bit is set, return."""

_CALL, _ARCH, _ARGUMENTS = 0, 4, 16
"""Offsets in `struct seccomp_data`; each argument has eight bytes, the low word first."""

_X32 = 0x4000_0000
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | 0x40_0000  # the last is __O_TMPFILE
_CLONE_THREAD = 0x1_0000
_TERMINAL_QUERY, _CLOSE_ON_EXEC = 0x5401, 0x5451  # TCGETS (what isatty asks), FIOCLEX

_SET_MODE_FILTER, _ALL_THREADS = 1, 1
_PR_SET_NO_NEW_PRIVS = 38


@dataclass(frozen=True)
class _Machine:
    """One architecture: its AUDIT_ARCH, and the numbers of its calls (x86's unistd_64.h, asm-generic's unistd.h)."""

    arch: int
    seccomp: int
    kill: tuple[int, ...]
    allow: tuple[int, ...]
    opens: tuple[tuple[int, int], ...]
    """Calls that open a file, with the index of the argument that holds the flags."""
    clone: int
    prlimit: int
    tgkill: int
    ioctl: int


# kill: socket socketpair execve execveat fork vfork ptrace process_vm_readv process_vm_writev bpf io_uring_setup kill
# allow, in this order: read write close fstat lseek mmap mprotect munmap brk rt_sigaction rt_sigprocmask rt_sigreturn
#   pread64 readv writev mremap madvise sched_yield nanosleep clock_nanosleep getpid gettid getppid exit exit_group
#   uname fcntl getcwd gettimeofday getrlimit getrusage sysinfo times getuid getgid geteuid getegid sigaltstack futex
#   sched_getaffinity sched_getparam sched_getscheduler sched_get_priority_max sched_get_priority_min set_tid_address
#   set_robust_list getdents64 newfstatat readlinkat faccessat faccessat2 ppoll getrandom membarrier statx rseq
#   clock_gettime clock_getres getcpu restart_syscall dup fadvise64
# x86 alone: stat lstat poll access readlink arch_prctl time
_MACHINES = {
    "x86_64": _Machine(
        arch=0xC000_003E,
        seccomp=317,
        kill=(41, 53, 59, 322, 57, 58, 101, 310, 311, 321, 425, 62),
        allow=(
            0, 1, 3, 5, 8, 9, 10, 11, 12, 13, 14, 15, 17, 19, 20, 25, 28, 24, 35, 230, 39, 186, 110, 60, 231, 63,
            72, 79, 96, 97, 98, 99, 100, 102, 104, 107, 108, 131, 202, 204, 143, 145, 146, 147, 218, 273, 217, 262,
            267, 269, 439, 271, 318, 324, 332, 334, 228, 229, 309, 219, 32, 221, 4, 6, 7, 21, 89, 158, 201,
        ),
        opens=((257, 2), (2, 1)),
        clone=56,
        prlimit=302,
        tgkill=234,
        ioctl=16,
    ),
    "aarch64": _Machine(
        arch=0xC000_00B7,
        seccomp=277,
        kill=(198, 199, 221, 281, 117, 270, 271, 280, 425, 129),
        allow=(
            63, 64, 57, 80, 62, 222, 226, 215, 214, 134, 135, 139, 67, 65, 66, 216, 233, 124, 101, 115, 172, 178, 173,
            93, 94, 160, 25, 17, 169, 163, 165, 179, 153, 174, 176, 175, 177, 132, 98, 123, 121, 120, 125, 126, 96, 99,
            61, 79, 78, 48, 439, 73, 278, 283, 291, 293, 113, 114, 168, 128, 23, 223,
        ),
        opens=((56, 2),),
        clone=220,
        prlimit=261,
        tgkill=131,
        ioctl=29,
    ),
}  # fmt: skip


def restrict() -> None:
    """Puts the filter over this process, all its threads, for good.

    Raises: `OSError` when this kernel or this architecture has no such thing.
    """
    machine = _MACHINES.get(platform.machine())
    if machine is None:
        raise OSError(errno.ENOSYS, f"no list of system calls for {platform.machine()}")
    program = b"".join(_program(machine, os.getpid()))
    code = ctypes.create_string_buffer(program, len(program))
    head = ctypes.create_string_buffer(struct.pack("@HP", len(program) // 8, ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0):
        raise OSError(ctypes.get_errno(), "no_new_privs refused")
    if libc.syscall(machine.seccomp, _SET_MODE_FILTER, _ALL_THREADS, head):
        raise OSError(ctypes.get_errno(), "seccomp refused")


def _program(machine: _Machine, pid: int) -> Iterator[bytes]:
    yield _step(_LOAD, _ARCH)
    yield _step(_EQUAL, machine.arch, 1, 0)
    yield _step(_RETURN, _KILL)
    yield _step(_LOAD, _CALL)
    yield _step(_AT_LEAST, _X32, 0, 1)
    yield _step(_RETURN, _KILL)
    for call in machine.kill:
        yield from _when(call, _step(_RETURN, _KILL))
    for call in machine.allow:
        yield from _when(call, _step(_RETURN, _ALLOW))
    for call, flags in machine.opens:
        yield from _when(call, *_if(_ANY_BIT, flags, _WRITING, _REFUSE | errno.EROFS, _ALLOW))
    yield from _when(machine.clone, *_if(_ANY_BIT, 0, _CLONE_THREAD, _ALLOW, _KILL))
    # Asking for a limit is fine; its third argument points to a new one.
    low, high = _ARGUMENTS + 16, _ARGUMENTS + 20
    asks = (_step(_LOAD, low), _step(_EQUAL, 0, 0, 2), _step(_LOAD, high), _step(_EQUAL, 0, 1, 0))
    yield from _when(machine.prlimit, *asks, _step(_RETURN, _REFUSE | errno.EPERM), _step(_RETURN, _ALLOW))
    yield from _when(machine.tgkill, *_if(_EQUAL, 0, pid, _ALLOW, _REFUSE | errno.EPERM))
    yield from _when(
        machine.ioctl,
        _step(_LOAD, _ARGUMENTS + 8),
        _step(_EQUAL, _TERMINAL_QUERY, 2, 0),
        _step(_EQUAL, _CLOSE_ON_EXEC, 1, 0),
        _step(_RETURN, _REFUSE | errno.ENOTTY),
        _step(_RETURN, _ALLOW),
    )
    yield _step(_RETURN, _REFUSE | errno.ENOSYS)


def _step(code: int, value: int, then: int = 0, otherwise: int = 0) -> bytes:
    """One instruction; `then` and `otherwise` are how many to skip."""
    return struct.pack("=HBBI", code, then, otherwise, value)


def _when(call: int, *steps: bytes) -> Iterator[bytes]:
    """`steps`, which end by returning, for one call; the call's number is loaded before and after."""
    yield _step(_EQUAL, call, 0, len(steps))
    yield from steps


def _if(test: int, argument: int, value: int, then: int, otherwise: int) -> tuple[bytes, ...]:
    """Returns `then` or `otherwise` by a test of an argument's low word."""
    return (
        _step(_LOAD, _ARGUMENTS + 8 * argument),
        _step(test, value, 0, 1),
        _step(_RETURN, then),
        _step(_RETURN, otherwise),
    )
