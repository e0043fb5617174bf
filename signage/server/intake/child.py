"""The child process: `python -m signage.server.intake.child JOB LIMITS`, an upload on stdin, a reply on stdout.

It bounds itself before it reads the first byte, does one job, and ends.
"""

from __future__ import annotations

import importlib
import sys

import msgspec

from signage.server.intake import wire
from signage.server.intake.confine import confine
from signage.server.intake.limits import Limits
from signage.server.intake.refusal import Refusal, RefusedError

JOBS = {"picture": "picture", "pdf": "pdf", "docx": "docx", "html": "html", "sheet": "sheet", "confined": ""}
"""Each job's module, with a function `take(data: bytes) -> Reply`; `confined` only says what bounds are in force."""


def main(job: str, limits: Limits) -> int:
    module = importlib.import_module(f"signage.server.intake.{JOBS[job]}") if JOBS[job] else None
    try:
        confined = confine(limits)
    except OSError as error:
        print(error, file=sys.stderr)
        return _say(wire.Reply(head=wire.Head(refused=Refusal.UNCONFINED)))
    data = sys.stdin.buffer.read(limits.upload + 1)
    try:
        reply = module.take(data) if module else wire.Reply(head=wire.Head(confined=confined))
    except RefusedError as error:
        reply = wire.Reply(head=wire.Head(refused=error.refusal, numbers=error.numbers))
    except MemoryError:
        reply = wire.Reply(head=wire.Head(refused=Refusal.MEMORY))
    return _say(reply)


def _say(reply: wire.Reply) -> int:
    sys.stdout.buffer.write(wire.encode(reply.head, reply.pictures))
    sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1], msgspec.json.decode(sys.argv[2], type=Limits)))
