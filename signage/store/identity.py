"""Who a screen is: a key of its own, made at its first start and never sent anywhere, and the id that follows from it.

    <store>/screen.json   for this screen alone (0600)

The id is a digest of the public key, so nobody can claim another screen's id, and a console that is broken into holds
nothing with which a screen could be impersonated.
"""

from __future__ import annotations

import hashlib
import logging
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import msgspec
from msgspec import Meta

from signage.content.base import Record
from signage.errors import StoreError
from signage.store.disk import write_whole

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

_log = logging.getLogger(__name__)

NAME = "screen.json"


class Identity(Record, frozen=True, kw_only=True):
    """`id` names the screen in orders and reports; `key` is its private key (Ed25519, raw, in hex)."""

    id: Annotated[str, Meta(pattern=r"^[0-9a-f]{32}\Z")]
    key: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]

    def private_key(self) -> Ed25519PrivateKey:
        """What signs the screen's reports. Loads `cryptography`, which takes a while the first time."""
        from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.key))


def id_of(public_key: bytes) -> str:
    """The id of the screen with this public key."""
    return hashlib.sha256(public_key).hexdigest()[:32]


def load_identity(folder: Path) -> Identity:
    """The identity of the screen whose store is `folder`; made where there is none, or only a damaged one.

    Raises: `StoreError` where it cannot be read or written.
    """
    path = folder / NAME
    try:
        found = msgspec.json.decode(path.read_bytes(), type=Identity)
        if path.stat().st_mode & 0o077:
            path.chmod(0o600)
    except FileNotFoundError:
        return _make(path)
    except (ValueError, RecursionError) as error:
        _log.warning("%s: damaged (%s); this screen is a new one now, and must be paired again", path, error)
        return _make(path)
    except OSError as error:
        raise StoreError(f"{path}: cannot be read: {error.strerror or error}") from error
    return found


def _make(path: Path) -> Identity:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    made = Identity(id=id_of(key.public_key().public_bytes_raw()), key=key.private_bytes_raw().hex())
    try:
        write_whole(path, msgspec.json.encode(made), mode=0o600)
    except OSError as error:
        raise StoreError(f"{path}: cannot be written: {error.strerror or error}") from error
    return made
