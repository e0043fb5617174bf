"""The feeds of a store as files. The name says all: the order, the publisher's version, what the content must be."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

from signage.content.codec import MAX_FEED_BYTES, decode
from signage.content.feed import Feed
from signage.errors import CodecError

_NAME = re.compile(r"(\d{8})-v(\d{1,10})-([0-9a-f]{64})\.json\Z")


@dataclass(frozen=True)
class Generation:
    """One feed on disk. `number` counts commits in this store, `version` is the publisher's."""

    path: Path
    number: int
    version: int
    sha256: str


def generation_name(number: int, version: int, sha256: str) -> str:
    return f"{number:08d}-v{version}-{sha256}.json"


def list_generations(folder: Path) -> list[Generation]:
    """The feeds in `folder`, the latest first, damaged ones included. Raises: `OSError`."""
    found = []
    for path in folder.iterdir():
        match = _NAME.match(path.name)
        if match:
            found.append(Generation(path, int(match[1]), int(match[2]), match[3]))
    return sorted(found, key=lambda generation: generation.number, reverse=True)


def read_generation(generation: Generation) -> Feed | None:
    """The feed; None when the file is not, or no longer, what its name says."""
    try:
        with generation.path.open("rb") as file:
            data = file.read(MAX_FEED_BYTES + 1)
        if hashlib.sha256(data).hexdigest() != generation.sha256:
            return None
        return decode(data)
    except (OSError, CodecError):
        return None
