"""What lies where in a repository, on disk and on the wire alike. The one list of names that are ever asked for."""

from __future__ import annotations

import re

METADATA = "metadata/"
TARGETS = "targets/"
MEDIA = "media/"
FEED = "feed.json"
"""The feed's name as a TUF target, and of the plain copy for feed readers."""
TIMESTAMP = "timestamp.json"

SIGNED_FIELD = "x-signage-signed"
"""In the timestamp: the publisher's clock when it was signed, RFC 3339. A screen's clock is not before it."""

MAX_ROOT_BYTES = 64_000
MAX_TIMESTAMP_BYTES = 16_000
MAX_SNAPSHOT_BYTES = 64_000
MAX_TARGETS_BYTES = 64_000

_IMMUTABLE = re.compile(
    r"metadata/[1-9]\d{0,9}\.(?:root|snapshot|targets)\.json"
    r"|targets/[0-9a-f]{64}\.feed\.json"
    r"|media/[0-9a-f]{64}\.(?:jpg|png|webp|mp4|webm)"
)
_MUTABLE = frozenset({METADATA + TIMESTAMP, FEED})


def is_immutable(path: str) -> bool:
    """Whether `path`, relative to the repository, names a file that never changes once it is there."""
    return _IMMUTABLE.fullmatch(path, 0) is not None and path.isascii()


def is_published(path: str) -> bool:
    """Whether `path`, relative to the repository, is of the kind that is published: nothing else is ever served."""
    return path in _MUTABLE or is_immutable(path)
